"""What a phrase says, worked out: 不低于30% is `Ratio(value=Decimal("0.3"), comparator=">=")`.

Amounts are `Decimal`, days are `datetime.date`, and every hedge (约, 以上, 近) is kept in the comparator,
because without it the fact is false. The comparators and their reading follow the Civil Code, art. 1259:
以上, 以下 and 以内 include the number, 超过, 不满 and 以外 do not.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jsx_cli.records import dataclass
from jsx_cli.typed import Literal

Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Bound = Literal["by", "in", "from", "within", "recurring", "until"]


@dataclass(frozen=True, slots=True)
class Number:
    """第三, 一百二十三, 3.5万, 三四十 (`low` 30, `high` 40, comparator `range`)."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "="
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """A fraction of 1: 30% is 0.3, 5个百分点 is 0.05, 翻一番 is 2, 1.8倍 is 1.8."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "="
    kind: Literal["share", "change", "multiple"] = "share"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things: 2至3名 is `low` 2, `high` 3, unit 名; 增加23个 has the kind `change`."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "="
    unit: str = ""
    per: str = ""
    kind: Literal["", "change"] = ""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in its unit, 万 and 亿 expanded: 3.5亿元 is 350000000 元; 每人每月600元 has `per` 每人每月."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "="
    unit: str = "元"
    per: str = ""
    kind: Literal["", "change"] = ""


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days, both included; an open side is None. 2025年底前 has no `start` and ends on 2025-12-31.

    `bound` says how the words tie it: 前 `by`, 期间 `in`, 起 `from`, 日内 `within`, 每年3月底前 `recurring`,
    有效期至 `until`. `duration` is ISO 8601 for `within` (P15D). `resolved` names the rule by which a relative
    expression was worked out (年底前 → `reference year`), "" where the words say it all and `open` where no
    reference date was given. `count` and `unit` are the length as written (三年内: 3 and 年), for what turns out to be
    a quantity.
    """

    start: date | None = None
    end: date | None = None
    bound: Bound = "in"
    duration: str = ""
    every: str = ""
    resolved: str = ""
    count: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in ISO 8601: 15个工作日 is P15D, 一年零六个月 is P1Y6M. A range has `low` and `high`.

    每年不少于40天 has `per` 每年; `value` and `unit` are the number as written (15, 工作日).
    """

    duration: str = ""
    low: str = ""
    high: str = ""
    comparator: Comparator = "="
    value: Decimal | None = None
    unit: str = ""
    per: str = ""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Something that comes again: 每月 is P1M, 每半年 P6M."""

    every: str


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A 发文字号: `canonical` is 国发〔2019〕4号 whatever brackets the text uses."""

    prefix: str
    year: int | None
    number: int | None
    kind: Literal["字号", "令", "公告"]
    canonical: str


@dataclass(frozen=True, slots=True)
class Name:
    """Something named: a cited title, a body, a post. `text` is the name without its marks (《》)."""

    text: str


Value = Number | Ratio | Quantity | Money | When | Duration | Recurrence | DocNumber | Name
