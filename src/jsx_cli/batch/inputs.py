"""What a batch reads: folders, patterns, lists, JSON Lines, archives, Parquet, in a stated order.

`crawl/` gives its documents sorted by name, folder after folder; `crawl.zip` gives `crawl.zip!/46号.html` and so on.
Everything comes one by one, so that a million documents take no more memory than a thousand. Files of a folder that are
no documents by their names (.png, .css) are passed over and counted in `Seen`.
"""

from __future__ import annotations

import fnmatch
import glob
import gzip
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from jsx_cli.batch.archives import ARCHIVES, members
from jsx_cli.batch.item import Item
from jsx_cli.batch.store import filesystem, remote
from jsx_cli.errors import JsxError
from jsx_cli.records import dataclass, field

# Formats that jsx reads; what has no suffix is looked into as well.
DOCUMENTS = frozenset(
    ("", ".txt", ".text", ".htm", ".html", ".shtml", ".xhtml", ".jhtml", ".aspx", ".jsp", ".php", ".md", ".markdown",
     ".docx", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".mht", ".mhtml", ".xml")
)  # fmt: skip
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
LISTS = frozenset(("", ".txt", ".list", ".lst", ".files"))
NAMES = ("path", "id", "name", "file", "url")  # where a line of JSON may have its name
PEEK = 4096


@dataclass(slots=True)
class Choice:
    """How the input is to be read.

    `include` are patterns of file names, instead of the known suffixes. `text` is the field or column of the text,
    `name` that of the name. `max_bytes` bounds one document, a line of JSON included.
    """

    include: tuple[str, ...] = ()
    text: str = "text"
    name: str = ""
    max_bytes: int = 200_000_000


@dataclass(slots=True)
class Seen:
    """What was passed over on the way, by suffix."""

    passed: Counter[str] = field(default_factory=Counter)


