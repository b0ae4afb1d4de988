"""Statements and readings as nodes: one function for each production that has a class."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from lexcheck.base.text import Span
from lexcheck.syntax import model as m
from lexcheck.syntax.build_expressions import Made, date_of, word, words
from lexcheck.syntax.tokens import Token, unquoted

Clauses = list[m.Clause]
Fields = list[m.Field]
ItemValue = m.Name | m.Text | m.Number | m.DurationLiteral | m.DateLiteral


def _said(token: Token | None) -> str:
    """The quoted text of a statement, empty where there is none."""
    return "" if token is None else unquoted(token.text)


# ── Sources and vocabulary ─────────────────────────────────────────────────────────────────────


def source(span: Span, _source: Token, name: Token, title: Token) -> m.SourceDeclaration:
    return m.SourceDeclaration(span=span, name=word(span, name), title=_said(title))


def enum(
    span: Span,
    _enum: Token,
    name: Token,
    said: Token | None,
    _equal: Token,
    first: Token,
    rest: list[Token] | None = None,
) -> m.EnumDeclaration:
    constants = words(span, first, rest)
    return m.EnumDeclaration(
        span=span, name=word(span, name), constants=constants, text=_said(said)
    )


def record(
    span: Span, _record: Token, name: Token, said: Token | None, fields_: Fields | None = None
) -> m.RecordDeclaration:
    return m.RecordDeclaration(
        span=span, name=word(span, name), fields=tuple(fields_ or ()), text=_said(said)
    )


def action(
    span: Span,
    _action: Token,
    name: Token,
    _open: Token,
    parameters: tuple[m.Field, ...] | None,
    _close: Token,
    *rest: bool | Token | Fields | None,
) -> m.ActionDeclaration:
    territorial_, said, further = (*rest, None)[:3]
    return m.ActionDeclaration(
        span=span,
        name=word(span, name),
        parameters=parameters or (),
        territorial=territorial_ is True,
        fields=tuple(further) if isinstance(further, list) else (),
        text=_said(said if isinstance(said, Token) else None),
    )


def territorial(_span: Span, _in: Token, _territory: Token) -> bool:
    return True


def state(
    span: Span,
    _state: Token,
    name: Token,
    _open: Token,
    parameters: tuple[m.Field, ...] | None,
    _close: Token,
    said: Token | None,
) -> m.StateDeclaration:
    return m.StateDeclaration(
        span=span, name=word(span, name), parameters=parameters or (), text=_said(said)
    )


def fields(_span: Span, first: m.Field, rest: Fields | None = None) -> tuple[m.Field, ...]:
    return (first, *(rest or ()))


def field(span: Span, label: Token, _colon: Token, type_: m.TypeName) -> m.Field:
    return m.Field(span=span, name=word(span, label), type=type_)


def named_type(span: Span, name: Token) -> m.TypeName:
    return m.TypeName(span=span, name=word(span, name))


def list_type(span: Span, _list_of: Token, name: Token) -> m.TypeName:
    return m.TypeName(span=span, name=word(span, name), is_list=True)


def type_(span: Span, named: m.TypeName, optional: Token | None = None) -> m.TypeName:
    if optional is None:
        return named
    return m.TypeName(span=span, name=named.name, is_list=named.is_list, optional=True)


def define(
    span: Span,
    _define: Token,
    name: Token,
    _open: Token,
    parameters: tuple[m.Field, ...] | None,
    _close: Token,
    _at: Token | None,
    moment: Token | None,
    _equal: Token,
    body: Made,
) -> m.Define:
    return m.Define(
        span=span,
        name=word(span, name),
        parameters=parameters or (),
        body=body,
        moment=None if moment is None else word(span, moment),
    )


def parameter(
    span: Span,
    _parameter: Token,
    label: Token,
    _colon: Token,
    typed: m.TypeName,
    _equal: Token | None,
    value: Made | None,
    said: Token | None,
) -> m.ParameterDeclaration:
    return m.ParameterDeclaration(
        span=span, name=word(span, label), type=typed, value=value, text=_said(said)
    )


# ── Calendars and rules for counting time ──────────────────────────────────────────────────────

Properties = list[m.Cites | m.Property]


def calendar(
    span: Span,
    _calendar: Token,
    name: Token,
    said: Token | None,
    properties: Properties | None = None,
) -> m.CalendarDeclaration:
    return m.CalendarDeclaration(
        span=span, name=word(span, name), text=_said(said), properties=tuple(properties or ())
    )


def counting_rule(
    span: Span,
    _counting_rule: Token,
    name: Token,
    said: Token | None,
    _like: Token | None,
    like: Token | None,
    properties: Properties | None = None,
) -> m.CountingRule:
    return m.CountingRule(
        span=span,
        name=word(span, name),
        text=_said(said),
        like=None if like is None else word(span, like),
        properties=tuple(properties or ()),
    )


def property_(
    span: Span, label: Token, _colon: Token, first: m.Item, rest: list[m.Item] | None = None
) -> m.Property:
    return m.Property(span=span, name=word(span, label), items=(first, *(rest or ())))


def item(span: Span, value: ItemValue, said: Token | None) -> m.Item:
    return m.Item(span=span, value=value, text=_said(said))


def stretch(span: Span, first: Token, _to: Token, last: Token, said: Token | None) -> m.Item:
    return m.Item(span=span, value=date_of(span, first), last=date_of(span, last), text=_said(said))


# ── What counts as what, norms ─────────────────────────────────────────────────────────────────


def counts_as(
    span: Span, act: m.ActPattern, _counts: Token, *rest: Token | m.Call | Clauses
) -> m.CountsAs:
    partly = isinstance(rest[0], Token)
    target, *clauses = rest[1:] if partly else rest
    assert isinstance(target, m.Call)
    return m.CountsAs(
        span=span,
        act=act,
        target=target,
        partly=partly,
        clauses=tuple(chain(*clauses)),  # type: ignore[arg-type]
    )


def ends(
    span: Span, act: m.ActPattern, _ends: Token, target: m.Call, clauses: Clauses | None = None
) -> m.Ends:
    return m.Ends(span=span, act=act, target=target, clauses=tuple(clauses or ()))


def obligation(
    span: Span, _kind: Token, name: Token, said: Token | None, clauses: Clauses | None = None
) -> m.NormStatement:
    return m.NormStatement(
        span=span,
        kind="obligation",
        name=word(span, name),
        text=_said(said),
        clauses=tuple(clauses or ()),
    )


def prohibition(
    span: Span, _kind: Token, name: Token, said: Token | None, clauses: Clauses | None = None
) -> m.NormStatement:
    return m.NormStatement(
        span=span,
        kind="prohibition",
        name=word(span, name),
        text=_said(said),
        clauses=tuple(clauses or ()),
    )


def permission(
    span: Span,
    _kind: Token,
    name: Token,
    _to: Token,
    to: Token,
    said: Token | None,
    clauses: Clauses | None = None,
) -> m.ExceptionStatement:
    return m.ExceptionStatement(
        span=span,
        kind="permission",
        name=word(span, name),
        to=word(span, to),
        text=_said(said),
        clauses=tuple(clauses or ()),
    )


def exception(
    span: Span,
    _kind: Token,
    name: Token,
    _to: Token,
    to: Token,
    said: Token | None,
    clauses: Clauses | None = None,
) -> m.ExceptionStatement:
    return m.ExceptionStatement(
        span=span,
        kind="exception",
        name=word(span, name),
        to=word(span, to),
        text=_said(said),
        clauses=tuple(clauses or ()),
    )


# ── What follows from verdicts ─────────────────────────────────────────────────────────────────


def sanction(
    span: Span,
    _sanction: Token,
    name: Token,
    _on_breach: Token,
    norm: Token,
    said: Token | None,
    clauses: Clauses | None = None,
) -> m.SanctionStatement:
    return m.SanctionStatement(
        span=span,
        name=word(span, name),
        norm=word(span, norm),
        text=_said(said),
        clauses=tuple(clauses or ()),
    )


def assessment(
    span: Span,
    _assessment: Token,
    name: Token,
    _for: Token | None,
    first: m.Binder | None,
    *rest: list[m.Binder] | Token | Clauses | None,
) -> m.AssessmentStatement:
    """After the first binder may come others, then a text or None, then clauses."""
    binders = () if first is None else (first,)
    if rest and isinstance(rest[0], list):
        binders, rest = (*binders, *rest[0]), rest[1:]
    said, clauses = (*rest, None)[:2]
    return m.AssessmentStatement(
        span=span,
        name=word(span, name),
        binders=binders,
        text=_said(said),  # type: ignore[arg-type]
        clauses=tuple(clauses or ()),  # type: ignore[arg-type]
    )


# ── Readings and files ─────────────────────────────────────────────────────────────────────────


def reading(
    span: Span, _reading: Token, name: Token, said: Token | None, *items: list[m.Node]
) -> m.Reading:
    return m.Reading(
        span=span,
        name=word(span, name),
        text=_said(said),
        items=tuple(chain(*items)),  # type: ignore[arg-type]
    )


def amendment(
    span: Span, label: Token, _colon: Token, first: m.Clause, rest: Clauses | None = None
) -> m.Amendment:
    return m.Amendment(span=span, norm=word(span, label), clauses=(first, *(rest or ())))


def setting(span: Span, _parameter: Token, name: Token, _equal: Token, value: Made) -> m.Setting:
    return m.Setting(span=span, name=word(span, name), value=value)


CALLBACKS: dict[str, Callable[..., object]] = {
    function.__name__.removesuffix("_"): function
    for function in (
        source, enum, record, action, territorial, state, fields, field, named_type, list_type,
        type_, define, parameter, calendar, counting_rule, property_, item, stretch,
        counts_as, ends, obligation, prohibition, permission, exception,
        sanction, assessment, reading, amendment, setting,
    )
}  # fmt: skip
