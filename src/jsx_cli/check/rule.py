"""The nouns of checking: a check as its file says it, and a finding as it stands in a draft.

In goes nothing; these are the types. 某政发[2025]3号 gives `Finding(rule="GW101", level="error", text="[2025]", …)`
with a safe `Fix` that writes 〔2025〕.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from jsx_cli.engine.grammar import Node
from jsx_cli.model import RawSpan, Span
from jsx_cli.records import dataclass, field

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")
FixKind = Literal["safe", "unsafe"]
Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """The sentence in that language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Finder:
    """How a pattern looks: compiled where characters decide, a tree of the engine where mentions do."""

    source: str
    regex: re.Pattern[str] | None
    tree: Node | None = None


@dataclass(frozen=True, slots=True)
class FixForm:
    """What a fix writes over the match, or over one capture of it; {name} stands for a capture as it is written."""

    kind: FixKind
    text: str | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a check must catch (`bad`) and the same text as it should be (`good`).

    `template` and `against`, the text of an upper document, are what the example is checked with.
    """

    bad: str
    good: str
    place: str
    template: str = ""
    against: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One file of rules/check. Exactly one of `patterns`, `find`, `lexicon` and `pairs` says how it looks."""

    id: str
    name: Words
    level: Level
    source: str
    message: Words
    place: str
    path: Path
    patterns: tuple[Finder, ...] = ()
    find: str = ""
    lexicon: str = ""
    pairs: str = ""
    rows: tuple[Mapping[str, str], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    fix: FixForm | None = None
    since: date | None = None
    earlier: Level | None = None
    within: frozenset[str] = frozenset()
    not_within: frozenset[str] = frozenset()
    line_start: bool = False
    doc_types: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    fold: bool = False
    joins: str = ""
    measure: bool = False
    examples: tuple[Example, ...] = ()
    silent: tuple[str, ...] = ()
    silent_against: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a finder found: where, what it may say, and what would stand there instead (None: nothing safe)."""

    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    writes: tuple[tuple[Span, str], ...] | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write over which stretches of the file."""

    kind: FixKind
    edits: tuple[tuple[RawSpan, str], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A slip: `raw` is where it stands in the decoded file, `also` where the same slip stands again."""

    rule: str
    level: Level
    span: Span
    raw: RawSpan
    text: str
    message: Words
    source: str
    sentence: str
    section: str = ""
    fix: Fix | None = None
    also: tuple[RawSpan, ...] = ()
    measure: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose: checks by id or by the start of an id (GW), levels, and a template of sections."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    template: str = ""

    def wants(self, name: str) -> bool:
        """True where the check of that id is to run."""
        chosen = not self.select or any(name.startswith(part) for part in self.select)
        return chosen and not any(name.startswith(part) for part in self.ignore)
