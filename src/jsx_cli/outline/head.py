"""The head of a document: everything above its text, read from the top down.

In go the lines, out come title, number, addressees and dates in the layout, and the line where the text begins:

    16.上海市黄浦区人民政府办公室关于印发《…工作方案》的通知（2023年2月15日）
    黄府办发〔2023〕2号
    区政府各委、办、局，各街道办事处：
    《…工作方案》已经区政府同意…                                           ← the text
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jsx_cli import docnumbers
from jsx_cli.lexicon import words
from jsx_cli.model import Element, Span
from jsx_cli.outline import shapes, titles
from jsx_cli.outline.bodies import is_body, split_bodies
from jsx_cli.outline.days import days, first_day, only_day
from jsx_cli.outline.layout import Adoption, Layout, element, skeleton
from jsx_cli.outline.line import Line
from jsx_cli.outline.markers import marker
from jsx_cli.outline.regions import region_of
from jsx_cli.patterns import compiled, late

LONGEST_HEAD = 80  # a head longer than that is a page, and its furniture is no business of ours
LONGEST_TITLE = 120
LONGEST_ADOPTION = 1_500
LONGEST_SOURCE = 12
TITLE_LINES = 7
SHORTEST_TITLE = 10
PAGE_TOP = 15
LONGEST_FURNITURE = 60

SESSION = late(r"第[一二三四五六七八九十\d]{1,3}届")
ORDER = late(r"(?P<body>[^\s，。：；《》]{2,40}(?: [^\s，。：；《》]{2,40}){0,5}?)(?:令|公告|通告)")
SERIAL = late(r"[（(]?(?P<number>(?:\d{4}\s?年\s?)?第?\s?\d{1,4}\s?号)[）)]?")
CLOCK = late(r"\s?\d{1,2}:\d{2}")
PASSING = late(
    r"^[\s，,经由]{0,3}(?P<body>[^\s，,]{2,30}?(?:人民代表大会常务委员会|人民代表大会常务委员|人民代表大会|人大常委会|人民政府))"
)
PROCLAIMS = late(
    r"^(?P<body>.{2,30}?(?:人民代表大会常务委员会|人民代表大会|人民政府|国务院))(?P<session>.{0,14}会议)?$"
)


def read_head(layout: Layout, declared: str) -> None:
    """Read the lines above the text; `declared` is the title that the file gives beside its text, or nothing."""
    at = _page_top(layout, skeleton(declared))
    while at < min(len(layout.lines), LONGEST_HEAD):
        if _outside(layout, at) or _numbered(layout, at) or _red_head(layout, at):
            at += 1
        elif _addressed(layout, at, declared):
            at += 1
            break
        elif (layout.title or declared) and (_dateline(layout, at) or _came_out(layout, at)):
            at += 1
        elif not layout.title and shapes.ANNEX_LABEL.fullmatch(layout.lines[at].text):
            layout.kinds[at] = "title"  # an annex that came as a file of its own
            at += 1
        elif (end := _proclamation(layout, at, declared)) > at or (end := _title(layout, at, declared)) > at:
            at = end
        else:
            break
    layout.body = at


def _page_top(layout: Layout, page: str) -> int:
    """The line of the title that the page gives; what is printed above it (首页 机构介绍 要闻) is furniture."""
    found = layout.lines
    if len(page) < SHORTEST_TITLE:
        return 0
    for at in range(1, min(len(found), PAGE_TOP)):
        if len(found[at - 1].text) > LONGEST_FURNITURE or "。" in found[at - 1].text:
            return 0
        joined = ""
        for index in range(at, min(len(found), at + TITLE_LINES)):
            joined += skeleton(titles.clean(found[index].text))
            if joined == page:
                for above in range(at):
                    if not (_numbered(layout, above) or _outside(layout, above)):
                        layout.kinds[above] = "furniture"
                return at
            if not page.startswith(joined):
                break
    return 0


def open_to(layout: Layout, at: int) -> bool:
    """Take 此件公开发布; False where the line says no such thing."""
    line = layout.lines[at]
    found = shapes.OPEN.match(line.text)
    if found is None:
        return False
    layout.kinds[at] = "furniture"
    if not any(known.name == "open" for known in layout.elements):
        layout.add("open", found["value"], Span(line.start + found.start("value"), line.start + found.end("value")))
    return True


def _outside(layout: Layout, at: int) -> bool:
    """What a page adds: its labels, its furniture, whether the paper is public."""
    line = layout.lines[at]
    labelled = shapes.labels(line)
    if labelled is not None:
        for found in labelled:
            layout.labelled.setdefault(found.name, found)
    elif not shapes.is_furniture(line.text):
        return open_to(layout, at)
    layout.kinds[at] = "furniture"
    return True


def _numbered(layout: Layout, at: int) -> bool:
    line = layout.lines[at]
    number = shapes.number_line(line)
    if number is not None:
        layout.numbers.append(number)
    elif line.text == "号" and layout.damaged:
        pass
    elif shapes.damaged_number(line.text):
        layout.damaged.append(line.span)
    else:
        return False
    layout.kinds[at] = "doc_number"
    return True


def _red_head(layout: Layout, at: int) -> bool:
    """中共衢州市委办公室文件: the head of the paper itself names who issues it, on one line or on several."""
    found = layout.lines
    line = found[at]
    red = shapes.RED_HEAD.match(line.text.replace(" ", ""))
    bodies = split_bodies(red["bodies"]) if red is not None else []
    if not bodies and is_body(line.text) and at + 1 < len(found):
        following = found[at + 1].text
        if shapes.RED_HEAD.match(following.replace(" ", "")):
            bodies = split_bodies(line.text)
        elif titles.complete(following) and following.startswith(line.text):
            layout.kinds[at] = "title"  # 牟定县人民政府 above 牟定县人民政府办公室关于…
            return True
    layout.headed_by.extend(element("issuers", body, line) for body in bodies)
    if bodies:
        layout.kinds[at] = "title"
    return bool(bodies)


def _addressed(layout: Layout, at: int, declared: str) -> bool:
    line = layout.lines[at]
    text = line.text
    if (layout.title or declared) and shapes.SALUTATION.match(text):
        layout.kinds[at] = "addressees"
        layout.speech = True
        return True
    if not (layout.title or declared or layout.numbers) or not shapes.addresses(text):
        return False
    layout.kinds[at] = "addressees"
    layout.add("addressees", text[:-1].strip(), Span(line.start, line.start + len(text[:-1].rstrip())))
    return True


def _dateline(layout: Layout, at: int) -> bool:
    """The lines between a title and its text: adoption, place and day of a speech, who speaks."""
    line = layout.lines[at]
    text = line.text
    # what was amended many times says so in one long bracket
    if len(text) > (LONGEST_ADOPTION if shapes.ADOPTED.match(text) else 200) or text.endswith(("。", "；")):
        return False
    found = first_day(text)
    here: Element | None = None
    if found is not None:
        span = Span(line.start + found[0].start, line.start + found[0].end)
        here = Element("date", found[1].isoformat(), span)
    assembly = shapes.ASSEMBLY.search(text)
    if assembly is not None and not layout.assembly:
        layout.assembly = compiled(r"^.*[日在，,\s]").sub("", assembly["region"])
    if shapes.SPEECH.match(text) and "通过" not in text:
        layout.speech = True
        layout.bracketed_on = layout.bracketed_on or here
    elif here is not None and shapes.ADOPTED.match(text) and shapes.ACTS.search(text):
        _adopted(layout, line)
    elif only_day(text.strip("（()） ")) is not None:
        layout.bracketed_on = layout.bracketed_on or here
    else:
        return _spoken(layout, at)
    layout.kinds[at] = "date"
    return True


def _came_out(layout: Layout, at: int) -> bool:
    """海南发布2025年05月13日15:23海南: a day with a clock time below a title is when the page came out."""
    line = layout.lines[at]
    found = _moment(line.text)
    if found is None and len(line.text) <= LONGEST_SOURCE and at + 1 < len(layout.lines):
        if _moment(layout.lines[at + 1].text) is None or line.text[-1] in "。：:；":
            return False
        layout.kinds[at] = "furniture"  # 闪电新闻 above its day
        return True
    if found is None:
        return False
    span = Span(line.start + found[0].start, line.start + found[0].end)
    layout.labelled.setdefault("published", Element("published", found[1].isoformat(), span))
    layout.kinds[at] = "furniture"
    return True


def _moment(text: str) -> tuple[Span, date] | None:
    """A day with a clock time or a label such as 来源： behind it, in a line that is no sentence."""
    found = first_day(text) if len(text) <= 60 and "。" not in text else None
    if found is None or not (CLOCK.match(text, found[0].end) or shapes.labelled(text, found[0].end)):
        return None
    return found


def _adopted(layout: Layout, line: Line) -> None:
    """（2022年8月30日…会议通过 2022年9月21日…会议批准）: each day with what was done on it."""
    found = list(days(line.text))
    if not layout.numbers and not layout.headed_by:
        _ordered(layout, line)
    for position, (span, day) in enumerate(found):
        end = found[position + 1][0].start if position + 1 < len(found) else len(line.text)
        act = line.text[span.end : end]
        passed = ("通过" in act or "制定" in act) and "批准" not in act
        here = Element("date", day.isoformat(), Span(line.start + span.start, line.start + span.end))
        layout.adopted_on.append(Adoption(here, passed, "修正" in act or "修订" in act))
        body = PASSING.search(act) if passed and not layout.headed_by else None
        if body is not None:
            # the body is 杭州市人民代表大会常务委员会, without 第十二届
            at = line.start + span.end
            where = Span(at + body.start("body"), at + body.end("body"))
            layout.headed_by.append(Element("issuers", SESSION.sub("", body["body"]), where))


def _ordered(layout: Layout, line: Line) -> None:
    """2001年6月13日 中华人民共和国国务院令第309号公布: the order that brought the regulation out."""
    for span, number in docnumbers.find(line.text):
        if number.kind == "令" and "修" not in line.text:
            where = Span(line.start + span.start, line.start + span.end)
            layout.numbers.append(Element("doc_number", number.canonical, where))
            body = number.prefix.removesuffix("令").removeprefix("中华人民共和国")
            layout.headed_by.extend(element("issuers", name, line) for name in split_bodies(body))
            return


def _spoken(layout: Layout, at: int) -> bool:
    line = layout.lines[at]
    speaker = shapes.speaker().match(line.text)
    if speaker is None:
        return False
    layout.kinds[at] = "signature"
    layout.governs = layout.governs or speaker["post"] in words("leading_posts", body="人民政府")
    if speaker["body"] and is_body(speaker["body"]):
        layout.spoken_by.append(element("issuers", speaker["body"], line))
    return True


def _proclamation(layout: Layout, at: int, declared: str) -> int:
    """浙江省第十四届人民代表大会第一次会议 / 公告 / 第7号 above a regulation; gives the line after it, or `at`."""
    found = layout.lines
    if at + 2 >= len(found):
        return at
    order = ORDER.fullmatch(found[at].text)
    if order is not None and not layout.title and (serial := SERIAL.fullmatch(found[at + 1].text)) is not None:
        return _order(layout, at, order["body"], serial["number"], declared)
    body = PROCLAIMS.match(found[at].text)
    if body is None:
        return at
    rest = compiled(r"(公\s?告|令)\s?[（(]?(第\s?\d{1,4}\s?号)?[）)]?").fullmatch(found[at + 1].text)
    if rest is None:
        return at
    end = at + 2
    number = rest[2]
    if number is None:
        bare = shapes.number_line(found[end])
        if bare is None or not bare.value.startswith("第"):
            return at
        number, end = bare.value, end + 1
    name = SESSION.sub("", body["body"])
    layout.headed_by = [Element("issuers", name, found[at].span)]
    value = compiled(r"\s").sub("", found[at].text + rest[1] + number)
    layout.numbers.append(Element("doc_number", value, Span(found[at].start, found[end - 1].end)))
    for index in range(at, end):
        layout.kinds[index] = "doc_number"
    return end


def _order(layout: Layout, at: int, body: str, serial: str, declared: str) -> int:
    """甲市人民政府令 / 第12号 and 财政部公告 / 2023年第12号: the name is the title, and with its number the number."""
    first, second = layout.lines[at], layout.lines[at + 1]
    whole = first.text + compiled(r"\s").sub("", serial)
    number = next((found.canonical for _, found in docnumbers.find(whole)), whole)
    layout.numbers.append(Element("doc_number", number, Span(first.start, second.end)))
    if not declared:
        layout.title, layout.title_span = titles.clean(first.text), first.span
    bodies = split_bodies(body.removeprefix("中华人民共和国"))
    layout.headed_by = [element("issuers", name, first) for name in bodies]
    layout.kinds[at], layout.kinds[at + 1] = "title", "doc_number"
    return at + 2


def _title(layout: Layout, at: int, declared: str) -> int:
    """Read a title that begins at `at`; gives the line after it, or `at` where there is none."""
    found = layout.lines
    if not layout.title and _above_title(found, at):
        layout.kinds[at] = "furniture"
        return at + 1
    end, text = title_block(found, at)
    if end == at:
        return at
    value = titles.clean(text)
    theirs, page = skeleton(value), skeleton(declared)
    alone = titles.clean(found[at].text)
    if page and end > at + 1 and skeleton(alone) == page:
        end, text, value, theirs = at + 1, found[at].text, alone, page  # what follows is a heading of its own
    if layout.title:
        ours = skeleton(layout.title)
        again = theirs and (theirs in ours or ours in theirs or theirs == page)
        if not again and not (layout.numbers and titles.complete(text)):
            return at
        if again and len(theirs) > len(ours) and _fuller(value, layout.title):
            layout.title, layout.title_span = value, title_span(found, at, end, value)
    else:
        if page and theirs not in page and page not in theirs and not _official(layout, text):
            return at  # the page gives a title, and this line is none
        layout.title, layout.title_span = value, title_span(found, at, end, value)
        bracket = titles.DATE_IN_BRACKETS.search(text)
        if bracket is not None and (day := first_day(bracket[1])) is not None:
            layout.bracketed_on = Element("date", day[1].isoformat(), layout.title_span)
    for index in range(at, end):
        layout.kinds[index] = "title"
    return end


def _above_title(found: Sequence[Line], at: int) -> bool:
    """True for what a page prints above a whole title (用户空间 政务邮箱), which would else be joined to it."""
    text = found[at].text
    if len(text) > 60 or "。" in text or titles.complete(text) or "关于" in text or marker(text) is not None:
        return False
    if text.count("《") > text.count("》") or split_bodies(text):
        return False
    following = [line.text for line in found[at + 1 : at + 4]]
    return any(titles.complete(line) and titles.title_bodies(titles.clean(line)) for line in following)


def _official(layout: Layout, text: str) -> bool:
    """True for a line that is a title whatever the page is called: 国务院关于…的意见, or one below its number."""
    return titles.complete(text) and ("关于" in text or bool(layout.numbers) or bool(titles.title_bodies(text)))


def _fuller(value: str, title: str) -> bool:
    """True where the longer form adds a body in full (国务院关于…), not a short one (市委办公室 市政府办公室转发…)."""
    return skeleton(value).find(skeleton(title)) > 0 and region_of(value) is not None


def title_span(found: Sequence[Line], at: int, end: int, value: str) -> Span:
    """The title on the page, without a list number before it and a date behind it."""
    first, last = found[at], found[end - 1]
    start = first.start
    label = titles.LABEL.match(first.text)
    number = titles.LIST_NUMBER.match(first.text)
    if label is not None:
        start += label.end()
    elif number is not None:
        start += number.end()
    place = last.text.rfind(value[-2:]) if len(value) > 1 else -1
    stop = last.start + place + 2 if place >= 0 else last.end
    return Span(start, max(stop, start))


def title_block(found: Sequence[Line], at: int) -> tuple[int, str]:
    """The line after a title that begins at `at`, and its lines joined; (`at`, "") where the line is no title."""
    text = found[at].text
    if not _title_like(text):
        return at, ""
    joined, end = text, at + 1
    if not titles.complete(joined) and not text.endswith(("！", "!", "？", "?")):
        grown = joined
        for index in range(at + 1, min(len(found), at + TITLE_LINES)):
            line = found[index].text
            if not _continues(line):
                break
            grown += line
            if titles.complete(grown):
                joined, end = grown, index + 1
                break
    joined, end = _further(found, at, end, joined)
    while end < len(found) and end < at + TITLE_LINES and _goes_on(joined, found[end].text):
        joined += found[end].text
        end += 1
    dated = titles.DATE_IN_BRACKETS.search(joined) is not None and "关于" in joined
    if marker(text) is not None and not titles.complete(joined) and not dated:
        return at, ""  # 1.加快…建设 is an item, 16.…办公室关于印发…的通知 a title of a collection
    return end, joined


def _further(found: Sequence[Line], at: int, end: int, joined: str) -> tuple[str, int]:
    """A title that broke behind a word which might end it: …关于完善交易担保制度↵进一步降低交易成本的通知."""
    if not titles.complete(joined) or "关于" not in joined or titles.standing(joined) == "official":
        return joined, end
    grown = joined
    for index in range(end, min(len(found), at + TITLE_LINES)):
        text = found[index].text
        if not _continues(text) or text.startswith(("关于", "各")) or titles.title_bodies(text):
            break
        grown += text
        if titles.complete(grown) and titles.standing(titles.clean(grown)) == "official":
            return grown, index + 1
    return joined, end


def _title_like(text: str) -> bool:
    if compiled(r"\d{1,3}[.．、]").fullmatch(text):
        return True
    if (
        not 4 <= len(text) <= LONGEST_TITLE
        or text.endswith(("。", "；", ";", "，", ",", "：", ":", "、"))
        or "。" in text
    ):
        return False
    mark = marker(text)
    return mark is None or mark.style == "arabic"


def _continues(text: str) -> bool:
    return (
        len(text) <= 70
        and "。" not in text
        and not text.endswith(("：", ":", "；"))
        and marker(text) is None
        and only_day(text) is None
        and not shapes.label_pattern().match(text)
        and not shapes.ANNEX_WORDS.match(text)
        and next(docnumbers.find(text), None) is None
    )


def _goes_on(joined: str, text: str) -> bool:
    """True for 的通知 and （试行） on a line of their own behind what looks like a whole title."""
    brackets = compiled(r"([（(][^（）()]{1,20}[）)])(?P<dated>[（(]\d{4}年[^（）()]{1,20}[）)])?").fullmatch(text)
    if brackets is not None and first_day(brackets[1]) is None and not shapes.OPEN.match(text):
        return marker(text) is None
    if joined.startswith("《") and joined.endswith("》"):
        return len(text) <= 12 and titles.doc_type(text) is not None and marker(text) is None  # 《…方案》↵政策解读
    return len(text) <= 12 and text.startswith("的") and titles.complete(joined + text)
