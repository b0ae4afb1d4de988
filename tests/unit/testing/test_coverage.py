"""A point is decisive where a case would be judged otherwise without it."""

from __future__ import annotations

from pathlib import Path

from lexcheck.verdicts.model import Verdict
from tests.unit.testing.trying import CASE, IN_TIME, NEVER, NO_DUTY, measure

HANDED = CASE.replace("acts:\n", "acts:\n  - {hand_over: p2, at: 2024-03-01T08:00}\n")


def test_what_no_case_turns_on_is_named(tmp_path: Path) -> None:
    found = measure(tmp_path, IN_TIME)
    assert found.missing == [
        "hand_over(p) counts as partly gone(p)",
        "lose(p) ends gone(p)",
        "until o.dropped",
        "exception handed",
        "within 48 hours of o.received",
    ]


def test_a_condition_of_an_exception_keeps_it_from_excusing_everybody(tmp_path: Path) -> None:
    found = measure(tmp_path, IN_TIME)
    where = {each.point.label: each.where for each in found.coverage.points}
    assert where["when hand_over(p) happened"].endswith("deliver(o1, p1)")


def test_a_condition_is_decisive_where_it_keeps_an_instance_out(tmp_path: Path) -> None:
    found = measure(tmp_path, IN_TIME)
    where = {each.point.label: each.where for each in found.coverage.points}
    assert where["when o.urgent"].endswith("tried.yaml: deliver(o2, p3)")


def test_an_exception_is_decisive_where_it_excuses(tmp_path: Path) -> None:
    excused = "  - deliver(o1, p2): excused\n    because: x\n"
    found = measure(tmp_path, IN_TIME, excused, case=HANDED)
    assert "exception handed" not in found.missing


def test_what_stands_in_a_reading_is_decisive_under_it_alone(tmp_path: Path) -> None:
    slow = "  - deliver(o1, p1): complied\n    for: {reading: slow}\n    because: x\n"
    assert "within 48 hours of o.received" not in measure(tmp_path, slow).missing
    assert "within 48 hours of o.received" in measure(tmp_path, IN_TIME).missing


def test_what_the_ruleset_cannot_do_without_counts_where_the_norm_applies(tmp_path: Path) -> None:
    found = measure(tmp_path, IN_TIME)
    where = {each.point.label: each.where for each in found.coverage.points}
    assert where["must gone(p)"].endswith("deliver(o1, p1)")
    nobody = CASE.replace("urgent: true", "urgent: false")
    never = NO_DUTY.replace("o2, p3", "o1, p1")
    assert "must gone(p)" in measure(tmp_path, never, case=nobody).missing


def test_citations_and_reasons_are_no_points(tmp_path: Path) -> None:
    labels = [each.point.label for each in measure(tmp_path, IN_TIME).coverage.points]
    assert len(labels) == 12
    assert not [label for label in labels if "cites" in label or label.startswith("because")]


def test_the_verdicts_shown_are_those_that_were_expected(tmp_path: Path) -> None:
    found = measure(tmp_path, IN_TIME, NO_DUTY)
    (shown,) = found.coverage.shown
    assert (shown.norm, shown.verdicts) == ("deliver", (Verdict.NOT_APPLICABLE, Verdict.COMPLIED))
    wrong = NEVER.replace("breached", "pending")
    (shown,) = measure(tmp_path, wrong).coverage.shown
    assert shown.verdicts == ()


def test_a_share_counts_every_point_once(tmp_path: Path) -> None:
    found = measure(tmp_path, IN_TIME)
    assert found.coverage.share == (7, 12)
