"""What a project wants of its checks: the part `check:` of jsx.yaml, for all documents or for some paths.

    check:
      template: 改革方案
      ignore: [SB503]
      levels: {GW115: info}
      paths:
        - match: archive/**
          ignore: [GW, PN]

In goes the mapping with the folder of its file, out come the `Settings` of one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jsx_cli.check.rule import LEVELS, Level, Settings
from jsx_cli.errors import JsxError
from jsx_cli.records import dataclass, field

KEYS = ("select", "ignore", "levels", "template", "fail-on", "baseline", "paths")
PATH_KEYS = ("match", "select", "ignore", "levels", "template")
FAIL_ON = (*LEVELS, "never")
# What is said of waivers has no file of rules.
OURS = ("JX901", "JX902")


@dataclass(frozen=True, slots=True)
class ForPath:
    """Settings for the documents whose path fits a pattern."""

    match: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Project:
    """The part `check:` of a configuration: `folder` is where paths count from."""

    folder: Path
    settings: Settings = field(default_factory=Settings)
    fail_on: str = ""
    baseline: Path | None = None
    paths: tuple[ForPath, ...] = ()

    def of(self, path: Path | None) -> Settings:
        """The settings of one document: those of the project, then of each pattern that fits, in their order."""
        made = self.settings
        for entry in self.paths:
            if path is not None and fits(path, self.folder, entry.match):
                made = over(made, entry.settings)
        return made


def over(under: Settings, upper: Settings) -> Settings:
    """Both settings: what `upper` says of a check wins."""
    return Settings(
        upper.select or under.select,
        (*under.ignore, *upper.ignore),
        {**under.levels, **upper.levels},
        upper.template or under.template,
    )


def strangers(settings: Settings, known: Iterable[str]) -> list[str]:
    """What the settings name and no check is called by: GW999, XX."""
    ids = (*known, *OURS)
    named = dict.fromkeys((*settings.select, *settings.ignore, *settings.levels))
    return [name for name in named if not any(one.startswith(name) for one in ids)]


def fits(path: Path, folder: Path, pattern: str) -> bool:
    """True where the path, counted from the folder, fits a pattern such as archive/** or *.txt."""
    try:
        name = path.absolute().resolve().relative_to(folder.absolute().resolve()).as_posix()
    except ValueError:
        name = path.name
    form = "".join(
        {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
        for part in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", pattern)
    )
    return re.fullmatch(form, name) is not None or ("/" not in pattern and re.fullmatch(form, path.name) is not None)


def project(value: Any, folder: Path, where: str) -> Project:
    """The settings that a configuration gives. Raises `JsxError` with everything that is wrong with them."""
    problems: list[str] = []
    if not isinstance(value, Mapping):
        raise JsxError(f"{where}: check: is a mapping with {', '.join(KEYS)}")
    _known(value, KEYS, where, problems)
    fail_on = str(value.get("fail-on", ""))
    if fail_on and fail_on not in FAIL_ON:
        problems.append(f"{where}: check: fail-on: {fail_on!r} is none of {', '.join(FAIL_ON)}")
    paths: list[ForPath] = []
    for entry in value.get("paths") or ():
        if not isinstance(entry, Mapping) or not entry.get("match"):
            problems.append(f"{where}: check: paths: each entry is a mapping with match:")
            continue
        _known(entry, PATH_KEYS, where, problems)
        paths.append(ForPath(str(entry["match"]), _settings(entry, where, problems)))
    made = Project(
        folder,
        _settings(value, where, problems),
        fail_on,
        folder / str(value["baseline"]) if value.get("baseline") else None,
        tuple(paths),
    )
    if problems:
        count = len(problems)
        raise JsxError(f"{count} problem{'s' if count > 1 else ''} in the configuration", problems=tuple(problems))
    return made


def _known(value: Mapping[str, Any], keys: Sequence[str], where: str, problems: list[str]) -> None:
    for key in value:
        if key not in keys:
            near = get_close_matches(str(key), keys, 1, 0.6)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            problems.append(f"{where}: check: unknown key {key!r}{hint}")


def _settings(value: Mapping[str, Any], where: str, problems: list[str]) -> Settings:
    levels: dict[str, Level] = {}
    given = value.get("levels") or {}
    if not isinstance(given, Mapping):
        problems.append(f"{where}: check: levels: is a mapping such as {{GW115: info}}")
        given = {}
    for name, level in given.items():
        if level not in LEVELS:
            problems.append(f"{where}: check: levels: {level!r} is none of {', '.join(LEVELS)}")
        else:
            levels[str(name)] = level
    return Settings(_names(value.get("select")), _names(value.get("ignore")), levels, str(value.get("template") or ""))


def _names(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
