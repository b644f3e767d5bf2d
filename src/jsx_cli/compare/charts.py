"""Charts as inline SVG: nothing but shapes and escaped text, no script, no style, no address.

The heat map shows how each place carries out each upper item, or how much text each pair of places shares; the time
line where deadlines lie; the network who copied from whom.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from html import escape

from jsx_cli.compare.comparison import Comparison
from jsx_cli.compare.labels import Language, label
from jsx_cli.compare.views import View, percent, short_names

FILL = {"same": "#8cc9a8", "stronger": "#7fb0e0", "weaker": "#f2c766", "partial": "#f5e6b3", "missing": "#e08d83"}
FONT = 'font-family="Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"'
FINE = 3  # of so many years the time line shows the quarters
NEAR, FAR = "#b3541e", "#7d8894"


def text(x: float, y: float, words: str, size: int = 13, anchor: str = "start", fill: str = "#1d2733") -> str:
    """A piece of text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">{safe(words)}</text>'


def safe(words: str) -> str:
    """Text that SVG shows as it is."""
    return escape("".join(mark for mark in words if mark.isprintable()), quote=True)


def short(words: str, most: int) -> str:
    """The beginning of a long text."""
    return words if len(words) <= most else words[: most - 1] + "…"


def svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    """A drawing of that size, with a title for those who cannot see it."""
    return (f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" role="img" {FONT}>'
            f"<title>{safe(title)}</title>{''.join(parts)}</svg>")  # fmt: skip


def heat(view: View, language: Language) -> str:
    """Rows of an alignment as coloured boxes."""
    rows = [row for row in view.rows if not any(cell.kind == "head" for cell in row)]
    total = next((row for row in view.rows if any(cell.kind == "total" for cell in row)), None)
    left, wide, high, top = 300, max(58, min(96, 900 // max(1, len(view.columns)))), 22, 34
    parts = [
        text(left + at * wide + wide / 2, top - 10, short(name, 7), 12, "middle")
        for at, name in enumerate(view.columns[1:])
    ]
    for line, row in enumerate(rows):
        y = top + line * high
        parts.append(text(left - 8, y + 15, short(row[0].text, 22), 12, "end"))
        for at, cell in enumerate(row[1:]):
            parts.append(
                f'<rect x="{left + at * wide}" y="{y}" width="{wide - 2}" height="{high - 2}" rx="3" '
                f'data-row="{line}" data-column="{at + 1}" '
                f'fill="{FILL.get(cell.kind, "#eceff2")}"><title>{safe(row[0].text)} — {safe(view.columns[at + 1])}：'
                f"{safe(cell.text)}</title></rect>"
            )
            if done := re.search(r" (<?\d+/\d+)", cell.text):
                parts.append(text(left + at * wide + wide / 2 - 1, y + 14, done[1], 10, "middle", "#40505f"))
    if total:
        parts.append(text(left - 8, top + len(rows) * high + 19, total[0].text, 12, "end"))
        for at, cell in enumerate(total[1:]):
            x = left + at * wide + wide / 2 - 1
            parts.append(text(x, top + len(rows) * high + 19, cell.text.split(" ")[0], 12, "middle"))
    down = top + high * len(rows) + (30 if total else 6)
    return svg(left + wide * (len(view.columns) - 1) + 8, down, label("heat", language), parts)


def shares(comparison: Comparison, language: Language) -> str:
    """How much text of the document of the column stands in that of the row."""
    names = short_names(comparison)
    some = [paper.id for paper in comparison.papers]
    if len(some) > 60:
        return ""
    known = {(one.source, one.target): one.share for one in comparison.flows}
    known |= {(one.target, one.source): one.back for one in comparison.flows}
    size = 44 if len(some) <= 12 else 22
    left, top = 110, 130
    parts = [text(10, 20, label("share note", language), 13, "start", "#5d6b7a")]
    for at, name in enumerate(some):
        parts.append(text(left - 8, top + at * size + size * 0.62, short(names[name], 8), 12, "end"))
        x, y = left + at * size + size * 0.6, top - 8
        parts.append(f'<g transform="rotate(-45 {x:.1f} {y})">{text(x, y, short(names[name], 8), 12)}</g>')
        for where, other in enumerate(some):
            share = known.get((name, other), 0.0)
            shade = "#dfe4ea" if name == other else blend(share)
            box = f'x="{left + where * size}" y="{top + at * size}" width="{size - 2}" height="{size - 2}" rx="3"'
            told = f"{names[name]} → {names[other]} {percent(share)}"
            parts.append(f'<rect {box} fill="{shade}"><title>{safe(told)}</title></rect>')
            if size > 30 and share >= 0.005:
                across, down = left + where * size + size / 2 - 1, top + at * size + size * 0.6
                parts.append(text(across, down, f"{100 * share:.0f}%",
                                  11, "middle", "#fff" if share > 0.35 else "#1d2733"))  # fmt: skip
    return svg(max(360, left + size * len(some) + 70), top + size * len(some) + 8, label("share", language), parts)


def blend(share: float) -> str:
    """From nearly white to dark red."""
    depth = min(1.0, share * 1.6) ** 0.6
    low, high = (246, 240, 236), (155, 44, 36)
    return "#" + "".join(f"{round(a + (b - a) * depth):02x}" for a, b in zip(low, high, strict=True))


def timeline(comparison: Comparison, language: Language) -> str:
    """Deadlines on an axis of days, a lane for each document."""
    names = short_names(comparison)
    points = []
    for due in comparison.deadlines:
        day = due.end or due.start
        try:
            points.append((date.fromisoformat(day), due))
        except ValueError:
            continue
    if not points:
        return ""
    lanes = [paper.id for paper in comparison.papers if any(due.document == paper.id for _, due in points)]
    first, last = min(day for day, _ in points), max(day for day, _ in points)
    start, end = date(first.year, 1, 1).toordinal(), date(min(last.year + 1, 9999), 1, 1).toordinal()
    left, wide, high, top = 120, 920, 34, 34
    parts = []
    years = range(first.year, last.year + 2)
    step = max(1, math.ceil(len(years) / 14))
    for year in years[::step]:
        x = left + wide * (date(min(year, 9999), 1, 1).toordinal() - start) / (end - start)
        parts.append(
            f'<line x1="{x:.1f}" y1="{top - 8}" x2="{x:.1f}" y2="{top + high * len(lanes)}" stroke="#dfe4ea"/>'
        )
        parts.append(text(x, top - 14, str(year), 12, "middle", "#5d6b7a"))
    if last.year - first.year < FINE:  # few years: the quarters as well
        for year in range(first.year, last.year + 1):
            for month in (4, 7, 10):
                x = left + wide * (date(year, month, 1).toordinal() - start) / (end - start)
                parts.append(f'<line x1="{x:.1f}" y1="{top - 4}" x2="{x:.1f}" y2="{top + high * len(lanes)}" '
                             'stroke="#eef1f5"/>')  # fmt: skip
                parts.append(text(x, top - 14, f"{year}-{month:02d}", 10, "middle", "#98a2ad"))
    for at, name in enumerate(lanes):
        y = top + at * high + high / 2
        parts.append(text(left - 12, y + 4, short(names[name], 8), 13, "end"))
        parts.append(f'<line x1="{left}" y1="{y}" x2="{left + wide}" y2="{y}" stroke="#c9d0d8"/>')
        seen: dict[date, int] = {}
        for point, due in points:
            if due.document != name:
                continue
            shift = seen.get(point, 0)
            seen[point] = shift + 1
            x = left + wide * (point.toordinal() - start) / (end - start)
            filled = "#9b2c24" if due.end else "#fff"
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y - min(shift, 3) * 4:.1f}" r="5" fill="{filled}" fill-opacity="0.75" '
                f'stroke="#9b2c24"><title>{safe(point.isoformat())} {safe(due.fact.evidence.exact)}：'
                f"{safe(short(due.action, 80))}</title></circle>"
            )
            if shift == 0:
                more = sum(other == point and one.document == name for other, one in points)
                if more > 1:
                    parts.append(text(x + 7, y - 6, str(more), 11, "start", "#5d6b7a"))
    down = top + high * len(lanes)
    parts.append(text(left, down + 16, label("timeline note", language), 12, "start", "#5d6b7a"))
    return svg(left + wide + 30, down + 26, label("timeline", language), parts)


