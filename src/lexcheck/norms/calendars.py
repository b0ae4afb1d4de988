"""The calendars by which the norms of a ruleset count, with where each comes from."""

from __future__ import annotations

from collections.abc import Iterable

from lexcheck.base.light import fields_of, is_model
from lexcheck.base.time.calendars import Calendar
from lexcheck.norms.clauses import cited
from lexcheck.norms.model import CalendarUsed, Norm
from lexcheck.resolved.scope import Scope
from lexcheck.syntax import model as syntax


def calendars_of(
    statements: Iterable[syntax.Statement], norms: Iterable[Norm], scope: Scope
) -> tuple[CalendarUsed, ...]:
    """The calendars that some norm counts by, in the order in which they are declared.

    The citations of all calendars and counting rules are looked up.
    """
    used = names_in(tuple(norms)) if scope.names.calendars else set()
    found: list[CalendarUsed] = []
    for statement in statements:
        if not isinstance(statement, syntax.CalendarDeclaration | syntax.CountingRule):
            continue
        cites = [each for each in statement.properties if isinstance(each, syntax.Cites)]
        citations = cited(cites, scope)
        calendar = scope.names.calendars.get(statement.name.text)
        if isinstance(statement, syntax.CountingRule) or calendar is None:
            continue
        if calendar.name in used:
            found.append(CalendarUsed(calendar=calendar, citations=citations, span=statement.span))
    return tuple(found)


def names_in(part: object) -> set[str]:
    """The names of the calendars by which anything in norms is counted."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Calendar):
            found.add(each.name)
        elif isinstance(each, tuple):
            waiting.extend(each)
        else:
            waiting.extend([getattr(each, name) for name in _fields(type(each))])
    return found


#: Of each class that was met; asked for often.
_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a model in which there may be a calendar; none of what is no model."""
    if kind not in _FIELDS:
        fields = fields_of(kind) if is_model(kind) else ()
        _FIELDS[kind] = tuple(each.name for each in fields if each.name != "span")
    return _FIELDS[kind]
