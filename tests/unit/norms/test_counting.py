"""How norms come to the rules that count their periods, and their deadlines to a clock."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lexcheck.base.time.durations import Duration
from lexcheck.norms.clocks import periods_in
from lexcheck.norms.model import Norm, Ruleset
from lexcheck.norms.settings import with_parameters
from lexcheck.resolved.terms import Apply, Compared, Constant, PeriodOf, Plus
from tests.unit.resolved.programs import HEAD, VOCABULARY, lowered, outcome

DAYS = """\
calendar delhi "Days of the office"
  weekend: sunday
  covers: 2020-01-01 to 2030-12-31
  closed: 2026-01-26 "Republic Day"
calendar mumbai
  weekend: none
  covers: 2020-01-01 to 2030-12-31
"""

ANSWER = """\
obligation answer_it
  for each o: Order
  must answer(o)
  within 2 days of o.received
"""


def head(counting: str) -> str:
    return HEAD.replace(" in force", f" counting {counting} in force")


def counted(norm: Norm) -> list[tuple[str, str]]:
    """The rules of the first period of a deadline, each with its calendar."""
    assert norm.deadline is not None
    rules = periods_in(norm.deadline)[0].counting
    return [(rule.name, "" if rule.calendar is None else rule.calendar.name) for rule in rules]


def only(ruleset: Ruleset) -> Norm:
    (norm,) = ruleset.norms
    return norm


@pytest.mark.parametrize(
    ("header", "clause", "rules"),
    [
        ("", "", [("civil", "")]),
        ("civil", "", [("civil", "")]),
        ("frcp_6a by delhi", "", [("frcp_6a", "delhi")]),
        ("frcp_6a by delhi", "counting elapsed", [("elapsed", "delhi")]),
        ("frcp_6a by delhi", "counting civil by mumbai", [("civil", "mumbai")]),
        ("", "counting frcp_6a by mumbai", [("frcp_6a", "mumbai")]),
        (
            "civil by delhi",
            "counting elapsed or frcp_6a",
            [("elapsed", "delhi"), ("frcp_6a", "delhi")],
        ),
        ("elapsed or civil", "", [("elapsed", ""), ("civil", "")]),
        ("civil or civil", "", [("civil", "")]),
    ],
)  # fmt: skip
def test_a_norm_counts_by_its_own_clause_else_by_the_header(
    header: str, clause: str, rules: list[tuple[str, str]]
) -> None:
    text = (head(header) if header else HEAD) + DAYS + ANSWER + f"  {clause}\n"
    assert counted(only(lowered(text))) == rules


def test_every_period_of_a_norm_is_counted_alike_and_those_elsewhere_by_the_header() -> None:
    text = (
        head("elapsed")
        + DAYS
        + """define grace(o: Order) = o.received + 1 days < o.issued
    obligation answer_it
      for each o: Order
      when o.issued + 3 days < o.received
      must answer(o)
      not before 1
      within 2 days of o.received
      until 9 days of o.received
      unless grace(o)
      counting frcp_6a by delhi
    """
    )
    norm = only(lowered(text))
    for term in (norm.opening, norm.until, norm.deadline):
        assert isinstance(term, PeriodOf)
        assert [rule.name for rule in term.counting] == ["frcp_6a"]
    (unless,) = norm.exceptions
    assert isinstance(unless.condition, Apply)
    for condition, rule in ((unless.condition.body, "elapsed"), (norm.when, "frcp_6a")):
        assert isinstance(condition, Compared)
        assert isinstance(condition.left, Plus)
        assert [each.name for each in condition.left.counting] == [rule]


def test_the_opening_of_a_window_in_working_days_is_in_working_days() -> None:
    text = ANSWER.replace("within 2 days", "not before 10 within 14 working days")
    opening = only(lowered(head("civil by delhi") + DAYS + text)).opening
    assert isinstance(opening, PeriodOf)
    assert isinstance(opening.period, Constant)
    assert opening.period.value == Duration(Decimal(10), "day", working=True)


def test_a_file_that_is_used_counts_as_its_own_header_says() -> None:
    used = f"""ruleset other timezone "Asia/Kolkata" uses moderation counting frcp_6a by delhi
    {DAYS}{ANSWER.replace("answer_it", "theirs")}"""
    text = (
        'ruleset r timezone "Asia/Kolkata" uses moderation, other in force from 2000-01-01\n'
        + ANSWER
        + "obligation ours_by_their_days for each o: Order must answer(o)"
        "  within 2 days of o.received counting frcp_6a by mumbai"
    )
    ruleset = lowered(text, VOCABULARY, used)
    assert {norm.name: counted(norm) for norm in ruleset.norms} == {
        "theirs": [("frcp_6a", "delhi")],
        "answer_it": [("civil", "")],
        "ours_by_their_days": [("frcp_6a", "mumbai")],
    }
    assert [used.calendar.name for used in ruleset.calendars] == ["delhi", "mumbai"]


def test_calendars_and_rules_may_stand_in_a_vocabulary() -> None:
    shared = f"vocabulary days\n{DAYS}counting rule mine like frcp_6a\n"
    text = HEAD.replace("uses moderation", "uses moderation, days") + ANSWER
    ruleset = lowered(text + "  counting mine by mumbai\n", VOCABULARY, shared)
    assert counted(only(ruleset)) == [("mine", "mumbai")]


def test_a_rule_of_ones_own_changes_what_it_says_and_no_more() -> None:
    text = f"""{HEAD}{DAYS}source act "The Act"
    counting rule mine "Mine" like theirs
      cites act "s 1" unverified
      first_day: in
      cut_off: "17:30"
    counting rule theirs like regulation_1182_71
      overflow: next_day
      deemed: 1 working day
    {ANSWER} counting mine by delhi"""
    deadline = only(lowered(text)).deadline
    assert isinstance(deadline, PeriodOf)
    (rule,) = deadline.counting
    assert (rule.name, rule.title, rule.citation) == ("mine", "Mine", "The Act, s 1")
    assert (rule.first_day, str(rule.cut_off), rule.overflow) == ("in", "17:30:00", "next_day")
    assert (rule.roll, rule.least_open_days, str(rule.deemed)) == ("next", 2, "1 working day")


def test_only_the_calendars_that_norms_count_by_are_told() -> None:
    text = f'{HEAD}source act "The Act"\n' + DAYS.replace(
        "  weekend: sunday", '  cites act "s 2"\n  weekend: sunday'
    )
    ruleset = lowered(text + ANSWER + "  counting civil by delhi\n")
    (used,) = ruleset.calendars
    assert (used.calendar.name, [str(each) for each in used.citations]) == (
        "delhi",
        ["The Act, s 2"],
    )


# ── Clocks ─────────────────────────────────────────────────────────────────────────────────────


def test_every_period_of_a_deadline_has_the_clock_and_the_opening_has_none() -> None:
    text = ANSWER.replace(
        "within 2 days of o.received",
        "within the later of 2 days of o.received and (3 days of o.issued + 1 hours)",
    )
    clauses = "  paused while stayed(o) restarts after settled(o)\n"
    clauses += "  extended by 1 day if stayed(o) extended by o.comply_within\n"
    norm = only(lowered(HEAD + text + clauses + "  not before 1 hours of o.received\n"))
    assert norm.deadline is not None
    for period in periods_in(norm.deadline):
        assert period.clock is not None
        assert period.clock.paused is not None
        assert period.clock.restarts is not None
        conditions = [each.condition is None for each in period.clock.extensions]
        assert conditions == [False, True]
    assert isinstance(norm.opening, PeriodOf)
    assert norm.opening.clock is None


def test_a_reading_amends_how_time_is_counted() -> None:
    text = f"""{HEAD}{DAYS}{ANSWER}  counting elapsed or civil
      extended by 1 day if stayed(o)
    reading other
      answer_it: counting frcp_6a by delhi, paused while stayed(o), extended by 2 days
    """
    ruleset = lowered(text)
    (other,) = ruleset.readings
    assert counted(only(ruleset)) == [("elapsed", ""), ("civil", "")]
    norm = only(other.ruleset)
    assert counted(norm) == [("frcp_6a", "delhi")]
    assert norm.deadline is not None
    clock = periods_in(norm.deadline)[0].clock
    assert clock is not None
    assert clock.paused is not None
    assert [each.condition for each in clock.extensions] == [None]
    assert [used.calendar.name for used in other.ruleset.calendars] == ["delhi"]
    assert ruleset.calendars == ()


# ── Working days that are set ──────────────────────────────────────────────────────────────────


def test_working_days_are_set_as_they_are_written() -> None:
    ruleset = lowered(f"{HEAD}parameter grace: duration = 2 days\n")
    changed, faults = with_parameters(ruleset, {"grace": "3 working days"})
    assert faults == []
    (grace,) = changed.parameters
    assert isinstance(grace.value, Constant)
    assert grace.value.value == Duration(Decimal(3), "day", working=True)
    _, faults = with_parameters(ruleset, {"grace": "3 working weeks"})
    assert [fault.code for fault in faults] == ["LX232"]


def test_a_calendar_at_fault_is_the_only_fault() -> None:
    text = f"""{head("frcp_6a by delhi")}{DAYS.replace("weekend: sunday", "weekend: sundae")}
    {ANSWER.replace("2 days", "2 working days")} paused while stayed(o)"""
    _, faults = outcome(text)
    assert [fault.code for fault in faults] == ["LX354"]
