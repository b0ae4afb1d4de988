"""Versions, pending instances, annulment: what a change of law does to one order."""

from __future__ import annotations

from datetime import date

import pytest

from lexcheck.base.time.instants import DAY
from lexcheck.verdicts.model import Finding, Run, When
from tests.judging import Document, at, between, hour, judge
from tests.unit.evaluate.asking import VOCABULARY, case, found

#: The law changes at hour 12, with the second of March.
CHANGE = 12


def only(rules: str, document: Document, as_of: int = 100, law: date | None = None) -> Finding:
    (finding,) = judge(VOCABULARY + rules, document, as_of, law_as_of=law).findings
    return finding


def duty(body: str, days: str) -> str:
    return f"obligation n for each o: Order {body} in force from {days}\n"


def test_what_was_done_in_part_before_the_change_counts_after_it() -> None:
    rules = "alpha(o) counts as partly beta(o)\n" + duty(
        "must beta(o) within 20 hours of o.received", "2021-01-01 until 2021-03-01 pending convert"
    )
    rules += duty("must beta(o) within 3 hours of o.received", "2021-03-02")
    acts = [{"alpha": "o", "at": at(5)}]
    finding = only(rules, case(acts=acts))
    assert (finding.verdict, finding.version) == ("partial", "from 2021-03-02")
    assert finding.deadline == When(hour(15), hour(15))


def test_what_is_converted_may_be_converted_again() -> None:
    rules = duty(
        "must beta(o) within 99 hours of o.received", "2021-01-01 until 2021-03-01 pending convert"
    )
    rules += duty(
        "must beta(o) within 40 hours of o.received", "2021-03-02 until 2021-03-02 pending convert"
    )
    rules += duty("must beta(o) within 2 hours of o.received", "2021-03-03")
    finding = only(rules, case())
    assert finding.version == "from 2021-03-03"
    assert finding.deadline == When(hour(38), hour(38))
    assert len(finding.law) == 2


def test_what_must_be_so_from_the_start_must_be_so_from_the_change() -> None:
    """The new law gives no time: what is pending is due with its first instant."""
    rules = duty(
        "must on(o) within 20 hours of o.received", "2021-01-01 until 2021-03-01 pending convert"
    )
    rules += duty("from o.received must on(o)", "2021-03-02")
    acts = [{"do": "o", "in": "IN", "at": at(18)}]
    finding = only(rules, case(acts=acts))
    assert (finding.verdict, len(finding.gaps)) == ("complied_late", 1)
    assert finding.gaps[0].start == When(hour(CHANGE), hour(CHANGE))


def test_what_the_new_law_counts_from_something_else_is_not_counted_before_that() -> None:
    rules = duty(
        "must beta(o) within 20 hours of o.received", "2021-01-01 until 2021-03-01 pending convert"
    )
    rules += duty("must beta(o) within 3 hours of o.due", "2021-03-02")
    later = only(rules, case({"due": at(30)}))
    assert later.deadline == When(hour(33), hour(33))
    assert only(rules, case()).verdict == "not_applicable"  # it never came, says the log


PROHIBITED = (
    "prohibition n for each o: Order from o.received must not do(o) in IN "
    "in force from 2021-01-01 until 2021-03-01 pending convert\n"
    "prohibition n for each o: Order from o.received must not do(o) in force from 2021-03-02\n"
)


@pytest.mark.parametrize(
    ("where", "moment", "verdict", "version"),
    [
        ("US", 5, "pending", "from 2021-03-02"),
        ("US", 20, "breached", "from 2021-03-02"),
        ("IN", 5, "breached", "from 2021-01-01 until 2021-03-01"),
        ("IN", 20, "breached", "from 2021-03-02"),
    ],
)
def test_what_a_new_prohibition_forbids_was_not_forbidden_before_it(
    where: str, moment: int, verdict: str, version: str
) -> None:
    acts = [{"do": "o", "in": where, "at": at(moment)}]
    finding = only(PROHIBITED, case(acts=acts))
    assert (finding.verdict, finding.version) == (verdict, version)


def test_an_annulled_law_converts_nothing() -> None:
    rules = duty(
        "must beta(o) within 20 hours of o.received", "2021-01-01 until 2021-03-01 pending convert"
    )
    rules += duty("must beta(o) within 1 hours of o.received", "2021-03-02 annulled 2021-03-04")
    before, after = (only(rules, case(), as_of) for as_of in (50, 80))
    assert before.deadline == When(hour(13), hour(13))
    assert after.deadline == When(hour(20), hour(20))


