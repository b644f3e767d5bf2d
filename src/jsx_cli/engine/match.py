"""Match a pattern on the folded text of a document, character by character, with the mentions as they stand.

The matcher tries alternatives in the order of the pattern and backs out of those that lead nowhere. Every step
is counted against a budget, so that no rule and no text can hang a run.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Mapping
from collections.abc import Sequence as Positions

from jsx_cli.engine.grammar import (
    Anchor,
    AnyOf,
    Border,
    Capture,
    Choice,
    Gap,
    Kind,
    Literal,
    Look,
    Node,
    Phrase,
    Repeat,
    Sequence,
    Token,
    Words,
)
from jsx_cli.engine.phrases import Items, PhraseKind
from jsx_cli.engine.program import BEGIN, END, OutOfStepsError, Program, State, pay
from jsx_cli.engine.view import View
from jsx_cli.model import Mention, Span
from jsx_cli.records import dataclass, field

DEEPEST = 100_000  # calls within one another


@dataclass(frozen=True, slots=True)
class Caught:
    """What a capture or a kind took: a stretch, the items of a phrase, the mentions."""

    name: str
    span: Span
    items: Items = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern matched and what it caught, in order."""

    span: Span
    caught: tuple[Caught, ...]

    def get(self, name: str) -> Caught | None:
        """The last thing caught under that name."""
        return next((caught for caught in reversed(self.caught) if caught.name == name), None)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of the match."""
        return tuple(mention for caught in self.caught if not caught.name for mention in caught.mentions)


@dataclass(slots=True)
class Matcher:
    """Attempts of patterns on stretches of a document.

    `steps` counts down; at none left `OutOfStepsError` flies.
    """

    view: View
    phrases: Mapping[str, PhraseKind]
    text: str = field(init=False, repr=False)
    region: Span = field(init=False)
    first: int = field(init=False)
    limit: int = field(init=False)
    steps: int = 0
    # Where a match must end, -1 for anywhere.
    goal: int = -1
    edges: int = BEGIN | END
    # Characters that gaps took on the way to where the matcher now is; only `explain` asks.
    gapped: int = 0
    begun: dict[int, tuple[int, State]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.text = self.view.folded
        self.enter(Span(0, len(self.text)), 0)

    def enter(self, region: Span, steps: int) -> Matcher:
        """Look at this stretch from now on, and spend no more than so many steps on it."""
        self.region, self.first, self.limit, self.steps = region, region.start, region.end, steps
        return self

    def at(self, pattern: Program, start: int) -> Match | None:
        """The first match of the pattern that begins at `start`."""
        pay(self, 1)
        steps, gapped = self.steps, self.gapped
        try:
            found = pattern.go(self, start, None)
        except RecursionError:
            self.steps, self.gapped = steps, gapped
            found = self._deep(pattern, start)
        return None if found is None else Match(Span(start, found[0]), _caught(found[1]))

    def _deep(self, pattern: Program, start: int) -> tuple[int, State] | None:
        """The same for long repeats, whose functions call one another some thousand times."""
        usual = sys.getrecursionlimit()
        sys.setrecursionlimit(max(usual, DEEPEST))
        try:
            return pattern.go(self, start, None)
        except RecursionError:
            raise OutOfStepsError from None
        finally:
            sys.setrecursionlimit(usual)

    def fail(self, node: Node, at: int) -> None:
        """Called where a part of the pattern does not match; `explain` listens here."""


def _caught(state: State) -> tuple[Caught, ...]:
    found: list[Caught] = []
    while state is not None:
        state, name, start, end, items, mentions = state
        found.append(Caught(name, Span(start, end), items, mentions))
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Start:
    """With what a match can begin: words, kinds of mention, a word of the segmenter, or any opening of a clause."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    anywhere: bool
    token: bool


def start_of(node: Node) -> Start:
    """What a match of `node` begins with."""
    if _begins_with_token(node):
        return Start((), (), False, True)
    first = _first(node)
    if first is None:
        return Start((), (), True, False)
    return Start(tuple(sorted(first[0])), tuple(sorted(first[1])), False, False)


def roams(node: Node) -> bool:
    """True where a condition may begin anywhere in its window: with a gap, `^`, or nothing at all.

    Only a phrase is read from where a clause or a bracket begins: inside a name it would begin at every character.
    """
    return (start_of(node).anywhere or _may_be_nothing(node)) and not _may_begin_with_phrase(node)


def opens(node: Node) -> bool:
    """True where every match of a pattern begins with `^`."""
    match node:
        case Anchor("^"):
            return True
        case Capture(_, inner):
            return opens(inner)
        case Sequence(nodes):
            first = next((child for child in nodes if not isinstance(child, Look | Border)), None)
            return first is not None and opens(first)
        case Choice(nodes):
            return all(map(opens, nodes))
        case _:
            return False


