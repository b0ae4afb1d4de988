"""What a run over a dataset comes to, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lexcheck.base.time.instants import Instant, show_instant, zone
from lexcheck.bulk.summary import AssessmentTally, NormTally, Summary
from lexcheck.report.layout import (
    BOLD,
    OF_VERDICT,
    YELLOW,
    beside,
    clean,
    fill,
    finished,
    painted,
)
from lexcheck.report.wording import moment
from lexcheck.verdicts.model import WEIGHT, Verdict

SCHEMA = "lexcheck.dataset/1"

#: Names take as many columns as the longest of them, within these bounds.
_NAMES = (20, 42)


def text(summary: Summary, *, colour: bool, width: int = 80) -> bytes:
    return (finished(_lines(summary, width), colour=colour)).encode()


def _lines(summary: Summary, room: int) -> Iterator[str]:
    title = f"{summary.ruleset}: {summary.ruleset_title}".removesuffix(": ")
    for line in fill(clean(title), room, rest="  "):
        yield painted(line, BOLD)
    yield from fill(clean(f"dataset {summary.dataset}: {summary.title}".removesuffix(": ")), room)
    at = moment(summary.as_of, zone(summary.timezone))
    reading = "" if summary.reading in ("", "base") else f" · reading {summary.reading}"
    law = "" if summary.law_as_of is None else f" · law as of {summary.law_as_of}"
    yield clean(f"as of {at} · {summary.timezone}{reading}{law}")
    for table in summary.tables:
        yield clean(f"  {table.name}: {table.rows:,} rows of {table.holds}")
    if summary.rejected:
        rows = f"{summary.rejected:,} row{'s' if summary.rejected > 1 else ''}"
        yield painted(f"{rows} could not be used, and judged nothing", YELLOW)
    yield ""
    names = [norm.norm for norm in summary.norms] + [a.name for a in summary.assessments]
    column = min(max([len(name) for name in names] + [_NAMES[0]]), _NAMES[1], room // 2)
    for norm in summary.norms:
        yield from beside(clean(norm.norm), _counts(norm), room, column)
        if norm.cases:
            why = f": {norm.why}" if norm.why else ", where facts are in doubt"
            said = clean(f"{norm.cases:,} judged case by case{why}")
            yield from beside("", said, room, column)
    yield from _parties(summary, room, column)
    if summary.assessments:
        yield ""
        for assessment in summary.assessments:
            yield from beside(clean(assessment.name), _outcomes(assessment), room, column)
    for note in summary.notes:
        yield from fill(clean(f"Note: {note}."), room, rest="  ")
    if summary.folder:
        yield from fill(clean(f"Findings: {summary.folder}"), room, rest="  ")


def _counts(norm: NormTally) -> str:
    totals: dict[str, int] = {}
    for verdict, _, number in norm.counts:
        totals[verdict] = totals.get(verdict, 0) + number
    ordered = sorted(totals, key=lambda each: -WEIGHT[Verdict(each)])
    parts = [
        painted(f"{totals[v]:,} {v.replace('_', ' ')}", OF_VERDICT[Verdict(v)]) for v in ordered
    ]
    return f"{norm.instances:,}: {', '.join(parts)}" if parts else "no instances"


def _parties(summary: Summary, room: int, column: int) -> Iterator[str]:
    if not summary.parties:
        return
    yield ""
    for tally in summary.parties:
        said = ", ".join(f"{number:,} {v.replace('_', ' ')}" for v, number in tally.counts)
        yield from beside(clean(f"{tally.party}: {tally.norm}"), clean(said), room, column)


def _outcomes(assessment: AssessmentTally) -> str:
    said = ", ".join(f"{number:,} {word.replace('_', ' ')}" for word, number in assessment.outcomes)
    if assessment.figure is not None:
        least, most = assessment.figure
        said += f" ({least:.4g})" if least == most else f" ({least:.4g} to {most:.4g})"
    return clean(said)


def as_json(summary: Summary, version: str) -> bytes:
    tz = zone(summary.timezone)
    document = {
        "schema": SCHEMA,
        "lexcheck": version,
        "dataset": summary.dataset,
        "ruleset": summary.ruleset,
        "timezone": summary.timezone,
        "as_of": show_instant(Instant(summary.as_of), tz),
        "law_as_of": None if summary.law_as_of is None else summary.law_as_of.isoformat(),
        "reading": summary.reading,
        "tables": [
            {"name": each.name, "holds": each.holds, "rows": each.rows} for each in summary.tables
        ],
        "rejected": summary.rejected,
        "norms": [
            {
                "norm": norm.norm,
                "instances": norm.instances,
                "case_by_case": norm.cases,
                "why": norm.why,
                "counts": [
                    {"verdict": verdict, "reason": reason or None, "number": number}
                    for verdict, reason, number in norm.counts
                ],
            }
            for norm in summary.norms
        ],
        "parties": [
            {"norm": tally.norm, "party": tally.party, "counts": dict(tally.counts)}
            for tally in summary.parties
        ],
        "assessments": [
            {"name": each.name, "outcomes": dict(each.outcomes), "figure": each.figure}
            for each in summary.assessments
        ],
        "notes": list(summary.notes),
        "findings": summary.folder or None,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
