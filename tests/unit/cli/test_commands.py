"""What each command prints."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from lexcheck import __version__
from lexcheck.cli.exits import EXPLAINED
from tests.unit.cli.running import Runs
from tests.unit.samples import CASE, RULESET

COMMANDS = (
    "evaluate", "explain", "timeline", "deadlines", "compare", "rulesets", "check", "render",
    "new", "fmt", "lint", "test", "lsp", "schema", "completion",
)  # fmt: skip


def test_version(lexcheck: Runs) -> None:
    assert lexcheck("--version").out == f"lexcheck {__version__}\n"


def test_help_lists_the_commands_and_the_exit_codes(lexcheck: Runs) -> None:
    shown = lexcheck("--help").out
    for command in COMMANDS:
        assert f"  {command} " in shown
    for line in EXPLAINED.splitlines()[1:]:
        assert line.strip() in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_gives_the_exit_codes_and_80_columns(
    lexcheck: Runs, command: str
) -> None:
    ran = lexcheck(command, "--help")
    assert ran.code == 0
    assert "70, 2, 3, 4, 5, 1" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_help_says_that_a_day_means_its_end(lexcheck: Runs) -> None:
    assert "A day means its end, in the zone" in " ".join(
        lexcheck("evaluate", "--help").out.split()
    )


# ── explain ────────────────────────────────────────────────────────────────────────────────────


def test_explain_shows_each_step_with_its_lines(lexcheck: Runs) -> None:
    shown = lexcheck("explain", "case.yaml", "deliver(o1,p2)").out
    assert shown.startswith("deliver(o1, p2): complied late\n")
    for part in ("[shop.lex:14]", "[case.yaml:", "Code of the Desk, s 1; s 2 (unverified)", "(a2)"):
        assert part in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_another_days_law_is_said_in_every_report(lexcheck: Runs) -> None:
    """The sample's law has no version; the day is told all the same."""
    arguments = ("evaluate", "case.yaml", "--law-as-of", "2024-03-03")
    assert "law as of 2024-03-03" in lexcheck(*arguments).out
    (run,) = json.loads(lexcheck(*arguments, "--format", "json").out)["runs"]
    assert run["law_as_of"] == "2024-03-03"
    lines = [
        json.loads(line) for line in lexcheck(*arguments, "--format", "jsonl").out.splitlines()
    ]
    assert {line["run"]["law_as_of"] for line in lines[1:]} == {"2024-03-03"}
    explained = lexcheck("explain", "case.yaml", "deliver(o1,p2)", *arguments[2:]).out
    assert "law as of 2024-03-03" in explained


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", "case.yaml"),
        ("evaluate", "case.yaml", "--format", "json"),
        ("evaluate", "case.yaml", "--format", "jsonl"),
        ("explain", "case.yaml", "deliver(o1,p2)"),
        ("explain", "case.yaml", "deliver(o1,p2)", "--format", "json"),
        ("deadlines", "case.yaml"),
        ("deadlines", "case.yaml", "--format", "json"),
        ("deadlines", "case.yaml", "--format", "ics"),
        ("compare", "case.yaml", "--law-as-of", "2024-03-03", "2024-03-04"),
    ],
)
def test_every_report_warns_of_a_ruleset_that_nobody_reviewed_for_a_year(
    lexcheck: Runs, desk: Path, arguments: tuple[str, ...]
) -> None:
    """The case is as of 5 March 2024: its own day decides, and no clock."""
    for day, warned in (("2023-03-02", True), ("2023-03-05", False)):
        reviewed = RULESET.replace("uses         desk", f"uses desk reviewed {day}")
        (desk / "shop.lex").write_text(reviewed, "utf-8")
        shown = "".join(lexcheck(*arguments).out.replace("\r\n ", "").split())
        assert ("morethanayearbefore" in shown) is warned


def test_a_law_is_of_a_day(lexcheck: Runs) -> None:
    ran = lexcheck("evaluate", "case.yaml", "--law-as-of", "2024-03-03T10:00")
    assert ran.code == 2
    assert "is no day; write it as 2026-02-20" in ran.err


def test_explain_takes_the_selectors(lexcheck: Runs) -> None:
    for arguments, verdict in (
        (("--as-of", "2024-03-01"), "pending"),
        (("--reading", "strict", "--as-of", "2024-03-02"), "breached"),
        (("--set", "allowed=3 days"), "complied"),
        (("--viewpoint", "diary"), "complied late"),
    ):
        shown = lexcheck("explain", "case.yaml", "deliver(o1, p2)", *arguments).out
        assert shown.startswith(f"deliver(o1, p2): {verdict}"), shown.splitlines()[0]


