"""Planted slips are caught, clean drafts are let alone."""

from __future__ import annotations

import pytest
from tests.check.conftest import Checker
from tests.check.planted import CLEAN, COUNT, drafts

from jsx_cli import api

FLOOR = 0.95


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_draft_has_no_slip(check: Checker, text: str) -> None:
    assert [(finding.rule, finding.text) for finding in check(text).findings] == []


def test_planted_slips_are_caught(check: Checker) -> None:
    made = list(drafts())
    assert len(made) == COUNT
    planted = caught = 0
    missed: list[tuple[str, str]] = []
    for text, ids, template in made:
        found = {finding.rule for finding in check(text, template=template).findings}
        planted += len(ids)
        caught += len(found & set(ids))
        missed += [(rule, text[:40]) for rule in ids if rule not in found]
    assert caught >= FLOOR * planted, missed


def test_every_check_has_a_planted_slip() -> None:
    alone = {name for name, check in api.checks().items() if not any(example.against for example in check.examples)}
    assert alone - {rule for _, ids, _ in drafts() for rule in ids} == set()
