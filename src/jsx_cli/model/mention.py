"""What a recogniser sees in a stretch of text, before any rule decides whether it is a fact."""

from __future__ import annotations

from jsx_cli.model.span import Span
from jsx_cli.model.value import Value
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """`kind` is one of number, ratio, money, quantity, date, duration, recurrence, docnumber, title, silent.

    `by` names the recogniser, `parts` shows the derivation (不低于 | 30%), `core` is the stretch of the bare
    number without the words that bound it. `silent` claims characters so that nothing else reads them
    (五位一体, 电话 0937-6226622) and never leaves the recognisers.
    """

    kind: str
    span: Span
    value: Value
    by: str
    parts: tuple[tuple[str, Span], ...] = ()
    core: Span | None = None
