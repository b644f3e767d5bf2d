"""The configuration of a project: `jsx.yaml`, or `[tool.jsx]` in pyproject.toml, found upwards from the input.

    extends: ../jsx.yaml            # another configuration, read first
    rules: [packs/veto]             # folders of rules, added to ours in this order
    disable: [citation/number]      # rules that do not run
    check: {ignore: [SB503]}        # what `jsx check` looks for; see jsx_cli.check.settings
    limits: {max_bytes: 500000000}  # how large a document may be; see jsx_cli.read.limits

Folders count from the file that names them. Every setting knows where it came from; an unknown key is refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from jsx_cli.errors import JsxError
from jsx_cli.patterns import late
from jsx_cli.read.limits import DEFAULT, Limits
from jsx_cli.records import dataclass, field, fields, replace
from jsx_cli.typed import Any

NAMES = ("jsx.yaml", "jsx.yml", "pyproject.toml")
KEYS = ("extends", "rules", "disable", "check", "limits")
# Where a pyproject.toml may have a table for jsx: most have none, and the parser of TOML need not be loaded for them.
MAYBE = late(r"""^[ \t]*\[*[ \t]*(?:["']?tool["']?[ \t]*(?:\.[ \t]*["']?jsx|\]|=)|["'][^\n]*\\)""", re.MULTILINE)
LIMITS = tuple(limit.name for limit in fields(Limits))
RULES_KEYS = ("extends", "disable")
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it came from: `rules`, packs/veto, jsx.yaml:2:9."""

    name: str
    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders of rules beside the shipped ones, rules that do not run, and where each value came from."""

    rules: tuple[Path, ...] = ()
    disable: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    files: tuple[Path, ...] = ()
    check: tuple[tuple[Any, Path, str], ...] = ()  # what each file says of checks, its folder and the place
    limits: Limits = DEFAULT

    def plus(self, rules: Sequence[Path]) -> Settings:
        """The same with the folders of --rules behind those of the files."""
        more = tuple(Setting("rules", str(folder), "--rules") for folder in rules)
        return replace(self, rules=(*self.rules, *rules), settings=(*self.settings, *more))


def find(start: Path) -> Settings:
    """The settings for an input: those of the nearest file upwards from it, or none.

    Raises `JsxError` with every problem of the file.
    """
    # os.path and not Path: a name too long for the system is no folder and no error here; the reader says so.
    here = start if os.path.isdir(start) else start.parent  # noqa: PTH112
    for folder in (here.absolute(), *here.absolute().parents):
        for name in NAMES:
            path = folder / name
            if os.path.isfile(path) and (name != "pyproject.toml" or _has_table(path)):  # noqa: PTH113
                return read(path)
    return Settings()


def read(path: Path) -> Settings:
    """The settings of one file and of those that it extends."""
    reader = _Reader()
    reader.read(path, ())
    if reader.problems:
        count = len(reader.problems)
        message = f"{count} problem{'s' if count > 1 else ''} in the configuration"
        raise JsxError(message, problems=tuple(reader.problems))
    return Settings(
        tuple(dict.fromkeys(reader.rules)), tuple(dict.fromkeys(reader.disable)), tuple(reader.settings),
        tuple(reader.files), tuple(reader.check), reader.limits,
    )  # fmt: skip


