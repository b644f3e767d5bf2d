"""A whole run: inputs in, a folder of shards, their manifest and a summary out.

    OUT/shards/3f2a….jsonl   one object of `jsx extract` a line
    OUT/manifest.jsonl       one line a document, in the order of the input; there only when the run has come to its end
    OUT/documents|facts|notices/*.parquet   the same as tables, when asked for
    OUT/.jsx/                lock, temporary files, and the ledger that says which shards stand

A run that was killed, however, is resumed by giving the same command again, and ends with the same bytes.
"""

from __future__ import annotations

import gc
import json
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, fields
from glob import has_magic
from pathlib import Path
from typing import Any, BinaryIO, Literal

from jsx_cli import __version__, api
from jsx_cli.batch.inputs import Choice, Seen, items
from jsx_cli.batch.item import Analyse, Done, Shard, Terms
from jsx_cli.batch.lock import busy, locked
from jsx_cli.batch.plan import MEAN, shards
from jsx_cli.batch.shard import ledger
from jsx_cli.batch.store import Folder, Remote, Store, remote, store_at
from jsx_cli.errors import JsxError
from jsx_cli.read.limits import DEFAULT, Limits
from jsx_cli.report import dumps, to_dict

FORM = 1  # raised when the same documents come to stand otherwise in the output
TABLES = ("documents", "facts", "notices")
FEW = 100  # documents before a rate of errors means anything

Engine = Literal["local", "ray"]


class TooManyErrorsError(JsxError):
    """More documents fail than the run allows."""


@dataclass(frozen=True, slots=True)
class Analyser:
    """The analyser of a run: bytes and a name in, the object of `jsx extract` out."""

    encoding: str | None = None
    rules: tuple[Path, ...] = ()
    disable: tuple[str, ...] = ()
    limits: Limits = DEFAULT

    def __call__(self, data: bytes, name: str) -> dict[str, Any]:
        result = api.analyze_bytes(
            data, name, encoding=self.encoding, rules=self.rules, disable=self.disable, limits=self.limits
        )
        return to_dict(result)

    def digest(self) -> str:
        """The digest of the rules."""
        return api.ruleset_digest(self.rules, self.disable)


# Each kind of text once, so that what they need is loaded before workers are made, and shared by them.
WARM = (
    "关于印发改革方案的通知\n各单位：\n一、改革措施\n2025年底前，覆盖率不低于30%，由市民政局牵头。\n",
    "關於印發改革方案的通知\n各單位：\n一、改革措施\n2025年底前，覆蓋率不低於30%。\n",
    "<html><head><title>通知</title></head><body><p>一、改革措施</p><p>增长20%以上。</p></body></html>",
)


def warm(analyse: Analyse) -> None:
    """Dictionaries and rules are loaded, and their memory is not touched by the garbage collector any more."""
    for text in WARM:
        with suppress(JsxError):  # limits may be smaller than these texts
            analyse(text.encode(), "warm")
    gc.collect()
    gc.freeze()


@dataclass(slots=True)
class Summary:
    """What a run did. `kept` counts the documents whose shards stood already."""

    documents: int = 0
    failed: int = 0
    facts: int = 0
    shards: int = 0
    kept: int = 0
    removed: int = 0
    passed: Mapping[str, int] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, done: Done) -> None:
        """One more shard."""
        self.shards += 1
        self.documents += done.documents
        self.failed += done.failed
        self.facts += done.facts
        self.kept += done.documents if done.kept else 0


Progress = Callable[[Summary, int], None]


