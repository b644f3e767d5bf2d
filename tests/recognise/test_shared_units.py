"""The unit at the end of a list is that of all its numbers."""

from __future__ import annotations

from typing import Any

import pytest

from jsx_cli.recognise import recognise_phrase

EACH = [
    ("分别补贴500、1000、5000元", [("money", 500), ("money", 1000), ("money", 5000)]),
    ("奖励35、25、20万元", [("money", 350_000), ("money", 250_000), ("money", 200_000)]),
    ("奖励500万、1000万元", [("money", 5_000_000), ("money", 10_000_000)]),
    ("分别提高2.46、7.33个百分点", [("ratio", 0.0246), ("ratio", 0.0733)]),
    ("新建20、30个站点", [("quantity", 20), ("quantity", 30)]),
]


@pytest.mark.parametrize(("text", "wanted"), EACH)
def test_a_list_shares_its_unit(text: str, wanted: list[tuple[str, float]]) -> None:
    found = recognise_phrase(text)
    assert [(item["kind"], float(item["value"]["value"])) for item in found] == wanted


def test_a_bound_is_shared_as_well() -> None:
    found = recognise_phrase("给予不低于500、1000元补贴")
    assert [item["value"]["comparator"] for item in found] == [">=", ">="]


@pytest.mark.parametrize("text", ["附件1、2、3个", "建设7、8、11号线", "选派1、2名干部", "位于145、147号"])
def test_what_is_no_list_of_amounts_shares_nothing(text: str) -> None:
    values: list[dict[str, Any]] = [item for item in recognise_phrase(text) if item["kind"] == "quantity"]
    assert len(values) <= 1
