"""A small crawl, an analyser that does what the text tells it to, and ways to run and to compare."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Found = dict[str, Any]


def analyse(data: bytes, name: str) -> Found:
    """As many facts as the text has 条. 错 raises, 睡 sleeps for ever, 吃 eats memory, 杀 kills the worker."""
    text = data.decode()
    if "错" in text:
        raise ValueError(f"cannot do {object()}")
    if "睡" in text:
        time.sleep(1000)
    if "吃" in text:
        [bytearray(50_000_000) for _ in range(1000)]
    if "杀" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return {
        "schema": "jsx/1",
        "source": {"path": name, "sha256": hashlib.sha256(data).hexdigest(), "media_type": "text/plain", "chars": 1},
        "document": {"title": text.partition("\n")[0]},
        "outline": [],
        "facts": [{"id": str(at), "evidence": {"start": at, "end": at}} for at in range(text.count("条"))],
        "notices": [],
        "engine": {"version": "0", "rules": "0"},
    }  # fmt: skip


@pytest.fixture(autouse=True)
def thaw() -> Iterator[None]:
    """A run freezes what stands in memory, for the sake of its workers; the tests go on."""
    yield
    gc.unfreeze()


@pytest.fixture(name="analyse")
def the_analyser() -> Callable[[bytes, str], Found]:
    return analyse


@pytest.fixture
def crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`crawl/` with 60 short documents in three folders; it stands in the working directory."""
    monkeypatch.chdir(tmp_path)
    for number in range(60):
        path = tmp_path / "crawl" / f"{number // 20}" / f"{number}号.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"第{number}号通知\n" + "第一条\n" * (number % 7), encoding="utf-8")
    return tmp_path / "crawl"


def tree(folder: Path | str) -> dict[str, bytes]:
    """Every file of a result with its bytes; of the lock only that it is free."""
    top = Path(folder)
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}


@pytest.fixture(name="tree")
def the_tree() -> Callable[[Path | str], dict[str, bytes]]:
    return tree


def in_child(act: Callable[[], object]) -> int:
    """Run `act` in a forked process of its own; how that ended: its exit code, or minus the signal."""
    child = os.fork()
    if not child:
        status = 70
        try:
            os.setpgid(0, 0)
            act()
            status = 0
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture(name="in_child")
def the_child() -> Callable[[Callable[[], object]], int]:
    return in_child
