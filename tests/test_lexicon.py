"""Word lists as alternations: common beginnings written once find what one word after the other finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli import store
from jsx_cli.lexicon import Kept, alternation, lexicon, read_lexicon
from jsx_cli.resources import rules_dir

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


def test_what_is_kept_is_what_is_read(tmp_path: Path) -> None:
    asked: list[str] = []

    def make(text: str) -> str:
        asked.append(text)
        return text

    first = Kept(tmp_path)
    assert first.get("words", "units", {"kind": "x"}, lambda: make("个\x1e名")) == "个\x1e名"
    first.keep()
    second = Kept(tmp_path)
    assert second.get("words", "units", {"kind": "x"}, lambda: make("never")) == "个\x1e名"
    assert second.get("words", "units", {"kind": "y"}, lambda: make("")) == ""
    second.keep()
    third = Kept(tmp_path)
    assert third.get("words", "units", {"kind": "x"}, lambda: make("never")) == "个\x1e名"
    assert third.get("words", "units", {"kind": "y"}, lambda: make("never")) == ""
    assert asked == ["个\x1e名", ""]
    for content in (b"[1]", b"\xff", b'{"a": 1}\n'):
        (tmp_path / first.name).write_bytes(store._seal(content) + b"\n" + content)
        assert Kept(tmp_path).places == {}


def test_no_lexicon_holds_what_separates_cells() -> None:
    for path in (rules_dir() / "lexicons").glob("*.csv"):
        assert not {"\x1e", "\x1f"} & set(path.read_text(encoding="utf-8")), path


def test_every_lexicon_comes_out_as_it_stands() -> None:
    for path in (rules_dir() / "lexicons").glob("*.csv"):
        assert lexicon(path.stem) == read_lexicon(path)