@dataclass(frozen=True, slots=True)
class Status:
    """What stands in an output folder. `state` is running, done or unfinished."""

    state: Literal["running", "done", "unfinished"]
    process: str
    inputs: tuple[str, ...]
    version: str
    rules: str
    shards: int
    documents: int
    failed: int
    facts: int


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made; every field has the option of the same name on the command line."""

    workers: int = 1
    engine: Engine = "local"
    address: str = ""
    encoding: str | None = None
    rules: tuple[Path, ...] = ()
    disable: tuple[str, ...] = ()
    limits: Limits = DEFAULT
    include: tuple[str, ...] = ()
    text_field: str = "text"
    name_field: str = ""
    parquet: bool = False
    timeout: float = 120.0
    memory: int = 4_000_000_000
    max_error_rate: float = 1.0
    shard_size: int = MEAN
    retry_failed: bool = False
    replace: bool = False

    def choice(self) -> Choice:
        """The part that says how inputs are read."""
        return Choice(self.include, self.text_field, self.name_field, self.limits.max_bytes)


def batch(
    paths: Sequence[str],
    out: str,
    options: Options = Options(),
    *,
    analyse: Analyse | None = None,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Summary:
    """The facts of many documents stand in `out`, each document once.

    `analyse` takes the place of jsx's own analyser; `progress` hears a few times a second what is done so far.
    Raises `JsxError` for what a person can mend: no input, a place that cannot be written to or is in use, too many
    documents that fail.
    """
    if not paths:
        raise JsxError("nothing to read was given")
    if options.parquet:
        _need_pyarrow()
    store = store_at(out)
    _keep_apart(paths, store)
    analyser = Analyser(options.encoding, options.rules, options.disable, options.limits)
    rules = analyser.digest()  # wrong rules are told before anything is written
    limits = options.limits
    bounds = [getattr(limits, one.name) for one in fields(limits)]
    stamp = dumps([FORM, __version__, rules, options.encoding, bounds], indent=None)
    terms = Terms(stamp, __version__, rules, options.timeout, options.memory, limits.max_bytes, options.parquet)
    seen = Seen()
    summary = Summary(passed=seen.passed)
    _not_foreign(store)
    with locked(store):
        _begin(store, paths, options, terms)
        planned = shards(items(paths, options.choice(), seen, stdin), options.shard_size)
        try:
            with closing(_results(paths, options, planned, analyse or analyser, store, terms)) as results:
                keys = _gather(results, store, summary, options, progress)
        finally:
            _sweep(store)  # what killed workers left
        summary.removed = _remove_old(store, keys, terms)
    if summary.failed > options.max_error_rate * summary.documents:
        raise TooManyErrorsError(f"{summary.failed} of {summary.documents} documents failed; see {out}/manifest.jsonl")
    return summary


def _results(
    paths: Sequence[str], options: Options, planned: Iterator[Shard], analyse: Analyse, store: Store, terms: Terms
) -> Generator[Done | int, None, None]:
    """What the engine makes of the shards."""
    if options.engine == "ray":
        from jsx_cli.batch import ray

        yield from ray.run(planned, analyse, store, terms, options.workers, options.address)
    else:
        from jsx_cli.batch import local

        warm(analyse)
        # Connections to object stores do not survive a fork.
        method = "spawn" if isinstance(store, Remote) or any(map(remote, paths)) else ""
        yield from local.run(planned, analyse, store, terms, options.workers or 1, method)


def _gather(
    results: Iterator[Done | int], store: Store, summary: Summary, options: Options, progress: Progress | None
) -> set[str]:
    """Write the manifest in the order of the input, whatever order the shards end in; the keys of all shards."""
    keys: set[str] = set()
    waiting: dict[int, str] = {}
    with store.writer("manifest.jsonl") as manifest:
        number = 0
        for done in results:
            if isinstance(done, int):  # a sign of life: so many documents of unfinished shards
                if progress:
                    progress(summary, done)
                continue
            summary.add(done)
            keys.add(done.key)
            waiting[done.number] = done.key
            while number in waiting:
                _append(manifest, store, waiting.pop(number), summary)
                number += 1
            if progress:
                progress(summary, 0)
            if summary.documents >= FEW and summary.failed > options.max_error_rate * summary.documents:
                raise TooManyErrorsError(
                    f"{summary.failed} of the first {summary.documents} documents failed, more than "
                    f"{options.max_error_rate:g} of them; stopped"
                )
        if not summary.documents:
            raise JsxError("no document was found")
    return keys


def _append(manifest: BinaryIO, store: Store, key: str, summary: Summary) -> None:
    sealed = store.read(ledger(key))
    if sealed is None:
        raise JsxError(f"{store}: the shard {key} has gone; another program removes files here")
    seal, _, entries = sealed.partition(b"\n")
    manifest.write(entries)
    if json.loads(seal)["failed"]:
        summary.codes.update(entry["error"] for entry in map(json.loads, entries.splitlines()) if "error" in entry)


def _begin(store: Store, paths: Sequence[str], options: Options, terms: Terms) -> None:
    """The place is ours, clean of what killed runs left half done, and says what it is being made from."""
    known = _description(store)
    now = {
        "form": FORM,
        "inputs": list(paths),
        "version": terms.version,
        "rules": terms.rules,
        "encoding": options.encoding,
        "text_field": options.text_field,
        "name_field": options.name_field,
        "include": list(options.include),
        "parquet": options.parquet,
    }
    if known is not None and known.get("inputs") != now["inputs"] and not options.replace:
        before = " ".join(map(str, known.get("inputs", [])))
        raise JsxError(f"{store}: holds the results of {before[:200]}; give another folder, or --replace them")
    _sweep(store)
    # While there is no manifest, readers know that the shards are not yet those of one run.
    store.remove("manifest.jsonl")
    if known is not None and any(known.get(name) != now[name] for name in ("form", "version", "rules", "encoding")):
        _remove_old(store, set(), terms)
    elif options.retry_failed:
        for name in store.names(".jsx/ledger"):
            seal = (store.read(name) or b"{}").partition(b"\n")[0]
            if json.loads(seal).get("failed"):
                store.remove(name)
    store.write(".jsx/run.json", (dumps(now) + "\n").encode())


def _not_foreign(store: Store) -> None:
    """The folder is new, or one that an earlier run made."""
    if isinstance(store, Folder) and os.path.isdir(store.path) and _description(store) is None:  # noqa: PTH112
        foreign = sorted(name for name in os.listdir(store.path) if name != ".jsx")  # noqa: PTH208
        if foreign:
            raise JsxError(f"{store}: holds other files ({foreign[0]} …); give a new folder for the results")


def _sweep(store: Store) -> None:
    for name in store.names(".jsx/tmp"):
        store.remove(name)


def _remove_old(store: Store, keys: set[str], terms: Terms) -> int:
    """Remove the shards that this run does not have: the ledger first, so that none is believed to stand in part."""
    removed = 0
    folders = (".jsx/ledger", "shards", *TABLES)
    for folder in folders:
        stay = keys if folder not in TABLES or terms.tables else set()
        for name in store.names(folder):
            if Path(name).stem not in stay:
                store.remove(name)
                removed += folder == "shards"
    return removed


def _description(store: Store) -> dict[str, Any] | None:
    try:
        found = json.loads(store.read(".jsx/run.json") or b"null")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _keep_apart(paths: Sequence[str], store: Store) -> None:
    """The input is there, and the output does not stand in it, where the next run would read it."""
    if not isinstance(store, Folder):
        return
    target = os.path.realpath(store.path)
    if os.path.exists(target) and not os.path.isdir(target):  # noqa: PTH110, PTH112
        raise JsxError(f"{store}: is a file; the results need a folder")
    for path in paths:
        if path != "-" and not remote(path) and not has_magic(path) and not os.path.lexists(path):
            raise JsxError(f"{path}: no such file")
        if path != "-" and not remote(path) and os.path.isdir(path):  # noqa: PTH112
            top = os.path.realpath(path)
            if target == top or target.startswith(top.rstrip(os.sep) + os.sep):
                raise JsxError(f"{store}: stands inside {path}, which is read; give a folder outside it")


def _need_pyarrow() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise JsxError("--parquet needs pyarrow; pip install 'jsx-cli[parquet]'") from error


def status(out: str) -> Status:
    """What stands in an output folder, finished or not. Raises `JsxError` where no batch ever wrote."""
    store = store_at(out)
    known = _description(store)
    if known is None:
        raise JsxError(f"{out}: no results of jsx batch are here")
    process = busy(store)
    totals: Counter[str] = Counter()
    count = 0
    for name in store.names(".jsx/ledger"):
        seal = json.loads((store.read(name) or b"{}").partition(b"\n")[0])
        totals.update({key: int(seal.get(key, 0)) for key in ("documents", "failed", "facts")})
        count += 1
    finished = store.exists("manifest.jsonl")
    return Status(
        "running" if process else "done" if finished else "unfinished",
        process,
        tuple(map(str, known["inputs"])),
        str(known["version"]),
        str(known["rules"]),
        count,
        totals["documents"],
        totals["failed"],
        totals["facts"],
    )
