"""The engine's pattern language for checks of form: every mark in exactly the width in which it is written.

In goes a pattern, out comes a `Finder`. For facts ， and , are the same sign; a check of form has to tell them apart.
So `(?<=[一-鿿]),(?=[一-鿿])` finds the comma of 加强领导,落实责任 and leaves 加强领导，落实责任 alone. Marks that are
signs of the language are written with a backslash: `\\(`, `\\[`, `\\?`, `\\<`. A pattern that names mentions or
phrases ({date}, {bodies}) is matched by the engine itself, on its folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsx_cli.check.rule import Finder
from jsx_cli.engine.grammar import (
    FULL,
    HALF,
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
    Vocabulary,
    Words,
    parse,
)

# Each mark that the engine folds gets a sign of its own from the private use area, in patterns and in texts alike.
MARKS = "".join(dict.fromkeys(HALF + FULL + "”’〔〕【】"))
EXACT = {ord(mark): chr(0xE000 + index) for index, mark in enumerate(MARKS)}
PLAIN = {value: chr(key) for key, value in EXACT.items()}
SYNTAX = "()[]<>?!:"
# [一-鿿] is 20,992 characters; in a tree one sign stands for them all.
HAN, ANY_HAN = "一-鿿", "\uf8ff"

CLAUSE = "".join(chr(ord(mark)).translate(EXACT) for mark in "，；。！？：,;!?:") + "\n"
SENTENCE = "".join(mark.translate(EXACT) for mark in "。！？!?") + "\n"
OPENING = "".join(mark.translate(EXACT) for mark in "（(〔[【")
CLOSING = "".join(mark.translate(EXACT) for mark in "）)〕]】")


def exact(text: str) -> str:
    """The text with a sign of its own for each mark of either width, every character in its place."""
    return text.translate(EXACT)


def finder(source: str, folded: Vocabulary, kept: Vocabulary) -> Finder:
    """The pattern ready to look. Raises `PatternError` as the engine does."""
    text = _expression(parse(marked(source), kept))
    if text is not None:
        return Finder(source, re.compile(text))
    return Finder(source, None, parse(source, folded))


def marked(source: str) -> str:
    """The pattern with each literal mark in its exact form; the signs of the language stay."""
    source = source.replace(HAN, ANY_HAN)
    made: list[str] = []
    at = 0
    while at < len(source):
        sign = source[at]
        if sign == "\\" and at + 1 < len(source):
            following = source[at + 1]
            made.append(following.translate(EXACT) if ord(following) in EXACT else sign + following)
            at += 2
            continue
        if sign == "{":
            end = source.find("}", at)
            end = len(source) if end < 0 else end + 1
            made.append(source[at:end])
            at = end
            continue
        made.append(sign if sign in SYNTAX else sign.translate(EXACT))
        at += 1
    return "".join(made)


def _expression(node: Node) -> str | None:
    match node:
        case Literal(word):
            return re.escape(word)
        case Words():
            return "(?:" + "|".join(re.escape(exact(word)) for word in node.words) + ")"
        case AnyOf(chars, negated):
            return _charset(chars, negated)
        case Sequence(nodes) | Choice(nodes):
            parts = [_expression(child) for child in nodes]
            if any(part is None for part in parts):
                return None
            joint = "|" if isinstance(node, Choice) else ""
            return "(?:" + joint.join(part for part in parts if part is not None) + ")"
        case Capture(name, inner):
            part = _expression(inner)
            return None if part is None else f"(?P<{name}>{part})"
        case Repeat(inner, least, most):
            part = _expression(inner)
            return None if part is None else f"(?:{part}){{{least},{most}}}"
        case Gap(least, most, scope):
            return f"[^{re.escape(CLAUSE if scope == 'clause' else SENTENCE)}]{{{least},{most}}}?"
        case Anchor("^"):
            return f"(?<![^{re.escape(CLAUSE + OPENING)}])"
        case Anchor():
            return f"(?![^{re.escape(CLAUSE + CLOSING)}])"
        case Look(inner, True, wanted):
            part = _expression(inner)
            return None if part is None else f"(?{'=' if wanted else '!'}{part})"
        case Look(inner, False, wanted):
            return _behind(inner, wanted)
        case _:
            return None


def _behind(node: Node, wanted: bool) -> str | None:
    """Look behind, one expression for each alternative: `re` wants them all of one length."""
    parts = list(_alternatives(node))
    if any(part is None for part in parts):
        return None
    if wanted:
        return "(?:" + "|".join(f"(?<={part})" for part in parts) + ")"
    return "".join(f"(?<!{part})" for part in parts)


def _alternatives(node: Node) -> Iterator[str | None]:
    match node:
        case Choice(nodes):
            for child in nodes:
                yield from _alternatives(child)
        case Words():
            for word in node.words:
                yield re.escape(exact(word))
        case _:
            yield _expression(node)


def _charset(chars: frozenset[str], negated: bool) -> str:
    """A set of characters as ranges: [一-鿿] is 20,992 of them."""
    codes = sorted(map(ord, chars - {ANY_HAN}))
    ranges: list[str] = [HAN] if ANY_HAN in chars else []
    at = 0
    while at < len(codes):
        last = at
        while last + 1 < len(codes) and codes[last + 1] == codes[last] + 1:
            last += 1
        first = re.escape(chr(codes[at]))
        ranges.append(first if last == at else f"{first}-{re.escape(chr(codes[last]))}")
        at = last + 1
    return ("[^" if negated else "[") + "".join(ranges) + "]"
