"""Doubtful documents: cases with holes, and the definite cases that they stand for.

A hole knows how a case file writes the doubt, and the ways in which it may turn out. Of a doubtful
moment finitely many ways stand for all: every other moment and length of the random rulesets is a
whole hour, and all that decides is which of two moments is earlier, so that with k doubtful moments
k places inside each hour are as good as the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

import attrs

from lexcheck.base.time.instants import HOUR
from tests.judging import Document, hour, stamp


class Gone:
    """The way of a fact that turns out to be none."""


GONE = Gone()

#: Midnights of the tests, in UTC: a civil day ends a microsecond before.
MIDNIGHTS = (-12, 12, 36, 60, 84)

#: Things that no doubtful case names, but that an unknown one may be.
STRANGERS = ("zed", "zee")


@attrs.frozen(eq=False)
class Hole:
    """A doubtful place. `ways` None: a moment in `[low, high]`, in hours."""

    shown: Any
    ways: tuple[Any, ...] | None = None
    low: int = 0
    high: int = 0


Given = Mapping[Hole, Any]


def moments(low: int, high: int, doubtful: int, by_day: bool) -> list[int]:
    """The instants that stand for all of `[low, high]` where so many moments are in doubt."""
    step = HOUR // (doubtful + 1)
    found = [hour(h) + n * step for h in range(low, high) for n in range(doubtful + 1)]
    found.append(hour(high))
    if by_day:
        found += [hour(midnight) - 1 for midnight in MIDNIGHTS if low < midnight <= high]
    return found


def holes(tree: Any) -> list[Hole]:
    """All holes of a document, outer before inner."""
    if isinstance(tree, Hole):
        return list(dict.fromkeys([tree, *(h for way in tree.ways or () for h in holes(way))]))
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return [hole for part in parts for hole in holes(part)]


def filled(tree: Any, given: Given) -> Any:
    """The document with these ways taken, and its other doubts written out.

    A hole under the key `*` stands for a piece of its mapping. What is gone is left out.
    """
    if isinstance(tree, Hole):
        return filled(given.get(tree, tree.shown), given)
    if isinstance(tree, list):
        return [part for each in tree if (part := filled(each, given)) is not GONE]
    if not isinstance(tree, dict):
        return tree
    found: Document = {}
    for key, each in tree.items():
        part = filled(each, given)
        if key == "*":
            found |= part
        elif part is not GONE:
            found[key] = part
    return found


def doubtful(tree: Document) -> Document:
    """The document as a case file writes it, doubts and all."""
    found = filled(tree, {})
    assert isinstance(found, dict)
    return found


def ways_of(tree: Document, by_day: bool) -> dict[Hole, tuple[Any, ...]]:
    """Every hole with all its ways."""
    found = holes(tree)
    number = sum(hole.ways is None for hole in found)
    return {
        hole: hole.ways
        if hole.ways is not None
        else tuple(stamp(m) for m in moments(hole.low, hole.high, number, by_day))
        for hole in found
    }


def number_of_completions(tree: Document, by_day: bool) -> int:
    return prod(len(ways) for ways in ways_of(tree, by_day).values())


def completions(tree: Document, by_day: bool) -> Iterator[Document]:
    """Every definite document that stands for some completion."""
    ways = ways_of(tree, by_day)
    for choice in product(*ways.values()):
        yield completed(tree, dict(zip(ways, choice, strict=True)))


def completed(tree: Document, given: Given) -> Document:
    """One definite document; strangers are listed in it, as in no doubtful one."""
    found = filled(tree, given)
    assert isinstance(found, dict)
    records = dict(found["records"])
    if "Party" in records:
        records["Party"] = {**records["Party"], **{name: {} for name in STRANGERS}}
    return {**found, "records": records}
