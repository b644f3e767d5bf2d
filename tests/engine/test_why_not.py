"""`--why-not` names what failed and on which characters, in near-misses of every kind; `explain` gives the reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jsx_cli import cli
from jsx_cli.errors import JsxError

FILES = {
    "hold.yaml": ("^(?<who>{..2,9})担任(?<what>组长|会长)", 'unless: [{clause: "不得|不能"}]'),
    "near.yaml": ("(?<who>[一-龥]{2,4})同志", "when: [{before: 由, within: 6}]"),
    "share.yaml": ("{ratio}", "within: clause", "section-role: [measures]", "not-within: [quotation]"),
    "due.yaml": ("{when:date}", "when: [{mention: {bound: by}}]"),
    "need.yaml": ("副职(?<who>{..1,4})兼任", "requires: [what]", "fields: {what: {from: abbreviation, of: who}}"),
    "cut.yaml": ("(?<who>财政).{..9 sentence}拨付".replace(".{", "{"), "within: clause"),
    "kind.yaml": ("(?<who>专班)负责", "doc-type: [通知]"),
    "mute.yaml": ("(?<who>专员)负责", "unless-flag: first-leads"),
    "long.yaml": ("(?<who>责任单位和)", ""),
    "short.yaml": ("(?<who>责任单位)", ""),
    "taken.yaml": ("(?<who>示范)工作", ""),
    "shut.yaml": ("(?<who>示范)工作推进会", "claims: [x-note]"),
}
LEADS = "试行。（甲局、乙局负责，排在第一位的部门为牵头部门，下同）\n"
# rule, text, the gate, words of the message, the characters
NEAR = [
    ("hold", "县长拟任组长。", "pattern", "“担任” is wanted after “县长拟任组长”, and “。”", None),
    ("hold", "县长可以担任班长。", "pattern",
     "“会长” or “组长” is wanted after “县长可以担任”, and “班长。”", "县长可以担任班长。"),
    ("hold", "县长不得担任组长。", "unless", "“不得” stands there", "县长不得担任组长"),
    ("due", "召开会议。", "trigger", "a match begins with {date}, and none stands here", None),
    ("near", "现场，李明同志发言。", "when", "when: before: 由: nothing of that stands there", "李明同志"),
    ("share", "甲办法\n一、工作目标\n（一）到2025年覆盖率达到30%。\n", "section-role",
     "the section is goals (一/(一)", "30%"),
    ("share", "甲办法\n一、主要任务\n（一）落实“覆盖率30%”的要求。\n", "not-within", "stands in a quotation", "30%"),
    ("due", "2020年底召开会议。", "when", "when: mention: bound by", "2020年底"),
    ("cut", "财政安排，及时拨付。", "within", "within: the match “财政安排，及时拨付” is longer than a clause", "财政"),
    ("need", "副职县长兼任。", "requires", "nothing gives the field what", "副职县长兼任"),
    ("kind", "关于试点的报告\n专班负责落实。\n", "doc-type", "the document is a 报告, not 通知", None),
    ("mute", LEADS + "专员负责落实。\n", "flag",
     "unless-flag: the document sets the flag 'first-leads'", "排在第一位的部门为牵头"),
    ("short", "明确责任单位和时限。", "settle", "long takes these characters (it is longer)", "责任单位"),
    ("taken", "召开示范工作推进会。", "claim", "shut claims these characters", "示范工作"),
    ("hold", "关于县长担任组长的通知\n", "paragraph", "this is the title of the document", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "gate", "words", "where"), NEAR)
def test_near_misses(kit: Any, name: str, text: str, gate: str, words: str, where: str | None) -> None:
    files = {
        file: kit.rule(file.removesuffix(".yaml"), pattern, *more, fact="" if "claims" in "".join(more) else "x-note")
        for file, (pattern, *more) in FILES.items()
    }
    rules = kit.rules(files, alone=False)
    line = text.rstrip("\n").count("\n") + 1
    answer = kit.refusal(text, name, rules, line)
    assert not answer.fired
    first = answer.steps[0]
    assert first.what == gate, answer.steps
    assert words in first.message
    if where is not None:
        document = kit.read(text)
        assert first.span.of(document.text).startswith(where)


def test_sections_that_a_rule_over_sections_leaves_out(kit: Any) -> None:
    rules = kit.rules({}, alone=False)
    text = "甲方案\n一、指导思想\n全面贯彻。\n二、主要任务\n（一）做好甲。\n（二）做好乙。\n"
    assert kit.refusal(text, "measure/item", rules, 2).steps[0].what in (
        "section-role",
        "leaf",
        "task",
        "when",
        "unless",
    )
    assert kit.refusal(text, "measure/item", rules, 5).fired


def test_a_rule_that_fired_says_so(kit: Any) -> None:
    rules = kit.rules({"hold.yaml": kit.rule("hold", "^(?<who>{..2,9})担任(?<what>组长|会长)")})
    answer = kit.refusal("县长担任组长。", "hold", rules)
    assert [step.message for step in answer.fired] == ["the rule found this"]


def test_a_rule_that_is_not_there(kit: Any) -> None:
    rules = kit.rules({"hold.yaml": kit.rule("hold", "甲")}, disable=("ratio/any",))
    with pytest.raises(JsxError, match="there is no rule 'hodl'; did you mean 'hold'"):
        kit.refusal("甲", "hodl", rules)
    with pytest.raises(JsxError, match="disabled by the configuration"):
        kit.refusal("甲", "ratio/any", rules)


def test_what_is_told_does_not_depend_on_other_lines(kit: Any) -> None:
    rules = kit.rules({"hold.yaml": kit.rule("hold", "^(?<who>{..2,9})担任(?<what>组长|会长)")})
    alone = kit.refusal("县长担任班长。", "hold", rules)
    among = kit.refusal("局长担任组长。\n县长担任班长。\n处长担任组长。\n", "hold", rules, 2)
    assert [step.message for step in alone.steps] == [step.message for step in among.steps]


def test_what_the_next_line_is_refused_for_is_not_told(kit: Any) -> None:
    rules = kit.rules(
        {"hold.yaml": kit.rule("hold", "^(?<who>{..2,9})担任(?<what>组长|会长)", "unless: [{after: 的}]")}
    )
    alone = kit.refusal("县长担任班长。\n", "hold", rules)
    among = kit.refusal("县长担任班长。\n处长担任组长的单位优先。\n", "hold", rules, 1)
    assert [step.message for step in alone.steps] == [step.message for step in among.steps]
    assert kit.refusal("县长担任班长。\n处长担任组长的单位优先。\n", "hold", rules, 2).steps[0].what == "unless"


def test_a_rule_that_fired_is_not_said_to_have_found_nothing(kit: Any) -> None:
    answer = kit.refusal("参保率分别为30%、20%。", "ratio/respectively", kit.rules({}, alone=False))
    assert len(answer.fired) == 2
    assert not answer.steps


def test_the_mention_that_took_the_words_is_named(kit: Any) -> None:
    step = kit.refusal("每年召开两次会议。", "deadline/recurring", kit.rules({}, alone=False)).steps[0]
    assert "{recurrence}, and none stands here; here stand {quantity} “每年召开两次”" in step.message


def test_every_alternative_that_is_wanted_is_named(kit: Any) -> None:
    rules = kit.rules({"hold.yaml": kit.rule("hold", "^(?<who>{..2,9})(可以|应当)任(?<what>组长|会长)")})
    message = kit.refusal("县长必须任组长。", "hold", rules).steps[0].message
    assert "“可以”" in message
    assert "“应当”" in message


def test_explain_shows_each_field_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JSX_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("note.txt").write_text("甲方案\n\n一、主要任务\n覆盖率不低于30%。\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(["explain", "note.txt:4"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "note.txt:4:4: ratio “不低于30%”" in said
    assert "value: 0.3" in said
    assert "← mention ratio" in said.replace("ratio:", "ratio")
    assert "subject: 覆盖率" in said
    assert "[4:1 “覆盖率”]" in said
    with pytest.raises(SystemExit):
        cli.main(["explain", "note.txt:2"])
    assert "No rule fired here." in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        cli.main(["explain", "note.txt:9"])
    assert ended.value.code == 2
    assert "there is no line 9; the file has 5" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        cli.main(["explain", "--why-not", "ratio/any", "note.txt"])
    assert ended.value.code == 2
    with pytest.raises(SystemExit) as ended:
        cli.main(["explain", "--why-not", "ratio/any", "note.txt:4"])
    assert ended.value.code == 1
    assert "It fired: 4:4 “不低于30%”" in capsys.readouterr().out


def test_lists_that_cannot_be_paired_are_named(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "{who:@roles+}分别为{what:@regions+}", "pair: [who, what]")})
    answer = kit.refusal("说明\n组长、副组长分别为北京市、天津市、河北省。\n", "a", rules, 2)
    assert answer.steps[0].message == "pair: the lists cannot be paired (2 who, 3 what)"


def test_what_a_mention_is_instead_is_told(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "于{date}办结", "when: [{mention: {bound: by}}]")})
    answer = kit.refusal("说明\n材料于2024年5月1日办结。\n", "a", rules, 2)
    assert answer.steps[0].message == "when: mention: bound by: bound of “2024年5月1日” is in"


def test_the_headings_above_are_told(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "移交线索", "when: [{heading: 问责}]")})
    answer = kit.refusal("甲方案\n一、主要任务\n移交线索。\n", "a", rules, 3)
    assert answer.steps[0].message == "when: heading: 问责: there stands “主要任务”"
