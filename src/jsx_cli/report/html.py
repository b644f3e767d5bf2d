"""A result as one page to read: the document with every fact marked, the outline, the facts as a table.

In comes the `DocumentResult` of a notice, out goes a page that needs nothing but itself: no address, no picture, no
font from elsewhere. 不低于30% is marked where it stands, and its row in the table says what it means, which rule
found it, what the file has there and how each field came about. Without scripts everything is there and can be
opened; with them the table sorts and filters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath

from jsx_cli.model import FACT_TYPES, DocumentResult, Fact, FieldValue, Notice, RawSpan, Reason, Section
from jsx_cli.patterns import late
from jsx_cli.records import dataclass
from jsx_cli.report.html_parts import Language, both, data_block, escaped, label, labels, languages, page
from jsx_cli.report.html_text import Marked, Origin, document_html, numbered
from jsx_cli.report.json import number, to_dict
from jsx_cli.report.words import value_in_words

LINE_END = late(r"\r\n|\r|\n")
# The field that says what a fact is about, beside its value.
ABOUT = {"ratio": "subject", "quantity": "subject", "deadline": "action", "leadership": "holder",
         "responsibility": "task", "measure": "heading"}  # fmt: skip
QUALIFIERS = ("status", "kind")
# Their value repeats the words of the document.
EVIDENT = ("citation", "measure")


def to_html(result: DocumentResult, *, language: Language = "zh", back: str = "") -> str:
    """The page of one document. `back` is a link to the index it belongs to."""
    document = result.document
    marked = numbered(result.facts)
    anchors = {section: f"s-{at}" for at, section in enumerate(document.sections(), 1)}
    name = document.element("title") or PurePath(document.aligned.source.name).name
    # The text has its title already, unless the file says it elsewhere.
    titled = ' class="unseen"' if any(one.kind == "title" for one in document.paragraphs) else ""
    home = f'<a href="{escaped(back)}">{label("page.index")}</a>' if back else ""
    body = "\n".join((
        f'<a class="skip" href="#text">{label("page.skip")}</a>',
        f'<header class="bar"><span class="name">{escaped(name)}</span>{home}{kinds(marked)}'
        f"{tools(document_differs(result))}{languages(language)}</header>",
        f'<div class="columns{"" if document.outline else " plain"}">{outline(document.outline, anchors, marked)}',
        f'<main class="sheet" id="text"><h1{titled}>{escaped(name)}</h1>{about(result)}',
        f'<article class="text">\n{document_html(document, marked, anchors)}\n</article>'
        f"{notices(result.notices, Lines(result))}{gaps(result, Lines(result))}</main>",
        f"{facts(marked, result)}</div>",
        foot(result),
        data_block(to_dict(result), PurePath(document.aligned.source.name).stem + ".json"),
    ))  # fmt: skip
    return page(name, body)


class Lines:
    """Where in the file a position is, as editors count: 61:12."""

    def __init__(self, result: DocumentResult) -> None:
        self.starts = [0, *(found.end() for found in LINE_END.finditer(result.document.aligned.source.text))]

    def place(self, raw: RawSpan) -> str:
        """The line and the column of the first character, both from 1."""
        line = bisect_right(self.starts, raw.start)
        return f"{line}:{raw.start - self.starts[line - 1] + 1}"


def document_differs(result: DocumentResult) -> bool:
    """True where the text is another than the file."""
    return result.document.text != result.document.aligned.source.text


def kinds(marked: Sequence[Marked]) -> str:
    """A box for each type of fact that the document has; unchecked, its marks and rows are gone."""
    counts = Counter(one.fact.type for one in marked)
    boxes = "".join(
        f'<label><input type="checkbox" id="show-{escaped(kind)}" checked>{label(kind)} {counts[kind]}</label>'
        for kind in (*FACT_TYPES, *sorted(set(counts) - set(FACT_TYPES)))
        if counts[kind]
    )
    return f'<fieldset class="kinds"><legend class="unseen">{label("page.show")}</legend>{boxes}</fieldset>'


def tools(differs: bool) -> str:
    """What needs scripts: originals side by side, print, save the data."""
    original = f'<label><input type="checkbox" id="originals">{label("page.original")}</label>' if differs else ""
    return (
        f'<fieldset class="needs-script"><legend class="unseen">{label("page.more")}</legend>{original}'
        f'<button type="button" id="print">{label("page.print")}</button>'
        f'<button type="button" id="save">{label("page.save")}</button></fieldset>'
    )


def outline(sections: Sequence[Section], anchors: Mapping[Section, str], marked: Sequence[Marked]) -> str:
    """The outline as nested lists of links, each with the number of facts it holds."""
    if not sections:
        return ""
    starts = sorted(one.span.start for one in marked)

    def count(section: Section) -> int:
        return bisect_right(starts, section.span.end - 1) - bisect_right(starts, section.span.start - 1)

    def items(some: Iterable[Section]) -> str:
        return "<ol>" + "".join(
            f'<li><a href="#{anchors[section]}" title="{escaped(section.heading)}"><span class="head">'
            f"{escaped(section.marker)}{escaped(short(section.heading))}</span>"
            f'<span class="count">{count(section) or ""}</span></a>'
            f"{items(section.children) if section.children else ''}</li>"
            for section in some
        ) + "</ol>"  # fmt: skip

    return f'<nav class="side outline"><h2 class="part">{label("page.outline")}</h2>{items(sections)}</nav>'


def short(text: str, most: int = 60) -> str:
    """The beginning of a long text."""
    return text if len(text) <= most else text[: most - 1] + "…"


def about(result: DocumentResult) -> str:
    """The document's own data."""
    found: dict[str, list[str]] = {}
    for element in result.document.elements:
        found.setdefault(element.name, []).append(element.value)
    if not found:
        return ""
    rows = "".join(
        f"<dt>{label(name)}</dt><dd>{escaped('、'.join(values)) if name != 'level' else label(values[0])}</dd>"
        for name, values in found.items()
        if name != "title"
    )
    return f'<section class="about"><h2 class="part">{label("page.about")}</h2><dl>{rows}</dl></section>'


