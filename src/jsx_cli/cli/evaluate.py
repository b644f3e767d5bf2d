"""`jsx evaluate`: how far what jsx extracts agrees with what people marked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.language import language, say, shown
from jsx_cli.cli.options import OUTPUT, RULES
from jsx_cli.cli.output import destination
from jsx_cli.model import FACT_TYPES

if TYPE_CHECKING:
    from jsx_cli.evaluate import Score


@click.command(
    "evaluate",
    cls=Command,
    short_help="Score the extraction against hand-marked documents.",
    epilog="\b\nExamples:\n  jsx evaluate gold/ documents/\n  jsx evaluate gold/ facts/*.json --misses 20\n"
    "  jsx evaluate gold/ documents/ -o score.html",
)
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "html"]),
    help="table to read, json, or html with every difference.",
)
@OUTPUT
@click.option("--misses", type=click.IntRange(min=0), default=0, metavar="N",
              help="Show up to N differences of each type in the table.")  # fmt: skip
@click.option("--docs", metavar="NAMES", default="", help="Only these documents of GOLD, names with commas between.")
@RULES
@click.option("--versus", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
              help="Score a second time with the rules in DIR, and compare. May be repeated.")  # fmt: skip
@click.option("--draws", type=click.IntRange(min=0), default=1000, metavar="N",
              help="How many samples the intervals are worked out from; 0 for none.")  # fmt: skip
def command(
    gold: Path,
    paths: tuple[Path, ...],
    form: str | None,
    output: str | None,
    misses: int,
    docs: str,
    rules: tuple[Path, ...],
    versus: tuple[Path, ...],
    draws: int,
) -> None:
    """Score what is extracted from each PATH against the hand-marked documents in GOLD.

    PATH is a document, a result of jsx extract in JSON, or a folder of either; it belongs to the gold document of the
    same name. Gold documents that have no PATH count as missed.
    """
    from jsx_cli import study
    from jsx_cli.report import dumps
    from jsx_cli.report.html_evaluation import to_html

    terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    form = form or ("table" if terminal else "html" if str(output).endswith((".html", ".htm")) else "json")
    names = tuple(filter(None, docs.split(",")))
    score = study.evaluate(gold, paths, rules=rules, only=names, configured=True)
    second = study.evaluate(gold, paths, rules=(*rules, *versus), only=names, configured=True) if versus else None
    with destination(output) as write:
        if form == "table":
            for line in table(score, draws, misses):
                write(line + "\n")
            if second:
                write("\n" + say("with {rules}", rules=", ".join(map(str, versus))) + "\n")
                for line in table(second, draws, misses):
                    write(line + "\n")
        else:
            summary = study.evaluation(score, second, draws=draws)
            write(to_html(summary, language=language()) if form == "html" else dumps(summary) + "\n")


def table(score: Score, draws: int, misses: int) -> Iterator[str]:
    """A line a type, then the document's own data and the means."""
    from jsx_cli.evaluate import intervals, rates

    between = intervals(score, draws)
    yield f"{'':15}{'gold':>6}{'found':>7}   {'detect P / R / F1':22} {'strict P / R / F1':22} {'95 %':>11}"
    for kind in FACT_TYPES:
        tally = score.types[kind]
        yield row(kind, tally, rates, between.get(f"{kind}.strict"))
        for one in [one for one in score.differences if one.type == kind][:misses]:
            yield "    " + shown(difference(one))
    yield row("micro", score.micro, rates, between.get("micro.strict"))
    macro, around = score.macro, between.get("macro.strict")
    yield f"{'macro':51} {'':14}{macro:.3f}" + (f"   {around.low:.3f}–{around.high:.3f}" if around else "")
    yield say("elements of the documents right: {right} of {all}", right=score.meta_right, all=score.meta_all)
    for one in [one for one in score.differences if one.type == "document"][:misses]:
        yield "    " + shown(difference(one))
    if score.absent:
        yield say("nothing was given for: {names}", names=", ".join(score.absent))


def row(name: str, tally: Any, rates: Any, around: Any) -> str:
    """ratio 40 38   0.900 0.880 0.890   0.800 0.780 0.790   0.71–0.85."""
    figures = [
        f"{one.precision:.3f} {one.recall:.3f} {one.f1:.3f}"
        for one in (rates(hits, tally.predicted, tally.gold) for hits in (tally.detect, tally.strict))
    ]
    interval = f"   {around.low:.3f}–{around.high:.3f}" if around else ""
    return f"{name:15}{tally.gold:6}{tally.predicted:7}   {figures[0]:22}  {figures[1]}{interval}"


def difference(one: Any) -> str:
    """seed003:61 wrong fields '不低于30%' comparator: got {…}, gold {…} (ratio/any)."""
    place = f"{one.document}:{one.line}" if one.line else one.document
    rule = f" ({one.rule})" if one.rule else ""
    if one.what == "missed":
        return f"{place} {say('missed')} {one.words!r} {one.gold}"
    if one.what == "false alarm":
        return f"{place} {say('false alarm')} {one.prefix}【{one.words}】{one.suffix} {one.found}{rule}"
    return f"{place} {say(one.what)} {one.words!r}: {one.found} ≠ {one.gold}{rule}"
