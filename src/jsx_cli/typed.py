"""The names of `typing` that modules on the way to the first document use, without loading `typing`.

To a type checker they are those of `typing`. At run time they do as much as aliases and annotations ask of them:
`get_args(Literal["a", "b"])` is ("a", "b"), and a `NamedTuple` is a named tuple with its methods.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any as Any
    from typing import Literal as Literal
    from typing import NamedTuple as NamedTuple
    from typing import NoReturn as NoReturn
    from typing import cast as cast
else:
    from collections import namedtuple
    from types import GenericAlias

    Any = object
    NoReturn = None

    def cast(_, value):
        """The value."""
        return value

    class Literal:
        """`Literal["a", "b"]` knows its texts."""

        def __class_getitem__(cls, texts):
            return GenericAlias(cls, texts if isinstance(texts, tuple) else (texts,))

    class _Named(type):
        def __new__(cls, name, bases, space):
            if not bases:
                return super().__new__(cls, name, bases, space)
            known = space.pop("__annotations__", {})
            defaults = [space.pop(field) for field in known if field in space]
            made = namedtuple(name, known, defaults=defaults, module=space["__module__"])
            made.__annotations__ = known
            for key, value in space.items():
                if key not in ("__module__", "__qualname__"):
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Named):
        """The base of a named tuple that is written as a class."""
