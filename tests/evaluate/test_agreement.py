"""Agreement of two annotators, with Krippendorff's own example."""

from __future__ import annotations

from pathlib import Path

import pytest

from jsx_cli import study
from jsx_cli.errors import JsxError
from jsx_cli.evaluate import agree, alpha, from_spans
from jsx_cli.model import Span

GOLD = Path(__file__).parents[1] / "eval/gold"
TEXT = "甲占30%，乙占20%，丙占10%。"


def test_alpha_of_two_coders_of_ten_units() -> None:
    # Krippendorff (2004), 11.3.1: binary data, two observers, no missing data.
    one = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    two = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(zip(one, two, strict=True)) == pytest.approx(0.095, abs=0.001)


def test_alpha_of_many_coders_with_missing_values() -> None:
    # Krippendorff (2004), 11.3.4: nominal data, four observers, missing data.
    table = """
        1 2 3 3 2 1 4 1 2 . . .
        1 2 3 3 2 2 4 1 2 5 . 3
        . 3 3 3 2 3 4 2 2 5 1 .
        1 2 3 3 2 4 4 1 2 5 1 .
    """
    coders = [[None if cell == "." else cell for cell in line.split()] for line in table.split("\n") if line.strip()]
    assert alpha(zip(*coders, strict=True)) == pytest.approx(0.743, abs=0.001)


def test_alpha_has_no_meaning_where_all_is_alike_or_nothing_is_shared() -> None:
    assert alpha([(1, 1), (1, 1)]) is None
    assert alpha([(1, None), (None, 2)]) is None
    assert alpha([]) is None
    assert alpha([(1, 1), (2, 2)]) == 1.0


def test_agreement_by_type() -> None:
    first = from_spans("d", TEXT, [("ratio", Span(2, 5), {"comparator": "=", "value": 0.3}),
                                   ("ratio", Span(8, 11), {"comparator": ">=", "value": 0.2})], {})  # fmt: skip
    second = from_spans("d", TEXT, [("ratio", Span(2, 5), {"comparator": "=", "value": 0.3}),
                                    ("ratio", Span(8, 11), {"comparator": "=", "value": 0.2}),
                                    ("quantity", Span(14, 17), {"value": 10})], {})  # fmt: skip
    found = agree([first], [second])
    ratio = found["types"]["ratio"]
    assert (ratio["one"], ratio["other"], ratio["both"], ratio["same_fields"]) == (2, 2, 2, 1)
    assert float(ratio["alpha"]["characters"]) == 1.0
    assert "kind" not in ratio["alpha"]
    assert float(found["all"]["detect_f1"]) == pytest.approx(0.8)
    swapped = agree([second], [first])
    assert swapped["all"]["detect_f1"] == found["all"]["detect_f1"]
    assert swapped["types"]["ratio"]["strict_f1"] == ratio["strict_f1"]


def test_everybody_agrees_with_himself() -> None:
    found = study.agreement(GOLD, GOLD)
    assert float(found["all"]["strict_f1"]) == 1.0
    assert all(float(row["alpha"]["characters"]) == 1.0 for row in found["types"].values())


def test_the_texts_must_be_the_same() -> None:
    with pytest.raises(JsxError, match="different texts"):
        agree([from_spans("d", "甲", [], {})], [from_spans("d", "乙", [], {})])
    with pytest.raises(JsxError, match="no document of the same name"):
        agree([from_spans("d", "甲", [], {})], [from_spans("e", "甲", [], {})])
