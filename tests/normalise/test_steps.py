"""What each step makes of a phrase, and what it has to leave alone."""

from __future__ import annotations

import pytest

from jsx_cli.model import Normalised, Source, Span
from jsx_cli.normalise import normalise


def clean(text: str, media: str = "text/plain") -> Normalised:
    return normalise(Source("a.txt", text, media, "utf-8", ""))


CASES = {
    "width": [
        ("２０２５年３０％", "2025年30%"),
        ("ＡＢＣ企业１２．５％", "ABC企业12.5%"),
        ("①20万元，（一）甲：乙；丙！", "①20万元，（一）甲：乙；丙！"),
        ("⼀是加强，⽂件", "一是加强，文件"),
        ("１．加强领导", "1．加强领导"),
    ],
    "spaces": [
        ("高血压病 \t 200元/月\t\t50元/月\t", "高血压病\t200元/月\t50元/月"),
        ("一、\t总则\n第三条\t为了\n附件：\t名单", "一、总则\n第三条 为了\n附件：名单"),
        ("自2023 年6 月15 日起达到30 %以上", "自2023年6月15日起达到30%以上"),
        ("到2025 年 底前，2022年5月25日 张伟", "到2025年底前，2022年5月25日 张伟"),
        ("李明　国务委员", "李明 国务委员"),
        ("王　湛", "王湛"),
        ("索 引 号，标　　题，组 长：张伟", "索引号，标题，组长：张伟"),
        ("第一章　总　　则", "第一章 总则"),
        ("王　湛　　李　明", "王湛 李明"),
        ("一 二 三", "一 二 三"),
        ("讲几点意见。 一、加强领导", "讲几点意见。 一、加强领导"),
        ("（一） 加强领导 ， 落实责任", "（一）加强领导，落实责任"),
        ("推进 5G 和 open government data 应用", "推进5G和open government data应用"),
        ("　　各县（市、区）人民政府：  \n\n\n　现印发给你们。", "各县（市、区）人民政府：\n现印发给你们。"),
        ("健康办发[2020] 3号", "健康办发[2020]3号"),
    ],
    "invisible": [
        ("计\u200b划\u00ad生\ufeff育", "计划生育"),
        ("甲。\r\n乙。\r丙。\u2028丁。\x0c戊。", "甲。\n乙。\n丙。\n丁。\n戊。"),
        ("市\x00政\x07府", "市政府"),
    ],
    "pinyin": [
        ("嘉峪關(guān)市計(jì)劃", "嘉峪关市计划"),
        ("中國(guo)人民銀行（háng）", "中国人民银行"),
        ("嘉峪關( guān )市", "嘉峪关市"),
        ("嘉峪關(guān市，計jì)劃", "嘉峪关市，计划"),
        ("认证（AEO）和10公顷(ha)，附表(a)，国家(guó jiā)", "认证（AEO）和10公顷(ha)，附表(a)，国家(guó jiā)"),
        ("中国(ren)民", "中国(ren)民"),
    ],
    "advert": [
        ("讲几点意见。 稿子汇 www.gaozihui.com\n一、成效", "讲几点意见。\n一、成效"),
        ("加强领导。\n公文汇,办公文档之家\n落实责任。", "加强领导。\n落实责任。"),
        ("登录www.example.gov.cn查询，或访问公文网。", "登录www.example.gov.cn查询，或访问公文网。"),
        ("甲。\nwww.wenku.com\n乙。\nwww.wenku.com\n丙。\nwww.wenku.com\n丁。", "甲。\n乙。\n丙。\n丁。"),
    ],
    "furniture": [
        ("加强领导。\n— 3 —\n落实责任。", "加强领导。\n落实责任。"),
        ("# Page 12:\n加强领导。\n第 3 页 共 12 页", "加强领导。"),
        ("市政协办公室。 |\n市人民政府办公室 |", "市政协办公室。\n市人民政府办公室"),
        ("以上报告，请批转执行。\n上一页 下一页", "以上报告，请批转执行。"),
        ("首页 >> 政务公开 >> 文件\n关于加强管理的通知", "关于加强管理的通知"),
        ("责任编辑：张伟\n责任编辑部门应当每年报告一次工作", "责任编辑部门应当每年报告一次工作"),
        ("户数\n12\n15\n9", "户数\n12\n15\n9"),
    ],
    "torn": [
        ("有序推进。/span>", "有序推进。"),
        ("有序推进。</spa", "有序推进。"),
    ],
    "stray tags": [
        ("有序推进。</span>\n做好评估&nbsp;工作。", "有序推进。\n做好评估 工作。"),
        ("增长<5%，a<b，<办法>，x<y>z", "增长<5%，a<b，<办法>，x<y>z"),
        ("甲<br>乙<p>丙</p>丁", "甲\n乙\n丙\n丁"),
        ("<!-- 注 -->加强&#39046;导&ldquo;两办&rdquo;", "加强领导“两办”"),
    ],
    "linewrap": [
        ("转发《关于进一步做好新时期\n协会工作的报告》的通知", "转发《关于进一步做好新时期协会工作的报告》的通知"),
        ("经市委、\n市政府同意，\n现转发给你们。", "经市委、市政府同意，现转发给你们。"),
        ("2023年2月\n15日", "2023年2月15日"),
        ("第一章\n总则\n（一）\n加强领导。", "第一章 总则\n（一）加强领导。"),
        ("某市人民政府\n2023年2月15日\n（此件公开发布）", "某市人民政府\n2023年2月15日\n（此件公开发布）"),
        ("一、加强领导\n二、落实责任", "一、加强领导\n二、落实责任"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [pytest.param(*pair, id=f"{step}-{number}") for step, pairs in CASES.items() for number, pair in enumerate(pairs)],
)
def test_step(before: str, after: str) -> None:
    assert clean(before).aligned.text == after


@pytest.mark.parametrize("after", [after for pairs in CASES.values() for _, after in pairs])
def test_clean_text_stays_as_it_is(after: str) -> None:
    assert clean(after).aligned.text == after


def test_every_character_points_at_its_own() -> None:
    aligned = clean("嘉峪關(guān)市<b>２０</b>２５ 年&nbsp;底").aligned
    assert aligned.text == "嘉峪关市2025年底"
    origins = [aligned.quote(Span(at, at + 1)) for at in range(len(aligned.text))]
    assert origins == ["嘉", "峪", "關", "市", "２", "０", "２", "５", "年", "底"]
    assert aligned.quote(Span(2, 4)) == "關(guān)市"


def test_mojibake_is_noted_and_left() -> None:
    normalised = clean("穩(wěn)步有序?qū)嵤?/span>\n做好評(píng)估")
    assert normalised.aligned.text == "稳步有序?qū)嵤?\n做好评估"
    (notice,) = normalised.notices
    assert notice.code == "mojibake"
    assert notice.where is not None
    assert normalised.aligned.source.text[notice.where.start : notice.where.end] == "?qū)嵤?"


@pytest.mark.parametrize("damaged", ["经锟斤拷研究", "经�研究", "å…³äºŽå°å"])
def test_other_damage_is_noted(damaged: str) -> None:
    assert [notice.code for notice in clean(damaged).notices] == ["mojibake"]


def test_nothing_left_is_noted() -> None:
    assert [notice.code for notice in clean("— 3 —\n# Page 4:").notices] == ["empty"]


def test_one_line_scrape_gets_its_lines_back() -> None:
    body = (
        "在全区建立健全科学的形成机制，落实精准补贴和节水奖励机制，加大宣传力度，树立节水观念，提高有偿用水意识。" * 3
    )
    text = (
        "各片区项目建设指挥部，区直各有关单位： 为做好有关工作，现将方案印发给你们，请认真贯彻落实。 "
        "某区管委会办公室 2018年7月28日 "
        f"一、总体目标 {body} 二、主要任务 （一）加强领导。 {body} （二）落实责任。 {body}"
    )  # fmt: skip
    assert clean(text).aligned.text.split("\n") == [
        "各片区项目建设指挥部，区直各有关单位：", "为做好有关工作，现将方案印发给你们，请认真贯彻落实。",
        "某区管委会办公室", "2018年7月28日", "一、总体目标", body, "二、主要任务",
        "（一）加强领导。", body, "（二）落实责任。", body,
    ]  # fmt: skip


def test_running_heads_go_with_the_page_numbers() -> None:
    page = "某市年鉴\n— {} —\n本市行政区域内的第{}项工作适用本办法。"
    text = "\n".join(page.format(number, number) for number in range(1, 5))
    assert "年鉴" not in clean(text).aligned.text
    assert clean(text).aligned.text.count("\n") == 3


def test_bare_page_numbers_go_when_they_count_up() -> None:
    pages = [f"第{number}条 本条规定第{number}项工作。\n" * 20 + str(number) for number in range(1, 5)]
    assert all(not line.isdecimal() for line in clean("\n".join(pages)).aligned.text.split("\n"))


def test_the_first_column_of_a_table_stays() -> None:
    table = "\n".join(f"{number}\n落实第{number}项工作\n责任单位\n市财政局\n年底前\n长期" for number in range(1, 9))
    assert clean(f"任务清单\n{table}").aligned.text == f"任务清单\n{table}"


def test_a_word_set_wide_over_two_lines_is_one_word() -> None:
    text = clean("第一章 总\n则\n第一条 为了节水。\n目\n录\n男\n女\n").aligned.text
    assert text == "第一章 总则\n第一条 为了节水。\n目录\n男\n女"


def test_the_only_first_heading_of_markdown_is_the_title() -> None:
    fields = clean("\n# 2. 开放资料\n\n## 结论\n\n很好。\n", "text/markdown").fields
    assert [(field.name, field.value) for field in fields] == [("title", "2. 开放资料")]
    assert clean("# 第一章\n\n文。\n\n# 第二章\n\n文。\n", "text/markdown").fields == ()


def test_icons_of_markdown_go_with_their_emphasis() -> None:
    text = "* _![图](http://a.cn/b.png)_ 2025-12-03\n* [_![图](http://a.cn/b.png)_](http://a.cn/)\n文。"
    assert clean(text, "text/markdown").aligned.text == "2025-12-03\n文。"


def test_what_a_traditional_page_declares_is_simplified() -> None:
    page = "---\ntitle: 關於節約用水的通知\n---\n為了節約用水，發布本通知，請認真執行。"
    assert [field.value for field in clean(page, "text/markdown").fields] == ["关于节约用水的通知"]
