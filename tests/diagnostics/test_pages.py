"""Every code has its page; what stands under Before gets it, and what is under After does not."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from lexcheck.cli import run
from lexcheck.lint.from_norms import MANUAL
from lexcheck.report.manual import Example, Page, pages
from tests.diagnostics.corpus import Wrong, said
from tests.unit.samples import write

ROOT = Path(__file__).parents[2]

#: No text shows these: the file is none, is far too large, or is nested a hundred deep; or it takes
#: several files or another ruleset. Unit tests show them.
NOT_SHOWN = {
    "LX110", "LX114", "LX115", "LX233", "LX291", "LX303", "LX305", "LX309", "LX315", "LX316",
    "LX401", "LX402", "LX403", "LX404", "LX405", "LX407", "LX409", "LX415", "LX490", "LX492",
    "LX493", "LX494", "LX502", "LX590", "LX592", "LX595", "LX596", "LX597",
    *(f"LX6{n:02}" for n in range(13)), "LX640", "LX641",
}  # fmt: skip


def codes_in_the_source() -> set[str]:
    return {
        code
        for path in (ROOT / "src/lexcheck").rglob("*.py")
        for code in re.findall(r'"(LX\d{3})"', path.read_text("utf-8"))
    }


def test_every_code_has_a_page_and_no_page_is_left_over() -> None:
    assert set(pages()) | set(MANUAL) == codes_in_the_source()
    assert not set(pages()) & set(MANUAL)


@pytest.mark.parametrize("page", pages().values(), ids=lambda page: page.code)
def test_a_page_says_something(page: Page) -> None:
    assert page.title[0] == page.title[0].lower() or page.title.startswith("`")
    assert not page.title.endswith(".")
    assert len(page.text.split()) >= 8
    assert (page.before is None) == (page.code in NOT_SHOWN)
    assert (page.before is None) == (page.after is None)


def codes(example: Example, folder: Path) -> list[str]:
    wrong = Wrong("manual", "", "", example.name, example.text)
    return [each.code for each in said(wrong, folder)]


FILES = [page for page in pages().values() if page.before is not None and page.before.name]
CALLS = [page for page in pages().values() if page.before is not None and not page.before.name]


@pytest.mark.parametrize("page", FILES, ids=lambda page: page.code)
def test_before_and_after(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert page.before is not None
    assert page.after is not None
    monkeypatch.chdir(tmp_path)
    assert codes(page.before, tmp_path) == [page.code]
    assert codes(page.after, tmp_path) == []


@pytest.mark.parametrize("page", CALLS, ids=lambda page: page.code)
def test_calls(
    page: Page,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert page.before is not None
    assert page.after is not None
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    for example, refused in ((page.before, True), (page.after, False)):
        code = run(shlex.split(example.text.removeprefix("$ lexcheck ")))
        told = capsys.readouterr()
        assert (f"[{page.code}]" in told.err) == refused
        assert (code == 2) == refused


@pytest.mark.parametrize("code", ["LX204", "lx204", "LX904"])
def test_explain_shows_the_page(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", code]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"# {code.upper()}: ")
    assert "Before" in page
    assert "After" in page


@pytest.mark.parametrize(
    ("given", "hint"),
    [("LX240", "did you mean `LX"), ("case.yaml", "name an instance of the case")],
)
def test_no_such_page(given: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", given]) == 2
    assert hint in capsys.readouterr().err
