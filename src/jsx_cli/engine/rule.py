"""A rule in memory: what its file says, with patterns as trees and conditions ready to test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jsx_cli.engine.grammar import Node
from jsx_cli.engine.match import Trigger
from jsx_cli.engine.phrases import PhraseKind
from jsx_cli.model import FactType

# The fields of each type of fact, in the order in which they are printed (docs/facts.md says what they mean).
FACT_FIELDS: Mapping[FactType, tuple[str, ...]] = {
    "ratio": ("value", "low", "high", "comparator", "kind", "per", "status", "subject"),
    "quantity": ("value", "low", "high", "comparator", "unit", "per", "kind", "status", "subject"),
    "deadline": ("kind", "start", "end", "duration", "every", "action"),
    "leadership": ("holder", "role", "org", "relation", "title"),
    "responsibility": ("lead", "support", "task"),
    "citation": ("title", "number", "refers_to"),
    "measure": ("path", "heading", "kind"),
}
LIST_FIELDS = frozenset(("lead", "support"))

Window = Literal["match", "clause", "sentence", "paragraph", "item", "heading", "before", "after"]


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
    """Where a field comes from: `set` a constant, `cues` a lexicon of cues, `from` a named source of the context."""

    kind: Literal["set", "cues", "from", "take"]
    value: Any
    default: Any = None
    windows: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the facts that the rule must find in it (none, for a silent line)."""

    text: str
    facts: tuple[Mapping[str, Any], ...]
    date: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file.

    A rule makes facts (`fact`), claims characters so that facts of other types or rules do not arise there
    (`claims`), or notes once for the document that something holds (`flag`).
    """

    id: str
    says: str
    path: Path
    place: str
    fact: FactType | None
    claims: tuple[str, ...]
    flag: str
    patterns: tuple[Node, ...]
    sources: tuple[str, ...]
    triggers: tuple[Trigger | None, ...]
    over: Literal["sentence", "section"]
    within: Literal["clause", "sentence", "paragraph"]
    section_roles: frozenset[str]
    section_styles: frozenset[str]
    leaf: bool
    not_within: tuple[str, ...]
    doc_types: frozenset[str]
    paragraphs: frozenset[str]
    if_flag: str
    unless_flag: str
    conditions: tuple[Condition, ...]
    fields: tuple[tuple[str, FieldSource], ...]
    each: str
    exact: str
    share: bool
    whole: bool
    requires: tuple[str, ...]
    overrides: frozenset[str]
    priority: int
    examples: tuple[Example, ...]
    silent: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """已 in the clause means status: actual."""

    node: Node
    value: str
    windows: tuple[str, ...]
    word: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules that run together, the phrase kinds and cues they use, and the digest of their files."""

    rules: tuple[Rule, ...]
    phrases: Mapping[str, PhraseKind]
    cues: Mapping[str, tuple[Cue, ...]]
    lexicons: Mapping[str, tuple[str, ...]]
    digest: str

    def rule(self, name: str) -> Rule | None:
        """The rule of that id."""
        return next((rule for rule in self.rules if rule.id == name), None)
