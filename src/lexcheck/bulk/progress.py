"""How far a run is: told to whoever wants to know, while DuckDB works."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

#: Hears what is counted, how many are done, and of how many; 0 where nobody knows.
Progress = Callable[[str, int, int], None]

#: Seconds from one look at a query to the next.
_OFTEN = 0.25


@contextmanager
def watched(
    db: duckdb.DuckDBPyConnection, progress: Progress | None, what: str, done: int, of: int
) -> Iterator[None]:
    """Tells, while a query runs, how far from `done` to `of` it is, as DuckDB reckons."""
    if progress is None or done >= of:
        yield
        return
    db.execute("SET enable_progress_bar = true")
    db.execute("SET enable_progress_bar_print = false")
    over = threading.Event()

    def look() -> None:
        while not over.wait(_OFTEN):
            share = max(db.query_progress(), 0.0) / 100
            progress(what, done + int((of - done) * share), of)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()
        db.execute("SET enable_progress_bar = false")
    progress(what, of, of)
