"""The judging of one norm, written out: section 3 of the language, over all instances at once.

Most things have one act that matters: their grade is that act's from it on. Only the others, the
crowded ones, need the whole of the timeline. They are told apart by counting the acts per hash of
what they are about: two things with one hash are both taken the long way, which compares the things
themselves, so no verdict rests on a hash.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from lexcheck.base.light import light
from lexcheck.bulk.model import FALSE, TRUE, Bearing, ByCase, DoubtedTrigger, Expr, NormPlan
from lexcheck.bulk.sql.expressions import joins, quoted, show, text

#: Later than every instant.
NEVER = 1 << 62

#: What an instance is before its acts are looked at.
NOT_APPLICABLE, DOUBTFUL, OPEN = 0, 1, 2

#: The columns of findings, after `norm`, `version` and the keys, with their types.
COLUMNS = (
    ("verdict", "VARCHAR"),
    ("possible", "VARCHAR"),
    ("reason", "VARCHAR"),
    ("grade", "VARCHAR"),
    ("grade_most", "VARCHAR"),
    ("trigger", "TIMESTAMPTZ"),
    ("deadline", "TIMESTAMPTZ"),
    ("deadline_latest", "TIMESTAMPTZ"),
    ("deciding_act", "VARCHAR"),
    ("gap_start", "TIMESTAMPTZ"),
    ("gap_end", "TIMESTAMPTZ"),
    ("lateness", "BIGINT"),
    ("lateness_most", "BIGINT"),
    ("breached_at", "TIMESTAMPTZ"),
    ("prohibited_acts", "BIGINT"),
    ("bearer", "VARCHAR"),
    ("counterparty", "VARCHAR"),
    ("citation", "VARCHAR"),
    ("judged", "VARCHAR"),
)


_GRADE = (
    "CASE WHEN {when} AND g = 2 THEN 'full' WHEN {when} AND g = 1 THEN 'partial' ELSE 'none' END"
)


@light(kw_only=True)
class ActsTable:
    """A view over one table of acts, and the actions it holds. `unsure`: some of its acts may be in
    doubt: a moment imprecise, a field unknown.
    """

    view: str
    actions: frozenset[str]
    imprecise: bool
    unsure: bool


@light(kw_only=True)
class Shape:
    """What a rendering rests on besides the plan. `width`: how many keys a finding has room for."""

    as_of: int
    tables: tuple[ActsTable, ...]
    width: int

    def unsure(self, plan: NormPlan) -> bool:
        """May acts that bear on the target be in doubt?"""
        actions = {bearing.relation.action for bearing in plan.bearing}
        return any(table.unsure and table.actions & actions for table in self.tables)


# ── Instances ──────────────────────────────────────────────────────────────────────────────────


def candidates(plan: ByCase) -> str:
    """The ids of all that may be an instance of a norm that is judged case by case."""
    keys = ", ".join(f"{show(key)} AS key_{n}" for n, key in enumerate(plan.keys, 1))
    return (
        f"CREATE OR REPLACE TEMP TABLE pair AS SELECT DISTINCT {keys}, {DOUBTFUL}::TINYINT AS state\n"
        f"FROM {joins(plan.joined)}\nWHERE ({show(plan.candidate)}) IS NOT FALSE"
    )


def instances(plan: NormPlan) -> str:
    """One row an instance, with its moments; `state` says whether its acts are to be looked at."""
    columns = [f"{show(key)} AS key_{n}" for n, key in enumerate(plan.keys, 1)]
    columns += [
        f"{show(thing)} AS about_{n}"
        for n, thing in enumerate(plan.about, 1)
        if thing not in plan.keys
    ]
    moments = {"trigger": plan.trigger, "opening": plan.opening, "d": plan.deadline, "e": plan.end}
    columns += [f"{show(expr)} AS {name}" for name, expr in moments.items() if expr is not None]
    parties = (("bearer", plan.bearer), ("counterparty", plan.counterparty))
    columns += [f"{show(e)} AS {name}" for name, e in parties if show(e) != "''"]
    if plan.excused != FALSE:
        columns.append(f"{show(plan.excused)} AS excused")
    if plan.doubted is not None:
        columns += _doubted_trigger(plan.doubted)
    sure = (
        "" if plan.candidate == TRUE else f"WHEN ({show(plan.candidate)}) IS NULL THEN {DOUBTFUL} "
    )
    doubt = [show(plan.doubt)] if plan.doubt != FALSE else []
    if plan.excused != FALSE:
        doubt.append(f"{show(plan.excused)} IS NULL")
    applies = show(plan.applies)
    state = (
        f"CASE {sure}WHEN {applies} IS FALSE THEN {NOT_APPLICABLE}"
        f" WHEN {' OR '.join([f'{applies} IS NULL', *doubt])} THEN {DOUBTFUL} ELSE {OPEN} END::TINYINT"
    )
    where = "" if plan.candidate == TRUE else f"\nWHERE ({show(plan.candidate)}) IS NOT FALSE"
    return (
        f"CREATE OR REPLACE TEMP TABLE pair AS\nSELECT {', '.join(columns)},\n  {state} AS state\n"
        f"FROM {joins(plan.joined)}{where}"
    )


def _doubted_trigger(doubted: DoubtedTrigger) -> list[str]:
    return [
        f"coalesce({show(doubted.earliest)}, {-NEVER}) AS t_low",
        f"coalesce({show(doubted.latest)}, {NEVER}) AS t_high",
        f"{show(doubted.length)} AS length",
        f"coalesce({show(doubted.else_sure)}, FALSE) AND {show(doubted.length)} IS NOT NULL AS simple",
    ]


# ── Acts ───────────────────────────────────────────────────────────────────────────────────────


def kept(plan: NormPlan, shape: Shape) -> bool:
    """Are the acts kept in a table, `event`, since there may be doubt to look into?"""
    return shape.unsure(plan) or plan.doubted is not None


def events(plan: NormPlan, shape: Shape) -> str:
    """The acts that bear on the targets: `k_1`…, `t`, `act`, `grade`, and perhaps `unsure`."""
    unsure = kept(plan, shape)
    scans = []
    for table in shape.tables:
        there = [b for b in plan.bearing if b.relation.action in table.actions]
        scans += [_scan(table, group, shape.as_of, unsure) for group in _groups(there)]
    if not scans:
        things = ", ".join(f"NULL::VARCHAR AS k_{n}" for n in range(1, len(plan.about) + 1))
        last = ", FALSE AS unsure, NULL::BIGINT AS late, FALSE AS open" if unsure else ""
        return (
            f"SELECT {things}, NULL::BIGINT AS t, NULL::VARCHAR AS act, 0::TINYINT AS grade{last}"
            " WHERE FALSE"
        )
    return "\nUNION ALL\n".join(scans)


def _groups(bearing: Sequence[Bearing]) -> list[list[Bearing]]:
    """Statements that one scan can tell apart: about the same columns, and no act in two roles."""
    groups: list[list[Bearing]] = []
    for each in sorted(bearing, key=lambda b: -b.grade):
        for group in groups:
            clash = any(
                one.relation == each.relation and (one.grade == 0) != (each.grade == 0)
                for one in group
            )
            if group[0].about == each.about and not clash:
                group.append(each)
                break
        else:
            groups.append([each])
    return groups


def _scan(table: ActsTable, group: list[Bearing], as_of: int, unsure: bool) -> str:
    things = ", ".join(f"{show(thing)} AS k_{n}" for n, thing in enumerate(group[0].about, 1))
    grades: dict[int, list[str]] = {}
    for each in group:
        fits = f"a.action = {text(each.relation.action)}"
        if each.where != TRUE:
            fits = f"({fits} AND {show(each.where)})"
        grades.setdefault(each.grade, []).append(fits)
    cases = " ".join(f"WHEN {' OR '.join(fits)} THEN {grade}" for grade, fits in grades.items())
    anything = " OR ".join(fit for fits in grades.values() for fit in fits)
    actions = ", ".join(sorted({text(each.relation.action) for each in group}))
    where = f"a.at <= {as_of} AND a.action IN ({actions})"
    if not table.unsure:
        last = ", FALSE AS unsure, a.at AS late, FALSE AS open" if unsure else ""
        return (
            f"SELECT {things}, a.at AS t, a.id AS act, (CASE {cases} END)::TINYINT AS grade{last}\n"
            f"FROM {table.view} AS a WHERE {where} AND ({anything})"
        )
    late = 'a.at < a."at>" OR ' if table.imprecise else ""
    last = 'a."at>"' if table.imprecise else "a.at"
    return (
        f"SELECT {things}, a.at AS t, a.id AS act, coalesce(CASE {cases} END, 0)::TINYINT AS grade,\n"
        f"  {late}({anything}) IS NULL AS unsure, {last} AS late, ({anything}) IS NULL AS open\n"
        f"FROM {table.view} AS a WHERE {where} AND ({anything}) IS NOT FALSE"
    )


def doubted(plan: NormPlan, shape: Shape) -> str:
    """The rows of `pair` that are in doubt, or about things with an act in doubt."""
    found = f"SELECT rowid AS row FROM pair WHERE state = {DOUBTFUL}"
    if shape.unsure(plan):
        things = ", ".join(f"k_{n}" for n in range(1, len(plan.about) + 1))
        on = on_things(plan, "u")
        found += (
            f"\nUNION SELECT pair.rowid FROM pair JOIN (SELECT DISTINCT {things} FROM event"
            f" WHERE unsure) AS u ON {on} WHERE pair.state = {OPEN}"
        )
    return f"CREATE OR REPLACE TEMP TABLE doubted AS {found}"


def _thing(plan: NormPlan, place: int) -> str:
    """The column of `pair` that holds a thing of the target."""
    thing = plan.about[place]
    if thing in plan.keys:
        return f"key_{plan.keys.index(thing) + 1}"
    return f"about_{place + 1}"


def on_things(plan: NormPlan, alias: str, pair: str = "pair") -> str:
    """Joins instances to what is about the things of their targets."""
    return " AND ".join(
        f"{pair}.{_thing(plan, n)} = {alias}.k_{n + 1}" for n in range(len(plan.about))
    )


# ── Verdicts ───────────────────────────────────────────────────────────────────────────────────


@attrs.define
class Query:
    """A query in the making: its common tables, in order."""

    parts: list[str] = attrs.field(factory=list)

    def add(self, name: str, body: str, *, keep: bool = False) -> None:
        self.parts.append(f"{name} AS {'MATERIALIZED ' if keep else ''}(\n{body})")

    def select(self, last: str) -> str:
        return "WITH " + ",\n".join(self.parts) + "\n" + last


def findings(plan: NormPlan, shape: Shape, *, some_doubted: bool) -> str:
    """The findings on all instances that are in no doubt. `pair` and `doubted` are there, and
    `event` where it is kept.
    """
    query = Query()
    if not kept(plan, shape):
        query.add("event", events(plan, shape), keep=True)
    query.add("live", _live(plan, shape.as_of, some_doubted))
    if plan.kind == "prohibition":
        return _prohibition(plan, shape, query)
    _performance(plan, query)
    return _obligation(plan, shape, query)


def _live(plan: NormPlan, as_of: int, some_doubted: bool) -> str:
    """The instances to be decided, with end and horizon; for a duty that only its end bounds, that
    is its deadline.
    """
    e = f"coalesce(e, {NEVER})" if plan.end is not None else str(NEVER)
    d = "d" if plan.deadline is not None else e
    moments = (("d", plan.deadline), ("e", plan.end))
    own = ", ".join(["state", *(name for name, given in moments if given is not None)])
    columns = [f"pair.* EXCLUDE ({own})", "pair.rowid AS row", "state", f"{d} AS d", f"{e} AS e"]
    columns.append(f"least({e}, {as_of}) AS h")
    if _least(plan):
        columns.append(f"{_least(plan)} AS least")
    anti = " ANTI JOIN doubted ON pair.rowid = doubted.row" if some_doubted else ""
    return f"SELECT {', '.join(columns)} FROM pair{anti}"


def _least(plan: NormPlan) -> str:
    """The moment before which an act performs nothing; empty where there is none."""
    if plan.is_state or plan.kind == "prohibition":
        return ""
    if plan.or_earlier:
        return "opening" if plan.opening is not None else ""
    if plan.opening is not None:
        return "greatest(opening, trigger)" if plan.trigger is not None else "opening"
    return "trigger" if plan.trigger is not None else ""


def _performance(plan: NormPlan, query: Query) -> None:
    """`known`: each instance with its grade at the horizon, since when, and by which act."""
    things = ", ".join(f"k_{n}" for n in range(1, len(plan.about) + 1))
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
    least = "least" if _least(plan) else ""
    counts = f"step.t >= live.{least}" if least else "TRUE"
    early = ", live.trigger, live.opening" if _may_be_premature(plan) else ""
    trigger = ", live.trigger" if plan.trigger is not None and not early else ""
    query.add(
        "history",
        f"SELECT live.row, live.d{trigger}{early}, step.t, step.act, step.grade, step.leaves,"
        f" {counts} AS counts\nFROM live JOIN step ON {on_things(plan, 'step', 'live')}"
        f" WHERE step.t <= live.h AND live.state = {OPEN}",
        keep=True,
    )
    _stages(plan, query, bool(least))
    _known(plan, query, bool(least))


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


def _known(plan: NormPlan, query: Query, limited: bool) -> None:
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
FROM live LEFT JOIN single ON {on_things(plan, "single", "live")} LEFT JOIN weighed USING (row)""",
    )


