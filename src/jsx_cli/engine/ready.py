"""The rule set of some folders, from the cache where it is kept there: what a run needs that reads no rule file.

`engine.folders`, which reads them, is imported when the cache has nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from jsx_cli.digests import digest
from jsx_cli.engine.cache import keep, kept
from jsx_cli.engine.rule import RuleSet
from jsx_cli.errors import RuleError


def load(folders: Sequence[Path], disable: Iterable[str] = (), cache: Path | None = None) -> RuleSet:
    """The rules of the folders, later ones over earlier ones; from the folder `cache` where they are kept there.

    Raises `RuleError` with every problem of every file, or `JsxError` for a folder that is not there.
    """
    disable = tuple(disable)
    total = digest(folders, disable, cache)
    rules = kept(cache, total, folders)
    if rules is None:
        rules = _load(folders, disable, total)
        keep(cache, rules, folders)
    return rules


def _load(folders: Sequence[Path], disable: tuple[str, ...], total: str) -> RuleSet:
    from jsx_cli.engine.folders import inspect

    rules, problems = inspect(folders, disable, total)
    if problems:
        count = len(problems)
        raise RuleError(f"{count} problem{'s' if count > 1 else ''} in the rules", problems=problems)
    return rules
