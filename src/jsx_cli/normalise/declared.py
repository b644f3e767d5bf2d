"""The metadata that a site prints beside a document becomes fields and leaves the text.

    索 引 号：000014349/2019-00003 主题分类：商贸      index_number, topic
    发布时间: 2013.08.15   来源:超级管理员              published, source

It is looked for at the head of the text and, on a page that names its body, in all that stands outside of it; labels
may be padded, and stand in table cells without a colon. A weak label (标题：, 来源：) counts only in company.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from jsx_cli.lexicon import lexicon
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late
from jsx_cli.records import dataclass

BLANK = " \t\u3000\xa0\u2002\u2003\u2009"
COLON = late(r"[:：]")
CELL = late(r"[^\t\n]+")
RULE = late(r"^[ ]{0,8}[=＝_—*－-]{3,}[ ]{0,4}(?:正文|全文|内容)?[ ]{0,4}[=＝_—*－-]{3,}[ ]{0,8}$|^[=＝]{5,}$")
MOMENT = late(r"\s{0,4}\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?\s*$")
HEAD_LINES = 30
HEAD_CHARS = 3_000
OUTSIDE_LINES = 2_000
LONGEST_VALUE = 300
LONGEST_LABEL = 8
OPENING = "【[（("


@dataclass(slots=True)
class Label:
    """A label found: the field it gives, how much it is to be believed, where it and its value stand."""

    field: str
    strong: bool
    line: int
    start: int
    value: int
    end: int
    colon: bool


def declared(draft: Draft) -> Iterator[Edit]:
    """Declare the fields of the metadata region and drop the region."""
    text = draft.text
    labels = _believed(list(_labels(text, draft)))
    if not labels:
        return
    gone = 0
    for label in labels:
        value = text[label.value : label.end].strip(BLANK + "\r|｜;；")
        if label.field and value:
            start = text.index(value, label.value)
            draft.declare(label.field, value, Span(start, start + len(value)))
    rule = _rule(text, labels)
    if rule:
        yield Edit(Span(0, rule), "")
        gone = rule
    for label in labels:
        if label.start >= gone:
            gone = label.end
            yield Edit(Span(label.start, label.end), "")


def _rule(text: str, labels: list[Label]) -> int:
    """Where the line ==== 正文 ==== ends under which a scraped text begins; 0 without one. All above it is its head."""
    if not any(label.strong for label in labels):
        return 0
    for start, end in _lines(text, labels[0].start, min(len(text), labels[0].start + HEAD_CHARS)):
        if RULE.match(text[start:end].strip("\r")):
            return end if start > labels[0].start else 0
    return 0


def _labels(text: str, draft: Draft) -> Iterator[Label]:
    for number, (start, end) in enumerate(_zone(text, draft)):
        found = _in_line(text, start, end, number)
        for at, label in enumerate(found):
            label.end = found[at + 1].start if at + 1 < len(found) else end
            while label.end > label.value and text[label.end - 1] in BLANK + OPENING:
                label.end -= 1
            # 时间：2018-07-30 08:33 can be nothing but the date of publication.
            if label.field == "published" and MOMENT.match(text, label.value, label.end):
                label.strong = True
            if label.end - label.value <= LONGEST_VALUE:
                yield label


def _zone(text: str, draft: Draft) -> Iterator[tuple[int, int]]:
    """The lines in which metadata may stand."""
    inside = draft.aligned.to_norm(draft.body) if draft.body is not None else Span(0, len(text))
    yield from islice(_lines(text, 0, inside.start), OUTSIDE_LINES)
    chars = 0
    for start, end in islice(_lines(text, inside.start, inside.end), HEAD_LINES):
        chars += end - start
        if chars > HEAD_CHARS + LONGEST_VALUE:
            break
        yield start, end
    yield from islice(_lines(text, inside.end, len(text)), OUTSIDE_LINES)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines that hold anything."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if not text[start : min(stop, start + 2000)].isspace() and stop > start:
            yield start, stop
        start = stop + 1


@cache
def _rows() -> dict[str, tuple[str, bool]]:
    return {"".join(row["word"].split()): (row["field"], row["strength"] == "strong") for row in lexicon("meta_labels")}


def _in_line(text: str, start: int, end: int, number: int) -> list[Label]:
    """The labels of one line from left to right: before a colon, or alone in a cell before another cell."""
    if end - start > HEAD_CHARS:
        end = start + HEAD_CHARS
    found: list[Label] = []
    for colon in COLON.finditer(text, start, end):
        label = _before(text, found[-1].value if found else start, colon.start(), number, colon.end(), bool(found))
        if label:
            found.append(label)
    if text.find("\t", start, end) >= 0:
        cells = [cell for cell in CELL.finditer(text, start, end) if cell[0].strip(BLANK)]
        for cell in cells[:-1]:
            row = _rows().get("".join(cell[0].split()))
            if row and cell.end() < end:
                found.append(Label(*row, number, cell.start(), cell.end() + 1, end, False))
        found.sort(key=lambda label: label.start)
    return found


def _before(text: str, start: int, colon: int, number: int, value: int, found_before: bool) -> Label | None:
    """The longest known label that ends at the colon, read backwards over its padding."""
    best: Label | None = None
    word = ""
    at = colon
    while at > start and len(word) < LONGEST_LABEL:
        at -= 1
        sign = text[at]
        if sign in BLANK:
            continue
        if not "\u4e00" <= sign <= "\u9fff":
            break
        word = sign + word
        row = _rows().get(word)
        if row is None:
            continue
        before = text[at - 1] if at > start else "\n"
        # 服务来源：, 资金来源： are no 来源：; the end of a date or of a number in front is fine.
        # A counter (浏览量：) glued to the value before it is one all the same.
        counter = row == ("", True) and found_before
        if counter or before in BLANK + "\n" + OPENING or not ("\u4e00" <= before <= "\u9fff" or before in "，、"):
            first = at - 1 if before in OPENING and at > start else at
            best = Label(*row, number, first, value, value, True)
    return best


def _believed(labels: list[Label]) -> list[Label]:
    """Strong labels, and weak ones with a strong one or two weak others within three lines."""
    strong = [label.line for label in labels if label.strong and label.colon]
    bare = [label for label in labels if not label.colon]
    if len({label.field for label in bare}) >= 2:
        strong.extend(label.line for label in bare if label.strong)
    believed = []
    for at, label in enumerate(labels):
        if not label.colon and len(bare) < 2:
            continue
        if label.strong and label.line in strong:
            believed.append(label)
            continue
        near = any(abs(line - label.line) <= 3 for line in _around(strong, label.line))
        company = {
            other.field or str(other.start)
            for other in labels[max(0, at - 4) : at + 5]
            if abs(other.line - label.line) <= 2
        }
        if near or len(company) >= 3:
            believed.append(label)
    return believed


def _around(lines: list[int], line: int) -> list[int]:
    """The few lines of a sorted list next to a given one."""
    from bisect import bisect_left

    at = bisect_left(lines, line)
    return lines[max(0, at - 1) : at + 2]
