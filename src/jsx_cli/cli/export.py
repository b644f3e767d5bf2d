"""`jsx export`: pre-annotations for the programs in which people annotate."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.language import say
from jsx_cli.cli.options import ENCODING, RULES
from jsx_cli.cli.output import destination, inform
from jsx_cli.errors import JsxError


@click.command(
    "export",
    cls=Command,
    short_help="Write pre-annotations for Label Studio, doccano or brat.",
    epilog="\b\nExamples:\n  jsx export plans/*.txt --to labelstudio -o tasks\n"
    "  jsx export plans/*.txt --to brat -o annotations\n  jsx evaluate corrected.json plans/",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--to", "program", required=True, type=click.Choice(["labelstudio", "doccano", "brat", "jsonl"]),
              help="The program that annotates; jsonl is our own form of gold.")  # fmt: skip
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path),
              help="The folder that the files go to; it is made when it is not there.")  # fmt: skip
@ENCODING
@RULES
def command(paths: tuple[str, ...], program: str, output: Path, encoding: str | None, rules: tuple[Path, ...]) -> None:
    """Write the facts of each document as annotations that a person corrects.

    What the program exports afterwards is gold for jsx evaluate and jsx agree.
    """
    from jsx_cli import study
    from jsx_cli.cli.extraction import results
    from jsx_cli.evaluate import Program

    failed: list[str] = []
    found = list(study.export(results(paths, encoding, rules, failed), cast("Program", program)))
    if len(failed) == len(paths):
        raise click.exceptions.Exit(2)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JsxError(say("cannot write to {path}: {reason}", path=output, reason=error.strerror)) from error
    for name, text in found:
        with destination(str(output / name)) as write:
            write(text)
    inform(say("{count} files are in {path}", count=len(found), path=output))
    if failed:
        raise click.exceptions.Exit(2)
