"""Read rule folders into a `RuleSet`, or say everything that is wrong with them at once.

A folder holds one rule a file (`leadership/hold-post.yaml`), and beside them `phrases.yaml`, `macros.yaml`,
`cues/*.yaml` and `lexicons/*.csv`. A later folder adds to the earlier ones, and overrides a rule, phrase, macro,
cue list or lexicon of the same name. Every problem has file, line, column and what would work.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsx_cli.engine.grammar import FOLD, Node, PatternError, Vocabulary, captures, fold, parse
from jsx_cli.engine.match import trigger
from jsx_cli.engine.phrases import PhraseKind
from jsx_cli.engine.rule import (
    FACT_FIELDS,
    Condition,
    Cue,
    Example,
    FieldSource,
    Rule,
    RuleSet,
    Window,
)
from jsx_cli.engine.yamlfile import Places, YamlError, read
from jsx_cli.errors import JsxError, RuleError
from jsx_cli.lexicon import read_lexicon
from jsx_cli.model import FACT_TYPES

KINDS = frozenset(
    ("number", "ratio", "money", "quantity", "date", "duration", "recurrence", "docnumber", "title")
)  # fmt: skip
ROLES = frozenset(
    ("background", "guidance", "principles", "goals", "measures", "safeguards", "implementation", "attachment", "other")
)  # fmt: skip
STYLES = frozenset(
    ("chinese", "bracketed", "arabic", "bracketed-arabic", "circled", "article", "chapter", "dash", "ordinal", "annex")
)  # fmt: skip
PARAGRAPHS = frozenset(("heading", "body", "table", "annex_list", "signature", "title"))
FROM = frozenset(
    ("subject", "shared-subject", "action", "task", "org", "heading", "word-before", "label-above")
)  # fmt: skip
WINDOWS: tuple[Window, ...] = ("match", "clause", "sentence", "paragraph", "item", "heading", "before", "after")
ASIDE = ("check", "schemes", "topics", "lexicons", "cues")

_RULE_KEYS = frozenset(
    (
        "id", "fact", "claims", "flag", "says", "pattern", "over", "within", "section-role", "section-style", "leaf",
        "not-within", "doc-type", "paragraph", "if-flag", "unless-flag", "when", "unless", "fields", "each", "exact",
        "share-comparator", "requires", "overrides", "whole", "priority", "examples", "silent",
    )
)  # fmt: skip


def suggest(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'trigger'?` for the nearest known name, "" where none is near."""
    near = difflib.get_close_matches(str(name), sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


@dataclass(slots=True)
class _Folder:
    """What was read so far, and what is wrong with it."""

    lexicons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, PhraseKind] = field(default_factory=dict)
    cues: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(KINDS, frozenset(self.phrases), self.lexicons.get, self.macros, suggest)


def load(folders: Sequence[Path], disable: Iterable[str] = ()) -> RuleSet:
    """The rules of the folders, later ones over earlier ones.

    Raises `RuleError` with every problem of every file, or `JsxError` for a folder that is not there.
    """
    found = _Folder()
    digest = hashlib.sha256()
    for folder in folders:
        if not folder.is_dir():
            raise JsxError(f"{folder}: no such folder of rules; give a folder that holds YAML rule files")
        _read_folder(folder, found, digest)
    for name in disable:
        digest.update(f"disable {name}\n".encode())
        if found.rules.pop(name, None) is None:
            found.problems.append(f"there is no rule {name!r} to disable{suggest(name, found.rules)}")
    for rule in found.rules.values():
        for name in sorted(rule.overrides - found.rules.keys()):
            found.problems.append(f"{rule.place}: overrides: there is no rule {name!r}{suggest(name, found.rules)}")
    if found.problems:
        count = len(found.problems)
        raise RuleError(f"{count} problem{'s' if count > 1 else ''} in the rules", problems=tuple(found.problems))
    rules = tuple(found.rules[name] for name in sorted(found.rules))
    return RuleSet(rules, found.phrases, found.cues, found.lexicons, digest.hexdigest()[:16])


