"""Paths and standard input, and what is said of a path that cannot be read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from jsx_cli.cli.language import say
from jsx_cli.cli.output import command_path, inform
from jsx_cli.errors import JsxError
from jsx_cli.model import DocumentResult, Normalised


def analysed(path: str, encoding: str | None, rules: Sequence[Path]) -> DocumentResult:
    """What jsx knows of the document at `path`, or of standard input for `-`, under the settings that hold there."""
    from jsx_cli import api, config

    if path != "-":
        no_directory(path)
    settings = config.find(Path.cwd() / "stdin" if path == "-" else Path(path)).plus(rules)
    if path == "-":
        return api.analyze_bytes(
            standard_input(), "-", encoding=encoding, rules=settings.rules, disable=settings.disable,
            limits=settings.limits,
        )  # fmt: skip
    return api.analyze(path, encoding=encoding, rules=settings.rules, disable=settings.disable, limits=settings.limits)


def normalised(path: str, encoding: str | None) -> Normalised:
    """The normalised text of the document at `path`, or of standard input for `-`."""
    from jsx_cli import api, config

    if path == "-":
        limits = config.find(Path.cwd() / "stdin").limits
        return api.text_bytes(standard_input(), "-", encoding=encoding, limits=limits)
    no_directory(path)
    return api.text(path, encoding=encoding, limits=config.find(Path(path)).limits)


def standard_input() -> bytes:
    """All of stdin, once."""
    if sys.stdin is None:
        raise JsxError(say("standard input is closed"))
    if sys.stdin.isatty():
        inform(say("jsx: reading from the keyboard; end with Ctrl-D"))
    return sys.stdin.buffer.read()


def no_directory(path: str) -> None:
    """Nothing, or a `JsxError` that says how to name the files of a directory."""
    if not path:
        raise JsxError(say("a path is empty; name a file"))
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  # Path's own looks cannot tell a missing file from a name too long
    except (FileNotFoundError, ValueError):
        return  # the reader says so
    except OSError as error:
        raise JsxError(f"{path}: cannot be read ({error.strerror})") from error
    if stat.S_ISDIR(mode):
        pattern = Path(path) / "*.txt"
        raise JsxError(
            say(
                "{path}: this is a directory; name its files, as in: {command} {pattern}, or see: jsx batch --help",
                path=path,
                command=command_path(),
                pattern=pattern,
            )
        )
