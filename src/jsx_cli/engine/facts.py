"""From matches to facts. The only place where positions in the normalised text become positions in the file.

`不低于30%` at 21–27 of the clean text becomes a fact whose evidence is 7702–7708 of the file, with the words around it,
the fields of its type in their order, the reasons for each, and an id that is the same in every run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jsx_cli.engine.conditions import cue
from jsx_cli.engine.context import CONTEXT
from jsx_cli.engine.match import Caught, Match
from jsx_cli.engine.rule import FACT_FIELDS, FieldSource, Rule
from jsx_cli.engine.site import Site
from jsx_cli.engine.sources import SOURCES
from jsx_cli.engine.view import View
from jsx_cli.hashes import sha256
from jsx_cli.model import (
    Comparator,
    DocNumber,
    Duration,
    Evidence,
    Fact,
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
from jsx_cli.patterns import compiled
from jsx_cli.records import dataclass, replace
from jsx_cli.typed import Any

WIDER = 40  # where that is not enough to tell two facts apart
QUOTED = 12  # characters of prefix and suffix
MISMATCH = "distribution-mismatch"


@dataclass(slots=True)
class Hit:
    """What a rule found, still in normalised coordinates."""

    rule: Rule
    exact: Span
    fields: dict[str, FieldValue]
    reasons: list[Reason]
    match: Match
    order: int = 0


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
            return {"value": value.value, "low": low, "high": high, "comparator": value.comparator, "unit": value.unit,
                    "duration": value.duration}  # fmt: skip
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
            return {"title": value.text} if mention.kind == "title" else {}


def iso_number(duration: str) -> Decimal | None:
    """The number of an ISO 8601 duration of one unit: P5Y is 5."""
    found = compiled(r"PT?(\d+(?:\.\d+)?)[YMWDHS]").fullmatch(duration)
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


def hits(rule: Rule, match: Match, site: Site, order: int) -> Iterator[Hit]:
    """The hits of one match: one, or one for each item when the rule says `each`, for each pair when it says `pair`."""
    if rule.pair:
        yield from _pairs(rule, match, site, order)
        return
    each = match.get(rule.each) if rule.each else None
    if each is None:
        exact = _exact(rule, match, None)
        yield _hit(rule, match, replace_exact(site, exact), exact, {}, match.mentions, order)
        return
    if each.mentions:
        shared = _shared(each.mentions) if rule.share else each.mentions
        for mention in shared:
            exact = mention.core or mention.span if rule.exact == "core" else mention.span
            others = tuple(m for m in match.mentions if m not in each.mentions)
            yield _hit(rule, match, replace_exact(site, exact), exact, {}, (*others, mention), order)
        return
    items = each.items or (each.span,)
    for item in items:
        whole = match.get(rule.exact) if rule.whole and len(items) == 1 else None
        exact = whole.span if whole else item
        alone = {rule.each: Caught(rule.each, item)}
        yield _hit(rule, match, replace_exact(site, exact), exact, alone, match.mentions, order)


def _pairs(rule: Rule, match: Match, site: Site, order: int) -> Iterator[Hit]:
    """甲、乙分别担任组长、副组长 gives 甲 with 组长 and 乙 with 副组长; lists of different lengths give nothing."""
    caught = [found for name in rule.pair if (found := match.get(name)) is not None]
    lists = [found.items or (found.span,) for found in caught]
    sizes = {len(items) for items in lists}
    if len(caught) < len(rule.pair) or len(sizes) > 1:
        site.view.note(MISMATCH, "info", f"{rule.id}: {unpaired(rule, match)}", match.span)
        return
    for place in range(sizes.pop()):
        alone = {
            found.name: Caught(found.name, items[place], (), found.mentions[place : place + 1])
            for found, items in zip(caught, lists, strict=True)
        }
        exact = lists[0][place]
        others = tuple(m for m in match.mentions if not any(m in found.mentions for found in caught))
        mine = tuple(m for found in alone.values() for m in found.mentions)
        yield _hit(rule, match, replace_exact(site, exact), exact, alone, (*others, *mine), order)


def unpaired(rule: Rule, match: Match) -> str:
    """Why lists give no pairs: the lists cannot be paired (2 holder, 3 role)."""
    caught = [found for name in rule.pair if (found := match.get(name)) is not None]
    counts = ", ".join(f"{len(found.items or (found.span,))} {found.name}" for found in caught)
    return f"the lists cannot be paired ({counts})"


def replace_exact(site: Site, exact: Span) -> Site:
    """The same place with other evidence, and the clause around that evidence."""
    if exact == site.exact:
        return site
    clause = site.view.clause_of(exact, site.sentence)
    return Site(site.view, site.rules, site.match, exact, site.sentence, clause, site.paragraph, site.section)


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
    rule: Rule,
    match: Match,
    site: Site,
    exact: Span,
    alone: Mapping[str, Caught],
    mentions: tuple[Mention, ...],
    order: int,
) -> Hit:
    """A hit with its fields: what the mentions say, what was captured, what the rule sets or takes from around."""
    known = rule.known
    given: dict[str, Any] = {}
    reasons: list[Reason] = []
    text = site.view.text
    for mention in mentions:
        for name, value in (_span_of_time(mention) if rule.fact == "quantity" else spread(mention)).items():
            if name in known and name not in given and value not in (None, ""):
                given[name] = value
                detail = f"{mention.by}: {mention.span.of(text)}"
                reasons.append(Reason(name, "mention", detail, mention.span))
    taken: set[str] = set()
    for caught in match.caught:
        if not caught.name or caught.name not in known:
            continue
        here = alone.get(caught.name, caught)
        if here.mentions and caught.name not in rule.lists and rule.fact in ("ratio", "quantity", "deadline"):
            continue  # {value:ratio}: the mention was spread above
        value = _caught_value(here, text, caught.name in rule.lists)
        before = given.get(caught.name)
        if here is caught and isinstance(value, tuple) and isinstance(before, tuple) and caught.name in taken:
            value = (*before, *value)  # A牵头；B负责，C配合: two stretches of one list
        taken.add(caught.name)
        given[caught.name] = value
        reasons.append(Reason(caught.name, "capture", here.span.of(text), here.span))
    for name, source in rule.fields:
        _take(rule, name, source, match, site, given, reasons)
    if given.get("status") in ("actual", "condition"):  # only what is demanded is demanded more or less firmly
        given["strength"] = given["strength_word"] = ""
    fields = {name: given[name] for name in known if given.get(name) not in (None, "", ())}
    last = {reason.field: reason for reason in reasons}
    return Hit(rule, exact, fields, [last[name] for name in fields if name in last], match, order)


def _take(
    rule: Rule,
    name: str,
    source: FieldSource,
    match: Match,
    site: Site,
    given: dict[str, Any],
    reasons: list[Reason],
) -> None:
    """Put one field of `fields:` into `given`, with its reason."""
    if source.kind == "set":
        if source.value is None or source.value == "":
            given.pop(name, None)
        else:
            given[name] = (str(source.value),) if name in rule.lists and isinstance(source.value, str) else source.value
            reasons.append(Reason(name, "set", f"{source.value} by the rule"))
        return
    if source.kind == "cues":
        found = cue(site, site.rules.cues[source.value])
        if found:
            given[name] = found[0]
            decided = found[1]
            reasons.append(Reason(name, decided.source, decided.detail, decided.span))
            if found[0] and f"{name}_word" in rule.known and decided.span:
                given[f"{name}_word"] = decided.span.of(site.view.text)
                reasons.append(Reason(f"{name}_word", decided.source, decided.detail, decided.span))
        elif source.default is not None:
            given[name] = source.default
            reasons.append(Reason(name, "default", f"no cue of {source.value} stands near"))
        return
    if source.kind == "take":
        caught = match.get(source.of)
        spans = (caught.items or (caught.span,)) if caught else ()
        if spans and spans[0].of(site.view.folded) in source.choices:
            spans = spans if source.value == "first" else ()  # a generic body leads with the others
        else:
            spans = spans[:1] if source.value == "first" else spans[1:]
        given.pop(name, None)
        if spans:
            given[name] = tuple(span.of(site.view.text) for span in spans)
            reasons.append(Reason(name, "list", f"the {source.value} of {source.of}", spans[0]))
        return
    if source.value in CONTEXT:
        # An abbreviation's full name takes the place of the short one that was captured.
        if name in given and source.value not in ("abbreviation", "lexicon"):
            return
        made = CONTEXT[source.value](site, source)
        if made is not None:
            given[name] = _listed(made[0], name in rule.lists)
            reasons.append(Reason(name, source.value, made[2], made[1]))
            return
    elif name not in given:
        told = SOURCES[source.value](site, source.of)
        if told:
            given[name] = _listed(told[0], name in rule.lists)
            reasons.append(Reason(name, source.value, str(told[0]), told[1]))
            return
    if name not in given and source.default is not None:
        given[name] = source.default
        reasons.append(Reason(name, "default", f"the text gives no {source.value}"))


def _listed(value: FieldValue, as_list: bool) -> FieldValue:
    if as_list:
        return value if isinstance(value, tuple) else (str(value),)
    return "、".join(value) if isinstance(value, tuple) else value


def _caught_value(caught: Caught, text: str, as_list: bool) -> FieldValue:
    if as_list:
        return tuple(span.of(text) for span in caught.items or (caught.span,))
    if caught.mentions and len(caught.mentions) == 1:
        value = caught.mentions[0].value
        if isinstance(value, Name) and caught.mentions[0].kind == "title":
            return value.text
        if isinstance(value, DocNumber):
            return value.canonical
    return caught.span.of(text)


class Taken:
    """Stretches of text that lie apart from one another, and whether another one touches any of them."""

    __slots__ = ("_ends", "_owners", "_starts")

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._owners: list[Hit] = []

    def owner(self, span: Span) -> Hit | None:
        """The hit that holds a character of `span`."""
        index = bisect_left(self._starts, span.end) - 1
        if index >= 0 and self._ends[index] > span.start and len(span):
            return self._owners[index]
        return None

    def add(self, span: Span, hit: Hit) -> None:
        """Take these characters, which must be free."""
        index = bisect_left(self._starts, span.start)
        self._starts.insert(index, span.start)
        self._ends.insert(index, span.end)
        self._owners.insert(index, hit)


class Areas:
    """Stretches of text, as many over one another as there may be, and which of them touches a given one."""

    __slots__ = ("_furthest", "_spans", "_starts")

    def __init__(self, spans: Sequence[tuple[Span, str]]) -> None:
        self._spans = sorted(spans, key=lambda area: (area[0].start, area[0].end, area[1]))
        self._starts = [span.start for span, _ in self._spans]
        # The stretch that reaches furthest among all that begin no later.
        self._furthest: list[int] = []
        for index, (span, _) in enumerate(self._spans):
            best = self._furthest[-1] if index else 0
            self._furthest.append(index if span.end > self._spans[best][0].end else best)

    def touching(self, span: Span) -> tuple[Span, str] | None:
        """A stretch that shares a character with `span`, and whose it is."""
        index = bisect_left(self._starts, span.end) - 1
        if index < 0 or not len(span):
            return None
        found = self._spans[self._furthest[index]]
        return found if found[0].end > span.start else None


@dataclass(frozen=True, slots=True)
class Lost:
    """A hit that does not stand, and why: another took or claimed its characters."""

    hit: Hit
    why: str
    message: str
    span: Span


def settle(found: Sequence[Hit], claims: Sequence[tuple[Span, str, str]]) -> tuple[list[Hit], list[Lost]]:
    """The hits that stand, and the others with the reason.

    None stands on characters that are claimed for its type. A rule that overrides another takes its characters. Of two
    of a type that overlap the longest stands, then the earliest, then the higher priority of the rule, then its id.
    """
    claimed: dict[str, Areas] = {}
    for kind in {kind for _, kind, _ in claims}:
        claimed[kind] = Areas([(span, rule) for span, of, rule in claims if of == kind])
    over: dict[str, list[tuple[Span, str]]] = {}
    for hit in found:
        for name in hit.rule.overrides:
            over.setdefault(name, []).append((hit.exact, hit.rule.id))
    overridden = {name: Areas(areas) for name, areas in over.items()}
    taken: dict[str, Taken] = {}
    kept: list[Hit] = []
    lost: list[Lost] = []
    for hit in sorted(
        found, key=lambda hit: (-len(hit.exact), hit.exact.start, -hit.rule.priority, hit.rule.id, hit.order)
    ):
        what = hit.rule.fact or hit.rule.mention
        area = claimed[what].touching(hit.exact) if what in claimed else None
        if area:
            lost.append(Lost(hit, "claim", f"{area[1]} claims these characters", area[0]))
            continue
        area = overridden[hit.rule.id].touching(hit.exact) if hit.rule.id in overridden else None
        if area:
            lost.append(Lost(hit, "override", f"{area[1]} overrides this rule here", area[0]))
            continue
        others = taken.setdefault(what, Taken())
        owner = others.owner(hit.exact)
        if owner is not None:
            lost.append(
                Lost(hit, "settle", f"{owner.rule.id} takes these characters ({_why(owner, hit)})", owner.exact)
            )
            continue
        others.add(hit.exact, hit)
        kept.append(hit)
    order = {name: place for place, name in enumerate(FACT_FIELDS)}
    kept.sort(key=lambda hit: (hit.exact.start, hit.exact.end, order.get(hit.rule.fact, len(order)), hit.rule.fact))
    return kept, lost


def _why(winner: Hit, loser: Hit) -> str:
    """By which step of the stated order the one stands and the other not."""
    if len(winner.exact) != len(loser.exact):
        return "it is longer"
    if winner.exact.start != loser.exact.start:
        return "it begins earlier"
    if winner.rule.priority != loser.rule.priority:
        return "its priority is higher"
    return "its id comes first" if winner.rule.id != loser.rule.id else "it was found first"


def fact(hit: Hit, view: View, section: Section | None) -> Fact:
    """The fact that a hit states, with its evidence in the file."""
    aligned, text = view.document.aligned, view.text
    span = _stripped(text, hit.exact)
    raw = aligned.to_raw(span)
    sentence = view.document.sentences[view.sentence_at(span.start)].span if view.document.sentences else span
    prefix = text[max(0, span.start - QUOTED) : span.start].rpartition("\n")[2]
    suffix = text[span.end : span.end + QUOTED].partition("\n")[0]
    evidence = Evidence(
        raw,
        span,
        text[span.start : span.end],
        raw.of(aligned.source.text),
        prefix,
        suffix,
        text[sentence.start : sentence.end].strip(),
    )
    fields = tuple((name, value) for name, value in hit.fields.items())
    key = repr(
        (aligned.source.sha256, hit.rule.fact, hit.rule.id, raw.start, raw.end, [(n, _plain(v)) for n, v in fields])
    )
    return Fact(
        id=sha256(key.encode()).hexdigest()[:12],
        type=hit.rule.fact,
        rule=hit.rule.id,
        section=section.path if section else "",
        evidence=evidence,
        fields=fields,
        reasons=tuple(hit.reasons),
    )


def distinct(facts: Sequence[Fact], view: View) -> tuple[Fact, ...]:
    """The facts, with more words around those that the usual number of words does not tell apart.

    Twenty items that end in 完成时限：2023年12月底前 have the same words beside the date; what follows tells which.
    """
    seen = Counter((fact.evidence.prefix, fact.evidence.exact, fact.evidence.suffix) for fact in facts)
    text = view.text
    told: list[Fact] = []
    for fact in facts:
        evidence = fact.evidence
        if seen[evidence.prefix, evidence.exact, evidence.suffix] > 1:
            span = evidence.span
            before = text[max(0, span.start - WIDER) : span.start]
            fact = replace(fact, evidence=replace(evidence, prefix=before, suffix=text[span.end : span.end + WIDER]))
        told.append(fact)
    return tuple(told)


def _plain(value: FieldValue) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _stripped(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
