"""Where a command's data goes: to stdout, or to a file that stands whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from jsx_cli.cli.language import say, shown
from jsx_cli.errors import JsxError

Write = Callable[[str], object]

OUTPUT = click.option(
    "-o", "--output", metavar="FILE", type=click.Path(allow_dash=True), help="Write to FILE instead of standard output."
)


def complain(message: str) -> None:
    """Say something on stderr; where nobody listens, go on without."""
    try:
        click.echo("\n".join(shown(line) for line in message.split("\n")), err=True)
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
    context = click.get_current_context(silent=True)
    return str(context.meta.get("jsx.talk", "")) if context else ""


def to_stdout(text: str) -> None:
    """Write and flush. Leaves the program where nobody reads any more; a full disk is a `JsxError`."""
    if sys.stdout is None:
        raise JsxError(say("standard output is closed"))
    try:
        click.echo(text, nl=False, color=True)
    except BrokenPipeError:
        # Not the exception itself: click would end with its own exit code.
        raise click.exceptions.Exit(141) from None
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
                shutil.copymode(target, written)
            written.replace(target)
    except OSError as error:
        raise JsxError(say("cannot write to {path}: {reason}", path=path, reason=error.strerror)) from error
    finally:
        if plain:
            with suppress(OSError):
                written.unlink(missing_ok=True)
