"""Run a rule set on a document.

One scan of the text finds which words and mentions occur and in which sentences; a rule's patterns are tried only in
the sentences that hold one of its triggers. What the rules find is then settled by the stated order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jsx_cli.engine.facts import Hit, fact, hits, settle
from jsx_cli.engine.match import Match, Matcher, OutOfStepsError, starts
from jsx_cli.engine.rule import Rule, RuleSet
from jsx_cli.engine.sources import Site, holds, search
from jsx_cli.engine.view import READABLE, View, view
from jsx_cli.model import Document, Fact, Mention, Notice, Sentence, Span

# One rule may take this many steps in one stretch of text; a plain sentence takes some hundreds.
STEPS = 60_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """The facts of a document in the order of the text, what went wrong on the way, and what rules noted.

    `flags` are the ids of the rules that found their flag, `claims` the ids of those that claimed characters.
    """

    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...]
    flags: frozenset[str]
    claims: frozenset[str]


def run(document: Document, mentions: Sequence[Mention], rules: RuleSet, *, prefilter: bool = True) -> Outcome:
    """What the rules find in a document.

    `prefilter=False` tries every rule in every sentence; the facts are the same, only later.
    """
    looking = view(document, mentions)
    notices: list[Notice] = []
    candidates = _candidates(looking, rules) if prefilter else None
    fired: set[str] = set()
    claimed: set[str] = set()
    for rule in rules.rules:
        if rule.flag:
            for _, match, _ in _matches(rule, looking, rules, candidates, notices):
                looking.flags.setdefault(rule.flag, match.span)
                fired.add(rule.id)
    claims: list[tuple[Span, frozenset[str]]] = []
    found: list[Hit] = []
    for rule in rules.rules:
        if rule.flag or not _flags_allow(rule, looking):
            continue
        if rule.over == "section":
            found.extend(_sections(rule, looking, rules))
            continue
        for order, match, site in _matches(rule, looking, rules, candidates, notices):
            if rule.claims:
                claims.append((site.exact, frozenset(rule.claims)))
                claimed.add(rule.id)
            else:
                found.extend(hit for hit in hits(rule, match, site, order) if hit.fields.keys() >= set(rule.requires))
    kept = _once(settle(found, claims), looking)
    facts = tuple(fact(hit, looking, looking.section_at(hit.exact.start)) for hit in kept)
    return Outcome(facts, tuple(notices), frozenset(fired), frozenset(claimed))


def _flags_allow(rule: Rule, looking: View) -> bool:
    if rule.if_flag and rule.if_flag not in looking.flags:
        return False
    if rule.doc_types and looking.document.element("doc_type") not in rule.doc_types:
        return False
    return not (rule.unless_flag and rule.unless_flag in looking.flags)


def _candidates(looking: View, rules: RuleSet) -> dict[tuple[str, str], list[int]]:
    """For each trigger the sentences that hold it, by one pass over the text for each distinct word."""
    begins = [sentence.span.start for sentence in looking.document.sentences]
    wanted = {key for rule in rules.rules for trigger in rule.triggers if trigger for key in trigger}
    found: dict[tuple[str, str], list[int]] = {}
    for what, name in wanted:
        places: Iterable[int] = looking.by_kind.get(name, {}) if what == "kind" else _places(looking.folded, name)
        sentences = sorted({max(0, bisect_right(begins, at) - 1) for at in places})
        if sentences:
            found[what, name] = sentences
    return found


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _matches(
    rule: Rule,
    looking: View,
    rules: RuleSet,
    candidates: dict[tuple[str, str], list[int]] | None,
    notices: list[Notice],
) -> Iterator[tuple[int, Match, Site]]:
    """Every match of a rule's patterns that its scope and conditions let stand."""
    sentences = looking.document.sentences
    if not sentences:
        return
    paragraphs = looking.document.paragraphs
    readable = rule.paragraphs or READABLE
    for number, node in enumerate(rule.patterns):
        trigger = rule.triggers[number]
        if candidates is None or trigger is None:
            chosen: Iterable[int] = range(len(sentences))
        else:
            merged: set[int] = set()
            for key in trigger:
                merged.update(candidates.get(key, ()))
            chosen = sorted(merged)
        done: dict[int, int] = defaultdict(lambda: -1)
        for index in chosen:
            sentence = sentences[index]
            if paragraphs[sentence.paragraph].kind not in readable:
                continue
            region = sentence.span if rule.within != "paragraph" else looking.paragraph_span(sentence)
            matcher = Matcher(looking, rules.phrases, region, STEPS)
            try:
                for start in starts(node, matcher):
                    if start < done[sentence.paragraph] or not sentence.span.start <= start < max(sentence.span.end, 1):
                        continue
                    match = matcher.at(node, start)
                    if match is None or not len(match.span):
                        continue
                    site = _site(rule, match, looking, rules, sentence)
                    if site is None:
                        continue
                    done[sentence.paragraph] = match.span.end
                    yield number, match, site
            except OutOfStepsError:
                where = looking.document.aligned.to_raw(region)
                notices.append(
                    Notice(
                        "rule-steps", "warning", f"{rule.id} used up its steps in this stretch and was left out", where
                    )
                )


def _site(rule: Rule, match: Match, looking: View, rules: RuleSet, sentence: Sentence) -> Site | None:
    """The place of a match, or None where the rule's scope or a condition forbids it."""
    caught = match.get(rule.exact) if rule.exact and rule.exact != "core" else None
    exact = caught.span if caught else match.span
    clause = looking.clause_of(exact, sentence.span)
    if rule.within == "clause" and not clause.covers(match.span):
        return None
    if any(looking.inside(area, exact) for area in rule.not_within):
        return None
    section = looking.section_at(exact.start)
    if rule.section_roles and (section.role if section else "other") not in rule.section_roles:
        return None
    site = Site(looking, rules, match, exact, sentence.span, clause, looking.paragraph_span(sentence), section)
    if all(holds(site, condition)[0] for condition in rule.conditions):
        return site
    return None


def _sections(rule: Rule, looking: View, rules: RuleSet) -> Iterator[Hit]:
    """A rule over sections: each section of the right role and style is a fact by itself."""
    for order, section in enumerate(looking.document.sections()):
        if rule.section_roles and section.role not in rule.section_roles:
            continue
        if rule.section_styles and section.style not in rule.section_styles:
            continue
        if rule.leaf and any(child.style != "ordinal" for child in section.children):
            continue
        lead = section.lead
        sentence = looking.document.sentences[looking.sentence_at(lead.start)] if looking.document.sentences else None
        if sentence is None:
            continue
        if rule.patterns and all(search(looking, rules, node, section.span) is None for node in rule.patterns):
            continue
        match = Match(lead, ())
        site = Site(looking, rules, match, lead, sentence.span, lead, section.span, section)
        if not all(holds(site, condition)[0] for condition in rule.conditions):
            continue
        hit = next(iter(hits(rule, match, site, order)))
        hit.fields = {"path": section.path, **({"heading": section.heading} if section.heading else {}), **hit.fields}
        yield hit


def _once(found: list[Hit], looking: View) -> list[Hit]:
    """Citations count once a paragraph: an exact repeat beside the first says nothing new."""
    seen: set[tuple[int, str, str]] = set()
    kept: list[Hit] = []
    for hit in found:
        if hit.rule.fact == "citation":
            paragraph = looking.document.sentences[looking.sentence_at(hit.exact.start)].paragraph
            key = (paragraph, str(hit.fields.get("title", "")), str(hit.fields.get("number", "")))
            if key in seen:
                continue
            seen.add(key)
        kept.append(hit)
    return kept
