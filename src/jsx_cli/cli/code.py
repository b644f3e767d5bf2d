"""`jsx code`: documents coded by a scheme of variables, as content analysis does it."""

from __future__ import annotations

from pathlib import Path

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.language import say
from jsx_cli.cli.options import ENCODING, OUTPUT, RULES
from jsx_cli.cli.output import destination
from jsx_cli.cli.tables import write_bytes
from jsx_cli.errors import JsxError

TABLES = ("codes", "counts", "evidence")


@click.command(
    "code",
    cls=Command,
    short_help="Code documents by a scheme of variables, such as policy instruments or a PMC index.",
    epilog="\b\nExamples:\n  jsx code plans/*.txt --scheme instruments -o codes.csv\n"
    "  jsx code plans/*.txt --scheme pmc -o pmc.xlsx\n"
    "  jsx code plans/*.txt --scheme my-scheme.yaml --table evidence -o words.csv",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--scheme", required=True, metavar="NAME",
              help="instruments, pmc, or the path of a scheme of your own (YAML).")  # fmt: skip
@click.option("--table", "shown", type=click.Choice(TABLES), default="codes",
              help="For csv: codes (0 and 1), counts, or evidence with the words behind each cell.")  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "json"]),
    help="csv with one table, xlsx or json with all; by the name of FILE when not given, else csv.",
)  # fmt: skip
@OUTPUT
@ENCODING
@RULES
def command(
    paths: tuple[str, ...],
    scheme: str,
    shown: str,
    form: str | None,
    output: str | None,
    encoding: str | None,
    rules: tuple[Path, ...],
) -> None:
    """Say for each document which variables of a scheme it has, how often, and by which words.

    A scheme is a YAML file of groups of variables, each with its words. Copy one of ours and change it.
    """
    from jsx_cli.cli.extraction import check, results
    from jsx_cli.report import coding, dumps, tables
    from jsx_cli.report.scheme import load

    suffix = Path(output or "").suffix.removeprefix(".")
    form = form or (suffix if suffix in ("xlsx", "json") else "csv")
    chosen = load(scheme)
    if form == "xlsx" and output in (None, "-"):
        raise JsxError(say("{form} needs a file to write to: -o FILE", form=form))
    check(rules)
    failed: list[str] = []
    coded = [coding.code(result, chosen) for result in results(paths, encoding, rules, failed)]
    if coded:
        if form == "xlsx":
            write_bytes(str(output), tables.to_xlsx(coding.tables(coded, chosen)))
        else:
            with destination(output) as write:
                if form == "json":
                    write(dumps(coding.to_plain(coded, chosen)) + "\n")
                else:
                    write(tables.to_csv(coding.tables(coded, chosen)[TABLES.index(shown)]))
    if failed:
        raise click.exceptions.Exit(2)
