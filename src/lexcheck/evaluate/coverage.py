"""For which stretches of time the record of an act is not complete.

Absence from a complete record is *did not happen*; absence from any other is unknown.
"""

from __future__ import annotations

from lexcheck.evaluate.evidence import Evidence
from lexcheck.evaluate.values import ALWAYS
from lexcheck.facts.case import Coverage

#: `[start, end]`, both included.
Window = tuple[int, int]


def open_windows(
    evidence: Evidence, action: str, arguments: tuple[object, ...], by: object | None
) -> tuple[Window, ...]:
    """Where acts of an action on these things may have gone unrecorded, up to the as-of.

    `arguments` are record ids, or anything else for a thing that is not known. `by` None: whoever
    acts; a coverage of one party's acts then does not help. A log is complete up to its end, but
    for the actions that its coverage names: for those it says itself how far.
    """
    as_of = evidence.as_of
    named = [c for c in evidence.coverage if c.actions is None or action in c.actions]
    if evidence.complete_until is not None and not any(c.actions for c in named):
        end = evidence.complete_until
        return () if end >= as_of else ((end + 1, as_of),)
    covered = sorted(
        (
            ALWAYS if c.start is None or c.start.earliest is None else c.start.earliest,
            as_of if c.until is None or c.until.latest is None else c.until.latest,
        )
        for c in named
        if _speaks_of(c, arguments, by)
    )
    found: list[Window] = []
    at = ALWAYS
    for start, until in covered:
        if start > at:
            found.append((at, min(start - 1, as_of)))
        at = max(at, until + 1)
        if at > as_of:
            return tuple(found)
    found.append((at, as_of))
    return tuple(found)


def _speaks_of(coverage: Coverage, arguments: tuple[object, ...], by: object | None) -> bool:
    if coverage.by is not None and coverage.by != by:
        return False
    return coverage.things is None or any(thing in coverage.things for thing in arguments)


def reasons(evidence: Evidence, action: str, arguments: tuple[object, ...]) -> tuple[str, ...]:
    """The remarks of the coverage that a verdict leans on, to be listed with its assumptions."""
    return tuple(
        f"the record of `{action}` is taken as complete: {c.provenance.because}"
        for c in evidence.coverage
        if c.provenance.because
        and (c.actions is None or action in c.actions)
        and _speaks_of(c, arguments, c.by)
    )
