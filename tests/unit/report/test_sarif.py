"""SARIF as a reader of SARIF has it, with no property that the format does not name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel
from sarif_pydantic import Sarif

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import Source, Span
from lexcheck.report import Options, render
from lexcheck.report.model import Judged, Report
from lexcheck.report.sarif import of_diagnostics, uri
from lexcheck.verdicts.model import Verdict
from tests.unit.report.hostile import hostile_report
from tests.unit.report.making import finding, full, judged, report, with_findings

Json = dict[str, Any]

#: What the standard names, and this reader does not know: sections 3.14.17 and 3.20.21.
UNKNOWN = {".runs.columnKind", ".runs.invocations.toolExecutionNotifications"}


def read(data: bytes) -> Json:
    """The document, once a reader has taken it; what the reader does not know is an error."""
    document: Json = json.loads(data)
    assert set(unknown(Sarif.model_validate(document))) <= UNKNOWN
    return document


def unknown(model: BaseModel, where: str = "") -> list[str]:
    """The properties that a model has no field for, at any depth."""
    found = [f"{where}.{name}" for name in model.model_extra or () if name != "$schema"]
    for name in type(model).model_fields:
        value = getattr(model, name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, BaseModel) and name != "properties":
                found += unknown(each, f"{where}.{name}")
    return found


def rendered(*runs: Judged) -> Json:
    return read(render(report(*runs), "sarif", Options()))


def test_a_breach_points_at_the_case_and_at_the_norm() -> None:
    results = rendered(judged())["runs"][0]["results"]
    late, breached = results
    assert (late["kind"], late["level"]) == ("fail", "warning")
    assert (breached["kind"], breached["level"]) == ("fail", "error")
    at = late["locations"][0]["physicalLocation"]
    assert at["artifactLocation"]["uri"] == "case"
    assert at["region"]["startLine"] == 21
    one = judged()
    norm = late["relatedLocations"][0]["physicalLocation"]
    assert norm["artifactLocation"]["uri"] == one.ruleset.norms[0].span.source.name
    assert norm["region"]["startLine"] == one.ruleset.norms[0].span.line
    assert norm["region"]["endLine"] > norm["region"]["startLine"]


def test_what_complied_is_no_result_and_what_is_open_is_open() -> None:
    found = with_findings(
        full(), finding("p2", Verdict.COMPLIED), finding("p3", Verdict.NOT_APPLICABLE)
    )
    (result,) = rendered(found)["runs"][0]["results"]
    assert (result["kind"], result["level"]) == ("open", "none")
    assert result["properties"]["possible"] == ["complied_late", "breached"]


def test_a_run_is_a_run_and_tells_what_it_was_made_from() -> None:
    first, second = rendered(judged(), judged(reading="strict"))["runs"]
    assert first["properties"]["reading"] == "as written"
    assert second["properties"]["reading"] == "strict"
    assert first["properties"]["asOf"].startswith("2024-03-05T23:59:59")
    assert first["artifacts"][0]["hashes"] == {"sha-256": "0" * 64}
    assert first["automationDetails"]["id"] != second["automationDetails"]["id"]
    ids = [rule["id"] for rule in first["tool"]["driver"]["rules"]]
    for result in first["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]


def test_what_was_refused_is_a_notification() -> None:
    (run,) = rendered()["runs"]
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    (told,) = invocation["toolExecutionNotifications"]
    assert told["descriptor"]["id"] == "LX421"


def test_fingerprints_outlive_lines_and_tell_instances_apart() -> None:
    results = rendered(with_findings(finding("p1", Verdict.BREACHED), full("p2")))
    prints = [each["partialFingerprints"]["instance/v1"] for each in results["runs"][0]["results"]]
    assert len(set(prints)) == 2
    again = rendered(with_findings(full("p2"), finding("p1", Verdict.BREACHED)))
    assert {each["partialFingerprints"]["instance/v1"] for each in again["runs"][0]["results"]} == (
        set(prints)
    )


def test_a_hostile_case_is_read() -> None:
    read(render(hostile_report(), "sarif", Options()))
    read(render(Report(version="0", inputs=(), runs=()), "sarif", Options()))


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("cases/a.yaml", "cases/a.yaml"),
        ("a case.yaml", "a%20case.yaml"),
        ("fälle/x#1.yaml", "f%C3%A4lle/x%231.yaml"),
        ("/absolute/a.yaml", "file:///absolute/a.yaml"),
        ("folder\\a.yaml", "folder/a.yaml"),
    ],
)
def test_paths_are_references(path: str, made: str) -> None:
    assert uri(path) == made


def test_diagnostics_are_results_where_they_are_what_was_asked_for() -> None:
    source = Source(name="rules/a b.lex", text="obligaton x\n")
    span = Span(source, 0, 9)
    wrong = Diagnostic(code="LX103", message="`obligaton`", span=span, hint="write `obligation`")
    document = read(of_diagnostics([wrong, wrong], "1"))
    (run,) = document["runs"]
    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == ["LX103"]
    first, _ = run["results"]
    assert first["level"] == "error"
    assert first["message"]["text"] == "`obligaton`; write `obligation`"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "rules/a%20b.lex"
    assert place["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 10}
    assert read(of_diagnostics([], "1"))["runs"][0]["results"] == []
