"""Indicators are one where object, unit and bound agree, whatever the words."""

from __future__ import annotations

from typing import Any

from tests.compare.small_plans import plan

from jsx_cli.compare import compare, to_dict


def rows(*items: str) -> list[tuple[str, list[str]]]:
    """The subject and the values of each indicator, a document each."""
    found: dict[str, Any] = to_dict(compare([plan(item, f"{at}.txt") for at, item in enumerate(items)]))
    return [
        (row["subject"], ["；".join(value["text"] for value in cell.get("values", [])) or cell["status"]
                          for cell in row["cells"]])
        for row in found["indicators"]
    ]  # fmt: skip


def test_one_subject_in_two_wordings() -> None:
    found = rows(
        "（一）改革理事会。基层一线人员在理事会、常务理事会中的比例分别不低于30%、20%。",
        "（一）改革理事会。理事会中基层代表占比不低于40%，常务理事会中基层代表占比不低于25%。",
    )
    assert [values for _, values in found] == [["≥20%", "≥25%"], ["≥30%", "≥40%"]]


def test_a_floor_and_a_ceiling_are_never_one() -> None:
    found = rows("（一）财政支出。民生支出占比不低于80%。", "（一）财政支出。行政经费占比不高于8%。")
    assert sorted(values for _, values in found) == [["absent", "≤8%"], ["≥80%", "absent"]]


def test_the_same_number_of_two_things_is_two() -> None:
    found = rows("（一）服务。养老服务覆盖率达到90%。", "（一）服务。托育服务覆盖率达到90%。")
    assert len(found) == 2


def test_the_same_thing_with_another_number_is_one() -> None:
    found = rows("（一）农田。到2025年，高标准农田覆盖率达到90%。", "（一）农田。高标准农田的覆盖率到2026年要达到85%。")
    assert [values for _, values in found] == [["90%", "85%"]]


def test_other_units_are_other_indicators() -> None:
    found = rows("（一）培训。开展技能培训不少于3000人次。", "（一）培训。开展技能培训不少于30场。")
    assert len(found) == 2


def test_a_number_that_is_named_behind_it() -> None:
    found = rows(
        "（一）热线。优化热线接听服务，实现90%解决率。",
        "（一）热线。改进热线接听服务，达到95%解决率。",
        "（一）热线。改进热线接听服务，达到95%满意率。",
    )
    assert [values for _, values in found] == [["90%", "95%", "absent"], ["absent", "absent", "95%"]]


def test_one_with_and_one_without_a_qualifier_are_two() -> None:
    found = rows("（一）目标。地区生产总值达到1950亿元。", "（一）目标。人均地区生产总值达到3.5万元。")
    assert len(found) == 2
    found = rows("（一）主体。新增市场主体5000户。", "（一）主体。市场主体总量达到30万户。")
    assert len(found) == 2


def test_words_that_say_only_where_make_no_other_indicator() -> None:
    found = rows("（一）目标。全市粮食产量达到169万吨。", "（一）目标。确保粮食产量达到120万吨。")
    assert [subject for subject, _ in found] == ["粮食产量"]


def test_fines_are_one_where_the_offence_is_and_for_the_same_party() -> None:
    one = "（一）罚则。未及时清除犬只粪便的，由城管部门处五十元罚款。"
    other = "（一）罚则。违反本条例第九条规定，未及时清除犬只粪便的，由综合行政执法部门处一百元罚款。"
    assert len(rows(one, other)) == 1
    one = "（一）罚则。擅自占用盲道堆放杂物的，对单位处五千元罚款。"
    other = "（一）罚则。擅自占用盲道堆放杂物的，对个人处五百元罚款。"
    assert len(rows(one, other)) == 2


def test_a_time_limit_is_told_by_what_is_due() -> None:
    found = rows(
        "（一）登记。养犬登记证遗失的，养犬人应当在十五日内补办。新生幼犬满三个月的，养犬人应当在六十日内送养。",
        "（一）登记。养犬登记证遗失的，养犬人应当在十日内补办。",
    )
    assert ["≤15日", "≤10日"] in [values for _, values in found]


def test_each_member_of_a_list_of_numbers_has_its_own_name() -> None:
    found = rows(
        "（一）培育。累计培育创新型中小企业2万家以上、专精特新中小企业1万家以上。",
        "（一）培育。累计培育创新型中小企业300家以上、专精特新中小企业80家以上。",
    )
    assert sorted(values for _, values in found) == [["≥10000家", "≥80家"], ["≥20000家", "≥300家"]]
