"""The pages under docs/ are true: who follows one sees what it shows."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from lexcheck.cli import run
from tests.unit.docs.pages import Fence, fences, missing, write

ROOT = Path(__file__).parents[3]


def followed(fence: Fence) -> bool:
    """Is there something in it to try?"""
    return bool(fence.title) or fence.language in ("console", "python")


PAGES = sorted(
    path
    for path in (ROOT / "docs").rglob("*.md")
    if "decisions" not in path.parts and any(map(followed, fences(path)))
)


@pytest.mark.parametrize("page", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_can_be_followed(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for room in ("cases", "datasets"):
        (tmp_path / room).symlink_to(ROOT / room)
    monkeypatch.chdir(tmp_path)
    for fence in fences(page):
        if fence.title:
            write(tmp_path, fence)
        elif fence.language == "console":
            _follow(page, fence.line, fence.text, capsys)
        elif fence.language == "python":
            exec(compile(fence.text, f"{page.name}:{fence.line}", "exec"), {})
            capsys.readouterr()


def _follow(page: Path, line: int, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    commands: list[tuple[str, list[str]]] = []
    for each in text.splitlines():
        if each.startswith("$ "):
            commands.append((each.removeprefix("$ "), []))
        else:
            commands[-1][1].append(each)
    for command, shown in commands:
        run(shlex.split(command.removeprefix("lexcheck ")))
        streams = capsys.readouterr()
        printed = (streams.out + streams.err).splitlines()
        assert not printed or any(each != "…" for each in shown), (
            f"{page.name}:{line}: what `{command}` prints is not shown"
        )
        absent = missing(shown, printed)
        assert absent is None, (
            f"{page.name}:{line}: `{command}` does not print {absent!r} there, but\n"
            + "\n".join(printed)
        )


def test_there_are_pages() -> None:
    assert [page.stem for page in PAGES]
