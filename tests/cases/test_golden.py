"""Every expectation of every case under `cases/` holds: the runner of `lexcheck test`, in tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

import lexcheck
from lexcheck.pipeline.trials import Trials
from lexcheck.testing.model import Trial

ROOT = Path(__file__).parents[2]
CASES = ROOT / "cases"
SUFFIXES = {".yaml", ".yml", ".json"}


def case_files() -> list[Path]:
    return sorted(path for path in CASES.rglob("*") if path.suffix in SUFFIXES)


@cache
def _trials() -> Trials:
    return Trials()


def expectations() -> Iterator[ParameterSet]:
    """Each expectation as a parameter; a case that is refused, as one that fails."""
    for path in case_files():
        try:
            tried = _trials().of(str(path))
        except lexcheck.Refused as refused:
            name = path.relative_to(CASES).with_suffix("").as_posix()
            yield pytest.param(refused, id=f"{name}:refused")
            continue
        for trial in tried.trials:
            yield pytest.param(trial, id=str(Path(trial.id).relative_to(CASES)))


@pytest.mark.parametrize("trial", list(expectations()))
def test_expectation(trial: Trial | lexcheck.Refused) -> None:
    if isinstance(trial, lexcheck.Refused):
        raise trial
    told = [trial.id, trial.expectation.because, *(each.text for each in trial.differences)]
    assert not trial.differences, "\n".join(told)


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.relative_to(CASES).as_posix())
def test_every_case_expects_something(path: Path) -> None:
    assert lexcheck.load_case(path).expectations
