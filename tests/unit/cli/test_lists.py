"""What is due, what differs, what is installed: the commands that list."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import icalendar
import jsonschema
import pytest

from tests.unit.cli.running import Runs


@pytest.mark.parametrize(
    ("written", "arguments"),
    [
        ("deadlines", ("deadlines", "case.yaml", "--format", "json")),
        (
            "comparison",
            ("compare", "case.yaml", "--law-as-of", "2024-01-01", "2024-02-01", "--format", "json"),
        ),
        ("rulesets", ("rulesets", "--format", "json")),
    ],
)
def test_what_is_written_fits_the_schema_that_is_shown(
    lexcheck: Runs, written: str, arguments: tuple[str, ...]
) -> None:
    schema = json.loads(lexcheck("schema", f"--{written}").out)
    ran = lexcheck(*arguments)
    assert (ran.code, ran.err) == (0, "")
    document = json.loads(ran.out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["schema"] == schema["$id"]


def test_deadlines_of_a_case(lexcheck: Runs) -> None:
    shown = lexcheck("deadlines", "case.yaml", "--as-of", "2024-03-01T12:00").out
    assert "Due: 2" in shown
    assert "2024-03-02 09:00 · deliver(o1, p2): pending" in shown
    assert lexcheck("deadlines", "case.yaml", "--set", "allowed=3 days").out != shown
    assert "Closed" not in lexcheck("deadlines", "case.yaml", "--open").out


def test_deadlines_as_a_calendar_file(lexcheck: Runs, desk: Path) -> None:
    arguments = ("deadlines", "case.yaml", "--format", "ics")
    ran = lexcheck(*arguments, "--output", "due.ics")
    assert (ran.code, ran.out) == (0, "")
    data = (desk / "due.ics").read_bytes()
    assert len(icalendar.Calendar.from_ical(data).events) == 3
    assert lexcheck(*arguments).out.encode() == data
    assert lexcheck(*arguments, "--output", "case.yaml").code == 2


def test_without_the_package_for_calendar_files(
    lexcheck: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    ran = lexcheck("deadlines", "case.yaml", "--format", "ics")
    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'lexcheck[icalendar]'" in ran.err
    assert lexcheck("deadlines", "case.yaml").code == 0


def test_two_laws_compared(lexcheck: Runs) -> None:
    """The sample's law has no versions: under both days it says the same."""
    ran = lexcheck("compare", "case.yaml", "--law-as-of", "2024-01-01", "2024-02-01")
    assert ran.code == 0
    assert "law as of 2024-01-01" in ran.out
    assert "law as of 2024-02-01" in ran.out
    assert "0 of 3 verdicts differ." in ran.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("deadlines", "missing.yaml"), 2),
        (("deadlines", "shop.lex"), 4),
        (("deadlines", "case.yaml", "--ruleset", "no.such"), 3),
        (("deadlines", "case.yaml", "--reading", "lax"), 2),
        (("compare", "case.yaml"), 2),
        (("compare", "case.yaml", "--law-as-of", "2024-01-01", "tomorrow"), 2),
    ],
)
def test_what_cannot_be_used(lexcheck: Runs, arguments: tuple[str, ...], code: int) -> None:
    ran = lexcheck(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


def test_the_rulesets_that_are_installed(lexcheck: Runs) -> None:
    shown = lexcheck("rulesets").out
    assert "in.it_act.s69a\n" in shown
    assert "IN · in force from 2009-10-27 · reviewed " in shown
    assert "moderation\n" not in shown, "a vocabulary is no ruleset"
    assert "provisions unverified = " in shown


def test_a_ruleset_by_its_name_or_its_path(lexcheck: Runs, desk: Path) -> None:
    """Wherever one is asked for; what was misspelt is told."""
    for named in ("in.it_act.s69a", "./shop.lex", "shop.lex", str(desk / "shop.lex")):
        assert lexcheck("check", named).code == 0
        assert lexcheck("schema", named).code == 0
    for arguments in (
        ("check", "in.it_act.s96a"),
        ("schema", "in.it_act.s96a"),
        ("evaluate", "case.yaml", "--ruleset", "in.it_act.s96a"),
        ("explain", "case.yaml", "deliver(o1, p1)", "--ruleset", "in.it_act.s96a"),
        ("deadlines", "case.yaml", "--ruleset", "in.it_act.s96a"),
    ):
        ran = lexcheck(*arguments)
        assert ran.code == 3
        assert "did you mean `in.it_act.s69a`?" in ran.out + ran.err
