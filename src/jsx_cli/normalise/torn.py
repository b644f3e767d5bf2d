"""Tags that lost a half: 有序实施?/span> was …实施。</span> before a wrong decoding ate the 。 and the <."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.normalise.late import Late

NAMES = "(?:span|strong|div|font|td|tr|p|br|b)"
TORN = Late(rf"/{NAMES}>|(?:<(?:/[a-z]{{0,6}}|{NAMES}[ ][^<>\n]{{0,200}}))++\Z", re.IGNORECASE)


def torn(draft: Draft) -> Iterator[Edit]:
    """Drop the rest of a torn tag."""
    text = draft.text
    if "/" in text or "<" in text:
        for found in TORN.finditer(text):
            yield Edit(Span(*found.span()), "")
