"""Points of time as they are written, before any word ties them: 2022年5月25日, 五月底, 一季度末, “十四五”, 次年3月.

In comes a text and a place, out comes a `Point` that knows its year, month, day and part as far as they are written;
`stretch` works out its days, with the reference date for what is not.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from jsx_cli.lexicon import Row, lexicon
from jsx_cli.numerals import read
from jsx_cli.patterns import late
from jsx_cli.recognise import days
from jsx_cli.recognise.days import Stretch
from jsx_cli.recognise.words import lookup
from jsx_cli.records import dataclass, replace

_D = "〇零○oOＯ一二三四五六七八九"
YEAR = late(
    rf"(?:公元)?(?P<full>(?:1[0-9]|20|21)[0-9]{{2}}|[一二][{_D}]{{3}}|[一二][零〇0九][0-9{_D}]{{2}})(?:年(?P<du>度)?(?!级|代|以上|以下|期|来(?!源)))"
)
SHORT = late(
    rf"(?P<digits>0[0-9]|[89][0-9](?=年(?:[1-9一二三四五六七八九十]|[，。、）)底初末]|\Z))|[0-9]{{2}}(?=年(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月)|[{_D}]{{2}}(?=年))年(?P<du>度)?"
)
ISO = late(
    r"(?P<y>(?:1[89]|20|21)[0-9]{2})(?P<s>[-./－．])(?P<m>0?[1-9]|1[0-2])(?:(?P=s)(?P<d>[12][0-9]|3[01]|0?[1-9]))?(?![0-9]|[-./－．][0-9])(?!万|亿|%|元|个|倍|米|公里|平方|吨|亩|人|千|‰)"
)
COMPACT = late(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])")
MONTH = late(r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:月份|月)(?!球|亮|饼|嫂|子|均|供|薪|报酬|租|租金)")
MONTH_OF_RANGE = late(
    r"(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])(?=[—–－~～至到-]{1,2}(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月)"
)
DAY = late(
    r"(?P<d>3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])(?:日|号)(?!线|楼|院|令|文|均|常|元|报|程|用)"
)
PLAN = late(
    r"[“\"‘「『]?(?P<n>十[一二三四五六七八九]?|二十|[一二三四六七八九])五[”\"’」』]?(?P<tail>(?:规划|计划)?(?:期间|时期|期|末期|末|初期|初|中期|后期|以来|前[一二两三四]年|后[一二两三四]年|头[一二两三四]年|及|和|[，。、；至到前之]|的|要|[收开]|我|全|累|新|乃|或|\Z)?)"
)
PLAN_TAIL = late(
    r"(?:规划|计划)?(?:期间|时期|期末|期|末期|末|初期|初|中期|后期|前[一二两三四]年|后[一二两三四]年|头[一二两三四]年)"
)
PLAN_NAME = late(r"(?:国民经济|规划(?!期|末|初)|计划(?!期|末|初)|发展规划|[一-鿿]{1,16}(?:规划|方案|计划)(?!期))")
CENTURY = late(
    r"(?P<which>本世纪|上世纪|(?P<n>[12][0-9]|二十一?)世纪)(?P<part>中叶|末叶|末|初叶|初|上半叶|下半叶|(?P<decade>[1-9]0|[一二三四五六七八九]十)年代)?"
)
NOT_YEAR_PART = late(
    r"初(?:步|级|中|审|次|评|选|心|始|诊|创|衷|期)|底(?:线|数|层|部|册|色|座|盘|蕴|子)|末(?:端|梢|位|次)|中(?:央|国|小|学|医|心|共|华|东|西|部|级|高|等|介|标|期|型|草|药|长|外|关|考|职|办|间|层|俄|美|文|断|止)"
)
MIDDLE = late(r"[年月]?中(?=前|以前|之前|[，。、；）)]|完成|\Z)")
WEEKDAY = late(r"(?:周|星期|礼拜)?(?P<d>[一二三四五六日天])(?![个次天日月年周件项份])")


@dataclass(frozen=True, slots=True)
class Point:
    """A point or stretch of time as written. `shift` counts from the reference: (year, -1) for 去年."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: Row | None = None
    shift: tuple[str, int] | None = None
    fixed: Stretch | None = None
    grain: str = "day"
    word: str = ""

    @property
    def floor(self) -> bool:
        """True where the words name a last day (年底, 十四五末), so that 前 includes it."""
        return self.part is not None and self.part["from"] == "end"


