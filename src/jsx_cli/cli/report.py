"""`jsx report`: a page to read for each document, and an index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.language import language, say
from jsx_cli.cli.options import ENCODING, RULES
from jsx_cli.cli.output import destination, inform
from jsx_cli.errors import JsxError
from jsx_cli.model import DocumentResult


@click.command(
    "report",
    cls=Command,
    short_help="Write pages to read: each document with its facts marked, and an index.",
    epilog="\b\nExamples:\n  jsx report plans/*.txt -o report\n  jsx report notice.html -o report --language en",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path),
              help="The folder that the pages go to; it is made when it is not there.")  # fmt: skip
@ENCODING
@RULES
@click.option("--language", "chosen", type=click.Choice(["zh", "en"]),
              help="The labels that a page shows first; each page can switch.")  # fmt: skip
def command(
    paths: tuple[str, ...], output: Path, encoding: str | None, rules: tuple[Path, ...], chosen: str | None
) -> None:
    """Write a page for each document into a folder, and index.html that leads to them.

    A page needs nothing but itself: it can be sent by mail and opened without a network.
    """
    from jsx_cli.cli.extraction import results
    from jsx_cli.report.html_index import pages

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JsxError(say("cannot write to {path}: {reason}", path=output, reason=error.strerror)) from error
    failed: list[str] = []
    found: Iterator[DocumentResult] = results(paths, encoding, rules, failed)
    written = 0
    for name, text in pages(found, language="en" if (chosen or language()) == "en" else "zh"):
        if name == "index.html" and not written:
            break  # no document could be read; what stood in the folder stays
        with destination(str(output / name)) as write:
            write(text)
        written += 1
    if written:
        inform(say("{count} pages are in {path}; begin with {index}", count=written, path=output,
                   index=output / "index.html"))  # fmt: skip
    if failed:
        raise click.exceptions.Exit(2)
