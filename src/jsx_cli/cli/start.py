"""Where `jsx` begins, and what becomes of errors: one clear message on stderr and an exit code.

0 fine, 1 found something, 2 could not run, 130 stopped by Ctrl-C, 141 nobody reads the output any more.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from jsx_cli.cli.language import say, told
from jsx_cli.cli.output import Leave, complain, without_click
from jsx_cli.cli.plain import plain
from jsx_cli.errors import JsxError
from jsx_cli.store import finish
from jsx_cli.typed import NoReturn


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(100_000)  # hardly anything of ours goes in circles, and the default looks 140 times as often
    speak_utf8()
    given = sys.argv[1:] if args is None else list(args)
    try:
        called = plain(given)
        without_click(called is not None)
        if called is not None:
            called()
            if args is None:
                leave_at_once()
            leave(0)
        from jsx_cli.cli.app import run

        leave(run(given))
    except Leave as end:
        leave(end.status)
    except JsxError as error:
        complain(f"jsx: {told(error)}")
        leave(2)
    except KeyboardInterrupt:
        leave(130)
    except BrokenPipeError:
        leave(141)
    except Exception:  # Python itself would end with 1, which says that something was found
        import traceback

        traceback.print_exc()
        complain(say("jsx: this is a mistake in jsx and not in your file; please report the lines above"))
        leave(2)
    finally:
        without_click(False)


def speak_utf8() -> None:
    """Make stdout and stderr UTF-8 unless they are terminals, which know their own encoding.

    A pipe on Windows would otherwise get the code page of the machine, which has no ﹝ or ①. A terminal that knows
    only ASCII is none that shows Chinese; it is taken at what Chinese is written in.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if not stream.isatty() or stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968"):
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="backslashreplace")


def leave_at_once() -> None:
    """End with exit code 0 and without taking the interpreter apart, which takes longer than reading a page does.

    Only at the end of a plain call of the program itself, where no thread and no open file is left; it just returns
    where somebody watches the interpreter or has taken over its output.
    """
    if sys.gettrace() or sys.getprofile() or sys.stdout is not sys.__stdout__ or sys.stderr is not sys.__stderr__:
        return
    finish()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        return  # `leave` knows what to do
    os._exit(0)


def leave(status: int) -> NoReturn:
    """End with that exit code, without a last word from the interpreter about a closed pipe."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        status = status or (141 if isinstance(error, BrokenPipeError) else 2)
    if status == 141:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)
