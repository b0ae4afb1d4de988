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
