"""The value of a fact in a few signs: ≥30%, ≤15工作日, → 2023-12-31."""

from __future__ import annotations

from decimal import Decimal

from jsx_cli.model import Fact

SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "≈", "range": ""}


def amount(fact: Fact) -> str:
    """The number of a ratio or a quantity with its comparator and unit."""
    share = fact.type == "ratio" and fact.get("kind") != "multiple"
    ends = [fact.get(name) for name in ("value", "low", "high")]
    numbers = [
        digits(Decimal(end).scaleb(2) if share else Decimal(end)) for end in ends if isinstance(end, Decimal | int)
    ]
    unit = "%" if share else "倍" if fact.type == "ratio" else str(fact.get("unit") or "")
    per = str(fact.get("per") or "")
    said = SIGNS.get(str(fact.get("comparator")), "") + "–".join(numbers) + unit
    return per + said if per.startswith("每") else f"{said}/{per}" if per else said


def digits(value: Decimal) -> str:
    """The digits without exponent and idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def days(fact: Fact) -> str:
    """The days of a deadline."""
    start, end = str(fact.get("start") or ""), str(fact.get("end") or "")
    if start and end:
        if start.endswith("-01-01") and end.endswith("-12-31"):
            start, end = start[:4], end[:4]
        return start if start == end else f"{start}–{end}"
    return f"→ {end}" if end else f"{start} →" if start else str(fact.get("duration") or fact.evidence.exact)


def stepped(old: str, new: str, arrow: str = "→") -> str:
    """One value and the next; the arrows of two days before or after which something is due are left out."""
    if all(text.startswith("→ ") for text in (old, new)) or all(text.endswith(" →") for text in (old, new)):
        old, new = old.strip("→ "), new.strip("→ ")
    return f"{old}{arrow}{new}"
