"""A regular expression that is compiled when it is first used.

Most documents need few of the patterns of these steps, and a class of Chinese characters takes Python longer to
compile than a page takes to read.
"""

from __future__ import annotations

import re
from typing import Any

METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub")


class Late:
    """`Late("第[一二三]条")` has the methods of a compiled pattern."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.source, self.flags)
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
