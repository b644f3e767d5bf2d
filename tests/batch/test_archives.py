"""Archives: what they give, and that tricks and bombs are refused without a byte on the disk."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from jsx_cli.batch.archives import members
from jsx_cli.batch.inputs import Choice, Seen, items

MOST = 1_000_000_000


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path


def tar(name: str, *entries: tuple[str, bytes], kind: bytes = tarfile.REGTYPE, mode: str = "w") -> str:
    with tarfile.open(name, mode) as archive:  # type: ignore[call-overload]
        for entry, data in entries:
            info = tarfile.TarInfo(entry)
            info.size, info.type = len(data), kind
            if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
                info.linkname, info.size = "/etc/passwd", 0
            archive.addfile(info, io.BytesIO(data))
    return name


def zipped(name: str, *entries: tuple[str, bytes]) -> str:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries:
            archive.writestr(entry, data)
    return name


def trouble(path: str, most: int = MOST) -> str:
    """Why the archive is refused as a whole."""
    (item,) = members(path, most)
    assert item.name == path
    assert item.data is None
    return item.trouble


ENTRIES = (("甘肃/46号.txt", "通知".encode()), ("./b.html", b"<p>"), (".hidden", b""), ("x.png", b""), ("in.zip", b""))


@pytest.mark.parametrize("suffix", ["tar", "tar.gz", "tgz", "tar.bz2", "tar.xz"])
def test_tar(suffix: str) -> None:
    mode = {"tar": "w", "tar.bz2": "w:bz2", "tar.xz": "w:xz"}.get(suffix, "w:gz")
    path = tar(f"crawl.{suffix}", *ENTRIES, mode=mode)
    found = list(items([path], Choice(), Seen()))
    assert [(item.name, item.data) for item in found] == [
        (f"{path}!/甘肃/46号.txt", "通知".encode()),
        (f"{path}!/b.html", b"<p>"),
        (f"{path}!/in.zip", None),
    ]
    assert "archives in archives are not read" in found[2].trouble


def test_zip() -> None:
    found = list(items([zipped("crawl.zip", *ENTRIES)], Choice(), Seen()))
    assert [item.name for item in found] == ["crawl.zip!/甘肃/46号.txt", "crawl.zip!/./b.html", "crawl.zip!/in.zip"]


def test_json_lines_in_an_archive() -> None:
    lines = '{"text":"甲","id":"a"}\n{"text":"乙"}\n'.encode()
    found = list(items([zipped("crawl.zip", ("all.jsonl", lines))], Choice(), Seen()))
    assert [(item.name, item.data) for item in found] == [
        ("a", "甲".encode()),
        ("crawl.zip!/all.jsonl:2", "乙".encode()),
    ]


def test_names_of_chinese_windows() -> None:
    path = zipped("gb.zip", ("46\u00ba.txt", b"x"))
    data = Path(path).read_bytes()
    # The name as an old program would write it: GB18030, without the flag for UTF-8.
    raw, new = "46º.txt".encode(), b"46\xba\xc5.txt"
    start = data.replace(raw, new)
    for at in range(len(start) - 4):
        if start[at : at + 4] in (b"PK\x03\x04", b"PK\x01\x02"):
            flag = at + (6 if start[at + 2] == 3 else 8)
            start = start[:flag] + b"\0\0" + start[flag + 2 :]
    Path(path).write_bytes(start)
    assert [item.name for item in members(path, MOST)] == ["gb.zip!/46号.txt"]


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:\\x.txt", "..\\x.txt", "a\\..\\..\\x"])
def test_paths_out_of_the_archive(name: str, place: Path) -> None:
    assert "points outside" in trouble(tar("t.tar", ("good.txt", b"1"), (name, b"2")))
    assert "points outside" in trouble(zipped("z.zip", ("good.txt", b"1"), (name, b"2")))
    assert sorted(path.name for path in place.rglob("*")) == ["in", "t.tar", "z.zip"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices(kind: bytes) -> None:
    assert "a link, a device" in trouble(tar("t.tar", ("x", b""), kind=kind))


def test_links_in_zip() -> None:
    with zipfile.ZipFile("z.zip", "w") as archive:
        info = zipfile.ZipInfo("x.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert "is a link" in trouble("z.zip")


def test_bombs() -> None:
    zeros = bytes(30_000_000)
    assert "unpacks to more than 200 times" in trouble(zipped("z.zip", ("x.txt", zeros)))
    assert "unpacks to more than 200 times" in trouble(tar("t.tar.gz", ("x.txt", zeros), mode="w:gz"))
    assert "unpacks to more than 200 times" in trouble(
        zipped("many.zip", *((f"{number}.txt", bytes(990_000)) for number in range(20)))
    )


def test_entries_that_share_bytes() -> None:
    """The bomb without nesting: many entries of the directory lead to one piece of data."""
    path = zipped("z.zip", ("a.txt", bytes(range(256)) * 40), ("b.txt", bytes(range(256)) * 40))
    data = Path(path).read_bytes()
    second = data.rindex(b"PK\x01\x02")
    at = second + 42
    Path(path).write_bytes(data[:at] + b"\0\0\0\0" + data[at + 4 :])
    assert "shares its bytes" in trouble(path)


def test_heads_that_do_not_end() -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 40
    Path("t.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + bytes(10_000))
    assert "head of more than 1 MB" in trouble("t.tar")


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.tar.xz", "x.tgz"])
@pytest.mark.parametrize(
    "data", [b"", b"no archive", bytes(3000), b"\x1f\x8b\x08" + bytes(100), b"PK\x05\x06" + bytes(10)]
)
def test_what_is_no_archive(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    for item in members(name, MOST):
        assert item.trouble


def test_cut_off_in_the_middle() -> None:
    path = tar(
        "t.tar.gz", *((f"{number}.txt", bytes(str(number) * 5000, "ascii")) for number in range(50)), mode="w:gz"
    )
    Path(path).write_bytes(Path(path).read_bytes()[:-300])
    found = list(members(path, MOST))
    assert found[-1].trouble


def test_one_entry_that_is_too_large_or_damaged() -> None:
    path = zipped("z.zip", ("a.txt", b"abc" * 1000), ("b.txt", b"x"))
    big, small = members(path, 100)
    assert "more than 100 bytes" in big.trouble
    assert small.data == b"x"
    data = bytearray(Path(path).read_bytes())
    data[40] ^= 0xFF
    Path(path).write_bytes(bytes(data))
    broken, small = members(path, MOST)
    assert "cannot be read" in broken.trouble
    assert small.data == b"x"
    assert [item.data for item in members(tar("t.tar", ("a", b"abc"), ("b", b"x")), 2)] == [None, b"x"]
