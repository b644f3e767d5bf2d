"""Document numbers in running text: every form, the left border, and what is none."""

import pytest

from jsx_cli.docnumbers import damaged, find


def numbers(text: str) -> list[tuple[str, str]]:
    return [(span.of(text), number.canonical) for span, number in find(text)]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("国发〔2019〕4号", "国发〔2019〕4号"),
        ("衢委办[2006]101号", "衢委办〔2006〕101号"),
        ("国发(2019)4号", "国发〔2019〕4号"),
        ("国发（2019）4号", "国发〔2019〕4号"),
        ("国发【2019】4号", "国发〔2019〕4号"),
        ("发改法规［2023］27号", "发改法规〔2023〕27号"),
        ("工信部企业函﹝2023﹞4号", "工信部企业函〔2023〕4号"),
        ("国发[2019】4号", "国发〔2019〕4号"),
        ("豫政办 〔2023〕11 号", "豫政办〔2023〕11号"),
        ("国办发〔2019〕第 4 号", "国办发〔2019〕4号"),
        ("国办发\n〔2019〕4号", "国办发〔2019〕4号"),
        ("国发（２０１９）４号", "国发〔2019〕4号"),
        ("国发〔二〇二三〕四号", "国发〔2023〕4号"),
        ("和政发〔2020〕3号", "和政发〔2020〕3号"),
        ("发改办法规〔2023〕54号", "发改办法规〔2023〕54号"),
        ("山西省人民政府令第264号", "山西省人民政府令第264号"),
        ("国务院令706号", "国务院令第706号"),
        ("某省人大常委会公告〔十三届〕第75号", "某省人大常委会公告〔十三届〕第75号"),
        ("省政府令 第165号", "省政府令第165号"),
        ("国务院令第七百零六号", "国务院令第706号"),
        ("税务总局公告2023年第12号", "税务总局公告2023年第12号"),
    ],
)
def test_every_form(written: str, canonical: str) -> None:
    assert numbers(written) == [(written, canonical)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("根据国发〔2019〕4号精神", "国发〔2019〕4号"),
        ("按照省政府办公厅鲁政办发〔2023〕8号文件", "鲁政办发〔2023〕8号"),
        ("政策的意见赣府厅发〔2025〕6号", "赣府厅发〔2025〕6号"),
        ("发文字号：晋政办发〔2022〕74号", "晋政办发〔2022〕74号"),
        ("《通知》（国办发〔2019〕4号）", "国办发〔2019〕4号"),
        ("根据国务院令第706号", "国务院令第706号"),
        ("根据发改办法规〔2023〕54号", "发改办法规〔2023〕54号"),
    ],
)
def test_the_left_border_in_running_text(text: str, written: str) -> None:
    assert [found for found, _ in numbers(text)] == [written]


def test_two_numbers_side_by_side() -> None:
    assert [canonical for _, canonical in numbers("（国办发〔2019〕4号、国发〔2018〕1号）")] == [
        "国办发〔2019〕4号",
        "国发〔2018〕1号",
    ]


@pytest.mark.parametrize("text", ["其他〔2022〕99号", "〔2022〕99号", "按照\u3000〔2022〕99号"])
def test_no_agency_is_no_prefix(text: str) -> None:
    assert [number.prefix for _, number in find(text)] == [""]


@pytest.mark.parametrize("text", ["2022年99号楼", "第3号台风", "（2022）说明", "50号文件"])
def test_what_is_no_number(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "国发〔2019〕号",
        "渝府发2021〕14号",
        "国发〔2019〕4",
        "国发〔20194号",
        "甘政发〔2022〕XX号",
        "皖政202412号",
        "国发2019第4号",
        "皖政办发2024年12号",
    ],
)
def test_damage_is_seen_and_not_mended(text: str) -> None:
    assert [span.of(text) for span in damaged(text)] == [text]
    assert [number for _, number in find(text) if number.prefix] == []
