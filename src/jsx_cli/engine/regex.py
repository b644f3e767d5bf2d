"""A pattern tree as a regular expression, where it holds no mention and no phrase.

Conditions and cues are mostly plain words; searching for them with `re` is many times faster than the matcher
and finds the same. `expression(node)` is None where only the matcher can tell.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jsx_cli.engine.grammar import Anchor, AnyOf, Capture, Choice, Gap, Literal, Look, Node, Repeat, Sequence, Words
from jsx_cli.engine.match import literal_words
from jsx_cli.engine.view import CLAUSE_BREAK, SENTENCE_BREAK


@lru_cache(maxsize=4096)
def compiled(node: Node) -> re.Pattern[str] | None:
    """The expression compiled, or None where the pattern needs the matcher."""
    text = expression(node)
    return None if text is None else re.compile(text)


@lru_cache(maxsize=4096)
def compiled_end(node: Node) -> re.Pattern[str] | None:
    """The same, ending exactly where the searched stretch ends."""
    text = expression(node)
    return None if text is None else re.compile(f"(?:{text})\\Z")


def expression(node: Node) -> str | None:
    """The regular expression that finds what the pattern finds, or None."""
    match node:
        case Literal(word):
            return re.escape(word)
        case Words(words):
            return "(?:" + "|".join(map(re.escape, words)) + ")"
        case AnyOf(chars, negated):
            return _charset(chars, negated)
        case Sequence(nodes) | Choice(nodes):
            parts = [expression(child) for child in nodes]
            if any(part is None for part in parts):
                return None
            joint = "|" if isinstance(node, Choice) else ""
            return "(?:" + joint.join(part for part in parts if part is not None) + ")"
        case Capture(_, inner):
            return expression(inner)
        case Repeat(inner, least, most):
            part = expression(inner)
            return None if part is None else f"(?:{part}){{{least},{most}}}"
        case Gap(least, most, scope):
            return _charset(CLAUSE_BREAK if scope == "clause" else SENTENCE_BREAK, True) + f"{{{least},{most}}}?"
        case Anchor("^"):
            return "(?<!" + _charset(CLAUSE_BREAK | frozenset("（［"), True) + ")"
        case Anchor():
            return "(?!" + _charset(CLAUSE_BREAK | frozenset("）］"), True) + ")"
        case Look(inner, True, wanted):
            part = expression(inner)
            return None if part is None else f"(?{'=' if wanted else '!'}{part})"
        case Look(inner, False, wanted):
            words = literal_words(inner)
            behind = "".join(f"(?<!{re.escape(word)})" for word in words)
            return behind if not wanted else "(?:" + "|".join(f"(?<={re.escape(word)})" for word in words) + ")"
        case _:
            return None


def _charset(chars: frozenset[str], negated: bool) -> str:
    return ("[^" if negated else "[") + "".join(re.escape(sign) for sign in sorted(chars)) + "]"
