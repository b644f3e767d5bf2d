"""Word lists from `rules/lexicons/*.csv`: UTF-8, one header line, a column `word`, a column `source`.

`#` starts a comment line. `lexicon("units")` gives the rows, `words("units")` the words, longest first
as a regular expression wants them. What was asked of the shipped lexicons is kept in the cache, under the digest of
their files: a run that finds it there reads no CSV.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from jsx_cli import __version__, store
from jsx_cli.digests import known_digest
from jsx_cli.errors import JsxError
from jsx_cli.resources import rules_dir

Row = dict[str, str]
FORMAT = 4
CELL, LINE = "\x1f", "\x1e"  # what stands between the cells and the lines of what is kept; no lexicon holds them


def read_lexicon(path: Path) -> tuple[Row, ...]:
    """The rows of one CSV file. Raises `JsxError` for a file without a `word` column or with a ragged line."""
    import csv

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise JsxError(f"{path}: cannot read this lexicon ({error.strerror})") from error
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    rows: list[Row] = []
    header: list[str] = []
    for (number, _), cells in zip(kept, csv.reader(line for _, line in kept), strict=True):
        if not header:
            header = [cell.strip() for cell in cells]
            if "word" not in header:
                raise JsxError(f"{path}:{number}: a lexicon needs a column 'word'; its first line is {cells}")
            continue
        if len(cells) != len(header):
            raise JsxError(f"{path}:{number}: {len(cells)} cells where the header has {len(header)}")
        rows.append({name: cell.strip() for name, cell in zip(header, cells, strict=True)})
    return tuple(rows)


class Kept:
    """What was asked of the shipped lexicons, in this run and in those before it.

    A kept file says where each answer begins and ends, and has the answers behind it.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.name = ""
        self.places: dict[str, tuple[int, int]] = {}
        self.answers = b""
        self.fresh: dict[str, str] = {}
        if folder is not None:
            try:
                python = sys.implementation.cache_tag
                self.name = f"lexicons-{FORMAT}-{__version__}-{python}-{known_digest(rules_dir(), folder)}.bin"
                self.places, self.answers = self._read()
            except (JsxError, OSError):
                self.folder = None  # whoever reads the lexicon itself says what is wrong

    def _read(self) -> tuple[dict[str, tuple[int, int]], bytes]:
        body = store.read(self.folder, self.name)
        try:
            places, answers = marshal.loads(body or b"")  # ours, sealed, and data whatever it says
            return {str(key): (int(start), int(end)) for key, (start, end) in places.items()}, bytes(answers)
        except (ValueError, TypeError, AttributeError, EOFError):
            return {}, b""

    def get(self, what: str, name: str, where: Mapping[str, str], make: Callable[[], str]) -> str:
        """What is known under these names, else what `make` makes of it."""
        key = "\t".join((what, name, *(f"{column}={value}" for column, value in where.items())))
        place = self.places.get(key)
        if place is not None:
            return self.answers[place[0] : place[1]].decode()
        found = make()
        if self.folder is not None:
            if not self.fresh:
                store.at_end(self.keep)
            self.fresh[key] = found
        return found

    def keep(self) -> None:
        """Write what is new for the next run, beside what other runs have written meanwhile."""
        if not self.fresh:
            return
        places, answers = self._read()
        whole = bytearray(answers)
        for key, found in self.fresh.items():
            start = len(whole)
            whole += found.encode()
            places[key] = (start, len(whole))
        self.fresh = {}
        store.write(self.folder, self.name, marshal.dumps((places, bytes(whole))))


@cache
def _kept() -> Kept:
    return Kept(store.place())


@cache
def lexicon(name: str) -> tuple[Row, ...]:
    """The rows of a shipped lexicon, in the order of the file."""

    def read() -> str:
        rows = read_lexicon(rules_dir() / "lexicons" / f"{name}.csv")
        return LINE.join(map(CELL.join, [list(rows[0]), *(row.values() for row in rows)])) if rows else ""

    header, *lines = [line.split(CELL) for line in _kept().get("rows", name, {}, read).split(LINE)]
    return tuple(dict(zip(header, cells, strict=True)) for cells in lines)


@cache
def words(name: str, **where: str) -> tuple[str, ...]:
    """The words of a shipped lexicon whose columns equal `where`, longest first."""

    def found() -> str:
        fitting = {row["word"] for row in lexicon(name) if all(row.get(key) == value for key, value in where.items())}
        return LINE.join(sorted(fitting, key=lambda word: (-len(word), word)))

    kept = _kept().get("words", name, where, found)
    return tuple(kept.split(LINE)) if kept else ()


@cache
def pattern(name: str, **where: str) -> str:
    """The words as one alternation for a regular expression, longest first, in a group of its own."""
    return _kept().get("pattern", name, where, lambda: alternation(words(name, **where)))


def alternation(words: Sequence[str]) -> str:
    """The words as one group that tries them in the same order, with common beginnings written once.

    组织部|组织|部 becomes (?:组织(?:部|)|部): with some hundred words a place where none stands is passed over at once.
    """
    return "(?:" + "|".join(_branches(list(dict.fromkeys(words)))) + ")"


def _branches(words: list[str]) -> Iterator[str]:
    """One branch for each first character, in the order of the first word that begins with it."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], []).append(word[1:])
    for first, rests in by_first.items():
        beginning = re.escape(first)
        while len(rests) > 1 and len({rest[:1] for rest in rests}) == 1 and rests[0]:
            beginning += re.escape(rests[0][0])
            rests = [rest[1:] for rest in rests]
        yield beginning + (re.escape(rests[0]) if len(rests) == 1 else f"(?:{'|'.join(_branches(rests))})")
