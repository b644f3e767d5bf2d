"""Run a rule set on a document.

One scan of the text finds which words and mentions occur and in which sentences; a rule's patterns are tried only in
the sentences that hold one of its triggers. What the rules find is then settled by the stated order:
mentions, flags and claims first, then the types of facts, those that build on others after them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from jsx_cli.engine.conditions import holds, search, told_of
from jsx_cli.engine.coverage import coverage
from jsx_cli.engine.facts import Hit, Lost, distinct, fact, hits, settle, unpaired
from jsx_cli.engine.grammar import Node
from jsx_cli.engine.match import Match, Matcher, beginnings
from jsx_cli.engine.program import OutOfStepsError, Program, program
from jsx_cli.engine.rule import FACT_FIELDS, Plan, Rule, RuleSet
from jsx_cli.engine.show import words_of
from jsx_cli.engine.site import Site
from jsx_cli.engine.view import READABLE, Tokenise, View, view
from jsx_cli.model import Coverage, Document, Fact, Mention, Name, Notice, Sentence, Span
from jsx_cli.records import dataclass, field

# Steps are counted, not seconds, so that a result is the same on every machine. A plain sentence takes some hundreds.
STEPS = 60_000
# Styles of sections that a document without numbering may have: 一是, ——.
LOOSE = frozenset(("ordinal", "dash"))
# What one rule may use up in a whole document: so much, and so much more for each character.
DOCUMENT_STEPS = 400_000
STEPS_A_CHARACTER = 60
TOLD = 4  # parts of a pattern, or mentions, in one message of --why-not


@dataclass(frozen=True, slots=True)
class Step:
    """How far a rule got at one place: `what` names the gate that it met, `rank` orders the gates."""

    rank: int
    what: str
    message: str
    span: Span | None
    credit: int = 0


@dataclass(slots=True)
class Trace:
    """What became of one rule in one stretch of a document; filled by `run`."""

    rule: str
    area: Span
    steps: list[Step] = field(default_factory=list)

    def add(self, rank: int, what: str, message: str, span: Span | None, credit: int = 0) -> None:
        """Note a gate where the rule was held up, if it lies in the stretch."""
        if span is None or span.overlaps(self.area) or self.area.start <= span.start < self.area.end:
            self.steps.append(Step(rank, what, message, span, credit))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The facts of a document in the order of the text, what went wrong on the way, and what rules noted.

    `flags` are the ids of the rules that found their flag, `claims` the ids of those that claimed characters,
    `mentions` of those that made a mention. `noted` has the places of all three and `words` what stands there, `lost`
    the hits that do not stand.
    """

    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...]
    flags: frozenset[str]
    claims: frozenset[str]
    mentions: frozenset[str] = frozenset()
    noted: tuple[tuple[str, str, Span], ...] = ()
    lost: tuple[Lost, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    coverage: Coverage | None = None


@dataclass(slots=True)
class _Run:
    """One pass of a rule set over one document."""

    view: View
    rules: RuleSet
    prefilter: bool
    trace: Trace | None
    begins: list[int]
    sections: dict[int, tuple[int, int]] = field(default_factory=dict)
    noted: list[tuple[str, str, Span]] = field(default_factory=list)
    spent: set[str] = field(default_factory=set)
    holding: dict[tuple[str, ...], dict[int, int]] = field(default_factory=dict)


def run(
    document: Document,
    mentions: Sequence[Mention],
    rules: RuleSet,
    *,
    prefilter: bool = True,
    tokenise: Tokenise | None = None,
    trace: Trace | None = None,
) -> Outcome:
    """What the rules find in a document.

    `prefilter=False` tries every rule in every sentence; the facts are the same, only later. `tokenise` cuts a sentence
    into words, for rules that ask for one. `trace` is told how far its rule gets.
    """
    looking = view(document, mentions, tokenise)
    looking.seek(rules.sought)
    going = _Run(looking, rules, prefilter, trace, [sentence.span.start for sentence in document.sentences])
    claims: list[tuple[Span, str, str]] = []
    kept: list[Hit] = []
    lost: list[Lost] = []
    for _, stage in groupby(rules.rules, key=lambda rule: rule.stage):
        found: list[Hit] = []
        made: list[Hit] = []
        for rule in stage:
            if not _allowed(rule, going):
                continue
            if rule.over == "section":
                try:
                    found.extend(_sections(rule, going))
                except OutOfStepsError:
                    _steps_notice(rule, Span(0, len(looking.text)), going)
                continue
            for order, match, site in _matches(rule, going):
                if rule.flag:
                    looking.flags.setdefault(rule.flag, match.span)
                    going.noted.append((rule.id, "flag", match.span))
                elif rule.claims:
                    claims.extend((site.exact, kind, rule.id) for kind in rule.claims)
                    going.noted.append((rule.id, "claim", site.exact))
                elif rule.mention:
                    made.append(Hit(rule, site.exact, {}, [], match, order))
                else:
                    found.extend(_complete(rule, match, site, order, going))
        standing = _stand(made, (), lost, going)
        looking.add(_seen(hit, hit.rule.mention, looking) for hit in standing)
        going.noted.extend((hit.rule.id, "mention", hit.exact) for hit in standing)
        evidence: list[Mention] = []
        for hit in _once(_stand(found, claims, lost, going), looking, lost, trace):
            kept.append(hit)
            kind = f"fact.{hit.rule.fact}"
            looking.known[kind, hit.exact] = hit.fields
            evidence.append(_seen(hit, kind, looking))
        looking.add(evidence)
    kept.sort(key=lambda hit: (hit.exact.start, hit.exact.end, _type_order(hit.rule)))
    facts = distinct([fact(hit, looking, looking.section_at(hit.exact.start)) for hit in kept], looking)
    if trace:
        for hit in kept:
            if hit.rule.id == trace.rule:
                trace.add(99, "fired", "the rule found this", hit.exact)
        for name, what, span in going.noted:
            if name == trace.rule:
                trace.add(99, "fired", f"the rule made its {what} here", span)
    covered = coverage(looking, [hit.exact for hit in kept if hit.rule.over == "sentence"], rules)
    return Outcome(
        facts,
        tuple(looking.notices),
        frozenset(name for name, what, _ in going.noted if what == "flag"),
        frozenset(name for name, what, _ in going.noted if what == "claim"),
        frozenset(name for name, what, _ in going.noted if what == "mention"),
        tuple(going.noted),
        tuple(lost),
        tuple((name, span.of(looking.text)) for name, _, span in going.noted),
        covered,
    )


def _seen(hit: Hit, kind: str, looking: View) -> Mention:
    """What a rule found, as a mention that later rules can read."""
    return Mention(kind, hit.exact, Name(hit.exact.of(looking.text)), hit.rule.id)


def _type_order(rule: Rule) -> tuple[int, str]:
    names = list(FACT_FIELDS)
    return (names.index(rule.fact) if rule.fact in FACT_FIELDS else len(names)), rule.fact


def _stand(found: Sequence[Hit], claims: Sequence[tuple[Span, str, str]], lost: list[Lost], going: _Run) -> list[Hit]:
    kept, gone = settle(found, claims)
    lost.extend(gone)
    if going.trace:
        for loser in gone:
            if loser.hit.rule.id == going.trace.rule:
                going.trace.add(80, loser.why, loser.message, loser.hit.exact, len(loser.hit.exact))
    return kept


def _complete(rule: Rule, match: Match, site: Site, order: int, going: _Run) -> Iterator[Hit]:
    """The hits of a match that have every field that the rule requires."""
    try:
        found = 0
        for hit in hits(rule, match, site, order):
            found += 1
            missing = [name for name in rule.requires if name not in hit.fields]
            if not missing:
                yield hit
            elif going.trace and going.trace.rule == rule.id:
                message = f"requires: nothing gives the field {missing[0]}"
                going.trace.add(70, "requires", message, hit.exact, len(match.span))
        if not found and going.trace and going.trace.rule == rule.id:
            going.trace.add(70, "pair", f"pair: {unpaired(rule, match)}", match.span, len(match.span))
    except OutOfStepsError:
        _steps_notice(rule, site.sentence, going)


def _steps_notice(rule: Rule, region: Span, going: _Run) -> None:
    message = f"{rule.id} used up its steps in this stretch and was left out"
    going.view.note("rule-steps", "warning", message, region)
    if going.trace and going.trace.rule == rule.id:
        going.trace.add(60, "steps", message, region)


def _allowed(rule: Rule, going: _Run) -> bool:
    """Whether the document lets the rule run at all: its kind, and the flags that other rules found."""
    looking = going.view
    wrong = ""
    kind = looking.document.element("doc_type")
    if rule.if_flag and rule.if_flag not in looking.flags:
        wrong = f"if-flag: nothing in the document sets the flag {rule.if_flag!r}"
    elif rule.unless_flag and rule.unless_flag in looking.flags:
        words = looking.flags[rule.unless_flag].of(looking.text)
        wrong = f"unless-flag: the document sets the flag {rule.unless_flag!r} with “{words}”"
    elif rule.doc_types and kind not in rule.doc_types:
        wrong = (
            f"doc-type: the document is {f'a {kind}' if kind else 'of no known kind'}, not {_either(rule.doc_types)}"
        )
    if rule.unnumbered and any(section.style not in LOOSE for section in looking.document.sections()):
        wrong = "unnumbered: the document has numbered sections"
    if wrong and going.trace and going.trace.rule == rule.id:
        where = looking.flags.get(rule.unless_flag)
        going.trace.steps.append(Step(10, "flag" if rule.if_flag or where else "doc-type", wrong, where))
    return not wrong


def _either(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))


