"""Where fields come from when the pattern did not catch them: cues, headings, the words around a number.

Each source is a function of a `Site` (the match and its surroundings) that gives a value and the reason, or None:
what the text does not give is absent, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from jsx_cli.engine.grammar import Node, fold
from jsx_cli.engine.match import Match, Matcher, starts
from jsx_cli.engine.regex import compiled, compiled_end
from jsx_cli.engine.rule import Condition, Cue, RuleSet
from jsx_cli.engine.view import View
from jsx_cli.model import Mention, Reason, Section, Span, When

LONGEST = 60
_TRIM = " \t,，;；：:。、"
_BRACKETED = re.compile("[（(［〔\\[【][^（）()［］\n]{0,200}[）)］〕\\]】]")


@dataclass(frozen=True, slots=True)
class Site:
    """A match in its place: the sentence, clause and paragraph around it, and its section."""

    view: View
    rules: RuleSet
    match: Match
    exact: Span
    sentence: Span
    clause: Span
    paragraph: Span
    section: Section | None

    def headings(self) -> list[str]:
        """The headings above the match, from the innermost outwards."""
        if self.section is None:
            return []
        return [section.heading for section in reversed(self.view.ancestors(self.section))]

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a lexicon of the rule set, longest first."""
        return tuple(sorted(self.rules.lexicons.get(name, ()), key=lambda word: (-len(word), word)))


def search(view: View, rules: RuleSet, node: Node, region: Span) -> Span | None:
    """The first place inside `region` where the pattern matches."""
    quick = compiled(node)
    if quick is not None:
        found = quick.search(view.folded, region.start, region.end)
        return Span(*found.span()) if found else None
    matcher = Matcher(view, rules.phrases, region, 20_000)
    for start in starts(node, matcher):
        hit = matcher.at(node, start)
        if hit:
            return hit.span
    return None


def adjoining(view: View, rules: RuleSet, node: Node, region: Span, before: bool) -> Span | None:
    """Where the pattern matches right before (or right after) the match that `region` adjoins."""
    if before:
        quick = compiled_end(node)
        if quick is not None:
            found = quick.search(view.folded, region.start, region.end)
            return Span(*found.span()) if found else None
        for start in range(region.end, region.start - 1, -1):
            matcher = Matcher(view, rules.phrases, region, 2_000)
            if any(end == region.end for end, _ in matcher.walk(node, start, ())):
                return Span(start, region.end)
        return None
    quick = compiled(node)
    if quick is not None:
        found = quick.match(view.folded, region.start, region.end)
        return Span(*found.span()) if found else None
    hit = Matcher(view, rules.phrases, region, 2_000).at(node, region.start)
    return hit.span if hit else None


def holds(site: Site, condition: Condition) -> tuple[bool, Span | None]:
    """Whether the condition holds, and the characters that decided it."""
    if condition.window == "mention":
        found = all(
            any(_attribute(site, mention, name) in options for mention in site.match.mentions)
            for name, options in condition.attribute
        )
        return found is condition.wanted, site.match.span
    assert condition.node is not None
    hit = _look(site, condition.node, condition.window, condition.reach)
    return (hit is not None) is condition.wanted, hit


def _attribute(site: Site, mention: Mention, name: str) -> str:
    """An attribute of a mention's value as text; `tense` sets a stretch of days against the document's own date."""
    if name != "tense":
        value = getattr(mention.value, name, "")
        return "" if value is None else str(value)
    today, value = site.view.today, mention.value
    if today is None or not isinstance(value, When) or (value.start or value.end) is None:
        return "open"
    if value.end is not None and value.end < today:
        return "past"
    return "future" if value.start is not None and value.start > today else "present"


def _look(site: Site, node: Node, window: str, reach: int = 0) -> Span | None:
    view, rules = site.view, site.rules
    if window == "heading":
        quick = compiled(node)
        for section in reversed(view.ancestors(site.section)) if site.section else ():
            if quick is not None and quick.search(fold(section.heading)):
                return section.lead
        return None
    if window == "before":
        start = max(site.paragraph.start, site.exact.start - (reach or 40))
        region = Span(start, site.exact.start)
        return search(view, rules, node, region) if reach else adjoining(view, rules, node, region, True)
    if window == "after":
        end = min(site.paragraph.end, site.exact.end + (reach or 40))
        region = Span(site.exact.end, end)
        return search(view, rules, node, region) if reach else adjoining(view, rules, node, region, False)
    item = site.section.span if site.section else site.paragraph
    region = {
        "match": site.exact,
        "clause": site.clause,
        "sentence": site.sentence,
        "paragraph": site.paragraph,
        "item": item,
    }[window]
    return search(view, rules, node, region)


def cue(site: Site, cues: tuple[Cue, ...]) -> tuple[str, Reason] | None:
    """The value of the first cue that stands in its window."""
    for candidate in cues:
        for window in candidate.windows:
            hit = _look(site, candidate.node, window)
            if hit is not None:
                words = site.view.text[hit.start : hit.end]
                return candidate.value, Reason("", "cue", f"{words} in the {window}", hit)
    return None


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

    Only where the words before name as many things as there are numbers; else the plain subject.
    """
    mentions = site.match.mentions
    index = next((i for i, mention in enumerate(mentions) if mention.span.covers(site.exact)), -1)
    text, folded = site.view.text, site.view.folded
    span = _trimmed(site, Span(site.clause.start, max(site.clause.start, site.match.span.start)))
    if index < 0 or span is None:
        return subject(site)
    bounds = site.words("list_bounds")
    for found in re.finditer("[^、和及与]+(?:[、和及与][^、和及与]+)+", folded[span.start : span.end]):
        start, end = span.start + found.start(), span.start + found.end()
        items = re.split("[、和及与]", folded[start:end])
        if len(items) != len(mentions):
            continue
        head = max((items[0].rfind(word) + len(word) for word in bounds if word in items[0]), default=0)
        tail = min((at for word in bounds if (at := items[-1].find(word)) > 0), default=_common_tail(items))
        last_start = end - len(items[-1])
        parts = [items[0][head:], *items[1:-1], items[-1][:tail]]
        whole = text[span.start : start + head] + parts[index] + text[last_start + tail : span.end]
        return whole, span
    return subject(site)


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
