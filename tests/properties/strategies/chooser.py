"""Choosing, cheaply: random texts are made of many small choices, each from one cached strategy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

T = TypeVar("T")


@lru_cache(maxsize=256)
def _whole(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


@attrs.frozen
class Chooser:
    """Choices drawn from Hypothesis. The first of several options is the one it shrinks to."""

    draw: Callable[[st.SearchStrategy[Any]], Any]

    def upto(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        found = self.draw(_whole(low, high))
        assert isinstance(found, int)
        return found

    def one(self, options: Sequence[T]) -> T:
        return options[self.upto(0, len(options) - 1)]

    def chance(self, of: int) -> bool:
        """True once in so many times, roughly; it shrinks to False."""
        return self.upto(0, of - 1) == of - 1

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """So many of them, none twice, in the order of their drawing."""
        left = list(options)
        most = min(most, len(left))
        number = self.upto(min(least, most), most)
        return [left.pop(self.upto(0, len(left) - 1)) for _ in range(number)]
