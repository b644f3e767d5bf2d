"""The document's own elements, each said by the text, the page or both."""

from collections.abc import Callable

import pytest

from jsx_cli.model import Document, Source
from jsx_cli.normalise import normalise
from jsx_cli.outline import outline

Outlined = Callable[..., Document]

CIRCULAR = """某县人民政府办公室关于印发
嘉峪关市节水行动方案的通知
嘉政办发〔2022〕46号
各街道办事处,市政府各部门,在嘉各单位:
《嘉峪关市节水行动方案》已经市政府研究同意,现印发给你们,请认真贯彻执行。
嘉峪关市人民政府办公室
2022年5月25日
(此件公开发布)
嘉峪关市节水行动方案
一、总体要求
坚持节水优先。
二、主要任务
(一)改造管网。三年内改造旧管网。
抄送:市委办公室,市政协办公室。
嘉峪关市人民政府办公室 2022年5月25日印发""".replace("某县", "嘉峪关市")


def values(document: Document, name: str) -> list[str]:
    return [element.value for element in document.elements if element.name == name]


def test_a_circular_says_everything_about_itself(outlined: Outlined) -> None:
    document = outlined(CIRCULAR)
    said = {
        name: values(document, name)
        for name in (
            "title", "doc_number", "issuers", "date", "doc_type", "addressees", "attached",
            "region", "level", "printed_by", "copy_to", "open",
        )
    }  # fmt: skip
    assert said == {
        "title": ["嘉峪关市人民政府办公室关于印发嘉峪关市节水行动方案的通知"],
        "doc_number": ["嘉政办发〔2022〕46号"],
        "issuers": ["嘉峪关市人民政府办公室"],
        "date": ["2022-05-25"],
        "doc_type": ["通知"],
        "addressees": ["各街道办事处,市政府各部门,在嘉各单位"],
        "attached": ["嘉峪关市节水行动方案"],
        "region": ["甘肃省嘉峪关市"],
        "level": ["city"],
        "printed_by": ["嘉峪关市人民政府办公室"],
        "copy_to": ["市委办公室,市政协办公室"],
        "open": ["此件公开发布"],
    }


def test_every_element_stands_where_it_says(outlined: Outlined) -> None:
    document = outlined(CIRCULAR)
    for element in document.elements:
        assert element.span is not None
        if element.name in ("doc_number", "issuers", "addressees", "copy_to", "printed_by"):
            assert element.span.of(document.text) == element.value
    title = next(element for element in document.elements if element.name == "title")
    assert title.span is not None
    assert title.span.of(document.text).replace("\n", "") == title.value


def test_the_paragraphs_know_what_they_are_for(outlined: Outlined) -> None:
    document = outlined(CIRCULAR)
    assert [paragraph.kind for paragraph in document.paragraphs] == [
        "title", "title", "doc_number", "addressees", "body", "signature", "date", "furniture", "title",
        "heading", "body", "heading", "body", "copy_to", "copy_to",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("16.上海市人民政府关于印发《方案》的通知（2023年2月15日）", "上海市人民政府关于印发《方案》的通知"),
        ("国务院关于印发国家职业教育改革\n实施方案的通知", "国务院关于印发国家职业教育改革实施方案的通知"),
        ("国务院办公厅关于印发《政府网站\n试点工作方案》的通知", "国务院办公厅关于印发《政府网站试点工作方案》的通知"),
        ("某市节水条例\n（试行）", "某市节水条例（试行）"),
        ("原标题：多地协会改革推进", "多地协会改革推进"),
        ("12.\n白银市政府关于印发\n《节水政策》\n的通知（2023年3月31日）", "白银市政府关于印发《节水政策》的通知"),
        ("附件4\n海南省健康产业发展行动", "海南省健康产业发展行动"),
    ],
)  # fmt: skip
def test_titles(outlined: Outlined, head: str, title: str) -> None:
    document = outlined(f"{head}\n为做好有关工作，制定本文件。\n一、总体要求\n坚持节约。")
    assert document.element("title") == title


