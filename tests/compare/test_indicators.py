"""Indicators are one where object, unit and bound agree, whatever the words."""

from __future__ import annotations

from typing import Any

from tests.compare.small_plans import plan

from jsx_cli.compare import compare, to_dict


def rows(*items: str) -> list[tuple[str, list[str]]]:
    """The subject and the values of each indicator, a document each."""
    found: dict[str, Any] = to_dict(compare([plan(item, f"{at}.txt") for at, item in enumerate(items)]))
    return [
        (row["subject"], ["；".join(value["text"] for value in cell.get("values", [])) or cell["status"]
                          for cell in row["cells"]])
        for row in found["indicators"]
    ]  # fmt: skip


def test_one_subject_in_two_wordings() -> None:
    found = rows(
        "（一）改革理事会。基层一线人员在理事会、常务理事会中的比例分别不低于30%、20%。",
        "（一）改革理事会。理事会中基层代表占比不低于40%，常务理事会中基层代表占比不低于25%。",
    )
    assert [values for _, values in found] == [["≥20%", "≥25%"], ["≥30%", "≥40%"]]


def test_a_floor_and_a_ceiling_are_never_one() -> None:
    found = rows("（一）财政支出。民生支出占比不低于80%。", "（一）财政支出。行政经费占比不高于8%。")
    assert sorted(values for _, values in found) == [["absent", "≤8%"], ["≥80%", "absent"]]


def test_the_same_number_of_two_things_is_two() -> None:
    found = rows("（一）服务。养老服务覆盖率达到90%。", "（一）服务。托育服务覆盖率达到90%。")
    assert len(found) == 2


def test_the_same_thing_with_another_number_is_one() -> None:
    found = rows("（一）农田。到2025年，高标准农田覆盖率达到90%。", "（一）农田。高标准农田的覆盖率到2026年要达到85%。")
    assert [values for _, values in found] == [["90%", "85%"]]


def test_other_units_are_other_indicators() -> None:
    found = rows("（一）培训。开展技能培训不少于3000人次。", "（一）培训。开展技能培训不少于30场。")
    assert len(found) == 2
