"""The verdict on one instance of one norm, in one completion.

This is section 3 of the language, line by line. Everything is known here, or answered by the
world; what several completions together amount to is `findings`' business.
"""

from __future__ import annotations

from lexcheck.base.light import evolve
from lexcheck.evaluate import law
from lexcheck.evaluate.bearing import Key, not_covered
from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.exceptions import Exceptions, Overridden
from lexcheck.evaluate.frames import Frame, Held, Outcome, Renew
from lexcheck.evaluate.framing import Framer
from lexcheck.evaluate.terms import BREACH, Env, Terms
from lexcheck.evaluate.timeline import (
    BELOW_FULL,
    BELOW_PARTIAL,
    ENDS,
    PERFORMED,
    Point,
    Standing,
    grade_of,
)
from lexcheck.evaluate.values import ALWAYS, NEVER, Doubt, Time
from lexcheck.evaluate.world import World
from lexcheck.facts.case import Grade
from lexcheck.norms.model import Norm
from lexcheck.verdicts.model import Reason, Verdict


class Judge:
    """Judges instances of the norms of one ruleset over one body of evidence."""

    def __init__(self, terms: Terms, overridden: Overridden) -> None:
        self.terms = terms
        self.timelines = terms.timelines
        self.as_of = terms.evidence.as_of
        self.framer = Framer(terms)
        self.exceptions = Exceptions(self.framer, overridden)

    # ── The road of every norm ─────────────────────────────────────────────────────────────────

    def judge(
        self, world: World, versions: tuple[Norm, ...], env: Env, renew: Renew | None = None
    ) -> Outcome:
        """The verdict on an instance: the version in force at its own trigger decides.

        A norm without a trigger applies from when it comes into force. Of several versions of such
        a norm each has its own stretch of time: the first breach decides, else the last that
        applies. Where versions with triggers of their own each find it arisen, no law here says
        which governs.
        """
        outcomes: list[Outcome] = []
        for norm in versions:
            found = self.framer.frame(world, self.framer.ready(norm), env)
            if found is not None:
                outcome = (
                    self._continued(world, found, renew) if isinstance(found, Frame) else found
                )
                if outcome.verdict is not Verdict.NOT_APPLICABLE or not outcomes:
                    outcomes.append(outcome)
        if len(outcomes) > 1 and outcomes[0].verdict is Verdict.NOT_APPLICABLE:
            del outcomes[0]
        if not outcomes:
            return Outcome(Verdict.NOT_APPLICABLE, law=law.none_in_force(versions))
        if len(outcomes) == 1:
            return outcomes[0]
        if BREACH not in env and any(norm.trigger is None for norm in versions):
            broken = [found for found in outcomes if found.verdict is Verdict.BREACHED]
            return broken[0] if broken else outcomes[-1]
        return self._governing(world, outcomes)

    def _governing(self, world: World, outcomes: list[Outcome]) -> Outcome:
        """The outcome under one of several versions, each in force at its own trigger."""
        if len({outcome.verdict for outcome in outcomes}) == 1:
            return outcomes[-1]
        norms = [outcome.version for outcome in outcomes if outcome.version is not None]
        key = ("versions", *(id(norm) for norm in norms))
        what = f"which version of {norms[0].name} governs"
        doubt = Doubt(key, Reason.NEEDS_JUDGEMENT, what, norms[-1].span)
        stretches = tuple(f"in force {norm.in_force}" for norm in norms)
        return outcomes[world.ask((doubt,), lambda: f"{what}?", stretches)]

    def _continued(self, world: World, frame: Frame, renew: Renew | None) -> Outcome:
        """What is pending when its version ends may be converted: then the next version decides."""
        ready = frame.ready
        if not ready.end < self.as_of:
            return self._arisen(world, frame, renew)
        heir = ready.norm.converted
        if heir is None or not self._pending_at_end(world, frame, renew):
            outcome = self._arisen(world, frame, renew)
            return evolve(outcome, law=law.ended(frame))
        later = self.framer.frame(world, self.framer.ready(heir), frame.own)
        if isinstance(later, Frame):
            outcome = self._continued(world, later, renew)
        else:
            outcome = later or Outcome(Verdict.NOT_APPLICABLE, version=heir)
        return evolve(outcome, law=(law.converted(heir), *outcome.law))

    def _pending_at_end(self, world: World, frame: Frame, renew: Renew | None) -> bool:
        ended = frame.seen_at(world, frame.ready.end)
        return self._arisen(world, ended, renew).verdict is Verdict.PENDING

    def _arisen(self, world: World, frame: Frame, renew: Renew | None) -> Outcome:
        """The duty has arisen: exceptions first, then the grade."""
        if not frame.ready.norm.exceptions and not frame.ready.norm.overridden_by:
            return self._graded(world, frame)
        if renew is not None:
            frame = evolve(frame, renew=renew)
        considered: list[tuple[str, bool]] = []
        excused = self.exceptions.excused(world, frame, considered)
        outcome = (
            self._graded(world, frame) if excused is None else self._let_off(world, frame, excused)
        )
        return evolve(outcome, considered=tuple(considered))

    def _let_off(self, world: World, frame: Frame, excused: str) -> Outcome:
        """Excused; what was done all the same is told with it."""
        obliged = frame.ready.norm.kind == "obligation"
        held = self._held(world, frame, frame.horizon) if obliged else None
        return frame.outcome(Verdict.EXCUSED, held, excused_by=(excused,))

    def _graded(self, world: World, frame: Frame) -> Outcome:
        if frame.ready.norm.kind == "prohibition":
            return self._prohibited(world, frame)
        e, d, T = frame.end, frame.deadline, frame.as_of  # noqa: N806 (the paper's letters)
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

    def _events(
        self, world: World, frame: Frame, key: Key, until: Time
    ) -> tuple[list[Point], list[Point]]:
        """The acts on the target up to a moment, and those after it that matter all the same."""
        ready, env = frame.ready, frame.env
        territory = None if ready.territory is None else ready.territory(world, env)
        by = None if ready.by is None else ready.by(world, env)
        return self.timelines.told(world, key, until, territory, by)

    def _held(self, world: World, frame: Frame, until: Time) -> Held:
        """How far the duty was performed up to a moment, and since when without a break."""
        norm = frame.ready.norm
        key = self.framer.target_key(world, frame.ready, frame.env)
        events, later = self._events(world, frame, key, until)
        early: list[Point] = []
        since, least = frame.trigger, frame.trigger
        if not norm.target.is_state:
            if norm.or_earlier:
                least = ALWAYS
            if frame.opening is not None:
                since = world.later(frame.opening, frame.trigger)
                least = frame.opening if norm.or_earlier else since
            events, early = _split(world, events, least)
        open_record = self.timelines.unrecorded(key) or self.timelines.observations(key)
        standings = self.timelines.fold(
            world,
            key,
            events,
            since if open_record else None,
            frame.deadline,
            until,
            ALWAYS if norm.target.is_state else least,
            later,
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
        key = self.framer.target_key(world, frame.ready, frame.env)
        events, later = self._events(world, frame, key, until)
        if norm.target.is_state:
            breach = self._state_broken(world, frame, key, events, later)
        else:
            breach = self._acts_broken(world, frame, key, events, until)
        if breach is not None:
            acts, at = breach
            return frame.outcome(
                Verdict.BREACHED, reason=Reason.PROHIBITED_ACT, breach_at=at, prohibited=acts
            )
        over = frame.end != NEVER and world.lt(frame.end, frame.as_of)
        return frame.outcome(Verdict.COMPLIED if over else Verdict.PENDING)

    def _acts_broken(
        self, world: World, frame: Frame, key: Key, events: list[Point], until: Time
    ) -> tuple[tuple[ActHeld, ...], Time | None] | None:
        """The prohibited acts in the window, in order, and the moment of the first."""
        broken = [
            event
            for event in events
            if (frame.trigger == ALWAYS or world.le(frame.trigger, event.time))
            and not self.exceptions.allow(world, frame, event.time)
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
        self, world: World, frame: Frame, key: Key, events: list[Point], later: list[Point]
    ) -> tuple[tuple[ActHeld, ...], Time | None] | None:
        """The acts by which the state held in the window, and the first moment at which it did."""
        start = frame.trigger
        if start != ALWAYS and world.lt(frame.horizon, start):
            return None  # it ended before it began
        open_record = self.timelines.unrecorded(key) or self.timelines.observations(key)
        if open_record:
            standings = self.timelines.fold(
                world, key, events, start, None, frame.horizon, later=later
            )
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
