"""A document as its reader sees it: its own elements, paragraphs, sentences and outline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jsx_cli.model.notice import Notice
from jsx_cli.model.outline import Section
from jsx_cli.model.span import RawSpan, Span
from jsx_cli.model.text import AlignedText, Field
from jsx_cli.records import dataclass
from jsx_cli.typed import Literal

ParagraphKind = Literal[
    "title", "doc_number", "addressees", "heading", "body", "signature", "date",
    "annex_list", "copy_to", "table", "furniture",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Normalised:
    """Clean text, what the file declares of itself, and what went wrong on the way."""

    aligned: AlignedText
    fields: tuple[Field, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One of the document's own data: `name` as in the output (doc_number, issuers, date …).

    A list such as `issuers` is several elements of one name. `span` is where the text says it, `raw` where a
    declared field of the file does; one of the two may be missing, never both.
    """

    name: str
    value: str
    span: Span | None = None
    raw: RawSpan | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, what it is for, and the path of the innermost section that holds its first character."""

    span: Span
    kind: ParagraphKind
    section: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the segmenter. A hint only: no span of a fact ever comes from a token.

    `tag` is its part of speech in jieba's letters (n, v, ns …), "" where nobody asked for it.
    """

    span: Span
    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (。！？； or the end of its paragraph end it) and its clauses (，, between them)."""

    span: Span
    clauses: tuple[Span, ...]
    paragraph: int


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """嘉峪关市计划生育协会（以下简称市计生协）: `short` stands for `full` from `span` on."""

    short: str
    full: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """What the rules work on."""

    aligned: AlignedText
    elements: tuple[Element, ...] = ()
    outline: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    fields: tuple[Field, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.aligned.text

    def element(self, name: str) -> str | None:
        """The value of the first element of that name."""
        return next((element.value for element in self.elements if element.name == name), None)

    @property
    def day(self) -> date | None:
        """The day from which the document speaks: its own date, else that of its publication."""
        for name in ("date", "published"):
            value = self.element(name)
            if value:
                try:
                    return date.fromisoformat(value)
                except ValueError:
                    continue
        return None

    def sections(self) -> Iterator[Section]:
        """Every section, in the order of the text."""
        for section in self.outline:
            yield from section.walk()
