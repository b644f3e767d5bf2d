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
from jsx_cli.batch.store import LargeError, Store, StoreError, read_item
from jsx_cli.errors import JsxError, RuleError
from jsx_cli.patterns import late
from jsx_cli.records import replace
from jsx_cli.report import dumps

ADDRESS = late(r"\b0x[0-9a-fA-F]{6,}\b")
MESSAGE = 500  # characters of a message that are kept
TABLES = ("documents", "facts", "notices")


class Watch:
    """Somebody who wants to know which document is being worked on, to be able to stop it."""

    def begins(self, index: int) -> None:
        """The document at `index` of the shard is next."""

    def ends(self) -> None:
        """No document is being worked on."""


def work(shard: Shard, analyse: Analyse, store: Store, terms: Terms, failed: Mapping[int, str], watch: Watch) -> Done:
    """The shard stands in the output, made now or before."""
    contents = load(shard.items, terms)
    key = digest(shard, contents, terms)
    kept = standing(store, key, terms)
    if kept is not None:
        return Done(shard.number, key, kept["documents"], kept["failed"], kept["facts"], kept["documents"])
    rows, known = rows_of(shard, contents, analyse, store, terms, failed, watch)
    watch.ends()
    return replace(commit(store, shard, key, rows, terms), kept=known)


def rows_of(
    shard: Shard, contents: Sequence[bytes | JsxError], analyse: Analyse, store: Store, terms: Terms,
    failed: Mapping[int, str], watch: Watch, first: int = 0,
) -> tuple[list[Row], int]:  # fmt: skip
    """What becomes of the documents from `first` on, and how many of them an earlier run had already.

    `failed` are documents not to be tried, and why.
    """
    known = former(store, shard.former, terms)
    rows = []
    kept = 0
    for index, content in enumerate(contents, first):
        item = shard.items[index]
        row = None if isinstance(content, JsxError) else known.get((item.name, hashlib.sha256(content).hexdigest()))
        if row is not None:
            rows.append(replace(row, meta=item.meta))
            kept += 1
        else:
            begins = partial(watch.begins, index)
            rows.append(row_of(item, content, analyse, terms, failed.get(index, ""), begins))
    return rows, kept


def load(items: Sequence[Item], terms: Terms) -> list[bytes | JsxError]:
    """The bytes of each item, or why there are none."""
    found: list[bytes | JsxError] = []
    for item in items:
        try:
            found.append(read_item(item, terms.max_bytes))
        except StoreError:
            raise
        except JsxError as error:
            found.append(error)
    return found


def digest(shard: Shard, contents: Sequence[bytes | JsxError], terms: Terms) -> str:
    """24 hexadecimal digits that change with any name, content or metadata and with the terms of the run."""
    found = hashlib.sha256(f"{terms.stamp}\n{shard.copy}\n".encode())
    for item, content in zip(shard.items, contents, strict=True):
        what = b"!" + encoded(str(content)) if isinstance(content, JsxError) else hashlib.sha256(content).digest()
        for part in (encoded(item.name), encoded(item.meta), what):
            found.update(len(part).to_bytes(8) + part)
    return found.hexdigest()[:24]


def encoded(text: str) -> bytes:
    """The bytes of a text in which bytes of file names may stand that are no UTF-8."""
    return text.encode("utf-8", "surrogatepass")


def row_of(
    item: Item, content: bytes | JsxError, analyse: Analyse, terms: Terms, failure: str, begins: Callable[[], None]
) -> Row:
    """What becomes of one document, whatever happens inside the analyser."""
    if isinstance(content, JsxError):
        code = "memory" if isinstance(content, LargeError) else "unreadable"
        return failed_row(item, b"", terms, code, content.message)
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


def commit(store: Store, shard: Shard, key: str, rows: Sequence[Row], terms: Terms) -> Done:
    """The shard stands: first what belongs to it, then, as one step, the file that says so."""
    rows = list(rows)
    while True:
        try:
            return _commit(store, shard, key, rows, terms)
        except MemoryError:  # the results of one document are too large: it fails, and the others stand
            at = max(range(len(rows)), key=lambda at: 0 if rows[at].error else len(rows[at].line))
            if rows[at].error:
                raise
            rows[at] = failed_row(shard.items[at], b"", terms, "memory", "its results do not fit into a worker")


