"""Words with their part of speech, for rules that ask for one: 加强领导 is 加强 (v) and 领导 (n).

The letters are jieba's: n noun, v verb, a adjective, d adverb, ns place, nr person … Tagging takes more
time than cutting, so that only the sentences in which a rule asks are tagged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from jsx_cli.model import Span, Token


def tagged(text: str) -> list[Token]:
    """The words of `text` with their tags, in order and without gaps."""
    found: list[Token] = []
    at = 0
    for word, tag in _tagger()(text):
        found.append(Token(Span(at, at + len(word)), word, tag))
        at += len(word)
    return found


@cache
def _tagger() -> Callable[[str], Iterable[tuple[str, str]]]:
    try:
        import rjieba
    except ImportError:
        return _jieba()

    def tag(text: str) -> Iterable[tuple[str, str]]:
        try:
            words: list[tuple[str, str]] = rjieba.tag(text, hmm=False)
        except UnicodeEncodeError:  # half of a surrogate pair, which Rust has no word for
            return _jieba()(text)
        return words

    return tag


@cache
def _jieba() -> Callable[[str], Iterable[tuple[str, str]]]:
    import jieba.posseg

    jieba.setLogLevel("ERROR")
    return lambda text: ((pair.word, pair.flag) for pair in jieba.posseg.cut(text, HMM=False))
