"""A document prepared for rules: folded text, where sentences and clauses begin, and its mentions by kind and place.

The view answers the questions that rules ask (which sentence is this in, is it inside a citation, what
section is it in) in time that does not grow with the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from jsx_cli.engine.grammar import fold
from jsx_cli.model import Document, Mention, Paragraph, Section, Sentence, Span

CLAUSE_BREAK = frozenset("，；。！？：\n")
SENTENCE_BREAK = frozenset("。！？\n")
READABLE = frozenset(("heading", "body", "table"))
_QUOTED = re.compile("“[^”“\n]{0,400}”")


@dataclass(slots=True)
class View:
    """What the matcher and the field sources read; built once for a document, never changed by a rule."""

    document: Document
    mentions: tuple[Mention, ...]
    text: str = ""
    folded: str = ""
    by_kind: dict[str, dict[int, list[Mention]]] = field(default_factory=dict)
    flags: dict[str, Span] = field(default_factory=dict)
    _places: dict[str, list[int]] = field(default_factory=dict)
    _sentence_starts: list[int] = field(default_factory=list)
    _paragraph_starts: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    _sections: list[Section] = field(default_factory=list)
    _section_starts: list[int] = field(default_factory=list)
    _areas: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        document = self.document
        self.text = document.text
        self.folded = fold(self.text)
        kinds: dict[str, dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
        for mention in self.mentions:
            kinds[mention.kind][mention.span.start].append(mention)
        self.by_kind = {kind: dict(places) for kind, places in kinds.items()}
        self._places = {kind: sorted(places) for kind, places in self.by_kind.items()}
        self._sentence_starts = [sentence.span.start for sentence in document.sentences]
        self._paragraph_starts = [paragraph.span.start for paragraph in document.paragraphs]
        self._sections = list(document.sections())
        self._section_starts = [section.span.start for section in self._sections]
        # Behind the numeral of an item a clause begins: 第四条 公安机关负责…
        self.heads = sorted(
            {_behind(self.text, section.lead.start + len(section.marker)) for section in self._sections}
        )
        titles = [mention.span for mention in self.mentions if mention.kind == "title"]
        quotations = [Span(*found.span()) for found in _QUOTED.finditer(self.text)]
        for name, spans in (("citation", titles), ("quotation", quotations)):
            self._areas[name] = ([span.start for span in spans], [span.end for span in spans])

    @property
    def today(self) -> date | None:
        """The day from which the document speaks: its own date, else that of its publication."""
        for name in ("date", "published"):
            value = self.document.element(name)
            if value:
                try:
                    return date.fromisoformat(value)
                except ValueError:
                    continue
        return None

    def readable(self) -> Iterator[tuple[int, Sentence]]:
        """The sentences from which facts may come: those of body, headings and tables."""
        paragraphs = self.document.paragraphs
        for index, sentence in enumerate(self.document.sentences):
            if paragraphs[sentence.paragraph].kind in READABLE:
                yield index, sentence

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds `position`, or of the last one before it."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def paragraph_at(self, position: int) -> Paragraph | None:
        """The paragraph that holds `position`."""
        return self.document.paragraphs[self.paragraph_index(position)] if self.document.paragraphs else None

    def paragraph_index(self, position: int) -> int:
        """The index of the paragraph that holds `position`."""
        return max(0, bisect_right(self._paragraph_starts, position) - 1)

    def section_at(self, position: int) -> Section | None:
        """The innermost section that holds `position`."""
        index = bisect_right(self._section_starts, position) - 1
        while index >= 0:
            section = self._sections[index]
            if position < section.span.end:
                return section
            index -= 1
        return None

    def ancestors(self, section: Section) -> list[Section]:
        """The sections that hold `section`, from the top down to it."""
        index = bisect_left(self._section_starts, section.span.start)
        above: list[Section] = []
        level = section.level + 1
        for place in range(min(index, len(self._sections) - 1), -1, -1):
            other = self._sections[place]
            if other.span.covers(section.span) and other.level < level:
                above.append(other)
                level = other.level
        return above[::-1]

    def inside(self, area: str, span: Span) -> bool:
        """True where `span` lies within a citation or a quotation."""
        starts, ends = self._areas[area]
        index = bisect_right(starts, span.start) - 1
        return index >= 0 and span.end <= ends[index]

    def clause_of(self, span: Span, within: Span) -> Span:
        """The clause of `within` around `span`; bracketed text does not cut it."""
        start, end = span.start, span.end
        while start > within.start and self.folded[start - 1] not in CLAUSE_BREAK:
            start -= 1
        while end < within.end and self.folded[end] not in CLAUSE_BREAK:
            end += 1
        return Span(start, end)

    def mentions_in(self, kinds: Iterable[str], span: Span) -> list[Mention]:
        """The mentions of these kinds that begin inside `span`, in order."""
        found = [
            mention for kind in kinds for start in self.places(kind, span) for mention in self.by_kind[kind][start]
        ]
        return sorted(found, key=lambda mention: mention.span)

    def heads_in(self, span: Span) -> Sequence[int]:
        """Where inside `span` the text of an item begins, behind its numeral."""
        return self.heads[bisect_left(self.heads, span.start) : bisect_left(self.heads, span.end)]

    def places(self, kind: str, span: Span) -> Sequence[int]:
        """Where inside `span` a mention of that kind begins."""
        places = self._places.get(kind, ())
        return places[bisect_left(places, span.start) : bisect_left(places, span.end)]

    def paragraph_span(self, sentence: Sentence) -> Span:
        """The stretch of the paragraph that holds this sentence."""
        return self.document.paragraphs[sentence.paragraph].span


def _behind(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def view(document: Document, mentions: Sequence[Mention]) -> View:
    """The document made ready for rules."""
    return View(document, tuple(mentions))
