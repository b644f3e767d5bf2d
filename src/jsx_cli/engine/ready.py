"""The rule set of some folders, from the cache where it is kept there: what a run needs that reads no rule file.

`engine.folders`, which reads them, is imported when the cache has nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jsx_cli.engine.cache import keep, kept
from jsx_cli.engine.rule import RuleSet
from jsx_cli.errors import JsxError, RuleError
from jsx_cli.hashes import sha256

OTHERS = ("check", "schemes")  # no rules of this language: not read, and no part of the digest
SUFFIXES = (".yaml", ".yml", ".csv")


def load(folders: Sequence[Path], disable: Iterable[str] = (), cache: Path | None = None) -> RuleSet:
    """The rules of the folders, later ones over earlier ones; from the folder `cache` where they are kept there.

    Raises `RuleError` with every problem of every file, or `JsxError` for a folder that is not there.
    """
    disable = tuple(disable)
    total = digest(folders, disable)
    rules = kept(cache, total, folders)
    if rules is None:
        rules = _load(folders, disable, total)
        keep(cache, rules, folders)
    return rules


def _load(folders: Sequence[Path], disable: tuple[str, ...], total: str) -> RuleSet:
    from jsx_cli.engine.folders import inspect

    rules, problems = inspect(folders, disable, total)
    if problems:
        count = len(problems)
        raise RuleError(f"{count} problem{'s' if count > 1 else ''} in the rules", problems=problems)
    return rules


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


def digest(folders: Sequence[Path], disable: Iterable[str] = ()) -> str:
    """16 hexadecimal digits that change with any file of the folders; line ends do not count."""
    total = sha256()
    for folder in folders:
        for name in _names(folder):
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123  # some 250 files on every start
                content = file.read()
            total.update(name.encode("utf-8", "surrogateescape") + b"\0")
            total.update(sha256(content.replace(b"\r\n", b"\n")).digest())
    for name in disable:
        total.update(f"disable {name}\n".encode())
    return total.hexdigest()[:16]