def notices(some: Sequence[Notice], lines: Lines) -> str:
    """What the reader of the document should know."""
    if not some:
        return ""
    rows = "".join(
        f"<li>{label(notice.severity)} <code>{escaped(notice.code)}</code> {escaped(notice.message)}"
        + (f" ({lines.place(notice.where)})" if notice.where else "")
        + "</li>"
        for notice in some
    )
    return f'<section class="notices"><h2 class="part">{label("page.notices")}</h2><ul>{rows}</ul></section>'


def gaps(result: DocumentResult, lines: Lines) -> str:
    """The sentences with a cue and no fact: where to look for what was missed."""
    coverage = result.coverage
    if coverage is None or not coverage.gaps:
        return ""
    rows = "".join(
        f"<li>{escaped(short(gap.sentence, 200))} "
        f'<span class="note">{escaped(gap.cue)} · {label("page.line")} {lines.place(gap.raw)}</span></li>'
        for gap in coverage.gaps
    )
    return (
        f'<section class="notices"><details><summary>{label("page.gaps")} '
        f"({len(coverage.gaps)} / {coverage.cued})</summary><ul>{rows}</ul></details></section>"
    )


def foot(result: DocumentResult) -> str:
    """What was read, and what read it."""
    source = result.document.aligned.source
    engine = result.engine
    encoding = f" · {escaped(source.encoding)}" if source.encoding else ""
    return (
        f'<footer class="foot">{escaped(source.name)} · {escaped(source.media)}{encoding} · '
        f"{len(source.text):,} {label('page.chars')} · sha256 <code>{escaped(source.sha256[:16])}</code><br>"
        f"{label('page.engine')} {escaped(engine.version)} · {label('page.rules')} "
        f"<code>{escaped(engine.rules)}</code></footer>"
    )


def facts(marked: Sequence[Marked], result: DocumentResult) -> str:
    """The table of facts, each with all that is known of it underneath."""
    if not marked:
        return (
            f'<aside class="side facts"><h2 class="part">{label("page.facts")}</h2><p>{label("page.none")}</p></aside>'
        )
    view = View(result)
    head = "".join(
        f'<th scope="col"{" aria-sort=" + chr(34) + "ascending" + chr(34) if key == "number" else ""}>'
        f'<button type="button" data-sort="{key}">{label("page." + key)}</button></th>'
        for key in ("number", "value", "what")
    )
    rows = "\n".join(view.row(one) for one in marked)
    return (
        f'<aside class="side facts"><div class="head"><h2 class="part">{label("page.facts")}</h2>'
        f'<label class="needs-script"><span class="unseen">{label("page.search")}</span>'
        f'<input class="search" id="search" type="search" placeholder="{both("page.search")}"'
        ' autocomplete="off"></label>'
        f'<p class="count-line needs-script" role="status"><span id="counted"></span>'
        f' <span id="nomatch" hidden>{label("page.nomatch")}</span></p></div>'
        f'<table id="facts-table"><caption class="unseen">{label("page.facts")}</caption>'
        f'<thead><tr>{head}<th scope="col">{label("page.section")}</th></tr></thead>\n{rows}\n'
        "</table></aside>"
    )


@dataclass(frozen=True, slots=True)
class Came:
    """The reasons of one field."""

    name: str
    value: FieldValue
    reasons: tuple[Reason, ...]


