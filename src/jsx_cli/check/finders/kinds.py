"""Kind of document and what goes with it: endings, ways of address, who signs, marks of secrecy.

In goes a paper; a 通知 that ends in 妥否，请批示 gives a hit at these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.lexicon import lexicon, pattern, words
from jsx_cli.model import Paragraph, Span
from jsx_cli.patterns import late

LAST = 12
SECRET = late(r"^(?P<mark>绝密|机密|秘密)\s?(?:[★☆*]|$|\d)")
SIGNER = late(r"签发人")
UP, DOWN = words("check_document_types", direction="up"), words("check_document_types", direction="down")
YOURS = late(rf"(?<![一-鿿][迷])你(?P<body>{pattern('check_own_bodies')})(?!们)")
YOURS_POLITE = late(rf"贵(?P<body>{pattern('check_own_bodies')})(?!州|阳|港|溪)")
MATTERS = late(r"^关于(?P<one>.{4,40}?)(?:以及|，并|；)(?P<two>.{4,40})的请示$")


def _paper_paragraphs(paper: Paper) -> list[Paragraph]:
    """The paragraphs of the paper itself, up to its signature."""
    found: list[Paragraph] = []
    for paragraph in paper.paragraphs:
        if paragraph.kind in ("signature", "date", "annex_list"):
            if any(other.kind in ("body", "heading") for other in found):
                break
            continue
        found.append(paragraph)
    return found


def closing(paper: Paper, _: Check) -> Iterator[Hit]:
    """妥否，请批示 closes a 请示; 特此报告 closes a 报告."""
    kind = paper.doc_type
    if not kind:
        return
    for paragraph in _paper_paragraphs(paper)[-2:]:
        text = paragraph.span.of(paper.text)
        if paragraph.kind not in ("body", "heading"):
            continue
        tail = text[-24:]
        for row in lexicon("check_closings"):
            at = tail.rfind(row["word"])
            if at < 0 or kind in row["types"].split("|") or len(tail) - at - len(row["word"]) > 4:
                continue
            start = paragraph.span.end - len(tail) + at
            yield Hit(Span(start, start + len(row["word"])), {"kind": kind, "right": row["types"].replace("|", "、")})
            return


def request_in_report(paper: Paper, _: Check) -> Iterator[Hit]:
    """A 报告 that asks for something."""
    if paper.doc_type != "报告" or "工作报告" in paper.title or not paper.title.endswith("报告"):
        return
    if not any(paragraph.kind in ("addressees", "doc_number") for paragraph in paper.paragraphs):
        return
    for paragraph in _paper_paragraphs(paper):
        if paragraph.kind != "body":
            continue
        match = ASKS.search(paragraph.span.of(paper.text))
        if match is not None:
            start = paragraph.span.start
            yield Hit(Span(start + match.start(), start + match.end()))


ASKS = late(
    rf"{pattern('check_asking', part='question')}[，,]?请[^，。]{{0,8}}{pattern('check_asking', part='answer')}"
    rf"|请予(?:以)?{pattern('check_granting', grant='yes')}|恳请[^，。]{{2,30}}{pattern('check_granting', help='yes')}"
)


def several_matters(paper: Paper, _: Check) -> Iterator[Hit]:
    """A 请示 on two matters."""
    title = paper.title[paper.title.find("关于") :] if "关于" in paper.title else ""
    spans = paper.element_spans("title")
    if paper.doc_type == "请示" and spans and MATTERS.match(title) is not None:
        yield Hit(spans[0])


def several_addressees(paper: Paper, _: Check) -> Iterator[Hit]:
    """A 请示 to two bodies at once."""
    if paper.doc_type != "请示":
        return
    for element in paper.document.elements:
        if element.name == "addressees" and element.span is not None and re.search("[，,、；;]", element.value):
            yield Hit(element.span)


def no_signer(paper: Paper, _: Check) -> Iterator[Hit]:
    """A 请示 or 报告 with a number and no 签发人."""
    if paper.doc_type not in UP or SIGNER.search(paper.document.aligned.source.text[:600]):
        return
    for paragraph in paper.document.paragraphs[:8]:
        if paragraph.kind == "doc_number" and any(other.kind == "addressees" for other in paper.paragraphs):
            yield Hit(paragraph.span)
            return


def order_addressed(paper: Paper, _: Check) -> Iterator[Hit]:
    """A 令 with addressees."""
    if paper.doc_type == "命令":
        yield from (Hit(span) for span in paper.element_spans("addressees")[:1])


def forms_of_address(paper: Paper, _: Check) -> Iterator[Hit]:
    """你局 in a 请示 to those above; 贵局 in a 批复 to those below."""
    if paper.doc_type in UP:
        form, right = YOURS, "贵"
    elif paper.doc_type in DOWN:
        form, right = YOURS_POLITE, "你"
    else:
        return
    if not any(paragraph.kind == "addressees" for paragraph in paper.paragraphs):
        return
    for paragraph in _paper_paragraphs(paper):
        if paragraph.kind != "body":
            continue
        match = form.search(paragraph.span.of(paper.text))
        if match is not None:
            start = paragraph.span.start
            yield Hit(Span(start + match.start(), start + match.end()), {"kind": paper.doc_type, "right": right})


def classified(paper: Paper, _: Check) -> Iterator[Hit]:
    """机密★5年 at the head of a paper."""
    for paragraph in paper.document.paragraphs[:8]:
        text = paragraph.span.of(paper.text)
        if len(text) <= 12 and SECRET.match(text):
            yield Hit(paragraph.span)
            return


def not_printed(paper: Paper, _: Check) -> Iterator[Hit]:
    """某县人民政府办公室 2025年3月5日 at the very end, behind a signature or alone: 印发 is missing."""
    paragraphs = paper.paragraphs
    if not paragraphs:
        return
    last = paragraphs[-1]
    text = last.span.of(paper.text)
    match = PRINTED.match(text)
    if match is None:
        return
    signed = sum(paragraph.kind in ("date", "signature") for paragraph in paragraphs[:-1])
    if len(paragraphs) == 1 or (signed and any(paragraph.kind == "copy_to" for paragraph in paragraphs)):
        end = Span(last.span.start + match.end("day") - 1, last.span.start + match.end("day"))
        yield Hit(last.span, {}, ((end, "日印发"),))


PRINTED = late(r"^[一-鿿]{2,30}(?:办公室|办公厅|局|委员会)\s?(?P<day>\d{4}年\d{1,2}月\d{1,2}日)$")

FINDERS = {
    "closing": closing,
    "request-in-report": request_in_report,
    "several-matters": several_matters,
    "several-addressees": several_addressees,
    "no-signer": no_signer,
    "order-addressed": order_addressed,
    "forms-of-address": forms_of_address,
    "classified": classified,
    "not-printed": not_printed,
}