def _candidates(pattern: Plan, rule: Rule, going: _Run) -> dict[int, int]:
    """The sentences in which a match may begin, and before which position: a match holds a trigger."""
    found = _holding(pattern.words, pattern.kinds, going)
    if not found:
        return found
    if rule.within in ("clause", "sentence"):
        for words, kinds in pattern.also:
            besides = _holding(words, kinds, going)
            found = {index: min(at, besides[index]) for index, at in found.items() if index in besides}
            if not found:
                break
        return found
    begins = going.begins
    wider: dict[int, int] = {}
    for index, at in reversed(found.items()):  # a match may begin in an earlier sentence of the region
        first = bisect_left(begins, _region(rule, going.view.document.sentences[index], going).start)
        for other in range(index, first - 1, -1):
            if other in wider:
                break  # a later trigger of the same region
            wider[other] = at
    return wider


def _holding(words: tuple[str, ...], kinds: tuple[str, ...], going: _Run) -> dict[int, int]:
    """The sentences that hold one of these words or mentions, and where the last of them begins."""
    known = going.holding.get(words) if not kinds else None  # rules add mentions, and no words
    if known is None:
        begins = going.begins
        known = {}
        for at in going.view.standing(words, kinds):
            known[max(0, bisect_right(begins, at) - 1)] = at  # from left to right: the last one of a sentence stays
        if not kinds:
            going.holding[words] = known
    return known


