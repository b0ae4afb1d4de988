"""The list of rulesets: what is said of each, and how much of it nobody has checked."""

from __future__ import annotations

import json

import jsonschema

import lexcheck
from lexcheck.norms.citations import provisions
from lexcheck.report import Options
from lexcheck.report.catalogue import Catalogue, Entry, as_json, as_text
from lexcheck.report.schema import schema_of
from tests.unit.report.test_json import strict
from tests.unit.samples import WHOLE

SCHEMA = strict(json.loads(schema_of("rulesets")))


def catalogue() -> Catalogue:
    ruleset = lexcheck.load_ruleset(WHOLE)
    return Catalogue(
        version="0.0.0",
        entries=(
            Entry(name="test.broken", path="broken.lex", ruleset=None),
            Entry(name="test.desk", path="desk.lex", ruleset=ruleset),
        ),
    )


def test_a_provision_is_counted_once_and_unverified_if_any_citation_of_it_is() -> None:
    cited = WHOLE.replace('cites    code "s 9"', 'cites    code "s 9", code "s 1" unverified')
    found = provisions(lexcheck.load_ruleset(cited))
    assert found == {("code", "s 1"): False, ("code", "s 2"): False, ("code", "s 9"): True}


def test_the_list_fits_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(as_json(catalogue(), Options()))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    broken, sound = document["rulesets"]
    assert broken["refused"]
    assert sound["provisions"] == {"cited": 3, "unverified": 1}
    assert sound["reviewed"] is None
    assert sound["readings"] == ["strict"]


def test_the_text_says_the_same() -> None:
    shown = as_text(catalogue(), Options()).decode()
    assert "refused: `lexcheck check broken.lex` says why" in shown
    assert "DE · in force always · reviewed never" in shown
    assert "1 of 3 provisions unverified = 33.33 %" in shown
