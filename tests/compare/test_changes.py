"""Two versions as tables and as a page."""

from __future__ import annotations

import csv
import io

from jsx_cli.api import analyze_text
from jsx_cli.compare import diff
from jsx_cli.compare.changes import facts, items, tables, to_html, together
from jsx_cli.compare.tables import to_csv, to_markdown

OLD = """某县改革方案
一、主要任务
（一）建立台账。覆盖率达到80%，2024年6月底前完成。
（二）开展培训。每年培训2次。
"""
NEW = """某县改革方案
一、主要任务
（一）建立台账。覆盖率达到90%，2024年12月底前完成。
（二）开展<检查>。由县教育局负责。
"""
FOUND = diff(analyze_text(OLD), analyze_text(NEW))


def test_a_changed_number_is_a_row_with_both_values() -> None:
    rows = [[cell.text for cell in row] for row in facts(FOUND, "zh").rows]
    changed = next(row for row in rows if row[0] == "修改" and row[1] == "比例")
    assert "80%" in changed[4]
    assert "90%" in changed[5]


def test_items_show_what_was_dropped_and_added() -> None:
    texts = [row[-1].text for row in items(FOUND, "en").rows]
    assert any("[-8" in text or "[-80%" in text for text in texts)


def test_csv_holds_facts_and_items() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(together(FOUND, "en")).lstrip("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    assert {"ratio", "deadline", "item"} <= {row[1] for row in rows}


def test_markdown_and_page_hold_no_markup_of_the_document() -> None:
    assert "<检查>" not in to_markdown(tables(FOUND, "zh"), "zh")
    page = to_html(FOUND, "zh")
    assert "<检查>" not in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "http-equiv" in page
    assert "src=" not in page