def _may_be_nothing(node: Node) -> bool:
    match node:
        case Anchor() | Look() | Border():
            return True
        case Gap(least, _, _):
            return not least
        case Repeat(inner, least, _):
            return not least or _may_be_nothing(inner)
        case Capture(_, inner):
            return _may_be_nothing(inner)
        case Sequence(nodes):
            return all(map(_may_be_nothing, nodes))
        case Choice(nodes):
            return any(map(_may_be_nothing, nodes))
        case Literal(text):
            return not text
        case _:
            return False


def _may_begin_with_phrase(node: Node) -> bool:
    match node:
        case Phrase():
            return True
        case Capture(_, inner) | Repeat(inner, _, _):
            return _may_begin_with_phrase(inner)
        case Choice(nodes):
            return any(map(_may_begin_with_phrase, nodes))
        case Sequence(nodes):
            for child in nodes:
                if _may_begin_with_phrase(child):
                    return True
                if not isinstance(child, Look | Border | Anchor) and not (
                    isinstance(child, Repeat) and not child.least
                ):
                    return False
            return False
        case _:
            return False


def beginnings(start: Start, view: View, region: Span) -> Positions[int]:
    """Where in the region a match could begin, from left to right.

    A pattern that begins with a phrase, a gap or `^` is tried where a clause or a bracket begins.
    """
    if start.token:
        return view.borders(region)
    if start.anywhere:
        return view.openings(region)
    places = view.standing(start.words, start.kinds)
    return places[bisect_left(places, region.start) : bisect_left(places, region.end)]


def _begins_with_token(node: Node) -> bool:
    match node:
        case Token():
            return True
        case Capture(_, inner) | Repeat(inner, _, _):
            return _begins_with_token(inner)
        case Choice(nodes):
            return any(map(_begins_with_token, nodes))
        case Sequence(nodes):
            return next((_begins_with_token(child) for child in nodes if not isinstance(child, Look | Border)), False)
        case _:
            return False


def _first(node: Node) -> tuple[frozenset[str], frozenset[str]] | None:
    """The words and kinds with which a match can begin; None where anything may stand there."""
    match node:
        case Literal(word):
            return frozenset((word,)), frozenset()
        case Words(words, _):
            return frozenset(words), frozenset()
        case AnyOf(chars, False):
            return frozenset(chars), frozenset()
        case Kind(kinds, _):
            return frozenset(), frozenset(kinds)
        case Capture(_, inner):
            return _first(inner)
        case Choice(nodes):
            return _union(tuple(_first(child) for child in nodes))
        case Repeat(inner, least, _):
            return _first(inner) if least else None
        case Sequence(nodes):
            parts = []
            for child in nodes:
                if isinstance(child, Look | Border):
                    continue
                if isinstance(child, Repeat) and not child.least:
                    parts.append(_first(child.node))
                    continue
                parts.append(_first(child))
                break
            return _union(tuple(parts)) if parts else None
        case _:
            return None


def _union(
    parts: tuple[tuple[frozenset[str], frozenset[str]] | None, ...],
) -> tuple[frozenset[str], frozenset[str]] | None:
    words: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        words, kinds = words | part[0], kinds | part[1]
    return words, kinds


Trigger = frozenset[tuple[str, str]]


def triggers(node: Node) -> list[Trigger]:
    """Sets of words and kinds of each of which a match must hold at least one, the rarest first.

    This is what lets one scan of a document decide which rules are worth trying, and where.
    """
    return sorted(dict.fromkeys(_triggers(node)), key=_worth, reverse=True)


def _triggers(node: Node) -> list[Trigger]:
    match node:
        case Literal(word):
            return [frozenset((("word", word),))] if word else []
        case Words(words, _):
            return [frozenset(("word", word) for word in words)]
        case Kind(kinds, _):
            return [frozenset(("kind", kind) for kind in kinds)]
        case Capture(_, inner):
            return _triggers(inner)
        case Repeat(inner, least, _):
            return _triggers(inner) if least else []
        case Choice(nodes):
            parts = [max(found, key=_worth) for found in map(_triggers, nodes) if found]
            return [frozenset[tuple[str, str]]().union(*parts)] if len(parts) == len(nodes) else []
        case Sequence(nodes):
            return [found for child in nodes for found in _triggers(child)]
        case _:
            return []


def _worth(part: Trigger) -> tuple[int, int]:
    """A good trigger is rare: long words, few of them."""
    shortest = min((len(text) if what == "word" else 2 for what, text in part), default=0)
    return shortest, -len(part)
