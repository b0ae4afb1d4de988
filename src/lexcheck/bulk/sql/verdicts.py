"""Verdicts, written out: section 3 of the language, over all instances at once.

Most things have one act that matters: their grade is that act's from it on. Only the others, the
crowded ones, need the whole of the timeline. They are told apart by counting the acts per hash of
what they are about: two things with one hash are both taken the long way, which compares the things
themselves, so no verdict rests on a hash.

A query has a table `live`, one row a question: an instance, or one completion of an instance. Its
columns are `row`, the things of the target, `state`, `d`, `e`, `h`, and `trigger`, `opening` and
`least` where the plan has them. `event` holds the acts: `k_1`… are the things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import attrs

from lexcheck.bulk.model import FALSE, Expr, Judgements, NormPlan
from lexcheck.bulk.sql.expressions import named, quoted, show, text
from lexcheck.bulk.sql.norms import (
    COLUMNS,
    DOUBTFUL,
    FIRST,
    NEVER,
    NOT_APPLICABLE,
    OPEN,
    Shape,
    beside_events,
    on_things,
    things_of,
    told_of_law,
)
from lexcheck.facts.case import Grade
from lexcheck.verdicts.model import Reason, Verdict

#: When a duty was breached, of a row of `judged`.
BREACHED_AT = "CASE WHEN g > 0 THEN gap_start ELSE greatest(d, lapsed) END"


# ── Words ──────────────────────────────────────────────────────────────────────────────────────

#: By column of few words, the type that lists them.
Words = dict[str, str]


def words_of(plan: NormPlan) -> dict[str, tuple[str, ...]]:
    """The columns of findings that hold few words, each of them often, with all that SQL writes
    there of what is in no doubt.
    """
    every, grades = tuple(map(str, Verdict)), tuple(map(str, Grade))
    found = {
        "norm": (plan.norm,),
        "version": _each(law.version for law in plan.laws),
        "verdict": every,
        "possible": every,
        "reason": tuple(map(str, Reason)),
        "grade": grades,
        "grade_most": grades,
        "citation": _each(law.citation for law in plan.laws),
        "judged": ("sql", "case"),
    }
    parties = {"bearer": plan.has_bearer, "counterparty": plan.has_counterparty}
    return found | {name: ("",) for name, many in parties.items() if not many}


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def kind_of(column: str, kind: str, words: Words) -> str:
    """The type of a column of findings.

    Where its words are listed, it keeps a number and the list: Parquet does the same, and need not
    find out again that there are few. Read back, they are texts.
    """
    return quoted(words[column]) if column in words else kind


# ── Verdicts ───────────────────────────────────────────────────────────────────────────────────


@attrs.define
class Query:
    """A query in the making: its common tables, in order, and the words of its columns."""

    parts: list[str] = attrs.field(factory=list)
    words: Words = attrs.field(factory=dict)

    def add(self, name: str, body: str, *, keep: bool = False) -> None:
        self.parts.append(f"{name} AS {'MATERIALIZED ' if keep else ''}(\n{body})")

    def said(self, column: str, word: str) -> str:
        """A word of a column. It has the column's type from the start: to turn a text into a number
        of a list, row by row, takes longer than to find out the verdict.
        """
        found = text(word)
        return f"{found}::{kind_of(column, '', self.words)}" if column in self.words else found

    def select(self, last: str) -> str:
        return "WITH " + ",\n".join(self.parts) + "\n" + last


def findings(
    plan: NormPlan, shape: Shape, *, some_doubted: bool, words: Words | None = None
) -> str:
    """The findings on all instances that are in no doubt. `pair`, `doubted` and `event` are there."""
    query = Query(words=words or {})
    query.add("live", _live(plan, shape, some_doubted))
    judge(plan, shape.as_of, query, things_of(plan))
    of_kind = _prohibition_cells if plan.kind == "prohibition" else _obligation_cells
    cells = of_kind(query)
    if plan.trigger is None:
        cells["trigger"] = "NULL"
    return query.select(_row(plan, shape, cells, words or {}))


def judgements(plan: NormPlan, shape: Shape, *, some_doubted: bool) -> str:
    """What other norms ask of this one's instances, as the model has it. `pair` and `doubted` are
    there, and `event` where its acts may be in doubt.
    """
    query = findings(plan, shape, some_doubted=some_doubted)
    if not shape.unsure(plan):
        query = beside_events(plan, shape, query)
    keys = ", ".join(f"key_{n}" for n in range(1, len(plan.keys) + 1))
    return f"""CREATE OR REPLACE TEMP TABLE {named(Judgements(plan.norm))} AS
