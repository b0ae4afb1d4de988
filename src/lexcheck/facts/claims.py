"""A field of a record or act: its value or values, who says so, and the doubt about it."""

from __future__ import annotations

from decimal import Decimal

from lexcheck.base.diagnostics import Label
from lexcheck.base.text import Span
from lexcheck.base.time.instants import Interval
from lexcheck.facts.case import (
    NOWHERE,
    Claim,
    Fact,
    Member,
    OneOf,
    Provenance,
    Range,
    Special,
    Value,
)
from lexcheck.facts.moments import read_between
from lexcheck.facts.schema import Field, Kind, Type
from lexcheck.facts.scope import PROVENANCE_KEYS, Scope
from lexcheck.facts.tree import Mapping, Node, Scalar, Sequence, entry_span, span
from lexcheck.facts.values import (
    absent,
    read_one_of,
    read_plain,
    read_scalar,
    read_territory,
)

#: A value as a mapping gives it under one of these; `after` and `before` go together.
FORMS = ("value", "one of", "unknown", "after", "before")
CLAIM_KEYS = (*FORMS, *PROVENANCE_KEYS)

_Bound = int | Decimal


def read_fact(scope: Scope, field: Field, node: Node) -> Fact | None:
    """The field with its claims; None where none of them can be read."""
    type_ = field.type
    if node.__class__ is Scalar and not type_.is_list:  # by far the most common
        value = read_plain(scope, type_, node)
        if value is None:
            return None
        key = node.key
        place = Span(scope.source, (key or node.at)[0], node.at[1])
        return Fact(field.name, (Claim(value, place),), place)
    claims = _claims(scope, type_, node)
    if not claims:
        return None
    _contradictions(scope, claims)
    return Fact(name=field.name, claims=claims, span=entry_span(node, scope.source))


def _claims(scope: Scope, type_: Type, node: Node) -> tuple[Claim, ...]:
    if isinstance(node, Sequence) and _are_rivals(type_, node):
        made = []
        for item in node.items:
            if not isinstance(item, Mapping):
                hint = "a list of rival claims says of each who makes it"
                scope.expected(item, "a mapping with `value` and who asserts it", hint)
            elif (rival := _claim(scope, type_, item)) is not None:
                made.append(rival)
        return tuple(made)
    if isinstance(node, Mapping):
        claim = _claim(scope, type_, node)
    else:
        value = _value(scope, type_, node)
        claim = None
        if value is not None:
            claim = Claim(value=value, span=entry_span(node, scope.source))
    return () if claim is None else (claim,)


def _are_rivals(type_: Type, node: Sequence) -> bool:
    """Is this list one of claims, or one value that is a list?"""
    if type_.is_list:
        return bool(node.items) and all(
            isinstance(item, Mapping) and isinstance(item.entries.get("value"), Sequence)
            for item in node.items
        )
    return any(isinstance(item, Mapping) for item in node.items)


def _claim(scope: Scope, type_: Type, node: Mapping) -> Claim | None:
    """A value with its provenance: `{value: …, sources: […], asserts: […]}`."""
    scope.unknown_keys(node, CLAIM_KEYS, "a value")
    provenance = scope.provenance(node)
    value = _form(scope, type_, node)
    if value is None:
        return None
    return Claim(value=value, provenance=provenance, span=entry_span(node, scope.source))


def _form(scope: Scope, type_: Type, node: Mapping) -> Value | None:
    """The value of a mapping, in whichever form it is given: exactly one."""
    entries = node.entries
    given = [key for key in FORMS if key in entries]
    if given in (["after"], ["before"], ["after", "before"]):
        if type_.kind is Kind.TIME and not type_.is_list:
            return read_between(scope, node)
        message = f"`{given[0]}` makes a moment, but {_wanted(type_)} is asked for"
        scope.complain("LX433", node, message)
        return None
    if len(given) != 1:
        known = "`value`, `one of`, `unknown: true`, or `after` and `before`"
        problem = "gives its value twice" if given else "has no value"
        scope.complain("LX420", node, f"this mapping {problem}", f"write one of {known}")
        if not given:
            scope.lacks(node, *FORMS)
        return None
    inner = entries[given[0]]
    if given[0] == "value":
        return _value(scope, type_, inner)
    if given[0] == "unknown":
        if isinstance(inner, Scalar) and inner.text == "true":
            return Special.UNKNOWN
        scope.expected(inner, "`true`", "a known value stands under `value`")
        return None
    return _one_of(scope, type_, inner)


