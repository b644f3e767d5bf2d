"""`jsx explain`: which rules fired in a document or a line, how each field came about, and why a rule did not fire."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jsx_cli.cli.help import Command
from jsx_cli.cli.inputs import no_directory, standard_input
from jsx_cli.cli.language import say, shown
from jsx_cli.cli.options import ENCODING, RULES
from jsx_cli.cli.output import to_stdout
from jsx_cli.cli.rules import value_of
from jsx_cli.errors import JsxError
from jsx_cli.patterns import late

if TYPE_CHECKING:
    from jsx_cli.engine.explain import Explained, WhyNot
    from jsx_cli.model import Document, Fact, Source, Span
    from jsx_cli.read import Limits

LINE = late(r"(?P<path>.+?):(?P<line>[0-9]{1,9})\Z", re.S)
LINE_END = late(r"\r\n|\r|\n")


@click.command(
    "explain",
    cls=Command,
    short_help="Show which rules fired, how each field came about, and why a rule did not fire.",
    epilog="\b\nExamples:\n  jsx explain notice.txt:61\n  jsx explain --why-not ratio/any notice.txt:61",
)
@click.argument("place", metavar="FILE[:LINE]")
@click.option("--why-not", metavar="RULE", help="Show how far RULE got in that line, and what held it up.")
@RULES
@ENCODING
def command(place: str, why_not: str | None, rules: tuple[Path, ...], encoding: str | None) -> None:
    """Show the facts of a document, or of one line of it, with the rule that found each and the reason for each field.

    Lines are those of the file as it is. FILE may be - for standard input. With --why-not the exit code is 1 where the
    rule fired after all.
    """
    from jsx_cli import api, config

    path, line = _parted(place)
    settings = config.find(Path.cwd() / "x" if path == "-" else Path(path)).plus(rules)
    source = _source(path, encoding, settings.limits)
    if why_not is None:
        document, explained = api.explain(source, line, rules=settings.rules, disable=settings.disable)
        to_stdout(shown("\n".join(_facts(document, explained, api.ruleset(settings.rules, settings.disable)))) + "\n")
        return
    if line is None:
        raise JsxError(say("--why-not needs a line: {path}:LINE", path=path))
    document, answer = api.why_not(source, line, why_not, rules=settings.rules, disable=settings.disable)
    to_stdout(shown("\n".join(_refusal(document, answer, line))) + "\n")
    if answer.fired:
        raise click.exceptions.Exit(1)


def _parted(place: str) -> tuple[str, int | None]:
    """`a.txt:61` as a path and a line; a file whose own name ends so comes first."""
    found = LINE.match(place)
    if found is None or Path(place).exists():
        return place, None
    return found["path"], int(found["line"])


def _source(path: str, encoding: str | None, limits: Limits) -> Source:
    from jsx_cli import api

    if path == "-":
        return api.source_bytes(standard_input(), "-", encoding=encoding, limits=limits)
    no_directory(path)
    return api.source(path, encoding=encoding, limits=limits)


class _Places:
    """Where in the file characters of the clean text stand: 61:33."""

    def __init__(self, document: Document) -> None:
        self.aligned = document.aligned
        self.starts = [0, *(found.end() for found in LINE_END.finditer(document.aligned.source.text))]

    def of(self, span: Span) -> str:
        """Line and column of the first character, both from 1."""
        start = self.aligned.to_raw(span).start
        line = bisect_right(self.starts, start)
        return f"{line}:{start - self.starts[line - 1] + 1}"


def _facts(document: Document, explained: Explained, rules) -> Iterator[str]:  # type: ignore[no-untyped-def]
    places = _Places(document)
    name = document.aligned.source.name
    for fact in explained.facts:
        rule = rules.rule(fact.rule)
        yield f"{name}:{places.of(fact.evidence.span)}: {fact.type} “{fact.evidence.exact}”"
        yield f"  {say('rule')} {fact.rule}: {rule.says if rule else ''}"
        if fact.section:
            yield f"  {say('section')} {fact.section}"
        yield from _fields(fact, document, places)
        yield ""
    for rule_id, what, span in explained.noted:
        yield f"{name}:{places.of(span)}: {what} “{span.of(document.text)}”  ({rule_id})"
    if explained.lost:
        yield say("Found and given up:")
        for lost in explained.lost:
            exact = lost.hit.exact
            yield f"  {places.of(exact)} {lost.hit.rule.id} “{exact.of(document.text)}”: {lost.message}"
    if not (explained.facts or explained.noted or explained.lost):
        yield say("No rule fired here.")


def _fields(fact: Fact, document: Document, places: _Places) -> Iterator[str]:
    reasons = {reason.field: reason for reason in fact.reasons}
    for field, value in fact.fields:
        reason = reasons.get(field)
        why = ""
        if reason is not None:
            words = reason.span.of(document.text) if reason.span else ""
            at = f" [{places.of(reason.span)} “{_short(words)}”]" if reason.span and words else ""
            detail = "" if reason.detail in (words, value_of(value)) else f" {reason.detail}"
            why = f"  ← {reason.source}{detail}{at}"
        yield f"  {field}: {value_of(value)}{why}"


def _refusal(document: Document, answer: WhyNot, line: int) -> Iterator[str]:
    places = _Places(document)
    rule = answer.rule
    yield f"{rule.id}: {rule.says}"
    for step in answer.fired:
        yield say("It fired:") + f" {places.of(step.span)} “{step.span.of(document.text)}”" if step.span else ""
    if answer.steps:
        first, *others = answer.steps
        if not answer.fired:
            yield say("It did not fire in line {line}:", line=line)
        yield f"  {_step(first, document, places)}"
        # Where a whole match was refused, how far shorter attempts got says nothing.
        rest = [step for step in others if step.rank >= (50 if first.rank >= 50 else 40)][:4]
        if rest:
            yield say("Other attempts:")
            yield from (f"  {_step(step, document, places)}" for step in rest)


def _step(step, document: Document, places: _Places) -> str:  # type: ignore[no-untyped-def]
    if step.span is None:
        return str(step.message)
    return f"{places.of(step.span)} “{_short(step.span.of(document.text))}”: {step.message}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 40 else words[:39] + "…"
