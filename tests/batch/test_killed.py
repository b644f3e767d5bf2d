"""Workers and whole runs are killed at many points, again and again; in the end the bytes are those of an unbroken run.

The points are counted, not timed: the n-th time that anything happens (a document begins, bytes go to the disk, a file
gets its name) in whatever process, that process or the whole run is killed on the spot.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jsx_cli.batch import Options, batch

Analyse = Callable[[bytes, str], dict[str, Any]]
Tree = Callable[[Path | str], dict[str, bytes]]
InChild = Callable[[Callable[[], object]], int]


class Doom:
    """Counts what happens in all processes, and kills at the chosen counts."""

    def __init__(self, points: set[int], whole: bool) -> None:
        self.points, self.whole = points, whole
        self.count: Any = multiprocessing.get_context("fork").Value(ctypes.c_int, 0)
        self.main = 0

    def step(self) -> None:
        with self.count.get_lock():
            self.count.value += 1
            struck = self.count.value in self.points
        if not struck:
            return
        if self.whole:
            os.kill(self.main, signal.SIGKILL)
        if self.whole or os.getpid() != self.main:  # in the main process only whole runs are killed
            os.kill(os.getpid(), signal.SIGKILL)

    def over(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """`act`, with something that may happen before it and after it."""

        def doomed(*arguments: Any, **named: Any) -> Any:
            self.step()
            done = act(*arguments, **named)
            self.step()
            return done

        return doomed

    def run(self, analyse: Analyse, out: str, workers: int) -> None:
        """A run in this process, which is a child of the test."""
        self.main = os.getpid()
        os.fsync = self.over(os.fsync)
        Path.replace = self.over(Path.replace)  # type: ignore[method-assign]
        Path.unlink = self.over(Path.unlink)  # type: ignore[method-assign]
        batch(["crawl"], out, Options(workers=workers), analyse=self.over(analyse))


def steps(analyse: Analyse, in_child: InChild) -> int:
    """How many points there are in an unbroken run."""
    doom = Doom(set(), False)
    assert in_child(lambda: doom.run(analyse, "counted", 1)) == 0
    return int(doom.count.value)


@pytest.mark.parametrize("seed", range(12))
def test_killed_workers(crawl: Path, analyse: Analyse, tree: Tree, in_child: InChild, seed: int) -> None:  # noqa: ARG001
    chance = random.Random(seed)
    batch(["crawl"], "whole", analyse=analyse)
    points = set(chance.sample(range(4, steps(analyse, in_child)), 6))
    doom = Doom(points, False)
    assert in_child(lambda: doom.run(analyse, "out", chance.choice([1, 2, 3]))) == 0
    assert doom.count.value > max(points)
    assert tree("out") == tree("whole")


@pytest.mark.parametrize("seed", range(6))
def test_killed_runs(crawl: Path, analyse: Analyse, tree: Tree, in_child: InChild, seed: int) -> None:  # noqa: ARG001
    chance = random.Random(seed)
    batch(["crawl"], "whole", analyse=analyse)
    most = steps(analyse, in_child)
    killed = 0
    while killed < 40:
        doom = Doom({chance.randrange(1, most // 2)}, True)
        ended = in_child(lambda doom=doom: doom.run(analyse, "out", chance.choice([1, 2])))  # type: ignore[misc]
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        killed += 1
        for path in Path("out").glob("shards/*"):  # at no moment does anything stand in part
            assert path.read_bytes() == (Path("whole/shards") / path.name).read_bytes()
    assert killed
    batch(["crawl"], "out", analyse=analyse)
    assert tree("out") == tree("whole")


def test_killed_at_every_single_point_of_a_shard(
    crawl: Path, analyse: Analyse, tree: Tree, in_child: InChild
) -> None:  # fmt: skip
    for path in list(crawl.rglob("*.txt"))[6:]:
        path.unlink()
    batch(["crawl"], "whole", analyse=analyse)
    ended = set()
    for point in range(1, steps(analyse, in_child) + 1):
        doom = Doom({point}, True)
        ended.add(in_child(lambda doom=doom: doom.run(analyse, "out", 1)))  # type: ignore[misc]
        batch(["crawl"], "out", analyse=analyse)
        assert tree("out") == tree("whole"), point
        if point % 2:  # half of them into a fresh place, half into one that stands already
            for path in sorted(Path("out").rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
    assert -signal.SIGKILL in ended


@pytest.mark.parametrize("order", ["ledger first", "shard first"])
def test_after_a_power_cut(crawl: Path, analyse: Analyse, tree: Tree, order: str) -> None:  # noqa: ARG001
    """Half-written temporary files, and one half of what belongs together."""
    batch(["crawl"], "out", Options(parquet=True), analyse=analyse)
    before = tree("out")
    for number, path in enumerate(sorted(Path("out/shards").iterdir())):
        gone = path if (number % 2 == 0) == (order == "ledger first") else Path("out/.jsx/ledger", path.name)
        gone.unlink()
    next(Path("out/facts").iterdir()).unlink()
    Path("out/.jsx/tmp/0123456789abcdef").write_bytes(b'{"schema":"jsx/1","sou')
    Path("out/manifest.jsonl").unlink()
    batch(["crawl"], "out", Options(parquet=True, workers=2), analyse=analyse)
    assert tree("out") == before


def test_ctrl_c_reaches_the_run_and_its_workers(
    crawl: Path, analyse: Analyse, tree: Tree, in_child: InChild  # noqa: ARG001
) -> None:  # fmt: skip
    batch(["crawl"], "whole", analyse=analyse)

    def interrupted() -> None:
        def press(*_: object) -> None:
            os.killpg(0, signal.SIGINT)

        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            batch(["crawl"], "out", Options(workers=2), analyse=analyse, progress=press)
        except KeyboardInterrupt:
            os._exit(130)

    assert in_child(interrupted) == 130
    assert not list(Path("out/.jsx/tmp").iterdir())
    batch(["crawl"], "out", analyse=analyse)
    assert tree("out") == tree("whole")
