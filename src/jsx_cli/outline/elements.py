"""The document's own elements, settled between what its text and what its file says.

In go the layout of the text and the declared fields, out come the elements and a notice for each disagreement.
The text's own head and signature win over a page's title and table; a declared value fills what the text leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jsx_cli import docnumbers
from jsx_cli.lexicon import pattern
from jsx_cli.model import AlignedText, Element, Field, Notice, RawSpan, Span
from jsx_cli.outline import titles
from jsx_cli.outline.bodies import split_bodies
from jsx_cli.outline.days import first_day
from jsx_cli.outline.layout import Layout, skeleton
from jsx_cli.outline.regions import region_of
from jsx_cli.patterns import compiled, late
from jsx_cli.records import replace

ORDER = (
    "title", "doc_number", "issuers", "date", "published", "doc_type", "addressees", "attached", "index_number",
    "region", "level", "printed_by", "copy_to", "open",
)  # fmt: skip
YEAR = late(r"\d{4}年")
PROCLAIMED = late(r"(?:现将)?《(?P<inner>[^《》]{2,100})》(?:已|经|业|予以|公布)[^。]{0,150}(?:公布|发布|施行)")
REPRESENTS = late(r"我(?:谨|受委托)?代表(?P<body>\w{2,20}?人民政府)")
REPORT = late(r"^(?:\d{4}年)?(?P<region>\w{0,20}?)(?:人民政府)?(?:\d{4}年)?(?:人民)?政府工作报告")


def settle(layout: Layout, aligned: AlignedText, fields: Sequence[Field]) -> tuple[list[Element], list[Notice]]:
    """Every element in the order of the output, and what did not agree."""
    notices: list[Notice] = []
    found: list[Element] = []
    title = _title(layout, aligned, fields, notices)
    if title is not None:
        found.append(title)
    name = title.value if title is not None else ""
    found.extend(_number(layout, aligned, fields, notices))
    issuers = _issuers(layout, title, fields)
    found.extend(issuers)
    kind = _doc_type(name, layout, aligned.text)
    found.extend(_dates(layout, fields, notices, aligned, kind))
    anchor = title or _anchor(layout)
    if kind is not None and anchor is not None:
        found.append(Element("doc_type", kind, anchor.span, anchor.raw))
    found.extend(_attached(title, layout, aligned))
    found.extend(_region(issuers, title))
    for wanted in ("index_number", "open"):
        if any(element.name == wanted for element in layout.elements):
            continue
        if (label := layout.labelled.get(wanted)) is not None:
            found.append(label)
        elif (declared := _declared(fields, wanted)) is not None:
            found.append(Element(wanted, declared.value.strip(), None, declared.raw))
    found.extend(layout.elements)
    found.sort(key=lambda element: ORDER.index(element.name))
    return found, notices


def _declared(fields: Sequence[Field], name: str) -> Field | None:
    return next((field for field in fields if field.name == name and field.value.strip()), None)


def _anchor(layout: Layout) -> Element | None:
    return Element("", "", layout.lines[0].span) if layout.lines else None


def _title(layout: Layout, aligned: AlignedText, fields: Sequence[Field], notices: list[Notice]) -> Element | None:
    declared = _declared(fields, "title")
    label = layout.labelled.get("title")
    ours = Element("title", layout.title, layout.title_span) if layout.title else None
    theirs: Element | None = None
    if declared is not None:
        theirs = Element("title", titles.without_site(titles.clean(declared.value)), None, declared.raw)
    elif label is not None:
        theirs = Element("title", titles.clean(label.value), label.span)
    if ours is None or theirs is None or not theirs.value:
        return ours or (theirs if theirs is not None and theirs.value else None)
    mine, other = skeleton(ours.value), skeleton(theirs.value)
    if mine == other:
        return Element("title", ours.value, ours.span, theirs.raw)
    more = other.removesuffix(mine)
    if (
        mine in other
        and titles.complete(theirs.value)
        and (YEAR.fullmatch(more) or region_of(theirs.value) is not None)
    ):
        return theirs  # the page gives the bodies in front of 关于…, the text leaves them to its red head
    if other in mine:
        return ours
    if not titles.complete(ours.value) and (titles.complete(theirs.value) or (other and len(mine) > 60)):
        return theirs
    where = theirs.raw or (aligned.to_raw(theirs.span) if theirs.span is not None else None)
    notices.append(Notice("title-differs", "info", f"the page calls it {theirs.value}, the text {ours.value}", where))
    return ours


def _number(layout: Layout, aligned: AlignedText, fields: Sequence[Field], notices: list[Notice]) -> Iterator[Element]:
    declared = _declared(fields, "doc_number") or None
    label = layout.labelled.get("doc_number")
    stated: Element | None = None
    if declared is not None:
        stated = _canonical(declared.value, None, declared.raw)
    elif label is not None:
        stated = _canonical(label.value, label.span, None)
    ours = layout.numbers[0] if layout.numbers else None
    if ours is None:
        yield from [stated] if stated is not None else []
        if stated is None:
            _damage(layout, aligned, notices)
        return
    if stated is not None and stated.value != ours.value:
        short = ours.value.endswith(stated.value.removeprefix("国"))  # 国令第706号 is 中华人民共和国国务院令第706号
        if short or not compiled(r"[〔令告]").search(ours.value):
            yield stated
            return
        where = stated.raw or (aligned.to_raw(stated.span) if stated.span is not None else None)
        notices.append(Notice("number-differs", "info", f"the page says {stated.value}, the text {ours.value}", where))
    yield Element("doc_number", ours.value, ours.span, stated.raw if stated is not None else None)


def _canonical(written: str, span: Span | None, raw: RawSpan | None) -> Element | None:
    for at, number in docnumbers.find(written):
        here = Span(span.start + at.start, span.start + at.end) if span is not None else None
        return Element("doc_number", number.canonical, here, raw)
    return None


def _damage(layout: Layout, aligned: AlignedText, notices: list[Notice]) -> None:
    for span in layout.damaged:
        message = f"a document number is damaged: {aligned.text[span.start : span.end]}"
        notices.append(Notice("number-damaged", "warning", message, aligned.to_raw(span)))


def _issuers(layout: Layout, title: Element | None, fields: Sequence[Field]) -> list[Element]:
    """Who signed; else who stands at the head of the title, in the red head, adopted or spoke; else who is declared."""
    headed = [_part(title, body) for body in titles.title_bodies(title.value)] if title is not None else []
    signed = _once(layout.signed_by)
    if signed:
        if len(signed) == len(headed) == 1 and skeleton(headed[0].value).endswith(_core(signed[0].value)):
            return headed if len(headed[0].value) > len(signed[0].value) else signed
        return signed
    spoken = layout.spoken_by
    for candidate in (headed, _reported(title, layout), _once(layout.headed_by), _once(spoken)):
        if candidate:
            return candidate
    label = layout.labelled.get("issuers")
    if label is not None and (bodies := split_bodies(label.value)):
        return [Element("issuers", body, label.span) for body in bodies]
    declared = _declared(fields, "issuers")
    if declared is not None:
        bodies = split_bodies(declared.value)
        return [Element("issuers", body, None, declared.raw) for body in bodies]
    return []


def _core(name: str) -> str:
    return compiled(r"^[市省区县州]").sub("", name)


def _once(found: Sequence[Element]) -> list[Element]:
    seen: set[str] = set()
    kept: list[Element] = []
    for element in found:
        if element.value not in seen:
            seen.add(element.value)
            kept.append(element)
    return kept


def _part(title: Element, value: str) -> Element:
    return Element("issuers", value, title.span, title.raw)


def _reported(title: Element | None, layout: Layout) -> list[Element]:
    """2023年鄂尔多斯市政府工作报告 is the report of 鄂尔多斯市人民政府, as who speaks or the congress confirms."""
    if title is None:
        return []
    found = REPORT.search(compiled("[《》]").sub("", title.value))
    if found is None and not (layout.governs and layout.assembly and title.value.endswith("报告")):
        return []
    spoken = [known for known in layout.spoken_by if known.value.endswith("政府") and region_of(known.value)]
    spoken = spoken or list(_represented(layout))
    if spoken:
        return spoken[:1]
    for region in (found["region"] if found is not None else "", layout.assembly):
        if region and region_of(region) is not None:
            return [Element("issuers", f"{region}人民政府", title.span, title.raw)]
    return []


def _represented(layout: Layout) -> Iterator[Element]:
    """现在，我代表浙江省人民政府向大会作政府工作报告."""
    for line in layout.lines[layout.body : layout.body + 3]:
        found = REPRESENTS.search(line.text)
        if found is not None and region_of(found["body"]) is not None:
            yield Element(
                "issuers", found["body"], Span(line.start + found.start("body"), line.start + found.end("body"))
            )


def _dates(
    layout: Layout, fields: Sequence[Field], notices: list[Notice], aligned: AlignedText, kind: str | None
) -> Iterator[Element]:
    declared = _day(_declared(fields, "date"), "date") or _labelled_day(layout, "date")
    published = _day(_declared(fields, "published"), "published") or _labelled_day(layout, "published")
    written = layout.signed_on or _adopted(layout) or layout.bracketed_on
    written = written or _in_title(fields)
    if written is not None:
        yield written
        if declared is not None and declared.value != written.value:
            where = declared.raw or (aligned.to_raw(declared.span) if declared.span is not None else None)
            notices.append(
                Notice("date-differs", "info", f"the page says {declared.value}, the text {written.value}", where)
            )
    elif declared is not None:
        yield declared
    elif published is not None and kind == "新闻":
        yield replace(published, name="date")  # a piece of news is of the day on which it came out
    if published is not None:
        yield published


def _in_title(fields: Sequence[Field]) -> Element | None:
    """The day behind a declared title: 娄底市政府工作报告（2022年12月29日 曾超群）."""
    declared = _declared(fields, "title")
    bracket = titles.DATE_IN_BRACKETS.search(declared.value.strip()) if declared is not None else None
    found = first_day(bracket[1]) if bracket is not None else None
    return Element("date", found[1].isoformat(), None, declared.raw) if declared and found else None


def _adopted(layout: Layout) -> Element | None:
    """The day on which a regulation took its present words: when it was last adopted or amended."""
    passed = [adoption.day for adoption in layout.adopted_on if adoption.passed]
    amended = [adoption.day for adoption in layout.adopted_on if adoption.amended]
    if passed and amended and amended[-1].value[:4] > passed[-1].value[:4]:
        return amended[-1]
    if passed or amended:
        return (passed or amended)[-1]
    return layout.adopted_on[0].day if layout.adopted_on else None


def _day(field: Field | None, name: str) -> Element | None:
    found = first_day(field.value) if field is not None else None
    return Element(name, found[1].isoformat(), None, field.raw) if field is not None and found is not None else None


def _labelled_day(layout: Layout, name: str) -> Element | None:
    label = layout.labelled.get(name)
    found = first_day(label.value) if label is not None else None
    return Element(name, found[1].isoformat(), label.span) if label is not None and found is not None else None


def _doc_type(title: str, layout: Layout, text: str) -> str | None:
    kind = titles.doc_type(title)
    news = title and not layout.numbers and compiled(pattern("news_cues")).search(text[:600] + "\n" + text[-200:])
    if kind is not None:
        return "新闻" if news and titles.standing(title) == "weak" else kind
    opening = layout.lines[layout.body].text if layout.body < len(layout.lines) else ""
    if layout.speech or compiled(pattern("speech_openings")).match(opening):
        return "讲话"
    return "新闻" if news else None


def _attached(title: Element | None, layout: Layout, aligned: AlignedText) -> Iterator[Element]:
    if title is None:
        return
    for inner in titles.attached(title.value) or _proclaimed(title, layout):
        at = aligned.text.find(inner)
        yield Element("attached", inner, Span(at, at + len(inner)) if at >= 0 else title.span, title.raw)


def _proclaimed(title: Element, layout: Layout) -> list[str]:
    """《甲市节水办法》已经…通过，现予公布: what an order promulgates."""
    if not title.value.endswith(("令", "公告")):
        return []
    opening = layout.lines[layout.body].text if layout.body < len(layout.lines) else ""
    found = PROCLAIMED.match(opening)
    return [found["inner"]] if found is not None else []


def _region(issuers: Sequence[Element], title: Element | None) -> Iterator[Element]:
    """Region and level of the first issuer that names a region, else of the title."""
    for element in (*issuers, *((title,) if title is not None else ())):
        found = region_of(element.value)
        if found is not None:
            region, level = found
            if region:
                yield Element("region", region, element.span, element.raw)
            yield Element("level", level, element.span, element.raw)
            return