def test_a_speech_without_a_title_has_none(outlined: Outlined) -> None:
    document = outlined("今天,我们召开全市节水工作会,主要任务是总结经验。\n一、充分肯定成效\n一年来成绩不小。")
    assert document.element("title") is None
    assert document.element("doc_type") == "讲话"


def test_the_page_title_stands_without_the_name_of_its_site(outlined: Outlined) -> None:
    document = outlined("为推进节水，提出如下意见。", title="江西省人民政府关于节水的意见 - 江西省人民政府")
    assert document.element("title") == "江西省人民政府关于节水的意见"


def test_the_text_wins_over_the_page_and_says_so(outlined: Outlined) -> None:
    document = outlined(CIRCULAR, title="关于召开会议的通知", doc_number="嘉政办发〔2022〕47号", date="2022-06-01")
    assert document.element("title") == "嘉峪关市人民政府办公室关于印发嘉峪关市节水行动方案的通知"
    assert document.element("doc_number") == "嘉政办发〔2022〕46号"
    assert document.element("date") == "2022-05-25"
    assert {notice.code for notice in document.notices} >= {"title-differs", "number-differs", "date-differs"}


def test_the_page_gives_what_the_text_leaves_out(outlined: Outlined) -> None:
    document = outlined(
        "为推进节水，提出如下意见。",
        title="某省水利厅关于节水的意见", doc_number="浙水[2021]5号", issuers="浙江省水利厅", date="2021年3月4日",
        published="2021-03-09 10:00", index_number="000-1/2021-1",
    )  # fmt: skip
    assert document.element("doc_number") == "浙水〔2021〕5号"
    assert values(document, "issuers") == ["某省水利厅"]
    assert document.element("date") == "2021-03-04"
    assert document.element("published") == "2021-03-09"
    assert document.element("index_number") == "000-1/2021-1"


def test_a_red_head_page_has_one_title_and_the_date_of_its_signature(outlined: Outlined) -> None:
    document = outlined(
        "转发市计生协《关于做好协会工作的报告》的通知\n发布时间: 2013.08.15   来源:管理员\n中共衢州市委办公室文件\n"
        "衢委办[2006]101号\n市委办公室 市政府办公室\n转发市计生协《关于做好\n协会工作的报告》的通知\n"
        "各县(市、区)委、人民政府:\n市计生协《关于做好协会工作的报告》已经同意,现转发给你们。\n"
        "中共衢州市委办公室\n衢州市人民政府办公室\n2006年8月22日\n关于做好协会工作的报告\n市委、市政府:\n"
        "一、认清形势,明确作用\n形势很好。\n二、明确任务\n(一)做好宣传。要广泛宣传。"
    )
    assert document.element("title") == "转发市计生协《关于做好协会工作的报告》的通知"
    assert document.element("doc_number") == "衢委办〔2006〕101号"
    assert values(document, "issuers") == ["中共衢州市委办公室", "衢州市人民政府办公室"]
    assert (document.element("date"), document.element("published")) == ("2006-08-22", "2013-08-15")
    assert document.element("attached") == "关于做好协会工作的报告"
    assert document.element("region") == "浙江省衢州市"


def test_joint_issuers_are_told_apart_in_a_title(outlined: Outlined) -> None:
    document = outlined("财政部生态环境部工业和信息化部关于节水的通知\n各有关单位：\n请认真执行。")
    assert values(document, "issuers") == ["财政部", "生态环境部", "工业和信息化部"]
    assert document.element("level") == "central"


def test_the_office_of_a_central_body_in_a_region_is_one_body(outlined: Outlined) -> None:
    document = outlined("国家税务总局上海市税务局关于便民的通知\n各有关单位：\n请认真执行。")
    assert values(document, "issuers") == ["国家税务总局上海市税务局"]


