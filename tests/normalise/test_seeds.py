"""The four seed documents, each dirty in its own way, come out clean and every character points into its file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from jsx_cli.model import Normalised, Source, Span
from jsx_cli.normalise import normalise
from jsx_cli.read import read

SEEDS = sorted((Path(__file__).parents[2] / "data" / "seeds").glob("*.txt"))


@cache
def seed(number: str) -> Normalised:
    (path,) = (path for path in SEEDS if path.name.startswith(number))
    return normalise(read(path))


def fields(normalised: Normalised) -> dict[str, str]:
    return {field.name: field.value for field in normalised.fields}


def test_a_news_page_under_front_matter() -> None:
    text = seed("000").aligned.text
    assert text.startswith("公开资料显示，近期多地计划生育协会改革正在推进中。\n")
    assert text.endswith("\n这意味着，各级计生协将承接新的服务职能。")
    assert not any(word in text for word in ("原标题", "责任编辑", "APP", "appendQr", "二维码", "font-L", "—" * 3, "<"))
    assert fields(seed("000"))["title"] == "多地计生协改革推进，一地实施方案明确由政府分管领导任会长"
    assert fields(seed("000"))["published"] == "Sat, 20 Nov 2021 01:44:02 GMT"


def test_a_speech_with_advertising_between_its_lines() -> None:
    text = seed("002").aligned.text
    assert not any(word in text for word in ("www.", "稿子汇", "公文汇", "办公文档之家"))
    assert "刚才,xx市、xx市" in text
    assert "XX会长多次听取改革汇报" in text
    assert [line[:4] for line in text.split("\n")][:4] == ["今天,我", "一、充分", "自中国计", "一是通过"]


def test_a_plan_in_traditional_characters_with_pinyin() -> None:
    normalised = seed("003")
    text = normalised.aligned.text
    lines = text.split("\n")
    assert lines[0] == "嘉峪关市人民政府办公室关于印发嘉峪关市计划生育协会改革方案的通知"
    assert lines[1] == "嘉政办发〔2022〕46号"
    assert lines[-2:] == [
        "抄送:市委办公室,市人大常委会办公室,市政协办公室。",
        "嘉峪关市人民政府办公室2022年5月25日印发",
    ]
    assert "span" not in text
    assert [notice.code for notice in normalised.notices] == ["mojibake"]
    at = text.index("30%、20%")
    assert normalised.aligned.quote(Span(at - 4, at + 7)) == "別不低于30%、20%"


def test_a_circular_between_the_head_and_foot_of_a_site() -> None:
    normalised = seed("004")
    lines = normalised.aligned.text.split("\n")
    assert fields(normalised) == {"published": "2013.08.15", "source": "超级管理员"}
    assert lines[:4] == [
        "转发市计划生育协会《关于进一步做好新时期计划生育协会工作的报告》的通知",
        "中共衢州市委办公室文件",
        "衢委办[2006]101号",
        "市委办公室 市政府办公室",
    ]
    assert lines[-1] == "衢州市计划生育协会"


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_declared_fields_stand_where_they_say(number: str) -> None:
    for field in seed(number).fields:
        assert seed(number).aligned.source.text[field.raw.start : field.raw.end] == field.value


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_normalising_the_clean_text_changes_nothing(number: str) -> None:
    text = seed(number).aligned.text
    assert normalise(Source("a.txt", text, "text/plain", "utf-8", "")).aligned.text == text


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_a_sentence_normalised_alone_is_the_same(number: str) -> None:
    aligned = seed(number).aligned
    start = 0
    for line in aligned.text.split("\n"):
        for sentence in filter(None, line.split("。")):
            at = aligned.text.index(sentence, start)
            raw = aligned.quote(Span(at, at + len(sentence)))
            assert normalise(Source("a.txt", raw, "text/plain", "utf-8", "")).aligned.text == sentence
            start = at + len(sentence)
