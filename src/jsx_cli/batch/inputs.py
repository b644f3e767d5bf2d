"""What a batch reads: folders, patterns, lists, JSON Lines, archives, Parquet, in a stated order.

`crawl/` gives its documents sorted by name, folder after folder; `crawl.zip` gives `crawl.zip!/46号.html` and so on.
Everything comes one by one, so that a million documents take no more memory than a thousand. Files of a folder that are
no documents by their names (.png, .css) are passed over and counted in `Seen`.

No absolute path becomes the name of a document: /data/crawl/46号.html is crawl/46号.html when /data/crawl was given.
"""

from __future__ import annotations

import fnmatch
import glob
import gzip
import io
import json
import os
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from jsx_cli.batch.archives import ARCHIVES, members
from jsx_cli.batch.item import Item
from jsx_cli.batch.store import filesystem, remote
from jsx_cli.errors import JsxError
from jsx_cli.patterns import late
from jsx_cli.records import dataclass, field
from jsx_cli.report import dumps

# Formats that jsx reads; what has no suffix is looked into as well.
DOCUMENTS = frozenset(
    ("", ".txt", ".text", ".htm", ".html", ".shtml", ".xhtml", ".jhtml", ".aspx", ".jsp", ".php", ".md", ".markdown",
     ".docx", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".mht", ".mhtml", ".xml", ".asp", ".do", ".action", ".shtm")
)  # fmt: skip
# 关于2.5亿元投资的通知 has no suffix, and neither has 46号.关于改革的通知.
SUFFIX = late(r"\.[a-z0-9_~-]{1,10}")
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
LISTS = frozenset(("", ".txt", ".list", ".lst", ".files"))
NAMES = ("path", "id", "name", "file", "url")  # where a line of JSON may have its name
PEEK = 4096
CHUNK = 1 << 16
LONGEST = 1_000_000  # bytes of an entry of a list
PATHS = 50  # lines that are looked at to tell a list from a document
BOMB = 200  # how many times its packed size a file of JSON Lines may be; text packs 3 to 10 times
COUNTED = 200_000_000  # bytes of JSON Lines whose lines are counted for the remaining time


class OwnResultsError(JsxError):
    """A pattern or a list leads to the results of the run."""


@dataclass(slots=True)
class Choice:
    """How the input is to be read.

    `include` are patterns of file names, instead of the known suffixes. `text` is the field or column of the text,
    `name` that of the name. `max_bytes` bounds one document, a line of JSON included. `out` is the folder of the
    results, with / at its end; no file of it is read.
    """

    include: tuple[str, ...] = ()
    text: str = "text"
    name: str = ""
    max_bytes: int = 200_000_000
    out: str = ""


@dataclass(slots=True)
class Seen:
    """What was passed over on the way, by suffix, and configurations inside folders, which hold for nothing."""

    passed: Counter[str] = field(default_factory=Counter)
    settings: list[str] = field(default_factory=list)


