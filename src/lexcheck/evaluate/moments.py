"""The moments at which a condition can change, for exceptions that are asked throughout a stretch.

A condition over a moment `t` changes only where `t` passes a moment that it mentions, a dated act
that it looks at, an edge of the record, or one of these plus a length that it mentions. Asking it
there, an instant before and an instant after, is asking it at every moment of the stretch. Asking
it at other moments of the stretch as well does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeGuard

from lexcheck.base.light import field, fields_of, is_model, light
from lexcheck.base.time.counting import CIVIL, Counting
from lexcheck.base.time.durations import Duration
from lexcheck.evaluate.coverage import open_windows
from lexcheck.evaluate.evidence import Evidence
from lexcheck.evaluate.periods import period_end
from lexcheck.evaluate.values import ABSENT, ALWAYS, LengthTerm, Time, TimeTerm
from lexcheck.evaluate.world import World
from lexcheck.facts.schema import Kind
from lexcheck.resolved import terms as t

if TYPE_CHECKING:
    from lexcheck.evaluate.bearing import Key
    from lexcheck.evaluate.terms import Env, Terms


@light(eq=False)
class Mentioned:
    """What a condition looks at."""

    actions: set[str] = field(factory=set)
    states: set[str] = field(factory=set)
    times: list[t.Term] = field(factory=list)
    lengths: list[t.Term] = field(factory=list)
    rules: dict[Counting, None] = field(factory=lambda: {CIVIL: None})


def mentioned(terms: Terms, condition: t.Term | None) -> Mentioned:
    """What a condition looks at, through defines and counts-as."""
    found = Mentioned()
    _collect(condition, found)
    waiting = list(found.states)
    while waiting:
        state = waiting.pop()
        for statement in terms.ruleset.counts_as:
            if statement.target == state:
                found.actions.add(statement.action)
                if statement.when is not None:
                    inner = Mentioned()
                    _collect(statement.when, inner)
                    waiting += inner.states - found.states
                    found.states.update(inner.states)
                    found.actions.update(inner.actions)
    return found


def _collect(part: object, found: Mentioned) -> None:
    """Walk a term with all its parts."""
    if isinstance(part, tuple):
        for item in part:
            _collect(item, found)
        return
    kind = type(part)
    if not is_model(kind):
        return
    if isinstance(part, t.Occurrence):
        found.actions.add(part.action)
    if isinstance(part, t.StateHolds):
        found.states.add(part.state)
    if isinstance(part, t.PeriodOf | t.Standard | t.Plus | t.Bound):
        found.rules.update(dict.fromkeys(part.counting))
    if isinstance(part, t.FieldOf | t.Constant | t.ParameterValue | t.OrElse):
        if part.type.kind is Kind.TIME:
            found.times.append(part)
        elif part.type.kind is Kind.DURATION:
            found.lengths.append(part)
    for each in fields_of(kind):
        if each.name not in ("span", "type", "value", "counting"):
            _collect(getattr(part, each.name), found)


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


def moments(
    terms: Terms, condition: t.Term | None, world: World, env: Env, start: Time, end: Time
) -> list[Time]:
    """The moments of `[start, end]` at which to ask a condition."""
    found: dict[Time, None] = {start: None}
    for edge in edges_of(terms, condition, world, env):
        for moment in (_plus(edge, -1), edge, _plus(edge, 1)):
            if moment not in found and world.lt(start, moment) and world.lt(moment, end):
                found[moment] = None
    found[end] = None
    return list(found)


def edges_of(terms: Terms, condition: t.Term | None, world: World, env: Env) -> list[Time]:
    """The moments at which, or just after which, a condition can change."""
    if _is_of_one_state(condition) and terms.evidence.is_complete:
        # Only the acts that bear on that state matter: all others are left alone.
        key = _key(terms, condition, world, env)
        return [point.time for point in terms.timelines.events(world, key, terms.evidence.as_of)]
    looked_at = mentioned(terms, condition)
    edges = list(_edges(terms, looked_at, world, env))
    lengths = [
        value
        for term in looked_at.lengths
        for value in _values(terms, term, world, env)
        if isinstance(value, Duration | LengthTerm)
    ]
    for _ in range(min(len(lengths), 2)):
        edges += [
            period_end(world, terms.zone, edge, length, False, "a length", (rule,))
            for edge in list(edges)
            for length in lengths
            for rule in looked_at.rules
        ]
    return edges


def _is_of_one_state(condition: t.Term | None) -> TypeGuard[t.StateHolds]:
    """Does a condition ask for one state, of the same things at whatever moment?"""
    return (
        isinstance(condition, t.StateHolds)
        and condition.at is None
        and all(isinstance(argument, t.Variable) for argument in condition.arguments)
    )


def _key(terms: Terms, condition: t.StateHolds, world: World, env: Env) -> Key:
    things = (terms.of(argument)(world, env) for argument in condition.arguments)
    return (condition.state, tuple(world.settled(thing) for thing in things))


def is_open(terms: Terms, condition: t.Term, world: World, env: Env, since: int | None) -> bool:
    """May acts that a condition looks at be missing from the record, since a moment?"""
    if _is_of_one_state(condition):
        windows = [
            window
            for _, found in terms.timelines.unrecorded(_key(terms, condition, world, env))
            for window in found
        ]
    else:
        windows = [
            window
            for action in mentioned(terms, condition).actions
            for window in _open(terms.evidence, action)
        ]
    return any(since is None or since <= end for _, end in windows)


def _edges(terms: Terms, looked_at: Mentioned, world: World, env: Env) -> Iterator[Time]:
    evidence = terms.evidence
    for action in sorted(looked_at.actions):
        for act in evidence.done(action):
            at = world.read(act.at)
            assert isinstance(at, int | TimeTerm)
            yield at
        for start, stop in _open(evidence, action):
            if start > ALWAYS:
                yield start
            yield stop
    for term in looked_at.times:
        for value in _values(terms, term, world, env):
            if isinstance(value, int | TimeTerm) and not isinstance(value, bool):
                yield value


def _open(evidence: Evidence, action: str) -> set[tuple[int, int]]:
    """Every stretch in which acts of an action on something may be missing."""
    things = {c.things for c in evidence.coverage if c.things is not None}
    asked: list[tuple[object, ...]] = [("",), *((thing,) for some in things for thing in some)]
    return {w for about in asked for w in open_windows(evidence, action, about, None)}


def _values(terms: Terms, term: t.Term, world: World, env: Env) -> Iterator[object]:
    """The values of a term; of a field of something that a quantifier binds, those of them all."""
    try:
        yield terms.of(term)(world, env)
        return
    except KeyError:  # a variable that is bound further in
        pass
    if isinstance(term, t.FieldOf) and term.of.type.kind is Kind.RECORD:
        for record in terms.evidence.of_type.get(term.of.type.name, ()):
            value = world.read(record.fields[term.field])
            if value is not ABSENT:
                yield value


def _plus(time: Time, by: int) -> Time:
    return time + by if isinstance(time, int) else TimeTerm(time.variable, time.offset + by)
