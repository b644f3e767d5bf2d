"""Read the checks of rule folders, or say everything that is wrong with them at once.

In go folders (ours, then those of an office), out come the checks by id; a later folder overrides a check of the same
id. A check is one YAML file in the folder `check`, such as `check/GW101.yaml`. Every problem has file, line and
column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jsx_cli.check.finders import FINDERS
from jsx_cli.check.pattern import finder, marked
from jsx_cli.check.rule import LEVELS, Check, Example, Finder, FixForm, Level, Words
from jsx_cli.engine.folders import KINDS, ROLES, suggest
from jsx_cli.engine.grammar import PatternError, Vocabulary
from jsx_cli.engine.yamlfile import Places, YamlError, read
from jsx_cli.errors import JsxError, RuleError
from jsx_cli.lexicon import read_lexicon

KEYS = frozenset(
    (
        "id", "name", "level", "source", "since", "earlier", "message", "pattern", "find", "lexicon", "pairs",
        "options", "fix", "in", "not-within", "line-start", "doc-type", "section-role", "fold", "joins", "measure",
        "examples", "silent",
    )
)  # fmt: skip
WAYS = ("pattern", "find", "lexicon", "pairs")
PARAGRAPHS = frozenset(
    (
        "title", "doc_number", "addressees", "heading", "body", "signature", "date", "annex_list", "copy_to", "table",
        "furniture",
    )
)  # fmt: skip
AREAS = frozenset(("citation", "quotation"))
MACROS = "macros.yaml"

Lexicons = Mapping[str, tuple[Mapping[str, str], ...]]


def load(folders: Sequence[Path], lexicons: Lexicons, phrases: Iterable[str] = ()) -> dict[str, Check]:
    """The checks of the folders by id, later ones over earlier ones.

    Raises `RuleError` with every problem of every file.
    """
    problems: list[str] = []
    checks: dict[str, Check] = {}
    macros: dict[str, str] = {}
    rows: dict[str, tuple[Mapping[str, str], ...]] = {}
    for folder in folders:
        for path in sorted((folder / "lexicons").glob("*.csv")):
            if path.stem.startswith("check_"):
                try:
                    rows[path.stem] = read_lexicon(path)
                except JsxError as error:
                    problems.append(str(error))
        if (folder / "check" / MACROS).is_file():
            value, _ = _read(folder / "check" / MACROS, problems)
            macros.update({str(name): str(text) for name, text in (value or {}).items()})
        files = [path for path in sorted((folder / "check").rglob("*.y*ml")) if path.name != MACROS]
        names = frozenset(phrases)
        plain = Vocabulary(KINDS, names, lexicons.get, macros, suggest)
        exact = Vocabulary(KINDS, names, lexicons.get, {name: marked(text) for name, text in macros.items()}, suggest)
        here: dict[str, Path] = {}
        for path in files:
            value, places = _read(path, problems)
            if value is None:
                continue
            check = _Reader(value, places, problems, plain, exact, rows).check()
            if check is None:
                continue
            if check.id in here:
                problems.append(f"{places.at('id')}: the id {check.id!r} is already that of {here[check.id]}")
                continue
            here[check.id] = path
            checks[check.id] = check
    if problems:
        count = len(problems)
        raise RuleError(f"{count} problem{'s' if count > 1 else ''} in the checks", problems=tuple(problems))
    return dict(sorted(checks.items()))


def _read(path: Path, problems: list[str]) -> tuple[Any, Places]:
    try:
        value, places = read(path)
    except YamlError as error:
        problems.append(str(error))
        return None, Places(path)
    if not isinstance(value, dict):
        problems.append(f"{path}:1:1: a check is a mapping that begins with id:")
        return None, places
    return value, places


class _Reader:
    """Turns one YAML mapping into a check and notes what does not stand."""

    def __init__(
        self,
        value: dict[str, Any],
        places: Places,
        problems: list[str],
        plain: Vocabulary,
        exact: Vocabulary,
        rows: Mapping[str, tuple[Mapping[str, str], ...]],
    ) -> None:
        self.value, self.places, self.problems = value, places, problems
        self.plain, self.exact, self.rows = plain, exact, rows
        self.clean = True

    def wrong(self, message: str, *key: str | int) -> None:
        self.problems.append(f"{self.places.at(*key)}: {message}")
        self.clean = False

    def check(self) -> Check | None:
        value = self.value
        for key in value:
            if key not in KEYS:
                self.wrong(f"unknown key {key!r}{suggest(key, KEYS)}", key)
        for key in ("id", "source"):
            if not isinstance(value.get(key), str) or not value[key].strip():
                self.wrong(f"the check needs {key}: with a text")
        ways = [key for key in WAYS if key in value]
        if len(ways) != 1:
            self.wrong(f"a check has exactly one of {', '.join(WAYS)}")
        find = str(value.get("find", ""))
        if find and find not in FINDERS:
            self.wrong(f"there is no finder {find!r}{suggest(find, FINDERS)}", "find")
        level = self.level("level", "warning")
        earlier = self.level("earlier", "info") if "earlier" in value else None
        patterns = self.patterns()
        name, message = self.words("name"), self.words("message")
        table = str(value.get("lexicon", value.get("pairs", "")))
        if table and table not in self.rows:
            self.wrong(f"there is no lexicon {table!r}{suggest(table, self.rows)} (lexicons/{table}.csv)", ways[0])
        options = value.get("options", {})
        if not isinstance(options, dict):
            self.wrong("options: is a mapping", "options")
            options = {}
        silent = self.silent()
        check = Check(
            id=str(value.get("id", "")),
            name=name,
            level=level,
            source=str(value.get("source", "")),
            message=message,
            place=self.places.at(),
            path=self.places.path,
            patterns=patterns,
            find=find,
            lexicon=str(value.get("lexicon", "")),
            pairs=str(value.get("pairs", "")),
            rows=self.rows.get(table, ()),
            options=options,
            fix=self.fix(),
            since=self.day("since"),
            earlier=earlier,
            within=self.names("in", PARAGRAPHS),
            not_within=self.names("not-within", AREAS),
            line_start=bool(value.get("line-start", False)),
            doc_types=frozenset(map(str, self.listed("doc-type"))),
            roles=self.names("section-role", ROLES),
            fold=bool(value.get("fold", False)),
            joins=str(value.get("joins", "")),
            measure=bool(value.get("measure", False)),
            examples=self.examples(),
            silent=tuple(text for text, _ in silent),
            silent_against={text: upper for text, upper in silent if upper},
        )
        return check if self.clean else None

    def listed(self, key: str) -> list[Any]:
        value = self.value.get(key, [])
        return list(value) if isinstance(value, list) else [value]

    def names(self, key: str, known: frozenset[str]) -> frozenset[str]:
        found = [str(name) for name in self.listed(key)]
        for name in found:
            if name not in known:
                self.wrong(f"{key}: {name!r} is none of {', '.join(sorted(known))}{suggest(name, known)}", key)
        return frozenset(found)

    def level(self, key: str, default: Level) -> Level:
        value = self.value.get(key, default)
        if value not in LEVELS:
            self.wrong(f"{key}: {value!r} is none of {', '.join(LEVELS)}{suggest(str(value), LEVELS)}", key)
            return default
        found: Level = value
        return found

    def words(self, key: str) -> Words:
        value = self.value.get(key)
        if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in ("zh", "en")):
            self.wrong(f"the check needs {key}: with a sentence in zh and one in en", key)
            return Words("", "")
        return Words(value["zh"], value["en"])

    def day(self, key: str) -> date | None:
        value = self.value.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.wrong(f"{key}: {value!r} is no day; write 2012-07-01", key)
            return None

    def patterns(self) -> tuple[Finder, ...]:
        made: list[Finder] = []
        for index, source in enumerate(self.listed("pattern")):
            key = ("pattern", index) if isinstance(self.value.get("pattern"), list) else ("pattern",)
            try:
                made.append(finder(str(source), self.plain, self.exact))
            except PatternError as error:
                self.wrong(f"{error} (at character {error.at + 1} of the pattern)", *key)
        return tuple(made)

    def fix(self) -> FixForm | None:
        value = self.value.get("fix")
        if value is None:
            return None
        if value in ("safe", "unsafe"):
            return FixForm(value)
        if not isinstance(value, dict) or value.get("kind") not in ("safe", "unsafe"):
            self.wrong("fix: is safe, unsafe, or a mapping with kind: and text:", "fix")
            return None
        for key in value:
            if key not in ("kind", "text", "of"):
                self.wrong(f"unknown key {key!r}{suggest(key, ('kind', 'text', 'of'))}", "fix", key)
        text = value.get("text")
        return FixForm(value["kind"], None if text is None else str(text), str(value.get("of", "")))

    def silent(self) -> list[tuple[str, str]]:
        """The texts that must not be caught, each with the upper document that it is checked against."""
        found: list[tuple[str, str]] = []
        for index, entry in enumerate(self.listed("silent")):
            if isinstance(entry, dict):
                if entry.keys() != {"text", "against"}:
                    self.wrong("a silent text is a text, or has text: and against:", "silent", index)
                    continue
                found.append((str(entry["text"]).rstrip("\n"), str(entry["against"]).rstrip("\n")))
            else:
                found.append((str(entry).rstrip("\n"), ""))
        return found

    def examples(self) -> tuple[Example, ...]:
        found: list[Example] = []
        for index, entry in enumerate(self.listed("examples")):
            if not isinstance(entry, dict) or "bad" not in entry or "good" not in entry:
                self.wrong("an example has bad: and good:", "examples", index)
                continue
            place = self.places.at("examples", index)
            found.append(
                Example(
                    str(entry["bad"]).rstrip("\n"),
                    str(entry["good"]).rstrip("\n"),
                    place,
                    str(entry.get("template", "")),
                    str(entry.get("against", "")).rstrip("\n"),
                )
            )
        if not found:
            self.wrong("a check needs examples: each with bad: and good:")
        return tuple(found)
