"""What is written as JSON fits the schema that is published for it, with no entry unnamed."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from lexcheck.report import Options, contrast, course, explanation
from lexcheck.report.schema import VERSIONS, schema_of
from tests.unit.report.test_contrast import contrast as two_runs
from tests.unit.report.test_course import course as five_days
from tests.unit.report.test_explanation import changed, doubtful, edit, explained
from tests.unit.report.test_json import strict

MADE: dict[str, tuple[str, bytes]] = {
    "two runs": ("contrast", contrast.as_json(two_runs(), Options())),
    "days": ("timeline", course.as_json(five_days(), Options())),
    "facts": ("timeline", course.as_json(five_days(by="fact"), Options())),
    "late": ("explanation", explanation.as_json(explained("deliver(o1, p2)"), Options())),
    "breached": ("explanation", explanation.as_json(explained("deliver(o1, p3)"), Options())),
    "open": ("explanation", explanation.as_json(doubtful(), Options())),
    "moved": ("explanation", explanation.as_json(changed(edit("move", -3)), Options())),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_it_is_a_schema_and_names_its_version(name: str) -> None:
    schema = json.loads(schema_of(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"lexcheck.{name}/1" == schema["properties"]["schema"]["const"]


@pytest.mark.parametrize("made", MADE)
def test_what_is_written_fits(made: str) -> None:
    name, data = MADE[made]
    schema: Any = strict(json.loads(schema_of(name)))
    jsonschema.Draft202012Validator(schema).validate(json.loads(data))
