"""An upper document and a draft, compared for the checks of drafts.

In go two results, out comes an `Upper`: pairs of tasks with their facts, and the measures without an answer. A measure
for another place (浦东新区打造营商环境综合示范区) or one of the organisation (加强组织领导) asks for none.
"""

from __future__ import annotations

from jsx_cli.compare.align import place_name
from jsx_cli.compare.comparison import aligned
from jsx_cli.compare.paper import Item, Paper, papers
from jsx_cli.compare.relation import facts_in
from jsx_cli.compare.words import grams
from jsx_cli.model import DocumentResult
from jsx_cli.model.upper import Answer, Upper

# So much of what a heading is about, in one task or heading of the draft, is an answer where the pairs gave none.
SPOKEN_OF = 0.7


def upper(above: DocumentResult, draft: DocumentResult) -> Upper:
    """What the draft has to carry out of the upper document, and with what it does."""
    one, other = papers([above])[0], papers([draft])[0]
    rows = aligned(one, other)
    answers = tuple(
        Answer(
            match.upper.text, match.lower.span, match.score,
            tuple(facts_in(row.upper, match.upper)), tuple(facts_in(row.lower, match.lower)),
        )
        for row in rows if row.upper is not None and row.lower is not None
        for match in row.matches
    )  # fmt: skip
    asked = {item: f"{item.path} {item.heading}".strip() for item in one.items if asks(one, item)}
    unanswered = tuple(
        asked[row.upper]
        for row in rows
        if row.relation == "missing" and row.upper in asked and not spoken_of(row.upper, other)
    )
    return Upper(one.title, one.element("region"), above.facts, answers, unanswered, len(asked))


def asks(paper: Paper, item: Item) -> bool:
    """True for a task of the plan that a lower one could carry out."""
    section = next((one for one in paper.result.document.sections() if one.path == item.path), None)
    return section is not None and section.role == "measures" and place_name().search(item.heading) is None


def spoken_of(item: Item, draft: Paper) -> bool:
    """True where one heading or task of the draft is about what the heading is about."""
    about = grams(item.heading)
    told = [task.grams for one in draft.items for task in one.tasks] + [grams(one.heading) for one in draft.items]
    told += [grams(section.heading) for section in draft.result.document.sections()]
    return any(len(about & other) >= SPOKEN_OF * len(about) for other in told) if about else True
