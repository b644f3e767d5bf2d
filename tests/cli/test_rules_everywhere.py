"""Every command that runs rules takes --rules and heeds the configuration above its input: rules, disable, limits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jsx_cli import cli

TEXT = "甲县工作方案\n一、任务\n瞒报的，对责任单位一票否决。\n2025年底前，覆盖率不低于30%。\n"
RULE = """id: clause
fact: x-veto
says: Somebody is struck off.
pattern: "对(?<who>{..2,20})一票否决"
examples:
  - text: 瞒报的，对责任单位一票否决。
    facts: [{exact: 对责任单位一票否决, who: 责任单位}]
silent:
  - 取消一批一票否决事项。
"""
# What is called on a document, and what tells that the rule ran there.
CALLS = {
    "extract": ["extract", "DOC", "--format", "json"],
    "csv": ["extract", "DOC", "--format", "csv"],
    "explain": ["explain", "DOC"],
    "why-not": ["explain", "--why-not", "clause", "DOC:3"],
    "report": ["report", "DOC", "-o", "OUT"],
    "export": ["export", "DOC", "--to", "jsonl", "-o", "OUT"],
    "batch": ["batch", "DOC", "-o", "OUT"],
    "list": ["rules", "list"],
    "show": ["rules", "show", "clause"],
    "codebook": ["codebook"],
    "diff": ["diff", "DOC", "OTHER", "--format", "json"],
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JSX_LANG", "en")
    (tmp_path / "doc.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.txt").write_text(TEXT.replace("对责任单位", "对有关单位"), encoding="utf-8")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "types.yaml").write_text("x-veto: {says: A veto., fields: {who: text}}\n", encoding="utf-8")
    (pack / "clause.yaml").write_text(RULE, encoding="utf-8")
    return tmp_path


def called(place: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> tuple[int, str]:
    """The exit code, and all that was printed and written."""
    names = {"DOC": "doc.txt", "OTHER": "other.txt", "OUT": "out"}
    arguments = [names.get(one, one).replace("DOC:", "doc.txt:") for one in arguments]
    out = place / "out"
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    told = capsys.readouterr()
    written = "".join(
        path.read_text(encoding="utf-8") for path in sorted(out.rglob("*")) if path.is_file() and path.suffix != ".lock"
    )
    return int(end.value.code or 0), told.out + told.err + written


TELLS = {"why-not": "It fired", "show": "对(?<who>", "codebook": "Somebody is struck off"}


def rule_ran(name: str, said: str) -> bool:
    return TELLS.get(name, "x-veto") in said


@pytest.mark.parametrize("name", CALLS)
def test_every_command_takes_rules(name: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, without = called(place, capsys, CALLS[name])
    assert not rule_ran(name, without)
    for path in sorted((place / "out").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    _, said = called(place, capsys, [*CALLS[name], "--rules", "pack"])
    assert rule_ran(name, said)


@pytest.mark.parametrize("name", CALLS)
def test_every_command_heeds_the_configuration(name: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "jsx.yaml").write_text("rules: [pack]\n", encoding="utf-8")
    _, said = called(place, capsys, CALLS[name])
    assert rule_ran(name, said)


WITHOUT = ["extract", "csv", "explain", "report", "export", "batch", "list", "codebook"]


@pytest.mark.parametrize("name", WITHOUT)
def test_a_disabled_rule_runs_nowhere(name: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "jsx.yaml").write_text("rules: [pack]\ndisable: [clause]\n", encoding="utf-8")
    _, said = called(place, capsys, CALLS[name])
    assert not rule_ran(name, said)


SMALL = {**{name: CALLS[name] for name in ("extract", "explain", "report", "export", "batch", "diff")},
         "check": ["check", "DOC"], "rules diff": ["rules", "diff", "ours", "ours", "DOC"], "text": ["text", "DOC"],
         "code": ["code", "DOC", "--scheme", "instruments"], "compare": ["compare", "DOC", "OTHER"]}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_limits_hold_everywhere(name: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "jsx.yaml").write_text("limits: {max_chars: 20}\n", encoding="utf-8")
    _, said = called(place, capsys, SMALL[name])
    assert "the limit of one document is 20" in said


def scored(capsys: pytest.CaptureFixture[str], *more: str) -> int:
    with pytest.raises(SystemExit):
        cli.main(["evaluate", "gold", "doc.txt", "--format", "json", "--draws", "0", *more])
    return int(json.loads(capsys.readouterr().out)["types"]["ratio"]["predicted"])


def test_evaluate_heeds_the_configuration(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["export", "doc.txt", "--to", "jsonl", "-o", "gold"])
    capsys.readouterr()
    assert scored(capsys) == 1
    (place / "jsx.yaml").write_text("disable: [ratio/any]\n", encoding="utf-8")
    assert scored(capsys) == 0


def test_check_heeds_disabled_rules(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jsx_cli import api

    seen: list[tuple[str, ...]] = []
    usual = api.ruleset

    def watched(folders: tuple[Path, ...] = (), disable: tuple[str, ...] = ()) -> object:
        seen.append(disable)
        return usual(folders, disable)

    monkeypatch.setattr(api, "ruleset", watched)
    (place / "jsx.yaml").write_text("disable: [ratio/any]\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.main(["check", "doc.txt"])
    assert ("ratio/any",) in seen


def test_code_and_codebook_refuse_wrong_rules(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "pack/clause.yaml").write_text(RULE.replace("says", "sais"), encoding="utf-8")
    for arguments in (["code", "doc.txt", "--scheme", "instruments"], ["codebook"], ["diff", "doc.txt", "other.txt"]):
        with pytest.raises(SystemExit) as end:
            cli.main([*arguments, "--rules", "pack"])
        assert end.value.code == 2
        assert "did you mean 'says'?" in capsys.readouterr().err


def test_batch_under_two_configurations_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = place / "inner"
    inner.mkdir()
    (inner / "doc.txt").write_text(TEXT, encoding="utf-8")
    (inner / "jsx.yaml").write_text("disable: [ratio/any]\n", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        cli.main(["batch", "doc.txt", "inner", "-o", "out"])
    assert end.value.code == 2
    assert "one run has one configuration" in capsys.readouterr().err
    assert not (place / "out").exists()
