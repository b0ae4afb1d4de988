"""JUnit XML as a reader of test results has it."""

from __future__ import annotations

from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

from lexcheck.report import Options, render
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.verdicts.model import Verdict
from tests.unit.report.hostile import attacked, hostile_report
from tests.unit.report.making import finding, full, judged, report, with_findings


def suites(data: bytes) -> list[TestSuite]:
    return list(JUnitXml.fromstring(data))


def rendered(*runs: Judged) -> list[TestSuite]:
    return suites(render(report(*runs), "junit", Options()))


def properties_of(suite: TestSuite) -> dict[str, str]:
    found = suite.properties()  # type: ignore[no-untyped-call] # the reader has no types there
    return {each.name: each.value for each in found}


def test_a_breach_fails_and_lateness_passes() -> None:
    suite, _ = rendered(judged())
    complied, late, breached = suite
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (3, 1, 0, 0)
    assert complied.is_passed
    assert late.is_passed
    assert "late by 1 day 3 hours" in (late.system_out or "")
    (failure,) = breached.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("not_performed", "breached (not performed)")
    assert "Code of the Desk, s 1; s 2 (unverified)" in (failure.text or "")
    assert breached.classname == "deliver"


def test_what_neither_passed_nor_failed_is_skipped() -> None:
    suite, _ = rendered(
        with_findings(
            full(),
            finding("p2", Verdict.PENDING),
            finding("p3", Verdict.NOT_APPLICABLE),
            finding("p4", Verdict.EXCUSED),
        )
    )
    assert [isinstance(case.result[0], Skipped) for case in suite if case.result] == [True] * 3
    assert suite.skipped == 3
    open_ = next(iter(suite))
    assert "to settle: was it shipped" in open_.result[0].message


def test_lines_are_those_of_the_case() -> None:
    data = render(report(judged()), "junit", Options()).decode()
    assert 'name="deliver(o1, p2)" time="0" file="case" line="21"' in data


def test_a_suite_tells_what_it_was_made_from() -> None:
    suite, other, _ = rendered(judged(), judged(reading="strict"))
    properties = properties_of(suite)
    assert properties["notice"] == NOTICE
    assert properties["as of"] == "end of 2024-03-05"
    assert properties["sha256 of case.yaml"] == "0" * 64
    assert properties_of(other)["reading"] == "strict"


def test_what_was_refused_is_an_error() -> None:
    (suite,) = rendered()
    (case,) = suite
    (error,) = case.result
    assert isinstance(error, Error)
    assert error.type == "LX421"


def test_a_hostile_case_is_text() -> None:
    (suite,) = suites(render(hostile_report(), "junit", Options()))
    hostile, complied = suite
    assert hostile.name == attacked("id").replace("\n", " ")
    assert complied.is_passed
    one = with_findings(finding("p\x00\x1b\ufffe1", Verdict.BREACHED))
    (case,) = rendered(one)[0]
    assert case.name == "deliver(o1, p���1)"


def test_nothing_is_read_as_nothing() -> None:
    assert suites(render(Report(version="0", inputs=(), runs=()), "junit", Options())) == []
