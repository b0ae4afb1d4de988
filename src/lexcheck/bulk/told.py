"""Findings as rows: those that are known before all of a norm's are written, in the table `told`.

There moments are whole microseconds, since they may lie before or after what a timestamp can hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import duckdb

from lexcheck.bulk.sql import norms as sql
from lexcheck.bulk.sql import verdicts
from lexcheck.bulk.sql.expressions import quoted
from lexcheck.norms.model import Ruleset
from lexcheck.verdicts.model import Finding, Verdict

_KINDS = {"TIMESTAMPTZ": "BIGINT"}


@attrs.define
class Told:
    """The table `told` of one norm's findings. `width`: how many keys a finding has room for."""

    db: duckdb.DuckDBPyConnection
    ruleset: Ruleset
    width: int

    def make(self) -> None:
        """An empty table, in the place of that of another norm."""
        columns = ", ".join(
            f"{quoted(name)} {_KINDS.get(kind, kind)}" for name, kind in self._columns()
        )
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE told ({columns})")

    def written(self, source: str = "told", words: verdicts.Words | None = None) -> str:
        """Findings that lie as rows of `told` do, as they are written."""
        cells = []
        for name, kind in self._columns():
            cell = f"make_timestamptz({quoted(name)})" if kind in _KINDS else quoted(name)
            cells.append(f"{cell}::{verdicts.kind_of(name, kind, words or {})} AS {quoted(name)}")
        return f"SELECT {', '.join(cells)} FROM {source}"

    def tell(self, findings: Iterable[Finding]) -> None:
        """Adds what the case evaluator found."""
        rows = [self._row(finding) for finding in findings]
        if not rows:
            return
        import pyarrow as pa  # takes a while to load

        kinds = {"BIGINT": pa.int64(), "VARCHAR": pa.string()}
        arrays = [
            pa.array(cells, kinds[_KINDS.get(kind, kind)])
            for cells, (_, kind) in zip(zip(*rows, strict=True), self._columns(), strict=True)
        ]
        batch = pa.Table.from_arrays(arrays, names=[name for name, _ in self._columns()])
        self.db.register("batch", batch)
        self.db.execute("INSERT INTO told SELECT * FROM batch")
        self.db.unregister("batch")

    def _columns(self) -> Sequence[tuple[str, str]]:
        keys = [(f"key_{n}", "VARCHAR") for n in range(1, self.width + 1)]
        return [*sql.FIRST, *keys, *sql.COLUMNS]

    def _row(self, finding: Finding) -> tuple[object, ...]:
        citations = {
            str(norm.in_force): "; ".join(map(str, norm.citations))
            for norm in self.ruleset.versions[finding.norm]
        }
        keys: list[object] = [value for _, value in finding.bindings]
        keys += [None] * (self.width - len(keys))
        citation = citations.get(finding.version, "")
        return (finding.norm, finding.version, *keys, *cells_of(finding), citation, "case")


def cells_of(finding: Finding) -> tuple[object, ...]:
    """The columns of a finding from `verdict` to `counterparty`. Where a norm does not apply, there
    are no moments.
    """
    applies = finding.verdict is not Verdict.NOT_APPLICABLE
    trigger = finding.trigger if applies else None
    deadline = finding.deadline if applies else None
    gaps, late = finding.gaps, finding.lateness
    return (
        str(finding.verdict),
        "|".join(map(str, finding.possible)),
        None if finding.reason is None else str(finding.reason),
        str(finding.grade[0]),
        str(finding.grade[1]),
        None if trigger is None else trigger.earliest,
        None if deadline is None else deadline.earliest,
        None if deadline is None else deadline.latest,
        finding.deciding_act,
        gaps[0].start.earliest if gaps else None,
        gaps[-1].end.latest if gaps else None,
        None if late is None else late.least,
        None if late is None else late.most,
        None if finding.breach_at is None else finding.breach_at.earliest,
        len(finding.prohibited_acts),
        finding.bearer,
        finding.counterparty,
    )
