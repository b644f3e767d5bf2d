"""A draft against its upper document: what must be told, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from jsx_cli import api, cli
from jsx_cli.check import Settings

UPPER = """清江市人民政府办公室关于印发清江市政务服务改革实施方案的通知
各县人民政府，市政府各部门：
清江市政务服务改革实施方案
一、总体要求
深化政务服务改革。
二、主要任务
（一）完善事项清单。由市数据局牵头，2026年6月底前编制政务服务事项清单。各部门应当在门户网站公开本部门办事指南，服务满意率不低于95%。
（二）压缩办理时间。企业开办时间不超过3个工作日，每年培训窗口人员不少于2次。
（三）改造老旧小区。更新供水管网，加装住宅电梯。
三、保障措施
（一）加强组织领导。成立领导小组，定期研究部署。
清江市人民政府办公室
2025年3月5日
"""
DRAFT = """清河县人民政府办公室关于印发清河县政务服务改革实施方案的通知
各乡镇人民政府，县政府各部门：
清河县政务服务改革实施方案
一、总体要求
深化政务服务改革。
二、主要任务
（一）完善事项清单。由县数据局牵头，2026年5月底前编制政务服务事项清单。各部门应当在门户网站公开本部门办事指南，服务满意率不低于96%。
（二）压缩办理时间。企业开办时间不超过2个工作日，每年培训窗口人员不少于3次。
（三）改造老旧小区。更新供水管网，加装住宅电梯。
清河县人民政府办公室
2025年4月8日
"""
ONLY = Settings(select=("SB505", "SB511", "SB512", "SB513"))
Told = list[tuple[str, str, str]]


def told(draft: str, upper: str = UPPER) -> Told:
    source = api.source_bytes(draft.encode(), "draft.txt")
    found = api.check_source(source, settings=ONLY, against=api.analyze_text(upper)).findings
    return [(finding.rule, finding.level, finding.text) for finding in found]


def test_a_draft_that_carries_out_all_of_it_is_silent() -> None:
    assert told(DRAFT) == []


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("不低于96%", "不低于90%", [("SB505", "error", "不低于90%")]),
        ("不超过2个工作日", "不超过5个工作日", [("SB505", "error", "不超过5个工作日")]),
        ("不少于3次", "不少于1次", [("SB505", "error", "每年培训窗口人员不少于1次")]),
        ("2026年5月底前", "2026年9月底前", [("SB511", "error", "2026年9月底前")]),
        ("各部门应当在", "各部门可以在", [("SB513", "warning", "可以")]),
        ("服务满意率不低于96%", "力争服务满意率达到96%", [("SB513", "warning", "力争")]),
        ("（三）改造老旧小区。更新供水管网，加装住宅电梯。\n", "", [("SB512", "warning", "二、主要任务")]),
    ],
)
def test_what_falls_short_is_told(old: str, new: str, wanted: Told) -> None:
    assert DRAFT.count(old) == 1
    assert told(DRAFT.replace(old, new)) == wanted


@pytest.mark.parametrize(
    ("upper", "draft"),
    [
        # a total of the whole area binds no part of it
        ("平台注册用户数不少于3000万人。", "平台注册用户数不少于20万人。"),
        # a step on the way, and an aim that is reached later in the draft
        ("到2027年，服务满意率不低于95%。", "到2025年，服务满意率不低于90%。"),
        ("服务满意率不低于95%。", "2025年，服务满意率不低于90%；2026年，服务满意率不低于96%。"),
        # another object, another unit, the other bound
        ("服务满意率不低于95%。", "服务覆盖率不低于90%。"),
        ("企业开办时间不超过3个工作日。", "企业开办时间不超过24小时。"),
        ("行政经费占比不高于8%。", "行政经费占比不高于6%。"),
        # what is so already
        ("服务满意率不低于95%。", "目前服务满意率已达到90%。"),
        # another act with a later day
        ("（一）建立权责清单。2026年6月底前完成。", "（一）建设数据平台。2026年12月底前完成。"),
        # a soft word beside the demand
        ("各部门应当公开本部门办事指南。", "各部门应当公开本部门办事指南，鼓励制作短视频。"),
        # what the upper document leaves open itself
        ("各部门可以公开本部门办事指南。", "各部门可以公开本部门办事指南。"),
        ("", "服务满意率不低于90%。"),
    ],
)
def test_what_only_looks_like_it_is_let_alone(upper: str, draft: str) -> None:
    assert [one for one in told(draft, upper or "请认真执行。") if one[0] != "SB512"] == []


def test_a_share_of_the_whole_area_is_no_error() -> None:
    assert told("森林覆盖率不低于30%。", "全省森林覆盖率不低于60%。") == [("SB505", "warning", "不低于30%")]


def test_nothing_is_told_without_an_upper_document() -> None:
    source = api.source_bytes(DRAFT.replace("96%", "60%").encode(), "draft.txt")
    assert api.check_source(source, settings=ONLY).findings == ()


def test_a_paper_against_itself_is_silent() -> None:
    for path in sorted(Path("data/seeds").glob("*.txt")):
        assert api.check(path, settings=ONLY, against=path).findings == (), path


def command(*arguments: str) -> Result:
    through = click.Command("jsx", callback=lambda: cli.main(["check", *arguments, "--select", "SB505"]))
    return CliRunner().invoke(through, [], env={"JSX_LANG": "zh"})


def test_the_command(tmp_path: Path) -> None:
    upper, draft = tmp_path / "上级.txt", tmp_path / "draft.txt"
    upper.write_text(UPPER, encoding="utf-8")
    draft.write_text(DRAFT.replace("不低于96%", "不低于90%"), encoding="utf-8")
    assert command(str(draft)).exit_code == 0
    found = command(str(draft), "--against", str(upper))
    assert found.exit_code == 1
    assert "“服务满意率”为不低于90%，未达到上位文件“不低于95%”的要求" in found.output
    assert command(str(draft), "--against", str(tmp_path / "none.txt")).exit_code == 2
