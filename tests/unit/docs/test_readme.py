"""The README is true: its files are the project's, its commands print what it shows."""

import os
import re
import shlex
from pathlib import Path

import pytest

import lexcheck
from lexcheck.cli import run
from tests.unit.docs.pages import missing

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text("utf-8")
CASE = "cases/in.it_act.s69a/twitter-2021.yaml"


def fences(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_first_example_is_in_the_repository() -> None:
    assert fences("lex") == [(ROOT / "cases/start/blocking.lex").read_text("utf-8")]
    assert fences("yaml") == [
        (ROOT / "cases/start/log.yaml").read_text("utf-8"),
        (ROOT / "datasets/start/dataset.yaml").read_text("utf-8"),
    ]


@pytest.mark.parametrize("block", fences("console"))
def test_commands_print_what_is_shown(
    block: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines stand in the output as shown and in that order; `…` is any lines, or none."""
    monkeypatch.chdir(ROOT)
    command, *shown = block.splitlines()
    run(shlex.split(command.removeprefix("$ lexcheck ")))
    streams = capsys.readouterr()
    printed = (streams.out + streams.err).splitlines()
    absent = missing(shown, printed)
    assert absent is None, f"{absent!r} is not in what {command} prints, or not there"


PICTURE = re.search(r"!\[.*?\]\((docs/pictures/.*?\.svg)\)\n\n\(`lexcheck (.*?)`", README)
HASH = re.compile(r"sha256 [0-9a-f]{64}")


@pytest.mark.slow
def test_the_picture_is_what_the_program_draws(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """But for the hashes of its inputs: a remark in the case is no other picture."""
    assert PICTURE is not None
    monkeypatch.chdir(ROOT)
    path = ROOT / PICTURE[1]
    run(shlex.split(PICTURE[2]))
    drawn = capsys.readouterr().out
    if os.environ.get("LEXCHECK_ACCEPT") == "1" and HASH.sub("", drawn) != HASH.sub(
        "", path.read_text("utf-8")
    ):
        path.write_text(drawn, "utf-8")
    assert HASH.sub("", path.read_text("utf-8")) == HASH.sub("", drawn)


COLUMNS = ("twitter", "government", "S0", "S4")


def rows() -> list[tuple[str, str, str]]:
    """Each cell of the table of what was acted on: the day, the viewpoint, the text."""
    found = re.findall(r"^\| as of (\d+) February \|(.*)\|$", README, re.MULTILINE)
    return [
        (f"2021-02-{int(day):02}", viewpoint, cell.strip(" *"))
        for day, cells in found
        for viewpoint, cell in zip(COLUMNS, cells.split("|"), strict=True)
    ]


@pytest.mark.parametrize(("day", "viewpoint", "cell"), rows())
def test_the_table_of_what_was_acted_on(day: str, viewpoint: str, cell: str) -> None:
    ruleset = lexcheck.load_ruleset("in.it_act.s69a")
    case = lexcheck.load_case(str(ROOT / CASE))
    found = lexcheck.evaluate(ruleset, case, as_of=day, viewpoint=viewpoint)
    (overall,) = [a for a in found.assessments if a.name == "acted_on_overall"]
    numbers = [int(number.replace(",", "")) for number in cell.split(" to ")]
    assert overall.counted == (numbers[0], numbers[-1])
    assert overall.total == (1435, 1435)


def test_python_example_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = fences("python")
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out == "{'undetermined'}\n"
