"""`lexcheck lint`: what it says, mends, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.running import Runs
from tests.unit.lint.linting import HEAD, SOUND

UNUSED = HEAD + 'source other "Another"\n\n' + SOUND


@pytest.fixture
def rules(desk: Path) -> Path:
    path = desk / "linted.lex"
    path.write_text(HEAD + SOUND, "utf-8")
    return path


def test_nothing_to_remark(lexcheck: Runs, rules: Path) -> None:
    ran = lexcheck("lint", "linted.lex")
    assert (ran.code, ran.out, ran.err) == (0, "1 file linted: 0 remarks\n", "")


def test_a_remark_has_its_place_and_a_hint(lexcheck: Runs, rules: Path) -> None:
    rules.write_text(HEAD + SOUND.replace("received", "asked"), "utf-8")
    ran = lexcheck("lint", ".")
    assert ran.code == 1
    assert "linted.lex:29:23: warning[LX905]: `answer_it` is counted from `o.asked`" in ran.out
    assert "hint: add `when o.asked is present`" in ran.out
    assert ran.out.endswith("files linted: 1 remark\n")


def test_a_code_can_be_ignored(lexcheck: Runs, rules: Path) -> None:
    rules.write_text(UNUSED, "utf-8")
    assert lexcheck("lint", "linted.lex").code == 1
    assert lexcheck("lint", "linted.lex", "--ignore", "LX906").code == 0
    assert lexcheck("lint", "linted.lex", "--ignore", "LX999").code == 2


def test_what_is_safe_is_mended(lexcheck: Runs, rules: Path) -> None:
    rules.write_text(UNUSED, "utf-8")
    ran = lexcheck("lint", "linted.lex", "--diff")
    assert ran.code == 1
    assert '-source other "Another"\n' in ran.out
    assert "1 remark, 1 of which --fix mends" in ran.out
    assert rules.read_text("utf-8") == UNUSED
    ran = lexcheck("lint", "linted.lex", "--fix")
    assert (ran.code, ran.out) == (0, "1 file linted: 0 remarks\n")
    assert "Another" not in rules.read_text("utf-8")
    assert lexcheck("check", "linted.lex").code == 0


def test_what_another_file_uses_is_left(lexcheck: Runs, rules: Path, desk: Path) -> None:
    rules.write_text(UNUSED, "utf-8")
    other = UNUSED.replace("ruleset linted", "ruleset other\n  uses linted", 1)
    assert other != UNUSED
    (desk / "other.lex").write_text(other, "utf-8")
    assert "LX906" not in lexcheck("lint", "linted.lex").out
    (desk / "other.lex").write_text(other.replace("uses linted", "uses linted_2"), "utf-8")
    assert "LX906" in lexcheck("lint", "linted.lex").out


def test_a_file_in_its_form_stays_so(lexcheck: Runs, rules: Path) -> None:
    rules.write_text(UNUSED, "utf-8")
    lexcheck("fmt", "linted.lex")
    lexcheck("lint", "linted.lex", "--fix")
    assert lexcheck("fmt", "--check", "linted.lex").code == 0


def test_json(lexcheck: Runs, rules: Path) -> None:
    rules.write_text(UNUSED, "utf-8")
    document = json.loads(lexcheck("lint", "linted.lex", "--format", "json").out)
    assert [each["code"] for each in document["diagnostics"]] == ["LX906"]
    assert document["counts"] == {"error": 0, "warning": 1}


def test_what_is_wrong_is_not_linted(lexcheck: Runs, rules: Path, desk: Path) -> None:
    rules.write_text(HEAD + SOUND.replace("received", "recieved"), "utf-8")
    ran = lexcheck("lint", "linted.lex")
    assert ran.code == 3
    assert "did you mean `received`?" in ran.err
    assert lexcheck("lint", "absent.lex").code == 2
    (desk / "empty").mkdir()
    assert lexcheck("lint", "empty").code == 5
