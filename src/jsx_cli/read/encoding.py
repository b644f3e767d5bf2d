"""Bytes to text: which encoding a file is in, how that was found, and what did not fit.

In comes b"\\xb9\\xfa\\xb7\\xa2", out comes 国发, `gb18030`, found "gb18030 by score". The order is: a byte order mark,
strict UTF-8, then GB18030 against Big5 by how common the characters are that each would give. A label of gb2312
is never believed: pages so labelled are GBK or GB18030, of which it is a part.
"""

from __future__ import annotations

import codecs
import re

from jsx_cli.errors import JsxError
from jsx_cli.patterns import late
from jsx_cli.records import dataclass

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# gb2312 and gbk are parts of gb18030; a page that says either may use all of it.
SAME = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "utf8": "utf-8"}

BROKEN = late(f"{REPLACEMENT}+")

SAMPLE = 60_000
PAIR = late(rb"[\x81-\xfe][\x30-\xfe]")

# Level one of GB 2312 (rows B0–D7, the 3,755 common characters) and its punctuation (A1–A3).
COMMON_GB = late(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
# Level one of Big5 (A4–C6, the 5,401 common characters) and its punctuation (A1–A3).
COMMON_BIG5 = late(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]")
# The ideographs of GB 2312 level one are sorted by sound; these rows lie in level two of Big5.
RARE_BIG5 = late(rb"[\xc9-\xf9][\x40-\x7e\xa1-\xfe]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the codec that gives it, how the codec was found, and how many places made no sense."""

    text: str
    encoding: str
    found: str
    replaced: int = 0


def decode(data: bytes, name: str, given: str | None = None) -> Decoded:
    """The text of `data`. Raises `JsxError` for an encoding that does not exist and for bytes that are no text."""
    if given is not None:
        return _given(data, name, given)
    for mark, codec in MARKS:
        if data.startswith(mark):
            text, replaced = _tolerant(data, codec)
            return Decoded(text, codec, "bom", replaced)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError:
        pass
    return _wide(data) or _nearly_utf8(data) or _by_score(data)


def _given(data: bytes, name: str, given: str) -> Decoded:
    try:
        codec = codecs.lookup(given).name
        "".encode(codec)  # codecs such as zlib exist and decode no text
    except (LookupError, ValueError, UnicodeError) as error:
        raise JsxError(
            f"{name}: no encoding is called {given!r}; try utf-8, gb18030, big5 or utf-16, or leave --encoding out"
        ) from error
    if codec in ("utf-8", "utf_8") and data.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    codec = SAME.get(codec, codec)
    try:
        text, replaced = _tolerant(data, codec)
    except (UnicodeError, ValueError) as error:
        raise JsxError(f"{name}: cannot be read as {given} ({error}); leave --encoding out") from error
    if text.startswith("\ufeff"):
        text = text[1:]
    return Decoded(text, codec, "given", replaced)


def _tolerant(data: bytes, codec: str) -> tuple[str, int]:
    text = data.decode(codec, "replace")
    if REPLACEMENT not in text:
        return text, 0
    try:
        return data.decode(codec), 0  # the file itself says U+FFFD
    except UnicodeDecodeError:
        return text, text.count(REPLACEMENT)


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every line end and ASCII digit leaves a NUL on one side."""
    sample = data[: SAMPLE - SAMPLE % 2]
    nuls = sample.count(0)
    if nuls * 50 < len(sample):
        return None
    codec = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
    text, replaced = _tolerant(data, codec)
    strange = sum(1 for character in text[:2000] if not (character.isprintable() or character.isspace()))
    return (
        None
        if replaced * 100 > len(text) or strange * 20 > len(text[:2000])
        else Decoded(text, codec, f"{codec} by its NULs", replaced)
    )


def _nearly_utf8(data: bytes) -> Decoded | None:
    """A file cut off in a character, or with a few bad bytes in an otherwise sound UTF-8 text."""
    text, replaced = _tolerant(data, "utf-8")
    wide = sum(1 for character in text[:SAMPLE] if character > "\x7f" and character != REPLACEMENT)
    broken = text[:SAMPLE].count(REPLACEMENT)
    places = len(BROKEN.findall(text, 0, SAMPLE))
    # GB18030 read as UTF-8 is mostly replacements; 2 places in 100 is far from that and allows one cut in a short text.
    # One place may be several bytes: a lone surrogate is three.
    cut = broken <= 1 and text.endswith(REPLACEMENT)
    few = (places == 1 or places * 50 <= wide) and broken * 10 <= wide
    return Decoded(text, "utf-8", "utf-8", replaced) if wide and (cut or few) else None


def _by_score(data: bytes) -> Decoded:
    """GB18030 or Big5, whichever gives the more common characters; a loss counts heavily."""
    sample = b"".join(PAIR.findall(data[:SAMPLE]))
    pairs = max(1, len(sample) // 2)
    scores = {"gb18030": _share(COMMON_GB, sample, pairs), "big5": _share(COMMON_BIG5, sample, pairs)}
    scores["big5"] -= _share(RARE_BIG5, sample, pairs)
    candidates = []
    for codec in ("gb18030", "big5"):
        text, replaced = _tolerant(data, codec)
        if codec == "big5" and replaced:
            wider, fewer = _tolerant(data, "big5hkscs")
            if fewer < replaced:
                text, replaced, scores["big5hkscs"], codec = wider, fewer, scores["big5"], "big5hkscs"
        candidates.append((scores[codec] - 20 * replaced / pairs, codec, text, replaced))
    _, codec, text, replaced = max(candidates, key=lambda candidate: candidate[0])
    return Decoded(text, codec, f"{codec} by score", replaced)


def _share(pattern: re.Pattern[bytes], sample: bytes, pairs: int) -> float:
    return sum(1 for at in range(0, len(sample) - 1, 2) if pattern.match(sample, at)) / pairs
