"""Expressions made of kept programs are the expressions that `re.compile` makes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

import pytest

from jsx_cli import patterns, store

SOURCES: list[tuple[Any, int]] = [
    (r"第(?P<number>[一-鿿\d]{1,3})(?:条|款)(?<!第一条)", 0),
    (r"(?P<a>x)|(?P<b>y)", re.IGNORECASE.value),
    (r"^[\ud7ff\ue000-\U0010ffff]+$", re.MULTILINE.value),
    (r"(?s:.)(?i:é)++\Z", 0),
    (rb"[\xa1-\xfe][\x40-\x7e]", 0),
    (r"", 0),
]


def programs(folder: Path) -> patterns.Programs:
    return patterns.Programs(folder)


def kept(folder: Path) -> Path:
    [file] = folder.iterdir()
    return file


def filled(folder: Path) -> Path:
    first = programs(folder)
    for source in SOURCES:
        first.compile(*source)
    first.keep()
    return folder


@pytest.mark.parametrize("source", SOURCES)
def test_the_same_as_re(tmp_path: Path, source: tuple[Any, int]) -> None:
    again = programs(filled(tmp_path))
    found = again.compile(*source)
    assert not again.fresh, "it was compiled anew"
    assert found == re.compile(*source)  # compares programs and flags as well
    assert found.groupindex == re.compile(*source).groupindex
    assert (found.pattern, found.flags, found.groups) == (
        (wanted := re.compile(*source)).pattern, wanted.flags, wanted.groups,
    )  # fmt: skip


def test_every_expression_of_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jsx_cli import api

    monkeypatch.setenv("JSX_CACHE", str(tmp_path))
    script = "import sys; from jsx_cli import api; api.analyze(sys.argv[1])"
    seed = Path(__file__).parents[1] / "data/seeds/003_d297b955d7cd754c.txt"
    subprocess.run([sys.executable, "-c", script, str(seed)], check=True)
    again = programs(tmp_path)
    assert len(again.kept) > 100
    for source, flags in list(again.kept):
        assert again.compile(source, flags) == re.compile(source, flags)
    assert not again.fresh
    assert api.analyze(seed).facts


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff" * 99, b"null\n", b'[["a",0]]\n1234'])
def test_a_spoiled_file_does_no_harm(tmp_path: Path, content: bytes) -> None:
    sound = kept(filled(tmp_path))
    for body in (content, store._seal(content) + b"\n" + content):
        sound.write_bytes(body)
        again = programs(tmp_path)
        assert again.compile(*SOURCES[0]) == re.compile(*SOURCES[0])
        again.keep()
        assert programs(tmp_path).compile(*SOURCES[0]) == re.compile(*SOURCES[0])


def test_a_wrong_program_is_refused(tmp_path: Path) -> None:
    filled(tmp_path)
    again = programs(tmp_path)
    again.words = memoryview(array("I", [4_000_000] * len(again.words)))
    assert again.compile(*SOURCES[0]) == re.compile(*SOURCES[0])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_that_others_may_write_is_not_believed(tmp_path: Path) -> None:
    kept(filled(tmp_path)).chmod(0o666)
    assert not programs(tmp_path).kept


def test_runs_add_to_one_another(tmp_path: Path) -> None:
    one, other = programs(tmp_path), programs(tmp_path)
    one.compile("甲", 0)
    other.compile("乙", 0)
    one.keep()
    other.keep()
    assert set(programs(tmp_path).kept) == {("甲", 0), ("乙", 0)}


def test_a_full_file_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    monkeypatch.setattr(patterns, "MOST", len(SOURCES))
    more = programs(tmp_path)
    more.compile("甲", 0)
    more.keep()
    assert set(programs(tmp_path).kept) == {("甲", 0)}


def test_a_second_run_finds_all_that_it_needs(tmp_path: Path) -> None:
    """An expression that depends on the order of a set, or on the document, would be made anew on every run."""
    text = tmp_path / "a.txt"
    text.write_text(
        "某市方案\n各县（市、区）、各部门负责。\n一、目标\n35.完善甲机制。36.完善乙机制。\n37.到2025年达到30%。\n",
        encoding="utf-8",
    )
    where = tmp_path / "cache"

    def run(seed: str) -> dict[str, int]:
        code = "import sys; from jsx_cli.cli import main; main(['extract', sys.argv[1]])"
        env = {**os.environ, "PYTHONHASHSEED": seed, "JSX_CACHE": str(where)}
        subprocess.run([sys.executable, "-c", code, str(text)], check=True, env=env, stdout=subprocess.DEVNULL)
        return {path.name: path.stat().st_mtime_ns for path in where.iterdir()}

    first = run("1")
    second = run("2")
    assert run("3") == second
    assert {name.partition("-")[0] for name in first} >= {"patterns", "rules", "lexicons"}
    assert {name: at for name, at in second.items() if name.startswith("patterns")}.items() <= first.items()


def test_without_a_cache() -> None:
    bare = patterns.Programs(None)
    assert bare.compile("甲", 0) == re.compile("甲")
    assert not bare.fresh


def test_another_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for lost in ("_sre", "_compiler", "_parser"):
        monkeypatch.setattr(patterns, lost, None)
    patterns._sound.cache_clear()
    try:
        found = programs(tmp_path)
        assert found.compile(*SOURCES[0]) == re.compile(*SOURCES[0])
        found.keep()
        assert not list(tmp_path.iterdir())
    finally:
        patterns._sound.cache_clear()


def test_late() -> None:
    pattern = patterns.late("第[一二三]条", re.IGNORECASE)
    assert pattern.pattern == "第[一二三]条"
    assert [found[0] for found in pattern.finditer("第一条, 第二条")] == ["第一条", "第二条"]
    assert pattern.flags & re.IGNORECASE
    assert pattern.sub("", "第一条。") == "。"
    with pytest.raises(AttributeError):
        _ = pattern.nothing  # type: ignore[attr-defined]
    with pytest.raises(re.error):
        patterns.late("(").search("")


def test_the_place_may_not_be_writable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    filled(tmp_path / "file" / "cache")
    store.write(tmp_path / "file", "x", b"")
    assert store.read(tmp_path / "file", "x") is None
