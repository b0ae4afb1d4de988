"""An instance in one completion: its moments, how far it was performed, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from lexcheck.base.light import evolve, light
from lexcheck.evaluate.bearing import Key
from lexcheck.evaluate.evidence import ActHeld, Traced
from lexcheck.evaluate.terms import NOW, Env, Meaning
from lexcheck.evaluate.timeline import ENDS, PERFORMED, Point, Standing
from lexcheck.evaluate.values import ALWAYS, NEVER, Time
from lexcheck.evaluate.world import World
from lexcheck.facts.case import Grade
from lexcheck.norms.model import Norm
from lexcheck.verdicts.model import Reason, Verdict

#: An instance's environment as it is in another completion; None if it does not arise there.
Renew = Callable[[World], Env | None]


@light(eq=False)
class Outcome:
    """What one completion comes to. Times are those of its world; None where there is none."""

    verdict: Verdict
    reason: Reason | None = None
    version: Norm | None = None
    trigger: Time | None = None
    opening: Time | None = None
    deadline: Time | None = None
    horizon: Time | None = None
    grade: Grade = Grade.NONE
    deciding: ActHeld | None = None
    gaps: tuple[tuple[Time, Time], ...] = ()
    late_until: Time | None = None
    breach_at: Time | None = None
    prohibited: tuple[ActHeld, ...] = ()
    excused_by: tuple[str, ...] = ()
    considered: tuple[tuple[str, bool], ...] = ()
    law: tuple[str, ...] = ()
    unknown_rest: bool = False


@light(eq=False)
class Ready:
    """A version of a norm with its terms made ready to ask."""

    norm: Norm
    when: Meaning | None
    trigger: Meaning | None
    opening: Meaning | None
    deadline: Meaning | None
    until: Meaning | None
    arguments: tuple[Meaning, ...]
    territory: Meaning | None
    by: Meaning | None
    start: int
    end: int
    variables: tuple[str, ...]
    frames: dict[tuple[object, ...], tuple[bool, Frame | Outcome | None, tuple[Traced, ...]]]


@light(eq=False)
class Frame:
    """An instance whose duty has arisen, with its moments in this completion.

    `own` is the environment it was bound in, `env` the same with the moment of asking. `as_of` is
    the moment as of which it is judged: the run's, or the end of a version that ended while it was
    pending. `renew` gives `own` as it is in another completion, where that differs: the moment of a
    breach belongs to one completion.
    """

    ready: Ready
    own: Env
    env: Env
    trigger: Time
    opening: Time | None
    deadline: Time
    end: Time
    horizon: Time
    as_of: int
    renew: Renew | None = None

    def seen_at(self, world: World, moment: int) -> Frame:
        """The same as of an earlier moment."""
        if moment == self.as_of:
            return self
        return evolve(self, as_of=moment, horizon=world.earlier(self.end, moment))

    def of(self, own: Env) -> Frame:
        """The same moments for another instance that shares them."""
        env = {**own, NOW: self.env[NOW]}
        return Frame(
            self.ready, own, env, self.trigger, self.opening, self.deadline, self.end,
            self.horizon, self.as_of, self.renew,
        )  # fmt: skip

    def outcome(
        self,
        verdict: Verdict,
        held: Held | None = None,
        *,
        reason: Reason | None = None,
        breach_at: Time | None = None,
        prohibited: tuple[ActHeld, ...] = (),
        excused_by: tuple[str, ...] = (),
    ) -> Outcome:
        late = held is not None and held.has_gap and verdict is not Verdict.EXCUSED
        gaps = held.gaps if held is not None and late else ()
        return Outcome(
            verdict,
            reason,
            self.ready.norm,
            None if self.trigger == ALWAYS else self.trigger,
            self.opening,
            None if self.deadline in (ALWAYS, NEVER) else self.deadline,
            self.horizon,
            Grade.NONE if held is None else held.grade,
            None if held is None else held.deciding,
            gaps,
            gaps[-1][1] if gaps else None,
            breach_at,
            prohibited,
            excused_by,
            unknown_rest=late and not gaps,
        )


@light(eq=False)
class Held:
    """How far an obligation was performed up to `until`; the rest is worked out when asked."""

    world: World
    frame: Frame
    key: Key
    events: list[Point]
    grade: Grade
    has_gap: bool
    standing: Standing
    open_record: bool
    premature: bool
    until: Time

    @property
    def deciding(self) -> ActHeld | None:
        """The first act since the last end that gave the grade; None if none recorded did."""
        if self.grade is Grade.NONE:
            return None
        found: Point | None = None
        for event in self.events:
            if event.rank == ENDS:
                found = None
            elif event.grade is self.grade and found is None:
                found = event
        return None if found is None else found.act

    @property
    def gaps(self) -> tuple[tuple[Time, Time], ...]:
        """Every stretch since the deadline in which less held, as far as recorded acts tell."""
        world, since = self.world, self.frame.deadline
        found: list[tuple[Time, Time]] = []
        grade = Grade.NONE
        opened: Time | None = None
        reached = False
        for event in self.events:
            if not reached and world.lt(since, event.time):
                reached = True
                opened = since if grade < self.grade else None
            grade = max(grade, event.grade) if event.grade else Grade.NONE
            if not reached:
                continue
            if grade < self.grade:
                opened = event.time if opened is None else opened
            elif opened is not None:
                if world.lt(opened, event.time):
                    found.append((opened, event.time))
                opened = None
        return tuple(found)

    @property
    def failure(self) -> Reason:
        """Why nothing holds: reversed if it did since the trigger, else not, or too early, done."""
        if self.premature:
            return Reason.PREMATURE
        return Reason.REVERSED if self.was_performed else Reason.NOT_PERFORMED

    @property
    def was_performed(self) -> bool:
        if self.open_record:
            return bool(self.standing & PERFORMED)
        world, trigger = self.world, self.frame.trigger
        if trigger == ALWAYS:
            return any(event.grade for event in self.events)
        return any(
            event.grade
            and (
                world.le(trigger, event.time)
                or not any(
                    end.rank == ENDS
                    and world.lt(event.time, end.time)
                    and world.le(end.time, trigger)
                    for end in self.events
                )
            )
            for event in self.events
        )

    @property
    def failed_at(self) -> Time | None:
        """The moment of the breach: the deadline, or the end after it since which nothing held.

        None if only unrecorded acts can have undone it.
        """
        lapsed: Time | None = None
        held = False
        for event in self.events:
            if event.rank == ENDS and held:
                lapsed, held = event.time, False
            elif event.rank != ENDS:
                held = True
        if lapsed is None:
            unseen = self.open_record and self.was_performed
            return None if unseen else self.frame.deadline
        return self.world.later(self.frame.deadline, lapsed)
