"""Values as JSON has them, and back: tuples, sets, decimals, and objects of some classes that are named beforehand.

Nothing else is ever made of what a file says. A list is a class and its fields, a mapping says what it is by its key:
`{"w": ["局", "厅"]}` is a tuple of texts, `[2, "担任"]` an object of the third class.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from jsx_cli.patterns import compiled
from jsx_cli.records import fields
from jsx_cli.typed import Any

AS_IT_IS = frozenset((str, int, bool, type(None)))
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
        """The value as JSON has it. Raises `TypeError` for one that has no place in it."""
        if value is None or isinstance(value, str | bool | int):
            return value
        kind: type = type(value)
        if kind in self.numbers:
            return [self.numbers[kind], *(self.plain(getattr(value, name)) for name in fields_of(kind))]
        if isinstance(value, tuple):
            texts = all(isinstance(item, str) for item in value)
            return {"w": list(value)} if texts else {"t": [self.plain(item) for item in value]}
        if isinstance(value, list):
            return {"l": [self.plain(item) for item in value]}
        if isinstance(value, frozenset):
            return {"s": sorted(value)}
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
            return made(*[one if type(one) in AS_IT_IS else value(one) for one in data[1:]])
        if kind is not dict:
            return data
        [(what, inner)] = data.items()
        if what == "w":
            return tuple(inner)
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


def dumps(value: Any) -> str:
    """JSON as short as it goes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
