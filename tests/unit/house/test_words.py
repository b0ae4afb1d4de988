"""Words that the house does not use: names that say nothing, and paths of one machine."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "src/lexcheck"

EMPTY_NAMES = {"common", "core", "engine", "helper", "manager", "misc", "type", "util"}

# A folder of one machine at the start of a path; `https://example.org/home/` is none.
MACHINE_PATH = re.compile(rb"(?<![\w.~*-])/(?:work|tmp|home|root|Users)/[\w.]")


def project_files() -> Iterator[Path]:
    """What git tracks or would track."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    for name in listed.decode("utf-8").split("\0"):
        path = ROOT / name
        if name and path.is_file() and not path.is_symlink():
            yield path


def machine_paths(content: bytes) -> Iterator[int]:
    """The lines (from 1) on which a machine path stands."""
    for number, line in enumerate(content.splitlines(), 1):
        if MACHINE_PATH.search(line):
            yield number


def test_every_name_says_what_it_holds() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in sorted(PACKAGE.rglob("*"))
        if path.stem.strip("_").removesuffix("s") in EMPTY_NAMES
        and (path.is_dir() or path.suffix == ".py")
    ]
    assert not offenders, f"name these for what they hold: {offenders}"


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in project_files()
        for line in machine_paths(path.read_bytes())
    ]
    assert not offenders, f"a path of one machine: {offenders}"


@pytest.mark.parametrize("top", ["work", "tmp", "home"])
def test_a_machine_path_is_told_from_an_address(top: str) -> None:
    assert list(machine_paths(f"x\nopen('/{top}/case.yaml')\n".encode())) == [2]
    assert not list(machine_paths(f"https://example.org/{top}/case.yaml".encode()))