def network(comparison: Comparison, language: Language) -> str:
    """Documents on a circle in the order of their days; the more text two share, the thicker the line."""
    names = short_names(comparison)
    some = sorted(comparison.papers, key=lambda paper: (paper.date or "9999", paper.id))
    least = strongest(comparison)
    edges = [one for one in comparison.flows if max(one.share, one.back) >= least]
    if not edges:
        return ""
    size, radius = 560, 195 if len(some) < 40 else 235
    places = {}
    for at, paper in enumerate(some):
        turn = 2 * math.pi * at / len(some) - math.pi / 2
        places[paper.id] = (size * 0.65 + radius * math.cos(turn), size / 2 + radius * math.sin(turn), turn)
    parts = [
        text(10, 20, label("network note", language), 13, "start", "#5d6b7a"),
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="{NEAR}"/></marker></defs>',
    ]
    for one in sorted(edges, key=lambda one: one.share):
        x1, y1, _ = places[one.source]
        x2, y2, _ = places[one.target]
        away = math.hypot(x2 - x1, y2 - y1) or 1.0
        cut = 11 / away
        share = max(one.share, one.back)
        tip = ' marker-end="url(#tip)"' if one.directed else ""
        told = f"{names[one.source]} → {names[one.target]} {percent(one.share)}"
        parts.append(
            f'<line x1="{x1 + (x2 - x1) * cut:.1f}" y1="{y1 + (y2 - y1) * cut:.1f}" x2="{x2 - (x2 - x1) * cut:.1f}" '
            f'y2="{y2 - (y2 - y1) * cut:.1f}" stroke="{NEAR if one.directed else FAR}" '
            f'stroke-width="{0.8 + 11 * share:.1f}" stroke-opacity="{min(0.95, 0.25 + 1.4 * share):.2f}"{tip}>'
            f"<title>{safe(told)}</title></line>"
        )
    for paper in some:
        x, y, turn = places[paper.id]
        side = math.cos(turn)
        anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
        fill = "#9b2c24" if paper.id == comparison.upper else "#3b5b7a"
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{9 if len(some) < 40 else 4}" fill="{fill}">'
                     f"<title>{safe(paper.title)} {safe(paper.date)}</title></circle>")  # fmt: skip
        down = 0.0 if abs(side) >= 0.2 else (20.0 if math.sin(turn) > 0 else -14.0)
        if len(some) < 40:
            words = names[paper.id] + (f" {paper.date}" if paper.date else "")
            parts.append(
                text(x + 13 * side + math.copysign(5, side) * (abs(side) >= 0.2), y + 4 + down, words, 13, anchor)
            )
    return svg(size * 1.3, size, label("network", language), parts)


def strongest(comparison: Comparison) -> float:
    """The least share that is drawn: that of the 80 strongest pairs, two of a hundred at least."""
    values = sorted((max(one.share, one.back) for one in comparison.flows), reverse=True)
    return max(0.02, values[79] if len(values) > 80 else 0.0)
