"""Facts as tables for spreadsheets and statistics: CSV, XLSX, Parquet.

In come results, out goes one row a fact with what is known of its document beside it: `doc_title`, `fact_type` ratio,
`value` 0.3, `comparator` ge, `exact` 不低于30%, `raw_start` 7702. Wide, each type has a table of its own with only its
columns, and `documents` a row a document with how many facts of each type it has. Names are such that R and Stata
take them; no cell of a CSV or XLSX file is ever taken for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from jsx_cli.errors import JsxError
from jsx_cli.model import FACT_TYPES, DocumentResult
from jsx_cli.patterns import late
from jsx_cli.records import dataclass
from jsx_cli.report.json import number, to_dict

Cell = str | int | Decimal | None
Row = dict[str, Cell]
Holds = Literal["text", "number", "integer", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and where its value comes from.

    `of` is `document`, `fact`, `evidence`, `count` or `field`; `key` the name in the output of jsx extract; `types`
    the types of facts that have it, none for all.
    """

    name: str
    holds: Holds
    of: Literal["document", "fact", "evidence", "count", "field"]
    key: str
    types: tuple[str, ...] = ()


DOCUMENT = (
    Column("doc_path", "text", "document", "path"),
    Column("doc_sha256", "text", "document", "sha256"),
    Column("doc_title", "text", "document", "title"),
    Column("doc_number", "text", "document", "doc_number"),
    Column("doc_issuers", "text", "document", "issuers"),
    Column("doc_date", "date", "document", "date"),
    Column("doc_published", "date", "document", "published"),
    Column("doc_type", "text", "document", "doc_type"),
    Column("doc_region", "text", "document", "region"),
    Column("doc_level", "text", "document", "level"),
)
FACT = (
    Column("fact_id", "text", "fact", "id"),
    Column("fact_type", "text", "fact", "type"),
    Column("rule", "text", "fact", "rule"),
    Column("section", "text", "fact", "section"),
)
EVIDENCE = (
    Column("exact", "text", "evidence", "exact"),
    Column("prefix", "text", "evidence", "prefix"),
    Column("suffix", "text", "evidence", "suffix"),
    Column("sentence", "text", "evidence", "sentence"),
    Column("raw_text", "text", "evidence", "raw"),
    Column("raw_start", "integer", "evidence", "start"),
    Column("raw_end", "integer", "evidence", "end"),
    Column("page", "integer", "evidence", "page"),
    Column("block", "integer", "evidence", "block"),
)
# `end` and `long` are no names for a column in Stata, `title` and `number` could be the document's own.
FIELDS = (
    Column("value", "number", "field", "value", ("ratio", "quantity")),
    Column("value_low", "number", "field", "low", ("ratio", "quantity")),
    Column("value_high", "number", "field", "high", ("ratio", "quantity")),
    Column("comparator", "text", "field", "comparator", ("ratio", "quantity")),
    Column("unit", "text", "field", "unit", ("quantity",)),
    Column("per", "text", "field", "per", ("ratio", "quantity")),
    Column("kind", "text", "field", "kind", ("ratio", "quantity", "deadline", "measure")),
    Column("status", "text", "field", "status", ("ratio", "quantity")),
    Column("strength", "text", "field", "strength", ("ratio", "quantity", "measure")),
    Column("strength_word", "text", "field", "strength_word", ("ratio", "quantity", "measure")),
    Column("subject", "text", "field", "subject", ("ratio", "quantity")),
    Column("date_start", "date", "field", "start", ("deadline",)),
    Column("date_end", "date", "field", "end", ("deadline",)),
    Column("duration", "text", "field", "duration", ("deadline",)),
    Column("every", "text", "field", "every", ("deadline",)),
    Column("action", "text", "field", "action", ("deadline",)),
    Column("holder", "text", "field", "holder", ("leadership",)),
    Column("role", "text", "field", "role", ("leadership",)),
    Column("org", "text", "field", "org", ("leadership",)),
    Column("relation", "text", "field", "relation", ("leadership",)),
    Column("holder_title", "text", "field", "title", ("leadership",)),
    Column("lead", "text", "field", "lead", ("responsibility",)),
    Column("support", "text", "field", "support", ("responsibility",)),
    Column("task", "text", "field", "task", ("responsibility",)),
    Column("cited_title", "text", "field", "title", ("citation",)),
    Column("cited_number", "text", "field", "number", ("citation",)),
    Column("refers_to", "text", "field", "refers_to", ("citation",)),
    Column("measure_path", "text", "field", "path", ("measure",)),
    Column("heading", "text", "field", "heading", ("measure",)),
    Column("topic", "text", "field", "topic", ("measure",)),
)
COUNTS = (
    Column("n_facts", "integer", "count", ""),
    *(Column(f"n_{kind}", "integer", "count", kind) for kind in FACT_TYPES),
)
LONG = (*DOCUMENT, *FACT, *FIELDS, *EVIDENCE)

