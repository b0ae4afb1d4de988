"""Lists of deadlines: as text, as JSON that fits its schema, as a calendar that calendars read."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import icalendar
import jsonschema
import pytest

from lexcheck.report import Options
from lexcheck.report.calendar_file import NotInstalled, as_calendar
from lexcheck.report.deadlines import OF_FINDING, Agenda, Due, as_json, as_text
from lexcheck.report.model import Input, Judged
from lexcheck.report.schema import schema_of
from lexcheck.verdicts.model import Verdict, When
from tests.unit.report.making import at, finding, judged, when, with_findings
from tests.unit.report.test_json import strict

SCHEMA = strict(json.loads(schema_of("deadlines")))


def due(*judged_runs: Judged, everything: bool = True) -> Due:
    return Due(
        version="0.0.0",
        inputs=(Input(path="case.yaml", sha256="0" * 64, role="case"),),
        agendas=tuple(Agenda(each, everything) for each in judged_runs),
    )


def entries(made: Due) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(as_calendar(made, Options()))
    return list(calendar.subcomponents)


def one(deadline: When, verdict: Verdict = Verdict.PENDING) -> Any:
    (entry,) = entries(due(with_findings(attrs.evolve(finding("p1", verdict), deadline=deadline))))
    return entry


@pytest.mark.parametrize("as_of", ["2024-03-01T12:00", "2024-03-02", "2024-03-05"])
def test_a_list_fits_the_schema(as_of: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(as_json(due(judged(as_of=as_of)), Options()))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    (run,) = document["runs"]
    assert run["deadlines"]
    for each in run["deadlines"]:
        assert set(OF_FINDING) <= set(each)
        assert each["steps"], "each shows how its deadline was computed"


def test_the_text_says_what_is_due_and_how_it_was_computed() -> None:
    text = as_text(due(judged(as_of="2024-03-01T12:00")), Options()).decode()
    assert "Due: " in text
    assert "  2024-03-02 09:00 · deliver(o1, p2): pending\n" in text
    assert "counted from `o.received`" in text
    assert "Code of the Desk, s 1; s 2 (unverified)" in text
    assert max(map(len, text.splitlines())) <= 80


def test_what_is_closed_can_be_left_out() -> None:
    late = judged(as_of="2024-03-05")
    everything, open_ = due(late), due(late, everything=False)
    assert len(open_.agendas[0].deadlines) < len(everything.agendas[0].deadlines)
    assert all(each.standing != "closed" for each in open_.agendas[0].deadlines)


# ── As a calendar ──────────────────────────────────────────────────────────────────────────────


def test_a_calendar_has_an_event_for_each_deadline() -> None:
    made = due(judged(as_of="2024-03-05"))
    listed = [each.finding.id for each in made.agendas[0].deadlines]
    found = entries(made)
    assert [str(entry["summary"]).partition(": ")[2] for entry in found] == listed
    for entry, deadline in zip(found, made.agendas[0].deadlines, strict=True):
        assert deadline.due.earliest is not None
        assert from_utc(entry["dtstart"].dt) == deadline.due.earliest // 10**6
        assert "counted from" in str(entry["description"])


def from_utc(moment: datetime) -> int:
    assert moment.utcoffset() == timedelta(0)
    return int(moment.timestamp())


def test_a_later_file_updates_an_earlier_one() -> None:
    """The same duties by the same names, and stamps that grow with the as-of: no clock is read."""
    early, late = (judged(as_of=as_of) for as_of in ("2024-03-02", "2024-03-05"))
    names = [[str(entry["uid"]) for entry in entries(due(each))] for each in (early, late)]
    assert len(set(names[0])) == len(names[0])
    assert set(names[0]) == set(names[1])
    for each in (early, late):
        for entry in entries(due(each)):
            assert from_utc(entry["dtstamp"].dt) == each.run.as_of // 10**6
    assert as_calendar(due(early), Options()) == as_calendar(due(early), Options())


def test_a_duty_has_the_same_name_under_every_reading() -> None:
    base, strict_ = (judged(reading=name) for name in ("base", "strict"))
    one, other = (
        {str(entry["uid"]): entry["dtstart"].dt for entry in entries(due(each))}
        for each in (base, strict_)
    )
    assert one.keys() == other.keys()
    assert one != other


def test_an_imprecise_deadline_spans_what_it_may_be() -> None:
    low, high = "2024-03-06T10:00", "2024-03-07T12:30"
    entry = one(when(low, high))
    assert from_utc(entry["dtstart"].dt) == at(low) // 10**6
    assert from_utc(entry["dtend"].dt) == at(high) // 10**6
    assert str(entry["status"]) == "TENTATIVE"
    assert str(entry["summary"]).startswith("Due (some time in this stretch): ")


@pytest.mark.parametrize(
    ("deadline", "start", "said"),
    [
        (When(at("2024-03-06T10:00"), None), "2024-03-06T10:00", "at the earliest"),
        (When(None, at("2024-03-06T10:00")), "2024-03-06T10:00", "at the latest"),
    ],
)
def test_a_deadline_with_one_end_stands_there(deadline: When, start: str, said: str) -> None:
    entry = one(deadline)
    assert from_utc(entry["dtstart"].dt) == at(start) // 10**6
    assert "dtend" not in entry
    assert said in str(entry["summary"])
    assert said in str(entry["description"])


def test_a_deadline_of_which_nothing_is_known_is_a_task() -> None:
    entry = one(When(None, None))
    assert (entry.name, str(entry["status"])) == ("VTODO", "NEEDS-ACTION")
    assert "due" not in entry


def test_the_end_of_a_day_is_never_moved_to_the_next() -> None:
    entry = one(when("2024-03-06"))
    assert entry["dtstart"].dt == datetime(2024, 3, 6, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("verdict", "status", "summary"),
    [
        (Verdict.PENDING, "CONFIRMED", "Due: "),
        (Verdict.BREACHED, "CONFIRMED", "Overdue: "),
        (Verdict.UNDETERMINED, "TENTATIVE", "Open: "),
        (Verdict.COMPLIED, "CONFIRMED", "Closed (complied): "),
        (Verdict.EXCUSED, "CANCELLED", "Closed (excused): "),
    ],
)
def test_the_verdict_shows(verdict: Verdict, status: str, summary: str) -> None:
    entry = one(when("2024-03-06T10:00"), verdict)
    assert str(entry["status"]) == status
    assert str(entry["summary"]).startswith(summary)


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(NotInstalled, match=r"pip install 'lexcheck\[icalendar\]'"):
        as_calendar(due(judged()), Options())
