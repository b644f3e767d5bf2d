"""A run as a whole: what stands in the output, what is made again and what is not, what is refused."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from jsx_cli import api
from jsx_cli.batch import Options, TooManyErrorsError, batch, status
from jsx_cli.batch import run as run_module
from jsx_cli.batch.local import BrokenWorkersError, Supervisor
from jsx_cli.batch.lock import locked
from jsx_cli.batch.store import Folder, StoreError
from jsx_cli.errors import JsxError
from jsx_cli.read import Limits
from jsx_cli.report import to_json

Analyse = Callable[[bytes, str], dict[str, Any]]
Tree = Callable[[Path | str], dict[str, bytes]]
SEEDS = Path(__file__).parents[2] / "data/seeds"


def lines(path: Path | str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def rows(out: str) -> list[dict[str, Any]]:
    """The objects of all documents, in the order of the manifest and by its places."""
    return [lines(f"{out}/shards/{entry['shard']}.jsonl")[entry["line"]] for entry in lines(f"{out}/manifest.jsonl")]


def test_shards_hold_exactly_what_extract_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    out = str(tmp_path / "out")
    summary = batch(["seeds"], out, Options(workers=2))
    seeds = sorted(map(str, Path("seeds").glob("*.txt")))
    held = [line for shard in (tmp_path / "out/shards").iterdir() for line in shard.read_text("utf-8").splitlines()]
    assert sorted(held) == sorted(to_json(api.analyze(seed), indent=None) for seed in seeds)
    assert summary.documents == len(seeds) == 4
    assert summary.facts == sum(len(row["facts"]) for row in rows(out)) > 100


@pytest.mark.parametrize("options", [Options(workers=2), Options(workers=3), Options(parquet=True), Options(timeout=0)])
def test_every_document_stands_once_and_in_the_same_bytes(
    crawl: Path, analyse: Analyse, tree: Tree, options: Options
) -> None:
    batch(["crawl"], "one", Options(parquet=options.parquet), analyse=analyse)
    summary = batch(["crawl"], "out", options, analyse=analyse)
    assert tree("one") == tree("out")
    names = [row["source"]["path"] for row in rows("out")]
    assert sorted(names) == sorted(str(path.relative_to(crawl.parent)) for path in crawl.rglob("*.txt"))
    assert names == [entry["path"] for entry in lines("out/manifest.jsonl")]
    assert summary.documents == 60
    assert summary.shards == len(list(Path("out/shards").iterdir())) > 3


def test_the_second_time_nothing_is_analysed(crawl: Path, analyse: Analyse, tree: Tree) -> None:  # noqa: ARG001
    batch(["crawl"], "out", analyse=analyse)
    before = tree("out")

    def never(data: bytes, name: str) -> dict[str, Any]:
        assert name == "warm", "analysed again"
        return analyse(data, name)

    summary = batch(["crawl"], "out", Options(workers=2), analyse=never)
    assert summary.kept == summary.documents == 60
    assert not summary.failed
    assert tree("out") == before


@pytest.mark.parametrize("change", ["more", "less", "other"])
def test_a_change_makes_only_its_own_shard_again(crawl: Path, analyse: Analyse, tree: Tree, change: str) -> None:
    batch(["crawl"], "out", analyse=analyse)
    if change == "more":
        (crawl / "0" / "101号.txt").write_text("第一条", encoding="utf-8")
    elif change == "less":
        (crawl / "1" / "25号.txt").unlink()
    else:
        (crawl / "2" / "41号.txt").write_text("第一条第二条", encoding="utf-8")
    summary = batch(["crawl"], "out", analyse=analyse)
    batch(["crawl"], "fresh", analyse=analyse)
    assert tree("out") == tree("fresh")
    assert summary.kept == summary.documents - (0 if change == "less" else 1)
    assert summary.removed >= 1


def test_a_date_alone_changes_nothing(crawl: Path, analyse: Analyse) -> None:
    batch(["crawl"], "out", analyse=analyse)
    for path in crawl.rglob("*.txt"):
        os.utime(path, (1, 1))
    assert batch(["crawl"], "out", analyse=analyse).kept == 60


def test_new_rules_make_everything_again(crawl: Path, analyse: Analyse, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    batch(["crawl"], "out", analyse=analyse)
    old = set(Path("out/shards").iterdir())
    monkeypatch.setattr(run_module.Analyser, "digest", lambda _: "0123456789abcdef")
    assert batch(["crawl"], "out", analyse=analyse).kept == 0
    assert not old & set(Path("out/shards").iterdir())
    assert status("out").rules == "0123456789abcdef"


@pytest.mark.parametrize("damage", [b"", b"{", b"null\n", b"[]\n", "cut"])
def test_a_damaged_ledger_is_made_good(crawl: Path, analyse: Analyse, tree: Tree, damage: bytes | str) -> None:  # noqa: ARG001
    batch(["crawl"], "out", analyse=analyse)
    before = tree("out")
    for path in Path("out/.jsx/ledger").iterdir():
        path.write_bytes(damage if isinstance(damage, bytes) else path.read_bytes()[:-30])
    assert status("out").documents in (0, 60)
    assert batch(["crawl"], "out", analyse=analyse).kept == 0
    assert tree("out") == before


def test_a_damaged_table_is_made_again(crawl: Path, analyse: Analyse, tree: Tree) -> None:  # noqa: ARG001
    batch(["crawl"], "out", Options(parquet=True), analyse=analyse)
    before = tree("out")
    victim = next(Path("out/facts").iterdir())
    victim.write_bytes(victim.read_bytes()[:-5])
    batch(["crawl"], "out", Options(parquet=True), analyse=analyse)
    assert tree("out") == before


def test_the_same_bytes_wherever_the_input_lies(crawl: Path, analyse: Analyse, tree: Tree, tmp_path: Path) -> None:
    (crawl / "broken.txt").symlink_to("nowhere")
    batch(["crawl"], "out", Options(parquet=True), analyse=analyse)
    other = tmp_path / "别处" / "crawl"
    shutil.copytree(crawl, other, symlinks=True)
    batch([str(other)], "other", Options(parquet=True), analyse=analyse)
    assert tree("out") == tree("other")
    assert not [name for name, data in tree("other").items() if str(tmp_path).encode() in data]


def test_names_that_are_no_utf_8(crawl: Path, analyse: Analyse, tree: Tree) -> None:
    odd = os.fsdecode(b"\xb9\xab\xce\xc4.txt")
    Path(crawl, odd).write_text("第一条", encoding="utf-8")
    (crawl / ("x" + odd)).symlink_to("nowhere")
    summary = batch(["crawl"], "out", Options(parquet=True), analyse=analyse)
    assert (summary.documents, summary.failed) == (62, 1)
    assert {f"crawl/{odd}", f"crawl/x{odd}"} <= {entry["path"] for entry in lines("out/manifest.jsonl")}
    batch(["crawl"], "two", Options(parquet=True, workers=2), analyse=analyse)
    assert tree("out") == tree("two")


@pytest.mark.parametrize("pattern", ["**/*", "*/*.jsonl", "out/manifest.jsonl", "list.txt"])
def test_results_are_no_input(crawl: Path, analyse: Analyse, tree: Tree, pattern: str) -> None:  # noqa: ARG001
    Path("list.txt").write_text("crawl/0/1号.txt\nout/manifest.jsonl\n", encoding="utf-8")
    batch(["crawl"], "out", analyse=analyse)
    before = tree("out")
    with pytest.raises(JsxError, match="where the results go"):
        batch([pattern], "out", Options(replace=True), analyse=analyse)
    if pattern != "list.txt":  # of a list the first document was taken already
        assert tree("out") == before


def test_an_input_that_became_empty_costs_nothing(crawl: Path, analyse: Analyse, tree: Tree) -> None:
    batch(["crawl"], "out", analyse=analyse)
    before = tree("out")
    for path in crawl.rglob("*.txt"):
        path.rename(path.with_suffix(".css"))
    with pytest.raises(JsxError, match=r"no document was found; .* \.css 60"):
        batch(["crawl"], "out", analyse=analyse)
    assert tree("out") == before


def test_a_failure_under_a_limit_is_tried_again_under_another(crawl: Path, analyse: Analyse, tree: Tree) -> None:
    (crawl / "0" / "3号.txt").write_text("睡", encoding="utf-8")
    (crawl / "0" / "4号.txt").write_text("错", encoding="utf-8")
    asked: list[str] = []

    def short(data: bytes, name: str) -> dict[str, Any]:
        return analyse(data.replace("睡".encode(), "条".encode()), name)

    limits = Options(timeout=0.5)
    assert dict(batch(["crawl"], "out", limits, analyse=analyse).codes) == {"error": 1, "timeout": 1}
    assert batch(["crawl"], "out", limits, analyse=short, anew=asked.extend).kept == 60
    summary = batch(["crawl"], "out", Options(timeout=5), analyse=short, anew=asked.extend)
    assert (dict(summary.codes), summary.kept, asked) == ({"error": 1}, 59, [])
    batch(["crawl"], "fresh", Options(timeout=5), analyse=short)
    assert tree("out") == tree("fresh")


def test_other_terms_are_told(crawl: Path, analyse: Analyse) -> None:  # noqa: ARG001
    told: list[str] = []
    batch(["crawl"], "out", analyse=analyse, anew=told.extend)
    batch(["crawl"], "out", Options(encoding="gb18030"), analyse=analyse, anew=told.extend)
    assert told == ["encoding"]
    limits = Limits(max_bytes=1000)
    batch(["crawl"], "out", Options(encoding="gb18030", limits=limits), analyse=analyse, anew=told.extend)
    assert told == ["encoding", "limits"]


def test_a_worker_with_other_rules_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SEEDS, "in")
    monkeypatch.setattr(run_module.Analyser, "digest", lambda _: "0123456789abcdef")
    with pytest.raises(JsxError, match=r"other rules than the run .*not jsx .*0123456789abcdef"):
        batch(["in"], "out")


def test_a_document_that_changes_while_its_pieces_are_made(crawl: Path, analyse: Analyse) -> None:
    """What the manifest says of it is what was analysed."""
    changing = crawl / "1" / "30号.txt"

    def kills_once(data: bytes, name: str) -> dict[str, Any]:
        if name == "crawl/1/30号.txt" and b"new" not in data:
            if len(data) > 100:
                changing.write_text("new 第一条", encoding="utf-8")
            else:
                changing.write_bytes(data + b" ")
            os.kill(os.getpid(), signal.SIGKILL)
        return analyse(data, name)

    batch(["crawl"], "out", analyse=kills_once)
    for entry, row in zip(lines("out/manifest.jsonl"), rows("out"), strict=True):
        assert (
            hashlib.sha256(Path(entry["path"]).read_bytes()).hexdigest() == entry["sha256"] == row["source"]["sha256"]
        )


def test_a_damaged_shard_is_made_again(crawl: Path, analyse: Analyse, tree: Tree) -> None:  # noqa: ARG001
    batch(["crawl"], "out", analyse=analyse)
    before = tree("out")
    victims = sorted(Path("out/shards").iterdir())[:3]
    victims[0].write_bytes(victims[0].read_bytes()[:-5])
    victims[1].unlink()
    (Path("out/.jsx/ledger") / victims[2].name).unlink()
    assert 0 < batch(["crawl"], "out", analyse=analyse).kept < 60
    assert tree("out") == before


def test_named_twice_stands_twice(crawl: Path, analyse: Analyse) -> None:  # noqa: ARG001
    names = ["crawl/0/1号.txt"] * 40
    Path("list.txt").write_text("\n".join(names), encoding="utf-8")
    assert batch(["list.txt"], "out", analyse=analyse).documents == 40
    assert [row["source"]["path"] for row in rows("out")] == names
    assert sum(len(lines(path)) for path in Path("out/shards").iterdir()) == 40


def test_failures_are_rows_that_keep_to_the_schema(crawl: Path, analyse: Analyse) -> None:
    (crawl / "0" / "3号.txt").write_text("错", encoding="utf-8")
    (crawl / "0" / "4号.txt").write_bytes(b"")
    os.mkfifo(crawl / "0" / "5号.txt.txt")
    summary = batch(["crawl"], "out", analyse=analyse)
    assert (summary.documents, summary.failed) == (61, 2)
    assert dict(summary.codes) == {"error": 1, "unreadable": 1}
    failed = [row for row in rows("out") if row["notices"]]
    validator = jsonschema.Draft202012Validator(api.schema())
    for row in failed:
        validator.validate(row)
    assert failed[0]["notices"][0]["code"] == "error"
    assert "0x…" in failed[0]["notices"][0]["message"]  # no address of this run
    (entry,) = [entry for entry in lines("out/manifest.jsonl") if entry.get("error") == "unreadable"]
    assert "no regular file" in entry["message"]


def test_failed_documents_are_tried_again_when_asked(crawl: Path, analyse: Analyse) -> None:
    (crawl / "0" / "3号.txt").write_text("错", encoding="utf-8")
    batch(["crawl"], "out", analyse=analyse)

    def better(data: bytes, name: str) -> dict[str, Any]:
        return analyse(data.replace("错".encode(), "条".encode()), name)

    assert batch(["crawl"], "out", analyse=better).failed == 1
    summary = batch(["crawl"], "out", Options(retry_failed=True), analyse=better)
    assert summary.failed == 0
    assert summary.kept == 59


def test_too_many_failures_stop_the_run(crawl: Path, analyse: Analyse) -> None:
    for number in range(0, 60, 2):
        (crawl / f"{number // 20}" / f"{number}号.txt").write_text("错", encoding="utf-8")
    with pytest.raises(TooManyErrorsError, match="30 of 60"):
        batch(["crawl"], "out", Options(max_error_rate=0.4), analyse=analyse)
    assert batch(["crawl"], "out", Options(max_error_rate=0.5), analyse=analyse).kept == 60


def test_it_stops_early(crawl: Path, analyse: Analyse) -> None:
    for number in range(600):
        (crawl / f"{number}错.txt").write_text("错", encoding="utf-8")
    with pytest.raises(TooManyErrorsError, match="stopped"):
        batch(["crawl"], "out", Options(max_error_rate=0.1), analyse=analyse)
    assert status("out").state == "unfinished"
    assert status("out").documents < 300


def test_a_full_disk_stops_the_run_and_is_made_good_later(
    crawl: Path, analyse: Analyse, tree: Tree, monkeypatch: pytest.MonkeyPatch  # noqa: ARG001
) -> None:  # fmt: skip
    batch(["crawl"], "whole", analyse=analyse)
    real = os.fsync
    left = [5]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        batch(["crawl"], "out", Options(workers=2), analyse=analyse)
    monkeypatch.setattr(os, "fsync", real)
    assert not list(Path("out/.jsx/tmp").iterdir())
    assert status("out").state == "unfinished"
    batch(["crawl"], "out", analyse=analyse)
    assert tree("out") == tree("whole")


def test_data_is_flushed_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a power cut leaves names without content."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        sync(handle)
        done.append("folder" if Path(f"/proc/self/fd/{handle}").is_dir() else "data")

    def replaced(self: Path, target: Path) -> Path:
        done.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    Folder(str(tmp_path)).write("shards/a.jsonl", b"x")
    assert done == ["folder"] * (len(done) - 3) + ["data", "name", "folder"]


def test_two_runs_on_one_output_are_told_apart(
    crawl: Path, analyse: Analyse, in_child: Callable[[Callable[[], object]], int]  # noqa: ARG001
) -> None:  # fmt: skip
    with locked(Folder("out")):
        with pytest.raises(JsxError, match=f"another run is writing here .process {os.getpid()}"):
            batch(["crawl"], "out", analyse=analyse)
        assert not Path("out/manifest.jsonl").exists()

    def dies() -> None:
        with locked(Folder("out")):
            os._exit(9)

    assert in_child(dies) == 9
    assert Path("out/.jsx/lock").read_text().strip().isdigit()  # what a dead run left behind
    batch(["crawl"], "out", analyse=analyse)


def test_who_may_only_look_is_told_the_truth_and_is_in_nobodys_way(crawl: Path, analyse: Analyse) -> None:  # noqa: ARG001
    batch(["crawl"], "out", analyse=analyse)
    Path("out/.jsx/lock").chmod(0o444)
    real = Path.open

    def refused(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if "+" in mode and os.geteuid() == 0:  # root may write everything
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, mode, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", refused)
        assert status("out").state == "done"
        with pytest.raises(JsxError, match="cannot write to out: Permission denied"):
            batch(["crawl"], "out", analyse=analyse)
    with Path("out/.jsx/lock").open("rb") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        threading.Timer(0.15, lambda: fcntl.flock(looking, fcntl.LOCK_UN)).start()
        Path("out/.jsx/lock").chmod(0o644)
        assert batch(["crawl"], "out", analyse=analyse).kept == 60


def test_the_workers_of_a_killed_run_are_waited_for(
    crawl: Path, analyse: Analyse, in_child: Callable[[Callable[[], object]], int]  # noqa: ARG001
) -> None:  # fmt: skip
    """They inherit the lock and let go of it when they find themselves without a parent."""

    def dies() -> None:
        with locked(Folder("out")):
            os._exit(9)

    assert in_child(dies) == 9
    with Path("out/.jsx/lock").open("rb") as worker:
        fcntl.flock(worker, fcntl.LOCK_EX)
        threading.Timer(1.0, lambda: fcntl.flock(worker, fcntl.LOCK_UN)).start()
        assert batch(["crawl"], "out", analyse=analyse).documents == 60


def test_status_tells_running_from_done(crawl: Path, analyse: Analyse) -> None:  # noqa: ARG001
    seen: list[str] = []
    batch(["crawl"], "out", analyse=analyse, progress=lambda *_: seen.append(status("out").state))
    assert set(seen) == {"running"}
    found = status("out")
    assert (found.state, found.process, found.documents, found.inputs) == ("done", "", 60, ("crawl",))
    Path("out/manifest.jsonl").unlink()
    assert status("out").state == "unfinished"
    with pytest.raises(JsxError, match="no results of jsx batch"):
        status("crawl")


def test_what_is_refused(crawl: Path, analyse: Analyse) -> None:
    (crawl.parent / "empty").mkdir()
    with pytest.raises(JsxError, match="inside crawl"):
        batch(["crawl"], "crawl/out", analyse=analyse)
    with pytest.raises(JsxError, match="no such file"):
        batch(["nowhere"], "out", analyse=analyse)
    with pytest.raises(JsxError, match="no document was found"):
        batch(["empty"], "out2", analyse=analyse)
    with pytest.raises(JsxError, match="holds other files"):
        batch(["crawl/0"], "crawl/1", analyse=analyse)
    with pytest.raises(JsxError, match="is a file"):
        batch(["crawl"], "crawl/1/21号.txt", analyse=analyse)
    assert len(list(crawl.rglob("*"))) == 63


def test_another_input_does_not_take_the_place_of_results_unasked(crawl: Path, analyse: Analyse, tree: Tree) -> None:
    batch(["crawl/0"], "out", analyse=analyse)
    with pytest.raises(JsxError, match="holds the results of crawl/0"):
        batch(["crawl/1"], "out", analyse=analyse)
    assert batch(["crawl/1"], "out", Options(replace=True), analyse=analyse).documents == 20
    batch(["crawl/1"], "fresh", analyse=analyse)
    assert tree("out") == tree("fresh")
    assert crawl.is_dir()


def test_nothing_is_written_outside_the_output(crawl: Path, analyse: Analyse, tree: Tree) -> None:
    nasty = crawl / "x..%2f..%2fx\n;rm -rf .txt"
    nasty.write_text("第一条", encoding="utf-8")
    line = json.dumps({"text": "第一条", "path": "../../../etc/passwd", "shard": "../x"}, ensure_ascii=False)
    (crawl / "more.jsonl").write_text(line + "\n", encoding="utf-8")
    before = tree(crawl)
    names = sorted(path.name for path in Path().iterdir())
    batch(["crawl"], "out", Options(parquet=True), analyse=analyse)
    assert tree(crawl) == before
    assert sorted(path.name for path in Path().iterdir()) == sorted([*names, "out"])
    assert {entry["path"] for entry in lines("out/manifest.jsonl")} >= {
        "../../../etc/passwd",
        str(nasty.relative_to(crawl.parent)),
    }


def test_workers_that_cannot_even_begin_stop_the_run(
    crawl: Path, analyse: Analyse, monkeypatch: pytest.MonkeyPatch  # noqa: ARG001
) -> None:  # fmt: skip
    monkeypatch.setattr("jsx_cli.batch.local.serve", lambda *_: os._exit(3))
    with pytest.raises(BrokenWorkersError):
        batch(["crawl"], "out", analyse=analyse)


def test_a_mistake_outside_documents_flies(crawl: Path, analyse: Analyse, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    def broken(*_: object) -> None:
        raise KeyError("nothing")

    monkeypatch.setattr("jsx_cli.batch.shard.commit", broken)
    with pytest.raises(RuntimeError, match="KeyError"):
        batch(["crawl"], "out", analyse=analyse)


def test_no_worker_is_left_behind(crawl: Path, analyse: Analyse, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    started: list[int] = []
    real = Supervisor._start

    def start(self: Supervisor) -> Any:
        worker = real(self)
        started.append(worker.process.pid)
        return worker

    monkeypatch.setattr(Supervisor, "_start", start)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch(["crawl"], "out", Options(workers=2), analyse=analyse, progress=stop)
    assert len(started) == 2
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
    assert not Path("out/manifest.jsonl").exists()
    assert not list(Path("out/.jsx/tmp").iterdir())
    shutil.rmtree("out")
