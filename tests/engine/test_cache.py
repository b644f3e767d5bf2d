"""The cache of compiled rules: the same rules come out, and a spoiled file does no harm."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jsx_cli import store
from jsx_cli.engine import cache, load
from jsx_cli.resources import rules_dir


def kept(folder: Path) -> Path:
    [file] = [path for path in folder.iterdir() if path.suffix == ".bin"]
    return file


def test_what_was_kept_is_what_was_read(tmp_path: Path) -> None:
    fresh = load((rules_dir(),))
    load((rules_dir(),), cache=tmp_path)
    again = load((rules_dir(),), cache=tmp_path)
    assert (again.rules, again.phrases, again.cues, again.types) == (
        fresh.rules,
        fresh.phrases,
        fresh.cues,
        fresh.types,
    )
    assert again.digest == fresh.digest
    assert dict(again.lexicons) == dict(fresh.lexicons)
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir() if path.suffix == ".bin"] == ["rules"]


def test_yaml_is_not_even_looked_at(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, where = kit.pack({"ab.yaml": PROVEN}), kit.folder / "cache"
    first = load((folder,), cache=where)
    module = sys.modules[load.__module__]
    monkeypatch.setattr(module, "_load", lambda *_: pytest.fail("the rules were read anew"))
    assert load((folder,), cache=where).rules == first.rules


PROVEN = (
    "id: ab\nfact: measure\nsays: A.\npattern: 甲\nexamples: [{text: 甲, facts: [{exact: 甲}]}]\nsilent: [今天开会]\n"
)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"\x80\x04K\x01.", b"0" * 64 + b"\n[]", b"null", b"\xff" * 200],
    ids=["empty", "plain", "pickle", "digest", "null", "bytes"],
)
def test_a_spoiled_file_is_written_anew(kit: Any, content: bytes) -> None:
    folder, where = kit.pack({"ab.yaml": PROVEN}), kit.folder / "cache"
    first = load((folder,), cache=where)
    kept(where).write_bytes(content)
    assert load((folder,), cache=where).rules == first.rules
    assert store.read(where, kept(where).name) is not None


def test_a_sound_digest_over_nonsense_is_no_trouble(kit: Any) -> None:
    folder, where = kit.pack({"ab.yaml": PROVEN}), kit.folder / "cache"
    first = load((folder,), cache=where)
    wrong: list[Any] = [{"rules": [999, 1]}, [], {"rules": {"t": [[0, 1, 2, 3]]}}, {"rules": {"z": 1}}]
    for data in wrong:
        body = marshal.dumps(data)
        kept(where).write_bytes(store._seal(body) + b"\n" + body)
        assert load((folder,), cache=where).rules == first.rules


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_that_others_may_write_is_not_believed(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, where = kit.pack({"ab.yaml": PROVEN}), kit.folder / "cache"
    first = load((folder,), cache=where)
    assert cache.kept(where, first.digest, (folder,)) is not None
    kept(where).chmod(0o666)
    assert cache.kept(where, first.digest, (folder,)) is None
    kept(where).chmod(0o600)
    monkeypatch.setattr("os.getuid", lambda: 4_711)
    assert cache.kept(where, first.digest, (folder,)) is None


def test_an_edit_is_seen(kit: Any) -> None:
    folder, where = kit.pack({"ab.yaml": PROVEN}), kit.folder / "cache"
    first = load((folder,), cache=where)
    (folder / "ab.yaml").write_text(PROVEN.replace("says: A.", "says: B."), encoding="utf-8")
    second = load((folder,), cache=where)
    assert (first.rules[0].says, second.rules[0].says) == ("A.", "B.")
    assert first.digest != second.digest
    (folder / "ab.yaml").write_bytes(PROVEN.replace("\n", "\r\n").encode())
    assert load((folder,), cache=where).digest == first.digest


def test_a_folder_that_cannot_be_written_is_no_trouble(kit: Any) -> None:
    folder = kit.pack({"ab.yaml": PROVEN})
    file = kit.folder / "file"
    file.write_text("", encoding="utf-8")
    assert load((folder,), cache=file / "cache").rules


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JSX_CACHE", "off")
    assert store.place() is None
    monkeypatch.setenv("JSX_CACHE", str(tmp_path))
    assert store.place() == tmp_path
    monkeypatch.delenv("JSX_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert store.place() == tmp_path / "jsx"


WRITER = """
import sys
from pathlib import Path
from jsx_cli.engine import load
for _ in range(20):
    assert load((Path(sys.argv[1]),), cache=Path(sys.argv[2])).rules
"""


def test_many_writers_at_once(kit: Any) -> None:
    folder, where = kit.pack({"ab.yaml": PROVEN}), kit.folder / "cache"
    call = [sys.executable, "-c", WRITER, str(folder), str(where)]
    writers = [subprocess.Popen(call) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert load((folder,), cache=where).rules
    assert {path.suffix for path in where.iterdir()} <= {"", ".bin"}