def items(paths: Sequence[str], choice: Choice, seen: Seen, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """The documents of all paths. Raises `JsxError` for a path that is not there."""
    for path in paths:
        if path == "-":
            yield from _stream(stdin or sys.stdin.buffer, choice, seen)
        elif remote(path):
            yield from _remote(path, choice, seen)
        elif os.path.isdir(path):  # noqa: PTH112  # Path raises for names that no file can have
            yield from _folder(path, label(path), choice, seen)
        elif os.path.lexists(path):
            yield from _list(path, choice, seen) if _is_list(path) else _file(path, label(path), choice, seen)
        elif glob.has_magic(path):
            files = [found for found in _matches(path) if os.path.isfile(found)]  # noqa: PTH113
            if not files:
                raise JsxError(f"{path}: no file matches this pattern")
            for found in files:
                _keep_off(found, choice)
            above = len(path) - len(label(path))
            for found in files:
                yield from _file(found, found[above:], choice, seen)
        else:
            raise JsxError(f"{path}: no such file")


def _matches(path: str) -> list[str]:
    """The names that a pattern fits, in order; hidden files only where it asks for them.

    `glob.glob` would follow a link to a folder that leads back to where it stands, again and again.
    """
    above, rest = _split(path)
    hidden = any(piece.startswith(".") for piece in rest)
    root = Path(above or ".")
    try:
        found = [str(one.relative_to(root)) for one in root.glob("/".join([*rest, "*"] if rest[-1] == "**" else rest))]
    except (ValueError, NotImplementedError) as error:  # a**; C:*.txt on Windows
        raise JsxError(f"{path}: is no pattern ({error})") from error
    return sorted(above + one for one in found if hidden or (not one.startswith(".") and f"{os.sep}." not in one))


def _split(path: str) -> tuple[str, list[str]]:
    """A pattern in two: the folder above the first mark, as it was given, and the rest in pieces."""
    # Windows takes C:/crawl/*.html as well; ./ is kept.
    pieces = path.replace(os.altsep or os.sep, os.sep).split(os.sep)  # noqa: PTH206
    at = next(at for at, piece in enumerate(pieces) if glob.has_magic(piece))
    return "".join(piece + os.sep for piece in pieces[:at]), pieces[at:]


def label(path: str) -> str:
    """What the output calls a path that was given: crawl for /data/crawl, for elsewhere the crawl lies elsewhere.

    A pattern keeps what begins with the last folder before its first mark: /data/crawl/**/*.html is crawl/**/*.html.
    """
    if remote(path) or not os.path.isabs(path):  # noqa: PTH117
        return path
    pieces = Path(path).parts[1:]
    marked = next((at for at, piece in enumerate(pieces) if glob.has_magic(piece)), len(pieces))
    if os.path.lexists(path):
        marked = len(pieces)
    return os.path.join(*pieces[max(0, marked - 1) :]) if pieces else "."  # noqa: PTH118


def count(paths: Sequence[str], choice: Choice, most: int = 2_000_000) -> int | None:
    """How many documents there will be, where that can be told without reading much; for the remaining time only."""
    total = 0
    for path in paths:
        if path == "-" or remote(path):
            return None
        plain = os.path.isdir(path) or glob.has_magic(path) or (os.path.isfile(path) and _is_list(path))  # noqa: PTH112, PTH113
        if path.endswith(LINES) and not path.endswith(".gz"):
            if not os.path.isfile(path) or os.stat(path).st_size > COUNTED:  # noqa: PTH113, PTH116
                return None
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


def _folder(path: str, name: str, choice: Choice, seen: Seen, top: bool = True) -> Iterator[Item]:
    """The documents under a folder, sorted; hidden files and links to folders are left alone."""
    try:
        with os.scandir(path) as found:
            entries = sorted(
                (os.fsencode(one.name), one.is_dir(follow_symlinks=False))
                for one in found
                if not (one.is_symlink() and os.path.isdir(one.path))  # noqa: PTH112  # it might lead back here
            )
    except OSError as error:
        yield Item(name, trouble=f"{name}: cannot be read ({error.strerror})")
        return
    for raw, inner in entries:
        if raw.startswith(b".") or raw == b"__MACOSX":
            continue
        base = os.fsdecode(raw)
        below, named = os.path.join(path, base), os.path.join(name, base)  # noqa: PTH118  # keeps ./ as it was given
        if inner:
            yield from _folder(below, named, choice, seen, False)
        elif wanted(named, choice, seen):
            try:
                yield from _file(below, named, choice, seen)
            except JsxError as error:  # one file of a folder stops no run
                yield Item(named, trouble=error.message.replace(below, named))
        elif not top and base in ("jsx.yaml", "jsx.yml"):
            seen.settings.append(named)


def wanted(name: str, choice: Choice, seen: Seen) -> bool:
    """Is this file of a folder or archive a document, by its name? Others are counted."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    suffix = Path(base.split("?")[0]).suffix.lower()
    suffix = suffix if SUFFIX.fullmatch(suffix) else ""
    if choice.include:
        good = any(fnmatch.fnmatch(base, pattern) for pattern in choice.include)
    else:
        good = suffix in DOCUMENTS or suffix[1:].isdecimal() or _container(base)
    if not good:
        seen.passed[suffix or base] += 1
    return good


def _container(name: str) -> bool:
    return name.lower().endswith((*ARCHIVES, *LINES, ".parquet"))


def _file(path: str, name: str, choice: Choice, seen: Seen) -> Iterator[Item]:
    """One file: a document, or what holds documents."""
    _keep_off(path, choice)
    lower = path.lower()
    if lower.endswith(LINES):
        yield from _lines_of(path, name, choice)
    elif lower.endswith(ARCHIVES):
        for item in members(path, choice.max_bytes, name):
            if item.trouble:
                yield item
            elif wanted(item.name, choice, seen):
                yield from _packed(item, choice)
    elif lower.endswith(".parquet"):
        yield from _parquet(path, name, choice)
    else:
        try:
            size = os.stat(path).st_size  # noqa: PTH116
        except (OSError, ValueError):
            size = 0
        yield Item(name, size=size, place="" if path == name else path)


def _keep_off(path: str, choice: Choice) -> None:
    if choice.out and os.path.abspath(path).startswith(choice.out):  # noqa: PTH100
        raise OwnResultsError(f"{path}: stands in {choice.out}, where the results go; leave it out of the input")


def _packed(item: Item, choice: Choice) -> Iterator[Item]:
    """A document of an archive, or the lines of one that holds JSON Lines."""
    if not _container(item.name):
        yield item
    elif item.name.lower().endswith((".jsonl", ".ndjson")):
        yield from json_lines(io.BytesIO(item.data or b""), item.name, choice)
    else:
        yield Item(item.name, trouble=f"{item.name}: archives in archives are not read; unpack it first")


def _lines_of(path: str, name: str, choice: Choice) -> Iterator[Item]:
    """The lines of a file of JSON Lines; where it breaks off, the place where it does."""
    with _opened(path) as packed:
        file: Any = packed
        if path.lower().endswith(".gz"):
            file = gzip.GzipFile(fileobj=packed)
        try:
            for item in json_lines(file, name, choice):
                yield item
                if file is not packed and file.tell() > CHUNK + BOMB * packed.tell():
                    yield Item(name, trouble=f"{name}: refused: it unpacks to more than {BOMB} times its size")
                    return
        except (OSError, EOFError, zlib.error) as error:
            yield Item(name, trouble=f"{name}: cannot be read to its end ({str(error)[:200]})")


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise JsxError(f"{path}: cannot be read ({error.strerror})") from error


def _stream(file: BinaryIO, choice: Choice, seen: Seen) -> Iterator[Item]:
    """Standard input: JSON Lines where the first line begins with {, else a list of files."""
    first = file.readline(CHUNK)
    again = _Again(first, file)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from json_lines(again, "-", choice)
    else:
        yield from _listed(again, choice, seen)


class _Again(io.RawIOBase):
    """A stream whose beginning was read already and is given again."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self.first, self.rest = first, rest

    def readline(self, size: int | None = -1) -> bytes:
        """The next line, at most `size` bytes of it."""
        most = sys.maxsize if size is None or size < 0 else size
        found, self.first = self.first[:most], self.first[most:]
        if found.endswith(b"\n") or len(found) == most:
            return found
        return found + self.rest.readline(most - len(found))

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, at most `size` of them."""
        most = sys.maxsize if size is None or size < 0 else size
        found, self.first = self.first[:most], self.first[most:]
        return found or self.rest.read(-1 if most == sys.maxsize else most)


def _is_list(path: str) -> bool:
    """Is it a list of files? One of its first lines names a file that is there, or all look like names of files."""
    if Path(path).suffix.lower() not in LISTS or not os.path.isfile(path):  # noqa: PTH113
        return False
    try:
        with Path(path).open("rb") as file:
            head = file.read(PEEK)
    except OSError:
        return False
    cut = len(head) == PEEK
    pieces = head.split(b"\0") if b"\0" in head else head.removeprefix(b"\xef\xbb\xbf").splitlines()
    pieces = pieces[:-1] if cut else pieces
    names = [name for name in map(_listed_name, pieces) if name]
    try:
        if any(remote(name) or os.path.isfile(name) for name in names[:PATHS]):  # noqa: PTH113
            return True
    except ValueError:
        return False
    return bool(names) and all(_like_a_path(name) for name in names)


def _like_a_path(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return " " not in name and (suffix in DOCUMENTS - {""} or _container(name))


def _list(path: str, choice: Choice, seen: Seen) -> Iterator[Item]:
    with _opened(path) as file:
        yield from _listed(file, choice, seen)


def _listed(file: Any, choice: Choice, seen: Seen) -> Iterator[Item]:
    """The files of a list: one a line, or apart by NUL as `find -print0` gives them, when names may hold anything."""
    first = file.read(CHUNK).removeprefix(b"\xef\xbb\xbf")
    mark = b"\0" if b"\0" in first else b"\n"
    for piece in _pieces(first, file, mark):
        if name := os.fsdecode(piece) if mark == b"\0" else _listed_name(piece):
            yield from _one_listed(name, choice, seen)


def _listed_name(line: bytes) -> str:
    """The file that a line names: as it stands where there is such a file, else without blanks; "" for a comment."""
    name = os.fsdecode(line)
    if not os.path.lexists(name):
        name = name.strip()
        if name.startswith("#") and not os.path.lexists(name):
            return ""
    return name


def _pieces(first: bytes, file: Any, mark: bytes) -> Iterator[bytes]:
    """What stands between the marks, however long the list is."""
    left = b""
    chunk = first
    while chunk:
        *whole, left = (left + chunk).split(mark)
        yield from (piece.removesuffix(b"\r") if mark == b"\n" else piece for piece in whole)
        if len(left) > LONGEST:
            raise JsxError("the list has an entry of more than 1 MB; a list has one file a line, or NUL between files")
        chunk = file.read(CHUNK)
    if left:
        yield left


def _one_listed(name: str, choice: Choice, seen: Seen) -> Iterator[Item]:
    try:
        _keep_off(name, choice)
        if remote(name) or (_container(name) and not os.path.isfile(name)):  # noqa: PTH113
            yield Item(name)
        else:
            yield from _file(name, name, choice, seen)
    except OwnResultsError:
        raise
    except JsxError as error:
        yield Item(name, trouble=error.message)


def json_lines(file: Any, name: str, choice: Choice) -> Iterator[Item]:
    """Each line an object with its text, its name and whatever else; what else there is becomes metadata."""
    number = 0
    while line := file.readline(choice.max_bytes + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > choice.max_bytes:
            yield Item(place, trouble=f"{place}: more than {choice.max_bytes:,} bytes in one line")
            while line and not line.endswith(b"\n"):
                line = file.readline(1 << 20)
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
    key = choice.name or next((name for name in NAMES if _names(found.get(name))), "")
    name = str(found.pop(key, "") or "") if key else ""
    try:
        meta = dumps({key: _plain(found[key]) for key in sorted(found)}, indent=None) if found else ""
    except RecursionError:
        return Item(name or place, trouble=f"{place}: metadata inside metadata without end")
    if not isinstance(text, str):
        return Item(name or place, trouble=f"{place}: no text in the field {choice.text!r} (--text-field)", meta=meta)
    data = text.encode("utf-8", "replace")
    return Item(name or place, data, meta=meta, size=len(data))


def _names(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    """The value as JSON can hold it: no NaN, days and sums of Parquet as text, keys in order."""
    if isinstance(value, dict):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, str | int) else str(value)


def _parquet(path: str, name: str, choice: Choice) -> Iterator[Item]:
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
                    yield of_fields(record, f"{name}:{number}", choice)
    except (ArrowException, OSError) as error:
        reason = (str(error).splitlines() or [""])[0].replace(path, name)[:200]
        yield Item(name, trouble=f"{name}: cannot be read as Parquet ({reason})")


def _remote(address: str, choice: Choice, seen: Seen) -> Iterator[Item]:
    """The documents under an address that fsspec knows, or the one that stands there."""
    system, inner = filesystem(address)
    scheme = address.partition("://")[0]
    try:
        if glob.has_magic(inner):
            found: Iterator[tuple[str, int]] = iter([(name, 0) for name in sorted(system.glob(inner))])
        elif system.isfile(inner):
            found = iter([(inner, 0)])
        else:
            found = _walk(system, inner)
        first = list(islice(found, 1))
    except OSError as error:
        raise JsxError(f"{address}: cannot be read ({error})") from error
    if not first:
        raise JsxError(f"{address}: nothing there")
    for name, size in chain(first, found):
        full = f"{scheme}://{name}"
        if name.lower().endswith(LINES):
            try:
                with system.open(name, "rb", compression="infer") as file:
                    yield from json_lines(file, full, choice)
            except (OSError, EOFError, zlib.error) as error:
                yield Item(full, trouble=f"{full}: cannot be read to its end ({str(error)[:200]})")
        elif _container(name):
            yield Item(full, trouble=f"{full}: archives are read from this machine only; copy it first")
        elif wanted(name, choice, seen):
            yield Item(full, size=size)


def _walk(system: Any, top: str) -> Iterator[tuple[str, int]]:
    entries = sorted(system.ls(top, detail=True), key=lambda entry: str(entry["name"]))
    for entry in entries:
        name = str(entry["name"]).rstrip("/")
        if name.rstrip("/") == top.rstrip("/") or name.rsplit("/", 1)[-1].startswith("."):
            continue
        if entry["type"] == "directory":
            yield from _walk(system, name)
        else:
            yield name, int(entry.get("size") or 0)
