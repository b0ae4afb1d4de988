"""Every expectation of every case under `cases/` holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

import lexcheck
from lexcheck.facts.case import Expectation
from tests.cases.matching import differences

ROOT = Path(__file__).parents[2]
CASES = ROOT / "cases"
SUFFIXES = {".yaml", ".yml", ".json"}


def case_files() -> list[Path]:
    return sorted(path for path in CASES.rglob("*") if path.suffix in SUFFIXES)


@cache
def loaded(path: Path) -> tuple[lexcheck.Case, tuple[lexcheck.Ruleset, ...]]:
    case = lexcheck.load_case(path)
    rulesets = tuple(lexcheck.load_ruleset(name, beside=path) for name in case.rulesets)
    return case, rulesets


@cache
def runs(path: Path, selectors: tuple[tuple[str, str], ...]) -> tuple[lexcheck.Run, ...]:
    """One run for each ruleset of the case."""
    case, rulesets = loaded(path)
    asked = dict(selectors)
    settings = [text.partition("=") for word, text in selectors if word == "set"]
    return tuple(
        lexcheck.evaluate(
            ruleset,
            case,
            as_of=asked.get("as_of"),
            known_by=asked.get("known_by"),
            law_as_of=asked.get("law_as_of"),
            viewpoint=asked.get("viewpoint", "all"),
            reading=asked.get("reading", "base"),
            parameters={name.strip(): text.strip() for name, _, text in settings},
        )
        for ruleset in rulesets
    )


def expectations() -> Iterator[ParameterSet]:
    """Each expectation as a parameter; a case that is refused, as one that fails."""
    for path in case_files():
        name = path.relative_to(CASES).with_suffix("").as_posix()
        try:
            case, _ = loaded(path)
        except lexcheck.Refused as refused:
            yield pytest.param(path, refused, id=f"{name}:refused")
            continue
        for expectation in case.expectations:
            asked = ",".join(f"{word}={text}" for word, text in expectation.selectors)
            line = expectation.span.line
            yield pytest.param(
                path, expectation, id=f"{name}:{line}:{expectation.instance}:{asked}"
            )


@pytest.mark.parametrize(("path", "expectation"), list(expectations()))
def test_expectation(path: Path, expectation: Expectation | lexcheck.Refused) -> None:
    if isinstance(expectation, lexcheck.Refused):
        raise expectation
    found = [list(differences(run, expectation)) for run in runs(path, expectation.selectors)]
    assert found, "the case names no ruleset"
    assert [] in found, "\n".join(
        [f"{expectation.span.place}: {expectation.because}", *min(found, key=len)]
    )


def test_there_are_expectations() -> None:
    """An empty folder would pass all the tests above."""
    assert any(loaded(path)[0].expectations for path in case_files())
