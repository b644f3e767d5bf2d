"""The digest of rule folders: the same with and without the cache, and another after every edit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jsx_cli import digests, store
from jsx_cli.errors import JsxError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rules"
    for name in ("b.yaml", "a/z.yml", "lexicons/x.csv", "notes.txt", ".hidden/c.yaml", "check/GW1.yaml", "a.yaml"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(f"id: {name}\n", encoding="utf-8")
    return made


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files had been there for long."""
    monkeypatch.setattr(digests, "SETTLED", 0)


def test_files(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in digests.files_of(folder)]
    assert names == ["a/z.yml", "a.yaml", "b.yaml", "lexicons/x.csv"]
    with pytest.raises(JsxError, match="no such folder of rules"):
        digests.files_of(folder / "none")


@pytest.mark.usefixtures("settled")
def test_the_same_with_the_cache(folder: Path, tmp_path: Path) -> None:
    bare = digests.digest((folder,))
    assert digests.digest((folder,), (), tmp_path / "cache") == bare
    [kept] = (tmp_path / "cache").iterdir()
    assert store.read(tmp_path / "cache", kept.name) == bare.encode()
    assert digests.digest((folder,), (), tmp_path / "cache") == bare
    assert digests.digest((folder,), ("a/b",), tmp_path / "cache") == digests.digest((folder,), ("a/b",)) != bare
    kept.write_bytes(b"nonsense")
    assert digests.digest((folder,), (), tmp_path / "cache") == bare


@pytest.mark.usefixtures("settled")
def test_an_edit_of_the_same_length_with_its_old_date(folder: Path, tmp_path: Path) -> None:
    cache, file = tmp_path / "cache", folder / "b.yaml"
    before, status = digests.digest((folder,), (), cache), file.stat()
    file.write_text("id: B.yaml\n", encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    after = digests.digest((folder,), (), cache)
    assert after == digests.digest((folder,)) != before


@pytest.mark.usefixtures("settled")
def test_files_come_and_go(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    seen = [digests.digest((folder,), (), cache)]
    (folder / "c.yaml").write_text("", encoding="utf-8")
    seen.append(digests.digest((folder,), (), cache))
    (folder / "c.yaml").rename(folder / "d.yaml")
    seen.append(digests.digest((folder,), (), cache))
    (folder / "notes.txt").write_text("more", encoding="utf-8")
    assert len(set(seen)) == 3
    assert digests.digest((folder,), (), cache) == seen[-1] == digests.digest((folder,))


def test_new_files_are_read(folder: Path, tmp_path: Path) -> None:
    digests.digest((folder,), (), tmp_path / "cache")
    assert not (tmp_path / "cache").exists(), "a file just written may change again within the tick of the clock"
