"""Every file that is wrong gets a diagnostic with its name; the others are judged, and counted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.unit.cli.running import Runs
from tests.unit.samples import CASE, RULESET, VOCABULARY

WRONG: dict[str, tuple[bytes, str, int]] = {
    "binary.yaml": (b"\x00\x01\x02\x03", "LX402", 4),
    "archive.json": (b"PK\x03\x04....", "LX402", 4),
    "latin.yaml": ("case: für\n".encode("latin-1"), "LX404", 4),
    "nothing.yaml": (b"", "LX401", 4),
    "cut.json": (b'{"case": "x", "records": {"Party": {"a', "LX408", 4),
    "deep.yaml": (b"case: " + b"[" * 100_000, "LX409", 4),
    "deep.json": (b'{"case": ' + b"[" * 100_000, "LX409", 4),
    "twice.yaml": (b"case: x\ncase: y\n", "LX410", 4),
    "list.yaml": (b"- case\n", "LX420", 4),
    "no_ruleset.yaml": (b"case: x\nbuilt_from: log\nuses: desk\n", "LX492", 4),
    "absent_ruleset.yaml": (b"case: x\nbuilt_from: log\nruleset: test.dsk\n", "LX290", 4),
    "absent_words.yaml": (b"case: x\nuses: dsk\nruleset: test.desk\n", "LX290", 4),
    "words_only.yaml": (b"case: x\nbuilt_from: log\nruleset: desk\n", "LX491", 4),
    "no_moment.yaml": (b"case: x\nbuilt_from: log\nruleset: test.desk\n", "LX502", 4),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_named_and_the_others_are_judged(
    lexcheck: Runs, desk: Path, name: str
) -> None:
    data, code, exit_code = WRONG[name]
    (desk / name).write_bytes(data)
    ran = lexcheck("evaluate", name, "case.yaml", "--format", "json")
    assert ran.code == exit_code
    assert f"error[{code}]" in ran.err
    assert ran.err.startswith(name)
    report = json.loads(ran.out)
    assert report["counts"]["cases"] == 1
    assert [refused["path"] for refused in report["refused"]] == [name]
    assert code in {each["code"] for each in report["refused"][0]["diagnostics"]}


@pytest.mark.parametrize("name", WRONG)
def test_a_hint_says_what_to_do(lexcheck: Runs, desk: Path, name: str) -> None:
    (desk / name).write_bytes(WRONG[name][0])
    ran = lexcheck("evaluate", name)
    if name != "nothing.yaml":
        assert "hint: " in ran.err


def test_a_huge_file_is_not_read(lexcheck: Runs, desk: Path) -> None:
    with (desk / "huge.yaml").open("wb") as file:
        file.truncate(1 << 33)
    ran = lexcheck("evaluate", "huge.yaml")
    assert ran.code == 4
    assert "LX405" in ran.err


def test_a_file_that_may_not_be_read(lexcheck: Runs, desk: Path) -> None:
    (desk / "case.yaml").chmod(0)
    if os.access(desk / "case.yaml", os.R_OK):
        pytest.skip("this user may read everything")
    ran = lexcheck("evaluate", "case.yaml")
    assert ran.code == 2
    assert "cannot be read: permission denied" in ran.err


def test_a_path_that_no_system_has(lexcheck: Runs) -> None:
    for path in ("case.yaml/inside.yaml", "x" * 5_000, "nul\0byte.yaml"):
        ran = lexcheck("evaluate", path)
        assert ran.code == 2
        assert "LX400" in ran.err


def test_a_folder_is_searched_and_nothing_in_it_passed_over_in_silence(
    lexcheck: Runs, desk: Path
) -> None:
    inner = desk / "all" / "inner"
    inner.mkdir(parents=True)
    (desk / "all" / ".hidden").mkdir()
    (desk / "all" / ".hidden" / "case.yaml").write_text("no: case\n", "utf-8")
    (inner / "b.yml").write_text(CASE.replace("three-parcels", "b"), "utf-8")
    (desk / "all" / "z.yaml").write_text(CASE.replace("three-parcels", "z"), "utf-8")
    (inner / "settings.yaml").write_text("colour: blue\n", "utf-8")
    (inner / "package.json").write_text("[1, 2]", "utf-8")
    for folder in (desk / "all", inner):
        (folder / "desk.lex").write_text(VOCABULARY, "utf-8")
        (folder / "shop.lex").write_text(RULESET, "utf-8")
    ran = lexcheck("evaluate", "all", "--format", "json")
    assert ran.code == 0
    report = json.loads(ran.out)
    assert [run["case"]["name"] for run in report["runs"]] == ["b", "z"]
    assert report["passed_over"] == ["all/inner/package.json", "all/inner/settings.yaml"]
    assert ran.err.count("warning[LX490]") == 2


def test_a_link_that_leads_back_is_not_followed(lexcheck: Runs, desk: Path) -> None:
    (desk / "again").symlink_to(desk)
    ran = lexcheck("evaluate", ".", "--format", "json")
    assert len(json.loads(ran.out)["runs"]) == 1


def test_a_file_given_twice_is_judged_once(lexcheck: Runs) -> None:
    ran = lexcheck("evaluate", "case.yaml", "case.yaml", "--format", "json")
    assert len(json.loads(ran.out)["runs"]) == 1


def test_names_that_steer_a_terminal_are_shown_harmless(lexcheck: Runs, desk: Path) -> None:
    name = "red\x1b[31m.yaml"
    (desk / name).write_text(CASE.replace("received", "recieved"), "utf-8")
    ran = lexcheck("evaluate", name)
    assert "\x1b" not in ran.err + ran.out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--reading", "strct"), "did you mean `strict`?"),
        (("--viewpoint", "jjo"), "did you mean `jo`?"),
        (("--set", "alowed=3 hours"), "did you mean `allowed`?"),
        (("--set", "allowed=3"), "write a number and a unit"),
        (("--fail-on", "breech"), "did you mean `breached`?"),
        (("--as-of", "2024-13-01"), "write a day, 2021-02-12"),
        (("--as-of", "2024-03-31T02:30"), "the clock was set forward"),
        (("--known-by", "soon"), "write a day, 2021-02-12"),
        (("--ruleset", "in.it_act.s69"), "did you mean `in.it_act.s69a`?"),
        (("--set", "allowed=1 hours", "--set", "allowed=2 hours"), "set twice"),
    ],
)
def test_a_wrong_option_says_what_was_meant(
    lexcheck: Runs, arguments: tuple[str, ...], hint: str
) -> None:
    ran = lexcheck("evaluate", "case.yaml", *arguments)
    assert ran.code in (2, 3)
    assert hint in ran.err


def test_several_wrong_options_are_all_named(lexcheck: Runs) -> None:
    ran = lexcheck("evaluate", "case.yaml", "--reading", "strct", "--set", "alowed=1 hours")
    assert "LX591" in ran.err
    assert "LX231" in ran.err


def test_the_end_of_a_day_is_meant(lexcheck: Runs) -> None:
    ran = lexcheck("evaluate", "case.yaml", "--as-of", "2024-03-01", "--format", "json")
    as_of = json.loads(ran.out)["runs"][0]["as_of"]
    assert as_of["local"] == "2024-03-01T23:59:59.999999+01:00"
    assert as_of["utc"] == "2024-03-01T22:59:59.999999Z"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("fmt", "case.yaml"), 2, "`case.yaml` is no ruleset"),
        (("lint", "case.yaml"), 2, "`case.yaml` is no ruleset"),
        (("test", "desk.lex"), 4, "this file is a ruleset, and no case"),
        (("evaluate", "desk.lex"), 4, "this file is a ruleset, and no case"),
    ],
)
def test_a_case_for_a_ruleset_and_the_other_way_round(
    lexcheck: Runs, desk: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """It is said once, and not by what a parser of the other language stumbles over."""
    assert (desk / arguments[1]).is_file()
    ran = lexcheck(*arguments)
    assert ran.code == code
    assert ran.err.count("error[") == 1
    assert said in ran.err
