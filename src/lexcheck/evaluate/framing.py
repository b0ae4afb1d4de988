"""When a duty arises, and what is reckoned from then: version, opening, deadline, end."""

from __future__ import annotations

from contextlib import suppress

from lexcheck.base.time.instants import day_end, day_start
from lexcheck.evaluate.bearing import Key
from lexcheck.evaluate.frames import Frame, Outcome, Ready
from lexcheck.evaluate.moments import variables_of
from lexcheck.evaluate.terms import BREACH, NOW, Env, Meaning, Terms
from lexcheck.evaluate.values import ABSENT, ALWAYS, NEVER, Doubt, Time, TimeTerm
from lexcheck.evaluate.world import Impossible, TooMany, World
from lexcheck.norms.model import InForce, Norm
from lexcheck.resolved.terms import Term
from lexcheck.verdicts.model import Reason, Verdict


class Framer:
    """Frames instances of norms: when the duty arises, and what is reckoned from then."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.as_of = terms.evidence.as_of
        self._ready: dict[int, Ready] = {}

    def ready(self, norm: Norm) -> Ready:
        found = self._ready.get(id(norm))
        if found is None:
            of = self._maybe
            start, end = self._in_force(norm.days)
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

    def frame(self, world: World, ready: Ready, env: Env) -> Frame | Outcome | None:
        """The instance with its moments, if its duty has arisen; else why not, or None if this
        version was not in force at the trigger.

        It rests on few of the variables: for the instances that share them (the items of one
        order), what is beyond doubt is found out once.
        """
        if ready.norm.void:
            return None
        if BREACH in env:
            return self._frame(world, ready, env)
        shared = tuple([env[name] for name in ready.variables])
        known = ready.frames.get(shared)
        if known is None:
            fresh = World(self.terms.evidence)
            found, sure = None, False
            # What is impossible here is so of the answers that a fresh world gives, no others.
            with suppress(Impossible, TooMany):
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
        # What ends a duty, and what its deadline hangs on, may come after the trigger.
        later: Env = {**env, NOW: self.as_of}
        end = self._moment(world, ready.until, later, NEVER)
        if ready.deadline is not None:
            deadline = self._deadline(world, ready, later, trigger)
        elif norm.target.is_state and norm.kind == "obligation":
            deadline = trigger
        else:
            deadline = end
        if norm.kind == "prohibition":
            end = world.earlier(end, deadline)
        if norm.stands:
            end = world.earlier(end, ready.end)
        if norm.kind == "prohibition":
            deadline = end
        opening = None
        if ready.opening is not None:
            opening = self._moment(world, ready.opening, later, ALWAYS)
        horizon = self.as_of if end == NEVER else world.earlier(end, self.as_of)
        return Frame(ready, own, env, trigger, opening, deadline, end, horizon, self.as_of)

    def _deadline(self, world: World, ready: Ready, env: Env, trigger: Time) -> Time:
        """The deadline. Where the law takes it from a record that has none, it is unknown: any
        moment from the trigger on.
        """
        assert ready.deadline is not None
        assert ready.norm.deadline is not None
        found = ready.deadline(world, env)
        if isinstance(found, int | TimeTerm):
            return found
        text = ready.norm.deadline.span.text
        key = ("no deadline", text, trigger)
        known = world.memo.get(key)
        if not isinstance(known, TimeTerm):
            doubt = Doubt(key, Reason.MISSING_FACT, f"the deadline `{text}`")
            known = world.memo[key] = world.moment(doubt, None, None)
            if trigger != ALWAYS:
                world.require_le(trigger, known)
        return known

    def _moment(self, world: World, meaning: Meaning | None, env: Env, absent: int) -> Time:
        if meaning is None:
            return absent
        found = meaning(world, env)
        if found is ABSENT:
            return absent
        assert isinstance(found, int | TimeTerm)
        return found

    def target_key(self, world: World, ready: Ready, env: Env) -> Key:
        things = tuple([world.settled(argument(world, env)) for argument in ready.arguments])
        return (ready.norm.target.name, things)
