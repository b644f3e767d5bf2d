"""The engine's pattern language for checks of form: every mark in exactly the width in which it is written.

In goes a pattern, out comes a `Finder`. For facts ， and , are the same sign; a check of form has to tell them apart.
So `(?<=[一-鿿]),(?=[一-鿿])` finds the comma of 加强领导,落实责任 and leaves 加强领导，落实责任 alone. Marks that are
signs of the language are written with a backslash: `\\(`, `\\[`, `\\?`, `\\<`. A pattern that names mentions or
phrases ({date}, {bodies}) is matched by the engine itself, on its folded text.
"""

from __future__ import annotations

from jsx_cli.check.rule import Finder
from jsx_cli.engine.grammar import FULL, HALF, PatternError, Vocabulary, parse
from jsx_cli.engine.reach import slow
from jsx_cli.engine.regex import Signs, written
from jsx_cli.engine.ways import ways
from jsx_cli.patterns import compiled

# Each mark that the engine folds gets a sign of its own from the private use area, in patterns and in texts alike.
MARKS = "".join(dict.fromkeys(HALF + FULL + "”’〔〕【】"))
EXACT = {ord(mark): chr(0xE000 + index) for index, mark in enumerate(MARKS)}
PLAIN = {value: chr(key) for key, value in EXACT.items()}
SYNTAX = "()[]<>?!:"
# An expression is not counted step by step, and looks at every character of a document.
MOST_WAYS = 50_000
# [一-鿿] is 20,992 characters; in a tree one sign stands for them all.
HAN, ANY_HAN = "一-鿿", "\uf8ff"


def exact(text: str) -> str:
    """The text with a sign of its own for each mark of either width, every character in its place."""
    return text.translate(EXACT)


SIGNS = Signs(
    clause=frozenset(exact("，；。！？：,;!?:\n")),
    sentence=frozenset(exact("。！？!?\n")),
    opening=frozenset(exact("（(〔[【")),
    closing=frozenset(exact("）)〕]】")),
    spell=exact,
    named=True,
)


def finder(source: str, folded: Vocabulary, kept: Vocabulary) -> Finder:
    """The pattern ready to look. Raises `PatternError` as the engine does, and for what could take for ever."""
    node = parse(marked(source), kept)
    text = written(node, SIGNS)
    if text is None:
        node = parse(source, folded)
    message = slow(node)
    if message or (text is not None and ways(node) > MOST_WAYS):
        raise PatternError(message or "the pattern could be read in too many ways; use fewer or shorter gaps", 0)
    return Finder(source, None, node) if text is None else Finder(source, compiled(text.replace(ANY_HAN, HAN)))


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
