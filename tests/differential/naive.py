"""Section 3 of the language once more, for definite facts alone: s(t) by its formula, the verdict
by its four lines. Slow, and written without a look at the evaluator, which must agree with it.

Times are whole numbers; None is never.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from typing import Literal

import attrs

Asked = Literal["at the trigger", "at the deadline", "throughout", "at any time"]


class Grade(IntEnum):
    NONE = 0
    PARTIAL = 1
    FULL = 2


@attrs.frozen
class Bearing:
    """An act as far as it bears on the target: it starts a grade, or, with NONE, ends the state."""

    at: int
    act: str
    starts: Grade


#: An hour; and a moment after all others, at which what has no end is said to end.
HOUR = 3_600_000_000
NEVER = 1_614_600_000_000_000 + 500 * HOUR


Stretches = tuple[tuple[int, int | None], ...]


def holds_at(stretches: Stretches, moment: int) -> bool:
    return any(a <= moment and (b is None or moment < b) for a, b in stretches)


@attrs.frozen
class Excuse:
    """A condition on one moment, by the stretches `[start, end)` in which it holds."""

    asked: Asked
    stretches: tuple[tuple[int, int | None], ...]
    unless: tuple[Excuse, ...] = ()  # exceptions of its own

    def holds_at(self, moment: int) -> bool:
        return holds_at(self.stretches, moment)


@attrs.frozen(kw_only=True)
class Period:
    """So many hours from a moment, with what its clock does. All moments lie on one hour's grid."""

    start: int
    hours: int
    paused: Stretches = ()
    restarts: Stretches = ()
    extended: tuple[tuple[int, Stretches | None], ...] = ()

    def due(self, as_of: int) -> int:
        """The end as it is seen at the as-of, the clock watched hour by hour; NEVER if none is."""
        start = self.start
        while True:
            hours = self.hours
            due = self._end(start, hours)
            for more, granted in self.extended:
                if granted is None or holds_at(granted, min(due, as_of)):
                    hours += more
                due = self._end(start, hours)
            moment = start
            while moment <= as_of and not holds_at(self.restarts, moment):
                moment += HOUR
            if moment > as_of or (moment >= due and moment > start):
                return due
            while holds_at(self.restarts, moment):
                moment += HOUR
                if moment > as_of + HOUR:
                    return NEVER
            start = moment

    def _end(self, start: int, hours: int) -> int:
        while holds_at(self.paused, start):
            start += HOUR
            if start > NEVER:
                return NEVER
        while hours and start < NEVER:
            hours -= not holds_at(self.paused, start)
            start += HOUR
        return min(start, NEVER)


@attrs.frozen(kw_only=True)
class Duty:
    """One instance. `is_state`: of a state, else of an act. `deadline` None: as the kind has it. A
    `standing` one has no trigger; `trigger` is then earlier than everything.
    """

    kind: Literal["obligation", "prohibition"]
    is_state: bool
    applies: bool = True
    trigger: int
    standing: bool = False
    opening: int | None = None
    deadline: int | None = None
    end: int | None = None
    or_earlier: bool = False
    essence: bool = False
    excuses: tuple[Excuse, ...] = ()


@attrs.frozen
class Judged:
    verdict: str
    reason: str | None = None
    gaps: tuple[tuple[int, int], ...] = ()
    deciding: str | None = None
    listed: tuple[str, ...] = ()


# ── Grade ──────────────────────────────────────────────────────────────────────────────────────


def grade(acts: Sequence[Bearing], moment: int) -> Grade:
    """s(moment): the best that an act started by then and no act has ended since."""
    best = Grade.NONE
    for act in acts:
        started = act.starts and act.at <= moment
        if started and not any(not other.starts and act.at < other.at <= moment for other in acts):
            best = max(best, act.starts)
    return best


def performing(duty: Duty, acts: Sequence[Bearing]) -> list[Bearing]:
    """What counts for the grade: of a state all acts, of an act duty those in its time."""
    if duty.is_state:
        return list(acts)
    found = []
    for act in acts:
        early = act.at < duty.trigger and not duty.or_earlier
        shut = duty.opening is not None and act.at < duty.opening
        if not early and not shut:
            found.append(act)
    return found


def gaps(acts: Sequence[Bearing], start: int, horizon: int) -> tuple[tuple[int, int], ...]:
    """The stretches of `[start, horizon]` in which s is less than at the horizon."""
    wanted = grade(acts, horizon)
    moments = sorted({start, horizon, *(a.at for a in acts if start < a.at < horizon)})
    found: list[tuple[int, int]] = []
    for moment, following in pairwise(moments):
        if grade(acts, moment) < wanted:
            if found and found[-1][1] == moment:
                found[-1] = (found[-1][0], following)
            else:
                found.append((moment, following))
    return tuple(found)


def deciding(acts: Sequence[Bearing], horizon: int) -> str | None:
    """The first act since the last end that gave the grade at the horizon."""
    wanted = grade(acts, horizon)
    ends = [act.at for act in acts if not act.starts and act.at <= horizon]
    givers = [
        (act.at, act.act)
        for act in acts
        if act.starts is wanted and act.at <= horizon and (not ends or max(ends) <= act.at)
    ]
    return min(givers)[1] if wanted and givers else None


