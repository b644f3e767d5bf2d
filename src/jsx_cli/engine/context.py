"""Fields that the document gives, and not the words of the match: its date and bodies, an abbreviation's full name, the
section, the list that a word belongs to, a fact that an earlier rule found.

`{from: document, of: date}` is 2022-05-25, `{from: abbreviation, of: org}` turns 市计生协 into 嘉峪关市计划生育协会.
Every source gives the value with the characters that state it, or None.
"""

from __future__ import annotations

from collections.abc import Callable

from jsx_cli.engine.grammar import fold
from jsx_cli.engine.rule import FieldSource
from jsx_cli.engine.site import Site
from jsx_cli.engine.view import View
from jsx_cli.model import FieldValue, Span

Given = tuple[FieldValue, Span | None, str] | None

DOCUMENT = ("title", "doc_number", "issuers", "date", "published", "doc_type", "addressees", "attached", "index_number")
SECTION = ("path", "heading", "role", "marker", "parent")
LONG_LINE = 120
NEAR_LIST = 40  # a list of more lines than this has lost its heading


def document(site: Site, source: FieldSource) -> Given:
    """One of the document's own data; several issuers are a list."""
    found = [element for element in site.view.document.elements if element.name == source.of]
    if not found:
        return None
    values = tuple(element.value for element in found)
    words = f"the document's {source.of}"
    return (values if source.of == "issuers" else values[0]), found[0].span, words


def section(site: Site, source: FieldSource) -> Given:
    """The path, heading, role or marker of the innermost section, or the heading of the one above it."""
    here = site.section
    if here is None:
        return None
    if source.of == "parent":
        above = site.view.ancestors(here)[:-1]
        return (above[-1].heading, above[-1].lead, f"the heading above {here.path}") if above else None
    value = str(getattr(here, source.of))
    return (value, here.lead, f"the {source.of} of section {here.path}") if value else None


def abbreviation(site: Site, source: FieldSource) -> Given:
    """The full name of what the capture names by a short one that the document defined before the match."""
    caught = site.match.get(source.of)
    if caught is None:
        return None
    words = caught.span.of(site.view.text)
    for known in site.view.document.abbreviations:
        if known.short in (words, words.strip("《》")) and known.span.start < site.match.span.start:
            return known.full, known.span, f"{words} stands for it since {known.span.of(site.view.text)}"
    return None


def lexicon(site: Site, source: FieldSource) -> Given:
    """The lexicon that the captured word belongs to, or what a column of its row says."""
    caught = site.match.get(source.of)
    if caught is None:
        return None
    words = caught.span.of(site.view.folded)
    for choice in source.choices:
        name, _, column = choice.partition(".")
        for row in site.rules.lexicons.get(name, ()):
            if fold(row["word"]) == words:
                value = row.get(column, "") if column else name
                return (value, caught.span, f"{words} stands in the lexicon {name}") if value else None
    return None


def list_intro(site: Site, _: FieldSource) -> Given:
    """What introduces the list that the match stands in: the nearest line above that ends with a colon or says 名单."""
    view = site.view
    index = view.paragraph_index(site.exact.start)
    here = view.document.paragraphs[index]
    before = _introduction(view, Span(here.span.start, site.exact.start))
    if before is not None:
        return before.of(view.text), before, "it introduces the list in this line"
    for paragraph in reversed(view.document.paragraphs[max(0, index - NEAR_LIST) : index]):
        text = paragraph.span.of(view.folded)
        if text.endswith(("：", "名单", "如下")):
            span = Span(paragraph.span.start, paragraph.span.end - text.endswith("："))
            return span.of(view.text), span, "the line above that introduces the list"
        if len(text) > LONG_LINE:
            return None  # running text: the list has ended
    return None


def _introduction(view: View, span: Span) -> Span | None:
    """`重点行业包括：` before the match in its own line; labels of one or two signs are none."""
    at = view.folded.rfind("：", span.start, span.end)
    if at < 0 or any(sign in "。！？" for sign in view.folded[at : span.end]):
        return None
    start = max((view.folded.rfind(sign, span.start, at) for sign in "。！？；，"), default=-1) + 1
    start = max(start, span.start)
    return Span(start, at) if at - start >= 2 else None


def fact(site: Site, source: FieldSource) -> Given:
    """A field of the fact that the pattern built on ({fact.ratio})."""
    for mention in site.match.mentions:
        fields = site.view.known.get((mention.kind, mention.span))
        if fields is not None and fields.get(source.of) not in (None, ""):
            return fields[source.of], mention.span, f"the {source.of} of the {mention.kind[5:]} by {mention.by}"
    return None


CONTEXT: dict[str, Callable[[Site, FieldSource], Given]] = {
    "document": document,
    "section": section,
    "abbreviation": abbreviation,
    "lexicon": lexicon,
    "list": list_intro,
    "fact": fact,
}
