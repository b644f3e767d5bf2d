"""From matches to facts. The only place where positions in the normalised text become positions in the file.

`不低于30%` at 21–27 of the clean text becomes a fact whose evidence is 7702–7708 of the file, with the words around it,
the fields of its type in their order, the reasons for each, and an id that is the same in every run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from jsx_cli.engine.match import Caught, Match
from jsx_cli.engine.rule import FACT_FIELDS, LIST_FIELDS, Rule
from jsx_cli.engine.sources import SOURCES, Site, cue
from jsx_cli.engine.view import View
from jsx_cli.model import (
    Comparator,
    DocNumber,
    Duration,
    Evidence,
    Fact,
    FactType,
    FieldValue,
    Mention,
    Money,
    Name,
    Number,
    Quantity,
    Ratio,
    Reason,
    Recurrence,
    Section,
    Span,
    Value,
    When,
)

CONTEXT = 12


@dataclass(slots=True)
class Hit:
    """What a rule found, still in normalised coordinates."""

    rule: Rule
    exact: Span
    fields: dict[str, FieldValue]
    reasons: list[Reason]
    match: Match
    order: int = 0
    mention: Mention | None = None
    claims: tuple[str, ...] = field(default=())


def spread(mention: Mention) -> dict[str, Any]:
    """The fields that a mention gives to a fact: 不低于30% gives value 0.3 and comparator >=."""
    value = mention.value
    match value:
        case Ratio():
            return {**_amount(value), "kind": value.kind}
        case Quantity() | Money():
            return {**_amount(value), "unit": value.unit, "per": value.per, "kind": value.kind}
        case Number():
            return _amount(value)
        case Duration():
            low, high = iso_number(value.low), iso_number(value.high)
            return {"value": value.value, "low": low, "high": high, "comparator": value.comparator, "unit": value.unit}
        case When():
            return {
                "kind": value.bound,
                "start": value.start.isoformat() if value.start else "",
                "end": value.end.isoformat() if value.end else "",
                "duration": value.duration,
                "every": value.every,
            }
        case Recurrence():
            return {"kind": "recurring", "every": value.every}
        case DocNumber():
            return {"number": value.canonical}
        case Name():
            return {"title": value.text}


def iso_number(duration: str) -> Decimal | None:
    """The number of an ISO 8601 duration of one unit: P5Y is 5."""
    found = re.fullmatch(r"PT?(\d+(?:\.\d+)?)[YMWDHS]", duration)
    return Decimal(found[1]) if found else None


ISO_UNITS = {"Y": "年", "M": "月", "W": "周", "D": "天"}


def _span_of_time(mention: Mention) -> dict[str, Any]:
    """The fields of a quantity. 5年内 is a time to a deadline, but a length of time to a quantity: up to 5 年."""
    value = mention.value
    if isinstance(value, When) and value.duration:
        return {"value": iso_number(value.duration), "comparator": "<=", "unit": ISO_UNITS.get(value.duration[-1], "")}
    return spread(mention)


def _amount(value: Ratio | Quantity | Money | Number) -> dict[str, Any]:
    return {"value": value.value, "low": value.low, "high": value.high, "comparator": value.comparator}


def hits(rule: Rule, match: Match, site: Site, order: int) -> Iterable[Hit]:
    """The hits of one match: one, or one for each item when the rule says `each`."""
    each = match.get(rule.each) if rule.each else None
    if each is None:
        exact = _exact(rule, match, None)
        yield _hit(rule, match, replace_exact(site, exact), exact, None, match.mentions, order)
        return
    if each.mentions:
        shared = _shared(each.mentions) if rule.share else each.mentions
        for mention in shared:
            exact = mention.core or mention.span if rule.exact == "core" else mention.span
            others = tuple(m for m in match.mentions if m not in each.mentions)
            yield _hit(rule, match, replace_exact(site, exact), exact, None, (*others, mention), order)
        return
    items = each.items or (each.span,)
    for item in items:
        alone = Caught(rule.each, item)
        whole = match.get(rule.exact) if rule.whole and len(items) == 1 else None
        exact = whole.span if whole else item
        yield _hit(rule, match, replace_exact(site, exact), exact, alone, match.mentions, order)


def replace_exact(site: Site, exact: Span) -> Site:
    """The same place with other evidence, and the clause around that evidence."""
    if exact == site.exact:
        return site
    return replace(site, exact=exact, clause=site.view.clause_of(exact, site.sentence))


def _exact(rule: Rule, match: Match, item: Caught | None) -> Span:
    if rule.exact == "core":
        mention = match.mentions[0] if match.mentions else None
        return (mention.core or mention.span) if mention else match.span
    caught = match.get(rule.exact) if rule.exact else None
    return caught.span if caught else item.span if item else match.span


def _shared(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """A list of numbers under one comparator: 不低于30%、20% are both >=, 50%、40%以上 both >=.

    A word before the first number governs what follows, one behind the last what stands before.
    """
    marks: list[Comparator] = [getattr(mention.value, "comparator", "=") for mention in mentions]
    if len(mentions) < 2 or "range" in marks:
        return mentions
    first, last = mentions[0], mentions[-1]
    if all(mark == "=" for mark in marks[1:]) and first.core and first.span.start < first.core.start:
        mark = marks[0]
    elif all(mark == "=" for mark in marks[:-1]) and last.core and last.span.end > last.core.end:
        mark = marks[-1]
    else:
        return mentions
    return tuple(replace(m, value=_marked(m.value, mark)) for m in mentions)


def _marked(value: Value, mark: Comparator) -> Value:
    return replace(value, comparator=mark) if isinstance(value, Ratio | Quantity | Money | Number) else value


def _hit(
    rule: Rule, match: Match, site: Site, exact: Span, item: Caught | None, mentions: tuple[Mention, ...], order: int
) -> Hit:
    assert rule.fact is not None
    known = FACT_FIELDS[rule.fact]
    given: dict[str, Any] = {}
    reasons: list[Reason] = []
    for mention in mentions:
        for name, value in (_span_of_time(mention) if rule.fact == "quantity" else spread(mention)).items():
            if name in known and name not in given and value not in (None, ""):
                given[name] = value
                reasons.append(
                    Reason(
                        name,
                        "mention",
                        f"{mention.by}: {site.view.text[mention.span.start : mention.span.end]}",
                        mention.span,
                    )
                )
    text = site.view.text
    for caught in match.caught:
        if not caught.name or caught.name not in known:
            continue
        here = item if item is not None and caught.name == item.name else caught
        if here.mentions and caught.name not in LIST_FIELDS and rule.fact in ("ratio", "quantity", "deadline"):
            continue  # {value:ratio}: the mention was spread above
        given[caught.name] = _caught_value(caught.name, here, text)
        reasons.append(Reason(caught.name, "capture", text[here.span.start : here.span.end], here.span))
    for name, source in rule.fields:
        if source.kind == "set":
            if source.value is None or source.value == "":
                given.pop(name, None)
            else:
                given[name] = source.value
                reasons.append(Reason(name, "set", f"{source.value} by the rule"))
        elif source.kind == "cues":
            found = cue(site, site.rules.cues[source.value])
            if found:
                given[name] = found[0]
                reasons.append(replace(found[1], field=name))
            elif source.default is not None:
                given[name] = source.default
                reasons.append(Reason(name, "default", f"no cue of {source.value} stands near"))
        elif source.kind == "take":
            caught = match.get(source.of)  # type: ignore[assignment]
            spans = (caught.items or (caught.span,)) if caught else ()
            if spans and site.view.folded[spans[0].start : spans[0].end] in (source.default or ()):
                spans = spans if source.value == "first" else ()  # a generic body leads with the others
            else:
                spans = spans[:1] if source.value == "first" else spans[1:]
            given.pop(name, None)
            if spans:
                given[name] = tuple(text[span.start : span.end] for span in spans)
                reasons.append(Reason(name, "list", f"the {source.value} of {source.of}", spans[0]))
        elif name not in given:
            made = SOURCES[source.value](site, source.of)
            if made:
                given[name] = made[0]
                reasons.append(Reason(name, source.value, str(made[0]), made[1]))
            elif source.default is not None:
                given[name] = source.default
                reasons.append(Reason(name, "default", f"the text gives no {source.value}"))
    fields = {name: given[name] for name in known if given.get(name) not in (None, "", ())}
    mention_one = mentions[-1] if mentions else None
    return Hit(rule, exact, fields, reasons, match, order, mention_one)


def _caught_value(name: str, caught: Caught, text: str) -> FieldValue:
    if name in LIST_FIELDS:
        spans = caught.items or (caught.span,)
        return tuple(text[span.start : span.end] for span in spans)
    if caught.mentions and len(caught.mentions) == 1:
        value = caught.mentions[0].value
        if isinstance(value, Name):
            return value.text
        if isinstance(value, DocNumber):
            return value.canonical
    return text[caught.span.start : caught.span.end]


def settle(found: list[Hit], claims: list[tuple[Span, frozenset[str]]]) -> list[Hit]:
    """The hits that stand: none on claimed characters, and of two of a type that overlap the better one.

    A rule that overrides another takes its characters. Then longest first, then earliest, then the higher priority of
    the rule, then its id.
    """
    kept: dict[str, list[Hit]] = {}
    overridden = [(hit.exact, hit.rule.overrides) for hit in found if hit.rule.overrides]
    for hit in sorted(
        found, key=lambda hit: (-len(hit.exact), hit.exact.start, -hit.rule.priority, hit.rule.id, hit.order)
    ):
        fact = hit.rule.fact or ""
        if any(fact in types and span.overlaps(hit.exact) for span, types in claims):
            continue
        if any(hit.rule.id in rules and span.overlaps(hit.exact) for span, rules in overridden):
            continue
        others = kept.setdefault(fact, [])
        if any(other.exact.overlaps(hit.exact) for other in others):
            continue
        others.append(hit)
    return sorted(
        (hit for hits_of_type in kept.values() for hit in hits_of_type),
        key=lambda hit: (hit.exact.start, hit.exact.end, list(FACT_FIELDS).index(_type(hit))),
    )


def _type(hit: Hit) -> FactType:
    assert hit.rule.fact is not None
    return hit.rule.fact


def fact(hit: Hit, view: View, section: Section | None) -> Fact:
    """The fact that a hit states, with its evidence in the file."""
    aligned, text = view.document.aligned, view.text
    span = _stripped(text, hit.exact)
    raw = aligned.to_raw(span)
    sentence = view.document.sentences[view.sentence_at(span.start)].span if view.document.sentences else span
    prefix = text[max(0, span.start - CONTEXT) : span.start].rpartition("\n")[2]
    suffix = text[span.end : span.end + CONTEXT].partition("\n")[0]
    evidence = Evidence(
        raw,
        span,
        text[span.start : span.end],
        aligned.quote(span),
        prefix,
        suffix,
        text[sentence.start : sentence.end].strip(),
    )
    fields = tuple((name, value) for name, value in hit.fields.items())
    key = repr(
        (aligned.source.sha256, _type(hit), hit.rule.id, raw.start, raw.end, [(n, _plain(v)) for n, v in fields])
    )
    return Fact(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        type=_type(hit),
        rule=hit.rule.id,
        section=section.path if section else "",
        evidence=evidence,
        fields=fields,
        reasons=tuple(hit.reasons),
    )


def _plain(value: FieldValue) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _stripped(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