def test_explain_as_json(lexcheck: Runs) -> None:
    ran = lexcheck("explain", "case.yaml", "deliver(o1, p2)", "--format", "json")
    explanation = json.loads(ran.out)
    assert explanation["schema"] == "lexcheck.explanation/1"
    assert explanation["finding"]["verdict"] == "complied_late"
    assert [way["verdict"] for way in explanation["ways"]] == ["complied_late"]
    assert explanation["facts"].keys() == set(explanation["finding"]["facts"])
    assert explanation["norm"]["citations"][1]["verified"] is False


def test_explain_knows_what_was_meant(lexcheck: Runs) -> None:
    ran = lexcheck("explain", "case.yaml", "deliver(o1, p22)")
    assert "did you mean `deliver(o1, p2)`?" in ran.err
    assert ran.out == ""


def test_explain_asks_which_ruleset_where_two_have_the_norm(lexcheck: Runs, desk: Path) -> None:
    other = RULESET.replace("test.desk", "test.other").replace("24 hours", "96 hours")
    (desk / "other.lex").write_text(other, "utf-8")
    case = CASE.replace("ruleset: test.desk", "ruleset: [test.desk, test.other]")
    (desk / "case.yaml").write_text(case, "utf-8")
    ran = lexcheck("explain", "case.yaml", "deliver(o1, p2)")
    assert ran.code == 2
    assert "choose with --ruleset" in ran.err
    ran = lexcheck("explain", "case.yaml", "deliver(o1, p2)", "--ruleset", "other.lex")
    assert ran.out.startswith("deliver(o1, p2): complied\n")


# ── check ──────────────────────────────────────────────────────────────────────────────────────


def test_check_finds_everything(lexcheck: Runs, desk: Path) -> None:
    bad = (
        RULESET.replace("test.desk", "test.bad")
        .replace("o.seller", "o.selller")
        .replace("shipped(p)\n", "shippd(p)\n")
    )
    (desk / "bad.lex").write_text(bad, "utf-8")
    case = CASE.replace("received", "recieved").replace("ship: p2", "shp: p2")
    (desk / "bad.yaml").write_text(case, "utf-8")
    ran = lexcheck("check", ".")
    assert ran.code == 3
    for meant in ("`seller`", "`shipped`", "`received`", "`ship`"):
        assert f"did you mean {meant}?" in ran.out
    assert ran.out.splitlines()[-1].startswith("5 files checked: ")
    places = [line.split(": ")[0] for line in ran.out.splitlines() if ": error[" in line]
    assert places == sorted(
        places, key=lambda place: (place.split(":")[0], int(place.split(":")[1]))
    )


def test_check_as_json(lexcheck: Runs, desk: Path) -> None:
    (desk / "bad.yaml").write_text(CASE.replace("received", "recieved"), "utf-8")
    found = json.loads(lexcheck("check", ".", "absent.lex", "--format", "json").out)
    assert found["schema"] == "lexcheck.check/1"
    assert {each["path"]: each["role"] for each in found["files"]} == {
        "bad.yaml": "case",
        "case.yaml": "case",
        "desk.lex": "vocabulary",
        "shop.lex": "ruleset",
    }
    assert found["counts"]["error"] == len(found["diagnostics"]) == 2
    assert found["diagnostics"][1]["line"] == 18


def test_check_of_what_is_sound(lexcheck: Runs) -> None:
    ran = lexcheck("check", "case.yaml", "shop.lex", "desk.lex")
    assert ran.out == "3 files checked: 0 errors, 0 warnings\n"
    assert ran.code == 0


# ── schema ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("named", ["desk.lex", "shop.lex", "moderation"])
def test_schema_of_cases(lexcheck: Runs, named: str) -> None:
    schema = json.loads(lexcheck("schema", named).out)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_schema_of_reports_is_the_one_that_is_shipped(lexcheck: Runs) -> None:
    schema = json.loads(lexcheck("schema", "--report").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    report = json.loads(lexcheck("evaluate", "case.yaml", "--format", "json").out)
    jsonschema.Draft202012Validator(schema).validate(report)
    assert schema["$id"] == report["schema"]


# ── completion ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_of_that_shell(lexcheck: Runs, shell: str) -> None:
    script = lexcheck("completion", shell).out
    assert "_LEXCHECK_COMPLETE" in script
    if shutil.which(shell) is not None:
        subprocess.run([shell, "-n"], input=script.encode(), check=True)


def test_completion_completes(lexcheck: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_LEXCHECK_COMPLETE", "bash_complete")
    for typed, completed in (
        ("lexcheck ev", "evaluate"),
        ("lexcheck evaluate --fail-on bre", "breached"),
        ("lexcheck evaluate --ruleset in.", "in.it_act.s69a"),
    ):
        monkeypatch.setenv("COMP_WORDS", typed)
        monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
        assert f"plain,{completed}" in lexcheck().out.splitlines()