SELECT {keys}, verdict NOT IN ('not_applicable', 'excused') AS applies,
  verdict = 'breached' AS breached, verdict = 'complied' AS complied,
  epoch_us(breached_at) AS breach_at
FROM ({query})
UNION ALL SELECT {keys}, NULL, NULL, NULL, NULL
FROM pair WHERE row IN (SELECT row FROM doubted)"""


def repaired(plan: NormPlan) -> str:
    """Whether a row of `pair` may have been repaired, as a further condition; empty: any may."""
    maybe = " OR ".join(
        f"EXISTS (SELECT 1 FROM {named(Judgements(each.norm))} AS r WHERE {_same(len(plan.keys))}"
        " AND r.complied IS NOT FALSE)"
        for each in plan.repaired_by
    )
    return f" AND ({maybe})" if maybe else ""


def _same(width: int) -> str:
    """What arises from a breach has the keys of what was breached first."""
    return " AND ".join(f"r.key_{n} = pair.key_{n}" for n in range(1, width + 1))


def judge(plan: NormPlan, as_of: int, query: Query, things: Sequence[str]) -> None:
    """`judged`: each row of `live` with its verdict, and what led to it."""
    if plan.kind == "prohibition":
        _prohibition(plan, as_of, query, things)
    else:
        _performance(plan, query, things)
        _obligation(plan, as_of, query)


def _live(plan: NormPlan, shape: Shape, some_doubted: bool) -> str:
    """The instances to be decided, with end and horizon; for a duty that only its end bounds, that
    is its deadline.
    """
    e = f"coalesce(e, {NEVER})" if plan.end is not None else str(NEVER)
    d = "d" if plan.deadline is not None else e
    moments = (("d", plan.deadline), ("e", plan.end))
    own = ", ".join(["state", *(name for name, given in moments if given is not None)])
    columns = [f"pair.* EXCLUDE ({own})", "state", f"{d} AS d", f"{e} AS e"]
    columns.append(f"least({e}, {shape.as_of}) AS h")
    if least(plan):
        columns.append(f"{least(plan)} AS least")
    if not some_doubted:
        sure = ""
    elif shape.unsure(plan) or plan.repaired:
        sure = " ANTI JOIN doubted ON pair.row = doubted.row"
    else:
        sure = f" WHERE state <> {DOUBTFUL}"
    return f"SELECT {', '.join(columns)} FROM pair{sure}"


def least(plan: NormPlan) -> str:
    """The moment before which an act performs nothing; empty where there is none."""
    if plan.is_state or plan.kind == "prohibition":
        return ""
    if plan.or_earlier:
        return "opening" if plan.opening is not None else ""
    if plan.opening is not None:
        return "greatest(opening, trigger)" if plan.trigger is not None else "opening"
    return "trigger" if plan.trigger is not None else ""


def _performance(plan: NormPlan, query: Query, live: Sequence[str]) -> None:
    """`known`: each question with its grade at the horizon, since when, and by which act."""
    things = ", ".join(f"k_{n}" for n in range(1, len(live) + 1))
    every = f"event.{things}".replace(", ", ", event.")
    query.add(
        "crowded",
        f"SELECT hash({things}) AS k FROM event GROUP BY k HAVING count(*) > 1",
        keep=True,
    )
    query.add("single", f"SELECT event.* FROM event ANTI JOIN crowded ON hash({every}) = crowded.k")
    query.add(
        "contested",
        f"SELECT event.* FROM event SEMI JOIN crowded ON hash({every}) = crowded.k",
        keep=True,
    )
    using = f"USING ({things}, t)"
    query.add(  # `leaves`: the grade that stands at an end's own instant
        "step",
        f"SELECT {things}, t, act, grade, NULL::TINYINT AS leaves FROM contested WHERE grade > 0\n"
        f"UNION ALL SELECT {things}, t, NULL, 0, coalesce(max(s.grade), 0)\n"
        f"FROM (FROM contested WHERE grade = 0) AS e LEFT JOIN"
        f" (FROM contested WHERE grade > 0) AS s {using} GROUP BY {things}, t",
    )
    limited = bool(least(plan))
    counts = "step.t >= live.least" if limited else "TRUE"
    early = ", live.trigger, live.opening" if _may_be_premature(plan) else ""
    trigger = ", live.trigger" if plan.trigger is not None and not early else ""
    query.add(
        "history",
        f"SELECT live.row, live.d{trigger}{early}, step.t, step.act, step.grade, step.leaves,"
        f" {counts} AS counts\nFROM live JOIN step ON {on_things(live, 'step', 'live')}"
        f" WHERE step.t <= live.h AND live.state = {OPEN}",
        keep=True,
    )
    _stages(plan, query, limited)
    _known(plan, query, live, limited)


def _may_be_premature(plan: NormPlan) -> bool:
    return plan.opening is not None and plan.trigger is not None and not plan.is_state


def _stages(plan: NormPlan, query: Query, limited: bool) -> None:
    only = "counts AND " if limited else ""
    receipt = "grade = 0 AND t <= trigger" if plan.trigger is not None else "FALSE"
    premature = "FALSE"
    if _may_be_premature(plan):
        premature = "bool_or(NOT counts AND trigger <= t AND t < opening)"
    query.add(
        "latest",
        f"""SELECT row,
  max(t) FILTER ({only}grade = 2) AS full_start,
  max(t) FILTER ({only}grade > 0) AS any_start,
  max(t) FILTER (grade = 0) AS any_end,
  max(t) FILTER (leaves < 2) AS end_of_full,
  max(t) FILTER (leaves < 1) AS end_of_any,
  max(t) FILTER ({receipt}) AS end_by_trigger,
  {premature} AS premature
