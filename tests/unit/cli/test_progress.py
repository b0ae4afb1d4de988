"""Progress is shown on a terminal, once a run has taken a while, and changes nothing else."""

from __future__ import annotations

import pytest

from lexcheck.cli import progress, streams


def test_without_a_terminal_there_is_none(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(progress.over([1, 2, 3], "judging", quiet=False)) == [1, 2, 3]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("quiet", [False, True])
def test_on_a_terminal_every_item_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *, quiet: bool
) -> None:
    monkeypatch.setattr(streams, "is_terminal", lambda _: True)
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert list(progress.over(["a", "b"], "judging", quiet=quiet)) == ["a", "b"]
    captured = capfd.readouterr()
    assert captured.out == ""
    assert ("judging" in captured.err) is not quiet


@pytest.mark.parametrize("quiet", [False, True])
def test_on_a_terminal_rows_and_their_rate_are_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *, quiet: bool
) -> None:
    monkeypatch.setattr(streams, "is_terminal", lambda _: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with progress.steps(quiet=quiet) as told:
        assert (told is None) is quiet
        if told is not None:
            told("rows read", 50_000, 0)
            told("instances of comply", 0, 2_000_000)
            told("instances of comply", 1_000_000, 2_000_000)
    captured = capfd.readouterr()
    assert captured.out == ""
    assert ("1,000,000 of 2,000,000" in captured.err) is not quiet


def test_a_rate_is_how_many_a_second() -> None:
    assert progress.counted(0, 10, 3.0) == "0 of 10"
    assert progress.counted(3_000, 10_000, 2.0) == "3,000 of 10,000, 1,500 a second"
    assert progress.counted(3_000, 0, 2.0) == "3,000, 1,500 a second"