def _read_folder(folder: Path, found: _Folder, digest: Any) -> None:
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml", ".csv") and path.is_file())
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    for path in files:
        if path.suffix == ".csv" and path.parent.name == "lexicons":
            try:
                found.lexicons[path.stem] = tuple(row["word"] for row in read_lexicon(path))
            except JsxError as error:
                found.problems.append(str(error))
    documents = {path: _document(path, found) for path in files if path.suffix != ".csv"}
    for path, (value, places) in documents.items():
        if path.name == "macros.yaml" and isinstance(value, dict):
            found.macros.update({str(name): str(text) for name, text in value.items()})
        elif path.name == "phrases.yaml" and isinstance(value, dict):
            for name, spec in value.items():
                phrase = _phrase(str(name), spec, places, found)
                if phrase:
                    found.phrases[str(name)] = phrase
    for path, (value, places) in documents.items():
        if path.parent.name == "cues" and isinstance(value, dict):
            found.cues[path.stem] = _cues(value, places, found)
    here: dict[str, Path] = {}
    for path, (value, places) in documents.items():
        relative = path.relative_to(folder)
        if path.name in ("macros.yaml", "phrases.yaml") or relative.parts[0] in ASIDE or value is _BROKEN:
            continue
        rule = _RuleReader(value, places, found).rule()
        if rule is None:
            continue
        if rule.id in here:
            found.problems.append(f"{places.at('id')}: the id {rule.id!r} is already that of {here[rule.id]}")
            continue
        here[rule.id] = path
        found.rules[rule.id] = rule


_BROKEN = object()


def _document(path: Path, found: _Folder) -> tuple[Any, Places]:
    try:
        value, places = read(path)
    except YamlError as error:
        found.problems.append(str(error))
        return _BROKEN, Places(path)
    if value is None:
        found.problems.append(f"{path}:1:1: the file is empty; a rule needs id, fact, says, pattern, examples, silent")
        return _BROKEN, places
    return value, places


def _phrase(name: str, spec: Any, places: Places, found: _Folder) -> PhraseKind | None:
    keys = {
        "says", "ends", "separators", "breaks", "breaks-not", "starts-not", "ends-not", "cut", "cut-not", "must-cut", "soft", "soft-ends",
        "inner", "least", "most", "single",
    }  # fmt: skip
    if not isinstance(spec, dict):
        found.problems.append(f"{places.at(name)}: a phrase is a mapping with the keys {', '.join(sorted(keys))}")
        return None
    ok = True
    for key in spec:
        if key not in keys:
            found.problems.append(f"{places.at(name, key)}: unknown key {key!r}{suggest(key, keys)}")
            ok = False

    def listed(key: str) -> tuple[str, ...]:
        entries: list[str] = []
        for entry in spec.get(key) or ():
            text = str(entry)
            if text.startswith("@"):
                words = found.lexicons.get(text[1:])
                if words is None:
                    found.problems.append(f"{places.at(name, key)}: there is no lexicon {text[1:]!r}")
                    continue
                entries.extend(words)
            else:
                entries.append(text)
        return tuple(dict.fromkeys(fold(entry) for entry in entries))

    if not ok:
        return None
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
        least=int(spec.get("least", 2)),
        most=int(spec.get("most", 30)),
        single=bool(spec.get("single", False)),
    )


def _cues(value: Mapping[str, Any], places: Places, found: _Folder) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for index, entry in enumerate(value.get("cues") or ()):
        try:
            node = parse(str(entry["pattern"]), found.vocabulary())
        except PatternError as error:
            found.problems.append(f"{places.at('cues', index, 'pattern')}: {error}")
            continue
        windows = entry.get("in", ["clause"])
        wrong = [window for window in windows if window not in WINDOWS]
        if wrong:
            found.problems.append(
                f"{places.at('cues', index, 'in')}: {wrong[0]!r} is no window; one of {', '.join(WINDOWS)}"
            )
            continue
        cues.append(Cue(node, str(entry["value"]), tuple(windows), str(entry["pattern"])))
    return tuple(cues)


