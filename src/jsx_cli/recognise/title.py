"""Titles in 《》: 《关于印发〈甲办法〉的通知》 is one title, and no number inside it is anybody's."""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model import Mention, Name, Span
from jsx_cli.patterns import late

MARK = late(r"[《》\n]")
LONGEST = 200


def recognise(text: str) -> Iterator[Mention]:
    """Every title; of nested 《》 the outermost. A mark without its fellow in the same paragraph is none."""
    depth = start = 0
    for found in MARK.finditer(text):
        mark = found[0]
        if mark == "\n":
            depth = 0
        elif mark == "《":
            if not depth or found.start() - start > LONGEST:
                start, depth = found.start(), 0
            depth += 1
        elif depth:
            depth -= 1
            if not depth and 2 < found.end() - start <= LONGEST:
                where = Span(start, found.end())
                yield Mention(
                    "title", where, Name(text[start + 1 : found.start()]), "title", (), Span(start + 1, found.start())
                )
