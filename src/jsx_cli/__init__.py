"""Facts from Chinese policy documents, each with the exact characters that say so.

`jsx_cli.analyze("46号.txt").facts` is all that most need; docs/python.md tells the rest. Importing this package loads
nothing: its functions come with their first use.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False  # a type checker takes it as true
if TYPE_CHECKING:
    from typing import Any

    from jsx_cli.errors import JsxError as JsxError
    from jsx_cli.python import Result as Result
    from jsx_cli.python import analyze as analyze
    from jsx_cli.python import analyze_text as analyze_text
    from jsx_cli.python import evaluate as evaluate
    from jsx_cli.python import recognise as recognise
    from jsx_cli.python import text as text
    from jsx_cli.python import to_pandas as to_pandas

__version__ = "0.1.0"

PUBLIC = {
    "JsxError": "jsx_cli.errors",
    "Result": "jsx_cli.python",
    "analyze": "jsx_cli.python",
    "analyze_text": "jsx_cli.python",
    "text": "jsx_cli.python",
    "to_pandas": "jsx_cli.python",
}
# Functions that share their name with a package of ours.
SHARED = ("evaluate", "recognise")


def __getattr__(name: str) -> Any:
    if name in PUBLIC:
        return getattr(import_module(PUBLIC[name]), name)
    if name in SHARED:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *PUBLIC, *SHARED})


class CallableModule(ModuleType):
    """A package that is a function too: `jsx_cli.recognise` holds the recognisers and `jsx_cli.recognise(text)` runs
    them.
    """

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Call the public function of this name."""
        return getattr(import_module("jsx_cli.python"), self.__name__.rpartition(".")[2])(*args, **options)


class Package(ModuleType):
    """This package: where an import puts a package of a shared name into it, that can be called."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in SHARED and type(value) is ModuleType:
            value.__class__ = CallableModule
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = Package
