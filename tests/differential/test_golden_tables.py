"""Every golden case, as tables, through the bulk engine: the same findings as the case evaluator's.

What no table can say (a dispute, a cohort, a coverage) is counted, so that the test cannot come to
test nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

import lexcheck
from lexcheck.evaluate import from_norms
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from tests.cases.test_golden import case_files, name_of
from tests.cases.test_w1_examples import AS_OF, EXAMPLES, RULES, Example, document
from tests.differential.tables import NotTabular, Trial, dataset_of, differences, judge_tables
from tests.judging import case_of, hour, ruleset_of


@cache
def _ruleset(name: str, beside: Path) -> Ruleset:
    return lexcheck.load_ruleset(name, beside=beside)


def runs_of(path: Path) -> Iterator[tuple[Ruleset, Case]]:
    """A case with each of its rulesets."""
    case = lexcheck.load_case(path)
    for named in case.rulesets:
        yield _ruleset(named, path), case


#: Tried by `make check`: one in three; the others by `make slow`.
FEW = 3


def few(given: Iterable[Any], name: Callable[[Any], str]) -> list[ParameterSet]:
    return [
        pytest.param(each, id=name(each), marks=[pytest.mark.slow] if number % FEW else [])
        for number, each in enumerate(given)
    ]


def hold_to_the_case(path: Path, judged_by: Callable[[Ruleset, Case, int], Trial]) -> None:
    """That an engine finds, by each ruleset of a case, what the case evaluator finds."""
    judged = False
    reasons: list[str] = []
    for ruleset, case in runs_of(path):
        run = lexcheck.evaluate(ruleset, case)
        try:
            found = judged_by(ruleset, case, run.as_of)
        except NotTabular as why:
            reasons.append(str(why))
            continue
        judged = True
        assert differences(found, run.findings) == [], ruleset.name
    if not judged:
        pytest.skip("; ".join(reasons))


@pytest.mark.parametrize("path", few(case_files(), name_of))
def test_a_golden_case_has_the_same_findings_as_tables(path: Path) -> None:
    hold_to_the_case(path, judge_tables)


@pytest.mark.slow
def test_most_golden_cases_can_be_said_in_tables() -> None:
    tabular = total = 0
    for path in case_files():
        for ruleset, case in runs_of(path):
            total += 1
            try:
                dataset_of(case, ruleset.schema)
            except NotTabular:
                continue
            tabular += 1
    assert tabular * 2 > total, f"{tabular} of {total}"


def _said(example: Example) -> str:
    return f"{example.acts}|{example.order}".replace(" ", "_")


@pytest.mark.parametrize("example", few(EXAMPLES, _said))
def test_an_example_of_blocking_orders_is_the_same_as_tables(example: Example) -> None:
    ruleset = ruleset_of(RULES)
    case = case_of(document(example), ruleset.schema)
    run = from_norms.evaluate(ruleset, case, as_of=hour(AS_OF))
    found = judge_tables(ruleset, case, hour(AS_OF))
    assert differences(found, run.findings) == []
    assert found.whole == frozenset()
