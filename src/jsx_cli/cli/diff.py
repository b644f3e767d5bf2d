"""`jsx diff`: two versions of one document."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.inputs import analysed
from jsx_cli.cli.language import language, shown
from jsx_cli.cli.options import ENCODING, OUTPUT, RULES
from jsx_cli.cli.output import destination


@click.command(
    "diff",
    cls=Command,
    short_help="Show what changed between two versions of a document.",
    epilog="\b\nExamples:\n  jsx diff draft.txt final.txt\n  jsx diff old.docx new.docx --format json -o changes.json",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "form", type=click.Choice(["table", "json"]),
              help="table to read, or json. When not given: table on a terminal, else json.")  # fmt: skip
@OUTPUT
@ENCODING
@RULES
def command(
    old: str, new: str, form: str | None, output: str | None, encoding: str | None, rules: tuple[Path, ...]
) -> None:
    """Show what changed: facts first, then items that were changed, moved, renumbered, split, merged, added, dropped.

    The exit code is 1 where anything differs, 0 where nothing does.
    """
    from jsx_cli.compare import diff
    from jsx_cli.compare.diff import lines, to_dict
    from jsx_cli.report import dumps

    terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    found = diff(analysed(old, encoding, rules), analysed(new, encoding, rules))
    with destination(output) as write:
        if (form or ("table" if terminal else "json")) == "table":
            for line in lines(found, "en" if language() == "en" else "zh"):
                write(shown(line) + "\n")
        else:
            write(dumps(to_dict(found)) + "\n")
    if found.facts or any(change.kind != "unchanged" for change in found.items):
        raise click.exceptions.Exit(1)
