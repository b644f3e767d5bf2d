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
from jsx_cli.model import Reason, Section, Span

LONGEST = 60
_TRIM = " \t，,；;：:。、“”‘’\"'"
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
            any(str(getattr(mention.value, name, "")) in options for mention in site.match.mentions)
            for name, options in condition.attribute
        )
        return found is condition.wanted, site.match.span
    assert condition.node is not None
    hit = _look(site, condition.node, condition.window, condition.reach)
    return (hit is not None) is condition.wanted, hit


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
    region = {"clause": site.clause, "sentence": site.sentence, "paragraph": site.paragraph}[window]
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
    left = Span(site.clause.start, max(site.clause.start, site.exact.start))
    found = _trimmed(site, left)
    if found is None and site.clause.start > site.sentence.start:
        # 失业率，不高于5%: the clause is empty before the number, so the subject stands in the one before.
        before = site.view.clause_of(Span(site.clause.start - 1, site.clause.start - 1), site.sentence)
        found = _trimmed(site, before)
    return (
        None
        if found is None
        else (_BRACKETED.sub("", text[found.start : found.end]) or text[found.start : found.end], found)
    )


def _noun_after(site: Site) -> tuple[str, Span] | None:
    mention = next((m for m in site.match.mentions if m.kind in ("quantity", "number")), None)
    if mention is None or site.match.span.end >= site.clause.end:
        return None
    text, folded = site.view.text, site.view.folded
    at = max(mention.span.end, site.exact.end) if site.exact.covers(mention.span) else mention.span.end
    stop = at
    cuts = site.words("noun_breaks")
    while stop < site.clause.end and stop - at < 30:
        if folded[stop] in "、（［" or any(folded.startswith(word, stop) for word in cuts):
            break
        stop += 1
    noun = text[at:stop].strip(_TRIM)
    return (noun, Span(at, stop)) if len(noun) >= 2 else None


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
    if end - start > LONGEST:
        start = end - LONGEST
    return Span(start, end) if end - start >= 2 else None


def action(site: Site) -> Found:
    """What is due: the main clause after the time, else the one before it, else the heading of its item."""
    text = site.view.text
    after = _first_clause(site, Span(site.exact.end, max(site.exact.end, site.sentence.end)))
    if after:
        return text[after.start : after.end], after
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
    return Span(start, min(end, start + LONGEST)) if end - start >= 3 else None


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


SOURCES: dict[str, Callable[[Site], Found]] = {
    "subject": subject,
    "action": action,
    "task": task,
    "heading": heading,
    "org": org,
}