@dataclass(frozen=True, slots=True)
class Reference:
    """What an unnamed year or month is reckoned from, and by which rule."""

    today: date | None
    year: int | None = None
    rule: str = ""


def point(text: str, at: int) -> Point | None:
    """The longest point of time that begins at `at`."""
    for reader in (_compact, _numeric, _year, _plan, _relative, _century, _part, _month, _day):
        found = reader(text, at)
        if found:
            return found
    return None


def _numeric(text: str, at: int) -> Point | None:
    found = ISO.match(text, at)
    if not found:
        return None
    year, month = int(found["y"]), int(found["m"])
    if found["d"]:
        return (
            Point(at, found.end(), year, month, int(found["d"]), grain="day")
            if days.day(year, month, int(found["d"]))
            else None
        )
    if (
        found["s"] in ".．"
        and (len(found["m"]) == 1 or not 1949 <= year <= 2099)
        and not text.startswith(("年", "—", "-", "至", "）"), found.end())
    ):
        return None
    if found["s"] in "-－" and len(found["m"]) != 2:
        return None
    return Point(at, found.end(), year, month, grain="month")


def _compact(text: str, at: int) -> Point | None:
    found = COMPACT.match(text, at)
    if not found or not days.day(int(found["y"]), int(found["m"]), int(found["d"])):
        return None
    return Point(at, found.end(), int(found["y"]), int(found["m"]), int(found["d"]))


_FIGURES = {
    char: str(value)
    for value, chars in enumerate(("〇零○oOＯ0", "一1", "二2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"))
    for char in chars
}


def _year(text: str, at: int) -> Point | None:
    found = YEAR.match(text, at)
    if found:
        year = int("".join(_FIGURES[char] for char in found["full"]))
    else:
        found = SHORT.match(text, at)
        if not found:
            return None
        year = int("".join(_FIGURES[char] for char in found["digits"]))
        year += 1900 if year >= 50 else 2000
    return _inside_year(text, Point(at, found.end(), year, grain="year"))


def _inside_year(text: str, whole: Point) -> Point:
    """The month, quarter, half or end of the year that stands right behind it."""
    at = whole.end
    if text.startswith("的", at) and _part_of(text, at + 1, "year"):
        at += 1
    part = _part_of(text, at, "year")
    if part:
        return _end_of(text, replace(whole, end=at + len(part["word"]), part=part, grain="part"))
    month = MONTH.match(text, whole.end) or MONTH_OF_RANGE.match(text, whole.end)
    if not month:
        return whole
    return _inside_month(text, replace(whole, end=month.end(), month=_small(month["m"]), grain="month"))


def _end_of(text: str, whole: Point) -> Point:
    """一季度末, 上半年底: the last day of a part of the year."""
    if (
        whole.part
        and whole.part["to"] not in ("end", whole.part["from"])
        and text.startswith(("末", "底"), whole.end)
        and not NOT_YEAR_PART.match(text, whole.end)
    ):
        return replace(whole, end=whole.end + 1, part={**whole.part, "from": "end", "of": "quarter"})
    return whole


def _inside_month(text: str, whole: Point) -> Point:
    found = DAY.match(text, whole.end)
    if found:
        return replace(whole, end=found.end(), day=_small(found["d"]), grain="day")
    part = _part_of(text, whole.end, "month")
    if part:
        return replace(whole, end=whole.end + len(part["word"]), part=part, grain="part")
    return whole


@cache
def _parts(of: str) -> tuple[tuple[str, Row], ...]:
    rows = [(row["word"], row) for row in lexicon("period_parts") if row["of"] == of]
    return tuple(sorted(rows, key=lambda pair: -len(pair[0])))


def _part_of(text: str, at: int, of: str) -> Row | None:
    if at >= len(text) or NOT_YEAR_PART.match(text, at):
        return None
    for word, row in _parts(of):
        if text.startswith(word, at):
            if word[-1] == "中" and not MIDDLE.match(text, at):
                return None
            if word in ("年初", "年中", "年底", "年末") and NOT_YEAR_PART.match(text, at + 1):
                return None
            return row
    return None


