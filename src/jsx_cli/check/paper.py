"""A document made ready for checks: its text as it is written, its paragraphs, its facts.

In goes a `DocumentResult` with what the recognisers saw, out comes a `Paper`. `written` has a character for each one
of the normalised text, and where the file writes ３０％ it says ３０％ and not 30%: checks of form read it, and a
span of it is a span of the normalised text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from jsx_cli.check.pattern import exact
from jsx_cli.engine.phrases import PhraseKind
from jsx_cli.engine.view import View, view
from jsx_cli.model import AlignedText, Document, Fact, Mention, Paragraph, Section, Span
from jsx_cli.model.upper import Upper
from jsx_cli.records import dataclass, field

WIDE = range(0xFF01, 0xFF5F)


@dataclass
class Paper:
    """What the finders read. Made once for a document."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    template: str = ""
    phrases: Mapping[str, PhraseKind] = field(default_factory=dict)
    upper: Upper | None = None
    text: str = field(init=False)
    written: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.document.text
        self.written = written(self.document.aligned)

    @cached_property
    def exact(self) -> str:
        """`written` with a sign of its own for each mark of either width."""
        return exact(self.written)

    @cached_property
    def traditional(self) -> bool:
        """True where the file is written in traditional characters: 著重 is right there."""
        source = self.document.aligned.source.text
        changed = 0
        if not self.document.aligned.runs:
            return False
        ends = [run.start for run in self.document.aligned.runs[1:]] + [len(self.text)]
        for run, end in zip(self.document.aligned.runs, ends, strict=True):
            piece = self.text[run.start : end]
            raw = source[run.raw_start : run.raw_end]
            if len(raw) == len(piece) and raw != piece:
                changed += sum(was != now and was >= "一" for was, now in zip(raw, piece, strict=True))
        return changed * 50 > len(self.text)

    @cached_property
    def view(self) -> View:
        """The document as the engine's matcher reads it."""
        return view(self.document, self.mentions)

    @cached_property
    def paragraphs(self) -> Sequence[Paragraph]:
        """The paragraphs, page furniture left out."""
        return [paragraph for paragraph in self.document.paragraphs if not self.furniture(paragraph)]

    def furniture(self, paragraph: Paragraph) -> bool:
        """True for what belongs to the page; 某教发〔2025〕3号 签发人：张三 belongs to the paper."""
        return paragraph.kind == "furniture" and "签发人" not in paragraph.span.of(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.span.start for paragraph in self.document.paragraphs]

    @cached_property
    def sections(self) -> list[Section]:
        """Every section, in the order of the text."""
        return list(self.document.sections())

    @cached_property
    def title(self) -> str:
        """The title as the outline joins it, "" where there is none."""
        return self.document.element("title") or ""

    @cached_property
    def doc_type(self) -> str:
        """The 文种, "" where the title gives none."""
        return self.document.element("doc_type") or ""

    def paragraph_at(self, position: int) -> Paragraph | None:
        """The paragraph that holds this position."""
        index = bisect_right(self._starts, position) - 1
        return self.document.paragraphs[index] if 0 <= index < len(self.document.paragraphs) else None

    def sentence_of(self, span: Span) -> str:
        """The sentence around a span, in normalised text, of at most 80 characters on either side."""
        start, end = span.start, span.end
        while start > 0 and self.text[start - 1] not in "。！？\n" and span.start - start < 80:
            start -= 1
        while end < len(self.text) and self.text[end - 1 : end] not in ("。", "！", "？") and end - span.end < 80:
            if self.text[end] == "\n":
                break
            end += 1
        return self.text[start:end]

    def facts_of(self, kind: str) -> Iterator[Fact]:
        """The facts of one type."""
        return (fact for fact in self.facts if fact.type == kind)

    def element_spans(self, name: str) -> list[Span]:
        """Where the elements of that name stand in the text."""
        return [element.span for element in self.document.elements if element.name == name and element.span is not None]


def written(aligned: AlignedText) -> str:
    """The normalised text with each full-width letter, digit and sign as the file has it."""
    source = aligned.source.text
    made: list[str] = []
    if not aligned.runs:
        return aligned.text
    ends = [run.start for run in aligned.runs[1:]] + [len(aligned.text)]
    for run, end in zip(aligned.runs, ends, strict=True):
        piece = aligned.text[run.start : end]
        raw = source[run.raw_start : run.raw_end]
        if len(raw) != len(piece) or raw == piece:
            made.append(piece)
            continue
        made.append("".join(was if ord(was) in WIDE else now for was, now in zip(raw, piece, strict=True)))
    return "".join(made)
