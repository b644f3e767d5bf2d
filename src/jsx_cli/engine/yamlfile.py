"""YAML with places: every value of a rule file and the line and column where it stands.

`read(path)` gives plain Python values and `Places`, which knows that `("examples", 0, "text")` stands on line 7.
Only the safe loader is used: nothing in a rule file can run. Dates become ISO strings, as facts write them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from jsx_cli.patterns import late
from jsx_cli.records import dataclass, field

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LARGEST = 1_000_000
MOST_VALUES = 20_000
DEEPEST = 20

_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
)

Key = tuple[str | int, ...]
ANCHOR = late(r"(?m)(?:^|[\s\[{,:-])[&*][^\s&*]")
QUOTE = "put the text into quotes"


@dataclass(slots=True)
class Places:
    """Where in the file each value stands, lines and columns counted from 1."""

    path: Path
    marks: dict[Key, tuple[int, int]] = field(default_factory=dict)
    values: dict[Key, tuple[int, int]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def inside(self, text: str, offset: int, *key: str | int) -> str:
        """The place of a character of a text value, where it stands on the line as it is; else that of the value."""
        line, column = self.values.get(key, (0, 0))
        if line and line <= len(self.lines):
            rest = self.lines[line - 1][column - 1 :]
            quoted = rest[:1] in "\"'"
            if rest[quoted:].startswith(text[: offset + 1]):
                return f"{self.path}:{line}:{column + quoted + offset}"
        return f"{self.path}:{line}:{column}" if line else self.at(*key)

    def at(self, *key: str | int) -> str:
        """`rules/x.yaml:7:9`, the place of the value or of the nearest value around it."""
        for size in range(len(key), -1, -1):
            if key[:size] in self.marks:
                line, column = self.marks[key[:size]]
                return f"{self.path}:{line}:{column}"
        return f"{self.path}:1:1"


class YamlError(ValueError):
    """A file that is no YAML, with the place and what the parser says."""


def read(path: Path, *, plain: bool = False) -> tuple[Any, Places]:
    """The value of a YAML file and its places; `plain` files give no names to their parts.

    Raises `YamlError` for wrong YAML, `OSError` for no file.
    """
    places = Places(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        if len(text) > LARGEST:
            raise YamlError(
                f"{path}:1:1: the file is larger than {LARGEST} characters; one rule a file, words in lexicons"
            )
        places.lines = text.split("\n")
        if plain:
            _no_anchors(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            value = None if node is None else _value(loader, node, (), places)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and "quoted scalar" in str(error.context):
            mark = error.context_mark  # where the quotation mark stands that is never closed
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else f"{path}:1:1"
        raise YamlError(f"{place}: wrong YAML: {error.problem or error.context}{_remedy(error)}") from error
    except yaml.reader.ReaderError as error:
        sign = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "?")
        at = max(0, text.find(chr(sign)))
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        raise YamlError(f"{path}:{line}:{column}: the sign U+{sign:04X} stands in no text; delete it") from error
    except yaml.YAMLError as error:
        raise YamlError(f"{path}:1:1: wrong YAML: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise YamlError(f"{path}:1:1: wrong YAML: nested too deeply") from error
    except UnicodeDecodeError as error:
        raise YamlError(f"{path}:1:1: not UTF-8; save the file as UTF-8") from error
    return value, places


def _no_anchors(text: str) -> None:
    """`pattern: &duty …` would lose &duty, and names for parts of a file can make a small file endless."""
    if not ANCHOR.search(text):
        return
    for token in yaml.scan(text, Loader=_Loader):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            sign = "&" if isinstance(token, yaml.AnchorToken) else "*"
            problem = f"{sign}{token.value} would be a name for a part of the file, which rule files have not"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=token.start_mark, note=QUOTE)


def _value(loader: Any, node: yaml.Node, key: Key, places: Places) -> Any:
    if len(key) > DEEPEST:
        raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=node.start_mark)
    if len(places.marks) > MOST_VALUES:  # aliases of aliases would otherwise grow without end
        raise yaml.MarkedYAMLError(problem=f"more than {MOST_VALUES} values", problem_mark=node.start_mark)
    if node.tag not in _TAGS:
        problem = f"the tag {node.tag.removeprefix('tag:yaml.org,2002:')} means nothing here; leave it out"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
    places.marks[key] = places.values[key] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[Any, Any] = {}
        for name_node, value_node in node.value:
            name = loader.construct_object(name_node)
            if not isinstance(name, str):
                shown = name_node.value if isinstance(name_node, yaml.ScalarNode) else "this"
                problem = f"a key is a text; {shown} is {_kind(name)} in YAML, put it in quotes"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=name_node.start_mark)
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


def _kind(value: Any) -> str:
    return {bool: "yes or no", int: "a number", list: "a list", type(None): "nothing"}.get(type(value), "no text")


def _remedy(error: yaml.MarkedYAMLError) -> str:
    """What most often helps; the parser only says what it met."""
    said = f"{error.problem} {error.context}"
    mark = error.problem_mark or error.context_mark
    line = (mark.buffer or "").split("\n")[mark.line] if mark and mark.buffer else ""
    if error.note:
        return f"; {error.note}"
    if "tab character" in said or "\\t" in said:
        return "; indent with spaces"
    if "another document" in said:
        return "; a file holds one rule, put the next one into a file of its own"
    if "：" in line.split(":")[0] and "mapping values" not in said:
        return "; behind a key stands the half-width sign ': '"
    if "mapping values are not allowed" in said or "expected <block end>" in said or "could not find expected" in said:
        return "; mind the indentation, and put a text with ': ' or a bracket into quotes"
    if "quoted scalar" in said or "flow" in said:
        return "; a quotation mark or a bracket is not closed"
    if "expected key" in said or "cannot start any token" in said:
        return "; a text that begins with [, {, @ or another sign stands in quotes"
    return f"; {QUOTE}" if "tag" in said or "alias" in said else ""
