"""`lexcheck fmt`: what it writes, what it says, and how it ends."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from lexcheck.cli import run
from tests.unit.cli.running import Runs
from tests.unit.samples import VOCABULARY

UNTIDY = 'vocabulary  desk # the words\nrecord Party   a:text\n\n\n\n# mail\nrecord Parcel "Mail"'
TIDY = """\
vocabulary desk  # the words

record Party
  a: text

# mail
record Parcel "Mail"
"""


@pytest.fixture
def untidy(desk: Path) -> Path:
    """A file beside those of the sample, which are then in their form."""
    assert run(["fmt", "--quiet", str(desk)]) == 0
    path = desk / "untidy.lex"
    path.write_text(UNTIDY, "utf-8")
    return path


def test_a_file_is_written_in_its_form(lexcheck: Runs, untidy: Path) -> None:
    ran = lexcheck("fmt", "untidy.lex")
    assert (ran.code, ran.out) == (0, "formatted untidy.lex\n")
    assert untidy.read_text("utf-8") == TIDY
    ran = lexcheck("fmt", "untidy.lex")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 formatted, 1 in form already\n")


def test_check_writes_nothing(lexcheck: Runs, untidy: Path) -> None:
    ran = lexcheck("fmt", "--check", ".")
    assert (ran.code, ran.out) == (1, "would format untidy.lex\n")
    assert ran.err == "1 to format, 2 in form already\n"
    assert untidy.read_text("utf-8") == UNTIDY
    lexcheck("fmt", "untidy.lex")
    assert lexcheck("fmt", "--check", ".").code == 0


def test_the_difference_can_be_applied(lexcheck: Runs, untidy: Path, desk: Path) -> None:
    ran = lexcheck("fmt", "--diff", "untidy.lex")
    assert ran.code == 1
    for line in ("-vocabulary  desk # the words", "+vocabulary desk  # the words"):
        assert f"\n{line}\n" in ran.out
    assert "\\ No newline at end of file\n" in ran.out
    assert untidy.read_text("utf-8") == UNTIDY
    subprocess.run(["git", "apply", "-"], input=ran.out.encode(), cwd=desk, check=True)
    assert untidy.read_text("utf-8") == TIDY


@pytest.mark.parametrize(
    ("more", "code", "out"),
    [((), 0, TIDY), (("--check",), 1, ""), (("--diff", "--stdin-name", "x.lex"), 1, "--- a/x.lex")],
)
def test_stdin_goes_to_stdout(
    lexcheck: Runs,
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    code: int,
    out: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(UNTIDY.encode())))
    ran = lexcheck("fmt", "-", *more)
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.startswith(out)
    assert ran.out or not out


def test_what_cannot_be_read_is_left_alone(lexcheck: Runs, untidy: Path, desk: Path) -> None:
    broken = "vocabulary broken\nrecrod Party\n"
    (desk / "broken.lex").write_text(broken, "utf-8")
    ran = lexcheck("fmt", ".")
    assert ran.code == 3
    assert "did you mean `record`?" in ran.err
    assert (desk / "broken.lex").read_text("utf-8") == broken
    assert untidy.read_text("utf-8") == TIDY, "the others are formatted all the same"


def test_a_file_need_not_pass_check(lexcheck: Runs, desk: Path) -> None:
    path = desk / "unknown_names.lex"
    path.write_text("ruleset r obligation o must  nothing( known )", "utf-8")
    assert lexcheck("check", path.name).code == 3
    assert lexcheck("fmt", path.name).code == 0
    assert path.read_text("utf-8") == "ruleset r\n\nobligation o\n  must nothing(known)\n"


def test_other_line_ends_and_a_byte_order_mark_go(lexcheck: Runs, desk: Path) -> None:
    assert lexcheck("fmt", "desk.lex").code == 0
    form = (desk / "desk.lex").read_bytes()
    path = desk / "windows.lex"
    path.write_bytes(b"\xef\xbb\xbf" + VOCABULARY.replace("\n", "\r\n").encode())
    assert lexcheck("fmt", "--check", path.name).code == 1
    assert lexcheck("fmt", path.name).code == 0
    assert path.read_bytes() == form


def test_no_file_and_nothing_to_format(lexcheck: Runs, desk: Path) -> None:
    (desk / "empty").mkdir()
    ran = lexcheck("fmt", "empty")
    assert (ran.code, ran.err) == (5, "nothing to format: no .lex file was found\n")
    assert lexcheck("fmt", "absent.lex").code == 2
