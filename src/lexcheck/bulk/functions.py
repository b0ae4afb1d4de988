"""What SQL asks of Python: moments as people write them, and the ends of civil periods.

One definition of each, in `base.time`; a value that repeats within a batch is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import duckdb

from lexcheck.base.time.instants import (
    EARLIEST,
    LATEST,
    Instant,
    Interval,
    TimeError,
    day_start,
    local_day,
    read_moment,
    zone,
)
from lexcheck.base.time.periods import count
from lexcheck.bulk.lengths import read_length

if TYPE_CHECKING:
    import pyarrow as pa

Cell = str | int | None

#: What the names of all of them begin with.
PREFIX = "lexcheck_"


_NAMES = ("earliest", "latest", "due_earliest", "due_latest", "opens", "length")


def provide(db: duckdb.DuckDBPyConnection, *queries: str) -> None:
    """The functions, where a query asks for one of them and they are not there yet: what they rest
    on takes a while to start. Civil periods are counted in the zone that `lexcheck_zone` names.
    """
    if not any(f"{PREFIX}{name}(" in query for name in _NAMES for query in queries):
        return
    row = db.execute(
        "SELECT getvariable('lexcheck_zone'), count(*) FROM duckdb_functions()"
        f" WHERE function_name = '{PREFIX}length'"
    ).fetchone()
    assert row is not None
    if not row[1]:
        _register(db, str(row[0]))


def _register(db: duckdb.DuckDBPyConnection, timezone: str) -> None:
    """The functions of a connection; civil periods are counted in this zone."""
    import pyarrow as pa
    from duckdb import func

    tz = zone(timezone)
    words, number = "VARCHAR", "BIGINT"

    def add(name: str, of: Callable[..., Cell], takes: list[str], gives: str) -> None:
        over = _batched(of, pa.int64() if gives == number else pa.string())
        # DuckDB counts the parameters.
        one, two = (lambda a: over(a)), (lambda a, b: over(a, b))  # noqa: PLW0108
        db.create_function(
            PREFIX + name,
            one if len(takes) == 1 else two,
            takes,  # type: ignore[arg-type] # a list of names, which it takes
            gives,
            type=func.ARROW,
            null_handling=func.SPECIAL,
        )

    add("earliest", lambda t, z: _end(t, z, "earliest"), [words, words], number)
    add("latest", lambda t, z: _end(t, z, "latest"), [words, words], number)
    add("due_earliest", lambda a, n: _due(a, n, tz)[0], [number, words], number)
    add("due_latest", lambda a, n: _due(a, n, tz)[1], [number, words], number)
    add("opens", lambda a, n: _opens(a, n, tz), [number, words], number)
    add("length", _length, [words], words)


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


def _due(anchor: int, length: str, tz: ZoneInfo) -> tuple[int, int] | tuple[None, None]:
    """The earliest and latest end of a period; of one from an open end, that open end. Of working
    days nothing is said here: they take a calendar.
    """
    given = read_length(length)
    if given.working:
        return None, None
    if not EARLIEST <= anchor <= LATEST:
        return anchor, anchor
    due = count(Instant(anchor), given, tz)
    return due.earliest, due.latest


def _opens(anchor: int, length: str, tz: ZoneInfo) -> int | None:
    end = _due(anchor, length, tz)[0]
    if end is None or not EARLIEST <= end <= LATEST:
        return end
    return day_start(local_day(Instant(end), tz), tz)


def _length(text: str) -> str | None:
    try:
        return str(read_length(text.strip()))
    except ValueError:
        return None
