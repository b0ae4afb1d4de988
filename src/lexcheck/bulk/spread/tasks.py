"""What is asked of the engine that spreads the work: three kinds of tasks, and no more.

`spark.Cluster` is one such engine. It moves parcels, and never looks into them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from lexcheck.bulk.spread.parts import Odd, Outcome
from lexcheck.bulk.spread.splits import Kind, Parcel, Split

Reads = Callable[[Split], Iterator[Parcel]]
Compares = Callable[[Iterable[Parcel]], Iterator[Odd]]
Judges = Callable[[int, int, Iterable[Parcel]], Iterator[Outcome]]


class Parcels(Protocol):
    """Parcels that wait where they were made."""

    def notes(self) -> Iterator[Parcel]:
        """What the driver is to hear: all but facts and keys that belong to a part."""

    def compare(self, compares: Compares) -> Iterator[Odd]:
        """Keys, brought together by part."""

    def judge(self, judges: Judges, of: int) -> Iterator[tuple[int, Outcome]]:
        """The facts of one pass, brought together by part: the part, and what became of it."""

    def drop(self) -> None:
        """They are not needed any more."""


class Cluster(Protocol):
    """Where tasks run, so many of them at a time."""

    parallel: int

    def read(self, splits: Sequence[Split], reads: Reads, parts: int) -> Parcels:
        """Each split by a task of its own."""

    def ask(self, splits: Sequence[Split], reads: Reads) -> Iterator[Parcel]:
        """As `read`, with everything brought to the driver."""


#: Kinds of parcels that go to a part; the driver hears of all others.
KEYS: tuple[Kind, ...] = ("ids", "named")
