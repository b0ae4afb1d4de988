"""Conditions that hold always, or never, whatever the facts are.

A condition is made of atoms: comparisons of one thing with constants, and all else that is true or
false. Every way is tried in which the things compared may be one of the constants of their enum (or
absent, or something else), and the other atoms true or false. What depends on more ways than are
tried here is taken to be open.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod
from typing import cast

import attrs

from lexcheck.base.light import light
from lexcheck.facts.schema import Kind, Schema
from lexcheck.resolved import terms as t

#: More ways than these are not tried.
MOST_WAYS = 4_096

#: A value that is none of those that a condition names, and the lack of one.
_OTHER, _ABSENT = object(), object()


@light
class Written:
    """A part that is not looked into, and what the parameters in it stand for."""

    term: t.Term
    given: tuple[tuple[str, t.Term], ...]


def constant(term: t.Term, schema: Schema) -> bool | None:
    """True if a condition always holds, False if it never does, None if that is open."""
    term = inlined(term, {})
    values = _values(term, schema)
    number = prod(len(each) for each in values.values())
    if number > MOST_WAYS:
        return None
    ways = product(*values.values())
    found = {_holds(term, dict(zip(values, way, strict=True))) for way in ways}
    return found.pop() if len(found) == 1 else None


def inlined(term: t.Term, given: Mapping[str, t.Term]) -> t.Term:
    """A condition with its defines written out."""
    match term:
        case t.Variable(name=name):
            return given.get(name, term)
        case t.FieldOf(of=of):
            return attrs.evolve(term, of=inlined(of, given))
        case t.Apply(moment=None, at=None):
            arguments = [inlined(each, given) for each in term.arguments]
            return inlined(term.body, dict(zip(term.parameters, arguments, strict=True)))
        case t.Not(of=of) | t.Present(of=of):
            return attrs.evolve(term, of=inlined(of, given))
        case t.All(operands=operands) | t.Any(operands=operands):
            return attrs.evolve(term, operands=tuple(inlined(each, given) for each in operands))
        case t.Compared(left=left, right=right):
            return attrs.evolve(term, left=inlined(left, given), right=inlined(right, given))
        case t.OneOfTerms(member=member):
            return attrs.evolve(term, member=inlined(member, given))
        case _:
            # What is left as it is may speak of a parameter: of two calls it is then two things.
            return cast(t.Term, Written(term, tuple(given.items()))) if given else term


def _values(term: t.Term, schema: Schema) -> dict[object, tuple[object, ...]]:
    """The things that a condition turns on, each with the values that it may have."""
    named: dict[object, set[object]] = {}
    for atom in _atoms(term):
        match atom:
            case t.Compared(operator="=" | "!=", left=left, right=t.Constant(value=value)):
                named.setdefault(left, set()).add(value)
            case t.OneOfTerms(member=member, among=among) if _constants(among) is not None:
                named.setdefault(member, set()).update(_constants(among) or ())
            case t.Present(of=of):
                named.setdefault(of, set())
            case t.Constant():
                pass
            case _:
                named.setdefault(atom, set())
    return {of: _domain(of, constants, schema) for of, constants in named.items()}


def _domain(of: object, named: set[object], schema: Schema) -> tuple[object, ...]:
    if not isinstance(of, t.Node):
        return (True, False)
    absent = (_ABSENT,) if of.type.optional else ()
    if of.type.kind is Kind.ENUM and not of.type.is_list and of.type.name in schema.enum:
        return (*schema.enum[of.type.name].constants, *absent)
    if of.type.kind is Kind.BOOLEAN and not of.type.is_list:
        return (True, False, *absent)
    return (*sorted(named, key=repr), _OTHER, *absent)


def _atoms(term: t.Term) -> list[t.Term]:
    match term:
        case t.Not(of=of):
            return _atoms(of)
        case t.All(operands=operands) | t.Any(operands=operands):
            return [atom for each in operands for atom in _atoms(each)]
        case _:
            return [term]


def _constants(among: tuple[t.Term, ...]) -> list[object] | None:
    """The values of a set; None if one of them is no constant."""
    values: list[object] = [each.value for each in among if isinstance(each, t.Constant)]
    return values if len(values) == len(among) else None


def _holds(term: t.Term, way: Mapping[object, object]) -> bool:
    match term:
        case t.Not(of=of):
            return not _holds(of, way)
        case t.All(operands=operands):
            return all(_holds(each, way) for each in operands)
        case t.Any(operands=operands):
            return any(_holds(each, way) for each in operands)
        case t.Constant(value=value):
            return value is True
        case t.Compared(operator="=", left=left, right=t.Constant(value=value)):
            return way[left] == value
        case t.Compared(operator="!=", left=left, right=t.Constant(value=value)):
            return way[left] is not _ABSENT and way[left] != value
        case t.OneOfTerms(member=member, among=among) if _constants(among) is not None:
            return way[member] in (_constants(among) or ())
        case t.Present(of=of):
            return way[of] is not _ABSENT
        case _:
            return way[term] is True
