"""What holds of every format: the same bytes anywhere, what it was made from, and the notice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lexcheck.base.light import evolve
from lexcheck.report import FORMATS, Options, render
from lexcheck.report.model import NOTICE, Input, Report
from tests.unit.report.making import judged, report

ROOT = Path(__file__).parents[3]
CASES = ["cases/start/log.yaml", "cases/in.it_act.s69a/twitter-2021.yaml"]


@pytest.mark.parametrize("name", FORMATS)
def test_it_ends_with_a_new_line_and_has_the_notice(name: str) -> None:
    for one in (report(judged()), report(judged(), judged(reading="strict"))):
        data = render(one, name, Options())
        assert data.endswith(b"\n")
        assert NOTICE in data.decode()
    assert render(Report(version="0", inputs=(), runs=()), name, Options()).endswith(b"\n")


@pytest.mark.parametrize("name", FORMATS)
def test_it_tells_what_it_was_made_from(name: str) -> None:
    run = judged(reading="strict")
    case = Input(path=run.case.source.name, sha256="0" * 64, role="case")
    text = render(evolve(report(run), inputs=(case,)), name, Options()).decode()
    assert "0" * 64 in text
    assert "strict" in text
    assert "2024-03-05" in text


#: Another order of hashes, another zone, another language, another width.
MACHINES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "COLUMNS": "200"},
    {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
)

#: The cases judged once and published in every format, as the command does it.
EVERY = """\
import sys
from lexcheck.cli import evaluate
from lexcheck.pipeline.runs import Selectors

folder, cases, formats = sys.argv[1], sys.argv[2].split(), sys.argv[3].split()
session = evaluate._Session()
evaluate._judge_all(session, cases, (), [Selectors()], quiet=True)
for name in formats:
    evaluate._publish(session, name, f"{folder}/{name}", everything=False)
assert session.codes <= {0}, session.codes
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """A folder for each machine, with a file for each format."""
    folders = []
    for environment in MACHINES:
        folder = tmp_path_factory.mktemp("machine")
        given = [str(folder), " ".join(CASES), " ".join(FORMATS)]
        command = [sys.executable, "-c", EVERY, *given]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)
        folders.append(folder)
    return tuple(folders)


@pytest.mark.parametrize("name", FORMATS)
def test_no_machine_shows_in_it(name: str, made: tuple[Path, ...]) -> None:
    first, second = ((folder / name).read_bytes() for folder in made)
    assert first == second
    assert len(first) > 1_000
