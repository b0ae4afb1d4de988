"""Exactly what is printed of each wrong file, and what holds of every diagnostic."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.report.diagnostics import as_json, one_line, text
from tests.diagnostics.corpus import EXPECTED, Wrong, corpus, expected, said

CORPUS = list(corpus())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(found: list[Diagnostic]) -> str:
    return text(sorted(found, key=lambda d: d.position), colour=False) + "\n"


@pytest.mark.skipif("LEXCHECK_ACCEPT" not in os.environ, reason="writes what is expected")
def test_accept(here: Path) -> None:
    for group in dict.fromkeys(each.group for each in CORPUS):
        parts = [
            f"=== {each.name}\n{printed(said(each, here))}"
            for each in CORPUS
            if each.group == group
        ]
        (EXPECTED / f"{group}.txt").write_text("".join(parts), "utf-8")


@pytest.mark.parametrize("wrong", CORPUS, ids=lambda each: f"{each.group}-{each.name}")
def test_what_is_printed(wrong: Wrong, here: Path) -> None:
    found = said(wrong, here)
    assert wrong.code in [each.code for each in found]
    assert printed(found) == expected(wrong.group).get(wrong.name, "")


@pytest.mark.parametrize("wrong", CORPUS, ids=lambda each: f"{each.group}-{each.name}")
def test_every_diagnostic_has_a_place_and_one_form(wrong: Wrong, here: Path) -> None:
    """A span inside its file; one line, lower case, no end of a sentence; the same as JSON."""
    for each in said(wrong, here):
        assert each.span is not None
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
        for group in dict.fromkeys(each.group for each in CORPUS)
        for name, output in expected(group).items()
        if len(re.findall(r"^\S+: (?:error|warning)\[", output, re.MULTILINE)) > 1
    ]
    assert several == []


def test_nothing_is_expected_of_a_file_that_is_gone() -> None:
    for path in EXPECTED.glob("*.txt"):
        names = {each.name for each in CORPUS if each.group == path.stem}
        assert set(expected(path.stem)) == names