def test_a_regulation_is_of_the_congress_that_passed_it(outlined: Outlined) -> None:
    document = outlined(
        "杭州市节水条例\n2015年6月26日 杭州市第十二届人民代表大会常务委员会第二十九次会议通过\n"
        "2015年7月30日 浙江省第十二届人民代表大会常务委员会第二十一次会议批准\n第一章 总则\n"
        "第一条 为了节水，制定本条例。\n第二条 单位应当节水。"
    )
    assert values(document, "issuers") == ["杭州市人民代表大会常务委员会"]
    assert document.element("date") == "2015-06-26"
    assert document.element("doc_type") == "条例"


def test_an_amended_regulation_is_of_the_day_of_its_present_words(outlined: Outlined) -> None:
    document = outlined(
        "（1995年9月6日河南省第八届人大常委会第十五次会议通过 2010年7月30日河南省第十一届人大常委会第十六次会议修订）\n"
        "第一条 为了科技进步，制定本条例。",
        title="河南省科学技术进步条例",
    )
    assert document.element("date") == "2010-07-30"
    assert values(document, "issuers") == ["河南省人大常委会"]


def test_a_report_of_the_government(outlined: Outlined) -> None:
    document = outlined(
        "——2022年1月11日在武汉市第十五届人民代表大会第一次会议上\n市长 程某某\n各位代表：\n现在报告工作。",
        title="武汉市2022年政府工作报告",
    )
    assert values(document, "issuers") == ["武汉市人民政府"]
    assert document.element("date") == "2022-01-11"
    assert document.element("doc_type") == "报告"
    assert [paragraph.kind for paragraph in document.paragraphs] == ["date", "signature", "addressees", "body"]


def test_a_proclamation_above_a_regulation(outlined: Outlined) -> None:
    document = outlined(
        "浙江省第十四届人民代表大会第一次会议\n公告\n第7号\n《浙江省节水条例》已经通过，现予公布。\n浙江省节水条例\n"
        "第一条 为了节水，制定本条例。",
        title="浙江省节水条例",
    )
    assert values(document, "issuers") == ["浙江省人民代表大会"]
    assert document.element("doc_number") == "浙江省第十四届人民代表大会第一次会议公告第7号"


def test_a_piece_of_news_is_of_the_day_it_came_out(outlined: Outlined) -> None:
    document = outlined(
        "近日，多地节水工作推进。\n责任编辑：某某", title="多地推进节水", published="Sat, 20 Nov 2021 01:44:02 GMT"
    )
    assert document.element("doc_type") == "新闻"
    assert (document.element("date"), document.element("published")) == ("2021-11-20", "2021-11-20")


def test_a_damaged_number_is_a_notice_and_never_a_number(outlined: Outlined) -> None:
    document = outlined("国务院关于节水的通知\n国发〔〕号\n各省、自治区、直辖市人民政府：\n请认真执行。")
    assert document.element("doc_number") is None
    assert document.element("addressees") == "各省、自治区、直辖市人民政府"
    assert [notice.code for notice in document.notices] == ["number-damaged"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("国务院关于促进节水的若干意见", "意见"),
        ("某市节水条例（草案）", "条例"),
        ("关于某事的批复", "批复"),
        ("某市2023年工作要点", "要点"),
        ("某市优化环境行动方案（2023—2025年）", "方案"),
        ("中共中央办公厅国务院办公厅印发《关于节水的意见》", "意见"),
        ("水利部令", "命令"),
    ],
)
def test_the_kind_of_document_is_in_its_last_words(outlined: Outlined, title: str, kind: str) -> None:
    assert outlined(f"{title}\n为做好工作，现就有关事项明确。").element("doc_type") == kind


@pytest.mark.parametrize(
    ("title", "attached"),
    [
        ("某市人民政府关于印发《节水方案》的通知", ["节水方案"]),
        ("某市人民政府办公室转发市水利局关于节水意见的通知", ["市水利局关于节水意见"]),
        ("某局关于印发《甲办法》及《乙细则》的通知", ["甲办法", "乙细则"]),
        ("某市人大常委会关于修改《节水条例》的决定", []),
        ("国务院关于促进节水的意见", []),
    ],
)
def test_what_is_promulgated_is_attached(outlined: Outlined, title: str, attached: list[str]) -> None:
    assert values(outlined(f"{title}\n请认真执行。"), "attached") == attached


