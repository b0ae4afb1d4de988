"""LAW: over tables, every ruleset that ships judges as the case evaluator does, doubt or none;
under its readings, too, and with its parameters set.
"""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from lexcheck.bulk import run as run_
from lexcheck.bulk.from_norms import plans
from lexcheck.bulk.model import NormPlan
from lexcheck.bulk.unplanned import every_column
from lexcheck.evaluate.from_norms import evaluate
from lexcheck.facts.schema import Kind
from lexcheck.norms.model import Ruleset
from lexcheck.norms.settings import with_parameters
from lexcheck.pipeline.library import Library
from tests.differential.shipped import drawn
from tests.differential.spreading import judge_in_parts
from tests.differential.tables import differences, judge_tables, tamed
from tests.judging import case_of


@cache
def shipped() -> dict[str, Ruleset]:
    return {each.name: each.ruleset for each in Library().installed() if each.ruleset is not None}


RULESETS = tuple(sorted(shipped()))

#: A day in the year 2027: all versions that ship are in force by then.
LATE = 1_800_000_000_000_000
LENGTHS = ("none", "36 hours", "2 days", "7 working days")


def ruleset_for(name: str, seed: int) -> Ruleset:
    """The ruleset, or one of its readings, with some of its parameters set."""
    random = Random(f"reading {name} {seed}")
    base = shipped()[name]
    chosen = random.choice([base, base, *(reading.ruleset for reading in base.readings)])
    lengths = [each for each in chosen.parameters if each.type.kind is Kind.DURATION]
    given = {
        each.name: random.choice(LENGTHS if each.type.optional else LENGTHS[1:])
        for each in lengths
        if random.random() < 0.4
    }
    ruleset, faults = with_parameters(chosen, given)
    assert faults == []
    return ruleset


def differing(name: str, seed: int, *, in_parts: bool = False) -> list[str]:
    ruleset = ruleset_for(name, seed)
    case = drawn(ruleset, seed)
    facts = tamed(case_of(case.document, ruleset.schema), ruleset.schema)
    run = evaluate(ruleset, facts, as_of=case.as_of)
    judged = judge_in_parts if in_parts else judge_tables
    return differences(judged(ruleset, facts, case.as_of), run.findings, skip=_open_party)


def _open_party(column: str, value: object) -> bool:
    """A party that nobody knows: a case lists all whom it may be, tables do not."""
    return column in ("bearer", "counterparty") and "?Party" in str(value)


@pytest.mark.parametrize("name", RULESETS)
def test_a_ruleset_that_ships_is_judged_the_same_over_tables(name: str) -> None:
    assert differing(name, seed=0) == []


def test_a_few_instances_at_a_time_are_judged_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_, "STEP", 1)
    for seed in range(4):
        assert differing("eu.dsa.art24_5", seed) == [], seed


@pytest.mark.slow
@pytest.mark.parametrize("name", RULESETS)
def test_a_ruleset_that_ships_is_judged_the_same_over_many_tables(name: str) -> None:
    for seed in range(1, 60):
        assert differing(name, seed) == [], seed


@pytest.mark.slow
@pytest.mark.parametrize("name", RULESETS)
def test_a_ruleset_that_ships_is_judged_the_same_in_parts(name: str) -> None:
    for seed in range(3):
        assert differing(name, seed, in_parts=True) == [], seed


@pytest.mark.parametrize("name", RULESETS)
def test_every_norm_that_ships_has_a_plan(name: str) -> None:
    """Whatever tables may say: in one every cell is in doubt, in the other none is."""
    base = shipped()[name]
    for ruleset in (base, *(reading.ruleset for reading in base.readings)):
        for doubt in (False, True):
            found = plans(ruleset, every_column(ruleset.schema, doubt=doubt), LATE)
            assert [plan for plan in found if not isinstance(plan, NormPlan)] == []
