"""What `jsx_cli.recognise` and `jsx recognise` give for each kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jsx_cli


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("第三", "number", {"value": 3, "comparator": "=", "ordinal": True}),
        ("不低于20、不高于30", "number", {"low": 20, "high": 30, "comparator": "range"}),
        ("不低於20、不高於30", "number", {"low": 20, "high": 30, "comparator": "range"}),
        ("不低于30%", "ratio", {"value": Decimal("0.3"), "comparator": ">="}),
        ("约３０％", "ratio", {"value": Decimal("0.3"), "comparator": "~"}),
        ("3.5亿元", "money", {"value": 350000000, "comparator": "=", "unit": "元"}),
        ("2至3名", "quantity", {"low": 2, "high": 3, "comparator": "range", "unit": "名"}),
        ("2025年底前", "date", {"start": None, "end": "2025-12-31", "bound": "by"}),
        ("每月", "recurrence", {"every": "P1M"}),
        (
            "国发〔2019〕4号",
            "docnumber",
            {"prefix": "国发", "year": 2019, "number": 4, "kind": "字号", "canonical": "国发〔2019〕4号"},
        ),
    ],
)
def test_each_kind(text: str, kind: str, value: dict[str, Any]) -> None:
    assert jsx_cli.recognise(text) == [
        {"kind": kind, "start": 0, "end": len(text), "text": text, "value": value},
    ]


def test_a_duration() -> None:
    (found,) = jsx_cli.recognise("一年零六个月")
    assert found["kind"] == "duration"
    assert found["value"]["duration"] == "P1Y6M"


def test_relative_days_count_from_the_date() -> None:
    assert jsx_cli.recognise("三年内", "2019-01-22")[0]["value"]["end"] == "2022-01-22"
    with pytest.raises(ValueError, match="isoformat"):
        jsx_cli.recognise("三年内", "soon")


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.text(max_size=40))
def test_any_text_is_read_and_places_are_those_of_the_text(text: str) -> None:
    for found in jsx_cli.recognise(text):
        assert text[found["start"] : found["end"]] == found["text"]
