"""Files of the cache: whole or not there, one's own, and not for ever."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from jsx_cli import store


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert store.read(folder, "x-1") is None
    store.write(folder, "x-1", b"one\ntwo\n")
    assert store.read(folder, "x-1") == b"one\ntwo\n"
    assert [path.name for path in folder.iterdir()] == ["x-1"]
    if os.name == "posix":
        assert (folder / "x-1").stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("change", [lambda body: body[:-1], lambda body: body + b"x", lambda _: b"", lambda _: b"\n"])
def test_a_spoiled_file_is_passed_over(tmp_path: Path, change: object) -> None:
    assert callable(change)
    store.write(tmp_path, "x-1", b"one")
    (tmp_path / "x-1").write_bytes(change((tmp_path / "x-1").read_bytes()))
    assert store.read(tmp_path, "x-1") is None


def test_no_folder() -> None:
    store.write(None, "x-1", b"one")
    assert store.read(None, "x-1") is None


def test_files_of_long_ago_are_swept_out(tmp_path: Path) -> None:
    for name in ("x-1", "x-2", "y-1"):
        store.write(tmp_path, name, b"one")
    long_ago = time.time() - store.OLD - 10
    for name in ("x-1", "y-1"):
        os.utime(tmp_path / name, (long_ago, long_ago))
    store.write(tmp_path, "x-3", b"three")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x-2", "x-3", "y-1"]


def test_what_is_kept_at_the_end(tmp_path: Path) -> None:
    store.at_end(lambda: store.write(tmp_path, "x-1", b"one"))
    assert store.read(tmp_path, "x-1") is None
    store.finish()
    assert store.read(tmp_path, "x-1") == b"one"
    store.finish()
