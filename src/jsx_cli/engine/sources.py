"""Where fields come from when the pattern did not catch them: cues, headings, the words around a number.

Each source is a function of a `Site` (the match and its surroundings) that gives a value and the reason, or None:
what the text does not give is absent, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jsx_cli.engine.grammar import fold
from jsx_cli.engine.site import Site
from jsx_cli.model import Span

LONGEST = 60
_TRIM = " \t,，;；：:。、"
_BRACKETED = re.compile("[（(［〔\\[【][^（）()［］\n]{0,200}[）)］〕\\]】]")


Found = tuple[str | tuple[str, ...], Span | None] | None


def subject(site: Site) -> Found:
    """What is measured: the noun after a counted number (2至3名工作人员), else the words before it in its clause."""
    text = site.view.text
    right = _noun_after(site)
    if right:
        return right
    begin = _behind_marker(site)
    left = Span(begin, max(begin, site.exact.start))
    found = _trimmed(site, left)
    if found is None and site.clause.start > site.sentence.start:
        # 失业率，不高于5%: the clause is empty before the number, so the subject stands in the one before.
        before = site.view.clause_of(Span(site.clause.start - 1, site.clause.start - 1), site.sentence)
        found = _trimmed(site, before)
    if found is None:
        return None
    words = text[found.start : found.end]
    return _balanced(_BRACKETED.sub("", words) or words), found


def _noun_after(site: Site) -> tuple[str, Span] | None:
    text, folded = site.view.text, site.view.folded
    mention = next((m for m in site.match.mentions if m.span.overlaps(site.exact)), None)
    if mention is None or site.exact.end >= site.clause.end or mention.kind not in ("quantity", "number", "money"):
        return None
    at = max(mention.span.end, site.exact.end)
    if mention.kind == "money":
        noun = next((word for word in site.words("money_nouns") if folded.startswith(word, at)), "")
        return (noun, Span(at, at + len(noun))) if noun else None
    stop = at
    cuts = site.words("noun_breaks")
    while stop < site.clause.end and stop - at < 30:
        if folded[stop] in "、（［" or any(folded.startswith(word, stop) for word in cuts):
            break
        stop += 1
    noun = _balanced(text[at:stop].strip(_TRIM))
    return (noun, Span(at, stop)) if len(noun) >= 2 else None


def _balanced(words: str) -> str:
    """The words without a quotation mark whose fellow lies outside: 事项“免证办 is 事项免证办."""
    for opening, closing in ("“”", "‘’", "（）", "()", "《》"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words.strip(_TRIM)


def _trimmed(site: Site, span: Span) -> Span | None:
    """The phrase of `span` without the words that only lead to it or lead on to the number."""
    folded = site.view.folded
    start, end = span.start, span.end
    heads, tails = site.words("subject_heads"), site.words("subject_tails")
    changed = True
    while changed and start < end:
        changed = False
        if folded[start] in _TRIM:
            start, changed = start + 1, True
        elif folded[end - 1] in _TRIM:
            end, changed = end - 1, True
        else:
            for word in heads:
                if folded.startswith(word, start, end):
                    start, changed = start + len(word), True
                    break
            for word in tails:
                if end > start and folded.endswith(word, start, end):
                    end, changed = end - len(word), True
                    break
    for place in site.view.places("date", Span(start, end)) if start < end else ():
        for mention in site.view.by_kind["date"][place]:
            if mention.span.start == start and mention.span.end < end:
                return _trimmed(site, Span(mention.span.end, end))
    for mention in site.view.mentions_in(("quantity", "money", "duration", "ratio"), Span(start, end)):
        if mention.span.end >= end - 1 > mention.span.start > start:
            return _trimmed(site, Span(start, mention.span.start))  # 每周7天、每天24小时: both are of the same thing
    if end - start > LONGEST:
        start = end - LONGEST
    return Span(start, end) if end - start >= 2 else None


def action(site: Site) -> Found:
    """What is due: the main clause after the time, else the one before it, else the heading of its item."""
    text = site.view.text
    after = _first_clause(site, Span(site.exact.end, max(site.exact.end, site.sentence.end)))
    if after and len(after) > 2:
        return _balanced(text[after.start : after.end]), after
    if after and site.clause.start < site.exact.start:  # 本条例自X起施行
        before = _trimmed(site, Span(_behind_marker(site), site.exact.start))
        if before:
            return text[before.start : before.end] + text[after.start : after.end], before
    if site.view.folded[max(0, site.exact.start - 1)] in "：（":
        return heading(site)
    before = _trimmed(site, Span(site.clause.start, site.exact.start))
    if before:
        return text[before.start : before.end], before
    return heading(site)


def _first_clause(site: Site, span: Span) -> Span | None:
    folded = site.view.folded
    start = span.start
    while start < span.end and (folded[start] in _TRIM or folded[start] == "\n"):
        start += 1
    if start < span.end and folded[start] in "）］":
        return None
    end = start
    while end < span.end and folded[end] not in "。；！？\n" and not (folded[end] in "，" and end - start >= 6):
        end += 1
    while end > start and folded[end - 1] in _TRIM:
        end -= 1
    return Span(start, min(end, start + LONGEST)) if end - start >= 2 else None


def _behind_marker(site: Site) -> int:
    """Where the clause begins behind the numeral of its item: 第六十四条 本条例 begins at 本."""
    start = site.clause.start
    if site.section is not None and site.section.span.start == start:
        return start + len(site.section.marker)
    return start


def task(site: Site) -> Found:
    """What a body is charged with: the words after the verb of duty, else the heading of the item."""
    after = _first_clause(site, Span(site.exact.end, max(site.exact.end, site.sentence.end)))
    in_bracket = site.view.folded[max(0, site.exact.start - 1)] in "（［"
    if after and not in_bracket and site.view.folded[site.exact.end] not in "，；。）］\n":
        return site.view.text[after.start : after.end], after
    found = heading(site)
    if found:
        return found
    before = _trimmed(site, Span(site.sentence.start, site.exact.start))
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


def shared_subject(site: Site) -> Found:
    """What one member of 分别 measures: 甲、乙中的比例分别不低于30%、20% gives 甲中的比例 and 乙中的比例.

    Only where the words before name as many things as there are numbers; else none, with a notice.
    """
    mentions = site.match.mentions
    index = next((i for i, mention in enumerate(mentions) if mention.span.covers(site.exact)), -1)
    text, folded = site.view.text, site.view.folded
    span = _trimmed(site, Span(site.clause.start, max(site.clause.start, site.match.span.start)))
    if index < 0 or len(mentions) < 2:
        return subject(site)
    if span is None:
        return _undistributed(site, 0, len(mentions))
    bounds = site.words("list_bounds")
    named = 0
    for found in re.finditer("[^、和及与]+(?:[、和及与][^、和及与]+)+", folded[span.start : span.end]):
        start, end = span.start + found.start(), span.start + found.end()
        items = re.split("[、和及与]", folded[start:end])
        if len(items) != len(mentions):
            named = named or len(items)
            continue
        head = max((items[0].rfind(word) + len(word) for word in bounds if word in items[0]), default=0)
        tail = min((at for word in bounds if (at := items[-1].find(word)) > 0), default=_common_tail(items))
        last_start = end - len(items[-1])
        parts = [items[0][head:], *items[1:-1], items[-1][:tail]]
        whole = text[span.start : start + head] + parts[index] + text[last_start + tail : span.end]
        return whole, span
    return _undistributed(site, named, len(mentions))


def _undistributed(site: Site, named: int, numbers: int) -> Found:
    """The reader is told that nothing is paired. Of a list of another length no subject comes: it would be a guess.

    城乡居民收入分别增长4.6%、7% names no list; both numbers are of what it names.
    """
    listed = f"names {named} things" if named else "names no list"
    message = f"分别 gives {numbers} numbers and {listed}; they are not paired"
    site.view.note("distribution-mismatch", "info", message, site.match.span)
    return None if named else subject(site)


def _common_tail(items: list[str]) -> int:
    """Where the last item ends and what all share begins, when nothing but length can tell: 城镇、农村参保率."""
    return min(len(items[0]), len(items[-1]))


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


SOURCES: dict[str, Callable[[Site, str], Found]] = {
    "subject": lambda site, _: subject(site),
    "shared-subject": lambda site, _: shared_subject(site),
    "word-before": word_before,
    "label-above": label_above,
    "action": lambda site, _: action(site),
    "task": lambda site, _: task(site),
    "heading": lambda site, _: heading(site),
    "org": lambda site, _: org(site),
}
