"""A comparison as one page that needs nothing but itself: tables with filters, charts, the words behind each cell.

A click on ≥30% shows the paragraph with 不低于30% marked. The page's policy lets its own script and style run, known by
their digests, and nothing else; all text of documents is escaped, in markup, in drawings and in the data of the script.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from html import escape

from jsx_cli.compare import charts
from jsx_cli.compare.comparison import KINDS, Comparison, counts, parameters
from jsx_cli.compare.labels import ASSETS, Language, label
from jsx_cli.compare.views import Cell, Quote, View, short_names, views
from jsx_cli.patterns import late

UNFIT = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# 减弱 7/9 一/(一)、一/(二): the relation, and by which items.
RELATION = late(r"(\S+ <?\d+/\d+) (.+)$")
MOST = 1500  # rows of a table; the other formats have all


def escaped(words: object) -> str:
    """Text as HTML shows it."""
    return escape(UNFIT.sub("\N{REPLACEMENT CHARACTER}", str(words)), quote=True)


@cache
def asset(name: str) -> str:
    """The style or the script."""
    return (ASSETS / name).read_text(encoding="utf-8").strip()


def digest(content: str) -> str:
    """What the policy calls it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


class Data:
    """What the script shows: the words behind cells, each stretch once."""

    def __init__(self, comparison: Comparison) -> None:
        self.papers = [paper.id for paper in comparison.papers]
        self.titles = [f"{paper.id} · {paper.title}" for paper in comparison.papers]
        self.quotes: dict[tuple[object, ...], int] = {}
        self.listed: list[list[object]] = []
        self.cells: list[dict[str, object]] = []

    def cell(self, cell: Cell) -> int:
        """The number under which the script finds a cell."""
        self.cells.append({"n": UNFIT.sub("", cell.note), "q": [self.quote(quote) for quote in cell.quotes]})
        return len(self.cells) - 1

    def quote(self, quote: Quote) -> int:
        """The number of a stretch."""
        key = (quote.paper.id, quote.where, quote.shown, quote.marks)
        if key not in self.quotes:
            base, end = quote.shown.start, quote.shown.end
            marks = sorted(
                [max(0, mark.start - base), min(mark.end, end) - base] for mark in quote.marks if mark.start < end
            )
            words = UNFIT.sub("\N{REPLACEMENT CHARACTER}", quote.text)
            self.quotes[key] = len(self.listed)
            # The script counts UTF-16 units, Python code points.
            self.listed.append([self.papers.index(quote.paper.id), quote.where, words,
                                [[units(words[:at]) for at in mark] for mark in marks]])  # fmt: skip
        return self.quotes[key]

    def block(self) -> str:
        """The data as JSON that no parser of HTML can leave."""
        value = {"papers": self.titles, "quotes": self.listed, "cells": self.cells}
        words = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for sign in "<>&\u2028\u2029":
            words = words.replace(sign, f"\\u{ord(sign):04x}")
        return f'<script type="application/json" id="data">{words}</script>'


def units(words: str) -> int:
    """The length in UTF-16."""
    return len(words) + sum(mark > "\uffff" for mark in words)


def to_html(comparison: Comparison, language: Language = "zh") -> str:
    """The page."""
    data = Data(comparison)
    some = {view.name: view for view in views(comparison, language)}
    drawn = drawings(comparison, some, language)
    order = ("alignment", "indicators", "measures", "owners", "posts", "deadlines", "diffusion", "citations",
             "documents", "parameters")  # fmt: skip
    sections = []
    for name in order:
        if name in some:
            chart = drawn.get(name, "")
            sections.append(f'<section id="{name}"><h2>{title(some[name], language)}</h2>{chart}'
                            f"{table(some[name], data, language)}</section>")  # fmt: skip
    links = "".join(f'<a href="#{name}">{escaped(label(name, language))}</a>' for name in order if name in some)
    upper = comparison.paper(comparison.upper) if comparison.upper else None
    head = upper.element("attached") or upper.title if upper else label("compare", language)
    lowers = "、".join(short_names(comparison)[paper.id] for paper in comparison.lowers()[:20])
    more = f" … {len(comparison.lowers())}" if len(comparison.lowers()) > 20 else ""
    told = f"{label('alignment', language)}：{lowers}{more}" if upper else f"{lowers}{more}"
    style, script = asset("compare.css"), asset("compare.js")
    policy = (f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; base-uri 'none'; "
              "form-action 'none'")  # fmt: skip
    method = parameters(comparison)
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="jsx">\n'
        f"<title>{escaped(head)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<header><h1>{escaped(head)}</h1><p>{escaped(told)}</p></header>\n<nav>{links}</nav>\n"
        f"<main>{tiles(comparison, language)}\n" + "\n".join(sections) + "</main>\n"
        f"<footer>jsx {escaped(method['version'])} · {escaped(method['rules'])} · "
        f"{escaped(label('click', language))}</footer>\n"
        f'<dialog id="words"><div class="top"><h3></h3><button class="close" type="button">'
        f'{escaped(label("close", language))}</button></div><div class="in"></div></dialog>\n'
        f"{data.block()}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def drawings(comparison: Comparison, some: Mapping[str, View], language: Language) -> dict[str, str]:
    """The charts, by the table that they stand above."""
    found: dict[str, str] = {}
    if "alignment" in some:
        legend = "".join(f'<span class="{kind}"><i></i>{escaped(label(kind, language))}</span>' for kind in KINDS[:5])
        found["alignment"] = f'<div class="legend">{legend}</div><div class="chart">' + (
            charts.heat(some["alignment"], language) + "</div><p></p>"
        )
    if drawn := charts.timeline(comparison, language):
        found["deadlines"] = f'<div class="chart">{drawn}</div><p></p>'
    net, matrix = charts.network(comparison, language), charts.shares(comparison, language)
    if net or matrix:
        found["diffusion"] = f'<div class="chart pair">{net}{matrix}</div><p></p>'
    return found


