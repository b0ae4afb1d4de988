"""The pytest plugin collects what cases expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.testing.trying import CASE, IN_TIME, NEVER, RULES

pytest_plugins = ["pytester"]

# Another plugin of this environment warns where it is not told this.
INI = "[pytest]\nasyncio_default_fixture_loop_scope = function\n"


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    pytester.makeini(f"{INI}lexcheck_cases = cases\n")
    folder = pytester.mkdir("cases")
    (folder / "tried.lex").write_text(RULES, "utf-8")
    (folder / "tried.yaml").write_text(CASE + IN_TIME + NEVER, "utf-8")
    (folder / "other.yaml").write_text("compose: {}\n", "utf-8")
    return folder


def test_each_expectation_is_a_test(project: Path, pytester: pytest.Pytester) -> None:
    ran = pytester.runpytest("-v")
    ran.assert_outcomes(passed=2)
    ran.stdout.fnmatch_lines(["cases/tried.yaml::14: deliver(o1, p1) PASSED*"])
    pytester.runpytest("-k", "p2").assert_outcomes(passed=1, deselected=1)


def test_one_that_fails_says_why(project: Path, pytester: pytest.Pytester) -> None:
    wrong = NEVER.replace("breached\n    because: x", "pending\n    because: still time")
    (project / "tried.yaml").write_text(CASE + IN_TIME + wrong, "utf-8")
    ran = pytester.runpytest()
    ran.assert_outcomes(passed=1, failed=1)
    ran.stdout.fnmatch_lines(["*because: still time", "*verdict: expected pending, found breached"])


def test_a_case_that_is_refused_is_an_error(project: Path, pytester: pytest.Pytester) -> None:
    (project / "tried.yaml").write_text(CASE.replace("urgent", "urgnt") + NEVER, "utf-8")
    ran = pytester.runpytest()
    ran.assert_outcomes(errors=1)
    ran.stdout.fnmatch_lines(["*did you mean `urgent`?"])


def test_nothing_is_collected_elsewhere(project: Path, pytester: pytest.Pytester) -> None:
    pytester.makeini(INI)
    pytester.runpytest().assert_outcomes()
