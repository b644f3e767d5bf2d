"""Good text stays silent: where a careless check would cry wolf. And no input whatever makes a check fail."""

# ruff: noqa: E501  # a text stands whole on its line

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.check.conftest import Checker

from jsx_cli import api

HEAD = "某县人民政府关于深化改革的通知\n各乡镇人民政府：\n"


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("GW107", "某县人民政府\n一九九六年三月五日\n"),
        ("GW109", "某县人民政府办公室关于印发某县\n招商引资若干政策\n的通知\n某政办发〔2025〕3号\n"),
        ("GW110", "某县人民政府办公室转发县教育局关于做好招生工作意见的通知\n各乡镇人民政府：\n"),
        ("GW117", "一、甲项工作\n（一）子项\n（二）丑项\n二、乙项工作\n（三）寅项\n（四）卯项\n"),
        ("GW117", "（一）甲项工作\n1.子项\n2.丑项\n（二）乙项工作\n3.寅项\n4.卯项\n"),
        ("GW118", "一、甲项工作\n1.子项\n2.丑项\n二、乙项工作\n1.寅项\n"),
        ("GW119", f"{HEAD}请抓好落实。\n附件：1.任务清单（略）\n"),
        ("GW121", f"{HEAD}请抓好落实。\n附件：1.任务清单\n2.责任台账\n某县人民政府\n2025年3月5日\n"),
        ("PN201", "根据《甲办法》（某政发〔2025〕3号）、《乙办法》执行。"),
        ("PN204", "请于8:30登录http://www.example.cn/a,b办理，执行GB 50180，比例为1.5:1。"),
        ("PN205", "1）建立清单；\n2）落实责任。\n（一）甲\n（二）乙"),
        ("PN205", "他指出：“第一段没有说完。\n“第二段说完了。”"),
        ("PN206", "教育、医疗，等等。"),
        ("NM302", "改革开放18年来，20年，服役10年或更长，80年代，1月底前完成。"),
        ("NM306", "城乡居民收入比下降到2.3倍。"),
        ("NM308", "拨备覆盖率达到150%，毛入学率达到105%，产值增长120%。"),
        ("NM311", "电话0937-6226622，编号A-12，2025-03-05，表1-2。"),
        ("WD403", "二手房、第二年、十二个、二位数字"),
        ("WD404", "提交个人材料，机制做好服务，在可视范围内，品种累计28个，预防犯罪，发布署名文章，国际话语权"),
        ("WD404", "標案著重於經濟發展，隨著時代變遷，資料開放的推動與應用已經成為國家治理的新趨勢。"),
        ("WD406", "县改革委员会（以下简称改革委，下同）负责。"),
        ("WD408", "责任单位：县教育局、县财政局\n责任单位：县教育局、县财政局\n"),
        ("WD419", "应当做好工作，如实记录相关信息，提交个人材料，优质服务供给与需求"),
        ("SB501", "某县关于深化改革的意见\n一、主要任务\n（一）建立权责清单。\n"),
        ("SB501", "某县改革试点方案\n一、试点任务\n试点地区要做好以下工作：\n（一）建设统一平台。完善功能。\n"),
        ("SB502", "某县改革方案\n一、主要任务\n（一）建设统一平台。\n二、工作进度\n2025年6月底前完成。\n"),
        ("SB506", "根据《某县管理办法》自2025年1月1日起施行的规定。\n某县人民政府\n2025年3月5日"),
        ("SB508", "由县财政局、县教育局分别牵头。"),
        ("SB510", f"{HEAD}一、主要任务\n（一）清理。2023年3月底前完成。\n某县人民政府\n2023年3月29日\n"),
    ],
)
def test_good_text(check: Checker, rule: str, text: str) -> None:
    assert [finding.text for finding in check(text).findings if finding.rule == rule] == []


@pytest.mark.parametrize("text", ["<html></html>", " <p></p>", "a", "。", "\u3000一"])
def test_a_page_with_next_to_nothing(check: Checker, text: str) -> None:
    assert check(text, name="a.html").findings == ()


PIECES = st.sampled_from(
    [
        "一、", "（一）", "（", "）", "《", "》", "“", "”", "某政发〔2025〕3号", "[2025]3号", "2025年2月30日", "附件：1.", "\n",
        "30-50万元", "县教育局", "由县财政局、县教育局牵头", "，", "。。", ",", "扩大", "频次", "（以下简称甲乙）", "a", "<甲>", "９",
        "<!-- jsx: allow GW101", "-->", "\x00", "😀", "\u200b", "責任",
    ]
)  # fmt: skip


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_no_text_makes_a_check_fail_and_every_place_is_true(text: str) -> None:
    data = text.encode("utf-8")
    if not text.strip() or b"\x00" in data:
        return
    one = api.check_source(api.source_bytes(data, "a.txt"))
    for finding in one.places:
        assert 0 <= finding.raw.start <= finding.raw.end <= len(one.source.text)
        for raw, _ in finding.fix.edits if finding.fix else ():
            assert 0 <= raw.start <= raw.end <= len(one.source.text)
