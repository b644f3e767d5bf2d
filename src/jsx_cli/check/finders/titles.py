"""Titles: 文种, 发文机关 + 关于…的 + 文种, punctuation at the end.

In goes a paper, out come slips such as 某县人民政府关于深化改革的要点 (要点 is none of the 15 kinds of the 条例).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Span
from jsx_cli.outline import titles
from jsx_cli.outline.bodies import split_bodies
from jsx_cli.patterns import late

HEAD = 6
BRACKET = late(r"[（(][^（）()]{1,20}[）)]$")
ENDS = late(r"[。，；：、！？,;:!?.]$")
TITLE = late(r"^(?P<bodies>[^。；《》]{0,60}?)关于(?P<matter>.{2,100})$")
TYPED = late(r"的(?P<type>[一-鿿]{1,6})$")


def _title(paper: Paper) -> tuple[str, Span] | None:
    spans = paper.element_spans("title")
    return (paper.title, spans[0]) if paper.title and spans else None


def _is_paper(paper: Paper) -> bool:
    """True for what was sent as a 公文, and for a draft of a title alone."""
    kinds = {paragraph.kind for paragraph in paper.paragraphs}
    return bool(kinds & {"doc_number", "addressees"}) or len(paper.paragraphs) == 1


def no_type(paper: Paper, _: Check) -> Iterator[Hit]:
    """A title of a 公文 that ends in none of the 15 kinds."""
    found = _title(paper)
    if found is None or not _is_paper(paper):
        return
    title, span = found
    bare = BRACKET.sub("", title)
    match = TITLE.match(bare)
    if match is None or not split_bodies(match["bodies"]):
        return
    if bare.endswith((*words("check_document_types"), *words("check_attached_types"))):
        return
    if "》" in bare[-2:] or re.search(r"\d+条$|[一二三四五六七八九十]+条$", bare):
        return
    typed = TYPED.search(bare)
    kinds = [paragraph.kind for paragraph in paper.paragraphs]
    behind = kinds[kinds.index("title") + kinds.count("title") :][:1] if "title" in kinds else []
    whole = not kinds or behind == [] or behind[0] in ("doc_number", "addressees")
    if typed is None and not whole and not re.search(pattern("doc_types") + "$", bare):
        return  # the end of the title may stand elsewhere on the page
    yield Hit(span, {"type": typed["type"] if typed else ""})


def parts(paper: Paper, _: Check) -> Iterator[Hit]:
    """A title that begins with 关于: it does not say who speaks."""
    found = _title(paper)
    if found is None or not _is_paper(paper):
        return
    title, span = found
    bare = BRACKET.sub("", title)
    if not bare.endswith(words("check_document_types")):
        return
    kinds = [paragraph.kind for paragraph in paper.document.paragraphs]
    headed = any(
        paragraph.kind == "title" and paragraph.span.of(paper.text).endswith("文件") for paragraph in paper.paragraphs
    )
    if headed or ("furniture" in kinds and "addressees" not in kinds):
        return
    if bare.startswith("关于") and span.of(paper.text).startswith("关于"):
        yield Hit(span, {"what": "发文机关", "what_en": "the issuing body"})
    elif "关于" not in bare and split_bodies(bare[: bare.find("的")] if "的" in bare else "") and bare.count("的") == 1:
        yield Hit(span, {"what": "“关于”和事由", "what_en": "关于 and the matter"})


def ends_in_mark(paper: Paper, _: Check) -> Iterator[Hit]:
    """…的通知。"""
    for paragraph in paper.paragraphs[:HEAD]:
        text = paragraph.span.of(paper.text)
        if len(text) > 100 or ENDS.search(text) is None or text.endswith(("：", ":")):
            continue
        bare = text[:-1]
        if (
            TITLE.match(bare)
            and titles.doc_type(bare)
            and titles.complete(bare)
            and "，" not in bare
            and "。" not in bare
        ):
            last = Span(paragraph.span.end - 1, paragraph.span.end)
            yield Hit(last, {"mark": text[-1]}, ((last, ""),))
            return


def joint_numbers(paper: Paper, _: Check) -> Iterator[Hit]:
    """Two document numbers at the head of a paper issued jointly."""
    lines = [paragraph for paragraph in paper.paragraphs[: HEAD + 4] if paragraph.kind == "doc_number"]
    prefixes = [re.split(r"[〔\[（(]", line.span.of(paper.text), maxsplit=1)[0] for line in lines]
    if len(lines) >= 2 and len(set(prefixes)) == len(lines):
        yield Hit(lines[1].span, {"count": str(len(lines))})


FINDERS = {
    "title-type": no_type,
    "title-parts": parts,
    "title-mark": ends_in_mark,
    "joint-numbers": joint_numbers,
}
