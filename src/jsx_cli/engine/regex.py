"""A pattern tree as a regular expression, where it holds no mention, no phrase and no word boundary.

Conditions and cues are mostly plain words; searching for them with `re` is many times faster than the matcher
and finds the same. `expression(node)` is None where only the matcher can tell, or where an expression could be slow:
what `^` and `$` mean depends on the window and on the outline. For those `loose(node)` is an expression that stands
wherever the pattern may.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from jsx_cli.engine.grammar import (
    Anchor,
    AnyOf,
    Capture,
    Choice,
    Gap,
    Literal,
    Look,
    Node,
    Repeat,
    Sequence,
    Words,
    walk,
)
from jsx_cli.engine.match import Start, opens, roams, start_of
from jsx_cli.engine.program import Program, program
from jsx_cli.engine.view import CLAUSE_BREAK, CLOSING, OPENING, SENTENCE_BREAK
from jsx_cli.engine.ways import ways
from jsx_cli.lexicon import alternation
from jsx_cli.patterns import compiled
from jsx_cli.records import dataclass

Strings = list[str]
# More ways than this to read one stretch, and the counted steps of the matcher are the safer road.
MOST_WAYS = 1_000


class Finders:
    """The compiled expressions of a rule set, each made when it is first wanted.

    Keyed by the identity of the node: the rule set keeps its nodes, and hashing a lexicon at each look would cost more
    than the look.
    """

    __slots__ = ("_any", "_anywhere", "_at_end", "_in_text", "_loose", "_walking", "_ways")

    def __init__(self) -> None:
        self._any: dict[tuple[int, str], tuple[object, AnyFinder | None]] = {}
        self._walking: dict[int, tuple[Node, Program, Start | None, bool]] = {}
        self._in_text: dict[int, tuple[Node, re.Pattern[str] | None]] = {}
        self._loose: dict[int, tuple[Node, re.Pattern[str] | None]] = {}
        self._ways: dict[int, tuple[Node, int]] = {}
        self._anywhere: dict[int, tuple[Node, re.Pattern[str] | None]] = {}
        self._at_end: dict[int, tuple[Node, re.Pattern[str] | None]] = {}

    def anywhere(self, node: Node) -> re.Pattern[str] | None:
        """The expression compiled, or None where the pattern needs the matcher."""
        known = self._anywhere.get(id(node))
        if known is None:
            text = expression(node)
            known = self._anywhere[id(node)] = (node, None if text is None else compiled(text))
        return known[1]

    def at_end(self, node: Node) -> re.Pattern[str] | None:
        """The same, ending exactly where the searched stretch ends."""
        known = self._at_end.get(id(node))
        if known is None:
            text = expression(node)
            known = self._at_end[id(node)] = (node, None if text is None else compiled(f"(?:{text})\\Z"))
        return known[1]

    def in_text(self, node: Node) -> re.Pattern[str] | None:
        """The same for a text by itself, such as a heading, whose ends are `^` and `$`."""
        known = self._in_text.get(id(node))
        if known is None:
            text = by_itself(node)
            known = self._in_text[id(node)] = (node, None if text is None else compiled(text))
        return known[1]

    def loose(self, node: Node) -> re.Pattern[str] | None:
        """What must be found where the pattern with `^` or `$` stands, or None where nothing can be said."""
        known = self._loose.get(id(node))
        if known is None:
            text = loose(node)
            known = self._loose[id(node)] = (node, None if text is None else compiled(text))
        return known[1]

    def ways(self, node: Node) -> int:
        """In how many ways the pattern could be read."""
        known = self._ways.get(id(node))
        if known is None:
            known = self._ways[id(node)] = (node, ways(node))
        return known[1]

    def walking(self, node: Node) -> tuple[Program, Start | None, bool]:
        """The functions of a pattern that is no expression, where it may begin (None for anywhere), if only at `^`."""
        known = self._walking.get(id(node))
        if known is None:
            known = self._walking[id(node)] = (
                node, program(node), None if roams(node) else start_of(node), opens(node)
            )  # fmt: skip
        return known[1:]

    def any_of(self, owner: object, part: str, nodes: Iterable[Node]) -> AnyFinder | None:
        """One expression that finds something wherever one of these patterns does, of those that are expressions.

        `owner` and `part` name the patterns, so that they are looked at once only. None where there are none.
        """
        known = self._any.get((id(owner), part))
        if known is None:
            known = self._any[id(owner), part] = (owner, _any_of(nodes))
        return known[1]


class AnyFinder:
    """Whether something stands in a stretch: one of some words, or one of some other expressions.

    Where all of these begin with known characters those are looked for first.
    """

    __slots__ = ("_first", "_others", "_words")

    def __init__(self, words: Strings, others: Strings, firsts: frozenset[str] | None) -> None:
        self._words = compiled(alternation(words)) if words else None
        self._others = compiled("|".join(others)) if others else None
        self._first = compiled(_charset(firsts, False)) if others and firsts is not None else None

    def stands(self, text: str, start: int, end: int) -> bool:
        """True where one of them stands from `start` to before `end`."""
        if self._words is not None and self._words.search(text, start, end):
            return True
        if self._others is None:
            return False
        if self._first is None:
            return self._others.search(text, start, end) is not None
        whole = self._others.match
        return any(whole(text, place.start(), end) for place in self._first.finditer(text, start, end))


def _any_of(nodes: Iterable[Node]) -> AnyFinder | None:
    words: list[str] = []
    others: list[str] = []
    firsts: frozenset[str] | None = frozenset()
    for node in nodes:
        match node:
            case Literal(word):
                words.append(word)
            case Words(listed, False):
                words.extend(listed)
            case _:
                text = expression(node)
                if text is not None:
                    others.append(text)
                    start = start_of(node)
                    known = None if start.anywhere or start.token else frozenset(word[0] for word in start.words)
                    firsts = None if firsts is None or known is None else firsts | known
    return AnyFinder(words, others, firsts) if words or others else None


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a text in which an expression looks: where its clauses and sentences end, how a word is spelt."""

    clause: frozenset[str]
    sentence: frozenset[str]
    opening: frozenset[str]
    closing: frozenset[str]
    spell: Callable[[str], str] = str
    named: bool = False  # captures become named groups


