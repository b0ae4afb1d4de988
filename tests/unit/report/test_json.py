"""The JSON report: as its schema says, with all of a finding, and each fact once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import lexcheck
from lexcheck.report import Options, render
from lexcheck.report.model import Judged
from lexcheck.report.schema import report_schema
from lexcheck.verdicts.model import Reason, Verdict
from tests.unit.report.making import finding, full, judged, report, with_findings

ROOT = Path(__file__).parents[3]

Json = dict[str, Any]


def strict(schema: Any) -> Any:
    """The schema with no room for entries that it does not name: readers have it, we do not."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(value) for key, value in schema.items()}
    if "properties" in schema and "additionalProperties" not in schema:
        made["additionalProperties"] = False
    return made


SCHEMA = strict(json.loads(report_schema()))


def rendered(*runs: Any) -> Json:
    found: Json = json.loads(render(report(*runs), "json", Options()))
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "runs",
    [
        (),
        (judged(),),
        (judged(), judged(reading="strict", as_of="2024-03-01")),
        (with_findings(full(), finding("p2", Verdict.PENDING)),),
    ],
    ids=["none", "sample", "side by side", "full of doubt"],
)
def test_a_report_fits_the_schema(runs: tuple[Any, ...]) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(rendered(*runs))


@pytest.mark.parametrize("name", ["twitter-2021.yaml", "undetermined.yaml", "government.yaml"])
def test_reports_on_real_doubt_fit_the_schema(name: str) -> None:
    path = ROOT / "cases/in.it_act.s69a" / name
    case = lexcheck.load_case(path)
    ruleset = lexcheck.load_ruleset(case.rulesets[0], beside=path)
    run = lexcheck.evaluate(ruleset, case)
    one = Judged(run=run, ruleset=ruleset, case=case)
    jsonschema.Draft202012Validator(SCHEMA).validate(rendered(one))


def test_the_schema_knows_every_verdict_and_reason() -> None:
    """A word that the schema does not know would pass no reader."""
    definitions = SCHEMA["$defs"]
    assert definitions["verdict"]["enum"] == [verdict.value for verdict in Verdict]
    assert definitions["reason"]["enum"] == [reason.value for reason in Reason]


def test_all_of_a_finding_is_there() -> None:
    run = rendered(with_findings(full()))["runs"][0]
    (found,) = run["findings"]
    assert found["possible"] == ["complied_late", "breached"]
    assert found["reason"] == "disputed"
    assert found["count"] == {"least": 3, "most": None}
    assert found["deciding_act"] is None
    assert found["deciding_acts"] == ["a1", "a2"]
    assert found["deadline"] == {
        "exact": False,
        "earliest": {"utc": "2024-03-02T08:00:00Z", "local": "2024-03-02T09:00:00+01:00"},
        "latest": {"utc": "2024-03-02T09:00:00Z", "local": "2024-03-02T10:00:00+01:00"},
    }
    assert found["lateness"] == {
        "least": {"microseconds": 1, "words": "1 microsecond"},
        "most": None,
    }
    assert found["exceptions"] == [{"name": "storm", "outcome": "open", "presumed": True}]
    norm = run["norms"]["deliver"]["always"]
    assert norm["exceptions"]["storm"]["because"] == "nobody can ship"
    assert [citation["verified"] for citation in norm["citations"]] == [True, False]
    assert norm["rule"].startswith("obligation deliver")
    assert run["facts"][found["facts"][0]] == {
        "fact": "act a1",
        "value": 'ship "p1"\\',
        "file": "case.yaml",
        "line": 2,
        "column": 1,
        "sources": ["diary"],
        "asserts": ["jo"],
        "denies": ["ed"],
        "because": "who knows",
    }


def test_a_fact_is_written_once() -> None:
    run = rendered(judged())["runs"][0]
    used = [key for found in run["findings"] for key in found["facts"]]
    assert len(set(used)) == len(run["facts"]) < len(used)


def test_figures_are_exact_and_decimal() -> None:
    (found,) = rendered(judged())["runs"][0]["assessments"]
    assert found["figure"]["least"] == {"numerator": 2, "denominator": 9, "decimal": 2 / 9}
    assert found["counted"] == {"least": 2, "most": 2}


def test_never_has_a_word() -> None:
    case = with_findings(finding("p1", Verdict.PENDING))
    assert rendered(case)["runs"][0]["findings"][0]["deadline"] is None


def test_what_was_refused_is_there() -> None:
    found = rendered()
    assert found["refused"][0]["diagnostics"][0]["line"] == 2
    assert found["passed_over"] == ["notes.yaml"]
    assert found["counts"]["refused"] == 1


def test_each_finding_has_a_line_of_its_own() -> None:
    lines = render(report(judged()), "json", Options()).decode().splitlines()
    assert sum(line.startswith('{"id": "deliver(') for line in lines) == 3


def test_the_options_for_people_change_nothing() -> None:
    one = report(judged())
    shown = Options(colour=True, everything=True, width=40)
    assert render(one, "json", shown) == render(one, "json", Options())
