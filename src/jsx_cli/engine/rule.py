"""A rule in memory: what its file says, with patterns as trees and conditions ready to test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jsx_cli.engine.grammar import Node
from jsx_cli.engine.match import Start, start_of, triggers
from jsx_cli.engine.phrases import Covering, PhraseKind, covering
from jsx_cli.engine.program import Program, program
from jsx_cli.engine.regex import Finders
from jsx_cli.engine.view import Sought
from jsx_cli.lexicon import lexicon, read_lexicon
from jsx_cli.records import dataclass, field
from jsx_cli.resources import rules_dir
from jsx_cli.typed import TYPE_CHECKING, Any, Literal

# The fields of each type of fact, in the order in which they are printed (docs/facts.md says what they mean).
FACT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "ratio": ("value", "low", "high", "comparator", "kind", "per", "status", "strength", "strength_word", "subject"),
    "quantity": (
        "value",
        "low",
        "high",
        "comparator",
        "unit",
        "per",
        "kind",
        "status",
        "strength",
        "strength_word",
        "subject",
    ),
    "deadline": ("kind", "start", "end", "duration", "every", "action"),
    "leadership": ("holder", "role", "org", "relation", "title"),
    "responsibility": ("lead", "support", "task"),
    "citation": ("title", "number", "refers_to"),
    "measure": ("path", "heading", "kind", "strength", "strength_word", "topic"),
}
LIST_FIELDS = frozenset(("lead", "support"))
# So many more sets of words are looked for that a match holds, each of so many words: long lists are seldom missing.
ALSO = 3
MOST_ALSO = 16

Window = Literal[
    "match", "clause", "sentence", "paragraph", "item", "section", "document", "heading", "title", "before", "after"
]
Within = Literal["clause", "sentence", "paragraph", "section", "document"]


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """A type of fact: its fields in their order, those that hold lists, those that hold numbers."""

    name: str
    fields: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    says: str = ""


SHIPPED_TYPES: Mapping[str, TypeSpec] = {
    name: TypeSpec(name, fields, LIST_FIELDS & set(fields)) for name, fields in FACT_FIELDS.items()
}


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must stand (or must not) around a match.

    `window` is where to look; `before` and `after` look at the `reach` characters beside the match, or right beside it
    when `reach` is 0. `attribute` tests the mention of the match instead (bound: [by, from]).
    """

    window: Window | Literal["mention"]
    node: Node | None
    reach: int
    attribute: tuple[tuple[str, tuple[str, ...]], ...]
    wanted: bool
    words: str


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where a field comes from.

    `set` a constant, `cues` a lexicon of cues, `from` a named source of the context, `take` a part of a captured list.
    """

    kind: Literal["set", "cues", "from", "take"]
    value: Any
    default: Any = None
    of: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the facts that the rule must find in it (none, for a silent line)."""

    text: str
    facts: tuple[Mapping[str, Any], ...]
    date: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of one pattern of a rule before it runs: where a match can begin, and what every match holds.

    `triggered` where a match holds one of `words` or `kinds`; of each of `also` it holds one as well.
    """

    start: Start
    triggered: bool
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    also: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


def plan(node: Node) -> Plan:
    """What can be said of the pattern."""
    found = [
        tuple(tuple(sorted(name for what, name in part if what == wanted)) for wanted in ("word", "kind"))
        for part in triggers(node)
    ]
    words, kinds = found[0] if found else ((), ())
    also = tuple((held, seen) for held, seen in found[1:] if len(held) + len(seen) <= MOST_ALSO)
    return Plan(start_of(node), bool(found), words, kinds, also[:ALSO])


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file.

    A rule makes facts (`fact`), mentions that later rules may read as a kind of their own (`mention`), claims
    characters so that facts of other rules do not arise there (`claims`), or notes once for the document that something
    holds (`flag`).
    """

    id: str
    says: str
    path: Path
    place: str
    origin: str
    fact: str
    mention: str
    claims: tuple[str, ...]
    flag: str
    patterns: tuple[Node, ...]
    sources: tuple[str, ...]
    over: Literal["sentence", "section"]
    within: Within
    section_roles: frozenset[str]
    section_styles: frozenset[str]
    under: frozenset[str]
    not_under: frozenset[str]
    leaf: bool
    task: bool
    unnumbered: bool
    not_within: tuple[str, ...]
    doc_types: frozenset[str]
    paragraphs: frozenset[str]
    if_flag: str
    unless_flag: str
    conditions: tuple[Condition, ...]
    fields: tuple[tuple[str, FieldSource], ...]
    each: str
    pair: tuple[str, ...]
    exact: str
    whole: bool
    share: bool
    requires: tuple[str, ...]
    overrides: frozenset[str]
    priority: int
    examples: tuple[Example, ...]
    silent: tuple[Example, ...]
    known: tuple[str, ...]
    lists: frozenset[str]
    stage: int = 0
    _later: Mapping[str, bytes] | None = field(default=None, repr=False, compare=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """A field of a rule out of the cache that nobody has asked for yet: its slot is empty."""
            if name == "_later" or name not in (self._later or ()):
                raise AttributeError(name)
            from jsx_cli.engine.cache import revived

            value = revived(self._later[name])
            object.__setattr__(self, name, value)
            return value

    @property
    def makes(self) -> str:
        """What comes of the rule: `ratio`, `mention veto-word`, `claims ratio, quantity`, `flag first-leads`."""
        if self.fact:
            return self.fact
        if self.mention:
            return f"mention {self.mention}"
        return f"flag {self.flag}" if self.flag else f"claims {', '.join(self.claims)}"


class Lexicons(Mapping[str, tuple[Mapping[str, str], ...]]):
    """The lexicons of a rule set, each read when somebody first asks for it."""

    def __init__(self, paths: Mapping[str, Path | str]) -> None:
        self.paths = dict(paths)
        self._rows: dict[str, tuple[Mapping[str, str], ...]] = {}

    def __getitem__(self, name: str) -> tuple[Mapping[str, str], ...]:
        if name not in self._rows:
            path = Path(self.paths[name])
            shipped = path == rules_dir() / "lexicons" / f"{name}.csv"
            self._rows[name] = lexicon(name) if shipped else read_lexicon(path)
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


@dataclass(frozen=True, slots=True)
class Cue:
    """已 in the clause means status: actual."""

    node: Node
    value: str
    windows: tuple[Window, ...]
    word: str
    applies: Node | None = None  # a pattern of the document's title; the cue counts only in documents that fit


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules that run together, in the order in which they run, with what they use and the digest of their files."""

    rules: tuple[Rule, ...]
    phrases: Mapping[str, PhraseKind]
    cues: Mapping[str, tuple[Cue, ...]]
    lexicons: Mapping[str, tuple[Mapping[str, str], ...]]
    types: Mapping[str, TypeSpec]
    digest: str
    replaced: Mapping[str, str] = field(default_factory=dict)
    disabled: tuple[str, ...] = ()
    finders: Finders = field(default_factory=Finders, compare=False, repr=False)
    # By the identity of the rule, which is kept beside it: another rule of the same id may stand in its place.
    _plans: dict[int, tuple[Rule, tuple[Plan, ...]]] = field(default_factory=dict, compare=False, repr=False)
    _programs: dict[tuple[int, int], tuple[Rule, Program]] = field(default_factory=dict, compare=False, repr=False)
    _words: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    _covering: dict[str, Covering] = field(default_factory=dict, compare=False, repr=False)
    _sought: list[Sought] = field(default_factory=list, compare=False, repr=False)

    def rule(self, name: str) -> Rule | None:
        """The rule of that id."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def plans(self, rule: Rule) -> tuple[Plan, ...]:
        """What is known of the patterns of a rule, once for all documents."""
        known = self._plans.get(id(rule))
        if known is None:
            known = self._plans[id(rule)] = (rule, tuple(map(plan, rule.patterns)))
        return known[1]

    def program(self, rule: Rule, number: int) -> Program:
        """The functions of a pattern of the rule, made when a document first needs them."""
        known = self._programs.get((id(rule), number))
        if known is None:
            known = self._programs[id(rule), number] = (rule, program(rule.patterns[number]))
        return known[1]

    def covering(self, lexicon: str) -> Covering:
        """The words of a lexicon by each of their characters."""
        found = self._covering.get(lexicon)
        if found is None:
            found = self._covering[lexicon] = covering(self.words(lexicon))
        return found

    @property
    def sought(self) -> Sought:
        """The words that the patterns begin with or hold, to be found in a document at once."""
        if not self._sought:
            plans = [plan for rule in self.rules for plan in self.plans(rule)]
            held = (words for plan in plans for words in (plan.start.words, plan.words, *dict(plan.also)))
            self._sought.append(Sought(word for words in held for word in words))
        return self._sought[0]

    def words(self, lexicon: str) -> tuple[str, ...]:
        """The words of a lexicon, longest first."""
        found = self._words.get(lexicon)
        if found is None:
            rows = self.lexicons.get(lexicon, ())
            found = tuple(sorted({row["word"] for row in rows}, key=lambda word: (-len(word), word)))
            self._words[lexicon] = found
        return found
