"""From findings as they were written to a summary, and to the table of assessments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from lexcheck.bulk.run import Bulk, Format, Judged
from lexcheck.bulk.sql import summaries as sql
from lexcheck.bulk.sql.expressions import text
from lexcheck.bulk.summary import AssessmentTally, NormTally, PartyTally
from lexcheck.norms.thresholds import threshold_of

#: Parties that are listed one by one; of more, the table of findings tells.
MOST_PARTIES = 20


def count(bulk: Bulk, judged: Sequence[Judged]) -> None:
    """Counts the findings of each norm that are alike; what else is told here rests on it."""
    keys = {norm.name: len(norm.variables) for norm in bulk.ruleset.norms}
    for each in judged:
        bulk.db.execute(sql.tally(each.norm, each.file, keys[each.norm]))


def norm_tally(db: duckdb.DuckDBPyConnection, judged: Judged) -> NormTally:
    counts = db.execute(sql.by_verdict(judged.norm)).fetchall()
    return NormTally(
        norm=judged.norm,
        counts=tuple((str(v), str(r), int(n)) for v, r, n in counts),
        cases=judged.cases,
        why=judged.why,
    )


def party_tallies(db: duckdb.DuckDBPyConnection, judged: Judged) -> list[PartyTally]:
    found: dict[str, list[tuple[str, int]]] = {}
    for party, verdict, number in db.execute(sql.by_party(judged.norm)).fetchall():
        found.setdefault(str(party), []).append((str(verdict), int(number)))
    if len(found) > MOST_PARTIES:
        return []
    return [
        PartyTally(norm=judged.norm, party=party, counts=tuple(counts))
        for party, counts in found.items()
    ]


def assess(
    bulk: Bulk, judged: Sequence[Judged], file: Path, form: Format
) -> tuple[list[AssessmentTally], list[str]]:
    """The table of assessments, its tallies, and the names of those that have no translation."""
    files = {each.norm: each.file for each in judged}
    queries, missing = [], []
    width = bulk.shape.width
    names = []
    for each in bulk.ruleset.assessments:
        try:
            queries.append(
                sql.assessment(each, threshold_of(each, bulk.ruleset), files[each.norm], width)
            )
            names.append(each.name)
        except sql.NotAssessed:
            missing.append(each.name)
    if not queries:
        return [], missing
    options = "FORMAT parquet" if form == "parquet" else "FORMAT csv, HEADER"
    bulk.db.execute(f"COPY ({' UNION ALL '.join(queries)}) TO {text(str(file))} ({options})")
    source = sql.reader(str(file))
    tallies = []
    for name in names:
        where = f"FROM {source} WHERE assessment = {text(name)}"
        outcomes = bulk.db.execute(
            f"SELECT outcome, count(*) {where} GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        figure = None
        if sum(int(n) for _, n in outcomes) == 1:
            row = bulk.db.execute(f"SELECT figure_least, figure_most {where}").fetchone()
            if row is not None and row[0] is not None:
                figure = (float(row[0]), float(row[1]))
        counts = tuple((str(o), int(n)) for o, n in outcomes)
        tallies.append(AssessmentTally(name=name, outcomes=counts, figure=figure))
    return tallies, missing
