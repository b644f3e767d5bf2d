"""What counts as found, what as right, and what the figures are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jsx_cli import study
from jsx_cli.errors import JsxError
from jsx_cli.evaluate import (
    GoldDocument,
    Score,
    Tally,
    changes,
    compared,
    gold_document,
    intervals,
    rates,
    read_gold,
    records,
    score,
    skeleton,
    summary,
)
from jsx_cli.report import dumps
from jsx_cli.report.html_evaluation import to_html

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests/eval/gold"
SEEDS = ROOT / "data/seeds"
TEXT = "一、总体目标\n到2025年，基层人员比例分别不低于30%、20%，任期1年。\n1.加强宣传。教育局牵头，财政局配合。"


def gold(*marked: dict[str, Any], text: str = TEXT, name: str = "d", **meta: Any) -> GoldDocument:
    return gold_document(name, text, [{"type": "meta", **meta}, *marked])


def ratio(quote: str, line: int = 2, value: float = 0.3, comparator: str = ">=") -> dict[str, Any]:
    return {"type": "ratio", "line": line, "quote": quote, "value": value, "comparator": comparator}


def said(type_: str, exact: str, prefix: str = "", suffix: str = "", /, **fields: Any) -> dict[str, Any]:
    return {"rule": "x", **fields, "type": type_, "evidence": {"exact": exact, "prefix": prefix, "suffix": suffix}}


def scored(document: GoldDocument, *facts: dict[str, Any], **elements: Any) -> Score:
    return score([document], {document.name: {"facts": list(facts), "document": elements}})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不低于 30％", "不低于30%"),
        ("“试点”", '"试点"'),
        ("国发〔2019〕4号", "国发[2019]4号"),
        ("PPP", "ppp"),
        ("３—４", "3-4"),
    ],
)
def test_layout_and_typography_are_no_difference(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_a_pair_shares_words_and_is_right_when_the_core_fields_agree() -> None:
    document = gold(ratio("30%"), ratio("20%", value=0.2))
    found = scored(
        document, said("ratio", "不低于30%", value=Decimal("0.3"), comparator=">="),
        said("ratio", "20%", value=0.2, comparator="="), said("ratio", "任期", value=1, comparator="="),
    )  # fmt: skip
    assert found.types["ratio"] == Tally(gold=2, predicted=3, detect=2, strict=1)
    wrong, alarm = sorted(found.differences, key=lambda one: one.what, reverse=True)
    assert (wrong.what, wrong.disagree, wrong.line) == ("wrong fields", ("comparator",), 2)
    assert (alarm.what, alarm.words) == ("false alarm", "任期")


def test_a_fact_is_matched_once() -> None:
    found = scored(gold(ratio("30%")), *[said("ratio", "30%", value=0.3, comparator=">=")] * 3)
    assert found.types["ratio"] == Tally(1, 3, 1, 1)


def test_the_right_one_of_two_is_matched_first() -> None:
    found = scored(
        gold(ratio("不低于30%")), said("ratio", "不低于30%", value=0.9, comparator=">="),
        said("ratio", "30%", value=0.3, comparator=">="),
    )  # fmt: skip
    assert found.types["ratio"].strict == 1


def test_context_tells_the_same_words_apart() -> None:
    text = "甲占30%。\n乙占30%。"
    document = gold(ratio("30%", line=2, comparator="="), text=text)
    assert scored(document, said("ratio", "30%", "乙占", "。", value=0.3, comparator="=")).types["ratio"].detect == 1
    assert scored(document, said("ratio", "30%", "甲占", "。", value=0.3, comparator="=")).types["ratio"].detect == 0


def test_words_that_are_not_in_the_text_are_a_false_alarm() -> None:
    found = scored(gold(), said("ratio", "百分之九十", value=0.9), said("ratio", "", value=0.9))
    assert found.types["ratio"] == Tally(0, 2, 0, 0)


@pytest.mark.parametrize(
    ("kind", "marked", "found", "right"),
    [
        ("quantity", {"value": 1, "unit": "年"}, {"value": 1, "unit": "年", "comparator": ">="}, True),
        (
            "quantity",
            {"value": 1, "unit": "年", "comparator": "="},
            {"value": 1, "unit": "年", "comparator": ">="},
            False,
        ),
        ("quantity", {"value": 1, "unit": "个月"}, {"value": 1, "unit": "月"}, True),
        ("quantity", {"low": 1, "high": 2, "unit": "年"}, {"value": 1, "unit": "年"}, False),
        (
            "deadline",
            {"kind": "by", "end": "2025-12-31"},
            {"kind": "by", "end": "2025-12-31", "start": "2020-01-01"},
            True,
        ),
        ("deadline", {"kind": "by", "end": "2025-12-31"}, {"kind": "in", "end": "2025-12-31"}, False),
        ("leadership", {"holder": "王勇", "role": "组长"}, {"holder": "王勇", "role": "领导小组组长"}, True),
        ("leadership", {"holder": "王勇", "role": "组长"}, {"holder": "王勇"}, False),
        ("responsibility", {"lead": ["甲局", "乙局"]}, {"lead": ["乙局", "甲局"]}, True),
        ("responsibility", {"lead": ["甲局"], "support": ["乙局"]}, {"lead": ["甲局", "乙局"]}, False),
        ("citation", {"title": "规划〈纲要〉"}, {"title": "规划<纲要>", "number": "1号"}, True),
        ("citation", {"title": "规划", "number": "1号"}, {"title": "规划"}, False),
        ("measure", {"path": "四/（三）/2"}, {"path": "四/(三)/2."}, True),
        ("measure", {"path": "四/(三)/2"}, {"path": "四/(三)/3"}, False),
    ],
)
def test_core_fields(kind: str, marked: dict[str, Any], found: dict[str, Any], right: bool) -> None:
    document = gold({"type": kind, "line": 2, "quote": "任期1年", **marked})
    assert scored(document, said(kind, "任期1年", **found)).types[kind].strict == int(right)


def test_measures_of_prose_do_not_count() -> None:
    assert scored(gold(), said("measure", "加强宣传", kind="prose", path="¶1")).types["measure"] == Tally()


def test_elements_of_the_document() -> None:
    document = gold(title="关于试点的 通知", issuers=["甲", "乙"], date="2022-05-25", addressees="各市，各县")
    found = scored(document, title="关于试点的通知", issuers=["乙", "甲"], date="2022-05-26", addressees="各市,各县")
    assert (found.meta_right, found.meta_all) == (3, 4)
    assert [one.words for one in found.differences] == ["date"]


def test_nothing_found_nothing_there() -> None:
    assert rates(0, 0, 0).f1 == 1.0
    assert rates(0, 0, 5) == rates(0, 3, 5)
    assert rates(1, 2, 1).precision == 0.5


def test_a_document_without_result_counts_as_missed() -> None:
    found = score([gold(ratio("30%"))], {})
    assert found.absent == ("d",)
    assert found.types["ratio"] == Tally(1, 0, 0, 0)


@pytest.mark.parametrize(
    "record",
    [
        {"type": "ratio", "line": 2, "quote": "40%"},
        {"type": "ratio", "line": 9, "quote": "30%"},
        {"type": "ratio", "line": 2, "quote": "30%", "nth": 2},
        {"type": "ration", "line": 2, "quote": "30%"},
        {"type": "ratio", "line": "2", "quote": "30%"},
        {"type": "ratio", "line": 2, "quote": ""},
    ],
)
def test_gold_that_does_not_stand_in_its_text_is_an_error(record: dict[str, Any]) -> None:
    with pytest.raises(JsxError):
        gold_document("d", TEXT, [record])


def test_gold_comes_back_from_its_records() -> None:
    for document in read_gold(GOLD):
        again = gold_document(document.name, document.text, records(document))
        assert again == document


def test_a_missing_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"type": "ratio"}\n', encoding="utf-8")
    with pytest.raises(JsxError, match=r"a\.txt"):
        read_gold(tmp_path)
    with pytest.raises(JsxError, match="no gold here"):
        read_gold(tmp_path / "..") if not list(tmp_path.parent.glob("*.jsonl")) else read_gold(SEEDS)


@pytest.fixture(scope="module")
def seeds() -> Score:
    return study.evaluate(GOLD, [SEEDS])


def many(count: int) -> Score:
    documents = [gold(ratio("30%"), ratio("20%", value=0.2), name=f"d{at}") for at in range(count)]
    found = {
        f"d{at}": {"facts": [said("ratio", "30%", value=0.3, comparator=">=" if at % 3 else "=")]}
        for at in range(count)
    }
    return score(documents, found)


def test_intervals_are_the_same_every_time_and_hold_the_figure() -> None:
    found = many(12)
    between = intervals(found, 200)
    assert between == intervals(found, 200)
    micro = rates(found.micro.strict, found.micro.predicted, found.micro.gold).f1
    assert between["micro.strict"].low < micro < between["micro.strict"].high
    assert between["ratio.detect"].low == between["ratio.detect"].high  # every document is alike in this
    assert "deadline.strict" not in between


def test_too_few_documents_give_no_interval(seeds: Score) -> None:
    assert intervals(seeds) == {}
    assert intervals(many(12), 0) == {}


def test_two_scores_are_compared() -> None:
    old = many(6)
    documents = [gold(ratio("30%"), ratio("20%", value=0.2), name=f"d{at}") for at in range(6)]
    new = score(documents, {f"d{at}": {"facts": [said("ratio", "30%", value=0.3, comparator=">=")]} for at in range(6)})
    found = compared(old, new, changes(old, new, 100))
    assert found["change"]["ratio"]["strict"]["f1"] > 0
    assert len(found["mended"]) == 2
    assert found["broken"] == []
    assert compared(old, old, {})["mended"] == []


def test_the_summary_is_json_and_a_page(seeds: Score) -> None:
    found = study.evaluation(seeds, seeds, draws=10)
    assert found["schema"] == "jsx-evaluation/1"
    assert dumps(found)
    text = to_html(found)
    assert "Content-Security-Policy" in text
    assert "<script" not in text
    assert summary(seeds, {})["micro"]["gold"] == seeds.micro.gold


def test_a_page_of_differences_escapes_what_it_shows() -> None:
    document = gold(ratio("30%"), text=TEXT + "<script>")
    found = scored(document, said("ratio", "<script>", "<b>", "</b>", value=1, unit="<i>", rule="<u>"))
    text = to_html(summary(found, {}))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_paths_are_documents_results_or_folders(tmp_path: Path) -> None:
    from jsx_cli import api
    from jsx_cli.report import to_json

    name = "003_d297b955d7cd754c"
    result = to_json(api.analyze(SEEDS / f"{name}.txt"))
    (tmp_path / "all.jsonl").write_text(result.replace("\n", " ") + "\n", encoding="utf-8")
    (tmp_path / f"{name}.json").write_text(result, encoding="utf-8")
    one = study.evaluate(GOLD, [SEEDS / f"{name}.txt"], only=[name])
    assert study.evaluate(GOLD, [tmp_path / "all.jsonl"], only=[name]).types == one.types
    assert study.evaluate(GOLD, [tmp_path], only=[name]).types == one.types
    with pytest.raises(JsxError, match="no gold document has this name"):
        study.evaluate(GOLD, [ROOT / "README.md"])
    with pytest.raises(JsxError, match="no gold for"):
        study.evaluate(GOLD, [SEEDS], only=["x"])
    with pytest.raises(JsxError, match="no result of jsx extract"):
        study.read_results(GOLD / f"{name}.jsonl")
