"""Running rules: order, claims, overrides, lists and 分别, context, scope, words, steps; with and without prefilter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from jsx_cli import api
from jsx_cli.engine import Outcome, run
from jsx_cli.segment.tags import tagged

SEEDS = sorted((Path(__file__).parents[2] / "data/seeds").glob("*.txt"))


@pytest.mark.parametrize("seed", SEEDS, ids=[seed.name[:3] for seed in SEEDS])
def test_the_prefilter_changes_nothing(seed: Path) -> None:
    document = api.understand(api.source(seed))
    mentions, rules = api.see(document), api.ruleset()
    with_it = run(document, mentions, rules, tokenise=tagged)
    without = run(document, mentions, rules, tokenise=tagged, prefilter=False)
    assert with_it.facts == without.facts
    assert with_it.notices == without.notices
    assert len(with_it.facts) > 10


WIDE = ("clause", "sentence", "paragraph", "section", "document")


@pytest.mark.parametrize("within", WIDE)
def test_the_prefilter_changes_nothing_in_any_stretch(kit: Any, within: str) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "(甲|戊){..30 sentence}乙", f"within: {within}")})
    text = "甲方案\n一、任务\n甲一，二乙。甲三。四乙。\n甲五\n六乙。戊，乙\n二、保障\n乙。甲。乙。\n"
    assert kit.found(text, rules).facts == kit.found(text, rules, prefilter=False).facts


def test_stretches(kit: Any) -> None:
    text = "说明\n甲一，二乙。甲三。四乙。\n"

    def exact(within: str, pattern: str) -> list[str]:
        rules = kit.rules({"a.yaml": kit.rule("a", pattern, f"within: {within}")})
        return [words for words, _ in kit.facts(text, rules)]

    assert exact("clause", "甲{..9 sentence}乙") == []
    assert exact("sentence", "甲{..9 sentence}乙") == ["甲一，二乙"]
    assert exact("paragraph", "甲三。四乙") == ["甲三。四乙"]
    assert exact("section", "乙。\\\\n") == []
    assert exact("document", "说明\\\\n甲") == ["说明\n甲"]
    assert exact("section", "说明\\\\n甲") == []


def test_lines_of_a_section(kit: Any) -> None:
    rules = kit.rules(
        {"a.yaml": kit.rule("a", "组长：(?<who>..)".replace("..", "{..2,3}") + "\\\\n成员：", "within: section")}
    )
    text = "甲方案\n一、机构\n组长：王明\n成员：李红\n"
    assert kit.facts(text, rules) == [("组长：王明\n成员：", {"who": "王明"})]


def test_longest_then_earliest_then_priority_then_id(kit: Any) -> None:
    rules = kit.rules(
        {
            "a.yaml": kit.rule("a", "甲乙"), "b.yaml": kit.rule("b", "乙丙丁"), "c.yaml": kit.rule("c", "丁戊己"),
            "d.yaml": kit.rule("d", "庚[辛未]"), "e.yaml": kit.rule("e", "[庚申]辛", "priority: 1"),
            "g.yaml": kit.rule("g", "壬[癸未]"), "f.yaml": kit.rule("f", "[壬申]癸"),
        }
    )  # fmt: skip
    kept = [(fact.rule, fact.evidence.exact) for fact in kit.found("甲乙丙丁戊己庚辛壬癸。", rules).facts]
    assert kept == [("b", "乙丙丁"), ("e", "庚辛"), ("f", "壬癸")]
    lost = {loser.hit.rule.id: loser.message for loser in kit.found("甲乙丙丁戊己庚辛壬癸。", rules).lost}
    assert lost == {
        "a": "b takes these characters (it is longer)", "c": "b takes these characters (it begins earlier)",
        "d": "e takes these characters (its priority is higher)", "g": "f takes these characters (its id comes first)",
    }  # fmt: skip


def test_claims_and_overrides(kit: Any) -> None:
    rules = kit.rules(
        {
            "a.yaml": kit.rule("a", "示范[^。]{0,2}"), "b.yaml": kit.rule("b", "示范", "overrides: [a]", "when: [{after: 县}]"),  # noqa: E501
            "c.yaml": kit.rule("c", "示范会", "claims: [x-note]", fact=""),
        }
    )  # fmt: skip
    assert [fact.rule for fact in kit.found("示范区。", rules).facts] == ["a"]
    assert [fact.rule for fact in kit.found("示范县区。", rules).facts] == ["b"]
    assert kit.facts("示范会上。", rules) == []
    assert kit.found("示范会上。", rules).claims == {"c"}


def test_flags(kit: Any) -> None:
    rules = kit.rules(
        {
            "a.yaml": kit.rule("a", "下同", "flag: same", fact=""),
            "b.yaml": kit.rule("b", "甲", "if-flag: same"), "c.yaml": kit.rule("c", "甲", "unless-flag: same"),
        }
    )  # fmt: skip
    assert [fact.rule for fact in kit.found("甲。", rules).facts] == ["c"]
    assert [fact.rule for fact in kit.found("甲。乙，下同。", rules).facts] == ["b"]


def test_mentions_and_facts_of_earlier_rules(kit: Any) -> None:
    rules = kit.rules(
        {
            "z.yaml": kit.rule("z", "星级|红旗", "mention: honour", fact=""),
            "y.yaml": kit.rule("y", "{honour}(单位|支部)", "mention: honoured", fact=""),
            "a.yaml": kit.rule("a", "{who:honoured}占{fact.ratio}", "fields: {what: {from: fact, of: value}}"),
            "r.yaml": kit.rule("r", "{ratio}", fact="ratio"),
        }
    )  # fmt: skip
    assert [rule.id for rule in rules.rules] == ["z", "y", "r", "a"]
    assert len({rule.stage for rule in rules.rules}) == 4
    found = dict(kit.facts("红旗支部占30%。", rules))
    assert {name: str(value) for name, value in found["红旗支部占30%"].items()} == {"who": "红旗支部", "what": "0.30"}


def test_each_member_of_a_list(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "由{who:bodies}兼任", "each: who", "exact: who")})
    assert kit.facts("由财政局、水务局、教育局兼任。", rules) == [
        (one, {"who": one}) for one in ("财政局", "水务局", "教育局")
    ]


PAIR = "^{who:@roles+}分别由{what:@regions+}"


def test_pairs_of_equal_length(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", PAIR + "的人担任", "pair: [who, what]")})
    assert kit.facts("组长、副组长分别由甘肃省、青海省的人担任。", rules) == [
        ("组长", {"who": "组长", "what": "甘肃省"}), ("副组长", {"who": "副组长", "what": "青海省"}),
    ]  # fmt: skip
    uneven = kit.found("组长、副组长、成员分别由甘肃省、青海省的人担任。", rules)
    assert uneven.facts == ()
    [notice] = uneven.notices
    assert notice.code == "distribution-mismatch"
    assert notice.message == "a: the lists cannot be paired (3 who, 2 what)"


def test_shares_of_lists_of_other_lengths(kit: Any) -> None:
    outcome = kit.found("城镇、农村、牧区参保率分别达到98%和95%。", kit.rules({}, alone=False))
    assert "distribution-mismatch" in [notice.code for notice in outcome.notices]
    assert not any(fact.get("subject") for fact in outcome.facts if fact.rule == "ratio/respectively")


HEAD = "甲市人民政府关于印发试点方案的通知\n甲政发〔2022〕3号\n各单位：\n现印发给你们。\n甲市人民政府\n2022年5月25日\n"


def test_fields_from_the_document(kit: Any) -> None:
    names = ("title", "doc_number", "date", "doc_type")
    files = {
        f"{name}.yaml": kit.rule(name, f"专班{number}", f"fields: {{what: {{from: document, of: {name}}}}}")
        for number, name in enumerate(names)
    }
    files["issuers.yaml"] = kit.rule("issuers", "专班9", "fields: {names: {from: document, of: issuers}}")
    text = HEAD.replace("现印发给你们。", "现印发给你们。专班0、专班1、专班2、专班3、专班9负责。")
    found = {fact.rule: dict(fact.fields) for fact in kit.found(text, kit.rules(files)).facts}
    assert found["title"]["what"].endswith("试点方案的通知")
    assert found["doc_number"] == {"what": "甲政发〔2022〕3号"}
    assert found["date"] == {"what": "2022-05-25"}
    assert found["doc_type"] == {"what": "通知"}
    assert found["issuers"] == {"names": ("甲市人民政府",)}


def test_fields_from_section_list_abbreviation_and_lexicon(kit: Any) -> None:
    rules = kit.rules(
        {
            "heading.yaml": kit.rule("heading", "甲字", "fields: {what: {from: section, of: heading}}"),
            "parent.yaml": kit.rule("parent", "乙字", "fields: {what: {from: section, of: parent}}"),
            "role.yaml": kit.rule("role", "丙字", "fields: {what: {from: section, of: role}}"),
            "list.yaml": kit.rule("list", "丁字", "fields: {what: {from: list}}"),
            "full.yaml": kit.rule("full", "(?<who>市专班)戊", "fields: {who: {from: abbreviation, of: who}}"),
            "level.yaml": kit.rule("level", "(?<who>{@regions})己字", "fields: {what: {from: lexicon, of: who, in: [regions]}}"),  # noqa: E501
            "none.yaml": kit.rule("none", "庚字", "fields: {what: {from: list, default: 无}}"),
        }
    )  # fmt: skip
    text = (
        "关于试点的方案\n一、主要任务\n（一）做好登记。甲字乙字丙字。成立甲市工作专班（以下简称市专班），市专班戊。\n"
        "重点行业包括：子、丑、丁字。甘肃省己字。庚字。\n"
    )
    found = {fact.rule: fact for fact in kit.found(text, rules).facts}
    assert found["heading"].get("what") == "做好登记"
    assert found["parent"].get("what") == "主要任务"
    assert found["role"].get("what") == "measures"
    assert found["list"].get("what") == "重点行业包括"
    assert found["full"].get("who").endswith("甲市工作专班")
    assert found["level"].get("what") == "regions"
    assert found["none"].get("what") == "无"
    reasons = {name: fact.reasons[-1] for name, fact in found.items()}
    assert reasons["heading"].source == "section"
    assert reasons["full"].source == "abbreviation"
    assert "以下简称市专班" in reasons["full"].detail
    assert reasons["none"].source == "default"


def test_words_and_their_parts_of_speech(kit: Any) -> None:
    rules = kit.rules(
        {
            "a.yaml": kit.rule("a", "不得(?<what>{word v})"),
            "b.yaml": kit.rule("b", "\\\\b会长\\\\b"),
        }
    )
    assert kit.facts("不得参加。", rules) == [("不得参加", {"what": "参加"})]
    assert kit.facts("不得一。", rules) == []
    assert kit.facts("选举会长。", rules) == [("会长", {})]
    assert kit.facts("机会长期存在。", rules) == []


def test_conditions_of_every_window(kit: Any) -> None:
    text = "甲市方案\n一、主要任务\n（一）推进登记。先行先试，子丑寅，后来居上。另有一句。\n（二）完善台账。\n"

    def fires(line: str) -> bool:
        return bool(kit.facts(text, kit.rules({"a.yaml": kit.rule("a", "丑", line)})))

    assert fires("when: [{match: 丑}, {before: 子}, {after: 寅}, {clause: 寅}, {sentence: 居上}, {paragraph: 另有}]")
    assert fires(
        "when: [{item: 另有}, {section: 另有}, {heading: 主要}, {heading: 登记}, {title: 甲市}, {document: 台账}]"
    )
    for wrong in ("match: 子", "before: 先", "after: 后", "clause: 先行",
                  "sentence: 另有", "paragraph: 台账", "item: 台账",
                  "heading: 台账", "title: 乙市", "document: 乙"):  # fmt: skip
        assert not fires(f"when: [{{{wrong}}}]"), wrong
        assert fires(f"unless: [{{{wrong}}}]"), wrong
    assert fires("when: [{before: 先, within: 9}]")
    assert not fires("when: [{before: 先, within: 2}]")


def test_what_is_not_read(kit: Any) -> None:
    def fires(text: str, line: str) -> bool:
        return bool(kit.facts(text, kit.rules({"a.yaml": kit.rule("a", "丑", line)})))

    assert not fires("据《子丑办法》执行。", "not-within: [citation]")
    assert not fires("落实“子丑”要求。", "not-within: [quotation]")
    assert fires("落实子丑要求。", "not-within: [quotation, citation, title]")
    assert fires("关于试点的通知\n落实子丑要求。\n", "doc-type: 通知")
    assert not fires("关于试点的通知\n落实子丑要求。\n", "doc-type: [方案, 意见]")
    assert not fires("落实子丑要求。", "paragraph: [table]")


def test_steps_are_counted_and_told(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "(甲{0,9}){0,6}乙"), "b.yaml": kit.rule("b", "丙")})
    text = "丙。" + "甲" * 400 + "。丙。"
    outcome = kit.found(text, rules)
    assert [fact.rule for fact in outcome.facts] == ["b", "b"]
    wide = kit.rules({"a.yaml": kit.rule("a", "(甲{0,9}){0,6}丁?乙")})
    hostile = "甲" * 400 + "乙丙"
    assert kit.found(hostile, wide).notices == kit.found(hostile, wide).notices
    module = sys.modules[Outcome.__module__]  # the package has a function of the same name
    monkeypatch.setattr(module, "STEPS", 50)
    short = kit.found("甲" * 40 + "己乙。", wide)
    assert [notice.code for notice in short.notices] == ["rule-steps"]
    monkeypatch.setattr(module, "DOCUMENT_STEPS", 60)
    monkeypatch.setattr(module, "STEPS_A_CHARACTER", 0)
    many = kit.found("甲己乙。" * 200, wide)
    assert any("in this document" in notice.message for notice in many.notices)


def test_an_empty_document(kit: Any) -> None:
    rules = kit.rules({"a.yaml": kit.rule("a", "子丑寅")}, alone=False)
    for text in ("。", "甲乙", "\n。\n"):
        assert kit.found(text, rules).facts == ()
