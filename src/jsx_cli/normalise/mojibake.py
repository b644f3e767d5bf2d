"""Text that was decoded wrongly once cannot be mended here; the reader is told where it stands.

有序?qū)嵤? was 有序实施。 before a byte was lost in it; 锟斤拷 was anything; å…³ was 关 read as Latin-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.normalise.pinyin import HAN, TONED
from jsx_cli.patterns import late

BROKEN = late(
    rf"\?[a-zü]{{0,5}}[{TONED}][a-zü]{{0,4}}[)）]{HAN}{{0,4}}\??"  # a lost byte took a character with it
    r"|(?:锟斤拷|烫烫烫|屯屯屯)+"
    r"|\ufffd+"
    r"|[\u00c0-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    r"(?:[\u00a0-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122])+"
)
SIGNS = frozenset("?锟烫屯\ufffd")
START = late("[?锟烫屯\ufffd\u00c0-\u00f4]")
MOST = 50


def mojibake(draft: Draft) -> Iterator[Edit]:
    """Note every damaged place, the first fifty of them; change nothing."""
    if draft.used.isdisjoint(SIGNS) and not any("\u00c0" <= sign <= "\u00f4" for sign in draft.used):
        return
    for found in islice(_damaged(draft.text), MOST):
        draft.note(
            "mojibake", f"damaged text {found[0][:20]!r}: a wrong decoding lost characters here", Span(*found.span())
        )
    yield from ()


def _damaged(text: str) -> Iterator[re.Match[str]]:
    """Every damaged place. Where one may begin is looked for first: that is a set of characters, and fast."""
    at = 0
    for start in START.finditer(text):
        if start.start() >= at and (found := BROKEN.match(text, start.start())):
            yield found
            at = found.end()
