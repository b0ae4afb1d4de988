"""JSON lines: a header, then lines that stand by themselves."""

from __future__ import annotations

import json
from typing import Any

import attrs
import jsonschema

from lexcheck.report import Options, render
from tests.unit.report.making import full, judged, report, with_findings
from tests.unit.report.test_json import SCHEMA

LINE = {"$schema": SCHEMA["$schema"], **SCHEMA["$defs"]["line"], "$defs": SCHEMA["$defs"]}


def lines(*runs: Any) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in render(report(*runs), "jsonl", Options()).decode().splitlines()
    ]


def test_each_line_fits_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(LINE)
    for line in lines(judged(), with_findings(full())):
        validator.validate(line)


def test_the_first_line_is_the_header_then_findings_then_what_is_drawn_from_them() -> None:
    found = [line["type"] for line in lines(judged())]
    assert found == ["header", "finding", "finding", "finding", "assessment", "sanction"]


def test_a_finding_stands_by_itself() -> None:
    found = lines(judged(reading="strict"))[1]
    assert found["run"]["reading"] == "strict"
    assert found["run"]["case"]["name"] == "three-parcels"
    assert found["cited"]["text"] == "What was ordered is shipped in time, and not lost."
    assert {"fact", "value", "line"} <= found["facts"][0].keys()


def test_exceptions_are_told_by_the_norm() -> None:
    found = lines(with_findings(full()))[1]
    assert found["cited"]["exceptions"][found["exceptions"][0]["name"]]["text"] == "in a storm"


def test_what_must_be_known_of_a_run_has_its_line() -> None:
    one = judged()
    warned = attrs.evolve(one, run=attrs.evolve(one.run, notes=("the ruleset is old",)))
    note = lines(warned)[1]
    assert (note["type"], note["note"]) == ("note", "the ruleset is old")
    jsonschema.Draft202012Validator(LINE).validate(note)
