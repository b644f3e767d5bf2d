"""Characters that nobody sees: soft hyphens, zero-width spaces, direction marks and control characters go.

Every kind of line end (CR, CR LF, form feed, U+2028) becomes one "\\n"; a lone surrogate becomes U+FFFD, because no
file can hold it.
"""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late

ENDS = frozenset("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
# One set of characters, for that is what a search runs through fastest.
INVISIBLE = late(
    "[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\ud800-\udfff"
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e01ef]"
)


# A character that no text shows is a control, a mark of its own, or above all planes of ideographs.
SUSPECT = frozenset(
    chr(code)
    for low, high in ((0, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x17B4, 0x17B5), (0x180B, 0x180E), (0x200B, 0x200F),
                      (0x2028, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFFF0, 0xFFFB))
    for code in range(low, high + 1)
) | set("\u00ad\u034f\u061c\u115f\u1160\ufeff")  # fmt: skip


def _sound(text: str) -> bool:
    """False where half of a surrogate pair stands alone: nothing can encode it."""
    try:
        text.encode("utf-16-le")
    except UnicodeEncodeError:
        return False
    return True


def invisible(draft: Draft) -> Iterator[Edit]:
    """Drop what is not seen and give every line the same end."""
    text = draft.text
    used = draft.used
    if used.isdisjoint(SUSPECT) and max(used, default="") < "\U000e0000" and _sound(text):
        return
    for found in INVISIBLE.finditer(text):
        sign, at = found[0], found.start()
        if sign in ENDS:
            yield Edit(Span(at, at + 1), "" if text.startswith("\r\n", at) else "\n")
        elif "\ud800" <= sign <= "\udfff":
            yield Edit(Span(at, at + 1), "\N{REPLACEMENT CHARACTER}")
        else:
            yield Edit(Span(at, at + 1), "")
