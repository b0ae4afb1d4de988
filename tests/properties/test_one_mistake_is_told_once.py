"""LAW: one small mistake in a ruleset or a case is told once, wherever else it shows; two that
have nothing to do with each other are both told; and whatever is told has a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from lexcheck.base.diagnostics import Diagnostic, Refused
from lexcheck.base.text import Source
from lexcheck.pipeline import cases
from lexcheck.pipeline.files import Text, place
from lexcheck.pipeline.library import Library
from tests.properties.strategies.mistakes import in_case, in_ruleset, misspelt_use

ROOT = Path(__file__).parents[2]

RULESETS = sorted([*(ROOT / "rulesets").rglob("*.lex"), *(ROOT / "cases").rglob("*.lex")])
CASES = sorted((ROOT / "cases").rglob("*.yaml"))

FEW = pytest.mark.parametrize("seeds", [range(4)], ids=["few"])
MANY = pytest.mark.parametrize(
    "seeds", [pytest.param(range(4, 60), marks=pytest.mark.slow)], ids=["many"]
)

LIBRARY = Library()


def of_ruleset(path: Path, text: str) -> list[Diagnostic]:
    library = Library(unsaved={path.resolve(): text})
    return list(library.compile(library.unit(place(path))).diagnostics)


def of_case(path: Path, text: str) -> list[Diagnostic]:
    source = Source(name=str(path), text=text)
    try:
        found = cases.read_case(LIBRARY, Text(source=source), place(path))
    except Refused as refused:
        return list(refused.diagnostics)
    return list(found.warnings)


def lines_of(found: Iterable[Diagnostic]) -> set[int]:
    """The lines that are shown, further places among them."""
    return {
        line for each in found for line in (each.span.line, *(at.span.line for at in each.labels))
    }


def is_placed(found: Iterable[Diagnostic]) -> bool:
    return all(0 <= each.span.start <= len(each.span.source.text) for each in found)


def names(paths: Iterable[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def told_once_in_rulesets(path: Path, seeds: range) -> None:
    text = path.read_text("utf-8")
    for seed in seeds:
        mistake = in_ruleset(text, seed)
        found = of_ruleset(path, mistake.text)
        assert is_placed(found)
        assert len(found) <= 1, (seed, mistake.kind, mistake.line, found)


def told_once_in_cases(path: Path, seeds: range) -> None:
    text = path.read_text("utf-8")
    for seed in seeds:
        mistake = in_case(text, seed)
        found = of_case(path, mistake.text)
        assert is_placed(found)
        assert len(found) <= 1, (seed, mistake.kind, mistake.line, found)


@FEW
@pytest.mark.parametrize("path", RULESETS, ids=names(RULESETS))
def test_in_a_ruleset(path: Path, seeds: range) -> None:
    told_once_in_rulesets(path, seeds)


@pytest.mark.parametrize("path", RULESETS, ids=names(RULESETS))
def test_a_vocabulary_that_is_not_named_is_one_mistake(path: Path) -> None:
    text = path.read_text("utf-8")
    without = re.sub(r"(?m)^  uses .*\n", "", text)
    if without == text:
        pytest.skip("a vocabulary of its own")
    (found,) = of_ruleset(path, without)
    assert "name a vocabulary after `uses`" in found.hint


@MANY
@pytest.mark.parametrize("path", RULESETS, ids=names(RULESETS))
def test_in_a_ruleset_at_length(path: Path, seeds: range) -> None:
    told_once_in_rulesets(path, seeds)


@FEW
@pytest.mark.parametrize("path", CASES[::6], ids=names(CASES[::6]))
def test_in_a_case(path: Path, seeds: range) -> None:
    told_once_in_cases(path, seeds)


@MANY
@pytest.mark.parametrize("path", CASES, ids=names(CASES))
def test_in_a_case_at_length(path: Path, seeds: range) -> None:
    told_once_in_cases(path, seeds)


# ── Two mistakes ───────────────────────────────────────────────────────────────────────────────


def stage(found: list[Diagnostic]) -> str:
    """A text that is not the language is not read for what its names mean: LX1, and the rest."""
    return "".join({"LX1" if each.code.startswith("LX1") else "LX2" for each in found})


#: Told at one place, where a word is used. A misspelt declaration is different: what hangs on it
#: is silent until it is right, and two such mistakes may well have to do with each other.
_OF_A_USE = {"LX203", "LX204", "LX205", "LX228"}


def of_a_use(found: list[Diagnostic]) -> bool:
    return bool(found) and all(
        (each.code in _OF_A_USE or each.code.startswith("LX1"))
        and not any(label.message.startswith("here, too") for label in each.labels)
        for each in found
    )


def apart(text: str, one: int, other: int) -> bool:
    """Is there an empty line between two lines?"""
    first, last = sorted((one, other))
    return not all(line.strip() for line in text.splitlines()[first:last])


def both_told(path: Path, seeds: range) -> int:
    """How many pairs of words, each misspelt in a statement of its own, were looked at."""
    text, tried = path.read_text("utf-8"), 0
    for seed in seeds:
        one, other = misspelt_use(text, 2 * seed), misspelt_use(text, 2 * seed + 1)
        alone = (of_ruleset(path, one.text), of_ruleset(path, other.text))
        if not all(map(of_a_use, alone)) or stage(alone[0]) != stage(alone[1]):
            continue
        if not apart(text, one.line, other.line):
            continue
        tried += 1
        # A seed chooses the same word again, as long as there are as many words.
        both = of_ruleset(path, misspelt_use(one.text, 2 * seed + 1).text)
        for found in alone:
            shown = {each.span.line for each in found}
            assert shown & lines_of(both), (seed, found, both)
    return tried


@FEW
def test_two_in_rulesets(seeds: range) -> None:
    assert sum(both_told(path, seeds) for path in RULESETS[::2]) >= 3


@MANY
@pytest.mark.parametrize("path", RULESETS, ids=names(RULESETS))
def test_two_in_a_ruleset_at_length(path: Path, seeds: range) -> None:
    both_told(path, seeds)
