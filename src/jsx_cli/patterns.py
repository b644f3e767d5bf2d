"""Regular expressions that are compiled when they are first used, and once for all runs.

`late("第[一二三]条")` has the methods of a compiled pattern and costs nothing until one of them is called;
`compiled(…)` is `re.compile`. Both take the program of the expression (what Python's compiler makes of it) from the
cache where it is kept there, because compiling some hundreds of them takes ten times as long as reading a page.

A kept program is found by the whole text of the expression and its flags, and only for the very same Python that made
it. `_sre.compile`, which `re.compile` ends with, checks a program before it takes it. Where anything is amiss,
`re.compile` does the work. (docs/decisions/0009-programs-of-expressions.md)
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from functools import cache
from pathlib import Path

from jsx_cli.typed import Any

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # another Python than we know
    _sre = _compiler = _parser = None

from jsx_cli import __version__, store

TYPE_CHECKING = False
if TYPE_CHECKING:
    compiled = late = re.compile

FORMAT = 3
# More than we have many times over: a cache that grows without end would slow every start.
MOST = 4_000
METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn", "scanner")

Key = tuple[str | bytes, int]
# Flags, number of groups, names of groups, program.
Program = tuple[int, int, dict[str, int], list[int]]


class Late:
    """A pattern that is compiled at its first use."""

    def __init__(self, source: Any, flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name == "pattern":
            return self._source
        if name.startswith("_"):
            raise AttributeError(name)
        made = compiled(self._source, self._flags)
        for method in METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


class Programs:
    """The programs of one folder: those that were kept there, and those that this run had to make."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.made: dict[Key, re.Pattern[Any]] = {}
        self.fresh: dict[Key, Program] = {}
        self.kept, words = _read(folder)
        self.words = memoryview(words)

    def compile(self, source: Any, flags: int) -> re.Pattern[Any]:
        """The pattern, from its kept program where there is one."""
        key = (source, flags)
        found = self.made.get(key)
        if found is None:
            found = self.made[key] = self._from_kept(key) or self._anew(key)
        return found

    def _from_kept(self, key: Key) -> re.Pattern[Any] | None:
        entry = self.kept.get(key)
        if entry is None:
            return None
        try:
            flags, groups, names, start, end = entry
            return _built(key[0], (flags, groups, names, self.words[start:end].tolist()))
        except Exception:  # whatever stands in the file, the expression itself is there
            return None

    def _anew(self, key: Key) -> re.Pattern[Any]:
        if self.folder is None or not _sound():
            return re.compile(*key)
        try:
            program = _program(*key)
            found = _built(key[0], program)
        except Exception:  # whatever the inner parts of `re` raise, `re` itself says whether the expression is sound
            return re.compile(*key)
        if not self.fresh:
            store.at_end(self.keep)
        self.fresh[key] = program
        return found

    def keep(self) -> None:
        """Write what is new for the next run, beside what other runs have written meanwhile."""
        if not self.fresh:
            return
        kept, words = _read(self.folder)
        if len(kept) + len(self.fresh) > MOST:
            kept, words = {}, array("I")
        for key, (flags, groups, names, code) in self.fresh.items():
            kept[key] = (flags, groups, names, len(words), len(words) + len(code))
            words.extend(code)
        self.fresh = {}
        store.write(self.folder, _name(), marshal.dumps((kept, words.tobytes())))


def _read(folder: Path | None) -> tuple[dict[Key, tuple[Any, ...]], array[int]]:
    """Where in the words the program of each expression stands, and the words."""
    words = array("I")
    try:
        body = store.read(folder, _name())
        if body is None:
            return {}, words
        kept, code = marshal.loads(body)  # ours, sealed, and data whatever it says
        words.frombytes(code)
        return dict(kept), words
    except Exception:  # not ours, or spoiled
        return {}, array("I")


def _name() -> str:
    if _sre is None:
        raise LookupError("no programs here")
    python = f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}-{_sre.CODESIZE}-{sys.byteorder}"
    return f"patterns-{FORMAT}-{__version__}-{python}.bin"


def _program(source: Any, flags: int) -> Program:
    """What `re.compile` makes of an expression before it hands it to `_sre.compile`."""
    tree = _parser.parse(source, flags)
    code = _compiler._code(tree, flags)
    return flags | tree.state.flags, tree.state.groups - 1, dict(tree.state.groupdict), code


def _built(source: Any, program: Program) -> re.Pattern[Any]:
    flags, groups, names, code = program
    order: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        order[number] = name
    made: re.Pattern[Any] = _sre.compile(source, flags, code, groups, names, tuple(order))
    return made


@cache
def _sound() -> bool:
    """Whether the inner parts of `re` are those that we know: an expression made of its program is the same."""
    if _sre is None or sys.implementation.name != "cpython" or array("I").itemsize != _sre.CODESIZE:
        return False
    try:
        sample = r"(?i:第(?P<number>[一-鿿\d]{1,3})(条|款))(?<!第一条)"
        return _built(sample, _program(sample, re.MULTILINE.value)) == re.compile(sample, re.MULTILINE)
    except Exception:  # they promise nothing: a name that is gone, other arguments, a program that is refused
        return False


@cache
def _current() -> Programs:
    """The programs of the folder of the cache, as it is when the first expression is wanted."""
    return Programs(store.place())


if not TYPE_CHECKING:
    late = Late

    def compiled(source: Any, flags: int = 0) -> Any:
        """The compiled pattern."""
        return _current().compile(source, int(flags))
