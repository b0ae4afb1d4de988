"""What a run over tables leaves behind: tables of stable columns, in files or in memory.

A run writes its findings as Parquet, one norm after the other. Here they become what was asked for:
a folder of tables, one file of findings, one DuckDB file of all tables, or Arrow tables. Nothing is
held in memory but for the last of these.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import attrs
import duckdb

from lexcheck.base.light import light
from lexcheck.bulk.sql.expressions import quoted, text
from lexcheck.bulk.sql.summaries import union
from lexcheck.bulk.summary import Summary

if TYPE_CHECKING:
    import pyarrow as pa

Form = Literal["parquet", "csv", "arrow", "duckdb"]

#: Rows of an Arrow file that are handed over at a time.
_BATCH = 100_000


@attrs.frozen(kw_only=True)
class DatasetRun:
    """What came of judging tables: what it comes to, and the tables themselves, as Arrow has them.

    `lexcheck.bulk.outputs` says what their columns hold. `assessments` None: there are none.
    All four are None where they were written to a folder or file instead.
    """

    summary: Summary
    findings: pa.Table = None
    assessments: pa.Table = None
    rejects: pa.Table = None
    totals: pa.Table = None


@light(kw_only=True)
class Column:
    """A column of a table that a run leaves behind. `type` is DuckDB's."""

    name: str
    type: str
    meaning: str


@attrs.define(kw_only=True)
class Outputs:
    """The tables of a run, as queries. `files`: by norm, its findings, as Parquet."""

    files: dict[str, str]
    assessments: str | None
    rejects: str
    totals: str

    @property
    def tables(self) -> dict[str, str]:
        """What stands beside the findings."""
        found = {} if self.assessments is None else {"assessments": self.assessments}
        return {**found, "rejects": self.rejects, "totals": self.totals}

    @property
    def findings(self) -> str:
        return union(list(self.files.values()))


def write(
    db: duckdb.DuckDBPyConnection, outputs: Outputs, target: Path, form: Form, *, single: bool
) -> None:
    """Write the tables of a run: `single`, all to one file, else to a folder.

    One file that is no database holds the findings alone. Nothing is left of what the queries read:
    Parquet files that are asked for are those that are there.
    """
    if form == "duckdb":
        _database(db, {"findings": outputs.findings, **outputs.tables}, target)
        return
    if single:
        _file(db, outputs.findings, target, form)
        return
    inner = target / "findings"
    inner.mkdir(parents=True)
    for name, query in outputs.tables.items():
        _file(db, query, target / f"{name}.{form}", form)
    for norm, file in outputs.files.items():
        if form == "parquet":  # one file, or a folder of them
            made = Path(file).parent if "*" in Path(file).name else Path(file)
            shutil.move(made, inner / f"{norm}.parquet")
        else:
            _file(db, union([file]), inner / f"{norm}.{form}", form)


def in_memory(db: duckdb.DuckDBPyConnection, outputs: Outputs) -> dict[str, pa.Table]:
    """The tables of a run as Arrow has them, by name."""
    queries = {"findings": outputs.findings, **outputs.tables}
    return {name: db.execute(query).to_arrow_table() for name, query in queries.items()}


def _file(db: duckdb.DuckDBPyConnection, query: str, file: Path, form: Form) -> None:
    if form == "arrow":
        import pyarrow as pa  # takes a while to load

        rows = db.execute(query).to_arrow_reader(_BATCH)
        with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
            for batch in rows:
                writer.write_batch(batch)
        return
    options = "FORMAT csv, HEADER" if form == "csv" else "FORMAT parquet, COMPRESSION snappy"
    db.execute(f"COPY ({query}) TO {text(str(file))} ({options})")


def _database(db: duckdb.DuckDBPyConnection, tables: dict[str, str], file: Path) -> None:
    db.execute(f"ATTACH {text(str(file))} AS written")
    for name, query in tables.items():
        db.execute(f"CREATE TABLE written.{quoted(name)} AS {query}")
    db.execute("DETACH written")


# ── What the columns say ───────────────────────────────────────────────────────────────────────

_VERDICTS = "the verdicts that are possible, with `|` between them; one where it is definite"

