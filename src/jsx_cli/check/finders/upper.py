"""A draft against its upper document: floors, deadlines, coverage, and words that were made weaker.

民生支出占比不低于75% where the upper document has 不低于80% gives a hit. Nothing is found without an upper document.
Number, unit and object must agree before two facts are held against each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit, Level
from jsx_cli.lexicon import lexicon, pattern, words
from jsx_cli.model import Fact, Span
from jsx_cli.model.upper import Upper
from jsx_cli.patterns import compiled, late

# From here on two tasks are held to be the same task.
SAME_TASK = 0.6
# So much of two texts in pairs of characters makes them one object, one act, one clause.
SAME_OBJECT, SAME_ACT, SAME_TEXT, SAME_CLAUSE = 0.75, 0.85, 0.5, 0.6
SHORT_OBJECT, SHORT_ACT, SHORT_CLAUSE = 4, 5, 4
SHOWN = 10
# No more values of one object, and clauses of one sentence, than this are held against one another.
MOST = 40
FLOORS, CEILINGS = frozenset((">=", ">")), frozenset(("<=", "<"))
YEAR = late(r"20\d{2}(?=年)")
CLAUSE = late(r"[^，,。；;：:！!\n]{4,200}")

Pair = tuple[Fact, Fact]


def _grams(text: str) -> frozenset[str]:
    bare = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def _alike(one: str, other: str) -> float:
    """The share of pairs of characters that two texts have in common."""
    a, b = _grams(one), _grams(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


@cache
def _same_words() -> tuple[re.Pattern[str], dict[str, str]]:
    return compiled(pattern("check_same")), {row["word"]: row["means"] for row in lexicon("check_same")}


@cache
def _scopes() -> re.Pattern[str]:
    return compiled(pattern("check_scopes"))


def _object(fact: Fact) -> str:
    """What is measured: 全市民生支出所占的比例 is 民生支出比例."""
    search, means = _same_words()
    bare = _scopes().sub("", str(fact.get("subject") or "")).replace("的", "")
    return search.sub(lambda found: means[found[0]], bare)


def _comparable(upper: Fact, own: Fact) -> bool:
    names = ("unit", "per", "kind")
    # 上年民生支出占比为75% is told like an aim, but for the word that demands.
    demanded = all(
        fact.get("status") == "target" and (fact.get("strength_word") or fact.get("comparator") != "=")
        for fact in (upper, own)
    )
    return demanded and upper.type == own.type and all(upper.get(name) == own.get(name) for name in names)


def _pairs(paper: Paper, upper: Upper) -> list[Pair]:
    """The facts of the upper document with those of the draft that say how much of the same object."""
    numbers = [fact for fact in paper.facts if fact.type in ("ratio", "quantity")]
    by_object: dict[str, list[Fact]] = defaultdict(list)
    for fact in numbers:
        by_object[_object(fact)].append(fact)
    found: dict[tuple[str, str], Pair] = {}
    seen: Counter[str] = Counter()
    for fact in upper.facts:
        name = _object(fact)
        if fact.type in ("ratio", "quantity") and len(name) >= SHORT_OBJECT and seen[name] < MOST:
            seen[name] += 1
            for own in by_object.get(name, [])[:MOST]:
                found[fact.id, own.id] = (fact, own)
    for answer in upper.answers:
        if answer.score < SAME_TASK:
            continue
        for fact in answer.upper_facts:
            for own in answer.facts:
                if fact.type != "deadline" and _alike(_object(fact), _object(own)) >= SAME_OBJECT:
                    found[fact.id, own.id] = (fact, own)
    here = bool(upper.region) and upper.region == paper.document.element("region")
    return [pair for pair in found.values() if _comparable(*pair) and (here or _binds_each(pair[0]))]


def _binds_each(fact: Fact) -> bool:
    """True for a bound that holds in each part of the area: 30 million users of a province are no aim of each city."""
    if fact.type == "ratio" or fact.get("per") or fact.get("comparator") in CEILINGS:
        return True
    return str(fact.get("unit") or "") in {row["unit"] for row in lexicon("time_units")}


def _number(fact: Fact) -> Decimal | None:
    """The number of a fact; of a range, its lower end."""
    for name in ("value", "low", "high"):
        value = fact.get(name)
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return Decimal(value)
    return None


def _meets(upper: Fact, own: Fact) -> bool | None:
    """Whether the draft keeps the bound; None where the upper document sets none or the two do not speak of one."""
    bound, number = _number(upper), _number(own)
    sign, other = str(upper.get("comparator")), str(own.get("comparator"))
    if bound is None or number is None:
        return None
    reached = sign == "=" and upper.get("strength_word") in words("check_reach")
    if (sign in FLOORS or reached) and other not in CEILINGS:
        return number >= bound
    if sign in CEILINGS and other not in FLOORS:
        return number <= bound
    return None


def _year(fact: Fact) -> int:
    """The year that stands ahead of the number in its sentence; 0 where none does."""
    sentence, exact = fact.evidence.sentence, fact.evidence.exact
    years = YEAR.findall(sentence[: max(0, sentence.find(exact))])
    return int(years[-1]) if years else 0


def below(paper: Paper, _: Check) -> Iterator[Hit]:
    """民生支出占比不低于75% under an upper document with 不低于80%."""
    if paper.upper is None:
        return
    pairs = _pairs(paper, paper.upper)
    kept = {upper.id for upper, own in pairs if _meets(upper, own)}
    of_title = max(map(int, YEAR.findall(paper.title)), default=0)
    for upper, own in pairs:
        if _meets(upper, own) is not False or upper.id in kept:
            continue
        due, year = _year(upper), _year(own) or of_title
        if due and year and year < due:
            continue  # a step on the way
        # A share of all the province is no floor for each county; 达到 is an aim.
        whole = _scopes().search(str(upper.get("subject") or "") + upper.evidence.sentence) is not None
        level: Level | None = "warning" if whole or upper.get("comparator") == "=" else None
        yield Hit(
            own.evidence.span,
            {"subject": str(own.get("subject") or ""), "own": own.evidence.exact, "upper": upper.evidence.exact},
            level=level,
        )


def _by(facts: Sequence[Fact]) -> list[Fact]:
    """The days by which something is due, one fact for each day."""
    days = {str(fact.get("end")): fact for fact in facts if fact.type == "deadline" and fact.get("kind") == "by"}
    return [fact for day, fact in sorted(days.items()) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)]


def _by_act(facts: Sequence[Fact]) -> list[Fact]:
    """The deadlines of acts that stand once: 完成年度任务 with two of them says nothing."""
    acts: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        act = str(fact.get("action") or "")
        if fact.type == "deadline" and fact.get("kind") == "by" and len(act) >= SHORT_ACT:
            acts[act].append(fact)
    return [fact for same in acts.values() if len(same) == 1 for fact in _by(same)]


def _by_measure(facts: Sequence[Fact]) -> dict[str, Fact]:
    """The day of each measure that says 2026年6月底前完成 and no more of the act, by the heading of the measure."""
    days: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.type == "deadline" and len(str(fact.get("action") or "")) < SHORT_ACT:
            days[str(fact.section)].append(fact)
    headings: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        if fact.type == "measure" and len(str(fact.get("heading") or "")) >= SHORT_ACT:
            headings[str(fact.get("heading"))].append(str(fact.section))
    found = {heading: _by(days[places[0]]) for heading, places in headings.items() if len(places) == 1}
    return {heading: by[0] for heading, by in found.items() if len(by) == 1}


def later(paper: Paper, _: Check) -> Iterator[Hit]:
    """2026年12月底前 for what the upper document wants by 2026年6月底."""
    if paper.upper is None:
        return
    pairs: dict[str, Pair] = {}
    above: dict[str, list[Fact]] = defaultdict(list)
    for fact in _by_act(paper.upper.facts):
        for gram in _grams(str(fact.get("action"))):
            above[gram].append(fact)
    for own in _by_act(paper.facts):
        act = str(own.get("action"))
        # Acts that are the same share all but a few pairs of characters, so the rarest of them lead to each other.
        rare = sorted(_grams(act), key=lambda gram: (len(above[gram]), gram))[: 1 + len(act) // 4]
        near_by = {fact.id: fact for gram in rare for fact in above[gram][:MOST]}
        same = [fact for fact in near_by.values() if _alike(str(fact.get("action")), act) >= SAME_ACT]
        if len(same) == 1:
            pairs[own.id] = (same[0], own)
    measures = _by_measure(paper.upper.facts)
    for heading, own in _by_measure(paper.facts).items():
        same = [fact for other, fact in measures.items() if _alike(other, heading) >= SAME_ACT]
        if len(same) == 1:
            pairs.setdefault(own.id, (same[0], own))
    for answer in paper.upper.answers:
        one, other = _by(answer.upper_facts), _by(answer.facts)
        near = answer.score >= SAME_TASK and _alike(answer.upper, answer.span.of(paper.text)) >= SAME_TEXT
        if near and len(one) == len(other) == 1:
            pairs.setdefault(other[0].id, (one[0], other[0]))
    for upper, own in pairs.values():
        if str(own.get("end")) > str(upper.get("end")):
            act = str(own.get("action") or "")
            yield Hit(own.evidence.span, {"upper": upper.evidence.exact, "day": str(upper.get("end")), "action": act})


def uncovered(paper: Paper, _: Check) -> Iterator[Hit]:
    """Measures of the upper document that the draft does not speak of: said once, at the first measure of the draft."""
    if paper.upper is None or not paper.upper.unanswered:
        return
    section = next((one for one in paper.sections if one.role == "measures"), None)
    places = [section.lead] if section is not None else [paragraph.span for paragraph in paper.paragraphs[:1]]
    names = paper.upper.unanswered
    listed = "；".join(names[:SHOWN]) + ("……" if len(names) > SHOWN else "")
    for span in places:
        yield Hit(span, {"count": str(len(names)), "all": str(paper.upper.measures), "measures": listed})


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    return ((found.start(), found[0]) for found in islice(CLAUSE.finditer(text), MOST))


def weaker(paper: Paper, _: Check) -> Iterator[Hit]:
    """可以公开 for 应当公开, 力争达到80% for 不低于80%."""
    if paper.upper is None:
        return
    firm, soft = compiled(pattern("check_firm")), compiled(pattern("check_soft"))
    aside = compiled(rf"{pattern('check_firm')}|{pattern('check_soft')}|{pattern('check_reach')}|[\d.%]{{1,20}}以?上?")
    near = [(answer.upper, answer.span) for answer in paper.upper.answers if answer.score >= SAME_TASK]
    for upper, own in _pairs(paper, paper.upper):
        sentence, at = own.evidence.sentence, own.evidence.span.start
        start = paper.text.rfind(sentence, max(0, at - len(sentence)), at + len(sentence))
        if start >= 0:
            near.append((upper.evidence.sentence, Span(start, start + len(sentence))))
    for above, span in dict.fromkeys(near):
        demands = [text for _, text in _clauses(above) if firm.search(text) and not soft.search(text)]
        for at, text in _clauses(span.of(paper.text)):
            word = soft.search(text)
            if word is None or firm.search(text):
                continue
            ours = _grams(aside.sub("", text))
            for demand in demands:
                theirs = _grams(aside.sub("", demand))
                least, most = sorted((len(ours), len(theirs)))
                if least >= SHORT_CLAUSE and len(ours & theirs) >= SAME_CLAUSE * most:
                    strong = firm.search(demand)
                    assert strong is not None
                    start = span.start + at + word.start()
                    values = {"soft": word[0], "firm": strong[0], "upper": demand}
                    yield Hit(Span(start, start + len(word[0])), values)
                    break


FINDERS = {
    "upper-floor": below,
    "upper-deadline": later,
    "upper-uncovered": uncovered,
    "upper-weakened": weaker,
}
