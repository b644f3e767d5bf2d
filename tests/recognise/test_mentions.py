"""Mentions of running text: what holds for any text, and how neighbours settle."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.model import Duration, Mention, Money, Name, Quantity, Ratio, Span, When
from jsx_cli.recognise import mentions, recognise_phrase

TODAY = date(2022, 5, 25)
SEEDS = sorted((Path(__file__).parents[2] / "data" / "seeds").glob("*.txt"))
MARKS = "0123456789一二两三十百千万亿零〇半多余几来第年月日号个元名次%％‰成折倍点分之前后内起至到"
SIGNS = "—-~、，。；：（）《》“”〔〕+·/. \n"
WORDS = (
    "2022年",
    "不低于",
    "以上",
    "以下",
    "自",
    "每",
    "十四五",
    "之日起",
    "工作日",
    "有效期",
    "个百分点",
    "收到",
    "xx",
    "5G",
)
PIECES = (*MARKS, *SIGNS, *WORDS)


def lawful(text: str, found: tuple[Mention, ...]) -> None:
    """Spans inside the text, in order, apart, and the core inside the span."""
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        if mention.core:
            assert mention.span.covers(mention.core)
    for left, right in itertools.pairwise(found):
        assert left.span.end <= right.span.start


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_is_lawful_on_pieces(text: str) -> None:
    lawful(text, mentions(text, TODAY, keep_silent=True))
    for item in recognise_phrase(text, TODAY):
        assert item["text"] == text[item["start"] : item["end"]] != ""


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_is_lawful_on_anything(text: str) -> None:
    lawful(text, mentions(text))
    for item in recognise_phrase(text):
        assert item["text"] == text[item["start"] : item["end"]] != ""


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_is_lawful_on_documents(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = mentions(text, TODAY)
    assert len(found) > 5
    lawful(text, found)


@pytest.mark.parametrize(
    "unit", ["1", "一", "十", "一百二十三万", "1,111", "1.", "2022年至", "《", "“一”", "每年", "5%、", "第一", "自一"]
)
def test_long_runs_come_to_an_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    lawful(text, mentions(text, TODAY))


def test_blocked_characters_are_not_read() -> None:
    text = "20.新增30名"
    assert [mention.span for mention in mentions(text, blocked=(Span(0, 3),))] == [Span(5, 8)]


def test_silent_claims_stay_inside() -> None:
    text = "落实五位一体布局"
    assert mentions(text) == ()
    assert [mention.kind for mention in mentions(text, keep_silent=True)] == ["silent"]


def test_titles_claim_their_numbers() -> None:
    (found,) = mentions("《关于印发〈2022年30项要点〉的通知》")
    assert found.value == Name("关于印发〈2022年30项要点〉的通知")


def only(text: str, today: date | None = TODAY) -> Mention:
    (found,) = mentions(text, today)
    return found


def test_span_has_the_bounds_and_core_has_not() -> None:
    text = "覆盖率达到不低于30%的水平"
    found = only(text)
    assert found.span.of(text) == "不低于30%"
    assert found.core is not None
    assert found.core.of(text) == "30%"
    assert [(name, span.of(text)) for name, span in found.parts] == [("bound", "不低于"), ("amount", "30%")]


def test_equality_stays_outside() -> None:
    text = "规模达到6万人"
    assert only(text).span.of(text) == "6万人"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("增加23个", Quantity(Decimal(23), unit="个", kind="change")),
        ("增加到5个", Quantity(Decimal(5), unit="个")),
        ("每年下基层不少于3个月", Duration("P3M", comparator=">=", value=Decimal(3), unit="月", per="每年")),
        ("每万人拥有量达到17.8件", Quantity(Decimal("17.8"), unit="件", per="每万人")),
        ("每亩补贴100元", Money(Decimal(100), per="每亩")),
        ("比例提高5个百分点", Ratio(Decimal("0.05"), kind="change")),
        ("增长近两倍", Ratio(Decimal(2), comparator="~", kind="change")),
        ("是上限的1.8倍", Ratio(Decimal("1.8"), kind="multiple")),
    ],
)
def test_values(text: str, value: object) -> None:
    assert only(text, None).value == value


def test_a_bound_at_the_end_of_a_list_governs_all() -> None:
    first, second = mentions("分别达到50%、40%以上")
    assert isinstance(first.value, Ratio)
    assert isinstance(second.value, Ratio)
    assert (first.value.comparator, second.value.comparator) == (">=", ">=")


def test_a_bound_before_a_list_governs_all() -> None:
    assert [mention.value for mention in mentions("比例分别不低于30%、20%")] == [
        Ratio(Decimal("0.30"), comparator=">="),
        Ratio(Decimal("0.20"), comparator=">="),
    ]


def test_a_comma_keeps_two_bounds_apart() -> None:
    assert len(mentions("不低于5年，不超过20年")) == 2
    assert len(mentions("5000元以上1万元以下")) == 1


def test_above_set_against_up_to_and_including() -> None:
    above, below = mentions("100人以上的设分会，100人及以下的设小组")
    assert isinstance(above.value, Quantity)
    assert isinstance(below.value, Quantity)
    assert (above.value.comparator, below.value.comparator) == (">", "<=")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "三年内建成",
            When(None, date(2025, 5, 25), "by", "P3Y", resolved="reference day", count=Decimal(3), unit="年"),
        ),
        ("自公示之日起六个月内", When(None, None, "within", "P6M", resolved="open", count=Decimal(6), unit="月")),
        ("自印发之日起施行", When(TODAY, None, "from", resolved="day of issue")),
        ("自国务院批准设立之日起", When(None, None, "from", resolved="open")),
        ("6月前完成", When(None, date(2022, 5, 31), "by", resolved="reference year")),
        ("每年3月底前", When(bound="recurring", every="P1Y")),
    ],
)
def test_dates(text: str, value: When) -> None:
    assert only(text).value == value


def test_the_year_comes_from_the_sentence_before_the_reference() -> None:
    values = [mention.value for mention in mentions("2023年5月启动，6月底前完成。", TODAY)]
    assert values[1] == When(None, date(2023, 6, 30), "by", resolved="year in the sentence")


def test_without_a_reference_nothing_is_guessed() -> None:
    assert only("年底前完成", None).value == When(None, None, "by", resolved="open")
    assert only("6月底前完成", None).value == When(None, None, "by", resolved="open")


def test_validity_counts_from_the_day_it_begins() -> None:
    values = [mention.value for mention in mentions("自2023年5月1日起施行，有效期5年。", TODAY)]
    assert isinstance(values[1], When)
    assert (values[1].bound, values[1].end, values[1].resolved) == ("until", date(2028, 4, 30), "start of validity")


def test_places_are_no_counts() -> None:
    assert mentions("三台县有关部门，三台要加快发展") == ()
    assert [mention.kind for mention in mentions("购置三台设备")] == ["quantity"]


def test_offsets_count_in_the_text_as_typed() -> None:
    text = "比例 不低於 ３０ ％ ，"
    (item,) = recognise_phrase(text)
    assert item["text"] == "不低於 ３０ ％"
    assert item["value"] == {"value": Decimal("0.3"), "comparator": ">="}