FROM history GROUP BY row""",
    )
    query.add(
        "graded",
        """SELECT row, any_end AS last_end, any_start, premature,
  CASE WHEN coalesce(full_start >= any_end, full_start IS NOT NULL) THEN 2
       WHEN coalesce(any_start >= any_end, any_start IS NOT NULL) THEN 1 ELSE 0 END AS g,
  CASE g WHEN 2 THEN end_of_full ELSE end_of_any END AS last_fall,
  coalesce(any_start >= end_by_trigger, any_start IS NOT NULL) AS performed
FROM latest""",
    )
    query.add(
        "weighed",
        f"""SELECT row, any_value(g) AS g, any_value(performed) AS performed,
  any_value(premature) AS premature,
  min({{'t': t, 'act': act}}) FILTER ({only}grade = g AND coalesce(t >= last_end, true)).act AS act,
  min(t) FILTER ({only}grade >= g AND coalesce(t > last_fall, true)) AS since,
  min(t) FILTER (grade = 0 AND t > any_start) AS lapsed,
  CASE WHEN coalesce(max(t) FILTER ({only}grade >= g AND t <= d) >= max(t) FILTER (grade = 0 AND t <= d),
                     min(t) FILTER ({only}grade >= g) <= any_value(d))
       THEN min(t) FILTER (leaves < g AND t > d) ELSE any_value(d) END AS gap_start
