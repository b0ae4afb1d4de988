"""What takes an instance out of a norm: exceptions, permissions, and norms that override it."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from lexcheck.evaluate.bearing import Key
from lexcheck.evaluate.frames import Frame
from lexcheck.evaluate.framing import Framer
from lexcheck.evaluate.moments import looking_at
from lexcheck.evaluate.terms import BREACH, NOW
from lexcheck.evaluate.values import ALWAYS, Doubt, Time
from lexcheck.evaluate.world import TooMany, World, explore
from lexcheck.norms.model import Asked, NormException

#: Whether a norm that overrides this instance's applies to the same target in this completion.
Overridden = Callable[[World, str, Key], bool]


class Exceptions:
    """Asks the exceptions of instances."""

    def __init__(self, framer: Framer, overridden: Overridden) -> None:
        self.framer = framer
        self.terms = framer.terms
        self.overridden = overridden
        self._shown: dict[object, bool] = {}

    def excused(self, world: World, frame: Frame, considered: list[tuple[str, bool]]) -> str | None:
        """The name of the first exception that takes the instance out of the norm."""
        norm = frame.ready.norm
        for exception in norm.exceptions:
            if exception.asked is Asked.ACT:
                continue
            if exception.presumed_absent:
                held = self._is_shown(world, exception, frame)
            else:
                held = self.applies(world, exception, frame)
            considered.append((exception.name, held))
            if held:
                return exception.name
        for other in norm.overridden_by:
            held = self.overridden(
                world, other, self.framer.target_key(world, frame.ready, frame.env)
            )
            considered.append((other, held))
            if held:
                return other
        return None

    def _is_shown(self, world: World, exception: NormException, frame: Frame) -> bool:
        """An exception that is presumed absent holds only if it does in every completion."""
        bindings = tuple(value for name, value in frame.own.items() if name != BREACH)
        key = (id(frame.ready.norm), exception.name, bindings, frame.as_of)
        if key not in self._shown:

            def ask(world: World) -> bool | None:
                own = frame.own if frame.renew is None else frame.renew(world)
                if own is None:
                    return None
                found = self.framer.frame(world, frame.ready, own)
                if not isinstance(found, Frame):
                    return None
                return self.applies(world, exception, found.seen_at(world, frame.as_of))

            try:
                paths = explore(self.terms.evidence, ask)
            except TooMany:
                paths = []
            answers = {path.result for path in paths} - {None}
            self._shown[key] = answers == {True}
        if not self._shown[key]:
            world.presumed.append((frame.ready.norm.name, exception.name))
        return self._shown[key]

    def applies(
        self, world: World, exception: NormException, frame: Frame, at: Time | None = None
    ) -> bool:
        """Does an exception hold, at the moment or moments at which it is asked?

        `at` is the moment of the act, for one that is asked there. Its own exceptions are asked at
        moments of their own; one of them that is presumed absent must be shown.
        """
        if exception.condition is not None and not self._holds(world, exception, frame, at):
            return False
        return not any(
            self._is_shown(world, inner, frame)
            if inner.presumed_absent
            else self.applies(world, inner, frame, at)
            for inner in exception.exceptions
        )

    def _holds(self, world: World, exception: NormException, frame: Frame, at: Time | None) -> bool:
        """Does its condition hold, at the moment or moments at which it is asked?"""
        assert exception.condition is not None
        holds = self.terms.of(exception.condition)
        throughout = exception.asked is Asked.THROUGHOUT
        moments, unsure = self._moments(world, exception, frame, at)
        answers = (holds(world, {**frame.env, NOW: moment}) is True for moment in moments)
        held = all(answers) if throughout else any(answers)
        if unsure is None or held is not throughout:
            return held
        question = f"does `{exception.condition.span.text}` hold {exception.asked}?"
        return world.is_so(unsure, question, (frame.ready.norm.name, question))

    def _moments(
        self, world: World, exception: NormException, frame: Frame, at: Time | None
    ) -> tuple[list[Time], Doubt | None]:
        """The moments at which it is asked, and a doubt where these may not be all that matter."""
        trigger = frame.horizon if frame.trigger == ALWAYS else frame.trigger
        match exception.asked:
            case Asked.TRIGGER:
                return [trigger], None
            case Asked.ACT:
                return ([] if at is None else [at]), None
            case Asked.DEADLINE:
                seen = world.le(frame.deadline, frame.as_of)
                return ([frame.deadline] if seen else []), None
            case Asked.THROUGHOUT | Asked.ANY_TIME:
                if world.lt(frame.horizon, frame.trigger):
                    return [trigger], None
                assert exception.condition is not None
                looking = looking_at(self.terms, exception.condition, world, frame.env, trigger)
                return looking.moments(frame.trigger, frame.horizon)
            case _:
                assert_never(exception.asked)

    def allow(self, world: World, frame: Frame, at: Time) -> bool:
        """Does an exception that is asked at the act allow one done at this moment?"""
        return any(
            exception.asked is Asked.ACT and self.applies(world, exception, frame, at)
            for exception in frame.ready.norm.exceptions
        )
