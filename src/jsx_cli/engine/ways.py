"""In how many ways a pattern could be read over one stretch: what makes a pattern slow.

`{..40}的{..40}` can be read in 41 × 41 ways. (A{0,20}){0,20} has more than there are atoms, and is refused when the
rule is loaded, and so is (各|各各){1,60}, which parts 各各各各 as it likes; the matcher counts its steps all the same.
"""

from __future__ import annotations

from functools import lru_cache

from jsx_cli.engine.grammar import AnyOf, Capture, Choice, Gap, Literal, Look, Node, Repeat, Sequence, Words

ENDLESS = 10**18


def ways(node: Node) -> int:
    """The number of ways, `ENDLESS` at most."""
    match node:
        case Gap(least, most, _):
            return most - least + 1
        case Capture(_, inner) | Look(inner, _, _):
            return ways(inner)
        case Sequence(nodes):
            total = 1
            for child in reversed(nodes):  # what looks ahead is read once each time that the pattern gets there
                total = total + ways(child) - 1 if isinstance(child, Look) else min(ENDLESS, ways(child) * total)
            return min(ENDLESS, total)
        case Choice(nodes):
            parts = list(map(ways, nodes))
            return max(parts) if _apart(nodes) else min(ENDLESS, sum(parts))
        case Repeat(inner, least, most):
            each, total, power = _repeated(inner), 0, 1
            for count in range(most + 1):
                if count >= least:
                    total = min(ENDLESS, total + power)
                power = min(ENDLESS, power * each)
            return total
        case _:
            return 1


def _repeated(node: Node) -> int:
    """The ways of what is repeated. Words count as several where a text may be parted into them in several ways."""
    match node:
        case Capture(_, inner):
            return _repeated(inner)
        case Words(words, False) if not _parted_in_one_way(words):
            return max(2, max(sum(word.startswith(other) for other in words) for word in words))
        case _:
            return ways(node)


def _apart(nodes: tuple[Node, ...]) -> bool:
    """True where no two alternatives begin with the same character: each text has one way in at most."""
    seen: set[str] = set()
    for node in nodes:
        begins = begins_with(node)
        if begins is None or begins & seen:
            return False
        seen |= begins
    return True


def begins_with(node: Node) -> frozenset[str] | None:
    """The characters with which the part can begin; None where that cannot be told."""
    match node:
        case Literal(text):
            return frozenset(text[:1])
        case Words(words, _):
            return frozenset(word[:1] for word in words)
        case AnyOf(chars, False):
            return chars
        case Capture(_, inner):
            return begins_with(inner)
        case Repeat(inner, least, _) if least:
            return begins_with(inner)
        case Choice(nodes):
            parts = [begins_with(child) for child in nodes]
            return None if None in parts else frozenset[str]().union(*(part for part in parts if part is not None))
        case Sequence(nodes) if nodes:
            return begins_with(nodes[0])
        case _:
            return None


MOST_TAILS = 2_000


@lru_cache(maxsize=256)
def _parted_in_one_way(words: tuple[str, ...]) -> bool:
    """True where no text can be parted into these words in two ways (the test of Sardinas and Patterson)."""
    among = frozenset(words)

    def tails(of: frozenset[str], by: frozenset[str]) -> frozenset[str]:
        """What words of the one set leave of words of the other that they begin."""
        return frozenset(word[size:] for word in of for size in range(1, len(word) + 1) if word[:size] in by)

    left = tails(among, among) - {""}
    seen: frozenset[str] = frozenset()
    while left - seen:
        if left & among or len(seen) > MOST_TAILS:
            return False
        seen |= left
        left = tails(left, among) | tails(among, left)
        if "" in left:
            return False
    return True
