"""Expressions and relations, written out."""

from __future__ import annotations

from typing import assert_never

from lexcheck.base.territory import GROUPS, WORLDWIDE
from lexcheck.base.time.instants import HOUR, MINUTE, SECOND
from lexcheck.bulk.model import (
    FALSE,
    TRUE,
    Acts,
    Call,
    Column,
    Expr,
    Joined,
    Judgements,
    Literal_,
    Members,
    Nested,
    Records,
    Relation,
)


def quoted(name: str) -> str:
    """A name, so that it can be any text."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def named(relation: Relation | Judgements) -> str:
    """The view of a relation."""
    match relation:
        case Records(type=type_):
            return quoted(f"records:{type_}")
        case Members(record=record, field=field):
            return quoted(f"members:{record}.{field}")
        case Acts(action=action):
            return quoted(f"acts:{action}")
        case Judgements(norm=norm):
            return quoted(f"judged:{norm}")
        case _:
            assert_never(relation)


def show(expr: Expr) -> str:
    """An expression, in brackets where it needs them."""
    match expr:
        case Column(relation=relation, name=name):
            return f"{relation}.{quoted(name)}"
        case Literal_(value=value):
            return _literal(value)
        case Call():
            return _call(expr)
        case Nested():
            return _nested(expr)
        case _:
            assert_never(expr)


def _literal(value: str | int | bool | None) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return text(value) if isinstance(value, str) else str(value)


def _call(expr: Call) -> str:
    args = [show(argument) for argument in expr.args]
    match expr.op:
        case "and" | "or":
            return "(" + f" {expr.op.upper()} ".join(args) + ")"
        case "not":
            return f"(NOT {args[0]})"
        case "is null":
            return f"({args[0]} IS NULL)"
        case "in":
            return f"({args[0]} IN ({', '.join(args[1:])}))"
        case "if":
            return f"(CASE WHEN {args[0]} THEN {args[1]} ELSE {args[2]} END)"
        case "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-":
            return f"({args[0]} {expr.op} {args[1]})"
        case "coalesce" | "least" | "greatest":
            return f"{expr.op}({', '.join(args)})"
        case "covers":
            return _covers(*args)
        case "due earliest":
            return f"lexcheck_due_earliest({', '.join(args)})"
        case "due latest":
            return f"lexcheck_due_latest({', '.join(args)})"
        case "opens":
            return f"lexcheck_opens({', '.join(args)})"
        case "said":
            return _said(args[0])
        case "text":
            return f"CAST({args[0]} AS {NUMBER})"
        case _:
            assert_never(expr.op)


#: How numbers are kept: exactly, with as many digits behind the point. More are refused.
DIGITS = 12
NUMBER = f"DECIMAL(38, {DIGITS})"


def _covers(held: str, asked: str) -> str:
    """Several territories in one cell, and groups whose members change, leave it in doubt."""
    code = asked.strip("'")
    groups = [
        text(name)
        for name, members in GROUPS.items()
        if code in members or (code in GROUPS and name != code)
    ]
    unsure = f"contains({held}, ' ')"
    if groups:
        unsure = f"({unsure} OR {held} IN ({', '.join(groups)}))"
    surely = f"{held} IN ({asked}, {text(WORLDWIDE)})"
    return f"(CASE WHEN {surely} THEN TRUE WHEN {unsure} THEN NULL ELSE {held} = {asked} END)"


def _said(micros: str) -> str:
    """A length of an elapsed column in words, as `cases` has it."""
    whole = [
        f"WHEN {micros} % {size} = 0 THEN ({micros} // {size}) || ' {unit}s'"
        for unit, size in (("hour", HOUR), ("minute", MINUTE))
    ]
    parts = f"{micros} // {SECOND}, {micros} % {SECOND}"
    return f"(CASE {' '.join(whole)} ELSE printf('%d.%06d seconds', {parts}) END)"


def _nested(expr: Nested) -> str:
    rows = f"FROM {joins(expr.joined)} WHERE {show(expr.where)}"
    match expr.asked:
        case "exists":
            maybe = f"FROM {joins(expr.joined)} WHERE ({show(expr.where)}) IS NULL"
            return (
                f"(CASE WHEN EXISTS (SELECT 1 {rows}) THEN TRUE"
                f" WHEN EXISTS (SELECT 1 {maybe}) THEN NULL ELSE FALSE END)"
            )
        case "count" | "sum":
            assert expr.asked == "count" or expr.value is not None
            every = f"FROM {joins(expr.joined)}"
            where = show(expr.where)
            added = "count(*)" if expr.value is None else f"coalesce(sum({show(expr.value)}), 0)"
            if expr.value is not None:
                added = added.replace("), 0)", f") FILTER ({where}), 0)")
            else:
                added = f"count(*) FILTER ({where})"
            return f"(SELECT CASE WHEN count(*) FILTER (({where}) IS NULL) = 0 THEN {added} END {every})"
        case "first":
            assert expr.value is not None
            order = ", ".join(show(each) for each in expr.by)
            return f"(SELECT {show(expr.value)} {rows} ORDER BY {order} LIMIT 1)"
        case _:
            assert_never(expr.asked)


def joins(joined: tuple[Joined, ...]) -> str:
    """What stands after FROM."""
    first, *others = joined
    parts = [f"{named(first.relation)} AS {first.alias}"]
    if first.on != TRUE:  # a first relation has nothing to be joined on but itself
        parts = [f"(FROM {named(first.relation)} AS {first.alias} WHERE {show(first.on)})"]
    for each in others:
        relation = f"{named(each.relation)} AS {each.alias}"
        if each.optional:
            parts.append(f"LEFT JOIN {relation} ON {show(each.on)}")
        elif each.on == TRUE:
            parts.append(f"CROSS JOIN {relation}")
        else:
            parts.append(f"JOIN {relation} ON {show(each.on)}")
    return "\n  ".join(parts)


def is_false(expr: Expr) -> bool:
    return expr == FALSE
