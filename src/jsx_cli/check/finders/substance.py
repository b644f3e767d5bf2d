"""Substance: does each measure of a plan say who, by when and how much; are the sections there that a plan needs.

In goes a paper with its facts; （一）建立权责清单。2026年6月底前完成。 gives a hit for the missing body in charge. A
leaf inherits from the text above it: 试点地区要… before the first item, 牵头单位：… behind the last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Section, Span
from jsx_cli.patterns import compiled, late

PLAN = late(
    rf"{pattern('check_plan_names')}(?:[（(][^（）()]{{1,20}}[）)])?[》〉]?(?:[（(][^（）()]{{1,20}}[）)])?(?:的{pattern('check_issuing_kinds')})?$"
)
# A plan that sets all its times in a section of their own.
SCHEDULE = late(pattern("check_schedules"))
STYLES = frozenset(("chinese", "bracketed", "arabic", "bracketed-arabic", "circled", "dash"))
TIME = late(rf"\d{{4}}年|\d{{1,2}}月|十[二三四五]五|{pattern('check_times')}")
BODY = late(
    rf"(?:由|请)[^，,。；;]{{2,40}}{pattern('check_charge_verbs')}|"
    rf"(?<!分级)(?<!各负其责)(?<!具体)负责(?!制|任|人)|{pattern('check_charges')}"
)
ENDS = f"(?:{pattern('check_doers', where='name')}|[一-鿿]{pattern('check_doers', where='sign')})"
SUBJECT = late(
    rf"(?:^|(?<=[。；：，,;:\n）)、.]))[^，,。；;：:、（(\n]{{0,14}}{ENDS}(?:领导班子)?(?:成员|干部|负责人)?(?:及|和|与|、|每年|都|均|也|可)?"
    rf"{pattern('check_doing')}|(?<=[一-鿿])(?:{pattern('check_told')}|各级[一-鿿]{{1,6}}){pattern('check_demands')}",
    re.MULTILINE,
)
MEASURABLE = late(
    rf"{pattern('check_measurable')}|应[一-鿿]尽[一-鿿]|\d|[一二三四五六七八九十两]{pattern('check_counters')}"
)
# 市商务局 on a line of its own: the column of bodies of a table.
CELL = late(rf"^[省市县区州旗各][一-鿿]{{1,14}}{pattern('check_body_ends', **{'in': 'leaders'})}$", re.MULTILINE)
PIECE = 5_000
YEAR_IN_TITLE = late(r"20\d{2}(?:年|—|-|－|～)")


def _plan(paper: Paper) -> bool:
    names = [paper.title, *(element.value for element in paper.document.elements if element.name == "attached")]
    if not any(names):
        return len(paper.text) < PIECE  # numbered measures and nothing else
    return any(PLAN.search(name) is not None for name in names)


def _leaves(paper: Paper) -> Iterator[tuple[Section, str]]:
    """The measures of the task sections, each with its own text and that which it inherits."""

    between = _between_tasks(paper)

    def walk(section: Section, inherited: str) -> Iterator[tuple[Section, str]]:
        text = section.span.of(paper.text)
        inner = [child for child in section.children if child.style in STYLES]
        if not inner:
            upper = paper.paragraph_at(max(0, section.span.start - 2))
            listed = upper is not None and upper.kind == "annex_list"  # 2.事项目录。 behind 附件：1.任务清单
            long = len(text) > len(section.marker) + 4
            task = section.role == "measures" or any(section.span.start in span for span in between)
            if task and section.style in STYLES and long and not listed:
                yield section, inherited + text
            return
        above = paper.text[section.span.start : inner[0].span.start]
        behind = _behind(paper, inner[-1])
        for child in inner:
            yield from walk(child, f"{inherited}{above}\n{behind}\n")

    for section in paper.document.outline:
        if section.style in STYLES or section.style in ("chapter", "section", "part"):
            yield from walk(section, "")


def _between_tasks(paper: Paper) -> list[range]:
    """四、健全法治信用服务保障 between sections of tasks is one of them; 七、组织保障 behind them all is none."""
    found: list[range] = []
    tops = paper.document.outline
    for before, section, after in zip(tops, tops[1:], tops[2:], strict=False):
        if section.role == "safeguards" and before.role == after.role == "measures":
            found.append(range(section.span.start, section.span.end))
    return found


def _behind(paper: Paper, last: Section) -> str:
    """Label lines behind the last item that speak for all of them (责任单位：…)."""
    lines = last.span.of(paper.text).split("\n")
    label = compiled(rf"^[（(〔【]?{pattern('check_duty_labels', **{'in': 'behind'})}")
    return "\n".join(line for line in lines[1:] if label.match(line))


def _where(section: Section) -> Span:
    return Span(section.lead.start, min(section.lead.end, section.lead.start + 60))


def _holds(section: Section, starts: list[int]) -> bool:
    """True where one of these sorted places lies in the section."""
    index = bisect_left(starts, section.span.start)
    return index < len(starts) and starts[index] < section.span.end


def no_body(paper: Paper, _: Check) -> Iterator[Hit]:
    """A measure that names nobody."""
    if not _plan(paper):
        return
    charged = sorted(fact.evidence.span.start for fact in paper.facts_of("responsibility"))
    for section, text in _leaves(paper):
        if BODY.search(text) or SUBJECT.search(text) or CELL.search(text) or _holds(section, charged):
            continue
        yield Hit(_where(section), {"path": section.path, "heading": section.heading})


def no_time(paper: Paper, _: Check) -> Iterator[Hit]:
    """A measure without a time."""
    if not _plan(paper):
        return
    if any(SCHEDULE.search(section.heading) for section in paper.document.outline):
        return
    deadlines = sorted(fact.evidence.span.start for fact in paper.facts_of("deadline"))
    for section, text in _leaves(paper):
        if TIME.search(text) or _holds(section, deadlines):
            continue
        yield Hit(_where(section), {"path": section.path, "heading": section.heading})


def not_measurable(paper: Paper, _: Check) -> Iterator[Hit]:
    """A measure that nobody could check."""
    if not _plan(paper):
        return
    for section, text in _leaves(paper):
        own = text[len(section.marker) :]
        if MEASURABLE.search(re.sub(r"\d{1,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|^[（(]?\d{1,2}[)）.、]", "", own)):
            continue
        yield Hit(_where(section), {"path": section.path, "heading": section.heading})


def missing_sections(paper: Paper, check: Check) -> Iterator[Hit]:
    """A plan of reform without one of the sections that its template wants."""
    wanted = check.options.get("templates", {}).get(paper.template)
    tops = [section for section in paper.document.outline if section.style in ("chinese", "chapter")]
    if not wanted or len(tops) < 2:
        return
    headings = [section.heading for section in paper.sections]
    missing = [name for name, cues in wanted.items() if not any(cue in heading for heading in headings for cue in cues)]
    if missing:
        first = tops[0]
        yield Hit(_mark(first), {"missing": "、".join(missing), "template": paper.template})


def _mark(section: Section) -> Span:
    return section.lead


def several_leaders(paper: Paper, _: Check) -> Iterator[Hit]:
    """由县财政局、县教育局牵头; （县财政局、县教育局牵头）; 牵头单位：县财政局、县教育局."""
    if FIRST_LEADS.search(paper.text):
        return
    for form in LEADERS:
        for match in form.finditer(paper.text):
            parts = [part for part in re.split("[、和与]", match["bodies"]) if part]
            if len(parts) < 2 or not all(BODY_NAME.search(part) for part in parts):
                continue
            yield Hit(Span(match.start(), match.end()), {"bodies": match["bodies"]})


FIRST_LEADS = late(r"(?:列|排)[^，。]{0,6}第一(?:位|个)?[^，。]{0,12}牵头|第一个[^，。]{0,8}牵头")
LEAD = r"(?<!分别)(?<!共同)(?<!联合)(?<!分工)牵头(?!协调小组)"
LEADERS = (
    late(rf"由(?P<bodies>[^，。；：由（）()\n]{{4,40}}?){LEAD}"),
    late(rf"[（(〔【［](?P<bodies>[^，。；：（）()\n]{{4,80}}?){LEAD}"),
    late(
        r"牵头(?:责任)?(?:单位|部门)[：:]\s?(?P<bodies>[^，。；：:;,（）()\n\t]{4,120})(?=[，。；;,（）()〕】］\n]|$)"
    ),
)
BODY_NAME = late(pattern("body_suffixes") + f"$|{pattern('check_body_ends', **{'in': 'leaders'})}$")


def vague(paper: Paper, _: Check) -> Iterator[Hit]:
    """适时推进, 尽快完成 where no time stands in the sentence."""
    form = compiled(rf"(?P<vague>{pattern('check_vague')})(?P<act>{pattern('check_vague_acts')})")
    excused = words("check_vague_not")
    for match in form.finditer(paper.text):
        sentence = paper.sentence_of(Span(*match.span()))
        section = paper.view.section_at(match.start())
        if section is not None and section.role not in ("measures", "implementation"):
            continue
        if any(word in sentence for word in excused) or re.search(r"\d{4}年|\d{1,2}月|年底|季度", sentence):
            continue
        yield Hit(Span(*match.span()))


FINDERS = {
    "measure-no-body": no_body,
    "measure-no-time": no_time,
    "measure-not-measurable": not_measurable,
    "sections-missing": missing_sections,
    "several-leaders": several_leaders,
    "vague": vague,
}
