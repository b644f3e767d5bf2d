"""The document below its head: signature and date, the document inside, annexes, the foot.

In go the lines from the first of the text on, out come their kinds and the zones, each with an outline of its own.
附件1 behind the signature opens an annex, 附件：1.… before it only lists what is annexed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jsx_cli.model import Element, Span
from jsx_cli.outline import shapes, titles
from jsx_cli.outline.bodies import SEAL, is_alias, is_body, is_office_of, split_bodies
from jsx_cli.outline.days import days, only_day
from jsx_cli.outline.head import LONGEST_TITLE, open_to, title_block
from jsx_cli.outline.layout import Layout, Zone, element, skeleton
from jsx_cli.outline.line import Line
from jsx_cli.outline.markers import marker, numeral
from jsx_cli.outline.regions import region_at
from jsx_cli.outline.unglue import unglue
from jsx_cli.patterns import compiled, late
from jsx_cli.typed import Literal

FOOT = 15  # lines at the end among which a page has its own
LONG = 200  # a line of that length is text
LONGEST_ENTRY = 40  # of a table of contents
SHORTEST_GLUED = 6
OPENS_BODY = late(r"[省市县区州]|中共|国家|中国")
FIRST_WORDS = late(r"[（(][\d二]|第[一1]|为了?[^\s，。]|根据|按照|依据|一、|[（(]一[）)]")
SIGNERS = 40  # bodies that sign one paper


def read_parts(layout: Layout, declared: str) -> None:
    """Find signature, date, the document inside, annexes and the foot; cut the lines into zones."""
    found = layout.lines
    title = layout.title or declared
    inside = [inner for inner in (*titles.attached(title), title) if inner]
    wanted = [skeleton(inner) for inner in inside]
    names = [inner for inner in inside if len(inner) >= SHORTEST_GLUED]
    layout.zones.append(Zone("paper", layout.body, len(found)))
    at = layout.zones[0].first = _contents(layout, layout.body)
    while at < len(found):
        if layout.zones[-1].kind == "paper" and layout.kinds[at] == "body":
            place = _glued(names, found[at].text)
            if place is not None:
                start, end = place
                layout.split(at, start, end)
                rest = at + (2 if start else 1)
                layout.replace(rest, unglue(found[rest : rest + 1]))
        text = found[at].text
        if len(text) > LONG or layout.kinds[at] != "body" or open_to(layout, at) or _foot(layout, at):
            at += 1
            continue
        at = _sign(layout, at, wanted) or _open(layout, at, wanted) or at + 1
    _last_signatures(layout)


def _glued(names: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where the title of the document inside runs into its first words: …印发给你们。甲市节水办法第一条 为了节水…"""
    places = [
        (at, at + len(name))
        for name in names
        if name in text
        for at in (found.start() for found in re.finditer(re.escape(name), text))
        if (not at or text[at - 1] in "。；）)") and FIRST_WORDS.match(text, at + len(name))
    ]
    return min(places, default=None, key=lambda place: place[0])


def _foot(layout: Layout, at: int) -> bool:
    """抄送, 印发 and what a page has below its text."""
    line = layout.lines[at]
    text = line.text
    if (copied := shapes.COPY_TO.match(text)) is not None:
        layout.kinds[at] = "copy_to"
        value = Span(line.start + copied.start("value"), line.start + copied.end("value"))
        layout.add("copy_to", copied["value"], value)
    elif (printed := shapes.PRINTED.match(text)) is not None:
        layout.kinds[at] = "copy_to"
        above = layout.lines[at - 1] if at else line
        body = printed["body"].strip()
        if body:
            found = element("printed_by", body, line)
            layout.add("printed_by", body, found.span or line.span)
        elif is_body(above.text):
            layout.kinds[at - 1] = "copy_to"
            layout.add("printed_by", above.text, above.span)
    elif at >= len(layout.lines) - FOOT and (shapes.is_furniture(text) or shapes.foot_label(text)):
        layout.kinds[at] = "furniture"
    else:
        return False
    return True


def _sign(layout: Layout, at: int, wanted: Sequence[str]) -> int | None:
    """Take a signature and the title of the document inside that follows it; the next line to read."""
    if not _signature(layout, at):
        return None
    at += 1
    while at < len(layout.lines) and open_to(layout, at):
        at += 1
    if at < len(layout.lines) and layout.zones[-1].kind == "paper":
        end = _inner_title(layout, at, wanted, signed=True)
        if end > at:
            return _zone(layout, "inner", at, end).first
    return at


def _open(layout: Layout, at: int, wanted: Sequence[str]) -> int | None:
    """Open an annex, the notes or the document inside at its title; the next line to read."""
    text = layout.lines[at].text
    if shapes.NOTES.match(text) and at > layout.body:
        zone = _zone(layout, "annex", at, at + 1)
        zone.label = zone.heading = text.strip("：:【】（）()")
        zone.prefix = zone.label + "/"
        return zone.first
    if shapes.ANNEX_WORDS.match(text):
        return _annex(layout, at)
    if layout.zones[-1].kind == "paper":
        end = _inner_title(layout, at, wanted, signed=False)
        if end > at:
            return _zone(layout, "inner", at, end).first
    return None


