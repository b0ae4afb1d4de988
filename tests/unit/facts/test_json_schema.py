"""The published JSON Schema accepts what is sound, and refuses what is misspelt or misshapen."""

import json
from typing import Any

import jsonschema
import pytest

from lexcheck.facts.json_schema import json_schema
from lexcheck.facts.schema import Schema
from tests.unit.facts.bad_cases import BAD_CASES, Bad
from tests.unit.facts.moderation import GOOD, SCHEMA
from tests.unit.facts.reading import as_json, plain, yaml_tree

PUBLISHED: Any = json_schema(SCHEMA, "moderation")
VALIDATOR = jsonschema.Draft202012Validator(PUBLISHED)

#: Faults that only a reading of the whole file, or of a calendar, can find.
BEYOND = {
    "LX428", "LX429", "LX430", "LX431", "LX432", "LX436", "LX437", "LX438", "LX442", "LX445",
    "LX447", "LX452", "LX453",
}  # fmt: skip


def test_it_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)
    assert json.loads(json.dumps(PUBLISHED)) == PUBLISHED


def test_it_is_one_for_an_empty_vocabulary_too() -> None:
    empty: Any = json_schema(Schema(), "nothing")
    jsonschema.Draft202012Validator(empty).validate({"case": "x", "built_from": "log"})


def test_a_sound_case_is_valid_as_yaml_and_as_json() -> None:
    VALIDATOR.validate(plain(yaml_tree(GOOD)))
    VALIDATOR.validate(json.loads(as_json(GOOD)))


def data(example: Bad) -> object:
    return plain(yaml_tree(example.unmarked))


WITHIN = [
    example
    for example in BAD_CASES
    if example.code not in BEYOND and "not done to the same" not in example.message
]


@pytest.mark.parametrize("example", WITHIN, ids=lambda example: example.name)
def test_a_bad_case_is_invalid(example: Bad) -> None:
    assert not VALIDATOR.is_valid(data(example))


def test_it_knows_the_constants_and_the_texts_of_the_vocabulary() -> None:
    definition = PUBLISHED["$defs"]["Provision"]["anyOf"][0]["anyOf"][0]
    assert definition == {"description": "Where the power is.", "enum": ["section_69a", "rule_9"]}
    assert PUBLISHED["properties"]["records"]["properties"]["Order"]["description"] == (
        "A blocking order."
    )
    assert [
        option.get("description") for option in PUBLISHED["properties"]["acts"]["items"]["anyOf"]
    ][:1] == ["Nobody there can see it."]
