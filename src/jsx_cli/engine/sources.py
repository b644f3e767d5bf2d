"""Where fields come from when the pattern did not catch them: cues, headings, the words around a number.

Each source is a function of a `Site` (the match and its surroundings) that gives a value and the reason, or None:
what the text does not give is absent, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable

from jsx_cli.engine.grammar import fold
from jsx_cli.engine.site import Site
from jsx_cli.engine.subject import LONGEST, TRIM, Found, balanced, behind_marker, per, shared_subject, subject, trimmed
from jsx_cli.model import Span


def action(site: Site) -> Found:
    """What is due: the main clause after the time, else the one before it, else the heading of its item."""
    text = site.view.text
    after = _first_clause(site, Span(site.exact.end, max(site.exact.end, site.sentence.end)))
    if after and len(after) > 2:
        return balanced(text[after.start : after.end]), after
    if after and site.clause.start < site.exact.start:  # 本条例自X起施行
        before = trimmed(site, Span(behind_marker(site), site.exact.start))
        if before:
            return text[before.start : before.end] + text[after.start : after.end], before
    if site.view.folded[max(0, site.exact.start - 1)] in "：（":
        return heading(site)
    before = trimmed(site, Span(site.clause.start, site.exact.start))
    if before:
        return text[before.start : before.end], before
    return heading(site)


def _first_clause(site: Site, span: Span) -> Span | None:
    folded = site.view.folded
    start = span.start
    while start < span.end and (folded[start] in TRIM or folded[start] == "\n"):
        start += 1
    if start < span.end and folded[start] in "）］":
        return None
    end = start
    while end < span.end and folded[end] not in "。；！？\n" and not (folded[end] in "，" and end - start >= 6):
        end += 1
    while end > start and folded[end - 1] in TRIM:
        end -= 1
    return Span(start, min(end, start + LONGEST)) if end - start >= 2 else None


def task(site: Site) -> Found:
    """What a body is charged with: the words after the verb of duty, else the heading of the item."""
    after = _first_clause(site, Span(site.exact.end, max(site.exact.end, site.sentence.end)))
    in_bracket = site.view.folded[max(0, site.exact.start - 1)] in "（［"
    if after and not in_bracket and site.view.folded[site.exact.end] not in "，；。）］\n":
        return site.view.text[after.start : after.end], after
    found = heading(site)
    if found:
        return found
    before = trimmed(site, Span(site.sentence.start, site.exact.start))
    return (site.view.text[before.start : before.end], before) if before else None


def heading(site: Site) -> Found:
    """The lead phrase of the item that holds the match."""
    if site.section is None or not site.section.heading:
        return None
    return site.section.heading, site.section.lead


def org(site: Site) -> Found:
    """The body that the heading names, where exactly one is named there."""
    if site.section is None:
        return None
    for section in reversed(site.view.ancestors(site.section)):
        for abbreviation in site.view.document.abbreviations:
            for name in (abbreviation.short, abbreviation.full):
                if name in section.heading:
                    return name, section.lead
    return None


def word_before(site: Site, lexicon: str) -> Found:
    """The nearest word of a lexicon before the match, in its paragraph."""
    folded, best = site.view.folded, (-1, "")
    for word in site.words(lexicon):
        at = folded.rfind(fold(word), site.paragraph.start, site.exact.start)
        if at + len(word) > best[0] + len(best[1]):
            best = (at, word) if at >= 0 else best
    if best[0] < 0:
        return None
    span = Span(best[0], best[0] + len(best[1]))
    return site.view.text[span.start : span.end], span


def label_above(site: Site, lexicon: str) -> Found:
    """The word of a lexicon with which the nearest line above begins as a label: 副组长：."""
    view, words = site.view, site.words(lexicon)
    index = view.paragraph_index(site.exact.start)
    for paragraph in reversed(view.document.paragraphs[max(0, index - 80) : index]):
        start = paragraph.span.start
        for word in words:
            if view.folded.startswith(fold(word), start) and view.folded.startswith("：", start + len(word)):
                span = Span(start, start + len(word))
                return view.text[span.start : span.end], span
        if len(paragraph.span) > LONGEST:
            return None  # running text: the list of names has ended
    return None


def paragraph(site: Site) -> Found:
    """¶3: the number of the paragraph among those of the text, for documents without numbering."""
    view = site.view
    index = view.paragraph_index(site.exact.start)
    return f"¶{view.number_of(index)}", view.document.paragraphs[index].span


SOURCES: dict[str, Callable[[Site, str], Found]] = {
    "subject": lambda site, _: subject(site),
    "shared-subject": lambda site, _: shared_subject(site),
    "per": lambda site, _: per(site),
    "word-before": word_before,
    "label-above": label_above,
    "action": lambda site, _: action(site),
    "task": lambda site, _: task(site),
    "heading": lambda site, _: heading(site),
    "org": lambda site, _: org(site),
    "paragraph": lambda site, _: paragraph(site),
}
