"""Whether a number is growth or fall: 增加23个 and 提高5个百分点 are, 增加到23个 and 达到30% are not."""

from __future__ import annotations

import re
from functools import cache

from jsx_cli.lexicon import pattern
from jsx_cli.patterns import compiled


@cache
def _verb() -> re.Pattern[str]:
    return compiled(rf"{pattern('change_verbs')}(?:了|约|近|超|幅度)?\Z")


def changed(text: str, start: int) -> bool:
    """True where a verb of change ends at `start`."""
    if not start or text[start - 1] in "，。、；：到至为":
        return False
    return _verb().search(text, max(0, start - 6), start) is not None
