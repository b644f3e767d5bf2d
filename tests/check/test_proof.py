"""Every check keeps what its file promises, and the folder of checks is loud about what does not stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jsx_cli import api
from jsx_cli.check import load
from jsx_cli.errors import RuleError
from jsx_cli.resources import rules_dir

CHECKS = api.checks()


def test_examples_and_silent_texts() -> None:
    assert api.prove_checks() == []


def test_every_row_of_the_table_is_there() -> None:
    wanted = {
        *(f"GW{number}" for number in range(101, 123)),
        *(f"PN{number}" for number in range(201, 208)),
        *(f"NM{number}" for number in range(301, 310)),
        *(f"WD{number}" for number in range(401, 409)),
        *(f"SB{number}" for number in range(501, 509)),
    }
    assert wanted <= CHECKS.keys()


def test_rules_of_practice_never_say_that_something_is_prescribed() -> None:
    for check in CHECKS.values():
        if check.source.startswith("通常"):
            assert "规定" not in check.message.zh, check.id


def test_every_check_has_messages_in_both_languages_and_a_silent_text() -> None:
    for check in CHECKS.values():
        assert re.search("[一-鿿]", check.message.zh), check.id
        assert re.search("[a-z]{2}", check.message.en), check.id
        assert check.silent, check.id


def test_an_office_adds_its_own_check(tmp_path: Path) -> None:
    (tmp_path / "check").mkdir()
    (tmp_path / "check" / "XX001.yaml").write_text(
        """
id: XX001
name: {zh: 不用“狠抓”, en: No 狠抓}
level: info
source: 本单位行文习惯
message: {zh: '“{text}”请改为“抓好”', en: "write 抓好 for {text}"}
pattern: 狠抓
fix: {kind: unsafe, text: 抓好}
examples:
  - {bad: 狠抓落实。, good: 抓好落实。}
""",
        encoding="utf-8",
    )
    assert api.prove_checks([tmp_path], ["XX001"]) == []
    found = api.check_source(api.source_bytes("狠抓落实。".encode(), "a.txt"), rules=(tmp_path,)).findings
    assert [(finding.rule, finding.message.zh) for finding in found] == [("XX001", "“狠抓”请改为“抓好”")]


def test_a_promise_that_is_not_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "check").mkdir()
    (tmp_path / "check" / "XX002.yaml").write_text(
        "id: XX002\nname: {zh: 甲, en: a}\nlevel: info\nsource: 通常\nmessage: {zh: 甲, en: a}\npattern: 狠抓\n"
        "examples:\n  - {bad: 抓好落实。, good: 狠抓落实。}\nsilent: [狠抓落实。]\n",
        encoding="utf-8",
    )
    wrong = "\n".join(api.prove_checks([tmp_path], ["XX002"]))
    assert "finds nothing in '抓好落实。'" in wrong
    assert "fires in the good text" in wrong
    assert "fires in the silent text" in wrong


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("patern: 狠抓", "unknown key 'patern'; did you mean 'pattern'?"),
        ("find: numbering-gab", "there is no finder 'numbering-gab'; did you mean 'numbering-gap'?"),
        ("pattern: 狠抓.", "'.' would match anything"),
        ("lexicon: check_typo", "did you mean 'check_typos'?"),
        ("pattern: 狠抓\nlevel: errer", "did you mean 'error'?"),
        ("pattern: 狠抓\nfix: later", "fix: is safe, unsafe"),
        ("pattern: 狠抓\nsince: someday", "is no day"),
        ("pattern: 狠抓\nin: [bodies]", "did you mean 'body'?"),
    ],
)
def test_what_does_not_stand_is_told_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "check").mkdir()
    path = tmp_path / "check" / "XX003.yaml"
    path.write_text(
        "id: XX003\nname: {zh: 甲, en: a}\nsource: 通常\nmessage: {zh: 甲, en: a}\n"
        f"examples: [{{bad: 狠抓, good: 抓好}}]\n{line}\n",
        encoding="utf-8",
    )
    with pytest.raises(RuleError) as caught:
        load((rules_dir(), tmp_path), api.ruleset())
    assert said in str(caught.value)
    assert re.search(r"XX003\.yaml:\d+:\d+: ", str(caught.value))
