"""What a run leaves behind, written out: all findings together, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence

from lexcheck.bulk.sql.expressions import text
from lexcheck.bulk.sql.summaries import reader
from lexcheck.verdicts.model import Verdict


def union(files: Sequence[str]) -> str:
    """The findings of several norms, whose files have the same columns."""
    return "\nUNION ALL BY NAME\n".join(f"SELECT * FROM {reader(file)}" for file in files)


def totals(files: Sequence[str], width: int) -> str:
    """By norm, bearer and first key: how many instances have each verdict, at least and at most.
    `width`: how many keys a finding has room for.

    An instance of which several verdicts are possible counts for the most of each of them. The ways
    that instances fall are counted first, so that each finding is looked at once.
    """
    key = "CASE WHEN key_2 IS NOT NULL THEN key_1 END" if width > 1 else "NULL::VARCHAR"
    counted = (
        f"SELECT norm, bearer, {key} AS key, possible, count(*) AS n"
        f" FROM ({union(files)}) GROUP BY ALL"
    )
    bounds = ", ".join(
        f"coalesce(sum(n) FILTER (possible = {text(v)}), 0)::BIGINT AS {v}_least,"
        f" coalesce(sum(n) FILTER (list_contains(ways, {text(v)})), 0)::BIGINT AS {v}_most"
        for v in map(str, Verdict)
        if v != Verdict.UNDETERMINED
    )
    open_ = "coalesce(sum(n) FILTER (len(ways) > 1), 0)::BIGINT AS undetermined"
    selected = f"sum(n)::BIGINT AS instances, {open_}, {bounds} FROM counted"
    return (
        f"WITH counted AS MATERIALIZED (SELECT *, string_split(possible, '|') AS ways FROM ({counted}))\n"
        f"SELECT 'norm' AS \"by\", norm, NULL::VARCHAR AS key, {selected} GROUP BY norm\n"
        f"UNION ALL\nSELECT 'bearer', norm, bearer, {selected} WHERE bearer <> '' GROUP BY norm, bearer\n"
        f"UNION ALL\nSELECT 'key_1', norm, key, {selected} WHERE key IS NOT NULL GROUP BY norm, key"
    )
