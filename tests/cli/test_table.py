"""The table that a person reads on a terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jsx_cli.cli.help import width, wrapped
from jsx_cli.cli.table import Lines, page
from jsx_cli.model import (
    AlignedText,
    Document,
    DocumentResult,
    Element,
    Engine,
    Evidence,
    Fact,
    FactType,
    FieldValue,
    Notice,
    RawSpan,
    Source,
    Span,
)

TEXT = "关于改革的通知\n计生协领导机构中基层一线人员在理事会中的比例不低于30%。\n区政府分管领导担任计生协会长。\n"


def result(*facts: Fact, notices: tuple[Notice, ...] = (), title: str = "关于改革的通知") -> DocumentResult:
    aligned = AlignedText.of(Source("46号.txt", TEXT, "text/plain", "utf-8", "0" * 64))
    span = Span(0, 7)
    elements = (Element("issuers", "市政府", span), Element("title", title, span), Element("issuers", "市委", span))
    return DocumentResult(Document(aligned, elements), facts, notices, Engine("0.1.0", "abc"))


def fact(kind: FactType, exact: str, /, **fields: FieldValue) -> Fact:
    raw = RawSpan(TEXT.index(exact), TEXT.index(exact) + len(exact))
    evidence = Evidence(raw, Span(raw.start, raw.end), exact, exact, "", "", exact)
    return Fact("f1", kind, "rule", "四/(三)/2", evidence, tuple(fields.items()))


FLOOR: dict[str, Any] = {
    "value": Decimal("0.3"), "comparator": ">=", "kind": "share", "status": "target",
    "subject": "基层一线人员在理事会中的比例",
}  # fmt: skip
POST: dict[str, Any] = {"holder": "区政府分管领导", "role": "会长", "org": "计生协", "relation": "担任"}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSX_LANG", "en")


def test_head_counts_and_rows() -> None:
    made = result(fact("ratio", "不低于30%", **FLOOR), fact("leadership", "区政府分管领导担任计生协会长", **POST))
    shown = page(made, 120, False)
    lines = shown.splitlines()
    assert lines[0] == "关于改革的通知"
    assert lines[1] == f"46号.txt · text/plain · utf-8 · {len(TEXT)} characters"
    assert any(line.split() == ["issuers", "市政府、市委"] for line in lines)
    assert "2 facts: 1 ratio, 1 leadership" in lines
    row = next(line for line in lines if "≥30%" in line)
    assert row.split() == [
        "≥30%", "基层一线人员在理事会中的比例", "(share,", "target)", "不低于30%", "四/(三)/2", "2:23",
    ]  # fmt: skip
    assert "\x1b" not in shown


def test_columns_stand_under_one_another_though_characters_are_wide() -> None:
    made = result(fact("ratio", "不低于30%", **FLOOR), fact("ratio", "30%", **(FLOOR | {"subject": "比例"})))
    rows = [line for line in page(made, 120, False).splitlines() if "≥30%" in line]
    places = [width(row[: row.index("四/(三)/2")]) for row in rows]
    assert len(places) == 2
    assert len(set(places)) == 1


@pytest.mark.parametrize("columns", [20, 40, 60, 76, 80, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    made = result(
        fact("ratio", "不低于30%", **FLOOR),
        fact("leadership", "区政府分管领导担任计生协会长", **POST),
        notices=(Notice("mojibake", "warning", "这里有一处乱码" * 10, RawSpan(8, 9)),),
    )
    shown = page(made, columns, False)
    assert max(map(width, shown.splitlines())) <= columns
    joined = shown.replace("\n", "").replace(" ", "")
    for words in ("≥30%", "不低于30%"):
        assert words in joined


def test_a_narrow_terminal_gets_paragraphs() -> None:
    shown = page(result(fact("ratio", "不低于30%", **FLOOR)), 60, False)
    assert "  ≥30%  基层一线人员在理事会中的比例 (share, target)\n" in shown
    assert "“不低于30%” 四/(三)/2 2:23\n" in shown


def test_colours_only_when_asked_for() -> None:
    assert "\x1b[" in page(result(), 80, True)
    assert "\x1b[" not in page(result(), 80, False)


def test_a_document_cannot_draw_on_the_terminal() -> None:
    shown = page(result(title="[red]通知[/red]\x1b[2J\u202e:smile:"), 80, False)
    assert shown.splitlines()[0] == "[red]通知[/red]\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}:smile:"


def test_no_facts_and_notices_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSX_LANG", "zh_CN")
    shown = page(result(notices=(Notice("mojibake", "warning", "…", RawSpan(8, 9)),)), 80, False)
    assert "没有找到事实。" in shown
    assert "警告 mojibake: … (2:1)" in shown


def test_lines_are_counted_as_editors_do() -> None:
    lines = Lines("一\r\n二\r三\n四")
    assert [lines.place(RawSpan(at, at)) for at in (0, 3, 5, 7)] == ["1:1", "2:1", "3:1", "4:1"]
    assert Lines("").place(RawSpan(0, 0)) == "1:1"


def test_chinese_is_wrapped_by_width_and_never_begins_with_a_full_stop() -> None:
    lines = list(wrapped("列出每份文件中的事实，以及表述它的原文。", 20))
    assert max(map(width, lines)) <= 22  # one closing mark may hang over
    assert not any(line.startswith(("，", "。")) for line in lines)
    assert list(wrapped("two words", 5)) == ["two", "words"]
