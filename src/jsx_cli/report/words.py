"""The value of a fact in a few signs that need no translation, for tables that people read.

In comes a ratio of 0.3 with the comparator `>=`, out goes ≥30%; 6200000 人 with `>` is >6,200,000人.
"""

from __future__ import annotations

from decimal import Decimal

from jsx_cli.model import Fact
from jsx_cli.report.json import number

SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "≈", "range": ""}


def value_in_words(fact: Fact) -> str:
    """What the fact says in its shortest form; "" where its type has no such thing."""
    match fact.type:
        case "ratio" | "quantity":
            return amount(fact)
        case "deadline":
            return _days(fact)
        case "leadership":
            org, role = _text(fact, "org"), _text(fact, "role")
            return f"{org} {role}" if org and role else org or role
        case "responsibility":
            lead, support = _names(fact, "lead"), _names(fact, "support")
            return f"{lead} + {support}" if lead and support else lead or f"+ {support}"
        case "citation":
            title, doc_number = _text(fact, "title"), _text(fact, "number")
            return f"《{title}》 {doc_number}".rstrip() if title else doc_number
        case "measure":
            return _text(fact, "path")
        case _:  # a type of somebody's own: its first field
            return next(("、".join(map(str, v)) if isinstance(v, tuple) else str(v) for _, v in fact.fields), "")


def amount(fact: Fact) -> str:
    """≥30%, 10%–15%, 1.8×, 2–3名, ≤15工作日, 每月60元."""
    percent = fact.type == "ratio" and fact.get("kind") != "multiple"
    ends = [fact.get(name) for name in ("value", "low", "high")]
    shown = [_digits(end, percent) for end in ends if isinstance(end, Decimal | int)]
    per = _text(fact, "per")
    unit = "×" if fact.type == "ratio" and not percent else _text(fact, "unit")
    bounded = SIGNS.get(_text(fact, "comparator"), "") + "–".join(shown) + unit
    return per + bounded if per.startswith("每") else f"{bounded}/{per}" if per else bounded


def _digits(value: Decimal | int, percent: bool) -> str:
    if percent:
        return number(Decimal(value).scaleb(2)) + "%"
    whole, point, rest = number(value).partition(".")
    return f"{int(whole):,}{point}{rest}" if len(whole) < 40 else whole + point + rest


def _days(fact: Fact) -> str:
    start, end = _text(fact, "start"), _text(fact, "end")
    days = (
        start
        if start == end
        else f"{start} → {end}"
        if start and end
        else f"{start} →"
        if start
        else f"→ {end}"
        if end
        else ""
    )
    return " ".join(part for part in (days, _text(fact, "duration")) if part)


def _text(fact: Fact, name: str) -> str:
    value = fact.get(name)
    return value if isinstance(value, str) else ""


def _names(fact: Fact, name: str) -> str:
    value = fact.get(name)
    return "、".join(value) if isinstance(value, tuple) else value if isinstance(value, str) else ""
