"""A document on its way to clean text: what the steps see of it and what they leave behind beside their edits.

A step is a function from the draft to edits. It may also declare a field (发布时间: 2013.08.15 is the document's
date of publication) and note trouble (a stretch of mojibake), both with their place in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jsx_cli.model import AlignedText, Edit, Field, Notice, RawSpan, Source, Span
from jsx_cli.records import dataclass, field


@dataclass(slots=True)
class Draft:
    """The text so far. `body` is the part of the file that holds the document proper, where a page says so."""

    aligned: AlignedText
    fields: list[Field] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    body: RawSpan | None = None
    markup: bool = False
    media: str = "text/plain"
    _used: frozenset[str] | None = None

    @classmethod
    def of(cls, source: Source) -> Draft:
        """The file before the first step."""
        return cls(AlignedText.of(source), media=source.media)

    @property
    def text(self) -> str:
        """The text as the steps so far have left it."""
        return self.aligned.text

    @property
    def used(self) -> frozenset[str]:
        """The characters that occur, and perhaps some that did, so that a step without work sees so at once."""
        if self._used is None:
            self._used = frozenset(self.text)
        return self._used

    @property
    def source(self) -> Source:
        """The file."""
        return self.aligned.source

    def as_plain(self) -> bool:
        """What the steps have made is plain text now, whatever the file was; True where it was something else."""
        other = (self.media, self.body, self.markup) != ("text/plain", None, False)
        self.media, self.body, self.markup = "text/plain", None, False
        return other

    def apply(self, step: Step) -> None:
        """Run one step."""
        edits = list(step(self))
        if edits:
            whole = len(self.text)
            self.aligned = self.aligned.edited(edits)
            if len(edits[0].span) == whole:
                self._used = None  # 嘉峪關 became 嘉峪关 as a whole
            elif self._used is not None:
                self._used = self._used.union(*(edit.text for edit in edits if edit.text))

    def declare(self, name: str, value: str, where: Span) -> None:
        """The file says of itself that `name` is `value`; an empty value says nothing."""
        value = " ".join(value.split())
        if value:
            self.fields.append(Field(name, value, self.aligned.to_raw(where)))

    def note(self, code: str, message: str, where: Span) -> None:
        """Something the reader should know, as a warning."""
        self.notices.append(Notice(code, "warning", message, self.aligned.to_raw(where)))


Step = Callable[[Draft], Iterable[Edit]]
