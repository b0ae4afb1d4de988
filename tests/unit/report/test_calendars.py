"""Every format names the calendars by which time was counted, and the data that they rest on."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema

import lexcheck
from lexcheck.pipeline.runs import Selectors, judge
from lexcheck.report import Options, render
from lexcheck.report.model import Judged
from tests.unit.report.making import judged, report
from tests.unit.report.test_json import SCHEMA

RULES = """\
ruleset counted
  timezone "Europe/Brussels"
  counting regulation_1182_71 by belgium
source reg "Regulation 1182/71"
calendar belgium "Working days"
  cites    reg "Art 2" unverified
  weekend: saturday, sunday
  holidays: "BE"
  covers:  2024-01-01 to 2024-12-31
calendar unused
  weekend: none
  covers:  2024-01-01 to 2024-12-31
record Order
  received: time
action answer(o: Order)
obligation reply
  for each o: Order
  must     answer(o)
  within   1 working day of o.received
"""
CASE = """\
case: days
ruleset: counted
timezone: Europe/Brussels
built_from: log
as_of: 2024-06-01
records:
  Order:
    before_ascension: {received: 2024-05-08T10:00}
acts:
  - {answer: before_ascension, at: 2024-05-10T12:00}
"""


@cache
def counted(folder: Path) -> Judged:
    (folder / "counted.lex").write_text(RULES, "utf-8")
    (folder / "days.yaml").write_text(CASE, "utf-8")
    ruleset = lexcheck.load_ruleset(folder / "counted.lex")
    case = lexcheck.load_case(folder / "days.yaml", ruleset=ruleset)
    meant, run = judge(ruleset, case, Selectors())
    return Judged(run=run, ruleset=meant, case=case)


def rendered(run: Judged, form: str) -> str:
    return render(report(run), form, Options(width=1_000)).decode()


def test_the_calendar_its_span_and_the_version_of_its_data(tmp_path: Path) -> None:
    told = rendered(counted(tmp_path), "text")
    (line,) = [line for line in told.splitlines() if line.startswith("Calendar")]
    assert line.startswith(
        "Calendar belgium: Working days (covers 2024-01-01 to 2024-12-31; holidays "
    )
    assert line.endswith("; Regulation 1182/71, Art 2 (unverified)).")
    document = json.loads(rendered(counted(tmp_path), "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    (calendar,) = document["runs"][0]["calendars"]
    assert calendar["data"].startswith("holidays ")
    assert (calendar["name"], calendar["first"], calendar["last"]) == (
        "belgium",
        "2024-01-01",
        "2024-12-31",
    )
    lines = [json.loads(line) for line in rendered(counted(tmp_path), "jsonl").splitlines()]
    assert lines[1]["run"]["calendars"] == [calendar]


def test_a_run_that_counts_by_none_names_none() -> None:
    assert "Calendar" not in rendered(judged(), "text")
    assert json.loads(rendered(judged(), "json"))["runs"][0]["calendars"] == []


RULE = (
    "regulation_1182_71 by `belgium`: hour or day of the event out, to the next working day, two "
    "working days at least (Regulation (EEC, Euratom) 1182/71 Art 3)"
)


def test_a_finding_shows_its_arithmetic_in_local_time_and_in_utc(tmp_path: Path) -> None:
    (finding,) = counted(tmp_path).run.findings
    assert finding.steps == (
        "counted from `o.received`: 2024-05-08T10:00:00+02:00",
        f"1 working day, counted by {RULE}",
        "the day of the event, 2024-05-08, is not counted",
        "closed from 2024-05-09 to 2024-05-10 by `belgium`: 2024-05-09 (Ascension Day)",
        "1 working day ends with the end of 2024-05-10",
        "due: 2024-05-10T23:59:59.999999+02:00 (2024-05-10T21:59:59.999999Z)",
    )
