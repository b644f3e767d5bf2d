"""What a draft has to carry out of an upper document: the tasks that answer to one another, and those left out.

In come two documents that were compared, out go plain data for checks: 民生支出占比不低于80% above, 不低于75% below.
"""

from __future__ import annotations

from jsx_cli.model.fact import Fact
from jsx_cli.model.span import Span
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A task of the upper document and the one of the draft that answers to it; `span` is where that stands.

    `score` says how much of the upper task it carries out, 0 to 1 and a little more where the headings agree. The facts
    are the numbers and deadlines in either task.
    """

    upper: str
    span: Span
    score: float
    upper_facts: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Upper:
    """The upper document as a draft is checked against it.

    `unanswered` holds the measures that no measure of the draft answers to, as they are numbered and called:
    二/(六) 跨境贸易. `measures` counts all that the draft could answer to.
    """

    title: str
    region: str = ""
    facts: tuple[Fact, ...] = ()
    answers: tuple[Answer, ...] = ()
    unanswered: tuple[str, ...] = ()
    measures: int = 0
