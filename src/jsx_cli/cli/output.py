"""Where a command's data goes: to stdout, or to a file that stands whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jsx_cli.cli.language import say, shown
from jsx_cli.errors import JsxError
from jsx_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import click

Write = Callable[[str], object]


class Leave(Exception):  # noqa: N818  # it is no error
    """The end of the program, with this exit code."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def complain(message: str) -> None:
    """Say something on stderr; where nobody listens, go on without."""
    if sys.stderr is None:
        return
    try:
        print("\n".join(shown(line) for line in message.split("\n")), file=sys.stderr, flush=True)  # noqa: T201
    except OSError:
        return


def inform(message: str, *, only_verbose: bool = False) -> None:
    """Say on stderr what is no error: nothing after `--quiet`, and some of it only after `--verbose`."""
    if not quiet() and (_talk() == "verbose" or not only_verbose):
        complain(message)


def quiet() -> bool:
    """Whether `--quiet` was given."""
    return _talk() == "quiet"


def _talk() -> str:
    context = _context()
    return str(context.meta.get("jsx.talk", "")) if context else ""


def command_path() -> str:
    """What the user called: `jsx extract`."""
    context = _context()
    return context.command_path if context else "jsx extract"


def without_click(plain: bool) -> None:
    """Say whether this call does without click: it has no context then, and none of its options."""
    global _plain
    _plain = plain


_plain = False


def _context() -> click.Context | None:
    """What click knows of this call."""
    if _plain:
        return None
    import click

    return click.get_current_context(silent=True)


def to_stdout(text: str) -> None:
    """Write and flush. Leaves the program where nobody reads any more; a full disk is a `JsxError`."""
    if sys.stdout is None:
        raise JsxError(say("standard output is closed"))
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Not the exception itself: click would end with its own exit code.
        raise Leave(141) from None
    except OSError as error:
        raise JsxError(say("cannot write to standard output: {reason}", reason=error.strerror)) from error


@contextmanager
def destination(path: str | None) -> Iterator[Write]:
    """A function that writes text to `path`, or to stdout when `path` is None or `-`.

    The file is written under another name beside its place and renamed at the end: an error or Ctrl-C
    leaves what stood there before.
    """
    if path is None or path == "-":
        yield to_stdout
        return
    target = Path(os.path.realpath(path))
    if os.path.isdir(target):  # noqa: PTH112  # Path's own raises for a name that is too long
        raise JsxError(say("cannot write to {path}: it is a directory", path=path))
    if not os.path.isdir(target.parent):  # noqa: PTH112
        raise JsxError(say("cannot write to {path}: there is no directory {parent}", path=path, parent=target.parent))
    plain = not os.path.exists(target) or target.is_file()  # noqa: PTH110  # not for /dev/stdout or a named pipe
    written = target.with_name(f".{target.name[:60]}.{os.urandom(4).hex()}.tmp") if plain else target
    try:
        with written.open("x" if plain else "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file.write
        if plain:
            if target.exists():
                written.chmod(stat.S_IMODE(target.stat().st_mode))
            written.replace(target)
    except OSError as error:
        raise JsxError(say("cannot write to {path}: {reason}", path=path, reason=error.strerror)) from error
    finally:
        if plain:
            with suppress(OSError):
                written.unlink(missing_ok=True)