def _small(written: str) -> int:
    value = read(written)
    return int(value) if value is not None else 0


def _month(text: str, at: int) -> Point | None:
    found = MONTH.match(text, at)
    if not found:
        return None
    return _inside_month(text, Point(at, found.end(), month=_small(found["m"]), grain="month"))


def _day(text: str, at: int) -> Point | None:
    found = DAY.match(text, at)
    return Point(at, found.end(), day=_small(found["d"]), grain="day") if found else None


def _part(text: str, at: int) -> Point | None:
    """年底, 上半年, 第三季度, 月底, 中旬: of the year or month of the reference."""
    row = _part_of(text, at, "year")
    if row and len(row["word"]) > 1:
        return _end_of(text, Point(at, at + len(row["word"]), part=row, shift=("year", 0), grain="part"))
    row = _part_of(text, at, "month")
    if row and len(row["word"]) > 1:
        return Point(at, at + len(row["word"]), part=row, shift=("month", 0), grain="part")
    if text.startswith("年内", at):
        return Point(at, at + 2, shift=("year", 0), grain="year", word="年内")
    if text.startswith("月内", at):
        return Point(at, at + 2, shift=("month", 0), grain="month", word="月内")
    if text.startswith(("季度末", "季末"), at):
        end = at + (3 if text.startswith("季度末", at) else 2)
        return Point(at, end, shift=("quarter", 0), grain="part", part=_end_row())
    return None


@cache
def _end_row() -> Row:
    return next(row for row in lexicon("period_parts") if row["word"] == "底" and row["of"] == "year")


def _relative(text: str, at: int) -> Point | None:
    row = lookup("time_words").at(text, at)
    if not row:
        return None
    grain, offset, end = row["grain"], int(row["offset"]), at + len(row["word"])
    if row["word"] in ("后日", "前日", "当季", "本季", "当年", "上年", "下年", "后年", "前年") and text.startswith(
        ("龄", "常", "节", "前"), end
    ):
        return None
    whole = Point(at, end, shift=(grain, offset), grain=grain, word=row["word"])
    if grain == "year":
        return _inside_year(text, whole)
    if grain == "month":
        return _inside_month(text, whole)
    if grain == "week":
        found = WEEKDAY.match(text, end)
        if found:
            return replace(
                whole, end=found.end(), day="一二三四五六日".find(found["d"].replace("天", "日")) + 1, grain="day"
            )
    if grain == "quarter" and text.startswith(("末", "底"), end):
        return replace(whole, end=end + 1, part=_end_row(), grain="part")
    return whole


def _plan(text: str, at: int) -> Point | None:
    """“十四五”期间, 十三五末; the plan itself as a document (“十四五”规划纲要) is none."""
    found = PLAN.match(text, at)
    if not found:
        return None
    quoted = text[at] in '“"‘「『'
    name = text[at : found.start("tail")]
    if quoted != (name[-1] in '”"’」』'):
        return None
    if not quoted and (text[at - 1 : at] == "第" or not (found["tail"] or (at == 0 and found.end() == len(text)))):
        return None
    number = int(read(found["n"]) or 0)
    if not quoted and number < 6 and not found["tail"].startswith(("期间", "时期")):
        return None
    tail = PLAN_TAIL.match(text[found.start("tail") : found.start("tail") + 6])
    end = found.start("tail") + (tail.end() if tail else 0)
    if not tail and PLAN_NAME.match(text, end):
        return None
    whole = days.plan(number)
    said = tail[0] if tail else ""
    grain, part = "plan", None
    if said.endswith("末"):
        whole, part = Stretch(whole.last, whole.last), _end_row()
    elif said.endswith(("末期", "后期")):
        whole = Stretch(date(whole.last.year - 1, 1, 1), whole.last)
    elif said.endswith(("初", "初期")):
        whole = Stretch(whole.first, date(whole.first.year, 12, 31))
    elif said.endswith("中期"):
        whole = Stretch(date(whole.first.year + 2, 1, 1), date(whole.first.year + 2, 12, 31))
    elif said[-1:] == "年":
        count = _small(said[-2])
        whole = (
            Stretch(date(whole.last.year - count + 1, 1, 1), whole.last)
            if said[-3] == "后"
            else Stretch(whole.first, date(whole.first.year + count - 1, 12, 31))
        )
    return Point(at, end, fixed=whole, grain=grain, part=part)


