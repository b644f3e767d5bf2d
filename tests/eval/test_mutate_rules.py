"""Spoiled rules are noticed: their own examples catch nearly every dropped alternative, wide gap or missing guard."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from jsx_cli import api
from jsx_cli.lexicon import lexicon
from jsx_cli.resources import rules_dir

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def survey() -> ModuleType:
    path = HERE / "mutate_rules.py"
    spec = importlib.util.spec_from_file_location("mutate_rules", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutate_rules"] = module
    spec.loader.exec_module(module)
    return module


def test_mutants_are_rules_that_differ(survey: ModuleType) -> None:
    for rule in api.ruleset().rules:
        assert all(made != rule and made.id == rule.id for _, made in survey.mutants(rule))


def test_the_rules_as_they_are_are_no_mutants(survey: ModuleType) -> None:
    assert not survey.caught(api.ruleset().rules[0])


def test_words_in_a_pattern_make_mutants_and_words_of_a_lexicon_none(survey: ModuleType) -> None:
    assert survey.written(("担任", "兼任", "作为"), frozenset({"担任", "兼任"})) == ["作为"]
    assert "挂任" in survey.listed("leadership/hold-post")
    assert survey.listed("citation/number").isdisjoint({"挂任"})


def test_the_examples_catch_spoiled_rules(survey: ModuleType) -> None:
    floors = yaml.safe_load((HERE / "mutants.yaml").read_text(encoding="utf-8"))
    tried, survivors = survey.survey(floors["every"])
    assert tried >= floors["least tried"]
    assert (tried - len(survivors)) / tried >= floors["caught"], "\n".join(survivors)


def test_lexicons_of_rules_hold_each_word_once_with_its_source(survey: ModuleType) -> None:
    named = {
        name
        for path in [*rules_dir().glob("*/*.yaml"), rules_dir() / "macros.yaml"]
        for name in survey.NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(named) > 60
    for name in sorted(named):
        rows = lexicon(name)
        listed = [(row["word"], row.get("level", "")) for row in rows]
        assert all(row["word"].strip() and row["source"].strip() for row in rows), name
        assert name == "regions" or len(listed) == len(set(listed)), name
