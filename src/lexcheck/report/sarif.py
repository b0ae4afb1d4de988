"""A report as SARIF 2.1.0, for what shows findings beside the lines of a file.

What is not as it should be, or not established, is a result; what complied is none, since readers
show every result. An undetermined verdict is of kind `open`: the tool could not tell.
Source: OASIS, Static Analysis Results Interchange Format 2.1.0, errata 01; sections in brackets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from lexcheck.base.diagnostics import Diagnostic, Severity
from lexcheck.base.text import Span
from lexcheck.base.time.instants import Instant, show_instant, zone
from lexcheck.norms.model import Norm
from lexcheck.report import Options, places, wording
from lexcheck.report.answers import headline
from lexcheck.report.layout import clean
from lexcheck.report.manual import pages
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.verdicts.model import Finding, Verdict

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

Json = dict[str, object]


def render(report: Report, options: Options) -> bytes:  # noqa: ARG001 - a format for machines
    runs = [_run(judged, report, first=place == 0) for place, judged in enumerate(report.runs)]
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": runs or [{**_tool(report, ()), **_invocation(report)}],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def of_diagnostics(diagnostics: Sequence[Diagnostic], version: str) -> bytes:
    """Diagnostics that are a result of their own: a code is a rule, with the title of its page."""
    known = pages()
    codes = sorted({each.code for each in diagnostics})
    driver: Json = {
        "name": "lexcheck",
        "version": version,
        "rules": [
            {"id": code, "shortDescription": {"text": known[code].title if code in known else code}}
            for code in codes
        ],
    }
    results = [
        {
            "ruleId": each.code,
            "ruleIndex": codes.index(each.code),
            "level": _level(each),
            "message": {
                "text": clean(f"{each.message}; {each.hint}" if each.hint else each.message)
            },
            "locations": _locations(each),
        }
        for each in diagnostics
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _level(diagnostic: Diagnostic) -> str:
    return "error" if diagnostic.severity is Severity.ERROR else "warning"


def _run(judged: Judged, report: Report, *, first: bool) -> Json:
    """`first`: what belongs to no run in particular goes with the first."""
    run = judged.run
    norms = list(judged.ruleset.versions.values())
    number = {versions[0].name: place for place, versions in enumerate(norms)}
    asked = dict(wording.selectors(run))
    name = "/".join((run.ruleset, run.case, *asked.values()))
    return {
        **_tool(report, [versions[-1] for versions in norms]),
        **(_invocation(report) if first else {}),
        "automationDetails": {"id": clean(name)},  # [3.17]
        "artifacts": [
            {"location": {"uri": uri(each.path)}, "hashes": {"sha-256": each.sha256}}
            for each in report.inputs
            if each.sha256
        ],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, judged, number[finding.norm])
            for finding in run.findings
            if finding.verdict in (Verdict.BREACHED, Verdict.UNDETERMINED, *places.SHORT)
        ],
        "properties": {
            "answer": headline(run.findings)[0],
            "notice": NOTICE,
            "case": run.case,
            "ruleset": run.ruleset,
            "rulesetVersion": wording.versions(judged.ruleset),
            "asOf": show_instant(Instant(run.as_of), zone(run.timezone)),
            **{word: clean(text) for word, text in asked.items() if word != "as of"},
        },
    }


def _tool(report: Report, norms: Sequence[Norm]) -> Json:
    driver: Json = {
        "name": "lexcheck",
        "version": report.version,
        "rules": [_rule(norm) for norm in norms],
    }
    return {"tool": {"driver": driver}}


def _rule(norm: Norm) -> Json:
    cited = "; ".join(wording.cited(norm.citations))
    return {
        "id": norm.name,
        "shortDescription": {"text": clean(norm.text or norm.name)},
        "help": {"text": clean(cited or places.place(norm.span))},
        "properties": {"kind": norm.kind},
    }


def _invocation(report: Report) -> Json:
    """What was refused, as notifications of the one invocation [3.20]."""
    found = [_notification(d) for each in report.refused for d in each.diagnostics]
    made: Json = {"executionSuccessful": not report.refused}
    if found:
        made["toolExecutionNotifications"] = found
    return {"invocations": [made]}


def _notification(diagnostic: Diagnostic) -> Json:
    found: Json = {
        "descriptor": {"id": diagnostic.code},
        "message": {"text": clean(diagnostic.message)},
        "level": _level(diagnostic),
    }
    if places := _locations(diagnostic):
        found["locations"] = places
    return found


def _locations(diagnostic: Diagnostic) -> list[Json]:
    """Where it is: of what is wrong with the call itself, in no file."""
    return [] if diagnostic.span.source.is_call else [_location(diagnostic.span)]


def _result(finding: Finding, judged: Judged, number: int) -> Json:
    norm = places.norm_of(finding, judged.ruleset)
    span = places.case_span(finding)
    kind, level = _weight(finding.verdict)
    text = places.sentence(finding, zone(judged.run.timezone))
    where = _location(span) if span is not None else _file(judged.case.source.name)
    return {
        "ruleId": finding.norm,
        "ruleIndex": number,
        "kind": kind,
        "level": level,
        "message": {"text": clean(text)},
        "locations": [where],
        "relatedLocations": [
            {**_location(norm.span), "id": 1, "message": {"text": f"the norm {norm.name}"}}
        ],
        "partialFingerprints": {"instance/v1": _fingerprint(finding, judged)},
        "properties": {
            "verdict": finding.verdict.value,
            "possible": [verdict.value for verdict in finding.possible],
            "instance": clean(finding.id),
        },
    }


def _weight(verdict: Verdict) -> tuple[str, str]:
    """Kind and level [3.27.9, 3.27.10]: a level other than `none` is for what fails."""
    if verdict is Verdict.BREACHED:
        return "fail", "error"
    return ("open", "none") if verdict is Verdict.UNDETERMINED else ("fail", "warning")


def _fingerprint(finding: Finding, judged: Judged) -> str:
    """What a result is known by when lines move: the instance, and under what it is judged."""
    run = judged.run
    parts = (run.case, run.ruleset, run.reading, run.viewpoint, finding.id)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _location(span: Span) -> Json:
    found = _file(span.source.name)
    region = dict(_region(span))
    return {"physicalLocation": {**found["physicalLocation"], "region": region}}  # type: ignore[dict-item]


def _file(name: str) -> Json:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(name)}}}


def _region(span: Span) -> Iterator[tuple[str, int]]:
    """Lines and columns from 1; the end of the region is after its last character."""
    yield "startLine", span.line
    yield "startColumn", span.column
    if span.end > span.start:
        source = span.source
        last = max(span.start, span.end - 1)
        yield "endLine", source.line_of(last)
        yield "endColumn", source.column_of(last) + 1


def uri(path: str) -> str:
    """A path as a reference: relative ones stay relative."""
    made = quote(path.replace("\\", "/"), errors="replace")
    return f"file://{made}" if made.startswith("/") else made
