"""The longest word of a lexicon that stands at a place: 平方米 before 平方."""

from __future__ import annotations

from functools import cache

from jsx_cli.lexicon import Row, lexicon


class Words:
    """A lexicon by first character, longest first."""

    __slots__ = ("_by_first",)

    def __init__(self, rows: tuple[Row, ...]) -> None:
        by_first: dict[str, list[tuple[str, Row]]] = {}
        for row in rows:
            by_first.setdefault(row["word"][0], []).append((row["word"], row))
        for entries in by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_first = by_first

    def at(self, text: str, start: int) -> Row | None:
        """The row of the longest word at `start`."""
        if start >= len(text):
            return None
        for word, row in self._by_first.get(text[start], ()):
            if text.startswith(word, start):
                return row
        return None

    def ending(self, text: str, end: int) -> Row | None:
        """The row of the longest word that ends at `end`; for short lexicons."""
        best: Row | None = None
        for entries in self._by_first.values():
            for word, row in entries:
                if text.endswith(word, 0, end) and (best is None or len(word) > len(best["word"])):
                    best = row
        return best


@cache
def lookup(name: str) -> Words:
    """The words of a shipped lexicon."""
    return Words(lexicon(name))
