"""The sample in a folder of its own, which is the current one, and the command line run in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexcheck.cli import run
from tests.unit.cli.running import Ran, Runs
from tests.unit.samples import write


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the sample: `case.yaml`, `shop.lex`, `desk.lex`."""
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def lexcheck(desk: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Runs:
    """Runs a command line in this process; what it wrote is taken from the streams."""

    def ran(*arguments: str) -> Ran:
        code = run(arguments)
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return ran
