"""Our `dataclass` gives what the standard library's gives."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any, ClassVar

import pytest

from jsx_cli import records

OURS, THEIRS = records, dataclasses


def classes(kit: Any) -> list[type]:
    """The same classes, made by one of the two."""

    @kit.dataclass(frozen=True, slots=True, order=True)
    class Place:
        """Where."""

        start: int
        end: int = 7
        words: tuple[str, ...] = kit.field(default=(), compare=False, repr=False)
        kind: ClassVar[str] = "place"

        def __post_init__(self) -> None:
            if self.start > self.end:
                raise ValueError("backwards")

        @property
        def length(self) -> int:
            return int(self.end - self.start)

    @kit.dataclass(slots=True)
    class Draft:
        """What is being made."""

        name: str
        found: list[int] = kit.field(default_factory=list)
        index: dict[str, int] = kit.field(init=False, repr=False, compare=False, default_factory=dict)
        length: int = kit.field(init=False, repr=False)
        mark: str = kit.field(init=False, repr=False, default="?")

        def __post_init__(self) -> None:
            self.length = len(self.name)

    @kit.dataclass(frozen=True, slots=True)
    class Many:
        """As many fields as there are forms for, and defaults of two."""

        a: int
        b: str
        c: int = 3
        d: tuple[int, ...] = ()

    @kit.dataclass
    class Plain:
        """No slots."""

        name: str = "x"

    @kit.dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        """The same as itself only."""

        name: str

    @kit.dataclass(frozen=True, slots=True)
    class Nothing:
        """No field."""

    for made in (Place, Draft, Plain, Alone, Nothing, Many):
        made.__qualname__ = made.__name__
    return [Place, Draft, Plain, Alone, Nothing, Many]


@pytest.fixture(params=[OURS, THEIRS], ids=["ours", "theirs"])
def made(request: pytest.FixtureRequest) -> list[Any]:
    return list(classes(request.param))


def test_values(made: list[Any]) -> None:
    place, draft, plain, alone, nothing, many = made
    for some in (many(1, "x"), many(b="x", a=1), many(1, "x", d=())):
        assert (some.a, some.b, some.c, some.d) == (1, "x", 3, ())
        assert repr(some) == "Many(a=1, b='x', c=3, d=())"
    for wrong in ((), (1,), (1, 2, 3, 4, 5)):
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            many(*wrong)
    one = place(1)
    assert (one.start, one.end, one.words, one.kind, one.length) == (1, 7, (), "place", 6)
    assert one == place(1, 7, ("不同",))
    assert one != place(1, 8)
    assert one != (1, 7)
    assert hash(one) == hash((1, 7)) == hash(place(1, 7, ("不同",)))
    assert repr(one) == "Place(start=1, end=7)"
    assert sorted([place(3), place(1, 8), place(1)]) == [place(1), place(1, 8), place(3)]
    assert place(1) <= place(1) < place(2)
    assert place(2) >= place(2) > place(1)
    with pytest.raises(TypeError):
        assert one < 5
    with pytest.raises(ValueError, match="backwards"):
        place(8)
    with pytest.raises(TypeError):
        place()
    with pytest.raises(TypeError):
        place(1, 2, (), 4)
    for given in (tuple[Any, ...](), ("a", [], {}), ("a", [], 1)):
        with pytest.raises(TypeError):
            draft(*given)
    for _ in range(30):  # so many are made without an `__init__` of their own
        assert draft(name="c", found=[2]) == draft("c", [2]) != draft("c")
    with pytest.raises(TypeError):
        draft("a", nothing=1)
    first, second = draft("a"), draft("b")
    first.found.append(1)
    first.index["x"] = 1
    assert (first.found, second.found, second.index) == ([1], [], {})
    assert draft("a", [1]) == first
    assert (first.length, first.mark) == (1, "?")
    assert repr(first) == "Draft(name='a', found=[1])"
    with pytest.raises(TypeError):
        hash(first)
    assert plain() == plain("x")
    assert plain.name == "x"
    assert alone("a") != alone("a")
    assert len({alone("a"), alone("a")}) == 2
    assert nothing() == nothing()
    assert hash(nothing()) == hash(())
    assert repr(nothing()) == "Nothing()"


def test_frozen_and_slotted(made: list[Any]) -> None:
    place, draft, plain, *_ = made
    one = place(1)
    for name in ("start", "other"):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):  # for no field of it: theirs has a bug
            setattr(one, name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.start
    assert not hasattr(one, "__dict__")
    assert place.__slots__ == ("start", "end", "words")
    with pytest.raises(AttributeError):
        draft("a").other = 1
    loose = plain()
    loose.other = 1
    assert loose.__dict__ == {"name": "x", "other": 1}


def test_standard_library_knows_them(made: list[Any]) -> None:
    place, draft, *_ = made
    one: Any = place(1, 9)
    assert all(map(dataclasses.is_dataclass, (*made, one)))
    for fields in (dataclasses.fields, records.fields):
        assert [field.name for field in fields(place)] == ["start", "end", "words"]
        assert [field.name for field in fields(draft("a"))] == ["name", "found", "index", "length", "mark"]
    assert dataclasses.asdict(draft("a", [1])) == {
        "name": "a", "found": [1], "index": {}, "length": 1, "mark": "?",
    }  # fmt: skip
    assert dataclasses.replace(one, start=2) == place(2, 9)
    assert records.replace(one, start=2) == place(2, 9)
    assert place.__match_args__ == ("start", "end", "words")


OURS_PLACE, THEIRS_PLACE = classes(OURS)[0], classes(THEIRS)[0]
for _name, _made in (("OURS_PLACE", OURS_PLACE), ("THEIRS_PLACE", THEIRS_PLACE)):
    _made.__qualname__ = _made.__name__ = _name


@pytest.mark.parametrize("kind", [OURS_PLACE, THEIRS_PLACE], ids=["ours", "theirs"])
def test_copied_and_pickled(kind: Any) -> None:
    one = kind(1, 9, ("词",))
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert again == one
        assert again.words == ("词",)


@pytest.mark.parametrize("kit", [OURS, THEIRS], ids=["ours", "theirs"])
def test_inherited(kit: Any) -> None:
    base = classes(kit)[0]

    class Named(base):  # type: ignore[misc, valid-type]
        """A plain subclass, with an `__init__` of its own."""

        def __init__(self, start: int) -> None:
            super().__init__(start, 20)

    for _ in range(2):
        assert Named(3).end == 20
    assert Named(3) == Named(3) != base(3, 20)
    assert hash(Named(3)) == hash(base(3, 20))

    @kit.dataclass(frozen=True, slots=True)
    class Longer(base):  # type: ignore[misc, valid-type]
        more: int = 0

    assert Longer(1, 2, (), 3).more == 3
    assert Longer(1, 2, (), 3) != Longer(1, 2, (), 4)
    assert Longer.__slots__ == ("more",)

    @dataclasses.dataclass(frozen=True)
    class Standard(base):  # type: ignore[misc, valid-type]
        more: int = 0

    assert Standard(1, 2, (), 3).more == 3
    assert dataclasses.replace(Standard(1), more=4) == Standard(1, 7, (), 4)


@pytest.mark.parametrize("kit", [OURS, THEIRS], ids=["ours", "theirs"])
def test_mutable_default(kit: Any) -> None:
    with pytest.raises(ValueError, match="mutable default"):

        @kit.dataclass
        class Wrong:
            found: list[int] = []  # noqa: RUF012  # that is what is tried
