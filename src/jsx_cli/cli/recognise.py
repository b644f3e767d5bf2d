"""`jsx recognise`: what the recognisers see in a phrase."""

from __future__ import annotations

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.inputs import standard_input
from jsx_cli.cli.language import say
from jsx_cli.cli.output import to_stdout
from jsx_cli.errors import JsxError


@click.command(
    "recognise",
    cls=Command,
    short_help="Print the numbers, dates and document numbers of a phrase.",
    epilog="\b\nExamples:\n  jsx recognise 不低于30%\n  jsx recognise 三年内 --date 2019-01-22",
)
@click.argument("text", metavar="TEXT")
@click.option("--date", "day", metavar="DATE", help="The day from which relative dates count: 2019-01-22.")
def command(text: str, day: str | None) -> None:
    """Print what the recognisers see in TEXT, as a JSON list in order of position.

    TEXT may be - for standard input.
    """
    from jsx_cli import python
    from jsx_cli.report import dumps

    given = standard_input().decode("utf-8", "replace") if text == "-" else text
    try:
        found = python.recognise(given, day)
    except ValueError as error:
        raise JsxError(say("{day} is no date; write it as 2019-01-22", day=day)) from error
    to_stdout(dumps(found) + "\n")