def test_a_law_that_is_annulled_later_holds_in_the_days_of_another() -> None:
    rules = duty("must beta(o) within 20 hours of o.received", "2021-01-01")
    rules += duty(
        "must beta(o) within 1 hours of o.received",
        "2021-03-01 until 2021-03-02 annulled 2021-03-04",
    )
    for received, due in ((-20, 0), (0, 1), (35, 36), (36, 56)):
        finding = only(rules, case({"received": at(received)}), 50)
        assert finding.deadline == When(hour(due), hour(due))
    assert only(rules, case(), 80).deadline == When(hour(20), hour(20))


def test_which_law_holds_is_open_where_the_trigger_is() -> None:
    rules = duty("must beta(o) within 20 hours of o.received", "2021-01-01 until 2021-03-01")
    rules += duty("must beta(o) within 1 hours of o.received", "2021-03-02")
    document = case({"received": between(11, 13)}, [{"beta": "o", "at": at(25)}])
    finding = only(rules, document)
    assert finding.possible == ("complied", "complied_late")
    assert (finding.version, finding.other_versions) == (
        "from 2021-01-01 until 2021-03-01",
        ("from 2021-03-02",),
    )


def test_a_standing_duty_is_judged_by_a_days_law_on_all_its_days() -> None:
    """A norm without a trigger arises with its first version, under whichever law."""
    rules = duty("must beta(o) until 2021-03-10", "2021-03-01 until 2021-03-01")
    rules += duty("must on(o) until 2021-03-10", "2021-03-02")
    for day in (1, 2):
        finding = only(rules, case(), 50, date(2021, 3, day))
        assert finding.trigger == When(hour(-12), hour(-12))
    assert only(rules, case(), 50, date(2020, 1, 1)).verdict == "not_applicable"


def test_what_overrides_is_no_law_once_annulled() -> None:
    rules = "prohibition p for each o: Order from o.received must not beta(o) overrides n\n"
    rules += "  in force from 2021-01-01 annulled 2021-03-04\n"
    rules += "obligation n for each o: Order must beta(o) within 5 hours of o.received\n"
    assert found(rules, case(), 50)["n(o)"] == ("excused",)
    assert found(rules, case(), 80)["n(o)"] == ("breached",)


def test_what_overrides_does_so_after_it_was_converted() -> None:
    rules = "prohibition p for each o: Order from o.received must not beta(o) overrides n\n"
    rules += "  in force from 2021-01-01 until 2021-03-01 pending convert\n"
    rules += "prohibition p for each o: Order from o.received must not beta(o)\n"
    rules += "  in force from 2021-03-02\n"
    rules += "obligation n for each o: Order must beta(o) within 30 hours of o.received\n"
    assert found(rules, case(), 50) == {"p(o)": ("pending",), "n(o)": ("excused",)}


def test_an_exception_that_held_under_the_old_law_is_no_pending_duty() -> None:
    """Excused when the law changed, it is not taken up by the new one."""
    rules = duty(
        "must beta(o) within 20 hours of o.received unless stay(o) at the trigger",
        "2021-01-01 until 2021-03-01 pending convert",
    )
    rules += duty("must beta(o) within 3 hours of o.received", "2021-03-02")
    assert only(rules, case(acts=[{"grant": "o", "amount": "1 INR", "at": at(-1)}])).verdict == (
        "excused"
    )
    assert only(rules, case()).verdict == "breached"


def notes(run: Run) -> list[str]:
    return [note for note in run.notes if "reviewed" in note]


@pytest.mark.parametrize(
    ("as_of", "law", "warned"),
    [
        (0, None, False),  # 2021-03-01
        (365 * 24, None, False),  # a year later, to the day
        (366 * 24, None, True),
        (0, date(2022, 3, 2), True),
        (366 * 24, date(2022, 3, 1), False),
    ],
)
def test_a_ruleset_that_nobody_reviewed_for_a_year_says_so(
    as_of: int, law: date | None, warned: bool
) -> None:
    rules = VOCABULARY.replace('timezone "UTC"', 'timezone "UTC" reviewed 2021-03-01')
    rules += "obligation n for each o: Order must beta(o) within 5 hours of o.received\n"
    run = judge(rules, case(), as_of, law_as_of=law)
    assert bool(notes(run)) is warned
    assert run.law_as_of == law


def test_a_leap_day_is_a_year_old_with_the_first_of_march() -> None:
    rules = VOCABULARY.replace('timezone "UTC"', 'timezone "UTC" reviewed 2020-02-29')
    rules += "obligation n for each o: Order must beta(o) within 5 hours of o.received\n"
    day = DAY // (hour(1) - hour(0))
    assert not notes(judge(rules, case({"received": at(-48)}), -day))
    assert notes(judge(rules, case({"received": at(-48)}), 0))
