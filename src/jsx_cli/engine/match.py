"""Match a pattern tree on the folded text of a document, character by character, with the mentions as they stand.

The matcher tries alternatives in the order of the pattern and backs out of those that lead nowhere. Every step
is counted against a budget, so that no rule and no text can hang a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from jsx_cli.engine.view import CLAUSE_BREAK, CLOSING, OPENING, SENTENCE_BREAK, View
from jsx_cli.model import Mention, Span
from jsx_cli.records import dataclass

SEPARATORS = ("、", "和", "及", "与", "或")
MAX_LIST = 200


class OutOfStepsError(Exception):
    """A rule used up its steps in one stretch of text."""


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


State = tuple[Caught, ...]


@dataclass(slots=True)
class Matcher:
    """One attempt of one pattern on one stretch of a document.

    `steps` counts down; at none left `OutOfStepsError` flies.
    """

    view: View
    phrases: Mapping[str, PhraseKind]
    region: Span
    steps: int
    # Characters that gaps took on the way to where the matcher now is; only `explain` asks.
    gapped: int = 0

    def at(self, node: Node, start: int) -> Match | None:
        """The first match of `node` that begins at `start`."""
        for end, caught in self.walk(node, start, ()):
            return Match(Span(start, end), caught)
        return None

    def walk(self, node: Node, at: int, state: State) -> Iterator[tuple[int, State]]:
        """Every way in which `node` matches at `at`: where it ends and what it caught."""
        self.steps -= 1
        if self.steps < 0:
            raise OutOfStepsError
        text, limit = self.view.folded, self.region.end
        match node:
            case Literal(word):
                end = at + len(word)
                if end <= limit and text.startswith(word, at):
                    yield end, state
                else:
                    self.fail(node, at)
            case Words():
                yield from self.words(node, at, state)
            case AnyOf(chars, negated):
                if at < limit and (text[at] in chars) is not negated:
                    yield at + 1, state
                else:
                    self.fail(node, at)
            case Sequence(nodes):
                yield from self.sequence(nodes, 0, at, state)
            case Choice(nodes):
                for child in nodes:
                    yield from self.walk(child, at, state)
            case Capture(name, inner):
                for end, after in self.walk(inner, at, state):
                    made = after[len(state) :]
                    items = tuple(item for caught in made for item in caught.items)
                    mentions = tuple(m for caught in made if not caught.name for m in caught.mentions)
                    yield end, (*after, Caught(name, Span(at, end), items, mentions))
            case Repeat(inner, least, most):
                yield from self.repeat(inner, least, most, at, state)
            case Gap():
                yield from self.gap(node, at, state)
            case Anchor(sign):
                if self.anchored(sign, at):
                    yield at, state
                else:
                    self.fail(node, at)
            case Look():
                if self.look(node, at):
                    yield at, state
                else:
                    self.fail(node, at)
            case Kind():
                yield from self.kind(node, at, state)
            case Phrase(name):
                ways = self.view.phrase(self.phrases[name], at, limit)
                self.steps -= len(ways)
                for end, items in ways:
                    yield end, (*state, Caught("", Span(at, end), items))
                if not ways:
                    self.fail(node, at)
            case Token(tag):
                word_end = self.view.word_end(at, tag)
                if at < word_end <= limit:
                    yield word_end, state
                else:
                    self.fail(node, at)
            case Border():
                if self.view.is_border(at):
                    yield at, state
                else:
                    self.fail(node, at)

    def fail(self, node: Node, at: int) -> None:
        """Called where a part of the pattern does not match; `explain` listens here."""

    def words(self, node: Words, at: int, state: State) -> Iterator[tuple[int, State]]:
        if not node.many:
            ends = self.word_ends(node, at)
            for end in ends:
                yield end, state
            if not ends:
                self.fail(node, at)
            return
        found: list[Span] = []
        place = at
        while ends := self.word_ends(node, place):
            self.steps -= 1
            found.append(Span(place, ends[0]))
            sign = next((sign for sign in SEPARATORS if self.view.folded.startswith(sign, ends[0])), "")
            if not sign or len(found) >= MAX_LIST:
                break
            place = ends[0] + len(sign)
        for count in range(len(found), 0, -1):
            end = found[count - 1].end
            yield end, (*state, Caught("", Span(at, end), tuple(found[:count])))
        if not found:
            self.fail(node, at)

    def word_ends(self, node: Words, at: int) -> list[int]:
        text, limit = self.view.folded, self.region.end
        if at >= limit:
            return []
        return [
            at + len(word)
            for word in node.index.get(text[at], ())
            if text.startswith(word, at) and at + len(word) <= limit
        ]

    def gap(self, node: Gap, at: int, state: State) -> Iterator[tuple[int, State]]:
        text = self.view.folded
        breaks = CLAUSE_BREAK if node.scope == "clause" else SENTENCE_BREAK
        for end in range(at, min(at + node.most, self.region.end) + 1):
            if end > at and text[end - 1] in breaks:
                break
            if end - at >= node.least:
                self.gapped += end - at
                yield end, state
                self.gapped -= end - at

    def sequence(self, nodes: tuple[Node, ...], index: int, at: int, state: State) -> Iterator[tuple[int, State]]:
        text, limit = self.view.folded, self.region.end
        while index < len(nodes):  # parts that match in one way or not at all need no way back
            node = nodes[index]
            if isinstance(node, Literal):
                end = at + len(node.text)
                if end > limit or not text.startswith(node.text, at):
                    self.fail(node, at)
                    return
                at = end
            elif isinstance(node, AnyOf):
                if at >= limit or (text[at] in node.chars) is node.negated:
                    self.fail(node, at)
                    return
                at += 1
            else:
                for end, after in self.walk(node, at, state):
                    yield from self.sequence(nodes, index + 1, end, after)
                return
            index += 1
        yield at, state

    def repeat(self, node: Node, least: int, most: int, at: int, state: State) -> Iterator[tuple[int, State]]:
        if most > 0:
            for end, after in self.walk(node, at, state):
                if end > at:  # a part that takes nothing would repeat for ever
                    yield from self.repeat(node, max(0, least - 1), most - 1, end, after)
        if least == 0:
            yield at, state

    def anchored(self, sign: str, at: int) -> bool:
        text = self.view.folded
        if sign == "^":
            if at <= self.region.start or text[at - 1] in CLAUSE_BREAK or text[at - 1] in OPENING:
                return True
            return at in self.view.heads
        return at >= self.region.end or text[at] in CLAUSE_BREAK or text[at] in CLOSING

    def look(self, node: Look, at: int) -> bool:
        if node.ahead:
            inner = Matcher(self.view, self.phrases, self.region, self.steps)
            found = inner.at(node.node, at) is not None
            self.steps = inner.steps
        else:
            found = any(self.ends_at(word, at) for word in literal_words(node.node))
        return found is node.wanted

    def ends_at(self, word: str, at: int) -> bool:
        return at - len(word) >= 0 and self.view.folded.startswith(word, at - len(word))

    def kind(self, node: Kind, at: int, state: State) -> Iterator[tuple[int, State]]:
        first = self.mention_at(node, at)
        if first is None:
            self.fail(node, at)
            return
        if not node.many:
            yield first.span.end, (*state, Caught("", first.span, (), (first,)))
            return
        found = [first]
        while len(found) < MAX_LIST:
            end = found[-1].span.end
            self.steps -= 1
            gap = next((sign for sign in SEPARATORS if self.view.folded.startswith(sign, end)), "")
            follower = self.mention_at(node, end + len(gap)) if gap else None
            if follower is None:
                break
            found.append(follower)
        for count in range(len(found), 0, -1):
            span = Span(at, found[count - 1].span.end)
            yield span.end, (*state, Caught("", span, tuple(m.span for m in found[:count]), tuple(found[:count])))

    def mention_at(self, node: Kind, at: int) -> Mention | None:
        for kind in node.kinds:
            for mention in self.view.by_kind.get(kind, {}).get(at, ()):
                if mention.span.end <= self.region.end:
                    return mention
        return None


def literal_words(node: Node) -> tuple[str, ...]:
    """The plain words that a look behind may name."""
    match node:
        case Literal(word):
            return (word,)
        case Words(words, False):
            return words
        case AnyOf(chars, False):
            return tuple(chars)
        case Choice(nodes):
            return tuple(word for child in nodes for word in literal_words(child))
        case _:
            return ()


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


def starts(node: Node, matcher: Matcher) -> Positions[int]:
    """Where in the region of the matcher `node` could begin, from left to right."""
    return beginnings(start_of(node), matcher.view, matcher.region)


def beginnings(start: Start, view: View, region: Span) -> Positions[int]:
    """Where in the region a match could begin, from left to right.

    A pattern that begins with a phrase, a gap or `^` is tried where a clause or a bracket begins.
    """
    if start.token:
        return view.borders(region)
    if start.anywhere:
        return view.openings(region)
    places: set[int] = set()
    for word in start.words:
        places.update(view.word_places_in(word, region))
    for kind in start.kinds:
        places.update(view.places(kind, region))
    return sorted(places)


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


def trigger(node: Node) -> Trigger | None:
    """Words and kinds of which a match must hold at least one; None where there is no such set.

    This is what lets one scan of a document decide which rules are worth trying.
    """
    match node:
        case Literal(word):
            return frozenset((("word", word),))
        case Words(words, _):
            return frozenset(("word", word) for word in words)
        case Kind(kinds, _):
            return frozenset(("kind", kind) for kind in kinds)
        case Capture(_, inner):
            return trigger(inner)
        case Repeat(inner, least, _):
            return trigger(inner) if least else None
        case Choice(nodes):
            found: Trigger = frozenset()
            for child in nodes:
                part = trigger(child)
                if part is None:
                    return None
                found |= part
            return found
        case Sequence(nodes):
            parts = [part for part in map(trigger, nodes) if part is not None]
            return max(parts, key=_worth) if parts else None
        case _:
            return None


def _worth(part: Trigger) -> tuple[int, int]:
    """A good trigger is rare: long words, few of them."""
    shortest = min((len(text) if what == "word" else 2 for what, text in part), default=0)
    return shortest, -len(part)
