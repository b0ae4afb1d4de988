"""A report as one JSON document. `schema/report-1.json` says what stands where.

Each finding has a line of its own, so that two reports can be compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lexcheck.report import Options, fragments
from lexcheck.report.colophon import listed
from lexcheck.report.diagnostics import as_json
from lexcheck.report.fragments import Json, Pieces, encode
from lexcheck.report.model import NOTICE, Judged, Report

SCHEMA = "lexcheck.report/1"


def render(report: Report, options: Options) -> bytes:  # noqa: ARG001 - a format for machines
    return "".join(_document(report)).encode()


def _document(report: Report) -> Iterator[str]:
    head = {"schema": SCHEMA, **header(report)}
    yield encode(head)[:-1] + ',\n"runs": ['
    for place, judged in enumerate(report.runs):
        yield ",\n" if place else "\n"
        yield from _run(judged)
    yield "\n]}\n"


def header(report: Report) -> Json:
    """All but the runs."""
    findings = [finding for judged in report.runs for finding in judged.run.findings]
    return {
        "lexcheck": report.version,
        "notice": NOTICE,
        "counts": {
            "cases": len({judged.case.source.name for judged in report.runs}),
            "runs": len(report.runs),
            "findings": len(findings),
            "verdicts": fragments.verdict_counts(findings),
            "refused": len(report.refused),
            "passed_over": len(report.passed_over),
        },
        "inputs": listed(report.inputs),
        "refused": [
            {
                "path": each.path,
                "what": each.what,
                "diagnostics": as_json(each.diagnostics),
            }
            for each in report.refused
        ],
        "passed_over": report.passed_over,
    }


def selectors(judged: Judged, pieces: Pieces) -> str:
    """What the run is of, and what was asked."""
    run, case, ruleset = judged.run, judged.case, judged.ruleset
    head = encode(
        {
            "case": {"name": run.case, "title": case.title, "file": case.source.name},
            "ruleset": {
                "name": run.ruleset,
                "title": ruleset.title,
                "in_force": str(ruleset.in_force),
                "reviewed": None if ruleset.reviewed is None else str(ruleset.reviewed),
            },
            "law_as_of": None if run.law_as_of is None else run.law_as_of.isoformat(),
            "viewpoint": run.viewpoint,
            "reading": run.reading or None,
            "parameters": dict(run.parameters),
            "timezone": run.timezone,
            "calendars": fragments.calendars(ruleset.calendars),
        }
    )
    as_of, known_by = pieces.instant(run.as_of), pieces.instant(run.known_by)
    return f'{head[:-1]}, "as_of": {as_of}, "known_by": {known_by}}}'


def _run(judged: Judged) -> Iterator[str]:
    run = judged.run
    pieces = Pieces(judged.ruleset)
    counts = {"notes": run.notes, "counts": fragments.verdict_counts(run.findings)}
    findings = _lines([fragments.finding(each, pieces) for each in run.findings])
    assessments = _lines([encode(fragments.assessment(each)) for each in run.assessments])
    sanctions = _lines([encode(fragments.sanction(each)) for each in run.sanctions])
    facts = _lines([f'"{key}": {fact}' for key, fact in pieces.facts.items()])
    yield fragments.joined(selectors(judged, pieces), encode(counts))[:-1]
    yield f',\n"norms": {encode(pieces.norms)}'
    yield f',\n"facts": {{{facts}}}'
    yield f',\n"findings": [{findings}]'
    yield f',\n"assessments": [{assessments}]'
    yield f',\n"sanctions": [{sanctions}]}}'


def _lines(pieces: Sequence[str]) -> str:
    """The items of a list, one a line."""
    return "\n" + ",\n".join(pieces) if pieces else ""