def _one_of(scope: Scope, type_: Type, node: Node) -> Value | None:
    if type_.is_list:
        scope.complain("LX441", node, "`one of` cannot stand for a list", "write `unknown`")
        return None
    parts = scope.texts(node, _wanted(type_))
    return read_one_of(scope, type_, Scalar("", False, node.at), list(parts)) if parts else None


_WANTED = {
    Kind.TEXT: "a text",
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "`true` or `false`",
    Kind.MONEY: "an amount of money",
    Kind.PERCENT: "a percentage",
    Kind.DURATION: "a length of time",
    Kind.TIME: "a moment",
    Kind.DATE: "a day",
    Kind.TERRITORY: "a territory",
}


def _wanted(type_: Type) -> str:
    if type_.is_list:
        return f"a list of {type_.name}"
    if type_.kind is Kind.ENUM:
        return f"a constant of {type_.name}"
    return _WANTED.get(type_.kind, f"the id of a record of type {type_.name}")


def _value(scope: Scope, type_: Type, node: Node) -> Value | None:
    """A value without provenance: a text, or the list that the type asks for."""
    if isinstance(node, Sequence):
        if type_.is_list:
            return tuple(_members(scope, type_, node))
        if type_.kind is Kind.TERRITORY and node.items:
            codes = [read_territory(scope, item) for item in scope.texts(node, "a territory")]
            return tuple(code for code in codes if code is not None) or None
    if isinstance(node, Scalar):
        if not type_.is_list:
            return read_plain(scope, type_, node)
        if node.text == "unknown":
            return Special.UNKNOWN
        if node.text == "none":
            return absent(scope, type_, node)
    if isinstance(node, Mapping) and type_.kind is Kind.TIME and not type_.is_list:
        scope.unknown_keys(node, ("after", "before"), "a moment")
        return read_between(scope, node)
    hint = ""
    if isinstance(node, Sequence):
        hint = "for several candidates write `one of [a, b]`"
    scope.expected(node, _wanted(type_), hint)
    return None


def _members(scope: Scope, type_: Type, node: Sequence) -> list[Member]:
    made = []
    for item in node.items:
        provenance: Provenance = NOWHERE
        inner = item
        if isinstance(item, Mapping):
            scope.unknown_keys(item, ("value", *PROVENANCE_KEYS), "a member of a list")
            provenance = scope.provenance(item)
            if "value" not in item.entries:
                scope.missing(item, "value", "this member of the list")
                continue
            inner = item.entries["value"]
        if not isinstance(inner, Scalar):
            scope.expected(inner, f"one {type_.name}")
        elif (value := read_scalar(scope, type_, inner)) is not None:
            text = value if isinstance(value, str) else inner.text
            made.append(Member(value=text, provenance=provenance, span=span(item, scope.source)))
    return made


# ── Contradictions ─────────────────────────────────────────────────────────────────────────────


def _contradictions(scope: Scope, claims: tuple[Claim, ...]) -> None:
    """Two claims from one mouth that cannot both hold. Rivals of different provenance may."""
    for index, later in enumerate(claims):
        for earlier in claims[:index]:
            if _same_voice(earlier, later) and _exclude(earlier.value, later.value):
                scope.complain(
                    "LX442",
                    later.span,
                    "two claims of the same provenance contradict each other",
                    "say who asserts which, or write `one of […]`",
                    (Label(span=earlier.span, message="the other one"),),
                )
                return


def _same_voice(one: Claim, other: Claim) -> bool:
    a, b = one.provenance, other.provenance
    return all(
        set(mine) == set(yours)
        for mine, yours in (
            (a.sources, b.sources),
            (a.asserts, b.asserts),
            (a.denies, b.denies),
        )
    )


def _exclude(one: Value, other: Value) -> bool:
    """Can no world satisfy both? A list of members says nothing of what it leaves out."""
    if one is Special.UNKNOWN or other is Special.UNKNOWN:
        return False
    return not any(_agree(a, b) for a in _options(one) for b in _options(other))


def _options(value: Value) -> tuple[Value, ...]:
    return value.options if isinstance(value, OneOf) else (value,)


def _agree(one: Value, other: Value) -> bool:
    if isinstance(one, Interval) and isinstance(other, Interval):
        return _overlap(one.earliest, one.latest, other.earliest, other.latest)
    if isinstance(one, Range | Decimal) and isinstance(other, Range | Decimal):
        a, b = (x if isinstance(x, Range) else Range(x, x) for x in (one, other))
        return _overlap(a.least, a.most, b.least, b.most)
    return one == other


def _overlap(
    low: _Bound | None, high: _Bound | None, low2: _Bound | None, high2: _Bound | None
) -> bool:
    return (high is None or low2 is None or low2 <= high) and (
        high2 is None or low is None or low <= high2
    )
