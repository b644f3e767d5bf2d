"""Two versions of one plan: what became of each item, and of each fact."""

from __future__ import annotations

from tests.compare.small_plans import plan

from jsx_cli.compare import diff
from jsx_cli.compare.diff import Difference, lines, to_dict

OLD = """（一）扩大就业。到2023年6月，城镇新增就业不少于3万人。各单位应当公开招聘信息，健全就业统计监测制度。
（二）技能培训。开展补贴性职业技能培训2万人次。加强培训机构管理，对违规机构取消资格。
（三）公共服务。完善公共就业服务体系，每个街道设立一个服务站。
（四）劳动维权。健全劳动争议调解机制，依法保障劳动者权益。
（五）评选表彰。组织开展年度评选表彰活动，宣传先进典型事迹。"""
NEW = """（一）公共服务。完善公共就业服务体系，每个街道设立一个服务站。
（二）扩大就业。到2023年12月，城镇新增就业不少于4万人。各单位可以公开招聘信息，健全就业统计监测制度。
（三）技能培训。开展补贴性职业技能培训2万人次。
（四）培训监管。加强培训机构管理，对违规机构取消资格。
（五）劳动维权。健全劳动争议调解机制，依法保障劳动者权益。
（六）创业扶持。对初创企业给予一次性创业补贴，建设创业孵化基地。"""


def found(old: str = OLD, new: str = NEW) -> Difference:
    return diff(plan(old, "old.txt"), plan(new, "new.txt"))


def kinds(some: Difference) -> dict[tuple[str, str], str]:
    """What became of an item, by the headings of both sides."""
    return {
        ("+".join(one.heading for one in change.old), "+".join(one.heading for one in change.new)): change.kind
        for change in some.items if any(one.heading for one in (*change.old, *change.new))
    }  # fmt: skip


def test_what_became_of_each_item() -> None:
    assert kinds(found()) == {
        ("公共服务", "公共服务"): "moved",
        ("扩大就业", "扩大就业"): "changed",
        ("技能培训", "技能培训+培训监管"): "split",
        ("评选表彰", ""): "dropped",
        ("劳动维权", "劳动维权"): "renumbered",
        ("", "创业扶持"): "added",
    }


def test_the_other_way_round_what_was_split_is_merged() -> None:
    assert kinds(found(NEW, OLD))["技能培训+培训监管", "技能培训"] == "merged"


def test_changed_facts_come_first() -> None:
    facts = [fact for fact in found().facts if fact.kind == "changed"]
    assert {(fact.old.get("value") or fact.old.get("end"), fact.new.get("value") or fact.new.get("end"))
            for fact in facts if fact.old and fact.new} == {("2023-06-30", "2023-12-31"), (30000, 40000)}  # fmt: skip
    told = lines(found())
    assert told.index("\n事实") < told.index("\n条目")


def test_edits_give_both_texts() -> None:
    for change in found().items:
        if change.edits:
            assert "".join(text for sign, text in change.edits if sign != "+") == change.old[0].text
            assert "".join(text for sign, text in change.edits if sign != "-") == change.new[0].text


def test_nothing_differs_from_itself() -> None:
    same = found(OLD, OLD)
    assert not same.facts
    assert {change.kind for change in same.items} == {"unchanged"}
    assert to_dict(same)["counts"]["unchanged"] == len(same.items)


def test_an_item_that_grew_or_was_worded_anew_is_changed() -> None:
    old = (
        "（一）绿色建筑。鼓励建设绿色建筑。\n"
        "（二）规范行政裁量基准。各部门应当按照规定科学规范行政处罚裁量权，防止畸轻畸重。"
    )
    new = (
        "（一）绿色建筑。鼓励建设绿色建筑。新建公共建筑全面执行绿色建筑标准，推广装配式建造和可再生能源应用，"
        "完善既有建筑节能改造的补贴和监测制度。\n"
        "（二）规范行政裁量基准。有关部门应当会同司法行政部门科学规范行政处罚裁量权，建立基准并向社会公布，定期评估和调整。"
    )
    assert set(kinds(found(old, new)).values()) == {"changed"}


def test_numbers_change_as_a_whole() -> None:
    some = found("（一）理事会。基层代表比例不低于30%。", "（一）理事会。基层代表比例不低于35%。")
    (edits,) = (change.edits for change in some.items if change.edits)
    assert ("-", "30%") in edits
    assert edits.index(("-", "30%")) < edits.index(("+", "35%"))


def test_a_later_day_reads_as_one_step_and_a_count_without_its_unit_behind_the_subject() -> None:
    some = found(
        "（一）律师。2023年6月底前完成选派工作，每个街道配备2名律师。",
        "（一）律师。2023年12月底前完成选派工作，每个街道配备3名律师。",
    )
    text = "\n".join(lines(some, "zh"))
    assert "  2023-06-30 → 2023-12-31\n" in text
    assert "  律师  每个街道2名 → 每个街道3名\n" in text
    assert [one["about"] for one in to_dict(some)["facts"] if one["type"] == "quantity"] == ["律师"]
