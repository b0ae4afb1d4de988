"""The verdict on one instance of one norm, in one completion.

This is section 3 of the language, line by line. Everything is known here, or answered by the
world; what several completions together amount to is `findings`' business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

import attrs

from lexcheck.base.light import light
from lexcheck.base.time.instants import day_end, day_start
from lexcheck.evaluate.bearing import Key, not_covered
from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.moments import moments, variables_of
from lexcheck.evaluate.terms import BREACH, NOW, Env, Meaning, Terms
from lexcheck.evaluate.timeline import (
    BELOW_FULL,
    BELOW_PARTIAL,
    ENDS,
    PERFORMED,
    Point,
    Standing,
    grade_of,
)
from lexcheck.evaluate.values import ABSENT, ALWAYS, NEVER, Time, TimeTerm
from lexcheck.evaluate.values import Held as Traced
from lexcheck.evaluate.world import TooMany, World, explore
from lexcheck.facts.case import Grade
from lexcheck.norms.model import Asked, InForce, Norm, NormException
from lexcheck.resolved.terms import Term
from lexcheck.verdicts.model import Reason, Verdict


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
    presumed: tuple[str, ...] = ()
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


#: Whether a norm that overrides this instance's applies to the same target in this completion.
Overridden = Callable[[World, str, Key], bool]


class Judge:
    """Judges instances of the norms of one ruleset over one body of evidence."""

    def __init__(self, terms: Terms, overridden: Overridden) -> None:
        self.terms = terms
        self.timelines = terms.timelines
        self.as_of = terms.evidence.as_of
        self.overridden = overridden
        self._ready: dict[int, Ready] = {}
        self._shown: dict[object, bool] = {}

    def ready(self, norm: Norm) -> Ready:
        found = self._ready.get(id(norm))
        if found is None:
            of = self._maybe
            start, end = self._in_force(norm.in_force)
            own_start, own_end = self._in_force(self.terms.ruleset.in_force)
            target = norm.target
            found = self._ready[id(norm)] = Ready(
                norm,
                of(norm.when),
                of(norm.trigger),
                of(norm.opening),
                of(norm.deadline),
                of(norm.until),
                tuple(self.terms.of(argument) for argument in target.arguments),
                of(target.territory),
                of(target.by),
                max(start, own_start),
                min(end, own_end),
                variables_of(norm.when, norm.trigger, norm.opening, norm.deadline, norm.until),
                {},
            )
        return found

    def _maybe(self, term: Term | None) -> Meaning | None:
        return None if term is None else self.terms.of(term)

    def _in_force(self, in_force: InForce) -> tuple[int, int]:
        tz = self.terms.zone
        return (
            ALWAYS if in_force.start is None else day_start(in_force.start, tz),
            NEVER if in_force.until is None else day_end(in_force.until, tz),
        )

    # ── The road of every norm ─────────────────────────────────────────────────────────────────

    def judge(self, world: World, versions: tuple[Norm, ...], env: Env) -> Outcome:
        """The verdict on an instance: the version in force at its trigger decides.

        A norm without a trigger applies from when it comes into force. Of several versions of such
        a norm each has its own stretch of time: the first breach decides, else the last that
        applies.
        """
        last: Outcome | None = None
        for norm in versions:
            ready = self.ready(norm)
            found = self.frame(world, ready, env)
            if found is None:
                continue
            outcome = self._arisen(world, found) if isinstance(found, Frame) else found
            if ready.trigger is not None or BREACH in env:
                return outcome
            if outcome.verdict is Verdict.BREACHED:
                return outcome
            if last is None or outcome.verdict is not Verdict.NOT_APPLICABLE:
                last = outcome
        return last or Outcome(Verdict.NOT_APPLICABLE)

    def frame(self, world: World, ready: Ready, env: Env) -> Frame | Outcome | None:
        """The instance with its moments, if its duty has arisen; else why not, or None if this
        version was not in force at the trigger.

        It rests on few of the variables: for the instances that share them (the items of one
        order), what is beyond doubt is found out once.
        """
        if BREACH in env:
            return self._frame(world, ready, env)
        shared = tuple([env[name] for name in ready.variables])
        known = ready.frames.get(shared)
        if known is None:
            fresh = World(self.terms.evidence)
            found = self._frame(fresh, ready, env)
            sure = not fresh.asked and len(fresh.doubt_of) == 1 and not fresh.memo
            known = ready.frames[shared] = (sure, found, tuple(dict.fromkeys(fresh.used)))
        sure, found, used = known
        if not sure:
            return self._frame(world, ready, env)
        world.used += used
        if isinstance(found, Frame):
            return found.of(env)
        return found

    def _frame(self, world: World, ready: Ready, env: Env) -> Frame | Outcome | None:
        norm = ready.norm
        own = env
        env = {**env, NOW: self.as_of}
        trigger: Time = ready.start
        if ready.trigger is not None:
            found = ready.trigger(world, env)
            if found is ABSENT:
                return Outcome(Verdict.NOT_APPLICABLE, version=norm)
            assert isinstance(found, int | TimeTerm)
            trigger = found
        elif BREACH in env:
            breached = env[BREACH]
            assert isinstance(breached, int | TimeTerm)
            trigger = breached
        always = trigger == ALWAYS
        if not (
            (ready.start == ALWAYS or world.le(ready.start, trigger))
            and (ready.end == NEVER or world.le(trigger, ready.end))
        ):
            return None
        shown = None if always else trigger
        env[NOW] = self.as_of if always else trigger
        if ready.when is not None and ready.when(world, env) is not True:
            return Outcome(Verdict.NOT_APPLICABLE, version=norm, trigger=shown)
        if not always and not world.le(trigger, self.as_of):
            return Outcome(Verdict.NOT_APPLICABLE, version=norm, trigger=shown)
        end = self._moment(world, ready.until, env, NEVER)
        if ready.deadline is not None:
            deadline = self._moment(world, ready.deadline, env, NEVER)
        elif norm.target.is_state and norm.kind == "obligation":
            deadline = trigger
        else:
            deadline = end
        if norm.kind == "prohibition":
            # Its window ends with the first of: `until`, `within`, the last day of a standing norm.
            end = world.earlier(end, deadline)
            if ready.trigger is None and BREACH not in env:
                end = world.earlier(end, ready.end)
            deadline = end
        opening = None
        if ready.opening is not None:
            opening = self._moment(world, ready.opening, env, ALWAYS)
        horizon = self.as_of if end == NEVER else world.earlier(end, self.as_of)
        return Frame(ready, own, env, trigger, opening, deadline, end, horizon)

    def _arisen(self, world: World, frame: Frame) -> Outcome:
        """The duty has arisen: exceptions first, then the grade."""
        if not frame.ready.norm.exceptions and not frame.ready.norm.overridden_by:
            return self._graded(world, frame)
        considered: list[tuple[str, bool]] = []
        excused = self._excused(world, frame, considered)
        outcome = (
            frame.outcome(Verdict.EXCUSED, excused_by=(excused,))
            if excused is not None
            else self._graded(world, frame)
        )
        presumed = tuple(dict.fromkeys(frame.presumed))
        return attrs.evolve(outcome, considered=tuple(considered), presumed=presumed)

    def _moment(self, world: World, meaning: Meaning | None, env: Env, absent: int) -> Time:
        if meaning is None:
            return absent
        found = meaning(world, env)
        if found is ABSENT:
            return absent
        assert isinstance(found, int | TimeTerm)
        return found

    def _graded(self, world: World, frame: Frame) -> Outcome:
        if frame.ready.norm.kind == "prohibition":
            return self._prohibited(world, frame)
        e, d, T = frame.end, frame.deadline, self.as_of  # noqa: N806 (the paper's letters)
        if world.le(e, d) and world.le(e, T):
            held = self._held(world, frame, e)
            verdict = Verdict.COMPLIED if held.grade is Grade.FULL else Verdict.EXCUSED
            by = () if verdict is Verdict.COMPLIED else ("ended before its deadline",)
            return frame.outcome(verdict, held, excused_by=by)
        if world.lt(T, d):
            held = self._held(world, frame, T)
            full = held.grade is Grade.FULL
            return frame.outcome(Verdict.COMPLIED if full else Verdict.PENDING, held)
        held = self._held(world, frame, frame.horizon)
        if held.grade is Grade.NONE:
            return frame.outcome(
                Verdict.BREACHED, held, reason=held.failure, breach_at=held.failed_at
            )
        full = held.grade is Grade.FULL
        if not held.has_gap:
            return frame.outcome(Verdict.COMPLIED if full else Verdict.PARTIAL, held)
        if frame.ready.norm.essence:
            at = held.gaps[0][0] if held.gaps else d
            return frame.outcome(Verdict.BREACHED, held, reason=Reason.LAPSED, breach_at=at)
        return frame.outcome(Verdict.COMPLIED_LATE if full else Verdict.PARTIAL_LATE, held)

    # ── The grade at the horizon ───────────────────────────────────────────────────────────────

    def target_key(self, world: World, ready: Ready, env: Env) -> Key:
        things = tuple(world.settled(argument(world, env)) for argument in ready.arguments)
        return (ready.norm.target.name, things)

    def _events(self, world: World, frame: Frame, key: Key, until: Time) -> list[Point]:
        ready, env = frame.ready, frame.env
        territory = None if ready.territory is None else ready.territory(world, env)
        by = None if ready.by is None else ready.by(world, env)
        return self.timelines.events(world, key, until, territory, by)

    def _held(self, world: World, frame: Frame, until: Time) -> Held:
        """How far the duty was performed up to a moment, and since when without a break."""
        norm = frame.ready.norm
        key = self.target_key(world, frame.ready, frame.env)
        events = self._events(world, frame, key, until)
        early: list[Point] = []
        since = frame.trigger
        if not norm.target.is_state:
            least = ALWAYS if norm.or_earlier else frame.trigger
            if frame.opening is not None:
                since = world.later(frame.opening, frame.trigger)
                least = frame.opening if norm.or_earlier else since
            events, early = _split(world, events, least)
        open_record = self.timelines.unrecorded(key) or self.timelines.observations(key)
        standings = self.timelines.fold(
            world, key, events, since if open_record else None, frame.deadline, until
        )
        standing = _one(world, key, standings)
        grade = grade_of(standing)
        flag = BELOW_FULL if grade is Grade.FULL else BELOW_PARTIAL
        has_gap = bool(grade and standing & flag)
        premature = bool(early) and any(
            frame.opening is not None
            and world.le(frame.trigger, event.time)
            and world.lt(event.time, frame.opening)
            for event in early
        )
        return Held(
            world, frame, key, events, grade, has_gap, standing, bool(open_record), premature,
            until,
        )  # fmt: skip

    # ── Prohibitions ───────────────────────────────────────────────────────────────────────────

    def _prohibited(self, world: World, frame: Frame) -> Outcome:
        until = frame.horizon
        norm = frame.ready.norm
        key = self.target_key(world, frame.ready, frame.env)
        events = self._events(world, frame, key, until)
        if norm.target.is_state:
            breach = self._state_broken(world, frame, key, events, until)
        else:
            breach = self._acts_broken(world, frame, key, events, until)
        if breach is not None:
            acts, at = breach
            return frame.outcome(
                Verdict.BREACHED, reason=Reason.PROHIBITED_ACT, breach_at=at, prohibited=acts
            )
        over = frame.end != NEVER and world.lt(frame.end, self.as_of)
        return frame.outcome(Verdict.COMPLIED if over else Verdict.PENDING)

    def _acts_broken(
        self, world: World, frame: Frame, key: Key, events: list[Point], until: Time
    ) -> tuple[tuple[ActHeld, ...], Time | None] | None:
        """The prohibited acts in the window, in order, and the moment of the first."""
        broken = [
            event
            for event in events
            if (frame.trigger == ALWAYS or world.le(frame.trigger, event.time))
            and not self._allowed(world, frame, event)
        ]
        if broken:
            return _acts(broken), broken[0].time
        for effect, windows in self.timelines.unrecorded(key):
            low = world.span_of(frame.trigger)[0] if frame.trigger != ALWAYS else ALWAYS
            high = world.span_of(until)[1]
            for start, end in windows:
                if (high is None or start <= high) and (low is None or low <= end):
                    doubt = not_covered(*key)
                    asked = f"was there a {effect} {doubt.fact}, unrecorded and not allowed?"
                    if world.is_so(doubt, asked, "prohibited"):
                        return (), None
                    return None
        return None

    def _state_broken(
        self, world: World, frame: Frame, key: Key, events: list[Point], until: Time
    ) -> tuple[tuple[ActHeld, ...], Time | None] | None:
        """The acts by which the state held in the window, and the first moment at which it did."""
        start = frame.trigger
        open_record = self.timelines.unrecorded(key) or self.timelines.observations(key)
        if open_record:
            standings = self.timelines.fold(world, key, events, start, None, until)
            told = _one(world, key, frozenset(s & PERFORMED for s in standings))
            if not told & PERFORMED:
                return None
        acts = [
            event
            for event in events
            if event.grade
            and (
                start == ALWAYS
                or world.le(start, event.time)
                or not any(
                    end.rank == ENDS
                    and world.lt(event.time, end.time)
                    and world.le(end.time, start)
                    for end in events
                )
            )
        ]
        if acts:
            first = acts[0].time
            return _acts(acts), first if start == ALWAYS else world.later(first, start)
        return ((), None) if open_record else None

    def _allowed(self, world: World, frame: Frame, event: Point) -> bool:
        """Does an exception asked at the act allow it?"""
        return any(
            exception.asked is Asked.ACT and self.applies(world, exception, frame, event.time)
            for exception in frame.ready.norm.exceptions
        )

    # ── Exceptions ─────────────────────────────────────────────────────────────────────────────

    def _excused(
        self, world: World, frame: Frame, considered: list[tuple[str, bool]]
    ) -> str | None:
        """The name of the first exception that takes the instance out of the norm."""
        norm = frame.ready.norm
        for exception in norm.exceptions:
            if exception.asked is Asked.ACT:
                continue
            if exception.presumed_absent:
                held = self._is_shown(exception, frame)
            else:
                held = self.applies(world, exception, frame)
            considered.append((exception.name, held))
            if held:
                return exception.name
        for other in norm.overridden_by:
            held = self.overridden(world, other, self.target_key(world, frame.ready, frame.env))
            considered.append((other, held))
            if held:
                return other
        return None

    def _is_shown(self, exception: NormException, frame: Frame) -> bool:
        """An exception that is presumed absent holds only if it does in every completion."""
        bindings = tuple(sorted((name, str(value)) for name, value in frame.own.items()))
        key = (id(frame.ready.norm), exception.name, bindings)
        if key not in self._shown:

            def ask(world: World) -> bool | None:
                found = self.frame(world, frame.ready, frame.own)
                return self.applies(world, exception, found) if isinstance(found, Frame) else None

            try:
                paths = explore(self.terms.evidence, ask)
            except TooMany:
                paths = []
            answers = {path.result for path in paths} - {None}
            self._shown[key] = answers == {True}
        if not self._shown[key]:
            frame.presumed.append(exception.name)
        return self._shown[key]

    def applies(
        self, world: World, exception: NormException, frame: Frame, at: Time | None = None
    ) -> bool:
        """Does an exception hold, at the moment or moments at which it is asked?

        `at` is the moment of the act, for one that is asked there. Its own exceptions are asked at
        moments of their own; one of them that is presumed absent must be shown.
        """
        if exception.condition is not None:
            holds = self.terms.of(exception.condition)
            moments = self._moments(world, exception, frame, at)
            answers = (holds(world, {**frame.env, NOW: moment}) is True for moment in moments)
            if not (all(answers) if exception.asked is Asked.THROUGHOUT else any(answers)):
                return False
        return not any(
            self._is_shown(inner, frame)
            if inner.presumed_absent
            else self.applies(world, inner, frame, at)
            for inner in exception.exceptions
        )

    def _moments(
        self, world: World, exception: NormException, frame: Frame, at: Time | None
    ) -> list[Time]:
        trigger = frame.horizon if frame.trigger == ALWAYS else frame.trigger
        match exception.asked:
            case Asked.TRIGGER:
                return [trigger]
            case Asked.ACT:
                return [] if at is None else [at]
            case Asked.DEADLINE:
                return [frame.deadline] if world.le(frame.deadline, self.as_of) else []
            case Asked.THROUGHOUT | Asked.ANY_TIME:
                if world.lt(frame.horizon, trigger):
                    return [trigger]
                return moments(self.terms, exception, world, frame.env, trigger, frame.horizon)
            case _:
                assert_never(exception.asked)


@light(eq=False)
class Frame:
    """An instance whose duty has arisen, with its moments in this completion.

    `own` is the environment it was bound in, `env` the same with the moment of asking; `presumed`
    gathers the exceptions that were presumed absent.
    """

    ready: Ready
    own: Env
    env: Env
    trigger: Time
    opening: Time | None
    deadline: Time
    end: Time
    horizon: Time
    presumed: list[str] = attrs.field(factory=list)

    def of(self, own: Env) -> Frame:
        """The same moments for another instance that shares them."""
        now = self.env[NOW]
        return attrs.evolve(self, own=own, env={**own, NOW: now}, presumed=[])

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
        gaps = held.gaps if held is not None and held.has_gap else ()
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
            unknown_rest=held is not None and held.has_gap and not gaps,
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


def _acts(points: list[Point]) -> tuple[ActHeld, ...]:
    return tuple(point.act for point in points if point.act is not None)


def _split(world: World, events: list[Point], least: Time) -> tuple[list[Point], list[Point]]:
    """The events from a moment on, and those before it."""
    if least == ALWAYS:
        return events, []
    late: list[Point] = []
    early: list[Point] = []
    for event in events:
        (late if world.le(least, event.time) else early).append(event)
    return late, early


def _one(world: World, key: Key, standings: frozenset[Standing]) -> Standing:
    """The standing of this completion: where unrecorded acts leave several, each in its turn."""
    if len(standings) == 1:
        return next(iter(standings))
    ordered_standings = sorted(standings)
    doubt = not_covered(*key)
    shown = tuple(str(grade_of(standing)) for standing in ordered_standings)
    question = f"how far, and since when, did {doubt.fact} hold?"
    return ordered_standings[world.ask((doubt,), lambda: question, shown)]