class View:
    """Rows of facts, which need to know where things stand in the file."""

    def __init__(self, result: DocumentResult) -> None:
        self.lines = Lines(result)
        self.origin = Origin(result.document.aligned)
        self.headings = {section.path: section.heading for section in result.document.sections()}

    def row(self, one: Marked) -> str:
        """A body of the table with two lines: the fact in short, and all about it."""
        fact, kind = one.fact, escaped(one.fact.type)
        value, what = value_in_words(fact) or "", about_fact(fact)
        qualifiers = " · ".join(
            label(str(said)) for said in map(fact.get, QUALIFIERS) if isinstance(said, str) and said
        )
        note = f'<br><span class="note">{qualifiers}</span>' if qualifiers else ""
        exact = fact.evidence.exact
        new = fact.type not in EVIDENT and exact not in (what, value)
        quoted = f'<br><span class="note">“{escaped(short(exact))}”</span>' if new else ""
        return (
            f'<tbody class="{kind}" id="f-{one.number}" data-t="{kind}" data-v="{escaped(sortable(fact))}"'
            f' data-w="{escaped(what)}"><tr class="line"><td class="no"><a href="#m-{one.number}">{one.number}</a></td>'
            f'<td><span class="kind">{label(kind)}</span><span class="value">{escaped(value)}</span>{note}</td>'
            f'<td>{escaped(short(what, 90))}{quoted}</td><td class="section">{escaped(fact.section)}</td></tr>'
            f'<tr class="detail"><td colspan="4"><details><summary>{label("page.more")}</summary>'
            f"{self.card(fact)}</details></td></tr></tbody>"
        )

    def card(self, fact: Fact) -> str:
        """Everything about a fact: its fields and how they came about, its sentence, the file."""
        evidence = fact.evidence
        fields = "".join(
            f"<dt>{named(came.name)}</dt><dd>{shown(came)}{how(came.reasons)}</dd>" for came in fields_and_reasons(fact)
        )
        sentence = escaped(evidence.sentence)
        exact = escaped(evidence.exact)
        before, found, after = sentence.partition(exact)
        sentence = f"{before}<mark>{found}</mark>{after}" if found else sentence
        heading = self.headings.get(fact.section, "")
        section = f"{fact.section} {short(heading)}".strip() or "—"
        raw = evidence.raw
        return (
            f'<div class="card"><dl>{fields}</dl>'
            f"<h4>{label('page.sentence')}</h4><blockquote>{sentence}</blockquote>"
            f'<h4>{label("page.raw")}</h4><code class="chars">{self.origin.compared(evidence.span, raw)}</code>'
            f"<h4>{label('page.provenance')}</h4><dl><dt>{label('page.place')}</dt>"
            f"<dd>{raw.start}–{raw.end} ({label('page.line')} {self.lines.place(raw)})</dd>"
            f"<dt>{label('page.section')}</dt><dd>{escaped(section)}</dd>"
            f"<dt>{label('page.rule')}</dt><dd><code>{escaped(fact.rule)}</code></dd>"
            f"<dt>{label('page.id')}</dt><dd><code>{escaped(fact.id)}</code></dd></dl></div>"
        )


def about_fact(fact: Fact) -> str:
    """What a fact is about, in the words of the document; the words themselves where no field says it."""
    value = fact.get(ABOUT.get(fact.type, ""))
    if isinstance(value, str) and value:
        return value
    evidence = fact.evidence
    return f"…{evidence.prefix}{evidence.exact}{evidence.suffix}…" if fact.type == "citation" else evidence.exact


def sortable(fact: Fact) -> str:
    """What the column of values is sorted by: a number where the fact has one, else a day, else words."""
    for name in ("value", "low", "high"):
        value = fact.get(name)
        if isinstance(value, Decimal | int):
            return number(value)
    return str(fact.get("end") or fact.get("start") or value_in_words(fact) or "")


def in_words(value: FieldValue) -> str:
    """A field as people write it: numbers without exponents, lists with 、 between."""
    if isinstance(value, tuple):
        return "、".join(value)
    return number(value) if isinstance(value, Decimal) else str(value)


def named(field: str) -> str:
    """The label of a field; one of a user's own type is called as it is."""
    return label(f"field.{field}") if f"field.{field}" in labels() else escaped(field)


def shown(came: Came) -> str:
    """The value of a field; a word of ours, such as target, with its label."""
    words = in_words(came.value)
    if came.name in ("kind", "status", "strength") and words in labels():
        return f"{label(words)} <code>{escaped(words)}</code>"
    return escaped(words)


def fields_and_reasons(fact: Fact) -> list[Came]:
    """Each field with its reasons; reasons for fields that are not there are left out."""
    return [
        Came(name, value, tuple(dict.fromkeys(reason for reason in fact.reasons if reason.field == name)))
        for name, value in fact.fields
    ]


def how(reasons: Sequence[Reason]) -> str:
    """识别 quantity: 3岁以下."""
    said = dict.fromkeys(
        f"{label(name) if (name := 'source.' + reason.source) in labels() else escaped(reason.source)} "
        f"{escaped(short(reason.detail, 120))}"
        for reason in reasons
    )
    return "".join(f'<span class="how">{one}</span>' for one in said)
