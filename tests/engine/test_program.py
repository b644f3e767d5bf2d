"""Patterns as functions find what Python's own expressions find, and whoever listens pays the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.engine.grammar import Anchor, AnyOf, Capture, Choice, Gap, Literal, Look, Node, Repeat, Sequence, Words
from jsx_cli.engine.match import Matcher
from jsx_cli.engine.program import OutOfStepsError, program
from jsx_cli.engine.regex import by_itself
from jsx_cli.engine.view import view
from jsx_cli.model import AlignedText, Document, Source, Span

SIGNS = "甲乙丙，"
TEXTS = st.text(SIGNS, max_size=14)
WORDS = st.lists(st.text("甲乙丙", min_size=1, max_size=2), min_size=1, max_size=3, unique=True).map(
    lambda words: Words(tuple(sorted(words, key=lambda word: (-len(word), word))))
)
LEAVES = st.one_of(
    st.text("甲乙丙", min_size=1, max_size=2).map(Literal),
    st.builds(AnyOf, st.frozensets(st.sampled_from(SIGNS), min_size=1), st.booleans()),
    WORDS,
    st.builds(lambda least, more: Gap(least, least + more, "clause"), st.integers(0, 2), st.integers(0, 3)),
    st.sampled_from("^$").map(Anchor),
    st.builds(Look, st.text("甲乙丙", min_size=1, max_size=1).map(Literal), st.booleans(), st.booleans()),
)


def larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    many = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        many.map(Sequence),
        many.map(Choice),
        inner.map(lambda node: Capture("name", node)),
        st.builds(
            lambda node, least, more: Repeat(node, least, least + more),
            st.text("甲乙丙", min_size=1, max_size=2).map(Literal) | WORDS,
            st.integers(0, 2),
            st.integers(0, 2),
        ),
    )


PATTERNS = st.recursive(LEAVES, larger, max_leaves=6)


def matcher(text: str) -> Matcher:
    document = Document(AlignedText.of(Source("a", text, "text/plain", "utf-8", "")))
    return Matcher(view(document, ()), {})


@dataclass
class Heard:
    """How far the matcher got and what it paid."""

    end: int | None
    paid: int


def run(node: Node, text: str, at: int, *, heard: bool) -> Heard:
    reader = matcher(text).enter(Span(0, len(text)), 10_000)
    found = reader.at(program(node, heard), at)
    return Heard(None if found is None else found.span.end, 10_000 - reader.steps)


@settings(max_examples=300, deadline=None)
@given(PATTERNS, TEXTS, st.data())
def test_functions_find_what_expressions_find(node: Node, text: str, data: st.DataObject) -> None:
    written = by_itself(node)
    assert written is not None
    at = data.draw(st.integers(0, len(text)))
    wanted = re.compile(written).match(text, at)
    assert run(node, text, at, heard=False).end == (wanted.end() if wanted else None)


@settings(max_examples=300, deadline=None)
@given(PATTERNS, TEXTS)
def test_who_listens_pays_the_same(node: Node, text: str) -> None:
    assert run(node, text, 0, heard=False) == run(node, text, 0, heard=True)


def test_what_can_be_read_in_many_ways_runs_out_of_steps() -> None:
    letter = Choice((Capture("a", Literal("甲")), AnyOf(frozenset("甲乙"), False)))
    node = Sequence((*[letter] * 24, Literal("丙")))
    reader = matcher("甲" * 30).enter(Span(0, 30), 5_000)
    try:
        reader.at(program(node), 0)
    except OutOfStepsError:
        return
    raise AssertionError("24 letters that each can be read in two ways cost less than 5,000 steps")