def _century(text: str, at: int) -> Point | None:
    """本世纪中叶 is 2050, as the plans to that day say; 20世纪90年代 is 1990–1999."""
    found = CENTURY.match(text, at)
    if not found:
        return None
    number = 21 if found["which"] == "本世纪" else 20 if found["which"] == "上世纪" else _small(found["n"])
    base = (number - 1) * 100
    part = found["part"]
    if found["decade"]:
        first, last = base + _small(found["decade"]), base + _small(found["decade"]) + 9
    elif part == "中叶":
        first, last = base + 50, base + 50
    elif part in ("末", "末叶"):
        first, last = base + 90, base + 99
    elif part in ("初", "初叶"):
        first, last = base, base + 9
    elif part == "上半叶":
        first, last = base, base + 49
    elif part == "下半叶":
        first, last = base + 50, base + 99
    else:
        first, last = base, base + 99
    return Point(at, found.end(), fixed=Stretch(date(first, 1, 1), date(last, 12, 31)), grain="century")


def stretch(point: Point, reference: Reference) -> tuple[Stretch | None, str]:
    """The days of a point, and the rule that supplied what it does not say; None and `open` where nothing does."""
    if point.fixed:
        return point.fixed, ""
    year, month, rule = point.year, point.month, ""
    today = reference.today
    if point.shift:
        if today is None and not (point.shift[0] == "year" and reference.year is not None):
            return None, "open"
        grain, offset = point.shift
        if grain == "year":
            year = (reference.year if reference.year is not None else today.year if today else 0) + offset
            rule = reference.rule if reference.year is not None else "reference year"
        elif today is None:
            return None, "open"
        elif grain == "month":
            there = days.shifted(today.replace(day=1), _decimal(offset), "M")
            if there is None:
                return None, "open"
            year, month, rule = there.year, there.month, "reference month"
        elif grain == "quarter":
            there = days.shifted(today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1), _decimal(3 * offset), "M")
            if there is None:
                return None, "open"
            whole = days.months(there.year, there.month, there.month + 2)
            return (Stretch(whole.last, whole.last) if point.part else whole), "reference quarter"
        elif grain == "week":
            monday = days.shifted(today, _decimal(7 * offset - today.weekday()), "D")
            sunday = days.shifted(monday, _decimal(6), "D") if monday else None
            if not monday or not sunday:
                return None, "open"
            if point.day:
                one = days.shifted(monday, _decimal(point.day - 1), "D")
                return (Stretch(one, one), "reference week") if one else (None, "open")
            return Stretch(monday, sunday), "reference week"
        else:
            one = days.shifted(today, _decimal(offset), "D")
            return (Stretch(one, one), "reference day") if one else (None, "open")
    elif year is None:
        if month is None:
            if today is None:
                return None, "open"
            year, month, rule = today.year, today.month, "reference month"
        elif reference.year is not None:
            year, rule = reference.year, reference.rule
        elif today is not None:
            year, rule = today.year, "reference year"
        else:
            return None, "open"
    if year is None or not 1 <= year <= 9998:
        return None, "open"
    return _within(year, month, point), rule


def _within(year: int, month: int | None, point: Point) -> Stretch | None:
    if point.day and month:
        one = days.day(year, month, point.day)
        return Stretch(one, one) if one else None
    part = point.part
    if part is None:
        return days.months(year, month or 1, month or 12)
    if part["of"] == "month" and month:
        last = days.month_end(year, month)
        if part["from"] == "end":
            return Stretch(last, last)
        return Stretch(
            date(year, month, int(part["from"])), last if part["to"] == "end" else date(year, month, int(part["to"]))
        )
    if part["from"] == "end":
        last = days.month_end(year, 12 if part["to"] == "end" else int(part["to"]))
        return Stretch(last, last)
    return days.months(year, int(part["from"]), int(part["to"]))


def _decimal(value: int):  # type: ignore[no-untyped-def]
    from decimal import Decimal

    return Decimal(value)