def _obligation(plan: NormPlan, shape: Shape, query: Query) -> str:
    T = shape.as_of  # noqa: N806 - the paper's letter
    late = "'breached'" if plan.essence else "'complied_late'"
    part = "'breached'" if plan.essence else "'partial_late'"
    excused = "WHEN excused THEN 'excused' " if plan.excused != FALSE else ""
    query.add(
        "judged",
        f"""SELECT *, CASE
  WHEN state = {NOT_APPLICABLE} THEN 'not_applicable' {excused}
  WHEN e <= d AND e <= {T} THEN CASE WHEN g = 2 THEN 'complied' ELSE 'excused' END
  WHEN {T} < d THEN CASE WHEN g = 2 THEN 'complied' ELSE 'pending' END
  WHEN g = 2 THEN CASE WHEN since <= d THEN 'complied' ELSE {late} END
  WHEN g = 1 THEN CASE WHEN since <= d THEN 'partial' ELSE {part} END
  ELSE 'breached' END AS verdict,
  state = {OPEN} AND d <= h AND g > 0 AND since > d AND verdict != 'excused' AS late
FROM known""",
    )
    reason = (
        "CASE WHEN verdict = 'breached' THEN CASE WHEN g > 0 THEN 'lapsed'"
        " WHEN premature THEN 'premature' WHEN performed THEN 'reversed' ELSE 'not_performed' END END"
    )
    is_open = f"state = {OPEN}"
    cells = {
        "verdict": "verdict",
        "possible": "verdict",
        "reason": reason,
        "grade": _GRADE.format(when=is_open),
        "grade_most": _GRADE.format(when=is_open),
        "trigger": _stamp("trigger", is_open) if plan.trigger is not None else "NULL",
        "deadline": _stamp("d", f"{is_open} AND d < {NEVER}"),
        "deadline_latest": _stamp("d", f"{is_open} AND d < {NEVER}"),
        "deciding_act": f"CASE WHEN {is_open} AND g > 0 THEN act END",
        "gap_start": _stamp("gap_start", "late"),
        "gap_end": _stamp("since", "late"),
        "lateness": "CASE WHEN late THEN since - d END",
        "lateness_most": "CASE WHEN late THEN since - d END",
        "breached_at": _stamp(
            "CASE WHEN g > 0 THEN gap_start ELSE greatest(d, lapsed) END", "verdict = 'breached'"
        ),
        "prohibited_acts": "0",
    }
    return query.select(_row(plan, shape, cells, "judged"))


