"""The nouns of a batch: an `Item` is one document to analyse, a `Shard` several in a row, a `Row` what became of one.

`Item("crawl/46号.html")` is a file that is still to be opened; an item of an archive or of JSON Lines carries its
content with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jsx_cli.records import dataclass

# Bytes and a name in, the object of `jsx extract` out. Raises `JsxError` for what is no document.
Analyse = Callable[[bytes, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """One document: `data`, or else the file that `name` names, or else the `trouble` why there is none.

    `meta` is what stood beside the text in JSON Lines or Parquet, as JSON text. `size` is in bytes, as far as known.
    `place` is where the file is, when the output calls it otherwise.
    """

    name: str
    data: bytes | None = None
    trouble: str = ""
    meta: str = ""
    size: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some items that become one file. `number` counts the shards of this run and goes into no output.

    `copy` counts shards before it of the same names: documents that are named twice are analysed twice. `former` are
    keys of shards of an earlier run in which some of the documents may stand already.
    """

    number: int
    items: tuple[Item, ...]
    copy: int = 0
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one document: `line` is its JSON without line end. `error` is the code of a failure, or ""."""

    name: str
    sha256: str
    line: bytes
    facts: int = 0
    notices: int = 0
    error: str = ""
    message: str = ""
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that stands in the output under its `key`; `kept` of its documents were not analysed in this run."""

    number: int
    key: str
    documents: int
    failed: int
    facts: int
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole run and decides what the output says.

    `stamp` is a digest of everything that makes one run differ from another (version, rules, encoding, limits); with
    the content of its documents it makes the key of a shard. `timeout` is seconds for one document, `memory` bytes for
    one worker (0: no limit), `max_bytes` the largest document. `version` and `rules` stand in the rows of failures.
    `retry` says that documents which failed in an earlier run are tried again.
    """

    stamp: str
    version: str = ""
    rules: str = ""
    timeout: float = 120.0
    memory: int = 0
    max_bytes: int = 200_000_000
    tables: bool = False
    retry: bool = False
