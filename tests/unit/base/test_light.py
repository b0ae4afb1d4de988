"""Light models are what the type checker takes them for: attrs models, but for being frozen."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Generic, TypeVar

import attrs
import pytest

from lexcheck.base.light import field, light

T = TypeVar("T")


@light(kw_only=True)
class Node:
    place: int = field(eq=False, repr=False)


@light(kw_only=True)
class Leaf(Node):
    """A model below another, with a default and something kept."""

    name: str
    parts: tuple[str, ...] = ()
    notes: list[str] = field(factory=list)

    @cached_property
    def shouted(self) -> list[str]:
        return [self.name.upper()]


@light
class Pair(Generic[T]):
    first: T
    second: T | None = None


@light
class Caseless:
    word: str = field(eq=str.lower)


@light(eq=False)
class Itself:
    word: str


def test_a_model_is_made_as_attrs_makes_it() -> None:
    leaf = Leaf(place=3, name="a")
    assert (leaf.place, leaf.name, leaf.parts, leaf.notes) == (3, "a", (), [])
    assert (Pair(1).second, Pair(1, 2).second, Pair(second=2, first=1).first) == (None, 2, 1)
    assert Leaf(place=1, name="b").notes is not leaf.notes
    assert Leaf.__doc__ == "A model below another, with a default and something kept."


@pytest.mark.parametrize(
    "wrong",
    [
        lambda model: model(),
        lambda model: model(name="a"),
        lambda model: model(3, "a"),
        lambda model: model(place=3, name="a", nmae="b"),
    ],
)
def test_wrong_arguments_are_refused_each_time(wrong: Any) -> None:
    @light(kw_only=True)
    class Other(Node):
        name: str

    for _ in range(2):  # the first instance, and those after it
        with pytest.raises(TypeError):
            wrong(Other)
        Other(place=3, name="a")


def test_a_model_has_nothing_but_its_fields() -> None:
    with pytest.raises(AttributeError):
        Pair(1).third = 3  # type: ignore[attr-defined]
    assert not hasattr(Pair(1), "__dict__")


def test_what_is_worked_out_is_kept() -> None:
    leaf = Leaf(place=3, name="a")
    assert leaf.shouted is leaf.shouted
    assert attrs.evolve(leaf, name="b").shouted == ["B"]


def test_equality_compares_the_fields_that_count() -> None:
    assert Leaf(place=1, name="a") == Leaf(place=2, name="a") != Leaf(place=1, name="b")
    assert hash(Leaf(place=1, name="a", notes=())) == hash(Leaf(place=2, name="a", notes=()))  # type: ignore[arg-type]
    assert Caseless("A") == Caseless("a") != Caseless("b")
    assert hash(Caseless("A")) == hash(Caseless("a"))
    assert Itself("a") != Itself("a")
    assert len({Itself("a"), Itself("a")}) == 2


def test_models_of_two_classes_are_never_equal() -> None:
    @light
    class Other:
        first: int
        second: int | None = None

    others: tuple[object, ...] = (Other(1, 2), (1, 2))
    assert Pair(1, 2) not in others


def test_the_text_of_a_model_names_its_fields() -> None:
    assert repr(Leaf(place=1, name="a")) == "Leaf(name='a', parts=(), notes=[])"


def test_attrs_takes_it_for_its_own() -> None:
    assert [each.name for each in attrs.fields(Leaf)] == ["place", "name", "parts", "notes"]
    assert attrs.evolve(Pair(1, 2), second=3) == Pair(1, 3)
    changed = attrs.evolve(Leaf(place=1, name="a", parts=("x",)), name="b")
    assert (changed.place, changed.name, changed.parts) == (1, "b", ("x",))
    with pytest.raises(TypeError):
        attrs.evolve(Pair(1, 2), third=3)  # type: ignore[call-arg]
    assert attrs.has(Leaf)


def test_a_field_of_attrs_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Wrong\.word"):

        @light
        class Wrong:
            word: str = attrs.field(default="")