def _region(rule: Rule, sentence: Sentence, going: _Run) -> Span:
    """The stretch that a match of the rule may not leave."""
    looking = going.view
    if rule.within == "paragraph":
        return looking.paragraph_span(sentence)
    if rule.within == "document":
        return Span(0, len(looking.text))
    if rule.within == "section":
        section = looking.section_at(sentence.span.start)
        return section.span if section else looking.paragraph_span(sentence)
    return sentence.span


def _matches(rule: Rule, going: _Run) -> Iterator[tuple[int, Match, Site]]:
    """Every match of a rule's patterns that its scope and conditions let stand."""
    looking, rules, trace = going.view, going.rules, going.trace
    if trace is not None and trace.rule != rule.id:
        trace = None
    sentences = looking.document.sentences
    if not sentences:
        return
    paragraphs = looking.document.paragraphs
    readable = rule.paragraphs or READABLE
    narrow = rule.within in ("clause", "sentence")
    left = DOCUMENT_STEPS + STEPS_A_CHARACTER * len(looking.text)
    matcher = Matcher(looking, rules.phrases)
    for number, pattern in enumerate(rules.plans(rule)):
        holding = _candidates(pattern, rule, going) if pattern.triggered else None
        if not holding and holding is not None and going.prefilter and trace is None:
            continue
        standing = None
        if not pattern.start.token and not pattern.start.anywhere:
            standing = looking.standing(pattern.start.words, pattern.start.kinds)
        done = -1
        for index in _chosen(holding, going, trace):
            sentence = sentences[index]
            tracing = trace is not None and sentence.span.overlaps(trace.area)
            kind = paragraphs[sentence.paragraph].kind
            if kind not in readable:
                if trace is not None and tracing:
                    message = f"paragraph: this is a {kind}, and the rule reads {_either(readable)}"
                    trace.add(20, "paragraph", message, sentence.span)
                continue
            region = sentence.span if narrow else _region(rule, sentence, going)
            begin, stop = sentence.span.start, max(sentence.span.end, 1)
            if standing is None:
                places = [at for at in beginnings(pattern.start, looking, region) if begin <= at < stop]
            else:
                places = standing[bisect_left(standing, begin) : bisect_left(standing, stop)]
            last = len(looking.text) if holding is None else holding.get(index, -1)
            if not tracing and (not places or (going.prefilter and places[0] > last)):
                continue  # nothing here begins as a match does
            budget = min(STEPS, left)
            searched = looking.spent
            if tracing:
                matcher = Listener(looking, rules.phrases)
            matcher.enter(region, budget)
            counted: int | None = 0 if last < 0 else None
            try:
                for start in places:
                    if start < done:
                        continue
                    if start > last and counted is None:
                        # No match begins behind the last trigger. Whoever looks all the same pays nothing, so that
                        # the result does not depend on it.
                        counted = budget - matcher.steps
                        if going.prefilter and not tracing:
                            break
                    match = matcher.at(rules.program(rule, number), start)
                    if match is None or not len(match.span):
                        continue
                    site = _site(rule, match, looking, rules, sentence, trace)
                    if site is None:
                        continue
                    done = match.span.end
                    yield number, match, site
            except OutOfStepsError:
                if counted is None:
                    if left <= STEPS:
                        message = f"{rule.id} used up its steps in this document; what it had found until here stands"
                        looking.note("rule-steps", "warning", message, region)
                        return
                    _steps_notice(rule, region, going)
            left -= budget - max(0, matcher.steps) if counted is None else counted
            left -= looking.spent - searched  # what conditions and cues took
            if trace is not None and isinstance(matcher, Listener):
                matcher.tell(trace, pattern, number, len(rule.patterns))
                matcher = Matcher(looking, rules.phrases)


