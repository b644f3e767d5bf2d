"""The document as it reads, every fact marked in its place.

关于印发改革方案的通知 becomes a heading, 不低于30% a marked stretch with the number of its fact behind it. Where facts
of several types share characters, their marks lie inside one another. Beside a paragraph whose characters in the file
are others than those shown stands what the file has.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from jsx_cli.model import AlignedText, Document, Fact, Paragraph, RawSpan, Run, Section, Span
from jsx_cli.records import dataclass
from jsx_cli.report.html_parts import escaped, label

SHOWN_AT_MOST = 6000  # characters of the file beside one paragraph: a page may carry its whole script in one tag


@dataclass(frozen=True, slots=True)
class Marked:
    """A fact with the number that it has on the page."""

    number: int
    fact: Fact

    @property
    def span(self) -> Span:
        return self.fact.evidence.span


def numbered(facts: Sequence[Fact]) -> list[Marked]:
    """The facts in the order of the text, from 1."""
    ordered = sorted(facts, key=lambda fact: (fact.evidence.span.start, -fact.evidence.span.end))
    return [Marked(number, fact) for number, fact in enumerate(ordered, 1)]


def document_html(document: Document, marked: Sequence[Marked], anchors: Mapping[Section, str]) -> str:
    """Every paragraph, marked, with its original where the two differ."""
    origin = Origin(document.aligned)
    by_start = sorted(anchors, key=lambda section: section.lead.start)
    pieces: list[str] = []
    next_fact = next_section = 0
    open_facts: list[Marked] = []
    for paragraph in paragraphs(document):
        span = paragraph.span
        while next_fact < len(marked) and marked[next_fact].span.start < span.end:
            open_facts.append(marked[next_fact])
            next_fact += 1
        open_facts = [one for one in open_facts if one.span.end > span.start]
        sections: list[Section] = []
        while next_section < len(by_start) and by_start[next_section].lead.start < max(span.end, span.start + 1):
            sections.append(by_start[next_section])
            next_section += 1
        here = [one for one in open_facts if one.span.start < span.end]
        pieces.append(_paragraph(document, paragraph, here, sections, anchors, origin))
    return "\n".join(pieces)


def paragraphs(document: Document) -> Sequence[Paragraph]:
    """The paragraphs of the outline stage, or else the lines of the text."""
    if document.paragraphs:
        return document.paragraphs
    found: list[Paragraph] = []
    start = 0
    for line in document.text.split("\n"):
        if line:
            found.append(Paragraph(Span(start, start + len(line)), "body"))
        start += len(line) + 1
    return found


def _paragraph(
    document: Document,
    paragraph: Paragraph,
    marked: Sequence[Marked],
    sections: Sequence[Section],
    anchors: Mapping[Section, str],
    origin: Origin,
) -> str:
    tag = _tag(paragraph, sections)
    inner = marked_text(document.text, paragraph.span, marked, sections, anchors)
    was = origin.beside(paragraph.span)
    return f'<div class="par {paragraph.kind}"><{tag}>{inner}</{tag}>{was}</div>'


def _tag(paragraph: Paragraph, sections: Sequence[Section]) -> str:
    if paragraph.kind == "title":
        return "p"  # the page has the title as its first heading already
    if paragraph.kind == "heading":
        return f"h{min(6, 2 + (sections[0].level if sections else 1))}"
    return "p"


def marked_text(
    text: str, span: Span, marked: Sequence[Marked], sections: Sequence[Section], anchors: Mapping[Section, str]
) -> str:
    """The characters of `span` with marks around facts and anchors at the heads of sections."""
    cuts = {span.start, span.end}
    leads = [section.lead for section in sections if len(section.lead) and section.lead != span]
    for one in (*(mark.span for mark in marked), *leads):
        cuts.update(place for place in (one.start, one.end) if span.start < place < span.end)
    for section in sections:
        cuts.add(min(max(section.lead.start, span.start), span.end))
    places = sorted(cuts)
    starts = {min(max(section.lead.start, span.start), span.end): anchors[section] for section in reversed(sections)}
    last = {mark.number: max(1, mark.span.end) for mark in marked}
    pieces: list[str] = []
    for start, end in pairwise(places):
        if start in starts:
            pieces.append(f'<span id="{starts[start]}"></span>')
        inner = escaped(text[start:end])
        if any(lead.start <= start and end <= lead.end for lead in leads):
            inner = f'<span class="lead">{inner}</span>'
        around = [mark for mark in marked if mark.span.start <= start and end <= mark.span.end]
        for mark in sorted(around, key=lambda mark: (len(mark.span), -mark.number)):
            kind = escaped(mark.fact.type)
            inner = f'<span class="hl {kind}" data-t="{kind}" data-f="{mark.number}">{inner}</span>'
        pieces.append(inner)
        pieces.extend(reference(mark) for mark in around if last[mark.number] == end)
    if not places[1:] and span.start in starts:
        pieces.append(f'<span id="{starts[span.start]}"></span>')
    return "".join(pieces)


def reference(mark: Marked) -> str:
    """The number behind the words, a link to the fact in the table."""
    number, kind = mark.number, escaped(mark.fact.type)
    return (
        f'<a class="ref {kind}" id="m-{number}" href="#f-{number}" data-f="{number}">'
        f'<span class="unseen">{label(mark.fact.type)} </span>{number}</a>'
    )


class Origin:
    """What the file has where the text has a paragraph."""

    def __init__(self, aligned: AlignedText) -> None:
        self.aligned = aligned
        self.starts = [run.start for run in aligned.runs]

    def beside(self, span: Span) -> str:
        """The original in a box that opens, "" where it is the same as the text."""
        raw = self.aligned.to_raw(span)
        if self.aligned.source.text[raw.start : raw.end] == span.of(self.aligned.text):
            return ""
        return (
            f'<details class="was"><summary>{label("page.original.one")}</summary>'
            f"<pre>{self.compared(span, raw)}</pre></details>"
        )

    def compared(self, span: Span, raw: RawSpan | None = None) -> str:
        """The characters of the file: grey what was left out, coloured what became other characters."""
        raw = raw or self.aligned.to_raw(span)
        source, pieces, at = self.aligned.source.text, [], raw.start
        stop = min(raw.end, raw.start + SHOWN_AT_MOST)
        for kept, run_raw in self._runs(span):
            start, end = max(run_raw.start, at), min(run_raw.end, stop)
            if start >= end:
                continue
            if start > at:
                pieces.append(f"<del>{escaped(source[at:start])}</del>")
            pieces.extend(_same_and_changed(source[start:end], kept))
            at = end
        if at < stop:
            pieces.append(f"<del>{escaped(source[at:stop])}</del>")
        if stop < raw.end:
            pieces.append(f"<del> … {label('page.cut')}</del>")
        return "".join(pieces)

    def _runs(self, span: Span) -> Iterator[tuple[str, RawSpan]]:
        """The stretches of the text inside `span` with where they come from."""
        runs, text = self.aligned.runs, self.aligned.text
        index = max(0, bisect_right(self.starts, span.start) - 1)
        while index < len(runs) and runs[index].start < span.end:
            run: Run = runs[index]
            end = runs[index + 1].start if index + 1 < len(runs) else len(text)
            first, last = max(span.start, run.start), min(span.end, end)
            if run.whole:
                yield text[first:last], RawSpan(run.raw_start, run.raw_end)
            elif first < last:
                start = run.raw_start + first - run.start
                yield text[first:last], RawSpan(start, start + last - first)
            index += 1


def _same_and_changed(raw: str, kept: str) -> Iterator[str]:
    if raw == kept:
        yield escaped(raw)
        return
    if len(raw) != len(kept):
        yield f"<ins>{escaped(raw)}</ins>"
        return
    start = 0
    for at in range(1, len(raw) + 1):
        if at == len(raw) or (raw[at] == kept[at]) != (raw[start] == kept[start]):
            piece = escaped(raw[start:at])
            yield piece if raw[start] == kept[start] else f"<ins>{piece}</ins>"
            start = at
