"""Defines: their bodies resolved, each after those that it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lexcheck.base.light import fields_of
from lexcheck.resolved.faults import Faults
from lexcheck.resolved.model import Define
from lexcheck.resolved.order import cycles, in_order
from lexcheck.resolved.scope import TIME, Scope
from lexcheck.syntax import model as syntax

#: How deep a define may be nested, the defines that it calls included: what reads terms recurs.
DEEPEST = 100


def resolve_defines(
    statements: Iterable[syntax.Statement], defines: dict[str, Define], scope: Scope
) -> None:
    """Fill `defines`, of which `scope` sees what is there so far. Defines at fault stay out."""
    bodies: dict[str, syntax.Define] = {}
    for statement in statements:
        if isinstance(statement, syntax.Define):
            bodies.setdefault(statement.name.text, statement)
    needs = {
        name: [called for called in _called(statement.body) if called in bodies]
        for name, statement in bodies.items()
    }
    _refuse_cycles(needs, bodies, scope.faults)
    depths: dict[str, int] = {}
    for name in in_order(needs):
        depths[name] = _depth(bodies[name].body, depths)
        if depths[name] > DEEPEST:
            _too_deep(bodies[name], depths, needs[name], scope.faults)
        else:
            _define(bodies[name], defines, scope)


def _define(statement: syntax.Define, defines: dict[str, Define], scope: Scope) -> None:
    name = statement.name.text
    inner = scope
    signature = scope.names.signatures.get(name)
    if signature is None or signature.span != statement.name.span:
        return
    for field, (_, of) in zip(statement.parameters, signature.parameters, strict=True):
        inner = inner.bind(field.name, of)
    if statement.moment is not None:
        inner = inner.bind(statement.moment, TIME)
    body = inner.term(statement.body)
    if body is not None:
        moment = None if statement.moment is None else statement.moment.text
        defines[name] = Define(name=name, moment=moment, body=body)


def _refuse_cycles(
    needs: dict[str, list[str]], bodies: dict[str, syntax.Define], faults: Faults
) -> None:
    for cycle in cycles(needs):
        faults.add(
            "LX214",
            "these defines need each other: " + " -> ".join(f"`{name}`" for name in cycle),
            bodies[cycle[0]].name.span,
            hint="a define is a short word for what it says, and cannot speak of itself",
            cause=(bodies[cycle[-2]].name.span, "the way back starts here"),
        )


def _called(node: syntax.Expression) -> Iterator[str]:
    """The names of all that an expression calls."""
    return (each.name.text for each, _ in _walk(node) if isinstance(each, syntax.Call))


def _depth(node: syntax.Expression, depths: dict[str, int]) -> int:
    """How deep an expression is nested, what it calls included; `depths` are those of defines."""
    deepest = 0
    for each, depth in _walk(node):
        below = depths.get(each.name.text, 0) if isinstance(each, syntax.Call) else 0
        deepest = max(deepest, depth + below)
    return deepest


def _walk(node: syntax.Expression) -> Iterator[tuple[syntax.Node, int]]:
    """All nodes of an expression, each with its depth, in no order."""
    rest: list[tuple[object, int]] = [(node, 1)]
    while rest:
        each, depth = rest.pop()
        if isinstance(each, tuple):
            rest.extend((part, depth) for part in each)
        elif isinstance(each, syntax.Node) and not isinstance(each, syntax.Word):
            yield each, depth
            fields = fields_of(type(each))
            rest.extend((getattr(each, field.name), depth + 1) for field in fields)


def _too_deep(
    statement: syntax.Define, depths: dict[str, int], called: list[str], faults: Faults
) -> None:
    # What is deep because of a define that was refused already needs no fault of its own.
    if any(depths.get(name, 0) > DEEPEST for name in called):
        return
    faults.add(
        "LX233",
        f"`{statement.name.text}` is nested more than {DEEPEST} deep, with the defines it calls",
        statement.name.span,
        hint="say it in fewer steps, or let a record supply a part of it",
    )
