"""Values in short words, as the table shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jsx_cli.model import Evidence, Fact, FactType, FieldValue, RawSpan, Span
from jsx_cli.report import value_in_words

CASES: list[tuple[FactType, dict[str, FieldValue], str]] = [
    ("ratio", {"value": Decimal("0.3"), "comparator": ">=", "kind": "share"}, "≥30%"),
    ("ratio", {"value": Decimal("0.053"), "comparator": "~", "kind": "change"}, "≈5.3%"),
    ("ratio", {"value": Decimal("1.8"), "comparator": "=", "kind": "multiple"}, "1.8×"),
    ("ratio", {"low": Decimal("0.1"), "high": Decimal("0.15"), "comparator": "range", "kind": "share"}, "10%–15%"),
    ("quantity", {"value": Decimal(6200000), "comparator": ">", "unit": "人"}, ">6,200,000人"),
    ("quantity", {"value": Decimal(60), "comparator": "=", "unit": "元", "per": "每月"}, "每月60元"),
    ("quantity", {"value": Decimal(3), "comparator": ">=", "unit": "次", "per": "年"}, "≥3次/年"),
    ("quantity", {"low": Decimal(2), "high": Decimal(3), "comparator": "range", "unit": "名"}, "2–3名"),
    ("quantity", {"value": Decimal("1234.5"), "comparator": "<=", "unit": "元"}, "≤1,234.5元"),
    ("deadline", {"kind": "by", "end": "2021-12-31"}, "→ 2021-12-31"),
    ("deadline", {"kind": "in", "start": "2007-01-01", "end": "2007-06-30"}, "2007-01-01 → 2007-06-30"),
    ("deadline", {"kind": "in", "start": "2007-01-01", "end": "2007-01-01"}, "2007-01-01"),
    ("deadline", {"kind": "from", "start": "2019-01-01"}, "2019-01-01 →"),
    ("deadline", {"kind": "within", "duration": "P15D"}, "P15D"),
    ("deadline", {"kind": "recurring"}, ""),
    ("leadership", {"holder": "局长", "org": "计生协", "role": "会长"}, "计生协 会长"),
    ("leadership", {"holder": "局长", "role": "会长"}, "会长"),
    ("responsibility", {"lead": ("教育部", "财政部"), "support": ("科技部",)}, "教育部、财政部 + 科技部"),
    ("responsibility", {"support": ("科技部",)}, "+ 科技部"),
    ("citation", {"title": "决定", "number": "国发〔2019〕4号"}, "《决定》 国发〔2019〕4号"),
    ("citation", {"number": "国发〔2019〕4号"}, "国发〔2019〕4号"),
    ("measure", {"path": "四/(三)/2", "heading": "优化结构"}, "四/(三)/2"),
]


@pytest.mark.parametrize(("kind", "fields", "words"), CASES)
def test_value_in_words(kind: FactType, fields: dict[str, FieldValue], words: str) -> None:
    evidence = Evidence(RawSpan(0, 1), Span(0, 1), "x", "x", "", "", "x")
    assert value_in_words(Fact("f1", kind, "rule", "", evidence, tuple(fields.items()))) == words