FINDINGS = (
    Column(name="norm", type="VARCHAR", meaning="the norm"),
    Column(name="version", type="VARCHAR", meaning="which version of it, by its days in force"),
    Column(
        name="key_…", type="VARCHAR",
        meaning="`key_1`, `key_2` and so on: the ids that its variables are bound to, in"
        " order; null where the norm has fewer",
    ),
    Column(name="verdict", type="VARCHAR", meaning="the verdict"),
    Column(name="possible", type="VARCHAR", meaning=_VERDICTS),
    Column(name="reason", type="VARCHAR", meaning="why it is breached or undetermined; else null"),
    Column(name="grade", type="VARCHAR", meaning="`none`, `partial`, `full`: at least"),
    Column(name="grade_most", type="VARCHAR", meaning="the same, at most"),
    Column(name="trigger", type="TIMESTAMPTZ", meaning="when the duty arose, at the earliest"),
    Column(name="deadline", type="TIMESTAMPTZ", meaning="when it was due, at the earliest"),
    Column(name="deadline_latest", type="TIMESTAMPTZ", meaning="the same, at the latest"),
    Column(name="deciding_act", type="VARCHAR", meaning="the id of the act that decided it"),
    Column(name="gap_start", type="TIMESTAMPTZ", meaning="start of the first gap, at the earliest"),
    Column(name="gap_end", type="TIMESTAMPTZ", meaning="end of the last gap, at the latest"),
    Column(name="lateness", type="BIGINT", meaning="how late, in microseconds, at least"),
    Column(name="lateness_most", type="BIGINT", meaning="the same, at most"),
    Column(name="breached_at", type="TIMESTAMPTZ", meaning="since when it is breached"),
    Column(name="prohibited_acts", type="BIGINT", meaning="how many acts broke a prohibition"),
    Column(name="bearer", type="VARCHAR", meaning="whose duty it is; empty where none is named"),
    Column(name="counterparty", type="VARCHAR", meaning="to whom it is owed; empty likewise"),
    Column(name="citation", type="VARCHAR", meaning="the provisions, with `; ` between them"),
    Column(
        name="judged", type="VARCHAR",
        meaning="`sql` or `case`: the road that was taken. It says nothing of the verdict",
    ),
)  # fmt: skip

ASSESSMENTS = (
    Column(name="assessment", type="VARCHAR", meaning="the assessment"),
    Column(name="key_…", type="VARCHAR", meaning="the ids of what its variables are bound to"),
    Column(
        name="n_<verdict>", type="BIGINT",
        meaning="one column for each verdict: how many of the instances have it",
    ),
    Column(name="counted_least", type="BIGINT", meaning="how many count, at least"),
    Column(name="counted_most", type="BIGINT", meaning="the same, at most"),
    Column(name="not_counted_least", type="BIGINT", meaning="how many do not count, at least"),
    Column(name="not_counted_most", type="BIGINT", meaning="the same, at most"),
    Column(name="total_least", type="BIGINT", meaning="how many the norm applies to, at least"),
    Column(name="total_most", type="BIGINT", meaning="the same, at most"),
    Column(name="figure_least", type="DOUBLE", meaning="the count, or the share (0 to 1), least"),
    Column(name="figure_most", type="DOUBLE", meaning="the same, at most"),
    Column(
        name="outcome", type="VARCHAR",
        meaning="`met`, `not_met`, `undetermined`, `not_applicable`; `measured` where there is no"
        " threshold",
    ),
)  # fmt: skip

REJECTS = (
    Column(name="file", type="VARCHAR", meaning="the file, or the table that was given"),
    Column(
        name="row", type="BIGINT",
        meaning="the row in it, from 1; of a text, the line on which it starts, the header counted",
    ),
    Column(name="reason", type="VARCHAR", meaning="why it cannot be used; a row may have several"),
)  # fmt: skip

TOTALS = (
    Column(
        name="by", type="VARCHAR",
        meaning="the column of findings by whose values they are put together: `norm`, `bearer`, or"
        " `key_1` (the first variable, such as an order) where a norm has more than one",
    ),
    Column(name="norm", type="VARCHAR", meaning="the norm"),
    Column(name="key", type="VARCHAR", meaning="the value of that column; null by `norm`"),
    Column(name="instances", type="BIGINT", meaning="how many instances there are"),
    Column(name="undetermined", type="BIGINT", meaning="of how many several are possible"),
    Column(
        name="<verdict>_least", type="BIGINT",
        meaning="one for each other verdict: how many surely have it",
    ),
    Column(name="<verdict>_most", type="BIGINT", meaning="how many may have it"),
)  # fmt: skip

#: By table, its columns in order.
COLUMNS: dict[str, Sequence[Column]] = {
    "findings": FINDINGS,
    "assessments": ASSESSMENTS,
    "rejects": REJECTS,
    "totals": TOTALS,
}
