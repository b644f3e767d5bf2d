"""`jsx recognise TEXT`: what the recognisers see in a text as it was typed, in the JSON of the manual.

In goes any text, traditional, full-width and spaced forms included; out comes a list of plain dictionaries whose
offsets count in that text: recognise_phrase("不低於３０％") gives one ratio of at least 0.3 at 0–6.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from jsx_cli.lexicon import words
from jsx_cli.model import DocNumber, Duration, Mention, Money, Number, Quantity, Ratio, Recurrence, When
from jsx_cli.patterns import late
from jsx_cli.recognise.mentions import mentions
from jsx_cli.typed import Any

WIDE = {code: chr(code - 0xFEE0) for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
WIDE |= {ord(wide): narrow for wide, narrow in zip("％．＋－／＄￥", "%.+-/$￥", strict=True)}
GROUPED = late(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
SPACED = late(r"(?<![0-9])[0-9](?:[ 　][0-9]){3}(?=[ 　]?年)")  # 2 0 2 5 年
_JOINED = "0-9０-９一-鿿〇%％"
GAP = late(
    rf"(?<=[{_JOINED}.．,，负~～—-])[ \t　\u200b\ufeff]+(?=[{_JOINED}‰.．〔（\[至到—~～-])"
    r"|(?<=[〕\]）])[ \t　\u200b]+(?=[0-9０-９第])|[\u200b\ufeff]"
)


def recognise_phrase(text: str, date: date | None = None) -> list[dict[str, Any]]:
    """Every mention of `text` as a dictionary: kind, start, end, text, value."""
    folded, origin = _folded(text)
    return [_item(mention, text, origin) for mention in mentions(folded, date) if mention.kind != "title"]


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in simplified characters, half-width and without gaps, and where each character stood."""
    plain = GROUPED.sub(",", text).translate(WIDE)
    spaced = {at for found in SPACED.finditer(plain) for at in range(*found.span()) if plain[at].isspace()}
    plain = _simplified(plain)
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for gap in GAP.finditer(plain):
        if gap.start() not in spaced and not _closes(plain, gap.start(), gap.end()):
            continue
        pieces.append(plain[at : gap.start()])
        origin.extend(range(at, gap.start()))
        at = gap.end()
    pieces.append(plain[at:])
    origin.extend(range(at, len(plain)))
    origin.append(len(plain))
    return "".join(pieces), origin


def _closes(text: str, start: int, end: int) -> bool:
    """True for a gap inside an expression: 30 %, 2022 年; not for one between two words or two figures."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if text[start:end].strip("\u200b\ufeff") == "":
        return True
    if _figure(before) and _figure(behind) and before.isascii() == behind.isascii():
        return not before.isascii()
    return True


def _figure(char: str) -> bool:
    return char.isdigit() or char in "〇零一二两三四五六七八九十百千万亿"


def _simplified(text: str) -> str:
    """The text in simplified characters, of the same length."""
    if not _traditional(text):
        return text
    import opencc

    simplified: str = opencc.OpenCC("t2s").convert(text)
    return simplified if len(simplified) == len(text) else text


def _traditional(text: str) -> bool:
    return "於" in text or not _traditional_characters().isdisjoint(text)  # 於 stands in GB 2312 too, as a surname


@cache
def _traditional_characters() -> frozenset[str]:
    return frozenset("".join(words("traditional_only")))


def _item(mention: Mention, text: str, origin: list[int]) -> dict[str, Any]:
    start, end = origin[mention.span.start], origin[mention.span.end - 1] + 1
    kind, value = _said(mention)
    return {"kind": kind, "start": start, "end": end, "text": text[start:end], "value": value}


def _said(mention: Mention) -> tuple[str, dict[str, Any]]:
    """The kind and the value as the manual has them; a term counted from an event is a length of time there."""
    value = mention.value
    if isinstance(value, When):
        return _when(value)
    if isinstance(value, Duration):
        length = {"low": value.low, "high": value.high} if value.low else {"duration": value.duration}
        return "duration", {**length, "comparator": value.comparator, **_given(per=value.per)}
    if isinstance(value, Recurrence):
        return "recurrence", {"every": value.every}
    if isinstance(value, DocNumber):
        return "docnumber", {
            "prefix": value.prefix, "year": value.year, "number": value.number, "kind": value.kind,
            "canonical": value.canonical,
        }  # fmt: skip
    assert isinstance(value, (Number, Ratio, Money, Quantity))
    said: dict[str, Any] = {"value": _number(value.value)}
    if value.value is None:
        said = {"low": _number(value.low), "high": _number(value.high)}
    if isinstance(value, (Money, Quantity)):
        said |= {"unit": value.unit, **_given(per=value.per)}
    said["comparator"] = value.comparator
    if isinstance(value, Number) and value.ordinal:
        said["ordinal"] = True
    return mention.kind, said


def _when(value: When) -> tuple[str, dict[str, Any]]:
    start, end = value.start.isoformat() if value.start else None, value.end.isoformat() if value.end else None
    if value.bound == "recurring" and start is None and end is None:
        return "recurrence", {"every": value.every}
    if value.duration and value.bound in ("within", "by"):
        return "duration", {"duration": value.duration, "comparator": "<=", **_given(end=end, resolved=value.resolved)}
    given = _given(every=value.every, duration=value.duration, resolved=value.resolved)
    return "date", {"start": start, "end": end, "bound": value.bound, **given}


def _given(**fields: str | None) -> dict[str, str]:
    return {name: text for name, text in fields.items() if text}


def _number(value: Decimal | None) -> int | Decimal | None:
    """The exact number, an `int` where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()
