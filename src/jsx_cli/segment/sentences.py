"""Where sentences and clauses begin and end.

In go paragraphs, out come `Sentence`s: 一是抓好培训，二是抓好落实。三是… has a sentence of two clauses and one more.
"""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model import Document, ParagraphKind, Sentence, Span
from jsx_cli.patterns import late
from jsx_cli.records import replace

READ: frozenset[ParagraphKind] = frozenset({"body", "heading", "table"})  # the kinds that state facts
SHELTER = 400  # a bracket that is not closed within so many characters is a slip and shelters nothing
LONGEST = 2000  # after so many characters a comma ends the sentence: nobody writes one so long, a broken file has them

# A tab stands between the cells of a row: each is a clause, and the row a sentence, 高血压病⇥200元/月.
MARK = late(r"[。！？!?；;，,\t（(《〔【［\[）)》〕】］\]]")
CLOSERS = "”’」』\"'）)》】〕］]"
# Brackets of either width close one another in practice.
PAIRS = {"（": "）", "(": "）", "《": "》", "〔": "〕", "【": "】", "［": "］", "[": "］"}
SHUT = {"）": "）", ")": "）", "》": "》", "〕": "〕", "】": "】", "］": "］", "]": "］"}


def segment(document: Document) -> Document:
    """The document with the sentences of every paragraph that states facts (body, heading, table)."""
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.kind in READ:
            sentences.extend(_sentences(document.text, paragraph.span, number))
    return replace(document, sentences=tuple(sentences))


def _sentences(text: str, span: Span, paragraph: int) -> Iterator[Sentence]:
    start = clause = span.start
    clauses: list[Span] = []
    for at, mark in _open_marks(text, span):
        if at < start:
            continue
        end = at + 1
        if mark in "，,\t":
            if clause < at:
                clauses.append(Span(clause, at))
            clause = end
            if end - start > LONGEST:
                yield Sentence(Span(start, end), tuple(clauses) or (Span(start, end),), paragraph)
                start = clause = _next(text, end, span.end)
                clauses = []
            continue
        while end < span.end and text[end] in CLOSERS:
            end += 1
        yield _sentence(text, start, clause, at, end, clauses, paragraph)
        start = clause = _next(text, end, span.end)
        clauses = []
    if start < span.end:
        yield _sentence(text, start, clause, span.end, span.end, clauses, paragraph)


def _sentence(text: str, start: int, clause: int, stop: int, end: int, clauses: list[Span], paragraph: int) -> Sentence:
    last = text[clause:stop].rstrip()
    if last:
        clauses = [*clauses, Span(clause, clause + len(last))]
    return Sentence(Span(start, end), tuple(clauses) or (Span(start, end),), paragraph)


def _next(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _open_marks(text: str, span: Span) -> Iterator[tuple[int, str]]:
    """The marks that stand in no bracket and no title. A comma inside a number (1,000) is no mark."""
    marks = [(found.start(), found.group()) for found in MARK.finditer(text, span.start, span.end)]
    closed = _closed(marks)
    until = span.start
    for at, mark in marks:
        if at < until:
            continue
        if mark in PAIRS:
            # a bracket that closes neither on its line nor soon shelters nothing
            until = closed[at] if at in closed and closed[at] - at <= SHELTER else until
        elif mark not in SHUT and not (mark == "," and _in_number(text, at)):
            yield at, mark


def _closed(marks: list[tuple[int, str]]) -> dict[int, int]:
    """Where each bracket closes."""
    waiting: dict[str, list[int]] = {closer: [] for closer in PAIRS.values()}
    found: dict[int, int] = {}
    for at, mark in marks:
        if mark in PAIRS:
            waiting[PAIRS[mark]].append(at)
        elif mark in SHUT and waiting[SHUT[mark]]:
            found[waiting[SHUT[mark]].pop()] = at
    return found


def _in_number(text: str, at: int) -> bool:
    after = text[at + 1 : at + 5]
    return text[at - 1 : at].isdigit() and after[:3].isdigit() and len(after) >= 3 and not after[3:].isdigit()
