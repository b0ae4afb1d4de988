"""The grade of a state, or of an act duty, through time.

`s(t)` is the best grade that some act started at or before `t` and no act has ended since; at one
instant, ends come before starts. An act duty is a state that its acts start and nothing ends.

The acts of a target are put in order and folded over, one after the other. Where the record is not
complete, unrecorded acts may start or end the state anywhere in the open stretches: the fold then
carries every standing that some unrecorded acts could have brought about (a nondeterministic
automaton over the timeline, whose silent moves are the unrecorded acts). With a complete record it
carries just one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from lexcheck.evaluate.coverage import Window, open_windows
from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.values import ALWAYS, Choice, Doubt, Time, TimeTerm
from lexcheck.evaluate.world import Impossible, World
from lexcheck.facts.case import Grade, Observation
from lexcheck.norms.model import CountsAs, Effect
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Reason

if TYPE_CHECKING:
    from lexcheck.evaluate.terms import Env, Meaning, Terms

#: A state or action and the things it is about.
Key = tuple[str, tuple[object, ...]]

# The order of what happens at one instant.
OPENS, ENDS, STARTS, MARK, SEEN = range(5)


@attrs.frozen(eq=False)
class Event:
    """A recorded act as far as it bears on one target. `grade` is what it starts; NONE: it ends."""

    time: Time
    rank: int
    grade: Grade
    act: ActHeld


@attrs.frozen(eq=False)
class Rule:
    """A counts-as statement, or an action that is its own performance, ready to be asked."""

    action: str
    variables: tuple[str, ...]
    territory: Meaning | None
    by: Meaning | None
    effect: Effect
    arguments: tuple[Meaning, ...]
    when: Meaning | None
    statement: CountsAs | None


class Timelines:
    """The acts that bear on each state and act duty, found once, judged in each completion."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.evidence = terms.evidence
        self._rules: dict[str, tuple[Rule, ...]] = {}
        self._placed: dict[str, dict[tuple[object, ...], list[tuple[Rule, ActHeld]]]] = {}
        self._floating: dict[str, list[tuple[Rule, ActHeld]]] = {}
        self._seen: dict[Key, list[Observation]] = {}
        self._open: dict[Key, tuple[tuple[Effect, tuple[Window, ...]], ...]] = {}
        for observation in self.evidence.observations:
            self._seen.setdefault((observation.state, observation.arguments), []).append(
                observation
            )

    # ── Which acts bear on a target ────────────────────────────────────────────────────────────

    def rules(self, target: str) -> tuple[Rule, ...]:
        """What starts or ends a state, or performs an act; acts perform themselves."""
        found = self._rules.get(target)
        if found is None:
            of = self.terms.of
            made = [
                Rule(
                    s.action,
                    tuple(name for name, _ in s.variables),
                    None if s.territory is None else of(s.territory),
                    None if s.by is None else of(s.by),
                    s.effect,
                    tuple(of(argument) for argument in s.arguments),
                    None if s.when is None else of(s.when),
                    s,
                )
                for s in self.terms.ruleset.counts_as
                if s.target == target
            ]
            action = self.evidence.schema.action.get(target)
            if action is not None:
                names = tuple(parameter.name for parameter in action.parameters)
                own = tuple(_variable(name) for name in names)
                made.insert(0, Rule(target, names, None, None, Effect.FULL, own, None, None))
            found = self._rules[target] = tuple(made)
            self._place(target, found)
        return found

    def _place(self, target: str, rules: tuple[Rule, ...]) -> None:
        """Sort the acts by what they are surely about; those in doubt about it float."""
        placed: dict[tuple[object, ...], list[tuple[Rule, ActHeld]]] = {}
        floating: list[tuple[Rule, ActHeld]] = []
        for rule in rules:
            for act in self.evidence.of_action.get(rule.action, ()):
                key = self._surely_about(rule, act)
                if key is None:
                    floating.append((rule, act))
                else:
                    placed.setdefault(key, []).append((rule, act))
        self._placed[target], self._floating[target] = placed, floating

    def _surely_about(self, rule: Rule, act: ActHeld) -> tuple[object, ...] | None:
        simple = rule.statement is None or all(
            isinstance(argument, t.Variable) for argument in rule.statement.arguments
        )
        if not simple or any(argument.doubtful for argument in act.arguments):
            return None
        env: Env = {
            name: held.value for name, held in zip(rule.variables, act.arguments, strict=True)
        }
        world = World(self.evidence)
        return tuple(argument(world, env) for argument in rule.arguments)

    def candidates(self, key: Key) -> Iterable[tuple[Rule, ActHeld]]:
        """The acts that may bear on a target, whatever the completion."""
        self.rules(key[0])
        placed = self._placed[key[0]].get(key[1], ())
        floating = self._floating[key[0]]
        return [*placed, *floating] if floating else placed

    def events(
        self,
        world: World,
        key: Key,
        until: Time,
        territory: object = None,
        by: object = None,
    ) -> list[Event]:
        """The events of a target up to a moment, in this completion, in no order."""
        found = []
        seen = set()
        for rule, act in self.candidates(key):
            at = world.read(act.at)
            assert isinstance(at, int | TimeTerm)
            if not world.le(at, until) or not self.bears(world, rule, act, key[1], at):
                continue
            if territory is not None and not self.terms.occurrences.covers(
                world, act, territory, at
            ):
                continue
            if by is not None and not self.terms.occurrences.is_by(world, act, by):
                continue
            grade = _GRADE[rule.effect]
            if (act.id, grade) in seen:
                continue
            seen.add((act.id, grade))
            world.used.append(act.fact)
            rank = ENDS if rule.effect is Effect.END else STARTS
            found.append(Event(at, rank, grade, act))
        return found

    def bears(
        self, world: World, rule: Rule, act: ActHeld, arguments: tuple[object, ...], at: Time
    ) -> bool:
        """Does this act, by this rule, bear on these things?"""
        occurrences = self.terms.occurrences
        if not occurrences.is_done(world, act, rule.action):
            return False
        values = [world.read(held) for held in act.arguments]
        env: Env = dict(zip(rule.variables, values, strict=True))
        env["now"] = at
        for wanted, argument in zip(arguments, rule.arguments, strict=True):
            if not world.same(argument(world, env), wanted):
                return False
        if rule.territory is not None:
            asked = rule.territory(world, env)
            if not occurrences.covers(world, act, asked, at):
                return False
        if rule.by is not None and not occurrences.is_by(world, act, rule.by(world, env)):
            return False
        return rule.when is None or rule.when(world, env) is True

    # ── What may have gone unrecorded ──────────────────────────────────────────────────────────

    def unrecorded(self, key: Key) -> tuple[tuple[Effect, tuple[Window, ...]], ...]:
        """For each effect on a target, where acts that have it may be missing from the record."""
        found = self._open.get(key)
        if found is None:
            windows: dict[Effect, list[Window]] = {}
            for rule in self.rules(key[0]):
                open_ = open_windows(self.evidence, rule.action, key[1], None)
                if open_:
                    windows.setdefault(rule.effect, []).extend(open_)
            found = tuple((effect, tuple(sorted(w))) for effect, w in sorted(windows.items()))
            self._open[key] = found
        return found

    def observations(self, key: Key) -> list[Observation]:
        return self._seen.get(key, [])

    # ── The grade at a moment ──────────────────────────────────────────────────────────────────

    def grade_at(self, world: World, state: str, things: tuple[object, ...], at: Time) -> Grade:
        """`s(at)` of a state, nothing after the as-of being seen."""
        key = (state, things)
        until = world.earlier(at, self.evidence.as_of)
        events = ordered(world, self.events(world, key, until))
        standings = self.fold(world, key, events, None, None, until)
        grades = sorted({grade_of(standing) for standing in standings})
        if len(grades) == 1:
            return grades[0]
        memo = ("grade", key, at)
        if memo not in world.memo:
            doubt = not_covered(state, things)
            shown = tuple(str(grade) for grade in grades)
            given = world.ask((doubt,), lambda: f"how far did {doubt.fact} hold?", shown)
            world.memo[memo] = grades[given]
        found = world.memo[memo]
        assert isinstance(found, Grade)
        return found

    def fold(
        self,
        world: World,
        key: Key,
        events: list[Event],
        trigger: Time | None,
        deadline: Time | None,
        horizon: Time,
    ) -> frozenset[Standing]:
        """Every standing at the horizon that the record allows. `events` in order, up to it."""
        unrecorded = self.unrecorded(key)
        seen = self.observations(key)
        points: list[Point] = [Point(e.time, e.rank, e.grade, None, None) for e in events]
        marks: list[Point] = []
        if unrecorded:
            for effect, windows in unrecorded:
                for start, end in windows:
                    marks.append(Point(start, OPENS, None, effect, True))
                    marks.append(Point(end + 1, OPENS, None, effect, False))
        for mark, kind in ((trigger, "trigger"), (deadline, "deadline")):
            if mark is not None:
                marks.append(Point(mark, MARK, None, None, None, kind))
        marks += [_seen_point(world, observation) for observation in seen]
        for mark_point in marks:
            if world.le(mark_point.time, horizon):
                _insert(world, points, mark_point)
        return run(world, points, horizon)