class _RuleReader:
    """Turns one YAML mapping into a rule and notes what does not stand."""

    def __init__(self, value: Any, places: Places, found: _Folder) -> None:
        self.value, self.places, self.found = value, places, found
        self.clean = True

    def wrong(self, message: str, *key: str | int) -> None:
        self.found.problems.append(f"{self.places.at(*key)}: {message}")
        self.clean = False

    def rule(self) -> Rule | None:
        value = self.value
        if not isinstance(value, dict):
            self.wrong("a rule is a mapping that begins with id:")
            return None
        for key in value:
            if key not in _RULE_KEYS:
                self.wrong(f"unknown key {key!r}{suggest(key, _RULE_KEYS)}", key)
        for key in ("id", "says"):
            if not isinstance(value.get(key), str) or not value[key].strip():
                self.wrong(f"the rule needs {key}: with a text")
        makes = [key for key in ("fact", "claims", "flag") if key in value]
        if len(makes) != 1:
            self.wrong("a rule has exactly one of fact:, claims: and flag:")
        fact = value.get("fact")
        if fact is not None and fact not in FACT_TYPES:
            self.wrong(f"there is no fact type {fact!r}{suggest(fact, FACT_TYPES)}", "fact")
            fact = None
        claims = self.names("claims", frozenset(FACT_TYPES))
        over = self.one_of("over", ("sentence", "section"), "sentence")
        patterns, sources = self.patterns(over)
        fields = self.fields(fact) if fact else ()
        caught = {name for node in patterns for name in captures(node)}
        self.check_captures(fact, caught)
        each, exact = str(value.get("each", "")), str(value.get("exact", ""))
        for key, name in (("each", each), ("exact", exact)):
            if name and name not in caught and name != "core":
                self.wrong(f"{key}: {name!r} is no capture of the pattern{suggest(name, caught)}", key)
        conditions = (*self.conditions("when", True), *self.conditions("unless", False))
        examples = self.examples("examples", fact)
        silent = self.examples("silent", None)
        if not examples:
            self.wrong(
                "a rule needs examples: with the facts that it must give",
                *(["examples"] if "examples" in value else []),
            )
        if not silent:
            self.wrong(
                "a rule needs silent: with texts in which it must find nothing",
                *(["silent"] if "silent" in value else []),
            )
        if not self.clean:
            return None
        return Rule(
            id=value["id"],
            says=value["says"],
            path=self.places.path,
            place=self.places.at(),
            fact=fact,
            claims=claims,
            flag=str(value.get("flag", "")),
            patterns=patterns,
            sources=sources,
            triggers=tuple(trigger(node) for node in patterns),
            over=over,  # type: ignore[arg-type]
            within=self.one_of("within", ("clause", "sentence", "paragraph"), "sentence"),  # type: ignore[arg-type]
            section_roles=frozenset(self.names("section-role", ROLES)),
            section_styles=frozenset(self.names("section-style", STYLES)),
            leaf=bool(value.get("leaf", False)),
            not_within=self.names("not-within", frozenset(("citation", "quotation"))),
            doc_types=frozenset(self.listed("doc-type")),
            paragraphs=frozenset(self.names("paragraph", PARAGRAPHS)),
            if_flag=str(value.get("if-flag", "")),
            unless_flag=str(value.get("unless-flag", "")),
            conditions=conditions,
            fields=fields,
            each=each,
            exact=exact,
            share=bool(value.get("share-comparator", False)),
            whole=bool(value.get("whole", False)),
            requires=self.listed("requires"),
            overrides=frozenset(self.listed("overrides")),
            priority=int(value.get("priority", 0)),
            examples=examples,
            silent=silent,
        )

    def listed(self, key: str) -> tuple[str, ...]:
        value = self.value.get(key, ())
        return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)

    def names(self, key: str, known: frozenset[str]) -> tuple[str, ...]:
        found = self.listed(key)
        for name in found:
            if name not in known:
                self.wrong(f"{key}: {name!r} is none of {', '.join(sorted(known))}{suggest(name, known)}", key)
        return found

    def one_of(self, key: str, known: tuple[str, ...], default: str) -> str:
        value = str(self.value.get(key, default))
        if value not in known:
            self.wrong(f"{key}: {value!r} is none of {', '.join(known)}{suggest(value, known)}", key)
        return value

    def parsed(self, text: Any, *key: str | int) -> Node | None:
        try:
            return parse(str(text), self.found.vocabulary())
        except PatternError as error:
            self.wrong(f"{error} (at character {error.at + 1} of the pattern)", *key)
            return None

    def patterns(self, over: str) -> tuple[tuple[Node, ...], tuple[str, ...]]:
        value = self.value.get("pattern")
        if value is None:
            if over == "sentence":
                self.wrong("the rule needs a pattern:")
            return (), ()
        texts = value if isinstance(value, list) else [value]
        nodes: list[Node] = []
        for index, text in enumerate(texts):
            key = ("pattern", index) if isinstance(value, list) else ("pattern",)
            node = self.parsed(text, *key)
            if node is not None:
                nodes.append(node)
        return tuple(nodes), tuple(map(str, texts))

    def check_captures(self, fact: str | None, caught: set[str]) -> None:
        known = frozenset(FACT_FIELDS.get(fact, ())) if fact else frozenset[str]()  # type: ignore[call-overload]
        for name in sorted(caught):
            if fact and name not in known and not name.startswith("_") and name not in ("number", "when"):
                self.wrong(
                    f"{name!r} is no field of {fact}; its fields are {', '.join(sorted(known))}{suggest(name, known)}",
                    "pattern",
                )

    def fields(self, fact: str) -> tuple[tuple[str, FieldSource], ...]:
        known = FACT_FIELDS[fact]  # type: ignore[index]
        value = self.value.get("fields", {})
        if not isinstance(value, dict):
            self.wrong("fields: is a mapping of field names", "fields")
            return ()
        found: list[tuple[str, FieldSource]] = []
        for name, spec in value.items():
            if name not in known:
                self.wrong(
                    f"{name!r} is no field of {fact}; its fields are {', '.join(known)}{suggest(name, known)}",
                    "fields",
                    name,
                )
                continue
            source = self.source(name, spec)
            if source:
                found.append((name, source))
        return tuple(found)

    def source(self, name: str, spec: Any) -> FieldSource | None:
        if not isinstance(spec, dict):
            return FieldSource("set", spec)
        if "cues" in spec:
            if spec["cues"] not in self.found.cues:
                self.wrong(
                    f"there is no cue list {spec['cues']!r}{suggest(spec['cues'], self.found.cues)}",
                    "fields",
                    name,
                    "cues",
                )
                return None
            return FieldSource("cues", spec["cues"], spec.get("default"))
        if "take" in spec:
            if spec["take"] not in ("first", "rest") or "of" not in spec:
                self.wrong("write {take: first, of: CAPTURE} or {take: rest, of: CAPTURE}", "fields", name)
                return None
            generic = self.found.lexicons.get(str(spec.get("unless-first", "")).removeprefix("@"), ())
            return FieldSource("take", spec["take"], tuple(map(fold, generic)), of=str(spec["of"]))
        if spec.get("from") in FROM:
            return FieldSource("from", spec["from"], spec.get("default"), of=str(spec.get("of", "")))
        self.wrong(f"from: is one of {', '.join(sorted(FROM))}{suggest(str(spec.get('from')), FROM)}", "fields", name)
        return None

    def conditions(self, key: str, wanted: bool) -> tuple[Condition, ...]:
        value = self.value.get(key, [])
        if not isinstance(value, list):
            self.wrong(f"{key}: is a list such as [{{clause: 已|累计}}]", key)
            return ()
        found: list[Condition] = []
        for index, entry in enumerate(value):
            if not isinstance(entry, dict):
                self.wrong(f"a condition is a mapping such as {{clause: 已|累计}}; this is {entry!r}", key, index)
                continue
            if isinstance(entry.get("mention"), dict):
                tests = tuple(
                    (str(name), tuple(map(str, options if isinstance(options, list) else [options])))
                    for name, options in entry["mention"].items()
                )
                found.append(Condition("mention", None, 0, tests, wanted, str(entry)))
                continue
            window = next((name for name in WINDOWS if name in entry), None)
            if window is None or set(entry) - {window, "within"}:
                names = [name for name in entry if name not in WINDOWS and name != "within"]
                hint = suggest(names[0], (*WINDOWS, "mention")) if names else ""
                self.wrong(f"a condition looks at one of {', '.join(WINDOWS)} or mention{hint}", key, index)
                continue
            node = self.parsed(entry[window], key, index, window)
            if node is not None:
                found.append(
                    Condition(window, node, int(entry.get("within", 0)), (), wanted, f"{window}: {entry[window]}")
                )
        return tuple(found)

    def examples(self, key: str, fact: str | None) -> tuple[Example, ...]:
        value = self.value.get(key) or []
        if not isinstance(value, list):
            self.wrong(f"{key}: is a list", key)
            return ()
        found: list[Example] = []
        for index, entry in enumerate(value):
            place = self.places.at(key, index)
            if isinstance(entry, str):
                found.append(Example(entry, (), place=place))
                continue
            if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
                self.wrong("an example is a mapping with text: and facts:", key, index)
                continue
            unknown = set(entry) - {"text", "facts", "date"}
            if unknown:
                name = sorted(unknown)[0]
                self.wrong(f"unknown key {name!r}{suggest(name, ('text', 'facts', 'date'))}", key, index, name)
            facts = entry.get("facts", [])
            for number, wanted in enumerate(facts):
                allowed = {"exact", *(FACT_FIELDS[fact] if fact else ())}  # type: ignore[index]
                for name in wanted if isinstance(wanted, dict) else ():
                    if fact and name not in allowed:
                        self.wrong(
                            f"{name!r} is no field of {fact}{suggest(name, allowed)}", key, index, "facts", number, name
                        )
            if key == "examples" and fact and not facts:
                self.wrong("this example names no facts; put texts that give none under silent:", key, index)
            found.append(Example(entry["text"], tuple(facts), str(entry.get("date", "")), place))
        return tuple(found)


__all__ = ["FOLD", "KINDS", "load", "suggest"]
