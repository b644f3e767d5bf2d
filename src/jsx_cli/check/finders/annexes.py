"""Annexes: what 附件：1.清单 2.台账 lists must stand behind the paper, and be listed where the text cites it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.model import Span
from jsx_cli.outline.markers import numeral
from jsx_cli.patterns import late

ITEM = late(r"(?:^附件?\s?[：:]?\s?|^)(?P<number>\d{1,2})(?P<mark>[.．、：:])\s?(?P<name>.{1,60})$")
LABEL = late(r"^附件?\s?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?")
CITED = late(r"(?:详见|见|参见|按照|根据)(?:本[一-鿿]{2,4})?附件\s?(?P<number>\d{1,2})?(?![一-鿿]{0,6}》)")
MARKED = late(r"[。；，、.;,]$")


def _listed(paper: Paper) -> list[tuple[int, Span, str]]:
    """The annexes that the paper lists: number, place, name."""
    found: list[tuple[int, Span, str]] = []
    for paragraph in paper.paragraphs:
        if paragraph.kind != "annex_list":
            continue
        match = ITEM.match(paragraph.span.of(paper.text))
        if match is not None:
            found.append((int(match["number"]), paragraph.span, match["name"]))
    return found


def _attached(paper: Paper) -> list[int]:
    """The numbers of the annexes that stand behind the paper; 0 for one without a number."""
    numbers: list[int] = []
    for section in paper.document.outline:
        if section.style != "annex" or not section.marker.startswith("附"):
            continue
        match = LABEL.match(section.marker)
        numbers.append((numeral(match["number"]) or 0) if match is not None and match["number"] else 0)
    return numbers


def missing(paper: Paper, _: Check) -> Iterator[Hit]:
    """Two annexes listed, one attached. A page that attaches none as text says nothing of them."""
    listed, attached = _listed(paper), _attached(paper)
    if not listed or not attached or 0 in attached:
        return
    numbers = [number for number, _, _ in listed]
    if len(set(numbers)) != len(numbers) or max(attached) > 30:
        return
    for number, span, name in listed:
        if number not in attached and max(attached) < number:
            # What stands behind the last annex may be a file of its own; one lost in the middle is not.
            if len(attached) < len(numbers) and _downloads(name):
                continue
            yield Hit(span, {"number": str(number), "name": name})
        elif number not in attached:
            yield Hit(span, {"number": str(number), "name": name})


def _downloads(name: str) -> bool:
    return bool(re.search(r"\.(?:docx?|xlsx?|pdf|wps|zip|rar|et)\b|（另附）|（略）|下载", name, re.IGNORECASE))


def unlisted(paper: Paper, _: Check) -> Iterator[Hit]:
    """（详见附件2） where the list of annexes ends with 1."""
    numbers = {number for number, _, _ in _listed(paper)}
    attached = set(_attached(paper))
    if not numbers and not attached:
        return
    for match in CITED.finditer(paper.text):
        paragraph = paper.paragraph_at(match.start())
        if paragraph is None or paragraph.kind not in ("body", "heading") or match["number"] is None:
            continue
        number = int(match["number"])
        if number not in numbers and number not in attached and 0 not in attached:
            yield Hit(Span(*match.span()), {"number": str(number)})


def marked(paper: Paper, _: Check) -> Iterator[Hit]:
    """附件：1.任务清单。"""
    before = ""
    for paragraph in paper.paragraphs:
        text = paragraph.span.of(paper.text)
        # A name with a full stop is no name to the outline; behind an entry of the list it is one all the same.
        entry = paragraph.kind == "annex_list" or (before == "annex_list" and re.match(r"\d{1,2}[.．、：:]", text))
        before = "annex_list" if entry else paragraph.kind
        if not entry or MARKED.search(text) is None or len(text) > 80 or "。" in text[:-1]:
            continue
        last = Span(paragraph.span.end - 1, paragraph.span.end)
        yield Hit(last, {"mark": text[-1]}, ((last, ""),))


def colon(paper: Paper, _: Check) -> Iterator[Hit]:
    """附件1：1：清单, 附件：1：清单: the number of an annex is followed by a point."""
    for paragraph in paper.paragraphs:
        text = paragraph.span.of(paper.text)
        match = re.match(r"^(?P<label>附件?\s?[：:]\s?)?\d{1,2}(?P<mark>[：:])(?!\d)", text)
        if match is None or (match["label"] is None and paragraph.kind != "annex_list"):
            continue
        at = Span(paragraph.span.start + match.start("mark"), paragraph.span.start + match.end("mark"))
        yield Hit(at, {}, ((at, "."),))


FINDERS = {
    "annex-missing": missing,
    "annex-unlisted": unlisted,
    "annex-marked": marked,
    "annex-colon": colon,
}