def items(paths: Sequence[str], choice: Choice, seen: Seen, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """The documents of all paths. Raises `JsxError` for a path that is not there."""
    for path in paths:
        if path == "-":
            yield from _stream(stdin or sys.stdin.buffer, choice)
        elif remote(path):
            yield from _remote(path, choice, seen)
        elif os.path.isdir(path):  # noqa: PTH112  # Path raises for names that no file can have
            yield from _folder(path, choice, seen)
        elif os.path.lexists(path):
            yield from _list(path) if _is_list(path) else _file(path, choice, seen)
        elif glob.has_magic(path):
            matches = sorted(glob.iglob(path, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
            files = [found for found in matches if os.path.isfile(found)]  # noqa: PTH113
            if not files:
                raise JsxError(f"{path}: no file matches this pattern")
            for found in files:
                yield from _file(found, choice, seen)
        else:
            raise JsxError(f"{path}: no such file")


def count(paths: Sequence[str], choice: Choice, most: int = 2_000_000) -> int | None:
    """How many documents there will be, where that can be told without reading much; for the remaining time only."""
    total = 0
    for path in paths:
        if path == "-" or remote(path):
            return None
        plain = os.path.isdir(path) or glob.has_magic(path) or (os.path.isfile(path) and _is_list(path))  # noqa: PTH112, PTH113
        if path.endswith(LINES) and not path.endswith(".gz"):
            with Path(path).open("rb") as file:
                total += sum(1 for line in file if line.strip())
            continue
        if not plain:
            return None
        for item in items([path], choice, Seen()):
            if item.data is not None:
                return None  # an archive inside
            total += 1
            if total > most:
                return None
    return total


def _folder(path: str, choice: Choice, seen: Seen) -> Iterator[Item]:
    """The documents under a folder, sorted; hidden files and links to folders are left alone."""
    try:
        with os.scandir(path) as found:
            entries = sorted(
                (os.fsencode(one.name), one.is_dir(follow_symlinks=False))
                for one in found
                if not (one.is_symlink() and one.is_dir())  # it might lead back here
            )
    except OSError as error:
        yield Item(path, trouble=f"{path}: cannot be read ({error.strerror})")
        return
    for name, inner in entries:
        if name.startswith(b".") or name == b"__MACOSX":
            continue
        below = os.path.join(path, os.fsdecode(name))  # noqa: PTH118  # keeps ./ as it was given
        if inner:
            yield from _folder(below, choice, seen)
        elif wanted(below, choice, seen):
            yield from _file(below, choice, seen)


def wanted(name: str, choice: Choice, seen: Seen) -> bool:
    """Is this file of a folder or archive a document, by its name? Others are counted."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    suffix = Path(base).suffix.lower()
    if choice.include:
        good = any(fnmatch.fnmatch(base, pattern) for pattern in choice.include)
    else:
        good = suffix in DOCUMENTS or suffix[1:].isdecimal() or _container(base)
    if not good:
        seen.passed[suffix or base] += 1
    return good


def _container(name: str) -> bool:
    return name.lower().endswith((*ARCHIVES, *LINES, ".parquet"))


def _file(path: str, choice: Choice, seen: Seen) -> Iterator[Item]:
    """One file: a document, or what holds documents."""
    lower = path.lower()
    if lower.endswith(LINES):
        with _opened(path) as file:
            yield from json_lines(file, path, choice)
    elif lower.endswith(ARCHIVES):
        for item in members(path, choice.max_bytes):
            if item.trouble or (wanted(item.name, choice, seen) and not _container(item.name)):
                yield item
    elif lower.endswith(".parquet"):
        yield from _parquet(path, choice)
    else:
        try:
            size = os.stat(path).st_size  # noqa: PTH116
        except (OSError, ValueError):
            size = 0
        yield Item(path, size=size)


def _opened(path: str) -> BinaryIO:
    try:
        if path.lower().endswith(".gz"):
            return gzip.open(path, "rb")  # type: ignore[return-value]
        return Path(path).open("rb")
    except OSError as error:
        raise JsxError(f"{path}: cannot be read ({error.strerror})") from error


def _stream(file: BinaryIO, choice: Choice) -> Iterator[Item]:
    """Standard input: JSON Lines where the first line begins with {, else a list of files."""
    first = file.readline(choice.max_bytes)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from json_lines(_Again(first, file), "-", choice)
    else:
        yield from _listed(_pieces(_Again(first, file)))


class _Again(io.RawIOBase):
    """A stream whose first line was read already and is given again."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self.first, self.rest = first, rest

    def readline(self, size: int | None = -1) -> bytes:
        """The next line, at most `size` bytes of it."""
        if self.first:
            most = len(self.first) if size is None or size < 0 else size
            found, self.first = self.first[:most], self.first[most:]
            return found
        return self.rest.readline(-1 if size is None else size)


def _is_list(path: str) -> bool:
    """Does the file begin with the name of a file that is there? A document begins with a title."""
    if Path(path).suffix.lower() not in LISTS or not os.path.isfile(path):  # noqa: PTH113
        return False
    try:
        with Path(path).open("rb") as file:
            head = file.read(PEEK)
    except OSError:
        return False
    pieces = head.split(b"\0") if b"\0" in head else head.lstrip(b"\xef\xbb\xbf").split(b"\n")
    first = next((piece.strip() for piece in pieces if piece.strip()), b"")
    try:
        name = os.fsdecode(first)
        return bool(first) and len(first) < PEEK - 1 and (remote(name) or os.path.lexists(name))
    except ValueError:
        return False


def _list(path: str) -> Iterator[Item]:
    with _opened(path) as file:
        yield from _listed(_pieces(file))


def _pieces(file: Any) -> Iterator[bytes]:
    """The entries of a list, one a line, or apart by NUL as `find -print0` gives them."""
    while line := file.readline(1_000_000):
        yield from line.split(b"\0") if b"\0" in line else (line.rstrip(b"\r\n"),)


def _listed(pieces: Iterator[bytes]) -> Iterator[Item]:
    for piece in pieces:
        name = os.fsdecode(piece.removeprefix(b"\xef\xbb\xbf").strip())
        if name and not name.startswith("#"):
            yield from _one_listed(name)


def _one_listed(name: str) -> Iterator[Item]:
    try:
        size = 0 if remote(name) else os.stat(name).st_size  # noqa: PTH116
    except (OSError, ValueError):
        size = 0
    yield Item(name, size=size)


def json_lines(file: Any, name: str, choice: Choice) -> Iterator[Item]:
    """Each line an object with its text, its name and whatever else; what else there is becomes metadata."""
    number = 0
    while line := file.readline(choice.max_bytes + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > choice.max_bytes:
            while line and not line.endswith(b"\n"):
                line = file.readline(1 << 20)
            yield Item(place, trouble=f"{place}: more than {choice.max_bytes:,} bytes in one line")
            continue
        if line.strip():
            yield _of_line(line, place, choice)


def _of_line(line: bytes, place: str, choice: Choice) -> Item:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Item(place, trouble=f"{place}: no JSON ({str(error)[:80]})")
    if not isinstance(found, dict):
        return Item(place, trouble=f"{place}: not a JSON object with a field {choice.text!r}")
    return of_fields(found, place, choice)


def of_fields(found: dict[str, Any], place: str, choice: Choice) -> Item:
    """The item of a record with text and metadata."""
    text = found.pop(choice.text, None)
    key = choice.name or next((name for name in NAMES if isinstance(found.get(name), str | int)), "")
    name = str(found.pop(key, "") or "") if key else ""
    try:
        meta = json.dumps(found, ensure_ascii=False, sort_keys=True, default=str) if found else ""
        meta.encode()
    except (ValueError, RecursionError):
        meta = ""
    if not isinstance(text, str):
        return Item(name or place, trouble=f"{place}: no text in the field {choice.text!r} (--text-field)", meta=meta)
    data = text.encode("utf-8", "replace")
    return Item(name or place, data, meta=meta, size=len(data))


def _parquet(path: str, choice: Choice) -> Iterator[Item]:
    """Each row of a Parquet file."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise JsxError(f"{path}: needs pyarrow; pip install 'jsx-cli[parquet]'") from error
    number = 0
    try:
        with parquet.ParquetFile(path) as table:
            if choice.text not in table.schema_arrow.names:
                columns = ", ".join(table.schema_arrow.names)
                raise JsxError(f"{path}: no column {choice.text!r}; --text-field is one of {columns}")
            for rows in table.iter_batches(batch_size=64):
                for record in rows.to_pylist():
                    number += 1
                    yield of_fields(record, f"{path}:{number}", choice)
    except (ArrowException, OSError) as error:
        yield Item(path, trouble=f"{path}: cannot be read as Parquet ({str(error).splitlines()[0][:200]})")


def _remote(address: str, choice: Choice, seen: Seen) -> Iterator[Item]:
    """The documents under an address that fsspec knows, or the one that stands there."""
    system, inner = filesystem(address)
    scheme = address.partition("://")[0]
    try:
        if glob.has_magic(inner):
            found: Iterator[str] = iter(sorted(system.glob(inner)))
        elif system.isfile(inner):
            found = iter([inner])
        else:
            found = _walk(system, inner)
        first = next(found, None)
    except OSError as error:
        raise JsxError(f"{address}: cannot be read ({error})") from error
    if first is None:
        raise JsxError(f"{address}: nothing there")
    for name in chain([first], found):
        full = f"{scheme}://{name}"
        if name.lower().endswith(LINES):
            with system.open(name, "rb", compression="infer") as file:
                yield from json_lines(file, full, choice)
        elif _container(name):
            yield Item(full, trouble=f"{full}: archives are read from this machine only; copy it first")
        elif wanted(name, choice, seen):
            yield Item(full)


def _walk(system: Any, top: str) -> Iterator[str]:
    entries = sorted(system.ls(top, detail=True), key=lambda entry: str(entry["name"]))
    for entry in entries:
        name = str(entry["name"]).rstrip("/")
        if name.rstrip("/") == top.rstrip("/") or name.rsplit("/", 1)[-1].startswith("."):
            continue
        if entry["type"] == "directory":
            yield from _walk(system, name)
        else:
            yield name
