"""A plain call does without click, and does what click would have done with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jsx_cli.cli import extract, extraction
from jsx_cli.cli.plain import plain

SEED = Path(__file__).parents[2] / "data/seeds/002_7e6ca09f3590f8ff.txt"
PLAIN = [
    ["a.txt"],
    ["-"],
    ["a.txt", "b.txt", "a.txt"],
    ["-o", "x.json", "a.txt"],
    ["a.txt", "--output", "x.jsonl", "b.txt"],
    ["a.txt", "--format", "table"],
    ["--format", "csv", "a.txt", "-o", "x.csv"],
    ["a.txt", "-o", "-"],
    ["a.txt", "-o", "-v"],
    [""],
]
OTHERS = [
    [], ["-o", "x"], ["a.txt", "-o"], ["a.txt", "--format"], ["a.txt", "--format", "yaml"], ["--wide", "a.txt"],
    ["a.txt", "-q"], ["--", "a.txt"], ["-ox.json", "a.txt"], ["--output=x.json", "a.txt"], ["--formt", "json", "a.txt"],
    ["a.txt", "--help"], ["a.txt", "-o", "x", "-o", "y"],
]  # fmt: skip


@pytest.mark.parametrize("args", PLAIN)
def test_the_same_as_click(args: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[dict[str, Any]] = []

    def record(
        paths: tuple[str, ...], form: str | None, output: str | None, encoding: str | None = None,
        rules: tuple[Path, ...] = (), *, wide: bool = False, coverage: bool = False, color: str = "auto",
    ) -> None:  # fmt: skip
        calls.append(dict(locals()))

    monkeypatch.setattr(extraction, "extract", record)
    monkeypatch.setattr(extract, "extract", record)
    call = plain(["extract", *args])
    assert call is not None
    call()
    extract.command.main(args, standalone_mode=False)
    first, second = ({name: value for name, value in call.items() if name != "calls"} for call in calls)
    assert first == second


@pytest.mark.parametrize("args", OTHERS)
def test_left_to_click(args: list[str]) -> None:
    assert plain(["extract", *args]) is None
    assert plain(args) is None


def test_other_commands_and_completion(monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain(["check", "a.txt"]) is None
    assert plain(["-q", "extract", "a.txt"]) is None
    monkeypatch.setenv("_JSX_COMPLETE", "bash_source")
    assert plain(["extract", "a.txt"]) is None


def test_what_a_plain_call_loads(tmp_path: Path) -> None:
    code = (
        "import sys, atexit; from jsx_cli.cli import main\n"
        "sys.argv = ['jsx', 'extract', sys.argv[1], '-o', sys.argv[2]]\n"
        "sys.setprofile(lambda *_: None)  # somebody watches: the interpreter ends as it always does\n"
        "try:\n    main()\nfinally:\n    print(*sys.modules, sep='\\n')\n"
    )
    (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
    for _ in range(2):  # the first fills the cache
        done = subprocess.run(
            [sys.executable, "-c", code, "a.txt", "out.json"],
            env={"JSX_CACHE": str(tmp_path / "cache"), "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True, cwd=tmp_path,
        )  # fmt: skip
    loaded = set(done.stdout.split())
    heavy = [
        "click",
        "yaml",
        "dataclasses",
        "inspect",
        "csv",
        "difflib",
        "hashlib",
        "typing",
        "shutil",
        "rich",
        "bs4",
        "jieba",
        "tomllib",
    ]
    assert not loaded & set(heavy)
    assert "jsx_cli.engine.run" in loaded


def test_the_end_of_a_plain_call(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "jsx_cli", "extract", str(SEED)]
    whole = subprocess.run(call, capture_output=True, check=True).stdout
    assert whole.endswith(b"}\n")
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as nobody_reads:
        assert nobody_reads.stdout is not None
        nobody_reads.stdout.close()
        assert nobody_reads.wait(60) == 141
    missing = subprocess.run([*call, str(tmp_path / "none.txt")], capture_output=True, check=False)
    assert missing.returncode == 2


def test_a_plain_call_keeps_what_spares_the_next_one_work(tmp_path: Path) -> None:
    """It ends before the interpreter would call what is to be done at the end."""
    call = [sys.executable, "-m", "jsx_cli", "extract", str(SEED)]
    environment = os.environ | {"JSX_CACHE": str(tmp_path)}
    subprocess.run(call, env=environment, capture_output=True, check=True)
    kept = {path.name.partition("-")[0] for path in tmp_path.rglob("*") if path.is_file()}
    assert {"rules", "patterns"} <= kept