_GRADE = {Effect.FULL: Grade.FULL, Effect.PARTIAL: Grade.PARTIAL, Effect.END: Grade.NONE}


def _variable(name: str) -> Meaning:
    return lambda world, env: env[name]


def not_covered(target: str, things: tuple[object, ...]) -> Doubt:
    named = f"{target}({', '.join(str(thing) for thing in things)})"
    return Doubt(("not covered", target, things), Reason.NOT_COVERED, named)


def _seen_point(world: World, observation: Observation) -> Point:
    """An observation's place on the timeline."""
    at = observation.at
    key = ("observation", observation.id)
    if key not in world.memo:
        if at.earliest is not None and at.earliest == at.latest:
            world.memo[key] = at.earliest
        else:
            name = f"observation {observation.id}"
            doubt = Doubt(key, Reason.IMPRECISE_TIME, name, observation.span)
            world.memo[key] = world.moment(doubt, at.earliest, at.latest)
    time = world.memo[key]
    assert isinstance(time, int | TimeTerm)
    return Point(time, SEEN, None, None, None, "", observation)


# ── Order ──────────────────────────────────────────────────────────────────────────────────────


@attrs.frozen(eq=False)
class Point:
    """Something on the timeline: an event, a mark, an observation, an edge of the record."""

    time: Time
    rank: int
    grade: Grade | None
    effect: Effect | None = None
    opens: bool | None = None
    mark: str = ""
    observation: Observation | None = None


