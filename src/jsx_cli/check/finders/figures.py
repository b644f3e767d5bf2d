"""Figures: shares over 100 %, full-width digits, ranges that drop a unit, two values for one indicator."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Fact, Span
from jsx_cli.patterns import compiled, late

NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FULL_WIDTH = late("[０-９％．]{0,20}[０-９％][０-９％．]{0,20}")
DIGITS = r"\d{1,9}(?:\.\d{1,4})?"


def over_whole(paper: Paper, _: Check) -> Iterator[Hit]:
    """覆盖率达到120%."""
    found = compiled(
        rf"(?P<subject>{pattern('check_shares')})[^，。；：、\d\n]{{0,10}}?(?P<figure>\d{{3,5}}(?:\.\d{{1,3}})?)[%％]"
    )
    excused, within = words("check_shares_not", where="before"), compiled(pattern("check_shares_not", where="within"))
    for match in found.finditer(paper.text):
        if Decimal(match["figure"]) <= 100:
            continue
        before = paper.text[max(0, match.start() - 6) : match.start()]
        if before.endswith(excused) or within.search(match.group()):
            continue
        yield Hit(Span(match.start("figure"), match.end()), {"subject": match["subject"]})


def full_width(paper: Paper, _: Check) -> Iterator[Hit]:
    """３０％."""
    for match in FULL_WIDTH.finditer(paper.written):
        span = Span(*match.span())
        right = match.group().translate(NARROW)
        yield Hit(span, {"right": right}, ((span, right),))


UNIT = pattern("check_range_units")
DROPPED = late(
    rf"(?<![\d.\-—～~/第年月])(?P<low>{DIGITS})(?P<dash>—|～|~|－|-|–|至)(?P<high>{DIGITS})(?P<unit>{UNIT}[一-鿿]?)"
)
NO_YUAN = late(rf"(?<![\d.])(?P<low>{DIGITS}万)(?P<dash>[—～~－\-至])(?P<high>{DIGITS}万)(?P<after>[的（(，。；以])")


def dropped_unit(paper: Paper, _: Check) -> Iterator[Hit]:
    """30—50万元 for 30万元—50万元: 30 is not 300,000; 500万—1000万的 for 500万元—1000万元的."""
    for match in DROPPED.finditer(paper.text):
        if Decimal(match["low"]) >= Decimal(match["high"]) or re.fullmatch(r"(?:19|20)\d\d", match["low"]):
            continue
        unit = re.match(UNIT, match["unit"])
        assert unit is not None
        after = paper.text[match.start("unit") + len(unit.group()) :][:1]
        word = unit.group() + (
            after if unit.group() in ("亿", "万") and after in ("元", "人", "吨", "亩", "户") else ""
        )
        right = f"{match['low']}{word}{match['dash']}{match['high']}{word}"
        end = match.start("unit") + len(word)
        span = Span(match.start(), end)
        yield Hit(span, {"right": right}, ((span, right),))
    if "万元" in paper.text:
        for match in NO_YUAN.finditer(paper.text):
            end = match.start("after")
            line = paper.text[paper.text.rfind("\n", 0, end) + 1 : end + 60]
            if "元" in line or paper.text.count("万元") >= 3:
                yield Hit(Span(match.start(), end), {"right": f"{match['low']}元{match['dash']}{match['high']}元"})


def two_values(paper: Paper, _: Check) -> Iterator[Hit]:
    """One indicator, one year, two targets: 森林覆盖率达到45% in one section and 46% in an annex."""
    seen: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in paper.facts:
        if fact.type not in ("ratio", "quantity") or fact.get("status") != "target" or fact.get("kind") == "change":
            continue
        subject, value = str(fact.get("subject") or ""), fact.get("value")
        if len(subject) < 5 or re.search(r"\d", subject) or not isinstance(value, Decimal | int):
            continue
        years = re.findall(r"20\d\d年", _near(paper, fact))
        if not years:
            continue
        key = (fact.type, subject, str(fact.get("unit") or ""), str(fact.get("per") or ""), years[-1])
        for other in seen[key]:
            apart = other.evidence.sentence != fact.evidence.sentence and other.section != fact.section
            if apart and other.get("comparator") == fact.get("comparator") and other.get("value") != value:
                yield Hit(
                    fact.evidence.span,
                    {"subject": subject, "one": other.evidence.exact, "two": fact.evidence.exact},
                )
                break
        seen[key].append(fact)


def _near(paper: Paper, fact: Fact) -> str:
    start = fact.evidence.span.start
    head = max(paper.text.rfind("\n", 0, start), paper.text.rfind("。", 0, start))
    return paper.text[head + 1 : start]


FINDERS = {
    "over-whole": over_whole,
    "full-width": full_width,
    "dropped-unit": dropped_unit,
    "two-values": two_values,
}