def _has_table(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
        if not MAYBE.search(text):
            return False
        import tomllib

        return "jsx" in tomllib.loads(text).get("tool", {})
    except (OSError, ValueError):
        return False  # other tools complain of it


@dataclass(slots=True)
class _Reader:
    rules: list[Path] = field(default_factory=list)
    disable: list[str] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    check: list[tuple[Any, Path, str]] = field(default_factory=list)
    limits: Limits = DEFAULT

    def read(self, path: Path, above: tuple[Path, ...]) -> None:
        """Take in a file, after those that it extends."""
        if path in above or len(above) > DEEPEST:
            self.problems.append(f"{above[-1]}: extends: {path} leads back to itself")
            return
        value, at = _content(path, self.problems)
        if value is None:
            return
        if not isinstance(value, dict):
            self.problems.append(f"{at()}: a configuration is a mapping with {', '.join(KEYS)}")
            return
        for key in value:
            if key not in KEYS:
                self.problems.append(f"{at(key)}: unknown key {key!r}{_suggest(key, KEYS)}")
        for name in self.texts(value, "extends", at):
            other = (path.parent / name).resolve() if not Path(name).is_absolute() else Path(name)
            if other.is_dir():
                other = other / "jsx.yaml"
            if not other.is_file():
                self.problems.append(f"{at('extends')}: extends: no such file: {other}")
                continue
            self.settings.append(Setting("extends", name, at("extends")))
            self.read(other, (*above, path))
        self.files.append(path)
        self.take(value, path, at)

    def take(self, value: Mapping[str, Any], path: Path, at: Any) -> None:
        """The folders and the disabled rules of one file; `rules` may be a mapping that holds both."""
        rules = value.get("rules", [])
        if isinstance(rules, dict):
            for key in rules:
                if key not in RULES_KEYS:
                    self.problems.append(f"{at('rules', key)}: unknown key {key!r}{_suggest(key, RULES_KEYS)}")
            folders = self.texts(rules, "extends", at, "rules")
            here: tuple[str, ...] = ("rules", "extends")
            self.off(self.texts(rules, "disable", at, "rules"), at("rules", "disable"))
        else:
            folders, here = self.texts(value, "rules", at), ("rules",)
        for name in folders:
            folder = path.parent / name
            if not folder.is_dir():
                self.problems.append(f"{at(*here)}: rules: no such folder: {folder}")
                continue
            self.rules.append(folder)
            self.settings.append(Setting("rules", str(folder), at(*here)))
        self.off(self.texts(value, "disable", at), at("disable"))
        if value.get("check") is not None:
            self.check.append((value["check"], path.parent, at("check")))
        if value.get("limits") is not None:
            self.bound(value["limits"], at)

    def bound(self, limits: Any, at: Any) -> None:
        """How large a document may be: numbers above 0 under the names of `Limits`."""
        if not isinstance(limits, dict):
            self.problems.append(f"{at('limits')}: limits: is a mapping of {', '.join(LIMITS)}")
            return
        for name, most in limits.items():
            if name not in LIMITS:
                self.problems.append(f"{at('limits', name)}: unknown key {name!r}{_suggest(name, LIMITS)}")
            elif isinstance(most, bool) or not isinstance(most, int) or most <= 0:
                self.problems.append(f"{at('limits', name)}: limits: {name}: is a whole number above 0, not {most!r}")
            else:
                self.limits = replace(self.limits, **{name: most})
                self.settings.append(Setting(f"limits: {name}", str(most), at("limits", name)))

    def off(self, names: Sequence[str], where: str) -> None:
        self.disable.extend(names)
        self.settings.extend(Setting("disable", name, where) for name in names)

    def texts(self, value: Mapping[str, Any], key: str, at: Any, *above: str) -> list[str]:
        """A text or a list of texts."""
        given = value.get(key, [])
        listed = given if isinstance(given, list) else [given]
        if not all(isinstance(entry, str) and entry.strip() for entry in listed):
            self.problems.append(f"{at(*above, key)}: {key}: is a text or a list of texts, not {given!r}")
            return []
        return listed


def _content(path: Path, problems: list[str]) -> tuple[Any, Any]:
    """The value of a file and a function that says where each key of it stands."""
    if path.name == "pyproject.toml":
        import tomllib

        text = path.read_text(encoding="utf-8", errors="replace")
        try:
            value = tomllib.loads(text).get("tool", {}).get("jsx", {})
        except tomllib.TOMLDecodeError as error:
            problems.append(f"{path}: wrong TOML: {error}")
            return None, None
        return value, lambda *key: _toml_place(path, text, key)
    from jsx_cli.engine.yamlfile import YamlError
    from jsx_cli.engine.yamlfile import read as read_yaml

    try:
        value, places = read_yaml(path)
    except YamlError as error:
        problems.append(str(error))
        return None, None
    return {} if value is None else value, places.at


def _toml_place(path: Path, text: str, key: Sequence[str]) -> str:
    inner = re.search(rf"^\[tool\.jsx\.{re.escape(key[0])}\]", text, re.M) if len(key) > 1 else None
    table = inner or re.search(r"^\[tool\.jsx\b", text, re.M)
    start = table.start() if table else 0
    name = re.escape(key[-1]) if key else "$^"
    found = re.compile(rf"^\s*(?:rules\.)?[\"']?{name}\b", re.M).search(text, start)
    return f"{path}:{text.count(chr(10), 0, found.end() if found else start) + 1}:1"


def _suggest(key: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(str(key), known, 1, 0.6)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"
