"""The configuration: found upwards, each value with its place, unknown keys refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import jsx_cli
from jsx_cli import api, cli, config
from jsx_cli.errors import JsxError
from jsx_cli.read import Limits

RULE = (
    'id: veto\nfact: citation\nsays: A.\npattern: "{title:title}议定书"\n'
    "examples: [{text: 《甲》议定书, facts: [{title: 甲}]}]\nsilent: [今天开会]\n"
)


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, packs__veto_yaml=RULE.replace("veto", "veto"), plans__city__notice_txt="甲市通知\n一、任务\n")
    return tmp_path


def test_found_upwards_from_the_input(project: Path) -> None:
    assert config.find(project / "plans/city/notice.txt").rules == ()
    write(project, jsx_yaml="rules: [packs]\ndisable: citation/number\n")
    settings = config.find(project / "plans/city/notice.txt")
    assert settings.rules == (project / "packs",)
    assert settings.disable == ("citation/number",)
    assert [(one.name, one.where) for one in settings.settings] == [
        ("rules", f"{project}/jsx.yaml:1:1"), ("disable", f"{project}/jsx.yaml:2:1"),
    ]  # fmt: skip
    write(project, plans__jsx_yaml="disable: [ratio/any]\n")
    assert config.find(project / "plans/city/notice.txt").disable == ("ratio/any",)
    assert config.find(project).disable == ("citation/number",)


def test_pyproject_and_extends(project: Path) -> None:
    write(
        project,
        pyproject_toml='[tool.jsx]\nextends = "base"\ndisable = ["ratio/any"]\n[tool.jsx.rules]\nextends = "packs"\n',
    )
    write(project, base__jsx_yaml="rules: {disable: [citation/number]}\n")
    settings = config.find(project / "plans")
    assert settings.rules == (project / "packs",)
    assert settings.disable == ("citation/number", "ratio/any")
    assert [one.where.rpartition("/")[2] for one in settings.settings] == [
        "pyproject.toml:2:1", "jsx.yaml:1:9", "pyproject.toml:5:1", "pyproject.toml:3:1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        '[tool.jsx]\ndisable = ["ratio/any"]', '[ tool . "jsx" ]\ndisable = ["ratio/any"]',
        '["tool".jsx]\ndisable = ["ratio/any"]', 'tool.jsx.disable = ["ratio/any"]',
        '[tool]\njsx.disable = ["ratio/any"]',
        'tool = {jsx = {disable = ["ratio/any"]}}', '["\\u0074ool"."js\\u0078"]\ndisable = ["ratio/any"]',
        "[tool.other]\na = 1\n[tool.jsx.check]\n[tool.jsx]\ndisable = ['ratio/any']",
    ],
)  # fmt: skip
def test_every_way_to_write_the_table(project: Path, table: str) -> None:
    write(project, pyproject_toml=table)
    assert config.find(project / "x.txt").disable == ("ratio/any",)


def test_a_pyproject_without_us_is_passed_over(project: Path) -> None:
    write(project, jsx_yaml="disable: [ratio/any]\n", plans__pyproject_toml="[tool.other]\na = 1\n")
    assert config.find(project / "plans/city/notice.txt").disable == ("ratio/any",)
    write(project, plans__pyproject_toml="[tool.jsx\n")
    assert config.find(project / "plans/city/notice.txt").disable == ("ratio/any",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rule: [a]", "jsx.yaml:1:1: unknown key 'rule'; did you mean 'rules'?"),
        ("rules: {extend: a}", "unknown key 'extend'; did you mean 'extends'?"),
        ("rules: [missing]", "rules: no such folder"),
        ("rules: 5", "rules: is a text or a list of texts, not 5"),
        ("disable: [yes]", "disable: is a text or a list of texts"),
        ("extends: missing.yaml", "extends: no such file"),
        ("extends: jsx.yaml", "leads back to itself"),
        ("- a", "a configuration is a mapping with extends, rules, disable"),
        ("a: [", "wrong YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(project: Path, text: str, message: str) -> None:
    write(project, jsx_yaml=text + "\n")
    with pytest.raises(JsxError) as raised:
        config.find(project)
    assert message in str(raised.value)
    assert "1 problem in the configuration" in str(raised.value)


def test_every_problem_at_once(project: Path) -> None:
    write(project, jsx_yaml="rule: a\nrules: [b, c]\ndisable: 5\n")
    with pytest.raises(JsxError, match="4 problems"):
        config.find(project)


def test_rules_of_the_configuration_run(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JSX_LANG", "en")
    monkeypatch.chdir(project)
    write(project, jsx_yaml="rules: packs\ndisable: [ratio/any]\n")
    (project / "plans/city/notice.txt").write_text(
        "甲市通知\n一、任务\n按《乙》议定书执行，覆盖率30%。\n", encoding="utf-8"
    )
    for arguments, wanted, unwanted in (
        (["extract", "plans/city/notice.txt"], '"rule": "veto"', "ratio/any"),
        (["rules", "list"], "veto", "ratio/any  ratio"),
        (["config", "plans"], "rules: " + str(project / "packs") + "  (", "--rules"),
        (["explain", "plans/city/notice.txt:3"], "rule veto: A.", "rule ratio/any"),
    ):
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        out = capsys.readouterr().out
        assert ended.value.code == 0
        assert wanted in out
        assert unwanted not in out


def test_rules_diff(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSX_LANG", "en")
    monkeypatch.chdir(project)
    (project / "plans/city/notice.txt").write_text("甲市通知\n一、任务\n按《乙》议定书执行。\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(["rules", "diff", "ours", "packs", "plans"])
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert "~ plans/city/notice.txt:3: citation veto" in told.out
    assert "exact: “《乙》” → “《乙》议定书”" in told.out
    assert "1 documents: 0 gained, 0 lost, 1 changed" in told.err
    with pytest.raises(SystemExit) as ended:
        cli.main(["rules", "diff", "ours", "ours", "plans"])
    assert ended.value.code == 0


def test_disabled_rules_do_not_run() -> None:
    seed = next((Path(__file__).parents[1] / "data/seeds").glob("003*"))
    result = api.analyze(seed, disable=("citation/title",))
    assert "citation/title" in {fact.rule for fact in api.analyze(seed).facts}
    assert "citation/title" not in {fact.rule for fact in result.facts}


def test_limits_hold_for_the_documents_below(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, jsx_yaml="limits: {max_bytes: 20, timeout: 5}\n")
    assert config.find(project / "plans/city/notice.txt").limits == Limits(max_bytes=20, timeout=5)
    notice = str(project / "plans/city/notice.txt")
    for command in (
        ["extract"],
        ["text"],
        ["check"],
        ["rules", "diff", "ours", "ours"],
        ["check", "--against", notice],
    ):
        with pytest.raises(SystemExit) as ended:
            cli.main([*command, notice])
        assert ended.value.code == 2
        assert "max_bytes" in capsys.readouterr().err
    small = Limits(max_bytes=20)
    for call in (jsx_cli.analyze, jsx_cli.text, api.check):
        with pytest.raises(JsxError, match="max_bytes"):
            call(Path(notice), limits=small)


def test_limits_hold_for_a_batch(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, jsx_yaml="limits: {max_chars: 5}\n")
    monkeypatch.chdir(project)
    with pytest.raises(SystemExit):
        cli.main(["batch", "plans", "-o", "out", "--workers", "1"])
    assert "max_chars" in (project / "out/manifest.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("limits", ["{max_byte: 1}", "{max_bytes: 0}", "{max_bytes: yes}", "3"])
def test_wrong_limits_are_named(project: Path, limits: str) -> None:
    write(project, jsx_yaml=f"limits: {limits}\n")
    with pytest.raises(JsxError) as caught:
        config.find(project / "notice.txt")
    assert f"{project}/jsx.yaml:1:" in caught.value.problems[0]


@pytest.mark.parametrize("name", ["长" * 2_000, "a\0b", "/".join(["长" * 200] * 40)])
def test_a_name_that_no_system_takes_has_no_settings(project: Path, name: str) -> None:
    assert config.find(project / name).rules == ()
