"""The pipeline on one screen: a file comes in, a `DocumentResult` goes out.

    read → normalise → outline → segment → recognise → engine

Only this module knows the order. `analyze("plan.txt")` gives the facts of a document, `text` its clean text,
`recognise("不低于30%")` what the recognisers see in a phrase.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsx_cli import __version__
from jsx_cli.engine import Failure, Outcome, RuleSet, load, prove, run
from jsx_cli.model import Document, DocumentResult, Element, Engine, Mention, Normalised, RawSpan, Source
from jsx_cli.normalise import normalise
from jsx_cli.outline import outline
from jsx_cli.read import read, read_bytes
from jsx_cli.recognise import mentions
from jsx_cli.resources import rules_dir, schema_path
from jsx_cli.segment import segment
from jsx_cli.segment.tags import tagged


def analyze(path: Path | str, *, encoding: str | None = None, rules: Sequence[Path] = ()) -> DocumentResult:
    """The facts of one file.

    `path` names the file, `encoding` overrides what would be found, `rules` are folders that add to the shipped
    rules. Raises `JsxError` for what a person can mend: no file, no text in it, an unknown encoding, wrong rules.

    >>> analyze("data/seeds/003_d297b955d7cd754c.txt").document.element("doc_number")
    '嘉政办发〔2022〕46号'
    """
    return analyze_source(read(Path(path), encoding=encoding), rules=rules)


def analyze_bytes(data: bytes, name: str, *, encoding: str | None = None, rules: Sequence[Path] = ()) -> DocumentResult:
    """The facts of a file that is already in memory, such as standard input; `name` is what the output calls it."""
    return analyze_source(read_bytes(data, name, encoding=encoding), rules=rules)


def analyze_text(content: str, *, rules: Sequence[Path] = ()) -> DocumentResult:
    """The facts of a text, taken as a plain text file would be."""
    return analyze_bytes(content.encode("utf-8"), "text", rules=rules)


def analyze_source(source: Source, *, rules: Sequence[Path] = ()) -> DocumentResult:
    """The facts of a decoded file."""
    chosen = ruleset(tuple(rules))
    document = understand(source)
    outcome = run(document, see(document), chosen, tokenise=tagged)
    return DocumentResult(
        document, outcome.facts, (*document.notices, *outcome.notices), Engine(__version__, chosen.digest)
    )


def understand(source: Source) -> Document:
    """The document: clean text, its own elements, outline and sentences."""
    return segment(outline(normalise(source)))


def see(document: Document) -> tuple[Mention, ...]:
    """What the recognisers see in the document; relative dates count from its own date."""
    return mentions(document.text, reference(document))


def reference(document: Document) -> date | None:
    """The day from which relative expressions count: the document's date, else the day of its publication."""
    for name in ("date", "published"):
        value = document.element(name)
        if value:
            try:
                return date.fromisoformat(value)
            except ValueError:
                continue
    return None


def text(path: Path | str, *, encoding: str | None = None) -> Normalised:
    """The clean text of a file, with what the file declares of itself and the notices."""
    return normalise(read(Path(path), encoding=encoding))


def text_bytes(data: bytes, name: str, *, encoding: str | None = None) -> Normalised:
    """The clean text of a file that is already in memory."""
    return normalise(read_bytes(data, name, encoding=encoding))


def prove_rules(folders: Sequence[Path] = (), only: Sequence[str] = ()) -> list[Failure]:
    """What the examples and silent lines of the rules promise and the rules do not keep; [] when all is well.

    `only` names the rules to prove; none means all of them.
    """
    chosen = ruleset(tuple(folders))

    def outcome(content: str, day: str) -> Outcome:
        document = understand(read_bytes(content.encode("utf-8"), "example"))
        if day:  # the example says from which day it speaks
            told = tuple(element for element in document.elements if element.name != "date")
            document = replace(document, elements=(*told, Element("date", day, raw=RawSpan(0, 0))))
        return run(document, see(document), chosen, tokenise=tagged)

    return prove(chosen, outcome, only)


@lru_cache(maxsize=8)
def ruleset(folders: tuple[Path, ...] = (), disable: tuple[str, ...] = ()) -> RuleSet:
    """The shipped rules, and those of `folders` over them."""
    return load((rules_dir(), *folders), disable)


def ruleset_digest(folders: Iterable[Path] = ()) -> str:
    """The digest of the rule set: 16 hexadecimal digits that change with any file of it."""
    return ruleset(tuple(folders)).digest


def schema() -> dict[str, Any]:
    """The JSON Schema of what `jsx extract` prints."""
    loaded: dict[str, Any] = json.loads(schema_path().read_text(encoding="utf-8"))
    return loaded
