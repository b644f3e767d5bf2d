"""Words that must agree inside one paper: short names, names of bodies, cited titles and numbers, what it calls itself.

In goes a paper; a 细则 that says 按本办法获取 gives a hit at 本办法.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from jsx_cli import docnumbers
from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.lexicon import lexicon, pattern, words
from jsx_cli.model import Span
from jsx_cli.outline.markers import marker
from jsx_cli.patterns import late

SELF = late(rf"本(?P<kind>{pattern('check_inner_kinds')})(?![一-鿿]{{0,3}}所称)")
INNER_KINDS = words("check_inner_kinds", inner="yes")
BARE = late(r"[\s<>，。；：、“”\"《》〈〉（）()〔〕\[\],.;:]")
LABELLED = late(rf"^[一-鿿（(]{{2,12}}[：:]|^[（(〔]?{pattern('check_duty_labels', **{'in': 'repeated'})}")
SHORTEST_PARAGRAPH = 12
SHORTEST_CLAUSE = 12


def unused_short_name(paper: Paper, _: Check) -> Iterator[Hit]:
    """（以下简称“改革委”） and 改革委 never comes again."""
    for short in paper.document.abbreviations:
        said = short.span.of(paper.text)
        if "下同" in said or "统称" in said or "、" in short.short:
            continue
        if len(short.short) >= 2 and short.short not in paper.text[short.span.end :]:
            yield Hit(short.span, {"short": short.short})


def cut_short_name(paper: Paper, _: Check) -> Iterator[Hit]:
    """市计生存在的 where the paper says 市计生协 everywhere else: a character is lost."""
    for short in paper.document.abbreviations:
        name = short.short
        if len(name) < 4 or name[-1] not in "协会委局办组院部处" or paper.text.count(name) < 6:
            continue
        stem, last = name[:-1], name[-1]
        places = [match.start() for match in re.finditer(re.escape(stem), paper.text)]
        wrong = [at for at in places if paper.text[at + len(stem)] != last and at > short.span.end]
        if len(wrong) != 1 or (stem in short.full and paper.text.count(short.full) > 1 and wrong[0] < short.span.end):
            continue
        at = wrong[0]
        if re.match(rf"[一-鿿]{{0,6}}{pattern('check_name_tails')}", paper.text[at + len(stem) : at + len(stem) + 8]):
            continue
        yield Hit(Span(at, at + len(stem)), {"short": name, "stem": stem})


def numbers_first(paper: Paper, _: Check) -> Iterator[Hit]:
    """根据国办发〔2025〕5号《关于甲的通知》: the title goes before the number."""
    for span, number in docnumbers.find(paper.text):
        if number.kind != "字号" or not number.prefix:
            continue
        after = paper.text[span.end : span.end + 4]
        match = re.match(r"(?:文件|文)?《", after)
        if match is not None:
            yield Hit(Span(span.start, span.end + match.end() - 1), {"number": number.canonical})


def numbers_alone(paper: Paper, _: Check) -> Iterator[Hit]:
    """衢委办[2004]38号文件: cited by its number and without its title."""
    named = {number.canonical: span for span, number in docnumbers.find(paper.text) if _titled(paper, span)}
    for span, number in docnumbers.find(paper.text):
        if number.kind != "字号" or not number.prefix or number.canonical in named:
            continue
        paragraph = paper.paragraph_at(span.start)
        if paragraph is None or paragraph.kind not in ("body", "heading") or len(paragraph.span) < len(span) + 6:
            continue
        match = re.match(r"(?:文件?|精神)(?![一-鿿]{0,2}《)", paper.text[span.end : span.end + 6])
        if match is not None and paper.text[span.start - 1 : span.start] not in ("（", "("):
            yield Hit(Span(span.start, span.end + match.end()), {"number": number.canonical})


def _titled(paper: Paper, span: Span) -> bool:
    before = paper.text[max(0, span.start - 3) : span.start]
    return bool(re.search(r"》[（(]$", before))


def two_titles(paper: Paper, _: Check) -> Iterator[Hit]:
    """One number cited with two titles, or one title with two numbers."""
    by_number: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    by_title: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for match in CITED.finditer(paper.text):
        for span, number in docnumbers.find(match["number"]):
            if not number.prefix or number.kind != "字号" or span.start > 0:
                continue
            title = BARE.sub("", match["title"])
            place = Span(*match.span())
            for key, value, seen in ((number.canonical, title, by_number), (title, number.canonical, by_title)):
                for other, _place in seen[key]:
                    if not _same(other, value, seen is by_number):
                        yield Hit(place, {"one": other, "two": value, "key": key})
                        break
                seen[key].append((value, place))


CITED = late(
    r"《(?P<title>[^《》\n]{6,120}(?:《[^《》\n]{2,80}》[^《》\n]{0,40})?)》\s?[（(](?P<number>[^（）()\n]{8,40}号)[）)]"
)


def _same(one: str, two: str, titles: bool) -> bool:
    if one == two:
        return True
    # a title in full and a short form of it (without the issuing body) are one title
    return titles and (one.endswith(two) or two.endswith(one) or one in two or two in one)


def calls_itself(paper: Paper, _: Check) -> Iterator[Hit]:
    """本办法 in a 细则."""
    annexes = [section for section in paper.document.outline if section.style == "annex"]
    for section in annexes:
        kinds = {kind for kind in INNER_KINDS if _ends(section.heading, kind)}
        if len(kinds) == 1:
            yield from _other_names(paper, kinds.pop(), section.span)
    own = {kind for kind in INNER_KINDS if _ends(paper.title, kind)}
    attached = [element.value for element in paper.document.elements if element.name == "attached"]
    own |= {kind for title in attached for kind in INNER_KINDS if _ends(title, kind)}
    if len(own) == 1:
        end = annexes[0].span.start if annexes else len(paper.text)
        yield from _other_names(paper, own.pop(), Span(0, end))


def _other_names(paper: Paper, own: str, zone: Span) -> Iterator[Hit]:
    """Where a stretch of the paper that is a `own` calls itself something else, less often than by its name."""
    found = [
        match
        for match in SELF.finditer(paper.text, zone.start, zone.end)
        if match["kind"] in INNER_KINDS and paper.text[match.start() - 1 : match.start()] not in set("基根版成日样资")
    ]
    named = Counter(match["kind"] for match in found)
    for match in found:
        kind = match["kind"]
        before = paper.text[max(0, match.start() - 12) : match.start()]
        if kind == own or named[kind] > max(named[own], 1):
            continue
        if "“" in before.rsplit("”", 1)[-1] or "修改" in before or "《" in before.rsplit("》", 1)[-1]:
            continue
        yield Hit(Span(*match.span()), {"own": own, "kind": kind})


def _ends(title: str, kind: str) -> bool:
    bare = re.sub(r"[（(][^（）()]{1,12}[）)]$", "", title)
    bare = re.sub(rf"》?的{pattern('check_issuing_kinds')}$", "", bare).rstrip("》")
    return bare.endswith(kind) or re.sub(r"[（(][^（）()]{1,12}[）)]$", "", bare).endswith(kind)


def repeated_paragraph(paper: Paper, _: Check) -> Iterator[Hit]:
    """A paragraph that stands twice."""
    seen: dict[str, int] = {}
    for index, paragraph in enumerate(paper.document.paragraphs):
        text = paragraph.span.of(paper.text)
        bare = BARE.sub("", text)
        if paragraph.kind != "body" or len(bare) < SHORTEST_PARAGRAPH or LABELLED.search(text):
            continue
        if paragraph.span.start and paper.text[paragraph.span.start - 1] != "\n":
            continue  # a piece of a line, such as the bodies behind 责任单位：
        if (
            not text.endswith(("。", "；", "！"))
            or text.endswith(("）。", ")。"))
            or sum(map(str.isdigit, bare)) * 3 > len(bare)
        ):
            continue  # a line of a table or a name
        if bare in seen and marker(text) is not None and seen[bare] != index - 1:
            continue  # （四）法律、法规规定的其他情形 closes many a list
        if bare in seen:
            yield Hit(paragraph.span, {"first": str(seen[bare] + 1)})
        else:
            seen[bare] = index


def repeated_clause(paper: Paper, _: Check) -> Iterator[Hit]:
    """A clause that stands twice in one sentence or twice running."""
    for paragraph in paper.paragraphs:
        if paragraph.kind not in ("body", "heading"):
            continue
        start = paragraph.span.start
        before: list[str] = []
        text = paragraph.span.of(paper.text)
        for match in re.finditer(r"[^，,。；;！\n]{1,200}", text):
            if text[match.start() - 1 : match.start()] in ("。", "；", ";", "！"):
                before = []
            whole = BARE.sub("", match.group())
            bare = MODAL.sub("", whole)
            parts = match.group().split("、")
            charged = len(parts) > 1 and all(BODY_END.search(part) for part in parts)  # bodies may be named twice
            if len(whole) >= SHORTEST_CLAUSE and not charged and bare in before[-4:] and not PENAL.search(bare):
                yield Hit(Span(start + match.start(), start + match.end()))
            before.append(bare)


BODY_END = late(pattern("check_body_ends", **{"in": "clause"}) + "$")
MODAL = late(rf"^{pattern('check_modals')}")
PENAL = late(rf"\d|^{pattern('check_penalties', where='head')}|{pattern('check_penalties', where='inside')}")


def two_names(paper: Paper, _: Check) -> Iterator[Hit]:
    """市招商引资领导小组 and 市招商引资工作领导小组; 甘肃省发展和改革委 and 甘肃省发展和改革委员会."""
    counted = Counter(match.group() for match in GROUP.finditer(paper.text))
    by_core: dict[str, list[str]] = defaultdict(list)
    for name in counted:
        by_core[re.sub("工作|和|与|及", "", name)].append(name)
    for names in by_core.values():
        if len(names) < 2:
            continue
        # The first name is the one that was introduced, unless another is far more common.
        first = min(names, key=paper.text.find)
        often = max(names, key=lambda name: counted[name])
        usual = often if counted[often] >= 3 * counted[first] else first
        for name in names:
            if name == usual:
                continue
            for match in re.finditer(re.escape(name), paper.text):
                yield Hit(Span(*match.span()), {"name": name, "usual": usual})
    for full in words("check_body_names"):
        cut = full.removesuffix("员会")
        if cut == full or full not in paper.text:
            continue
        for match in re.finditer(re.escape(cut) + "(?!员)", paper.text):
            yield Hit(Span(*match.span()), {"name": cut, "usual": full})

    yield from _with_and_without(paper)
    yield from _party_and_state(paper)
    yield from _two_short_names(paper)


def _two_short_names(paper: Paper) -> Iterator[Hit]:
    """市住建局 beside 市住房城乡建设局, both in the body of the paper; the rarer one is told."""
    for row in lexicon("check_body_pairs"):
        if row["word"] not in paper.text or row["other"] not in paper.text:
            continue
        for level in LEVELS:
            short, long = level + row["word"], level + row["other"]
            rare, often = sorted((_in_body(paper, short), _in_body(paper, long)), key=len)
            if rare:
                usual = short if often[0].of(paper.text) == short else long
                yield from (Hit(at, {"name": at.of(paper.text), "usual": usual}, level="info") for at in rare)


def _party_and_state(paper: Paper) -> Iterator[Hit]:
    """市委市政府 in a paper that says 市委、市政府 more often; 党中央国务院、省委省政府 is a list of two levels."""
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for match in PARTY.finditer(paper.text):
        if not match["mark"] and paper.text[match.start() - 1 : match.start()] in ("、", "和"):
            continue
        found[match["level"], match["mark"]].append(Span(*match.span()))
    for (level, mark), places in found.items():
        others = found.get((level, "" if mark else "、"), [])
        if mark == "" and len(others) >= len(places):
            usual = f"{level}委、{level}政府"
            yield from (Hit(place, {"name": place.of(paper.text), "usual": usual}, level="info") for place in places)


def _with_and_without(paper: Paper) -> Iterator[Hit]:
    """市城市管理和综合执法局 and 市城市管理综合执法局, both in the body of the paper."""
    seen: set[tuple[str, str]] = set()
    for match in AND.finditer(paper.text):
        joined, bare = match.group(), match["head"] + match["tail"]
        if (joined, bare) in seen or match["head"].endswith(words("body_suffixes")):
            continue
        seen.add((joined, bare))
        with_it, without = _in_body(paper, joined), _in_body(paper, bare)
        if not with_it or not without:
            continue  # the full name may head or sign a paper that uses the short one
        name, usual, places = (joined, bare, with_it) if len(with_it) <= len(without) else (bare, joined, without)
        yield from (Hit(place, {"name": name, "usual": usual}, level="info") for place in places)


def _in_body(paper: Paper, name: str) -> list[Span]:
    found = [Span(*match.span()) for match in re.finditer(re.escape(name) + "(?![员会])", paper.text)]
    return [
        span
        for span in found
        if (paragraph := paper.paragraph_at(span.start)) is not None
        and paragraph.kind in ("body", "heading")
        and not paper.view.inside("citation", span)
    ]


LEVELS = "省市县区州旗"
PARTY = late(r"(?P<level>[省市县区州])委(?P<mark>、?)(?P=level)(?:人民)?政府")
GROUP = late(r"[市县区省州镇乡][一-鿿]{2,14}领导小组")
AND = late(
    r"(?P<head>[省市县区州旗][一-鿿]{2,8}?)[和与及]"
    rf"(?P<tail>[一-鿿]{{1,8}}?{pattern('check_body_ends', **{'in': 'joined'})})(?![员会])"
)


def short_of_body(paper: Paper, _: Check) -> Iterator[Hit]:
    """东湖高新区 in a list of bodies where the other lists say 东湖高新区管委会."""
    items: Counter[str] = Counter()
    places: dict[str, list[Span]] = defaultdict(list)
    for match in DUTY.finditer(paper.text):
        for part in re.finditer(r"[^、，,；;。：:（）()\s]{2,24}", match["bodies"]):
            items[part.group()] += 1
            places[part.group()].append(Span(match.start("bodies") + part.start(), match.start("bodies") + part.end()))
    for name, count in items.items():
        for ending in words("check_full_bodies"):
            full = name + ending
            if items[full] > 2 * count and name.endswith(words("check_body_places")):
                for span in places[name]:
                    yield Hit(span, {"name": name, "usual": full})


DUTY = late(rf"{pattern('check_duty_labels', **{'in': 'names'})}(?:单位|部门)[：:](?P<bodies>[^\n）)]{{2,200}})")


def bare_title(paper: Paper, _: Check) -> Iterator[Hit]:
    """关于加强某工作的通知（国发〔2020〕3号）: a cited title stands in 《》."""
    for match in UNTITLED.finditer(paper.text):
        paragraph = paper.paragraph_at(match.start())
        if paragraph is None or paragraph.kind not in ("body", "heading"):
            continue
        before = paper.text[max(paper.text.rfind("\n", 0, match.start()), match.start() - 100) : match.start()]
        if before.count("《") > before.count("》"):
            continue
        yield Hit(Span(*match.span()), {"title": match["title"]})


UNTITLED = late(
    r"(?<![一-鿿])(?P<title>[一-鿿]{2,24}关于[^《》（）()，。；\n]{2,60}的[一-鿿]{0,4}?"
    rf"{pattern('check_cited_kinds')})"
    r"[（(][一-鿿]{2,12}[〔\[]\d{4}[〕\]]\d{1,4}号[）)]"
)

FINDERS = {
    "short-name-unused": unused_short_name,
    "short-name-cut": cut_short_name,
    "number-first": numbers_first,
    "number-alone": numbers_alone,
    "two-titles": two_titles,
    "calls-itself": calls_itself,
    "paragraph-repeated": repeated_paragraph,
    "clause-repeated": repeated_clause,
    "two-names": two_names,
    "short-of-body": short_of_body,
    "bare-title": bare_title,
}