def _zone(layout: Layout, kind: Literal["paper", "inner", "annex"], at: int, end: int) -> Zone:
    """Close the zone before `at` and open one whose title are the lines `at` to `end`."""
    layout.zones[-1].last = at
    for index in range(at, end):
        layout.kinds[index] = "title"
    first = end
    while first < len(layout.lines) and _subtitle(layout.lines[first].text):
        layout.kinds[first] = "title"
        first += 1
    if first < len(layout.lines) and kind == "inner" and shapes.addresses(layout.lines[first].text):
        layout.kinds[first] = "addressees"
        first += 1
    zone = Zone(kind, _contents(layout, first), len(layout.lines), header=at)
    layout.zones.append(zone)
    return zone


def _subtitle(text: str) -> bool:
    """（2023—2025年） under the title of the document inside."""
    return shapes.BRACKETED.fullmatch(text) is not None and marker(text) is None


def _contents(layout: Layout, at: int) -> int:
    """Step over a table of contents: everything between 目录 and the line that repeats its first entry."""
    found = layout.lines
    start = at
    while start < min(len(found), at + 12) and not shapes.CONTENTS.match(found[start].text):
        if len(found[start].text) > LONGEST_TITLE:
            return _bare_contents(layout, at)
        start += 1
    if start + 1 >= min(len(found), at + 12):
        return _bare_contents(layout, at)
    first = skeleton(shapes.PAGE_NUMBER.sub("", found[start + 1].text))
    for index in range(start + 2, min(len(found), start + 400)):
        # 第一章 and 总则 may stand on lines of their own
        here = found[index].text[:80] + (found[index + 1].text[:40] if index + 1 < len(found) else "")
        if len(first) > 2 and skeleton(here).startswith(first):
            for entry in range(start, index):
                layout.kinds[entry] = "furniture"
            return index if start == at else at
        if len(found[index].text) > LONGEST_TITLE:
            break
    layout.kinds[start] = "furniture"
    return start + 1 if start == at else at


def _bare_contents(layout: Layout, at: int) -> int:
    """Step over chapters that are listed without the word 目录: the first of them comes again below the last."""
    found = layout.lines
    end = at
    while end < len(found) and len(found[end].text) <= LONGEST_ENTRY and _chapter(found[end].text):
        end += 1
    first = skeleton(found[at].text) if at < len(found) else ""
    again = next((index for index in range(at + 3, end) if skeleton(found[index].text) == first), at)
    for index in range(at, again):
        layout.kinds[index] = "furniture"
    return again


def _chapter(text: str) -> bool:
    mark = marker(text)
    return mark is not None and mark.style in ("part", "chapter", "section")


def _signature(layout: Layout, at: int) -> bool:
    """A line of a date alone, or of a body and a date; the bodies above it have signed."""
    found = layout.lines
    line = found[at]
    if len(line.text) > 80:
        return False
    signed = layout.signed_on is not None
    day = only_day(compiled(r"[（(][^（）()]{1,20}[）)]$").sub("", line.text))
    here: list[str] = []
    span = line.span
    if day is None:
        last = next(reversed(list(days(line.text))), None)
        if last is None or line.text[last[0].end :].strip() or not is_body(line.text[: last[0].start]):
            return False
        day, span = last[1], Span(line.start + last[0].start, line.start + last[0].end)
        here = split_bodies(line.text[: last[0].start])
    first = at
    floor = max(layout.body, at - SIGNERS)
    while first > floor and layout.kinds[first - 1] == "body" and _signs(found[first - 1].text):
        first -= 1
    if first < at and first > floor and _wrapped(found[first - 1].text, found[first].text):
        first -= 1
    for index in range(first, at):
        layout.kinds[index] = "signature"
    layout.kinds[at] = "signature" if here else "date"
    if not signed:
        layout.signed_on = Element("date", day.isoformat(), span)
        _signed_by(layout, found[first:at])
        layout.signed_by.extend(element("issuers", body, line) for body in here)
    return True


def _signs(text: str) -> bool:
    return is_body(text) or is_alias(text)


def _wrapped(above: str, text: str) -> bool:
    """True for 省城市功能品质提升与工程建设项目审批 above 制度改革部门联席会议办公室: one body on two lines."""
    opens = OPENS_BODY.match(above) is not None or region_at(above, 0) is not None
    starts = OPENS_BODY.match(text) is not None or region_at(text, 0) is not None
    whole = opens and not starts and marker(above) is None and not compiled(r"[。；：，,:;]").search(above)
    return whole and 4 <= len(above) <= 40 and is_body(above + text)


