"""An expression that is looked for by its first characters finds what it finds by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.recognise import date, ratio, recurrence, silent
from jsx_cli.recognise.seek import Seek

SOUGHT = {
    "silent": silent.HAN,
    "clock": silent.CLOCK,
    "ratio": ratio.WORDS,
    "recurrence": recurrence._pattern(),
    "date": date._start(),
}
SEEDS = sorted((Path(__file__).parents[2] / "data/seeds").glob("*.txt"))
PIECES = st.sampled_from(
    [
        "第",
        "十",
        "一",
        "二",
        "三",
        "五",
        "2023",
        "12",
        "年",
        "月",
        "日",
        "季",
        "周",
        "每",
        "按",
        "逐",
        "分",
        "半",
        "半年",
        "个",
        "条",
        "款",
        "届",
        "次",
        "会议",
        "党的",
        "大",
        "时",
        "点",
        "过",
        "超",
        "半数",
        "一半",
        "近",
        "约",
        "减",
        "百分百",
        "翻",
        "番",
        "倍",
        "规划",
        "“",
        "”",
        "，",
        "。",
        "度",
        "督办",
        "世纪",
        "本",
        "上",
        "公元",
        "以来",
        "报告",
        "万",
        "甲",
        "A",
        "GB/T",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def same(seek: Seek, text: str) -> bool:
    plain = [found.span() for found in re.finditer(seek.source, text)]
    return [found.span() for found in seek.finditer(text)] == plain


@pytest.mark.parametrize("name", SOUGHT)
def test_in_documents(name: str) -> None:
    for seed in SEEDS:
        assert same(SOUGHT[name], seed.read_text(encoding="utf-8"))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SOUGHT)), TEXTS)
def test_in_any_text(name: str, text: str) -> None:
    assert same(SOUGHT[name], text)
    plain = re.compile(SOUGHT[name].source).search(text, len(text) // 2)
    found = SOUGHT[name].search(text, len(text) // 2)
    assert (found.span() if found else None) == (plain.span() if plain else None)
