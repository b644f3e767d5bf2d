"""One rule file turned into a `Rule`, with everything that is wrong in it.

In goes the YAML mapping with its places, out comes the rule, or None and a list of problems such as
`rules/x.yaml:4:10: there is no kind 'dat' (at character 2 of the pattern); did you mean 'date'?`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, get_args

from jsx_cli.engine.grammar import Node, PatternError, Vocabulary, captures, fold, kinds, parse
from jsx_cli.engine.keys import ATTRIBUTES, EXAMPLE, FIELD, MAKES, NEEDED, RULE, TAKES_OF, WINDOWS, Key
from jsx_cli.engine.reach import dead, empty, slow
from jsx_cli.engine.regex import by_itself
from jsx_cli.engine.rule import SHIPPED_TYPES, Condition, Example, FieldSource, Rule, TypeSpec
from jsx_cli.engine.yamlfile import Places
from jsx_cli.model import Bound, Comparator
from jsx_cli.records import dataclass, field

# Captures that name a mention whose value the fact takes over, and captures that only help.
FREE = ("number", "when")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that rules may use."""

    vocabulary: Vocabulary
    cues: Mapping[str, None]
    lexicons: Mapping[str, tuple[Mapping[str, str], ...]]
    types: Mapping[str, TypeSpec]
    flags: frozenset[str]
    mentions: frozenset[str]
    suggest: Callable[[str, Iterable[str]], str]