FROM history JOIN graded USING (row) GROUP BY row""",
    )


def _known(plan: NormPlan, query: Query, live: Sequence[str], limited: bool) -> None:
    sees = "single.t <= live.h" + (" AND single.t >= live.least" if limited else "")
    premature = "coalesce(weighed.premature, FALSE)"
    if _may_be_premature(plan):
        sole = "live.trigger <= single.t AND single.t < live.opening AND single.t <= live.h"
        premature = f"coalesce(weighed.premature, {sole}, FALSE)"
    if not limited:
        act, since = "single.act", "single.t"
    else:
        act, since = f"CASE WHEN {sees} THEN single.act END", f"CASE WHEN {sees} THEN single.t END"
    query.add(
        "known",
        f"""SELECT live.*, performed, {premature} AS premature, weighed.lapsed,
  CASE WHEN weighed.row IS NOT NULL THEN weighed.g WHEN {sees} THEN single.grade ELSE 0 END AS g,
  coalesce(weighed.act, {act}) AS act,
  coalesce(weighed.since, {since}) AS since,
  coalesce(weighed.gap_start, live.d) AS gap_start
FROM live LEFT JOIN single ON {on_things(live, "single", "live")} LEFT JOIN weighed USING (row)""",
    )


def _obligation(plan: NormPlan, as_of: int, query: Query) -> None:
    T = as_of  # noqa: N806 - the paper's letter
    v = partial(query.said, "verdict")
    late = v("breached" if plan.essence else "complied_late")
    part = v("breached" if plan.essence else "partial_late")
    excused = f"WHEN excused THEN {v('excused')} " if plan.excused != FALSE else ""
    query.add(
        "judged",
        f"""SELECT *, CASE
  WHEN state = {NOT_APPLICABLE} THEN {v("not_applicable")} {excused}
  WHEN e <= d AND e <= {T} THEN CASE WHEN g = 2 THEN {v("complied")} ELSE {v("excused")} END
  WHEN {T} < d THEN CASE WHEN g = 2 THEN {v("complied")} ELSE {v("pending")} END
  WHEN g = 2 THEN CASE WHEN since <= d THEN {v("complied")} ELSE {late} END
  WHEN g = 1 THEN CASE WHEN since <= d THEN {v("partial")} ELSE {part} END
  ELSE {v("breached")} END AS verdict,
  state = {OPEN} AND d <= h AND g > 0 AND since > d AND verdict != {v("excused")} AS late
FROM known""",
    )


def reason(query: Query) -> str:
    """Why a duty is breached, of a row of `judged`."""
    r = partial(query.said, "reason")
    return (
        f"CASE WHEN verdict = {query.said('verdict', 'breached')} THEN"
        f" CASE WHEN g > 0 THEN {r('lapsed')} WHEN premature THEN {r('premature')}"
        f" WHEN performed THEN {r('reversed')} ELSE {r('not_performed')} END END"
    )


def _obligation_cells(query: Query) -> dict[str, str]:
    is_open = f"state = {OPEN}"
    g = partial(query.said, "grade")
    grade = (
        f"CASE WHEN {is_open} AND g = 2 THEN {g('full')} WHEN {is_open} AND g = 1 THEN"
        f" {g('partial')} ELSE {g('none')} END"
    )
    late = "CASE WHEN late THEN since - d END"
    due = _stamp("d", f"{is_open} AND d < {NEVER}")
    return {
        "verdict": "verdict",
        "possible": "verdict",
        "reason": reason(query),
        "grade": grade,
        "grade_most": grade,
        "trigger": _stamp("trigger", is_open),
        "deadline": due,
        "deadline_latest": due,
        "deciding_act": f"CASE WHEN {is_open} AND g > 0 THEN act END",
        "gap_start": _stamp("gap_start", "late"),
        "gap_end": _stamp("since", "late"),
        "lateness": late,
        "lateness_most": late,
        "breached_at": _stamp(BREACHED_AT, f"verdict = {query.said('verdict', 'breached')}"),
        "prohibited_acts": "0",
    }


def _prohibition(plan: NormPlan, as_of: int, query: Query, things: Sequence[str]) -> None:
    since, still, first = "", "", "min(event.t)"
    if plan.trigger is not None:
        since = "event.t >= live.trigger AND "
    if plan.trigger is not None and plan.is_state:  # what started before may hold at the trigger
        query.add(
            "fallen",
            f"""SELECT live.row, max(event.t) AS t
