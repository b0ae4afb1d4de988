"""Exactly what is printed of each wrong file, and what holds of every diagnostic."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.lint.from_norms import MANUAL
from lexcheck.report.diagnostics import as_json, one_line, text
from lexcheck.report.manual import Example
from tests.diagnostics.calls import call, judge_tables
from tests.diagnostics.codes import codes_in_the_source
from tests.diagnostics.corpus import EXPECTED, Wrong, called, corpus, expected, said

CORPUS = list(corpus())
CALLED = list(called())

#: The names that there are in each group.
NAMES: dict[str, list[str]] = {"calls": [], "tables": []}
for wrong in CORPUS:
    NAMES.setdefault(wrong.group, []).append(wrong.name)
for group, name, _ in CALLED:
    NAMES[group].append(name)

_HEAD = re.compile(r"^\S.*?: (?:error|warning)\[LX", re.MULTILINE)
_PLACED = re.compile(r"^(?P<file>\S+?):\d+:\d+: (?:error|warning)\[LX", re.MULTILINE)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(found: list[Diagnostic]) -> str:
    return text(sorted(found, key=lambda d: d.position), colour=False) + "\n"


def accept(group: str, name: str, output: str) -> None:
    """What is printed is what was expected; or, if asked, is what will be expected from now on."""
    if "LEXCHECK_ACCEPT" in os.environ:
        new = {**expected(group), name: output}
        parts = [f"=== {each}\n{new[each]}" for each in NAMES[group] if each in new]
        (EXPECTED / f"{group}.txt").write_text("".join(parts), "utf-8")
    assert output == expected(group).get(name, "")


@pytest.mark.parametrize("wrong", CORPUS, ids=lambda each: f"{each.group}-{each.name}")
def test_what_is_printed(wrong: Wrong, here: Path) -> None:
    found = said(wrong, here)
    assert wrong.code in [each.code for each in found]
    accept(wrong.group, wrong.name, printed(found))


@pytest.mark.parametrize(("group", "code", "example"), CALLED, ids=[code for _, code, _ in CALLED])
def test_what_is_printed_of_a_call(
    group: str,
    code: str,
    example: Example,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (call if group == "calls" else judge_tables)(example, tmp_path)
    told = capsys.readouterr()
    # Of `check` and `lint`, what is wrong is what was asked for.
    output = told.err if f"[{code}]" in told.err else told.out
    assert f"[{code}]" in output
    accept(group, code, output)


def test_every_code_has_an_example() -> None:
    """Of lint checks, the pages are the examples: `tests/unit/lint/test_manual.py` runs them."""
    shown = {each.code for each in CORPUS} | {code for _, code, _ in CALLED}
    assert shown | set(MANUAL) == codes_in_the_source()


@pytest.mark.parametrize("group", NAMES)
def test_no_diagnostic_is_without_a_place(group: str) -> None:
    """A line, and a caret below what is meant: of an empty file, below where it should stand."""
    for name, output in expected(group).items():
        heads = _HEAD.findall(output)
        assert len(heads) == len(_PLACED.findall(output)) > 0, name
        assert output.count("^") >= len(heads), name


@pytest.mark.parametrize("wrong", CORPUS, ids=lambda each: f"{each.group}-{each.name}")
def test_every_diagnostic_has_a_place_and_one_form(wrong: Wrong, here: Path) -> None:
    """A span inside its file; one line, lower case, no end of a sentence; the same as JSON."""
    for each in said(wrong, here):
        assert each.span.source.name == wrong.file
        assert 0 <= each.span.start <= each.span.end <= len(each.span.source.text)
        for words in (each.message, each.hint, *(label.message for label in each.labels)):
            assert "\n" not in words
            assert not words.endswith(".")
        assert not re.match(r"[A-Z][a-z]* [a-z]", each.message) or each.message[0] == "`"
        (plain,) = as_json([each])
        assert (plain["code"], plain["line"]) == (each.code, each.span.line)
        assert f"[{each.code}]: {each.message}" in one_line(each)
        assert one_line(each).startswith(each.span.place)
        assert "\n" not in one_line(each)


def test_no_fault_follows_from_another() -> None:
    """One mistake, one diagnostic: but for those few where two are independent."""
    assert len(CORPUS) >= 120
    several = [
        name
        for group in NAMES
        for name, output in expected(group).items()
        if len(_HEAD.findall(output)) > 1
    ]
    assert several == []


def test_nothing_is_expected_of_a_file_that_is_gone() -> None:
    for path in EXPECTED.glob("*.txt"):
        assert set(expected(path.stem)) == set(NAMES[path.stem])
