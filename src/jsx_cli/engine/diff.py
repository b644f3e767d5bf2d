"""What an edit of the rules changes in a document: facts gained, lost and changed.

In go the facts by the old rules and by the new ones, out come `Change`s in the order of the text. A fact of the same
type on overlapping characters is the same fact; where its characters or fields differ it has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from jsx_cli.model import Fact
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`gained` has no `old`, `lost` no `new`; `changed` has both, and `fields` says which fields differ."""

    what: Literal["gained", "lost", "changed"]
    old: Fact | None
    new: Fact | None
    fields: tuple[str, ...] = ()

    @property
    def fact(self) -> Fact:
        """The newer of the two."""
        found = self.new or self.old
        assert found is not None
        return found


def changes(old: Sequence[Fact], new: Sequence[Fact]) -> list[Change]:
    """Every difference, in the order of the text."""
    left = {fact.id: fact for fact in old}
    fresh = [fact for fact in new if left.pop(fact.id, None) is None]
    found: list[Change] = []
    gone = sorted(left.values(), key=_order)
    first = 0
    for fact in sorted(fresh, key=_order):
        # What ends before this fact begins meets no later one either.
        while first < len(gone) and gone[first].evidence.span.end + LONGEST < fact.evidence.span.start:
            first += 1
        before = next((other for other in gone[first:] if _same_place(other, fact) and other.id in left), None)
        if before is None:
            found.append(Change("gained", None, fact))
            continue
        del left[before.id]
        names = dict.fromkeys((*(name for name, _ in before.fields), *(name for name, _ in fact.fields)))
        differing = tuple(name for name in names if before.get(name) != fact.get(name))
        exact = ("exact",) if before.evidence.exact != fact.evidence.exact else ()
        if exact or differing:
            found.append(Change("changed", before, fact, (*exact, *differing)))
    found.extend(Change("lost", fact, None) for fact in left.values())
    return sorted(found, key=lambda change: (_order(change.fact), change.what))


LONGEST = 2_000


def _order(fact: Fact) -> tuple[int, int, str]:
    return fact.evidence.span.start, fact.evidence.span.end, fact.type


def _same_place(one: Fact, other: Fact) -> bool:
    return one.type == other.type and one.evidence.span.overlaps(other.evidence.span)
