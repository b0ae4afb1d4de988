"""Every code has its page; what stands under Before gets it, and what is under After does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexcheck.cli import run
from lexcheck.lint.from_norms import MANUAL
from lexcheck.report.manual import Example, Page, pages
from tests.diagnostics.calls import call, judge_tables
from tests.diagnostics.codes import codes_in_the_source
from tests.diagnostics.corpus import of_page, said

ROOT = Path(__file__).parents[2]

#: No page shows these: the file is none, is far too large, or is nested a hundred deep; or nobody
#: is told so on the command line; or it takes other machines. Their pages say which, and `built`
#: has an example of each.
NOT_SHOWN = {
    "LX110", "LX114", "LX115", "LX233", "LX402", "LX403", "LX404", "LX405", "LX596",
    "LX600", "LX640", "LX641", "LX642",
}  # fmt: skip


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
    assert ("No example: " in page.text) == (page.before is None)


def codes(example: Example, folder: Path) -> list[str]:
    return [each.code for each in said(of_page("", example), folder)]


SHOWN = [page for page in pages().values() if page.before is not None]
TABLES = [page for page in SHOWN if page.before and page.before.name == "dataset.yaml"]
FILES = [page for page in SHOWN if page.before and page.before.name and page not in TABLES]
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
    monkeypatch.chdir(tmp_path)
    for example, refused in ((page.before, True), (page.after, False)):
        assert example is not None
        code = call(example, tmp_path)
        told = capsys.readouterr()
        assert (f"[{page.code}]" in told.err + told.out) == refused, told.err + told.out
        assert refused or code == 0, told.err + told.out


@pytest.mark.parametrize("page", TABLES, ids=lambda page: page.code)
def test_tables(
    page: Page,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for example, refused in ((page.before, True), (page.after, False)):
        assert example is not None
        code = judge_tables(example, tmp_path)
        told = capsys.readouterr()
        assert (f"[{page.code}]" in told.err) == refused, told.err
        assert refused == (code not in (0, 1)), told.err


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
