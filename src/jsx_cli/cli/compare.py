"""`jsx compare`: several documents side by side, or against an upper plan."""

from __future__ import annotations

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.inputs import ENCODING
from jsx_cli.cli.output import OUTPUT, destination


@click.command("compare", cls=Command, short_help="Compare several documents.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--against", metavar="UPPER", help="The upper plan that the others are held against.")
@click.option("--format", "form", type=click.Choice(["json"]))
@OUTPUT
@ENCODING
def command(paths: tuple[str, ...], against: str | None, form: str | None, output: str | None, encoding: str | None) -> None:
    """Compare documents."""
    from jsx_cli.cli.extract import results
    from jsx_cli.compare import compare, to_dict
    from jsx_cli.report import dumps

    failed: list[str] = []
    upper = next(iter(results([against], encoding, (), failed))) if against else None
    found = compare(results(paths, encoding, (), failed), upper=upper)
    with destination(output) as write:
        write(dumps(to_dict(found)) + "\n")
