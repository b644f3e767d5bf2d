"""Where fields come from when the pattern did not catch them: cues, headings, the words around a number.

Each source is a function of a `Site` (the match and its surroundings) that gives a value and the reason, or None:
what the text does not give is absent, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable

from jsx_cli.engine.grammar import fold
from jsx_cli.engine.site import Site
from jsx_cli.engine.subject import (
    LONGEST,
    SHORT_CLASS,
    TRIM,
    Found,
    balanced,
    behind_marker,
    per,
    shared_subject,
    subject,
    trimmed,
)
from jsx_cli.model import Span

STOPS = tuple("，；。）］\n")
BRANCH = 3  # up to which place in a bracket its end is a part of the name: 集团（联盟）
SHORT = 6  # characters up to which words before a comma may be no more than a beginning


def action(site: Site) -> Found:
    """What is due: the main clause after the time, else the one before it, else the heading of its item."""
    text = site.view.text
    begun = _behind_manner(site, site.exact.end)
    after = _first_clause(site, Span(begun, max(begun, site.sentence.end)))
    if after and len(after) > 2 - (len(site.exact) == 1):  # 月调度、季通报、年考核
        return balanced(text[after.start : after.end]), after
    if after and site.clause.start < site.exact.start:  # 本条例自X起施行
        before = trimmed(site, Span(behind_marker(site), site.exact.start))
        if before:
            return text[before.start : before.end] + text[after.start : after.end], before
    if site.view.folded[max(0, site.exact.start - 1)] in "：（":
        return heading(site)
    begin = behind_marker(site)
    before = trimmed(site, Span(begin, max(begin, site.exact.start)))
    if before:
        return text[before.start : before.end], before
    if after and site.exact.start <= begin:  # 收到诉求后，1个工作日内受理
        return text[after.start : after.end], after
    if site.clause.start > site.sentence.start and (after or site.clause.start == site.exact.start):
        clause = site.view.clause_of(Span(site.clause.start - 1, site.clause.start - 1), site.sentence)
        while clause.start > site.sentence.start and site.view.folded.endswith("外", clause.start, clause.end):
            clause = site.view.clause_of(Span(clause.start - 1, clause.start - 1), site.sentence)
        told = trimmed(site, Span(site.view.behind_numeral(clause.start), clause.end))
        if told:  # 制定管理办法，并于9月底前印发
            return balanced(text[told.start : told.end]), told
    return heading(site)


def _first_clause(site: Site, span: Span) -> Span | None:
    folded = site.view.folded
    start = span.start
    while start < span.end and (folded[start] in TRIM or folded[start] == "\n"):
        start += 1
    if start < span.end and folded[start] in "）］":
        return None
    end = start
    while end < span.end and folded[end] not in "。；！？\n" and not (folded[end] == "，" and _ends(site, start, end)):
        if folded[end] == "、" and next(iter(site.view.mentions_in(("recurrence",), Span(end + 1, end + 2))), None):
            break
        end += 1
    end = _without_bracket(folded, start, end)
    while end > start and folded[end - 1] in TRIM:
        end -= 1
    return Span(start, min(end, start + LONGEST)) if end - start >= 2 else None


def _ends(site: Site, start: int, comma: int) -> bool:
    """True where the comma ends what is due: not in 改正，并处罚款, 结合实际，制定方案 or 拒不改正的，通报批评."""
    folded = site.view.folded
    if comma - start >= SHORT:
        return True
    goes_on = folded[comma - 1] == "的" or folded.startswith(site.words("going_on"), comma + 1)
    return comma - start >= 2 and not goes_on and folded[start:comma] not in site.words("manner_clauses")


def _without_bracket(folded: str, start: int, end: int) -> int:
    """Where the words end without a bracket behind them: 审计（市审计局指导）, but not 各县（市、区）."""
    opening = folded.rfind("（", start, end)
    if opening > start + 1 and folded.find("）", opening, end) < 0:
        return opening  # 报县防办（联系人：李明，电话…）
    named = folded.find("）", opening, end) - opening <= BRANCH or SHORT_CLASS.search(folded, start, opening)
    if opening <= start or folded.find("）", opening, end) != end - 1 or named:
        return end
    return opening


def task(site: Site) -> Found:
    """What a body is charged with: the words after the verb of duty, those before 由, else the heading of the item."""
    folded, text = site.view.folded, site.view.text
    begin, start, end = behind_marker(site), site.exact.start, site.exact.end
    in_bracket = folded[max(0, start - 1)] in "（［"
    helped = site.match.get("support")
    names_last = helped is not None and helped.span.end == end and folded.startswith("，", end)
    if helped and not in_bracket and folded.startswith("，", end):
        ahead = _first_clause(site, Span(end, max(end, site.sentence.end)))
        if ahead and not _charges(site, ahead):
            return balanced(ahead.of(text)), ahead  # 县教育局牵头，县财政局配合，开展全面排查
    if not in_bracket and (names_last or not folded.startswith(STOPS, end)):
        ends = folded.startswith(site.words("clause_ends"), end)  # 由承办单位审查后，在平台发布
        begun = _behind_time(site, _behind_manner(site, end))
        after = _first_clause(site, Span(begun, max(begun, site.sentence.end)))
        if after and not ends and after.of(folded) not in site.words("empty_tasks"):
            return after.of(text), after
        told = trimmed(site, Span(site.view.behind_numeral(site.sentence.start), begin)) if after else None
        if told and not folded.endswith(site.words("clause_ends"), told.start, told.end):
            return balanced(told.of(text)), told  # 有关事项已经下放，请市教育局完成
    if not in_bracket and begin < start and (folded.startswith("由", start) or folded[start - 1] == "由"):
        before = _charged_thing(site, Span(begin, start))
        if before:
            return balanced(text[before.start : before.end]), before
    if not in_bracket and begin == start and folded.startswith("由", start):
        named = _named_before(site, start)
        if named:
            return balanced(text[named.start : named.end]), named
    if _titled(site, in_bracket):
        found = heading(site)
        if found:
            return found
    before = trimmed(site, Span(site.view.behind_numeral(site.sentence.start), start)) if start > begin else None
    return (balanced(text[before.start : before.end]), before) if before else None


def _charges(site: Site, clause: Span) -> bool:
    """True where a clause says when, or who else does something: 县公安局负责安保."""
    words = (*site.words("charge_verbs"), *site.words("supporting_verbs"), *site.words("empty_tasks"))
    said = clause.of(site.view.folded)
    timed = site.view.mentions_in(("date", "recurrence"), Span(clause.start, clause.start + 2))
    return bool(timed) or said.startswith(site.words("manner_openers")) or any(word in said for word in words)


def _named_before(site: Site, start: int) -> Span | None:
    """The one clause before 由, where it names a thing: 水库及其周边，由水库管理站负责."""
    begin, folded, said = site.view.behind_numeral(site.sentence.start), site.view.folded, site.words("clause_modals")
    if (
        begin >= start
        or folded.find("，", begin, start) != start - 1
        or any(word in folded[begin:start] for word in said)
    ):
        return None
    named = trimmed(site, Span(begin, start - 1))
    ends = site.words("clause_ends")
    return None if named is None or folded.endswith(ends, named.start, start - 1) else Span(named.start, start - 1)


def _titled(site: Site, in_bracket: bool) -> bool:
    """True where what leads the section is a title for all of it, not the first clause of one of its sentences."""
    section = site.section
    if section is None or section.lead.overlaps(site.exact):
        return False
    if not in_bracket and section.heading.endswith(site.words("clause_ends")):
        return False  # （六）随意停放的。 阻塞道路的，由公安机关处罚。
    if not in_bracket and section.style == "article" and "【" not in section.lead.of(site.view.text):
        return False  # 第三十条 企业应当合理使用资源。交由司法机关处理。
    return in_bracket or site.view.folded[section.lead.end : section.lead.end + 1] != "，"


def _charged_thing(site: Site, words: Span) -> Span | None:
    """平台建设原则上由县大数据局牵头 is about 平台建设; in 审查通过后由县住建局办理 nothing is named."""
    folded, known = site.view.folded, trimmed(site, words)
    end = words.end
    tails = (*TRIM, "由", *site.words("charge_leads"))
    while tail := next((word for word in tails if folded.endswith(word, words.start, end)), ""):
        end -= len(tail)
    if known is None or end - known.start < 3 or folded.endswith(site.words("clause_ends"), known.start, end):
        return None
    return Span(known.start, end)


def _behind_time(site: Site, start: int) -> int:
    """Behind the time by which it is to be done, which is a deadline of its own: 于6月底前报送."""
    folded = site.view.folded
    lead = next((word for word in site.words("time_leads") if folded.startswith(word, start)), "")
    at = start + len(lead)
    while time := next(iter(site.view.mentions_in(("date",), Span(at, at + 1))), None):
        start = time.span.end
        at = start + folded.startswith(("和", "、"), start)
    return start


def _behind_manner(site: Site, start: int) -> int:
    """Behind the clauses that only say how: 会同县财政局，根据上级规定，编制规划."""
    folded, begin = site.view.folded, start
    openers, ends = site.words("manner_openers"), site.words("manner_ends")
    while folded.startswith("，", begin):
        comma = folded.find("，", begin + 1, site.sentence.end)
        if not (folded.startswith(openers, begin + 1) or (comma > 0 and folded.endswith(ends, begin + 1, comma))):
            break
        if comma < 0:
            return start
        if folded.startswith(site.words("going_on"), comma + 1):
            break  # 参照有关要求开展自评价，并报送报告: what is done stands in this clause already
        begin = comma
    return begin


def heading(site: Site) -> Found:
    """The lead phrase of the item that holds the match."""
    if site.section is None or not site.section.heading:
        return None
    lead, words = site.section.lead, site.section.heading
    opening = site.view.text.rfind("（", lead.start, min(lead.end, site.exact.start + 1))
    if opening > lead.start and lead.covers(site.exact):  # 修建学校（牵头单位：县教育局）
        shorter = Span(lead.start, opening)
        cut = words.find(site.view.text[opening : lead.end].strip())
        return (words[:cut].rstrip(), shorter) if cut > 1 else (words, lead)
    return words, lead


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