# ── Verdict ────────────────────────────────────────────────────────────────────────────────────


def judge(duty: Duty, acts: Sequence[Bearing], as_of: int) -> Judged:
    if not duty.applies or duty.trigger > as_of:
        return Judged("not_applicable")
    acts = [act for act in acts if act.at <= as_of]
    if any(excused(duty, excuse, as_of) for excuse in duty.excuses):
        if duty.kind == "prohibition":
            return Judged("excused")
        horizon = as_of if duty.end is None else min(as_of, duty.end)
        return Judged("excused", deciding=deciding(performing(duty, acts), horizon))
    if duty.kind == "prohibition":
        return prohibited(duty, acts, as_of)
    return owed(duty, acts, as_of)


def owed(duty: Duty, acts: Sequence[Bearing], as_of: int) -> Judged:
    end, due = duty.end, deadline(duty)
    horizon = as_of if end is None else min(as_of, end)
    counted = performing(duty, acts)
    by = deciding(counted, horizon)
    full = grade(counted, horizon) is Grade.FULL
    if end is not None and (due is None or end <= due) and as_of >= end:
        return Judged("complied" if full else "excused", deciding=by)
    if due is None or as_of < due:
        return Judged("complied" if full else "pending", deciding=by)
    if grade(counted, horizon) is Grade.NONE:
        return Judged("breached", failure(duty, acts, counted, horizon))
    found = gaps(counted, due, horizon)
    if found and duty.essence:
        return Judged("breached", "lapsed", found, by)
    verdict = "complied" if full else "partial"
    return Judged(f"{verdict}_late" if found else verdict, None, found, by)


def deadline(duty: Duty) -> int | None:
    if duty.deadline is None and duty.is_state:
        return duty.trigger
    return duty.deadline


def failure(duty: Duty, acts: Sequence[Bearing], counted: Sequence[Bearing], horizon: int) -> str:
    """Why nothing holds at the horizon."""
    if duty.opening is not None and any(
        act.starts and duty.trigger <= act.at < duty.opening and act.at <= horizon for act in acts
    ):
        return "premature"
    moments = {duty.trigger, *(a.at for a in counted if duty.trigger <= a.at <= horizon)}
    performed = any(grade(counted, moment) for moment in moments if moment <= horizon)
    return "reversed" if performed else "not_performed"


def prohibited(duty: Duty, acts: Sequence[Bearing], as_of: int) -> Judged:
    """`[a, b]`: broken by the first prohibited moment; over once T > b."""
    ends = [moment for moment in (duty.deadline, duty.end) if moment is not None]
    end = min(ends, default=None)
    until = as_of if end is None else min(as_of, end)
    inside = [act for act in acts if act.starts and duty.trigger <= act.at <= until]
    if duty.is_state:
        moments = {duty.trigger, *(act.at for act in inside)}
        broken = any(grade(acts, moment) for moment in moments if moment <= until)
        inside += [act for act in acts if act.at < duty.trigger <= until and lasts(acts, act, duty)]
    else:
        broken = bool(inside)
    inside.sort(key=lambda act: (act.at, act.act))
    if broken:
        listed = tuple(act.act for act in inside)
        return Judged("breached", "prohibited_act", listed=listed)
    return Judged("complied" if end is not None and as_of > end else "pending")


def lasts(acts: Sequence[Bearing], act: Bearing, duty: Duty) -> bool:
    """Does what an act started before the window still hold when the window opens?"""
    return bool(act.starts) and not any(
        not other.starts and act.at < other.at <= duty.trigger for other in acts
    )


def excused(duty: Duty, excuse: Excuse, as_of: int) -> bool:
    """Does its condition hold, and no exception of its own?"""
    return holds(duty, excuse, as_of) and not any(
        excused(duty, inner, as_of) for inner in excuse.unless
    )


def holds(duty: Duty, excuse: Excuse, as_of: int) -> bool:
    end = duty.end
    if duty.kind == "prohibition" and duty.deadline is not None:
        end = duty.deadline if end is None else min(duty.deadline, end)
    horizon = as_of if end is None else min(as_of, end)
    edges = [moment for stretch in excuse.stretches for moment in stretch if moment is not None]
    # Between two edges nothing changes: one moment before, at and after each is every moment.
    near = {moment + step for moment in edges for step in (-1, 0, 1)}
    moments = {duty.trigger, horizon, *near}
    lasting = sorted(m for m in moments if duty.trigger <= m <= max(horizon, duty.trigger))
    match excuse.asked:
        case "at the trigger":
            return excuse.holds_at(horizon if duty.standing else duty.trigger)
        case "at the deadline":
            due = deadline(duty) if duty.kind == "obligation" else end
            return due is not None and due <= as_of and excuse.holds_at(due)
        case "throughout":
            return all(excuse.holds_at(moment) for moment in lasting)
        case "at any time":
            return any(excuse.holds_at(moment) for moment in lasting)
