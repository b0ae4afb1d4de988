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

from collections.abc import Sequence
from functools import lru_cache

from lexcheck.base.light import light
from lexcheck.evaluate.evidence import ActHeld, Traced
from lexcheck.evaluate.values import ALWAYS, Time
from lexcheck.evaluate.world import Impossible, World
from lexcheck.facts.case import Grade, Observation
from lexcheck.norms.model import Effect

# The order of what happens at one instant.
OPENS, ENDS, STARTS, MARK, SEEN = range(5)


@light(eq=False)
class Point:
    """Something on a timeline.

    An act (`act`, with the `grade` it starts; NONE: it ends the state), a mark ("trigger",
    "deadline"), an observation, or an edge of the record: from here on (`opens`), or no more, acts
    of an `effect` may be missing. `facts` are what an act's place on the timeline rests on.
    """

    time: Time
    rank: int
    grade: Grade | None = None
    act: ActHeld | None = None
    facts: tuple[Traced, ...] = ()
    effect: Effect | None = None
    opens: bool = False
    mark: str = ""
    observation: Observation | None = None


# ── Order ──────────────────────────────────────────────────────────────────────────────────────


def before(world: World, left: Point, right: Point) -> bool:
    """Does the one come before, or with, the other?"""
    if left.rank <= right.rank:
        return world.le(left.time, right.time)
    return world.lt(left.time, right.time)


def ordered(world: World, points: list[Point]) -> list[Point]:
    """Acts in order of time, ends before starts at one instant, then by their ids."""
    points.sort(key=lambda point: "" if point.act is None else point.act.id)
    if all(isinstance(point.time, int) for point in points):
        return sorted(points, key=lambda point: (point.time, point.rank))
    found: list[Point] = []
    for point in points:
        insert(world, found, point)
    return found


def insert(world: World, points: list[Point], point: Point) -> None:
    """Put a point in its place among points in order, after those it comes with."""
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
Standings = frozenset[Standing]
START: Standings = frozenset({0})

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


def run(world: World, points: list[Point], horizon: Time, later: Sequence[Point] = ()) -> Standings:
    """Fold over the points in order, up to the horizon. Those `later` tell no more than which
    standings there can have been: what was seen afterwards must have come of them. Raises
    Impossible if an observation allows no standing.
    """
    free: dict[Effect, int] = {}
    found = _fold(world, START, free, ALWAYS, points, horizon)
    if not later:
        return found
    agreeing = [s for s in found if _comes_about(world, s, free, horizon, later)]
    if not agreeing:
        raise Impossible
    return frozenset(agreeing)


def _comes_about(
    world: World, standing: Standing, free: dict[Effect, int], since: Time, later: Sequence[Point]
) -> bool:
    """Can what came later have come of this standing?"""
    try:
        _fold(world, frozenset({standing}), dict(free), since, later, later[-1].time)
    except Impossible:
        return False
    return True


def _fold(
    world: World,
    standings: Standings,
    free: dict[Effect, int],
    last: Time,
    points: Sequence[Point],
    horizon: Time,
) -> Standings:
    """From the standings at one moment to those at the horizon. `free` is changed on the way."""
    moves = _moves(free)
    since_trigger = since_deadline = started = False
    for point in points:
        passed = _pass(standings, moves, since_trigger, since_deadline)
        # With doubtful times, whether time passes is asked only where it makes a difference.
        if passed is standings or world.lt(last, point.time):
            standings, started = passed, False
        last = point.time
        if point.rank == OPENS:
            assert point.effect is not None
            free[point.effect] = free.get(point.effect, 0) + (1 if point.opens else -1)
            moves = _moves(free)
        elif point.grade is not None:
            standings = _act(standings, point.grade)
            started = started or point.rank == STARTS
        elif point.mark:
            since_trigger = since_trigger or point.mark == "trigger"
            since_deadline = since_deadline or point.mark == "deadline"
        if moves:
            standings = _unrecorded_moves(standings, moves, started)
        if point.observation is not None:
            least, most = point.observation.least, point.observation.most
            standings = frozenset(s for s in standings if least <= grade_of(s) <= most)
            if not standings:
                raise Impossible
    passed = _pass(standings, moves, since_trigger, since_deadline)
    if passed is not standings and world.lt(last, horizon):
        standings = _unrecorded_moves(passed, moves, started=False)
    return _at_last(standings, since_trigger)


def _moves(free: dict[Effect, int]) -> frozenset[Effect]:
    """The effects of acts that may go unrecorded, by the number of stretches open to them."""
    return frozenset([effect for effect, number in free.items() if number > 0])


# INVARIANT: what follows depends on its arguments alone, and all of them are immutable. Nearly all
# timelines walk through the same few sets of standings: what comes of each is found out once.


@lru_cache(maxsize=4096)
def _act(standings: Standings, grade: Grade) -> Standings:
    """A recorded act."""
    return frozenset([_acted(s, grade) for s in standings])


@lru_cache(maxsize=4096)
def _at_last(standings: Standings, since_trigger: bool) -> Standings:
    """At the horizon."""
    return frozenset([_seen(s, since_trigger) for s in standings])


@lru_cache(maxsize=4096)
def _pass(
    standings: Standings, moves: frozenset[Effect], since_trigger: bool, since_deadline: bool
) -> Standings:
    """Time passes. Unrecorded acts of these effects may happen all the while. What time does not
    change is given back itself.
    """
    found = {_lasting(s, since_trigger, since_deadline) for s in standings}
    grades = [_AFTER_EFFECT[effect] for effect in moves]
    fresh = set(found) if grades else set()
    while fresh:
        moved = {
            _lasting(_acted(s, grade), since_trigger, since_deadline)
            for s in fresh
            for grade in grades
        }
        fresh = moved - found
        found |= fresh
    return standings if found == standings else frozenset(found)


@lru_cache(maxsize=4096)
def _unrecorded_moves(standings: Standings, moves: frozenset[Effect], started: bool) -> Standings:
    """At one instant, unrecorded acts: an end comes before any start of that instant."""
    grades = [_AFTER_EFFECT[effect] for effect in moves if not (started and effect is Effect.END)]
    found = set(standings)
    fresh = set(standings) if grades else set()
    while fresh:
        moved = {_acted(s, grade) for s in fresh for grade in grades}
        fresh = moved - found
        found |= fresh
    return frozenset(found)
