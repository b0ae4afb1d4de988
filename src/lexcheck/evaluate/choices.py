"""Doubtful texts, constants and records of one completion: what each may still be.

A constant or a record has finitely many candidates; a record may also be something that the case
does not name, a *stranger*. A text, and a territory of which nothing is known, may be anything at
all; it is asked about value by value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lexcheck.evaluate.values import ABSENT, Choice, Doubt
from lexcheck.facts.schema import Type

if TYPE_CHECKING:
    from lexcheck.evaluate.world import World

Key = tuple[object, ...]


class Stranger(str):
    """The id of something that the case does not name. A text that looks like one is none."""

    __slots__ = ()


def stranger(type_: Type, doubt: Doubt) -> Stranger:
    """What stands for the unknown value of one doubt."""
    return Stranger(f"?{type_.name} ({doubt.fact})")


def is_stranger(value: object) -> bool:
    return isinstance(value, Stranger)


class Choices:
    """The doubtful discrete values of a world."""

    __slots__ = ("aliases", "apart", "candidates", "doubts", "excluded", "free", "world")

    def __init__(self, world: World) -> None:
        self.world = world
        self.candidates: dict[Key, tuple[object, ...]] = {}
        self.doubts: dict[Key, Doubt] = {}
        # A free choice may be anything but these; two free ones may be found the same, or apart.
        self.free: dict[Key, str] = {}
        self.excluded: dict[Key, set[object]] = {}
        self.aliases: dict[Key, Key] = {}
        self.apart: set[tuple[Key, Key]] = set()

    def among(self, doubt: Doubt, options: tuple[object, ...]) -> Choice:
        """One of these."""
        key = ("choice", *doubt.key)
        if key not in self.doubts:
            self.doubts[key] = doubt
            self.candidates[key] = options
        return Choice(key)

    def anything(self, doubt: Doubt, type_: Type, excluded: tuple[object, ...]) -> Choice:
        """Any text or territory but those."""
        key = ("choice", *doubt.key)
        if key not in self.doubts:
            self.doubts[key] = doubt
            self.free[key] = stranger(type_, doubt)
            self.excluded[key] = set(excluded)
        return Choice(key)

    def _root(self, choice: Choice) -> Key:
        key = choice.key
        while key in self.aliases:
            key = self.aliases[key]
        return key

    def shown(self, choice: Choice) -> str:
        """What it may still be, in words."""
        options = self.candidates.get(self._root(choice))
        return "unknown" if options is None else " or ".join(str(option) for option in options)

    def known(self, choice: Choice) -> object:
        """The value, if only one is left; else ABSENT."""
        options = self.candidates.get(self._root(choice), ())
        return options[0] if len(options) == 1 else ABSENT

    def is_among(self, value: object, wanted: frozenset[object]) -> bool:
        """Is this value one of those? Strangers are none of them."""
        if not isinstance(value, Choice):
            return value in wanted
        key = self._root(value)
        if key in self.free:
            return self._free_is_among(key, wanted)
        options = self.candidates[key]
        inside = tuple([option for option in options if option in wanted])
        if not inside or len(inside) == len(options):
            return bool(inside)
        outside = tuple([option for option in options if option not in wanted])
        doubt = self.doubts[key]
        shown = " or ".join(str(option) for option in inside)
        yes = self.world.ask((doubt,), lambda: f"is {doubt.told} {shown}?", ("yes", "no")) == 0
        self.candidates[key] = inside if yes else outside
        return yes

    def _free_is_among(self, key: Key, wanted: frozenset[object]) -> bool:
        """Value by value. What another value, known to be apart from it, has, it is not."""
        doubt = self.doubts[key]
        taken = {
            option
            for left, right in self.apart
            if key in (left, right)
            for option in self.candidates.get(left if right == key else right, ())
        }
        for text in sorted(wanted, key=str):
            if text in self.excluded[key] or text in taken:
                continue
            answers = ("yes", "no")
            if self.world.ask((doubt,), lambda t=text: f"is {doubt.told} {_told(t)}?", answers):  # type: ignore[misc]
                self.excluded[key].add(text)
                continue
            del self.free[key]
            self.candidates[key] = (text,)
            return True
        return False

    def settled(self, value: object) -> object:
        """The one value in this completion; of a free choice, a stranger that stands for it."""
        if not isinstance(value, Choice):
            return value
        key = self._root(value)
        if key in self.free:
            return self.free[key]
        options = self.candidates[key]
        if len(options) > 1:
            doubt = self.doubts[key]
            texts = tuple(str(option) for option in options)
            given = self.world.ask((doubt,), lambda: f"what is {doubt.told}?", texts)
            options = self.candidates[key] = (options[given],)
        return options[0]

    def same(self, left: object, right: object) -> bool:
        """Are two values the same?"""
        if isinstance(left, Choice) and isinstance(right, Choice):
            return self._both(left, right)
        if isinstance(left, Choice):
            return self._against(left, right)
        if isinstance(right, Choice):
            return self._against(right, left)
        if left == right:
            return True
        return is_stranger(left) and is_stranger(right) and self._strangers(str(left), str(right))

    def _against(self, choice: Choice, value: object) -> bool:
        """Is a choice that value? A stranger is compared with whatever stranger it may be."""
        if is_stranger(value) and self._root(choice) not in self.free:
            return self.same(self.settled(choice), value)
        return self.is_among(choice, frozenset({value}))

    def _both(self, left: Choice, right: Choice) -> bool:
        a, b = self._root(left), self._root(right)
        if a == b:
            return True
        if a in self.free and b in self.free:
            return self._both_free(a, b)
        if a in self.free:
            return self.same(left, self.settled(right))
        return self.same(self.settled(left), right)

    def _both_free(self, a: Key, b: Key) -> bool:
        if (a, b) in self.apart or (b, a) in self.apart:
            return False
        first, second = self.doubts[a], self.doubts[b]
        question = f"are {first.told} and {second.told} the same?"
        if self.world.ask((first, second), lambda: question, ("yes", "no")):
            self.apart.add((a, b))
            return False
        self.aliases[b] = a
        del self.free[b]
        self.excluded[a] |= self.excluded.pop(b)
        self.apart = {(a if x == b else x, a if y == b else y) for x, y in self.apart}
        return True

    def _strangers(self, left: str, right: str) -> bool:
        """Two things that the case does not name may be one and the same."""
        one, other = sorted((left, right))
        memo = ("same stranger", one, other)
        if memo not in self.world.memo:
            doubts = tuple(d for d in self.doubts.values() if d.fact in one or d.fact in other)
            question = f"are {one[1:]} and {other[1:]} the same?"
            answers = ("yes", "no")
            self.world.memo[memo] = self.world.ask(doubts[:2], lambda: question, answers) == 0
        return bool(self.world.memo[memo])


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else f"`{value}`"
