"""The clock of a deadline in one completion: where it stood still, ran anew, or ran for longer.

The stretches in which a condition holds are found by asking it where it can change. Where acts that
it looks at may have gone unrecorded, so may such stretches: the deadline is then no earlier than
without them, and nothing bounds it.

Source: tolling and restart, Regulation (EU) 2021/784 Art 3(7), 3(8); the decision note on clocks.
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING

from lexcheck.base.light import light
from lexcheck.base.time.durations import Duration
from lexcheck.evaluate.moments import looking_at, variables_of
from lexcheck.evaluate.periods import Run, period_end
from lexcheck.evaluate.stops import Pause, later_by
from lexcheck.evaluate.values import ABSENT, NEVER, Doubt, LengthTerm, Time, TimeTerm
from lexcheck.evaluate.world import TooMany, World
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Reason

if TYPE_CHECKING:
    from lexcheck.evaluate.terms import Env, Terms

NOW = "now"


@light(eq=False)
class Reckoned:
    """A deadline with what its clock did.

    `start` is what it is counted from in the end, `restarted` the stretches after which it was;
    `run` what the clock did since. `asked` has, for each extension, when it was asked for and
    whether it was granted. `due` NEVER: it is not reached, as far as is seen.
    """

    due: Time
    start: Time
    run: Run
    restarted: tuple[Pause, ...]
    asked: tuple[tuple[t.Extension, Time, bool], ...]


class Clocks:
    """Reckons the deadlines of one ruleset over one body of evidence."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.as_of = terms.evidence.as_of

    def reckoned(
        self, world: World, env: Env, term: t.PeriodOf | t.Standard, start: Time, length: object
    ) -> Reckoned:
        """The end of a period from a moment on, by its clock."""
        clock = term.clock
        assert clock is not None
        pauses = self._stretches(world, env, clock.paused, start)
        restarts = self._stretches(world, env, clock.restarts, start)
        restarted: list[Pause] = []
        found = self._from(world, env, term, start, length, pauses)
        for stretch in restarts:
            begin, end = stretch
            # What holds at the start has begun before the deadline, however short the period.
            if begin != found.start and not world.lt(begin, found.due):
                break
            restarted.append(stretch)
            if end is None:
                found = Reckoned(NEVER, start, Run(), (), ())
                break
            found = self._from(world, env, term, end, length, pauses)
        due = found.due
        if self._is_open(world, env, clock, start):
            due = self._no_earlier(world, env, term, start, length)
        return Reckoned(due, found.start, found.run, tuple(restarted), found.asked)

    def _no_earlier(
        self, world: World, env: Env, term: t.PeriodOf | t.Standard, start: Time, length: object
    ) -> TimeTerm:
        """A deadline whose clock may have stood still unrecorded: any moment from that on which the
        period ends if it never did.
        """
        text = term.span.text
        bound = tuple(env.get(name) for name in variables_of(term))
        key = ("clock", text, start, bound)
        found = world.memo.get(key)
        if not isinstance(found, TimeTerm):
            told = f"the deadline `{text}`, whose clock may have stood still unrecorded,"
            doubt = Doubt(("clock", text, bound), Reason.NOT_COVERED, told, term.span)
            found = world.memo[key] = world.moment(doubt, None, None)
            least = self._end(world, term, start, length, Run(), [])
            if least != NEVER:
                world.require_le(least, found)
        return found

    def _is_open(self, world: World, env: Env, clock: t.Clock, start: Time) -> bool:
        """May acts be missing from the record by which the clock stood still, or ran again?"""
        since = world.span_of(start)[0]
        return any(
            since is None or since <= end
            for condition in (clock.paused, clock.restarts)
            if condition is not None
            for _, end in looking_at(self.terms, condition, world, env, start).windows
        )

    def _from(
        self,
        world: World,
        env: Env,
        term: t.PeriodOf | t.Standard,
        start: Time,
        length: object,
        pauses: tuple[Pause, ...],
    ) -> Reckoned:
        """The end of a period from a start that no restart moves any more."""
        assert term.clock is not None
        left = tuple(p for p in pauses if p[1] is None or not world.le(p[1], start))
        granted: list[Duration] = []
        unknown: list[LengthTerm] = []
        asked: list[tuple[t.Extension, Time, bool]] = []
        run = Run((), left)
        due = self._end(world, term, start, length, run, unknown)
        for extension in term.clock.extensions:
            at = world.earlier(due, self.as_of)
            more = self._granted(world, {**env, NOW: at}, extension)
            asked.append((extension, at, more is not ABSENT))
            if isinstance(more, Duration):
                granted.append(more)
            elif isinstance(more, LengthTerm):
                unknown.append(more)
            run = Run(tuple(granted), left)
            due = self._end(world, term, start, length, run, unknown)
        return Reckoned(due, start, run, (), tuple(asked))

    def _end(
        self,
        world: World,
        term: t.PeriodOf | t.Standard,
        start: Time,
        length: object,
        run: Run,
        unknown: list[LengthTerm],
    ) -> Time:
        tz, text = self.terms.zone, term.span.text
        due = period_end(world, tz, start, length, False, text, term.counting, run)
        for more in unknown:
            due = due if due == NEVER else period_end(world, tz, due, more, False, text)
        return due

    def _granted(self, world: World, env: Env, extension: t.Extension) -> object:
        """By how much more time, or ABSENT."""
        if extension.condition is not None and not self.terms.holds(extension.condition)(
            world, env
        ):
            return ABSENT
        return self.terms.of(extension.length)(world, env)

    # ── Stretches ──────────────────────────────────────────────────────────────────────────────

    def _stretches(
        self, world: World, env: Env, condition: t.Term | None, start: Time
    ) -> tuple[Pause, ...]:
        """The stretches since a moment in which a condition holds, in order; the last has no end
        where it still holds at the as-of.
        """
        if condition is None or world.lt(self.as_of, start):
            return ()
        holds = self.terms.holds(condition)
        found: list[Pause] = []
        begin: Time | None = None
        for moment in (start, *self._moments(world, env, condition, start)):
            if holds(world, {**env, NOW: moment}):
                begin = moment if begin is None else begin
            elif begin is not None:
                found.append((begin, moment))
                begin = None
        if begin is not None:
            found.append((begin, None))
        return tuple(found)

    def _moments(self, world: World, env: Env, condition: t.Term, start: Time) -> list[Time]:
        """The moments after a start at which a condition may begin or cease to hold, in order.

        It changes at an edge, or, where it asks for what is strictly past, just after one. Raises
        TooMany where nobody knows at which edges.
        """
        looking = looking_at(self.terms, condition, world, env, start)
        edges, unsure = looking.passed(start, self.as_of)
        if unsure is not None:
            raise TooMany
        found = dict.fromkeys(moment for edge in edges for moment in (edge, later_by(edge, 1)))
        inside: list[Time] = [m for m in found if world.lt(start, m) and world.le(m, self.as_of)]

        def order(left: Time, right: Time) -> int:
            return -1 if world.le(left, right) else 1

        return sorted(inside, key=cmp_to_key(order))
