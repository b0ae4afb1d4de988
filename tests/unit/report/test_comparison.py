"""Comparisons: which verdicts differ and in what else, as text and as JSON that fits its schema."""

from __future__ import annotations

import json

import jsonschema
import pytest

from lexcheck.report import Options
from lexcheck.report.comparison import Compared, Pair, as_json, as_text
from lexcheck.report.model import Input, Judged
from lexcheck.report.schema import schema_of
from lexcheck.verdicts.comparison import ASPECTS
from lexcheck.verdicts.model import Verdict
from tests.unit.report.making import finding, full, judged, with_findings
from tests.unit.report.test_json import strict

SCHEMA = strict(json.loads(schema_of("comparison")))


def compared(before: Judged, after: Judged) -> Compared:
    return Compared(
        version="0.0.0",
        inputs=(Input(path="case.yaml", sha256="0" * 64, role="case"),),
        pairs=(Pair(before, after),),
    )


def text(before: Judged, after: Judged) -> str:
    return as_text(compared(before, after), Options()).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (judged(), judged()),
        (judged(), judged(reading="strict")),
        (judged(as_of="2024-03-01T12:00"), judged(as_of="2024-03-05")),
        (with_findings(full()), with_findings(finding("p1", Verdict.PENDING))),
        (with_findings(full()), with_findings(full("p2"))),
    ],
    ids=["alike", "readings", "moments", "in everything", "no instance in common"],
)
def test_a_comparison_fits_the_schema(before: Judged, after: Judged) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(as_json(compared(before, after), Options()))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    (found,) = document["comparisons"]
    counts = found["counts"]
    assert counts["differing"] == len(found["differences"])
    assert (counts["differing"] == 0) == (before.run.findings == after.run.findings)
    assert max(map(len, text(before, after).splitlines())) <= 80


def test_the_schema_knows_every_aspect() -> None:
    difference = SCHEMA["properties"]["comparisons"]["items"]["properties"]["differences"]["items"]
    assert difference["properties"]["aspects"]["items"]["enum"] == list(ASPECTS)


def test_the_text_says_which_verdict_flips_and_why() -> None:
    shown = text(judged(), judged(reading="strict"))
    assert "1 of 3 verdicts differ; 2 findings differ otherwise." in shown
    assert "deliver(o1, p1): complied -> complied late" in shown
    assert "    due: 2024-03-02 09:00 -> 2024-03-01 10:00" in shown


def test_runs_that_agree_differ_in_nothing() -> None:
    shown = text(judged(), judged())
    assert "0 of 3 verdicts differ." in shown
    assert "->" not in shown
