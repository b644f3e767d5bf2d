"""Sums of money: 5000元以上1万元以下, 30—50万元, 人民币伍仟元整, 3.5亿余元, 每人每月600元, 120元/吨."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jsx_cli.model import Mention, Money, Span
from jsx_cli.patterns import late
from jsx_cli.recognise.amount import Amount, amounts
from jsx_cli.recognise.change import changed
from jsx_cli.recognise.per import stated
from jsx_cli.recognise.scan import Scan
from jsx_cli.recognise.words import lookup

HEDGE = late(r"[多余]")
ENTIRE = late(r"[整正](?![个数式在常确比理合式规向轮治修改])")
HALF = late(r"半(?![年月日天])")
SMALL_CHANGE = late(
    r"(?:(?P<jiao>[0-9零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖])[角毛])?"
    r"(?:[零〇又]?(?P<fen>[0-9零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖])分)?"
)
NOT_MONEY = late(
    r"元(?:旦|素|宵|件|年|月|宝|朝|首|老|气|勋|器|认|数据|宇宙|谋|代|结构|化|体制|论|制|体系|经济|方程|驱动)|块(?![钱半以左多整上零0-9一二两三四五六七八九至到—])[一-鿿]|角(?:度|落|色|逐|膜|钢)|圆(?:形|满|桌|柱|心|弧)|美元(?:素)|毛(?:利|竹|坯|重|孔|皮|细)"
)
DIGIT = {
    char: value
    for value, chars in enumerate(
        ("0零〇", "1一壹", "2二两贰", "3三叁", "4四肆", "5五伍", "6六陆", "7七柒", "8八捌", "9九玖")
    )
    for char in chars
}


def recognise(scan: Scan) -> Iterator[Mention]:
    """Every sum of the text."""
    for amount in amounts(scan, read):
        yield mention(scan.text, amount)


def read(scan: Scan, index: int) -> Amount | None:
    """The sum whose number is the numeral at `index`."""
    text, numeral = scan.text, scan.numerals[index]
    end, hedge = numeral.end, numeral.hedge
    if HEDGE.match(text, end) and hedge == "=":
        end, hedge = end + 1, ">"
    row = lookup("currencies").at(text, end)
    mark = None if row else _mark(text, numeral.start)
    start = numeral.start
    low, high = numeral.low, numeral.high
    if row:
        if NOT_MONEY.match(text, end) or (numeral.bare and hedge == "=" and _headed(text, numeral.start)):
            return None
        unit, minor = row["unit"], Decimal(row["minor"])
        low, high = low / minor, high / minor
        end += len(row["word"])
        if row["word"] in "元圆块角毛":
            end, extra = _change(text, end, row["word"])
            low, high = low + extra, high + extra
        if ENTIRE.match(text, end):
            end += 1
        mark = _mark(text, numeral.start)
        if mark:
            start, unit = mark[0], mark[1] if unit == "元" else unit
    elif mark:
        start, unit = mark
    else:
        return None
    comparator = hedge
    if (
        end < len(text)
        and text[end] in "多余"
        and comparator == "="
        and row
        and text[end + 1 : end + 2] not in "种样个功元额量地"
    ):
        end, comparator = end + 1, ">"
    return Amount(start, end, low, high, comparator, unit, index, index, Span(numeral.start, numeral.end))


def _change(text: str, end: int, major: str) -> tuple[int, Decimal]:
    """三元五角, 九元零九分, 五块六: what stands behind the 元."""
    found = SMALL_CHANGE.match(text, end)
    extra = Decimal(0)
    if found and found.end() > end:
        if major not in "角毛":
            extra = Decimal(DIGIT[found["jiao"]]) / 10 if found["jiao"] else extra
        extra += Decimal(DIGIT[found["fen"]]) / 100 if found["fen"] else 0
        if (
            found["jiao"]
            and found["fen"] is None
            and found[0][-1] == "毛"
            and text[found.end() : found.end() + 1] in DIGIT
        ):
            return found.end() + 1, extra + Decimal(DIGIT[text[found.end()]]) / 100
        return found.end(), extra
    behind = text[end : end + 1]
    if major in "块毛" and behind in DIGIT and not text[end + 1 : end + 2].isalnum() and behind:
        return end + 1, Decimal(DIGIT[behind]) / (10 if major == "块" else 100)
    if major == "块" and behind and behind in "零〇" and text[end + 1 : end + 2] in DIGIT and text[end + 1 : end + 2]:
        return end + 2, Decimal(DIGIT[text[end + 1]]) / 100
    if major == "块" and HALF.match(text, end):
        return end + 1, Decimal("0.5")
    return end, extra


def _mark(text: str, start: int) -> tuple[int, str] | None:
    """The sign of a currency in front of the number: where it begins, and its unit."""
    at = start - 1 if start and text[start - 1] == " " else start
    if not at or not (text[at - 1] in "￥¥$€£币元" or "A" <= text[at - 1] <= "Z"):
        return None
    row = lookup("currency_marks").ending(text, at)
    return (at - len(row["word"]), row["unit"]) if row else None


def _headed(text: str, start: int) -> bool:
    """True for the unit of a table (单位：万元, （亿元）), which is no sum."""
    return start == 0 or not ("一" <= text[start - 1] <= "鿿") or text[start - 1] in "位"


def mention(text: str, amount: Amount) -> Mention:
    """The sum with its bounds and what it is reckoned by."""
    said = stated(text, amount, "money")
    exact = amount.low == amount.high
    value = Money(
        value=amount.low if exact else None, low=None if exact else amount.low, high=None if exact else amount.high,
        comparator=said.comparator, unit=amount.unit, per=said.per, kind="change" if changed(text, said.start) else "",
    )  # fmt: skip
    return Mention("money", Span(said.start, said.end), value, "money", said.parts, Span(amount.start, amount.end))
