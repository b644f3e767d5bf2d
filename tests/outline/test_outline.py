"""The outline: sections, paths, roles, zones, and trouble with the numbering."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.model import AlignedText, Document, Normalised, Section, Source
from jsx_cli.outline import outline

Outlined = Callable[..., Document]
SEEDS = Path(__file__).parents[2] / "data" / "seeds"


def paths(document: Document) -> list[str]:
    return [section.path for section in document.sections()]


def tasks(document: Document) -> list[tuple[str, str]]:
    return [(section.path, section.heading) for section in document.sections() if section.task]


def roles(document: Document) -> dict[str, str]:
    return {section.path: section.role for section in document.sections()}


PLAN = """一、指导思想
坚持节水优先。
二、基本原则
——坚持正确方向。坚定不移。
——坚持服务群众。增强观念。
三、改革目标
到2025年建成体系。
四、改革措施
(一)加强领导
1.落实好制度,把工作列入日程,定期听取汇报。
2.加强指导。健全机制,实现互动。
(二)增强能力,服务群众。创新载体,
加强阵地。
五、组织实施
(一)加强组织领导。市里负责。
(二)做好评估。严格推进。"""


def test_the_items_of_a_plan(outlined: Outlined) -> None:
    document = outlined(PLAN)
    assert paths(document) == [
        "一", "二", "二/—1", "二/—2", "三", "四", "四/(一)", "四/(一)/1", "四/(一)/2", "四/(二)",
        "五", "五/(一)", "五/(二)",
    ]  # fmt: skip
    assert roles(document)["二/—2"] == "principles"
    assert tasks(document) == [
        ("四/(一)/1", "落实好制度"),
        ("四/(一)/2", "加强指导"),
        ("四/(二)", "增强能力,服务群众"),
        ("五/(一)", "加强组织领导"),
        ("五/(二)", "做好评估"),
    ]


def test_sections_hold_their_text_and_nothing_is_lost(outlined: Outlined) -> None:
    document = outlined(PLAN)
    top = document.outline
    assert "".join(section.span.of(document.text) for section in top) == document.text
    for section in document.sections():
        assert section.lead.of(document.text).startswith(section.marker)
        assert section.heading in section.lead.of(document.text)
        assert section.span.covers(section.lead)
        for child in section.children:
            assert section.span.covers(child.span)


def test_a_paragraph_knows_its_innermost_section(outlined: Outlined) -> None:
    document = outlined(PLAN)
    at = {paragraph.span.of(document.text)[:4]: paragraph.section for paragraph in document.paragraphs}
    assert at["到202"] == "三"
    assert at["2.加强"] == "四/(一)/2"
    assert at["加强阵地"] == "四/(二)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一编 总编\n第一章 总则\n第一节 通则\n第一条 应当节水。\n第二条 必须节水。",
         ["第一编", "第一编/第一章", "第一编/第一章/第一节", "1", "2"]),
        ("第一条 甲：\n（一）乙；\n1．丙；\n（1）丁；\n①戊；\n第二条之一 己。",
         ["1", "1/(一)", "1/(一)/1", "1/(一)/1/(1)", "1/(一)/1/(1)/①", "2之一"]),
        ("一、甲\n1、乙乙\n2、丙丙\n二、丁", ["一", "一/1", "一/2", "二"]),
        ("一、甲\n(一)乙\n二、丙\n(二)丁", ["一", "一/(一)", "二", "二/(二)"]),
        ("（一）甲甲\n一、乙乙\n二、丙丙\n（二）丁丁\n一、戊戊", ["(一)", "(一)/一", "(一)/二", "(二)", "(二)/一"]),
        ("一、甲\n1)乙乙\n2)丙丙", ["一", "一/1)", "一/2)"]),
        ("一、甲\n㈠乙乙\n⒈丙丙\n⑴丁丁", ["一", "一/(一)", "一/(一)/1", "一/(一)/1/(1)"]),
        ("一是抓宣传。要广泛。\n二是抓落实。要到位。", ["一是", "二是"]),
    ],
)  # fmt: skip
def test_numerals_of_every_kind(outlined: Outlined, text: str, expected: list[str]) -> None:
    document = outlined(text)
    assert paths(document) == expected
    assert document.notices == ()


@pytest.mark.parametrize(
    "text", ["一、二类疫苗要分开。", "1.5倍是上限。", "第三条规定的情形不适用。", "一般情况下不变。", "100、"]
)
def test_what_only_looks_like_a_numeral(outlined: Outlined, text: str) -> None:
    assert [path for path in paths(outlined(f"本市要求如下。\n{text}")) if path != "100"] == []


def test_running_numbers_are_no_trouble(outlined: Outlined) -> None:
    document = outlined("一、甲\n1.乙乙\n2.丙丙\n二、丁\n3.戊戊\n4.己己")
    assert document.notices == ()
    assert paths(document) == ["一", "一/1", "一/2", "二", "二/3", "二/4"]


def test_a_jump_and_a_repeat_are_notices_and_lose_nothing(outlined: Outlined) -> None:
    document = outlined("一、甲甲\n三、丙丙\n三、丁丁")
    assert [notice.code for notice in document.notices] == ["numbering-gap", "numbering-repeat"]
    assert [section.heading for section in document.sections()] == ["甲甲", "丙丙", "丁丁"]


def test_one_is_only_a_measure_where_nothing_else_is_numbered(outlined: Outlined) -> None:
    numbered = outlined("一、主要任务\n一是抓宣传。要广泛。\n二是抓落实。要到位。")
    assert tasks(numbered) == [("一", "主要任务")]
    assert paths(numbered) == ["一", "一/一是", "一/二是"]
    plain = outlined("某市关于节水的通知\n各单位：\n现就节水通知如下：一是抓宣传，要广泛；二是抓落实，要到位。")
    assert [path for path, _ in tasks(plain)] == ["一是", "二是"]


def test_articles_that_bind_nobody_are_no_measures(outlined: Outlined) -> None:
    document = outlined(
        "第一章 总则\n第一条 为了节水，制定本条例。\n第二条 本条例所称节水，是指少用水。\n第二章 管理\n"
        "第三条 单位应当采取下列措施：\n（一）安装水表；\n（二）定期检修。\n"
        "第四条 奖励。对节水者予以奖励，有效期两年。\n"
        "第三章 附则\n第五条 本条例自2023年1月1日起施行。"
    )
    assert tasks(document) == [("3", "单位应当采取下列措施"), ("4", "奖励")]


def test_a_list_of_things_is_no_list_of_tasks(outlined: Outlined) -> None:
    document = outlined(
        "一、申请\n申请人提供以下材料：\n1.投资合同；\n2.营业执照；\n3.身份证明。\n"
        "二、审核\n1.部门初审。按时报送。\n2.部门复审。按时公示。"
    )
    assert [path for path, _ in tasks(document)] == ["一", "二/1", "二/2"]


def test_a_table_of_contents_is_stepped_over(outlined: Outlined) -> None:
    document = outlined(
        "某市节水条例\n目录\n第一章 总则\n第二章 管理……3\n"
        "第一章 总则\n第一条 应当节水。\n第二章 管理\n第二条 必须节水。"
    )
    assert paths(document) == ["第一章", "1", "第二章", "2"]
    assert [paragraph.kind for paragraph in document.paragraphs[:4]] == ["title", "furniture", "furniture", "furniture"]


def test_rows_of_a_table_are_told_by_their_place_in_the_file() -> None:
    source = Source(
        "表.docx", "各单位任务如下。\n任务\t单位\n1.改造管网\t水利局\n一、总体要求", "text/plain", "utf-8", ""
    )
    document = outline(Normalised(AlignedText.of(source)))
    assert [paragraph.kind for paragraph in document.paragraphs[-3:]] == ["table", "table", "body"]
    assert paths(document) == ["一"]


ANNEXED = """白银市人民政府关于印发《优惠政策》的通知
各县、区人民政府：
现将《优惠政策》印发给你们。
白银市人民政府
2023年3月31日
优惠政策
第一条 对企业予以奖励。
附件：奖补细则
附件
奖补细则
第一条 申请
每年12月底前提出申请。
附件2
名单
1.某公司"""


def test_the_document_inside_and_the_annexes_have_outlines_of_their_own(outlined: Outlined) -> None:
    document = outlined(ANNEXED)
    assert paths(document) == ["1", "附件", "附件/1", "附件2", "附件2/1"]
    assert [path for path, _ in tasks(document)] == ["1", "附件/1"]
    annex = next(section for section in document.sections() if section.path == "附件")
    assert (annex.role, annex.style, annex.heading) == ("attachment", "annex", "奖补细则")
    kinds = {paragraph.span.of(document.text): paragraph.kind for paragraph in document.paragraphs}
    assert kinds["附件：奖补细则"] == "annex_list"
    assert kinds["优惠政策"] == kinds["奖补细则"] == "title"


def test_a_document_on_one_line_is_taken_apart(outlined: Outlined) -> None:
    text = (
        "岚综管办〔2018〕139号 平潭综合实验区管委会办公室 关于印发《2018年 工作计划》的通知 "
        "各片区指挥部，各乡镇人民政府："
        "为贯彻落实有关文件精神，现将计划印发给你们，请认真贯彻落实。 "
        "平潭综合实验区管委会办公室2018年7月28日 2018年工作计划 "
        "一、总体目标 建立健全机制，落实节水奖励，扩大节水面积，提高节约用水的自觉性，增强各方面的积极性和主动性。 "
        "二、主要任务（一）确定总量 以控制指标为基础，确定总量。（责任单位：区农发局） "
        "（二）完善设施1.加快建设。重点推进。"
        "2.加快供水。配套设施。 三、保障措施 加强领导。"
    )
    document = outlined(text)
    assert document.element("title") == "平潭综合实验区管委会办公室关于印发《2018年工作计划》的通知"
    assert document.element("addressees") == "各片区指挥部，各乡镇人民政府"
    assert document.element("date") == "2018-07-28"
    assert [path for path, _ in tasks(document)] == ["二/(一)", "二/(二)/1", "二/(二)/2", "三"]


def test_a_responsibility_line_belongs_to_the_item_above(outlined: Outlined) -> None:
    document = outlined("一、主要任务\n（一）改造管网。三年完成。\n责任单位：市水利局\n（二）安装水表。两年完成。")
    line = next(paragraph for paragraph in document.paragraphs if "责任单位" in paragraph.span.of(document.text))
    assert line.section == "一/(一)"


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_the_seeds_as_they_are_break_nothing(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    document = outline(Normalised(AlignedText.of(Source(seed.name, text, "text/plain", "utf-8", ""))))
    _well_formed(document)


LINE = st.one_of(
    st.sampled_from([
        "一、总体要求", "二、主要任务", "（一）加强领导。市里负责。", "1.落实制度，定期汇报。", "①甲", "——坚持节约。",
        "第一条 应当节水。",
        "第二章 管理", "附件", "附件1：名单", "附件：1.清单", "目录", "2022年5月25日", "某市人民政府", "各单位：",
        "一是抓。二是抓。",
        "国发〔2019〕4号", "国发〔〕号", "抄送：某局。", "（此件公开发布）", "名词解释",
        "关于印发《某某", "的通知", "发布时间：2013.8.15",
    ]),
    st.text(alphabet="一二十第条章、（）()〔〕1２.．—①号年月日附件《》“”：:；。,， 政x\u3000", max_size=40),
)  # fmt: skip


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=25))
def test_any_lines_give_a_well_formed_document(lines: list[str]) -> None:
    text = "\n".join(lines)
    _well_formed(outline(Normalised(AlignedText.of(Source("x", text, "text/plain", "utf-8", "")))))


def _well_formed(document: Document) -> None:
    """Paragraphs in order and apart, all text in them; sections nested; every element somewhere in the text."""
    at = 0
    for paragraph in document.paragraphs:
        assert document.text[at : paragraph.span.start].strip() == ""
        at = paragraph.span.end
    assert document.text[at:].strip() == ""
    _nested(document.outline, document)
    for element in document.elements:
        assert element.span is None or element.span.end <= len(document.text)
    known = {section.path for section in document.sections()} | {""}
    assert {paragraph.section for paragraph in document.paragraphs} <= known


def _nested(sections: tuple[Section, ...], document: Document) -> None:
    at = 0
    for section in sections:
        assert at <= section.span.start <= section.lead.start <= section.lead.end <= section.span.end
        assert section.span.end <= len(document.text)
        at = section.span.end
        _nested(section.children, document)


@pytest.mark.parametrize(
    "text",
    ["附件1\n" * 3000, "3.事项\n" * 3000, "（" * 20000, "关于印发《" * 4000,
     "目录\n第一章 总则\n" * 1500, " 一、总体要求" * 3000,
     "\n".join(f"{mark}甲" for mark in ["一、", "（一）", "1.", "（1）", "①", "——", "第一条", "1）"] * 400)],
)  # fmt: skip
def test_hostile_numbering_is_only_numbering(outlined: Outlined, text: str) -> None:
    _well_formed(outlined(text))


def test_one_character_before_a_comma_is_no_lead_phrase(outlined: Outlined) -> None:
    document = outlined("第一条 市，县（市、区），各开发区统筹推进节水工作。\n第二条 本条例自公布之日起施行。")
    assert next(document.sections()).heading == "市，县（市、区）"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("夯实节水工作基础", "measures"), ("发展基础", "background"),
        ("优化节水环境", "measures"), ("发展环境", "background"),
        ("拓展再生水使用范围", "measures"), ("试点范围", "other"),
        ("按时报送工作进展情况", "measures"), ("工作进展情况", "background"),
        ("充分认识节水的重要意义", "background"), ("回顾过去五年，我们节水成绩斐然，群众满意", "background"),
    ],
)  # fmt: skip
def test_a_heading_that_opens_with_an_act_is_to_be_done(outlined: Outlined, heading: str, role: str) -> None:
    assert roles(outlined(f"一、{heading}\n推进各项工作。\n二、加强管理\n抓好。"))["一"] == role


def test_goals_and_tasks_in_one_heading_are_tasks_where_they_are_numbered(outlined: Outlined) -> None:
    below = "一、2023年主要目标和重点任务\n全市用水下降5%。\n{0}推广节水器具。发放补贴。\n{1}改造管网。更新管道。"
    assert tasks(outlined(below.format("（一）", "（二）"))) == [("一/(一)", "推广节水器具"), ("一/(二)", "改造管网")]
    assert tasks(outlined(below.format("——", "——"))) == []
    assert tasks(outlined("一、主要目标\n（一）用水下降。降5%。\n（二）管网更新。更新30%。")) == []


def test_a_heading_without_a_number_gives_its_role_to_the_list_below(outlined: Outlined) -> None:
    document = outlined(
        "甲市2023年节水工作报告\n各位代表：\n现在报告工作。\n2022年工作回顾\n一年来成绩显著。\n（一）节水成效明显。下降5%。\n（二）管网更新。更新30%。\n"
        "2023年目标任务\n今年要做好工作。\n（一）推广节水器具。发放补贴。\n（二）改造管网。更新管道。"
    )
    assert [section.role for section in document.sections()] == ["background", "background", "measures", "measures"]
    assert [heading for _, heading in tasks(document)] == ["推广节水器具", "改造管网"]


@pytest.mark.parametrize(
    ("article", "role"),
    [
        ("本市推行信用监管。市发展改革委制定本市评价办法。", "measures"),
        ("水务部门应当编制适用于本部门的定额。", "measures"),
        ("节水遵循政府主导的原则。\n本条例所称节水，是指减少用水。", "measures"),
        ("本条例所称节水，是指减少用水。", "other"),
        ("本市行政区域内的用水活动，适用本条例。", "other"),
        ("在本市用水的单位和个人应当遵守本条例。", "other"),
    ],
)
def test_an_article_is_what_its_first_sentence_says(outlined: Outlined, article: str, role: str) -> None:
    document = outlined(f"第一条 为了节水，制定本条例。\n第二条 {article}\n第三条 市水务局负责节水工作。")
    assert roles(document)["2"] == role


@pytest.mark.parametrize(
    "behind", ["第一条 为了节水，制定本办法。", "（2023年5月4日市政府令发布）第一条 为了节水，制定本办法。"]
)
def test_a_document_inside_whose_title_runs_into_its_first_words(outlined: Outlined, behind: str) -> None:
    document = outlined(
        "甲市人民政府关于印发甲市节水管理办法的通知\n各县：\n一、认真学习。抓紧落实。\n二、加强宣传。营造氛围。\n"
        f"现印发给你们。甲市节水管理办法{behind}第二条 本市用水应当节约。"
    )
    assert paths(document) == ["一", "二", "1", "2"]
    title = next(item for item in document.paragraphs if item.kind == "title" and item.span.start > 30)
    assert document.text[title.span.start : title.span.end] == "甲市节水管理办法"


def test_an_annex_whose_title_runs_into_its_first_words(outlined: Outlined) -> None:
    document = outlined(
        "甲市节水行动方案\n一、改造管网\n更新管道。\n附件：甲市节水任务分工方案\n甲市水务局\n2023年5月4日\n"
        "附件\n甲市节水任务分工方案根据市政府要求，分工如下。\n一、市水务局的任务\n更新管道。"
    )
    annex = next(section for section in document.outline if section.role == "attachment")
    assert (annex.heading, [child.path for child in annex.children]) == ("甲市节水任务分工方案", ["附件/一"])


@pytest.mark.parametrize("listed", ["附件1.任务清单\n2.典型案例", "附件：任务清单"])
def test_annexes_listed_above_a_signature_are_a_list(outlined: Outlined, listed: str) -> None:
    document = outlined(
        f"甲市关于节水的通知\n各县：\n一、改造管网\n更新管道。\n{listed}\n甲市水务局\n2023年5月4日\n附件1\n任务清单\n一、更新管道\n完成。"
    )
    assert paths(document) == ["一", "附件1", "附件/一"]


def test_a_table_of_contents_without_the_word(outlined: Outlined) -> None:
    chapters = "第一章 总则\n第二章 用水\n第三章 附则"
    text = chapters.replace("第二章", "第一条 为了节水，制定本条例。\n第二章")
    document = outlined(f"甲市节水条例\n{chapters}\n{text}")
    assert paths(document) == ["第一章", "1", "第二章", "第三章"]


def test_decimal_numbers_of_plans(outlined: Outlined) -> None:
    document = outlined(
        "1总则\n1.1编制目的\n为了应急。\n1.2适用范围\n适用于本市。\n2组织体系\n2.1指挥部\n2.1.1职责\n指挥应急。\n2.2办公室\n联络。"
    )
    assert paths(document) == ["1", "1/1.1", "1/1.2", "2", "2/2.1", "2/2.1/2.1.1", "2/2.2"]
    assert paths(outlined("1.5万元用于管网。\n2.3亿元用于泵站。\n3.1公里管道。")) == []


def test_parts_above_everything_else(outlined: Outlined) -> None:
    document = outlined(
        "第一部分 总体要求\n一、指导思想\n坚持。\n第二部分：主要任务\n"
        "一、改造管网\n第一部分由水务局负责。\n二、宣传\n做好。"
    )
    assert paths(document) == ["第一部分", "第一部分/一", "第二部分", "第二部分/一", "第二部分/二"]
    assert document.notices == ()


def test_a_list_that_begins_inside_its_heading(outlined: Outlined) -> None:
    document = outlined(
        "一、改造（一）更新管道。做好。（二）建设泵站。做好。\n二、宣传1.上街。做好。2.入户。做好。\n三、检查（一）级。"
    )
    assert paths(document) == ["一", "一/(一)", "一/(二)", "二", "二/1", "二/2", "三"]


def test_first_second_third_in_a_speech(outlined: Outlined) -> None:
    document = outlined("同志们：\n第一，改造管网。做好。\n第二，宣传节水。做好。\n第三次会议开过了。")
    assert tasks(document) == [("第一", "改造管网"), ("第二", "宣传节水")]


def test_an_article_between_two_and_one_that_jumps(outlined: Outlined) -> None:
    document = outlined(
        "第一条 为了节水，制定本办法。\n第一条之一 市水务局负责。\n第二条 县负责。\n第十条 本办法自2023年7月1日起施行。"
    )
    assert paths(document) == ["1", "1之一", "2", "10"]
    assert [notice.code for notice in document.notices] == ["numbering-gap"]
