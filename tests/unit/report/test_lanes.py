"""What a timeline draws: bars that end in what the finding says, and that claim nothing open."""

from __future__ import annotations

import re

import attrs
import pytest

from lexcheck.base.time.instants import Instant, to_datetime
from lexcheck.facts.case import ActId, Grade
from lexcheck.report import drawing, tallies
from lexcheck.report.lanes import Bar, Lane, Timeline, timelines
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import Deed, Finding, Verdict, When
from tests.unit.report.making import BERLIN, at, finding, when, with_findings

FULL, PART, NONE = Grade.FULL, Grade.PARTIAL, Grade.NONE
END = "2024-03-05T00:00"


def deed(first: str, *grades: Grade, last: str | None = None, certain: bool = True) -> Deed:
    return Deed(
        act=ActId(f"a{first}"),
        actions=("ship",),
        grades=grades,
        at=When(at(first), at(last or first)),
        certain=certain,
        span=None,
    )


def lane(*deeds: Deed, grade: tuple[Grade, Grade], verdict: Verdict = Verdict.COMPLIED) -> Lane:
    one = attrs.evolve(
        finding("p1", verdict),
        trigger=when("2024-03-01T00:00"),
        deadline=when("2024-03-02T00:00"),
        horizon=when(END),
        grade=grade,
    )
    ((found,),) = (timeline.lanes for timeline in drawn(one, deeds))
    return found


def drawn(one: Finding, deeds: tuple[Deed, ...]) -> list[Timeline]:
    judged = with_findings(one)
    made = Judged(
        run=judged.run, ruleset=judged.ruleset, case=judged.case, deeds=lambda: {one.id: deeds}
    )
    return list(timelines(made, tallies.groups([made]), 10))


def bars(found: Lane) -> list[str]:
    """`1 3 open`: from the first to the third."""
    days = [[to_datetime(Instant(at), BERLIN).day for at in (b.start, b.end)] for b in found.bars]
    return [f"{a} {b} {bar.filled}" for (a, b), bar in zip(days, found.bars, strict=True)]


DAYS = [f"2024-03-0{day}T12:00" for day in range(1, 5)]


@pytest.mark.parametrize(
    ("deeds", "grade", "wanted"),
    [
        ((), (NONE, NONE), []),
        ((deed(DAYS[0], FULL),), (FULL, FULL), ["1 5 full"]),
        ((deed(DAYS[0], PART), deed(DAYS[1], FULL)), (FULL, FULL), ["1 2 part", "2 5 full"]),
        ((deed(DAYS[0], FULL), deed(DAYS[1], PART)), (FULL, FULL), ["1 2 full", "2 5 full"]),
        ((deed(DAYS[0], FULL), deed(DAYS[1], NONE)), (NONE, NONE), ["1 2 full"]),
        ((deed(DAYS[0], FULL, last=DAYS[1]),), (FULL, FULL), ["1 2 open", "2 5 full"]),
        ((deed(DAYS[0], PART, FULL),), (PART, FULL), ["1 5 open"]),
        ((deed(DAYS[0], FULL, certain=False),), (NONE, FULL), ["1 5 open"]),
        (
            (deed(DAYS[0], FULL, last=DAYS[2]), deed(DAYS[1], NONE, last=DAYS[3])),
            (NONE, FULL),
            ["1 3 open", "3 4 open", "4 5 open"],
        ),
    ],
)
def test_bars_end_in_what_the_finding_says(
    deeds: tuple[Deed, ...], grade: tuple[Grade, Grade], wanted: list[str]
) -> None:
    assert bars(lane(*deeds, grade=grade)) == wanted


def test_an_act_with_no_bound_has_no_bar_and_a_mark() -> None:
    found = lane(attrs.evolve(deed(DAYS[0], FULL), at=When(None, at(DAYS[0]))), grade=(NONE, FULL))
    assert found.bars == ()
    on = drawing.scale([found], at(END), BERLIN)
    assert "#m-full" in drawing.track(found, on, at(END))


def test_those_that_fared_alike_share_a_lane() -> None:
    same = [
        attrs.evolve(finding(f"p{n}", Verdict.BREACHED), trigger=when(DAYS[0]), horizon=when(END))
        for n in range(5)
    ]
    other = attrs.evolve(same[0], id=finding("q", Verdict.BREACHED).id, deadline=when(DAYS[1]))
    judged = with_findings(*same, other)
    (found,) = timelines(judged, tallies.groups([judged]), 10)
    assert [len(each.findings) for each in found.lanes] == [5, 1]
    (short,) = timelines(judged, tallies.groups([judged]), 1)
    assert (len(short.lanes), short.left_out) == (1, 1)


def test_places_are_in_order_and_within() -> None:
    found = lane(deed(DAYS[0], FULL), grade=(FULL, FULL))
    on = drawing.scale([found], at(END), BERLIN)
    places = [on.place(at(day)) for day in DAYS]
    assert places == sorted(places)
    assert 0 < places[0] < places[-1] < 100
    assert on.place(0) == 0
    marks = drawing.track(found, on, at(END))
    assert all(0 <= float(place) <= 100 for place in re.findall(r'"(-?[\d.]+)%"', marks))


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (
            "2024-03-01T09:00",
            "2024-03-01T14:00",
            ["1 Mar 09:00", "10:00", "11:00", "12:00", "13:00"],
        ),
        ("2024-03-01T09:00", "2024-03-03T09:00", ["1 Mar 12:00", "2 Mar", "12:00", "3 Mar"]),
        (
            "2024-03-30T12:00",
            "2024-04-02T12:00",
            ["30 Mar 12:00", "31 Mar", "12:00", "1 Apr", "12:00", "2 Apr"],
        ),
        ("2023-12-20T12:00", "2024-01-20T12:00", ["21 Dec 2023", "28 Dec", "4 Jan 2024"]),
        ("2020-01-15T12:00", "2024-01-15T12:00", ["Jan 2021", "Jan 2022", "Jan 2023", "Jan 2024"]),
    ],
)
def test_labels_stand_at_round_times(first: str, last: str, labels: list[str]) -> None:
    on = drawing.Scale(at(first), at(last), BERLIN)
    shown = re.findall(r">([^<]+)</text>", drawing.axis(on))
    assert shown[: len(labels)] == labels
    assert len(shown) <= 7


def test_bars_are_compared_by_value() -> None:
    assert Bar(1, 2, "full") == Bar(1, 2, "full")
