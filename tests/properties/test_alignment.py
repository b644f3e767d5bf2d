"""The laws of `AlignedText`, on generated texts and edits and on the dirty texts that the steps have to bear."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.model import AlignedText, Edit, RawSpan, Source, Span
from jsx_cli.normalise import STEPS, normalise
from jsx_cli.normalise.draft import Draft

LAWS = settings(derandomize=True, deadline=None, max_examples=120, database=None)

# What documents are made of, and what makes trouble beside it.
PIECES = st.sampled_from(
    [
        "加强领导", "市人民政府", "關(guān)", "計(jì)劃", "2023 年", "６月", "15 日", "30 %", "。", "，", "：",
        "、", "\n", "\n\n", "\r\n", " ", "　", "\t", "&nbsp;", "&amp;", "&amp;lt;", "<p>", "</p>", "<b>", "</span>",
        "<", ">", "</", "<td>", "<tr>", "<!--", "-->", "<script>", "</script>", "—", "— 3 —", "# Page 2:", "3/12",
        "一、", "（一）", "1.", "第一条", "第一章", "（", "）", "《", "》", "[", "]", "|", "||", "---", "===",
        "标题:", "发布时间: 2013.08.15", "来源:", "索 引 号：", "稿子汇 www.gaozihui.com", "上一页", "首页 > 公开",
        "\u200b", "\ufeff", "\x00", "\ud800", "鎮衛生院", "裡", "？qū)嵤?", "(ha)", "(", ")", "**", "#", "王　湛",
        "附 件", "目　录", "A", "b c", "\u2028", "①", "……", "于是", "抄送:", "?", "/span>", "http://www.a.com",
        "一 二 三", "·", "%", "〔2019〕4号",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)
MEDIA = st.sampled_from(["text/plain", "text/html", "text/markdown", "application/pdf", "multipart/related"])


def source(text: str, media: str = "text/plain") -> Source:
    return Source("a", text, media, "utf-8", "")


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """A text and a few rounds of edits, each in order and apart."""
    text = current = draw(st.text(alphabet="甲乙丙1a \n", max_size=40))
    rounds: list[list[Edit]] = []
    for _ in range(draw(st.integers(0, 3))):
        edits: list[Edit] = []
        at = 0
        while at < len(current) and draw(st.booleans()):
            start = draw(st.integers(at, len(current)))
            end = draw(st.integers(start, len(current)))
            new = draw(st.text(alphabet="甲乙x", max_size=4)) if end > start else ""
            edits.append(Edit(Span(start, end), new))
            at = end
        rounds.append(edits)
        aligned = AlignedText.of(source(text))
        for one in rounds:
            aligned = aligned.edited(one)
        current = aligned.text
    return text, rounds


def origins(aligned: AlignedText) -> list[RawSpan]:
    return [aligned.to_raw(Span(at, at + 1)) for at in range(len(aligned.text))]


def check(aligned: AlignedText) -> None:
    """Both columns never decrease, and every character has an origin inside the file."""
    columns = origins(aligned)
    length = len(aligned.source.text)
    assert all(0 <= raw.start < raw.end <= length for raw in columns)
    for one, other in pairwise(columns):
        assert one.start <= other.start
        assert one.end <= other.end
    assert [run.start for run in aligned.runs] == sorted({run.start for run in aligned.runs})


@LAWS
@given(edited())
def test_columns_never_decrease_and_every_character_has_an_origin(case: tuple[str, list[list[Edit]]]) -> None:
    text, rounds = case
    aligned = AlignedText.of(source(text))
    for edits in rounds:
        aligned = aligned.edited(edits)
        check(aligned)


@LAWS
@given(edited(), st.data())
def test_there_and_back_covers(case: tuple[str, list[list[Edit]]], data: st.DataObject) -> None:
    text, rounds = case
    aligned = AlignedText.of(source(text))
    for edits in rounds:
        aligned = aligned.edited(edits)
    start = data.draw(st.integers(0, len(aligned.text)))
    span = Span(start, data.draw(st.integers(start, len(aligned.text))))
    back = aligned.to_norm(aligned.to_raw(span))
    assert back.covers(span) or not len(span)


@LAWS
@given(TEXTS, MEDIA)
def test_the_laws_hold_after_every_step(text: str, media: str) -> None:
    draft = Draft.of(source(text, media))
    for step in STEPS:
        draft.apply(step)
        check(draft.aligned)
    for field in draft.fields:
        assert 0 <= field.raw.start <= field.raw.end <= len(text)
    for notice in draft.notices:
        assert notice.where is not None
        assert notice.where.end <= len(text)


@LAWS
@given(TEXTS, MEDIA, st.data())
def test_there_and_back_covers_after_all_steps(text: str, media: str, data: st.DataObject) -> None:
    aligned = normalise(source(text, media)).aligned
    start = data.draw(st.integers(0, len(aligned.text)))
    span = Span(start, data.draw(st.integers(start, len(aligned.text))))
    assert aligned.to_norm(aligned.to_raw(span)).covers(span) or not len(span)


@LAWS
@given(TEXTS, MEDIA)
def test_normalised_text_keeps_its_shape(text: str, media: str) -> None:
    lines = normalise(source(text, media)).aligned.text.split("\n")
    assert lines == [""] or all(line and line == line.strip() for line in lines)


@LAWS
@given(TEXTS, MEDIA)
def test_normalising_twice_changes_nothing(text: str, media: str) -> None:
    once = normalise(source(text, media)).aligned.text
    assert normalise(source(once)).aligned.text == once
