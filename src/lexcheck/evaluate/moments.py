"""The moments at which a condition can change, for exceptions that are asked throughout a stretch.

A condition over a moment `t` compares moments that are reckoned from `t` with others. So it changes
only where `t` passes an *edge* (a moment it mentions, an act or an observation it looks at, an edge
of the record), an edge with lengths added that it adds to other moments, or an edge less lengths
that it adds to `t` itself. A civil length from `t` moves at midnights alone. Asking a condition at
all of these, an instant before and an instant after, is asking it at every moment of the stretch.
Asking it at other moments as well does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from lexcheck.base.light import fields_of, is_model, light
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import DAY, EARLIEST, LATEST, Instant, day_start, local_day
from lexcheck.evaluate.coverage import open_windows
from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.lengths import before, ends_of
from lexcheck.evaluate.periods import period_end
from lexcheck.evaluate.values import (
    ABSENT,
    ALWAYS,
    Doubt,
    Held,
    LengthTerm,
    Time,
    TimeTerm,
    shifted,
)
from lexcheck.evaluate.world import TooMany, World
from lexcheck.facts.schema import Kind
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Reason

if TYPE_CHECKING:
    from lexcheck.evaluate.terms import Env, Terms

#: A condition that may change at more moments, or on more days, than these is left open.
MOST_MOMENTS = 20_000
MOST_DAYS = 4_000


@light(eq=False)
class Shift:
    """A length (or none, where the law needs one: any) that is added to a moment, or taken off it
    where `sign` is -1. `moved`: to one reckoned from `t`; `fixed`: to one that is not. `clocked`:
    by a clock that may stop.
    """

    length: object
    text: str
    sign: int
    counting: t.Countings
    moved: bool
    fixed: bool
    clocked: bool


class Looking:
    """What a condition looks at, found by walking it with the environment each part is asked in.

    A variable that is missing from an environment stands for anything of its type: a quantifier
    binds it, or it hangs on the moment of asking. `everywhere`: two moments that both move with `t`
    are compared.
    """

    def __init__(self, terms: Terms, world: World) -> None:
        self.terms, self.world, self.evidence = terms, world, terms.evidence
        self.edges: dict[Time, None] = {}
        self.windows: set[tuple[int, int]] = set()
        self.shifts: list[Shift] = []
        self.everywhere = False
        self._is_one = terms.analyses.is_one

    def walk(self, part: object, env: Env) -> None:
        if isinstance(part, tuple):
            for item in part:
                self.walk(item, env)
            return
        kind = type(part)
        if not is_model(kind):
            return
        if isinstance(part, _RECKONED) and part.type.kind is Kind.TIME:
            if self._is_one(part, env):
                self._add(self._values(part, env))
                return
        match part:
            case t.Apply():
                self.walk((part.arguments, part.at), env)
                self.walk(part.body, self._inside(part, env))
                return
            case t.Quantified() | t.CountOf() | t.SumOf():
                self.walk(part.binder, env)
                env = {name: value for name, value in env.items() if name != part.binder.name}
            case t.Occurrence():
                self._acts_of(part, env)
            case t.StateHolds():
                self._state(part, env)
            case t.PeriodOf():
                self._shift(part, part.period, part.anchor, env)
            case t.Plus() | t.Minus() if part.left.type.kind is Kind.TIME:
                self._shift(part, part.right, part.left, env)
            case t.Compared() if part.left.type.kind is Kind.TIME:
                if self._moves(part.left, env) and self._moves(part.right, env):
                    self.everywhere = True
            case t.FieldOf() | t.Constant() | t.ParameterValue() if part.type.kind is Kind.TIME:
                self._add(self._values(part, env))
            case _:
                pass
        for each in fields_of(kind):
            if each.name not in ("span", "type", "value", "binder", "counting"):
                self.walk(getattr(part, each.name), env)

    def _inside(self, part: t.Apply, env: Env) -> Env:
        """The environment of a define's body: those arguments that are one thing throughout."""
        given = [*zip(part.parameters, part.arguments, strict=True)]
        if part.moment is not None and part.at is not None:
            given.append((part.moment, part.at))
        inner: Env = {"now": env["now"]}
        for name, argument in given:
            if self._is_one(argument, env):
                inner[name] = self.terms.of(argument)(self.world, env)
        return inner

    def _moves(self, part: object, env: Env) -> bool:
        """Does a term hang on the moment of asking as such, acts and states aside?"""
        if isinstance(part, _HISTORY):
            return False
        if isinstance(part, t.Variable):
            return part.type.kind is Kind.TIME and part.name not in env
        if isinstance(part, t.Apply):
            return self._moves(part.body, self._inside(part, env))
        return any(self._moves(child, env) for child in _children(part))

    def _shift(
        self,
        term: t.PeriodOf | t.Plus | t.Minus | t.Bound,
        length: t.Term,
        anchor: t.Term,
        env: Env,
    ) -> None:
        moved = self._moves(anchor, env)
        fixed = not isinstance(anchor, t.Variable) or not moved
        if isinstance(term, t.Bound) and term.kind == "at_most_before":
            moved, fixed = False, True  # the length is counted from the act
        sign = -1 if isinstance(term, t.Minus) else 1
        counting = t.PLAIN if isinstance(term, t.Minus) else term.counting
        clocked = isinstance(term, t.PeriodOf) and term.clock is not None
        text = length.span.text
        for value in self._values(length, env):
            self.shifts.append(Shift(value, text, sign, counting, moved, fixed, clocked))

    # ── Edges ──────────────────────────────────────────────────────────────────────────────────

    def _add(self, values: Iterator[object]) -> None:
        for value in values:
            if isinstance(value, int | TimeTerm) and not isinstance(value, bool):
                self.edges[value] = None

    def _windows(self, windows: tuple[tuple[int, int], ...]) -> None:
        self.windows.update(windows)
        for window in windows:
            self._add(edge for edge in window if edge > ALWAYS)

    def _times(self, acts: list[ActHeld]) -> None:
        self._add(self.world.read(act.at) for act in acts)

    def _acts_of(self, occurrence: t.Occurrence, env: Env) -> None:
        wanted = [
            self.terms.of(argument)(self.world, env) if self._is_one(argument, env) else None
            for argument in occurrence.arguments
        ]
        acts = [
            act
            for act in self.evidence.done(occurrence.action)
            if not any(
                isinstance(want, str) and isinstance(held.value, str) and want != held.value
                for want, held in zip(wanted, act.arguments, strict=True)
            )
        ]
        self._times(acts)
        self._windows(self._open(occurrence.action))
        for bound in occurrence.bounds:
            if bound.duration is not None:
                self._shift(bound, bound.duration, bound.of, env)

    def _open(self, action: str) -> tuple[tuple[int, int], ...]:
        """Every stretch in which acts of an action on something may be missing."""
        things = {c.things for c in self.evidence.coverage if c.things is not None}
        asked: list[tuple[object, ...]] = [("",), *((thing,) for some in things for thing in some)]
        found = {w for about in asked for w in open_windows(self.evidence, action, about, None)}
        return tuple(sorted(found))

    def _state(self, term: t.StateHolds, env: Env) -> None:
        timelines = self.terms.timelines
        bearing = timelines.bearing(term.state)
        if all(self._is_one(argument, env) for argument in term.arguments):
            of = self.terms.of
            key = tuple(self.world.settled(of(a)(self.world, env)) for a in term.arguments)
            keys = [key]
            for _, windows in timelines.unrecorded((term.state, key)):
                self._windows(windows)
        else:
            for rule in timelines.rules(term.state):
                self._windows(self._open(rule.action))
            keys = [*{**bearing.sure, **bearing.unsure, **timelines.seen_of(term.state)}]
        self._times([act for _, act in bearing.floating])
        for key in keys:
            self._times([point.act for point in bearing.sure.get(key, ()) if point.act])
            self._times([act for _, act in bearing.unsure.get(key, ())])
            seen = timelines.observations((term.state, key))
            self._add(timelines.seen_point(self.world, one).time for one in seen)

    # ── Values ─────────────────────────────────────────────────────────────────────────────────

    def _values(self, term: t.Term, env: Env) -> Iterator[object]:
        """What a term may be, whatever the moment of asking. Raises TooMany where nobody knows."""
        if self._is_one(term, env):
            yield self.terms.of(term)(self.world, env)
        elif isinstance(term, t.FieldOf):
            yield from map(self.world.read, self._fields(term.of, term.field))
        elif isinstance(term, t.OrElse):
            yield from self._values(term.first, env)
            yield from self._values(term.second, env)
        else:
            raise TooMany

    def _fields(self, of: t.Term, name: str) -> Iterator[Held]:
        """A field of everything of a type."""
        if of.type.kind is Kind.RECORD:
            for record in self.evidence.of_type.get(of.type.name, ()):
                yield record.fields[name]
            return
        declared = self.evidence.schema.action[of.type.name].parameters
        places = {parameter.name: place for place, parameter in enumerate(declared)}
        for act in self.evidence.done(of.type.name):
            if name == "at":
                yield act.at
            else:
                yield act.arguments[places[name]] if name in places else act.fields[name]

    # ── Moments ────────────────────────────────────────────────────────────────────────────────

    def moments(self, start: Time, end: Time) -> tuple[list[Time], Doubt | None]:
        """The moments of `[start, end]` at which to ask, and a doubt where these may not be all."""
        edges, unsure = self.passed(start, end)
        found: dict[Time, None] = {} if start == ALWAYS else {start: None}
        for edge in edges:
            for moment in (shifted(edge, -1), edge, shifted(edge, 1)):
                if isinstance(moment, int) and not EARLIEST <= moment <= LATEST:
                    continue  # no calendar goes there
                if moment not in found and self.world.lt(start, moment):
                    if self.world.lt(moment, end):
                        found[moment] = None
        found[end] = None
        return list(found), unsure

    def passed(self, start: Time, end: Time) -> tuple[list[Time], Doubt | None]:
        """The moments at which, or just after which, the condition can change between two others;
        and a doubt where it may at more.
        """
        unsure: Doubt | None = None
        by_day = False
        for shift in self.shifts:
            if shift.moved:
                length = shift.length
                by_day = by_day or (isinstance(length, Duration) and length.civil)
                unsure = unsure or self._unsure(shift)
        edges = dict(self.edges)
        if by_day:
            edges |= dict.fromkeys(self._midnights(start, end))
        for shift in self.shifts:
            edges |= dict.fromkeys([at for edge in edges for at in self._shifted(shift, edge)])
            if len(edges) > MOST_MOMENTS:
                raise TooMany
        return list(edges), unsure

    def _unsure(self, shift: Shift) -> Doubt | None:
        """Where a moment that moves passes an edge is not known if the length is in doubt."""
        length = shift.length
        if isinstance(length, LengthTerm):
            return length.doubt
        if length is ABSENT or not isinstance(length, Duration):
            return Doubt((shift.text,), Reason.MISSING_FACT, f"the time in `{shift.text}`")
        plain = shift.counting == t.PLAIN and not shift.clocked
        if length.working or not plain or (length.civil and shift.sign < 0):
            key = ("moments", shift.text)
            return Doubt(key, Reason.NEEDS_JUDGEMENT, f"how `{shift.text}` is counted")
        return None

    def _shifted(self, shift: Shift, edge: Time) -> Iterator[Time]:
        """The moments that stand to an edge as a length has them."""
        length, text = shift.length, shift.text
        if shift.fixed:
            if shift.sign > 0:
                for rule in shift.counting:
                    yield period_end(
                        self.world, self.terms.zone, edge, length, False, text, (rule,)
                    )
            elif isinstance(length, Duration | LengthTerm):
                yield before(self.world, edge, length, text)
        if shift.moved and isinstance(length, Duration) and not length.civil:
            yield shifted(edge, -shift.sign * length.micros)

    def _midnights(self, start: Time, end: Time) -> list[Time]:
        """The midnights of a stretch; only those near an edge, if nothing else matters."""
        low, high = self.world.span_of(start)[0], self.world.span_of(end)[1]
        reach, bounded = 2 * DAY, True
        for shift in self.shifts:
            if isinstance(shift.length, Duration | LengthTerm):
                most = ends_of(self.world, shift.length, True)[1]
                reach, bounded = reach + (most or 0), bounded and most is not None
            else:
                bounded = False
        spans = [self.world.span_of(edge) for edge in self.edges]
        lows = [low for low, _ in spans if low is not None]
        highs = [high for _, high in spans if high is not None]
        if bounded and not self.everywhere and len(lows) == len(highs) == len(spans):
            low = max(min(lows, default=LATEST) - reach, ALWAYS if low is None else low)
            high = min(max(highs, default=EARLIEST) + reach, LATEST if high is None else high)
        if low is None or high is None or high - low > MOST_DAYS * DAY:
            raise TooMany
        low, high = max(low, EARLIEST), min(high, LATEST)
        if low > high:
            return []
        tz = self.terms.zone
        first, last = local_day(Instant(low), tz), local_day(Instant(high), tz)
        days = (last - first).days + 1
        return [day_start(first + timedelta(days=number), tz) for number in range(days)]


