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
from dataclasses import dataclass, field, fields, replace
from glob import has_magic
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, BinaryIO, Literal

from jsx_cli import __version__, api, config
from jsx_cli.batch.inputs import Choice, Seen, items, label
from jsx_cli.batch.item import Analyse, Done, Shard, Terms
from jsx_cli.batch.lock import busy, locked
from jsx_cli.batch.plan import MEAN, shards
from jsx_cli.batch.shard import TABLES, ledger, mark, seal_of, sha256
from jsx_cli.batch.store import Folder, Remote, Store, remote, store_at
from jsx_cli.config import Settings
from jsx_cli.errors import JsxError, RuleError
from jsx_cli.read import DEFAULT, Limits
from jsx_cli.report import dumps, to_dict

FORM = 2  # raised when the same documents come to stand otherwise in the output
FEW = 100  # documents before a rate of errors means anything

Engine = Literal["local", "ray"]


class TooManyErrorsError(JsxError):
    """More documents fail than the run allows."""


class OtherRulesError(RuleError):
    """A worker has another version or other rules than the run: its files would not be what they say."""


@dataclass(frozen=True, slots=True)
class Analyser:
    """The analyser of a run: bytes and a name in, the object of `jsx extract` out.

    `expected` are the version and the rules of the run; a worker that has others, on another machine or because the
    rules were changed in the meantime, raises `OtherRulesError`.
    """

    encoding: str | None = None
    rules: tuple[Path, ...] = ()
    disable: tuple[str, ...] = ()
    limits: Limits = DEFAULT
    expected: tuple[str, str] | None = None

    def __call__(self, data: bytes, name: str) -> dict[str, Any]:
        result = api.analyze_bytes(
            data, name, encoding=self.encoding, rules=self.rules, disable=self.disable, limits=self.limits
        )
        found = (result.engine.version, result.engine.rules)
        if self.expected and found != self.expected:
            run, here = ("jsx {}, rules {}".format(*each) for each in (self.expected, found))
            raise OtherRulesError(
                f"a worker has another version or other rules than the run ({here}; not {run}); give every machine the "
                "same, leave them alone while a run is under way, and give the command again"
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
    """What a run did. `kept` counts the documents that stood already, `settings` names configurations not heeded."""

    documents: int = 0
    failed: int = 0
    facts: int = 0
    shards: int = 0
    kept: int = 0
    removed: int = 0
    passed: Mapping[str, int] = field(default_factory=dict)
    settings: Sequence[str] = ()
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, done: Done) -> None:
        """One more shard."""
        self.shards += 1
        self.documents += done.documents
        self.failed += done.failed
        self.facts += done.facts
        self.kept += done.kept


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
    anew: Callable[[Sequence[str]], None] | None = None,
    stdin: BinaryIO | None = None,
) -> Summary:
    """The facts of many documents stand in `out`, each document once.

    `analyse` takes the place of jsx's own analyser; `progress` hears a few times a second what is done so far, and
    `anew` why results that stand there are made again: `("rules",)`.
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
    terms = terms_of(options, rules)
    if analyse is None:
        analyse = replace(analyser, expected=(__version__, rules))
    seen = Seen()
    summary = Summary(passed=seen.passed, settings=seen.settings)
    _not_foreign(store)
    with locked(store):
        choice = options.choice()
        choice.out = os.path.abspath(store.path) + os.sep if isinstance(store, Folder) else ""  # noqa: PTH100
        found = items(paths, choice, seen, stdin)
        first = next(found, None)  # without any, what stands there stays as it is
        if first is None:
            raise JsxError("no document was found" + passed_over(seen.passed))
        _begin(store, paths, options, terms, anew)
        planned = _with_former(shards(chain((first,), found), options.shard_size), store)
        try:
            with closing(_results(paths, options, planned, analyse, store, terms)) as results:
                keys = _gather(results, store, summary, options, progress)
        finally:
            _sweep(store)  # what killed workers left
        summary.removed = _remove_old(store, keys, terms)
    if summary.failed > options.max_error_rate * summary.documents:
        raise TooManyErrorsError(f"{summary.failed} of {summary.documents} documents failed; see {out}/manifest.jsonl")
    return summary


def terms_of(options: Options, rules: str) -> Terms:
    """What holds for the whole run, under rules of this digest."""
    # What decides what the output says; a limit of another kind than the shipped one may.
    limits = [getattr(options.limits, limit.name) for limit in fields(Limits)]
    stamp = dumps([FORM, __version__, rules, options.encoding, limits], indent=None)
    return Terms(
        sha256(stamp.encode())[:16], __version__, rules, options.timeout, options.memory, options.limits.max_bytes,
        options.parquet, options.retry_failed,
    )  # fmt: skip


def passed_over(passed: Mapping[str, int]) -> str:
    """; files of other kinds were passed over: .css 3, .png 12."""
    kinds = ", ".join(f"{suffix} {count:,}" for suffix, count in sorted(passed.items())[:6])
    return f"; files of other kinds were passed over: {kinds} (--include reads them)" if kinds else ""


def _with_former(planned: Iterator[Shard], store: Store) -> Iterator[Shard]:
    """The shards, each with the keys of those of an earlier run that began or ended where it does."""
    begin: dict[str, str] = {}
    end: dict[str, str] = {}
    for name in store.names(".jsx/ledger"):
        seal = seal_of(store.head(name))
        if seal is not None:
            begin[seal["first"]] = end[seal["last"]] = seal["shard"]
    if not begin:
        yield from planned
        return
    # Where cuts have moved, documents have come to stand in the shard before or after.
    before: list[str | None] = []
    for shard, following in pairwise(chain(planned, (None,))):
        keys, after = ([begin.get(mark(one.items[0].name)), end.get(mark(one.items[-1].name))] if one else []
                       for one in (shard, following))  # fmt: skip
        if shard is not None:
            yield replace(shard, former=tuple(dict.fromkeys(key for key in (*keys, *before, *after) if key)))
        before = keys


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
    return keys


def _append(manifest: BinaryIO, store: Store, key: str, summary: Summary) -> None:
    sealed = store.read(ledger(key))
    if sealed is None:
        raise JsxError(f"{store}: the shard {key} has gone; another program removes files here")
    seal, _, entries = sealed.partition(b"\n")
    manifest.write(entries)
    if json.loads(seal)["failed"]:
        summary.codes.update(entry["error"] for entry in map(json.loads, entries.splitlines()) if "error" in entry)


def _begin(
    store: Store, paths: Sequence[str], options: Options, terms: Terms, anew: Callable[[Sequence[str]], None] | None
) -> None:
    """The place is ours, clean of what killed runs left half done, and says what it is being made from."""
    known = _description(store)
    now = {
        "form": FORM,
        "inputs": list(map(label, paths)),
        "version": terms.version,
        "rules": terms.rules,
        "encoding": options.encoding,
        "limits": {limit.name: f"{getattr(options.limits, limit.name):g}" for limit in fields(Limits)},
        "text_field": options.text_field,
        "name_field": options.name_field,
        "include": list(options.include),
        "parquet": options.parquet,
        "stamp": terms.stamp,
    }
    if known is not None and known.get("inputs") != now["inputs"] and not options.replace:
        before = " ".join(map(str, known.get("inputs", [])))
        raise JsxError(f"{store}: holds the results of {before[:200]}; give another folder, or --replace them")
    _sweep(store)
    # While there is no manifest, readers know that the shards are not yet those of one run.
    store.remove("manifest.jsonl")
    if known is not None and known.get("stamp") != terms.stamp:
        changed = [name for name in ("version", "rules", "encoding", "limits") if known.get(name) != now[name]]
        if anew:
            anew(changed or ["version"])
        _remove_old(store, set(), terms)
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


def settings_for(paths: Sequence[str]) -> Settings:
    """The settings that hold for all the inputs: those of the nearest `jsx.yaml` upwards from each of them.

    A whole run has one configuration. Raises `JsxError` where the inputs have several.
    """
    found: list[tuple[str, Settings]] = []
    for path in paths:
        plain = path != "-" and not remote(path)
        found.append((path, config.find(_fixed(path) if plain else Path.cwd() / "stdin")))
    for path, settings in found[1:]:
        first, held = found[0]
        if (settings.rules, settings.disable, settings.limits) != (held.rules, held.disable, held.limits):
            one, other = (", ".join(map(str, each.files)) or "none" for each in (held, settings))
            raise JsxError(
                f"{path}: has other settings ({other}) than {first} ({one}); one run has one configuration: "
                "run them one by one, each with its own -o OUT"
            )
    return found[0][1] if found else Settings()


def _fixed(path: str) -> Path:
    """The path, or of a pattern the folder that all its matches lie in."""
    if not has_magic(path) or os.path.lexists(path):
        return Path(path)
    parts = Path(path).parts
    return Path(*parts[: next(at for at, part in enumerate(parts) if has_magic(part))], "*")


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
        seal = seal_of(store.head(name))
        if seal is not None and seal["stamp"] == known.get("stamp"):
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
