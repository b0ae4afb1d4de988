"""Where the name of a ruleset or vocabulary leads.

It is looked for beside the file that uses it, then in the folders above, as far as one called
`rulesets`, then among the installed ones. A file is known by its first words, so that looking costs
no more than a glance at each.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lexcheck.pipeline.files import RULESET_SUFFIX, Place, glance

_INSTALLED = Path(__file__).parents[1] / "_rulesets"

#: Installed files are shown under this name, wherever they lie.
_ROOT = "rulesets"

_HEADER = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|#[^\n]*+)*+(?:ruleset|vocabulary)\s+([A-Za-z_][\w.]*)"
)


class Names:
    """The names that were looked up; each folder is looked through once."""

    def __init__(self) -> None:
        self._folders: dict[tuple[Path, bool], Mapping[str, tuple[Place, ...]]] = {}

    def find(self, name: str, beside: Place | None) -> tuple[Place, ...]:
        """The files of that name that are nearest: several are ambiguous, none is unknown."""
        for places in self._searched(beside):
            if name in places:
                return places[name]
        return ()

    def known(self, beside: Place | None) -> frozenset[str]:
        """All names that would be found."""
        return frozenset(name for places in self._searched(beside) for name in places)

    def elsewhere(self, name: str, beside: Place | None) -> str | None:
        """The path of a file of that name where none is looked for, but many would: here, in the
        two folders above the file that names it, and in folders of rulesets in these.
        """
        start = Path.cwd() if beside is None else beside.path.absolute().parent
        for folder in (start, *start.parents[:2]) if beside is not None else (start,):
            for within, deep in ((folder, False), (folder / _ROOT, True)):
                for found in self._named(within, within, deep=deep).get(name, ()):
                    return Path(os.path.relpath(found.path, start)).as_posix()
        return None

    def _searched(self, beside: Place | None) -> Iterator[Mapping[str, tuple[Place, ...]]]:
        if beside is not None:
            for folder, shown in _folders(beside):
                yield self._named(folder, shown, deep=False)
        yield self._named(_INSTALLED.resolve(), Path(_ROOT), deep=True)

    def _named(self, folder: Path, shown: Path, *, deep: bool) -> Mapping[str, tuple[Place, ...]]:
        found = self._folders.get((folder, deep))
        if found is None:
            found = self._folders[folder, deep] = _look_through(folder, shown, deep=deep)
        return found


def header_name(start: bytes) -> str:
    """The name of the ruleset or vocabulary that begins so; empty where none does."""
    header = _HEADER.match(start)
    return "" if header is None else header[1].decode()


def is_used(where: Place, name: str) -> bool:
    """Does a file that would find it here use this ruleset or vocabulary?"""
    named = re.escape(name.encode())
    uses = re.compile(rb"^\s*uses\s[^#\n]*(?<![\w.])" + named + rb"(?![\w.])", re.MULTILINE)
    own = where.path.absolute()
    below = "**/" if _ROOT in own.parts else ""
    others = own.parent.glob(f"{below}*{RULESET_SUFFIX}")
    return any(uses.search(glance(path)) for path in sorted(others) if path != own)


def _look_through(folder: Path, shown: Path, *, deep: bool) -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for path in sorted(folder.glob(f"{'**/' if deep else ''}*{RULESET_SUFFIX}")):
        name = header_name(glance(path)) if path.is_file() else ""
        if name:
            place = Place(path=path, name=(shown / path.relative_to(folder)).as_posix())
            found[name] = (*found.get(name, ()), place)
    return found


def _folders(beside: Place) -> Iterator[tuple[Path, Path]]:
    """The folder of a file, then those above it up to `rulesets`, each with how it is shown."""
    folder, shown = beside.path.absolute().parent, Path(beside.name).parent
    yield folder, shown
    if _ROOT not in folder.parts:
        return
    while folder.name != _ROOT:
        folder = folder.parent
        shown = shown / ".." if shown.name in ("", "..") else shown.parent
        yield folder, shown