@pytest.mark.parametrize(
    ("issuer", "region", "level"),
    [
        ("上海市黄浦区人民政府", "上海市黄浦区", "county"),
        ("广东省人民政府办公厅", "广东省", "province"),
        ("衢州市人民政府办公室", "浙江省衢州市", "city"),
        ("平潭综合实验区管委会办公室", "福建省平潭综合实验区", "city"),
        ("国务院办公厅", None, "central"),
        ("朝阳区人民政府", "朝阳区", "county"),
        ("长春市朝阳区人民政府", "吉林省长春市朝阳区", "county"),
        ("上海市金山区廊下镇人民政府", "上海市金山区廊下镇", "township"),
    ],
)
def test_region_and_level(outlined: Outlined, issuer: str, region: str | None, level: str) -> None:
    document = outlined(f"{issuer}关于节水的通知\n各单位：\n请认真执行。")
    assert (document.element("region"), document.element("level")) == (region, level)


def test_months_and_days_that_do_not_exist_are_no_dates(outlined: Outlined) -> None:
    document = outlined("某市人民政府关于节水的通知\n请认真执行。\n某市人民政府\n2022年2月30日")
    assert document.element("date") is None


@pytest.mark.parametrize("written", ["2022年5月25日", "二〇二二年五月二十五日", "二○二二年五月二十五日"])
def test_the_day_of_a_signature(outlined: Outlined, written: str) -> None:
    document = outlined(f"某市人民政府关于节水的通知\n请认真执行。\n某市人民政府\n{written}")
    assert document.element("date") == "2022-05-25"


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("嘉峪关市计划生育协会(以下简称市计生协)是群团组织", "市计生协", "嘉峪关市计划生育协会"),
        ("成立市推进改革领导小组（以下简称“领导小组”）", "领导小组", "市推进改革领导小组"),
        ("《节水管理办法》（下称《办法》）", "办法", "节水管理办法"),
        ("依托中国（河南）自由贸易试验区（简称河南自贸试验区，下同）", "河南自贸试验区", "中国（河南）自由贸易试验区"),
    ],
)
def test_short_names(outlined: Outlined, text: str, short: str, full: str) -> None:
    assert [(known.short, known.full) for known in outlined(text).abbreviations] == [(short, full)]


def test_a_short_name_for_a_list_is_left_alone(outlined: Outlined) -> None:
    assert outlined("国家机关、事业单位、团体组织（以下简称采购人）").abbreviations == ()


def test_a_red_head_on_several_lines_is_no_title(outlined: Outlined) -> None:
    document = outlined(
        "国家发展改革委办公厅\n税务 总局 办公厅 文件\n发改办财金规〔2019〕860号\n"
        "关于加强信用建设的通知\n各有关单位：\n请认真执行。"
    )
    assert document.element("title") == "关于加强信用建设的通知"
    assert values(document, "issuers") == ["国家发展改革委办公厅", "税务总局办公厅"]


def test_a_number_that_lost_its_bracket_is_damaged(outlined: Outlined) -> None:
    document = outlined("牟定县人民政府办公室关于节水的通知\n牟政办发〔201746\n各乡镇人民政府：\n请认真执行。")
    assert document.element("addressees") == "各乡镇人民政府"
    assert [notice.code for notice in document.notices] == ["number-damaged"]


@pytest.mark.parametrize("title", ["推进健康县区建设", "某某学校区域合作", "做好平安市场工作"])
def test_no_region_is_found_inside_other_words(outlined: Outlined, title: str) -> None:
    document = outlined(f"{title}的通知\n请认真执行。")
    assert document.element("region") is None


