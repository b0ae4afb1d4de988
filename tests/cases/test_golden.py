"""Every expectation of every case under `cases/` holds: the runner of `lexcheck test`, in tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from lexcheck.pipeline.trials import Trials

ROOT = Path(__file__).parents[2]
CASES = ROOT / "cases"
SUFFIXES = {".yaml", ".yml", ".json"}


def case_files() -> list[Path]:
    return sorted(path for path in CASES.rglob("*") if path.suffix in SUFFIXES)


def name_of(path: Path) -> str:
    return path.relative_to(CASES).with_suffix("").as_posix()


@cache
def _trials() -> Trials:
    return Trials()


@pytest.mark.parametrize("path", case_files(), ids=name_of)
def test_every_expectation_holds(path: Path) -> None:
    tried = _trials().of(str(path)).trials
    assert tried, "expects nothing"
    told = [
        "\n".join([each.id, each.expectation.because, *(d.text for d in each.differences)])
        for each in tried
        if each.differences
    ]
    assert not told, "\n\n".join(told)
