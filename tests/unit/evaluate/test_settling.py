"""What settles an open verdict, put into the case, settles it: the named way."""

from __future__ import annotations

from pathlib import Path

import pytest

import lexcheck
from lexcheck.evaluate.explain import explain
from lexcheck.verdicts.model import Verdict

ROOT = Path(__file__).parents[3]
LOG = (ROOT / "cases/start/log.yaml").read_text("utf-8")


Answers = tuple[tuple[str, tuple[str, ...]], ...]


def settled(case: str, instance: str) -> dict[Verdict, list[Answers]]:
    ruleset = lexcheck.load_ruleset(ROOT / "cases/start/blocking.lex")
    made = explain(ruleset, lexcheck.load_case(case, ruleset=ruleset), instance)
    found: dict[Verdict, list[Answers]] = {}
    for each in made.settlements:
        found.setdefault(each.verdict, []).append(each.answers)
    return found


QUESTION = "is the time of act a5 at or before 2021-02-01T22:00:00+05:30?"


def test_each_answer_is_named_with_what_it_settles() -> None:
    assert settled(LOG, "comply(order_7, page_d)") == {
        Verdict.COMPLIED: [((QUESTION, ("yes",)),)],
        Verdict.COMPLIED_LATE: [((QUESTION, ("no",)),)],
    }


@pytest.mark.parametrize(
    ("at", "verdict"),
    [("2021-02-01T22:00", Verdict.COMPLIED), ("2021-02-01T22:01", Verdict.COMPLIED_LATE)],
)
def test_the_value_put_into_the_case_gives_the_verdict(at: str, verdict: Verdict) -> None:
    known = LOG.replace(
        "block: page_d, in: IN, at: 2021-02-01}", f"block: page_d, in: IN, at: {at}}}"
    )
    assert known != LOG
    ruleset = lexcheck.load_ruleset(ROOT / "cases/start/blocking.lex")
    run = lexcheck.evaluate(ruleset, lexcheck.load_case(known, ruleset=ruleset))
    assert run.findings[3].verdict is verdict
    assert settled(known, "comply(order_7, page_d)") == {}


def test_what_is_known_to_follow_is_not_told() -> None:
    """That a time ran out before the last day says no more than that it ran out by then."""
    path = ROOT / "cases/eu.dsa/breached.yaml"
    ruleset = lexcheck.load_ruleset("eu.dsa")
    made = explain(ruleset, lexcheck.load_case(path, ruleset=ruleset), "report_on_order(order_1)")
    question = (
        "is the end of “without undue delay” from 2026-05-04T10:00:00+01:00 at or before"
        " 2026-12-31T23:59:59.999999+00:00?"
    )
    assert [(each.verdict, each.answers) for each in made.settlements] == [
        (Verdict.PENDING, ((question, ("no",)),)),
        (Verdict.BREACHED, ((question, ("yes",)),)),
    ]
