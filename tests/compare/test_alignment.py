"""Which item answers to which, and how it stands to it."""

from __future__ import annotations

from tests.compare.small_plans import LOWER, UPPER, plan, result

from jsx_cli.compare import against, compare, to_dict

ROWS = {
    (row.upper.path if row.upper else None, row.lower.path if row.lower else None): row
    for row in against(result(UPPER, "upper.txt"), result(LOWER, "lower.txt"))
}


def test_pairs_are_found_by_what_is_to_be_done() -> None:
    assert {pair for pair in ROWS if None not in pair} == {
        ("一/(一)", "一/(一)"), ("一/(二)", "一/(二)"), ("一/(三)", "一/(三)"),
    }  # fmt: skip


def test_a_lower_number_and_a_later_day_are_weaker() -> None:
    row = ROWS["一/(一)", "一/(一)"]
    assert row.relation == "weaker"
    assert "≥90%→≥80%" in row.reasons
    assert "→ 2023-06-30→→ 2023-12-31" in row.reasons


def test_softer_words_are_a_reason() -> None:
    assert any(reason.startswith("应当→可以") for reason in ROWS["一/(二)", "一/(二)"].reasons)


def test_what_leaves_most_out_is_partial_and_says_what() -> None:
    row = ROWS["一/(三)", "一/(三)"]
    assert row.relation == "partial"
    assert row.reasons[0].startswith("缺3/4项：")


def test_what_is_meant_for_another_place_is_missing_and_what_is_new_is_added() -> None:
    assert ROWS["一/(四)", None].relation == "missing"
    assert ROWS[None, "一/(四)"].relation == "added"


def test_copied_passages_are_marked() -> None:
    assert ROWS["一/(二)", "一/(二)"].copied
    assert not ROWS[None, "一/(四)"].copied


def test_tighter_numbers_are_stronger() -> None:
    upper = plan("（一）污水治理。城镇污水集中处理率不低于85%。清理河道淤泥。", "a.txt")
    lower = plan("（一）污水治理。城镇污水集中处理率不低于95%。清理河道淤泥。", "b.txt")
    assert [row.relation for row in against(upper, lower)] == ["stronger"]


def test_a_shorter_time_is_tighter() -> None:
    upper = plan("（一）热线接听。市民热线人工接听等待时间不超过60秒。公开热线办理结果。", "a.txt")
    lower = plan("（一）热线接听。市民热线人工接听等待时间不超过30秒。公开热线办理结果。", "b.txt")
    assert [row.relation for row in against(upper, lower)] == ["stronger"]


def test_the_order_of_items_and_of_documents_decides_nothing() -> None:
    head, *items = LOWER.split("\n（")
    turned = "\n（".join([head, *reversed(items)])
    plain = {(row.upper.heading if row.upper else "", row.lower.heading if row.lower else "", row.relation)
             for row in ROWS.values()}  # fmt: skip
    again = {
        (row.upper.heading if row.upper else "", row.lower.heading if row.lower else "", row.relation)
        for row in against(result(UPPER, "upper.txt"), result(turned, "lower.txt"))
    }
    assert plain == again
    one, other = result(LOWER, "lower.txt"), result(LOWER.replace("东城", "西城"), "other.txt")
    upper = result(UPPER, "upper.txt")
    assert to_dict(compare([one, other], upper=upper)) == to_dict(compare([other, upper, one], upper=upper))


def test_brackets_that_name_bodies_are_no_task() -> None:
    upper = plan("（一）垃圾分类。建设垃圾分拣中心。（市城管局、市发展改革委按职责分工负责）", "a.txt")
    lower = plan("（一）消防检查。排查老旧小区消防通道。（区城管局、区发展改革委按职责分工负责）", "b.txt")
    assert sorted(row.relation for row in against(upper, lower)) == ["added", "missing"]


def test_nothing_to_align_is_no_error() -> None:
    assert against(result("没有编号的一句话。", "a.txt"), result("又一句。", "b.txt")) == ()
