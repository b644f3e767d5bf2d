"""Why a rule found what it found, and why it did not find what it might have.

`explain(outcome, area)` gathers what happened in a stretch of a document: the facts with the reason for each field, and
the hits that gave way. `why_not(…)` runs one rule with a listener and says at which gate its best attempt was held up:
the pattern, the scope, a condition, a missing field, a claim, another rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from jsx_cli.engine.facts import Lost
from jsx_cli.engine.folders import suggest
from jsx_cli.engine.rule import Rule, RuleSet
from jsx_cli.engine.run import Outcome, Step, Trace, run
from jsx_cli.engine.view import READABLE, Tokenise
from jsx_cli.errors import JsxError
from jsx_cli.model import Document, Fact, Mention, Span
from jsx_cli.records import dataclass

REFUSED = 50  # a step of this rank or more is a whole match that was refused


@dataclass(frozen=True, slots=True)
class Explained:
    """What happened in a stretch: facts, hits that gave way, and what rules noted there (rule, what, where)."""

    facts: tuple[Fact, ...]
    lost: tuple[Lost, ...]
    noted: tuple[tuple[str, str, Span], ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What became of one rule in a stretch: it `fired`, or `steps` says where each attempt ended, the best first."""

    rule: Rule
    fired: tuple[Step, ...]
    steps: tuple[Step, ...]


def explain(outcome: Outcome, area: Span) -> Explained:
    """What the rules did in that stretch of the clean text."""
    return Explained(
        tuple(fact for fact in outcome.facts if _touches(fact.evidence.span, area)),
        tuple(lost for lost in outcome.lost if _touches(lost.hit.exact, area)),
        tuple(noted for noted in outcome.noted if _touches(noted[2], area)),
    )


def _touches(span: Span, area: Span) -> bool:
    return span.overlaps(area) or area.covers(span)


def why_not(
    document: Document,
    mentions: Sequence[Mention],
    rules: RuleSet,
    name: str,
    area: Span,
    tokenise: Tokenise | None = None,
) -> WhyNot:
    """How far the rule of that id gets in the stretch. Raises `JsxError` for a rule that is not there."""
    rule = rules.rule(name)
    if rule is None:
        if name in rules.disabled:
            raise JsxError(f"the rule {name!r} is disabled by the configuration; jsx config shows where")
        known = [other.id for other in rules.rules]
        raise JsxError(f"there is no rule {name!r}{suggest(name, known) or '; jsx rules list shows them'}")
    trace = Trace(name, area)
    if not len(area):
        trace.steps.append(Step(5, "line", "this line has no part in the clean text that rules read", None))
    for paragraph in document.paragraphs:
        if paragraph.span.overlaps(area) and paragraph.kind not in READABLE:
            message = f"paragraph: this is the {paragraph.kind} of the document; rules read body, headings and tables"
            trace.steps.append(Step(20, "paragraph", message, paragraph.span))
    run(document, mentions, rules, tokenise=tokenise, trace=trace)
    fired = tuple(step for step in trace.steps if step.what == "fired" and step.span and step.span.overlaps(area))
    # Where the rule fired, how far shorter attempts got says nothing.
    steps = sorted(
        (step for step in dict.fromkeys(trace.steps) if step.what != "fired" and (not fired or step.rank >= REFUSED)),
        key=lambda step: (-step.rank, -step.credit),
    )
    if not fired and not steps:
        tried = "no section begins in this line, and the rule reads sections (over: section)"
        if rule.over != "section":
            tried = "no sentence of this line is tried by the rule"
        steps = [Step(0, "nothing", tried, area)]
    return WhyNot(rule, fired, tuple(steps))
