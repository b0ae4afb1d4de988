"""Every example in a docstring gives what it shows, from the folder of the repository."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SOURCES = ROOT / "src"
EXAMPLE = re.compile(r"^\s*>>> ", re.MULTILINE)

MODULES = sorted(
    ".".join(path.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__")
    for path in SOURCES.rglob("*.py")
    if EXAMPLE.search(path.read_text("utf-8"))
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = doctest.testmod(import_module(name), optionflags=doctest.FAIL_FAST)
    assert ran.attempted
    assert not ran.failed


def test_no_example_is_skipped() -> None:
    skipped = [name for name in MODULES if "doctest: +SKIP" in _text(name)]
    assert "lexcheck.pipeline.surface" in MODULES
    assert not skipped


def _text(name: str) -> str:
    path = SOURCES / name.replace(".", "/")
    return (path.with_suffix(".py") if not path.is_dir() else path / "__init__.py").read_text()