def test_a_signature_in_two_names_and_one_on_two_lines(outlined: Outlined) -> None:
    document = outlined(
        "某省关于节水的通知\n请认真执行。\n某省健康建设委员会\n（爱国卫生运动委员会）（代章）\n"
        "中国银行保险监督管理委员会\n某某监管局\n2023年6月14日"
    )
    assert values(document, "issuers") == [
        "某省健康建设委员会（爱国卫生运动委员会）",
        "中国银行保险监督管理委员会某某监管局",
    ]


def test_the_order_that_promulgates_gives_number_and_issuer(outlined: Outlined) -> None:
    document = outlined(
        "计划生育技术服务管理条例\n2001年6月13日 中华人民共和国国务院令第309号公布\n第一条 为了加强管理，制定本条例。"
    )
    assert document.element("doc_number") == "中华人民共和国国务院令第309号"
    assert values(document, "issuers") == ["国务院"]
    assert document.element("date") == "2001-06-13"


@pytest.mark.parametrize(
    ("head", "title", "kind"),
    [
        ("某市关于完善节水担保制度\n进一步降低用水成本的通知\n某发〔2023〕7号\n各县人民政府：",
         "某市关于完善节水担保制度进一步降低用水成本的通知", "通知"),
        ("国务院关于推行节水公示制度\n用水记录制度\n用水审核制度的指导意见\n各部门：",
         "国务院关于推行节水公示制度用水记录制度用水审核制度的指导意见", "意见"),
        ("《某省节水实施方案》\n政策解读", "《某省节水实施方案》政策解读", "解读"),
        ("某市关于节水的若干措施\n各县人民政府关于落实情况的通知，请遵照执行。", "某市关于节水的若干措施", "措施"),
    ],
)  # fmt: skip
def test_a_title_that_broke_behind_a_word_which_might_end_it(
    outlined: Outlined, head: str, title: str, kind: str
) -> None:
    document = outlined(f"{head}\n为了节水，现通知如下。")
    assert (document.element("title"), document.element("doc_type")) == (title, kind)


def test_a_page_that_gives_its_title_knows_where_it_ends_and_begins(outlined: Outlined) -> None:
    document = outlined("5.结论\n法规政策\n2014年起，节水受到重视。", title="5. 结论")
    assert document.element("title") == "结论"
    document = outlined(
        "繁 无障碍浏览\n首页 机构介绍 要闻\n甲发〔2025〕7号\n"
        "甲省水利厅\n关于印发《甲省节水方案》的通知\n各市人民政府：\n请执行。",
        title="甲省水利厅关于印发《甲省节水方案》的通知",
    )
    assert document.element("addressees") == "各市人民政府"
    assert document.element("doc_number") == "甲发〔2025〕7号"
    assert [paragraph.kind for paragraph in document.paragraphs][:2] == ["furniture", "furniture"]


@pytest.mark.parametrize(
    ("signature", "issuers"),
    [
        ("上海市商务委员会上海海关\n上海市财政局上海海事局",
         ["上海市商务委员会", "上海海关", "上海市财政局", "上海海事局"]),
        ("商务部国务院国资委广电总局", ["商务部", "国务院国资委", "广电总局"]),
        ("省城市功能品质提升与建设项目审批\n制度改革部门联席会议办公室（代章）",
         ["省城市功能品质提升与建设项目审批制度改革部门联席会议办公室"]),
        ("中共甲市委\n甲市人民政府", ["中共甲市委", "甲市人民政府"]),
    ],
)  # fmt: skip
def test_who_signed(outlined: Outlined, signature: str, issuers: list[str]) -> None:
    document = outlined(f"关于加强节水的通知\n各单位：\n请认真执行。\n{signature}\n2023年6月13日")
    assert values(document, "issuers") == issuers


@pytest.mark.parametrize(
    "addressees",
    [
        "各省、自治区、直辖市知识产权管理部门、工业和信息化主管部门",
        "各市住房城乡建设局、城管局，济南、青岛、淄博、枣庄、东营、菏泽市水务（水利）局，各市行政审批局",
    ],
)
def test_who_is_addressed(outlined: Outlined, addressees: str) -> None:
    document = outlined(f"某厅关于加强节水的通知\n{addressees}：\n请认真执行。")
    assert document.element("addressees") == addressees


