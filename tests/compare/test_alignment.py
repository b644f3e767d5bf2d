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
    assert "2023-06-30→2023-12-31" in row.reasons


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


def relation_of(above: str, below: str) -> tuple[str, tuple[str, ...]]:
    """The only relation of an upper item of these tasks to a lower one."""
    (row,) = against(plan(f"（一）养老服务。{above}", "a.txt"), plan(f"（一）养老服务。{below}", "b.txt"))
    return row.relation, row.reasons


def test_a_task_may_be_carried_out_in_two_sentences() -> None:
    above = "建设社区老年食堂和助餐配送网络。"
    assert relation_of(above, "建设社区老年食堂。健全助餐配送网络。")[0] == "same"


def test_what_the_upper_body_keeps_for_itself_is_no_loss() -> None:
    relation, reasons = relation_of(
        "建设社区老年食堂。开展居家适老化改造。打造本市统一养老信息平台。", "建设社区老年食堂。开展居家适老化改造。"
    )
    assert relation == "same"
    assert reasons == ("1项属上级自办：打造本市统一养老信息平台",)


def test_one_task_left_out_of_three_is_weaker_and_two_are_partial() -> None:
    above = "建设社区老年食堂。开展居家适老化改造。培养养老护理员队伍。"
    assert relation_of(above, "建设社区老年食堂。开展居家适老化改造。")[0] == "weaker"
    assert relation_of(above, "建设社区老年食堂。")[0] == "partial"


def test_words_of_trial_are_compared_clause_by_clause() -> None:
    above = "建设社区老年食堂，探索建立长期护理保险。"
    assert relation_of(above, "建设社区老年食堂，建立长期护理保险。")[0] == "stronger"
    assert relation_of("建设社区老年食堂，建立长期护理保险。", above)[0] == "weaker"


def test_less_is_looser_where_a_floor_is_set_and_tighter_for_rates_and_times() -> None:
    assert relation_of("护理员每年培训不少于40小时。", "护理员每年培训不少于30小时。")[0] == "weaker"
    assert relation_of("入住登记办理时间压缩至5个工作日。", "入住登记办理时间压缩至3个工作日。")[0] == "stronger"


def test_a_number_that_is_not_taken_over_is_looser() -> None:
    relation, reasons = relation_of("养老机构护理型床位占比不低于60%。", "提高养老机构护理型床位占比。")
    assert (relation, reasons) == ("weaker", ("≥60%→（未提）",))


def test_bodies_at_the_head_of_a_sentence_are_no_task() -> None:
    upper = plan("（一）甲。市发展改革委、市商务局、市农业农村局要建设粮食应急储备库。", "a.txt")
    lower = plan("（一）乙。市发展改革委、市商务局、市农业农村局要整治户外广告牌匾。", "b.txt")
    assert sorted(row.relation for row in against(upper, lower)) == ["added", "missing"]


def test_a_phrase_of_fashion_makes_no_pair() -> None:
    upper = plan("（一）解纷。法院仲裁会商，纠纷化解列入“一件事一次办”改革。清理长期未结案件。", "a.txt")
    lower = plan("（一）登记。开办注销材料精简，新设公司照章列入“一件事一次办”。开通注销专窗。", "b.txt")
    assert sorted(row.relation for row in against(upper, lower)) == ["added", "missing"]


def test_a_heading_that_is_the_first_sentence_is_a_task() -> None:
    text = "（一）拓展电子证照应用，免费发放电子印章。开展企业登记帮办服务。"
    (row,) = against(plan(text, "a.txt"), plan(text, "b.txt"))
    assert row.upper
    assert len(row.upper.tasks) == 2


def test_one_rare_phrase_is_enough_for_a_pair() -> None:
    upper = plan(
        "（一）政务服务。深化“无人机智能巡检”能力建设，完善企业材料核验、进度查询、结果送达、档案调取等功能。优化事项办理全过程材料核验。统一受理各级窗口转来的申请。\n"
        "（二）市容。整治户外广告牌匾。", "a.txt"
    )  # fmt: skip
    lower = plan(
        "（一）建管改革。清理招标代理机构。推动“无人机智能巡检”，通过不见面方式核发工程许可，跟踪项目开工、竣工、移交各个环节。建立代理机构信用档案和退出名单。\n（二）绿化。补种行道树木。",
        "b.txt",
    )
    assert ("一/(一)", "一/(一)") in {
        (row.upper.path, row.lower.path) for row in against(upper, lower) if row.upper and row.lower
    }


def test_what_is_done_everywhere_at_once_is_firmer_than_what_is_done() -> None:
    above = "全面推开住所标准化核验登记改革。"
    assert relation_of(above, "开展住所标准化核验登记改革。")[0] == "weaker"
    assert relation_of("开展住所标准化核验登记改革。", above)[0] == "stronger"
    assert relation_of(above, "推开住所标准化核验登记改革。")[0] == "same"
