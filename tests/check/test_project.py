"""What a project settles: baselines, waivers, and settings for paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.check.conftest import Checker

from jsx_cli.check import Settings, baseline
from jsx_cli.check.settings import Project, fits, over, project, strangers
from jsx_cli.errors import JsxError

DRAFT = "某县人民政府关于深化改革的通知\n一、甲项工作。。\n三、乙项工作。\n"


def rules(check: Checker, text: str) -> list[str]:
    return [finding.rule for finding in check(text).findings]


def test_a_baseline_knows_slips_by_their_text_and_not_by_their_line(check: Checker, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(baseline.written([("a.txt", check(DRAFT).places)]), encoding="utf-8")
    known = baseline.read(path)["a.txt"]
    moved = check(DRAFT.replace("一、", "各乡镇人民政府：\n现通知如下。\n一、")).places
    assert baseline.unknown(moved, known) == []
    more = check(DRAFT + "要抓好，，落实。\n").places
    assert [finding.rule for finding in baseline.unknown(more, known)] == ["PN207"]


def test_a_baseline_counts(check: Checker) -> None:
    one, two = check("要落实责任。。\n").places, check("要落实责任。。\n要落实责任。。\n").places
    known = {f"{one[0].rule} {baseline.fingerprint(one[0])}": 1}
    doubled = [finding for finding in two if finding.rule == "PN207"]
    assert len(doubled) == 2
    assert len(baseline.unknown(doubled, known)) == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "other", "files": {}}', '{"schema": "jsx-baseline/1"}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JsxError, match="no baseline"):
        baseline.read(path)


@pytest.mark.parametrize(
    "waived",
    [
        "一、甲项工作。。<!-- jsx: allow PN207 引文如此 -->",
        "<!-- jsx: allow PN207 引文如此 -->\n一、甲项工作。。",
        "【jsx 允许 PN207：引文如此】\n\n一、甲项工作。。",
    ],
)
def test_a_waiver_speaks_for_its_line_or_the_next(check: Checker, waived: str) -> None:
    text = DRAFT.replace("一、甲项工作。。", waived)
    assert rules(check, text) == ["GW117"]
    assert [finding.rule for finding in check(text).waived] == ["PN207"]


def test_a_waiver_without_a_reason_is_not_used(check: Checker) -> None:
    text = DRAFT.replace("。。", "。。<!-- jsx: allow PN207 -->")
    assert sorted(rules(check, text)) == ["GW117", "JX901", "PN207"]


def test_a_waiver_that_waives_nothing_is_told(check: Checker) -> None:
    found = check("要落实责任。<!-- jsx: allow PN207、GW101 旧例 -->\n").findings
    assert [(finding.rule, finding.message.zh) for finding in found] == [
        ("JX902", "豁免PN207没有用到"),
        ("JX902", "豁免GW101没有用到"),
    ]


def test_settings_of_paths_lie_over_those_of_the_project(tmp_path: Path) -> None:
    made = project(
        {
            "ignore": ["SB503"],
            "levels": {"GW115": "info"},
            "fail-on": "warning",
            "paths": [{"match": "archive/**", "ignore": "GW", "template": "改革方案"}],
        },
        tmp_path,
        "jsx.yaml:1:1",
    )
    plain, old = made.of(tmp_path / "a.txt"), made.of(tmp_path / "archive" / "2012" / "b.txt")
    assert (plain.wants("GW101"), plain.wants("SB503"), plain.template) == (True, False, "")
    assert (old.wants("GW101"), old.wants("PN201"), old.template) == (False, True, "改革方案")
    assert old.levels == {"GW115": "info"}
    assert made.fail_on == "warning"


@pytest.mark.parametrize(
    ("pattern", "name", "wanted"),
    [
        ("*.txt", "a/b/通知.txt", True),
        ("a/*.txt", "a/b/通知.txt", False),
        ("a/**/*.txt", "a/通知.txt", True),
        ("a/**", "a/b/通知.txt", True),
        ("a/**", "ab/通知.txt", False),
        ("通?.txt", "通知.txt", True),
    ],
)
def test_patterns_of_paths(tmp_path: Path, pattern: str, name: str, wanted: bool) -> None:
    assert fits(tmp_path / name, tmp_path, pattern) is wanted


def test_everything_wrong_with_the_settings_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(JsxError) as caught:
        project(
            {"ignored": [], "fail-on": "fatal", "levels": {"GW101": "bad"}, "paths": [{}]}, tmp_path, "jsx.yaml:3:1"
        )
    said = str(caught.value)
    assert "unknown key 'ignored'; did you mean 'ignore'?" in said
    assert "'fatal' is none of" in said
    assert "'bad' is none of" in said
    assert "each entry is a mapping with match:" in said


def test_what_is_asked_wins_over_the_project() -> None:
    made = over(Settings(select=("PN",), levels={"PN201": "info"}), Settings(select=("GW",), ignore=("GW1",)))
    assert (made.wants("GW101"), made.wants("PN201"), made.wants("GW201")) == (False, False, True)
    assert Project(Path()).of(None) == Settings()


def test_levels_can_be_set() -> None:
    from jsx_cli import api

    source = api.source_bytes(DRAFT.encode(), "a.txt")
    found = api.check_source(source, settings=Settings(levels={"PN207": "info"})).findings
    assert [(finding.rule, finding.level) for finding in found] == [("PN207", "info"), ("GW117", "error")]


def test_a_waiver_of_a_check_that_is_left_out_is_not_called_unused(check: Checker) -> None:
    text = "要落实责任。<!-- jsx: allow PN207 旧例 -->\n要统一部署。<!-- jsx: allow GW101 -->\n"
    assert rules(check, text) == ["JX902", "JX901"]
    without = check(text, settings=Settings(ignore=("PN207", "JX901"))).findings
    assert [finding.rule for finding in without] == []
    softer = check(text, settings=Settings(levels={"JX901": "info"})).findings
    assert [finding.level for finding in softer] == ["warning", "info"]


def test_ids_that_no_check_has_are_told() -> None:
    settings = Settings(select=("GW", "GW1"), ignore=("ZZ", "JX901"), levels={"PN9": "info"})
    assert strangers(settings, ["GW101", "PN207"]) == ["ZZ", "PN9"]


def test_a_colon_behind_addressees_is_one_of_many_half_width_marks(check: Checker) -> None:
    head = "某县人民政府关于深化改革的通知\n各乡镇人民政府:\n现通知如下。\n"
    assert rules(check, head) == ["GW113"]
    found = check(head + "要加强领导,落实责任,统筹推进,注重实效,总结经验,抓好宣传,及时报送。\n").findings
    assert [(finding.rule, len(finding.also)) for finding in found] == [("PN204", 6)]