FROM live JOIN event ON {on_things(things, "event", "live")}
WHERE event.t <= live.trigger AND event.grade = 0 AND live.state = {OPEN} GROUP BY live.row""",
        )
        since = "coalesce(event.t >= fallen.t, TRUE) AND live.trigger <= live.h AND "
        still = " LEFT JOIN fallen USING (row)"
        first = "greatest(max(live.trigger), min(event.t))"
    forbidden = "NOT live.allowed AND " if plan.allowed != FALSE else ""
    query.add(
        "hit",
        f"""SELECT live.row, count(DISTINCT event.act) AS number, {first} AS first
FROM live JOIN event ON {on_things(things, "event", "live")}{still}
WHERE {since}{forbidden}event.t <= live.h AND event.grade > 0 AND live.state = {OPEN} GROUP BY live.row""",
    )
    v = partial(query.said, "verdict")
    excused = f"WHEN excused THEN {v('excused')} " if plan.excused != FALSE else ""
    query.add(
        "judged",
        f"""SELECT live.*, hit.number, hit.first, CASE
  WHEN state = {NOT_APPLICABLE} THEN {v("not_applicable")} {excused}
  WHEN hit.row IS NOT NULL THEN {v("breached")}
  WHEN e < {as_of} THEN {v("complied")} ELSE {v("pending")} END AS verdict
FROM live LEFT JOIN hit USING (row)""",
    )


def _prohibition_cells(query: Query) -> dict[str, str]:
    is_open = f"state = {OPEN}"
    breached = f"verdict = {query.said('verdict', 'breached')}"
    return {
        "verdict": "verdict",
        "possible": "verdict",
        "reason": f"CASE WHEN {breached} THEN 'prohibited_act' END",
        "grade": "'none'",
        "grade_most": "'none'",
        "trigger": _stamp("trigger", is_open),
        "deadline": _stamp("e", f"{is_open} AND e < {NEVER}"),
        "deadline_latest": _stamp("e", f"{is_open} AND e < {NEVER}"),
        "deciding_act": "NULL",
        "gap_start": "NULL",
        "gap_end": "NULL",
        "lateness": "NULL",
        "lateness_most": "NULL",
        "breached_at": _stamp("first", breached),
        "prohibited_acts": f"CASE WHEN {breached} THEN number ELSE 0 END",
    }


def _stamp(moment: str, when: str) -> str:
    return f"CASE WHEN {when} THEN make_timestamptz({moment}) END"


def _row(plan: NormPlan, shape: Shape, cells: dict[str, str], words: Words) -> str:
    """A finding's columns, in order."""
    cells = {
        "norm": text(plan.norm),
        "version": told_of_law(plan, "version"),
        **cells,
        "bearer": _party("bearer", plan.bearer),
        "counterparty": _party("counterparty", plan.counterparty),
        "citation": told_of_law(plan, "citation"),
        "judged": "'sql'",
    }
    keys = [
        f"key_{n}" if n <= len(plan.keys) else f"NULL::VARCHAR AS key_{n}"
        for n in range(1, shape.width + 1)
    ]
    columns = [
        f"({cells[name]})::{kind_of(name, kind, words)} AS {quoted(name)}"
        for name, kind in (*FIRST, *COLUMNS)
    ]
    return f"SELECT {', '.join([*columns[:2], *keys, *columns[2:]])}\nFROM judged"


def _party(name: str, expr: Expr) -> str:
    return "''" if show(expr) == "''" else name
