"""`jsx text`: the text that facts are looked for in, one paragraph a line.

關(guān)于印發(fā)改革方案的通知 comes out as 关于印发改革方案的通知.
"""

from __future__ import annotations

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.inputs import normalised
from jsx_cli.cli.options import ENCODING, OUTPUT
from jsx_cli.cli.output import destination


@click.command("text", cls=Command, short_help="Print the normalised text of a document.")
@click.argument("path", metavar="FILE", type=click.Path(allow_dash=True))
@ENCODING
@click.option(
    "--decoded/--normalised",
    default=None,
    help="The decoded file, which start and end count in, or the text that facts are found in. When not "
    "given: normalised for text and HTML, decoded for formats that are not text, such as docx and pdf.",
)
@OUTPUT
def command(path: str, encoding: str | None, decoded: bool | None, output: str | None) -> None:
    """Print the normalised text of FILE: simplified characters, no markup, one paragraph a line.

    FILE may be - for standard input.
    """
    aligned = normalised(path, encoding).aligned
    if decoded is None:
        decoded = aligned.source.encoding is None  # what a reader made of a docx can be had nowhere else
    text = aligned.source.text if decoded else aligned.text
    with destination(output) as write:
        write(text if decoded or text.endswith("\n") or not text else text + "\n")
