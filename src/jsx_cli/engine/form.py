"""Values as plain data, and back: mappings, decimals, dates, and objects of some classes that are named beforehand.

Nothing else is ever made of what a file says. A list is a class and its fields, a mapping says what it is by its key:
`[2, "担任"]` is an object of the third class, `{"t": [[2, "担任"], [2, "任"]]}` a tuple of two. Texts, numbers, and
tuples and sets of texts stand for themselves, as `marshal` writes them: it makes nothing but such data, takes half the
time of JSON, and its form is that of one version of Python, which the names of kept files therefore tell.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from jsx_cli.patterns import compiled
from jsx_cli.records import fields
from jsx_cli.typed import Any

PYTHON = f"{sys.implementation.cache_tag}-{marshal.version}"
MADE = frozenset((list, dict))  # of these something is made
OTHERS: dict[str, Callable[[Any], Any]] = {
    "d": Decimal,
    "p": Path,
    "y": date.fromisoformat,
    "r": lambda told: compiled(*told),
}


class Form:
    """The form of values for which these classes are known, in this order."""

    def __init__(self, classes: tuple[type, ...]) -> None:
        self.classes = classes
        self.numbers = {kind: number for number, kind in enumerate(classes)}

    def plain(self, value: Any) -> Any:
        """The value as plain data. Raises `TypeError` for one that has no place in it."""
        if value is None or isinstance(value, str | bool | int):
            return value
        kind: type = type(value)
        if kind in self.numbers:
            return [self.numbers[kind], *(self.plain(getattr(value, name)) for name in fields_of(kind))]
        if isinstance(value, tuple):
            return value if all(type(item) is str for item in value) else {"t": [self.plain(item) for item in value]}
        if isinstance(value, list):
            return {"l": [self.plain(item) for item in value]}
        if isinstance(value, frozenset):
            return {"s": tuple(sorted(value))}
        if isinstance(value, Mapping):
            return {"m": [[key, self.plain(item)] for key, item in value.items()]}
        if isinstance(value, Decimal):
            return {"d": str(value)}
        if isinstance(value, Path):
            return {"p": str(value)}
        if isinstance(value, date):
            return {"y": value.isoformat()}
        if isinstance(value, re.Pattern):
            return {"r": [value.pattern, value.flags & ~re.UNICODE]}
        raise TypeError(f"{value!r} has no place in the cache")

    def value(self, data: Any) -> Any:
        """The value that `plain` made this of."""
        kind = type(data)
        if kind is list:
            value, made = self.value, self.classes[data[0]]
            return made(*[value(one) if type(one) in MADE else one for one in data[1:]])
        if kind is not dict:
            return data
        [(what, inner)] = data.items()
        if what == "t":
            return tuple(map(self.value, inner))
        if what == "s":
            return frozenset(inner)
        if what == "m":
            return {key: self.value(item) for key, item in inner}
        if what == "l":
            return list(map(self.value, inner))
        return OTHERS[what](inner)


@cache
def fields_of(kind: type) -> tuple[str, ...]:
    """The fields that an object is made of."""
    return tuple(field.name for field in fields(kind) if field.init and field.name != "_later")


def dumps(value: Any) -> bytes:
    """Plain data as a kept file holds it."""
    return marshal.dumps(value)


def loads(body: bytes) -> Any:
    """The plain data of a kept file."""
    return marshal.loads(body)  # ours, sealed, and data whatever it says
