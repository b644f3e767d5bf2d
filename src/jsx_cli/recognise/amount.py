"""What ratios, sums, quantities and lengths of time have in common: a number, its unit, a range, a bound.

In comes a `Scan` and a reader of one kind of unit, out come `Amount`s, each with the words that bound it:
不低于30—50万元左右 is one amount from 300000 to 500000.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

from jsx_cli.lexicon import lexicon
from jsx_cli.model import Comparator, Span
from jsx_cli.patterns import compiled, late
from jsx_cli.recognise.scan import Scan
from jsx_cli.records import dataclass, replace

RANGE = late(r"(?:[—–－―~～〜∼-]{1,2}|至|到|或者|或)")
NOTE = late(r"[（(]不?含[^（）()，。；]{0,8}[）)]")  # 30人（含30人）以上, 1亿元（含）—5亿元
BETWEEN = late(r"(?:[—–－―~～〜∼-]{1,2}|至|到|和|与|及)")
_SEPARATORS = frozenset("—–－―~～〜∼-至到或和与及")
_LARGE = {"万": Decimal(10**4), "亿": Decimal(10**8), "千": Decimal(1000), "百": Decimal(100)}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit. `first` and `last` are the indices of its numerals."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    comparator: Comparator
    unit: str
    first: int
    last: int
    number: Span
    kind: str = ""


ONE, NONE = Decimal(1), Decimal(0)


def made(
    scan: Scan, index: int, end: int, unit: str, *, factor: Decimal = ONE, plus: Decimal = NONE,
    hedge: Comparator | None = None, kind: str = "",
) -> Amount:  # fmt: skip
    """The amount of the numeral at `index` with its unit, which ends at `end`: number × factor + plus."""
    numeral = scan.numerals[index]
    return Amount(
        numeral.start, end, numeral.low * factor + plus, numeral.high * factor + plus, hedge or numeral.hedge, unit,
        index, index, Span(numeral.start, numeral.end), kind,
    )  # fmt: skip


Reader = Callable[[Scan, int], Amount | None]


def amounts(scan: Scan, read: Reader) -> Iterator[Amount]:
    """Every amount that `read` knows, ranges joined, in order of position."""
    numerals, text = scan.numerals, scan.text
    index = 0
    while index < len(numerals):
        first = read(scan, index)
        end = first.end if first else numerals[index].end
        if end < len(text) and (text[end] in _SEPARATORS or text[end] in "（("):
            both = _range(scan, index, first, end, read)
            if both:
                yield both
                index = both.last + 1
                continue
        if first:
            yield first
            index = first.last + 1
        else:
            index += 1


def _range(scan: Scan, index: int, first: Amount | None, end: int, read: Reader) -> Amount | None:
    """30—50万元, 2至3名, 5%～8%, 5.6元到5.78元: the amount from one to the other."""
    text = scan.text
    note = NOTE.match(text, end)
    joint = BETWEEN.match(text, note.end() if note else end)
    if not joint:
        return None
    other = scan.at_start.get(joint.end())
    if other is None and text[joint.end() - 1] in "-−－":
        other = scan.at_start.get(joint.end() - 1)  # the dash was taken for a minus
    if other is None:
        return None
    second = read(scan, other)
    if first and not first.unit and second and second.unit and not first.kind:
        first = None  # 4万至5万克: the unit stands once
    if not second or (first and first.unit != second.unit):
        return None
    if joint[0] in "和与及" and not text.startswith("之间", second.end):
        return None
    here = scan.numerals[index]
    if here.digit and first is None and joint[0][0] not in "—–－―~～〜∼-至到或":
        return None
    low, high = (first.low if first else here.low), second.high
    if high < 0 and text[joint.end() - 1] in "-−－":
        high = -high
    if joint[0] in ("或", "或者") and (first is None or high != low + 1):
        return None
    if not first or (first.end == here.end and first.kind == ""):
        low = _scaled(scan, index, second) * _factor(scan, second)
    if low >= high:
        return None
    return replace(
        second, start=first.start if first else here.start, low=low, high=high, comparator="range", first=index,
        number=Span(here.start, second.number.end),
    )  # fmt: skip


def _scaled(scan: Scan, index: int, second: Amount) -> Decimal:
    """The first number of 30—50万元 counts in 万 as well; that of 500—1万元 does not."""
    low = scan.numerals[index].low
    mark = scan.text[second.number.end - 1]
    own = scan.text[scan.numerals[index].end - 1]
    factor = Decimal(1)
    for char in reversed(scan.text[second.number.start : second.number.end]):
        if char not in _LARGE:
            break
        factor *= _LARGE[char]
    value = scan.numerals[second.last].high
    if mark in _LARGE and own not in _LARGE and abs(low) < abs(value) / factor:
        return low * factor
    return low


def _factor(scan: Scan, second: Amount) -> Decimal:
    """What the unit makes of a number: 0.01 for %, 1 for 名."""
    value = abs(scan.numerals[second.last].high)
    return Decimal(1) if not value else abs(second.high) / value


@dataclass(frozen=True, slots=True)
class Word:
    """A word that bounds a number."""

    comparator: Comparator
    not_beside: str
    only: tuple[str, ...]


_COMPARATORS: dict[str, Comparator] = {"=": "=", ">=": ">=", ">": ">", "<=": "<=", "<": "<", "~": "~"}


@cache
def _words(side: str) -> tuple[dict[str, Word], tuple[int, ...], frozenset[str]]:
    column = "not_after" if side == "before" else "not_before"
    found = {
        row["word"]: Word(_COMPARATORS[row["comparator"]], row[column], tuple(row["only"].split()))
        for row in lexicon("comparators")
        if row["side"] == side
    }
    edge = -1 if side == "before" else 0
    return found, tuple(sorted({len(word) for word in found}, reverse=True)), frozenset(word[edge] for word in found)


def before(text: str, start: int, kind: str) -> tuple[int, Comparator] | None:
    """The bounding word that ends at `start`: where it begins and what it says."""
    found, lengths, last = _words("before")
    if not start or text[start - 1] not in last:
        return None
    for length in lengths:
        if length <= start and (word := found.get(text[start - length : start])):
            left = text[start - length - 1 : start - length] if start > length else ""
            if (left and left in word.not_beside) or (word.only and kind not in word.only):
                return None
            return start - length, word.comparator
    return None


def after(text: str, end: int, kind: str) -> tuple[int, Comparator] | None:
    """The bounding word that begins at `end`: where it ends and what it says."""
    found, lengths, first = _words("after")
    if end >= len(text) or text[end] not in first:
        return None
    for length in lengths:
        if end + length <= len(text) and (word := found.get(text[end : end + length])):
            right = text[end + length : end + length + 1]
            if (right and right in word.not_beside) or (word.only and kind not in word.only):
                continue
            return end + length, word.comparator
    return None


def outside(text: str, start: int, kind: str, comparator: Comparator) -> tuple[int, Comparator]:
    """The bounding word before what an amount is reckoned by: 至少|每年一次."""
    word = before(text, start, kind)
    return (word[0], _stronger(comparator, word[1])) if word else (start, comparator)


def far(text: str, start: int, kind: str) -> tuple[int, int, Comparator] | None:
    """The bounding word before the noun or verb of an amount: 不低于|机关编制15%, 约占|总数的三分之一."""
    if kind == "number" or not start or not ("一" <= text[start - 1] <= "鿿" or text[start - 1] in "》）)"):
        return None
    floor = max(0, start - (FAR_WITH_DE if text[start - 1] == "的" and kind == "ratio" else FAR))
    found = None
    for word in _far(kind).finditer(text, floor, start):
        if text.count("》", word.end(), start) == text.count("《", word.end(), start):
            found = word
    broken = FAR_BROKEN_OF if text[start - 1] == "的" and kind == "ratio" else FAR_BROKEN
    if not found or broken.search(text, found.end(), start):
        return None
    if text[found.start() - 1 : found.start()] == "不" or (found[0] == "超过" and text[start - 1] != "的"):
        return None
    return found.start(), found.end(), _words("before")[0][found[0]].comparator


FAR, FAR_WITH_DE = 12, 44
_BROKEN = (
    r"[，。；：！？、\n,;:0-9%％每]|部分|按照?|给予"
    r"|以[上下内]|的[^》]{0,40}的|时|者|后|超过|低于|高于|达到|提高|增长|下降"
)
FAR_BROKEN = late(_BROKEN + r"|补[助贴]|奖|罚")
# 不低于学费补助标准的1.1倍: what stands before 的 is one noun, in which 补助 and 奖 are no verbs.
FAR_BROKEN_OF = late(_BROKEN)


@cache
def _far(kind: str) -> re.Pattern[str]:
    kinds = ("share", "all") if kind == "ratio" else ("all",)
    found = [row["word"] for row in lexicon("comparators") if row["far"] in kinds]
    return compiled("|".join(sorted(map(re.escape, found), key=lambda word: -len(word))))


@dataclass(frozen=True, slots=True)
class Bounds:
    """An amount with its bounds: the stretch with them, what they say together, and where each stands."""

    start: int
    end: int
    comparator: Comparator
    parts: tuple[tuple[str, Span], ...]


_STRENGTH: dict[Comparator, int] = {"=": 0, "~": 1, "range": 2, ">": 3, "<": 3, ">=": 3, "<=": 3}


def bounds(text: str, amount: Amount, kind: str) -> Bounds:
    """The amount with the words around it. A bound wins over an approximation: 约80%以上 is `>=`."""
    start, end = amount.start, amount.end
    comparator = amount.comparator
    parts: list[tuple[str, Span]] = []
    limit = 2
    while limit and (word := before(text, start, kind)):
        parts.insert(0, ("bound", Span(word[0], start)))
        start, said = word
        comparator = _stronger(comparator, said)
        limit -= 1
    if not parts and (over := far(text, start, kind)):
        parts.append(("bound", Span(over[0], over[1])))
        start = over[0] if "《" not in text[over[1] : start] else start  # a title keeps its own characters
        comparator = _stronger(comparator, over[2])
    parts.append(("amount", Span(amount.start, amount.end)))
    note = NOTE.match(text, end)
    if note and after(text, note.end(), kind):
        end = note.end()
    limit = 2
    while limit and (word := after(text, end, kind)):
        parts.append(("bound", Span(end, word[0])))
        end, said = word
        comparator = _stronger(comparator, said)
        limit -= 1
        if trailing := NOTE.match(text, end):
            end = trailing.end()
    return Bounds(start, end, comparator, tuple(parts))


def _stronger(old: Comparator, new: Comparator) -> Comparator:
    if old == "range":
        return old
    return new if _STRENGTH[new] > _STRENGTH[old] else old