#: Terms of moments that are reckoned with.
_RECKONED = (t.PeriodOf, t.Plus, t.Minus, t.MovedUp, t.EarlierLater, t.OrElse)

#: Terms that hang on what happened up to the moment of asking.
_HISTORY = (t.Chosen, t.StateHolds, t.Happened, t.CountOf, t.SumOf, t.Quantified)


class Analyses:
    """What can be said of terms before anything is known; each is looked at once."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[t.Term, tuple[str, ...], bool]] = {}

    def is_one(self, term: t.Term, env: Env) -> bool:
        """Is a term the same at every moment of asking, its variables being known?"""
        found = self._found.get(id(term))
        if found is None:
            found = self._found[id(term)] = (term, variables_of(term), _is_historic(term))
        return not found[2] and all(name in env for name in found[1])


def _is_historic(part: object) -> bool:
    if isinstance(part, _HISTORY) or (isinstance(part, t.Apply) and part.moment is not None):
        return True
    return any(map(_is_historic, _children(part)))


def _children(part: object) -> Iterator[object]:
    """The parts of a term, one level down."""
    if isinstance(part, tuple):
        yield from part
        return
    kind = type(part)
    if is_model(kind):
        for each in fields_of(kind):
            if each.name not in ("span", "type", "value", "counting"):
                yield getattr(part, each.name)


def variables_of(*parts: object) -> tuple[str, ...]:
    """The names of the variables in terms, in order, those bound inside them left out."""
    found: dict[str, None] = {}
    for part in parts:
        _free(part, frozenset(), found)
    return tuple(found)


def _free(part: object, bound: frozenset[str], found: dict[str, None]) -> None:
    if isinstance(part, tuple):
        for item in part:
            _free(item, bound, found)
        return
    kind = type(part)
    if not is_model(kind):
        return
    if isinstance(part, t.Variable):
        if part.name not in bound:
            found[part.name] = None
        return
    if isinstance(part, t.Apply):
        _free((part.arguments, part.at), bound, found)
        return
    if isinstance(part, t.Quantified | t.CountOf | t.SumOf):
        _free(part.binder, bound, found)
        bound |= {part.binder.name}
    for each in fields_of(kind):
        if each.name not in ("span", "type", "value", "binder", "counting"):
            _free(getattr(part, each.name), bound, found)


def looking_at(terms: Terms, condition: t.Term, world: World, env: Env, now: Time) -> Looking:
    """What a condition looks at, in the environment of an instance."""
    looking = Looking(terms, world)
    looking.walk(condition, {**env, "now": now})
    return looking
