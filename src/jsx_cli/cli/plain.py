"""The plainest calls, without click: `jsx extract notice.txt`, with no option or with -o, --output and --format.

Importing click and building its commands takes longer than reading a page. Whatever is not exactly such a call, a
misspelt one among them, is click's to understand or to refuse.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

OPTIONS = {"-o": "output", "--output": "output", "--format": "form"}


def plain(args: Sequence[str]) -> Callable[[], None] | None:
    """The call that these arguments make, or None where click must look at them."""
    if not args or args[0] != "extract" or "_JSX_COMPLETE" in os.environ:
        return None
    paths: list[str] = []
    options: dict[str, str] = {}
    rest = iter(args[1:])
    for arg in rest:
        if arg in OPTIONS:
            value = next(rest, None)
            if value is None or OPTIONS[arg] in options:
                return None
            options[OPTIONS[arg]] = value
        elif arg.startswith("-") and arg != "-":
            return None
        else:
            paths.append(arg)
    from jsx_cli.cli.extraction import FORMATS, extract

    form = options.get("form")
    if not paths or (form is not None and form not in FORMATS):
        return None
    return lambda: extract(tuple(paths), form, options.get("output"))
