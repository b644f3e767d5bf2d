"""`jsx check` as its user meets it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from jsx_cli import cli

ROOT = Path(__file__).parents[2]
DRAFT = "某县人民政府关于深化改革的通知\n某政发[2025]3号\n各乡镇人民政府：\n要抓好落实。\n"


@dataclass(frozen=True)
class Ended:
    """What a call left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("JSX_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Run:
    """`jsx check` with these arguments, in this process."""

    def call(*arguments: str, stdin: bytes = b"") -> Ended:
        through = click.Command("jsx", callback=lambda: cli.main(["check", *arguments]))
        done = CliRunner().invoke(through, [], input=stdin)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ended(done.exit_code, done.stdout_bytes.decode(), done.stderr_bytes.decode())

    return call


@pytest.fixture
def draft(here: Path) -> Path:
    path = here / "草稿.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_a_slip_is_1_and_none_is_0(run: Run, draft: Path) -> None:
    done = run("草稿.txt")
    assert (done.code, done.err) == (1, "")
    assert done.out == "草稿.txt:2:4: error GW101 The year [2025] of a document number stands in 〔〕\n"
    draft.write_text(DRAFT.replace("[2025]", "〔2025〕"), encoding="utf-8")
    assert run("草稿.txt") == Ended(0, "", "")


def test_messages_in_chinese(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSX_LANG", "zh")
    assert run(draft.name).out == "草稿.txt:2:4: 错误 GW101 发文字号的年份“[2025]”应用六角括号〔〕括入\n"


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(run: Run, draft: Path, level: str, code: int) -> None:
    draft.write_text("要加强领导,落实责任。\n", encoding="utf-8")
    assert run(draft.name, "--fail-on", level).code == code


def test_a_missing_file_is_2_and_the_others_are_checked(run: Run, draft: Path) -> None:
    done = run("nowhere.txt", draft.name)
    assert done.code == 2
    assert "GW101" in done.out
    assert "nowhere.txt: no such file" in done.err
    assert run("nowhere.txt").code == 2


def test_a_folder_gives_its_drafts(run: Run, here: Path) -> None:
    (here / "drafts" / ".hidden").mkdir(parents=True)
    for name in ("b.txt", "a.md", ".hidden/c.txt", "data.csv"):
        (here / "drafts" / name).write_text(DRAFT, encoding="utf-8")
    assert [line.split(":")[0] for line in run("drafts").out.splitlines()] == ["drafts/a.md", "drafts/b.txt"]
    (here / "empty").mkdir()
    assert run("empty").code == 2


def test_standard_input_has_a_name(run: Run) -> None:
    done = run("-", "--stdin-filename", "稿/通知.txt", stdin=DRAFT.encode())
    assert (done.code, done.out.split(":")[0]) == (1, "稿/通知.txt")


def test_the_settings_of_a_named_standard_input_hold(run: Run, here: Path) -> None:
    (here / "jsx.yaml").write_text("check: {paths: [{match: '稿/**', ignore: [GW101]}]}\n", encoding="utf-8")
    (here / "稿").mkdir()
    assert run("-", "--stdin-filename", "稿/通知.txt", stdin=DRAFT.encode()).code == 0
    assert run("-", stdin=DRAFT.encode()).code == 1


def test_diff_changes_nothing_and_fix_writes(run: Run, draft: Path) -> None:
    done = run(draft.name, "--diff")
    assert (done.code, draft.read_text(encoding="utf-8")) == (1, DRAFT)
    assert "-某政发[2025]3号\n+某政发〔2025〕3号\n" in done.out
    assert run(draft.name, "--fix") == Ended(0, "", "")
    assert draft.read_text(encoding="utf-8") == DRAFT.replace("[2025]", "〔2025〕")
    assert run(draft.name, "--diff") == Ended(0, "", "")


def test_the_diff_is_one_that_patch_takes(run: Run, draft: Path) -> None:
    text = run(draft.name, "--diff").out
    done = subprocess.run(
        ["git", "apply", "-"], input=text.encode(), cwd=draft.parent, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert draft.read_text(encoding="utf-8") == DRAFT.replace("[2025]", "〔2025〕")


def test_fix_keeps_gb18030_and_crlf(run: Run, draft: Path) -> None:
    draft.write_bytes(DRAFT.replace("\n", "\r\n").encode("gb18030"))
    assert run(draft.name, "--fix", "--encoding", "gb18030").code == 0
    assert draft.read_bytes() == DRAFT.replace("[2025]", "〔2025〕").replace("\n", "\r\n").encode("gb18030")


def test_unsafe_fixes(run: Run, draft: Path) -> None:
    draft.write_text("要统一布署。\n", encoding="utf-8")
    assert run(draft.name, "--fix").code == 1
    assert run(draft.name, "--unsafe-fixes").code == 0
    assert draft.read_text(encoding="utf-8") == "要统一部署。\n"


def test_standard_input_cannot_be_mended_in_place(run: Run) -> None:
    done = run("-", "--fix", stdin=DRAFT.encode())
    assert (done.code, "use --diff" in done.err) == (2, True)


def test_a_docx_is_never_rewritten(run: Run, here: Path) -> None:
    path = here / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            + "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in DRAFT.split("\n") if line)
            + "</w:body></w:document>",
        )
    before = path.read_bytes()
    done = run("a.docx", "--fix")
    assert (done.code, path.read_bytes()) == (1, before)
    assert "only text files are mended" in done.err


def test_a_baseline_is_written_and_heeded(run: Run, draft: Path) -> None:
    assert run(draft.name, "--write-baseline", "known.json").code == 0
    assert run(draft.name, "--baseline", "known.json") == Ended(0, "", "")
    draft.write_text("\n\n" + DRAFT + "要落实责任。。\n", encoding="utf-8")
    assert [line.split()[2] for line in run(draft.name, "--baseline", "known.json").out.splitlines()] == ["PN207"]
    assert run(draft.name, "--baseline", "none.json").code == 2


def test_select_and_ignore(run: Run, draft: Path) -> None:
    assert run(draft.name, "--select", "PN").code == 0
    assert run(draft.name, "--ignore", "GW101").code == 0
    assert run(draft.name, "--select", "GW", "--ignore", "GW13").code == 1


def test_a_template(run: Run, draft: Path) -> None:
    draft.write_text("一、指导思想\n深化改革。\n二、改革目标\n完成改革。\n", encoding="utf-8")
    assert "SB504" in run(draft.name, "--template", "改革方案").out
    assert "SB504" not in run(draft.name).out


def test_the_configuration_of_a_project(run: Run, here: Path, draft: Path) -> None:
    (here / "jsx.yaml").write_text("check:\n  fail-on: warning\n  levels: {GW101: info}\n", encoding="utf-8")
    done = run(draft.name)
    assert (done.code, ": info GW101 " in done.out) == (0, True)
    (here / "jsx.yaml").write_text("check:\n  fial-on: warning\n", encoding="utf-8")
    done = run(draft.name)
    assert (done.code, "did you mean 'fail-on'?" in done.err) == (2, True)


@pytest.mark.parametrize("form", ["full", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "html"])
def test_each_format_goes_to_a_file(run: Run, draft: Path, form: str) -> None:
    done = run(draft.name, "--format", form, "-o", "out")
    assert (done.code, done.out) == (1, "")
    assert "GW101" in Path("out").read_text(encoding="utf-8")


def test_a_page_of_secrets_is_refused_politely(run: Run, draft: Path) -> None:
    draft.write_text("机密★5年\n" + DRAFT, encoding="utf-8")
    done = run(draft.name, "--format", "json")
    found = json.loads(done.out)["documents"][0]["findings"]
    assert [finding["rule"] for finding in found] == ["GW139"]


def test_rules_show_explains_a_check_in_both_languages() -> None:
    done = CliRunner().invoke(click.Command("jsx", callback=lambda: cli.main(["rules", "show", "GW101"])), [])
    text = done.stdout_bytes.decode()
    assert done.exit_code == 0
    for part in (
        "发文字号年份用六角括号〔〕",
        "The year of a document number",
        "§7.2.5",
        "某政发[2025]3号",
        "某政发〔2025〕3号",
    ):
        assert part in text


def test_rules_test_proves_the_checks_of_an_office(here: Path) -> None:
    (here / "office" / "check").mkdir(parents=True)
    (here / "office" / "check" / "XX001.yaml").write_text(
        "id: XX001\nname: {zh: 甲, en: a}\nsource: 通常\nmessage: {zh: 甲, en: a}\npattern: 狠抓\n"
        "examples: [{bad: 抓好落实。, good: 抓好落实。}]\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(click.Command("jsx", callback=lambda: cli.main(["rules", "test", "office"])), [])
    assert done.exit_code == 2
    assert "XX001: finds nothing in" in done.stderr_bytes.decode()


def test_the_action_and_the_hooks_call_what_there_is() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    script = "\n".join(step.get("run", "") for step in action["runs"]["steps"])
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    from jsx_cli.cli.check import command

    known = {name for param in command.params for name in param.opts}
    used = {word for word in script.replace("(", " ").replace(")", " ").split() if word.startswith("--")}
    assert used - {"--quiet"} <= known
    assert all(hook["entry"].split()[:2] == ["jsx", "check"] for hook in hooks)
    assert {word for hook in hooks for word in hook["entry"].split()[2:]} <= known


def test_the_script_of_the_action_runs(here: Path, draft: Path) -> None:
    import sys

    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    script = action["runs"]["steps"][-1]["run"]
    (here / "bin").mkdir()
    (here / "bin" / "jsx").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m jsx_cli "$@"\n', encoding="utf-8")
    (here / "bin" / "jsx").chmod(0o755)
    env = {
        "PATH": f"{here / 'bin'}:/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), "HOME": str(here), "JSX_LANG": "zh",
        "PATHS": f"{draft.name}\n", "FAIL_ON": "error", "BASELINE": "", "SARIF": "jsx.sarif", "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=here, env=env, capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.decode().startswith("::error file=草稿.txt,line=2,")
    assert json.loads((here / "jsx.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_ids_in_one_option_and_ids_that_are_none(run: Run, draft: Path) -> None:
    assert "GW101" in run(draft.name, "--select", "PN,GW101").out
    assert run(draft.name, "--ignore", "GW,SB").out == ""
    for arguments in (["--select", "ZZ"], ["--ignore", "GW101,GW9"]):
        done = run(draft.name, *arguments)
        assert (done.code, done.out) == (2, "")
        assert "there is no check" in done.err
        assert "jsx rules list --checks" in done.err


def test_settings_that_are_wrong_are_told_once(run: Run, draft: Path, here: Path) -> None:
    (here / "second.txt").write_text("要抓好落实。\n", encoding="utf-8")
    (here / "jsx.yaml").write_text("check:\n  ignore: [GW9]\n", encoding="utf-8")
    done = run(draft.name, "second.txt")
    assert done.code == 2
    assert done.err.count("GW9") == 1


def test_checks_are_listed_and_shown_in_either_case() -> None:
    def rules(*arguments: str) -> str:
        through = click.Command("jsx", callback=lambda: cli.main(["rules", *arguments]))
        return CliRunner().invoke(through, []).stdout_bytes.decode()

    assert "GW101  error    safe    The year of a document number stands in 〔〕" in rules("list", "--checks")
    assert rules("show", "gw101") == rules("show", "GW101") != ""
    both = rules("show", "ratio/any", "GW101")
    assert both == rules("show", "ratio/any") + "\n" + rules("show", "GW101")
