"""Numbering: 一、 must be followed by 二、, and （1） does not stand right below 一、.

In goes a paper, out come gaps, repeats and levels left out. What published papers do rightly is let through: （一）…
（二十九） running through 一、…七、, 1.–22. running through （一）–（六）, articles that begin again in an annex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.model import Section, Span
from jsx_cli.outline.markers import marker, written
from jsx_cli.records import dataclass

STYLES = {
    "chinese": "{chinese}、", "bracketed": "（{chinese}）", "arabic": "{number}.", "bracketed-arabic": "（{number}）",
    "article": "第{chinese}条", "chapter": "第{chinese}章",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbered:
    """A section with its own number and that of the sections that hold it."""

    section: Section
    number: int
    parent: int
    zone: int


def _numbered(paper: Paper) -> list[Numbered]:
    found: list[Numbered] = []

    def walk(sections: Sequence[Section], parent: int, zone: int) -> None:
        for section in sections:
            mark = marker(section.span.of(paper.text)[:12])
            number = mark.number if mark is not None and section.style in STYLES else 0
            found.append(Numbered(section, number, parent, zone))
            walk(section.children, len(found) - 1, zone + 1000 * (len(found)) if section.style == "annex" else zone)

    walk(paper.document.outline, -1, 0)
    return found


def gaps(paper: Paper, _: Check) -> Iterator[Hit]:
    """一、 then 三、; 二、 twice."""
    numbered = _numbered(paper)
    last: dict[tuple[int, str], Numbered] = {}
    siblings: dict[tuple[int, int, str], Numbered] = {}
    starts = _counts_of_ones(numbered)
    for item in numbered:
        style = item.section.style
        if not item.number:
            continue
        before = siblings.get((item.zone, item.parent, style))
        running = last.get((item.zone, style))
        expected = {1, before.number + 1 if before else 1, running.number + 1 if running else 1}
        siblings[item.zone, item.parent, style] = item
        last[item.zone, style] = item
        if before is not None and before.number == item.number == 1 and _goes_on(paper, numbered, before, item):
            values = {"marker": item.section.marker, "wanted": _marked(style, 2), "before": before.section.marker}
            yield Hit(_mark(item.section), values)
            continue
        if item.number in expected or before is None:
            continue  # the first of its kind may follow on from elsewhere (part of a list, a quoted item)
        if starts.get((item.zone, style), 0) > 1 and style == "chinese" and item.number < before.number:
            continue
        if item.number < before.number and item.number != before.number:
            continue  # another list begins again in its middle
        missing = before.number + 1
        if item.number > missing and _hidden(paper, before, item, style):
            continue
        if item.number > missing + 3:
            continue  # a figure at the head of a line, or an extract
        if item.number == before.number and _table(paper, item):
            continue
        values = {"marker": item.section.marker, "wanted": _marked(style, missing), "before": before.section.marker}
        yield Hit(_mark(item.section), values)


def _marked(style: str, number: int) -> str:
    return STYLES[style].format(chinese=written(number) if number < 100 else number, number=number)


def _goes_on(paper: Paper, numbered: Sequence[Numbered], before: Numbered, item: Numbered) -> bool:
    """一、 一、 二、 in one list: the first was not the end of another paper."""
    style = item.section.style
    if style not in ("chinese", "bracketed"):
        return False
    behind = [one for one in numbered if one.section.span.start > item.section.span.start]
    after = next((one for one in behind if one.parent == item.parent and one.section.style == style), None)
    between = {
        paragraph.kind
        for paragraph in paper.document.paragraphs
        if before.section.span.start < paragraph.span.start < item.section.span.start
    }
    whole = not between & {"title", "signature", "date", "addressees", "annex_list", "doc_number"}
    return after is not None and after.number == 2 and after.zone == item.zone and whole


def _counts_of_ones(numbered: Sequence[Numbered]) -> dict[tuple[int, str], int]:
    counts: dict[tuple[int, str], int] = {}
    for item in numbered:
        if item.number == 1:
            key = (item.zone, item.section.style)
            counts[key] = counts.get(key, 0) + 1
    return counts


def _hidden(paper: Paper, before: Numbered, item: Numbered, style: str) -> bool:
    """True where the missing numeral stands inside a line: the line break before it was lost."""
    between = paper.text[before.section.span.start : item.section.span.start]
    for number in range(before.number + 1, item.number):
        chinese = written(number) if number < 100 else str(number)
        forms = {
            "chinese": (f"{chinese}、", f"{chinese}."),
            "bracketed": (f"（{chinese}）", f"({chinese})"),
            "arabic": (f"{number}.", f"{number}．", f"{number}、"),
            "bracketed-arabic": (f"（{number}）", f"({number})"),
            "article": (f"第{chinese}条", f"第{number}条"),
            "chapter": (f"第{chinese}章", f"第{number}章"),
        }[style]
        if not any(form in between for form in forms):
            return False
    return True


def _table(paper: Paper, item: Numbered) -> bool:
    paragraph = paper.paragraph_at(item.section.span.start)
    return paragraph is None or paragraph.kind == "table"


def _mark(section: Section) -> Span:
    return Span(section.span.start, section.span.start + len(section.marker))


def skipped(paper: Paper, _: Check) -> Iterator[Hit]:
    """（1） right below 一、; 1. right below 一、 in a list whose second level is （一）."""
    for group in _runs_from_one(paper):
        second = any(child.style == "bracketed" for section in group for child in section.children)
        for section in group:
            if not section.children:
                continue
            first = section.children[0]
            if first.marker.startswith(("⑴", "①")) or not re.match(r"[（(]?1\D", first.marker + " "):
                continue  # 21. goes on from the sections above
            if first.style == "bracketed-arabic" or (first.style == "arabic" and second and len(section.children) > 1):
                yield Hit(_mark(first), {"marker": first.marker, "above": section.marker})


def _runs_from_one(paper: Paper) -> Iterator[list[Section]]:
    """The sections 一、二、三、, each run from its 一、: a list of projects behind a plan counts for itself."""
    group: list[Section] = []
    for section in paper.sections:
        if section.style != "chinese":
            continue
        mark = marker(section.span.of(paper.text)[:12])
        if mark is not None and mark.number == 1 and group:
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def ends(paper: Paper, _: Check) -> Iterator[Hit]:
    """（一）…；（二）…。（三）…；（四）…。 : the items of one list end in ； and the last in 。"""
    for group in _lists(paper):
        lines = [_first_line(paper, item) for item in group]
        marks = [line.of(paper.text)[-1:] for line in lines]
        if marks[:-1].count("；") < max(2, len(marks) - 2):
            continue
        odd = [index for index, mark in enumerate(marks[:-1]) if mark != "；"]
        if len(odd) == 1 and marks[odd[0]] in ("。", "，", "、"):
            yield _end(lines[odd[0]], "；")
        after = marker(paper.text[lines[-1].end :].lstrip()[:12])
        if not odd and marks[-1] == "；" and (after is None or after.style != group[-1].style):
            yield _end(lines[-1], "。")


def _first_line(paper: Paper, item: Section) -> Span:
    text = item.span.of(paper.text).split("\n", 1)[0].rstrip()
    return Span(item.span.start, item.span.start + len(text))


def _end(line: Span, right: str) -> Hit:
    last = Span(line.end - 1, line.end)
    return Hit(last, {"right": right}, ((last, right),))


def _lists(paper: Paper) -> Iterator[list[Section]]:
    """Runs of three or more items of one style without items of their own, to the last of their kind."""
    holders: list[Sequence[Section]] = [paper.document.outline, *(section.children for section in paper.sections)]
    for held in holders:
        if len(held) > 2 and len({item.style for item in held}) == 1 and not any(item.children for item in held):
            yield list(held)


FINDERS = {"numbering-gap": gaps, "numbering-level": skipped, "list-ends": ends}
