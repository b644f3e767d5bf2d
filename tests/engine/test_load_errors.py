"""Everything wrong with a rule folder is told at once, each with file, line, column and what would work."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from jsx_cli import api, cli
from jsx_cli.engine import load
from jsx_cli.engine.yamlfile import YamlError, read
from jsx_cli.errors import JsxError, RuleError
from jsx_cli.resources import rules_dir


def share(name: str, pattern: str, *more: str, fields: str = "value: 0.3", silent: str = "今天开会。") -> str:
    extra = "".join(f"{line}\n" for line in more)
    return (
        f'id: {name}\nfact: ratio\nsays: A share.\npattern: "{pattern}"\n{extra}'
        f"examples:\n  - text: 覆盖率不低于30%。\n    facts: [{{exact: 不低于30%, {fields}}}]\nsilent:\n  - {silent}\n"
    )


TWELVE = {
    "a-key.yaml": share("a-key", "甲{value:ratio}", "withn: clause"),
    "b-kind.yaml": share("b-kind", "{value:rato}"),
    "c-lexicon.yaml": share("c-lexicon", "{subject:@comparater}{value:ratio}"),
    "d-brackets.yaml": share("d-brackets", "(提高|增长{value:ratio}"),
    "e-endless.yaml": share("e-endless", "(({..20}的){0,20}){0,20}{value:ratio}"),
    "f-dead.yaml": share("f-dead", "要求。各地{value:ratio}"),
    "g-same.yaml": share("h-same", "乙{value:ratio}"),
    "h-same.yaml": share("h-same", "覆盖率{value:ratio}", "exact: core", "overrides: [ratio/any]", fields="value: 0.4"),
    "i-loud.yaml": share("i-loud", "入学率{value:ratio}", silent="入学率不低于95%。").replace("覆盖率", "入学率")
    .replace("exact: 不低于30%", "exact: 入学率不低于30%"),
    "j-field.yaml": share("j-field", "丙{value:ratio}", fields="valeu: 0.3"),
    "k-yaml.yaml": "id: k-yaml\nfact: ratio\n  says: x\n",
    "l-empty.yaml": "# nothing yet\n",
}  # fmt: skip
EXPECTED = {
    "a-key.yaml:5:1": "unknown key 'withn'; did you mean 'within'?",
    "b-kind.yaml:4:11": "there is no kind 'rato'; did you mean 'ratio'?",
    "c-lexicon.yaml:4:11": "there is no lexicon 'comparater'; did you mean 'comparators'?",
    "d-brackets.yaml:4:11": "')' is missing",
    "e-endless.yaml:4:11": "in too many ways",
    "f-dead.yaml:4:11": "a match would hold '。', where a sentence ends",
    "g-same.yaml:1:1": "the id 'h-same' is already that of",
    "h-same.yaml:8:5": "value",
    "i-loud.yaml:9:5": "in the silent text",
    "j-field.yaml:7:29": "'valeu' is no field of ratio",
    "k-yaml.yaml:3:7": "wrong YAML",
    "l-empty.yaml:1:1": "the file is empty",
}


def test_twelve_mistakes_give_twelve_messages_in_one_run(
    kit: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = kit.pack(TWELVE)
    monkeypatch.setenv("JSX_LANG", "en")
    monkeypatch.chdir(folder.parent)
    with pytest.raises(SystemExit) as ended:
        cli.main(["rules", "test", "pack"])
    assert ended.value.code == 2
    *messages, count = capsys.readouterr().err.strip().splitlines()
    assert count == "mistakes: 12"
    told = {}
    for message in messages:
        place, _, text = message.removeprefix("pack/").partition(": ")
        told[place] = text
    assert told.keys() == EXPECTED.keys()
    for place, text in EXPECTED.items():
        assert text in told[place], place


def test_commands_that_run_rules_tell_those_of_reading(kit: Any) -> None:
    with pytest.raises(RuleError) as raised:
        load((rules_dir(), kit.pack(TWELVE)))
    assert len([problem for problem in raised.value.problems if "/pack/" in problem]) == 10
    assert "problems in the rules" in str(raised.value)


# fmt: off
WRONG = {
    "fact: ratoi": "there is no fact type 'ratoi'; did you mean 'ratio'?",
    "id: [a]": "id: is one text, not a list",
    "id: yes": "id: is yes or no in YAML",
    "says: 5": "says: is a text; put 5 in quotes",
    "within: claus": "is none of clause, sentence, paragraph, section, document; did you mean 'clause'?",
    "not-within: [quotations]": "did you mean 'quotation'?",
    "section-role: goal": "did you mean 'goals'?",
    "leaf: maybe": "leaf: is true or false, not 'maybe'",
    "priority: high": "priority: is a whole number such as 5, not 'high'",
    "priority: true": "priority: is a whole number such as 5, not True",
    "each: whoo": "each: 'whoo' is no capture of the pattern; did you mean 'who'?",
    "pair: [who]": "pair: names two captures or more",
    "exact: whom": "exact: 'whom' is no capture of the pattern; did you mean 'who'?",
    "requires: [value]": "requires: 'value' is no field of x-note",
    "overrides: [ratio/ayn]": "overrides: there is no rule 'ratio/ayn'; did you mean 'ratio/any'?",
    "if-flag: first-lead": "no rule sets the flag 'first-lead'; did you mean 'first-leads'?",
    "when: 已": "when: is a list such as [{clause: 已|累计}]",
    "when: [{claus: 已}]": "did you mean 'clause'?",
    "when: [{clause: [已]}]": "clause: is one text, not a list",
    "when: [{clause: 已, within: 9}]": "within: goes with before: and after: only",
    "when: [{before: 已, within: no}]": "within: is a number of characters from 1 to 400, not False",
    "when: [{heading: '{date}'}]": "heading: takes plain words",
    "when: [{mention: {bond: by}}]": "'bond' is nothing that a mention has; did you mean 'bound'?",
    "fields: {whom: 甲}": "'whom' is no field of x-note; its fields are who, what, names, when; did you mean 'who'?",
    "fields: {what: yes}": "what: is yes or no in YAML",
    "fields: {what: {form: heading}}": "unknown key 'form'; did you mean 'from'?",
    "fields: {what: {from: headings}}": "did you mean 'heading'?",
    "fields: {what: {from: document, of: dat}}": "'dat' is none; did you mean 'date'?",
    "fields: {what: {from: document}}": "from: document needs of: with one of title",
    "fields: {what: {from: abbreviation, of: whom}}": "needs of: with a capture; 'whom' is none; did you mean 'who'?",
    "fields: {what: {from: heading, of: x}}": "from: heading takes no of:",
    "fields: {what: {from: lexicon, of: who}}": "needs in: with the lexicons to look in",
    "fields: {what: {from: lexicon, of: who, in: [region]}}": "there is no lexicon 'region'; did you mean 'regions'?",
    "fields: {what: {from: lexicon, of: who, in: [regions.levle]}}": "regions has no column 'levle'",
    "fields: {what: {cues: statuss}}": "there is no cue list 'statuss'; did you mean 'status'?",
    "fields: {names: {take: second, of: who}}": "write {take: first, of: CAPTURE}",
    "fields: [who]": "fields: is a mapping of field names",
    "flag: noted": "a rule has exactly one of fact:, mention:, claims:, flag:; this one has fact and flag",
    "examples: []": "examples: is a list with one text or more",
    "silent: 今天": "silent: is a list with one text or more",
    "examples: [无]": "this example names no facts",
    "examples: [{text: 无}]": "put texts that give none under silent:",
    "examples: [{text: 无, facts: [{exact: 无}], dated: x}]": "unknown key 'dated'; did you mean 'date'?",
    "examples: [{text: 无, facts: [{exact: 无}], date: 昨天}]": "date: is a day such as 2024-05-01",
    "examples: [{text: 无, facts: [无]}]": "a fact is a mapping such as",
    "silent: [{text: 无, facts: [{exact: 无}]}]": "a silent text gives no facts",
    "silent: [5]": "an entry of silent: is a text; put it in quotes",
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_value_is_told_with_its_remedy(kit: Any, line: str) -> None:
    key = line.partition(":")[0]
    lines = [one for one in kit.rule("wrong", "(?<who>甲)乙").splitlines() if not one.startswith(f"{key}:")]
    found = kit.problems({"wrong.yaml": "\n".join([*lines, line])})
    assert any(WRONG[line] in problem for problem in found), found
    assert all(re.match(r"wrong\.yaml:\d+:\d+: ", problem) for problem in found)


PATTERNS = {
    "甲*": "'*' has no end; write {0,20} for a bounded repeat",
    "甲+": "'+' has no end",
    "甲.乙": "'.' would match anything",
    "?甲": "'?' has nothing to repeat",
    "甲)": "unexpected ')'",
    "[甲": "']' is missing",
    "[]": "[] holds no character",
    "[甲-乙]": "runs backwards",
    "{..": "'}' is missing",
    "{..900}": "a gap is 400 characters long at most",
    "{..9,2}": "a gap is 400 characters long at most",
    "{..9 line}": "is no gap",
    "甲{3,2}": "a repeat goes from small to large",
    "甲{0,999}": "to 200 at most",
    "(?<1a>甲)": "'1a' is no name for a field",
    "(?:甲)": "after '(?' stands <name>",
    "(?<!{..3})甲": "only plain words may stand behind",
    "\\\\d甲": "for digits write [0-9] or {number}",
    "{&dutytail}甲": "there is no macro 'dutytail'; did you mean 'duty_tail'?",
    "{date|bodies}": "a phrase cannot stand in a choice of kinds",
    "{bodies+}": "a phrase is a list already",
    "{@}": "there is no lexicon ''",
    "{@regions level=县级}甲": "holds no word and can never match",
    "{@regions levle=省}甲": "write COLUMN=VALUE",
    "{word 动词}": "a part of speech is a letter or two",
    "{who:}": "there is no kind ''",
    "３０％": "never stands in the clean text, where signs have half width; write '%03'",
    "甲\\\\n乙": "a match would hold a line break",
    "甲^乙": "^ is the beginning of a clause",
    "甲$乙": "$ is the end of a clause",
    "(?=丙)乙": "wants what the part behind it never begins with",
    "甲(?!乙)乙丙": "forbids the '乙丙'",
    "甲(?<!甲)乙": "forbids the '甲'",
    "({..40}和){0,40}甲": "in too many ways",
    "{..400}甲{..400}乙{..400}丙{..400}丁{..400}戊{..400}己{..400}": "in too many ways",
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_that_does_not_stand(kit: Any, pattern: str) -> None:
    [problem] = kit.problems({"wrong.yaml": kit.rule("wrong", pattern)})
    assert PATTERNS[pattern] in problem
    assert problem.startswith("wrong.yaml:4:1")


def test_hostile_patterns_are_refused_and_not_followed(kit: Any) -> None:
    deep = kit.problems({"wrong.yaml": kit.rule("wrong", "(" * 500 + "甲" + ")" * 500)})
    assert "more than 30 brackets within one another" in deep[0]
    laugh = "\n".join(f'm{n}: "{{&m{n + 1}}}{{&m{n + 1}}}{{&m{n + 1}}}"' for n in range(20)) + '\nm20: "甲"\n'
    assert "leads back to itself" in kit.problems({"wrong.yaml": kit.rule("wrong", "{&m0}"), "macros.yaml": laugh})[0]
    long = kit.problems({"wrong.yaml": kit.rule("wrong", "甲[乙]" * 5_000), "macros.yaml": "m: 甲\n"})
    assert "more than 4000 parts" in long[0]


def test_hostile_yaml_is_refused_and_not_followed(kit: Any) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 8)}]\n" for n in range(9)
    )
    assert "wrong.yaml:1:4: wrong YAML: &a would be a name" in kit.problems({"wrong.yaml": bomb})[0]
    (kit.folder / "bomb.yaml").write_text(bomb, encoding="utf-8")
    with pytest.raises(YamlError, match="more than 20000 values"):
        read(kit.folder / "bomb.yaml")
    assert "wrong YAML" in kit.problems({"wrong.yaml": "[" * 5_000})[0]
    assert "wrong YAML" in kit.problems({"wrong.yaml": "id: !!python/object/apply:os.system [true]\n"})[0]
    assert "wrong YAML" in kit.problems({"wrong.yaml": "a: 1\na: 2\n"})[0]
    assert "on is yes or no in YAML, put it in quotes" in kit.problems({"wrong.yaml": "on: 1\n"})[0]


def test_a_file_that_is_no_text(kit: Any) -> None:
    folder = kit.pack({})
    (folder / "wrong.yaml").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in kit.problems({})[0]


def test_the_id_is_the_place(kit: Any) -> None:
    [problem] = kit.problems({"deadline/soon.yaml": kit.rule("soon", "甲")})
    assert problem.startswith("deadline/soon.yaml:1:1: the id 'soon' is not where the file is; write id: deadline/soon")


def test_a_rule_that_another_leaves_nothing_to(kit: Any) -> None:
    wide, narrow = kit.rule("a", "(甲|乙){..9}丙"), kit.rule("b", "甲{..5}丙")
    [problem] = kit.problems({"a.yaml": wide, "b.yaml": narrow})
    assert problem.startswith("b.yaml:1:1: the rule never finds anything: a matches all of it and comes first")
    assert not kit.problems({"b.yaml": kit.rule("b", "甲{..5}丙", "priority: 1")})
    assert not kit.problems({"b.yaml": kit.rule("b", "甲{..5}丙", "overrides: [a]")})
    assert not kit.problems({"b.yaml": kit.rule("b", "甲{..12}丙")})
    guarded = kit.rule("a", "(甲|乙){..9}丙", "unless: [{clause: 丁}]")
    assert not kit.problems({"a.yaml": guarded, "b.yaml": narrow})


def test_the_examples_of_a_rule_with_nothing_left_are_no_mistakes_of_their_own(kit: Any) -> None:
    first, second = share("a", "覆盖率{value:ratio}", "priority: 1"), share("b", "覆盖率{value:ratio}")
    files = {"a.yaml": first, "b.yaml": second}
    folder = kit.pack({name: text.replace("exact: 不", "exact: 覆盖率不") for name, text in files.items()})
    [problem] = api.prove_folders([folder])[0]
    assert problem.startswith(f"{folder / 'b.yaml'}:1:1: the rule never finds anything: a matches all of it")


def test_who_takes_the_characters_is_said_once(kit: Any) -> None:
    example = share("b", "盖率{value:ratio}").replace("exact: 不", "exact: 率不")
    whole = share("a", "盖(?<_core>率{value:ratio})", "exact: _core", "priority: 1").replace("exact: 不", "exact: 率不")
    part = example.replace('pattern: "盖率', 'pattern: "覆盖(?<_core>率').replace('}"\n', '})"\nexact: _core\n')
    [problem] = api.prove_folders([kit.pack({"a.yaml": whole, "b.yaml": part})])[0]
    assert problem.endswith("is not found in '覆盖率不低于30%。'; a takes these characters (its priority is higher)")


def test_types_of_ones_own_are_checked(kit: Any) -> None:
    types = (
        "ratio: {fields: {a: text}}\nveto: {fields: {a: text}}\nx-a: {fields: {}}\n"
        "x-b: {fields: {id: text, b: number}, say: x}\n"
    )
    found = kit.problems({"types.yaml": types})
    assert [problem.partition(": ")[0] for problem in found] == [
        "types.yaml:1:1", "types.yaml:2:1", "types.yaml:3:1", "types.yaml:4:16", "types.yaml:4:26", "types.yaml:4:38",
    ]  # fmt: skip


def test_rules_that_read_what_they_make(kit: Any) -> None:
    circle = {
        "a.yaml": kit.rule("a", "{two}甲", "mention: one", fact=""),
        "b.yaml": kit.rule("b", "{one}乙", "mention: two", fact=""),
    }
    found = kit.problems(circle)
    assert [problem.split(":")[0] for problem in found] == ["a.yaml", "b.yaml"]
    assert "the rule reads what it makes itself (by way of b)" in found[0]


def test_phrases_cues_and_lexicons_are_checked(kit: Any) -> None:
    found = kit.problems(
        {
            "phrases.yaml": "date: {ends: [局]}\nfirms: {ends: ['@firm'], most: many, sep: [、]}\n",
            "cues/mine.yaml": "cues:\n  - {pattern: '(甲', value: a}\n  - {pattern: 乙, in: [clausee], value: b}\n",
            "lexicons/short.csv": "word,source\n甲\n",
            "macros.yaml": "m: [甲]\n",
        }
    )
    assert sorted(problem.split(":")[0] for problem in found) == [
        "cues/mine.yaml", "cues/mine.yaml", "lexicons/short.csv", "macros.yaml", "phrases.yaml", "phrases.yaml",
        "phrases.yaml", "phrases.yaml",
    ]  # fmt: skip


def test_no_folder_and_no_rule(tmp_path: Path) -> None:
    with pytest.raises(JsxError, match="no such folder of rules"):
        load((tmp_path / "missing",))
    with pytest.raises(RuleError, match="there is no rule 'ratio/ayn' to disable; did you mean 'ratio/any'"):
        load((rules_dir(),), ("ratio/ayn",))


def test_hidden_files_are_not_read(kit: Any) -> None:
    assert not kit.problems({".git/wrong.yaml": "[", ".draft.yaml": "["})
    assert os.sep  # the folder itself may be hidden, its files are read


WRONG_YAML = {
    "pattern: [一二]票": ("4:14", "a text that begins with [, {, @ or another sign stands in quotes"),
    "pattern: {who:date}一票": ("4:20", "stands in quotes"),
    "pattern: @roles": ("4:10", "stands in quotes"),
    "pattern: &duty 一票": ("4:10", "&duty would be a name for a part of the file, which rule files have not; put the"),
    'pattern: "一票': ("4:10", "a quotation mark or a bracket is not closed"),
    "\tpattern: 一票": ("4:1", "indent with spaces"),
    "pattern: 一票\n---\nid: b": ("5:1", "a file holds one rule, put the next one into a file of its own"),
    "pattern: 一\x01票": ("4:11", "the sign U+0001 stands in no text; delete it"),
}


@pytest.mark.parametrize("line", WRONG_YAML)
def test_wrong_yaml_has_its_place_and_a_remedy(kit: Any, line: str) -> None:
    [problem] = kit.problems({"wrong.yaml": f"id: wrong\nfact: x-note\nsays: x\n{line}\n"})
    place, remedy = WRONG_YAML[line]
    assert problem.startswith(f"wrong.yaml:{place}: ")
    assert remedy in problem
    assert "\n" not in problem


def test_a_misspelt_key_is_one_mistake(kit: Any) -> None:
    for key, wrong in (("pattern", "patern"), ("says", "sais"), ("fact", "fakt"), ("silent", "silents")):
        [problem] = kit.problems({"a.yaml": kit.rule("a", "甲").replace(f"{key}:", f"{wrong}:")})
        assert f"unknown key {wrong!r}; did you mean {key!r}?" in problem


def test_a_wrong_field_is_told_where_the_pattern_catches_it(kit: Any) -> None:
    [problem] = kit.problems({"a.yaml": kit.rule("a", "对(?<whom>{..9})一票")})
    assert problem.startswith("a.yaml:4:15: 'whom' is no field of x-note")
    [problem] = kit.problems({"a.yaml": kit.rule("a", ["甲", "对{whn:date}一票"])})
    assert problem.startswith("a.yaml:6:8: 'whn' is no field of x-note")


def test_values_of_mentions_are_known(kit: Any) -> None:
    [problem] = kit.problems({"a.yaml": kit.rule("a", "{date}", "when: [{mention: {bound: form}}]")})
    assert "bound: 'form' is none of by, in, from, within, recurring, until; did you mean 'from'?" in problem


def test_a_bracket_with_nothing_in_it(kit: Any) -> None:
    assert "a bracket with nothing in it" in kit.problems({"a.yaml": kit.rule("a", "甲(?<who>)")})[0]
    assert "write duty_tial: in macros.yaml" in kit.problems({"a.yaml": kit.rule("a", "甲{&x_none}")})[0].replace(
        "x_none", "duty_tial"
    )
