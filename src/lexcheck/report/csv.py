"""A report as CSV: a line for each finding, each standing by itself.

A cell that a spreadsheet would take for a formula begins with an apostrophe.
Source: RFC 4180; OWASP, "CSV injection".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import EARLIEST, LATEST, Instant, show_instant, zone
from lexcheck.report import Options, places, wording
from lexcheck.report.layout import clean
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.verdicts.model import Finding, Length, When

#: What makes a spreadsheet compute, the wide forms of Asian typography included.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

COLUMNS = (
    "case", "case_file", "case_sha256", "ruleset", "ruleset_version", "ruleset_sha256", "as_of",
    "known_by", "viewpoint", "reading", "parameters", "timezone",
    "norm", "norm_version", "instance", "bearer", "counterparty",
    "verdict", "possible", "reasons", "things_least", "things_most", "grade_least", "grade_most",
    "trigger_earliest", "trigger_latest", "deadline_earliest", "deadline_latest",
    "horizon_earliest", "horizon_latest", "late_least_seconds", "late_most_seconds", "gaps",
    "deciding_acts", "prohibited_acts", "sources", "to_settle", "would_have_complied",
    "citations", "norm_place", "case_place", "lexcheck", "notice",
)  # fmt: skip


def render(report: Report, options: Options) -> bytes:  # noqa: ARG001 - a format for machines
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    hashes = {each.path: each.sha256 for each in report.inputs}
    for judged in report.runs:
        head = [*_run(judged, hashes)]
        for finding in judged.run.findings:
            cells = (*head, *_finding(finding, judged), report.version, NOTICE)
            writer.writerow([safe(cell) for cell in cells])
    return text.getvalue().encode()


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes, and that stays on its line."""
    text = clean(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _run(judged: Judged, hashes: dict[str, str]) -> Iterator[str]:
    run, ruleset = judged.run, judged.ruleset
    tz = zone(run.timezone)
    file = judged.case.source.name
    yield from (run.case, file, hashes.get(file, ""))
    yield from (run.ruleset, wording.versions(ruleset))
    found = [hashes.get(source.name, "") for source in ruleset.sources]
    yield " ".join(each for each in found if each)
    yield show_instant(Instant(run.as_of), tz)
    yield "" if run.known_by is None else show_instant(Instant(run.known_by), tz)
    yield from (run.viewpoint, run.reading or "base")
    yield "; ".join(f"{name}={value}" for name, value in run.parameters)
    yield run.timezone


def _finding(found: Finding, judged: Judged) -> Iterator[str]:
    tz = zone(judged.run.timezone)
    norm = places.norm_of(found, judged.ruleset)
    span = places.case_span(found)
    yield from (found.norm, found.version, found.id, found.bearer, found.counterparty)
    yield from (found.verdict.value, " ".join(found.possible), " ".join(found.reasons))
    yield str(found.count[0])
    yield "" if found.count[1] is None else str(found.count[1])
    yield from (str(grade) for grade in found.grade)
    for when in (found.trigger, found.deadline, found.horizon):
        yield from _ends(when, tz)
    yield from _seconds(found.lateness)
    yield "; ".join("/".join((*_ends(gap.start, tz), *_ends(gap.end, tz))) for gap in found.gaps)
    yield from (" ".join(found.deciding_acts), " ".join(found.prohibited_acts))
    yield " ".join(dict.fromkeys(source for fact in found.facts for source in fact.sources))
    yield wording.localised("; ".join(each.question for each in found.questions), tz)
    yield wording.localised(found.remedy, tz)
    yield "; ".join(wording.cited(norm.citations))
    yield places.place(norm.span)
    yield "" if span is None else places.place(span)


def _ends(when: When | None, tz: ZoneInfo) -> tuple[str, str]:
    """ISO 8601, local with its offset; nothing where there is no bound, or none in the calendar."""
    if when is None:
        return ("", "")
    first, last = (
        "" if end is None or not EARLIEST <= end <= LATEST else show_instant(Instant(end), tz)
        for end in (when.earliest, when.latest)
    )
    return (first, last)


def _seconds(length: Length | None) -> tuple[str, str]:
    if length is None:
        return ("", "")
    return (_decimal(length.least), "" if length.most is None else _decimal(length.most))


def _decimal(micros: int) -> str:
    """Microseconds as seconds, exactly."""
    whole, rest = divmod(micros, 1_000_000)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")
