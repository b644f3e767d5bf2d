"""The checks of some folders, from the cache where they are kept there: what a run needs that reads no file of a check.

`check.folders`, which reads them, is imported when the cache has nothing.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from jsx_cli import __version__, store
from jsx_cli.check.rule import Check, Example, Finder, FixForm, Words
from jsx_cli.digests import digest
from jsx_cli.engine import RuleSet
from jsx_cli.engine.cache import CLASSES
from jsx_cli.engine.form import PYTHON, Form, dumps, loads
from jsx_cli.hashes import sha256

FORMAT = 2
FORM = Form((*CLASSES, Words, Finder, FixForm, Example, Check))


def load(folders: Sequence[Path], rules: RuleSet, cache: Path | None = None) -> dict[str, Check]:
    """The checks of the folders by id, later ones over earlier ones; `rules` have the lexicons and phrases they name.

    Raises `RuleError` with every problem of every file.
    """
    name = _name(folders, rules, cache) if cache else ""
    found = _kept(cache, name)
    if found is None:
        from jsx_cli.check.folders import load as read

        found = read(folders, rules.lexicons, rules.phrases)
        try:
            store.write(cache, name, dumps([FORM.plain(check) for check in found.values()]))
        except (TypeError, ValueError):  # an office may have written what has no place there
            return found
    return found


def _kept(cache: Path | None, name: str) -> dict[str, Check] | None:
    body = store.read(cache, name) if cache else None
    if body is None:
        return None
    try:
        return {check.id: check for check in map(FORM.value, loads(body))}
    except Exception:  # whatever is in the file, the checks themselves are there
        return None


def _name(folders: Sequence[Path], rules: RuleSet, cache: Path | None) -> str:
    """What the checks depend on: their files, the rules, where the folders are (which stands in messages)."""
    inner = [folder / part for folder in folders for part in ("check", "lexicons") if (folder / part).is_dir()]
    where = "\0".join(os.path.abspath(folder) for folder in folders)  # noqa: PTH100
    told = f"{digest(inner, (), cache)}\0{rules.digest}\0{where}".encode("utf-8", "surrogateescape")
    return f"checks-{FORMAT}-{__version__}-{PYTHON}-{sha256(told).hexdigest()[:32]}.bin"
