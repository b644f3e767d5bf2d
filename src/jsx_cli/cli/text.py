"""`jsx text`: the text that facts are looked for in, one paragraph a line.

關(guān)于印發(fā)改革方案的通知 comes out as 关于印发改革方案的通知.
"""

from __future__ import annotations

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.inputs import ENCODING, normalised
from jsx_cli.cli.output import OUTPUT, destination


@click.command("text", cls=Command, short_help="Print the normalised text of a document.")
@click.argument("path", metavar="FILE")
@ENCODING
@click.option("--decoded", is_flag=True, help="Print the decoded file instead: the text that start and end count in.")
@OUTPUT
def command(path: str, encoding: str | None, decoded: bool, output: str | None) -> None:
    """Print the normalised text of FILE: simplified characters, no markup, one paragraph a line.

    FILE may be - for standard input.
    """
    aligned = normalised(path, encoding).aligned
    text = aligned.source.text if decoded else aligned.text
    with destination(output) as write:
        write(text if decoded or text.endswith("\n") or not text else text + "\n")
