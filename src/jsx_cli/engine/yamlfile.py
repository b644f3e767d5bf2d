"""YAML with places: every value of a rule file and the line and column where it stands.

`read(path)` gives plain Python values and `Places`, which knows that `("examples", 0, "text")` stands on line 7.
Only the safe loader is used: nothing in a rule file can run. Dates become ISO strings, as facts write them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = tuple[str | int, ...]


@dataclass(slots=True)
class Places:
    """Where in the file each value stands, lines and columns counted from 1."""

    path: Path
    marks: dict[Key, tuple[int, int]] = field(default_factory=dict)

    def at(self, *key: str | int) -> str:
        """`rules/x.yaml:7:9`, the place of the value or of the nearest value around it."""
        for size in range(len(key), -1, -1):
            if key[:size] in self.marks:
                line, column = self.marks[key[:size]]
                return f"{self.path}:{line}:{column}"
        return f"{self.path}:1:1"


class YamlError(ValueError):
    """A file that is no YAML, with the place and what the parser says."""


def read(path: Path) -> tuple[Any, Places]:
    """The value of a YAML file and its places. Raises `YamlError` for wrong YAML, `OSError` for no file."""
    places = Places(path)
    try:
        loader = _Loader(path.read_text(encoding="utf-8-sig"))
        try:
            node = loader.get_single_node()
            value = None if node is None else _value(loader, node, (), places)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else f"{path}:1:1"
        raise YamlError(f"{place}: wrong YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise YamlError(f"{path}:1:1: wrong YAML: {error}") from error
    except UnicodeDecodeError as error:
        raise YamlError(f"{path}:1:1: not UTF-8; save the file as UTF-8") from error
    return value, places


def _value(loader: Any, node: yaml.Node, key: Key, places: Places) -> Any:
    if len(key) > 40:
        raise yaml.YAMLError("nested too deeply")
    places.marks[key] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[Any, Any] = {}
        for name_node, value_node in node.value:
            name = loader.construct_object(name_node)
            if name in found:
                raise yaml.MarkedYAMLError(problem=f"the key {name!r} stands twice", problem_mark=name_node.start_mark)
            found[name] = _value(loader, value_node, (*key, name), places)
            places.marks[(*key, name)] = (name_node.start_mark.line + 1, name_node.start_mark.column + 1)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, child, (*key, index), places) for index, child in enumerate(node.value)]
    value = loader.construct_object(node)
    if isinstance(value, date):
        return str(node.value)
    if isinstance(value, float):
        return Decimal(str(node.value))
    return value
