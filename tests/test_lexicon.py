"""Word lists as alternations: common beginnings written once find what one word after the other finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.lexicon import alternation

WORDS = st.lists(st.text("甲乙.部", min_size=1, max_size=4), min_size=1, max_size=9)


def test_common_beginnings_are_written_once() -> None:
    assert alternation(["组织部", "组织", "部"]) == "(?:组织(?:部|)|部)"


@settings(derandomize=True, max_examples=300, deadline=None)
@given(WORDS, st.text("甲乙.部", max_size=30))
def test_the_same_is_found(words: list[str], text: str) -> None:
    words.sort(key=lambda word: (-len(word), word))
    plain = re.compile("|".join(map(re.escape, words)))
    assert [found.span() for found in re.finditer(alternation(words), text)] == [
        found.span() for found in plain.finditer(text)
    ]


@pytest.mark.parametrize("words", [["a|b", "a"], ["(", "[", "\\"], ["一", "一"]])
def test_signs_of_expressions_are_plain_characters(words: list[str]) -> None:
    for word in words:
        assert re.fullmatch(alternation(words), word)
