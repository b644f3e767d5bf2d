"""Everything `jsx extract` knows about one document."""

from __future__ import annotations

from jsx_cli.model.document import Document
from jsx_cli.model.fact import Fact
from jsx_cli.model.notice import Notice
from jsx_cli.model.span import RawSpan
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class Engine:
    """What made the result: the version of jsx and the digest of the rule set."""

    version: str
    rules: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence with a cue and no fact: what kind of cue, its words, where they stand, the whole sentence."""

    kind: str
    cue: str
    raw: RawSpan
    sentence: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `cued` sentences that hold a cue of a fact, `covered` gave one; `gaps` are the others."""

    cued: int
    covered: int
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """One document: its source and text (in `document`), its facts and what went wrong."""

    document: Document
    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...]
    engine: Engine
    coverage: Coverage | None = None
