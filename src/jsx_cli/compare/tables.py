"""Tables as CSV, XLSX, Markdown, and the network as GraphML.

Text is text, whatever it looks like: =1+1 gets an apostrophe in CSV and is a string in XLSX. The words behind a cell
are a comment of the cell in XLSX.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from jsx_cli.compare.comparison import Comparison
from jsx_cli.compare.labels import Language, label
from jsx_cli.compare.views import Cell, View
from jsx_cli.errors import JsxError
from jsx_cli.patterns import late

DANGER = late(r"\s*[=+\-@＝＋－＠\t\r\n]")
UNFIT = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BOM = "\ufeff"
MOST_ROWS, MOST_CHARACTERS, MOST_COMMENT = 1_048_575, 32_000, 1_500


def fit(text: str) -> str:
    """The text without characters that no file can hold."""
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def to_csv(view: View) -> str:
    """A table as CSV for Excel: a byte order mark, lines that end with CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (view.columns, *([cell.text for cell in row] for row in view.rows)):
        writer.writerow(["'" + fit(text) if DANGER.match(text) else fit(text) for text in row])
    return BOM + out.getvalue()


def to_markdown(views: Sequence[View], language: Language, most: int = 200, name: str = "compare") -> str:
    """All tables, one after the other; long ones are cut and say so."""
    parts = [f"# {label(name, language)}\n"]
    for view in views:
        if view.name in ("values", "pairs") and any(other.name in ("indicators", "alignment") for other in views):
            continue
        parts.append(f"## {label(view.name, language)}\n")
        parts.append("| " + " | ".join(map(plain, view.columns)) + " |")
        parts.append("|" + " --- |" * len(view.columns))
        parts.extend("| " + " | ".join(plain(cell.text) for cell in row) + " |" for row in view.rows[:most])
        if len(view.rows) > most:
            parts.append(f"\n… {len(view.rows) - most} / {len(view.rows)}")
        parts.append("")
    return "\n".join(parts)


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_<>\[\]|#])", r"\\\1", fit(text)).replace("\n", " ")


def to_xlsx(views: Sequence[View], language: Language) -> bytes:
    """A workbook with a sheet for each table, and the words of a cell as its comment."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise JsxError("writing XLSX needs xlsxwriter: pip install 'jsx-cli[xlsx]'") from error
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1), "author": "jsx"})  # no clock: the same bytes every time
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    usual = book.add_format({"text_wrap": True, "valign": "top"})
    formats = {
        kind: book.add_format({"text_wrap": True, "valign": "top", "bg_color": fill}) for kind, fill in FILLS.items()
    }
    for view in views:
        if len(view.rows) > MOST_ROWS:
            raise JsxError(f"{len(view.rows)} rows do not fit in a sheet of Excel; write CSV instead")
        sheet = book.add_worksheet(label(view.name, language)[:31])
        sheet.freeze_panes(1, view.fixed)
        for at, name in enumerate(view.columns):
            sheet.write_string(0, at, fit(name), head)
            longest = max((len(row[at].text) for row in view.rows[:200]), default=0)
            sheet.set_column(at, at, min(48, max(8, 2 * len(name) + 2, longest + 2 if longest < 20 else 28)))
        for line, row in enumerate(view.rows, 1):
            for at, cell in enumerate(row):
                if cell.kind == "number" and cell.text:
                    sheet.write_number(line, at, float(cell.text), usual)
                else:
                    sheet.write_string(line, at, fit(cell.text)[:MOST_CHARACTERS], formats.get(cell.kind, usual))
                if comment := comment_of(cell):
                    sheet.write_comment(line, at, comment, {"x_scale": 3, "y_scale": 3, "author": "jsx"})
        sheet.autofilter(0, 0, max(1, len(view.rows)), len(view.columns) - 1)
    book.close()
    return out.getvalue()


FILLS = {"same": "#D5EBDF", "stronger": "#CFE1F5", "weaker": "#FBEBC8", "partial": "#FDF6E3", "missing": "#F6D5D0",
         "added": "#E6E4F2", "not parsed": "#FFF3B0", "absent": "#F4F4F4"}  # fmt: skip


def comment_of(cell: Cell) -> str:
    """The note and the words behind a cell."""
    parts = [cell.note] if cell.note else []
    for quote in cell.quotes[:4]:
        text = quote.text if len(quote.text) < 300 else quote.text[:300] + "…"
        parts.append(f"[{quote.paper.id} {quote.where}] {text}")
    return fit("\n".join(parts))[:MOST_COMMENT]


def to_edges(comparison: Comparison) -> str:
    """The network of copied text as a list of edges for programs: ids, and shares as numbers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("source", "target", "directed", "share", "share_of_source", "characters"))
    for one in comparison.flows:
        ids = ["'" + fit(name) if DANGER.match(name) else fit(name) for name in (one.source, one.target)]
        writer.writerow((*ids, str(one.directed).lower(), one.share, one.back, one.characters))
    return out.getvalue()


def to_graphml(comparison: Comparison) -> str:
    """The network of copied text: a node for each document, an edge for each pair that shares text."""

    def line(name: str, value: object) -> str:
        return f'      <data key="{name}">{escape(fit(str(value)))}</data>\n'

    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n']
    keys = (("title", "node", "string"), ("date", "node", "string"), ("region", "node", "string"),
            ("level", "node", "string"), ("share", "edge", "double"), ("share_of_source", "edge", "double"),
            ("characters", "edge", "int"), ("directed", "edge", "boolean"))  # fmt: skip
    parts += [f'  <key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n' for name, of, kind in keys]
    parts.append('  <graph edgedefault="directed">\n')
    for paper in comparison.papers:
        parts.append(f'    <node id="{escape(fit(paper.id), quote=True)}">\n')
        parts.append(line("title", paper.element("title")) + line("date", paper.date))
        parts.append(line("region", paper.element("region")) + line("level", paper.element("level")) + "    </node>\n")
    for one in comparison.flows:
        parts.append(
            f'    <edge source="{escape(fit(one.source), quote=True)}"'
            f' target="{escape(fit(one.target), quote=True)}">\n'
            + line("share", one.share) + line("share_of_source", one.back) + line("characters", one.characters)
            + line("directed", str(one.directed).lower()) + "    </edge>\n"
        )  # fmt: skip
    parts.append("  </graph>\n</graphml>\n")
    return "".join(parts)
