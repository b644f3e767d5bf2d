"""Tags that lost a half: 有序实施?/span> was …实施。</span> before a wrong decoding ate the 。 and the <."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late

NAMES = "(?:span|strong|div|font|td|tr|p|br|b)"
TAIL = late(rf"/{NAMES}>", re.IGNORECASE)
HEAD = late(rf"(?:<(?:/[a-z]{{0,6}}|{NAMES}[ ][^<>\n]{{0,200}}))++\Z", re.IGNORECASE)
LAST = 400


def torn(draft: Draft) -> Iterator[Edit]:
    """Drop the rest of a torn tag, inside the text or where the file was cut off."""
    text = draft.text
    end = len(text)
    if "<" in text[-LAST:]:
        cut = HEAD.search(text, max(0, len(text) - LAST))
        end = cut.start() if cut else end
    if "/" in text:
        for found in TAIL.finditer(text, 0, end):
            yield Edit(Span(*found.span()), "")
    if end < len(text):
        yield Edit(Span(end, len(text)), "")
