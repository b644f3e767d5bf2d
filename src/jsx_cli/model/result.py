"""Everything `jsx extract` knows about one document."""

from __future__ import annotations

from dataclasses import dataclass

from jsx_cli.model.document import Document
from jsx_cli.model.fact import Fact
from jsx_cli.model.notice import Notice


@dataclass(frozen=True, slots=True)
class Engine:
    """What made the result: the version of jsx and the digest of the rule set."""

    version: str
    rules: str


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """One document: its source and text (in `document`), its facts and what went wrong."""

    document: Document
    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...]
    engine: Engine
