"""Calendars as they are declared: which days are open, over which days that is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lexcheck.base.time.calendars import WEEKDAYS, Calendar
from lexcheck.base.time.public_holidays import HolidaysError, public_holidays
from lexcheck.resolved.faults import Faults, quoted
from lexcheck.resolved.properties import (
    Properties,
    days,
    properties,
    stretch,
    values,
)
from lexcheck.syntax import model as syntax

#: What a calendar may say.
LABELS = ("weekend", "holidays", "covers", "closed", "open")

_WEEKDAYS: Mapping[str, int] = {name.lower(): number for number, name in enumerate(WEEKDAYS)}

#: No calendar covers more years than these: the days are kept one by one.
MOST_YEARS = 200


def calendar_of(statement: syntax.CalendarDeclaration, faults: Faults) -> Calendar | None:
    """The calendar of a statement; None where it is at fault."""
    met = faults.met
    said = properties(statement.properties, LABELS, "a calendar", faults)
    if faults.met > met:  # what is missing may stand here, misspelt
        return None
    weekend = _weekend(statement, said, faults)
    covered = _covers(statement, said, faults)
    if covered is None:
        return None
    first, last = covered
    holidays, version = _holidays(said, first, last, faults)
    closed = _named_days(said, "closed", covered, faults)
    opened = _named_days(said, "open", covered, faults)
    _refuse_both(closed, opened, faults)
    if faults.met > met:
        return None
    return Calendar(
        name=statement.name.text,
        title=statement.text,
        weekend=weekend,
        closed=tuple(sorted({*holidays, *((day, text) for day, (text, _) in closed.items())})),
        opened=tuple(sorted(opened)),
        first=first,
        last=last,
        version=version,
    )


def _weekend(
    statement: syntax.CalendarDeclaration, said: Properties, faults: Faults
) -> frozenset[int]:
    needed = "days of the week, as `saturday, sunday`, or `none`"
    if "weekend" not in said:
        _lacks(statement, "weekend", "`weekend: saturday, sunday`, or `weekend: none`", faults)
        return frozenset()
    found = values(said["weekend"], syntax.Name, needed, faults)
    if [each.name for each in found] == ["none"]:
        return frozenset()
    for each in found:
        if each.name not in _WEEKDAYS:
            faults.add(
                "LX354",
                f"{quoted(each.span)} is no value of `weekend`",
                each.span,
                hint=f"write {needed}",
            )
    return frozenset(_WEEKDAYS[each.name] for each in found if each.name in _WEEKDAYS)


def _lacks(statement: syntax.CalendarDeclaration, label: str, example: str, faults: Faults) -> None:
    faults.add(
        "LX355",
        f"calendar `{statement.name.text}` has no `{label}`",
        statement.name.span,
        hint=f"add {example}",
    )


def _covers(
    statement: syntax.CalendarDeclaration, said: Properties, faults: Faults
) -> tuple[date, date] | None:
    """The first and the last day of which the calendar knows whether they are open."""
    example = "`covers: 2020-01-01 to 2030-12-31`: of no other day is it known whether it is open"
    if "covers" not in said:
        _lacks(statement, "covers", example, faults)
        return None
    (item, *more) = said["covers"].items
    if more or item.last is None:
        faults.add(
            "LX354",
            f"{quoted(said['covers'].span)} is not a first day and a last one",
            said["covers"].span,
            hint="write one stretch, as `covers: 2020-01-01 to 2030-12-31`",
        )
        return None
    found = stretch(item, "covers", faults)
    if found is not None and found[1].year - found[0].year > MOST_YEARS:
        faults.add(
            "LX354",
            f"{quoted(item.span)} is more than {MOST_YEARS} years",
            item.span,
            hint="cover the years whose holidays have been looked up",
        )
        return None
    return found


def _holidays(
    said: Properties, first: date, last: date, faults: Faults
) -> tuple[set[tuple[date, str]], str]:
    """The public holidays of the named places, and the version of the data they come from."""
    found: set[tuple[date, str]] = set()
    versions: dict[str, None] = {}
    needed = 'the code of a country or a part of it, as `"BE"` or `"US-NY"`'
    for node in values(said.get("holidays"), syntax.Text, needed, faults):
        try:
            listed, version = public_holidays(node.value, first, last)
        except HolidaysError as error:
            faults.add("LX358", str(error), node.span, hint=error.hint)
            continue
        found.update(listed)
        versions[version] = None
    return found, ", ".join(versions)


def _named_days(
    said: Properties, label: str, covered: tuple[date, date], faults: Faults
) -> dict[date, tuple[str, syntax.Item]]:
    """The days that `closed` or `open` lists, each with what is said of it."""
    found: dict[date, tuple[str, syntax.Item]] = {}
    for item in said[label].items if label in said else ():
        listed = stretch(item, label, faults)
        if listed is None:
            continue
        first, last = listed
        if not covered[0] <= first <= last <= covered[1]:
            faults.add(
                "LX356",
                f"{quoted(item.span)} is outside what the calendar covers",
                item.span,
                hint=f"it covers {covered[0]} to {covered[1]}",
                cause=(said["covers"].span, "it says so here"),
            )
            continue
        for day in days(first, last):
            found.setdefault(day, (item.text, item))
    return found


def _refuse_both(
    closed: Mapping[date, tuple[str, syntax.Item]],
    opened: Mapping[date, tuple[str, syntax.Item]],
    faults: Faults,
) -> None:
    for day in sorted(closed.keys() & opened.keys()):
        faults.add(
            "LX357",
            f"{day} is both closed and open",
            opened[day][1].span,
            hint="leave it out of one of the two",
            cause=(closed[day][1].span, "it is closed here"),
        )
