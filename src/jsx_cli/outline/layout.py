"""What each paragraph of a document is for: the growing result of reading its head and the rest.

嘉峪关市人民政府办公室关于印发嘉峪关市计划生育协会改革方案的通知     title
嘉政办发〔2022〕46号                                               doc_number
各街道办事处,郊区工作办公室,市政府各部门,在嘉各单位:                addressees
《嘉峪关市计划生育协会改革方案》已经市政府…现印发给你们             body
嘉峪关市人民政府办公室                                             signature
2022年5月25日                                                     date
(此件公开发布)                                                     furniture
嘉峪关市计划生育协会改革方案                                       title of the document inside
"""

from __future__ import annotations

from collections.abc import Sequence

from jsx_cli.model import Element, ParagraphKind, Span
from jsx_cli.outline.line import Line
from jsx_cli.patterns import late
from jsx_cli.records import dataclass, field
from jsx_cli.typed import Literal

SKELETON = late(r"[\s《》〈〉“”\"'‘’（）()〔〕\[\]【】、，,。:：；;·．.—\-]")


@dataclass(slots=True)
class Zone:
    """Lines with an outline of their own: `first` to `last`, and where its body ends (`end`, a line)."""

    kind: Literal["paper", "inner", "annex"]
    first: int
    last: int
    prefix: str = ""
    label: str = ""
    heading: str = ""
    header: int = -1


@dataclass(frozen=True, slots=True)
class Adoption:
    """A day on which a regulation was adopted, approved or amended."""

    day: Element
    passed: bool
    amended: bool


@dataclass(slots=True)
class Layout:
    """What was found, line by line."""

    lines: list[Line]
    kinds: list[ParagraphKind]
    elements: list[Element] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    title: str = ""
    title_span: Span | None = None
    numbers: list[Element] = field(default_factory=list)
    signed_by: list[Element] = field(default_factory=list)
    headed_by: list[Element] = field(default_factory=list)
    spoken_by: list[Element] = field(default_factory=list)
    signed_on: Element | None = None
    bracketed_on: Element | None = None
    adopted_on: list[Adoption] = field(default_factory=list)
    labelled: dict[str, Element] = field(default_factory=dict)
    body: int = 0
    annexes: int = 0
    annexed: list[str] = field(default_factory=list)  # what 附件：1.… lists
    damaged: list[Span] = field(default_factory=list)
    speech: bool = False
    governs: bool = False  # who speaks is 省长, 市长 …
    assembly: str = ""  # the region whose congress heard a report

    @classmethod
    def of(cls, found: list[Line]) -> Layout:
        """Nothing known yet: every line is body."""
        return cls(found, ["body"] * len(found))

    def split(self, at: int, *offsets: int) -> None:
        """Cut line `at` in pieces that are lines of the same kind."""
        line = self.lines[at]
        ends = [*offsets, len(line.text)]
        self.replace(at, [
            Line(line.start + start, line.start + end, line.text[start:end])
            for start, end in zip([0, *offsets], ends, strict=True) if start < end
        ])  # fmt: skip

    def replace(self, at: int, pieces: Sequence[Line]) -> None:
        """Put the pieces of line `at` in its place."""
        self.lines[at : at + 1] = pieces
        self.kinds[at : at + 1] = [self.kinds[at]] * len(pieces)

    def add(self, name: str, value: str, span: Span) -> None:
        """Keep an element that stands at `span`."""
        self.elements.append(Element(name, value, span))


def skeleton(text: str) -> str:
    """The characters of a title that layout never changes."""
    return SKELETON.sub("", text)


def element(name: str, value: str, line: Line) -> Element:
    """An element whose value stands on that line."""
    at = line.text.find(value)
    return Element(name, value, Span(line.start + at, line.start + at + len(value)) if at >= 0 else line.span)
