"""A pytest plugin: what cases expect, as tests.

    [tool.pytest.ini_options]
    lexcheck_cases = ["cases"]

Case files in these folders (paths from the root of the project) are collected, each with one test
for each of its expectations: `cases/x.yaml::12: comply(order_1, acc_a)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from lexcheck.pipeline.trials import Trials
    from lexcheck.testing.model import Trial

_TRIALS: pytest.StashKey[Trials] = pytest.StashKey()
_SUFFIXES = (".yaml", ".yml", ".json")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("lexcheck_cases", "folders of case files to collect", type="args", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    folders = parent.config.getini("lexcheck_cases")
    if not folders or file_path.suffix.lower() not in _SUFFIXES:
        return None
    root = parent.config.rootpath
    if any(file_path.is_relative_to(root / folder) for folder in folders):
        return CaseFile.from_parent(parent, path=file_path)
    return None


class CaseFile(pytest.File):
    """A case; nothing is collected of what is plainly none."""

    def collect(self) -> Iterator[pytest.Item]:
        # Here, since pytest loads this module whether or not there are cases.
        from lexcheck.base.diagnostics import Refused, shown
        from lexcheck.pipeline import trials
        from lexcheck.pipeline.refusals import NotACase

        known = self.config.stash.setdefault(_TRIALS, trials.Trials())
        try:
            tried = known.of(_name(self.path, self.config), in_folder=True)
        except NotACase:
            return
        except Refused as refused:
            told = "\n".join(map(shown, refused.diagnostics))
            raise self.CollectError(told) from refused
        for trial in tried.trials:
            name = trial.id.removeprefix(f"{tried.case.source.name}:")
            yield Expected.from_parent(self, name=name, trial=trial)


class Expected(pytest.Item):
    """One expectation of a case."""

    def __init__(self, *, trial: Trial, **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]  # what pytest itself hands on
        self.trial = trial
        self.funcargs: dict[str, object] = {}  # other plugins take every item for a function

    def runtest(self) -> None:
        if self.trial.differences:
            raise NotAsExpected

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_style: object) -> str:
        if not isinstance(excinfo.value, NotAsExpected):
            return str(super().repr_failure(excinfo))
        because = self.trial.expectation.because
        lines = [self.trial.id, *([f"  because: {because}"] if because else [])]
        return "\n".join(lines + [f"  {each.text}" for each in self.trial.differences])

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.trial.expectation.span.line - 1, self.name


class NotAsExpected(Exception):
    """An expectation does not hold."""


def _name(path: Path, config: pytest.Config) -> str:
    """The path as it is shown: from where pytest was called, if the case is below."""
    here = config.invocation_params.dir
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
