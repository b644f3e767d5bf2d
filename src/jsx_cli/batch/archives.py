"""The documents of a zip or tar file, read in memory; nothing is ever unpacked to a disk.

`crawl.zip` gives `crawl.zip!/甘肃/46号.html`. An archive whose entries point outside it (`../x`, `/x`, links, devices),
that is broken, or that would unpack to far more than it is (a bomb) is refused as a whole: one item with its trouble.
"""

from __future__ import annotations

import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import Path

from jsx_cli.batch.item import Item

ZIPS = (".zip",)
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
ARCHIVES = (*ZIPS, *TARS)

MEGABYTE = 1_000_000
RATIO = 200  # how many times its packed size an archive or an entry of more than 1 MB may be; text packs 3 to 10 times
ENTRIES = 2_000_000
NAME = 4_096
HEADS = frozenset(
    (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
)
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, LZMAError, EOFError, OSError, ValueError, RuntimeError,
          NotImplementedError, OverflowError)  # fmt: skip


class RefusedError(Exception):
    """Why an archive is not read."""


class Entry(tarfile.TarInfo):
    """An entry whose head is of reasonable size: tarfile reads long names and attributes into memory at once."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Entry:
        """The entry of a header block."""
        entry = super().frombuf(buf, encoding, errors)
        if entry.type in HEADS and entry.size > MEGABYTE:
            raise RefusedError("an entry has a head of more than 1 MB")
        return entry


def members(path: str, max_bytes: int, label: str = "") -> Iterator[Item]:
    """The files of the archive in their order, or one item that says why it is refused; `label` is its name."""
    read = _zip if path.lower().endswith(ZIPS) else _tar
    label = label or path
    try:
        yield from read(path, label, max_bytes)
    except RefusedError as error:
        yield Item(label, trouble=f"{label}: refused: {error}")
    except OSError as error:
        yield Item(label, trouble=f"{label}: cannot be read ({(error.strerror or str(error))[:200]})")
    except BROKEN as error:
        yield Item(label, trouble=f"{label}: cannot be read ({str(error)[:200] or type(error).__name__})")


def checked(name: str) -> str:
    """The name of an entry with `/` between folders. Raises `RefusedError` for one that points outside."""
    plain = name.replace("\\", "/")
    if len(plain) > NAME or "\0" in plain:
        raise RefusedError("an entry has a name that no file can have")
    if plain.startswith("/") or re.match(r"[A-Za-z]:", plain) or ".." in plain.split("/"):
        raise RefusedError(f"the entry {name[:100]!r} points outside the archive")
    return plain


def _bounded(unpacked: int, packed: int, what: str) -> None:
    if unpacked > MEGABYTE and unpacked > RATIO * max(packed, 1):
        raise RefusedError(f"{what} unpacks to more than {RATIO} times its size")


def _hidden(name: str) -> bool:
    return any((part.startswith(".") and part != ".") or part == "__MACOSX" for part in name.split("/"))


def _zip(path: str, label: str, max_bytes: int) -> Iterator[Item]:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        _check_zip(entries, Path(path).stat().st_size)
        for entry in entries:
            name = checked(_zip_name(entry))
            if entry.is_dir() or _hidden(name):
                continue
            full = f"{label}!/{name}"
            if entry.file_size > max_bytes:
                yield Item(full, trouble=f"{full}: more than {max_bytes:,} bytes")
                continue
            try:
                with archive.open(entry) as file:
                    data = file.read(entry.file_size + 1)
            except BROKEN as error:
                yield Item(full, trouble=f"{full}: cannot be read ({str(error)[:200] or type(error).__name__})")
                continue
            yield Item(full, data, size=len(data))


def _check_zip(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Nothing points outside, nothing shares its bytes with another, nothing is a bomb."""
    if len(entries) > ENTRIES:
        raise RefusedError(f"more than {ENTRIES:,} entries")
    at = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name = checked(_zip_name(entry))
        if entry.external_attr >> 28 == 0o12:
            raise RefusedError(f"the entry {name[:100]!r} is a link")
        # A bomb without nesting lets its entries overlap.
        if entry.header_offset < at:
            raise RefusedError(f"the entry {name[:100]!r} shares its bytes with another")
        at = entry.header_offset + 30 + entry.compress_size
        _bounded(entry.file_size, entry.compress_size, f"the entry {name[:100]!r}")
    _bounded(sum(entry.file_size for entry in entries), size, "it")


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: without the flag for UTF-8 Chinese programs write GB18030."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _tar(path: str, label: str, max_bytes: int) -> Iterator[Item]:
    _check_tar(path)
    # Without random access, in the order of the file; names that are no UTF-8 keep their bytes.
    with tarfile.open(path, "r|*", errors="surrogateescape", tarinfo=Entry) as archive:
        for entry in archive:
            archive.members.clear()  # type: ignore[attr-defined]  # or every entry would be kept
            name = checked(_tar_name(entry))
            if not entry.isreg() or _hidden(name):
                continue
            full = f"{label}!/{name}"
            if entry.size > max_bytes:
                yield Item(full, trouble=f"{full}: more than {max_bytes:,} bytes")
                continue
            file = archive.extractfile(entry)
            data = file.read() if file else b""
            yield Item(full, data, size=len(data))


def _tar_name(entry: tarfile.TarInfo) -> str:
    name = entry.name.removeprefix("./")
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeDecodeError:
        return name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")


def _check_tar(path: str) -> None:
    """A first pass over the headers: all entries are files and folders inside, and their sum is no bomb."""
    size = Path(path).stat().st_size
    total = count = 0
    with tarfile.open(path, "r|*", errors="surrogateescape", tarinfo=Entry) as archive:
        for entry in archive:
            archive.members.clear()  # type: ignore[attr-defined]
            name = checked(_tar_name(entry))
            if not (entry.isreg() or entry.isdir()) or entry.issparse():
                raise RefusedError(f"the entry {name[:100]!r} is a link, a device or full of holes")
            total += entry.size
            count += 1
            if count > ENTRIES:
                raise RefusedError(f"more than {ENTRIES:,} entries")
            # Before the stream is read further: the next header lies behind the content.
            _bounded(total, size, "it")
