"""The cases that ship show every clause of the rulesets that ship, and notice nearly all mutants.

The cases of 2021 take minutes to judge a few hundred times, so the small ones must do it alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from lexcheck.pipeline.trials import Trials, judge, ruleset_files
from lexcheck.syntax.model import File
from lexcheck.testing.coverage import coverage
from lexcheck.testing.model import Hearing
from lexcheck.testing.mutation import mutation
from tests.cases.test_golden import CASES, case_files


@cache
def heard() -> tuple[Hearing, ...]:
    trials = Trials()
    small = [path for path in case_files() if not path.stem.startswith("twitter-2021")]
    return tuple(hearing for path in small for hearing in trials.of(str(path)).hearings)


@cache
def shipped() -> dict[Path, File]:
    """What the cases are judged by."""
    return {Path(file.span.source.name).resolve(): file for file in ruleset_files(heard())}


#: Rulesets that are judged over tables (`datasets/`), and have no cases.
OVER_TABLES = {"dsa_24_5.lex", "gov_takedowns.lex"}

#: Those that take so long that `make slow` tries them.
LARGE = {"it_act_s69a.lex", "terrorist_content.lex"}


def _has_norms(path: Path) -> bool:
    return any(line.startswith("ruleset ") for line in path.read_text("utf-8").splitlines())


def written() -> list[Path]:
    """Each ruleset that ships, or stands beside the cases."""
    root = CASES.parent
    found = sorted([*root.glob("rulesets/**/*.lex"), *root.glob("cases/**/*.lex")])
    return [path for path in found if _has_norms(path) and path.name not in OVER_TABLES]


RULESETS = [
    pytest.param(
        path.resolve(),
        id=path.relative_to(CASES.parent).as_posix(),
        marks=[pytest.mark.slow] if path.name in LARGE else [],
    )
    for path in written()
]


@pytest.mark.parametrize("path", RULESETS)
def test_every_clause_is_decisive_somewhere(path: Path) -> None:
    missing = coverage(heard(), shipped()[path], judge).missing
    assert not missing, [f"{point.span.line}: {point.label}" for point in missing]


@pytest.mark.parametrize("path", RULESETS)
def test_nine_mutants_of_ten_are_noticed(path: Path) -> None:
    found = mutation(heard(), shipped()[path], judge)
    noticed, number = found.share
    survivors = [f"{m.span.line}: {m.before} -> {m.after}" for m in found.survivors]
    assert number >= 5
    assert 10 * noticed >= 9 * number, survivors


def test_no_ruleset_is_forgotten() -> None:
    assert set(shipped()) == {path.resolve() for path in written()}
