"""Processes of this machine: each works on one shard at a time, and one that dies takes nothing with it.

The analyser is warmed once and then inherited by fork, so that dictionaries and rules stand in memory once. A document
that takes longer than its time is stopped with its worker and becomes the row of a failure; the shard goes on without
it. Where a worker dies of itself the shard is tried again (somebody may have killed the worker), then in pieces, around
the document it died on; a document that alone kills three workers is put aside.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from typing import Any

from jsx_cli.batch.item import Analyse, Done, Row, Shard, Terms
from jsx_cli.batch.lock import forget
from jsx_cli.batch.shard import Watch, commit, digest, load, rows_of, sha256, work
from jsx_cli.batch.store import Store
from jsx_cli.errors import JsxError
from jsx_cli.records import dataclass, field

IDLE = -1.0
TICK = 0.2  # seconds between two looks at the clock
STRIKES = 3  # workers that one document may kill
ORPHAN = 10.0  # seconds over its time after which a worker without a parent ends itself


class BrokenWorkersError(JsxError):
    """Workers die one after the other without having begun a document."""


@dataclass(slots=True)
class Job:
    """A shard, or the piece `first`–`last` of one that killed its workers."""

    shard: Shard
    first: int
    last: int
    deaths: int = 0
    failed: dict[int, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Is it the whole shard, and no piece?"""
        return (self.first, self.last) == (0, len(self.shard.items))


@dataclass(slots=True)
class Worker:
    """A process, the way to talk to it, and the index and starting time of the document that it is at."""

    process: Any
    channel: Connection
    marks: Any
    job: Job | None = None


def run(
    shards: Iterable[Shard],
    analyse: Analyse,
    store: Store,
    terms: Terms,
    workers: int = 1,
    method: str = "",
) -> Iterator[Done | int]:
    """Every shard, done, in the order in which they come to an end; hardly more are read than are worked on.

    In between, a few times a second, a number: how many documents are done of the shards that are not.
    """
    with Supervisor(analyse, store, terms, workers, method) as supervisor:
        yield from supervisor.run(iter(shards))