@pytest.mark.parametrize(
    "label", ["主管部门：", "各项任务的主管部门：", "各县的责任单位：", "加强领导（各任务的责任单位："]
)
def test_a_label_of_bodies_addresses_none(outlined: Outlined, label: str) -> None:
    assert outlined(f"某厅关于加强节水的通知\n{label}\n请认真执行。").element("addressees") is None


def test_measures_to_carry_out_a_regulation_are_attached_and_not_the_regulation(outlined: Outlined) -> None:
    document = outlined("某省人民政府关于印发贯彻落实《节水条例》若干措施的通知\n请认真执行。")
    assert values(document, "attached") == ["贯彻落实《节水条例》若干措施"]


def test_a_regulation_amended_many_times(outlined: Outlined) -> None:
    amended = (
        "根据{}年3月31日珠海市第九届人民代表大会常务委员会第二十八次会议通过的《关于修改〈珠海市节水条例〉的决定》修正"
    )
    head = (
        "珠海市节水条例\n（2003年12月26日珠海市第八届人民代表大会常务委员会第十六次会议制定 "
        + " ".join(amended.format(year) for year in (2011, 2015, 2019, 2020))
        + "）\n第一条 为了节水，制定本条例。"
    )
    document = outlined(head)
    assert values(document, "issuers") == ["珠海市人民代表大会常务委员会"]
    assert document.element("date") == "2020-03-31"


def test_a_report_names_whom_it_speaks_for(outlined: Outlined) -> None:
    document = outlined(
        "2012年政府工作报告\n各位代表：\n现在，我代表浙江省人民政府向大会作政府工作报告。\n一、工作回顾\n好。"
    )
    assert (values(document, "issuers"), document.element("region")) == (["浙江省人民政府"], "浙江省")


@pytest.mark.parametrize(
    "line", ["某省发布2025年05月13日15:23海南", "2024年07月05日10:12", "闪电新闻\n2025-02-21 12:13发布于山东"]
)
def test_a_day_with_a_clock_time_is_when_a_page_came_out(outlined: Outlined, line: str) -> None:
    document = outlined(f"甲市把节水融入所有政策\n{line}\n本报记者从会上获悉，甲市用水下降。")
    assert (document.element("doc_type"), document.element("date")) == ("新闻", document.element("published"))
    assert document.element("date") is not None


def test_a_number_glued_to_the_words_of_its_proclamation(outlined: Outlined) -> None:
    document = outlined(
        "甲市人民代表大会常务委员会\n公告（第18号）《甲市节水条例》已于2022年12月13日通过，现予公布。\n"
        "甲市节水条例\n第一条 为了节水，制定本条例。"
    )
    assert document.element("doc_number") == "甲市人民代表大会常务委员会公告第18号"


@pytest.mark.parametrize(
    ("head", "number", "issuers", "attached"),
    [
        ("甲市人民政府令\n第12号\n《甲市节水办法》已经市政府常务会议通过，现予公布，自2023年7月1日起施行。",
         "甲市人民政府令第12号", ["甲市人民政府"], ["甲市节水办法"]),
        ("中华人民共和国财政部公告\n2023年第12号\n现将有关事项公告如下：",
         "中华人民共和国财政部公告2023年第12号", ["财政部"], []),
        ("财政部 税务总局公告\n2023年第12号\n现将有关事项公告如下：",
         "税务总局公告2023年第12号", ["财政部", "税务总局"], []),
    ],
)  # fmt: skip
def test_an_order_with_its_number_on_the_next_line(
    outlined: Outlined, head: str, number: str, issuers: list[str], attached: list[str]
) -> None:
    document = outlined(f"{head}\n市长 张三\n2023年6月15日\n甲市节水办法\n第一条 为了节水，制定本办法。")
    assert document.element("doc_number") == number
    assert (values(document, "issuers"), values(document, "attached")) == (issuers, attached)
    named = outlined(f"{head}\n2023年6月15日", title="节水办法", doc_number=number.replace("甲市人民政府", ""))
    assert (named.element("title"), [notice.code for notice in named.notices]) == ("节水办法", [])


