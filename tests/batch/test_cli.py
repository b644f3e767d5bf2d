"""`jsx batch` at the keyboard."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = str(Path(__file__).parents[2] / "data/seeds")


def jsx(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jsx_cli", "batch", *arguments],
        cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, "JSX_LANG": "en", **environment},
    )  # fmt: skip


def test_a_run_and_its_status(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text("关于改革的通知\n覆盖率不低于30%。\n", encoding="utf-8")
    (tmp_path / "in" / "c.txt").write_bytes(b"")
    (tmp_path / "in" / "d.png").write_bytes(b"")
    done = jsx("in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert "3 documents" in done.stderr
    assert "1 failed (unreadable 1)" in done.stderr
    assert ".png 1" in done.stderr
    state = jsx("status", "out", cwd=tmp_path)
    assert state.returncode == 0
    assert "state: done\n" in state.stdout
    assert "failed: 1\n" in state.stdout
    again = jsx("in", "-o", "out", cwd=tmp_path, JSX_LANG="zh")
    assert "其中 3 份原已完成" in again.stderr
    lines = (tmp_path / "out/manifest.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["done", "done", "failed"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["in"], "-o OUT"),
        (["nowhere", "-o", "out"], "nowhere: no such file"),
        (["status", "nowhere"], "no results of jsx batch"),
        ([SEEDS, "-o", "out", "--rules", "nowhere"], "no such folder of rules"),
        ([SEEDS, "-o", "out", "--max-error-rate", "2"], "--max-error-rate"),
    ],
)
def test_what_cannot_be_done(tmp_path: Path, arguments: list[str], words: str) -> None:
    done = jsx(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("out/*"))


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(120):
        (tmp_path / "in" / f"{number}.txt").write_text("覆盖率不低于30%。\n" * 3, encoding="utf-8")
    assert "\r" not in jsx("in", "-o", "quiet", cwd=tmp_path).stderr
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "jsx_cli", "batch", "in", "-o", "out"],
        cwd=tmp_path, stderr=theirs, env={**os.environ, "JSX_LANG": "en", "COLUMNS": "200"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert child.wait() == 0
    os.close(ours)
    assert b"% of 120" in shown
    assert b"a second" in shown
    assert b"left" in shown
    assert shown.endswith(b"in out\r\n")


def test_the_configuration_of_the_input_holds(tmp_path: Path) -> None:
    """A batch finds what `jsx extract` finds: with the rules, without the disabled ones, under the limits."""
    (tmp_path / "in" / "b").mkdir(parents=True)
    text = "关于改革的通知\n各单位：\n2025年底前，覆盖率不低于30%。按照《改革方案》执行。\n"
    for name in ("a.txt", "b/c.txt"):
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    (tmp_path / "in" / "b" / "large.txt").write_text(text * 20, encoding="utf-8")
    assert jsx("in", "-o", "out", cwd=tmp_path).returncode == 0
    before = [json.loads(line)["facts"] for line in (tmp_path / "out/manifest.jsonl").read_text().splitlines()]
    (tmp_path / "in" / "b" / "jsx.yaml").write_text("disable: [citation/title]\n", encoding="utf-8")
    (tmp_path / "jsx.yaml").write_text(
        "disable: [deadline/bounded, citation/title]\nlimits: {max_bytes: 1000}\n", encoding="utf-8"
    )
    done = jsx("in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "made anew" in done.stderr
    assert "rules, limits" in done.stderr
    assert "in/b/jsx.yaml was not heeded" in done.stderr
    entries = [json.loads(line) for line in (tmp_path / "out/manifest.jsonl").read_text("utf-8").splitlines()]
    assert [entry["path"] for entry in entries] == ["in/a.txt", "in/b/c.txt", "in/b/large.txt"]
    assert 0 < entries[0]["facts"] < before[0]
    assert "more than 1,000 bytes" in entries[2]["message"]
    extracted = subprocess.run(
        [sys.executable, "-m", "jsx_cli", "extract", "--format", "jsonl", "in/a.txt"],
        cwd=tmp_path, capture_output=True, check=True,
    )  # fmt: skip
    shard = (tmp_path / "out/shards" / f"{entries[0]['shard']}.jsonl").read_bytes()
    assert extracted.stdout in shard


def test_several_configurations_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text("通知", encoding="utf-8")
    (tmp_path / "b" / "jsx.yaml").write_text("disable: [citation/title]\n", encoding="utf-8")
    done = jsx("a", "b", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "b: has other settings" in done.stderr
    assert not (tmp_path / "out").exists()
    (tmp_path / "b" / "jsx.yaml").write_text("disabel: [citation/title]\n", encoding="utf-8")
    wrong = jsx("b/*.txt", "-o", "out", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "disabel" in wrong.stderr
