"""What comes again: 每月 is P1M, 每半年 P6M, 每5年 P5Y, 按季度, 月调度, 两年一次."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from jsx_cli.lexicon import lexicon, pattern
from jsx_cli.model import Mention, Recurrence, Span
from jsx_cli.numerals import DIGITS, reading
from jsx_cli.patterns import compiled
from jsx_cli.recognise.seek import Seek


@cache
def _pattern() -> Seek:
    units, acts = pattern("every_units"), pattern("recurring_acts")
    number = rf"[0-9{''.join(DIGITS)}十]{{1,3}}"
    return Seek(
        rf"每按逐分半年季月周旬日0-9十{''.join(DIGITS)}",
        rf"每隔?(?:一?个)?(?P<count>{number})?(?P<unit>{units})(?![级轻龄]|报(?![送告备请批]))(?:的?(?:第[一二三四]个?|最后一?个?)(?:工作日|星期|周|天|日|旬)前?|[末底](?![端子月])前?|[上中下]旬前?|初(?![一二三级次步])前?)?"
        rf"|(?:按|逐(?!年)|分)(?P<by>年度|季度|月度|(?:季|月|年)(?!度)|周|日)(?=[，。、；,;）)]|\Z|{acts}|对|向|组织|开展|召开|发布|考|评|下?拨|支付|发放|缴|申报|结算|下达|制定|上[报缴]|进行|兑|编|填)"
        rf"|(?<![一-鿿0-9])(?P<short>半年|[年季月周旬日])(?={acts})|(?<=[行施取立持])(?P<kept>半年|[年季月周旬日])(?=(?:调度|督办|通报|考核|评比)[，、制“”])"
        rf"|(?P<often>{number})(?P<period>年|个月|月|周|季度|季|天)(?=[一二两三四五六七八九十0-9]{{1,2}}次(?!性)|一度|一届(?!任)|[一1]评|一审)",
    )


def recognise(text: str) -> Iterator[Mention]:
    """Every recurrence of the text."""
    for found in _pattern().finditer(text):
        unit = found["unit"] or found["by"] or found["short"] or found["kept"] or found["period"]
        count = found["count"] or found["often"]
        said = reading(count) if count else None
        if count and said is None:
            continue
        where = Span(*found.span())
        value = Recurrence(every(unit, said.low if said else Decimal(1)))
        yield Mention("recurrence", where, value, "recurrence", (), where)


def every(unit: str, count: Decimal = Decimal(1)) -> str:
    """ISO 8601 of so many periods: 5 and 年 are P5Y, 1 and 半年 P6M."""
    row = next(row for row in lexicon("every_units") if row["word"] == unit)
    found = compiled(r"(PT?)([0-9.]+)([A-Z])").fullmatch(row["iso"])
    assert found
    amount = Decimal(found[2]) * count
    return f"{found[1]}{amount.normalize():f}{found[3]}"
