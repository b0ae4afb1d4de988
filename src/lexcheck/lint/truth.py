"""Conditions that hold always, or never, whatever the facts are.

A condition is made of atoms: comparisons of one thing with constants, and all else that is true or
false. Every way is tried in which the things compared may be one of the constants of their enum (or
absent, or something else), and the other atoms true or false. What depends on more ways than are
tried here is taken to be open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from math import prod
from typing import cast

from lexcheck.base.light import evolve, light
from lexcheck.facts.schema import Kind, Schema
from lexcheck.resolved import terms as t

#: More ways than these are not tried.
MOST_WAYS = 4_096

#: A value that is none of those that a condition names, and the lack of one.
_OTHER, _ABSENT = object(), object()

#: Does a condition hold, the things that it turns on having these values?
_Meaning = Callable[[tuple[object, ...]], bool]


@light
class Written:
    """A part that is not looked into, and what the parameters in it stand for."""

    term: t.Term
    given: tuple[tuple[str, t.Term], ...]


def constant(term: t.Term, schema: Schema) -> bool | None:
    """True if a condition always holds, False if it never does, None if that is open."""
    term = inlined(term, {})
    things = _Things()
    holds = _meaning(term, things)
    values = [_domain(of, things.named[place], schema) for of, place in things.places.items()]
    if prod(map(len, values)) > MOST_WAYS:
        return None
    ways = product(*values)
    first = holds(next(ways))
    return first if all(holds(way) == first for way in ways) else None


def inlined(term: t.Term, given: Mapping[str, t.Term]) -> t.Term:
    """A condition with its defines written out."""
    match term:
        case t.Variable(name=name):
            return given.get(name, term)
        case t.FieldOf(of=of):
            return evolve(term, of=inlined(of, given))
        case t.Apply(moment=None, at=None):
            arguments = [inlined(each, given) for each in term.arguments]
            return inlined(term.body, dict(zip(term.parameters, arguments, strict=True)))
        case t.Not(of=of) | t.Present(of=of):
            return evolve(term, of=inlined(of, given))
        case t.All(operands=operands) | t.Any(operands=operands):
            return evolve(term, operands=tuple(inlined(each, given) for each in operands))
        case t.Compared(left=left, right=right):
            return evolve(term, left=inlined(left, given), right=inlined(right, given))
        case t.OneOfTerms(member=member):
            return evolve(term, member=inlined(member, given))
        case _:
            # What is left as it is may speak of a parameter: of two calls it is then two things.
            return cast(t.Term, Written(term, tuple(given.items()))) if given else term


def _domain(of: object, named: set[object], schema: Schema) -> tuple[object, ...]:
    if not isinstance(of, t.Node):
        return (True, False)
    absent = (_ABSENT,) if of.type.optional else ()
    if of.type.kind is Kind.ENUM and not of.type.is_list and of.type.name in schema.enum:
        return (*schema.enum[of.type.name].constants, *absent)
    if of.type.kind is Kind.BOOLEAN and not of.type.is_list:
        return (True, False, *absent)
    return (*sorted(named, key=repr), _OTHER, *absent)


def _constants(among: tuple[t.Term, ...]) -> list[object] | None:
    """The values of a set; None if one of them is no constant."""
    values: list[object] = [each.value for each in among if isinstance(each, t.Constant)]
    return values if len(values) == len(among) else None


class _Things:
    """What a condition turns on: the place of each thing in a way, and what it is compared with."""

    def __init__(self) -> None:
        self.places: dict[object, int] = {}
        self.named: list[set[object]] = []

    def at(self, of: object, *constants: object) -> int:
        place = self.places.setdefault(of, len(self.named))
        if place == len(self.named):
            self.named.append(set())
        self.named[place].update(constants)
        return place


def _meaning(term: t.Term, things: _Things) -> _Meaning:
    """Whether a condition holds in a way. A term is looked up here, at the cost of a walk, once."""
    match term:
        case t.Not(of=of):
            negated = _meaning(of, things)
            return lambda way: not negated(way)
        case t.All(operands=operands):
            every = [_meaning(each, things) for each in operands]
            return lambda way: all(holds(way) for holds in every)
        case t.Any(operands=operands):
            some = [_meaning(each, things) for each in operands]
            return lambda way: any(holds(way) for holds in some)
        case t.Constant(value=value):
            return lambda way: value is True
        case t.Compared(operator="=", left=left, right=t.Constant(value=value)):
            at = things.at(left, value)
            return lambda way: way[at] == value
        case t.Compared(operator="!=", left=left, right=t.Constant(value=value)):
            at = things.at(left, value)
            return lambda way: way[at] is not _ABSENT and way[at] != value
        case t.OneOfTerms(member=member, among=among) if _constants(among) is not None:
            allowed = _constants(among) or []
            at = things.at(member, *allowed)
            return lambda way: way[at] in allowed
        case t.Present(of=of):
            at = things.at(of)
            return lambda way: way[at] is not _ABSENT
        case _:
            at = things.at(term)
            return lambda way: way[at] is True
