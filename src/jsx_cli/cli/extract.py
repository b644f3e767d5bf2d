"""`jsx extract`: documents in, facts out, as a table to read or as JSON to work on."""

from __future__ import annotations

from pathlib import Path

import click

from jsx_cli.cli.extraction import FORMATS, extract
from jsx_cli.cli.help import Command
from jsx_cli.cli.options import ENCODING, OUTPUT, RULES


@click.command(
    "extract",
    cls=Command,
    short_help="Print the facts of documents.",
    epilog="\b\nExamples:\n  jsx extract notice.txt\n  jsx extract *.txt --format jsonl -o facts.jsonl\n"
    "  cat notice.html | jsx extract -",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="table to read, json, jsonl with one line a document, html to read, or csv, xlsx and parquet with one line a "
    "fact. When not given: what the name of FILE says; table on a terminal; otherwise json for one document and jsonl "
    "for several.",
)
@click.option(
    "--wide",
    is_flag=True,
    help="For csv, xlsx and parquet: a table for each type with only its columns, and one of documents.",
)
@OUTPUT
@ENCODING
@RULES
@click.option(
    "--coverage",
    is_flag=True,
    help="Instead of the facts: the sentences with a number, 不低于, 牵头 or another cue that gave none, one JSON "
    "object a line.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours in the table. auto: on a terminal, unless NO_COLOR is set.",
)
def command(
    paths: tuple[str, ...],
    form: str | None,
    wide: bool,
    output: str | None,
    encoding: str | None,
    rules: tuple[Path, ...],
    coverage: bool,
    color: str,
) -> None:
    """Print the facts of each document, with the words and the positions in the file that state them.

    PATH may be - for standard input. A document that cannot be read is named on standard error and passed
    over, and the exit code is 2 in the end.
    """
    extract(paths, form, output, encoding, rules, wide=wide, coverage=coverage, color=color)