def _chosen(holding: dict[int, int] | None, going: _Run, trace: Trace | None) -> Iterable[int]:
    """The sentences to try: those that hold a trigger; all without the prefilter; for a trace its own ones too."""
    sentences = going.view.document.sentences
    if holding is None or not going.prefilter:
        return range(len(sentences))
    if trace is None:
        return sorted(holding)
    first = max(0, bisect_right(going.begins, trace.area.start) - 1)
    last = bisect_right(going.begins, trace.area.end)
    return sorted({*holding, *range(first, min(last + 1, len(sentences)))})


@dataclass(slots=True)
class Listener(Matcher):
    """A matcher that remembers where it got furthest, for `jsx explain --why-not`."""

    best: int = -1
    place: int = -1
    tried: int = -1
    failed_from: int = -1
    failed: list[Node] = field(default_factory=list)
    matched: bool = False

    def at(self, pattern: Program, start: int) -> Match | None:
        """As the plain matcher."""
        self.tried = start
        match = Matcher.at(self, program(pattern.node, heard=True), start)
        self.matched = self.matched or match is not None
        return match

    def fail(self, node: Node, at: int) -> None:
        """Remember the part that failed behind the most characters, or the parts that failed there together."""
        credit = at - self.tried - self.gapped
        if credit > self.best or (credit == self.best and (at, self.tried) != (self.place, self.failed_from)):
            self.best, self.place, self.failed_from, self.failed = credit, at, self.tried, [node]
        elif credit == self.best and node not in self.failed:
            self.failed.append(node)

    def tell(self, trace: Trace, pattern: Plan, number: int, many: int) -> None:
        """Say which part failed, on which characters, and what had been read until there."""
        which = f"pattern {number + 1}: " if many > 1 else ""
        text = self.view.text
        if not self.failed:
            if self.matched:
                return  # what became of the match is told where it was refused
            start = pattern.start
            words, read_kinds = (
                (start.words, start.kinds) if start.words or start.kinds else (pattern.words, pattern.kinds)
            )
            missing = " or ".join((*(f"“{word}”" for word in words[:8]), *(f"{{{kind}}}" for kind in read_kinds)))
            more = " …" if len(words) > 8 else ""
            message = f"{which}a match begins with {missing}{more}, and none stands here{self._instead(read_kinds)}"
            trace.add(30, "trigger", message, self.region)
            return
        here = text[self.place : min(self.region.end, self.place + 12)].partition("\n")[0]
        read = text[self.failed_from : self.place]
        found = f"“{here}”" if here else "the end of the stretch"
        after = f" after “{read}”" if read else ""
        span = Span(self.failed_from, max(self.failed_from, min(self.place + max(1, len(here)), self.region.end)))
        wanted = " or ".join(dict.fromkeys(map(words_of, self.failed[-TOLD:])))
        message = f"{which}{wanted} is wanted{after}, and {found} stands there"
        trace.add(40, "pattern", message, span, self.best)

    def _instead(self, kinds: Iterable[str]) -> str:
        """The mentions that stand here: 每年召开两次 is one quantity, and its 每年 no recurrence."""
        inside = [mention for mention in self.view.mentions if self.region.covers(mention.span)]
        if not any(True for _ in kinds) or not inside:
            return ""
        told = ", ".join(f"{{{mention.kind}}} “{mention.span.of(self.view.text)}”" for mention in inside[:TOLD])
        return f"; here stand {told}" + (" …" if len(inside) > TOLD else "")


