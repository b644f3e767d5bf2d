"""From clean text to a document: its elements, its paragraphs and its outline.

In goes `Normalised`, out comes `Document` with everything but its sentences. For

    嘉峪关市人民政府办公室关于印发嘉峪关市计划生育协会改革方案的通知
    嘉政办发〔2022〕46号
    …
    四、改革措施
    (一)加强党对计生协工作的领导
    1.落实好党建带群建制度,把计生协工作列入党委、政府重要议事日程…

the title, 嘉政办发〔2022〕46号 and 嘉峪关市人民政府办公室 are elements, and 四/(一)/1 is a section of the role
`measures` with the heading 落实好党建带群建制度.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from jsx_cli.model import AlignedText, Document, Normalised, Notice, Paragraph, ParagraphKind, Role, Section, Span
from jsx_cli.outline import titles
from jsx_cli.outline.abbreviations import abbreviations
from jsx_cli.outline.elements import settle
from jsx_cli.outline.head import read_head
from jsx_cli.outline.layout import Layout, Zone
from jsx_cli.outline.line import Line
from jsx_cli.outline.lines import lines
from jsx_cli.outline.parts import read_parts
from jsx_cli.outline.roles import cue
from jsx_cli.outline.tree import (
    Item,
    Trouble,
    assign_roles,
    freeze,
    grow,
    in_articles,
    inline_items,
    items,
    mark_lists,
    unnumbered,
)
from jsx_cli.outline.unglue import unglue
from jsx_cli.patterns import late

__all__ = ["outline"]

CELLS = ("\t", "</td", "</TD", "|")  # what parts the cells of a row in docx text, in HTML, in Markdown
ROW = late(r"\|?[^|\n]{1,400}\|[^|\n]{0,400}\|[^\n]{0,2000}$")
FOOT: frozenset[ParagraphKind] = frozenset({"signature", "date", "copy_to", "furniture", "annex_list"})


def outline(normalised: Normalised) -> Document:
    """The document of a clean text: elements, paragraphs, sections, abbreviations; no sentences yet."""
    aligned = normalised.aligned
    found = unglue(lines(aligned.text))
    declared = next((titles.clean(field.value) for field in normalised.fields if field.name == "title"), "")
    layout = Layout.of(found)
    read_head(layout, declared)
    read_parts(layout, declared)
    _tables(layout, aligned)
    elements, notices = settle(layout, aligned, normalised.fields)
    news = any(element.name == "doc_type" and element.value == "新闻" for element in elements)
    sections, leads, troubles = _sections(layout, found, aligned.text, news)
    notices.extend(_notice(trouble, aligned) for trouble in troubles)
    return Document(
        aligned,
        tuple(elements),
        sections,
        _paragraphs(layout, found, sections, leads),
        (),
        tuple(abbreviations(aligned.text)),
        normalised.fields,
        (*normalised.notices, *notices),
    )


def _notice(trouble: Trouble, aligned: AlignedText) -> Notice:
    return Notice(trouble.code, "info", trouble.message, aligned.to_raw(trouble.span))


def _tables(layout: Layout, aligned: AlignedText) -> None:
    """Mark the rows of tables: lines whose place in the file holds several cells."""
    source = aligned.source.text
    if not any(mark in source for mark in CELLS):
        return
    for index, line in enumerate(layout.lines):
        if layout.kinds[index] == "body":
            quote = aligned.quote(line.span)
            if any(mark in quote for mark in CELLS[:3]) or ROW.match(quote):
                layout.kinds[index] = "table"


def _sections(
    layout: Layout, found: Sequence[Line], text: str, news: bool
) -> tuple[tuple[Section, ...], set[int], list[Trouble]]:
    """The sections of all zones, the lines that are headings and nothing else, and trouble with the numbering."""
    insides = [_items(layout, zone) for zone in layout.zones]
    plain = all(item.marker.style in ("ordinal", "dash") for inside in insides for item in inside)
    sections: list[Section] = []
    headings: set[int] = set()
    troubles: list[Trouble] = []
    for zone, numbered in zip(layout.zones, insides, strict=True):
        last = _foot(layout, zone)
        end = found[last - 1].end if last > zone.first else 0
        inside = numbered
        if plain and not numbered and not news:
            inside = inline_items(found, zone.first, last)
        tops, trouble = grow(inside, found, last, end, zone.prefix)
        troubles.extend(trouble)
        default = _default(zone, news)
        bare = {index: found[index].text for index in range(zone.first, last) if layout.kinds[index] == "body"}
        under = unnumbered(tops, bare, zone.first, default) if zone.kind != "annex" else None
        assign_roles(tops, text, default, under=under)
        mark_lists(tops, text)
        headings.update(item.index for item in inside if _is_heading(item, found))
        if zone.kind == "annex":
            sections.append(_annex(zone, found, end, freeze(tops, 2, plain)))
        else:
            sections.extend(freeze(tops, 1, plain))
    return tuple(sections), headings, troubles


def _items(layout: Layout, zone: Zone) -> list[Item]:
    found = items(layout.lines, zone.first, _foot(layout, zone))
    return [item for item in found if layout.kinds[item.index] == "body"]


def _default(zone: Zone, news: bool) -> Role:
    """The role of an item without a cue: a measure, but in news and in annexes that only name or explain."""
    role = cue(zone.heading) if zone.kind == "annex" else None
    return "other" if news or role in ("other", "background") else "measures"


def _is_heading(item: Item, found: Sequence[Line]) -> bool:
    """True for a line that holds a heading and no sentence."""
    line = found[item.index]
    if item.line.start != line.start or item.lead.end < line.end - 1:
        return False
    return item.end > line.end + 1 and not (in_articles(item) and line.text.endswith("。"))


def _annex(zone: Zone, found: Sequence[Line], end: int, children: tuple[Section, ...]) -> Section:
    """An annex as a section; its items hang below it."""
    header = found[zone.header]
    last = found[max(zone.header, min(zone.last, len(found)) - 1)]
    span = Span(header.start, max(end, header.end, last.end))
    return Section(1, zone.label, zone.label, zone.heading, "attachment", span, header.span, "annex", children)


def _foot(layout: Layout, zone: Zone) -> int:
    """The line after the body of a zone: signature, date and foot are left out."""
    last = min(zone.last, len(layout.lines))
    while last > zone.first and layout.kinds[last - 1] in FOOT:
        last -= 1
    return last


def _paragraphs(
    layout: Layout, found: Sequence[Line], sections: Sequence[Section], headings: set[int]
) -> tuple[Paragraph, ...]:
    flat = [section for top in sections for section in top.walk()]
    starts = [section.span.start for section in flat]
    paragraphs: list[Paragraph] = []
    open_sections: list[Section] = []
    position = 0
    for index, line in enumerate(found):
        until = bisect_right(starts, line.start)
        while position < until:
            open_sections.append(flat[position])
            position += 1
            while len(open_sections) > 1 and open_sections[-2].span.end <= open_sections[-1].span.start:
                del open_sections[-2]
        while open_sections and open_sections[-1].span.end <= line.start:
            open_sections.pop()
        kind = layout.kinds[index]
        if kind == "body" and index in headings:
            kind = "heading"
        path = open_sections[-1].path if open_sections and kind not in ("title", "furniture") else ""
        paragraphs.append(Paragraph(line.span, kind, path))
    return tuple(paragraphs)
