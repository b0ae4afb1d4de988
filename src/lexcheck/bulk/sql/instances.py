"""The instances of a norm, and what each of them is before its acts are looked at."""

from __future__ import annotations

from collections.abc import Callable

from lexcheck.base.light import evolve
from lexcheck.bulk.model import (
    FALSE,
    TRUE,
    ByCase,
    Call,
    Column,
    DoubtedTrigger,
    Expr,
    Members,
    NormPlan,
)
from lexcheck.bulk.sql.expressions import Hoisted, joins, named, show
from lexcheck.bulk.sql.norms import DOUBTFUL, NOT_APPLICABLE, OPEN, thing_of
from lexcheck.bulk.values import columns_in


def candidates(plan: ByCase) -> str:
    """The ids of all that may be an instance of a norm that is judged case by case."""
    keys = ", ".join(f"{show(key)} AS key_{n}" for n, key in enumerate(plan.keys, 1))
    return (
        f"CREATE OR REPLACE TEMP TABLE instance AS SELECT DISTINCT {keys},"
        f" {DOUBTFUL}::TINYINT AS state\n"
        f"FROM {joins(plan.joined)}\nWHERE ({show(plan.candidate)}) IS NOT FALSE"
    )


#: The instances, with their numbers.
PAIR = "CREATE OR REPLACE TEMP VIEW pair AS SELECT rowid AS row, * FROM instance"


def instances(plan: NormPlan) -> str:
    """`instance`: a row for each, with its moments; `state` says whether its acts are to be looked
    at.
    """
    columns, source = _columns(plan)
    return f"CREATE OR REPLACE TEMP TABLE instance AS\nSELECT {columns}\nFROM {source}"


def by_lists(plan: NormPlan) -> tuple[str, ...]:
    """The same where the last variable runs through a list: what is the same for all of a list is
    kept once, in `lists`, and `pair` puts it together. Empty where more hangs on the members.
    """
    *others, last = plan.joined
    member, of = Column(last.alias, "member"), Column(last.alias, "of")
    same = last.on.args if isinstance(last.on, Call) and last.on.op == "=" else ()
    if not (others and isinstance(last.relation, Members) and of in same) or last.optional:
        return ()
    owner = next(each for each in same if each != of)
    told = [each for each in (*plan.keys, *plan.about) if each != member]
    if any(last.alias in {c.relation for c in columns_in(each)} for each in (*told, *_exprs(plan))):
        return ()
    columns, source = _columns(evolve(plan, joined=tuple(others)), but=member, of=owner)
    names = [f"key_{n}" for n, key in enumerate(plan.keys, 1) if key == member]
    names += [thing_of(plan, n) for n, each in enumerate(plan.about) if each == member]
    members = ", ".join(f"member AS {name}" for name in dict.fromkeys(names))
    lists = f"SELECT row_number() OVER () AS list, {columns}\nFROM {source}"
    listed = f"SELECT list, member FROM {named(last.relation)} AS m JOIN lists ON m.of = lists.of"
    together = f"{members}, lists.* EXCLUDE (list, of) FROM instance JOIN lists USING (list)"
    return (
        f"CREATE OR REPLACE TEMP TABLE lists AS\n{lists}",
        f"CREATE OR REPLACE TEMP TABLE instance AS\n{listed}",
        f"CREATE OR REPLACE TEMP VIEW pair AS SELECT instance.rowid AS row, {together}",
    )


def _exprs(plan: NormPlan) -> list[Expr]:
    """All that is asked of an instance, besides what it is about."""
    parts = [
        plan.law, plan.candidate, plan.applies, plan.excused, plan.allowed, plan.doubt,
        plan.trigger, plan.opening, plan.deadline, plan.end, plan.bearer, plan.counterparty,
    ]  # fmt: skip
    if (trigger := plan.doubted) is not None:
        parts += [trigger.earliest, trigger.latest, trigger.length, trigger.else_sure]
    if plan.open_deadline is not None:
        parts += [plan.open_deadline.earliest, plan.open_deadline.else_sure]
    if plan.disputed is not None:
        parts += [plan.disputed.other, plan.disputed.else_sure]
    return [each for each in parts if each is not None]


