"""The same shards on a Ray cluster, or on a Ray of this machine.

Ray only carries shards to machines and carries them again when a machine or a process dies. In each of its processes
stands the supervisor of `local` with one worker, so that limits, pieces and quarantine are the same, and so are the
bytes. Inputs and output must be reachable from every machine: a shared folder, or an address that fsspec knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsx_cli.batch.item import Analyse, Done, Shard, Terms
from jsx_cli.batch.local import Supervisor
from jsx_cli.batch.store import Store
from jsx_cli.errors import JsxError

RETRIES = 20  # processes of Ray that one shard may lose before the run stops

_supervisors: dict[tuple[str, str, str, Terms], Supervisor] = {}


def run(
    shards: Iterator[Shard], analyse: Analyse, store: Store, terms: Terms, workers: int = 0, address: str = ""
) -> Iterator[Done | int]:
    """Every shard, done, in the order in which they come to an end; never many more are read than are worked on."""
    try:
        import ray
    except ImportError as error:
        raise JsxError("--engine ray needs Ray; pip install 'jsx-cli[ray]'") from error
    mine = not ray.is_initialized()
    if mine:
        _connect(ray, workers, address)
    task = ray.remote(num_cpus=1, max_retries=RETRIES)(on_cluster)
    most = workers or max(2, 2 * int(ray.cluster_resources().get("CPU", 1)))
    waiting: list[Any] = []
    shared = [ray.put(value) for value in (analyse, store, terms, str(Path.cwd()))]
    try:
        for shard in shards:
            waiting.append(task.remote(shard, *shared))
            if len(waiting) >= most:
                ready, waiting = _wait(ray, waiting)
                yield from ready
        while waiting:
            ready, waiting = _wait(ray, waiting)
            yield from ready
    finally:
        for reference in waiting:
            ray.cancel(reference, force=True)
        if mine:
            ray.shutdown()


def _connect(ray: Any, workers: int, address: str) -> None:
    try:
        if address:
            ray.init(address=address, log_to_driver=False, logging_level="ERROR")
        else:
            ray.init(
                address="local",
                num_cpus=workers or None,
                include_dashboard=False,
                log_to_driver=False,
                logging_level="ERROR",
            )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise JsxError(f"no Ray at {address or 'this machine'}: {str(error)[:300]}") from error


def _wait(ray: Any, waiting: list[Any]) -> tuple[list[Done], list[Any]]:
    ready, rest = ray.wait(waiting, num_returns=1)
    try:
        return ray.get(ready), rest
    except ray.exceptions.RayTaskError as error:
        raise error.cause if isinstance(getattr(error, "cause", None), JsxError) else error from None
    except ray.exceptions.RayError as error:
        raise JsxError(f"Ray gave a shard up: {str(error).strip().splitlines()[0][:300]}") from error


def on_cluster(shard: Shard, analyse: Analyse, store: Store, terms: Terms, here: str) -> Done:
    """One shard in a process of Ray; its worker is kept for the next. Paths count from `here`, as they were given."""
    if Path(here).is_dir():
        os.chdir(here)
    key = (here, str(store), repr(analyse), terms)
    if key not in _supervisors:
        for old in _supervisors.values():
            old.__exit__()
        _supervisors.clear()
        # Ray's processes have threads, which do not survive a fork.
        _supervisors[key] = Supervisor(analyse, store, terms, 1, "spawn")
    (done,) = [found for found in _supervisors[key].run(iter([shard])) if isinstance(found, Done)]
    return done