@dataclass(slots=True)
class RuleReader:
    """Turns one YAML mapping into a rule and notes what does not stand."""

    value: Any
    places: Places
    known: Known
    origin: str
    problems: list[str] = field(default_factory=list)
    broken: bool = False  # a pattern could not be read: what it captures is not known

    def wrong(self, message: str, *key: str | int) -> None:
        """Note a problem at the place of that key."""
        self.problems.append(f"{self.places.at(*key)}: {message}")

    def rule(self) -> Rule | None:
        """The rule, or None where something is wrong with it."""
        value = self.value
        if not isinstance(value, dict):
            self.wrong("a rule is a mapping that begins with id:")
            return None
        for key in value:
            if key not in RULE:
                self.wrong(f"unknown key {key!r}{self.hint(key, RULE)}", key)
        meant = {self.known.suggest(key, RULE).partition("'")[2].rstrip("'?") for key in value if key not in RULE}
        for key in NEEDED:
            if key not in value and key not in meant:
                what = {
                    "examples": "examples: with the facts that it must give",
                    "silent": "silent: with texts in which it must find nothing",
                }.get(key, f"{key}: with a text")
                self.wrong(f"the rule needs {what}")
        makes = [key for key in MAKES if key in value]
        if len(makes) != 1:
            has = f"; this one has {' and '.join(makes)}" if makes else ""
            if makes or not meant & set(MAKES):
                self.wrong(f"a rule has exactly one of {', '.join(f'{key}:' for key in MAKES)}{has}", *makes[1:2])
        spec = self.type()
        over = self.word("over", "sentence")
        nodes, texts = self.patterns(over)
        caught = list(dict.fromkeys(name for node in nodes for name in captures(node)))
        within = self.word("within", "sentence")
        if over == "sentence":
            for index, node in enumerate(nodes):
                self.reach(
                    node, within, *(("pattern", index) if isinstance(value.get("pattern"), list) else ("pattern",))
                )
        self.check_captures(spec, caught)
        fields = self.fields(spec, caught)
        each = self.capture("each", caught)
        pair = tuple(self.capture("pair", caught, name) for name in self.texts("pair"))
        if "pair" in value and len(pair) < 2:
            self.wrong("pair: names two captures or more, as in pair: [holder, role]", "pair")
        exact = self.capture("exact", [*caught, "core"])
        conditions = (*self.conditions("when", True), *self.conditions("unless", False))
        for key in ("if-flag", "unless-flag"):
            name = self.text(key)
            if name and name not in self.known.flags:
                self.wrong(
                    f"{key}: no rule sets the flag {name!r}{self.hint(name, self.known.flags, 'flag: NAME')}", key
                )
        requires = self.texts("requires")
        for name in requires:
            if spec and name not in spec.fields:
                self.wrong(f"requires: {self.no_field(name, spec)}", "requires")
        rule = Rule(
            id=self.text("id"),
            says=self.text("says"),
            path=self.places.path,
            place=self.places.at(),
            origin=self.origin,
            fact=spec.name if spec else "",
            mention=self.mention(),
            claims=self.words_of("claims", tuple(self.known.types)),
            flag=self.text("flag"),
            patterns=tuple(nodes),
            sources=texts,
            over=over,  # type: ignore[arg-type]
            within=within,  # type: ignore[arg-type]
            section_roles=frozenset(self.words("section-role")),
            section_styles=frozenset(self.words("section-style")),
            under=frozenset(self.words("under")),
            not_under=frozenset(self.words("not-under")),
            leaf=self.yes("leaf"),
            task=self.yes("task"),
            unnumbered=self.yes("unnumbered"),
            not_within=self.words("not-within"),
            doc_types=frozenset(self.texts("doc-type")),
            paragraphs=frozenset(self.words("paragraph")),
            if_flag=self.text("if-flag"),
            unless_flag=self.text("unless-flag"),
            conditions=conditions,
            fields=fields,
            each=each,
            pair=pair,
            exact=exact,
            whole=self.yes("whole"),
            share=self.yes("share-comparator"),
            requires=requires,
            overrides=frozenset(self.texts("overrides")),
            priority=self.number("priority"),
            examples=self.examples("examples", spec),
            silent=self.examples("silent", None),
            known=spec.fields if spec else (),
            lists=spec.lists if spec else frozenset(),
        )
        return None if self.problems else rule

    # Values by type: whatever YAML gives that is not wanted becomes a problem and a harmless value.

    def hint(self, name: str, known: Iterable[str], otherwise: str = "") -> str:
        """What was probably meant, or what there is."""
        near = self.known.suggest(str(name), known)
        return near or f"; {'write ' + otherwise if otherwise else 'there are ' + ', '.join(known)}"

    def text(self, key: str) -> str:
        value = self.value.get(key, "")
        if key in self.value and (not isinstance(value, str) or not value.strip()):
            self.wrong(f"{key}: {_wants_text(value)}", key)
            return ""
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.value.get(key, [])
        found: list[str] = []
        for index, entry in enumerate(value if isinstance(value, list) else [value]):
            at = (key, index) if isinstance(value, list) else (key,)
            if isinstance(entry, str) and entry.strip():
                found.append(entry)
            else:
                self.wrong(f"{key}: {_wants_text(entry)}", *at)
        if key in self.value and value == []:
            self.wrong(f"{key}: the list is empty; leave the key out or put something in", key)
        return tuple(found)

    def words(self, key: str) -> tuple[str, ...]:
        return self.words_of(key, RULE[key].among)

    def words_of(self, key: str, among: tuple[str, ...]) -> tuple[str, ...]:
        found = self.texts(key)
        for name in found:
            if name not in among:
                self.wrong(f"{key}: {name!r} is none of {', '.join(among)}{self.known.suggest(name, among)}", key)
        return found

    def word(self, key: str, default: str) -> str:
        value = self.value.get(key, default)
        among = RULE[key].among
        if not isinstance(value, str) or value not in among:
            self.wrong(f"{key}: {value!r} is none of {', '.join(among)}{self.known.suggest(str(value), among)}", key)
            return default
        return value

    def yes(self, key: str) -> bool:
        value = self.value.get(key, False)
        if not isinstance(value, bool):
            self.wrong(f"{key}: is true or false, not {value!r}", key)
        return value is True

    def number(self, key: str) -> int:
        value = self.value.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 1_000_000:
            self.wrong(f"{key}: is a whole number such as 5, not {value!r}", key)
            return 0
        return value

    # The parts of a rule.

    def type(self) -> TypeSpec | None:
        name = self.text("fact")
        if not name:
            return None
        spec = self.known.types.get(name)
        if spec is None:
            own = " (a type of your own stands in types.yaml and begins with x-)"
            self.wrong(f"there is no fact type {name!r}{self.hint(name, tuple(self.known.types))}{own}", "fact")
        return spec

    def mention(self) -> str:
        name = self.text("mention")
        taken = (*self.known.vocabulary.phrases, "word")
        if name and (not name.replace("-", "_").isidentifier() or name in taken):
            self.wrong(f"mention: {name!r} cannot be the name of a kind; it is taken or holds odd signs", "mention")
        elif name in BUILT_IN:
            self.wrong(f"mention: {name!r} is a kind that comes with jsx; choose a name of its own", "mention")
        return name

    def parsed(self, text: str, *key: str | int) -> Node | None:
        try:
            return parse(text, self.known.vocabulary)
        except PatternError as error:
            self.broken = self.broken or key[0] == "pattern"
            place = self.places.inside(text, error.at, *key)
            self.problems.append(f"{place}: {error} (at character {error.at + 1} of the pattern)")
            return None

    def patterns(self, over: str) -> tuple[list[Node], tuple[str, ...]]:
        if "pattern" not in self.value:
            meant = [key for key in self.value if key not in RULE and "'pattern'" in self.known.suggest(key, RULE)]
            if over == "sentence" and not meant:
                self.wrong("the rule needs pattern: with what it matches")
            return [], ()
        value = self.value["pattern"]
        nodes: list[Node] = []
        texts = self.texts("pattern")
        if len(texts) == (len(value) if isinstance(value, list) else 1):
            for index, text in enumerate(texts):
                node = self.parsed(text, *(("pattern", index) if isinstance(value, list) else ("pattern",)))
                if node is not None:
                    nodes.append(node)
        return nodes, texts

    def reach(self, node: Node, within: str, *key: str | int) -> None:
        """Note a pattern that can never match, or could take for ever."""
        message = dead(node, within) or slow(node)
        if message:
            self.problems.append(f"{self.places.inside('', 0, *key)}: {message}")

    def check_captures(self, spec: TypeSpec | None, caught: list[str]) -> None:
        for name in caught:
            if spec and name not in spec.fields and not name.startswith("_") and name not in FREE:
                message = f"{self.no_field(name, spec)} (a capture that only helps begins with _)"
                self.problems.append(f"{self.place_of_capture(name)}: {message}")

    def place_of_capture(self, name: str) -> str:
        """The place of the first `(?<name>` or `{name:` in the patterns."""
        listed = isinstance(self.value.get("pattern"), list)
        for index, text in enumerate(self.texts("pattern")):
            for opening, before in ((f"(?<{name}>", 3), (f"{{{name}:", 1)):
                at = text.find(opening)
                if at >= 0:
                    return self.places.inside(text, at + before, *(("pattern", index) if listed else ("pattern",)))
        return self.places.at("pattern")

    def no_field(self, name: str, spec: TypeSpec) -> str:
        hint = self.known.suggest(name, spec.fields)
        return f"{name!r} is no field of {spec.name}; its fields are {', '.join(spec.fields)}{hint}"

    def capture(self, key: str, caught: list[str], name: str | None = None) -> str:
        name = self.text(key) if name is None else name
        if name and name not in caught and not self.broken:
            self.wrong(f"{key}: {name!r} is no capture of the pattern{self.hint(name, caught, '(?<NAME>…)')}", key)
        return name

    def fields(self, spec: TypeSpec | None, caught: list[str]) -> tuple[tuple[str, FieldSource], ...]:
        value = self.value.get("fields", {})
        if not isinstance(value, dict):
            self.wrong("fields: is a mapping of field names, as in fields: {status: target}", "fields")
            return ()
        if value and spec is None:
            if "fact" not in self.value:
                self.wrong("only a rule with fact: has fields", "fields")
            return ()
        found: list[tuple[str, FieldSource]] = []
        for name, given in value.items():
            assert spec is not None
            if name not in spec.fields:
                self.wrong(self.no_field(name, spec), "fields", name)
                continue
            source = self.source(name, given, caught)
            if source:
                found.append((name, source))
        return tuple(found)

    def source(self, name: str, given: Any, caught: list[str]) -> FieldSource | None:
        here = ("fields", name)
        if not isinstance(given, dict):
            if isinstance(given, list | bool):
                shown = "yes or no" if isinstance(given, bool) else "a list"
                self.wrong(f"{name}: is {shown} in YAML, and a text is wanted; put it in quotes", *here)
                return None
            return FieldSource("set", given)
        for key in given:
            if key not in FIELD:
                self.wrong(f"unknown key {key!r}{self.hint(key, FIELD)}", *here, key)
        default = given.get("default")
        if isinstance(default, list | dict | bool):
            self.wrong("default: is a text", *here, "default")
        if "cues" in given:
            if given["cues"] not in self.known.cues:
                hint = self.hint(str(given["cues"]), self.known.cues, f"cues/{given['cues']}.yaml")
                self.wrong(f"there is no cue list {given['cues']!r}{hint}", *here, "cues")
                return None
            return FieldSource("cues", given["cues"], default)
        if "take" in given:
            if given["take"] not in ("first", "rest") or (given.get("of") not in caught and not self.broken):
                self.wrong("write {take: first, of: CAPTURE} or {take: rest, of: CAPTURE}", *here)
                return None
            generic = str(given.get("unless-first", "")).removeprefix("@")
            if generic and generic not in self.known.lexicons:
                self.wrong(f"there is no lexicon {generic!r}{self.hint(generic, self.known.lexicons)}", *here)
                return None
            rows = self.known.lexicons.get(generic, ())
            return FieldSource(
                "take", given["take"], of=str(given["of"]), choices=tuple(fold(row["word"]) for row in rows)
            )
        return self.context(name, given, default, caught)

    def context(self, name: str, given: Mapping[str, Any], default: Any, caught: list[str]) -> FieldSource | None:
        """`{from: …, of: …}`, with `of` being what the source wants."""
        here = ("fields", name)
        source, of = given.get("from"), given.get("of", "")
        among = FIELD["from"].among
        if "from" not in given and any("'from'" in self.known.suggest(key, FIELD) for key in given if key not in FIELD):
            return None
        if source not in among:
            self.wrong(f"from: is one of {', '.join(among)}{self.known.suggest(str(source), among)}", *here)
            return None
        wants = TAKES_OF.get(source)
        if wants is None:
            if of:
                self.wrong(f"from: {source} takes no of:", *here, "of")
            return FieldSource("from", source, default)
        options: Iterable[str] = wants if isinstance(wants, tuple) else ()
        if wants == "capture":
            options = [of] if self.broken else caught
        elif wants == "lexicon":
            options = self.known.lexicons
        elif wants == "field":
            of_facts = [kind.removeprefix("fact.") for text in self.texts("pattern") for kind in self.fact_kinds(text)]
            options = [field for kind in of_facts for field in self.known.types[kind].fields]
        if of not in options:
            shown = f"a {wants}" if isinstance(wants, str) else f"one of {', '.join(wants)}"
            hint = self.known.suggest(str(of), options) if of else ""
            is_none = f"; {of!r} is none{hint}" if of else ""
            self.wrong(f"from: {source} needs of: with {shown}{is_none}", *here, *(("of",) if of else ()))
            return None
        choices = given.get("in", [])
        choices = choices if isinstance(choices, list) else [choices]
        for choice in choices:
            lexicon, dot, column = str(choice).partition(".")
            rows = self.known.lexicons.get(lexicon)
            if rows is None:
                self.wrong(f"in: there is no lexicon {lexicon!r}{self.hint(lexicon, self.known.lexicons)}", *here, "in")
            elif dot and rows and column not in rows[0]:
                self.wrong(f"in: {lexicon} has no column {column!r}{self.hint(column, rows[0])}", *here, "in")
        if source == "lexicon" and not choices:
            self.wrong("from: lexicon needs in: with the lexicons to look in", *here)
        return FieldSource("from", source, default, of=str(of), choices=tuple(map(str, choices)))

    def fact_kinds(self, text: str) -> list[str]:
        try:
            return [kind for kind in kinds(parse(text, self.known.vocabulary)) if kind.startswith("fact.")]
        except PatternError:
            return []

    def conditions(self, key: str, wanted: bool) -> tuple[Condition, ...]:
        value = self.value.get(key, [])
        if not isinstance(value, list):
            self.wrong(f"{key}: is a list such as [{{clause: 已|累计}}]", key)
            return ()
        found: list[Condition] = []
        for index, entry in enumerate(value):
            if not isinstance(entry, dict) or not entry:
                self.wrong(f"a condition is a mapping such as {{clause: 已|累计}}; this is {entry!r}", key, index)
                continue
            if "mention" in entry:
                tests = self.attributes(entry, key, index)
                if tests:
                    words = ", ".join(f"{name} {' or '.join(options)}" for name, options in tests)
                    found.append(Condition("mention", None, 0, tests, wanted, f"mention: {words}"))
                continue
            window = next((name for name in WINDOWS if name in entry), None)
            others = [name for name in entry if name not in (window, "within")]
            if window is None or others:
                hint = self.known.suggest(others[0], (*WINDOWS, "mention", "within")) if others else ""
                self.wrong(f"a condition looks at one of {', '.join(WINDOWS)} or mention{hint}", key, index)
                continue
            reach = entry.get("within", 0)
            if "within" in entry and (isinstance(reach, bool) or not isinstance(reach, int) or not 1 <= reach <= 400):
                self.wrong(f"within: is a number of characters from 1 to 400, not {reach!r}", key, index, "within")
                continue
            if reach and window not in ("before", "after"):
                self.wrong("within: goes with before: and after: only", key, index, "within")
            if not isinstance(entry[window], str):
                self.wrong(f"{window}: {_wants_text(entry[window])}", key, index, window)
                continue
            node = self.parsed(entry[window], key, index, window)
            if node is None:
                continue
            message = slow(node)
            if message:
                self.wrong(message, key, index, window)
            elif window in ("heading", "title") and by_itself(node) is None:
                self.wrong(f"{window}: takes plain words; kinds and phrases are read in running text only", key, index)
            elif empty(node):
                self.wrong(
                    f"{window}: nothing at all fulfils this pattern, so that it always holds; name a word",
                    key,
                    index,
                    window,
                )
            found.append(Condition(window, node, reach, (), wanted, f"{window}: {entry[window]}"))  # type: ignore[arg-type]
        return tuple(found)

    def attributes(self, entry: Mapping[str, Any], key: str, index: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
        given = entry["mention"]
        if not isinstance(given, dict) or not given or len(entry) > 1:
            self.wrong("mention: is a mapping by itself, such as {mention: {bound: [by, from]}}", key, index)
            return ()
        tests: list[tuple[str, tuple[str, ...]]] = []
        for name, options in given.items():
            if name not in ATTRIBUTES:
                self.wrong(
                    f"{name!r} is nothing that a mention has{self.hint(name, ATTRIBUTES)}", key, index, "mention", name
                )
                continue
            listed = options if isinstance(options, list) else [options]
            for option in listed if name in VALUES else ():
                if str(option) not in VALUES[name]:
                    among = ", ".join(VALUES[name])
                    hint = self.known.suggest(str(option), VALUES[name])
                    self.wrong(f"{name}: {option!r} is none of {among}{hint}", key, index, "mention", name)
            tests.append((name, tuple("" if option is None else str(option) for option in listed)))
        return tuple(tests)

    def examples(self, key: str, spec: TypeSpec | None) -> tuple[Example, ...]:
        if key not in self.value:
            return ()
        value = self.value[key]
        if not isinstance(value, list) or not value:
            self.wrong(f"{key}: is a list with one text or more", key)
            return ()
        found: list[Example] = []
        for index, entry in enumerate(value):
            place = self.places.at(key, index)
            if isinstance(entry, str) and entry.strip():
                if key == "examples" and spec:
                    self.wrong("this example names no facts; write {text: …, facts: [{exact: …}]}", key, index)
                found.append(Example(entry, (), place=place))
                continue
            if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or not entry["text"].strip():
                shape = "a mapping with text: and facts:" if key == "examples" else "a text; put it in quotes"
                self.wrong(f"an entry of {key}: is {shape}", key, index)
                continue
            for name in entry:
                if name not in EXAMPLE:
                    self.wrong(f"unknown key {name!r}{self.hint(name, EXAMPLE)}", key, index, name)
            facts = self.facts(entry.get("facts", []), key, index, spec)
            day = entry.get("date", "")
            if not isinstance(day, str) or (day and not _is_date(day)):
                self.wrong(f"date: is a day such as 2024-05-01, not {day!r}", key, index, "date")
                day = ""
            if key == "examples" and spec and not facts:
                self.wrong("this example names no facts; put texts that give none under silent:", key, index)
            found.append(Example(entry["text"], tuple(facts), day, place))
        return tuple(found)

    def facts(self, facts: Any, key: str, index: int, spec: TypeSpec | None) -> list[Mapping[str, Any]]:
        if not isinstance(facts, list):
            self.wrong("facts: is a list of mappings such as [{exact: 不低于30%}]", key, index, "facts")
            return []
        if facts and key == "silent":
            self.wrong("a silent text gives no facts; put it under examples:", key, index)
        allowed = ("exact", *spec.fields) if spec else ("exact",)
        for number, wanted in enumerate(facts):
            here = (key, index, "facts", number)
            if not isinstance(wanted, dict) or not wanted:
                self.wrong("a fact is a mapping such as {exact: 不低于30%, value: 0.3}", *here)
                continue
            for name, value in wanted.items():
                if spec and name not in allowed:
                    self.wrong(self.no_field(name, spec), *here, name)
                elif isinstance(value, dict) or (isinstance(value, list) and not all(map(_is_scalar, value))):
                    self.wrong(f"{name}: is a text, a number or a list of texts", *here, name)
        return [wanted for wanted in facts if isinstance(wanted, dict)]


BUILT_IN = ("number", "ratio", "money", "quantity", "date", "duration", "recurrence", "docnumber", "title")


# What these attributes of a mention may be.
VALUES: Mapping[str, tuple[str, ...]] = {
    "bound": get_args(Bound),
    "comparator": get_args(Comparator),
    "tense": ("past", "present", "future", "open"),
}


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | Decimal)


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _wants_text(value: Any) -> str:
    if isinstance(value, bool):
        return "is yes or no in YAML (so are on and off); put the word in quotes"
    if isinstance(value, list):
        return "is one text, not a list"
    if isinstance(value, dict):
        return "is a text, not a mapping; a text with ': ' or braces stands in quotes"
    if value is None or (isinstance(value, str) and not value.strip()):
        return "is empty; a text is wanted"
    return f"is a text; put {value} in quotes"


__all__ = ["SHIPPED_TYPES", "Key", "Known", "RuleReader"]
