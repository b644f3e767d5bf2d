"""The survey of mutants itself: mutants are made, and a rule that lost its guard or its words is noticed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from jsx_cli import api


@pytest.fixture(scope="module")
def survey() -> ModuleType:
    path = Path(__file__).parent / "mutate_rules.py"
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
