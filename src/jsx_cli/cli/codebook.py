"""`jsx codebook`: what each column of the tables means, and the rules that code it."""

from __future__ import annotations

from pathlib import Path

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.options import OUTPUT, RULES
from jsx_cli.cli.output import destination


@click.command(
    "codebook",
    cls=Command,
    short_help="Print what the columns of the tables mean.",
    epilog="\b\nExamples:\n  jsx codebook -o codebook.md\n  jsx codebook --format csv -o codebook.csv",
)
@click.option("--format", "form", type=click.Choice(["markdown", "csv"]),
              help="markdown to read, or csv; by the name of FILE when not given.")  # fmt: skip
@OUTPUT
@RULES
def command(form: str | None, output: str | None, rules: tuple[Path, ...]) -> None:
    """Print the codebook of the tables: variables, labels, values and coding rules.

    The tables are those of jsx extract --format csv, xlsx and parquet.
    """
    from jsx_cli import config, study

    settings = config.find(Path.cwd() / "x").plus(rules)
    chosen = (settings.rules, settings.disable)
    form = form or ("csv" if (output or "").endswith(".csv") else "markdown")
    with destination(output) as write:
        write(study.codebook_csv(*chosen) if form == "csv" else study.codebook_markdown(*chosen))
