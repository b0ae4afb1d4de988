"""The calendars by which the norms of a ruleset count, with where each comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import inf

from lexcheck.base.light import fields_of, is_model
from lexcheck.base.text import Span
from lexcheck.base.time.calendars import Calendar
from lexcheck.facts.schema import Type
from lexcheck.norms.clauses import cited
from lexcheck.norms.model import CalendarUsed
from lexcheck.resolved.scope import Scope
from lexcheck.syntax import model as syntax


def calendars_of(
    statements: Iterable[syntax.CalendarDeclaration | syntax.CountingRule],
    used: Collection[str],
    scope: Scope,
) -> tuple[CalendarUsed, ...]:
    """The calendars of these names, in the order in which they are declared.

    The citations of all calendars and counting rules are looked up.
    """
    found: list[CalendarUsed] = []
    for statement in statements:
        cites = [each for each in statement.properties if isinstance(each, syntax.Cites)]
        citations = cited(cites, scope)
        calendar = scope.names.calendars.get(statement.name.text)
        if isinstance(statement, syntax.CountingRule) or calendar is None:
            continue
        if calendar.name in used:
            found.append(CalendarUsed(calendar=calendar, citations=citations, span=statement.span))
    return tuple(found)


def names_in(part: object, most: float = inf) -> set[str]:
    """The names of the calendars by which anything in norms is counted; `most`: there are no more
    to be found.
    """
    found: set[str] = set()
    waiting = [part]
    while waiting and len(found) < most:
        each = waiting.pop()
        if isinstance(each, Calendar):
            found.add(each.name)
            continue
        parts = each if isinstance(each, tuple) else _parts(each)
        # Most of what is there are texts and numbers: they are not looked at one by one.
        waiting += [each for each in parts if each.__class__ is tuple or _fields(each.__class__)]
    return found


def _parts(model: object) -> list[object]:
    return [getattr(model, name) for name in _fields(type(model))]


#: Of each class that was met; asked for often. Types and places hold no calendar.
_FIELDS: dict[type, tuple[str, ...]] = {Type: (), Span: ()}


def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a model in which there may be a calendar; none of what is no model."""
    known = _FIELDS.get(kind)
    if known is None:
        fields = fields_of(kind) if is_model(kind) else ()
        known = _FIELDS[kind] = tuple(each.name for each in fields)
    return known
