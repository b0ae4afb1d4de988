"""Every provision that a ruleset rests on, and whether somebody has checked it against the law."""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.norms.model import Citation, NormException, Ruleset


def provisions(ruleset: Ruleset) -> dict[tuple[str, str], bool]:
    """Source and locator of each provision cited, by whether all citations of it are verified.

    In the order of the ruleset, its readings last.
    """
    found: dict[tuple[str, str], bool] = {}
    for citation in _citations(ruleset):
        key = (citation.source, citation.locator)
        found[key] = found.get(key, True) and not citation.unverified
    return found


def _citations(ruleset: Ruleset) -> Iterator[Citation]:
    for counted in ruleset.counts_as:
        yield from counted.citations
    for norm in ruleset.norms:
        yield from norm.citations
        yield from _of_exceptions(norm.exceptions)
    for sanction in ruleset.sanctions:
        yield from sanction.citations
    for assessment in ruleset.assessments:
        yield from assessment.citations
    for reading in ruleset.readings:
        yield from reading.citations
        yield from _citations(reading.ruleset)


def _of_exceptions(exceptions: tuple[NormException, ...]) -> Iterator[Citation]:
    for exception in exceptions:
        yield from exception.citations
        yield from _of_exceptions(exception.exceptions)
