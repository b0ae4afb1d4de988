"""The moments at which a condition can change, for exceptions that are asked throughout a stretch.

A condition over a moment `t` changes only where `t` passes a moment that it mentions, a dated act
that it looks at, an edge of the record, or one of these plus a length that it mentions. Asking it
there, an instant before and an instant after, is asking it at every moment of the stretch. Asking
it at other moments of the stretch as well does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lexcheck.base.light import field, fields_of, is_model, light
from lexcheck.base.time.periods import Duration
from lexcheck.evaluate.coverage import open_windows
from lexcheck.evaluate.evidence import Evidence
from lexcheck.evaluate.periods import period_end
from lexcheck.evaluate.values import ABSENT, ALWAYS, LengthTerm, Time, TimeTerm
from lexcheck.evaluate.world import World
from lexcheck.facts.schema import Kind
from lexcheck.norms.model import NormException
from lexcheck.resolved import terms as t

if TYPE_CHECKING:
    from lexcheck.evaluate.terms import Env, Terms


@light(eq=False)
class Mentioned:
    """What a condition looks at."""

    actions: set[str] = field(factory=set)
    states: set[str] = field(factory=set)
    times: list[t.Term] = field(factory=list)
    lengths: list[t.Term] = field(factory=list)


def mentioned(terms: Terms, exception: NormException) -> Mentioned:
    """What the condition of an exception looks at, through defines and counts-as."""
    found = Mentioned()
    if exception.condition is not None:
        _collect(exception.condition, found)
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
    if isinstance(part, t.FieldOf | t.Constant | t.ParameterValue | t.OrElse):
        if part.type.kind is Kind.TIME:
            found.times.append(part)
        elif part.type.kind is Kind.DURATION:
            found.lengths.append(part)
    for each in fields_of(kind):
        if each.name not in ("span", "type", "value"):
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
        if each.name not in ("span", "type", "value", "binder"):
            _free(getattr(part, each.name), bound, found)


def moments(
    terms: Terms, exception: NormException, world: World, env: Env, start: Time, end: Time
) -> list[Time]:
    """The moments of `[start, end]` at which to ask a condition."""
    looked_at = mentioned(terms, exception)
    edges = list(_edges(terms, looked_at, world, env))
    lengths = [
        value
        for term in looked_at.lengths
        for value in _values(terms, term, world, env)
        if isinstance(value, Duration | LengthTerm)
    ]
    for _ in range(min(len(lengths), 2)):
        edges += [
            period_end(world, terms.zone, edge, length, False, "a length")
            for edge in list(edges)
            for length in lengths
        ]
    found: dict[Time, None] = {start: None}
    for edge in edges:
        for moment in (_plus(edge, -1), edge, _plus(edge, 1)):
            if moment not in found and world.lt(start, moment) and world.lt(moment, end):
                found[moment] = None
    found[end] = None
    return list(found)


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
