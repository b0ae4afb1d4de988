"""What findings come to, written out: all of them, tallies by norm and party, and assessments."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lexcheck.bulk.model import Records
from lexcheck.bulk.sql.expressions import named, quoted, text
from lexcheck.norms.model import Assessment
from lexcheck.norms.thresholds import Threshold
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Verdict


def reader(file: str) -> str:
    return f"read_csv({text(file)}, all_varchar = true)" if file.endswith(".csv") else text(file)


def union(files: Sequence[str]) -> str:
    """The findings of several norms, whose files have the same columns."""
    return "\nUNION ALL BY NAME\n".join(f"SELECT * FROM {reader(file)}" for file in files)


def tallied(norm: str) -> str:
    """The table of how many findings of a norm are alike; see `tally`."""
    return quoted(f"tally:{norm}")


def tally(norm: str, file: str, keys: int) -> str:
    """How many findings of a norm, which has so many keys, are alike: each finding is looked at
    once for all that is told of them together. `key`: the first of several keys.
    """
    key = "key_1" if keys > 1 else "NULL::VARCHAR"
    return (
        f"CREATE OR REPLACE TEMP TABLE {tallied(norm)} AS SELECT bearer, {key} AS key, verdict,"
        f" possible, coalesce(reason, '') AS reason, count(*) AS n FROM {reader(file)} GROUP BY ALL"
    )


def by_verdict(norm: str) -> str:
    return f"SELECT verdict, reason, sum(n)::BIGINT FROM {tallied(norm)} GROUP BY ALL ORDER BY ALL"


def by_party(norm: str) -> str:
    """Verdicts by bearer, for those who bear one."""
    return (
        f"SELECT bearer, verdict, sum(n)::BIGINT FROM {tallied(norm)} WHERE bearer <> ''"
        " AND verdict <> 'not_applicable' GROUP BY ALL ORDER BY ALL"
    )


def totals(norms: Sequence[str]) -> str:
    """By norm, bearer and first key: how many instances have each verdict, at least and at most.

    An instance of which several verdicts are possible counts for the most of each of them.
    """
    every = " UNION ALL ".join(
        f"SELECT {text(norm)} AS norm, bearer, key, possible, n FROM {tallied(norm)}"
        for norm in norms
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
        f"WITH counted AS (SELECT *, string_split(possible, '|') AS ways FROM ({every}))\n"
        f"SELECT 'norm' AS \"by\", norm, NULL::VARCHAR AS key, {selected} GROUP BY norm\n"
        f"UNION ALL\nSELECT 'bearer', norm, bearer, {selected} WHERE bearer <> '' GROUP BY norm, bearer\n"
        f"UNION ALL\nSELECT 'key_1', norm, key, {selected} WHERE key IS NOT NULL GROUP BY norm, key"
    )


class NotAssessed(Exception):
    """An assessment that has no translation."""


def assessment(of: Assessment, threshold: Threshold | None, file: str, width: int) -> str:
    """One row for each binding of an assessment: how many count, with bounds, and the outcome.

    An instance of which several verdicts are possible may fall either way; the least and the most
    are those of `evaluate.shares`, where each instance stands for one thing.
    """
    binders = [each.name for each in of.binders]
    for binder in of.binders:
        if not isinstance(binder, t.RecordBinder) or binder.within is not None:
            raise NotAssessed
    relations = [f"{named(Records(b.type.name))} AS b{n}" for n, b in enumerate(of.binders, 1)]
    on = []
    for place, argument in enumerate(of.arguments, 1):
        if argument is None:
            continue
        if not isinstance(argument, t.Variable) or argument.name not in binders:
            raise NotAssessed
        on.append(f"f.key_{place} = b{binders.index(argument.name) + 1}.id")
    keys = [
        f"b{n}.id AS key_{n}" if n <= len(binders) else f"NULL::VARCHAR AS key_{n}"
        for n in range(1, width + 1)
    ]
    given = [n for n, argument in enumerate(of.arguments, 1) if argument is not None]
    told = "".join(f"key_{n}, " for n in given)
    if of.graded is None and given in ([], [1]) and len(of.arguments) > 1:
        counted = (
            f"SELECT {told.replace('key_1', 'key AS key_1')}verdict, possible, sum(n) AS n"
            f" FROM {tallied(of.norm)}"
        )
    else:
        counted = (
            f"SELECT {told}verdict, possible, grade, grade_most, count(*) AS n FROM {reader(file)}"
        )
    joined = f"(SELECT {_ways(of)} FROM ({counted} GROUP BY ALL)) AS f"
    source = joined
    if relations:
        source = (
            f"{' CROSS JOIN '.join(relations)} LEFT JOIN {joined} ON {' AND '.join(on) or 'TRUE'}"
        )
    group = ", ".join(f"b{n}.id" for n in range(1, len(binders) + 1))
    sums = {f"n_{v}": f"verdict = {text(v)}" for v in map(str, Verdict)} | {
        "counted_least": "worst = 'in'",
        "counted_most": "best = 'in'",
        "not_counted_least": "best = 'out'",
        "not_counted_most": "worst = 'out'",
        "total_least": "NOT may_be_none",
        "total_most": "best <> 'none' OR worst <> 'none'",
    }
    listed = ", ".join(
        f"coalesce(sum(n) FILTER ({when}), 0)::BIGINT AS {name}" for name, when in sums.items()
    )
    counted = (
        f"SELECT {text(of.name)} AS assessment, {', '.join(keys)}, {listed}\nFROM {source}"
        + (f" GROUP BY {group}" if group else "")
    )
    return f"SELECT *, {_figure(of)},\n  {_outcome(of, threshold)} AS outcome FROM ({counted})"


def _ways(of: Assessment) -> str:
    """How an instance may fall, at best and at worst."""
    if of.graded is not None:
        wanted = "('full')" if of.graded == "full" else "('partial', 'full')"
        some = "verdict <> 'not_applicable'"
        inside = f"({some} AND grade_most IN {wanted})"
        outside = f"({some} AND grade NOT IN {wanted})"
    else:
        among = ", ".join(text(v) for v in sorted(of.among - {"not_applicable"}))
        others = ", ".join(
            text(v) for v in map(str, Verdict) if v not in of.among and v != "not_applicable"
        )
        # Nearly always one verdict alone is possible.
        inside = f"(CASE WHEN possible = verdict THEN verdict IN ({among}) ELSE list_has_any(string_split(possible, '|'), [{among}]) END)"
        outside = f"(CASE WHEN possible = verdict THEN verdict IN ({others}) ELSE list_has_any(string_split(possible, '|'), [{others}]) END)"
    none = "(possible = 'not_applicable' OR (possible <> verdict AND contains(possible, 'not_applicable')))"
    return (
        f"* , CASE WHEN {inside} THEN 'in' WHEN {none} THEN 'none' ELSE 'out' END AS best,"
        f" CASE WHEN {outside} THEN 'out' WHEN {none} THEN 'none' ELSE 'in' END AS worst,"
        f" {none} AS may_be_none"
    )


def _figure(of: Assessment) -> str:
    if of.measured == "count":
        return "counted_least::DOUBLE AS figure_least, counted_most::DOUBLE AS figure_most"
    both = "counted_most + not_counted_least > 0 AND counted_least + not_counted_most > 0"
    return (
        f"CASE WHEN {both} THEN counted_least / (counted_least + not_counted_most) END AS figure_least,"
        f" CASE WHEN {both} THEN counted_most / (counted_most + not_counted_least) END AS figure_most"
    )


def _outcome(of: Assessment, threshold: Threshold | None) -> str:
    first = "CASE WHEN total_most = 0 THEN 'not_applicable'"
    if threshold is None:
        return f"{first} ELSE 'measured' END"
    if of.measured == "share":
        worst = ("counted_least", "(counted_least + not_counted_most)")
        best = ("counted_most", "(counted_most + not_counted_least)")
    else:
        worst, best = ("counted_least", "1"), ("counted_most", "1")

    def against(side: tuple[str, str], operator: str, limit: Fraction | None) -> str:
        if limit is None:
            return "FALSE"  # however high it is
        return f"{limit.denominator} * {side[0]} {operator} {limit.numerator} * {side[1]}"

    if of.bound == "at_least":
        met = against(worst, ">=", threshold.most)
        missed = against(best, "<", threshold.least)
    else:
        met = against(best, "<=", threshold.least)
        missed = against(worst, ">", threshold.most)
    return (
        f"{first} WHEN total_least = 0 THEN 'undetermined' WHEN {met} THEN 'met'"
        f" WHEN {missed} THEN 'not_met' ELSE 'undetermined' END"
    )
