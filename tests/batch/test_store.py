"""Places to write to that are no folder, and locks in them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from jsx_cli.batch.item import Item, Shard, Terms
from jsx_cli.batch.lock import NAME, busy, locked
from jsx_cli.batch.shard import Watch, work
from jsx_cli.batch.store import Folder, Remote, Store, store_at
from jsx_cli.errors import JsxError


@pytest.fixture
def remote() -> Iterator[Remote]:
    yield Remote("memory://results")
    fsspec.filesystem("memory").store.clear()


def test_which_is_which(tmp_path: Path) -> None:
    assert isinstance(store_at(str(tmp_path)), Folder)
    assert isinstance(store_at(f"file://{tmp_path}"), Folder)
    assert isinstance(store_at("memory://x"), Remote)
    with pytest.raises(JsxError, match="nothing://x"):
        store_at("nothing://x").read("a")


def half_written(store: Store) -> None:
    with store.writer("shards/c.jsonl") as file:
        file.write(b"3")
        raise KeyError


def test_both_do_the_same(tmp_path: Path, remote: Remote) -> None:
    for store in (Folder(str(tmp_path)), remote):
        store.write("shards/a.jsonl", b"1")
        with store.writer("shards/b.jsonl") as file:
            file.write(b"2")
        with pytest.raises(KeyError):
            half_written(store)
        assert store.names("shards") == ["shards/a.jsonl", "shards/b.jsonl"]
        assert (store.read("shards/b.jsonl"), store.read("shards/c.jsonl")) == (b"2", None)
        store.remove("shards/a.jsonl")
        store.remove("shards/a.jsonl")
        assert not store.exists("shards/a.jsonl")
        assert store.names("none") == []


def test_the_same_shard_in_both(
    tmp_path: Path, remote: Remote, analyse: Callable[[bytes, str], dict[str, Any]]
) -> None:  # fmt: skip
    shard = Shard(0, (Item("a", "第一条".encode()), Item("b", "错".encode())))
    folder = Folder(str(tmp_path))
    done = work(shard, analyse, folder, Terms("x"), {}, Watch())
    assert work(shard, analyse, remote, Terms("x"), {}, Watch()) == done
    assert remote.read(f"shards/{done.key}.jsonl") == folder.read(f"shards/{done.key}.jsonl")
    assert work(shard, analyse, pickle.loads(pickle.dumps(remote)), Terms("x"), {}, Watch()).kept


def test_locks_of_objects(remote: Remote) -> None:
    with locked(remote):
        assert busy(remote)
        with pytest.raises(JsxError, match="another run"), locked(remote):
            pass
    assert not busy(remote)
    remote.write(NAME, b'{"host": "elsewhere", "process": 1}')
    with pytest.raises(JsxError, match=r"on elsewhere.*remove memory://results/.jsx/lock"), locked(remote):
        pass
