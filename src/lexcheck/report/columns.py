"""Runs side by side: their names, what they say alike, and a table with a column for each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from lexcheck.report.layout import BOLD, fill, pad, pad_left, painted, width
from lexcheck.report.model import Judged

Said = TypeVar("Said", bound=Hashable)

#: Put before a label of a table to set it in.
INNER = "  "


def labels(runs: Sequence[Judged]) -> list[str]:
    """A, B, C for runs side by side; a single one needs no name."""
    if len(runs) == 1:
        return [""]
    if len(runs) <= 26:
        return [chr(ord("A") + place) for place in range(len(runs))]
    return [f"R{place + 1}" for place in range(len(runs))]


def prefix(names: Sequence[str]) -> str:
    """The runs that what follows is true of: `A C–F: `; nothing for a single run."""
    if not any(names):
        return ""
    stretches: list[list[str]] = []
    for name in names:
        if stretches and _next(stretches[-1][-1]) == name:
            stretches[-1].append(name)
        else:
            stretches.append([name])
    shown = [f"{each[0]}–{each[-1]}" if len(each) > 2 else " ".join(each) for each in stretches]
    return f"{painted(' '.join(shown) + ':', BOLD)} "


def _next(name: str) -> str:
    """The name of the run after this one."""
    return f"R{int(name[1:]) + 1}" if len(name) > 1 else chr(ord(name) + 1)


def alike(said: Iterable[tuple[str, Said]]) -> list[tuple[Said, list[str]]]:
    """Each thing that is said once, with the names of the runs that say it."""
    found: dict[Said, list[str]] = {}
    for name, text in said:
        found.setdefault(text, []).append(name)
    return list(found.items())


def table(names: list[str], rows: list[tuple[str, list[str]]], room: int) -> Iterator[str]:
    """A column for each run; where they do not all fit, one block of columns below the other."""
    head = min(max((width(label) for label, _ in rows), default=0), room // 2)
    start = 0
    while start < len(names):
        widths = _widths(names, rows, start, room - head)
        places = range(start, start + len(widths))
        titles = [painted(names[place], BOLD) for place in places]
        yield " " * head + "".join(map(pad_left, titles, widths))
        for label, cells in rows:
            yield from _row(label, head, "".join(map(pad_left, [cells[p] for p in places], widths)))
        start += len(widths)
        if start < len(names):
            yield ""


def _widths(
    names: list[str], rows: list[tuple[str, list[str]]], start: int, room: int
) -> list[int]:
    """The widths of as many columns as fit, one at least."""
    widths: list[int] = []
    for place in range(start, len(names)):
        needed = max(width(cells[place]) for _, cells in rows)
        needed = max(needed, width(names[place])) + 2
        if widths and sum(widths) + needed > room:
            break
        widths.append(needed)
    return widths


def _row(label: str, head: int, cells: str) -> Iterator[str]:
    indent = INNER if label.startswith(INNER) else ""
    *before, last = fill(label.removeprefix(INNER), head, indent, indent + "  ")
    yield from before
    yield pad(last, head) + cells
