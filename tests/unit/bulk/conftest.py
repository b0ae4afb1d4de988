"""The command line, run in this process."""

from __future__ import annotations

import pytest

from lexcheck.cli import run as run_
from tests.unit.cli.running import Ran, Runs


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Runs:
    def ran(*arguments: str) -> Ran:
        code = run_(arguments)
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return ran
