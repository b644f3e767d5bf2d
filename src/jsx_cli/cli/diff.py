"""`jsx diff`: two versions of one document."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.inputs import analysed
from jsx_cli.cli.language import language, say, shown
from jsx_cli.cli.options import ENCODING, OUTPUT, RULES
from jsx_cli.cli.output import destination
from jsx_cli.cli.tables import write_bytes
from jsx_cli.errors import JsxError
from jsx_cli.typed import Literal

FORMS = ("table", "json", "html", "markdown", "csv", "xlsx")
ENDINGS = {".json": "json", ".html": "html", ".htm": "html", ".md": "markdown", ".csv": "csv", ".xlsx": "xlsx"}


@click.command(
    "diff",
    cls=Command,
    short_help="Show what changed between two versions of a document.",
    epilog="\b\nExamples:\n  jsx diff draft.txt final.txt\n  jsx diff old.docx new.docx -o changes.html",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "form", type=click.Choice(FORMS),
              help="table to read, json, html with the changes marked, markdown, csv or xlsx. When not given: what the "
                   "name of the output ends with; table on a terminal, else json.")  # fmt: skip
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
    from jsx_cli.compare.changes import tables, to_html, together
    from jsx_cli.compare.diff import lines, to_dict
    from jsx_cli.compare.tables import to_csv, to_markdown, to_xlsx
    from jsx_cli.report import dumps

    terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    form = form or ENDINGS.get(Path(output or "").suffix.lower()) or ("table" if terminal else "json")
    own: Literal["en", "zh"] = "en" if language() == "en" else "zh"
    if form == "xlsx" and output in (None, "-"):
        raise JsxError(say("{form} needs a file to write to: -o FILE", form=form))
    found = diff(analysed(old, encoding, rules), analysed(new, encoding, rules))
    if form == "xlsx":
        write_bytes(str(output), to_xlsx(tables(found, own), own))
    else:
        with destination(output) as write:
            match form:
                case "table":
                    for line in lines(found, own):
                        write(shown(line) + "\n")
                case "html":
                    write(to_html(found, own))
                case "markdown":
                    write(to_markdown(tables(found, own), own, name="diff"))
                case "csv":
                    write(to_csv(together(found, own)))
                case _:
                    write(dumps(to_dict(found)) + "\n")
    if found.facts or any(change.kind != "unchanged" for change in found.items):
        raise click.exceptions.Exit(1)
