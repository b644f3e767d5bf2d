"""What each paragraph of a document is for: title, number, addressees, body, signature, annex …

In go the lines and the declared fields, out come a kind for each line, the stretches with an outline of their own (the
paper itself, the document inside it, its annexes) and the document's own elements:

    嘉峪关市人民政府办公室关于印发嘉峪关市计划生育协会改革方案的通知     title
    嘉政办发〔2022〕46号                                               doc_number
    各街道办事处,郊区工作办公室,市政府各部门,在嘉各单位:                addressees
    《嘉峪关市计划生育协会改革方案》已经市政府…现印发给你们             body
    嘉峪关市人民政府办公室                                             signature
    2022年5月25日                                                     date
    (此件公开发布)                                                     furniture
    嘉峪关市计划生育协会改革方案                                       title of the document inside
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from jsx_cli import docnumbers
from jsx_cli.lexicon import lexicon, pattern, words
from jsx_cli.model import Element, ParagraphKind, Span
from jsx_cli.outline import titles
from jsx_cli.outline.bodies import is_body, split_bodies
from jsx_cli.outline.days import days, first_day, only_day
from jsx_cli.outline.lines import Line
from jsx_cli.outline.markers import marker, numeral

HEAD = 80  # a head longer than that is a page, and its furniture is no business of ours
LONGEST_TITLE = 120
TITLE_LINES = 7

ADDRESSEES = re.compile(r"^[^。！？!?]{2,1200}[：:]$")
SALUTATION = re.compile(r"^(?:各位|同志们|尊敬的|女士们|朋友们|老师们)[^。]{0,40}[：:！!]$")
RED_HEAD = re.compile(r"^(?P<bodies>[一-鿿、 ]{3,60})文件$")
ADOPTED = re.compile(
    r"^[（(\[]?\s*(?:根据)?(?P<day>\d{4}年\d{1,2}月\d{1,2}日|[二一][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
ACTS = re.compile(r"通过|批准|修正|修订|公布|发布|施行|实施|会议|令")
SPEECH_LINE = re.compile(
    r"^(?:——|—|--)?\s*(?:\d{4}年\d{1,2}月\d{1,2}日|[二一][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|在).{0,60}(?:会议|大会|会)上?(?:的讲话|的报告)?$"
)
OPEN = re.compile(
    r"^[（(【\[]?\s*(?P<value>(?:此件|本件|该件)(?:主动公开|公开发布|依申请公开|不予公开|不公开|删减后公开)|(?:信息)?公开(?:类型|属性|方式|类别)[:：]?\s*(?:主动公开|依申请公开|不予公开|不公开)|主动公开|依申请公开)\s*[）)】\]]?$"
)
COPY_TO = re.compile(r"^(?P<label>抄\s?送|抄\s?报|分\s?送|主送)\s?[：:]\s?(?P<value>.{2,600}?)[。.]?\s?\|?$")
PRINTED = re.compile(
    r"^(?P<body>[^。，,：:；]{0,60}?)\s?(?:\d{4}年\d{1,2}月\d{1,2}日|[二一][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)\s?(?:印发|印)\s?\|?$"
)
ANNEX = re.compile(
    r"^附\s?(?:件|表|录|图)?\s?(?P<number>\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,3})?\s?(?P<colon>[:：.．、])?\s?(?P<rest>.{0,120})$"
)
ANNEX_WORDS = re.compile(r"^附\s?(?:件|表|录|图|[:：])")
NOTES = re.compile(
    r"^[（(【《]?(?:名词解释|名词注释|注释|有关名词解释|相关名词解释|部分名词解释|有关用语说明|有关注释)[）)】》]?[:：]?$"
)
CONTENTS = re.compile(r"^[（(【]?目\s?录[）)】]?$")
PAGE_NUMBER = re.compile(r"[\s.…·]*\d{0,3}$")
LIST_ITEM = re.compile(r"^\d{1,2}[.．、]")
SKELETON = re.compile(r"[\s《》〈〉“”\"'‘’（）()〔〕\[\]【】、，,。:：；;·．.—\-]")


@dataclass(slots=True)
class Zone:
    """Lines with an outline of their own: `first` to `last`, and where its body ends (`end`, a line)."""

    kind: Literal["paper", "inner", "annex"]
    first: int
    last: int
    prefix: str = ""
    label: str = ""
    heading: str = ""
    header: int = -1


@dataclass(slots=True)
class Layout:
    """What was found, line by line."""

    lines: Sequence[Line]
    kinds: list[ParagraphKind]
    elements: list[Element] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    title: str = ""
    title_span: Span | None = None
    numbers: list[Element] = field(default_factory=list)
    signed_by: list[Element] = field(default_factory=list)
    headed_by: list[Element] = field(default_factory=list)
    spoken_by: list[Element] = field(default_factory=list)
    signed_on: Element | None = None
    bracketed_on: Element | None = None
    adopted_on: list[Element] = field(default_factory=list)
    labelled: dict[str, Element] = field(default_factory=dict)
    body: int = 0
    speech: bool = False

    def add(self, name: str, value: str, span: Span) -> None:
        """Keep an element that stands at `span`."""
        self.elements.append(Element(name, value, span))


def skeleton(text: str) -> str:
    """The characters of a title that layout never changes."""
    return SKELETON.sub("", text)


def lay_out(found: Sequence[Line], declared_title: str) -> Layout:
    """The kinds, zones and elements of these lines."""
    layout = Layout(found, ["body"] * len(found))
    _head(layout, declared_title)
    _rest(layout, declared_title)
    return layout


# The head ------------------------------------------------------------------------------------------------------------


def _head(layout: Layout, declared: str) -> None:
    found = layout.lines
    at = 0
    numbered = addressed = False
    while at < min(len(found), HEAD):
        line = found[at]
        text = line.text
        if _labels(layout, line) or _is_furniture(text):
            layout.kinds[at] = "furniture"
        elif (number := _number_line(line)) is not None:
            layout.numbers.append(number)
            layout.kinds[at] = "doc_number"
            numbered = True
        elif OPEN.match(text):
            _open(layout, at)
        elif (red := RED_HEAD.match(text)) is not None and split_bodies(red["bodies"]):
            layout.kinds[at] = "title"
            for body in split_bodies(red["bodies"]):
                layout.headed_by.append(_element("issuers", body, line))
        elif layout.title and SALUTATION.match(text):
            layout.kinds[at] = "addressees"
            layout.speech = True
            at += 1
            break
        elif (layout.title or numbered) and not addressed and _addresses(text):
            layout.kinds[at] = "addressees"
            layout.add("addressees", text[:-1].strip(), Span(line.start, line.start + len(text[:-1].rstrip())))
            addressed = True
            at += 1
            break
        elif layout.title and _dateline(layout, at):
            pass
        else:
            end = _title(layout, at, declared, numbered)
            if end == at:
                break
            at = end
            continue
        at += 1
    layout.body = at


def _element(name: str, value: str, line: Line) -> Element:
    at = line.text.find(value)
    start = line.start + max(at, 0)
    return Element(name, value, Span(start, start + len(value)) if at >= 0 else line.span)


def _labels(layout: Layout, line: Line) -> bool:
    """Take what a line of labels says (发布时间: 2013.08.15 来源:超级管理员); False where it is no such line."""
    text = line.text
    marks = list(_label_pattern().finditer(text[:400]))
    if not marks or marks[0].start() > 2 or len(text) > 300:
        return False
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else len(text)
        name = _label_names()[re.sub(r"\s", "", mark["label"])]
        value = text[mark.end() : end].strip(" 　|")
        if name != "-" and value and name not in layout.labelled:
            start = line.start + mark.end() + text[mark.end() : end].find(value)
            layout.labelled[name] = Element(name, value, Span(start, start + len(value)))
    return True


def _number_line(line: Line) -> Element | None:
    """The document number of a line that holds nothing else."""
    if len(line.text) > 60:
        return None
    for span, number in docnumbers.find(line.text):
        if not number.prefix and number.kind == "字号":
            continue
        rest = (line.text[: span.start] + line.text[span.end :]).strip(" （()）[]【】《》:：|—-")
        if not rest or _label_pattern().fullmatch(rest + "：") or rest in ("文件", "签发人"):
            return Element("doc_number", number.canonical, Span(line.start + span.start, line.start + span.end))
    if (bare := re.fullmatch(r"[（(]?(第?\s?\d{1,4}\s?号)[）)]?", line.text)) is not None:
        return Element("doc_number", re.sub(r"\s", "", bare[1]), line.span)
    if (bare := re.fullmatch(r"[（(]?(\d{4}\s?年\s?第\s?\d{1,4}\s?号)[）)]?", line.text)) is not None:
        return Element("doc_number", re.sub(r"\s", "", bare[1]), line.span)
    return None


def _open(layout: Layout, at: int) -> None:
    found = OPEN.match(layout.lines[at].text)
    if found is not None:
        layout.kinds[at] = "furniture"
        start = layout.lines[at].start
        if not any(element.name == "open" for element in layout.elements):
            layout.add("open", found["value"], Span(start + found.start("value"), start + found.end("value")))


def _addresses(text: str) -> bool:
    if not ADDRESSEES.match(text) or marker(text) is not None:
        return False
    bare = text[:-1].strip()
    parts = [part for part in re.split(r"[，,、；;]\s?", re.sub(r"[（(][^（）()]{0,200}[）)]", "", bare)) if part]
    fits = sum(_addressee().search(part) is not None for part in parts)
    return bool(parts) and fits * 2 >= len(parts) and not re.search(r"如下|以下|下列|情况|通知", bare[-6:])


def _dateline(layout: Layout, at: int) -> bool:
    """The lines between a title and its text: adoption, place and day of a speech, who speaks."""
    line = layout.lines[at]
    text = line.text
    adopted = ADOPTED.match(text)
    if adopted is not None and len(text) <= 160 and not text.endswith(("。", "；")):
        found = first_day(text)
        if found is not None:
            span, day = found
            here = Span(line.start + span.start, line.start + span.end)
            if ACTS.search(text) and not SPEECH_LINE.match(text):
                layout.adopted_on.append(Element("date", day.isoformat(), here))
                body = re.search(
                    r"(?:日|根据|，|,|\s)(?P<body>[^\s，,日]{2,30}?(?:人民代表大会常务委员会|人民代表大会|人民政府|人大常委会))",
                    text,
                )
                if body is not None and "通过" in text:
                    _adopting(layout, line, body["body"])
            elif layout.bracketed_on is None:
                layout.bracketed_on = Element("date", day.isoformat(), here)
            layout.kinds[at] = "date"
            layout.speech = layout.speech or SPEECH_LINE.match(text) is not None
            return True
    if SPEECH_LINE.match(text):
        layout.kinds[at] = "date"
        layout.speech = True
        found = first_day(text)
        if found is not None and layout.bracketed_on is None:
            layout.bracketed_on = Element(
                "date", found[1].isoformat(), Span(line.start + found[0].start, line.start + found[0].end)
            )
        return True
    if len(text) <= 40 and (day_only := only_day(text.strip("（()）"))) is not None:
        layout.kinds[at] = "date"
        if layout.bracketed_on is None:
            layout.bracketed_on = Element("date", day_only.isoformat(), line.span)
        return True
    speaker = _speaker().match(text)
    if speaker is not None:
        layout.kinds[at] = "signature"
        if speaker["body"] and is_body(speaker["body"]):
            layout.spoken_by.append(_element("issuers", speaker["body"], line))
        return True
    return False


def _adopting(layout: Layout, line: Line, body: str) -> None:
    """第十届 is no part of the name: 杭州市第十二届人民代表大会常务委员会 is 杭州市人民代表大会常务委员会."""
    name = re.sub(r"第[一二三四五六七八九十\d]{1,3}届", "", body)
    at = line.text.find(body)
    if not layout.headed_by:
        layout.headed_by.append(Element("issuers", name, Span(line.start + at, line.start + at + len(body))))


def _title(layout: Layout, at: int, declared: str, numbered: bool) -> int:
    """Read a title that begins at `at`; gives the line after it, or `at` where there is none."""
    end, text = _title_block(layout.lines, at)
    if end == at:
        return at
    found = layout.lines
    value = titles.clean(text)
    if layout.title:
        ours, theirs = skeleton(layout.title), skeleton(value)
        again = theirs and (theirs in ours or ours in theirs or theirs == skeleton(declared))
        if not again and not (numbered and titles.complete(text)):
            return at
        if again and len(theirs) > len(ours) and ours in theirs and _fuller(value, layout.title):
            layout.title, layout.title_span = value, _title_span(found, at, end, value)
    else:
        layout.title, layout.title_span = value, _title_span(found, at, end, value)
        bracket = titles.DATE_IN_BRACKETS.search(text)
        if bracket is not None and (day := first_day(bracket[1])) is not None:
            layout.bracketed_on = Element("date", day[1].isoformat(), layout.title_span)
    for index in range(at, end):
        layout.kinds[index] = "title"
    return end


def _fuller(value: str, title: str) -> bool:
    """True where the longer form adds a body in full (国务院关于…), not a short one (市委办公室 市政府办公室转发…)."""
    from jsx_cli.outline.regions import region_of

    at = skeleton(value).find(skeleton(title))
    return at > 0 and region_of(value) is not None


def _title_span(found: Sequence[Line], at: int, end: int, value: str) -> Span:
    """The title on the page, without a list number before it and a date behind it."""
    first, last = found[at], found[end - 1]
    start = first.start
    label = titles.LABEL.match(first.text)
    start += label.end() if label is not None else 0
    number = titles.LIST_NUMBER.match(first.text)
    start += number.end() if number is not None and label is None else 0
    stop = last.end
    tail = value[-2:]
    place = last.text.rfind(tail)
    if place >= 0 and len(tail) == 2:
        stop = last.start + place + len(tail)
    return Span(start, max(stop, start))


def _title_block(found: Sequence[Line], at: int) -> tuple[int, str]:
    """The lines of a title from `at` on, joined; (`at`, "") where the line is none."""
    text = found[at].text
    if not _title_like(text):
        return at, ""
    only_whole = marker(text) is not None
    joined, end = text, at + 1
    only_whole = marker(text) is not None
    if not titles.complete(joined):
        grown = joined
        for index in range(at + 1, min(len(found), at + TITLE_LINES)):
            line = found[index].text
            if not _continues(line):
                break
            grown += line
            if titles.complete(grown):
                joined, end = grown, index + 1
                break
    while end < len(found) and end < at + TITLE_LINES and _goes_on(joined, found[end].text):
        joined += found[end].text
        end += 1
    return (at, "") if only_whole and not titles.complete(joined) else (end, joined)


def _title_like(text: str) -> bool:
    if (
        (not 4 <= len(text) <= LONGEST_TITLE and not re.fullmatch(r"\d{1,3}[.．、]", text))
        or text.endswith(("。", "；", ";", "，", ",", "：", ":", "、"))
        or "。" in text
    ):
        return False
    mark = marker(text)
    if mark is not None and mark.style == "dash":
        return False
    return mark is None or mark.style == "arabic"  # 16.上海市黄浦区人民政府办公室关于印发… of a collection


def _continues(text: str) -> bool:
    return (
        len(text) <= 70
        and "。" not in text
        and not text.endswith(("：", ":", "；"))
        and marker(text) is None
        and only_day(text) is None
        and not _label_pattern().match(text)
        and next(docnumbers.find(text), None) is None
    )


def _goes_on(joined: str, text: str) -> bool:
    """True for 的通知 and （试行） on a line of their own behind what looks like a whole title."""
    if re.fullmatch(r"[（(][^（）()]{1,20}[）)]", text) and first_day(text) is None and not OPEN.match(text):
        return True
    return len(text) <= 12 and text.startswith("的") and titles.complete(joined + text)


# The rest ------------------------------------------------------------------------------------------------------------


def _rest(layout: Layout, declared: str) -> None:
    """Find signature, date, the document inside, annexes and the foot; cut the lines into zones."""
    found = layout.lines
    wanted = [skeleton(inner) for inner in titles.attached(layout.title or declared)]
    zone = Zone("paper", layout.body, len(found))
    layout.zones.append(zone)
    at = _contents(layout, layout.body)
    zone.first = at
    signed = False
    annexes = 0
    while at < len(found):
        text = found[at].text
        if len(text) > 200:
            at += 1
            continue
        if layout.kinds[at] != "body":
            at += 1
            continue
        if OPEN.match(text):
            _open(layout, at)
        elif (copied := COPY_TO.match(text)) is not None and zone.last - at >= 1:
            layout.kinds[at] = "copy_to"
            start = found[at].start
            layout.add("copy_to", copied["value"], Span(start + copied.start("value"), start + copied.end("value")))
        elif (printed := PRINTED.match(text)) is not None:
            layout.kinds[at] = "copy_to"
            if printed["body"].strip():
                body = printed["body"].strip()
                start = found[at].start + text.find(body)
                layout.add("printed_by", body, Span(start, start + len(body)))
        elif _signature(layout, at, signed):
            signed = True
            at = _after_signature(layout, at + 1)
            if at < len(found) and layout.zones[-1].kind == "paper":
                end = _inner_title(layout, at, wanted, True)
                if end > at:
                    zone = _open_zone(layout, "inner", at, end)
                    at = zone.first
            continue
        elif NOTES.match(text) and at > layout.body:
            zone = _open_zone(layout, "annex", at, at + 1)
            zone.prefix, zone.label, zone.heading = f"{text}/", text, text
            at = zone.first
            continue
        elif ANNEX_WORDS.match(text):
            if _annex(layout, at, signed, annexes):
                annexes += 1
                zone = layout.zones[-1]
                at = zone.first
                continue
        elif wanted and layout.zones[-1].kind == "paper" and (end := _inner_title(layout, at, wanted, False)) > at:
            zone = _open_zone(layout, "inner", at, end)
            at = zone.first
            continue
        elif _is_furniture(text) and at > len(found) - 15:
            layout.kinds[at] = "furniture"
        at += 1
    _last_signature(layout)


def _open_zone(layout: Layout, kind: Literal["paper", "inner", "annex"], at: int, end: int) -> Zone:
    """Close the zone before `at` and open one whose title are the lines `at` to `end`."""
    layout.zones[-1].last = at
    for index in range(at, end):
        layout.kinds[index] = "title"
    first = end
    while first < len(layout.lines) and (
        re.fullmatch(r"[（(][^（）()]{1,40}[）)]", layout.lines[first].text) is not None
        and marker(layout.lines[first].text) is None
    ):
        layout.kinds[first] = "title"
        first += 1
    if first < len(layout.lines) and kind == "inner" and _addresses(layout.lines[first].text):
        layout.kinds[first] = "addressees"
        first += 1
    first = _contents(layout, first)
    zone = Zone(kind, first, len(layout.lines), header=at)
    layout.zones.append(zone)
    return zone


def _contents(layout: Layout, at: int) -> int:
    """Step over a table of contents: everything between 目录 and the line that repeats its first entry."""
    found = layout.lines
    start = at
    while start < min(len(found), at + 12) and not CONTENTS.match(found[start].text):
        if len(found[start].text) > LONGEST_TITLE:
            return at
        start += 1
    if start >= len(found) or start >= at + 12 or start + 1 >= len(found):
        return at
    first = skeleton(PAGE_NUMBER.sub("", found[start + 1].text))
    for index in range(start + 2, min(len(found), start + 400)):
        if skeleton(found[index].text) == first:
            for entry in range(start, index):
                layout.kinds[entry] = "furniture"
            return index
        if len(found[index].text) > LONGEST_TITLE:
            break
    layout.kinds[start] = "furniture"
    return start + 1 if start == at else at


def _signature(layout: Layout, at: int, signed: bool) -> bool:
    """A line of a date alone, or of a body and a date; the bodies above it have signed."""
    found = layout.lines
    line = found[at]
    text = line.text
    if len(text) > 80:
        return False
    day = only_day(re.sub(r"[（(][^（）()]{1,20}[）)]$", "", text))
    bodies_here: list[str] = []
    if day is not None:
        span = line.span
    else:
        last = next(reversed(list(days(text))), None)
        if last is None or text[last[0].end :].strip() or not is_body(text[: last[0].start]):
            return False
        day, span = last[1], Span(line.start + last[0].start, line.start + last[0].end)
        bodies_here = split_bodies(text[: last[0].start])
    first = at
    while (
        first > layout.body and at - first < 40 and layout.kinds[first - 1] == "body" and is_body(found[first - 1].text)
    ):
        first -= 1
    if not signed:
        layout.signed_on = Element("date", day.isoformat(), span)
    for index in range(first, at):
        layout.kinds[index] = "signature"
        if not signed:
            for body in split_bodies(found[index].text):
                layout.signed_by.append(_element("issuers", body, found[index]))
    if not signed:
        layout.signed_by.extend(_element("issuers", body, line) for body in bodies_here)
    layout.kinds[at] = "signature" if bodies_here else "date"
    return True


def _after_signature(layout: Layout, at: int) -> int:
    while at < len(layout.lines) and OPEN.match(layout.lines[at].text):
        _open(layout, at)
        at += 1
    return at


def _inner_title(layout: Layout, at: int, wanted: Sequence[str], signed: bool) -> int:
    """The line after the title of the document inside, when it begins at `at`; else `at`."""
    found = layout.lines
    joined = ""
    for index in range(at, min(len(found), at + 5)):
        text = found[index].text
        if len(text) > LONGEST_TITLE or "。" in text:
            break
        joined += skeleton(titles.clean(text))
        if joined in wanted:
            return index + 1
        if not any(inner.startswith(joined) for inner in wanted):
            break
    if not signed:
        return at
    end, text = _title_block(found, at)
    return end if end > at and titles.complete(text) and not ANNEX_WORDS.match(text) else at


def _annex(layout: Layout, at: int, signed: bool, annexes: int) -> bool:
    """Open an annex at its header, or mark the list of annexes; True where one was opened."""
    found = layout.lines
    match = ANNEX.match(found[at].text)
    if match is None or "。" in found[at].text[:-1]:
        return False
    rest = match["rest"].strip()
    listed = match["colon"] in (":", "：") or LIST_ITEM.match(rest) is not None
    following = found[at + 1].text if at + 1 < len(found) else ""
    if not rest and listed and LIST_ITEM.match(following):
        listed = True
    elif (
        rest
        and listed
        and signed
        and not LIST_ITEM.match(rest)
        and len(following) > 0
        and not ANNEX_WORDS.match(following)
    ):
        listed = False  # 附件1：清单 behind the signature heads the annex itself
    elif not rest:
        listed = False
    if listed or (rest and ANNEX_WORDS.match(following) and match["number"]):
        layout.kinds[at] = "annex_list"
        index = at + 1
        while (
            index < len(found)
            and LIST_ITEM.match(found[index].text)
            and len(found[index].text) <= 80
            and "。" not in found[index].text
        ):
            layout.kinds[index] = "annex_list"
            index += 1
        return False
    if at + 1 >= len(found) and not rest:
        layout.kinds[at] = "annex_list"
        return False
    end, heading = at + 1, rest
    if not rest:
        block, text = _title_block(found, at + 1)
        if block > at + 1 and (titles.complete(text) or len(found[at + 1].text) <= 60):
            end, heading = block, text
    number = match["number"] or ""
    zone = _open_zone(layout, "annex", at, end)
    zone.label = re.sub(r"\s", "", found[at].text[: match.start("rest")]).rstrip(":：.．、")
    if "件" not in zone.label and "表" not in zone.label and "录" not in zone.label and "图" not in zone.label:
        zone.label = "附件" + number
    first = annexes == 0 and (not number or numeral(number.split("-")[0]) == 1)
    zone.prefix = "附件/" if first or not number else f"附件{number}/"
    zone.heading = titles.clean(heading)
    return True


def _last_signature(layout: Layout) -> None:
    """A body alone at the end of a stretch has signed it, with no date below (衢州市计划生育协会)."""
    found = layout.lines
    for zone in layout.zones:
        at = zone.last - 1
        while at > zone.first and layout.kinds[at] in ("furniture", "copy_to"):
            at -= 1
        if (
            at > zone.first
            and layout.kinds[at] == "body"
            and is_body(found[at].text)
            and found[at - 1].text.endswith(("。", "！"))
        ):
            layout.kinds[at] = "signature"
            if zone.kind == "paper" and not layout.signed_by:
                layout.signed_by.extend(_element("issuers", body, found[at]) for body in split_bodies(found[at].text))


# Patterns from lists -------------------------------------------------------------------------------------------------


def _is_furniture(text: str) -> bool:
    found = _furniture().match(text) if len(text) <= 300 else None
    return found is not None and (len(text) <= 80 or found.group() in words("furniture_lines", length="long"))


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(pattern("furniture_lines") + r"|[=＝_\-—]{5,}|[-—]?\s?\d{1,3}\s?[-—]?$")


@cache
def _label_pattern() -> re.Pattern[str]:
    spaced = "|".join(
        r"\s?".join(map(re.escape, row["word"]))
        for row in sorted(lexicon("head_labels"), key=lambda row: -len(row["word"]))
    )
    return re.compile(rf"(?:^|(?<=[\s|　【\[]))(?P<label>{spaced})\s?[】\]]?\s?[:：]\s?")


@cache
def _label_names() -> dict[str, str]:
    return {row["word"]: row["name"] for row in lexicon("head_labels")}


@cache
def _addressee() -> re.Pattern[str]:
    return re.compile(pattern("addressee_words"))


@cache
def _speaker() -> re.Pattern[str]:
    return re.compile(
        rf"^[（(]?(?P<body>[一-鿿]{{0,24}}?)(?:代理|代|副)?{pattern('leading_posts')}[:： ]{{0,2}}"
        r"(?P<name>[一-鿿]{2,4}|[一-鿿] [一-鿿])[）)]?$"
    )


def date_of(text: str) -> date | None:
    """The first day that a declared date names."""
    found = first_day(text)
    return found[1] if found is not None else None
