"""One doubtful moment, decided by SQL: completion by completion, at the moments that matter.

Where just one moment of an instance is in doubt, its trigger's, that of one act, or the deadline
that a law without a number leaves open, the verdict changes only where that moment passes another:
the as-of, the end, the deadline, an act, or one of these less the time allowed. So it is judged on
both sides of each such border, and at both ends of what the moment may be, by the very query that
judges what is in no doubt; what those completions say together is what all say. All other doubt is
left to the case evaluator.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations

from lexcheck.bulk.model import FALSE, NormPlan
from lexcheck.bulk.sql import verdicts
from lexcheck.bulk.sql.cells import ALWAYS, NEVER
from lexcheck.bulk.sql.expressions import text
from lexcheck.bulk.sql.norms import (
    COLUMNS,
    DOUBTFUL,
    NOT_APPLICABLE,
    OPEN,
    Shape,
    on_things,
    things_of,
    told_of_law,
)
from lexcheck.verdicts.model import Reason, Verdict

#: All that a duty that nothing repairs can come to.
_COMES_TO = tuple(str(v) for v in Verdict if v not in (Verdict.UNDETERMINED, Verdict.REPAIRED))


def fits(plan: NormPlan, shape: Shape) -> bool:
    """Is this a norm of which SQL can look into the doubt?"""
    own = (plan.doubted, plan.open_deadline, plan.disputed)
    looked_at = shape.unsure(plan) or any(each is not None for each in own)
    return looked_at and plan.kind == "obligation" and plan.opening is None and not plan.repaired


def possible_words() -> tuple[str, ...]:
    """Every set of verdicts that may be possible of one instance, as findings have it."""
    sizes = range(1, len(_COMES_TO) + 1)
    return tuple("|".join(some) for size in sizes for some in combinations(_COMES_TO, size))


def heard(plan: NormPlan, shape: Shape) -> str:
    """The acts about the doubted instances. `event` is there."""
    told = "unsure, late, open" if shape.unsure(plan) else "FALSE AS unsure"
    return (
        f"SELECT doubted.row, t, act, grade, {told}\n"
        f"FROM event JOIN doubted ON {on_things(things_of(plan), 'event', 'doubted')}"
    )


def simple(plan: NormPlan, shape: Shape) -> str:
    """Those of the doubted instances that have one doubtful moment, from `low` to `high`. Where acts
    may be in doubt, `heard` is there.
    """
    own, low, high, length = _own_doubt(plan)
    by_deadline = plan.disputed is not None or plan.open_deadline is not None
    by_trigger = "FALSE" if by_deadline else f"state = {DOUBTFUL}"
    columns = f"{by_trigger} AS by_trigger, {length} AS allowed"
    if not shape.unsure(plan):
        return (
            f"SELECT *, {columns}, {low} AS low, {high} AS high\n"
            f"FROM doubted WHERE state = {DOUBTFUL} AND {own}"
        )
    return f"""WITH k AS (
  SELECT row, count(*) FILTER (unsure) AS unsure, count(*) FILTER (open) AS open,
    any_value(t) FILTER (unsure) AS low, any_value(late) FILTER (unsure) AS high
  FROM heard GROUP BY row)
SELECT doubted.*, {columns},
  CASE WHEN state = {DOUBTFUL} THEN {low} ELSE k.low END AS low,
  CASE WHEN state = {DOUBTFUL} THEN {high} ELSE k.high END AS high
FROM doubted LEFT JOIN k USING (row)
WHERE coalesce(k.open, 0) = 0 AND coalesce(k.unsure, 0) =
  CASE WHEN state = {OPEN} THEN 1 WHEN {own} THEN 0 END"""


def _own_doubt(plan: NormPlan) -> tuple[str, str, str, str]:
    """Whether a row of `doubted` has one doubtful moment of its own; from when, until when; and how
    long after it the deadline is.
    """
    if plan.disputed is not None:
        return "disputed", "d", "d_other", "NULL::BIGINT"
    if plan.open_deadline is not None:
        return "simple", "d", str(NEVER), "NULL::BIGINT"
    if plan.doubted is not None:
        latest = "trigger" if plan.doubted.latest == plan.doubted.earliest else "t_high"
        return "simple", f"coalesce(trigger, {ALWAYS})", f"coalesce({latest}, {NEVER})", "length"
    return "FALSE", "NULL::BIGINT", "NULL::BIGINT", "NULL::BIGINT"


def told(plan: NormPlan, shape: Shape, *, beside_events: bool = False) -> str:
    """The findings on the rows of `simple`, as rows of `told`: moments are numbers there. `heard` is
    there, or, `beside_events`, `event`.
    """
    query = verdicts.Query()
    if beside_events:
        query.add("heard", heard(plan, shape), keep=True)
    _completions(plan, shape, query)
    verdicts.judge(plan, shape.as_of, query, ("row",))
    _together(plan, query)
    return query.select(_row(plan, shape.width))


def _completions(plan: NormPlan, shape: Shape, query: verdicts.Query) -> None:
    """`live` and `event`: a row for each moment at which a doubt is looked into, and its acts."""
    T = shape.as_of  # noqa: N806 - the paper's letter
    e = f"coalesce(e, {NEVER})" if plan.end is not None else str(NEVER)
    d = "d" if plan.deadline is not None else e
    due = d if plan.open_deadline is None else "x"
    within = f"x BETWEEN low AND least(high, greatest(low, {T + 1}))"
    if plan.disputed is not None:  # it is the one or the other, and nothing between
        due = f"CASE WHEN state = {DOUBTFUL} THEN x ELSE d END"
        within = f"CASE WHEN state = {DOUBTFUL} THEN x IN (low, high) ELSE {within} END"
    trigger = "trigger" if plan.trigger is not None else str(ALWAYS)
    bounds = (None, None) if plan.doubted is None else (plan.doubted.start, plan.doubted.until)
    inside = " AND ".join(
        f"x {sign} {bound}"
        for sign, bound in zip((">=", "<="), bounds, strict=True)
        if bound is not None
    )
    in_force = f"(NOT by_trigger OR ({inside}))" if inside else "TRUE"
    query.add("border", _borders(plan, shape))
    query.add(  # nothing hangs on how long after the as-of it was
        "sample",
        f"""SELECT DISTINCT row, x FROM (
  SELECT row, unnest([b - 1, b]) AS x FROM border
  UNION ALL SELECT row, unnest([low, high]) FROM simple) JOIN simple USING (row)
