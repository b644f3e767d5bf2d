"""What a line looks like: a label, furniture, a list of addressees, 抄送, 印发, the header of an annex.

In goes one line, out comes a yes or no, or what it says. Where the line stands is not asked here.
"""

from __future__ import annotations

import re
from functools import cache

from jsx_cli import docnumbers
from jsx_cli.lexicon import lexicon, pattern, words
from jsx_cli.model import DocNumber, Element, Span
from jsx_cli.outline.bodies import is_body, split_bodies
from jsx_cli.outline.days import first_day
from jsx_cli.outline.line import Line
from jsx_cli.outline.markers import marker
from jsx_cli.outline.regions import region_at
from jsx_cli.patterns import compiled, late

# \w and not a class of numerals: big classes are slow to compile, and these only say that a date stands there
DAY = r"(?:[\w○]{4}年\w{1,3}月\w{1,3}日)"
ADDRESSEES = late(r"^[^。！？!?]{2,1200}[：:]$")
ANNOUNCES = late(r"如下|以下|下列|情况|通知|方案|工作$")
SALUTATION = late(r"^(?:各位|同志们|尊敬的|女士们|朋友们|老师们)[^。]{0,40}[：:！!]$")
RED_HEAD = late(r"^(?P<bodies>[一-鿿、 ]{3,60})文件$")
ADOPTED = late(rf"^[（(\[]?\s?(?:根据)?{DAY}")
ACTS = late(r"通过|制定|批准|修正|修订|公布|发布|施行|实施|会议|令")
ASSEMBLY = late(r"(?P<region>\w{2,15}?)第[一二三四五六七八九十\d]{1,3}届人民代表大会")
SPEECH = late(rf"^(?:——|—|--)?\s?(?:{DAY}|在).{{0,60}}(?:会议|大会|会)上?(?:的讲话|的报告)?$")
OPEN = late(
    r"^[（(【\[]?\s?(?P<value>(?:此件|本件|该件)(?:主动公开|公开发布|依申请公开|不予公开|不公开|删减后公开)|"
    r"(?:信息)?公开(?:类型|属性|方式|类别|选项)[:：]?\s?(?:主动公开|依申请公开|不予公开|不公开)|"
    r"主动公开|依申请公开)\s?[）)】\]]?$"
)
COPY_TO = late(r"^(?:抄\s?送|抄\s?报|分\s?送|主送)\s?[：:]\s?(?P<value>.{2,600}?)[。.]?\s?\|?$")
PRINTED = late(rf"^(?P<body>[^。，,：:；]{{0,60}}?)\s?{DAY}\s?(?:印发|印)\s?\|?$")
ANNEX = late(
    r"^附\s?(?:件|表|录|图)?\s?(?P<number>\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,3})?\s?"
    r"(?P<colon>[:：.．、])?\s?(?P<rest>.{0,120})$"
)
ANNEX_WORDS = late(r"^附\s?(?:件|表|录|图|[:：])")
NOTES = late(r"^[（(【《]?(?:有关|相关|部分|报告中)?(?:名词|用语|术语)?(?:解释|注释|说明|名词解释)[）)】》]?[:：]?$")
ANNEX_LABEL = late(r"附\s?(?:件|录|表)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})?\s?[:：]?")
CONTENTS = late(r"^[（(【]?目\s?[录次][）)】]?$")
PAGE_NUMBER = late(r"[\s.…·]*\d{0,3}$")
LIST_ITEM = late(r"^\d{1,2}[.．、]")
ASIDE = late(r"[（(][^（）()]{0,200}[）)]")
BETWEEN = late(r"[，,、；; ]\s?")
BRACKETED = late(r"[（(][^（）()]{1,40}[）)]")


def addresses(text: str) -> bool:
    """True for a list of bodies that ends in a colon (各县(市、区)委、人民政府:)."""
    if not ADDRESSEES.match(text) or marker(text) is not None:
        return False
    bare = text[:-1].strip()
    label = next((word for word in (*words("lead_labels"), *words("support_labels")) if bare.endswith(word)), "")
    if label and (label not in words("addressee_words") or bare == label or bare.endswith(f"的{label}")):
        return False  # 牵头单位：县教育局 charges a body and addresses none; 各省工业主管部门 are addressed
    if sum(map(bare.count, "（(")) != sum(map(bare.count, "）)")):
        return False
    parts = [part for part in BETWEEN.split(ASIDE.sub("", bare)) if part]
    fits = sum(_addressee().search(part) is not None or _place(part) for part in parts)
    return bool(parts) and fits * 2 >= len(parts) and not ANNOUNCES.search(bare[-6:])


def _place(part: str) -> bool:
    """济南 and 青岛 in 济南、青岛、菏泽市水务局."""
    return len(part) <= 4 and any(region_at(part + end, 0) == part + end for end in "省市县州")


def addressees_before(text: str) -> int | None:
    """Where the text begins that stands on one line with its addressees (各县人民政府：为贯彻…)."""
    colon = compiled(r"[^。！？!?：:]{4,400}[：:](?=\S)").match(text[:420])
    if colon is None or text[0] in "《“（(" or not addresses(colon.group()):
        return None
    if text.startswith(words("named_duties"), colon.end()):
        return None  # 县公安局：负责秩序维护 charges a body and addresses none
    return colon.end()


