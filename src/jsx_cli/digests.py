"""The files of rule folders and the digest of what stands in them.

Reading some 250 files to see that none has changed takes longer than analysing a page. So the digest is kept in the
cache under what the system says of the files (names, sizes, times of change), as `git` does it: while a file is so new
that it could change again within the same tick of the clock, its content is read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jsx_cli import store
from jsx_cli.errors import JsxError
from jsx_cli.hashes import sha256

OTHERS = ("check", "schemes")  # no rules of this language: not read, and no part of the digest
SUFFIXES = (".yaml", ".yml", ".csv")


FORMAT = 1
SETTLED = 3_000_000_000  # nanoseconds; the coarsest clocks of file systems tick every two seconds


def files_of(folder: Path) -> list[Path]:
    """The files of a rule folder, in the order of their names. Raises `JsxError` where there is no such folder."""
    return [folder / name for name in _names(folder)]


def _names(folder: Path) -> list[str]:
    """The same as paths below the folder, with slashes."""
    if not folder.is_dir():
        raise JsxError(f"{folder}: no such folder of rules; give a folder that holds YAML rule files")
    return sorted(_below(str(folder), ""), key=lambda name: name.split("/"))


def _below(folder: str, name: str) -> Iterator[str]:
    try:
        with os.scandir(f"{folder}/{name}") as entries:
            found = list(entries)
    except OSError:  # as pathlib does: what cannot be listed has no files
        return
    for entry in found:
        if entry.name.startswith(".") or (not name and entry.name in OTHERS):
            continue
        if entry.name.endswith(SUFFIXES) and entry.is_file():
            yield f"{name}{entry.name}"
        elif entry.is_dir(follow_symlinks=False):
            yield from _below(folder, f"{name}{entry.name}/")


def digest(folders: Sequence[Path], disable: Iterable[str] = (), cache: Path | None = None) -> str:
    """16 hexadecimal digits that change with any file of the folders; line ends do not count."""
    found = _digest(folders, disable, cache)
    if len(folders) == 1 and not disable:
        _known[str(folders[0])] = found
    return found


_known: dict[str, str] = {}


def known_digest(folder: Path, cache: Path | None) -> str:
    """The digest of a folder as it was when this run last asked for it."""
    return _known.get(str(folder)) or digest((folder,), (), cache)


def _digest(folders: Sequence[Path], disable: Iterable[str], cache: Path | None) -> str:
    names = [(str(folder), _names(folder)) for folder in folders]
    disable = tuple(disable)
    stamp = _stamp(names, disable) if cache else ""
    if stamp and (kept := store.read(cache, stamp)):
        return kept.decode("ascii", "replace")
    total = sha256()
    for folder, inside in names:
        for name in inside:
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
                content = file.read()
            total.update(name.encode("utf-8", "surrogateescape") + b"\0")
            total.update(sha256(content.replace(b"\r\n", b"\n")).digest())
    for name in disable:
        total.update(f"disable {name}\n".encode())
    found = total.hexdigest()[:16]
    if stamp and stamp == _stamp(names, disable):
        store.write(cache, stamp, found.encode())
    return found


def _stamp(folders: Sequence[tuple[str, Sequence[str]]], disable: Sequence[str]) -> str:
    """The name under which the digest is kept; "" while a file is too new to be told from what it may yet become."""
    told: list[object] = [FORMAT, disable]
    latest = 0
    for folder, names in folders:
        told.append(os.path.abspath(folder))  # noqa: PTH100
        for name in names:
            status = os.stat(f"{folder}/{name}")  # noqa: PTH116
            told.append((name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
            latest = max(latest, status.st_mtime_ns, status.st_ctime_ns)
    if time.time_ns() - latest < SETTLED:
        return ""
    return f"digest-{sha256(repr(told).encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"