WHERE {within}""",
    )
    query.add(
        "completion",
        f"""SELECT row_number() OVER () AS row, row AS of, x, {in_force} AS in_force,
  CASE WHEN by_trigger THEN x ELSE {trigger} END AS trigger,
  CASE WHEN by_trigger THEN x + allowed ELSE {due} END AS d, {e} AS e, least({e}, {T}) AS h,
  {in_force} AND (NOT by_trigger OR x <= {T}) AS arisen{_excused(plan)}
FROM sample JOIN simple USING (row)""",
        keep=True,
    )
    least = verdicts.least(plan)
    least = f", {least} AS least" if least else ""
    query.add(
        "live",
        f"SELECT *, CASE WHEN arisen THEN {OPEN} ELSE {NOT_APPLICABLE} END AS state{least}"
        " FROM completion",
    )
    query.add(
        "event",
        """SELECT c.row AS k_1, CASE WHEN unsure THEN x ELSE t END AS t, act, grade
FROM completion AS c JOIN heard ON c.of = heard.row""",
        keep=True,
    )


def _borders(plan: NormPlan, shape: Shape) -> str:
    """Where the moment in doubt, `x`, passes another: `b` is the first `x` on the other side.

    A trigger is asked for only in some ways: is it at or before the as-of, and an end of the state
    at or before it; does an act count that is at or after it; and the same of the deadline, which
    is as far away from it as is allowed. An act, or a deadline, is asked for in every way.
    """
    T = shape.as_of  # noqa: N806 - the paper's letter
    e = ["e"] if plan.end is not None else []
    d = "d" if plan.deadline is not None else (e or [str(NEVER)])[0]
    trigger = "trigger" if plan.trigger is not None else str(ALWAYS)
    known = ", ".join(f"{moment}, {moment} + 1" for moment in (str(T), *e, d, trigger))
    heard = "FROM heard JOIN simple USING (row)"
    parts = [
        f"SELECT row, unnest([{known}]) AS b FROM simple WHERE NOT by_trigger",
        f"SELECT row, unnest([t, t + 1]) {heard} WHERE NOT unsure AND NOT by_trigger",
    ]
    if plan.doubted is not None:
        start, until = plan.doubted.start, plan.doubted.until
        own = [str(T + 1)] + ([str(start)] if start is not None else [])
        own += [str(until + 1)] if until is not None else []
        own += [f"{moment} - allowed" for moment in (str(T + 1), *e)]
        acts = ["t - allowed", "CASE WHEN grade = 0 THEN t END"]
        acts += ["t + 1"] if verdicts.least(plan) else []
        parts += [
            f"SELECT row, unnest([{', '.join(own)}]) FROM simple WHERE by_trigger",
            f"SELECT row, unnest([{', '.join(acts)}]) {heard} WHERE by_trigger",
        ]
    return "\nUNION ALL ".join(parts)


def _excused(plan: NormPlan) -> str:
    return ", excused" if plan.excused != FALSE else ""


def _together(plan: NormPlan, query: verdicts.Query) -> None:
    """`settled`: what the completions of an instance say together."""
    number = "CASE WHEN late THEN 1 ELSE 0 END"
    source = "judged"
    if any(bearing.grade == 0 for bearing in plan.bearing):
        query.add(  # ends after the deadline by which a gap opens
            "opened",
            """SELECT row, count(*) AS number FROM (
  SELECT row, grade = 0 AND leaves < g AND t > d AS falls,
    max(t) FILTER (counts AND grade >= g) OVER before AS up,
    max(t) FILTER (grade = 0) OVER before AS down
  FROM (SELECT row, t, grade, leaves, counts FROM history)
  JOIN (FROM judged WHERE late) USING (row)
  WINDOW before AS (
    PARTITION BY row ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
WHERE falls AND coalesce(up >= down, up IS NOT NULL) GROUP BY row""",
        )
        opened = "(gap_start = d)::BIGINT + coalesce(opened.number, 0)"
        number = f"CASE WHEN late THEN {opened} ELSE 0 END"
        source = "judged LEFT JOIN opened USING (row)"
    query.add(
        "outcome",
        f"""SELECT of, verdict, trigger, in_force, arisen, d, late, since, gap_start,
  {number} AS gaps, CASE WHEN state = {OPEN} THEN g ELSE 0 END AS g,
  CASE WHEN state = {OPEN} AND g > 0 THEN act END AS act, {verdicts.reason(query)} AS reason,
  CASE WHEN verdict = 'breached' THEN {verdicts.BREACHED_AT} END AS breached_at
FROM {source}""",
    )
    query.add(
        "together",
        f"""SELECT of AS row, {_set("verdict", Verdict)} AS verdicts, min(verdict) AS one,
  min(trigger) FILTER (in_force) AS arises,
  min(d) FILTER (arisen) AS deadline, max(d) FILTER (arisen) AS deadline_latest,
  min(g) AS least, max(g) AS most, CASE WHEN min(act) = max(act) THEN min(act) END AS act,
  min(gaps) = max(gaps) AND min(gaps) > 0 AS alike,
  min(gap_start) FILTER (late) AS gap_start, max(since) FILTER (late) AS gap_end,
  min(since - d) FILTER (late) AS lateness, max(since - d) FILTER (late) AS lateness_most,
  min(breached_at) AS breached_at, {_set("reason", Reason)} AS reasons,
  min(verdict) = max(verdict) AS definite
FROM outcome GROUP BY of""",
    )
    query.add(
        "settled",
        "SELECT * FROM together JOIN simple AS s USING (row)",
    )


def _set(column: str, words: type[StrEnum]) -> str:
    """The words that stand in a column, as the bits of a number."""
    cases = " ".join(f"WHEN {text(str(word))} THEN {1 << n}" for n, word in enumerate(words))
    return f"coalesce(bit_or(CASE {column} {cases} END), 0)"


def _members(found: str, words: type[StrEnum]) -> str:
    """The words of a set, as a list in their order."""
    listed = ", ".join(f"({text(str(word))}, {1 << n})" for n, word in enumerate(words))
    return f"list_transform(list_filter([{listed}], w -> {found} & w[2] > 0), w -> w[1])"


def _row(plan: NormPlan, width: int) -> str:
    possible = f"array_to_string({_members('verdicts', Verdict)}, '|')"
    asked = ""
    if plan.disputed is not None or plan.open_deadline is not None:
        asked = f"WHEN state = {DOUBTFUL} THEN 'needs_judgement' "
    reason = (
        f"CASE WHEN NOT definite THEN CASE {asked}WHEN "
        f"low <= {ALWAYS} AND high >= {NEVER} THEN 'missing_fact' ELSE 'imprecise_time' END"
        f" ELSE {_members('reasons', Reason)}[1] END"
    )
    word = "CASE {} WHEN 2 THEN 'full' WHEN 1 THEN 'partial' ELSE 'none' END"
    shown = "NOT (definite AND one = 'not_applicable')"
    latest = "NULL" if plan.open_deadline is not None else _known("deadline_latest", shown)
    cells = {
        "verdict": "CASE WHEN definite THEN one ELSE 'undetermined' END",
        "possible": possible,
        "reason": reason,
        "grade": word.format("least"),
        "grade_most": word.format("most"),
        "trigger": _known("arises", shown) if plan.trigger is not None else "NULL",
        "deadline": _known("deadline", shown),
        "deadline_latest": latest,
        "deciding_act": "CASE WHEN definite THEN act END",
        "gap_start": _known("gap_start", "alike"),
        "gap_end": _known("gap_end", "alike"),
        "lateness": "lateness",
        "lateness_most": f"CASE WHEN lateness_most < {NEVER // 2} THEN lateness_most END",
        "breached_at": _known("breached_at", "TRUE"),
        "prohibited_acts": "0",
        "bearer": "bearer" if plan.has_bearer else "''",
        "counterparty": "counterparty" if plan.has_counterparty else "''",
        "citation": told_of_law(plan, "citation"),
        "judged": "'sql'",
    }
    keys = [
        f"key_{n}" if n <= len(plan.keys) else f"NULL::VARCHAR AS key_{n}"
        for n in range(1, width + 1)
    ]
    columns = [f"{text(plan.norm)} AS norm", f"{told_of_law(plan, 'version')} AS version", *keys]
    columns += [f"{cells[name]} AS {name}" for name, _ in COLUMNS]
    return f"SELECT {', '.join(columns)}\nFROM settled"


def _known(moment: str, when: str) -> str:
    """A moment, where it has a bound at all."""
    return f"CASE WHEN {when} AND {moment} > {ALWAYS // 2} AND {moment} < {NEVER // 2} THEN {moment} END"
