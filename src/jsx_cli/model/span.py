"""Two coordinate spaces, two types, so that mixing them is a type error and not a wrong quote.

Positions are Unicode code points, half-open: `Span(2, 5)` holds the characters 2, 3 and 4.
"""

from __future__ import annotations

from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the normalised text. `text[span.start:span.end]` is what it quotes."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}–{end}")
        _SET_START(self, start)
        _SET_END(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place even when it is empty."""
        return True

    def of(self, text: str) -> str:
        """The characters that stand at this span of `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True where no character of `other` lies outside."""
        return self.start <= other.start and other.end <= self.end


# A long document has many spans, and the slots themselves are set three times as fast as through the dataclass.
_SET_START, _SET_END = (Span.__dict__[name].__set__ for name in ("start", "end"))


@dataclass(frozen=True, slots=True, order=True)
class RawSpan:
    """A stretch of the decoded file, before anything was done to it."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}–{end}")
        _SET_RAW_START(self, start)
        _SET_RAW_END(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place even when it is empty."""
        return True

    def of(self, text: str) -> str:
        """The characters that stand at this span of the decoded file."""
        return text[self.start : self.end]


_SET_RAW_START, _SET_RAW_END = (RawSpan.__dict__[name].__set__ for name in ("start", "end"))