class Supervisor:
    """Some workers, what they work on, and what is to be tried again."""

    def __init__(self, analyse: Analyse, store: Store, terms: Terms, workers: int, method: str = "") -> None:
        known = multiprocessing.get_all_start_methods()
        self.context: Any = multiprocessing.get_context(method or ("fork" if "fork" in known else "spawn"))
        self.analyse, self.store, self.terms, self.size = analyse, store, terms, workers
        self.workers: list[Worker] = []
        self.again: deque[Job] = deque()
        self.pieces: dict[int, dict[int, tuple[list[Row], list[str]]]] = {}
        self.idle_deaths = 0

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join()
            worker.channel.close()
        self.workers.clear()

    def run(self, shards: Iterator[Shard]) -> Iterator[Done | int]:
        """Every shard, done, and numbers of documents in between."""
        more = True
        ahead: Shard | None = None
        while True:
            while len(self.workers) < self.size:
                self.workers.append(self._start())
            for worker in [worker for worker in self.workers if worker.job is None]:
                if self.again:
                    self._give(worker, self.again.popleft())
                    continue
                if ahead is None and more:
                    ahead = next(shards, None)
                    more = ahead is not None
                if ahead is not None:
                    self._give(worker, Job(ahead, 0, len(ahead.items)))
                    ahead = None
            if ahead is None and more:
                ahead = next(shards, None)  # read while the workers work
                more = ahead is not None
            if not more and not self.again and all(worker.job is None for worker in self.workers):
                return
            yield from self._listen()
            yield sum(self._at(worker) for worker in self.workers)

    def _at(self, worker: Worker) -> int:
        return max(0, int(worker.marks[0])) - worker.job.first if worker.job and worker.marks[0] > 0 else 0

    def _start(self) -> Worker:
        here, there = self.context.Pipe()
        marks = self.context.RawArray("d", [IDLE, 0.0])
        # A forked worker closes what it inherits of the others.
        others = [worker.channel for worker in self.workers] if self.context.get_start_method() == "fork" else []
        process = self.context.Process(
            target=serve,
            args=(there, marks, self.analyse, self.store, self.terms, os.getpid(), [*others, here] if others else []),
            daemon=True,
        )
        process.start()
        there.close()
        return Worker(process, here, marks)

    def _give(self, worker: Worker, job: Job) -> None:
        worker.job = job
        worker.marks[0], worker.marks[1] = IDLE, 0.0
        with suppress(OSError):  # it is dead; that is seen when its end is
            worker.channel.send((job.shard, job.first, job.last, job.failed))

    def _listen(self) -> Iterator[Done]:
        """What the workers answer within a moment; those that died or hang are seen to."""
        ready = wait(
            [place for worker in self.workers for place in (worker.channel, worker.process.sentinel)], timeout=TICK
        )
        for worker in list(self.workers):
            if worker.channel in ready or worker.process.sentinel in ready:
                yield from self._hear(worker, worker.process.sentinel in ready)
        now = time.monotonic()
        for worker in list(self.workers):
            index, began = worker.marks[0], worker.marks[1]
            if worker.job and index >= 0 and now - began > self.terms.timeout > 0:
                worker.process.kill()
                worker.process.join()
                still = worker.marks[0] == index and worker.marks[1] == began
                yield from self._hear(worker, True, late=int(index) if still else None)

    def _hear(self, worker: Worker, ended: bool, late: int | None = None) -> Iterator[Done]:
        answer: Any = None
        try:
            if worker.channel.poll():
                answer = worker.channel.recv()
        except (EOFError, OSError):
            ended = True
        job = worker.job
        tired = False
        if answer is not None and job is not None:
            worker.job = None
            self.idle_deaths = 0
            kind, value, tired = answer
            if kind == "trouble":
                raise value
            if kind == "done":
                yield value
            else:
                yield from self._piece(job, *value)
        if not ended and not tired:
            return
        if tired:
            worker.process.kill()
        worker.process.join()
        worker.channel.close()
        self.workers.remove(worker)
        if worker.job is not None:
            self._died(worker, worker.job, late)
        elif not tired:
            self._idle_death()

    def _idle_death(self) -> None:
        self.idle_deaths += 1
        if self.idle_deaths > 5 + 2 * self.size:
            raise BrokenWorkersError("the workers die before they begin; see the messages above")

    def _died(self, worker: Worker, job: Job, late: int | None) -> None:
        """Its worker died on a job: what is to be tried now."""
        index = int(worker.marks[0])
        if late is not None:
            job.failed[late] = f"timeout: takes more than {self.terms.timeout:g} seconds"
            self.again.append(job)
            return
        if index < 0:
            self._idle_death()
            if job.last - job.first == 1:  # it had not begun, so the document is not to blame
                self.again.append(job)
                return
        job.deaths += 1
        if job.last - job.first == 1 and job.deaths >= STRIKES:
            code = -(worker.process.exitcode or 0)
            name = signal.Signals(code).name if code in set(signal.Signals) else f"exit code {-code}"
            job.failed[job.first] = f"killed: {STRIKES} workers died of it ({name})"
            self.again.append(job)
        elif job.last - job.first == 1 or job.deaths == 1:
            self.again.append(job)
        else:
            self.again.extend(split(job, index))

    def _piece(self, job: Job, rows: list[Row], contents: list[str]) -> Iterator[Done]:
        """Keep the rows of a piece; when all pieces of the shard are there, it is written as any other."""
        shard = job.shard
        found = self.pieces.setdefault(shard.number, {})
        found[job.first] = (rows, contents)
        if sum(len(piece) for piece, _ in found.values()) < len(shard.items):
            return
        del self.pieces[shard.number]
        loaded = load(shard.items, self.terms)
        if digests(loaded) != [one for at in sorted(found) for one in found[at][1]]:
            self.again.append(Job(shard, 0, len(shard.items)))  # a document changed in between
            return
        key = digest(shard, loaded, self.terms)
        yield commit(self.store, shard, key, [row for at in sorted(found) for row in found[at][0]], self.terms)


