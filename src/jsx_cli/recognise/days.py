"""Calendar arithmetic: the last day of a month, three months later, the five years of “十四五”."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal

from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from the first to the last, both included."""

    first: date
    last: date


def day(year: int, month: int, number: int) -> date | None:
    """The day, None where the calendar has none (2月30日)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def months(year: int, first: int, last: int) -> Stretch:
    """From the first day of one month of a year to the last day of another."""
    return Stretch(date(year, first, 1), month_end(year, last))


def shifted(start: date, amount: Decimal, designator: str) -> date | None:
    """The day so many years (Y), months (M), weeks (W) or days (D) later; the 31st becomes the end of a short month."""
    try:
        if designator in "YM":
            total = amount * 12 if designator == "Y" else amount
            whole = int(total)
            index = start.year * 12 + start.month - 1 + whole
            year, month = divmod(index, 12)
            if not MINYEAR <= year <= MAXYEAR:
                return None
            there = date(year, month + 1, min(start.day, month_end(year, month + 1).day))
            return there + timedelta(days=int((total - whole) * 30))
        return start + timedelta(days=int(amount * (7 if designator == "W" else 1)))
    except (OverflowError, ValueError):
        return None


def before(start: date) -> date | None:
    """The day before, None before the first of all days."""
    return start - timedelta(days=1) if start > date.min else None


def behind(last: date) -> date | None:
    """The day after, None after the last of all days."""
    return last + timedelta(days=1) if last < date.max else None


def plan(number: int) -> Stretch:
    """The years of a five-year plan: the first was 1953–1957, the third began in 1966, the 14th in 2021."""
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    return Stretch(date(first, 1, 1), date(first + 4, 12, 31))
