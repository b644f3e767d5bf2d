"""Pages: what BeautifulSoup sees of the body is what stays, furniture goes, and every character knows its place."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from bs4.element import CData, Comment, Declaration, Doctype, ProcessingInstruction
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.model import Normalised, Source, Span
from jsx_cli.normalise import normalise
from jsx_cli.normalise.draft import Draft
from jsx_cli.normalise.markup import markup


def page(html: str, media: str = "text/html") -> Normalised:
    return normalise(Source("a.html", html, media, "utf-8", ""))


def text(html: str) -> str:
    return page(html).aligned.text


def fields(html: str) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in page(html).fields]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>到<span>2025</span><span>年</span>底前</p>", "到2025年底前"),
        ("<p>到<span>2025</span>\n  <span>年</span>底前</p>", "到2025年底前"),
        ("<p>增长30&nbsp%以上&nbsp;，&ldquo;两办&rdquo;文件&#65292;&#x7B2C;</p>", "增长30%以上，“两办”文件，第"),
        ("<p>&ldquo两办&rdquo。3&times4，&lang=zh，&mdash2024，R&D</p>", "“两办”。3×4，&lang=zh，&mdash2024，R&D"),
        ("<div>甲<br>乙<br/>丙</br>丁</div>", "甲\n乙\n丙\n丁"),
        ("<p>加强组织\n   领导，落实\n责任</p>", "加强组织领导，落实责任"),
        ("<p>open\n   government</p>", "open government"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<style>p{color:red}</style><script>if(a<b){'<p>'}</script><p>甲</p><!-- 乙 --><template>丙</template>", "甲"),
        ("<p>甲<p>乙<div>丙</p></div></section>丁", "甲\n乙\n丙\n丁"),
        ("<o:p>甲</o:p><ucap-content>乙</ucap-content>", "甲乙"),
        ("<p title='a>b'>甲</p><p title=\"a<b\">乙</p>", "甲\n乙"),
        ("<ul><li>一、甲</li><li>二、乙</li></ul>", "一、甲\n二、乙"),
        ("<p style='display:none'>隐藏</p><p>甲乙丙丁戊己庚辛</p>", "甲乙丙丁戊己庚辛"),
        ("<html><head><title>题</title></head><body><p>甲</p></body></html>", "甲"),
    ],
)
def test_a_page(html: str, expected: str) -> None:
    assert text(html) == expected


def test_rows_of_a_table_are_lines() -> None:
    html = """<table><tr><th rowspan=2>指标</th><th>目标</th><th>责任单位</th></tr>
      <tr><td><p>入学率</p></td><td><p>不低于95%</p><p>（含）</p></td><td>市教育局</td></tr></table>"""
    assert text(html) == "指标\t目标\t责任单位\n入学率\t不低于95%（含）\t市教育局"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("高血压病", "200元/月", "50元/月"), "高血压病\t200元/月\t50元/月"),
        (("95%", "市教育局"), "95%\t市教育局"),
        (("办结率", "", "100", "2025", "年底前"), "办结率\t100\t2025\t年底前"),
        (("一、", "总则"), "一、总则"),
        (("甲", "乙", "丙"), "甲\t乙\t丙"),
    ],
)
def test_no_cell_runs_into_the_next(cells: tuple[str, ...], expected: str) -> None:
    html = "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
    assert text(html) == expected
    assert text(expected) == expected


def test_a_table_that_lays_out_a_page_is_none() -> None:
    prose = "本市行政区域内的有关工作适用本办法，各级人民政府应当加强领导，落实责任。" * 40
    html = f"<table><tr><td>栏目一</td><td><p>{prose}</p><p>第二段。</p></td></tr></table>"
    assert text(html).split("\n")[-1] == "第二段。"


NAVIGATION = "<div class='nav'><a>首页</a><a>政务公开</a></div>"
SHARE = "<div class='bdsharebuttonbox'>分享到微信</div><div class='qrcode'>扫一扫</div><div id='footer'>版权所有</div>"
BODY = "<p>第一条 为了加强管理，制定本办法。</p><p>第二条 本办法自发布之日起施行。</p>"
CLEAN = "第一条 为了加强管理，制定本办法。\n第二条 本办法自发布之日起施行。"


@pytest.mark.parametrize(
    "container",
    [
        "<div id='UCAP-CONTENT'>",
        "<div class='TRS_Editor'>",
        "<div class='a pages_content'>",
        "<td id=zoom>",
        "<article>",
        "<div>",
    ],
)
def test_the_body_stays_and_the_site_goes(container: str) -> None:
    html = f"<body>{NAVIGATION}{container}{BODY}</div>{SHARE}</body>"
    assert text(html) == CLEAN


def test_what_stands_beside_the_named_body_goes() -> None:
    html = f"<body><p>今日要闻</p><div class='TRS_Editor'>{BODY}</div><p>推荐阅读</p></body>"
    assert text(html) == CLEAN


def test_a_body_cue_on_a_small_part_is_not_believed() -> None:
    html = f"<body><div id='zoom'>注</div>{BODY}</body>"
    assert text(html) == f"注\n{CLEAN}"


def test_furniture_that_holds_the_document_is_none() -> None:
    assert text(f"<body><div class='header'>{BODY}</div></body>") == CLEAN


TABLE = """<table>
<tr><td><b>索 引 号：</b></td><td>000014349/2019-00003</td><td><b>主题分类：</b></td><td>商贸</td></tr>
<tr><td><b>发文机关：</b></td><td>国务院</td><td><b>成文日期：</b></td><td>2019年01月12日</td></tr>
<tr><td><b>标　　题：</b></td><td colspan=3>关于促进发展的若干意见</td></tr>
<tr><td><b>发文字号：</b></td><td>国发〔2019〕3号</td><td><b>发布日期：</b></td><td>2019年01月25日</td></tr></table>"""
LIST = """<ul><li>索引号：000014349/2019-00003</li><li><label>主题分类：</label>商贸</li><li>发文机关：国务院</li>
<li>成文日期：2019年01月12日</li><li>标题：关于促进发展的若干意见</li><li>发文字号：国发〔2019〕3号</li>
<li>发布日期：2019年01月25日</li></ul>"""
TERMS = """<dl>
<dt>索引号</dt><dd>000014349/2019-00003</dd><dt>主题分类</dt><dd>商贸</dd><dt>发文机关</dt><dd>国务院</dd>
<dt>成文日期</dt><dd>2019年01月12日</dd><dt>标题</dt><dd>关于促进发展的若干意见</dd><dt>发文字号</dt><dd>国发〔2019〕3号</dd>
<dt>发布日期</dt><dd>2019年01月25日</dd></dl>"""
HEADS = TABLE.replace("<td><b>", "<th>").replace("：</b></td>", "</th>")
DECLARED = [
    ("index_number", "000014349/2019-00003"),
    ("topic", "商贸"),
    ("issuers", "国务院"),
    ("date", "2019年01月12日"),
    ("title", "关于促进发展的若干意见"),
    ("doc_number", "国发〔2019〕3号"),
    ("published", "2019年01月25日"),
]


@pytest.mark.parametrize("region", [TABLE, LIST, TERMS, HEADS], ids=["table", "list", "terms", "heads"])
@pytest.mark.parametrize("container", ["<div id='UCAP-CONTENT'>", "<div>"])
def test_the_metadata_region_is_declared_and_not_said(region: str, container: str) -> None:
    html = f"<body>{region}{container}{BODY}</div></body>"
    assert text(html) == CLEAN
    assert sorted(fields(html)) == sorted(DECLARED)
    for field in page(html).fields:
        assert html[field.raw.start : field.raw.end] == field.value


def test_meta_elements_are_declared() -> None:
    html = (
        "<html><head><title>通知_某市</title><meta name='ArticleTitle' content='关于加强管理的通知'>"
        '<meta content="2019-01-25 10:00" name="PubDate"/><META NAME=ContentSource CONTENT=本网></head>'
        f"<body>{BODY}</body></html>"
    )
    expected = [
        ("page_title", "通知_某市"),
        ("title", "关于加强管理的通知"),
        ("published", "2019-01-25 10:00"),
        ("source", "本网"),
    ]
    assert fields(html) == expected


def test_offsets_count_in_the_page() -> None:
    html = "<p>到<b>2025</b>&nbsp;年<br>完成</p>"
    aligned = page(html).aligned
    assert aligned.text == "到2025年\n完成"
    assert aligned.quote(Span(1, 6)) == "2025</b>&nbsp;年"
    assert aligned.quote(Span(6, 7)) == "<br>"


def test_a_nest_of_ten_thousand_elements() -> None:
    assert text("<div>" * 10_000 + "甲" + "</div>" * 10_000) == "甲"
    assert text("<b>" * 10_000 + "甲乙") == "甲乙"


@pytest.mark.parametrize(
    "hostile", ["<a href=\"" * 20_000, "<a b='" * 20_000, "<!--" * 20_000, "<p " * 20_000, "&" * 50_000, "</" * 20_000,
                "<![CDATA[" * 9_000, "<script>" * 9_000, "<p a=" * 20_000, "<td><table><tr>" * 5_000],
)  # fmt: skip
def test_hostile_pages_end(hostile: str) -> None:
    page(hostile)
    page(hostile, "text/plain")


def test_an_html_body_under_front_matter_is_a_page() -> None:
    markdown = "---\ntitle: '甲'\n---\n<div>\n<p>乙\n丙</p>\n</div>\n"
    assert page(markdown, "text/markdown").aligned.text == "乙丙"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# 某市条例\n\n## 第一章　总　则\n\n**一、**加强领导", "某市条例\n第一章 总则\n一、加强领导"),
        ("见[通知](http://a.cn/b)和![图](c.png)正文", "见通知和正文"),
        ("[![图](a.png)](b)正文[长者助手](javascript:void(0); '甲')", "正文长者助手"),
        ("- 甲项\n* 乙项\n\n> 丙\n\n***\n\n1\\. 丁", "甲项\n乙项\n丙\n1.丁"),
        ("| 指标 | 目标 |\n|---|---|\n| 入学率 | 95% |", "指标\t目标\n入学率\t95%"),
        ("3*4和snake_case_name，__重点__", "3*4和snake_case_name，重点"),
        ("```\n甲\n```\n`乙`", "甲\n乙"),
    ],
)
def test_markdown(markdown: str, expected: str) -> None:
    assert page(markdown, "text/markdown").aligned.text == expected


# Malformed pages: tags that close nothing or never close, references with and without semicolons, odd comments.
NAMES = ["p", "div", "span", "b", "td", "tr", "table", "li", "ul", "a", "font", "h1", "o:p", "custom-tag", "em"]
ATTRIBUTES = st.sampled_from(
    ["", " class=x", " id='a b'", ' title="甲>乙"', " disabled", " a=1 b", " style='color:red'", "\n x='1'"]
)
PARTS = st.one_of(
    st.sampled_from(["甲", "乙丙", "丁 戊", "2025", "年", "A b", "。", "\n", "  ", "5 < 6", "a & b"]),
    st.sampled_from(["<br>", "<br/>", "<img src=a>", "<hr>"]),
    st.sampled_from(["&nbsp;", "&lt;", "&gt;", "&amp;", "&ldquo;", "&#20013;", "&#x4e2d;", "&copy;", "&", "&;"]),
    st.sampled_from(["<!-- 注 -->", "<!---->", "<!DOCTYPE html>", "<?php echo ?>"]),
    st.sampled_from(["<script>var a='<p>甲</p>';</script>", "<style>p{}</style>"]),
    st.builds(lambda name, given: f"<{name}{given}>", st.sampled_from(NAMES), ATTRIBUTES),
    st.builds(lambda name, case: f"</{name.upper() if case else name}>", st.sampled_from(NAMES), st.booleans()),
    st.builds(lambda name: f"<{name}/>", st.sampled_from(["br", "img", "hr"])),
)  # fmt: skip
UNSEEN = (Comment, CData, Declaration, Doctype, ProcessingInstruction)


def seen_by_beautifulsoup(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    strings = [
        string for string in soup.find_all(string=True)
        if not isinstance(string, UNSEEN) and string.parent is not None
        and string.parent.name not in ("script", "style")
    ]  # fmt: skip
    return re.sub(r"\s+", "", "".join(strings))


@settings(derandomize=True, deadline=None, max_examples=400, database=None)
@given(st.lists(PARTS, max_size=25).map("".join))
def test_the_text_is_what_beautifulsoup_sees(html: str) -> None:
    draft = Draft.of(Source("a.html", html, "text/html", "utf-8", ""))
    draft.apply(markup)
    assert re.sub(r"\s+", "", draft.text) == seen_by_beautifulsoup(html)
