"""What holds of every format: the same bytes anywhere, what it was made from, and the notice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lexcheck.report import FORMATS, Options, render
from lexcheck.report.model import NOTICE, Report
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


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "csv"])
def test_it_tells_what_it_was_made_from(name: str) -> None:
    text = render(report(judged(reading="strict")), name, Options()).decode()
    assert "0" * 64 in text
    assert "strict" in text
    assert "2024-03-05" in text


@pytest.mark.parametrize("name", FORMATS)
def test_no_machine_shows_in_it(name: str) -> None:
    """Another order of hashes, another zone, another language, another width."""
    command = [sys.executable, "-m", "lexcheck", "evaluate", *CASES, "--format", name]
    made = [
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True
        ).stdout
        for environment in (
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "COLUMNS": "200"},
            {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
        )
    ]
    assert made[0] == made[1]
