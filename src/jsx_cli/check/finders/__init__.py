"""What needs structure to be found: titles, numbering, annexes, dates, brackets, figures, wording, substance.

A finder gets the paper and the check that asks for it and gives `Hit`s; the file of the check says everything else (id,
level, source, messages, examples). `FINDERS["numbering-gap"]` finds 三、 behind 一、.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jsx_cli.check.finders import annexes, dates, figures, kinds, marks, numbering, substance, titles, upper, wording
from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit

FINDERS: Mapping[str, Callable[[Paper, Check], Iterator[Hit]]] = {
    **annexes.FINDERS,
    **dates.FINDERS,
    **figures.FINDERS,
    **kinds.FINDERS,
    **marks.FINDERS,
    **numbering.FINDERS,
    **substance.FINDERS,
    **titles.FINDERS,
    **upper.FINDERS,
    **wording.FINDERS,
}
