"""A part of a pattern in words, for messages: `Words(担任, 兼任)` is “担任” or “兼任”, a gap `up to 12 characters`."""

from __future__ import annotations

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

SHOWN = 6  # words of a lexicon in one message


def words_of(node: Node) -> str:
    """What the part of the pattern wants."""
    match node:
        case Literal("\n"):
            return "the end of the line"
        case Literal(text):
            return f"“{text}”"
        case Words(words, many):
            shown = " or ".join(f"“{word}”" for word in words[:SHOWN])
            rest = f" or one of {len(words) - SHOWN} more words" if len(words) > SHOWN else ""
            return ("a list of " if many else "") + shown + rest
        case AnyOf(chars, negated):
            listed = "".join(sorted(chars))[:20]
            return f"a character other than {listed}" if negated else f"one of {listed}"
        case Kind(kinds, many):
            return f"{{{'|'.join(kinds)}{'+' if many else ''}}}"
        case Phrase(name):
            return f"{{{name}}}"
        case Token(tag):
            return f"a word of the kind {tag}" if tag else "a word"
        case Border():
            return "a border between two words"
        case Gap(_, most, _):
            return f"up to {most} characters"
        case Anchor(sign):
            return "the beginning of a clause" if sign == "^" else "the end of a clause"
        case Look(inner, ahead, wanted):
            return f"{'' if wanted else 'not '}{words_of(inner)} {'behind this' if ahead else 'before this'}"
        case Capture(name, inner):
            return f"{name}: {words_of(inner)}"
        case Repeat(inner, _, _):
            return words_of(inner)
        case Choice(nodes):
            return " or ".join(map(words_of, nodes))
        case Sequence(nodes):
            return words_of(nodes[0]) if nodes else "nothing"
