"""The text of a document and where each of its characters stood in the file.

A normalising step only says what it changes, as a list of `Edit`; `AlignedText` does the bookkeeping.
關(guān)於 → 关于 is one edit that deletes `(guān)` and one that writes 关于 over 關於; afterwards
`to_raw` of 关于 gives the stretch `關(guān)於` of the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from jsx_cli.model.span import RawSpan, Span
from jsx_cli.records import dataclass, field
from jsx_cli.typed import NamedTuple


@dataclass(frozen=True, slots=True)
class Block:
    """A page, paragraph or cell of a format that is not text, and where its text stands in `Source.text`."""

    kind: str
    number: int
    span: RawSpan


@dataclass(frozen=True, slots=True)
class Source:
    """The decoded file.

    `text` is what the bytes say in `encoding` and nothing else, line ends kept and a BOM removed; for
    formats that are not text (docx, pdf) it is what the reader gives, and `blocks` says where each page
    or paragraph stands. `found` tells how the encoding was found, `replaced` how many bytes made no sense.
    """

    name: str
    text: str
    media: str
    encoding: str | None
    sha256: str
    blocks: tuple[Block, ...] = ()
    found: str = ""
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands at `span` becomes `text`; "" deletes."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """What the file declares of itself beside its text: front matter, a metadata table, `<meta>`."""

    name: str
    value: str
    raw: RawSpan


class Run(NamedTuple):
    """A stretch of normalised text with one origin: character by character, or as one piece when `whole`.

    A tuple, because a long text with pinyin has a million of them: they are made at once and the collector of
    garbage passes them over.
    """

    start: int
    raw_start: int
    raw_end: int
    whole: bool


@dataclass(frozen=True, slots=True)
class AlignedText:
    """Normalised text with the origin of every character.

    Laws, each tested as a property: both columns of the alignment never decrease; every character has an
    origin in the file; `to_norm(to_raw(s))` covers `s`.
    """

    source: Source
    text: str
    runs: tuple[Run, ...]
    _starts: tuple[int, ...] = field(repr=False, compare=False, default=())
    _raw_starts: tuple[int, ...] = field(repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(run.start for run in self.runs))
        object.__setattr__(self, "_raw_starts", tuple(run.raw_start for run in self.runs))

    @classmethod
    def of(cls, source: Source) -> AlignedText:
        """The file as it is: every character its own origin."""
        runs = (Run(0, 0, len(source.text), False),) if source.text else ()
        return cls(source, source.text, runs)

    def edited(self, edits: Iterable[Edit]) -> AlignedText:
        """The text after `edits`, which must be in order and apart from one another.

        An edit that keeps the length maps character by character, any other as one piece. Raises
        `ValueError` for edits that overlap, run backwards, or write text where nothing stood: a
        character without an origin could not be shown to anybody.
        """
        pieces: list[str] = []
        runs: list[Run] = []
        text, whole_text = self.text, len(self.text)
        at = length = 0
        changed = False
        for edit in edits:
            start, end, new = edit.span.start, edit.span.end, edit.text
            if start < at or end > whole_text:
                raise ValueError(f"edit {start}–{end} is out of order or out of the text (at {at})")
            if start == end:
                if new:
                    raise ValueError(f"edit at {start} writes {new!r} where nothing stood")
                continue
            changed = True
            if at < start:
                self._copy(at, start, runs, length)
                pieces.append(text[at:start])
                length += start - at
            if new:
                if len(new) == end - start:
                    self._copy(start, end, runs, length)
                else:
                    raw = self.to_raw(edit.span)
                    runs.append(Run(length, raw.start, raw.end, True))
                pieces.append(new)
                length += len(new)
            at = end
        if not changed:
            return self
        if at < whole_text:
            self._copy(at, whole_text, runs, length)
            pieces.append(text[at:])
        return AlignedText(self.source, "".join(pieces), tuple(runs))

    def _copy(self, start: int, end: int, runs: list[Run], at: int) -> None:
        """Append the origins of `start`–`end` as runs that begin at `at`, joined where they go on."""
        index = bisect_right(self._starts, start) - 1
        run = self.runs[index]
        if not run.whole and (index + 1 == len(self.runs) or end <= self._starts[index + 1]):
            raw_start = run.raw_start + start - run.start  # all of it has one origin
            if runs and not runs[-1].whole and runs[-1].raw_end == raw_start:
                runs[-1] = Run(runs[-1].start, runs[-1].raw_start, raw_start + end - start, False)
            else:
                runs.append(Run(at, raw_start, raw_start + end - start, False))
            return
        final = bisect_left(self._starts, end) - 1
        first_index = index
        while index <= final:
            if index == first_index + 1 and final > index:
                # Those between the first and the last are whole and join nothing: they move together.
                shift = at - start
                between = self.runs[index:final]
                moved = (Run(begin + shift, low, high, whole) for begin, low, high, whole in between)
                runs.extend(moved if shift else between)
                index = final
            run = self.runs[index]
            run_end = self._starts[index + 1] if index + 1 < len(self.runs) else len(self.text)
            first, last = max(start, run.start), min(end, run_end)
            new_start = at + first - start
            if run.whole:
                runs.append(Run(new_start, run.raw_start, run.raw_end, True))
            else:
                raw_start = run.raw_start + first - run.start
                raw_end = raw_start + last - first
                if runs and not runs[-1].whole and runs[-1].raw_end == raw_start:
                    runs[-1] = Run(runs[-1].start, runs[-1].raw_start, raw_end, False)
                else:
                    runs.append(Run(new_start, raw_start, raw_end, False))
            index += 1

    def to_raw(self, span: Span) -> RawSpan:
        """The stretch of the file from the first to the last character of `span`, what lies between included."""
        if span.end > len(self.text):
            raise ValueError(f"{span} is out of the text of {len(self.text)} characters")
        if not self.runs:
            return RawSpan(0, 0)
        first = self.runs[max(0, bisect_right(self._starts, span.start) - 1)]
        if span.start == len(self.text):
            return RawSpan(self.runs[-1].raw_end, self.runs[-1].raw_end)
        start = first.raw_start if first.whole else first.raw_start + span.start - first.start
        if not len(span):
            return RawSpan(start, start)
        last = self.runs[bisect_right(self._starts, span.end - 1) - 1]
        end = last.raw_end if last.whole else last.raw_start + span.end - last.start
        return RawSpan(start, end)

    def to_norm(self, raw: RawSpan) -> Span:
        """The characters of the normalised text whose origin touches `raw`; an empty span where none does."""
        index = bisect_right(self._raw_starts, raw.start) - 1
        while index > 0 and self.runs[index - 1].raw_end > raw.start:
            index -= 1  # several whole runs may share one origin
        index = max(0, index)
        start: int | None = None
        end = 0
        while index < len(self.runs) and self.runs[index].raw_start < max(raw.end, raw.start + 1):
            run = self.runs[index]
            run_end = self._starts[index + 1] if index + 1 < len(self.runs) else len(self.text)
            first, last = run.start, run_end
            if not run.whole:
                first = run.start + min(max(0, raw.start - run.raw_start), run_end - run.start)
                last = min(run_end, run.start + max(0, raw.end - run.raw_start))
            if run.raw_end > raw.start and first < last and raw.start < raw.end:
                start = first if start is None else start
                end = last
            index += 1
        if start is None:
            here = bisect_left(self._raw_starts, raw.start)
            at = self._starts[here] if here < len(self.runs) else len(self.text)
            return Span(at, at)
        return Span(start, end)

    def quote(self, span: Span) -> str:
        """What stands in the file at `span`, tags, pinyin and traditional characters included."""
        raw = self.to_raw(span)
        return self.source.text[raw.start : raw.end]
