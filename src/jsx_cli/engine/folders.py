"""Read rule folders into a `RuleSet`, or say everything that is wrong with them at once.

A folder holds one rule a file (`leadership/hold-post.yaml`), and beside them `phrases.yaml`, `macros.yaml`,
`types.yaml`, `cues/*.yaml` and `lexicons/*.csv`. A later folder adds to the earlier ones, and overrides a rule, phrase,
macro, cue list, type or lexicon of the same name. Every problem has file, line, column and what would work:

    rules/deadline/by-year-end.yaml:6:1: unknown key 'triger'; did you mean 'trigger'?
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jsx_cli.digests import digest, files_of
from jsx_cli.engine.grammar import PatternError, Vocabulary, fold, kinds, parse
from jsx_cli.engine.keys import CUE, CUES_FILE, PHRASE, TYPE, WINDOWS, Key
from jsx_cli.engine.keys import KINDS as NAMES_OF_KINDS
from jsx_cli.engine.keys import ROLES as NAMES_OF_ROLES
from jsx_cli.engine.phrases import PhraseKind
from jsx_cli.engine.reach import empty, shadowed, slow
from jsx_cli.engine.read_rule import Known, RuleReader
from jsx_cli.engine.regex import by_itself
from jsx_cli.engine.rule import FACT_FIELDS, SHIPPED_TYPES, Cue, Lexicons, Rule, RuleSet, TypeSpec
from jsx_cli.engine.yamlfile import Places, YamlError, read
from jsx_cli.errors import JsxError
from jsx_cli.lexicon import lexicon, read_lexicon
from jsx_cli.records import dataclass, field, replace
from jsx_cli.resources import rules_dir

KINDS = frozenset(NAMES_OF_KINDS)
ROLES = frozenset(NAMES_OF_ROLES)
# Folders and files beside the rules that are read by others.
ASIDE = ("lexicons", "cues", "topics")
TOPICS = "topics"  # all schemes of topics/*.yaml together, as one list of cues
NAMED = ("macros.yaml", "phrases.yaml", "types.yaml", "jsx.yaml", "jsx.yml")


def suggest(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'trigger'?` for the nearest known name, "" where none is near."""
    near = difflib.get_close_matches(str(name), sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


class Rows(dict[str, tuple[Mapping[str, str], ...]]):
    """The lexicons by name. Ours, which our tests prove to be sound, are read when a rule asks for their words."""

    def ours(self, name: str) -> None:
        """Put a shipped lexicon in."""
        self[name] = ()
        self._unread.add(name)

    def __init__(self) -> None:
        super().__init__()
        self._unread: set[str] = set()

    def __setitem__(self, name: str, rows: tuple[Mapping[str, str], ...]) -> None:
        self._unread.discard(name)
        super().__setitem__(name, rows)

    def get(self, name: str, default: Any = None) -> Any:
        """The rows of a lexicon."""
        if name in self._unread:
            self[name] = lexicon(name)
        return super().get(name, default)


@dataclass(slots=True)
class Folders:
    """The files of all folders, what they define, and what is wrong with them."""

    files: list[tuple[Path, Path]] = field(default_factory=list)
    lexicons: Rows = field(default_factory=lambda: Rows())
    paths: dict[str, Path] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, PhraseKind] = field(default_factory=dict)
    cues: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    types: dict[str, TypeSpec] = field(default_factory=lambda: dict(SHIPPED_TYPES))
    documents: dict[Path, tuple[Any, Places]] = field(default_factory=dict)
    mentions: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    rules: dict[str, Rule] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def vocabulary(self) -> Vocabulary:
        """The names that patterns may use."""
        known = frozenset((*KINDS, *self.mentions, *(f"fact.{name}" for name in self.types)))
        return Vocabulary(
            known, frozenset(self.phrases), self.lexicons.get, self.macros, suggest, frozenset(self.lexicons)
        )

    def wrong(self, place: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(f"{place}: {message}")

    def unknown(self, value: Mapping[str, Any], keys: Mapping[str, Key], places: Places, *at: str | int) -> bool:
        """Note every key that is none of `keys`; True where there was one."""
        found = [key for key in value if key not in keys]
        for key in found:
            self.wrong(places.at(*at, key), f"unknown key {key!r}{suggest(key, keys) or known(keys)}")
        return bool(found)


def known(keys: Iterable[str]) -> str:
    """The keys there are, for a misspelling that is near none of them."""
    return f"; there are {', '.join(keys)}"


def inspect(
    folders: Sequence[Path], disable: Iterable[str] = (), total: str | None = None
) -> tuple[RuleSet, tuple[str, ...]]:
    """The rules that stand, and what is wrong with the others."""
    disable = tuple(disable)
    found = Folders()
    for folder in folders:
        found.files.extend((folder, path) for path in files_of(folder))
    _vocabulary(found)
    _rules(found, folders)
    _disable(found, disable)
    rules = _staged(found)
    for place, message in shadowed(rules):
        found.wrong(place, message)
    for rule in rules:
        for name in sorted(rule.overrides - found.rules.keys() - set(disable)):
            found.wrong(rule.place, f"overrides: there is no rule {name!r}{suggest(name, found.rules)}")
    made = RuleSet(
        rules,
        found.phrases,
        found.cues,
        Lexicons(found.paths),
        found.types,
        digest(folders, disable) if total is None else total,
        found.replaced,
        disable,
    )
    return made, tuple(sorted(dict.fromkeys(found.problems), key=_by_place))


def _by_place(problem: str) -> tuple[str, int, int]:
    path, line, column, *_ = (*problem.rsplit(": ", 1)[0].split(":"), "", "")
    return path, int(line) if line.isdigit() else 0, int(column) if column.isdigit() else 0


def _vocabulary(found: Folders) -> None:
    """Lexicons, macros, types, phrases and cues of all folders, before any rule is read."""
    for _, path in found.files:
        if path.suffix == ".csv":
            if path.parent.name == "lexicons":
                if path.parent == rules_dir() / "lexicons":
                    found.lexicons.ours(path.stem)
                    found.paths[path.stem] = path
                    continue
                try:
                    found.lexicons[path.stem] = read_lexicon(path)
                    found.paths[path.stem] = path
                except JsxError as error:
                    found.problems.append(str(error))
                    found.lexicons.setdefault(path.stem, ({"word": "?"},))  # one problem is enough
                except (UnicodeDecodeError, ValueError) as error:
                    found.wrong(f"{path}:1:1", f"cannot read this lexicon as UTF-8 ({error})")
                    found.lexicons.setdefault(path.stem, ({"word": "?"},))
            continue
        try:
            value, places = read(path, plain=True)
        except YamlError as error:
            found.problems.append(str(error))
            continue
        except OSError as error:
            found.wrong(f"{path}:1:1", f"cannot read this file ({error.strerror})")
            continue
        if value is None:
            if path.name not in NAMED:
                found.wrong(
                    f"{path}:1:1", "the file is empty; a rule needs id, fact, says, pattern, examples and silent"
                )
            continue
        found.documents[path] = (value, places)
    for folder, path, value, places in _documents(found):
        if path.parent == folder and path.name == "macros.yaml":
            _macros(value, places, found)
        elif path.parent == folder and path.name == "types.yaml":
            _types(value, places, found)
        elif isinstance(value, dict) and _is_rule(folder, path):
            if isinstance(value.get("mention"), str):
                found.mentions.add(value["mention"])
            if isinstance(value.get("flag"), str):
                found.flags.add(value["flag"])
    for folder, path, value, places in _documents(found):
        if path.parent == folder and path.name == "phrases.yaml":
            _phrases(value, places, found)
    schemes: dict[str, tuple[Cue, ...]] = {}
    for folder, path, value, places in _documents(found):
        if path.parent == folder / "cues":
            found.cues[path.stem] = _cues(value, places, found)
        elif path.parent == folder / "topics":
            schemes[path.stem] = _cues(value, places, found)
    # A scheme for documents of one kind goes before the general one.
    chosen = sorted(schemes.items(), key=lambda scheme: (not any(cue.applies for cue in scheme[1]), scheme[0]))
    if chosen:
        found.cues[TOPICS] = tuple(cue for _, cues in chosen for cue in cues)


def _documents(found: Folders) -> list[tuple[Path, Path, Any, Places]]:
    return [(folder, path, *found.documents[path]) for folder, path in found.files if path in found.documents]


def _is_rule(folder: Path, path: Path) -> bool:
    relative = path.relative_to(folder)
    return relative.parts[0] not in ASIDE and not (len(relative.parts) == 1 and path.name in NAMED)


def _macros(value: Any, places: Places, found: Folders) -> None:
    if not isinstance(value, dict):
        found.wrong(places.at(), "macros.yaml is a mapping of names and patterns")
        return
    for name, text in value.items():
        if isinstance(text, str):
            found.macros[name] = text
        else:
            found.wrong(places.at(name), f"the macro {name!r} is a pattern, that is a text in quotes")


def _types(value: Any, places: Places, found: Folders) -> None:
    if not isinstance(value, dict):
        found.wrong(places.at(), "types.yaml is a mapping of type names: x-veto: {says: …, fields: {who: text}}")
        return
    for name, spec in value.items():
        if name in FACT_FIELDS:
            found.wrong(places.at(name), f"{name} is a type that comes with jsx; a type of your own begins with x-")
            continue
        plain = name[2:].replace("-", "")
        if not (name.startswith("x-") and plain.isascii() and plain.isalnum() and plain == plain.lower()):
            found.wrong(
                places.at(name), f"{name!r}: a type of your own begins with x- and goes on in small letters: x-veto"
            )
            continue
        if not isinstance(spec, dict) or not isinstance(spec.get("fields"), dict) or not spec["fields"]:
            found.wrong(places.at(name), f"{name} needs fields: with a mapping such as {{who: text, grounds: list}}")
            continue
        found.unknown(spec, TYPE, places, name)
        for key, kind in spec["fields"].items():
            if kind not in ("text", "list"):
                found.wrong(places.at(name, "fields", key), f"{key}: is text or list, not {kind!r}")
            if not key.isidentifier() or key in RESERVED:
                found.wrong(
                    places.at(name, "fields", key), f"{key!r} is no name for a field; use letters, digits and _"
                )
        lists = frozenset(key for key, kind in spec["fields"].items() if kind == "list")
        found.types[name] = TypeSpec(name, tuple(spec["fields"]), lists, str(spec.get("says", "")))


# Keys that every fact has in the output.
RESERVED = ("id", "type", "rule", "section", "evidence")


def _phrases(value: Any, places: Places, found: Folders) -> None:
    if not isinstance(value, dict):
        found.wrong(places.at(), "phrases.yaml is a mapping of phrase kinds")
        return
    for name, spec in value.items():
        if name in KINDS or name in found.mentions or name == "word" or not name.replace("-", "_").isidentifier():
            found.wrong(places.at(name), f"{name!r} cannot be the name of a phrase; it is taken or holds odd signs")
            continue
        phrase = _phrase(name, spec, places, found)
        if phrase:
            found.phrases[name] = phrase


def _phrase(name: str, spec: Any, places: Places, found: Folders) -> PhraseKind | None:
    if not isinstance(spec, dict):
        found.wrong(places.at(name), f"a phrase is a mapping{known(PHRASE)}")
        return None
    found.unknown(spec, PHRASE, places, name)

    def listed(key: str) -> tuple[str, ...]:
        entries: list[str] = []
        raw = spec.get(key)
        for entry in raw if isinstance(raw, list) else () if raw is None else (raw,):
            if not isinstance(entry, str) or not entry:
                found.wrong(places.at(name, key), f"{key}: holds texts; put {entry!r} in quotes")
            elif entry.startswith("@"):
                rows = found.lexicons.get(entry[1:])
                if rows is None:
                    hint = suggest(entry[1:], found.lexicons)
                    found.wrong(places.at(name, key), f"there is no lexicon {entry[1:]!r}{hint}")
                else:
                    entries.extend(row["word"] for row in rows)
            else:
                entries.append(entry)
        return tuple(dict.fromkeys(fold(entry) for entry in entries if entry))

    def number(key: str, default: int) -> int:
        size = spec.get(key, default)
        if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= 200:
            found.wrong(places.at(name, key), f"{key}: is a number from 1 to 200, not {size!r}")
            return default
        return size

    single = spec.get("single", False)
    if not isinstance(single, bool):
        found.wrong(places.at(name, "single"), "single: is true or false")
    return PhraseKind(
        name=name,
        ends=listed("ends"),
        separators=listed("separators"),
        breaks=listed("breaks"),
        breaks_not=listed("breaks-not"),
        starts_not=listed("starts-not"),
        ends_not=listed("ends-not"),
        cut=listed("cut"),
        cut_not=listed("cut-not"),
        must_cut=listed("must-cut"),
        soft=listed("soft"),
        soft_ends=listed("soft-ends"),
        inner=frozenset("".join(listed("inner"))),
        least=number("least", 2),
        most=number("most", 30),
        single=bool(single),
        levels=listed("levels"),
    )


def _cues(value: Any, places: Places, found: Folders) -> tuple[Cue, ...]:
    if not isinstance(value, dict) or not isinstance(value.get("cues"), list):
        found.wrong(places.at(), "a file of cues is a mapping with says: and cues:, a list")
        return ()
    found.unknown(value, CUES_FILE, places)
    cues: list[Cue] = []
    vocabulary = found.vocabulary()
    applies = None
    if isinstance(value.get("applies"), str):
        try:
            applies = parse(value["applies"], vocabulary)
        except PatternError as error:
            found.wrong(places.inside(value["applies"], error.at, "applies"), str(error))
    for index, entry in enumerate(value["cues"]):
        here = ("cues", index)
        if not isinstance(entry, dict) or not isinstance(entry.get("pattern"), str) or "value" not in entry:
            found.wrong(places.at(*here), "a cue is a mapping with pattern:, in: and value:")
            continue
        found.unknown(entry, CUE, places, *here)
        windows = entry.get("in", ["clause"])
        windows = windows if isinstance(windows, list) else [windows]
        wrong = [window for window in windows if window not in WINDOWS]
        if wrong:
            hint = suggest(str(wrong[0]), WINDOWS)
            found.wrong(places.at(*here, "in"), f"{wrong[0]!r} is no window; one of {', '.join(WINDOWS)}{hint}")
            continue
        try:
            node = parse(entry["pattern"], vocabulary)
        except PatternError as error:
            found.wrong(places.inside(entry["pattern"], error.at, *here, "pattern"), str(error))
            continue
        message = slow(node) or ("nothing at all fulfils this pattern; name a word" if empty(node) else "")
        if message:
            found.wrong(places.at(*here, "pattern"), message)
            continue
        plain = [window for window in windows if window in ("heading", "title")]
        if plain and by_itself(node) is None:
            found.wrong(
                places.at(*here, "pattern"),
                f"{plain[0]}: takes plain words; kinds and phrases are read in running text only",
            )
            continue
        cues.append(Cue(node, str(entry["value"]), tuple(windows), entry["pattern"], applies))
    return tuple(cues)


def _rules(found: Folders, folders: Sequence[Path]) -> None:
    """Every rule file of every folder."""
    shipped = folders[0] if folders else None
    vocabulary = found.vocabulary()
    names = Known(
        vocabulary,
        dict.fromkeys(found.cues),
        found.lexicons,
        found.types,
        frozenset(found.flags),
        frozenset(found.mentions),
        suggest,
    )
    ids: dict[Path, dict[str, list[Path]]] = {}
    for folder, path, value, _ in _documents(found):
        if _is_rule(folder, path) and isinstance(value, dict) and isinstance(value.get("id"), str):
            ids.setdefault(folder, {}).setdefault(value["id"], []).append(path)
    for folder, path, value, places in _documents(found):
        if not _is_rule(folder, path):
            continue
        place = _place_in(folder, path)
        origin = "jsx" if folder == shipped else str(folder)
        reader = RuleReader(value, places, names, origin)
        rule = reader.rule()
        given = value.get("id") if isinstance(value, dict) else None
        if isinstance(given, str) and given.strip():
            same = ids[folder][given]
            owner = next((other for other in same if _place_in(folder, other) == given), same[0])
            if owner != path:
                reader.wrong(
                    f"the id {given!r} is already that of {owner}; each rule has its own, here id: {place}", "id"
                )
            elif given != place:
                reader.wrong(f"the id {given!r} is not where the file is; write id: {place}, or move the file to "
                             f"{folder / given}.yaml", "id")  # fmt: skip
        found.problems.extend(reader.problems)
        if rule is not None:
            if rule.id in found.rules:
                found.replaced[rule.id] = found.rules[rule.id].origin
            found.rules[rule.id] = rule


def _place_in(folder: Path, path: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _disable(found: Folders, disable: Sequence[str]) -> None:
    for name in disable:
        if found.rules.pop(name, None) is None:
            found.problems.append(f"there is no rule {name!r} to disable{suggest(name, found.rules)}")


def _staged(found: Folders) -> tuple[Rule, ...]:
    """The rules in the order in which they run: each after those whose mentions or facts it reads."""
    makers: dict[str, list[str]] = {}
    for rule in found.rules.values():
        if rule.mention:
            makers.setdefault(rule.mention, []).append(rule.id)
        elif rule.fact:
            makers.setdefault(f"fact.{rule.fact}", []).append(rule.id)
    needs = {rule.id: _needs(rule, makers, found) for rule in found.rules.values()}
    stages: dict[str, int] = {}
    # Mentions, flags and claims come before all facts; facts that build on facts after those.
    waiting = dict(found.rules)
    stage = 0
    for facts in (False, True):
        part = {name: rule for name, rule in waiting.items() if bool(rule.fact) is facts}
        while part:
            ready = [name for name in part if not needs[name] & part.keys()]
            if not facts:
                early = [name for name in ready if part[name].mention]
                ready = early or ready
            if not ready:
                for name in sorted(part):
                    inner = ", ".join(sorted(needs[name] & part.keys()))
                    found.wrong(part[name].place, f"the rule reads what it makes itself (by way of {inner})")
                break
            for name in ready:
                stages[name] = stage
                del part[name]
            stage += 1
    for rule in found.rules.values():
        if not rule.fact and any(kind.startswith("fact.") for node in rule.patterns for kind in kinds(node)):
            found.wrong(rule.place, "only a rule with fact: may build on facts; mentions, flags and claims come first")
    ordered = sorted(found.rules.values(), key=lambda rule: (stages.get(rule.id, 0), rule.id))
    return tuple(replace(rule, stage=stages.get(rule.id, 0)) for rule in ordered)


def _needs(rule: Rule, makers: Mapping[str, list[str]], found: Folders) -> set[str]:
    nodes = [*rule.patterns, *(condition.node for condition in rule.conditions if condition.node)]
    for _, source in rule.fields:
        if source.kind == "cues":
            nodes.extend(cue.node for cue in found.cues.get(source.value, ()))
    read_kinds = {kind for node in nodes for kind in kinds(node)}
    needed = {maker for kind in read_kinds for maker in makers.get(kind, ())}
    for flag in (rule.if_flag, rule.unless_flag):
        needed |= {other.id for other in found.rules.values() if flag and other.flag == flag}
    return needed


__all__ = ["KINDS", "ROLES", "inspect", "suggest"]
