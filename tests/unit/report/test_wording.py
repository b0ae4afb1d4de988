"""Times, lengths and numbers in words."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.time.instants import DAY, HOUR, MINUTE, SECOND, show_length
from lexcheck.report import wording
from lexcheck.report.layout import clean, fill, finished, painted, width
from lexcheck.verdicts.model import Length, Question, Reason, UsedFact, Verdict, When
from tests.unit.report.making import BERLIN, at, when


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (when("2024-03-01T09:30+01:00"), "2024-03-01 09:30"),
        (when("2024-03-01T09:30:05+01:00"), "2024-03-01 09:30:05"),
        (when("2024-03-01"), "end of 2024-03-01"),
        (When(at("2024-02-29") + 1, at("2024-03-01")), "on 2024-03-01"),
        (When(at("2024-02-29") + 1, at("2024-03-02")), "from 2024-03-01 to 2024-03-02"),
        (
            when("2024-03-01T09:00", "2024-03-01T10:00"),
            "between 2024-03-01 09:00 and 2024-03-01 10:00",
        ),
        (When(None, at("2024-03-01T09:00")), "at the latest 2024-03-01 09:00"),
        (When(at("2024-03-01T09:00"), None), "at the earliest 2024-03-01 09:00"),
        (When(None, None), "unknown"),
        (When(at("2024-03-01T09:00") + 1, None), "at the earliest just after 2024-03-01 09:00"),
        (When(None, at("2024-03-01T09:00") - 1), "at the latest just before 2024-03-01 09:00"),
        (When(1 << 62, 1 << 62), "never"),
        (when("2024-10-27T02:30+02:00"), "2024-10-27 02:30 (UTC+0200)"),
        (when("2024-10-27T02:30+01:00"), "2024-10-27 02:30 (UTC+0100)"),
    ],
)
def test_times(time: When, text: str) -> None:
    assert wording.when(time, BERLIN) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (Length(2 * DAY + 3 * HOUR, 2 * DAY + 3 * HOUR), "2 days 3 hours"),
        (Length(1, DAY - 1), "under 1 day"),
        (Length(HOUR, DAY - 1), "1 hour to under 1 day"),
        (Length(HOUR, 2 * HOUR), "1 hour to 2 hours"),
        (Length(0, HOUR), "up to 1 hour"),
        (Length(HOUR, None), "1 hour or more"),
        (Length(0, None), "any length"),
        (Length(0, 0), "no time"),
        (Length(900_000, 900_000), "0.9 seconds"),
        (Length(9 * DAY + 1, 12 * DAY - 1), "over 9 days to under 12 days"),
    ],
)
def test_lengths(length: Length, text: str) -> None:
    assert wording.length(length) == text


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (0, "no time"),
        (1, "1 microsecond"),
        (900_000, "0.9 seconds"),
        (MINUTE + 1_500_000, "1 minute 1.5 seconds"),
        (SECOND, "1 second"),
        (SECOND + 1, "1 second 1 microsecond"),
        (-2 * HOUR, "minus 2 hours"),
        (DAY - 1_000, "23 hours 59 minutes 59.999 seconds"),
    ],
)
def test_lengths_to_the_last(micros: int, text: str) -> None:
    assert show_length(micros) == text


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (1, "a moment"),
        (2 * HOUR, "2 hours"),
        (2 * HOUR + 1, "just over 2 hours"),
        (2 * HOUR - 1, "just under 2 hours"),
    ],
)
def test_how_far_an_act_is_moved(micros: int, text: str) -> None:
    assert wording.shift(micros) == text


@pytest.mark.parametrize(
    ("fact", "value", "because", "text"),
    [
        ("o.received", "received: 2024-03-01", "", "2024-03-01"),
        ("o.received", 'received: {value: 2024-03-01, because: "so"}', "so", "2024-03-01"),
        ("o.kind", 'kind: {one of: [a, b], because: "so"}', "so", "one of: [a, b]"),
        ("o.kind", 'kind:\n  one of: [a, b]\n  because: "so"', "so", "one of: [a, b]"),
        ("o.at", "at: {after: 1, before: 2, asserts: [jo]}", "so", "{after: 1, before: 2}"),
        ("act a1", "ship", "so", "ship"),
        ("o.name", '{value: "x, because: y"}', "", '{value: "x, because: y"}'),
    ],
)
def test_a_fact_is_told_once(fact: str, value: str, because: str, text: str) -> None:
    assert wording.value(UsedFact(fact, value, None, because=because)) == text


def test_what_is_taken_for_granted_alike_is_told_once() -> None:
    texts = ["the record of `a` is taken as complete: so", "`unless` is presumed absent"]
    texts += ["the record of `b` is taken as complete: so", "nothing else", "nothing else"]
    assert wording.assumptions(texts) == [
        "the record of `a`, `b` is taken as complete: so",
        "`unless` is presumed absent",
        "nothing else",
    ]


def test_an_answer_that_leaves_all_open_is_said_to() -> None:
    both = (Verdict.COMPLIED, Verdict.BREACHED)
    asked = Question(
        question="?", reason=Reason.DISPUTED, answers=(("yes", both), ("no", both)), span=None
    )
    assert wording.answers(asked) == ["not by itself: only together with other answers"]
    alone = (("yes", both[:1]), ("no", both))
    assert wording.answers(attrs.evolve(asked, answers=alone)) == [
        "yes: complied",
        "no: complied or breached",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1_398, 1_435, "97.42 %"),
        (501, 1_435, "34.91 %"),
        (1_434, 1_435, "99.93 %"),
        (99_999, 100_000, "99.99 %"),
        (1, 100_000, "0.01 %"),
        (0, 7, "0.00 %"),
        (7, 7, "100.00 %"),
    ],
)
def test_what_is_not_all_is_never_all(part: int, whole: int, text: str) -> None:
    assert wording.percent(part, whole) == text


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_is_within_half_a_hundredth_or_marks_the_edge(part: int, extra: int) -> None:
    whole = part + extra - 1 or 1
    shown = wording.percent(part, whole)
    assert (shown == "100.00 %") is (part == whole)
    assert (shown == "0.00 %") is (part == 0)
    assert abs(float(shown[:-2]) - 100 * part / whole) <= 0.01


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (47 * DAY + HOUR + 1, "47 days 1 hour"),
        (90 * SECOND, "1 minute 30 seconds"),
        (5, "5 microseconds"),
    ],
)
def test_how_far_ahead_in_two_units(micros: int, text: str) -> None:
    assert wording.ahead(micros) == text


# ── Lines ──────────────────────────────────────────────────────────────────────────────────────

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(clean)


@given(TEXTS, st.integers(10, 100))
def test_filled_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    lines = fill(text, room, "- ", "    ")
    assert all(width(line) <= room for line in lines)
    words = "".join(lines).replace(" ", "").removeprefix("-")
    assert words == text.replace(" ", "")


@given(TEXTS)
def test_paint_takes_no_room_and_comes_off(text: str) -> None:
    assert width(painted(text, "r")) == width(text)
    assert finished([painted(text, "r")], colour=False) == f"{text.rstrip()}\n"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("削除命令", 8),
        ("ｗｉｄｅ", 8),
        ("\u0939\u0941", 1),  # a consonant with the vowel sign below it
        ("\u0939\u093f", 2),  # with one that stands beside it
        ("e\u0301te\u0301", 3),
        ("\u0995\u200d\u0996", 2),
        ("한글", 4),
    ],
)
def test_columns_are_those_that_a_terminal_takes(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text())
def test_clean_text_stays_on_its_line(text: str) -> None:
    assert len(clean(text).splitlines()) <= 1
    assert "\x1b" not in clean(text)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("yes",), ["yes"]),
        (("full", "none"), ["full", "none"]),
        (("2024-02-28", "2024-02-29", "2024-03-01"), ["2024-02-28 to 2024-03-01"]),
        (("2024-03-01", "2024-02-28"), ["2024-02-28", "2024-03-01"]),
        (("2024-03-02", "2024-02-28 to 2024-03-01"), ["2024-02-28 to 2024-03-02"]),
        (
            (
                "2024-03-01T09:00:00+01:00 to 2024-03-01T09:59:59.999999+01:00",
                "2024-03-01T10:00:00+01:00 to 2024-03-01T11:00:00+01:00",
                "2024-03-01T11:00:01+01:00 to 2024-03-01T12:00:00+01:00",
            ),
            [
                "2024-03-01T09:00:00+01:00 to 2024-03-01T11:00:00+01:00",
                "2024-03-01T11:00:01+01:00 to 2024-03-01T12:00:00+01:00",
            ],
        ),
        (("one to another", "2024-03-01"), ["2024-03-01", "one to another"]),
    ],
)
def test_neighbouring_days_and_stretches_are_one(answers: tuple[str, ...], told: list[str]) -> None:
    assert wording.folded(answers) == told


def test_answers_that_leave_the_same_are_told_together() -> None:
    days = [f"2024-03-0{n}" for n in range(1, 6)]
    question = Question(
        question="on which day is o.received?",
        reason=Reason.IMPRECISE_TIME,
        answers=tuple((d, (Verdict.COMPLIED if d < days[3] else Verdict.BREACHED,)) for d in days),
        span=None,
    )
    assert wording.answers(question) == [
        "2024-03-01 to 2024-03-03: complied",
        "2024-03-04 to 2024-03-05: breached",
    ]


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (Length(2 * HOUR, 3 * HOUR), "took 2 hours to 3 hours from the trigger"),
        (Length(-3 * HOUR, -3 * HOUR), "done 3 hours before the trigger"),
        (Length(-3 * HOUR, -2 * HOUR), "done 2 hours to 3 hours before the trigger"),
        (Length(-HOUR, DAY), "done between 1 hour before the trigger and 1 day after"),
        (Length(-HOUR, None), "done between 1 hour before the trigger and any time after"),
    ],
)
def test_what_was_done_before_the_trigger_took_no_negative_time(span: Length, told: str) -> None:
    assert wording.took(span) == told
