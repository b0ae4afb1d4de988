"""A report as JUnit XML, for what gathers the results of tests: a suite a run, a case an instance.

A breach fails. What is undetermined, pending or not applicable is skipped, with why: it neither
passed nor failed. What was done late or in part passes, and says so.
Source: the format of Apache Ant's JUnit task, with `file` and `line` as pytest writes them.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from lexcheck.base.time.instants import zone
from lexcheck.report import Options, places, wording
from lexcheck.report.layout import clean
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.verdicts.model import Finding, Verdict

_SKIPPED = frozenset({Verdict.UNDETERMINED, Verdict.PENDING, Verdict.NOT_APPLICABLE})

# What XML 1.0 cannot say at all.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, options: Options) -> bytes:  # noqa: ARG001 - a format for machines
    suites = Xml.Element("testsuites", {"name": "lexcheck"})
    for judged in report.runs:
        _suite(suites, judged, report)
    if report.refused:
        _refused(suites, report)
    _total(suites)
    Xml.indent(suites, "")
    text: str = Xml.tostring(suites, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _suite(suites: Xml.Element, judged: Judged, report: Report) -> None:
    run = judged.run
    asked = dict(wording.selectors(run))
    name = f"{run.ruleset}, case {run.case}: " + ", ".join(
        f"{word} {text}" for word, text in asked.items()
    )
    suite = Xml.SubElement(suites, "testsuite", {"name": _text(name)})
    properties = Xml.SubElement(suite, "properties")
    said = {
        "notice": NOTICE,
        "lexcheck": report.version,
        "ruleset version": wording.versions(judged.ruleset),
        **asked,
        **{f"sha256 of {each.path}": each.sha256 for each in report.inputs},
    }
    for word, text in said.items():
        Xml.SubElement(properties, "property", {"name": _text(word), "value": _text(text)})
    for finding in run.findings:
        _case(suite, finding, judged)
    _total(suite)


def _case(suite: Xml.Element, finding: Finding, judged: Judged) -> None:
    span = places.case_span(finding)
    where = {} if span is None else {"file": _text(span.source.name), "line": str(span.line)}
    case = Xml.SubElement(
        suite,
        "testcase",
        {"classname": finding.norm, "name": _text(finding.id), "time": "0", **where},
    )
    norm = places.norm_of(finding, judged.ruleset)
    cited = [*wording.cited(norm.citations), places.place(norm.span)]
    told = places.sentence(finding, zone(judged.run.timezone))
    text = _text("\n".join((told, *cited)))
    message = _text(places.said(finding))
    if finding.verdict is Verdict.BREACHED:
        kind = finding.reason.value if finding.reason else "breached"
        Xml.SubElement(case, "failure", {"message": message, "type": kind}).text = text
    elif finding.verdict in _SKIPPED:
        Xml.SubElement(case, "skipped", {"message": _text(told)})
    elif finding.verdict in places.SHORT:
        Xml.SubElement(case, "system-out").text = text


def _refused(suites: Xml.Element, report: Report) -> None:
    """What could not be judged is an error."""
    suite = Xml.SubElement(suites, "testsuite", {"name": "not judged"})
    for each in report.refused:
        case = Xml.SubElement(
            suite, "testcase", {"classname": each.what, "name": _text(each.path), "time": "0"}
        )
        texts = [f"{d.span.place}: {d.message}" for d in each.diagnostics]
        codes = " ".join(d.code for d in each.diagnostics)
        error = Xml.SubElement(case, "error", {"message": f"{each.what} refused", "type": codes})
        error.text = _text("\n".join(texts))
    _total(suite)


def _total(parent: Xml.Element) -> None:
    """The counts that readers expect on suites."""
    for name, sought in (
        ("tests", "testcase"),
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ):
        parent.set(name, str(sum(1 for _ in parent.iter(sought))))
    parent.set("time", "0")


def _text(text: str) -> str:
    return _NO_XML.sub("�", "\n".join(map(clean, text.split("\n"))))
