"""Lines and columns of the decoded file, in the unit that each format counts in.

In goes a position, out come line and column from 1: in 一😀二, 二 stands in column 3 of code points, in column 4 of
UTF-16 units and in column 8 of UTF-8 bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from jsx_cli.patterns import late
from jsx_cli.records import dataclass, field

Unit = Literal["points", "utf16", "utf8"]
BREAK = late(r"\r\n|\r|\n")


@dataclass
class Lines:
    """The lines of a decoded file."""

    text: str
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [0, *(found.end() for found in BREAK.finditer(self.text))]

    def line(self, offset: int) -> int:
        """The number of the line that holds this position."""
        return bisect_right(self.starts, offset)

    def at(self, offset: int, unit: Unit = "points") -> tuple[int, int]:
        """Line and column of a position."""
        line = self.line(offset)
        before = self.text[self.starts[line - 1] : offset]
        if unit == "utf16":
            size = len(before.encode("utf-16-le", "surrogatepass")) // 2
        elif unit == "utf8":
            size = len(before.encode("utf-8", "surrogatepass"))
        else:
            size = len(before)
        return line, size + 1

    def content(self, line: int) -> str:
        """The characters of a line without its end."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
