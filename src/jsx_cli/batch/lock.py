"""Two runs never write to one place: the second is told who holds it.

In a folder the lock is one of the operating system's on `.jsx/lock`, so that it ends with its process however that
ends; the file says which process holds it. In an object store it is an object with host and process, and one that a
dead process of this machine left behind is taken over.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from jsx_cli.batch.store import Folder, Store, make
from jsx_cli.errors import JsxError

NAME = ".jsx/lock"
MOMENT = 0.3  # seconds that a lock may be held by one who only looks
DYING = 10.0  # seconds in which the workers of a run that was killed have let go of it
_held: list[Any] = []


def forget() -> None:
    """A forked worker lets go of the lock that it inherited, or it would hold it when the run is killed."""
    while _held:
        _held.pop().close()


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Nobody else writes to the store inside the block. Raises `JsxError` where somebody does."""
    holder = _in_folder(store) if isinstance(store, Folder) else _as_object(store)
    with holder:
        yield


@contextmanager
def _in_folder(store: Folder) -> Iterator[None]:
    path = store.place(NAME)
    try:
        make(path.parent)
        file = path.open("a+b")
    except OSError as error:
        raise JsxError(f"cannot write to {store}: {error.strerror}") from error
    with file:
        if not _taken_soon(file):
            file.seek(0)
            holder = file.read(20).decode("ascii", "replace").strip()
            raise JsxError(f"{store}: another run is writing here (process {holder or 'unknown'}); wait for it to end")
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        _held.append(file)
        try:
            yield
        finally:
            _held.remove(file)
            file.truncate(0)  # not removed: a file that another waits for must stay the same file


def _taken_soon(file: Any) -> bool:
    """The same, for somebody who asks for the status holds the lock for a moment, and the workers of a killed run do
    until they notice."""
    began = time.monotonic()
    while not _taken(file):
        file.seek(0)
        holder = file.read(20).decode("ascii", "replace").strip()
        living = not holder.isdecimal() or alive(int(holder))
        if time.monotonic() - began > (MOMENT if living else DYING):
            return False
        time.sleep(0.05)
    return True


def _taken(file: Any, shared: bool = False) -> bool:
    """Did this process get the lock? `shared` is for one who only looks."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(100)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _as_object(store: Store) -> Iterator[None]:
    mine = {"host": socket.gethostname(), "process": os.getpid()}
    held = holder_of(store)
    if held and not (held["host"] == mine["host"] and not alive(int(held["process"]))):
        raise JsxError(
            f"{store}: another run is writing here (process {held['process']} on {held['host']}); "
            f"if it is dead, remove {store}/{NAME}"
        )
    store.write(NAME, json.dumps(mine).encode())
    if holder_of(store) != mine:
        raise JsxError(f"{store}: another run began to write here at the same moment")
    try:
        yield
    finally:
        with suppress(JsxError):
            store.remove(NAME)


def holder_of(store: Store) -> dict[str, Any] | None:
    """Who says that it writes to an object store."""
    try:
        found = json.loads(store.read(NAME) or b"null")
    except ValueError:
        return None
    return found if isinstance(found, dict) and {"host", "process"} <= found.keys() else None


def alive(process: int) -> bool:
    """Is there a process of that number?"""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def busy(store: Store) -> str:
    """The process that writes to the store now, or ""."""
    if isinstance(store, Folder):
        path = store.place(NAME)
        if not path.is_file():
            return ""
        try:
            # Another user may look who must not write.
            file = path.open("r+b" if os.name == "nt" else "rb")
        except OSError:
            return "unknown"
        with file:
            return "" if _taken(file, shared=True) else (file.read(20).decode("ascii", "replace").strip() or "unknown")
    held = holder_of(store)
    return f"{held['process']} on {held['host']}" if held else ""
