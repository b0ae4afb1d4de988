"""The obligation of `w1.lex` decided by plain loops, to measure the evaluator against.

Written for this one obligation, without a language, doubt or reasons: what a programmer would write
by hand. Times are whole microseconds; T is the as-of; the end of an interval belongs to it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

HOUR = 3_600_000_000

NONE, PARTIAL, FULL = 0, 1, 2


class Act(NamedTuple):
    at: int
    id: str
    kind: str
    territory: str | None


class Order(NamedTuple):
    provision: str
    received: int | None
    hours: int
    revoked: int | None


class Decision(NamedTuple):
    """What is decided of one item of an order; `lateness` in microseconds from the deadline."""

    verdict: str
    reason: str | None = None
    deadline: int | None = None
    deciding_act: str | None = None
    gap_start: int | None = None
    lateness: int | None = None


def started(act: Act) -> int:
    """The grade that an act starts."""
    in_india = act.territory is None or act.territory == "IN"
    if act.kind == "suspend" or (act.kind == "block" and in_india):
        return FULL
    return PARTIAL if act.kind == "withhold" and in_india else NONE


def last_end(acts: list[Act], at: int) -> int | None:
    ends = [act.at for act in acts if act.kind == "restore" and act.at <= at]
    return max(ends) if ends else None


def grade(acts: list[Act], at: int) -> int:
    """The highest grade of a start that no later end has wiped out."""
    end = last_end(acts, at)
    starts = [started(act) for act in acts if act.at <= at and (end is None or end <= act.at)]
    return max(starts, default=NONE)


def deciding(acts: list[Act], horizon: int, wanted: int) -> str | None:
    """The first of the acts that gave the item its grade at the horizon."""
    if wanted == NONE:
        return None
    end = last_end(acts, horizon)
    givers = [
        (act.at, act.id)
        for act in acts
        if act.at <= horizon and (end is None or end <= act.at) and started(act) == wanted
    ]
    return min(givers)[1]


def gaps(acts: list[Act], deadline: int, horizon: int, wanted: int) -> list[tuple[int, int]]:
    """Where, from the deadline to the horizon, the grade was below that at the horizon."""
    found = []
    start = None
    for moment in sorted({deadline, horizon, *(a.at for a in acts if deadline < a.at < horizon)}):
        below = grade(acts, moment) < wanted
        if below and start is None:
            start = moment
        elif not below and start is not None:
            found.append((start, moment))
            start = None
    return found


def decide(order: Order, acts: list[Act], as_of: int) -> Decision:
    """The verdict on one item of an order, from all acts on the item."""
    if order.provision not in ("section_69a", "rule_9"):
        return Decision("not_applicable")
    if order.received is None:
        return Decision("undetermined", "missing_fact")
    if order.received > as_of:
        return Decision("not_applicable")

    acts = [act for act in acts if act.at <= as_of]
    deadline = order.received + order.hours * HOUR
    horizon = as_of if order.revoked is None else min(as_of, order.revoked)
    held = grade(acts, horizon)
    act = deciding(acts, horizon, held)

    if order.revoked is not None and order.revoked <= min(deadline, as_of):
        return Decision("complied" if held == FULL else "excused", None, deadline, act)
    if as_of < deadline:
        return Decision("complied" if held == FULL else "pending", None, deadline, act)
    if held == NONE:
        moments = [order.received, *(a.at for a in acts if order.received <= a.at <= horizon)]
        once = any(grade(acts, moment) > NONE for moment in moments)
        return Decision("breached", "reversed" if once else "not_performed", deadline)
    verdict = "complied" if held == FULL else "partial"
    found = gaps(acts, deadline, horizon, held)
    if not found:
        return Decision(verdict, None, deadline, act)
    return Decision(f"{verdict}_late", None, deadline, act, found[0][0], found[-1][1] - deadline)


class Tables(NamedTuple):
    """A case as the loops want it."""

    orders: dict[str, Order]
    pairs: list[tuple[str, str]]
    acts: dict[str, list[Act]]
    as_of: int


def tables(case: dict[str, Any]) -> Tables:
    """The case of `workload.document`."""
    orders = {}
    pairs = []
    for name, fields in case["records"]["Order"].items():
        hours = int(fields["comply_within"].split()[0])
        orders[name] = Order(fields["provision"], micros(fields["received"]), hours, None)
        pairs += [(name, item) for item in fields["items"]]
    acts: dict[str, list[Act]] = defaultdict(list)
    for act in case["acts"]:
        kind = next(iter(act))
        territory = None if act["in"] == "worldwide" else act["in"]
        acts[act[kind]].append(Act(micros(act["at"]), act["id"], kind, territory))
    return Tables(orders, pairs, dict(acts), micros(case["as_of"]))


def micros(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000_000)


def decide_all(case: Tables) -> list[Decision]:
    none: list[Act] = []
    return [
        decide(case.orders[order], case.acts.get(item, none), case.as_of)
        for order, item in case.pairs
    ]
