"""What a day of judgement makes of a ruleset is a ruleset, and the same if nothing changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import lexcheck
from lexcheck.norms.invariants import check
from lexcheck.norms.validity import judged_on

ROOT = Path(__file__).parents[3]
LAW = ROOT / "cases/patterns/law_in_time.lex"

DAYS = [date(2021, 1, 1), date(2024, 9, 25), date(2024, 9, 26), date(2026, 2, 19), date(2026, 3, 1)]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("law_as_of", [None, *DAYS])
def test_the_invariants_hold_on_every_day(day: date, law_as_of: date | None) -> None:
    ruleset = lexcheck.load_ruleset(LAW)
    judged = judged_on(ruleset, day, law_as_of)
    check(judged)
    for name, versions in judged.versions.items():
        days = [norm.days for norm in versions if not norm.void]
        assert sum(each.holds_on(law_as_of or day) for each in days) <= 1, name


def test_a_ruleset_without_changes_stays_as_it_is() -> None:
    ruleset = lexcheck.load_ruleset("in.it_act.s69a")
    assert judged_on(ruleset, date(2021, 2, 12)) == ruleset
