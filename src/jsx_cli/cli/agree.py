"""`jsx agree`: how far two annotators agree."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.options import OUTPUT
from jsx_cli.cli.output import destination


@click.command(
    "agree",
    cls=Command,
    short_help="Measure how far two annotators agree.",
    epilog="\b\nExamples:\n  jsx agree wang/ li/\n  jsx agree wang.json li.json --format json",
)
@click.argument("one", metavar="GOLD", type=click.Path(path_type=Path))
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="table to read, or json.")
@OUTPUT
def command(one: Path, other: Path, form: str | None, output: str | None) -> None:
    """Compare two sets of hand-marked documents: F1 and Krippendorff's alpha for each type of fact.

    GOLD and OTHER are each a file or a folder of gold, in any form that jsx evaluate takes.
    """
    from jsx_cli import study
    from jsx_cli.report import dumps

    terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    found = study.agreement(one, other)
    with destination(output) as write:
        if (form or ("table" if terminal else "json")) == "json":
            write(dumps(found) + "\n")
        else:
            for line in table(found):
                write(line + "\n")


def table(found: dict[str, Any]) -> Iterator[str]:
    """A line a type."""
    yield f"{'':15}{'one':>6}{'other':>7}{'both':>6}{'F1':>8}{'strict':>8}   alpha"
    for kind, row in (*found["types"].items(), ("all", found["all"])):
        alphas = " ".join(f"{name} {value:.3f}" for name, value in row.get("alpha", {}).items())
        yield (
            f"{kind:15}{row['one']:6}{row['other']:7}{row['both']:6}{row['detect_f1']:8.3f}{row['strict_f1']:8.3f}"
            f"   {alphas}"
        ).rstrip()
