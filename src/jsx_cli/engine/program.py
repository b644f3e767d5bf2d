"""A pattern tree as functions that call one another: what the matcher runs.

`担任{role:@roles}` becomes a function that looks for 担任 and then calls the one that looks for a role, which calls
the one that says where the match ends. Alternatives are tried in the order of the pattern; None says that a way leads
nowhere. Steps are charged where a part that may be read in several ways has been read: a pattern that fails at its
first word costs nothing, and one that could be read in a million ways runs out of steps. A gap is charged for every
place where it might end, also for those that are passed over because what must follow does not stand there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import count

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
from jsx_cli.engine.view import CLAUSE_BREAK, CLOSING, OPENING, View
from jsx_cli.model import Mention, Span
from jsx_cli.patterns import compiled
from jsx_cli.records import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object  # typing itself need not be loaded for it

# Which ends of the stretch are `^` and `$`: its beginning, its end; and that nothing else is.
BEGIN, END, ONLY = 1, 2, 4
SEPARATORS = ("、", "和", "及", "与", "或")
MAX_LIST = 200


class OutOfStepsError(Exception):
    """A rule used up its steps in one stretch of text."""


# What was caught on the way here: (what was caught before, name, start, end, items of a phrase, mentions).
State = tuple["State", str, int, int, Items, tuple[Mention, ...]] | None
End = tuple[int, State]


class Run(Protocol):
    """What the functions know of the text; `Matcher` is one."""

    view: View
    phrases: Mapping[str, PhraseKind]
    text: str
    first: int
    limit: int
    steps: int
    goal: int
    edges: int
    gapped: int
    begun: dict[int, tuple[int, State]]

    def fail(self, node: Node, at: int) -> None:
        """A part did not match."""


Go = Callable[[Run, int, State], End | None]


@dataclass(frozen=True, slots=True)
class Program:
    """A pattern made ready to run."""

    node: Node
    go: Go


@lru_cache(maxsize=4096)
def program(node: Node, heard: bool = False) -> Program:
    """The pattern made ready to run; `heard` where the matcher wants to be told what fails."""
    return Program(node, _Maker(heard).make(node, _Then(_end, frozenset(), frozenset(), True)).go)


def _end(run: Run, at: int, state: State) -> End | None:
    return (at, state) if run.goal < 0 or run.goal == at else None


@dataclass(frozen=True, slots=True)
class _Then:
    """The functions from a part to the end of the pattern, and with which characters or kinds they can begin.

    `anything` where that is not known.
    """

    go: Go
    chars: frozenset[str]
    kinds: frozenset[str]
    anything: bool = False


@dataclass(slots=True)
class _Maker:
    """Makes the functions of one pattern; `places` numbers what keeps a place of its own in `Run.begun`."""

    heard: bool
    places: Iterator[int] = field(default_factory=count)

    def make(self, node: Node, then: _Then) -> _Then:
        """The functions for `node` and for all that follows it."""
        match node:
            case Literal(word):
                return _Then(self.literal(node, then.go), frozenset(word[:1]), frozenset())
            case AnyOf(chars, negated):
                return _Then(self.any_of(node, then.go), chars, frozenset(), negated)
            case Words(words, many):
                go = self.word_list(node, then.go) if many else self.word(node, then.go)
                return _Then(go, frozenset(word[:1] for word in words), frozenset())
            case Kind(kinds, many):
                go = self.mention_list(node, then.go) if many else self.mention(node, then.go)
                return _Then(go, frozenset(), frozenset(kinds))
            case Sequence(nodes):
                for child in reversed(nodes):
                    then = self.make(child, then)
                return then
            case Choice(nodes):
                return self.choice(nodes, then)
            case Capture():
                return self.capture(node, then)
            case Repeat():
                return self.repeat(node, then)
            case Gap():
                return _Then(self.gap(node, then), frozenset(), frozenset(), True)
            case Anchor():
                return _Then(self.anchor(node, then.go), then.chars, then.kinds, then.anything)
            case Look():
                if node.ahead:  # what it costs to look ahead is charged at every place, so that none is passed over
                    return _Then(self.look_ahead(node, then.go), frozenset(), frozenset(), True)
                return _Then(self.look_behind(node, then.go), then.chars, then.kinds, then.anything)
            case Phrase():
                return _Then(self.phrase(node, then.go), frozenset(), frozenset(), True)
            case Token():
                return _Then(self.token(node, then.go), frozenset(), frozenset(), True)
            case Border():
                return _Then(self.border(node, then.go), then.chars, then.kinds, then.anything)

    def literal(self, node: Literal, then: Go) -> Go:
        word, size, heard = node.text, len(node.text), self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            if run.text.startswith(word, at, run.limit):
                return then(run, at + size, state)
            if heard:
                run.fail(node, at)
            return None

        return go

    def any_of(self, node: AnyOf, then: Go) -> Go:
        chars, negated, heard = node.chars, node.negated, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            if at < run.limit and (run.text[at] in chars) is not negated:
                return then(run, at + 1, state)
            if heard:
                run.fail(node, at)
            return None

        return go

    def word(self, node: Words, then: Go) -> Go:
        index, heard = node.index, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            text, limit = run.text, run.limit
            read = False
            if at < limit:
                for word in index.get(text[at], ()):
                    if text.startswith(word, at, limit):
                        read = True
                        pay(run, 1)
                        found = then(run, at + len(word), state)
                        if found is not None:
                            return found
            if heard and not read:
                run.fail(node, at)
            return None

        return go

    def word_list(self, node: Words, then: Go) -> Go:
        index, heard = node.index, self.heard

        def longest(text: str, at: int, limit: int) -> int:
            if at >= limit:
                return -1
            return next((at + len(word) for word in index.get(text[at], ()) if text.startswith(word, at, limit)), -1)

        def go(run: Run, at: int, state: State) -> End | None:
            text, limit = run.text, run.limit
            read: list[Span] = []
            place = at
            while (end := longest(text, place, limit)) >= 0:
                pay(run, 1)
                read.append(Span(place, end))
                sign = next((sign for sign in SEPARATORS if text.startswith(sign, end)), "")
                if not sign or len(read) >= MAX_LIST:
                    break
                place = end + len(sign)
            for many in range(len(read), 0, -1):
                end = read[many - 1].end
                found = then(run, end, (state, "", at, end, tuple(read[:many]), ()))
                if found is not None:
                    return found
            if heard and not read:
                run.fail(node, at)
            return None

        return go

    def mention(self, node: Kind, then: Go) -> Go:
        kinds, heard = node.kinds, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            found = mention_at(run, kinds, at)
            if found is not None:
                pay(run, 1)
                end = found.span.end
                return then(run, end, (state, "", at, end, (), (found,)))
            if heard:
                run.fail(node, at)
            return None

        return go

    def mention_list(self, node: Kind, then: Go) -> Go:
        kinds, heard = node.kinds, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            first = mention_at(run, kinds, at)
            if first is None:
                if heard:
                    run.fail(node, at)
                return None
            read = [first]
            while len(read) < MAX_LIST:
                pay(run, 1)
                end = read[-1].span.end
                sign = next((sign for sign in SEPARATORS if run.text.startswith(sign, end)), "")
                follower = mention_at(run, kinds, end + len(sign)) if sign else None
                if follower is None:
                    break
                read.append(follower)
            for many in range(len(read), 0, -1):
                part = tuple(read[:many])
                end = part[-1].span.end
                found = then(run, end, (state, "", at, end, tuple(one.span for one in part), part))
                if found is not None:
                    return found
            return None

        return go

    def choice(self, nodes: tuple[Node, ...], then: _Then) -> _Then:
        after = then.go

        def paid(run: Run, at: int, state: State) -> End | None:
            pay(run, 1)
            return after(run, at, state)

        # What is charged must not be passed over by a gap at the end of an alternative.
        made = [self.make(child, _Then(paid, frozenset(), frozenset(), True)) for child in nodes]
        ways = tuple(one.go for one in made)

        def go(run: Run, at: int, state: State) -> End | None:
            for way in ways:
                found = way(run, at, state)
                if found is not None:
                    return found
            return None

        return _either(go, made)

    def capture(self, node: Capture, then: _Then) -> _Then:
        name, place, after = node.name, next(self.places), then.go

        def close(run: Run, at: int, state: State) -> End | None:
            start, opened = run.begun[place]
            items: Items = ()
            mentions: tuple[Mention, ...] = ()
            back = state
            while back is not opened:
                assert back is not None
                back, inner_name, _, _, inside, seen = back
                items = inside + items
                if not inner_name:
                    mentions = seen + mentions
            caught = (state, name, start, at, items, mentions)
            return after(run, at, caught)

        inner = self.make(node.node, _Then(close, then.chars, then.kinds, then.anything))
        enter = inner.go

        def go(run: Run, at: int, state: State) -> End | None:
            run.begun[place] = at, state
            return enter(run, at, state)

        return _Then(go, inner.chars, inner.kinds, inner.anything)

    def repeat(self, node: Repeat, then: _Then) -> _Then:
        first = self.make(node.node, _Then(_end, frozenset(), frozenset(), True))
        child = node.node
        if isinstance(child, AnyOf) or (isinstance(child, Literal) and len(child.text) == 1):
            go = self.run_of(child, node.least, node.most, then.go)
        else:
            go = self.times(node, 0, then)
        # What begins with nothing, such as a repeat of an optional part, says that it may begin with anything.
        return _either(go, [first] if node.least else [first, then])

    def run_of(self, node: AnyOf | Literal, least: int, most: int, then: Go) -> Go:
        """So many characters of a set, as many as possible."""
        chars = node.chars if isinstance(node, AnyOf) else frozenset(node.text)
        negated, heard = isinstance(node, AnyOf) and node.negated, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            text, end = run.text, at
            far = min(run.limit, at + most)
            while end < far and (text[end] in chars) is not negated:
                end += 1
            if heard and end < at + most:
                run.fail(node, end)
            while end >= at + least:
                pay(run, 1)
                found = then(run, end, state)
                if found is not None:
                    return found
                end -= 1
            return None

        return go

    def times(self, node: Repeat, done: int, then: _Then) -> Go:
        """What is done when `node` has been read `done` times; made when it is first needed."""
        if done == node.most:
            return then.go
        enough, place, leave = done >= node.least, next(self.places), then.go
        made: list[Go] = []
        rest: list[Go] = []

        def after(run: Run, at: int, state: State) -> End | None:
            if at <= run.begun[place][0]:
                return None  # a part that takes nothing would repeat for ever
            pay(run, 1)
            if not rest:
                rest.append(self.times(node, done + 1, then))
            return rest[0](run, at, state)

        def go(run: Run, at: int, state: State) -> End | None:
            if not made:
                made.append(self.make(node.node, _Then(after, frozenset(), frozenset(), True)).go)
            run.begun[place] = at, state
            found = made[0](run, at, state)
            if found is None and enough:
                return leave(run, at, state)
            return found

        return go

    def gap(self, node: Gap, then: _Then) -> Go:
        least, most, after, heard = node.least, node.most, then.go, self.heard
        clause = node.scope == "clause"
        chars = then.chars if not then.anything and not then.kinds and not heard else None
        kinds = tuple(sorted(then.kinds)) if not then.anything and not then.chars and not heard else ()

        def go(run: Run, at: int, state: State) -> End | None:
            view, first = run.view, at + least
            last = min(at + most, run.limit)
            breaks = view.breaks if clause else view.stops
            index = bisect_left(breaks, at)
            if index < len(breaks) and breaks[index] < last:
                last = breaks[index]
            if last < first:
                return None
            pay(run, last - first + 1)
            if chars is not None:
                for char in charset(chars).finditer(run.text, first, min(last + 1, run.limit)):
                    found = after(run, char.start(), state)
                    if found is not None:
                        return found
                return None
            places = range(first, last + 1)
            for end in view.starts_of(kinds, first, last + 1) if kinds else places:
                run.gapped += end - at
                found = after(run, end, state)
                run.gapped -= end - at
                if found is not None:
                    return found
            return None

        return go

    def anchor(self, node: Anchor, then: Go) -> Go:
        heard = self.heard

        def opens(run: Run, at: int, state: State) -> End | None:
            text, edges = run.text, run.edges
            if (edges & BEGIN and at <= run.first) or (
                not edges & ONLY
                and (at == 0 or text[at - 1] in CLAUSE_BREAK or text[at - 1] in OPENING or at in run.view.heads)
            ):
                return then(run, at, state)
            if heard:
                run.fail(node, at)
            return None

        def closes(run: Run, at: int, state: State) -> End | None:
            text, edges = run.text, run.edges
            if (edges & END and at >= run.limit) or (
                not edges & ONLY and (at >= len(text) or text[at] in CLAUSE_BREAK or text[at] in CLOSING)
            ):
                return then(run, at, state)
            if heard:
                run.fail(node, at)
            return None

        return opens if node.at == "^" else closes

    def look_ahead(self, node: Look, then: Go) -> Go:
        inner = _Maker(False, self.places).make(node.node, _Then(_anywhere, frozenset(), frozenset(), True)).go
        wanted, heard = node.wanted, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            if (inner(run, at, None) is not None) is wanted:
                return then(run, at, state)
            if heard:
                run.fail(node, at)
            return None

        return go

    def look_behind(self, node: Look, then: Go) -> Go:
        words, wanted, heard = literal_words(node.node), node.wanted, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            if run.text.endswith(words, 0, at) is wanted:
                return then(run, at, state)
            if heard:
                run.fail(node, at)
            return None

        return go

    def phrase(self, node: Phrase, then: Go) -> Go:
        name, heard = node.name, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            ways = run.view.phrase(run.phrases[name], at, run.limit)
            for end, items in ways:
                pay(run, 1)
                found = then(run, end, (state, "", at, end, items, ()))
                if found is not None:
                    return found
            if heard and not ways:
                run.fail(node, at)
            return None

        return go

    def token(self, node: Token, then: Go) -> Go:
        tag, heard = node.tag, self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            end = run.view.word_end(at, tag)
            if at < end <= run.limit:
                return then(run, end, state)
            if heard:
                run.fail(node, at)
            return None

        return go

    def border(self, node: Border, then: Go) -> Go:
        heard = self.heard

        def go(run: Run, at: int, state: State) -> End | None:
            if run.view.is_border(at):
                return then(run, at, state)
            if heard:
                run.fail(node, at)
            return None

        return go


def _anywhere(_: Run, at: int, state: State) -> End | None:
    return at, state


def _either(go: Go, parts: list[_Then]) -> _Then:
    return _Then(
        go,
        frozenset().union(*(part.chars for part in parts)),
        frozenset().union(*(part.kinds for part in parts)),
        any(part.anything for part in parts),
    )


def pay(run: Run, steps: int) -> None:
    """Charge so many steps; at none left `OutOfStepsError` flies."""
    run.steps -= steps
    if run.steps < 0:
        raise OutOfStepsError


def mention_at(run: Run, kinds: tuple[str, ...], at: int) -> Mention | None:
    """The first mention of one of these kinds that begins there and stays in the stretch."""
    for kind in kinds:
        for mention in run.view.by_kind.get(kind, {}).get(at, ()):
            if mention.span.end <= run.limit:
                return mention
    return None


@lru_cache(maxsize=1024)
def charset(chars: frozenset[str]) -> re.Pattern[str]:
    """The expression that finds one of these characters."""
    return compiled("[" + "".join(map(re.escape, sorted(chars))) + "]")


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
