"""Patterns that can never match, patterns that could take for ever, and rules that another rule leaves nothing to.

`dead(node, "clause")` says why 要求。各地 cannot match inside a clause; `slow(node)` why ({..20}的){0,20} is refused;
`shadowed(rules)` which rules never find anything, because an earlier one finds all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jsx_cli.engine.grammar import (
    FULL,
    Anchor,
    AnyOf,
    Capture,
    Choice,
    Gap,
    Kind,
    Literal,
    Look,
    Node,
    Phrase,
    Repeat,
    Words,
    walk,
)
from jsx_cli.engine.grammar import Sequence as Then
from jsx_cli.engine.rule import Rule
from jsx_cli.engine.view import CLAUSE_BREAK, CLOSING, OPENING, SENTENCE_BREAK
from jsx_cli.engine.ways import ENDLESS, begins_with, ways

# {..40}A{..40}B{..40} has 68,921 ways and is plain; a repeat inside a repeat soon has more than this.
MOST_WAYS = 100_000_000
FULL_WIDTH = frozenset(chr(code) for code in range(0xFF01, 0xFF5F)) - frozenset(FULL)


def slow(node: Node) -> str:
    """Why the pattern is refused as open to catastrophic backtracking; "" where it is not."""
    for child in walk(node):
        if isinstance(child, Repeat) and child.most > 1:
            words = child.node.node if isinstance(child.node, Capture) else child.node
            if isinstance(words, Words) and ways(child) > MOST_WAYS:
                shown = " and ".join(_overlapping(words.words))
                return (
                    f"a repeat of words that overlap ({shown}) could be read in too many ways ({_count(ways(child))}); "
                    "leave out the words that others make up, or write {0,10}"
                )
            inner = [part for part in walk(child.node) if isinstance(part, Repeat | Gap) and part.most > part.least]
            if any(part.most > 1 for part in inner) and ways(child) > MOST_WAYS:
                return (
                    "a repeat of what itself repeats could be read in too many ways "
                    f"({_count(ways(child))}); write one bounded gap such as {{..40}}, or {{0,3}} outside"
                )
    if ways(node) > MOST_WAYS**2:
        return f"the pattern could be read in too many ways ({_count(ways(node))}); use fewer or shorter gaps"
    return ""


def _overlapping(words: Sequence[str]) -> tuple[str, ...]:
    """Two words, or as many as are needed, that show why a text can be parted in several ways."""
    pairs = ((short, long) for long in words for short in words if short != long and long.startswith(short))
    return next(pairs, tuple(words[:3]))


def empty(node: Node) -> bool:
    """True where the pattern is fulfilled by nothing at all: (已)?, {..5}."""
    match node:
        case Gap(least, _, _):
            return not least
        case Repeat(inner, least, _):
            return not least or empty(inner)
        case Capture(_, inner):
            return empty(inner)
        case Then(nodes):
            return all(map(empty, nodes))
        case Choice(nodes):
            return any(map(empty, nodes))
        case Literal(text):
            return not text
        case Words(words, _):
            return "" in words
        case _:
            return False


def _count(number: int) -> str:
    return "more than a billion of billions" if number >= ENDLESS else f"{number:,}"


def dead(node: Node, within: str) -> str:
    """Why the pattern can never match; "" where it may."""
    if isinstance(node, Choice) and any(map(empty, node.nodes[:-1])):
        return "an alternative may be nothing at all, so that those behind it are never tried; write (A)? for a part"
    for word in _required(node):
        odd = sorted(set(word) & FULL_WIDTH)
        if odd:
            plain = "".join(chr(ord(sign) - 0xFEE0) for sign in odd)
            return f"{''.join(odd)!r} never stands in the clean text, where signs have half width; write {plain!r}"
    if "\n" in "".join(_required(node)) and within in ("clause", "sentence", "paragraph"):
        return f"a match would hold a line break, and within: {within} ends there; write within: section"
    ends = SENTENCE_BREAK | {"；"} if within == "sentence" else CLAUSE_BREAK if within == "clause" else frozenset[str]()
    inside = _breaks(node, ends, bracketed=any("（" in word or "［" in word for word in _required(node)))
    if inside:
        wider = "sentence" if inside in "，：" else "paragraph"
        return f"a match would hold {inside!r}, where a {within} ends, so that it can never be; write within: {wider}"
    return _contradiction(node)


def _required(node: Node) -> Iterator[str]:
    """Words that every match holds."""
    match node:
        case Literal(text):
            yield text
        case Words(words, _) if len(words) == 1:
            yield words[0]
        case Capture(_, inner):
            yield from _required(inner)
        case Repeat(inner, least, _) if least:
            yield from _required(inner)
        case Then(nodes):
            for child in nodes:
                yield from _required(child)


def _breaks(node: Node, ends: frozenset[str], bracketed: bool) -> str:
    """A sign in the middle of every match that ends the stretch which a match may not leave."""
    if bracketed or not ends:
        return ""  # a sentence is not cut in a bracket
    text = _flat(node)
    for place, sign in enumerate(text[:-1]):
        if sign in ends and any(other != "\0" for other in text[place + 1 :]):
            return sign
    return ""


def _flat(node: Node) -> str:
    """The signs that every match has in this order; \\0 stands for what may be anything or nothing."""
    match node:
        case Literal(text):
            return text
        case Capture(_, inner):
            return _flat(inner)
        case Repeat(inner, least, _) if least:
            return _flat(inner)
        case Then(nodes):
            return "".join(map(_flat, nodes))
        case AnyOf() | Kind() | Phrase() | Words():
            return "\1"
        case _:
            return "\0"


def _contradiction(node: Node) -> str:
    """An anchor or a look that what stands beside it never fulfils."""
    for child in walk(node):
        if not isinstance(child, Then):
            continue
        for place, part in enumerate(child.nodes):
            before = child.nodes[place - 1] if place else None
            after = child.nodes[place + 1] if place + 1 < len(child.nodes) else None
            match part:
                case Anchor("^") if before is not None:
                    last = _last(before)
                    if last is not None and not last & (CLAUSE_BREAK | OPENING):
                        return "^ is the beginning of a clause, and what stands before it never ends one"
                case Anchor("$") if after is not None:
                    first = begins_with(after)
                    if first is not None and not first & (CLAUSE_BREAK | CLOSING):
                        return "$ is the end of a clause, and what stands behind it never follows one"
                case Look(inner, True, wanted) if after is not None:
                    ahead, first = begins_with(inner), begins_with(after)
                    if wanted and ahead is not None and first is not None and not ahead & first:
                        return "(?=…) wants what the part behind it never begins with"
                    clash = isinstance(inner, Literal) and isinstance(after, Literal)
                    if not wanted and clash and _text(after).startswith(_text(inner)):
                        return f"(?!{_text(inner)}) forbids the {_text(after)!r} that is wanted behind it"
                case Look(inner, False, True) if before is not None:
                    behind, last = _last(inner), _last(before)
                    if behind is not None and last is not None and not behind & last:
                        return "(?<=…) wants what the part before it never ends with"
                case Look(inner, False, False) if before is not None:
                    if isinstance(inner, Literal) and isinstance(before, Literal) and before.text.endswith(inner.text):
                        return f"(?<!{inner.text}) forbids the {before.text!r} that is wanted before it"
    return ""


def _text(node: Node) -> str:
    return node.text if isinstance(node, Literal) else ""


def _last(node: Node) -> frozenset[str] | None:
    match node:
        case Literal(text):
            return frozenset(text[-1:])
        case Words(words, _):
            return frozenset(word[-1:] for word in words)
        case AnyOf(chars, False):
            return chars
        case Capture(_, inner):
            return _last(inner)
        case Repeat(inner, least, _) if least:
            return _last(inner)
        case Choice(nodes):
            found = [_last(child) for child in nodes]
            return None if None in found else frozenset().union(*(part for part in found if part is not None))
        case Then(nodes) if nodes:
            return _last(nodes[-1])
        case _:
            return None


def shadowed(rules: Sequence[Rule]) -> Iterator[tuple[str, str]]:
    """The place of each rule that never finds anything, with the rule that finds it all."""
    by_type: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.patterns and rule.over == "sentence" and (rule.fact or rule.mention):
            by_type.setdefault(rule.fact or rule.mention, []).append(rule)
    for same in by_type.values():
        for rule in same:
            for other in same:
                if other is not rule and _shadows(other, rule):
                    remedy = f"give this one priority: {other.priority + 1} or overrides: [{other.id}]"
                    found_all = f"{other.id} matches all of it and comes first"
                    yield rule.place, f"the rule never finds anything: {found_all}; {remedy}, or narrow {other.id}"
                    break


def _shadows(wide: Rule, narrow: Rule) -> bool:
    """True where `wide` matches whatever `narrow` does, and wins each time."""
    if wide.id in narrow.overrides or (-wide.priority, wide.id) > (-narrow.priority, narrow.id):
        return False
    return (
        (wide.each, wide.pair, wide.share) == (narrow.each, narrow.pair, narrow.share)
        and wide.exact == narrow.exact
        and set(wide.requires) <= set(narrow.requires)
        and _wider(wide.section_roles, narrow.section_roles)
        and _wider(wide.section_styles, narrow.section_styles)
        and _wider(wide.doc_types, narrow.doc_types)
        and _wider(wide.paragraphs, narrow.paragraphs)
        and set(wide.not_within) <= set(narrow.not_within)
        and wide.if_flag in ("", narrow.if_flag)
        and wide.unless_flag in ("", narrow.unless_flag)
        and (wide.within == narrow.within or wide.within not in ("clause",))
        and set(wide.conditions) <= set(narrow.conditions)
        and all(any(covers(one, other) for one in wide.patterns) for other in narrow.patterns)
    )


def _wider(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return not wide or (bool(narrow) and narrow <= wide)


def covers(wide: Node, narrow: Node) -> bool:
    """True where everything that `narrow` matches is matched by `wide` too, part by part."""
    match wide, narrow:
        case Capture(_, inner), _:
            return covers(inner, narrow)
        case _, Capture(_, inner):
            return covers(wide, inner)
        case Words(words, False), Literal(text):
            return text in words
        case Words(words, many), Words(fewer, also):
            return many is also and set(fewer) <= set(words)
        case Kind(kinds, many), Kind(fewer, also):
            return many is also and set(fewer) <= set(kinds)
        case Gap(least, most, scope), Gap(low, high, inner_scope):
            return scope == inner_scope and least <= low and high <= most
        case Repeat(one, least, most), Repeat(other, low, high):
            return least <= low and high <= most and covers(one, other)
        case Then(nodes), Then(others):
            return len(nodes) == len(others) and all(map(covers, nodes, others))
        case Choice(nodes), Choice(others):
            return all(any(covers(one, other) for one in nodes) for other in others)
        case Choice(nodes), _:
            return any(covers(one, narrow) for one in nodes)
        case _:
            return wide == narrow
