"""Deadlines as a calendar file, which calendars import and update: iCalendar (RFC 5545).

A duty is an event at the instant at which it is due. Where that is imprecise, the event spans all
of the stretch in which it lies; where only one end is known, it stands there, and says so; where
nothing is known, it is a task without a day, so that it is not forgotten. Times are in UTC, and
told in local time in the description. The same duty has the same UID in every file, and DTSTAMP is
the as-of: a file as of a later day replaces what an earlier one said (RFC 5546, 2.1.5). Performed
duties stay in the file: left out, they would stand in a calendar as if they were open.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import SECOND, Instant, to_datetime, zone
from lexcheck.report import Options, wording
from lexcheck.report.colophon import colophon
from lexcheck.report.deadlines import Agenda, Due, derivation, uid
from lexcheck.report.model import NOTICE
from lexcheck.report.overview import run_line
from lexcheck.verdicts.deadlines import Deadline, Standing
from lexcheck.verdicts.model import Verdict, When

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Todo

#: RFC 5545, 3.7.3: who made it.
PRODUCT = "-//lexcheck//deadlines 1//EN"


class NotInstalled(Exception):
    """The package that writes calendar files is missing; the message says how to get it."""

    def __init__(self) -> None:
        super().__init__(
            "calendar files need the package `icalendar`: pip install 'lexcheck[icalendar]'"
        )


def as_calendar(due: Due, options: Options) -> bytes:  # noqa: ARG001 - for machines
    """A calendar file. Raises NotInstalled."""
    try:
        from icalendar import Calendar
    except ModuleNotFoundError as missing:
        raise NotInstalled from missing

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for agenda in due.agendas:
        for each in agenda.deadlines:
            calendar.add_component(_entry(agenda, each))
    _name(calendar, due)
    return bytes(calendar.to_ical())


def _name(calendar: Calendar, due: Due) -> None:
    """What calendars call it (RFC 7986, 5.1, and the older name that many still look for)."""
    name = ", ".join(dict.fromkeys(f"Deadlines: {a.judged.run.case}" for a in due.agendas))
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    asked = [f"{a.judged.run.case}: {run_line(a.judged.run)}" for a in due.agendas]
    made = colophon(due.version, [a.judged.ruleset for a in due.agendas], due.inputs, 1_000)
    calendar.add("description", "\n".join([*asked, *made]))


def _entry(agenda: Agenda, each: Deadline) -> Event | Todo:
    from icalendar import Event, Todo

    run, finding = agenda.judged.run, each.finding
    start = each.due.latest if each.due.earliest is None else each.due.earliest
    entry: Event | Todo = Todo() if start is None else Event()
    entry.add("uid", str(uid(run, finding)))
    entry.add("dtstamp", _utc(run.as_of))
    entry.add("last-modified", _utc(run.as_of))
    entry.add("summary", f"{_heading(each)}: {finding.id}")
    entry.add("description", _description(agenda, each, zone(run.timezone)))
    entry.add("categories", [each.standing.value])
    if start is None:
        entry.add("status", "COMPLETED" if each.standing is Standing.CLOSED else "NEEDS-ACTION")
        return entry
    entry.add("dtstart", _utc(start))
    if each.due.latest is not None and _utc(each.due.latest) > _utc(start):
        entry.add("dtend", _utc(each.due.latest))
    entry.add("status", _status(each))
    entry.add("transp", "TRANSPARENT")  # a deadline takes nobody's time
    return entry


def _heading(each: Deadline) -> str:
    closed = each.standing is Standing.CLOSED
    how = wording.words(each.finding.verdict) if closed else _how(each.due)
    word = each.standing.capitalize()
    return f"{word} ({how})" if how else word


def _how(due: When) -> str:
    """How precisely it is known when it is due; empty where it is known to the instant."""
    if due.exact:
        return ""
    if due.earliest is None and due.latest is None:
        return "no day is known"
    if due.latest is None:
        return "at the earliest"
    return "at the latest" if due.earliest is None else "some time in this stretch"


def _status(each: Deadline) -> str:
    if each.finding.verdict is Verdict.EXCUSED:
        return "CANCELLED"
    sure = each.due.exact and each.standing is not Standing.OPEN
    return "CONFIRMED" if sure else "TENTATIVE"


def _description(agenda: Agenda, each: Deadline, tz: ZoneInfo) -> str:
    finding = each.finding
    verdicts = " or ".join(wording.words(verdict) for verdict in finding.possible)
    lines = [
        agenda.text(finding),
        f"Due: {wording.when(each.due, tz)} ({tz.key})",
        f"Verdict: {verdicts}, as of {wording.moment(agenda.judged.run.as_of, tz)}",
        f"Duty of: {finding.bearer}" if finding.bearer else "",
        *derivation(finding, tz),
        *wording.cited(agenda.cited(finding)),
        *(f"Note: {note}." for note in agenda.judged.run.notes),
        NOTICE,
    ]
    return "\n".join(line for line in lines if line)


def _utc(instant: int) -> datetime:
    """A calendar knows seconds; the second in which the instant lies is never past it."""
    return to_datetime(Instant(instant // SECOND * SECOND), ZoneInfo("UTC")).astimezone(UTC)
