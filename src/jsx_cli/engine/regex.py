"""A pattern tree as a regular expression, where it holds no mention, no phrase and no word boundary.

Conditions and cues are mostly plain words; searching for them with `re` is many times faster than the matcher
and finds the same. `expression(node)` is None where only the matcher can tell, or where an expression could be slow.
"""

from __future__ import annotations

import re

from jsx_cli.engine.grammar import Anchor, AnyOf, Capture, Choice, Gap, Literal, Look, Node, Repeat, Sequence, Words
from jsx_cli.engine.match import literal_words
from jsx_cli.engine.view import CLAUSE_BREAK, CLOSING, OPENING, SENTENCE_BREAK
from jsx_cli.engine.ways import ways
from jsx_cli.lexicon import alternation

# More ways than this to read one stretch, and the counted steps of the matcher are the safer road.
MOST_WAYS = 20_000


class Finders:
    """The compiled expressions of a rule set, each made when it is first wanted.

    Keyed by the identity of the node: the rule set keeps its nodes, and hashing a lexicon at each look would cost more
    than the look.
    """

    __slots__ = ("_anywhere", "_at_end")

    def __init__(self) -> None:
        self._anywhere: dict[int, tuple[Node, re.Pattern[str] | None]] = {}
        self._at_end: dict[int, tuple[Node, re.Pattern[str] | None]] = {}

    def anywhere(self, node: Node) -> re.Pattern[str] | None:
        """The expression compiled, or None where the pattern needs the matcher."""
        known = self._anywhere.get(id(node))
        if known is None:
            text = expression(node)
            known = self._anywhere[id(node)] = (node, None if text is None else re.compile(text))
        return known[1]

    def at_end(self, node: Node) -> re.Pattern[str] | None:
        """The same, ending exactly where the searched stretch ends."""
        known = self._at_end.get(id(node))
        if known is None:
            text = expression(node)
            known = self._at_end[id(node)] = (node, None if text is None else re.compile(f"(?:{text})\\Z"))
        return known[1]


def expression(node: Node) -> str | None:
    """The regular expression that finds what the pattern finds, or None."""
    return None if ways(node) > MOST_WAYS else _expression(node)


def _expression(node: Node) -> str | None:
    match node:
        case Literal(word):
            return re.escape(word)
        case Words(words, False):
            return alternation(words)
        case AnyOf(chars, negated):
            return _charset(chars, negated)
        case Sequence(nodes) | Choice(nodes):
            parts = [_expression(child) for child in nodes]
            if any(part is None for part in parts):
                return None
            joint = "|" if isinstance(node, Choice) else ""
            return "(?:" + joint.join(part for part in parts if part is not None) + ")"
        case Capture(_, inner):
            return _expression(inner)
        case Repeat(inner, least, most):
            part = _expression(inner)
            return None if part is None else f"(?:{part}){{{least},{most}}}"
        case Gap(least, most, scope):
            return _charset(CLAUSE_BREAK if scope == "clause" else SENTENCE_BREAK, True) + f"{{{least},{most}}}?"
        case Anchor("^"):
            return "(?<!" + _charset(CLAUSE_BREAK | OPENING, True) + ")"
        case Anchor():
            return "(?!" + _charset(CLAUSE_BREAK | CLOSING, True) + ")"
        case Look(inner, True, wanted):
            part = _expression(inner)
            return None if part is None else f"(?{'=' if wanted else '!'}{part})"
        case Look(inner, False, wanted):
            words = literal_words(inner)
            behind = "".join(f"(?<!{re.escape(word)})" for word in words)
            return behind if not wanted else "(?:" + "|".join(f"(?<={re.escape(word)})" for word in words) + ")"
        case _:
            return None


def _charset(chars: frozenset[str], negated: bool) -> str:
    return ("[^" if negated else "[") + "".join(re.escape(sign) for sign in sorted(chars)) + "]"
