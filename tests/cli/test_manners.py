"""How every command behaves: talk on stderr, `-q` and `-v`, closed pipes, Ctrl-C, completion, `jsx doctor`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "data/seeds").glob("*.txt"))
PLAN = str(next(seed for seed in SEEDS if seed.name.startswith("003")))
JSX = [sys.executable, "-m", "jsx_cli"]


def jsx(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*JSX, *arguments], capture_output=True, check=False, text=True, encoding="utf-8",
        env=os.environ | {"JSX_LANG": "en"} | environment,
    )  # fmt: skip


@pytest.mark.parametrize("arguments", [["-v", "extract", PLAN], ["extract", PLAN, "--verbose"]])
def test_verbose_says_what_was_done(arguments: list[str]) -> None:
    done = jsx(*arguments)
    assert f"jsx: {PLAN}: text/plain, utf-8 (utf-8), 11,111 characters," in done.stderr
    assert json.loads(done.stdout)["facts"]


def test_verbose_is_not_the_rule() -> None:
    assert jsx("extract", PLAN).stderr == ""


@pytest.mark.parametrize("before", [True, False])
def test_quiet_says_only_what_went_wrong(before: bool, tmp_path: Path) -> None:
    words = ["report", PLAN, "no.txt", "-o", str(tmp_path / "report")]
    done = jsx(*(["-q", *words] if before else [*words, "-q"]))
    assert (done.returncode, done.stderr) == (2, "jsx: no.txt: no such file\n")
    assert (tmp_path / "report/index.html").is_file()


def test_a_quiet_batch_speaks_only_of_failures(tmp_path: Path) -> None:
    assert jsx("batch", PLAN, "-o", str(tmp_path / "good")).stderr.startswith("jsx: 1 documents")
    assert jsx("-q", "batch", PLAN, "-o", str(tmp_path / "quiet")).stderr == ""
    (tmp_path / "none.txt").write_bytes(b"")
    done = jsx("-q", "batch", str(tmp_path / "none.txt"), "-o", str(tmp_path / "bad"))
    assert done.returncode == 1
    assert "1 failed" in done.stderr


@pytest.mark.parametrize("command", ["extract", "report", "text", "code"])
def test_a_directory_is_answered_with_the_command_that_was_given(command: str, tmp_path: Path) -> None:
    more = {"report": ["-o", str(tmp_path / "report")], "code": ["--scheme", "pmc"]}.get(command, [])
    done = jsx(command, "data", *more)
    assert done.returncode == 2
    assert f"as in: jsx {command} data/*.txt" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["extract", PLAN], ["extract", PLAN, "--format", "csv"], ["text", PLAN], ["rules", "list"], ["codebook"],
     ["check", PLAN], ["schema"], ["doctor"], ["completion", "bash"], ["explain", PLAN], ["config"],
     ["code", PLAN, "--scheme", "pmc"], ["recognise", "30%"],
     ["evaluate", str(ROOT / "tests/eval/gold"), str(ROOT / "data/seeds")]],
    ids=lambda arguments: " ".join(arguments[:1]),
)  # fmt: skip
def test_a_pipe_that_nobody_reads_ends_it_quietly(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [*JSX, *arguments], stdout=write, stderr=subprocess.PIPE, check=False, env=os.environ | {"JSX_LANG": "en"}
        )
    finally:
        os.close(write)
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.parametrize("name", ["extract", "check", "report", "text", "batch", "recognise", "evaluate"])
def test_ctrl_c_is_quiet_and_leaves_nothing_half(name: str, tmp_path: Path) -> None:
    if name == "evaluate":  # takes no standard input; so many documents that it is still at work
        for folder in ("gold/plain", "texts"):
            (tmp_path / folder).mkdir(parents=True)
        for at in range(200):
            shutil.copy(ROOT / "tests/eval/gold/003_d297b955d7cd754c.jsonl", tmp_path / f"gold/{at}.jsonl")
            shutil.copy(ROOT / "tests/eval/gold/plain/003_d297b955d7cd754c.txt", tmp_path / f"gold/plain/{at}.txt")
            shutil.copy(PLAN, tmp_path / f"texts/{at}.txt")
        arguments = ["evaluate", str(tmp_path / "gold"), str(tmp_path / "texts"), "-o", str(tmp_path / "out")]
    else:
        more = [] if name == "recognise" else ["-o", str(tmp_path / "out")]
        arguments = [name, "-", *more]
    # It says where it is, so that the signal does not come while Python itself is still starting.
    code = f"import sys, jsx_cli.cli.{name}; print(flush=True); from jsx_cli.cli import main; main({arguments!r})"
    running = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout
    assert running.stdout.readline() == b"\n"
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    out, said = running.communicate(timeout=30)
    assert (running.returncode, out, said.strip()) == (130, b"", b"")
    left = [path.name for path in tmp_path.iterdir() if path.suffix not in (".jsonl", ".txt")]
    assert not [path for path in left if path.endswith(".tmp") or (path == "out" and (tmp_path / path).is_file())]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_completion_asks_jsx(shell: str) -> None:
    done = jsx("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_JSX_COMPLETE={shell}_complete" in done.stdout
    if found := shutil.which(shell):
        checked = subprocess.run([found, "-n"], input=done.stdout, text=True, capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "at", "wanted"), [("jsx eval", 1, "evaluate"), ("jsx extract --cov", 2, "--coverage"),
                                ("jsx completion z", 2, "zsh"), ("jsx rules l", 2, "list")],
)  # fmt: skip
def test_completion_knows_commands_options_and_values(words: str, at: int, wanted: str) -> None:
    done = jsx(_JSX_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(at))
    assert f"plain,{wanted}" in done.stdout.splitlines()


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes() -> None:
    script = f'jsx() {{ "{sys.executable}" -m jsx_cli "$@"; }}; export -f jsx\n'
    script += 'eval "$(jsx completion bash)"; complete -p jsx'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert "_jsx_completion" in done.stdout, done.stderr


def test_doctor_knows_what_is_there() -> None:
    done = jsx("doctor", "--format", "json", JSX_CACHE="off")
    assert done.returncode == 0
    found = {(one["area"], one["name"]): one for one in json.loads(done.stdout)}
    assert found["program", "rules"]["state"] == "ok"
    assert found["cache", "-"]["detail"].startswith("off")
    assert found["language", "en"]["detail"] == "JSX_LANG=en"
    assert {area for area, _ in found} == {"program", "extras", "programs", "encoding", "language", "cache"}


def test_doctor_names_programs_that_are_there(tmp_path: Path) -> None:
    program = tmp_path / "antiword"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    lines = jsx("doctor", PATH=str(tmp_path)).stdout.splitlines()
    assert [line.split() for line in lines if "antiword" in line] == [["antiword", "ok", str(program)]]
    assert [line.split()[1] for line in lines if "LibreOffice" in line] == ["missing"]


def test_doctor_says_that_a_terminal_has_no_chinese() -> None:
    done = jsx(
        "doctor", "--format", "json", PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONCOERCECLOCALE="0"
    )
    assert done.returncode == 0
    assert "PYTHONUTF8=1" in done.stdout


def test_doctor_speaks_chinese() -> None:
    done = jsx("doctor", JSX_LANG="", LC_ALL="zh_CN.UTF-8")
    assert "语言\n  zh" in done.stdout


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [({"LANG": "zh_CN.UTF-8"}, True), ({"LANG": "zh_TW"}, True), ({"LANG": "de_DE.UTF-8"}, False), ({}, False),
     ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False), ({"LANG": "C", "JSX_LANG": "zh"}, True),
     ({"LANG": "zh_CN.UTF-8", "JSX_LANG": "en"}, False), ({"LANG": "C", "LC_MESSAGES": "zh_CN.UTF-8"}, True)],
)  # fmt: skip
def test_the_language_is_that_of_the_person(environment: dict[str, str], chinese: bool) -> None:
    plain = dict.fromkeys(("JSX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"), "")
    done = jsx("chek", **(plain | environment))
    assert ("是不是 check？" if chinese else "did you mean check?") in done.stderr
