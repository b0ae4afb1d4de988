"""Expressions and relations, written out."""

from __future__ import annotations

from collections.abc import Iterator
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
from lexcheck.bulk.values import asks


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
    """The rows that are surely about the same things are found first, by a join, not one by one."""
    same, rest = _told_apart(expr.where)
    rows = f"FROM {joins(expr.joined)} WHERE {same} AND {rest}"
    match expr.asked:
        case "exists" if asks(expr.where):  # each question once, however deep they lie
            every = f"SELECT {rest} AS w FROM {joins(expr.joined)} WHERE {same}"
            return (
                "(SELECT CASE WHEN bool_or(w) THEN TRUE WHEN bool_or(w IS NULL) THEN NULL"
                f" ELSE FALSE END FROM ({every}))"
            )
        case "exists":
            maybe = f"FROM {joins(expr.joined)} WHERE {same} AND {rest} IS NOT FALSE"
            return (
                f"(CASE WHEN EXISTS (SELECT 1 {rows}) THEN TRUE"
                f" WHEN EXISTS (SELECT 1 {maybe}) THEN NULL ELSE FALSE END)"
            )
        case "count" | "sum":
            assert expr.asked == "count" or expr.value is not None
            added = f"count(*) FILTER ({rest})"
            if expr.value is not None:
                added = f"coalesce(sum({show(expr.value)}) FILTER ({rest}), 0)"
            return (
                f"(SELECT CASE WHEN count(*) FILTER ({rest} IS NULL) = 0 THEN {added} END"
                f" FROM {joins(expr.joined)} WHERE {same})"
            )
        case "first":
            assert expr.value is not None
            order = ", ".join(show(each) for each in expr.by)
            return f"(SELECT {show(expr.value)} {rows} ORDER BY {order} LIMIT 1)"
        case _:
            assert_never(expr.asked)


def _told_apart(where: Expr) -> tuple[str, str]:
    """What of a condition says that two ids are the same, which is never in doubt; and the rest."""
    parts = list(_parts(where))
    same = [each for each in parts if _compares_ids(each)]
    rest = [each for each in parts if each not in same]
    shown = [" AND ".join(map(show, found)) or "TRUE" for found in (same, rest)]
    return f"({shown[0]})", f"({shown[1]})"


def _parts(where: Expr) -> Iterator[Expr]:
    if isinstance(where, Call) and where.op == "and":
        for each in where.args:
            yield from _parts(each)
    else:
        yield where


def _compares_ids(expr: Expr) -> bool:
    return isinstance(expr, Call) and expr.op == "=" and all(map(_is_id, expr.args))


def _is_id(expr: Expr) -> bool:
    """Is it a column of ids, which has no empty cell?"""
    if not isinstance(expr, Column):
        return False
    stems = (expr.relation.partition("_")[0], expr.name.partition("_")[0])
    return stems in _IDS


#: Columns of ids by the stem of their alias: of records, acts, members of lists, judgements.
_IDS = {("r", "id"), ("a", "id"), ("a", "arg"), ("m", "of"), ("m", "member"), ("j", "key")}


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


class Hoisted:
    """What is asked of other rows, once for each row and however often it is used.

    `tell` writes an expression over the columns of `source`, a query that has asked.
    """

    def __init__(self, joined: tuple[Joined, ...], *exprs: Expr | None) -> None:
        self._joined, self._given = joined, dict[Expr, Column]()
        self.asks = any(asks(expr) for expr in exprs if expr is not None)

    def tell(self, expr: Expr) -> str:
        return show(self._over(expr) if self.asks else expr)

    def _over(self, expr: Expr) -> Expr:
        if isinstance(expr, Call):
            return Call(expr.op, tuple(map(self._over, expr.args)))
        if isinstance(expr, Literal_):
            return expr
        return self._given.setdefault(expr, Column("given", f"c{len(self._given)}"))

    @property
    def source(self) -> str:
        """Whatever was told, to stand after FROM."""
        if not self.asks:
            return joins(self._joined)
        columns = [f"{show(expr)} AS {column.name}" for expr, column in self._given.items()]
        return f"(SELECT {', '.join(columns)}\nFROM {joins(self._joined)}) AS given"


def is_false(expr: Expr) -> bool:
    return expr == FALSE
