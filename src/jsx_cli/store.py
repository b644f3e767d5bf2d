"""Files that spare a later run what this one had to work out: compiled rules, regular expressions, word lists.

A name and bytes go in, and the same bytes come out, or None. Whatever is kept can be worked out again, so that a file
that is missing, torn, of somebody else or writable for others is passed over, and a folder that cannot be written to is
no trouble. A file is written under another name and renamed: two programs at once do no harm, and a reader sees a whole
file or none. Who keeps something puts into its name what it depends on, the versions of jsx and Python among them.
"""

from __future__ import annotations

import atexit
import os
import time
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

OLD = 60 * 24 * 3600  # seconds after which a file is swept out; whoever still wants it writes it anew
OFF = ("off", "0", "no", "none")


def place() -> Path | None:
    """The folder of the cache: JSX_CACHE, else `jsx` in XDG_CACHE_HOME or ~/.cache; None where JSX_CACHE says off."""
    chosen = os.environ.get("JSX_CACHE", "")
    if chosen.lower() in OFF:
        return None
    if chosen:
        return Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 (it may not expand)
    return Path(home) / "jsx" if os.path.isabs(home) else None  # noqa: PTH117


def read(folder: Path | None, name: str) -> bytes | None:
    """What was kept under that name."""
    if folder is None:
        return None
    try:
        with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
            if not _mine(file.fileno()):
                return None
            head, _, body = file.read().partition(b"\n")
    except (OSError, ValueError):
        return None
    return body if head == _seal(body) else None


def write(folder: Path | None, name: str, body: bytes) -> None:
    """Keep the bytes under that name, for the next run."""
    if folder is None:
        return
    written = folder / f".{os.urandom(8).hex()}.tmp"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written.touch(mode=0o600)
        written.write_bytes(_seal(body) + b"\n" + body)
        written.replace(folder / name)
        _sweep(folder, name.partition("-")[0])
    except (OSError, ValueError):
        return
    finally:
        try:  # noqa: SIM105  # contextlib is not loaded yet
            written.unlink(missing_ok=True)
        except OSError:
            pass


_pending: list[Callable[[], None]] = []


def at_end(keep: Callable[[], None]) -> None:
    """Have something kept when the program ends."""
    if not _pending:
        atexit.register(finish)
    _pending.append(keep)


def finish() -> None:
    """Keep now what was to be kept at the end."""
    while _pending:
        _pending.pop()()


def _seal(body: bytes) -> bytes:
    """What tells a whole file from a spoiled one. Against people there are owner and permissions."""
    return b"%d %08x" % (len(body), crc32(body))


def _sweep(folder: Path, kind: str) -> None:
    """Take away what was kept of this kind for rules and versions of long ago."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(f"{kind}-") and entry.stat().st_mtime < time.time() - OLD:
                os.unlink(entry.path)  # noqa: PTH108


def _mine(file: int) -> bool:
    """True where the open file belongs to whoever runs this and nobody else may write to it."""
    if not hasattr(os, "getuid"):
        return True  # Windows: the folder of the user is the user's
    status = os.fstat(file)
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
