"""Runs of one case under one ruleset: they stand side by side in a report for people."""

from __future__ import annotations

from lexcheck.report.model import Judged


def side_by_side(runs: tuple[Judged, ...]) -> list[list[Judged]]:
    """The runs that belong together, in the order of the first of each."""
    found: dict[tuple[str, str, str], list[Judged]] = {}
    for judged in runs:
        key = (judged.case.source.name, judged.run.case, judged.run.ruleset)
        found.setdefault(key, []).append(judged)
    return list(found.values())
