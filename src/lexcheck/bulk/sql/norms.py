"""The acts that bear on the targets of a norm, and which of its instances are in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from lexcheck.base.light import light
from lexcheck.bulk.model import TRUE, Bearing, NormPlan
from lexcheck.bulk.sql.expressions import show, text

#: Later than every instant.
NEVER = 1 << 62

#: What an instance is before its acts are looked at.
NOT_APPLICABLE, DOUBTFUL, OPEN = 0, 1, 2

#: The columns of findings before the keys, and after them, with their types.
FIRST = (("norm", "VARCHAR"), ("version", "VARCHAR"))
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
        return any(bearing.unsure for bearing in plan.bearing) or any(
            table.unsure and table.actions & actions for table in self.tables
        )


def told_of_law(plan: NormPlan, column: str) -> str:
    """What the governing version of a norm says of itself: its `version`, or its `citation`."""
    words = [text(getattr(law, column)) for law in plan.laws]
    if plan.law is None:
        return words[0]
    cases = " ".join(f"WHEN {place} THEN {word}" for place, word in enumerate(words))
    return f"CASE law {cases} END"


# ── Acts ───────────────────────────────────────────────────────────────────────────────────────


def beside_events(plan: NormPlan, shape: Shape, query: str) -> str:
    """A query beside which `event` stands: the acts are read for it alone, and not kept."""
    return f"WITH event AS MATERIALIZED (\n{events(plan, shape)}\n)\nFROM ({query})"


def events(plan: NormPlan, shape: Shape) -> str:
    """The acts that bear on the targets: `k_1`…, `t`, `act`, `grade`, and perhaps `unsure`."""
    unsure = shape.unsure(plan)
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
    anything, grade = _fits(group), _grade(group)
    where = f"a.at <= {as_of}"
    if not table.unsure and not any(each.unsure for each in group):
        last = ", FALSE AS unsure, a.at AS late, FALSE AS open" if unsure else ""
        return (
            f"SELECT {things}, a.at AS t, a.id AS act, ({grade})::TINYINT AS grade{last}\n"
            f"FROM {table.view} AS a WHERE {where} AND ({anything})"
        )
    in_doubt = _in_doubt(group)
    late = 'a.at < a."at>" OR ' if table.imprecise else ""
    last = 'a."at>"' if table.imprecise else "a.at"
    return (
        f"SELECT {things}, a.at AS t, a.id AS act, coalesce({grade}, 0)::TINYINT AS grade,\n"
        f"  {late}{in_doubt} AS unsure, {last} AS late, {in_doubt} AS open\n"
        f"FROM {table.view} AS a WHERE {where} AND ({anything}) IS NOT FALSE"
    )


def _fits(group: Sequence[Bearing]) -> str:
    """Whether an act is one of these; each condition is asked once, of all actions that share it."""
    alike: dict[str, list[str]] = {}
    for each in group:
        alike.setdefault(show(each.where), []).append(text(each.relation.action))
    parts = []
    for where, actions in alike.items():
        among = f"a.action IN ({', '.join(dict.fromkeys(actions))})"
        parts.append(among if where == show(TRUE) else f"({among} AND {where})")
    return " OR ".join(parts)


def _grade(group: Sequence[Bearing]) -> str:
    """The grade of an act that is one of these."""
    grades = _by_grade(group)
    if len(grades) == 1:
        return str(next(iter(grades)))
    if (known := _of_actions(group)) is not None:
        cases = " ".join(f"WHEN {text(action)} THEN {grade}" for action, grade in known.items())
        return f"CASE a.action {cases} END"
    cases = " ".join(f"WHEN {_fits(of)} THEN {grade}" for grade, of in grades.items())
    return f"CASE {cases} END"


def _in_doubt(group: Sequence[Bearing]) -> str:
    """Whether it is in doubt that an act is one of these, or which: one that is surely done in part
    may be done in full.
    """
    grades = _by_grade(group)
    if len(grades) == 1 or _of_actions(group) is not None:
        return f"({_fits(group)}) IS NULL"
    cases = " ".join(
        f"WHEN {_fits(of)} THEN FALSE WHEN ({_fits(of)}) IS NULL THEN TRUE"
        for of in grades.values()
    )
    return f"(CASE {cases} ELSE FALSE END)"


def _by_grade(group: Sequence[Bearing]) -> dict[int, list[Bearing]]:
    """The highest first: it decides."""
    grades: dict[int, list[Bearing]] = {}
    for each in sorted(group, key=lambda bearing: -bearing.grade):
        grades.setdefault(each.grade, []).append(each)
    return grades


def _of_actions(group: Sequence[Bearing]) -> dict[str, int] | None:
    """The grade of each action; None where an action alone does not tell."""
    known = {action: set[int]() for action in (each.relation.action for each in group)}
    for each in group:
        known[each.relation.action].add(each.grade)
    if any(len(of) > 1 for of in known.values()):
        return None
    return {action: min(of) for action, of in known.items()}


def doubted(plan: NormPlan, shape: Shape) -> str:
    """The rows of `pair` that are in doubt, or about things with an act in doubt; `row`: which."""
    found = f"SELECT * FROM pair WHERE state = {DOUBTFUL}"
    if shape.unsure(plan):
        things = ", ".join(f"k_{n}" for n in range(1, len(plan.about) + 1))
        on = on_things(things_of(plan), "u", "pair")
        found += (
            f"\nUNION ALL SELECT pair.* FROM pair JOIN (SELECT DISTINCT {things} FROM event"
            f" WHERE unsure) AS u ON {on} WHERE pair.state = {OPEN}"
        )
    return f"CREATE OR REPLACE TEMP TABLE doubted AS {found}"


def thing_of(plan: NormPlan, place: int) -> str:
    """The column of `pair` that holds a thing of the target."""
    thing = plan.about[place]
    if thing in plan.keys:
        return f"key_{plan.keys.index(thing) + 1}"
    return f"about_{place + 1}"


def things_of(plan: NormPlan) -> tuple[str, ...]:
    """The columns of `pair` that hold the things of the target."""
    return tuple(thing_of(plan, place) for place in range(len(plan.about)))


def on_things(things: Sequence[str], alias: str, asked: str) -> str:
    """Joins what is asked to what is about the things of its target."""
    return " AND ".join(f"{asked}.{thing} = {alias}.k_{n}" for n, thing in enumerate(things, 1))