def _site(
    rule: Rule, match: Match, looking: View, rules: RuleSet, sentence: Sentence, trace: Trace | None = None
) -> Site | None:
    """The place of a match, or None where the rule's scope or a condition forbids it."""
    caught = match.get(rule.exact) if rule.exact and rule.exact != "core" else None
    exact = caught.span if caught else match.span
    clause = looking.clause_of(exact, sentence.span)

    def refuse(rank: int, what: str, message: str) -> None:
        if trace:
            trace.add(rank, what, message, exact, len(match.span))

    if rule.within == "clause" and looking.is_cut(match.span):
        refuse(50, "within", f"within: the match “{match.span.of(looking.text)}” is longer than a clause")
        return None
    for area in rule.not_within:
        if looking.inside(area, exact):
            refuse(51, "not-within", f"not-within: “{exact.of(looking.text)}” stands in a {area}")
            return None
    section = looking.section_at(exact.start)
    if rule.section_roles and (section.role if section else "other") not in rule.section_roles:
        role = section.role if section else "other"
        named = f" ({section.path} {section.heading})" if section else ""
        refuse(52, "section-role", f"section-role: the section is {role}{named}, and the rule wants "
               f"{_either(rule.section_roles)}")  # fmt: skip
        return None
    if rule.section_styles and (section is None or section.style not in rule.section_styles):
        refuse(52, "section-style", f"section-style: the section is {section.style if section else 'none'}")
        return None
    site = Site(looking, rules, match, exact, sentence.span, clause, looking.paragraph_span(sentence), section)
    for place, condition in enumerate(rule.conditions):
        met, span = holds(site, condition)
        if not met:
            key = "when" if condition.wanted else "unless"
            if condition.window == "mention":
                said = told_of(site, condition) or "there is no mention"
            elif span is None and condition.window in ("heading", "title"):
                said = f"there stands {_texts(site, condition.window) or 'nothing'}"
            elif span is not None:
                said = f"“{span.of(looking.text)}” stands there"
            else:
                said = "nothing of that stands there"
            refuse(53 + min(place, 6), key, f"{key}: {condition.words}: {said}")
            return None
    return site