@pytest.mark.parametrize(
    ("issuer", "region", "level"),
    [
        ("北京经济技术开发区管理委员会", "北京市北京经济技术开发区", "county"),
        ("广州高新技术产业开发区管理委员会", "广东省广州市广州高新技术产业开发区", "county"),
        ("上海市公安局奉贤分局", "上海市奉贤区", "county"),
        ("上海市公安局交警分局", "上海市", "province"),
    ],
)
def test_zones_and_branch_offices_stand_below_their_city(
    outlined: Outlined, issuer: str, region: str, level: str
) -> None:
    document = outlined(f"{issuer}关于加强节水的通知\n各单位：\n请认真执行。")
    assert (document.element("region"), document.element("level")) == (region, level)


@pytest.mark.parametrize("number", ["甲政发〔2023〕\n12号", "甲政发\n〔2023〕12号"])
def test_a_number_on_two_lines(number: str) -> None:
    source = Source("a.txt", f"甲市人民政府关于节水的通知\n{number}\n各县：\n请执行。", "text/plain", "utf-8", "")
    assert outline(normalise(source)).element("doc_number") == "甲政发〔2023〕12号"


def test_a_form_with_crosses_for_its_number_has_none(outlined: Outlined) -> None:
    document = outlined("某市人民政府关于节水的通知\nX政发〔20XX〕X号\n各县：\n请执行。")
    assert document.element("doc_number") is None
    assert [notice.code for notice in document.notices] == ["number-damaged"]


def test_a_number_on_two_lines_behind_a_short_prefix() -> None:
    text = "安徽省人民政府关于节水的通知\n皖政\n〔2023〕12号\n各县：\n请执行。"
    document = outline(normalise(Source("a.txt", text, "text/plain", "utf-8", "")))
    assert (document.element("doc_number"), document.element("addressees")) == ("皖政〔2023〕12号", "各县")


@pytest.mark.parametrize("issuers", [["财政部", "税务总局"], ["财政部", "税务总局", "海关总署"]])
def test_several_bodies_announce_under_one_number(outlined: Outlined, issuers: list[str]) -> None:
    bodies = " ".join(issuers)
    document = outlined(f"{bodies}关于节水税收的公告\n{bodies}公告2023年第12号\n现公告如下：\n一、减半征收。")
    assert document.element("doc_number") == f"{issuers[-1]}公告2023年第12号"
    assert values(document, "issuers") == issuers


@pytest.mark.parametrize(
    "line", ["2023年4月8日 来源：临江日报", "来源：临江日报 2023-04-08", "2023-04-08 来源： 临江日报 作者：李明"]
)
def test_a_day_beside_the_source_is_when_the_news_came_out(outlined: Outlined, line: str) -> None:
    document = outlined(f"临江市召开托育工作推进会\n{line}\n本报讯（记者 李明）4月7日，托育工作推进会召开。")
    assert (document.element("date"), document.element("published")) == ("2023-04-08", "2023-04-08")


def test_a_number_beside_another_label_is_no_day_of_publication(outlined: Outlined) -> None:
    document = outlined("临江市召开托育工作推进会\n浏览次数：2023 来源：县府办\n本报讯（记者 李明）推进会召开。")
    assert document.element("published") is None


def test_a_speaker_with_two_posts_does_not_hide_the_day(outlined: Outlined) -> None:
    document = outlined("在全市节水工作会议上的讲话\n市委副书记、市长 陈立新\n（2024年3月12日）\n同志们：\n我讲三点。")
    assert (document.element("doc_type"), document.element("date")) == ("讲话", "2024-03-12")
