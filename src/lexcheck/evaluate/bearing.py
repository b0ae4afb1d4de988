"""Which acts bear on a state or an act duty, and where some may have gone unrecorded.

What counts as what is asked of each act once. Acts of which nothing that matters is in doubt are
placed on the timeline of what they are about there and then; the others are asked again in every
completion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from lexcheck.base.light import light
from lexcheck.evaluate.coverage import Window, open_windows
from lexcheck.evaluate.equality import same_value
from lexcheck.evaluate.evidence import ActHeld, Traced
from lexcheck.evaluate.timeline import (
    ENDS,
    MARK,
    OPENS,
    SEEN,
    STARTS,
    Point,
    Standing,
    grade_of,
    insert,
    ordered,
    run,
)
from lexcheck.evaluate.values import ALWAYS, Doubt, Time, TimeTerm
from lexcheck.evaluate.world import Impossible, World
from lexcheck.facts.case import Grade, Observation
from lexcheck.norms.model import Effect
from lexcheck.verdicts.model import Reason

if TYPE_CHECKING:
    from lexcheck.evaluate.terms import Env, Meaning, Terms

#: A state or action and the things it is about.
Key = tuple[str, tuple[object, ...]]

_TEXT = frozenset({str})

_GRADE = {Effect.FULL: Grade.FULL, Effect.PARTIAL: Grade.PARTIAL, Effect.END: Grade.NONE}


@light(eq=False)
class Rule:
    """A counts-as statement, or an action that is its own performance, ready to be asked."""

    action: str
    variables: tuple[str, ...]
    territory: Meaning | None
    by: Meaning | None
    effect: Effect
    arguments: tuple[Meaning, ...]
    when: Meaning | None
    is_plain: bool  # it asks for no territory, party or condition


@light(eq=False)
class Bearing:
    """The acts that bear on the targets of one name: `sure` ones by what they are about, in order
    of time; `unsure` ones too, and `floating` ones of which even that is in doubt.
    """

    sure: dict[tuple[object, ...], list[Point]]
    unsure: dict[tuple[object, ...], list[tuple[Rule, ActHeld]]]
    floating: list[tuple[Rule, ActHeld]]


class Timelines:
    """The timelines of all states and act duties over one body of evidence."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.evidence = terms.evidence
        self._rules: dict[str, tuple[Rule, ...]] = {}
        self._bearing: dict[str, Bearing] = {}
        self._seen: dict[Key, list[Observation]] = {}
        self._open: dict[Key, tuple[tuple[Effect, tuple[Window, ...]], ...]] = {}
        for observation in self.evidence.observations:
            key = (observation.state, observation.arguments)
            self._seen.setdefault(key, []).append(observation)

    # ── What counts as what ────────────────────────────────────────────────────────────────────

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
                    s.territory is None and s.by is None and s.when is None,
                )
                for s in self.terms.ruleset.counts_as
                if s.target == target
            ]
            action = self.evidence.schema.action.get(target)
            if action is not None:
                names = tuple(parameter.name for parameter in action.parameters)
                own = tuple(_variable(name) for name in names)
                made.insert(0, Rule(target, names, None, None, Effect.FULL, own, None, True))
            found = self._rules[target] = tuple(made)
        return found

    def bearing(self, target: str) -> Bearing:
        found = self._bearing.get(target)
        if found is None:
            found = self._bearing[target] = Bearing({}, {}, [])
            world = World(self.evidence)
            for rule in self.rules(target):
                for act in self.evidence.done(rule.action):
                    self._place(found, rule, act, world)
                    if not world.is_fresh:
                        world = World(self.evidence)
            for points in found.sure.values():
                if len(points) > 1:
                    points.sort(key=lambda p: (p.time, p.rank, "" if p.act is None else p.act.id))
        return found

    def _place(self, bearing: Bearing, rule: Rule, act: ActHeld, world: World) -> None:
        """Find out what an act surely is, in a world that is then asked nothing."""
        if act.in_doubt:
            key = None if any(held.doubtful for held in act.arguments) else self._about(rule, act)
            if key is None:
                bearing.floating.append((rule, act))
            else:
                bearing.unsure.setdefault(key, []).append((rule, act))
            return
        world.used = [*act.arguments, act.at]
        at = act.at.value
        assert isinstance(at, int)
        values = [held.value for held in act.arguments]
        env: Env = dict(zip(rule.variables, values, strict=True))
        things = tuple([argument(world, env) for argument in rule.arguments])
        try:
            fits = self._fits(world, rule, act, at, env)
        except Impossible:  # in a world that gives no other answer; in others it may fit
            bearing.floating.append((rule, act))
            return
        if world.asked or not _TEXT.issuperset(map(type, things)):
            bearing.floating.append((rule, act))
        elif fits:
            point = self._point(rule, act, at, (*world.used, act))
            bearing.sure.setdefault(things, []).append(point)

    def _about(self, rule: Rule, act: ActHeld) -> tuple[object, ...] | None:
        """What an act in doubt is surely about; None where that is in doubt too."""
        world = World(self.evidence)
        things = self._things(world, rule, act)
        sure = not world.asked and all(isinstance(thing, str) for thing in things)
        return things if sure else None

    def _things(self, world: World, rule: Rule, act: ActHeld) -> tuple[object, ...]:
        env = self._env(world, rule, act)
        return tuple([argument(world, env) for argument in rule.arguments])

    def _env(self, world: World, rule: Rule, act: ActHeld) -> Env:
        values = [world.read(held) for held in act.arguments]
        return dict(zip(rule.variables, values, strict=True))

    def _fits(self, world: World, rule: Rule, act: ActHeld, at: Time, env: Env) -> bool:
        """Do territory, party and condition of the rule let the act in?"""
        if rule.is_plain:
            return True
        occurrences = self.terms.occurrences
        env["now"] = at
        if rule.territory is not None:
            asked = rule.territory(world, env)
            if not occurrences.covers(world, act, asked, at):
                return False
        if rule.by is not None and not occurrences.is_by(world, act, rule.by(world, env)):
            return False
        return rule.when is None or rule.when(world, env) is True

    def _point(self, rule: Rule, act: ActHeld, at: Time, facts: tuple[Traced, ...]) -> Point:
        rank = ENDS if rule.effect is Effect.END else STARTS
        return Point(at, rank, _GRADE[rule.effect], act, facts)

    # ── The acts of one target in one completion ───────────────────────────────────────────────

    def events(
        self,
        world: World,
        key: Key,
        until: Time,
        territory: object = None,
        by: object = None,
    ) -> list[Point]:
        """The acts on a target up to a moment, in this completion, in order."""
        name, things = key
        bearing = self._bearing.get(name) or self.bearing(name)
        sure = bearing.sure.get(things, ())
        if isinstance(until, int):  # as most are: the times of sure acts are known, too
            found = [point for point in sure if point.time <= until]  # type: ignore[operator]
        else:
            found = [point for point in sure if world.le(point.time, until)]
        for point in found:
            world.used += point.facts
        unsure = bearing.floating
        if things in bearing.unsure:
            unsure = [*bearing.unsure[things], *unsure]
        for rule, act in unsure:
            if not self._is_about(world, rule, act, things):
                continue  # and when it was, nobody asks
            at = world.read(act.at)
            assert isinstance(at, int | TimeTerm)
            if world.le(at, until) and self._bears(world, rule, act, at):
                found.append(self._point(rule, act, at, ()))
                world.used.append(act)
        if territory is not None or by is not None:
            found = [p for p in found if self._asked_for(world, p, territory, by)]
        if unsure or not isinstance(until, int):
            return ordered(world, found)
        return found

    def _is_about(self, world: World, rule: Rule, act: ActHeld, things: tuple[object, ...]) -> bool:
        about = self._things(world, rule, act)
        return all(same_value(world, a, b) for a, b in zip(about, things, strict=True))

    def _bears(self, world: World, rule: Rule, act: ActHeld, at: Time) -> bool:
        """Was this act done, and does the rule let it in?"""
        if not self.terms.occurrences.is_done(world, act, rule.action):
            return False
        return self._fits(world, rule, act, at, self._env(world, rule, act))

    def _asked_for(self, world: World, point: Point, territory: object, by: object) -> bool:
        """Does an act cover the territory, and come from the party, that a norm asks for?"""
        occurrences, act = self.terms.occurrences, point.act
        assert act is not None
        if territory is not None and not occurrences.covers(world, act, territory, point.time):
            return False
        return by is None or occurrences.is_by(world, act, by)

    def told(
        self, world: World, key: Key, until: Time, territory: object = None, by: object = None
    ) -> tuple[list[Point], list[Point]]:
        """The acts on a target up to a moment; and those up to the as-of, if it was seen how far
        they brought it. What was seen after a duty has ended tells of what came before.
        """
        if not self.observations(key):
            return self.events(world, key, until, territory, by), []
        events = self.events(world, key, self.evidence.as_of, territory, by)
        number = sum(1 for event in events if world.le(event.time, until))
        return events[:number], events[number:]

    # ── What may have gone unrecorded, and what was seen ───────────────────────────────────────

    def unrecorded(self, key: Key) -> tuple[tuple[Effect, tuple[Window, ...]], ...]:
        """For each effect on a target, where acts that have it may be missing from the record."""
        if self.evidence.is_complete:
            return ()
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

    def seen_of(self, state: str) -> dict[tuple[object, ...], None]:
        """The things of which a state was seen, or seen not to hold."""
        return {things: None for name, things in self._seen if name == state}

    # ── Standings ──────────────────────────────────────────────────────────────────────────────

    def grade_at(self, world: World, state: str, things: tuple[object, ...], at: Time) -> Grade:
        """`s(at)` of a state, nothing after the as-of being seen."""
        key = (state, things)
        until = world.earlier(at, self.evidence.as_of)
        events, later = self.told(world, key, until)
        standings = self.fold(world, key, events, None, None, until, later=later)
        grades = sorted({grade_of(standing) for standing in standings})
        if len(grades) == 1:
            return grades[0]
        memo = ("grade", key, at)
        if memo not in world.memo:
            doubt = not_covered(state, things)
            shown = tuple(str(grade) for grade in grades)
            given = world.ask((doubt,), lambda: f"how far did {doubt.told} hold?", shown)
            world.memo[memo] = grades[given]
        found = world.memo[memo]
        assert isinstance(found, Grade)
        return found

    def fold(
        self,
        world: World,
        key: Key,
        events: list[Point],
        trigger: Time | None,
        deadline: Time | None,
        horizon: Time,
        earliest: Time = ALWAYS,
        later: Sequence[Point] = (),
    ) -> frozenset[Standing]:
        """Every standing at the horizon that the record allows. `events` in order, up to it;
        `later` ones, if anything was seen of the target, from there to the as-of.

        Unrecorded acts count from `earliest` on, as recorded ones do.
        """
        if self.evidence.is_complete and not self._seen:
            return run(world, _marked(world, events, deadline, horizon), horizon)
        points = list(events)
        marks = [
            Point(time, OPENS, effect=effect, opens=opens)
            for effect, windows in self.unrecorded(key)
            for start, end in windows
            if earliest == ALWAYS or world.le(earliest, end)
            for time, opens in ((world.later(start, earliest), True), (end + 1, False))
        ]
        if trigger is not None:
            marks.append(Point(trigger, MARK, mark="trigger"))
        if deadline is not None:
            marks.append(_deadline(deadline))
        marks += [self.seen_point(world, observation) for observation in self.observations(key)]
        after = [*later]
        for mark in marks:
            if world.le(mark.time, horizon):
                insert(world, points, mark)
            elif mark.rank != MARK and world.le(mark.time, self.evidence.as_of):
                insert(world, after, mark)
        seen_later = any(point.rank == SEEN for point in after)
        return run(world, points, horizon, after if seen_later else ())

    def seen_point(self, world: World, observation: Observation) -> Point:
        """An observation's place on the timeline."""
        at = observation.at
        if at.earliest is not None and at.earliest == at.latest:
            return Point(at.earliest, SEEN, observation=observation)
        key = ("observation", observation.id)
        if key not in world.memo:
            name = f"observation {observation.id}"
            doubt = Doubt(key, Reason.IMPRECISE_TIME, name, observation.span)
            world.memo[key] = world.moment(doubt, at.earliest, at.latest)
        time = world.memo[key]
        assert isinstance(time, int | TimeTerm)
        return Point(time, SEEN, observation=observation)


def _marked(world: World, events: list[Point], deadline: Time | None, horizon: Time) -> list[Point]:
    """The events with the deadline in its place, if it is not past the horizon."""
    if deadline is None or not world.le(deadline, horizon):
        return events
    points = [*events]
    insert(world, points, _deadline(deadline))
    return points


@lru_cache(maxsize=4096)
def _deadline(at: Time) -> Point:
    return Point(at, MARK, mark="deadline")


def _variable(name: str) -> Meaning:
    return lambda world, env: env[name]


def not_covered(target: str, things: Iterable[object]) -> Doubt:
    """That the record is not complete for a target."""
    named = f"{target}({', '.join(str(thing) for thing in things)})"
    return Doubt(("not covered", target, named), Reason.NOT_COVERED, named)