# Signs such as >= would be taken for formulas, and are no values for a factor.
COMPARATORS = {"=": "eq", ">=": "ge", ">": "gt", "<=": "le", "<": "lt", "~": "approx", "range": "range"}
BETWEEN = "；"  # members of a list in one cell; no name of a body has it


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its name: `facts`, `documents`, or a type."""

    name: str
    columns: tuple[Column, ...]
    rows: list[Row]


def tables(results: Iterable[DocumentResult], *, wide: bool = False) -> list[Table]:
    """One table of facts; wide, one of documents and one for each type that occurs; none without results."""
    outputs = [to_dict(result) for result in results]
    if not outputs:
        return []
    if not wide:
        return [Table("facts", LONG, [row for output in outputs for row in fact_rows(output, LONG)])]
    documents = Table("documents", (*DOCUMENT, *COUNTS), [document_row(output) for output in outputs])
    found = [documents]
    for kind in FACT_TYPES:
        columns = columns_of(kind)
        rows = [row for output in outputs for row in fact_rows(output, columns, kind)]
        if rows:
            found.append(Table(kind, columns, rows))
    return found


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of a type."""
    return (*DOCUMENT, *FACT, *(column for column in FIELDS if kind in column.types), *EVIDENCE)


def fact_rows(output: Mapping[str, Any], columns: Sequence[Column], kind: str = "") -> Iterator[Row]:
    """A row for each fact of one output, or for each of a type."""
    known = {**output["document"], **output["source"]}
    for fact in output["facts"]:
        if not kind or fact["type"] == kind:
            yield {column.name: _cell(column, known, fact) for column in columns}


def document_row(output: Mapping[str, Any]) -> Row:
    """What is known of the document, and how many facts of each type it has."""
    known = {**output["document"], **output["source"]}
    row: Row = {column.name: _cell(column, known, {}) for column in DOCUMENT}
    for column in COUNTS:
        row[column.name] = sum(not column.key or fact["type"] == column.key for fact in output["facts"])
    return row


def _cell(column: Column, known: Mapping[str, Any], fact: Mapping[str, Any]) -> Cell:
    if column.of == "document":
        value = known.get(column.key)
    elif column.of == "evidence":
        value = fact["evidence"].get(column.key)
    elif column.of == "field" and fact["type"] not in column.types:
        return None
    else:
        value = fact.get(column.key)
    if column.name == "comparator":
        return COMPARATORS.get(str(value), str(value))
    if isinstance(value, list):
        return BETWEEN.join(map(str, value))
    return value


# --- CSV

DANGER = late(r"\s*[=+\-@＝＋－＠\t\r\n]")
UNFIT = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BOM = "\ufeff"


def harmless(text: str) -> str:
    """The text so that no spreadsheet computes it: =1+1 gets an apostrophe before it."""
    text = UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return "'" + text if DANGER.match(text) else text


def to_csv(table: Table) -> str:
    """The table as CSV for Excel: UTF-8 with a byte order mark once encoded, lines that end with CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(row[column.name]) for column in table.columns])
    return BOM + out.getvalue()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else number(cell)


# --- XLSX

MOST_ROWS, MOST_CHARACTERS = 1_048_575, 32_767  # what a sheet and a cell of Excel can hold
DATE = late(r"\d{4}-\d\d-\d\d")


def to_xlsx(some: Sequence[Table]) -> bytes:
    """A workbook with a sheet for each table. Text is written as text, whatever it looks like."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise JsxError("writing XLSX needs xlsxwriter: pip install 'jsx-cli[xlsx]'") from error
    for table in some:
        if len(table.rows) > MOST_ROWS:
            raise JsxError(f"{len(table.rows)} rows do not fit in a sheet of Excel; write CSV or Parquet instead")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1), "author": "jsx"})  # no clock: the same bytes every time
    head = book.add_format({"bold": True, "bottom": 1})
    for table in some:
        sheet = book.add_worksheet(table.name[:31])
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, column.name, head)
            sheet.set_column(at, at, WIDTHS.get(column.holds, 14) if column.name not in LONG_TEXTS else 40)
        for line, row in enumerate(table.rows, 1):
            for at, column in enumerate(table.columns):
                cell = row[column.name]
                if isinstance(cell, str):
                    text = UNFIT.sub("\N{REPLACEMENT CHARACTER}", cell)
                    sheet.write_string(line, at, text if len(text) <= MOST_CHARACTERS else text[:32_766] + "…")
                elif cell is not None:
                    sheet.write_number(line, at, _float(cell))
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return out.getvalue()


WIDTHS = {"number": 12, "integer": 9, "date": 12}
LONG_TEXTS = {"doc_title", "sentence", "raw_text", "subject", "action", "task", "heading", "cited_title", "exact"}


def _float(value: int | Decimal) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("1e308") if value > 0 else float("-1e308")  # Excel has no larger number


# --- Parquet


def to_parquet(table: Table) -> bytes:
    """The table as Parquet: text as strings, numbers as doubles, positions as integers."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise JsxError("writing Parquet needs pyarrow: pip install 'jsx-cli[parquet]'") from error
    kinds = {
        "text": pyarrow.string(),
        "date": pyarrow.string(),
        "number": pyarrow.float64(),
        "integer": pyarrow.int64(),
    }
    fields = [pyarrow.field(column.name, kinds[column.holds]) for column in table.columns]
    arrays = [
        pyarrow.array([_arrow_cell(row[column.name], column.holds) for row in table.rows], kinds[column.holds])
        for column in table.columns
    ]
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(arrays, schema=pyarrow.schema(fields)), out)
    return out.getvalue()


def _arrow_cell(cell: Cell, holds: Holds) -> str | float | int | None:
    if cell is None:
        return None
    if holds == "number":
        return _float(cell) if not isinstance(cell, str) else None
    if holds == "integer":
        return int(cell)
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", cell if isinstance(cell, str) else number(cell))
