"""What would change in a file, line by line, as `diff -u` says it."""

from __future__ import annotations

from difflib import unified_diff

from lexcheck.report.layout import BOLD, CYAN, GREEN, RED, clean, finished, painted

_NO_END = "\\ No newline at end of file"
_COLOURS = {"+++": BOLD, "---": BOLD, "@": CYAN, "+": GREEN, "-": RED}


def patch(name: str, before: str, after: str, *, colour: bool = False) -> str:
    """The difference, empty where there is none. Without colour `patch` understands it."""
    said: list[str] = []
    for line in unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}"):
        said.append(line.removesuffix("\n"))
        if not line.endswith("\n"):
            said.append(_NO_END)
    if colour:
        return finished(map(_painted, said), colour=True)
    return "".join(f"{line}\n" for line in said)


def _lines(text: str) -> list[str]:
    """Ended by a line feed and nothing else: other ends are among the things that change."""
    pieces = text.split("\n")
    return [f"{piece}\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _painted(line: str) -> str:
    colour = next((c for sign, c in _COLOURS.items() if line.startswith(sign)), None)
    return painted(clean(line), colour) if colour else clean(line)
