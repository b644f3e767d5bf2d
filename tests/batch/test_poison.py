"""Documents that raise, hang, eat memory or kill: each costs one row, and its neighbours are as they would be."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jsx_cli.batch import Options, batch
from jsx_cli.batch.item import Item, Shard
from jsx_cli.batch.local import Job, split
from jsx_cli.batch.store import Folder

Analyse = Callable[[bytes, str], dict[str, Any]]
Tree = Callable[[Path | str], dict[str, bytes]]


def entries(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(out, "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def poisoned(crawl: Path, *texts: str) -> list[str]:
    """Some documents become poison; their paths."""
    paths = [crawl / "0" / "7号.txt", crawl / "0" / "8号.txt", crawl / "2" / "50号.txt"][: len(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path.relative_to(crawl.parent)) for path in paths]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("错", "error", "ValueError: cannot do"),
        ("睡", "timeout", "more than 0.5 seconds"),
        ("吃", "memory", "bytes of a worker"),
        ("杀", "killed", "3 workers died of it (SIGKILL)"),
    ],
)
def test_one_row_for_each(crawl: Path, analyse: Analyse, text: str, code: str, words: str) -> None:
    batch(["crawl"], "sound", analyse=analyse)
    bad = poisoned(crawl, text, text, text)
    limits = Options(workers=2, timeout=0.5 if code == "timeout" else 60, memory=300_000_000)
    summary = batch(["crawl"], "out", limits, analyse=analyse)
    assert (summary.documents, summary.failed, dict(summary.codes)) == (60, 3, {code: 3})
    failed = [entry for entry in entries("out") if entry["status"] == "failed"]
    assert sorted(entry["path"] for entry in failed) == sorted(bad)
    assert all(words in entry["message"] for entry in failed)
    kept = {row for path in Path("sound/shards").iterdir() for row in path.read_bytes().splitlines()}
    now = {row for path in Path("out/shards").iterdir() for row in path.read_bytes().splitlines()}
    assert len(now - kept) == 3
    assert len(now) == 60


def test_a_document_that_does_not_fit_into_a_worker(crawl: Path, analyse: Analyse) -> None:
    """Reading it fails already, and it costs its own row alone."""
    with (crawl / "1" / "大.txt").open("wb") as file:
        file.truncate(150_000_000)
    summary = batch(["crawl"], "out", Options(memory=100_000_000), analyse=analyse)
    assert (summary.documents, dict(summary.codes)) == (61, {"memory": 1})


def test_results_that_do_not_fit_into_a_worker(crawl: Path, analyse: Analyse, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    def full(self: Folder, name: str, data: bytes) -> None:
        if "第30号".encode() in data and name.startswith("shards/"):
            raise MemoryError
        write(self, name, data)

    def verbose(data: bytes, name: str) -> dict[str, Any]:
        found = analyse(data, name)
        return found | {"document": {"title": found["document"]["title"] * (200 if name.endswith("30号.txt") else 1)}}

    write = Folder.write
    monkeypatch.setattr(Folder, "write", full)
    summary = batch(["crawl"], "out", analyse=verbose)
    assert (summary.documents, dict(summary.codes)) == (60, {"memory": 1})


def test_the_same_bytes_whoever_meets_the_poison(crawl: Path, analyse: Analyse, tree: Tree) -> None:
    poisoned(crawl, "杀", "错", "睡")
    batch(["crawl"], "one", Options(timeout=0.5), analyse=analyse)
    batch(["crawl"], "three", Options(workers=3, timeout=0.5), analyse=analyse)
    assert tree("one") == tree("three")
    again = batch(["crawl"], "one", Options(workers=2, timeout=0.5), analyse=analyse)
    assert again.kept == 60


def test_a_killer_that_strikes_later_is_found(crawl: Path, analyse: Analyse) -> None:  # noqa: ARG001
    """A document that poisons its worker, so that the next one dies: the next one is innocent."""
    sick: list[bool] = []

    def delayed(data: bytes, name: str) -> dict[str, Any]:
        if sick and name != "crawl/1/30号.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "crawl/1/30号.txt":
            sick.append(True)
        return analyse(data, name)

    summary = batch(["crawl"], "out", analyse=delayed)
    assert summary.documents == 60
    failed = [entry["path"] for entry in entries("out") if entry["status"] == "failed"]
    assert not failed  # alone in their workers, both are analysed


def test_a_worker_killed_from_outside_costs_nothing(crawl: Path, analyse: Analyse, tree: Tree) -> None:
    batch(["crawl"], "whole", analyse=analyse)
    mark = crawl.parent / "mark"

    def once(data: bytes, name: str) -> dict[str, Any]:
        if name == "crawl/1/30号.txt" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return analyse(data, name)

    assert batch(["crawl"], "out", analyse=once).failed == 0
    assert tree("out") == tree("whole")


def test_exit_inside_a_document_is_a_failure(crawl: Path, analyse: Analyse) -> None:
    def leaves(data: bytes, name: str) -> dict[str, Any]:
        if name == "crawl/1/30号.txt":
            raise SystemExit(3)
        return analyse(data, name)

    assert batch(["crawl"], "out", analyse=leaves).failed == 1
    assert crawl.is_dir()


@pytest.mark.parametrize(
    ("index", "bounds"),
    [(3, [(0, 3), (3, 4), (4, 8)]), (0, [(0, 1), (1, 8)]), (7, [(0, 7), (7, 8)]), (-1, [(0, 4), (4, 8)])],
)
def test_pieces_lie_around_the_suspect(index: int, bounds: list[tuple[int, int]]) -> None:
    shard = Shard(0, tuple(Item(str(number)) for number in range(8)))
    assert [(job.first, job.last) for job in split(Job(shard, 0, 8, 2), index)] == bounds