def before(world: World, left: Event | Point, right: Event | Point) -> bool:
    """Does the one come before, or with, the other?"""
    if left.rank <= right.rank:
        return world.le(left.time, right.time)
    return world.lt(left.time, right.time)


def ordered(world: World, events: list[Event]) -> list[Event]:
    """The events in order of time, ends before starts at one instant, then by act."""
    events.sort(key=lambda event: event.act.id)
    if all(isinstance(event.time, int) for event in events):
        return sorted(events, key=lambda event: (event.time, event.rank))
    found: list[Event] = []
    for event in events:
        place = len(found)
        while place and not before(world, found[place - 1], event):
            place -= 1
        found.insert(place, event)
    return found


def _insert(world: World, points: list[Point], point: Point) -> None:
    place = len(points)
    while place and not before(world, points[place - 1], point):
        place -= 1
    points.insert(place, point)


# ── The fold ───────────────────────────────────────────────────────────────────────────────────

# How a target stands at a point of its timeline, and what of its past still matters, as a set of
# these flags. `s` is the grade that the first two say.
FULL = 1  # a start of grade full stands
PARTIAL = 2  # a start of grade partial stands
PERFORMED = 4  # s was more than none at some moment since the trigger
BELOW_FULL = 8  # since the deadline, s was for some time less than full
BELOW_PARTIAL = 16  # since the deadline, s was for some time none

Standing = int
START: frozenset[Standing] = frozenset({0})