def _prohibition(plan: NormPlan, shape: Shape, query: Query) -> str:
    since = "event.t >= live.trigger AND " if plan.trigger is not None else ""
    query.add(
        "hit",
        f"""SELECT live.row, count(DISTINCT event.act) AS number, min(event.t) AS first
FROM live JOIN event ON {on_things(plan, "event", "live")}
WHERE {since}event.t <= live.h AND event.grade > 0 AND live.state = {OPEN} GROUP BY live.row""",
    )
    excused = "WHEN excused THEN 'excused' " if plan.excused != FALSE else ""
    query.add(
        "judged",
        f"""SELECT live.*, hit.number, hit.first, CASE
  WHEN state = {NOT_APPLICABLE} THEN 'not_applicable' {excused}
  WHEN hit.row IS NOT NULL THEN 'breached'
  WHEN e < {shape.as_of} THEN 'complied' ELSE 'pending' END AS verdict
FROM live LEFT JOIN hit USING (row)""",
    )
    is_open = f"state = {OPEN}"
    breached = "verdict = 'breached'"
    cells = {
        "verdict": "verdict",
        "possible": "verdict",
        "reason": f"CASE WHEN {breached} THEN 'prohibited_act' END",
        "grade": "'none'",
        "grade_most": "'none'",
        "trigger": _stamp("trigger", is_open) if plan.trigger is not None else "NULL",
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
    return query.select(_row(plan, shape, cells, "judged"))


def _stamp(moment: str, when: str) -> str:
    return f"CASE WHEN {when} THEN make_timestamptz({moment}) END"


def _row(plan: NormPlan, shape: Shape, cells: dict[str, str], source: str) -> str:
    """A finding's columns, in order."""
    cells = {
        **cells,
        "bearer": _party("bearer", plan.bearer),
        "counterparty": _party("counterparty", plan.counterparty),
        "citation": text(plan.citation),
        "judged": "'sql'",
    }
    keys = [
        f"key_{n}" if n <= len(plan.keys) else f"NULL::VARCHAR AS key_{n}"
        for n in range(1, shape.width + 1)
    ]
    columns = [f"{text(plan.norm)} AS norm", f"{text(plan.version)} AS version", *keys]
    columns += [f"({cells[name]})::{kind} AS {quoted(name)}" for name, kind in COLUMNS]
    return f"SELECT {', '.join(columns)}\nFROM {source}"


def _party(name: str, expr: Expr) -> str:
    return "''" if show(expr) == "''" else name