def _commit(store: Store, shard: Shard, key: str, rows: Sequence[Row], terms: Terms) -> Done:
    data = b"".join(row.line + b"\n" for row in rows)
    entries = "".join(dumps(entry(row, key, at), indent=None) + "\n" for at, row in enumerate(rows)).encode()
    counts = {
        "documents": len(rows),
        "failed": sum(1 for row in rows if row.error),
        "facts": sum(row.facts for row in rows),
    }
    seal: dict[str, Any] = {"shard": key, "sha256": sha256(data), "entries": sha256(entries), **counts}
    seal |= {"stamp": terms.stamp, "first": mark(shard.items[0].name), "last": mark(shard.items[-1].name)}
    # A limit that was met is remembered: under another one the document is tried again.
    met = {code: limit for code, limit in _limits(terms).items() if any(row.error == code for row in rows)}
    if met:
        seal["limits"] = met
    if terms.tables:
        from jsx_cli.batch.tables import tables

        made = tables(rows)
        seal["tables"] = {name: sha256(table) for name, table in made.items()}
        for name, table in made.items():
            store.write(f"{name}/{key}.parquet", table)
    store.write(f"shards/{key}.jsonl", data)
    store.write(ledger(key), (dumps(seal, indent=None) + "\n").encode() + entries)
    return Done(shard.number, key, counts["documents"], counts["failed"], counts["facts"])


def sha256(data: bytes) -> str:
    """The digest as text."""
    return hashlib.sha256(data).hexdigest()


def mark(name: str) -> str:
    """A few digits by which a shard is found again that begins or ends with this document."""
    return hashlib.sha256(encoded(name)).hexdigest()[:16]


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
    """The file that is written last: the shard's digests and counts, then its lines of the manifest."""
    return f".jsx/ledger/{key}.jsonl"


def seal_of(first: bytes | None) -> dict[str, Any] | None:
    """What the first line of a ledger says; None for one that is not there or damaged."""
    try:
        found = json.loads(first or b"null")
    except ValueError:
        return None
    return found if isinstance(found, dict) and found.keys() >= {"shard", "sha256", "entries", "stamp"} else None


def whole(store: Store, key: str) -> tuple[dict[str, Any], bytes, bytes] | None:
    """The seal, the lines of the manifest and the content of a shard that stands undamaged; else None."""
    first, _, entries = (store.read(ledger(key)) or b"").partition(b"\n")
    seal = seal_of(first)
    if seal is None or seal["shard"] != key or sha256(entries) != seal["entries"]:
        return None
    data = store.read(f"shards/{key}.jsonl")
    if data is None or sha256(data) != seal["sha256"]:
        return None
    return seal, entries, data


def standing(store: Store, key: str, terms: Terms) -> dict[str, int] | None:
    """The counts of a shard that is there, whole; None where it has to be made."""
    found = whole(store, key)
    if found is None:
        return None
    seal = found[0]
    if (terms.retry and seal["failed"]) or _other_limits(seal, terms):
        return None
    if terms.tables:
        for name in TABLES:
            table = store.read(f"{name}/{key}.parquet")
            if table is None or sha256(table) != seal.get("tables", {}).get(name):
                return None
    return {name: seal[name] for name in ("documents", "failed", "facts")}


def _other_limits(seal: Mapping[str, Any], terms: Terms) -> set[str]:
    """The codes of documents of the shard that failed under a limit that is another now."""
    return {code for code, now in _limits(terms).items() if seal.get("limits", {}).get(code, now) != now}


def _limits(terms: Terms) -> dict[str, float]:
    return {"timeout": terms.timeout, "memory": terms.memory}


def former(store: Store, keys: Sequence[str], terms: Terms) -> dict[tuple[str, str], Row]:
    """The rows of shards that stand from an earlier run, by name and digest, as far as they hold for this one."""
    known: dict[tuple[str, str], Row] = {}
    for key in keys:
        found = whole(store, key)
        if found is None or found[0]["stamp"] != terms.stamp:
            continue
        seal, entries, data = found
        again = _other_limits(seal, terms)
        for text, line in zip(entries.splitlines(), data.split(b"\n"), strict=False):
            told = json.loads(text)
            error = told.get("error", "")
            if not (error and (terms.retry or error in again)):
                known[told["path"], told["sha256"]] = Row(
                    told["path"], told["sha256"], line, told["facts"], told["notices"], error, told.get("message", "")
                )
    return known
