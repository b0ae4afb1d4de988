"""Pages of the manual as a reader follows them: files are written, commands print what is shown.

A fence with a title is a file; where its first line is `# …`, the rest goes to its end. A `console`
fence is a command in the folder of these files, and lines of what it prints, in order; `…` stands
for any lines, or none, and at the end of a line for the rest of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import attrs

FENCE = re.compile(r'^```(\w+)(?: title="([^"\n]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
GOES_ON = "# …\n"


@attrs.frozen
class Fence:
    """A fenced block: what it is, the file it is (or ""), its text, the line on which it starts."""

    language: str
    title: str
    text: str
    line: int


def fences(page: Path) -> Iterator[Fence]:
    text = page.read_text("utf-8")
    for found in FENCE.finditer(text):
        yield Fence(found[1], found[2] or "", found[3], text.count("\n", 0, found.start()) + 1)


def write(folder: Path, fence: Fence) -> None:
    path = folder / fence.title
    path.parent.mkdir(parents=True, exist_ok=True)
    if fence.text.startswith(GOES_ON):
        before = path.read_text("utf-8")
        path.write_text(f"{before}\n{fence.text.removeprefix(GOES_ON)}", "utf-8")
    else:
        path.write_text(fence.text, "utf-8")


def missing(shown: list[str], printed: list[str]) -> str | None:
    """The first line that is not printed where it is shown; None if all are."""
    at = 0
    for before, line in pairwise(["…", *shown]):
        if line == "…":
            continue
        found = next((n for n in range(at, len(printed)) if _is(line, printed[n])), None)
        if found is None or (before != "…" and found != at):
            return line
        at = found + 1
    return None


def _is(shown: str, line: str) -> bool:
    """A line that is shown may be cut short by `…`."""
    return line.startswith(shown[:-1]) if shown.endswith("…") else line == shown
