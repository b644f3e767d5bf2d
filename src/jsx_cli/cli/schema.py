"""`jsx schema`: the JSON Schema of what `jsx extract` prints."""

from __future__ import annotations

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.output import to_stdout
from jsx_cli.resources import schema_path


@click.command("schema", cls=Command, short_help="Print the JSON Schema of the output.")
def command() -> None:
    """Print the JSON Schema (draft 2020-12) of the output of jsx extract."""
    to_stdout(schema_path().read_text(encoding="utf-8"))