def title(view: View, language: Language) -> str:
    """The heading of a table."""
    return (
        f"{escaped(label(view.name, language))} <small>{escaped(label('click', language))}</small>"
        if any(cell.quotes for row in view.rows[:3] for cell in row)
        else escaped(label(view.name, language))
    )


def tiles(comparison: Comparison, language: Language) -> str:
    """The figures at the top."""
    known = counts(comparison)
    parts = [("documents", known["documents"], ""), ("item", known["measures"], "")]
    if isinstance(items := known.get("upper_items"), Mapping):
        parts += [(kind, items[kind], kind) for kind in KINDS[:5]]
        parts.append(("added", known["alignment"]["added"], "added"))  # type: ignore[index]
    else:
        parts.append(("measures", known["clusters_shared"], ""))
    parts += [(name, known[name], "") for name in ("indicators", "deadlines", "citations")]
    told = f'<p class="note">{escaped(label("tiles note", language))}</p>' if comparison.upper else ""
    return told + '<div class="tiles">' + "".join(
        f'<div class="tile {kind}"><b>{escaped(number)}</b><span>{escaped(label(name, language))}</span></div>'
        for name, number, kind in parts
    ) + "</div>"  # fmt: skip


def table(view: View, data: Data, language: Language) -> str:
    """A table with its filters."""
    present = [
        kind for kind in (*KINDS, "value", "not parsed", "absent") if any(c.kind == kind for r in view.rows for c in r)
    ]
    tools = [f'<input type="search" placeholder="{escaped(label("search", language))}" '
             f'aria-label="{escaped(label("search", language))}">']  # fmt: skip
    if len(present) > 1:
        options = "".join(
            f'<option value="{kind.replace(" ", "")}">{escaped(label(kind, language))}</option>' for kind in present
        )
        every = escaped(label("all kinds", language))
        tools.append(f'<select class="kind" aria-label="{every}"><option value="">{every}</option>{options}</select>')
    if view.fixed and len(view.columns) - view.fixed > 1:
        options = "".join(
            f'<option value="{at}">{escaped(name)}</option>' for at, name in enumerate(view.columns) if at >= view.fixed
        )
        every = escaped(label("all columns", language))
        tools.append(f'<select class="column" aria-label="{every}"><option value="">{every}</option>{options}</select>')
    counted = label("count", language)
    many = view.columns.index(counted) if counted in view.columns else None
    if many is not None:
        tools.append(f'<label><input type="checkbox" class="shared"> {escaped(label("shared only", language))}</label>')
    tools.append('<span class="counted"></span>')
    head = "".join(
        f'<th scope="col"{" class=first" if at == 0 else ""}>{escaped(name)}</th>'
        for at, name in enumerate(view.columns)
    )
    rows = []
    for row in view.rows[:MOST]:
        number = f' data-n="{escaped(row[many].text)}"' if many is not None else ""
        cells = "".join(td(cell, at, view, data) for at, cell in enumerate(row))
        rows.append(f"<tr{number}>{cells}</tr>")
    cut = f'<p class="empty">{MOST} / {len(view.rows)}</p>' if len(view.rows) > MOST else ""
    top = f'<div class="tools">{"".join(tools)}</div>'
    return (f'{top}<div class="scroll"><table><thead><tr>{head}</tr></thead>\n<tbody>'
            + "\n".join(rows) + f"</tbody></table></div>{cut}")  # fmt: skip


def td(cell: Cell, at: int, view: View, data: Data) -> str:
    """A cell; one with words behind it is a button."""
    kinds = [cell.kind.replace(" ", "")] if cell.kind not in ("", "number") else []
    if at == 0:
        kinds.append("first")
    elif cell.kind == "number":
        kinds.append("num")
    elif len(cell.text) > 30:
        kinds.append("long")
    words = escaped(cell.text)
    if view.name == "alignment" and at and (parts := RELATION.match(cell.text)):
        words = f'<b>{escaped(parts[1])}</b><small class="clip">{escaped(parts[2])}</small>'
    elif len(cell.text) > 60:
        words = f'<span class="clip">{words}</span>'
    if cell.quotes or cell.note:
        words = f'<button type="button" data-c="{data.cell(cell)}">{words}</button>'
    return f'<td class="{" ".join(kinds)}">{words}</td>' if kinds else f"<td>{words}</td>"
