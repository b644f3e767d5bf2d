"""A scheme of variables for content analysis: what is looked for in each document, and how it adds up.

In comes a YAML file such as `rules/schemes/instruments.yaml` (供给型, 环境型, 需求型 policy instruments), out goes a
`Scheme`. A variable is there when one of its words is, or one of its facts, or an element of the document:

    - id: sup_talent
      label: 人才培养
      words: [人才培养, 加强…培训]     # … is a gap inside one clause
      unless: [人才培养成本]           # these stretches do not count
      facts: [{type: ratio, status: target}]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jsx_cli.errors import JsxError
from jsx_cli.patterns import late
from jsx_cli.records import dataclass
from jsx_cli.resources import rules_dir

NAME = late(r"[a-z][a-z0-9_]{0,31}")  # what R and Stata take as the name of a column
GAP = "[^，。；：！？,;:!?\n]{0,12}?"


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that a document has or has not. `years` is how far from its date its deadlines end: [1, 5)."""

    id: str
    label: str
    english: str
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    facts: tuple[Mapping[str, str], ...] = ()
    elements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    years: tuple[float, float] | None = None

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """The words, longest first, with what does not count before them so that it is passed over."""
        if not self.words:
            return None
        counted = "|".join(f"(?P<w{at}>{expression(word)})" for at, word in enumerate(ordered(self.words)))
        passed = "|".join(expression(word) for word in ordered(self.unless))
        return re.compile(f"{passed}|{counted}" if passed else counted)


@dataclass(frozen=True, slots=True)
class Group:
    """Variables that belong together, such as 供给型."""

    id: str
    label: str
    english: str
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """What an index is called from a share of its highest value on."""

    start: float
    label: str
    english: str


