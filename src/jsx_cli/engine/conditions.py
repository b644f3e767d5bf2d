"""What must or must not stand around a match: `unless: [{clause: 已|累计}]`, and the cues that decide a field.

`holds(site, condition)` says whether a condition is met and which characters decided; `cue(site, cues)` gives the value
of the first cue that stands in one of its windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jsx_cli.engine.grammar import Node, fold
from jsx_cli.engine.match import Matcher, Start, beginnings
from jsx_cli.engine.program import BEGIN, END, ONLY
from jsx_cli.engine.regex import Finders
from jsx_cli.engine.rule import Condition, Cue, RuleSet
from jsx_cli.engine.site import Site
from jsx_cli.engine.view import View
from jsx_cli.model import Mention, Reason, Span, When

BESIDE = 40  # `before` and `after` without `within` look at so many characters
SEARCH_STEPS = 20_000
# An expression is not counted step by step. So many characters, read in one way, are set down as one step.
CHARACTERS_A_STEP = 32
WHOLE = frozenset(("document", "item", "section", "match"))  # windows that are looked at as a whole
ASIDE = frozenset(("heading", "title", "before", "after"))  # windows that are no stretch around the match
# A sentence without any mark may be as long as the file; a window around a match is never wider than this.
WIDEST = 2_000


def search(view: View, rules: RuleSet, node: Node, region: Span, edges: int = BEGIN | END) -> Span | None:
    """The first place inside `region` where the pattern matches; `edges` says which of its ends are `^` and `$`."""
    key = (id(node), region.start, region.end, edges)
    if key not in view.searched:
        view.searched[key] = _search(view, rules, node, region, edges)
    return view.searched[key]


def _search(view: View, rules: RuleSet, node: Node, region: Span, edges: int) -> Span | None:
    finders = rules.finders
    quick = finders.anywhere(node)
    if quick is not None:
        view.spent += len(region) * finders.ways(node) // CHARACTERS_A_STEP
        found = quick.search(view.folded, region.start, region.end)
        return Span(*found.span()) if found else None
    possible = finders.loose(node)
    if possible is not None:
        view.spent += len(region) * finders.ways(node) // CHARACTERS_A_STEP
        if possible.search(view.folded, region.start, region.end) is None:
            return None
    matcher = Matcher(view, rules.phrases, edges=edges).enter(region, SEARCH_STEPS)
    ready, begins, anchored = finders.walking(node)
    try:
        for start in _places(view, begins, anchored, region):
            hit = matcher.at(ready, start)
            if hit:
                return hit.span
    finally:
        view.spent += SEARCH_STEPS - max(0, matcher.steps)
    return None


def _places(view: View, begins: Start | None, anchored: bool, region: Span) -> Sequence[int]:
    """Where in the region a pattern that begins so is tried."""
    if begins is not None:
        return beginnings(begins, view, region)
    return view.anchors(region) if anchored else range(region.start, region.end + 1)


def adjoining(view: View, rules: RuleSet, node: Node, region: Span, before: bool) -> Span | None:
    """Where the pattern matches right before (or right after) the match that `region` adjoins."""
    finders: Finders = rules.finders
    quick = finders.at_end(node) if before else finders.anywhere(node)
    if quick is not None:
        view.spent += len(region) * finders.ways(node) // CHARACTERS_A_STEP
        look_for = quick.search if before else quick.match
        found = look_for(view.folded, region.start, region.end)
        return Span(*found.span()) if found else None
    matcher = Matcher(view, rules.phrases, edges=END if before else BEGIN).enter(region, SEARCH_STEPS)
    ready, begins, anchored = finders.walking(node)
    try:
        if not before:
            hit = matcher.at(ready, region.start)
            return hit.span if hit else None
        matcher.goal = region.end
        # A phrase or a gap may reach up to the match from anywhere: 由【县教育局】负责.
        known = begins if begins is not None and not begins.anywhere else None
        for start in _places(view, known, anchored, region):
            if matcher.at(ready, start):
                return Span(start, region.end)
        return None
    finally:
        view.spent += SEARCH_STEPS - max(0, matcher.steps)


def holds(site: Site, condition: Condition) -> tuple[bool, Span | None]:
    """Whether the condition holds, and the characters that decided it."""
    if condition.window == "mention":
        found = all(
            any(
                _attribute(site, mention, name) in options
                for mention in site.match.mentions
                if name != "tense" or isinstance(mention.value, When)
            )
            for name, options in condition.attribute
        )
        return found is condition.wanted, site.match.span
    assert condition.node is not None
    hit = look(site, condition.node, condition.window, condition.reach)
    return (hit is not None) is condition.wanted, hit


def told_of(site: Site, condition: Condition) -> str:
    """What the mentions of a match are where a condition wants them otherwise: bound of “2024年5月1日” is in."""
    said = [
        f"{name} of “{mention.span.of(site.view.text)}” is {_attribute(site, mention, name) or 'nothing'}"
        for name, _ in condition.attribute
        for mention in site.match.mentions
    ]
    return ", ".join(said)


def _attribute(site: Site, mention: Mention, name: str) -> str:
    """An attribute of a mention's value as text; `tense` sets a stretch of days against the document's own date."""
    if name != "tense":
        value = getattr(mention.value, name, "")
        return "" if value is None else str(value)
    today, value = site.view.document.day, mention.value
    if today is None or not isinstance(value, When) or (value.start or value.end) is None:
        return "open"
    if value.end is not None and value.end < today:
        return "past"
    return "future" if value.start is not None and value.start > today else "present"


def look(site: Site, node: Node, window: str, reach: int = 0) -> Span | None:
    """Where in that window of a match the pattern stands, or None."""
    view, rules = site.view, site.rules
    if window == "heading":
        for section in reversed(view.ancestors(site.section)) if site.section else ():
            if _in_text(rules, node, section.heading):
                return section.lead
        return None
    if window == "title":
        title = view.document.element("title") or ""
        return (view.title or Span(0, 0)) if _in_text(rules, node, title) else None
    if window == "before":
        start = max(site.paragraph.start, site.exact.start - (reach or BESIDE))
        region = Span(start, site.exact.start)
        return search(view, rules, node, region, END) if reach else adjoining(view, rules, node, region, True)
    if window == "after":
        end = min(site.paragraph.end, site.exact.end + (reach or BESIDE))
        region = Span(site.exact.end, max(end, site.exact.end))
        return search(view, rules, node, region, BEGIN) if reach else adjoining(view, rules, node, region, False)
    whole = _whole(site, window)
    if window == "match":
        return search(view, rules, node, whole, BEGIN | END | ONLY)
    region = _stretch(site, window)
    edges = (BEGIN if region.start == whole.start else 0) | (END if region.end == whole.end else 0)
    return search(view, rules, node, region, edges)


def _stretch(site: Site, window: str) -> Span:
    """The stretch of text that a window of a match is, no wider than it need be."""
    whole = _whole(site, window)
    return whole if window in WHOLE else _near(whole, site.exact)


def _whole(site: Site, window: str) -> Span:
    match window:
        case "document":
            return Span(0, len(site.view.text))
        case "item" | "section":
            return site.section.span if site.section else site.paragraph
        case "match":
            return site.exact
        case "clause":
            return site.clause
        case "sentence":
            return site.sentence
        case _:
            return site.paragraph


def _near(region: Span, exact: Span) -> Span:
    if len(region) <= 2 * WIDEST:
        return region
    return Span(max(region.start, exact.start - WIDEST), max(exact.end, min(region.end, exact.end + WIDEST)))


def _in_text(rules: RuleSet, node: Node, text: str) -> bool:
    quick = rules.finders.in_text(node)
    return quick is not None and quick.search(_folded(text)) is not None


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    """Headings and titles are asked for by one cue after the other."""
    return fold(text)


def cue(site: Site, cues: tuple[Cue, ...]) -> tuple[str, Reason] | None:
    """The value of the first cue that stands in its window."""
    none_in: dict[str, bool] = {}
    anywhere = site.rules.finders.anywhere
    for candidate in cues:
        for window in candidate.windows:
            if window not in ASIDE:
                empty = none_in.get(window)
                if empty is None:
                    region = _stretch(site, window)
                    empty = none_in[window] = not any_cue(site.view, site.rules, cues, window, region)
                if empty and anywhere(candidate.node) is not None:
                    continue
            if candidate.applies is not None and look(site, candidate.applies, "title") is None:
                break
            hit = look(site, candidate.node, window)
            if hit is not None:
                words = site.view.text[hit.start : hit.end]
                return candidate.value, Reason("", "cue", f"{words} in the {window}", hit)
    return None


def any_cue(view: View, rules: RuleSet, cues: tuple[Cue, ...], window: str, region: Span) -> bool:
    """Whether one of the cues that look into a window stands in the region: one look for all that are expressions."""
    key = (id(cues), window, region.start, region.end)
    known = view.cued.get(key)
    if known is None:
        union = rules.finders.any_of(cues, window, (cue.node for cue in cues if window in cue.windows))
        known = union is not None and union.stands(view.folded, region.start, region.end)
        view.cued[key] = known
    return known