def _texts(site: Site, window: str) -> str:
    """“主要任务” and “工作安排”: the headings above a match, or the title."""
    texts = site.headings() if window == "heading" else [site.view.document.element("title") or ""]
    return " and ".join(f"“{text}”" for text in texts if text)


def _sections(rule: Rule, going: _Run) -> Iterator[Hit]:
    """A rule over sections: each section of the right role and style is a fact by itself."""
    looking, rules = going.view, going.rules
    trace = going.trace if going.trace and going.trace.rule == rule.id else None
    most = looking.spent + DOCUMENT_STEPS + STEPS_A_CHARACTER * len(looking.text)
    for order, section in enumerate(looking.document.sections()):
        if looking.spent > most:
            raise OutOfStepsError
        lead = section.lead
        where = Span(lead.start, max(lead.start, lead.end))
        said = f"({section.path} {section.heading})"
        if rule.section_roles and section.role not in rule.section_roles:
            if trace:
                trace.add(52, "section-role", f"section-role: the section {said} is {section.role}, and the rule wants "
                          f"{_either(rule.section_roles)}", where)  # fmt: skip
            continue
        if rule.section_styles and section.style not in rule.section_styles:
            if trace:
                trace.add(52, "section-style", f"section-style: the section {said} is numbered in the style "
                          f"{section.style}, and the rule wants {_either(rule.section_styles)}", where)  # fmt: skip
            continue
        if rule.under or rule.not_under:
            above = {other.style for other in looking.ancestors(section)[:-1]}
            if (rule.under and not above & rule.under) or above & rule.not_under:
                if trace:
                    trace.add(53, "under", f"under: the section {said} stands below {_either(above) or 'none'}", where)
                continue
        if rule.task and not section.task:
            if trace:
                trace.add(53, "task", f"task: the section {said} is no deepest item of what is to be done", where)
            continue
        if rule.leaf and any(child.style != "ordinal" for child in section.children):
            if trace:
                trace.add(53, "leaf", f"leaf: the section {said} has sections below it", where)
            continue
        if not looking.document.sentences:
            continue
        sentence = looking.document.sentences[looking.sentence_at(lead.start)]
        missing = next(
            (n for n, node in enumerate(rule.patterns) if search(looking, rules, node, section.span) is None), -1
        )
        if missing >= 0:
            if trace:
                trace.add(
                    54, "pattern", f"pattern: {rule.sources[missing]} does not stand in the section {said}", where
                )
            continue
        match = Match(lead, ())
        holders = looking.ancestors(section)[:-1]
        around = holders[-1].span if holders else section.span  # the items beside it are its surroundings
        site = Site(looking, rules, match, lead, sentence.span, lead, around, section)
        failed = next(((c, span) for c in rule.conditions for met, span in [holds(site, c)] if not met), None)
        if failed:
            if trace:
                key = "when" if failed[0].wanted else "unless"
                text = (
                    f": “{failed[1].of(looking.text)}” stands there" if failed[1] else ": nothing of that stands there"
                )
                trace.add(55, key, f"{key}: {failed[0].words}{text}", where)
            continue
        hit = next(iter(hits(rule, match, site, order)))
        own = {"path": section.path, **({"heading": section.heading} if section.heading else {})}
        hit.fields = {**{name: value for name, value in own.items() if name in rule.known}, **hit.fields}
        yield hit


def _once(found: list[Hit], looking: View, lost: list[Lost], trace: Trace | None) -> list[Hit]:
    """Citations count once a paragraph: an exact repeat beside the first says nothing new."""
    seen: dict[tuple[int, str, str], Hit] = {}
    kept: list[Hit] = []
    for hit in found:
        if hit.rule.fact == "citation":
            paragraph = looking.paragraph_index(hit.exact.start)
            key = (paragraph, str(hit.fields.get("title", "")), str(hit.fields.get("number", "")))
            first = seen.setdefault(key, hit)
            if first is not hit:
                message = "the same citation stands in this paragraph already"
                lost.append(Lost(hit, "repeat", message, first.exact))
                if trace and trace.rule == hit.rule.id:
                    trace.add(85, "repeat", message, hit.exact, len(hit.exact))
                continue
        kept.append(hit)
    return kept
