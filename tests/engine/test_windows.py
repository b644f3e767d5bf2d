"""Conditions look for patterns in windows: what `^` and `$` mean there, and that both ways of looking agree."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli import api
from jsx_cli.check.pattern import finder
from jsx_cli.engine.conditions import adjoining, search
from jsx_cli.engine.grammar import PatternError, Vocabulary, parse
from jsx_cli.engine.program import BEGIN, END, ONLY
from jsx_cli.engine.reach import dead, slow
from jsx_cli.engine.regex import Finders, expression, loose
from jsx_cli.engine.view import view
from jsx_cli.engine.ways import ways
from jsx_cli.model import Span
from jsx_cli.records import replace

NOTHING = Vocabulary(frozenset(), frozenset(), lambda _: None, {}, lambda *_: "")


def fires(kit: Any, text: str, condition: str, pattern: str = "甲{..6}丙", *more: str) -> bool:
    rules = kit.rules({"a.yaml": kit.rule("a", pattern, f"when: [{condition}]", *more)})
    return bool(kit.facts(f"说明\n{text}\n", rules))


@pytest.mark.parametrize("text", ["甲乙丙。", "他说甲乙丙而已。", "一、甲乙丙", "（甲乙丙）"])
def test_in_match_the_signs_are_the_ends_of_the_evidence(kit: Any, text: str) -> None:
    assert fires(kit, text, "match: '^甲'")
    assert fires(kit, text, "match: '丙$'")
    assert fires(kit, text, "match: '^甲乙丙$'")
    assert not fires(kit, text, "match: '^乙'")
    assert not fires(kit, text, "match: '乙$'")


def test_in_match_a_clause_that_begins_inside_the_evidence_does_not_count(kit: Any) -> None:
    assert not fires(kit, "甲，乙丙。", "match: '^乙'", "甲，乙丙")
    assert not fires(kit, "甲，乙丙。", "match: '甲$'", "甲，乙丙")
    assert fires(kit, "甲，乙丙。", "clause: '^甲'", "甲，乙丙")


def test_in_match_kinds_and_words_mean_the_same(kit: Any) -> None:
    """{number} needs the matcher; 3 is looked for with an expression."""
    for text in ("共有3个村庄。", "3个村庄。"):
        for condition in ("match: '^[0-9]个'", "match: '^{quantity}'"):
            assert fires(kit, text, condition, "{quantity}村庄")
    assert not fires(kit, "共有3个村庄。", "match: '^村|个$'", "{quantity}村庄")


@pytest.mark.parametrize(
    ("text", "condition", "expected"),
    [
        ("甲乙丙。", "before: '^'", True),
        ("关于甲乙丙。", "before: '^'", False),
        ("由甲乙丙。", "before: '^由'", True),
        ("现由甲乙丙。", "before: '^由'", False),
        ("第一条 甲乙丙。", "before: '^'", True),
        ("现由县教育局甲乙丙。", "before: '{who:bodies}'", True),
        ("现由县教育局去甲乙丙。", "before: '{who:bodies}'", False),
        ("现由甲乙丙。", "before: '由$', within: 9", False),
        ("甲乙丙。", "after: '$'", True),
        ("甲乙丙的。", "after: '$'", False),
        ("甲乙丙的人。", "after: '^的'", True),
        ("甲乙丙的，人。", "after: '的$'", True),
    ],
)
def test_beside_the_evidence(kit: Any, text: str, condition: str, expected: bool) -> None:
    if "within" in condition:
        condition = "{" + condition + "}"
        assert fires(kit, text, condition)  # $ is where the evidence begins
        assert not fires(kit, "由他甲乙丙。", condition)
        return
    assert fires(kit, text, condition) is expected


def test_a_window_that_is_cut_off_has_no_border_there(kit: Any) -> None:
    assert not fires(kit, "各地要把有关的甲乙丙做好。", "{before: '^关的', within: 2}")
    assert fires(kit, "各地要把，关的甲乙丙做好。", "{before: '^关的', within: 2}")
    assert not fires(kit, "各地甲乙丙做好。", "{after: '做$', within: 1}")


@pytest.mark.parametrize("window", ["clause", "sentence", "paragraph", "section", "document"])
def test_elsewhere_the_signs_are_borders_of_clauses(kit: Any, window: str) -> None:
    text = "一、戊由，甲乙丙丁。"
    assert fires(kit, text, f"{window}: '^甲'") is True
    assert fires(kit, text, f"{window}: '丁$'") is True
    assert fires(kit, text, f"{window}: '^乙'") is False


def test_behind_a_numeral_a_clause_begins_in_every_window(kit: Any) -> None:
    text = "1.戊甲乙丙丁。"
    assert fires(kit, text, "clause: '^戊'")
    assert fires(kit, text, "clause: '^(戊|{number})'")


def test_a_pattern_that_begins_with_a_gap_is_found_anywhere_in_its_window(kit: Any) -> None:
    text = "这里有关的事情甲乙丙，共3个。"
    assert fires(kit, text, "sentence: '{2,3}的'".replace("{2,3}", "{..2,3}"))
    assert fires(kit, text, "sentence: '{..1,2}{quantity}'")


def test_headings_begin_and_end_too(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "甲乙", "when: [{heading: '^工作成效$'}]")})
    assert kit.facts("说明\n一、工作成效\n甲乙。\n", rules)
    assert not kit.facts("说明\n一、主要工作成效\n甲乙。\n", rules)


def patterns() -> st.SearchStrategy[str]:
    plain = ("甲", "乙", "丙", "，", "[甲乙]", "[^甲]", "(甲|甲乙|丙)", "甲?", "(乙丙){0,2}", "(?<who>乙{1,2})")
    others = ("{..2}", "{..1,3 sentence}", "(?<!乙)", "(?=乙)", "(?!丙)", "^", "$")
    return st.lists(st.sampled_from((*plain, *others)), min_size=1, max_size=5).map("".join)


class Slow(Finders):
    """Finders that know no expression, so that everything goes to the matcher."""

    def anywhere(self, _: Any) -> None:
        return None

    def at_end(self, _: Any) -> None:
        return None

    def loose(self, _: Any) -> None:
        return None


@settings(max_examples=400, deadline=None)
@given(
    patterns(),
    st.text("甲乙丙，。（）", min_size=1, max_size=14),
    st.integers(0, 13),
    st.integers(0, 14),
    st.integers(0, 7),
)
def test_expressions_and_the_matcher_find_the_same(source: str, text: str, start: int, size: int, edges: int) -> None:
    node = parse(source, NOTHING)
    document = api.understand(api.source_bytes(text.encode(), "text"))
    start = min(start, len(document.text))
    region = Span(start, min(len(document.text), start + size))
    quick = api.ruleset()
    slow_ones = replace(quick, finders=Slow())
    one, other = view(document, ()), view(document, ())
    assert search(one, quick, node, region, edges) == search(other, slow_ones, node, region, edges)
    for before in (True, False):
        assert adjoining(one, quick, node, region, before) == adjoining(other, slow_ones, node, region, before)


def test_the_signs_are_bits_that_differ() -> None:
    assert len({BEGIN, END, ONLY, BEGIN | END, BEGIN | END | ONLY}) == 5


def test_what_an_expression_could_read_in_many_ways_is_left_to_counted_steps() -> None:
    for source in ("{..120}甲{..120}乙", "(甲|甲甲|乙|甲乙){1,20}丙", "(甲?乙?丙?){1,8}丁"):
        assert expression(parse(source, NOTHING)) is None, source
    assert expression(parse("(甲|乙|丙丁){1,20}戊", NOTHING)) is not None
    assert loose(parse("^(甲|甲甲){1,20}乙", NOTHING)) is None
    assert loose(parse("^(甲|乙){1,20}丙", NOTHING)) is not None


@pytest.mark.parametrize(
    "source",
    ["(甲|甲甲){1,60}乙", "(甲|甲乙|乙丙|丙){1,80}丁", "(([甲乙]|甲){1,60})乙", "({..3}甲){1,30}乙", "(甲?乙?){1,60}丙",
     "(?<who>(甲|甲甲)){1,60}乙"],
)  # fmt: skip
def test_repeats_that_part_a_text_in_many_ways_are_refused(source: str) -> None:
    assert "too many ways" in slow(parse(source, NOTHING))


@pytest.mark.parametrize(
    "source", ["(甲|乙|丙丁){1,60}戊", "(甲|甲乙){1,60}丙", "(甲{..2}|乙丙){1,9}", "(甲|乙[丙丁]){1,60}"]
)
def test_repeats_that_read_a_text_in_one_way_are_not(source: str) -> None:
    assert slow(parse(source, NOTHING)) == ""


def test_ways_of_alternatives_that_cannot_both_begin() -> None:
    assert ways(parse("(甲[一二]|乙[三四])", NOTHING)) == 1
    assert ways(parse("(甲[一二]|[甲乙]三)", NOTHING)) == 2


@pytest.mark.parametrize("source", ["甲(?<=乙)丙", "[甲乙](?<=丙)丁", "(甲|乙)(?<=丙)丁", "|甲", "(甲)?|乙"])
def test_more_patterns_that_can_never_match(source: str) -> None:
    assert dead(parse(source, NOTHING), "sentence")


def test_steps_of_conditions_count_for_the_document(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "甲", "unless: [{clause: '{..60}乙{..60}乙{..60}丁'}]")}, alone=True)
    text = "说明\n" + "".join(f"甲{'乙' * 100}{number}。\n" for number in range(200))
    outcome = kit.found(text, rules)
    assert [notice.code for notice in outcome.notices if notice.code == "rule-steps"]
    assert outcome.notices[-1].message.startswith("a used up its steps in this document")


def test_slow_cues_of_coverage_and_rules_over_sections_are_left_out_with_a_notice(kit: Any) -> None:
    slow_cue = "says: x\ncues:\n  - {pattern: '({..30}乙){1,4}丁', value: late}\n"
    over = 'id: o\nfact: x-note\nsays: x\nover: section\npattern: "({..30}乙){1,4}丁"\n' + (
        "examples: [{text: 无, facts: [{exact: 无}]}]\nsilent: [今天天气晴朗。]\n"
    )
    rules = kit.rules({"o.yaml": over, "cues/coverage.yaml": slow_cue})
    outcome = kit.found("说明\n一、" + "乙" * 300 + "。\n", rules)
    said = " ".join(notice.message for notice in outcome.notices if notice.code == "rule-steps")
    assert "cues/coverage used up" in said
    assert "o used up" in said


def test_checks_refuse_what_could_take_for_ever() -> None:
    for source in ("(甲|甲甲){1,100}乙", "({..20}甲){1,20}乙", "{..200}甲{..200}乙{..200}丙"):
        with pytest.raises(PatternError, match="too many ways"):
            finder(source, NOTHING, NOTHING)
    assert finder("{..200}甲{..40}乙", NOTHING, NOTHING).regex is not None


def test_long_repeats_are_read_to_their_end(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "(?<who>((甲乙)|(丙丁)(?!戊)){0,200})完")})
    limit = sys.getrecursionlimit()
    [(_, fields)] = kit.facts("说明\n" + "甲乙丙丁" * 95 + "完。\n", rules)
    assert fields == {"who": "甲乙丙丁" * 95}
    assert sys.getrecursionlimit() == limit
