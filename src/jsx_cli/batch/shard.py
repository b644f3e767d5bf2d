"""The shard function: read some documents, analyse them, write one file under a temporary name, rename it.

In goes a `Shard`, out comes `shards/3f2a….jsonl` with one object of `jsx extract` a line. The name of the file is a
digest of what went in (names, contents, version, rules), so a file that is there need not be made again, and two runs
of the same shard make the same bytes whoever runs them. Engines only call `work`; none of them decides what is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from jsx_cli.batch.item import Analyse, Done, Item, Row, Shard, Terms
from jsx_cli.batch.store import Store, read_item
from jsx_cli.errors import JsxError, RuleError
from jsx_cli.patterns import late
from jsx_cli.report import dumps

ADDRESS = late(r"\b0x[0-9a-fA-F]{6,}\b")
MESSAGE = 500  # characters of a message that are kept


class Watch:
    """Somebody who wants to know which document is being worked on, to be able to stop it."""

    def begins(self, index: int) -> None:
        """The document at `index` of the shard is next."""

    def ends(self) -> None:
        """No document is being worked on."""


def work(shard: Shard, analyse: Analyse, store: Store, terms: Terms, failed: Mapping[int, str], watch: Watch) -> Done:
    """The shard stands in the output, made now or before. `failed` are documents not to be tried, and why."""
    contents = load(shard.items, terms)
    key = digest(shard, contents, terms)
    kept = standing(store, key, terms)
    if kept is not None:
        return Done(shard.number, key, kept["documents"], kept["failed"], kept["facts"], True)
    rows = [
        row_of(item, content, analyse, terms, failed.get(index, ""), partial(watch.begins, index))
        for index, (item, content) in enumerate(zip(shard.items, contents, strict=True))
    ]
    watch.ends()
    return commit(store, shard.number, key, rows, terms)


def load(items: Sequence[Item], terms: Terms) -> list[bytes | JsxError]:
    """The bytes of each item, or why there are none."""
    found: list[bytes | JsxError] = []
    for item in items:
        try:
            found.append(read_item(item, terms.max_bytes))
        except JsxError as error:
            found.append(error)
    return found


def digest(shard: Shard, contents: Sequence[bytes | JsxError], terms: Terms) -> str:
    """24 hexadecimal digits that change with any name, content or metadata and with the terms of the run."""
    found = hashlib.sha256(f"{terms.stamp}\n{shard.copy}\n".encode())
    for item, content in zip(shard.items, contents, strict=True):
        what = b"!" + str(content).encode() if isinstance(content, JsxError) else hashlib.sha256(content).digest()
        for part in (item.name.encode("utf-8", "surrogateescape"), item.meta.encode(), what):
            found.update(len(part).to_bytes(8) + part)
    return found.hexdigest()[:24]


def row_of(
    item: Item, content: bytes | JsxError, analyse: Analyse, terms: Terms, failure: str, begins: Callable[[], None]
) -> Row:
    """What becomes of one document, whatever happens inside the analyser."""
    if isinstance(content, JsxError):
        return failed_row(item, b"", terms, "unreadable", content.message)
    if failure:
        code, _, message = failure.partition(": ")
        return failed_row(item, content, terms, code, message)
    begins()
    try:
        found = analyse(content, item.name)
        line = dumps(found, indent=None).encode()
    except RuleError:
        raise  # the same for every document
    except JsxError as error:
        return failed_row(item, content, terms, "unreadable", error.message)
    except MemoryError:
        return failed_row(item, content, terms, "memory", f"needs more than the {terms.memory:,} bytes of a worker")
    except (Exception, SystemExit) as error:
        return failed_row(item, content, terms, "error", f"{type(error).__name__}: {error}")
    return Row(
        item.name, found["source"]["sha256"], line, len(found["facts"]), len(found["notices"]), "", "", item.meta
    )


def failed_row(item: Item, content: bytes, terms: Terms, code: str, message: str) -> Row:
    """The row of a document that could not be analysed: an object of `jsx extract` with one notice that says why."""
    message = ADDRESS.sub("0x…", message)[:MESSAGE]
    sha256 = hashlib.sha256(content).hexdigest()
    found = {
        "schema": "jsx/1",
        "source": {"path": item.name, "sha256": sha256, "media_type": "application/octet-stream", "chars": 0},
        "document": {},
        "outline": [],
        "facts": [],
        "notices": [{"code": code, "severity": "error", "message": message or code}],
        "engine": {"version": terms.version, "rules": terms.rules},
    }
    line = dumps(found, indent=None).encode()
    return Row(item.name, sha256, line, 0, 1, code, message, item.meta)


def commit(store: Store, number: int, key: str, rows: Sequence[Row], terms: Terms) -> Done:
    """The shard stands: first what belongs to it, then, as one step, the file that says so."""
    data = b"".join(row.line + b"\n" for row in rows)
    entries = [entry(row, key, at) for at, row in enumerate(rows)]
    counts = {
        "documents": len(rows),
        "failed": sum(1 for row in rows if row.error),
        "facts": sum(row.facts for row in rows),
    }
    if terms.tables:
        from jsx_cli.batch.tables import tables

        for name, table in tables(rows).items():
            store.write(f"{name}/{key}.parquet", table)
    store.write(f"shards/{key}.jsonl", data)
    seal = {"shard": key, "sha256": hashlib.sha256(data).hexdigest(), **counts}
    store.write(ledger(key), "".join(dumps(value, indent=None) + "\n" for value in (seal, *entries)).encode())
    return Done(number, key, counts["documents"], counts["failed"], counts["facts"])


def entry(row: Row, key: str, line: int) -> dict[str, Any]:
    """The line of the manifest about one document."""
    found: dict[str, Any] = {"path": row.name, "sha256": row.sha256, "status": "failed" if row.error else "done"}
    found |= {"shard": key, "line": line, "facts": row.facts, "notices": row.notices}
    if row.error:
        found |= {"error": row.error, "message": row.message}
    if row.meta:
        found["metadata"] = json.loads(row.meta)
    return found


def ledger(key: str) -> str:
    """The file that is written last: the shard's digest and counts, then its lines of the manifest."""
    return f".jsx/ledger/{key}.jsonl"


def standing(store: Store, key: str, terms: Terms) -> dict[str, int] | None:
    """The counts of a shard that is there, whole; None where it has to be made."""
    sealed = store.read(ledger(key))
    if sealed is None:
        return None
    seal = json.loads(sealed.partition(b"\n")[0])
    data = store.read(f"shards/{key}.jsonl")
    if data is None or hashlib.sha256(data).hexdigest() != seal["sha256"]:
        return None
    if terms.tables and not all(store.exists(f"{name}/{key}.parquet") for name in ("documents", "facts", "notices")):
        return None
    return {name: seal[name] for name in ("documents", "failed", "facts")}
