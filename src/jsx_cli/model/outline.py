"""The outline of a document: 一、（一）1. as a tree, each section with what it is for."""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model.span import Span
from jsx_cli.records import dataclass
from jsx_cli.typed import Literal

Role = Literal[
    "background", "guidance", "principles", "goals", "measures",
    "safeguards", "implementation", "attachment", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One item of the outline.

    `level` counts from 1 at the top; `marker` is the numeral as written (（二）, 3., 第四条, ——), `path` the
    numerals from the top joined by `/` (四/(三)/2), `heading` the lead phrase without its marker and end mark,
    `lead` the stretch of marker and heading together, `span` everything from the marker to the next item of
    the same level or above. `style` names the kind of numeral: chinese 一、, bracketed （一）, arabic 1.,
    bracketed-arabic （1）, half-bracketed 1）, circled ①, article 第一条, part 第一编, chapter 第一章, section 第一节,
    dash ——, ordinal 一是, annex 附件1. `task` is true for a leaf of what is to be done.
    """

    level: int
    marker: str
    path: str
    heading: str
    role: Role
    span: Span
    lead: Span
    style: str
    children: tuple[Section, ...] = ()
    task: bool = False

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()