def _columns(plan: NormPlan, *, but: Expr | None = None, of: Expr | None = None) -> tuple[str, str]:
    """The columns of instances, and what stands after FROM. `but`: left out, wherever it is told.
    `of`: told besides.
    """
    conditions = (plan.candidate, plan.applies, plan.excused, plan.allowed, plan.doubt)
    hoisted = Hoisted(plan.joined, *conditions, plan.deadline)
    tell = hoisted.tell
    columns = [f"{tell(key)} AS key_{n}" for n, key in enumerate(plan.keys, 1) if key != but]
    columns += [
        f"{tell(thing)} AS about_{n}"
        for n, thing in enumerate(plan.about, 1)
        if thing not in plan.keys and thing != but
    ]
    if of is not None:
        columns.append(f"{tell(of)} AS of")
    if plan.law is not None:
        columns.append(f"{tell(plan.law)} AS law")
    due = plan.deadline if plan.open_deadline is None else plan.open_deadline.earliest
    moments = {"trigger": plan.trigger, "opening": plan.opening, "d": due, "e": plan.end}
    columns += [f"{tell(expr)} AS {name}" for name, expr in moments.items() if expr is not None]
    parties = (("bearer", plan.bearer), ("counterparty", plan.counterparty))
    columns += [f"{tell(e)} AS {name}" for name, e in parties if tell(e) != "''"]
    if plan.excused != FALSE:
        columns.append(f"{tell(plan.excused)} AS excused")
    if plan.allowed != FALSE:
        columns.append(f"{tell(plan.allowed)} AS allowed")
    if plan.doubted is not None:
        columns += _doubted_trigger(plan.doubted, tell)
    if plan.open_deadline is not None:
        columns.append(f"coalesce({tell(plan.open_deadline.else_sure)}, FALSE) AS simple")
    if plan.disputed is not None:
        columns.append(f"{tell(plan.disputed.other)} AS d_other")
        columns.append(f"coalesce({tell(plan.disputed.else_sure)}, FALSE) AS disputed")
    columns.append(f"\n  {_state(plan, tell)} AS state")
    where = "" if plan.candidate == TRUE else f"\nWHERE ({tell(plan.candidate)}) IS NOT FALSE"
    return ", ".join(columns), f"{hoisted.source}{where}"


def _state(plan: NormPlan, tell: Callable[[Expr], str]) -> str:
    sure = (
        "" if plan.candidate == TRUE else f"WHEN ({tell(plan.candidate)}) IS NULL THEN {DOUBTFUL} "
    )
    doubt = [tell(plan.doubt)] if plan.doubt != FALSE else []
    if plan.excused != FALSE:
        doubt.append(f"{tell(plan.excused)} IS NULL")
    if plan.allowed != FALSE:
        doubt.append(f"{tell(plan.allowed)} IS NULL")
    applies = tell(plan.applies)
    return (
        f"CASE {sure}WHEN {applies} IS FALSE THEN {NOT_APPLICABLE}"
        f" WHEN {' OR '.join([f'{applies} IS NULL', *doubt])} THEN {DOUBTFUL} ELSE {OPEN} END::TINYINT"
    )


def _doubted_trigger(doubted: DoubtedTrigger, tell: Callable[[Expr], str]) -> list[str]:
    latest = [] if doubted.latest == doubted.earliest else [f"{tell(doubted.latest)} AS t_high"]
    return [
        *latest,
        f"{tell(doubted.length)} AS length",
        f"coalesce({tell(doubted.else_sure)}, FALSE) AND {tell(doubted.length)} IS NOT NULL AS simple",
    ]
