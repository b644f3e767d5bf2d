"""Tables: one row a fact, names that statistics take, cells that nothing computes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli import api
from jsx_cli.engine import FACT_FIELDS
from jsx_cli.model import DocumentResult
from jsx_cli.report import codebook
from jsx_cli.report.tables import COMPARATORS, LONG, Column, Table, harmless, tables, to_csv, to_parquet, to_xlsx

SEEDS = sorted((Path(__file__).parents[2] / "data/seeds").glob("*.txt"))
# Words that Stata or R keep for themselves.
RESERVED = {
    "_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_N", "_pi", "_pred",
    "_rc", "_skip", "using", "with", "strL", "end", "else", "repeat", "while", "function", "for", "next", "break",
    "TRUE", "FALSE", "NULL", "Inf", "NaN", "NA",
}  # fmt: skip


@pytest.fixture(scope="module")
def results() -> list[DocumentResult]:
    return [api.analyze(path) for path in SEEDS]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_row_a_fact(results: list[DocumentResult]) -> None:
    (table,) = tables(results)
    text = to_csv(table)
    assert text.startswith("\ufeffdoc_path,")
    found = rows(text)
    assert [row["fact_id"] for row in found] == [fact.id for result in results for fact in result.facts]
    ratio = next(row for row in found if row["exact"] == "30%")
    assert ratio["value"] == "0.3"
    assert ratio["comparator"] == "ge"
    assert ratio["doc_number"] == "嘉政办发〔2022〕46号"
    source = results[2].document.aligned.source.text
    assert source[int(ratio["raw_start"]) : int(ratio["raw_end"])] == ratio["raw_text"]


def test_wide_tables_have_only_the_columns_of_their_type(results: list[DocumentResult]) -> None:
    found = {table.name: table for table in tables(results, wide=True)}
    assert next(iter(found)) == "documents"
    assert [row["n_facts"] for row in found["documents"].rows] == [len(result.facts) for result in results]
    names = {column.name for column in found["leadership"].columns}
    assert {"holder", "role", "exact", "doc_title"} <= names
    assert not names & {"value", "lead", "cited_title"}
    assert sum(len(table.rows) for name, table in found.items() if name != "documents") == sum(
        len(result.facts) for result in results
    )


def test_every_field_of_every_type_has_a_column() -> None:
    columns = {(kind, column.key) for column in LONG if column.of == "field" for kind in column.types}
    assert not {(kind, name) for kind, names in FACT_FIELDS.items() for name in names} - columns


def test_names_are_safe_in_r_and_stata() -> None:
    names = [column.name for column in LONG]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name) for name in names)
    assert not RESERVED & set(names)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "\n=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["不低于30%", "——1", "2022-05-25", "国发〔2019〕4号", "1-2名", ""])
def test_a_plain_cell_stays(cell: str) -> None:
    assert harmless(cell) == cell


TEXT = Column("exact", "text", "evidence", "exact")


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.lists(st.text(), max_size=4))
def test_any_text_comes_back_from_csv(cells: list[str]) -> None:
    table = Table("facts", (TEXT, Column("raw_start", "integer", "evidence", "start")),
                  [{"exact": cell, "raw_start": 1} for cell in cells])  # fmt: skip
    text = to_csv(table)
    text.encode("utf-8")
    assert [row["exact"] for row in rows(text)] == [harmless(cell) for cell in cells]


def test_xlsx_has_text_as_text_and_the_same_bytes_every_time(results: list[DocumentResult]) -> None:
    evil = Table(
        "facts", (TEXT,), [{"exact": "=1+1"}, {"exact": "http:" + "//x"}, {"exact": "\x00\ud800" + "长" * 40_000}]
    )
    content = to_xlsx([evil])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert "=1+1" in book.read("xl/sharedStrings.xml").decode()
    wide = tables(results, wide=True)
    first = to_xlsx(wide)
    assert first == to_xlsx(wide)
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert 'name="documents"' in book.read("xl/workbook.xml").decode()


def test_parquet_keeps_types(results: list[DocumentResult], tmp_path: Path) -> None:
    (table,) = tables(results)
    path = tmp_path / "facts.parquet"
    path.write_bytes(to_parquet(table))
    read = pyarrow.parquet.read_table(path)
    assert read.num_rows == len(table.rows)
    assert str(read.schema.field("value").type) == "double"
    assert str(read.schema.field("raw_start").type) == "int64"
    row = next(row for row in read.to_pylist() if row["exact"] == "30%")
    assert row["value"] == 0.3
    assert row["action"] is None


def test_a_number_too_large_for_a_float_is_no_trouble() -> None:
    table = Table(
        "facts", (Column("value", "number", "field", "value"),), [{"value": 10**400}, {"value": Decimal("1E-9")}]
    )
    assert "1" + "0" * 400 in to_csv(table)
    to_xlsx([table])
    to_parquet(table)


def test_no_results_no_table() -> None:
    assert tables([]) == []


def test_the_codebook_explains_every_column() -> None:
    found = codebook.variables(api.schema())
    named = {one.name: one for one in found}
    assert {column.name for column in LONG} <= set(named)
    assert not [one.name for one in found if not one.chinese or not one.english]
    assert named["status"].values == ("target", "actual", "condition")
    assert named["comparator"].values[0] == f"{COMPARATORS['=']} (=)"
    assert "P15D" in named["duration"].description
    assert not [one.name for one in found if one.chinese == one.name]


def test_the_codebook_as_markdown_keeps_its_cells() -> None:
    coding = codebook.Coding("ratio/x", "ratio", "a | b\nc", "<b>*30%*</b>")
    text = codebook.to_markdown(codebook.variables(api.schema()), [coding], "0", "0")
    line = next(line for line in text.split("\n") if "ratio/x" in line)
    assert line == "| `ratio/x` | a \\| b c | \\<b\\>\\*30%\\*\\</b\\> |"
    listed = rows(codebook.to_csv(codebook.variables(api.schema()), [coding]))
    assert listed[-1]["entry"] == "rule"
