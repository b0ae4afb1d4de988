"""One doubtful moment, decided by SQL: completion by completion, at the moments that matter.

Where just one moment of an instance is in doubt, its trigger's or that of one act, the verdict
changes only where that moment passes another: the as-of, the end, the deadline, an act, or one of
these less the time allowed. So it is judged at each of them, an instant before and an instant
after, and at both ends of what the moment may be; what those completions say together is what all
say. Things with an act that ends their state are left to the case evaluator, as is all other doubt.
"""

from __future__ import annotations

from lexcheck.bulk.model import NormPlan
from lexcheck.bulk.sql.cells import ALWAYS, NEVER
from lexcheck.bulk.sql.expressions import text
from lexcheck.bulk.sql.norms import COLUMNS, DOUBTFUL, OPEN, Shape, on_things
from lexcheck.verdicts.model import Verdict


def fits(plan: NormPlan) -> bool:
    """Is this a norm of which SQL can look into the doubt?"""
    return plan.kind == "obligation" and plan.opening is None and not plan.repaired


def simple(plan: NormPlan) -> list[str]:
    """`simple`: the doubted rows of `pair` with one doubtful moment; `heard`: the acts about them."""
    things = ", ".join(f"k_{n}" for n in range(1, len(plan.about) + 1))
    trigger = "FALSE"
    low = high = "NULL::BIGINT"
    length = "NULL::BIGINT"
    if plan.doubted is not None:
        trigger = f"pair.state = {DOUBTFUL} AND pair.simple AND coalesce(k.unsure, 0) = 0"
        low, high, length = "t_low", "t_high", "length"
    return [
        f"""CREATE OR REPLACE TEMP TABLE simple AS
WITH asked AS (SELECT pair.*, doubted.row FROM pair JOIN doubted ON pair.rowid = doubted.row),
k AS (SELECT {things}, count(*) FILTER (grade = 0) AS ends, count(*) FILTER (unsure) AS unsure,
    count(*) FILTER (open) AS open,
    any_value(t) FILTER (unsure) AS low, any_value(late) FILTER (unsure) AS high
  FROM event SEMI JOIN asked ON {on_things(plan, "event", "asked")} GROUP BY ALL)
SELECT pair.*, pair.state = {DOUBTFUL} AS by_trigger,
  CASE WHEN pair.state = {DOUBTFUL} THEN {low} ELSE k.low END AS low,
  CASE WHEN pair.state = {DOUBTFUL} THEN {high} ELSE k.high END AS high,
  {length} AS allowed
FROM asked AS pair LEFT JOIN k ON {on_things(plan, "k")}
WHERE coalesce(k.ends, 0) = 0 AND coalesce(k.open, 0) = 0
  AND (({trigger}) OR (pair.state = {OPEN} AND k.unsure = 1))""",
        f"""CREATE OR REPLACE TEMP TABLE heard AS
SELECT pair.row, event.t, event.act, event.grade, event.unsure
FROM simple AS pair JOIN event ON {on_things(plan, "event")}""",
    ]


def told(plan: NormPlan, shape: Shape, width: int) -> str:
    """The findings on the rows of `simple`, as rows of `told`: moments are numbers there."""
    return f"""INSERT INTO told
{_completions(plan, shape)}
{_verdicts(plan, shape)}
together AS (
  SELECT row, list(DISTINCT verdict) AS verdicts, any_value(verdict) AS one,
    min(trigger) FILTER (in_force) AS trigger,
    min(d) FILTER (arisen) AS deadline, max(d) FILTER (arisen) AS deadline_latest,
    min(CASE WHEN arisen THEN g ELSE 0 END) AS least, max(CASE WHEN arisen THEN g ELSE 0 END) AS most,
    list(DISTINCT act) FILTER (arisen AND act IS NOT NULL) AS acts,
    bool_and(late) AS always_late,
    min(d) FILTER (late) AS gap_start, max(since) FILTER (late) AS gap_end,
    min(since - d) FILTER (late) AS lateness, max(since - d) FILTER (late) AS lateness_most,
    min(d) FILTER (verdict = 'breached') AS breached_at, bool_or(g > 0 AND verdict = 'breached') AS lapsed,
    bool_or(g = 0 AND verdict = 'breached') AS missed
  FROM judged GROUP BY row),
weighed AS (SELECT *, len(verdicts) = 1 AS definite FROM together JOIN simple AS s USING (row))
{_row(plan, width)}
FROM weighed"""


def _completions(plan: NormPlan, shape: Shape) -> str:
    """The moments at which each doubt is looked into, and the instance as it then is."""
    T = shape.as_of  # noqa: N806 - the paper's letter
    e = f"coalesce(e, {NEVER})" if plan.end is not None else str(NEVER)
    d = "d" if plan.deadline is not None else e
    trigger = "trigger" if plan.trigger is not None else str(ALWAYS)
    bounds = () if plan.doubted is None else (plan.doubted.start, plan.doubted.until)
    edges = ", ".join([str(T), e, *(str(bound) for bound in bounds if bound is not None)])
    inside = " AND ".join(
        f"x {sign} {bound}"
        for sign, bound in zip((">=", "<="), bounds, strict=False)
        if bound is not None
    )
    in_force = f"(NOT by_trigger OR ({inside}))" if inside else "TRUE"
    return f"""WITH point AS (
  SELECT row, unnest([{edges}]) AS c FROM simple
  UNION ALL SELECT row, unnest([{d}, {trigger}]) FROM simple WHERE NOT by_trigger
  UNION ALL SELECT row, t FROM heard WHERE NOT unsure),
critical AS (
  SELECT row, c FROM point
  UNION ALL SELECT row, c - allowed FROM point JOIN simple USING (row) WHERE by_trigger),
sample AS (
  SELECT DISTINCT row, x FROM (
    SELECT row, unnest([c - 1, c, c + 1]) AS x FROM critical
    UNION ALL SELECT row, unnest([low, high]) FROM simple) JOIN simple USING (row)
  WHERE x BETWEEN low AND high),
completion AS (
  SELECT row, x, by_trigger, {in_force} AS in_force,
    CASE WHEN by_trigger THEN x ELSE {trigger} END AS trigger,
    CASE WHEN by_trigger THEN x + allowed ELSE {d} END AS d, {e} AS e, least({e}, {T}) AS h,
    {in_force} AND (NOT by_trigger OR x <= {T}) AS arisen
  FROM sample JOIN simple USING (row)),"""


