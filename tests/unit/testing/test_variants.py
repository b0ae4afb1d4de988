"""Judging as little as may come out otherwise gives what judging everything gives."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from lexcheck.pipeline.trials import Trials, judge, ruleset_files
from lexcheck.testing.coverage import reading_of
from lexcheck.testing.mutants import mutants
from lexcheck.testing.variants import Variant
from lexcheck.verdicts.model import Run

ROOT = Path(__file__).parents[3]
CASES = (
    "cases/patterns/shares.yaml",
    "cases/patterns/reparation.yaml",
    "cases/patterns/value-then.yaml",
    pytest.param("cases/in.it_act.s69a/excused.yaml", marks=pytest.mark.slow),
    pytest.param("cases/in.it_act.s69a/partial.yaml", marks=pytest.mark.slow),
)


def without(run: Run, norms: frozenset[str]) -> list[object]:
    """What a run says of other norms; spans are not compared."""
    findings = [attrs.evolve(f, facts=(), exceptions=()) for f in run.findings]
    return [f for f in findings if f.norm not in norms]


def among(run: Run, norms: frozenset[str]) -> list[object]:
    findings = [attrs.evolve(f, facts=(), exceptions=()) for f in run.findings]
    return [f for f in findings if f.norm in norms]


def assessed(run: Run, names: frozenset[str], within: bool) -> list[object]:
    """What a run counts, by what is named, or by anything else."""
    return [each for each in run.assessments if (each.name in names) is within]


@pytest.mark.parametrize("path", CASES)
def test_what_is_left_out_would_have_stayed_as_it_is(path: str) -> None:
    tried = Trials().of(str(ROOT / path))
    (file,) = ruleset_files(tried.hearings)
    compared = 0
    for number, mutated in enumerate(mutants(file)):
        hearing = tried.hearings[number % len(tried.hearings)]
        variant = Variant(file, mutated.file)
        made, narrow = variant.of(hearing.rules), variant.narrow(hearing.rules, reading_of(hearing))
        if made is None:
            continue
        whole = judge(made, hearing.case, hearing.asked)
        if narrow is None:
            assert without(whole, frozenset()) == without(hearing.run, frozenset())
            continue
        part = judge(narrow.ruleset, hearing.case, hearing.asked)
        assert among(whole, narrow.norms) == among(part, narrow.norms)
        assert without(whole, narrow.norms) == without(hearing.run, narrow.norms)
        for within, other in ((True, part), (False, hearing.run)):
            told = assessed(whole, narrow.assessed, within)
            assert told == assessed(other, narrow.assessed, within)
        compared += 1
    assert compared > 5
