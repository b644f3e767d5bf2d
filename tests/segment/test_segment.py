"""Sentences, clauses and words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.model import AlignedText, Document, Paragraph, Source, Span
from jsx_cli.segment import segment, tokens
from jsx_cli.segment.words import jieba_cutter


def cut(text: str) -> list[list[str]]:
    """The clauses of the sentences of a text whose lines are body paragraphs."""
    paragraphs: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(at, at + len(line)), "body"))
        at += len(line) + 1
    aligned = AlignedText.of(Source("x", text, "text/plain", "utf-8", ""))
    document = segment(Document(aligned, paragraphs=tuple(paragraphs)))
    return [[clause.of(text) for clause in sentence.clauses] for sentence in document.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是抓好培训，二是抓好落实。三是抓好宣传。", [["一是抓好培训", "二是抓好落实"], ["三是抓好宣传"]]),
        ("健全制度；完善机制", [["健全制度"], ["完善机制"]]),
        ("落实制度,列入日程;定期汇报.", [["落实制度", "列入日程"], ["定期汇报."]]),
        ("（科技部牵头；财政部，教育部配合）", [["（科技部牵头；财政部，教育部配合）"]]),
        ("〔牵头：甲；配合：乙，丙〕【责任：甲；乙】。", [["〔牵头：甲；配合：乙，丙〕【责任：甲；乙】"]]),
        ("[甲；乙］，［丙；丁]", [["[甲；乙］", "［丙；丁]"]]),
        ("高血压病\t200元/月\t50元/月", [["高血压病", "200元/月", "50元/月"]]),
        ("〔甲" + "乙" * 500 + "；丙〕", [["〔甲" + "乙" * 500], ["丙〕"]]),
        ("印发《甲。乙；丙》，执行。", [["印发《甲。乙；丙》", "执行"]]),
        ("他说：“要节水。”会议结束。", [["他说：“要节水"], ["会议结束"]]),
        ("奖励1,000元，分两年。", [["奖励1,000元", "分两年"]]),
        ("（没有关上。还有一句。", [["（没有关上"], ["还有一句"]]),
        ("第一段\n第二段", [["第一段"], ["第二段"]]),
        ("。", [["。"]]),
    ],
)
def test_sentences_and_clauses(text: str, expected: list[list[str]]) -> None:
    assert cut(text) == expected


def test_only_paragraphs_that_state_facts_have_sentences() -> None:
    text = "某某通知\n正文。\n2022年5月25日"
    aligned = AlignedText.of(Source("x", text, "text/plain", "utf-8", ""))
    paragraphs = (Paragraph(Span(0, 4), "title"), Paragraph(Span(5, 8), "body"), Paragraph(Span(9, 19), "date"))
    document = segment(Document(aligned, paragraphs=paragraphs))
    assert [(sentence.span.of(text), sentence.paragraph) for sentence in document.sentences] == [("正文。", 1)]


TEXT = st.text(alphabet="甲乙，,。；;！（）()《》“”12 \u3000", max_size=60)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(TEXT)
def test_sentences_hold_every_character_but_white_space(text: str) -> None:
    aligned = AlignedText.of(Source("x", text, "text/plain", "utf-8", ""))
    document = segment(Document(aligned, paragraphs=(Paragraph(Span(0, len(text)), "body"),)))
    at = 0
    for sentence in document.sentences:
        assert text[at : sentence.span.start].strip() == ""
        at = sentence.span.end
        inside = sentence.span.start
        assert sentence.clauses
        for clause in sentence.clauses:
            assert inside <= clause.start < clause.end <= sentence.span.end
            inside = clause.end
    assert text[at:].strip() == ""


def test_a_sentence_that_does_not_end_is_cut_at_a_comma() -> None:
    clause = "各部门要加强组织领导和统筹协调"
    found = cut("，".join([clause] * 1000) + "。")
    assert len(found) > 5
    assert all(part == clause for sentence in found for part in sentence)
    assert max(sum(map(len, sentence)) for sentence in found) < 2100


def test_words_have_no_gaps() -> None:
    text = "计生协会长不低于30%,加强组织领导𠮷"
    found = tokens(text)
    assert "".join(token.text for token in found) == text
    assert all(token.span.of(text) == token.text for token in found)
    assert [token.text for token in tokens("加强组织领导")] == ["加强", "组织", "领导"]


WORDS = st.text(
    alphabet="计生协会长组织领导加强高新技术企业不低于的了是在和2023年30%abc,。，（）〔〕𠮷 \n嘉峪关市", max_size=40
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(WORDS)
def test_the_words_are_those_of_jieba(text: str) -> None:
    assert [token.text for token in tokens(text)] == list(jieba_cutter()(text))


def test_half_a_surrogate_pair_has_words_too() -> None:
    text = "加强\ud800领导"
    assert "".join(token.text for token in tokens(text)) == text
