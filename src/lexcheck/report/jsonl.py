"""A report as JSON lines: a header, then a line for each note, finding, assessment and sanction.

Each line stands by itself: it names its run, and carries its norm and facts in full, so that lines
can be filtered, sorted and loaded into tables without any other.
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.report import Options, fragments
from lexcheck.report.fragments import Pieces, encode, joined, text
from lexcheck.report.json import header, selectors
from lexcheck.report.model import Judged, Report
from lexcheck.verdicts.model import Finding

SCHEMA = "lexcheck.lines/1"


def render(report: Report, options: Options) -> bytes:  # noqa: ARG001 - a format for machines
    return "".join(f"{line}\n" for line in _lines(report)).encode()


def _lines(report: Report) -> Iterator[str]:
    yield encode({"schema": SCHEMA, "type": "header", **header(report)})
    for judged in report.runs:
        yield from _run(judged)


def _run(judged: Judged) -> Iterator[str]:
    run = judged.run
    pieces = Pieces(judged.ruleset)
    named = f'"run": {selectors(judged, pieces)}'
    for note in run.notes:
        yield f'{{"type": "note", {named}, "note": {text(note)}}}'
    cited: dict[tuple[str, str], str] = {}
    for found in run.findings:
        finding = fragments.finding(found, pieces, in_full=True)
        key = (found.norm, found.version)
        if key not in cited:
            cited[key] = _cited(found, pieces)
        yield f'{{"type": "finding", {named}, {finding[1:-1]}, "cited": {cited[key]}}}'
    for assessment in run.assessments:
        yield joined(f'{{"type": "assessment", {named}}}', encode(fragments.assessment(assessment)))
    for sanction in run.sanctions:
        yield joined(f'{{"type": "sanction", {named}}}', encode(fragments.sanction(sanction)))


def _cited(found: Finding, pieces: Pieces) -> str:
    """The norm as the tables have it."""
    return encode(pieces.norms.get(found.norm, {}).get(found.version, {}))
