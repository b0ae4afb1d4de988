"""The recipes of CONTRIBUTING.md name files that exist, and as many as they say."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

HEADING = re.compile(r"^### (?P<name>.+): (?P<count>\d+) files?$", re.MULTILINE)
LISTED = re.compile(r"^\* `(?P<path>[^`]+)`", re.MULTILINE)
PLACEHOLDER = re.compile(r"<[^>]+>")


def recipes() -> dict[str, tuple[int, list[str]]]:
    """For each recipe, the number of files it promises and the paths it lists."""
    _, _, text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Five recipes\n")
    headings = list(HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return {
        heading["name"]: (int(heading["count"]), LISTED.findall(text, heading.end(), end))
        for heading, end in zip(headings, ends, strict=True)
    }


def test_there_are_five() -> None:
    assert list(recipes()) == [
        "A law",
        "A lint check",
        "A report format",
        "An operator",
        "A norm kind",
    ]


@pytest.mark.parametrize("name", recipes())
def test_every_listed_file_exists(name: str) -> None:
    _, paths = recipes()[name]
    missing = [path for path in paths if not any(ROOT.glob(PLACEHOLDER.sub("*", path)))]
    assert not missing, f"{name}: no such file: {missing}"


@pytest.mark.parametrize("name", recipes())
def test_the_count_is_right(name: str) -> None:
    """Cases come on top: how many a change needs is for its author to judge."""
    count, paths = recipes()[name]
    assert len([path for path in paths if not path.startswith("cases/")]) == count
