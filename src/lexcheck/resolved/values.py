"""Names that stand alone, literals, and fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from lexcheck.base.diagnostics import did_you_mean, nearest
from lexcheck.base.light import evolve
from lexcheck.base.territory import GROUPS, WORLDWIDE, is_territory
from lexcheck.facts.case import Money
from lexcheck.facts.schema import Kind, Type
from lexcheck.resolved.faults import Cause, declared, quoted, unknown, with_article
from lexcheck.resolved.scope import (
    BOOLEAN,
    MONEY,
    NUMBER,
    PERCENT,
    TERRITORY,
    TEXT,
    Scope,
    Want,
)
from lexcheck.resolved.terms import Constant, FieldOf, ParameterValue, Term, Variable
from lexcheck.syntax import model as syntax

Literal = (
    syntax.Text | syntax.Number | syntax.Percent | syntax.Money | syntax.Boolean | syntax.Worldwide
)


def literal(node: Literal) -> Term:
    span = node.span
    match node:
        case syntax.Text():
            return Constant(type=TEXT, span=span, value=node.value)
        case syntax.Number():
            return Constant(type=NUMBER, span=span, value=node.value)
        case syntax.Percent():
            return Constant(type=PERCENT, span=span, value=node.value)
        case syntax.Money():
            return Constant(type=MONEY, span=span, value=Money(node.value, node.currency))
        case syntax.Boolean():
            return Constant(type=BOOLEAN, span=span, value=node.value)
        case syntax.Worldwide():
            return Constant(type=TERRITORY, span=span, value=WORLDWIDE)
        case _:
            assert_never(node)


def is_constant_name(node: syntax.Expression, scope: Scope) -> bool:
    """Is this a name whose meaning the other side of a comparison may have to decide?"""
    return (
        isinstance(node, syntax.Name)
        and node.name not in scope.variables
        and node.name not in scope.names.parameters
    )


def name(node: syntax.Name, scope: Scope, want: Want) -> Term | None:
    """A variable, else a parameter, else a constant of an enum, else a territory."""
    word = node.name
    if word in scope.variables:
        of = scope.variables[word]
        return None if of is None else Variable(type=of, span=node.span, name=word)
    parameter = scope.names.parameters.get(word)
    if parameter is not None:
        if parameter.type is None:
            return None
        return ParameterValue(type=parameter.type, span=node.span, name=word)
    if want.type is not None and want.type.kind is Kind.TERRITORY and is_territory(word):
        return Constant(type=TERRITORY, span=node.span, value=word)
    enums = scope.names.constants.get(word)
    if enums is not None:
        return _constant(node, enums, scope, want)
    if is_territory(word):
        return Constant(type=TERRITORY, span=node.span, value=word)
    _unknown_name(node, scope, want)
    return None


def _constant(node: syntax.Name, enums: tuple[str, ...], scope: Scope, want: Want) -> Term | None:
    chosen = enums[0]
    if len(enums) > 1:
        if want.type is None or want.type.name not in enums:
            scope.faults.add(
                "LX217",
                f"`{node.name}` is a constant of several enums",
                node.span,
                hint="compare it with what has one of these types: "
                + ", ".join(f"`{enum}`" for enum in enums),
            )
            return None
        chosen = want.type.name
    return Constant(type=Type(Kind.ENUM, chosen), span=node.span, value=node.name)


def _unknown_name(node: syntax.Name, scope: Scope, want: Want) -> None:
    names, word = scope.names, node.name
    if word == "_":
        scope.faults.add(
            "LX225",
            "`_` stands only for an argument of the act that counts as something",
            node.span,
            hint="name the thing that is meant, or bind it with `some … has`",
        )
        return
    signature = names.signatures.get(word)
    if signature is not None:
        written = f"{word}({', '.join(each for each, _ in signature.parameters)})"
        of_a_moment = want.type is not None and want.type.kind is Kind.TIME
        if signature.sort == "action" and of_a_moment:
            written = f"first {written}.at"
        article = "an" if signature.sort == "action" else "a"
        scope.faults.add(
            "LX201",
            f"`{word}` is {article} {signature.sort}, and lacks its arguments",
            node.span,
            hint=f"write `{written}`",
        )
        return
    if word in names.norms:
        scope.faults.add(
            "LX201",
            f"`{word}` is a norm, and no value",
            node.span,
            hint="name the act that it asks for, as in `first act(x).at`; or say `on breach of"
            f" {word}`, and count from `breach`",
        )
        return
    if want.type is not None and want.type.kind is Kind.ENUM:
        known: Iterable[str] = names.schema.enum[want.type.name].constants
    elif want.type is not None and want.type.kind is Kind.TERRITORY:
        scope.faults.add(
            "LX201",
            f"no territory is called `{word}`",
            node.span,
            hint="use the two letters of ISO 3166, as `IN`; a group: "
            + ", ".join(f"`{group}`" for group in GROUPS)
            + "; or `worldwide`",
        )
        return
    else:
        known = names.constants
    hint = ""
    if want.type is not None and want.type.kind is Kind.RECORD:
        hint = f"bind it before: `for each {word}: {want.type.name}, …`"
    places = {name: scope.places.get(name) for name in scope.variables}
    listed = {**dict.fromkeys(known), **places, **names.parameters}
    unknown(scope.faults, "LX201", "", word, node.span, listed, hint)


def member(node: syntax.Member, scope: Scope) -> Term | None:
    """`o.received`; a field of what may be absent may be absent too."""
    of = scope.term(node.of)
    if of is None:
        return None
    field = node.field
    members = {} if of.type.is_list else scope.names.members.get(of.type.name, {})
    if field.text not in members:
        _unknown_field(of, field, list(members), scope)
        return None
    found = members[field.text]
    if found is None:
        return None
    if of.type.optional and not found.optional:
        found = evolve(found, optional=True)
    return FieldOf(type=found, span=node.span, of=of, field=field.text)


def _unknown_field(of: Term, field: syntax.Word, known: list[str], scope: Scope) -> None:
    causes: tuple[Cause, ...] = ()
    cause: Cause | None = None
    about: tuple[str, ...] = (f"field {of.type.name}.{field.text}",)
    if of.type.is_list:
        hint = "speak of its members: `some x in … has …`, `every x in … has …`"
        message = f"{quoted(of.span)} is {with_article(of.type)}, and has no fields"
    elif not known:
        hint = ""
        causes = tuple(filter(None, [scope.declared(of)]))
        about = ()
        message = f"{quoted(of.span)} is {with_article(of.type)}, and has no fields"
    elif of.type.kind is Kind.ACT and field.text == "territory":
        hint = f"declare it as `action {of.type.name}(…) in territory`"
        message = f"acts `{of.type.name}` have no territory"
    else:
        hint = did_you_mean(field.text, known)
        near = nearest(field.text, known)
        cause = declared(near, scope.field_of(of.type, near)) if near else None
        message = f"{quoted(of.span)} is {with_article(of.type)}, and has no field `{field.text}`"
    scope.faults.add(
        "LX203", message, field.span, hint=hint, cause=cause, causes=causes, about=about
    )
