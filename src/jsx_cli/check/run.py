"""Run checks on a paper: its slips come out in the order of the text.

In go a `Paper` and the checks, out come `Finding`s, one for each place. `folded` says a slip of form that goes on
through the document (half-width commas on every line) once, with the other places in `also`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from jsx_cli.check.finders import FINDERS
from jsx_cli.check.lexicons import listed, paired
from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Finder, Finding, Fix, Hit, Level, Settings, Words
from jsx_cli.engine.match import Matcher, beginnings, start_of
from jsx_cli.engine.program import OutOfStepsError, program
from jsx_cli.model import RawSpan, Span
from jsx_cli.records import replace

# A slip of form that stands more often than this is said once, with all its places.
OFTEN = 5
STEPS = 60_000
CLASSIFIED = "GW139"


def run(paper: Paper, checks: Mapping[str, Check], settings: Settings | None = None) -> tuple[Finding, ...]:
    """What the checks find, in the order of the text."""
    settings = settings or Settings()
    found: list[Finding] = []
    for check in checks.values():
        if not settings.wants(check.id):
            continue
        level = level_of(check, paper, settings)
        if level is None:
            continue
        here = [_finding(paper, check, hit, hit.level or level) for hit in _hits(paper, check)]
        found.extend(_apart(here))
    if any(finding.rule == CLASSIFIED for finding in found):
        found = [finding for finding in found if finding.rule == CLASSIFIED]
    return tuple(sorted(found, key=lambda finding: (finding.raw, finding.rule)))


def level_of(check: Check, paper: Paper, settings: Settings) -> Level | None:
    """The level of a check for this paper; None where it does not bind it."""
    if check.doc_types and paper.doc_type not in check.doc_types:
        return None
    level: Level | None = settings.levels.get(check.id, check.level)
    day = paper.document.day
    if check.since is not None and day is not None and day < check.since:
        level = check.earlier
    return level


def _hits(paper: Paper, check: Check) -> Iterator[Hit]:
    if check.find:
        yield from (hit for hit in FINDERS[check.find](paper, check) if _stands(paper, check, hit))
    elif check.lexicon:
        yield from (hit for hit in listed(paper, check) if _stands(paper, check, hit))
    elif check.pairs:
        yield from (hit for hit in paired(paper, check) if _stands(paper, check, hit))
    for finder in check.patterns:
        found = _search(paper, finder) if finder.regex is not None else _match(paper, finder)
        for span, captures in found:
            hit = _written(paper, check, span, captures)
            if _stands(paper, check, hit):
                yield hit


def _search(paper: Paper, finder: Finder) -> Iterator[tuple[Span, dict[str, Span]]]:
    assert finder.regex is not None
    for match in finder.regex.finditer(paper.exact):
        captures = {name: Span(*match.span(name)) for name in match.groupdict() if match.start(name) >= 0}
        yield Span(*match.span()), captures


def _match(paper: Paper, finder: Finder) -> Iterator[tuple[Span, dict[str, Span]]]:
    assert finder.tree is not None
    ready, begins = program(finder.tree), start_of(finder.tree)
    matcher = Matcher(paper.view, paper.phrases)
    for sentence in paper.document.sentences:
        matcher.enter(sentence.span, STEPS)
        done = -1
        try:
            for start in beginnings(begins, paper.view, sentence.span):
                if start < done:
                    continue
                match = matcher.at(ready, start)
                if match is not None and len(match.span):
                    done = match.span.end
                    yield match.span, {caught.name: caught.span for caught in match.caught if caught.name}
        except OutOfStepsError:
            continue


def _written(paper: Paper, check: Check, span: Span, captures: Mapping[str, Span]) -> Hit:
    values = {name: at.of(paper.written) for name, at in captures.items()}
    form = check.fix
    writes = None
    if form is not None and form.text is not None:
        target = captures.get(form.of) if form.of else span
        if target is not None:
            writes = ((target, form.text.format_map({**dict.fromkeys(_names(check), ""), **values})),)
    return Hit(captures.get("here", span), values, writes)


def _names(check: Check) -> list[str]:
    return [name for finder in check.patterns if finder.regex is not None for name in finder.regex.groupindex]


def _stands(paper: Paper, check: Check, hit: Hit) -> bool:
    paragraph = paper.paragraph_at(hit.span.start)
    if paragraph is None or (paper.furniture(paragraph) and "furniture" not in check.within):
        return False
    if check.within and paragraph.kind not in check.within:
        return False
    if check.line_start and hit.span.start != paragraph.span.start:
        return False
    if check.roles:
        section = paper.view.section_at(hit.span.start)
        if (section.role if section else "other") not in check.roles:
            return False
    return not any(paper.view.inside(area, hit.span) for area in check.not_within)


def _finding(paper: Paper, check: Check, hit: Hit, level: Level) -> Finding:
    aligned = paper.document.aligned
    text = hit.span.of(paper.written)
    values = {"text": text, **hit.values}
    section = paper.view.section_at(hit.span.start)
    return Finding(
        rule=check.id,
        level=level,
        span=hit.span,
        raw=aligned.to_raw(hit.span),
        text=text,
        message=Words(_fill(check.message.zh, values), _fill(check.message.en, values)),
        source=check.source,
        sentence=paper.sentence_of(hit.span),
        section=section.path if section is not None else "",
        fix=_fix(paper, check, hit),
        measure=check.measure,
    )


def _fill(message: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        message = message.replace("{" + name + "}", value)
    return message


def _fix(paper: Paper, check: Check, hit: Hit) -> Fix | None:
    """The fix as edits of the file; None where the file writes something between the characters."""
    if check.fix is None or hit.writes is None:
        return None
    aligned = paper.document.aligned
    edits: list[tuple[RawSpan, str]] = []
    for span, text in hit.writes:
        raw = aligned.to_raw(span)
        was = raw.of(aligned.source.text)
        if "".join(was.split()) != "".join(span.of(paper.written).split()) or "\n" in was:
            return None  # pinyin, a tag or a line end stands there
        edits.append((raw, text))
    return Fix(check.fix.kind, tuple(edits))


def _apart(found: list[Finding]) -> list[Finding]:
    """Findings of one check without those that overlap an earlier one."""
    found.sort(key=lambda finding: (finding.span.start, -finding.span.end))
    kept: list[Finding] = []
    for finding in found:
        if not kept or kept[-1].span.end <= finding.span.start or (finding.span != kept[-1].span and finding.measure):
            kept.append(finding)
    return kept


def folded(findings: Iterable[Finding], checks: Mapping[str, Check]) -> tuple[Finding, ...]:
    """The findings with those of form that stand often said once, the other places in `also`.

    A check may join another (the colon behind the addressees the half-width marks): where that one is said once for
    the whole document, its places are among them.
    """
    findings = list(findings)
    counts = Counter(finding.rule for finding in findings)
    kept: list[Finding] = []
    first: dict[str, list[Finding]] = {}
    for finding in findings:
        check = checks.get(finding.rule)
        name = finding.rule
        if check is not None and check.joins in checks and counts[check.joins] > OFTEN:
            check, name = checks[check.joins], check.joins
        if check is None or not check.fold or counts[name] <= OFTEN:
            kept.append(finding)
        else:
            first.setdefault(name, []).append(finding)
    kept.extend(_joined(sorted(group, key=lambda one: one.rule != name)) for name, group in first.items())
    return tuple(sorted(kept, key=lambda finding: (finding.raw, finding.rule)))


def _joined(group: list[Finding]) -> Finding:
    first, rest = group[0], group[1:]
    fixes = [finding.fix for finding in group if finding.fix is not None]
    fix = Fix(fixes[0].kind, tuple(edit for one in fixes for edit in one.edits)) if fixes else None
    message = Words(
        f"{first.message.zh}（全文共{len(group)}处）", f"{first.message.en} ({len(group)} places in this document)"
    )
    return replace(first, message=message, fix=fix, also=tuple(sorted(finding.raw for finding in rest)))
