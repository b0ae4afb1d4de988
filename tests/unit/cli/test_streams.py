"""Results on stdout and all else on stderr; files whole or not at all; pipes that break."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.running import Runs
from tests.unit.samples import CASE


def process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command as its users run it."""
    return subprocess.run(
        [sys.executable, "-m", "lexcheck", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


def test_json_alone_is_on_stdout(lexcheck: Runs, desk: Path) -> None:
    (desk / "folder").mkdir()
    ran = lexcheck("evaluate", "case.yaml", "folder", "--format", "json")
    assert json.loads(ran.out)["counts"]["cases"] == 1
    assert "<call>:1:1: warning[LX493]: there is no case file in `folder`" in ran.err


def test_quiet_keeps_errors_only(lexcheck: Runs, desk: Path) -> None:
    (desk / "folder").mkdir()
    ran = lexcheck("evaluate", "case.yaml", "folder", "absent.yaml", "--quiet")
    assert "LX493" not in ran.err
    assert "LX400" in ran.err


def test_output_is_what_stdout_would_have_been(lexcheck: Runs, desk: Path) -> None:
    shown = lexcheck("evaluate", "case.yaml")
    written = lexcheck("evaluate", "case.yaml", "--output", "report.txt")
    assert (written.code, written.out) == (0, "")
    assert (desk / "report.txt").read_text("utf-8") == shown.out
    assert sorted(path.name for path in desk.iterdir()) == [
        "case.yaml",
        "desk.lex",
        "report.txt",
        "shop.lex",
    ]


def test_output_keeps_the_mode_of_a_file_and_the_file_of_a_link(lexcheck: Runs, desk: Path) -> None:
    target = desk / "kept.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    (desk / "link.txt").symlink_to(target)
    assert lexcheck("evaluate", "case.yaml", "--output", "link.txt").code == 0
    assert (desk / "link.txt").is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert target.read_text("utf-8").startswith("test.desk")


def test_output_never_replaces_an_input(lexcheck: Runs, desk: Path) -> None:
    for path in ("case.yaml", "./shop.lex"):
        ran = lexcheck("evaluate", "case.yaml", "--output", path)
        assert ran.code == 2
        assert "is read by this very run" in ran.err
    assert (desk / "case.yaml").read_text("utf-8") == CASE


def test_output_to_a_device(lexcheck: Runs) -> None:
    assert lexcheck("evaluate", "case.yaml", "--output", os.devnull).code == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_a_broken_pipe_is_quiet(desk: Path) -> None:
    command = f"{sys.executable} -m lexcheck evaluate case.yaml --all; echo code $? >&2"
    ran = subprocess.run(
        ["bash", "-c", f"({command}) | true"], cwd=desk, capture_output=True, check=False
    )
    assert ran.stderr.decode() == "code 0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said(desk: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "lexcheck", "evaluate", "case.yaml"],
            cwd=desk,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 2
    assert b"the result cannot be written: no space left on device" in ran.stderr


@pytest.mark.parametrize("format_", ["text", "json", "jsonl"])
def test_the_same_inputs_give_the_same_bytes(desk: Path, format_: str) -> None:
    """In two processes, with texts hashed differently."""
    arguments = ("evaluate", "case.yaml", "--reading", "base", "--reading", "strict")
    first, second = (
        process(*arguments, "--format", format_, cwd=desk, PYTHONHASHSEED=seed)
        for seed in ("1", "2")
    )
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert first.stdout


def test_no_colour_without_a_terminal(desk: Path) -> None:
    ran = process("evaluate", "case.yaml", "absent.yaml", cwd=desk, TERM="xterm-256color")
    assert b"\x1b" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(("variable", "coloured"), [("", True), ("1", False)])
def test_colour_on_a_terminal_unless_no_color(desk: Path, variable: str, *, coloured: bool) -> None:
    pty = pytest.importorskip("pty")
    parent, child = pty.openpty()
    ran = subprocess.Popen(
        [sys.executable, "-m", "lexcheck", "evaluate", "case.yaml"],
        cwd=desk,
        stdout=child,
        stderr=child,
        env={**os.environ, "NO_COLOR": variable, "TERM": "xterm"},
    )
    ran.wait()
    os.close(child)
    shown = os.read(parent, 65_536).decode()
    os.close(parent)
    assert ("\x1b[1;31mbreached\x1b[0m" in shown) is coloured
    assert "breached" in shown


def test_nothing_heavy_is_imported_for_the_version() -> None:
    """Starting up imports click, and none of the rooms that judge."""
    program = (
        "import sys, lexcheck.cli; lexcheck.cli.run(['--version']);"
        "print(*(m for m in sys.modules if m.startswith(('lexcheck.', 'attr', 'yaml', 'lark'))))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    version, modules = ran.stdout.decode().splitlines()
    assert version.startswith("lexcheck ")
    assert all(module.startswith("lexcheck.cli") for module in modules.split())
