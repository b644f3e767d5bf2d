"""Marks: half-width ones between Chinese characters, brackets without a partner, 《》 inside 《》, marks said twice.

In goes a paper; 加强领导,落实责任 gives a hit at the comma, 各乡（镇人民政府 one at the bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Span
from jsx_cli.patterns import late

HAN = r"[一-鿿㐀-䶿〇]"
LEFT = r"[一-鿿㐀-䶿〇）》”’】〕%％℃]"
RIGHT = r"[一-鿿㐀-䶿〇（《“‘【〔]"
WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
POINT = late(rf"(?<={LEFT})(?P<mark>[,:;!?])(?={RIGHT}|$|[ \n]|\d)|(?<=[\d.%])(?P<after>[,;])(?={RIGHT})", re.MULTILINE)
BRACKETS = late(r"[(（][^()（）\n]{0,200}[)）]")
LATIN = late(r"[A-Z][A-Za-z0-9+. -]{1,14}")
AT_HEAD = late(r"^(?P<open>[(（])[一二三四五六七八九十]{1,3}(?P<shut>[)）])", re.MULTILINE)
ENUMERATOR = late(r"[(（][一二三四五六七八九十\d]{1,3}[)）]")
URL = late(r"(?:https?://|www\.)[\x21-\x7e]{1,200}|[\w.]{1,60}@[\w.]{1,60}")
OPEN = {"（": "）", "(": ")", "《": "》", "〈": "〉", "〔": "〕", "【": "】", "「": "」", "『": "』", "“": "”"}
CLOSE = {"）": "（", ")": "（", "》": "《", "〉": "〈", "〕": "〔", "】": "【", "」": "「", "』": "『", "”": "“"}
SAME = {"(": "（"}
# 1）, a), Ⅰ类d): a marker with one bracket, also one that is cited (本条a）款)
HALF_MARKER = late(
    r"(?<![0-9a-zA-Z])(?:\d{1,3}|[a-zA-Z①-⑳])[)）]|(?:^|(?<=[\s。；：:;，,、]))[一二三四五六七八九十]{1,3}[)）]"
)
FURTHER = 12
REACH = 1200
# ＜甲办法＞ and <甲办法>; （各县〈市、区〉）
ANGLED = late(rf"[<＜](?P<inner>{HAN}[一-鿿0-9（）()“”、·—\-]{{1,60}})[>＞]")
INNER = late(r"〈(?P<inner>[^〈〉《》\n]{1,60})〉")
TITLED = late(rf"{pattern('doc_types')}(?:[（(][^（）()]{{1,12}}[）)])?$")
TITLE_REACH = 200
# 荆政办发?2023?6号, 财建„2009‟165号: no encoding had the brackets.
LOST = late(rf"(?<={HAN})[?？„‟](?:19|20)\d\d[?？„‟](?=第?\d{{1,5}}号)")
# 落实责任. at the end of a line; 三. is a marker
STOP = late(r"(?:(?<=[一-鿿]{3})|(?<=[一-鿿]{2}[”）》]))(?P<stop>\.)(?=[ \t　]{0,4}$)", re.MULTILINE)
DOUBLED = late(r"(?P<first>[。，；、：？])(?P<second>[。，；、：])")


def half_width(paper: Paper, _: Check) -> Iterator[Hit]:
    """加强领导,落实责任; (闽政办〔2016〕127号)."""
    text = paper.written
    shut = bytearray(len(text) + 1)  # the characters of addresses
    for match in URL.finditer(text):
        shut[match.start() : match.end()] = b"\x01" * len(match.group())
    addressed = {span.end for span in paper.element_spans("addressees")}
    for match in LOST.finditer(text):
        shut[match.start() : match.end()] = b"\x01" * len(match.group())
    for match in STOP.finditer(text):
        at = Span(*match.span("stop"))
        yield Hit(at, {"mark": ".", "right": "。"}, ((at, "。"),))
    for match in POINT.finditer(text):
        group = "mark" if match["mark"] else "after"
        mark = match[group]
        at = Span(*match.span(group))
        if shut[at.start] or (mark == ":" and at.start in addressed):
            continue
        if mark == ":" and re.match(r"附\s?件?\d{0,2}$", text[max(0, text.rfind("\n", 0, at.start) + 1) : at.start]):
            continue
        if re.match(r"\d", text[at.end : at.end + 1]) and re.match(r"\d", text[at.start - 1]):
            continue
        yield Hit(at, {"mark": mark, "right": WIDE[mark]}, ((at, WIDE[mark]),))
    for match in BRACKETS.finditer(text):
        span = Span(*match.span())
        first, last = text[span.start], text[span.end - 1]
        if (first, last) == ("（", "）") or shut[span.start]:
            continue
        inside = text[span.start + 1 : span.end - 1]
        mixed = (first == "(") != (last == ")")
        latin = LATIN.fullmatch(inside) and re.match(HAN, text[span.start - 1 : span.start])
        among = latin and re.match(rf"{HAN}|[，。、；）]", text[span.end : span.end + 1])  # 高级认证(AEO)企业
        if not mixed and (not (among or re.search(HAN, inside)) or ENUMERATOR.fullmatch(match.group())):
            continue
        writes = tuple((Span(at, at + 1), WIDE[text[at]]) for at in (span.start, span.end - 1) if text[at] in "()")
        where = span if len(writes) == 2 else writes[0][0]
        yield Hit(where, {"mark": "()" if len(writes) == 2 else text[writes[0][0].start], "right": "（）"}, writes)

    yield from _odd_enumerators(paper)


def _odd_enumerators(paper: Paper) -> Iterator[Hit]:
    """(十四) at the head of a line where nearly all the others are （十三）."""
    heads = list(AT_HEAD.finditer(paper.written))
    half = [match for match in heads if match["open"] == "(" and match["shut"] == ")"]
    if not half or len(heads) < 3 * len(half):
        return
    for match in half:
        marks = Span(*match.span("open")), Span(*match.span("shut"))
        yield Hit(Span(*match.span()), {"mark": "()", "right": "（）"}, ((marks[0], "（"), (marks[1], "）")))


def straight_quotes(paper: Paper, _: Check) -> Iterator[Hit]:
    """推进"一网通办"改革: a pair of straight quotation marks around Chinese characters."""
    for match in STRAIGHT.finditer(paper.written):
        first, last = Span(match.start(), match.start() + 1), Span(match.end() - 1, match.end())
        yield Hit(Span(*match.span()), {}, ((first, "“"), (last, "”")))


STRAIGHT = late(rf'"(?=[^"\n]{{0,60}}{HAN})[^"\n<>=]{{1,60}}"')


def unpaired(paper: Paper, _: Check) -> Iterator[Hit]:
    """各乡（镇人民政府: a bracket or a quotation mark without its partner."""
    paragraphs = paper.paragraphs
    index = 0
    while index < len(paragraphs):
        first = paragraphs[index]
        last = first
        while first.kind == "title" and index + 1 < len(paragraphs) and paragraphs[index + 1].kind == "title":
            index += 1
            last = paragraphs[index]
        span = Span(first.span.start, last.span.end)
        wrong = _unpaired(paper.text, span)
        index += 1
        if not wrong or first.kind in ("table", "date"):
            continue
        # A quotation or a bracket of several paragraphs: go on behind the one that closes it.
        closing = next(
            (
                place
                for place in range(index, min(index + FURTHER, len(paragraphs)))
                if paragraphs[place].span.end - span.start < REACH + len(span)
                and not _unpaired(paper.text, Span(span.start, paragraphs[place].span.end))
            ),
            None,
        )
        if closing is not None:
            index = closing + 1
            continue
        yield from (Hit(at, {"mark": at.of(paper.text)}) for at in wrong if not _runs_on(paper, at, span))


def _runs_on(paper: Paper, at: Span, paragraph: Span) -> bool:
    """True for “ at the head of each paragraph of a long quotation, and what a page break or a scrape has cut."""
    mark = at.of(paper.text)
    if mark in "“”":
        around = paper.text[max(0, at.start - 1) : at.end + 1]
        if at.start == paragraph.start or re.search(r"\d[“”]|[“”]\d", around):
            return True
    text = paragraph.of(paper.text)
    if re.match(r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}", paper.text[at.end :]):
        return True  # what is left of 關(guān
    if re.search(r"\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}$", paper.text[max(0, at.start - 8) : at.start]):
        return True  # 有序?qū)嵤: mojibake ate the partner
    return bool(re.search(r"[a-zA-Z$\\=<>+×÷]{3}|[|]", text)) or len(text) > 4000


def _unpaired(text: str, span: Span) -> list[Span]:
    """The marks of a stretch that have no partner, at most one of each kind."""
    content = span.of(text)
    skip = {match.end() - 1 for match in HALF_MARKER.finditer(content)}
    stacks: dict[str, list[int]] = {}
    wrong: list[int] = []
    for at, sign in enumerate(content):
        if sign == "“" and stacks.get(sign) and content[at - 1 : at] == "\n":
            continue  # each paragraph of a long quotation opens anew, the last one closes
        if sign in OPEN:
            stacks.setdefault(SAME.get(sign, sign), []).append(at)
        elif sign in CLOSE:
            stack = stacks.setdefault(CLOSE[sign], [])
            if stack:
                stack.pop()
            elif at not in skip:
                wrong.append(at)
    wrong.extend(at for stack in stacks.values() for at in stack)
    return [Span(span.start + at, span.start + at + 1) for at in sorted(wrong)[:2]]


def nested_titles(paper: Paper, _: Check) -> Iterator[Hit]:
    """《关于印发《甲办法》的通知》."""
    for paragraph in paper.document.paragraphs:
        content = paragraph.span.of(paper.text)
        if content.count("《") != content.count("》") or content.count("《") < 2:
            continue
        depth = 0
        inner: list[tuple[int, str]] = []
        outer = -1
        for at, sign in enumerate(content):
            if sign == "《":
                if depth == 0:
                    outer = at
                elif depth == 1:
                    inner.append((at, "〈"))
                depth += 1
            elif sign == "》" and depth:
                depth -= 1
                if depth == 1:
                    inner.append((at, "〉"))
                elif depth == 0 and inner:
                    start = paragraph.span.start
                    writes = tuple((Span(start + place, start + place + 1), mark) for place, mark in inner)
                    yield Hit(Span(start + outer, start + at + 1), {}, writes)
                    inner = []


def doubled(paper: Paper, _: Check) -> Iterator[Hit]:
    """。。 and ，。"""
    for match in DOUBLED.finditer(paper.written):
        first, second = match["first"], match["second"]
        span = Span(*match.span())
        if (first, second) == ("：", "：") and paper.written[span.end : span.end + 1] == "：":
            continue
        if first == "？" or (first == "、" and second == "、" and paper.written[span.end : span.end + 1] == "、"):
            continue
        keep = first if first == second else "。" if "。" in (first, second) else ""
        yield Hit(span, {"right": keep or second}, ((span, keep),) if keep else None)


def angles(paper: Paper, _: Check) -> Iterator[Hit]:
    """《关于印发<甲办法>的通知》: 〈〉 is meant; <甲办法> by itself is 《甲办法》, 各县<市、区> is 各县（市、区）."""
    for match in ANGLED.finditer(paper.written):
        span = Span(*match.span())
        inside = _in_title(paper.written, span.start)
        marks = "〈〉" if inside else "《》" if TITLED.search(match["inner"]) else "（）"
        writes = tuple((Span(at, at + 1), mark) for at, mark in zip((span.start, span.end - 1), marks, strict=True))
        yield Hit(span, {"right": marks}, writes)


def inner_marks(paper: Paper, _: Check) -> Iterator[Hit]:
    """各县〈市、区〉: 〈〉 stands inside 《》 and nowhere else."""
    if paper.traditional:
        return
    for match in INNER.finditer(paper.text):
        if not _in_title(paper.text, match.start()):
            yield Hit(Span(*match.span()), {"right": "《》" if TITLED.search(match["inner"]) else "（）"})


def _in_title(text: str, at: int) -> bool:
    start = max(0, at - TITLE_REACH)
    return text.rfind("《", start, at) > text.rfind("》", start, at)


def residue(paper: Paper, _: Check) -> Iterator[Hit]:
    """&nbsp; </span> and characters that no encoding gives."""
    for form in (RESIDUE, LOST):
        for match in form.finditer(paper.text):
            yield Hit(Span(*match.span()))
    source = paper.document.aligned.source
    if source.media != "text/plain":
        return
    for before, after in pairwise(paper.document.aligned.runs):  # what reading took out of a text that is no page
        start = before.raw_start if before.whole else before.raw_end  # &nbsp; is a space now, <br> nothing at all
        removed = MARKUP.search(source.text, start, after.raw_start)
        if removed is not None:
            yield Hit(Span(after.start - 1, after.start + 1), {"text": removed.group()})


MARKUP = late(
    r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash);?|</?(?:span|p|br|div|font|td|tr|table|strong)\b[^<>\n]{0,80}>"
)
RESIDUE = late(
    r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|#\d{2,6});?|</?(?:span|p|br|div|font|td|tr|table|strong|b|o:p)\b[^<>\n]{0,80}>|"
    r"\ufffd|锟斤拷|烫烫烫|[ÃÂ][\x80-\xbf¡-¿]|(?:[äåæçèé][\x80-\xbf¡-¿Œ-ſƒˆ˜–-…†-•™€]{1,2}){2,40}|\\[nrt](?![a-zA-Z])|undefined|NaN(?![a-zA-Z])|(?<=[一-鿿])\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)"
)


def mixed_list(paper: Paper, _: Check) -> Iterator[Hit]:
    """党委领导、政府主导、部门协同、协会引导，家家参与、共建共治: one ， in a list of 、.

    惠民资金一卡通“领”、就医购药一卡通“结”，人才引进一卡通“聚”，为群众 is one by its quotation marks.
    """
    for match in QUOTED_LIST.finditer(paper.text):
        yield Hit(Span(*match.span("mark")), {"mark": match["mark"]})
    for match in LIST.finditer(paper.text):
        at = Span(*match.span("mark"))
        parts = re.split("[、，,]", match.group())
        if len({len(part) for part in parts[:-1]}) == 1 and len(parts[0]) == 4:
            yield Hit(at, {"mark": match["mark"]})


QUOTED_LIST = late(
    r"[一-鿿]{0,12}(?P<same>[一-鿿]{1,4})“[^“”\n]{1,6}”、"
    r"(?:[一-鿿]{0,12}(?P=same)“[^“”\n]{1,6}”、){1,8}[一-鿿]{0,12}(?P=same)“[^“”\n]{1,6}”(?P<mark>[，,])"
    r"[一-鿿]{0,12}(?P=same)“[^“”\n]{1,6}”"
)
AHEAD = "|".join(f"(?<={word})" for word in words("check_list_heads"))
LIST = late(
    rf"(?:(?<![一-鿿])|{AHEAD})"
    r"(?:[一-鿿]{4}、){2,8}[一-鿿]{4}(?P<mark>[，,])(?!以及)[一-鿿]{4}、(?:[一-鿿]{2,12}的|[一-鿿]{4}(?=[。；]))"
)


def bodies_apart(paper: Paper, _: Check) -> Iterator[Hit]:
    """（责任部门：区商务委，区科委，区金融办）: bodies side by side take 、, and no full stop."""
    if COMMA_LEADS.search(paper.text):
        return
    lists = list(BODIES.finditer(paper.text))
    commas = [match for match in lists if _between(match["bodies"]) in ("，", ",")]
    points = [match for match in lists if _between(match["bodies"]) == "、"]
    for match in lists:
        parts = [part for part in re.split("[、，,]", match["bodies"].rstrip("。")) if part]
        mixed = "、" in match["bodies"] and re.search("[，,]", match["bodies"])
        level = {part[:1] for part in parts}
        alone = not commas and len(points) >= len(lists) // 2
        if (
            alone
            and mixed
            and len(parts) > 2
            and len(level) == 1
            and level <= set("省市县区州")
            and all(map(_same_rank, parts))
        ):
            yield Hit(Span(*match.span("bodies")), {"mark": "，"})
    if len(points) > len(commas):
        for match in commas:
            yield Hit(Span(*match.span("bodies")), {"mark": "，"})
    for match in lists:
        stop = STOPPED.search(match["bodies"])
        if stop is not None and _is_body(stop["next"]) and _is_body(stop["last"]):
            start = match.start("bodies") + stop.start("last")
            yield Hit(Span(start, match.start("bodies") + stop.end("next")), {"mark": "。"})


# 逗号前为牵头单位: here the comma says something.
COMMA_LEADS = late(r"逗号前[^，。）)]{0,8}牵头")
BODIES = late(
    rf"(?:{pattern('check_duty_labels', **{'in': 'bodies'})}(?:单位|部门|主体)?|单位)[：:]"
    r"(?P<bodies>[^：:；;（）()\n]{4,160})(?=[）)；;]|$)",
    re.MULTILINE,
)
STOPPED = late(r"(?:^|[、，,])(?P<last>[^、，,。]{3,20})。(?P<next>[^、，,。]{3,20})(?=[、，,。]|$)")


def _between(bodies: str) -> str:
    """The one mark between the bodies, "" where they are mixed or no bodies."""
    parts = [part for part in re.split("[、，,]", bodies.rstrip("。")) if part]
    if len(parts) < 2 or not all(_is_body(part) for part in parts[:-1]):
        return ""
    if any(part.startswith("各") for part in parts) or (len(parts) == 2 and parts[1].endswith("政府")):
        return ""  # 各县区政府，市政府各部门: the comma parts two levels
    marks = set(re.findall("[、，,]", bodies))
    return marks.pop() if len(marks) == 1 else ""


BODY_END = late(f"{pattern('body_suffixes')}$|{pattern('check_body_ends', **{'in': 'label'})}$")


def _same_rank(text: str) -> bool:
    """市教育局，市财政局 are of one rank; the comma before 市属各学校 or 市政府 parts two."""
    return RANK.search(text) is not None


RANK = late(r"^[省市县区州][一-鿿]{1,10}[局委办厅]$")


def _is_body(text: str) -> bool:
    return 2 <= len(text) <= 24 and BODY_END.search(text.strip()) is not None


FINDERS = {
    "half-width": half_width,
    "straight-quotes": straight_quotes,
    "unpaired": unpaired,
    "nested-titles": nested_titles,
    "doubled-marks": doubled,
    "angles": angles,
    "inner-marks": inner_marks,
    "residue": residue,
    "mixed-list": mixed_list,
    "bodies-apart": bodies_apart,
}
