"""Word lists from `rules/lexicons/*.csv`: UTF-8, one header line, a column `word`, a column `source`.

`#` starts a comment line. `lexicon("units")` gives the rows, `words("units")` the words, longest first
as a regular expression wants them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jsx_cli.errors import JsxError
from jsx_cli.resources import rules_dir

Row = dict[str, str]


def read_lexicon(path: Path) -> tuple[Row, ...]:
    """The rows of one CSV file. Raises `JsxError` for a file without a `word` column or with a ragged line."""
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


@cache
def lexicon(name: str) -> tuple[Row, ...]:
    """The rows of a shipped lexicon, in the order of the file."""
    return read_lexicon(rules_dir() / "lexicons" / f"{name}.csv")


@cache
def words(name: str, **where: str) -> tuple[str, ...]:
    """The words of a shipped lexicon whose columns equal `where`, longest first."""
    found = {row["word"] for row in lexicon(name) if all(row.get(key) == value for key, value in where.items())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def pattern(name: str, **where: str) -> str:
    """The words as one alternation for a regular expression, longest first, in a group of its own."""
    return alternation(words(name, **where))


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
