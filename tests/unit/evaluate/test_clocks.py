"""Counting and clocks where something is in doubt: how far the deadline is still known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from lexcheck.verdicts.model import Finding, Reason, Verdict, When
from tests.judging import Document, at, hour, judge
from tests.unit.evaluate.asking import VOCABULARY, case

CITY = """\
calendar city
  weekend: saturday, sunday
  covers: 2021-01-01 to 2021-12-31
  closed: 2021-03-02 "a holiday"
"""


def norm(*clauses: str, within: str = "5 hours of o.received") -> str:
    body = "".join(f"  {clause}\n" for clause in clauses)
    return f"{CITY}obligation n\n  for each o: Order\n  must alpha(o)\n  within {within}\n{body}"


def judged(rules: str, acts: Sequence[Document] = (), as_of: int = 100, **parts: Any) -> Finding:
    """The finding on the one order, received at hour 0: a Monday at noon."""
    run = judge(VOCABULARY + rules, case(acts=acts, **parts), as_of)
    (finding,) = [found for found in run.findings if found.norm == "n"]
    return finding


def due(finding: Finding) -> tuple[float | None, float | None]:
    """The deadline, in hours of the tests."""
    assert finding.deadline is not None

    def hours(instant: int | None) -> float | None:
        return None if instant is None else (instant - hour(0)) / (hour(1) - hour(0))

    return hours(finding.deadline.earliest), hours(finding.deadline.latest)


def stay(*edges: Any) -> list[Document]:
    """A stay granted, lifted, granted and so on."""
    words = ("grant", "lift")
    return [{words[n % 2]: "o", "id": f"s{n}", "at": edge} for n, edge in enumerate(edges)]


def between(low: float, high: float) -> Document:
    return {"after": at(low), "before": at(high)}


PAUSED = norm("paused while stay(o)")
RESTARTS = norm("restarts after stay(o)")


# ── Pauses whose edges are in doubt ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("edges", "told"),
    [
        ((at(2), at(10)), (13, 13)),
        ((at(2), between(10, 12)), (13, 15)),
        ((between(1, 2), at(10)), (13, 14)),
        ((between(1, 2), between(10, 12)), (13, 16)),
        ((between(4, 6), at(10)), (5, 11)),
        ((at(-2), at(3)), (8, 8)),
        ((at(2), at(3), at(4), at(6)), (8, 8)),
        ((at(5), at(9)), (5, 5)),
    ],
)
def test_the_deadline_lies_where_the_edges_of_a_pause_allow(
    edges: tuple[Any, ...], told: tuple[float, float]
) -> None:
    assert due(judged(PAUSED, stay(*edges))) == pytest.approx(told, abs=1e-6)


def test_a_deadline_moves_with_the_one_edge_it_hangs_on() -> None:
    """Lifted between 10 and 12, and done two hours and a half later: in time whenever it was."""
    acts = [*stay(at(2), between(10, 12)), {"alpha": "o", "at": between(12.5, 12.75)}]
    assert judged(PAUSED, acts).verdict is Verdict.COMPLIED
    acts = [*stay(at(2), {"one of": [at(10), at(12)]}), {"alpha": "o", "at": at(14)}]
    finding = judged(PAUSED, acts)
    assert finding.possible == (Verdict.COMPLIED, Verdict.COMPLIED_LATE)


def test_a_clock_that_stands_still_has_no_deadline() -> None:
    finding = judged(PAUSED, stay(at(2)))
    assert (finding.verdict, finding.deadline) == (Verdict.PENDING, None)
    assert "due: never" in finding.steps
    assert judged(PAUSED, [*stay(at(2)), {"alpha": "o", "at": at(90)}]).verdict is Verdict.COMPLIED


def test_of_days_only_that_on_which_a_pause_falls_is_asked() -> None:
    """Two days from Monday; stayed from some time on Tuesday to some time on Thursday."""
    rules = norm("paused while stay(o)", within="2 days of o.received")
    acts = stay(between(13, 35), between(61, 83))
    finding = judged(rules, acts)
    # Tuesday to Thursday are not counted: Friday and Saturday are.
    assert due(finding) == pytest.approx((132, 132), abs=1e-6)
    acts = stay(between(13, 35), between(61, 85))
    assert due(judged(rules, acts, as_of=200)) == pytest.approx((132, 156), abs=1e-6)


# ── Records that are not complete ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rules", [PAUSED, RESTARTS])
@pytest.mark.parametrize("done", [3, 50])
def test_what_may_have_gone_unrecorded_may_have_stopped_the_clock(rules: str, done: int) -> None:
    acts = [{"alpha": "o", "at": at(done)}]
    open_ = judged(rules, acts, built_from="reports")
    assert due(open_)[0] == 5
    assert due(open_)[1] is None
    assert Verdict.COMPLIED in open_.possible
    assert (Verdict.COMPLIED_LATE in open_.possible) == (done == 50)
    covered = {"complete": ["grant", "lift"], "until": at(100)}
    told = judged(rules, acts, built_from="reports", coverage=[covered])
    assert due(told) == (5, 5)


def test_an_unrecorded_end_may_have_shortened_a_pause() -> None:
    covered = {"complete": ["grant"], "until": at(100)}
    finding = judged(PAUSED, stay(at(2), at(30)), built_from="reports", coverage=[covered])
    assert due(finding) == (5, None)
    assert Reason.NOT_COVERED in finding.reasons


@pytest.mark.parametrize("rules", [PAUSED, RESTARTS])
def test_a_clock_that_seems_to_stand_still_may_have_run_again_unrecorded(rules: str) -> None:
    """Lifted at 3, say, and nobody recorded it: then the deadline has passed."""
    covered = {"complete": ["grant", "alpha"], "until": at(100)}
    finding = judged(rules, stay(at(2)), built_from="reports", coverage=[covered])
    assert finding.possible == (Verdict.PENDING, Verdict.BREACHED)
    assert Reason.NOT_COVERED in finding.reasons


def test_a_disputed_stay_is_two_deadlines() -> None:
    acts = stay(at(2), at(10))
    for act in acts:
        act["denies"] = ["p"]
    acts.append({"alpha": "o", "at": at(12)})
    parties: Document = {"Party": {"p": {}}}
    order: Document = {"Order": {"o": {"received": at(0)}}}
    finding = judged(PAUSED, acts, records={**order, **parties})
    # Not granted, it was due at 5; granted and lifted, at 13; granted and not lifted, not yet.
    assert finding.possible == (Verdict.COMPLIED, Verdict.COMPLIED_LATE)
    assert finding.reason is Reason.DISPUTED
    assert due(finding) == (5, 13)


# ── Restarts and extensions ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("edges", "told"),
    [
        ((at(3), at(20)), (25, 25)),
        ((at(-3), at(20)), (25, 25)),
        ((at(5), at(20)), (5, 5)),
        ((at(3), between(20, 22)), (25, 27)),
        ((between(4, 6), at(20)), (5, 25)),
        ((at(3), at(20), at(24), at(30)), (35, 35)),
        ((at(3), at(20), at(25), at(30)), (25, 25)),
    ],
)
def test_the_period_runs_anew_when_the_stretch_ends(
    edges: tuple[Any, ...], told: tuple[float, float]
) -> None:
    assert due(judged(RESTARTS, stay(*edges))) == pytest.approx(told, abs=1e-6)


def test_a_pause_in_time_that_a_restart_makes_void_does_not_lengthen_it() -> None:
    rules = norm("paused while stay(o)", "restarts after on(o)")
    acts = [
        *stay(at(1), at(2)),
        {"do": "o", "in": "IN", "at": at(3)},
        {"undo": "o", "at": at(20)},
    ]
    assert due(judged(rules, acts)) == (25, 25)


@pytest.mark.parametrize(
    ("clauses", "granted", "told"),
    [
        (("extended by 3 hours if stay(o)",), 4, 8),
        (("extended by 3 hours if stay(o)",), 6, 5),
        (("extended by 3 hours if stay(o)", "extended by 4 hours if stay(o)"), 4, 12),
        (("extended by 3 hours", "extended by 4 hours if stay(o)"), 6, 12),
        (("extended by 3 hours if stay(o)", "extended by 4 hours if not stay(o)"), 4, 8),
        (("extended by 1 days",), 4, 36),
    ],
)
def test_extensions_are_asked_in_their_order_each_after_those_before_it(
    clauses: tuple[str, ...], granted: int, told: float
) -> None:
    found = due(judged(norm(*clauses), stay(at(granted))))
    assert found == pytest.approx((told, told), abs=1e-6)


def test_an_extension_is_asked_as_far_as_the_as_of_sees() -> None:
    rules = norm("extended by 3 hours if stay(o)")
    assert due(judged(rules, stay(at(2)), as_of=1)) == (5, 5)
    assert due(judged(rules, stay(at(2)), as_of=3)) == (8, 8)
    assert due(judged(rules, stay(at(2), at(4)), as_of=3)) == (8, 8)
    assert due(judged(rules, stay(at(2), at(4)), as_of=6)) == (5, 5)


def test_an_extension_of_no_known_length_leaves_the_deadline_open() -> None:
    order: Document = {"Order": {"o": {"received": at(0), "allowed": "unknown"}}}
    rules = norm("extended by o.allowed if stay(o)")
    finding = judged(rules, stay(at(2)), records=order)
    assert due(finding) == (5, None)
    assert finding.possible == (Verdict.PENDING, Verdict.BREACHED)
    assert due(judged(rules, records=order)) == (5, 5)


# ── Rules in dispute ───────────────────────────────────────────────────────────────────────────

EITHER = "counting elapsed or regulation_1182_71 by city"


def test_rules_that_end_alike_raise_no_question() -> None:
    order: Document = {"Order": {"o": {"received": at(0)}}}
    rules = norm("counting civil or general_clauses_act", within="3 days of o.received")
    finding = judged(rules, [{"alpha": "o", "at": at(99)}], records=order)
    assert (finding.verdict, finding.questions) == (Verdict.COMPLIED_LATE, ())


def test_one_rule_holds_for_all_periods_of_a_completion() -> None:
    """Of two periods by the same rules, never the one by the first and the other by the second."""
    other = f"obligation m for each o: Order must beta(o) within 5 hours of o.received {EITHER}\n"
    rules = norm(EITHER, "unless no beta(o) happened up to 5 hours of o.received") + other
    run = judge(VOCABULARY + rules, case(acts=[{"beta": "o", "at": at(5.5)}]), 100)
    found = {finding.norm: finding for finding in run.findings}
    # By the full hour the beta came in time, so that nothing excuses, and n is due at 6.
    assert found["n"].possible == (Verdict.EXCUSED, Verdict.BREACHED)
    assert found["n"].deadline == When(hour(5), hour(6))
    assert found["n"].reason is Reason.NEEDS_JUDGEMENT
    assert len(found["n"].questions) == 1


def test_both_rules_are_shown_with_where_they_lead() -> None:
    finding = judged(norm(EITHER), [{"alpha": "o", "at": at(5.5)}])
    assert finding.possible == (Verdict.COMPLIED, Verdict.COMPLIED_LATE)
    assert due(finding) == (5, 6)
    assert "by `elapsed`: 2021-03-01T17:00:00+00:00" in finding.steps
    assert "by `regulation_1182_71`: 2021-03-01T18:00:00+00:00" in finding.steps
    assert finding.steps[-1] == "due: 2021-03-01T17:00:00+00:00 or 2021-03-01T18:00:00+00:00"


def test_doubtful_anchors_are_counted_by_each_rule() -> None:
    order: Document = {"Order": {"o": {"received": between(0, 2)}}}
    finding = judged(norm(EITHER), [{"alpha": "o", "at": at(5)}], records=order)
    assert finding.verdict is Verdict.COMPLIED
    assert due(finding) == (5, 8)


def test_working_days_are_no_days() -> None:
    """What a record gives in working days is no number of days; but it is no less than as many."""
    order: Document = {"Order": {"o": {"received": at(0), "allowed": "2 working days"}}}
    added = norm("counting civil by city", within="(o.allowed + 1 days) of o.received")
    finding = judged(added, records=order)
    assert (finding.reason, due(finding)) == (Reason.NEEDS_JUDGEMENT, (69, None))
    compared = norm("when o.allowed < 3 days or o.allowed = 2 days")
    assert judged(compared, records=order).reasons == (Reason.NEEDS_JUDGEMENT,)
    shorter = norm("when o.allowed < 40 hours")
    assert judged(shorter, records=order).verdict is Verdict.NOT_APPLICABLE


def test_what_is_counted_from_a_moment_that_never_comes_never_ends() -> None:
    within = "(5 hours of o.received) + 2 days"
    assert judged(norm("paused while stay(o)", within=within), stay(at(2))).deadline is None


# ── Calendars ──────────────────────────────────────────────────────────────────────────────────


def test_anchors_that_end_at_one_instant_are_not_told_apart() -> None:
    """Received on Monday or on the holiday after it: the first working day is Wednesday."""
    order: Document = {"Order": {"o": {"received": between(0, 30)}}}
    rules = norm("counting civil by city", within="1 working day of o.received")
    finding = judged(rules, [{"alpha": "o", "at": at(61)}], records=order)
    assert (finding.verdict, finding.questions) == (Verdict.COMPLIED_LATE, ())
    assert due(finding) == pytest.approx((60, 60), abs=1e-6)


def test_what_no_calendar_covers_is_open_from_the_earliest_day_on() -> None:
    order: Document = {"Order": {"o": {"received": "2021-12-31T12:00Z"}}}
    rules = norm("counting civil by city", within="1 working day of o.received")
    finding = judged(rules, records=order, as_of=24 * 400)
    assert finding.possible == (Verdict.PENDING, Verdict.BREACHED)
    assert finding.reason is Reason.NOT_COVERED
    assert any("covers 2021-01-01 to 2021-12-31" in step for step in finding.steps)
    assert "`city`" in finding.questions[0].question


def test_working_days_of_a_record_without_a_calendar_need_judgement() -> None:
    order: Document = {"Order": {"o": {"received": at(0), "allowed": "2 working days"}}}
    within = "o.allowed of o.received"
    finding = judged(norm(within=within), records=order)
    assert (finding.reason, due(finding)) == (Reason.NEEDS_JUDGEMENT, (0, None))
    counted = judged(norm("counting civil by city", within=within), records=order)
    assert due(counted) == pytest.approx((84, 84), abs=1e-6)


@pytest.mark.parametrize(
    "within", ["5 hours of o.received", "1 month of o.received", "2 working days of o.received"]
)
@pytest.mark.parametrize("rule", ["civil", "regulation_1182_71", "frcp_6a", "elapsed or frcp_6a"])
def test_of_moments_that_nobody_knows_anything_may_come(within: str, rule: str) -> None:
    clauses = ("paused while stay(o)", "restarts after on(o)", "extended by 1 day if stay(o)")
    order: Document = {"Order": {"o": {"received": "unknown"}}}
    rules = norm(f"counting {rule} by city", *clauses, within=within)
    acts = [*stay("unknown", "unknown"), {"alpha": "o", "at": at(90)}]
    told = judged(rules, acts, records=order)
    assert {Verdict.NOT_APPLICABLE, Verdict.COMPLIED, Verdict.PENDING} <= set(told.possible)
    assert told.reason is Reason.MISSING_FACT