_AFTER_START = {Grade.FULL: FULL, Grade.PARTIAL: PARTIAL}
_AFTER_EFFECT = {Effect.FULL: Grade.FULL, Effect.PARTIAL: Grade.PARTIAL, Effect.END: Grade.NONE}


def grade_of(standing: Standing) -> Grade:
    if standing & FULL:
        return Grade.FULL
    return Grade.PARTIAL if standing & PARTIAL else Grade.NONE


def _acted(standing: Standing, grade: Grade) -> Standing:
    """After an act that starts a grade, or, for NONE, ends the state."""
    return standing | _AFTER_START[grade] if grade else standing & ~(FULL | PARTIAL)


def _seen(standing: Standing, since_trigger: bool) -> Standing:
    """As it stands at an instant, all acts of that instant done."""
    return standing | PERFORMED if since_trigger and standing & (FULL | PARTIAL) else standing


def _lasting(standing: Standing, since_trigger: bool, since_deadline: bool) -> Standing:
    """After a stretch of time has passed in which nothing happened."""
    found = _seen(standing, since_trigger)
    if since_deadline and not standing & FULL:
        found |= BELOW_FULL if standing & PARTIAL else BELOW_FULL | BELOW_PARTIAL
    return found


def run(world: World, points: list[Point], horizon: Time) -> frozenset[Standing]:
    """Fold over the points in order. Raises Impossible if an observation allows no standing."""
    standings = START
    free: dict[Effect, int] = {}
    since_trigger = since_deadline = started = False
    last: Time = ALWAYS
    for point in points:
        passed = _pass(standings, free, since_trigger, since_deadline)
        # With doubtful times, whether time passes is asked only where it makes a difference.
        if passed == standings or world.lt(last, point.time):
            standings, started = passed, False
        last = point.time
        if point.rank == OPENS:
            assert point.effect is not None
            free[point.effect] = free.get(point.effect, 0) + (1 if point.opens else -1)
        elif point.grade is not None:
            standings = frozenset([_acted(s, point.grade) for s in standings])
            started = started or point.rank == STARTS
        elif point.mark:
            since_trigger = since_trigger or point.mark == "trigger"
            since_deadline = since_deadline or point.mark == "deadline"
        if free:
            standings = _unrecorded_moves(standings, free, started)
        if point.observation is not None:
            least, most = point.observation.least, point.observation.most
            standings = frozenset(s for s in standings if least <= grade_of(s) <= most)
            if not standings:
                raise Impossible
    passed = _pass(standings, free, since_trigger, since_deadline)
    if passed != standings and world.lt(last, horizon):
        standings = _unrecorded_moves(passed, free, started=False)
    return frozenset([_seen(s, since_trigger) for s in standings])


def _pass(
    standings: frozenset[Standing],
    free: dict[Effect, int],
    since_trigger: bool,
    since_deadline: bool,
) -> frozenset[Standing]:
    """Time passes. Unrecorded acts may happen all the while."""
    found = {_lasting(s, since_trigger, since_deadline) for s in standings}
    grades = [_AFTER_EFFECT[effect] for effect, number in free.items() if number > 0]
    fresh = set(found) if grades else set()
    while fresh:
        moved = {
            _lasting(_acted(s, grade), since_trigger, since_deadline)
            for s in fresh
            for grade in grades
        }
        fresh = moved - found
        found |= fresh
    return frozenset(found)


def _unrecorded_moves(
    standings: frozenset[Standing], free: dict[Effect, int], started: bool
) -> frozenset[Standing]:
    """At one instant, unrecorded acts: an end comes before any start of that instant."""
    grades = [
        _AFTER_EFFECT[effect]
        for effect, number in free.items()
        if number > 0 and not (started and effect is Effect.END)
    ]
    found = set(standings)
    fresh = set(standings) if grades else set()
    while fresh:
        moved = {_acted(s, grade) for s in fresh for grade in grades}
        fresh = moved - found
        found |= fresh
    return frozenset(found)


def settled_key(world: World, arguments: Iterable[object]) -> tuple[object, ...]:
    """The things a target is about, one way in each completion."""
    return tuple(
        world.settled(argument) if isinstance(argument, Choice) else argument
        for argument in arguments
    )
