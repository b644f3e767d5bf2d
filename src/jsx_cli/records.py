"""`dataclass`, `field`, `replace` and `fields`, for classes that stand between a command and its first document.

What the standard library gives, made later: it writes and compiles six methods for each class when the module is
imported, and loads `inspect` for that, which took a fifth of the time of a short run. Here a class gets its `__init__`
when the first object is made, and the other methods are the same functions for all classes. A type checker sees the
standard library's own. The objects are data classes to `dataclasses.fields`, `replace` and `asdict` as well; of the
options there are those that are used here.

    @dataclass(frozen=True, slots=True)
    class Span: ...
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # a type checker takes it as true; typing itself need not be loaded for it

if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, replace
else:
    _MISSING = object()
    _set = object.__setattr__

    class _Field:
        """What is known of one field of a class."""

        __slots__ = ("compare", "default", "default_factory", "hash", "init", "name", "repr", "type")

        def __init__(self, default, default_factory, init, repr, hash, compare):  # noqa: A002
            self.default, self.default_factory = default, default_factory
            self.init, self.repr, self.hash, self.compare = init, repr, hash, compare

    def field(*, default=_MISSING, default_factory=_MISSING, init=True, repr=True, hash=None, compare=True):  # noqa: A002
        """A field that is not plain; what `dataclasses.field` takes."""
        return _Field(default, default_factory, init, repr, hash, compare)

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, order=False):
        """Make a class of its annotations."""
        if cls is None:
            return lambda made: _made(made, frozen, slots, eq, order)
        return _made(cls, frozen, slots, eq, order)

    def fields(what):
        """The fields of a class or of an object; `name` and `init` are all that is read of them here."""
        kind = what if isinstance(what, type) else type(what)
        known = kind.__dict__.get("__record_fields__")
        return _dataclasses().fields(what) if known is None else tuple(known.values())

    def replace(one, /, **changes):
        """The same object with other values in some fields."""
        known = type(one).__dict__.get("__record_fields__")
        if known is None:  # a subclass, or made by the standard library
            return _dataclasses().replace(one, **changes)
        for name, field in known.items():
            if field.init and name not in changes:
                changes[name] = getattr(one, name)
        return type(one)(**changes)

    def _dataclasses():
        import dataclasses

        return dataclasses

    def _made(cls, frozen, slots, eq, order):
        own = cls.__dict__
        known = {}
        for base in reversed(cls.__mro__[1:]):
            known.update(base.__dict__.get("__record_fields__", ()))
        inherited = set(known)
        for name, kind in cls.__annotations__.items():
            if kind.startswith("ClassVar"):
                continue
            given = own.get(name, _MISSING)
            one = given if isinstance(given, _Field) else _Field(given, _MISSING, True, True, None, True)
            one.name, one.type = name, kind
            if one.default.__class__ in (list, dict, set):
                raise ValueError(f"mutable default {one.default.__class__} for field {name}: use default_factory")
            known[name] = one
        methods = {
            "__record_fields__": known,
            "__record_options__": (frozen, slots, eq, order),
            "__record_made__": [0],
            "__dataclass_fields__": _Later(_standard_fields),
            "__dataclass_params__": _Later(_standard_params),
            "__match_args__": tuple(name for name, one in known.items() if one.init),
            "__init__": _init,
            "__repr__": _repr,
        }
        if eq:
            methods["__eq__"] = _eq
            methods["__hash__"] = _hash if frozen else None
        if order:
            methods.update(_order(known))
        if frozen:
            methods["__setattr__"] = _frozen_set
            methods["__delattr__"] = _frozen_del
        for name in own:
            if name in methods and (name != "__hash__" or "__eq__" not in own or own["__hash__"] is not None):
                del methods[name]  # written in the class itself
        if not slots:
            for name in known.keys() - inherited:
                if isinstance(own.get(name), _Field):
                    if known[name].default is _MISSING:
                        delattr(cls, name)
                    else:
                        setattr(cls, name, known[name].default)
            for name, method in methods.items():
                setattr(cls, name, method)
            return cls
        if frozen:
            methods.setdefault("__getstate__", _getstate)
            methods.setdefault("__setstate__", _setstate)
        space = {name: value for name, value in own.items() if name not in known and name not in _OF_THE_CLASS}
        space.update(methods)
        space["__slots__"] = tuple(name for name in known if name not in inherited)
        made = type(cls)(cls.__name__, cls.__bases__, space)
        made.__qualname__ = cls.__qualname__
        return made

    _OF_THE_CLASS = frozenset(("__dict__", "__weakref__"))

    class _Later:
        """An attribute of a class that is made when somebody asks for it."""

        __slots__ = ("make",)

        def __init__(self, make):
            self.make = make

        def __get__(self, one, kind):
            owner = next(base for base in kind.__mro__ if "__record_options__" in base.__dict__)
            return self.make(owner)

    def _standard_fields(owner):
        dataclasses = _dataclasses()

        found = {}
        for name, one in owner.__record_fields__.items():
            told = {key: getattr(one, key) for key in ("init", "repr", "hash", "compare")}
            if one.default is not _MISSING:
                told["default"] = one.default
            if one.default_factory is not _MISSING:
                told["default_factory"] = one.default_factory
            found[name] = dataclasses.field(**told, kw_only=False)
            found[name].name, found[name].type = name, one.type
            found[name]._field_type = dataclasses._FIELD
        owner.__dataclass_fields__ = found
        return found

    def _standard_params(owner):
        frozen, slots, eq, order = owner.__record_options__
        plain = _dataclasses().make_dataclass("plain", (), frozen=frozen, slots=slots, eq=eq, order=order)
        owner.__dataclass_params__ = plain.__dataclass_params__
        return owner.__dataclass_params__

    # These stand in a class until they are called for the first time, and then put the written method into their place.

    def _init(self, *args, **kwargs):
        if not _filled(self, args, kwargs):
            _written(self, "__init__", _init, _write_init)(self, *args, **kwargs)

    def _eq(self, other):
        return _written(self, "__eq__", _eq, _write_eq)(self, other)

    def _hash(self):
        return _written(self, "__hash__", _hash, _write_hash)(self)

    _FEW = 20

    def _filled(one, args, kwargs):
        """Fill one of the first objects of a class with default factories: most of these are made once a document,
        and their `__init__` need not be written for that. False where it must be, if only to say what is missing.
        """
        owner = next(base for base in type(one).__mro__ if base.__dict__.get("__init__") is _init)
        known = owner.__record_fields__
        made = owner.__record_made__
        made[0] += 1
        if made[0] > _FEW or all(field.default_factory is _MISSING for field in known.values()):
            return False
        names = [name for name, field in known.items() if field.init]
        if len(args) > len(names) or not kwargs.keys() <= set(names[len(args) :]):
            return False
        values = dict(zip(names, args, strict=False), **kwargs)
        put = _set if owner.__record_options__[0] else setattr
        for name, field in known.items():
            if name in values:
                put(one, name, values[name])
            elif field.default is not _MISSING:
                put(one, name, field.default)
            elif field.default_factory is not _MISSING:
                put(one, name, field.default_factory())
            elif field.init:
                return False
        if hasattr(owner, "__post_init__"):
            one.__post_init__()
        return True

    def _written(one, name, stand_in, write):
        """Write the method of the class that has the stand-in, which may be a base of the object's own class."""
        owner = next(base for base in type(one).__mro__ if base.__dict__.get(name) is stand_in)
        method = write(owner)
        method.__qualname__, method.__module__ = f"{owner.__qualname__}.{name}", owner.__module__
        setattr(owner, name, method)
        return method

    def _write_init(owner):
        known = owner.__record_fields__
        frozen = owner.__record_options__[0]
        if frozen and not hasattr(owner, "__post_init__"):
            given = [one.default for one in known.values()]
            defaults = tuple(one for one in given if one is not _MISSING)
            simple = all(one.init and one.default_factory is _MISSING for one in known.values())
            ordered = _MISSING not in given[len(given) - len(defaults) :]
            if simple and ordered and (init := _taking(owner, tuple(known), defaults)):
                return init
        space = {"_set": _set, "_missing": _MISSING}
        taken, body = [], []
        for name, one in known.items():
            value = name
            if one.default is not _MISSING:
                space[f"_d_{name}"] = one.default
                taken.append(f"{name}=_d_{name}")
                value = name if one.init else f"_d_{name}"
            elif one.default_factory is not _MISSING:
                space[f"_f_{name}"] = one.default_factory
                taken.append(f"{name}=_missing")
                value = f"_f_{name}() if {name} is _missing else {name}" if one.init else f"_f_{name}()"
            elif one.init:
                taken.append(name)
            else:
                continue  # for __post_init__ to set
            if not one.init:
                taken.pop()
            body.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
        if hasattr(owner, "__post_init__"):
            body.append("self.__post_init__()")
        return _function("__init__", ", ".join(("self", *taken)), body or ["pass"], space)

    # Compiling a text takes Python 0.2 ms, and a document needs some 80 classes. So an `__init__` that only puts away
    # what it is given is one of these, under the names of the class and with what fills the slots of the class.
    _set_a = _set_b = _set_c = _set_d = _set_e = _set_f = _set_g = _set_h = _set_i = _set_j = None

    def _take_1(self, a):
        _set_a(self, a)

    def _take_2(self, a, b):
        _set_a(self, a)
        _set_b(self, b)

    def _take_3(self, a, b, c):
        _set_a(self, a)
        _set_b(self, b)
        _set_c(self, c)

    def _take_4(self, a, b, c, d):
        _set_a(self, a)
        _set_b(self, b)
        _set_c(self, c)
        _set_d(self, d)

    def _take_5(self, a, b, c, d, e):
        _set_a(self, a)
        _set_b(self, b)
        _set_c(self, c)
        _set_d(self, d)
        _set_e(self, e)

    def _take_6(self, a, b, c, d, e, f):
        _set_a(self, a)
        _set_b(self, b)
        _set_c(self, c)
        _set_d(self, d)
        _set_e(self, e)
        _set_f(self, f)

    def _take_7(self, a, b, c, d, e, f, g):
        _set_a(self, a)
        _set_b(self, b)
        _set_c(self, c)
        _set_d(self, d)
        _set_e(self, e)
        _set_f(self, f)
        _set_g(self, g)

    def _take_8(self, a, b, c, d, e, f, g, h):
        _set_a(self, a)
        _set_b(self, b)
        _set_c(self, c)
        _set_d(self, d)
        _set_e(self, e)
        _set_f(self, f)
        _set_g(self, g)
        _set_h(self, h)

    def _take_9(self, a, b, c, d, e, f, g, h, i):
        _set_a(self, a)
        _set_b(self, b)
        _set_c(self, c)
        _set_d(self, d)
        _set_e(self, e)
        _set_f(self, f)
        _set_g(self, g)
        _set_h(self, h)
        _set_i(self, i)

    def _take_10(self, a, b, c, d, e, f, g, h, i, j):
        _set_a(self, a)
        _set_b(self, b)
        _set_c(self, c)
        _set_d(self, d)
        _set_e(self, e)
        _set_f(self, f)
        _set_g(self, g)
        _set_h(self, h)
        _set_i(self, i)
        _set_j(self, j)

    _TAKE = (_take_1, _take_2, _take_3, _take_4, _take_5, _take_6, _take_7, _take_8, _take_9, _take_10)
    _LETTERS = "abcdefghij"

    def _taking(owner, names, defaults):
        """The `__init__` that puts away values under these names; None where there is no such form."""
        if not 0 < len(names) <= len(_TAKE):
            return None
        form = _TAKE[len(names) - 1]
        letters = _LETTERS[: len(names)]
        if form.__code__.co_varnames != ("self", *letters):
            return None  # another Python than we know
        puts = {f"_set_{letter}": _putting(owner, name) for letter, name in zip(letters, names, strict=True)}
        code = form.__code__.replace(co_varnames=("self", *names), co_name="__init__")
        return type(form)(code, puts, "__init__", defaults or None)

    def _putting(owner, name):
        """What fills the slot of that name: three times as fast as `object.__setattr__`, which looks it up."""
        slot = next((base.__dict__[name] for base in owner.__mro__ if name in base.__dict__), None)
        if hasattr(slot, "__set__"):
            return slot.__set__
        return lambda one, value: _set(one, name, value)

    def _write_eq(owner):
        names = [name for name, one in owner.__record_fields__.items() if one.compare]
        mine, theirs = ("".join(f"{one}.{name}," for name in names) for one in ("self", "other"))
        body = f"if other.__class__ is self.__class__: return ({mine}) == ({theirs})", "return NotImplemented"
        return _function("__eq__", "self, other", body, {})

    def _write_hash(owner):
        known = owner.__record_fields__.items()
        names = [name for name, one in known if (one.compare if one.hash is None else one.hash)]
        return _function("__hash__", "self", [f"return hash(({''.join(f'self.{name},' for name in names)}))"], {})

    def _function(name, arguments, body, space):
        """A function of these lines, as `dataclasses` would write it; `space` has what they name."""
        lines = "\n  ".join(body)
        made = {}
        exec(f"def make({', '.join(space)}):\n def {name}({arguments}):\n  {lines}\n return {name}", made)
        return made["make"](**space)

    def _order(known):
        values = _values([name for name, one in known.items() if one.compare])

        def __lt__(self, other):  # noqa: N807
            return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

        def __le__(self, other):  # noqa: N807
            return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

        def __gt__(self, other):  # noqa: N807
            return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

        def __ge__(self, other):  # noqa: N807
            return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

        return {"__lt__": __lt__, "__le__": __le__, "__gt__": __gt__, "__ge__": __ge__}

    def _values(names):
        """A function that gives the values of these fields as a tuple."""
        get = attrgetter(*names)
        return get if len(names) > 1 else lambda one: (get(one),)

    def _repr(self):
        known = self.__record_fields__
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in known.items() if one.repr)
        return f"{self.__class__.__qualname__}({told})"

    def _frozen_set(self, name, value):
        _refuse(self, name, "assign to")
        super(_decorated(self), self).__setattr__(name, value)

    def _frozen_del(self, name):
        _refuse(self, name, "delete")
        super(_decorated(self), self).__delattr__(name)

    def _refuse(one, name, what):
        owner = _decorated(one)
        if type(one) is owner or name in owner.__record_fields__:
            raise _dataclasses().FrozenInstanceError(f"cannot {what} field {name!r}")

    def _decorated(one):
        return next(base for base in type(one).__mro__ if "__record_options__" in base.__dict__)

    def _getstate(self):
        return [getattr(self, name) for name in self.__record_fields__]

    def _setstate(self, state):
        for name, value in zip(self.__record_fields__, state, strict=True):
            _set(self, name, value)


__all__ = ["dataclass", "field", "fields", "replace"]
