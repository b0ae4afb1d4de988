"""Tables that a program holds, whatever library made them, as DuckDB can read them over and over.

Anything with an Arrow stream will do: pandas, Polars, DuckDB, PyArrow. Rows are numbered as they
come, once and for all: a number that is worked out anew by each query need not be the same.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from lexcheck.bulk.sql.expressions import quoted
from lexcheck.bulk.sql.facts import ROW


class NoTable(Exception):
    """What was given is no table. `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def frame_of(frames: object, name: str) -> object | None:
    """A table among those that are given: by name, or of a DuckDB connection."""
    if isinstance(frames, duckdb.DuckDBPyConnection):
        try:
            return frames.table(name)
        except duckdb.Error:
            return None
    return frames.get(name) if hasattr(frames, "get") else None


def put_frame(db: duckdb.DuckDBPyConnection, frame: object, name: str) -> None:
    """Make a table of this name, its rows numbered from 1. Raises NoTable.

    It is copied, to disk where memory is short. Read where it is, DuckDB would leave conditions to
    PyArrow, which does not know them of every type.
    """
    rows = pa.RecordBatchReader.from_batches(*_numbered(_stream(frame)))
    db.register("given", rows)
    db.execute(f"CREATE TEMP TABLE {quoted(name)} AS SELECT * FROM given")
    db.unregister("given")


def _stream(frame: object) -> pa.RecordBatchReader:
    if hasattr(frame, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(frame)
    if hasattr(frame, "collect"):
        raise NoTable("a lazy frame is no table yet", "give what its `collect()` returns")
    what = type(frame).__name__
    raise NoTable(
        f"`{what}` is no table", "give an Arrow table, a pandas or Polars frame, a DuckDB relation"
    )


def _numbered(rows: pa.RecordBatchReader) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    def batches() -> Iterator[pa.RecordBatch]:
        seen = 0
        for batch in rows:
            numbers = pa.array(range(seen + 1, seen + batch.num_rows + 1), pa.int64())
            seen += batch.num_rows
            yield pa.RecordBatch.from_arrays([*batch.columns, numbers], schema=schema)

    schema = rows.schema.append(pa.field(ROW, pa.int64()))
    return schema, batches()