def _verdicts(plan: NormPlan, shape: Shape) -> str:
    """The verdict on the instance in each completion."""
    T = shape.as_of  # noqa: N806 - the paper's letter
    seen = "time <= h"
    if not plan.is_state and not plan.or_earlier:
        seen += " AND time >= trigger"
    late = "'breached'" if plan.essence else "'complied_late'"
    part = "'breached'" if plan.essence else "'partial_late'"
    return f"""seen AS (
  SELECT c.*, act, grade, CASE WHEN unsure THEN x ELSE t END AS time
  FROM completion AS c LEFT JOIN heard USING (row)),
graded AS (
  SELECT row, x, any_value(by_trigger) AS by_trigger, any_value(in_force) AS in_force,
    any_value(trigger) AS trigger, any_value(d) AS d, any_value(e) AS e, any_value(h) AS h,
    any_value(arisen) AS arisen, coalesce(max(grade) FILTER ({seen}), 0) AS g,
    min({{'t': time, 'act': act}}) FILTER (grade = 2 AND {seen}) AS full_start,
    min({{'t': time, 'act': act}}) FILTER (grade = 1 AND {seen}) AS part_start,
    min(time) FILTER (grade > 0 AND {seen}) AS any_start
  FROM seen GROUP BY row, x),
judged AS (
  SELECT *, CASE g WHEN 2 THEN full_start.t WHEN 1 THEN any_start END AS since,
    CASE g WHEN 2 THEN full_start.act WHEN 1 THEN part_start.act END AS act,
    CASE WHEN NOT arisen THEN 'not_applicable'
      WHEN e <= d AND e <= {T} THEN CASE WHEN g = 2 THEN 'complied' ELSE 'excused' END
      WHEN {T} < d THEN CASE WHEN g = 2 THEN 'complied' ELSE 'pending' END
      WHEN g = 2 THEN CASE WHEN since <= d THEN 'complied' ELSE {late} END
      WHEN g = 1 THEN CASE WHEN since <= d THEN 'partial' ELSE {part} END
      ELSE 'breached' END AS verdict,
    coalesce(arisen AND d <= h AND g > 0 AND since > d, FALSE) AS late
  FROM graded),"""


def _row(plan: NormPlan, width: int) -> str:
    order = ", ".join(text(str(verdict)) for verdict in Verdict)
    possible = f"array_to_string(list_filter([{order}], v -> list_contains(verdicts, v)), '|')"
    reason = (
        "CASE WHEN NOT definite THEN CASE WHEN "
        f"low <= {ALWAYS} AND high >= {NEVER} THEN 'missing_fact' ELSE 'imprecise_time' END"
        " WHEN one = 'breached' THEN CASE WHEN missed THEN 'not_performed' ELSE 'lapsed' END END"
    )
    word = "CASE {} WHEN 2 THEN 'full' WHEN 1 THEN 'partial' ELSE 'none' END"
    shown = "NOT (definite AND one = 'not_applicable')"
    cells = {
        "verdict": "CASE WHEN definite THEN one ELSE 'undetermined' END",
        "possible": possible,
        "reason": reason,
        "grade": word.format("least"),
        "grade_most": word.format("most"),
        "trigger": _known("weighed.trigger", shown) if plan.trigger is not None else "NULL",
        "deadline": _known("deadline", shown),
        "deadline_latest": _known("deadline_latest", shown),
        "deciding_act": "CASE WHEN definite AND len(acts) = 1 THEN acts[1] END",
        "gap_start": _known("gap_start", "always_late"),
        "gap_end": _known("gap_end", "always_late"),
        "lateness": "lateness",
        "lateness_most": f"CASE WHEN lateness_most < {NEVER // 2} THEN lateness_most END",
        "breached_at": _known("breached_at", "TRUE"),
        "prohibited_acts": "0",
        "bearer": "bearer" if plan.has_bearer else "''",
        "counterparty": "counterparty" if plan.has_counterparty else "''",
        "citation": text(plan.citation),
        "judged": "'sql'",
    }
    keys = [
        f"key_{n}" if n <= len(plan.keys) else f"NULL::VARCHAR AS key_{n}"
        for n in range(1, width + 1)
    ]
    columns = [f"{text(plan.norm)} AS norm", f"{text(plan.version)} AS version", *keys]
    columns += [f"{cells[name]} AS {name}" for name, _ in COLUMNS]
    return f"SELECT {', '.join(columns)}"


def _known(moment: str, when: str) -> str:
    """A moment, where it has a bound at all."""
    return f"CASE WHEN {when} AND {moment} > {ALWAYS // 2} AND {moment} < {NEVER // 2} THEN {moment} END"
