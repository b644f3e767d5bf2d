"""Clean sentences made dirty in every way that the web does come back clean, and every offset still holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from jsx_cli.model import AlignedText, Source, Span
from jsx_cli.normalise import normalise
from jsx_cli.read import read_bytes

SENTENCES = [
    "关于加强基层协会组织建设的通知",
    "各县（市、区）人民政府，市直各部门：",
    "到2025年底前，基层一线人员在理事会中的比例不低于30%，每年下基层不少于3个月。",
    "一、进一步加强对计生协工作的领导",
    "（一）落实责任。财政部门要对计生协开展工作给予必要支持，有关经费纳入同级财政预算。",
    "1.建立《生育关怀基金管理办法》，覆盖人群620多万，由市卫生健康委负责。",
    "——坚持服务群众。增强群众观念，拓宽服务领域。",
    "某市人民政府办公室",
    "2022年5月25日",
]

TO_TRADITIONAL, TO_SIMPLIFIED = OpenCC("s2t"), OpenCC("t2s")
READINGS = {
    "关": "guān",
    "发": "fā",
    "领": "lǐng",
    "导": "dǎo",
    "务": "wù",
    "责": "zé",
    "财": "cái",
    "会": "huì",
    "县": "xiàn",
}
WIDE = {**{ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}, ord("%"): ord("％")}


def with_pinyin(text: str) -> str:
    return "".join(sign + (f"({READINGS[sign]})" if sign in READINGS else "") for sign in text)


def with_spaces(text: str) -> str:
    return "".join(
        f" {sign} " if sign in "%年月" and at and text[at - 1].isdigit() else sign for at, sign in enumerate(text)
    )


def with_tags(text: str) -> str:
    return "".join(f"<span style='x'>{sign}</span>" if sign.isdigit() else sign for sign in text)


def with_zero_widths(text: str) -> str:
    return "".join(f"{sign}\u200b" if at % 5 == 0 else sign for at, sign in enumerate(text))


def with_margins(text: str) -> str:
    return "\n".join(f"　　{line} \t" for line in text.split("\n"))


def with_adverts(text: str) -> str:
    lines = text.split("\n")
    return "\n".join([lines[0], "公文汇,办公文档之家", *(f"{line} 稿子汇 www.gaozihui.com" for line in lines[1:])])


def with_page_marks(text: str) -> str:
    return text.replace("\n", "\n— 3 —\n", 1) + "\n# Page 4:\n上一页 下一页"


def with_blank_lines(text: str) -> str:
    return text.replace("\n", "\r\n \r\n")


DIRT: list[Callable[[str], str]] = [
    with_adverts, with_page_marks, with_pinyin, TO_TRADITIONAL.convert, lambda text: text.translate(WIDE), with_spaces,
    with_tags, with_zero_widths, with_margins, with_blank_lines,
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6, unique=True)
SETTINGS = settings(derandomize=True, deadline=None, max_examples=150, database=None)


def holds(aligned: AlignedText) -> bool:
    """Every character points at one that becomes it."""
    quotes = [aligned.quote(Span(at, at + 1)) for at in range(len(aligned.text))]
    simplified = [TO_SIMPLIFIED.convert(quote) for quote in quotes]
    return all(
        sign in (quote, simple, unicodedata.normalize("NFKC", quote)) or sign.isspace()
        for sign, quote, simple in zip(aligned.text, quotes, simplified, strict=True)
    )


@SETTINGS
@given(TEXTS, st.sets(st.integers(0, len(DIRT) - 1)))
def test_dirt_goes_and_offsets_hold(sentences: list[str], which: set[int]) -> None:
    clean = dirty = "\n".join(sentences)
    for kind in sorted(which):
        dirty = DIRT[kind](dirty)
    aligned = normalise(Source("a.txt", dirty, "text/plain", "utf-8", "")).aligned
    assert aligned.text == clean
    assert holds(aligned)


@SETTINGS
@given(TEXTS, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_a_page_around_the_text_goes(sentences: list[str], codec: str) -> None:
    clean = "\n".join(sentences)
    html = (
        "<!DOCTYPE html><html><head><title>甲</title><style>p{}</style></head><body><div class='nav'>首页</div>"
        + "<div id='zoom'>" + "".join(f"\n<p>　　{line}</p>" for line in sentences) + "</div>"
        + "<div class='footer'>版权所有</div><script>var a='<p>';</script></body></html>"
    ).encode(codec)  # fmt: skip
    aligned = normalise(read_bytes(html, "a.html")).aligned
    assert aligned.text == clean
    assert holds(aligned)


def test_what_a_scraper_says_above_a_page() -> None:
    page = (
        "Title: 某区关于做好学位申请工作的通告 - 某区人民政府门户网站\n\nURL Source: http://www.example.gov.cn/a.html\n\n"
        "Published Time: 2025-03-28\n\nMarkdown Content:\n[**首页**_Home_](http://www.example.gov.cn)[](javascript:void(0))\n"
        "# 某区关于做好学位申请工作的通告\n\n各街道办事处：\n现将有关事项通告如下。\n"
    )
    found = normalise(Source("a.md", page, "text/markdown", "utf-8", ""))
    assert found.aligned.text == "某区关于做好学位申请工作的通告\n各街道办事处：\n现将有关事项通告如下。"
    fields = {field.name: (field.value, page[field.raw.start : field.raw.end]) for field in found.fields}
    assert fields["title"] == ("某区关于做好学位申请工作的通告",) * 2
    assert fields["url"][0] == fields["url"][1] == "http://www.example.gov.cn/a.html"
    assert fields["published"][0] == "2025-03-28"


def test_a_link_may_hold_marks() -> None:
    page = Source(
        "a.md",
        "# 通知\n[**责任单位**：教育局](http://a.cn)、[](javascript:void(0))财政局\n",
        "text/markdown",
        "utf-8",
        "",
    )
    assert normalise(page).aligned.text == "通知\n责任单位：教育局、财政局"