FOLDED = Signs(CLAUSE_BREAK, SENTENCE_BREAK, OPENING, CLOSING)


def expression(node: Node) -> str | None:
    """The regular expression that finds what the pattern finds in folded text, or None."""
    return None if anchored(node) else by_itself(node)


def by_itself(node: Node) -> str | None:
    """The same for a text by itself, whose ends are the places of `^` and `$`, or None."""
    return None if ways(node) > MOST_WAYS else written(node, FOLDED)


def anchored(node: Node) -> bool:
    """True where the pattern holds `^` or `$`."""
    return any(isinstance(child, Anchor) for child in walk(node))


def loose(node: Node) -> str | None:
    """An expression that is found wherever a pattern with `^` or `$` stands, or None."""
    if not anchored(node) or any(isinstance(child, Look) and anchored(child) for child in walk(node)):
        return None
    return by_itself(_unanchored(node))


def _unanchored(node: Node) -> Node:
    match node:
        case Anchor():
            return Sequence(())
        case Capture(name, inner):
            return Capture(name, _unanchored(inner))
        case Repeat(inner, least, most):
            return Repeat(_unanchored(inner), least, most)
        case Sequence(nodes):
            return Sequence(tuple(map(_unanchored, nodes)))
        case Choice(nodes):
            return Choice(tuple(map(_unanchored, nodes)))
        case _:
            return node


def written(node: Node, signs: Signs) -> str | None:
    """The pattern as a regular expression for a text of these signs; None where it names a mention or a phrase."""
    match node:
        case Literal(word):
            return re.escape(word)
        case Words(words, False):
            return alternation([signs.spell(word) for word in words])
        case AnyOf(chars, negated):
            return _charset(chars, negated)
        case Sequence(nodes) | Choice(nodes):
            parts = [written(child, signs) for child in nodes]
            if any(part is None for part in parts):
                return None
            joint = "|" if isinstance(node, Choice) else ""
            return "(?:" + joint.join(part for part in parts if part is not None) + ")"
        case Capture(name, inner):
            part = written(inner, signs)
            return part if part is None or not signs.named else f"(?P<{name}>{part})"
        case Repeat(inner, least, most):
            part = written(inner, signs)
            return None if part is None else f"(?:{part}){{{least},{most}}}"
        case Gap(least, most, scope):
            return _charset(signs.clause if scope == "clause" else signs.sentence, True) + f"{{{least},{most}}}?"
        case Anchor("^"):
            return "(?<!" + _charset(signs.clause | signs.opening, True) + ")"
        case Anchor():
            return "(?!" + _charset(signs.clause | signs.closing, True) + ")"
        case Look(inner, True, wanted):
            part = written(inner, signs)
            return None if part is None else f"(?{'=' if wanted else '!'}{part})"
        case Look(inner, False, wanted):
            return _behind(inner, wanted, signs)
        case _:
            return None


def _behind(node: Node, wanted: bool, signs: Signs) -> str | None:
    """Look behind, one expression for each alternative: `re` wants them all of one length."""
    parts = list(_alternatives(node, signs))
    if any(part is None for part in parts):
        return None
    if wanted:
        return "(?:" + "|".join(f"(?<={part})" for part in parts) + ")"
    return "".join(f"(?<!{part})" for part in parts)


def _alternatives(node: Node, signs: Signs) -> Iterator[str | None]:
    match node:
        case Choice(nodes):
            for child in nodes:
                yield from _alternatives(child, signs)
        case Words(words, False):
            for word in words:
                yield re.escape(signs.spell(word))
        case _:
            yield written(node, signs)


def _charset(chars: frozenset[str], negated: bool) -> str:
    """A set of characters, neighbours as ranges: [一-鿿] is 20,992 of them."""
    codes = sorted(map(ord, chars))
    ranges: list[str] = []
    at = 0
    while at < len(codes):
        last = at
        while last + 1 < len(codes) and codes[last + 1] == codes[last] + 1:
            last += 1
        first = re.escape(chr(codes[at]))
        ranges.append(first if last == at else f"{first}-{re.escape(chr(codes[last]))}")
        at = last + 1
    return ("[^" if negated else "[") + "".join(ranges) + "]"