def number_line(line: Line) -> Element | None:
    """The document number of a line that holds nothing else."""
    if len(line.text) > 80:
        return None
    for span, number in docnumbers.find(line.text):
        if not number.prefix and number.kind == "字号":
            continue
        rest = (line.text[: span.start] + line.text[span.end :]).strip(" （()）[]【】《》:：|—-")
        if not rest or label_pattern().fullmatch(rest + "：") or rest in ("文件", "签发人") or _jointly(rest, number):
            return Element("doc_number", number.canonical, Span(line.start + span.start, line.start + span.end))
    bare = compiled(r"[（(]?((?:\d{4}\s?年\s?)?第\s?\d{1,4}\s?号)[）)]?").fullmatch(line.text)
    return Element("doc_number", compiled(r"\s").sub("", bare[1]), line.span) if bare is not None else None


def _jointly(rest: str, number: DocNumber) -> bool:
    """True for 财政部 in 财政部 税务总局公告2023年第12号: several bodies announce under the number of the last."""
    bodies = split_bodies(rest) if number.kind == "公告" else []
    return bool(bodies) and all(map(is_body, bodies))


def damaged_number(text: str) -> bool:
    """True for a line that was a document number before something was lost (国发〔〕号, 皖政202412号)."""
    return (
        len(text) <= 40
        and (any(mark in text for mark in "〔[（(【〕]") or text.endswith("号"))
        and (
            _damaged().fullmatch(text) is not None
            or any(len(span) >= len(text) - 2 for span in docnumbers.damaged(text))
        )
    )


@cache
def _damaged() -> re.Pattern[str]:
    return compiled(
        r"\w{2,12}\s?[〔\[（(【]\s?(?:\d{2,4}|\d{0,2}[xX×*＊]{1,4})?\s?[〕\]）)】]\s?第?\s?(?:\d{1,5}|[xX×*＊]{1,4})?\s?号?|"
        r"\w{2,12}\s?[〔\[【]\s?\d{3,9}\s?号?"
    )


def labels(line: Line) -> list[Element] | None:
    """What a line of labels says (发布时间: 2013.08.15 来源:超级管理员); None where it is no such line."""
    text = line.text
    marks = list(label_pattern().finditer(text[:400]))
    if not marks or marks[0].start() > 2 or len(text) > 300:
        return None
    found: list[Element] = []
    beside: list[Element] = []
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else len(text)
        name = label_names()[compiled(r"\s").sub("", mark["label"])]
        value = text[mark.end() : end].strip(" 　|")
        if name != "-" and value:
            start = line.start + mark.end() + text[mark.end() : end].find(value)
            found.append(Element(name, value, Span(start, start + len(value))))
        elif (day := first_day(value)) is not None and day[0].start > 1:  # 来源：临江日报 2023-04-08
            start = line.start + mark.end() + text[mark.end() : end].find(value)
            beside.append(Element("published", day[1].isoformat(), Span(start + day[0].start, start + day[0].end)))
    return [*found, *beside]


def labelled(text: str, at: int) -> bool:
    """True where a label follows: 来源： behind the day of 2023年4月8日 来源：临江日报."""
    return label_pattern().match(text[at:].lstrip()) is not None


FILE_NAME = late(r"^附\s?件.{0,60}\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|pptx?)$", re.IGNORECASE)


def foot_label(text: str) -> bool:
    """来源：平潭综合实验区管委会办公室 at the foot of a page."""
    found = label_pattern().match(text) if len(text) <= 60 else None
    return found is not None and label_names()[compiled(r"\s").sub("", found["label"])] == "-"


def is_furniture(text: str) -> bool:
    """True for 上一页 下一页, 当前位置：…, a page number."""
    found = _furniture().match(text) if len(text) <= 300 else None
    return found is not None and (len(text) <= 80 or found.group() in words("furniture_lines", length="long"))


@cache
def _furniture() -> re.Pattern[str]:
    return compiled(pattern("furniture_lines") + r"|[=＝]{3,}.{0,40}[=＝]{3,}$|[=＝_\-—]{5,}|[-—]?\s?\d{1,3}\s?[-—]?$")


@cache
def label_pattern() -> re.Pattern[str]:
    """A label and its colon, at the head of a line or behind white space."""
    rows = sorted(lexicon("head_labels"), key=lambda row: -len(row["word"]))
    spaced = "|".join(r"\s?".join(map(re.escape, row["word"])) for row in rows)
    return compiled(rf"(?:^|(?<=[\s|　【\[]))(?P<label>{spaced})\s?[】\]]?\s?[:：]\s?")


@cache
def label_names() -> dict[str, str]:
    """The element that each label gives."""
    return {row["word"]: row["name"] for row in lexicon("head_labels")}


@cache
def speaker() -> re.Pattern[str]:
    """郑州市人民政府代市长 侯红: who speaks, and for which body."""
    return compiled(
        r"^[（(]?(?:\w{2,20}、){0,3}"  # 市委副书记、市长 侯红
        rf"(?P<body>\w{{0,24}}?)(?:代理|代|副)?(?P<post>{pattern('leading_posts')})[:： ]{{0,2}}"
        r"(?P<name>\w{2,4}|\w \w)[）)]?$"
    )


@cache
def _addressee() -> re.Pattern[str]:
    return compiled(rf"^各|{pattern('addressee_words')}$")