def split(job: Job, index: int) -> list[Job]:
    """The job in two or three: around the document that was being worked on, or in the middle."""
    if job.first <= index < job.last:
        bounds = sorted({job.first, index, index + 1, job.last})
    else:
        bounds = [job.first, (job.first + job.last) // 2, job.last]
    # A piece of several documents that kills again is split at once; a single one has all its strikes.
    return [Job(job.shard, first, last, int(last - first > 1), dict(job.failed)) for first, last in pairwise(bounds)]


class Marks(Watch):
    """Writes where the worker is into memory that the supervisor sees, and ends a worker that nobody waits for."""

    def __init__(self, marks: Any, parent: int, timeout: float) -> None:
        self.marks, self.parent, self.timeout = marks, parent, timeout
        self.alarm = getattr(signal, "setitimer", None)

    def begins(self, index: int) -> None:
        self._end_of_orphans()
        self.marks[1] = time.monotonic()
        self.marks[0] = index
        if self.alarm and self.timeout > 0:
            # Should the parent be dead, nobody else would stop a document that hangs.
            self.alarm(signal.ITIMER_REAL, self.timeout + ORPHAN)

    def ends(self) -> None:
        self.marks[0] = IDLE
        if self.alarm:
            self.alarm(signal.ITIMER_REAL, 0)
        self._end_of_orphans()

    def _end_of_orphans(self) -> None:
        # Its run was killed, and another may already be at work in the same place.
        if os.name != "nt" and os.getppid() != self.parent:
            os._exit(1)


def serve(
    channel: Connection, marks: Any, analyse: Analyse, store: Store, terms: Terms, parent: int, others: list[Connection]
) -> None:
    """The life of a worker: a job in, its answer out, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    forget()
    for other in others:
        other.close()
    if terms.memory:
        bound(terms.memory)
    watch = Marks(marks, parent, terms.timeout)
    while True:
        try:
            while not channel.poll(1.0):
                if os.getppid() != parent and os.name != "nt":
                    return
            shard, first, last, failed = channel.recv()
            channel.send(_answer(shard, first, last, failed, analyse, store, terms, watch))
        except (EOFError, OSError):
            return


def _answer(
    shard: Shard, first: int, last: int, failed: dict[int, str], analyse: Analyse, store: Store, terms: Terms,
    watch: Marks,
) -> tuple[str, Any, bool]:  # fmt: skip
    """What is sent back: kind, value, and whether the worker should be replaced, having run out of memory once."""
    tired = False

    def careful(data: bytes, name: str) -> dict[str, Any]:
        nonlocal tired
        try:
            return analyse(data, name)
        except MemoryError:
            tired = True
            raise

    try:
        if (first, last) == (0, len(shard.items)):
            return "done", work(shard, careful, store, terms, failed, watch), tired
        # Not used again: what one document has done to it should not strike the next.
        contents = load(shard.items[first:last], terms)
        rows, _ = rows_of(shard, contents, careful, store, terms, failed, watch, first)
        return "piece", (rows, digests(contents)), True
    except JsxError as error:
        return "trouble", error, tired
    except Exception:  # a mistake of ours stops the run; a worker that just died would be laid to the document
        return "trouble", RuntimeError(f"a worker failed:\n{traceback.format_exc()}"), tired
    finally:
        watch.ends()


def digests(contents: list[bytes | JsxError]) -> list[str]:
    """What tells whether the contents are still the same."""
    return [str(one) if isinstance(one, JsxError) else sha256(one) for one in contents]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def bound(memory: int) -> None:
    """This process gets `memory` more bytes of addresses than it has; Windows and macOS have no such bound."""
    try:
        import resource

        pages = int(open("/proc/self/statm").read().split()[0])  # noqa: PTH123, SIM115
        resource.setrlimit(resource.RLIMIT_AS, (pages * os.sysconf("SC_PAGE_SIZE") + memory, resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        return
