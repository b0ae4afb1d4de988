"""`lexcheck compare`: what is compared with what, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.running import Runs
from tests.unit.samples import CASE


def test_a_case_with_itself_under_two_readings(lexcheck: Runs) -> None:
    ran = lexcheck("compare", "case.yaml", "--reading", "base", "--reading", "strict")
    assert (ran.code, ran.err) == (0, "")
    assert "1 of 3 verdicts differs." in ran.out
    assert "because of parameter allowed [A shop.lex:9, B shop.lex:" in ran.out


def test_two_cases_as_json(desk: Path, lexcheck: Runs) -> None:
    (desk / "other.yaml").write_text(CASE.replace("ship: p2", "ship: p3"), "utf-8")
    ran = lexcheck("compare", "case.yaml", "other.yaml", "--format", "json")
    found = json.loads(ran.out)
    assert {each["instance"] for each in found["differences"]} == {
        "deliver(o1, p2)",
        "deliver(o1, p3)",
    }
    assert {cause["text"] for each in found["differences"] for (cause,) in each["causes"]} == {
        "act a2"
    }
    assert [each["path"] for each in found["inputs"]].count("other.yaml") == 1


def test_an_option_given_once_is_for_both(lexcheck: Runs) -> None:
    both = ("--as-of", "2024-03-01", "--reading", "base", "--reading", "strict")
    ran = lexcheck("compare", "case.yaml", *both)
    assert ran.out.count("as of end of 2024-03-01") == 2


def test_what_it_refuses(lexcheck: Runs) -> None:
    three = [each for day in (1, 2, 3) for each in ("--as-of", f"2024-03-0{day}")]
    assert lexcheck("compare", "case.yaml", *three).code == 2
    assert lexcheck("compare", "absent.yaml", "case.yaml").code == 2
    assert lexcheck("compare", "case.yaml", "--as-of", "2024-03-01").code == 2
    assert lexcheck("compare", "case.yaml", "--reading", "base", "--reading", "strct").code == 2
    assert (
        lexcheck(
            "compare", "case.yaml", "case.yaml", "--ruleset", "shop.lex", "--ruleset", "no.such"
        ).code
        == 3
    )
