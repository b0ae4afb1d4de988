"""LAW: over tables, every ruleset that ships judges as the case evaluator does, doubt or none;
under its readings, too, and with its parameters set.
"""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from lexcheck.evaluate.from_norms import evaluate
from lexcheck.facts.schema import Kind
from lexcheck.norms.model import Ruleset
from lexcheck.norms.settings import with_parameters
from lexcheck.pipeline.library import Library
from tests.differential.shipped import drawn
from tests.differential.tables import differences, judge_tables, tamed
from tests.judging import case_of


@cache
def shipped() -> dict[str, Ruleset]:
    return {each.name: each.ruleset for each in Library().installed() if each.ruleset is not None}


RULESETS = tuple(sorted(shipped()))
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


def differing(name: str, seed: int) -> list[str]:
    ruleset = ruleset_for(name, seed)
    case = drawn(ruleset, seed)
    facts = tamed(case_of(case.document, ruleset.schema), ruleset.schema)
    run = evaluate(ruleset, facts, as_of=case.as_of)
    return differences(judge_tables(ruleset, facts, case.as_of), run.findings, skip=_open_party)


def _open_party(column: str, value: object) -> bool:
    """A party that nobody knows: a case lists all whom it may be, tables do not."""
    return column in ("bearer", "counterparty") and "?Party" in str(value)


@pytest.mark.parametrize("name", RULESETS)
def test_a_ruleset_that_ships_is_judged_the_same_over_tables(name: str) -> None:
    for seed in range(2):
        assert differing(name, seed) == [], seed


@pytest.mark.slow
@pytest.mark.parametrize("name", RULESETS)
def test_a_ruleset_that_ships_is_judged_the_same_over_many_tables(name: str) -> None:
    for seed in range(2, 60):
        assert differing(name, seed) == [], seed
