"""The JSON of a result: its keys, its exact numbers, its positions, and the schema that it must keep to."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.engine.rule import FACT_FIELDS
from jsx_cli.model import (
    AlignedText,
    Block,
    Document,
    DocumentResult,
    Edit,
    Element,
    Engine,
    Evidence,
    Fact,
    FactType,
    FieldValue,
    Notice,
    RawSpan,
    Section,
    Source,
    Span,
)
from jsx_cli.report import dumps, to_dict, to_json
from jsx_cli.report.json import number
from jsx_cli.resources import schema_path

RAW = "四、改革(gǎi gé)措施\n比例不低于30%。\n"


def result(*facts: Fact, **changes: Any) -> DocumentResult:
    source = Source("46号.txt", RAW, "text/plain", "utf-8", "0" * 64)
    aligned = AlignedText.of(source).edited([Edit(Span(4, 12), "")])
    span = Span(0, len(aligned.text))
    outline = (Section(1, "四、", "四", "改革措施", "measures", span, Span(0, 6), "chinese"),)
    elements = (Element("issuers", "市政府", span), Element("title", "通知", span), Element("issuers", "市委", span))
    document = Document(aligned, elements, outline)
    made = DocumentResult(document, facts, (), Engine("0.1.0", "abc"))
    return replace(made, **changes)


def fact(kind: FactType = "ratio", /, **fields: FieldValue) -> Fact:
    at = RAW.index("不低于")
    raw = RawSpan(at, at + 6)
    evidence = Evidence(raw, Span(10, 16), "不低于30%", raw.of(RAW), "比例", "。", "比例不低于30%。")
    return Fact("f1", kind, f"{kind}/floor", "四", evidence, tuple(fields.items()))


def valid(value: dict[str, Any]) -> bool:
    validator = jsonschema.Draft202012Validator(json.loads(schema_path().read_text(encoding="utf-8")))
    return bool(validator.is_valid(value))


def test_the_whole_form() -> None:
    found = to_dict(result(fact(value=Decimal("0.30"), comparator=">=", kind="share", status="target")))
    assert list(found) == ["schema", "source", "document", "outline", "facts", "notices", "engine"]
    assert found["source"] == {
        "path": "46号.txt", "sha256": "0" * 64, "media_type": "text/plain", "encoding": "utf-8", "chars": len(RAW),
    }  # fmt: skip
    assert found["document"] == {"title": "通知", "issuers": ["市政府", "市委"]}
    assert list(found["document"]) == ["title", "issuers"]
    assert found["outline"] == [
        {"path": "四", "marker": "四、", "heading": "改革措施", "role": "measures",
         "start": 0, "end": len(RAW), "children": []}
    ]  # fmt: skip
    (only,) = found["facts"]
    assert list(only) == ["id", "type", "rule", "section", "evidence", "value", "comparator", "kind", "status"]
    assert RAW[only["evidence"]["start"] : only["evidence"]["end"]] == only["evidence"]["raw"] == "不低于30%"
    assert valid(found)


def test_what_went_wrong_with_the_encoding_is_told() -> None:
    made = result()
    source = replace(made.document.aligned.source, found="gb18030 by score", replaced=2, encoding="gb18030")
    found = to_dict(replace(made, document=Document(AlignedText.of(source))))
    assert found["source"]["encoding_found"] == "gb18030 by score"
    assert found["source"]["replaced"] == 2
    assert valid(found)


def test_formats_that_are_not_text_add_page_and_block() -> None:
    made = result(fact(value=Decimal(1), comparator="=", kind="share"))
    blocks = (
        Block("page", 1, RawSpan(0, 16)),
        Block("page", 2, RawSpan(16, 40)),
        Block("paragraph", 7, RawSpan(16, 30)),
        Block("cell", 8, RawSpan(17, 25)),
    )
    source = replace(made.document.aligned.source, blocks=blocks, encoding=None)
    found = to_dict(replace(made, document=Document(AlignedText.of(source))))
    assert found["facts"][0]["evidence"]["page"] == 2
    assert found["facts"][0]["evidence"]["block"] == 8
    assert "encoding" not in found["source"]
    assert valid(found)


def test_a_notice_without_a_place_has_no_start() -> None:
    notices = (Notice("mojibake", "warning", "?qū", RawSpan(3, 5)), Notice("cut-off", "info", "no end"))
    found = to_dict(result(notices=notices))
    assert found["notices"] == [
        {"code": "mojibake", "severity": "warning", "message": "?qū", "start": 3, "end": 5},
        {"code": "cut-off", "severity": "info", "message": "no end"},
    ]
    assert valid(found)


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("0.3", "0.3"), ("0.30", "0.3"), ("3.5E+8", "350000000"), ("3E-1", "0.3"), ("1E-10", "0.0000000001"),
        ("-0.0", "0"), ("100", "100"), ("1000000000000000000000000.1", "1000000000000000000000000.1"),
    ],
)  # fmt: skip
def test_numbers_are_exact(value: str, digits: str) -> None:
    assert number(Decimal(value)) == digits
    made = result(fact(value=Decimal(value), comparator="=", kind="share"))
    assert f'"value": {digits},' in to_json(made)
    assert f'"value":{digits},' in to_json(made, indent=None)


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        number(Decimal("NaN"))


def test_a_number_longer_than_python_prints_as_an_int() -> None:
    long = "9" * 5000
    assert long in to_json(result(fact("quantity", value=Decimal(long), comparator="=")))


def test_text_that_a_terminal_would_obey_is_escaped() -> None:
    assert dumps("\x1b[31m\x9b\udcd6") == '"\\u001b[31m\\u009b\\udcd6"'
    assert json.loads(dumps("\x1b\x9b\udcd6")) == "\x1b\x9b\udcd6"


def test_what_json_cannot_say_is_our_mistake() -> None:
    with pytest.raises(TypeError, match="float"):
        dumps({"value": 0.1})
    for indent in (None, 2):
        with pytest.raises(TypeError, match="date"):
            dumps([date(2022, 5, 25)], indent=indent)
        with pytest.raises(ValueError, match="NaN"):
            dumps([Decimal("NaN")], indent=indent)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
        max_leaves=12,
    )
)
def test_the_encoder_writes_what_the_standard_one_would(value: Any) -> None:
    assert json.loads(dumps(value)) == json.loads(dumps(value, indent=None)) == value
    plain = json.dumps(value, ensure_ascii=False, indent=2)
    if not any("\x7f" <= character <= "\x9f" for character in plain):
        assert dumps(value) == plain


GOOD: list[tuple[FactType, dict[str, FieldValue]]] = [
    ("ratio", {"low": Decimal("0.1"), "high": Decimal("0.15"), "comparator": "range", "kind": "share"}),
    ("ratio", {"value": Decimal("1.8"), "comparator": "=", "kind": "multiple", "status": "actual", "subject": "产值"}),
    ("quantity", {"value": 60, "comparator": "=", "unit": "元", "per": "每月", "status": "target", "subject": "奖励"}),
    ("quantity", {"value": 23, "comparator": "=", "unit": "个", "kind": "change"}),
    ("deadline", {"kind": "by", "end": "2021-12-31", "action": "全面完成改革任务"}),
    ("deadline", {"kind": "within", "duration": "P15D"}),
    ("leadership", {"holder": "区政府分管领导", "role": "会长", "org": "计生协", "relation": "担任"}),
    ("responsibility", {"lead": ("教育部",), "support": ("财政部", "科技部"), "task": "审核"}),
    ("citation", {"title": "甘肃省计划生育协会改革方案", "number": "甘发〔2020〕1号"}),
    ("measure", {"path": "四/(三)/2", "heading": "优化结构"}),
    ("measure", {"path": "¶3", "heading": "", "kind": "prose"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields"), GOOD)
def test_the_schema_takes_each_type_of_fact(kind: FactType, fields: dict[str, FieldValue]) -> None:
    assert valid(to_dict(result(fact(kind, **fields))))


BAD: list[tuple[FactType, dict[str, FieldValue]]] = [
    ("ratio", {"comparator": ">=", "kind": "share"}),
    ("ratio", {"value": 1, "low": 1, "high": 2, "comparator": "=", "kind": "share"}),
    ("ratio", {"low": 1, "comparator": "range", "kind": "share"}),
    ("ratio", {"value": 1, "comparator": "range", "kind": "share"}),
    ("ratio", {"value": "30%", "comparator": ">=", "kind": "share"}),
    ("ratio", {"value": 1, "comparator": "≥", "kind": "share"}),
    ("ratio", {"value": 1, "comparator": "=", "kind": "share", "unit": "元"}),
    ("quantity", {"value": 1, "comparator": "=", "kind": "share"}),
    ("quantity", {"value": 1, "comparator": "=", "status": "planned"}),
    ("deadline", {"kind": "before", "end": "2021-12-31"}),
    ("deadline", {"kind": "by", "end": "2021-12"}),
    ("deadline", {"kind": "within", "duration": "15 days"}),
    ("deadline", {"kind": "within", "duration": "P"}),
    ("leadership", {"role": "会长"}),
    ("responsibility", {"task": "审核"}),
    ("responsibility", {"lead": ()}),
    ("citation", {}),
    ("measure", {"heading": "优化结构"}),
]


@pytest.mark.parametrize(("kind", "fields"), BAD)
def test_the_schema_refuses_what_facts_do_not_say(kind: FactType, fields: dict[str, FieldValue]) -> None:
    assert not valid(to_dict(result(fact(kind, **fields))))


def test_the_schema_refuses_unknown_keys_everywhere() -> None:
    for place in ("source", "document", "engine"):
        found = to_dict(result())
        assert valid(found)
        found[place]["more"] = "x"
        assert not valid(found)
    assert not valid(to_dict(result()) | {"more": 1})


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_path().read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", FACT_FIELDS)
def test_the_schema_knows_the_fields_of_each_type(kind: FactType) -> None:
    schema = json.loads(schema_path().read_text(encoding="utf-8"))
    base = {"id", "type", "rule", "section", "evidence"}
    assert set(schema["$defs"][kind]["properties"]) - base == set(FACT_FIELDS[kind])
