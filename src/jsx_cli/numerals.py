"""Numerals of Chinese texts, read exactly.

In comes the numeral as written, out goes a `Decimal` (`read`) or a `Reading` that keeps the hedge inside the
numeral (`reading`): 一百二十三 is 123, 1.2万亿 is 1200000000000, 两百五 is 250, 壹佰 is 100; 二十多万 is more than
200000, 三四十 is from 30 to 40, 数十 is at least 10. What is no numeral gives None.
"""

from __future__ import annotations

from decimal import Decimal

from jsx_cli.patterns import late
from jsx_cli.records import dataclass
from jsx_cli.typed import Literal

Hedge = Literal["=", ">", ">=", "~", "range"]

DIGITS = {char: digit for digit, chars in enumerate(
    ("零〇○", "一壹弌", "二贰两貳兩弍", "三叁参參弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"),
) for char in chars}  # fmt: skip
TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
LONGEST = 40  # characters; a longer run of digits is a serial number or noise, never an amount

HAN = "".join([*DIGITS, *TENS, *SMALL, *LARGE])
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"

_TOKEN = late(rf"(?P<arabic>{ARABIC}|\.[0-9]+)|(?P<han>[{HAN}])")
_SIGN = late(r"(?:[-−－]|[负負]的?) ?")
_POSITIONAL = late(rf"[0-9{''.join(DIGITS)}]+")
_APPROXIMATE = late(
    rf"(?P<head>[0-9{HAN},.]*?)(?P<low>[{''.join(DIGITS)}])(?P<high>[{''.join(DIGITS)}])"
    rf"(?P<tail>[{''.join([*SMALL, *LARGE])}]*)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a numeral says: 二十多万 is low = high = 200000 with `>`; 三四十 is 30 and 40 with `range`."""

    low: Decimal
    high: Decimal
    hedge: Hedge = "="

    @property
    def exact(self) -> bool:
        return self.hedge == "="


def read(text: str) -> Decimal | None:
    """The value of a numeral without hedges, None for anything else."""
    if not text or len(text) > LONGEST:
        return None
    sign = _SIGN.match(text)
    if sign:
        value = _unsigned(text[sign.end() :])
        return None if value is None else -value
    return _unsigned(text)


def reading(text: str) -> Reading | None:
    """The value of a numeral with the hedge that is part of it, None for anything else."""
    if not text or len(text) > LONGEST:
        return None
    value = read(text)
    if text[0] in "数几上" and len(text) > 1:
        value = read(text[1:])
        return None if value is None or value < 10 else Reading(value, value, ">=")
    if value is not None and not _approximate(text):
        return Reading(value, value)
    for at, char in enumerate(text):
        if char in "多余几来" and at:
            return _hedged(text[:at], char, text[at + 1 :])
    found = _APPROXIMATE.fullmatch(text)
    if found:
        low = read(found["head"] + found["low"] + found["tail"])
        high = read(found["head"] + found["high"] + found["tail"])
        if low is not None and high is not None and low < high:
            return Reading(low, high, "range")
    return None if value is None else Reading(value, value)


def _hedged(head: str, hedge: str, tail: str) -> Reading | None:
    """二十多万: the head, the hedge, and the multipliers behind it, which multiply the whole."""
    base = read(head)
    factor = Decimal(1)
    for char in tail:
        if char not in LARGE and char not in SMALL:
            return None
        factor *= LARGE.get(char) or SMALL[char]
    if base is None:
        return None
    if hedge == "几":  # 十几 lies between 11 and 19, 二十几万 between 21 and 29 万
        if head[-1] not in "十拾廿卅":
            return None
        return Reading((base + 1) * factor, (base + 9) * factor, "range")
    return Reading(base * factor, base * factor, "~" if hedge == "来" else ">")


def _approximate(text: str) -> bool:
    """True for two neighbouring digits that stand for a guess (三四十, 两三, 十五六), not for a figure (一二三)."""
    found = _APPROXIMATE.fullmatch(text)
    if not found or found["head"][-1:] in DIGITS or found["head"][-1:].isdigit():
        return False
    low, high = DIGITS[found["low"]], DIGITS[found["high"]]
    if ((low, high) not in {(3, 5)} and high - low != 1) or low == 0:
        return False
    if found["head"] and found["head"][-1] not in SMALL and found["head"][-1] not in LARGE:
        return False
    return found["low"] not in "壹贰叁肆伍陆柒捌玖"


def _unsigned(text: str) -> Decimal | None:
    whole, point, fraction = text.partition("点") if "点" in text else text.partition("點")
    if point:
        return _with_point(whole, fraction)
    if text[:1] == ".":
        return Decimal("0" + text) if text[1:].isascii() and text[1:].isdigit() else None
    if len(text) > 1 and _POSITIONAL.fullmatch(text) and not text.isascii():
        return Decimal("".join(str(DIGITS.get(char, char)) for char in text))
    return _structured(text)


def _with_point(whole: str, fraction: str) -> Decimal | None:
    """零点五, 一百点123, 三点五万: the digits behind the point, and multipliers behind them."""
    kept = fraction.rstrip("".join([*SMALL, *LARGE]))
    if not kept or not _POSITIONAL.fullmatch(kept) or not whole:
        return None
    before = _unsigned(whole)
    if before is None or before != before.to_integral_value():
        return None
    value = before + Decimal("0." + "".join(str(DIGITS.get(char, char)) for char in kept))
    for char in fraction[len(kept) :]:
        value *= LARGE.get(char) or SMALL[char]
    return value


def _tokens(text: str) -> list[tuple[str, Decimal]] | None:
    tokens: list[tuple[str, Decimal]] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            return None
        at = found.end()
        if found["arabic"]:
            if tokens and found["arabic"][0] == "0":
                tokens.append(("zero", Decimal(0)))  # 1百01 is 101
            tokens.append(("arabic", Decimal(found["arabic"].replace(",", ""))))
        elif found["han"] in DIGITS:
            tokens.append(("zero" if not DIGITS[found["han"]] else "digit", Decimal(DIGITS[found["han"]])))
        elif found["han"] in TENS:
            tokens.append(("tens", Decimal(TENS[found["han"]])))
        elif found["han"] in SMALL:
            tokens.append(("small", Decimal(SMALL[found["han"]])))
        else:
            tokens.append(("large", Decimal(LARGE[found["han"]])))
    return tokens


def _structured(text: str) -> Decimal | None:
    """一亿零九千零三十二, 100万三千, 1百01: sections below 10,000, each with its 万 or 亿.

    Refuses what no writer means as one number: 三百五千, 亿万, 十百.
    """
    tokens = _tokens(text)
    if not tokens:
        return None
    if len(tokens) == 1 and tokens[0][0] in ("arabic", "digit", "zero"):
        return tokens[0][1]
    total = section = Decimal(0)  # `section` counts what stands before the next 万 or 亿
    digit: Decimal | None = None
    unit = Decimal(0)  # the last multiplier, for 两百五 = 250
    ceiling = Decimal(10**13)  # small multipliers must fall within a section
    zero = False
    for index, (kind, value) in enumerate(tokens):
        if kind in ("zero", "digit", "arabic", "tens"):
            if kind == "zero":
                if digit is not None and digit != 0:
                    return None
                zero = True
                digit = Decimal(0) if index == 0 else None
                continue
            if digit is not None and digit != 0:
                return None
            if kind == "tens":
                section, digit, unit, ceiling = section + value, None, Decimal(10), Decimal(10)
                continue
            if kind == "arabic" and index and unit and value >= unit:
                return None
            digit = value
        elif kind == "small":
            if value >= ceiling:
                # 3百万 and 10百万 name their multiplier in two characters, 百 then 万; 十百 does not exist
                return None
            section += (Decimal(1) if digit is None or digit == 0 else digit) * value
            digit, unit, ceiling, zero = None, value, value, False
        else:
            below = section + (digit or 0)
            if below == 0:
                if not total or unit not in LARGE.values() or value < unit:
                    if index and digit is None:
                        return None
                    below = Decimal(0 if index else 1)
                else:  # 1.2万亿: the multipliers multiply one another
                    total *= value
                    unit = value
                    continue
            if value == 10**8 or not total:
                total = (total + below) * value if value == 10**8 and total < value else total + below * value
            else:
                if unit and below >= value:
                    return None
                total += below * value
            section, digit, unit, ceiling, zero = Decimal(0), None, value, Decimal(10**13), False
    if digit is not None and digit != 0:
        if unit >= 100 and not zero and digit < 10:
            digit *= unit / 10  # 两百五, 1万6
        section += digit
    return total + section
