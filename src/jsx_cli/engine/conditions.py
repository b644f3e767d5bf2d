"""What must or must not stand around a match: `unless: [{clause: 已|累计}]`, and the cues that decide a field.

`holds(site, condition)` says whether a condition is met and which characters decided; `cue(site, cues)` gives the value
of the first cue that stands in one of its windows.
"""

from __future__ import annotations

from functools import lru_cache

from jsx_cli.engine.grammar import Node, fold
from jsx_cli.engine.match import Matcher, beginnings
from jsx_cli.engine.regex import Finders
from jsx_cli.engine.rule import Condition, Cue, RuleSet
from jsx_cli.engine.site import Site
from jsx_cli.engine.view import View
from jsx_cli.model import Mention, Reason, Span, When

BESIDE = 40  # `before` and `after` without `within` look at so many characters
SEARCH_STEPS = 20_000
ASIDE = frozenset(("heading", "title", "before", "after"))  # windows that are no stretch around the match
# A sentence without any mark may be as long as the file; a window around a match is never wider than this.
WIDEST = 2_000


def search(view: View, rules: RuleSet, node: Node, region: Span) -> Span | None:
    """The first place inside `region` where the pattern matches."""
    key = (id(node), region.start, region.end)
    if key not in view.searched:
        view.searched[key] = _search(view, rules, node, region)
    return view.searched[key]


def _search(view: View, rules: RuleSet, node: Node, region: Span) -> Span | None:
    quick = rules.finders.anywhere(node)
    if quick is not None:
        found = quick.search(view.folded, region.start, region.end)
        return Span(*found.span()) if found else None
    matcher = Matcher(view, rules.phrases).enter(region, SEARCH_STEPS)
    ready, begins = rules.finders.walking(node)
    for start in beginnings(begins, view, region):
        hit = matcher.at(ready, start)
        if hit:
            return hit.span
    return None


def adjoining(view: View, rules: RuleSet, node: Node, region: Span, before: bool) -> Span | None:
    """Where the pattern matches right before (or right after) the match that `region` adjoins."""
    finders: Finders = rules.finders
    if before:
        quick = finders.at_end(node)
        if quick is not None:
            found = quick.search(view.folded, region.start, region.end)
            return Span(*found.span()) if found else None
        matcher = Matcher(view, rules.phrases).enter(region, SEARCH_STEPS)
        matcher.goal = region.end
        ready, _ = rules.finders.walking(node)
        for start in range(region.start, region.end):
            if matcher.at(ready, start):
                return Span(start, region.end)
        return None
    quick = finders.anywhere(node)
    if quick is not None:
        found = quick.match(view.folded, region.start, region.end)
        return Span(*found.span()) if found else None
    hit = Matcher(view, rules.phrases).enter(region, SEARCH_STEPS).at(rules.finders.walking(node)[0], region.start)
    return hit.span if hit else None


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
        return search(view, rules, node, region) if reach else adjoining(view, rules, node, region, True)
    if window == "after":
        end = min(site.paragraph.end, site.exact.end + (reach or BESIDE))
        region = Span(site.exact.end, max(end, site.exact.end))
        return search(view, rules, node, region) if reach else adjoining(view, rules, node, region, False)
    return search(view, rules, node, _stretch(site, window))


def _stretch(site: Site, window: str) -> Span:
    """The stretch of text that a window of a match is."""
    match window:
        case "document":
            return Span(0, len(site.view.text))
        case "item" | "section":
            return site.section.span if site.section else site.paragraph
        case "match":
            return _near(site.exact, site.exact)
        case "clause":
            return _near(site.clause, site.exact)
        case "sentence":
            return _near(site.sentence, site.exact)
        case _:
            return _near(site.paragraph, site.exact)


def _near(region: Span, exact: Span) -> Span:
    if len(region) <= 2 * WIDEST:
        return region
    return Span(max(region.start, exact.start - WIDEST), max(exact.end, min(region.end, exact.end + WIDEST)))


def _in_text(rules: RuleSet, node: Node, text: str) -> bool:
    quick = rules.finders.anywhere(node)
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
