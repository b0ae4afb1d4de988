"""A report as annotations of GitHub's workflows: a line for what is not as it should be.

Breaches are errors; what is late, in part or undetermined is a warning. Each points at a line of
the case, and names that of its norm.
Source: GitHub, "Workflow commands for GitHub Actions", setting a notice, warning or error message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lexcheck.base.diagnostics import Diagnostic, Severity
from lexcheck.base.text import Span
from lexcheck.base.time.instants import zone
from lexcheck.report import Options, places, wording
from lexcheck.report.answers import headline
from lexcheck.report.layout import clean
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.testing.model import Trial
from lexcheck.verdicts.model import Finding, Verdict


def render(report: Report, options: Options) -> bytes:  # noqa: ARG001 - a format for machines
    return "".join(f"{line}\n" for line in _lines(report)).encode()


def _lines(report: Report) -> Iterator[str]:
    for judged in report.runs:
        for finding in judged.run.findings:
            if finding.verdict in (Verdict.BREACHED, Verdict.UNDETERMINED, *places.SHORT):
                yield _finding(finding, judged)
    for each in report.refused:
        for diagnostic in each.diagnostics:
            yield _refused(diagnostic, each.path)
    for judged in report.runs:
        run = judged.run
        asked = "; ".join(f"{name} {text}" for name, text in wording.selectors(run))
        said = f"{headline(run.findings)[0]} ({wording.versions(judged.ruleset)}; {asked})"
        yield command("notice", None, f"{run.ruleset}, case {run.case}", said)
    made_from = "; ".join(f"{each.path} sha256 {each.sha256}" for each in report.inputs)
    yield command("notice", None, f"lexcheck {report.version}", f"{NOTICE} Made from {made_from}")


def _finding(finding: Finding, judged: Judged) -> str:
    norm = places.norm_of(finding, judged.ruleset)
    cited = "; ".join([*wording.cited(norm.citations), places.place(norm.span)])
    text = f"{places.sentence(finding, zone(judged.run.timezone))} [{cited}]"
    level = "error" if finding.verdict is Verdict.BREACHED else "warning"
    title = f"{finding.id}: {places.said(finding)}"
    span = places.case_span(finding)
    if span is None:
        return command(level, None, title, text, file=judged.case.source.name)
    return command(level, span, title, text)


def annotated(diagnostics: Iterable[Diagnostic]) -> bytes:
    """Diagnostics that are a result of their own, with what to do about each."""
    lines = [_refused(each, "", each.hint) for each in diagnostics]
    return "".join(f"{line}\n" for line in lines).encode()


def failed(trials: Iterable[Trial]) -> bytes:
    """What is not as a case expects, where the case says what it expects."""
    lines = []
    for each in trials:
        text = "; ".join(difference.text for difference in each.differences)
        lines.append(command("error", each.expectation.span, each.expectation.instance, text))
    return "".join(f"{line}\n" for line in lines).encode()


def _refused(diagnostic: Diagnostic, path: str, hint: str = "") -> str:
    level = "error" if diagnostic.severity is Severity.ERROR else "warning"
    inside = not diagnostic.span.source.is_call
    text = f"{diagnostic.message}; {hint}" if hint else diagnostic.message
    span = diagnostic.span if inside else None
    return command(level, span, diagnostic.code, text, file=path)


def command(level: str, span: Span | None, title: str, text: str, *, file: str = "") -> str:
    """`::error file=…,line=…,col=…,title=…::text`"""
    given = {"file": file} if span is None else _place(span)
    given["title"] = title
    said = ",".join(f"{name}={_property(value)}" for name, value in given.items() if value)
    return f"::{level} {said}::{_escaped(text)}"


def _place(span: Span) -> dict[str, str]:
    return {"file": span.source.name, "line": str(span.line), "col": str(span.column)}


def _escaped(text: str) -> str:
    return clean(text).replace("%", "%25")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