@dataclass(frozen=True, slots=True)
class Index:
    """The sum of the means of the groups."""

    id: str
    label: str
    english: str
    grades: tuple[Grade, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme. `roles` are the sections that count, none for all."""

    id: str
    label: str
    english: str
    says: str
    sources: tuple[str, ...]
    groups: tuple[Group, ...]
    roles: tuple[str, ...] = ()
    index: Index | None = None

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(variable for group in self.groups for variable in group.variables)


def ordered(words: Iterable[str]) -> list[str]:
    """Longest first, so that 人才队伍建设 is not read as 人才队伍."""
    return sorted(set(words), key=lambda word: (-len(word), word))


def expression(word: str) -> str:
    """A regular expression for a word; … is a gap that stays in its clause."""
    return GAP.join(re.escape(part) for part in word.split("…"))


def names() -> list[str]:
    """The schemes that are shipped."""
    return sorted(path.stem for path in (rules_dir() / "schemes").glob("*.yaml"))


def load(name: str | Path) -> Scheme:
    """A shipped scheme by its name, or one of your own by its path. Raises `JsxError` with everything wrong in it."""
    path = Path(name)
    if path.suffix not in (".yaml", ".yml"):
        path = rules_dir() / "schemes" / f"{name}.yaml"
        if not path.is_file():
            near = get_close_matches(str(name), names(), 1)
            if near:
                raise JsxError(f"no such scheme: {name}; did you mean {near[0]}?")
            raise JsxError(f"no such scheme: {name}; the schemes are {', '.join(names())}, or the path of a YAML file")
    import yaml

    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise JsxError(f"{path}: cannot be read ({error})") from error
    except yaml.YAMLError as error:
        raise JsxError(f"{path}: not YAML ({' '.join(str(error).split())})") from error
    return scheme(loaded, str(path))


def scheme(value: Any, where: str) -> Scheme:
    """The scheme that a loaded YAML file describes."""
    problems: list[str] = []
    found = Reader(problems, where)
    top = found.mapping(value, "", ("id", "label", "english", "says", "source", "roles", "index", "groups"))
    groups = tuple(found.group(one, f"groups[{at}]") for at, one in enumerate(found.list_of(top, "groups", ""), 1))
    ids = [variable.id for group in groups for variable in group.variables] + [group.id for group in groups]
    problems += [
        f"{where}: the id {one!r} is given twice" for one in sorted({one for one in ids if ids.count(one) > 1})
    ]
    result = Scheme(
        found.name(top, ""), found.text(top, "label", ""), found.text(top, "english", ""), found.text(top, "says", ""),
        tuple(found.texts(top, "source", "")), groups, tuple(found.texts(top, "roles", "")),
        found.index(top["index"]) if top.get("index") is not None else None,
    )  # fmt: skip
    if not groups:
        problems.append(f"{where}: a scheme needs groups, each with variables")
    if problems:
        raise JsxError(problems[0], problems=tuple(problems[1:]))
    return result


class Reader:
    """Reads parts of a scheme and collects what is wrong with them."""

    def __init__(self, problems: list[str], where: str) -> None:
        self.problems = problems
        self.where = where

    def wrong(self, place: str, what: str) -> None:
        """Note a problem at a place such as groups[2].variables[1]."""
        self.problems.append(f"{self.where}: {place}: {what}" if place else f"{self.where}: {what}")

    def mapping(self, value: Any, place: str, known: tuple[str, ...]) -> dict[str, Any]:
        """A mapping without unknown keys."""
        if not isinstance(value, dict):
            self.wrong(place, f"needs keys such as {', '.join(known[:3])}, and is {value!r:.60}")
            return {}
        for key in value:
            if key not in known:
                near = get_close_matches(str(key), known, 1)
                self.wrong(place, f"unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return value

    def list_of(self, value: Mapping[str, Any], key: str, place: str) -> list[Any]:
        """A list, [] where the key is not there."""
        found = value.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.wrong(place, f"{key} is a list, as in {key}: [a, b]")
            return []
        return found

    def texts(self, value: Mapping[str, Any], key: str, place: str) -> Iterator[str]:
        """A list of words, none of them empty."""
        for one in self.list_of(value, key, place):
            if isinstance(one, str) and one.replace("…", "").strip():
                yield one
            else:
                self.wrong(place, f"{key} holds {one!r}, which is no word")

    def text(self, value: Mapping[str, Any], key: str, place: str) -> str:
        """A text, "" where the key is not there."""
        found = value.get(key, "")
        if not isinstance(found, str):
            self.wrong(place, f"{key} is a text, and is {found!r:.60}")
            return ""
        return " ".join(found.split())

    def name(self, value: Mapping[str, Any], place: str) -> str:
        """An id that can name a column."""
        found = value.get("id")
        if not isinstance(found, str) or not NAME.fullmatch(found):
            self.wrong(place, f"id is a name of at most 32 of a-z, 0-9 and _, and is {found!r}")
            return ""
        return found

    def group(self, value: Any, place: str) -> Group:
        """One group."""
        found = self.mapping(value, place, ("id", "label", "english", "variables"))
        variables = self.list_of(found, "variables", place)
        if not variables:
            self.wrong(place, "a group needs variables")
        return Group(
            self.name(found, place), self.text(found, "label", place), self.text(found, "english", place),
            tuple(self.variable(one, f"{place}.variables[{at}]") for at, one in enumerate(variables, 1)),
        )  # fmt: skip

    def variable(self, value: Any, place: str) -> Variable:
        """One variable."""
        keys = ("id", "label", "english", "words", "unless", "facts", "elements", "years")
        found = self.mapping(value, place, keys)
        if found and not any(found.get(key) for key in ("words", "facts", "elements", "years")):
            self.wrong(place, "a variable needs words, facts, elements or years")
        facts = [one for one in self.list_of(found, "facts", place) if isinstance(one, dict) and one.get("type")]
        if len(facts) != len(self.list_of({**found, "facts": found.get("facts") or []}, "facts", place)):
            self.wrong(place, "each of facts needs a type, as in facts: [{type: ratio, status: target}]")
        elements = found.get("elements") or {}
        if not isinstance(elements, dict) or not all(isinstance(one, list) for one in elements.values()):
            self.wrong(place, "elements is a mapping of lists, as in elements: {level: [central]}")
            elements = {}
        years = found.get("years")
        if years is not None and not (
            isinstance(years, list) and len(years) == 2 and all(isinstance(one, int | float) for one in years)
        ):
            self.wrong(place, "years is a list of two numbers, as in years: [1, 5]")
            years = None
        return Variable(
            self.name(found, place), self.text(found, "label", place), self.text(found, "english", place),
            tuple(self.texts(found, "words", place)), tuple(self.texts(found, "unless", place)),
            tuple({str(key): str(one[key]) for key in one} for one in facts),
            tuple((str(key), tuple(map(str, one))) for key, one in elements.items()),
            (float(years[0]), float(years[1])) if years else None,
        )  # fmt: skip

    def index(self, value: Any) -> Index:
        """The index of the scheme."""
        found = self.mapping(value, "index", ("id", "label", "english", "grades"))
        grades = [
            Grade(float(one.get("from", 0)), self.text(one, "label", "index"), self.text(one, "english", "index"))
            for one in self.list_of(found, "grades", "index")
            if isinstance(one, dict) and isinstance(one.get("from", 0), int | float)
        ]
        return Index(
            self.name(found, "index"), self.text(found, "label", "index"), self.text(found, "english", "index"),
            tuple(sorted(grades, key=lambda grade: -grade.start)),
        )  # fmt: skip
