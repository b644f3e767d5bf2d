"""A scrape that put a whole document on one line, a space for each line end, gets its lines back.

    …印发给你们，请认真贯彻落实。 某区管委会办公室 2018年7月28日 一、总体目标 在全区建立…   →   five lines

Only where a line is long and its spaces stand where lines end: after 。 and before 一、 or （一）. A space that pads
(索 引 号, 2018 年) or follows a short label (组长： 王勇) stays for the later steps.
"""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.normalise.linewrap import MARKER
from jsx_cli.normalise.spaces import is_han, padded
from jsx_cli.patterns import late

GAP = late(r"(?<=\S)[^\S\n\t]++(?=\S)")  # a tab stands between cells
CLOCK = late(r"\d{1,2}:\d{2}$")
ENDS = "。！？；"
SHORTEST = 400
PER_CHARS = 400
LABEL = 8


def oneline(draft: Draft) -> Iterator[Edit]:
    """Turn the spaces of a one-line document back into line ends."""
    text = draft.text
    for first, end_of_line in _long_lines(text):
        gaps = [gap.span() for gap in GAP.finditer(text, first, end_of_line)]
        if len(gaps) < 5 or len(gaps) * PER_CHARS < end_of_line - first:
            continue
        sure = sum(1 for start, end in gaps if text[start - 1] in ENDS or MARKER.match(text, end))
        if sure < 3 or sure * 8 < len(gaps):
            continue
        within = padded(text, gaps)
        last = first
        for start, end in gaps:
            if start not in within and _breaks(text, start, end, last):
                yield Edit(Span(start, end), "\n")
                last = end


def _long_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start >= SHORTEST:
            yield start, end
        start = end + 1


def _breaks(text: str, start: int, end: int, last: int) -> bool:
    before, after = text[start - 1], text[end]
    if before in "：:":
        return start - last > LABEL
    if before in ENDS or MARKER.match(text, end):
        return True
    if CLOCK.search(text, max(0, start - 5), start):
        return True
    wide = is_han(before) or before in "）》”）)】〕"
    return bool(
        wide and (is_han(after) or after in "《（“【" or (after.isdigit() and text[end : end + 5].endswith("年")))
    )
