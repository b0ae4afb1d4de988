"""What SQL asks of Python: moments as people write them, and the ends of civil periods.

One definition of each, in `base.time`; a value that repeats within a batch is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import duckdb

from lexcheck.base.time.instants import (
    EARLIEST,
    LATEST,
    Instant,
    Interval,
    TimeError,
    read_moment,
    zone,
)
from lexcheck.base.time.periods import NEVER as LAST
from lexcheck.base.time.periods import Counting, count
from lexcheck.bulk.lengths import read_length

if TYPE_CHECKING:
    import pyarrow as pa

Cell = str | int | None

#: What the names of all of them begin with.
PREFIX = "lexcheck_"

_READING = ("earliest", "latest", "length")
_COUNTING = ("due_earliest", "due_latest", "opens")


def provide_reading(db: duckdb.DuckDBPyConnection, *queries: str) -> None:
    """The functions that read moments and lengths, where a query asks for one: what they rest on
    takes a while to start.
    """
    if _asked(db, _READING, queries):
        add = _adder(db)
        add("earliest", lambda t, z: _end(t, z, "earliest"), [_WORDS, _WORDS], _NUMBER)
        add("latest", lambda t, z: _end(t, z, "latest"), [_WORDS, _WORDS], _NUMBER)
        add("length", _length, [_WORDS], _WORDS)


def provide_counting(
    db: duckdb.DuckDBPyConnection, timezone: str, rules: Mapping[str, Counting], *queries: str
) -> None:
    """The functions that count periods, by the rule of that name, where a query asks for one."""
    if _asked(db, _COUNTING, queries):
        tz, add = zone(timezone), _adder(db)
        takes = [_NUMBER, _WORDS, _WORDS]
        add("due_earliest", lambda a, n, r: _due(a, n, tz, rules[r])[0], takes, _NUMBER)
        add("due_latest", lambda a, n, r: _due(a, n, tz, rules[r])[1], takes, _NUMBER)
        add("opens", lambda a, n, r: _opens(a, n, tz, rules[r]), takes, _NUMBER)


_WORDS, _NUMBER = "VARCHAR", "BIGINT"

#: What each connection has: to ask DuckDB takes as long as a query over a small table.
_THERE: WeakKeyDictionary[duckdb.DuckDBPyConnection, set[str]] = WeakKeyDictionary()


def _asked(db: duckdb.DuckDBPyConnection, names: Sequence[str], queries: Sequence[str]) -> bool:
    """Does a query ask for one of these, and are they not there yet?"""
    if not any(f"{PREFIX}{name}(" in query for name in names for query in queries):
        return False
    there = _THERE.setdefault(db, set())
    if names[0] in there:
        return False
    there.add(names[0])
    return True


def _adder(
    db: duckdb.DuckDBPyConnection,
) -> Callable[[str, Callable[..., Cell], list[str], str], None]:
    import pyarrow as pa
    from duckdb import func

    def add(name: str, of: Callable[..., Cell], takes: list[str], gives: str) -> None:
        over = _batched(of, pa.int64() if gives == _NUMBER else pa.string())
        # DuckDB counts the parameters.
        by_number = (lambda a: over(a), lambda a, b: over(a, b), lambda a, b, c: over(a, b, c))  # noqa: PLW0108
        db.create_function(
            PREFIX + name,
            by_number[len(takes) - 1],
            takes,  # type: ignore[arg-type] # a list of names, which it takes
            gives,
            type=func.ARROW,
            null_handling=func.SPECIAL,
        )

    return add


def _batched(of: Callable[..., Cell], kind: pa.DataType) -> Callable[..., pa.Array]:
    """The function over whole columns; null for null, and each distinct row worked out once."""
    import pyarrow as pa

    def over(*columns: pa.ChunkedArray) -> pa.Array:
        known: dict[tuple[object, ...], Cell] = {}
        found: list[Cell] = []
        for row in zip(*(column.to_pylist() for column in columns), strict=True):
            if row not in known:
                known[row] = None if None in row else of(*row)
            found.append(known[row])
        return pa.array(found, kind)

    return over


@lru_cache(maxsize=65_536)
def _moment(text: str, timezone: str) -> Interval | None:
    try:
        return read_moment(text.strip(), zone(timezone) if timezone else None)
    except TimeError:
        return None


def _end(text: str, timezone: str, end: str) -> int | None:
    found = _moment(text, timezone)
    return None if found is None else getattr(found, end)


def _due(
    anchor: int, length: str, tz: ZoneInfo, rule: Counting, *, opening: bool = False
) -> tuple[int, int] | tuple[None, None]:
    """The earliest and latest end of a period, with what extends it (`1 month + 2 months`); of one
    from an open end, that open end. Of working days that no calendar tells, nothing is said.
    """
    given, *more = map(read_length, length.split(" + "))
    if rule.calendar is None and any(each.working for each in (given, *more)):
        return None, None
    if not EARLIEST <= anchor <= LATEST:
        return anchor, anchor
    due = count(Instant(anchor), given, tz, rule, extensions=tuple(more), opening=opening)
    if due.latest >= LAST:  # nothing bounds it: that is for the case evaluator
        return None, None
    return due.earliest, due.latest


def _opens(anchor: int, length: str, tz: ZoneInfo, rule: Counting) -> int | None:
    first, last = _due(anchor, length, tz, rule, opening=True)
    return first if first == last else None


def _length(text: str) -> str | None:
    try:
        return str(read_length(text.strip()))
    except ValueError:
        return None