def _signed_by(layout: Layout, found: Sequence[Line]) -> None:
    if len(found) > 1 and not is_body(found[0].text) and is_body(found[0].text + found[1].text):
        name = SEAL.sub("", found[0].text + found[1].text)
        layout.signed_by.append(Element("issuers", name, Span(found[0].start, found[1].end)))
        found = found[2:]
    for position, line in enumerate(found):
        above = found[position - 1] if position else None
        if above and layout.signed_by and (is_alias(line.text) or is_office_of(above.text, line.text)):
            name = above.text + SEAL.sub("", line.text)
            layout.signed_by[-1] = Element("issuers", name, Span(above.start, line.end))
        else:
            layout.signed_by.extend(element("issuers", body, line) for body in split_bodies(line.text))


def _inner_title(layout: Layout, at: int, wanted: Sequence[str], *, signed: bool) -> int:
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
    if not signed or shapes.ANNEX_WORDS.match(found[at].text):
        return at
    end, text = title_block(found, at)
    return end if end > at and titles.complete(text) else at


def _annex(layout: Layout, at: int) -> int | None:
    """Open an annex at its header and give the next line to read; None where the line only lists what is annexed."""
    found = layout.lines
    match = shapes.ANNEX.match(found[at].text)
    if match is None or "。" in found[at].text[:-1]:
        return None
    following = found[at + 1].text if at + 1 < len(found) else ""
    rest = match["rest"].strip()
    if shapes.FILE_NAME.match(found[at].text) or (not rest and shapes.FILE_NAME.match(following)):
        layout.kinds[at] = "annex_list"
        return at + 1
    signed = layout.signed_on is not None and not _signature_below(found, at + 1)
    if _lists_annexes(match, following, signed=signed) or (not rest and not following):
        layout.kinds[at] = "annex_list"
        layout.annexed.append(titles.clean(rest))
        index = at + 1
        while index < len(found) and _list_item(found[index].text):
            layout.kinds[index] = "annex_list"
            layout.annexed.append(titles.clean(found[index].text))
            index += 1
        return index
    end, heading, number = at + 1, rest, match["number"] or ""
    if not rest and not number and compiled(r"\d{1,2}").fullmatch(following):
        number, end = following, at + 2  # 附件 and 2 on lines of their own
    if not rest and end < len(found):
        for listed in layout.annexed:
            if len(listed) >= SHORTEST_GLUED and found[end].text.startswith(listed) and found[end].text != listed:
                layout.split(end, len(listed))
                break
        block, text = title_block(found, end)
        if block > end and (titles.complete(text) or len(found[end].text) <= 60):
            end, heading = block, text
        elif block == end and compiled(r"[一-鿿]{2,8}").fullmatch(found[end].text):
            end, heading = end + 1, found[end].text
    zone = _zone(layout, "annex", at, end)
    zone.label = compiled(r"\s").sub("", found[at].text[: match.start("rest")]).rstrip(":：.．、")
    zone.label = zone.label if len(zone.label) > 2 or not number else f"附件{number}"
    zone.label = "附件" if zone.label == "附" else zone.label
    first = layout.annexes == 0 and (not number or numeral(number.split("-")[0]) == 1)
    zone.prefix = "附件/" if first or not number else f"附件{number}/"
    zone.heading = titles.clean(heading)
    layout.annexes += 1
    return zone.first


def _lists_annexes(match: re.Match[str], following: str, *, signed: bool) -> bool:
    """True for 附件：1.…清单 2.…, where the annexes themselves are elsewhere or below."""
    rest = match["rest"].strip()
    if not rest:
        return match["colon"] in (":", "：") and _list_item(following)
    if shapes.LIST_ITEM.match(rest) or (match["number"] and shapes.ANNEX_WORDS.match(following)):
        return True
    if not signed and match["number"] == "1" and match["colon"] and compiled(r"2[.．、]").match(following):
        return True  # 附件1.清单 and 2.案例 above the signature
    if shapes.ANNEX_LABEL.fullmatch(following):
        return True
    # 附件1：清单 behind the signature heads the annex itself
    return match["colon"] in (":", "：") and (not signed or not following or "略" in rest[-3:])


def _signature_below(found: Sequence[Line], at: int) -> bool:
    """True where nothing but bodies and a day follow: what stands above signs first and is annexed below."""
    first = at
    while at < min(len(found), first + SIGNERS) and _signs(found[at].text):
        at += 1
    return first < at < len(found) and only_day(found[at].text) is not None


def _list_item(text: str) -> bool:
    return shapes.LIST_ITEM.match(text) is not None and len(text) <= 80 and "。" not in text


def _last_signatures(layout: Layout) -> None:
    """A body alone at the end of a zone has signed it, with no date below (衢州市计划生育协会)."""
    found = layout.lines
    for zone in layout.zones:
        at = zone.last - 1
        while at > zone.first and layout.kinds[at] in ("furniture", "copy_to"):
            at -= 1
        ends = at > zone.first and layout.kinds[at] == "body" and found[at - 1].text.endswith(("。", "！"))
        if ends and is_body(found[at].text):
            layout.kinds[at] = "signature"
            if zone.kind == "paper" and not layout.signed_by:
                _signed_by(layout, [found[at]])
