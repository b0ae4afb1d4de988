"""Which small changes of a ruleset its cases notice."""

from __future__ import annotations

from pathlib import Path

from lexcheck.base.text import Source
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.show import show
from lexcheck.testing.mutants import mutants
from tests.unit.testing.trying import IN_TIME, NEVER, NO_DUTY, RULES, measure


def changes(text: str) -> list[str]:
    file, diagnostics = parse(Source(name="mutated", text=f"ruleset r {text}"))
    assert not diagnostics
    assert file is not None
    return [f"{each.mutant.before} -> {each.mutant.after}" for each in mutants(file)]


def test_each_kind_of_slip_has_its_mutant() -> None:
    assert changes("a(x) in IN counts as b(x) a(x) ends b(x)") == [
        "a(x) in IN counts as b(x) -> a(x) in IN counts as partly b(x)",
        "a(x) in IN counts as b(x) -> ",
        "a(x) in IN -> a(x)",
        "a(x) ends b(x) -> ",
    ]
    assert changes("obligation o within the earlier of 36 hours of t and u") == [
        "within the earlier of 36 hours of t and u -> ",
        "the earlier of 36 hours of t and u -> the later of 36 hours of t and u",
        "36 hours -> 37 hours",
        "36 hours -> 35 hours",
    ]
    clause = "unless a and not b at the deadline presumed absent"
    assert changes(f"obligation o {clause}") == [
        f"{clause} -> ",
        f"{clause} -> unless a and not b at the trigger presumed absent",
        f"{clause} -> unless a and not b at the deadline",
        "a and not b -> a or not b",
        "not b -> b",
    ]
    assert changes("define d(o: Order) = o.x >= 3") == [
        "o.x >= 3 -> o.x > 3",
        "3 -> 4",
        "3 -> 2",
    ]


def test_counting_otherwise_is_a_slip_too() -> None:
    assert changes("counting a or b by c obligation o counting d") == [
        "counting a or b by c -> ",
        "counting a or b by c -> counting b by c",
        "counting a or b by c -> counting a by c",
        "counting a or b by c -> counting a or b",
        "counting d -> ",
    ]
    closed = "closed: 2024-05-01, 2024-05-09 to 2024-05-10"
    covers = "covers: 2024-01-01 to 2024-12-31"
    assert changes(f'calendar c weekend: sunday holidays: "IE" {covers} {closed}') == [
        "weekend: sunday -> weekend: none",
        "weekend: sunday -> ",
        'holidays: "IE" -> ',
        f"{closed} -> closed: 2024-05-09 to 2024-05-10",
        f"{closed} -> closed: 2024-05-01",
        f"{closed} -> ",
    ]
    told = 'roll: next cut_off: "17:00" deemed: 2 days least_open_days: 2'
    assert changes("counting rule c like d") == ["counting rule c like d -> counting rule c"]
    assert changes(f"counting rule c {told}") == [
        "roll: next -> roll: none",
        "roll: next -> roll: previous",
        "roll: next -> ",
        'cut_off: "17:00" -> cut_off: "17:01"',
        'cut_off: "17:00" -> ',
        "deemed: 2 days -> deemed: 3 days",
        "deemed: 2 days -> deemed: 1 day",
        "deemed: 2 days -> ",
        "least_open_days: 2 -> least_open_days: 3",
        "least_open_days: 2 -> least_open_days: 1",
        "least_open_days: 2 -> ",
    ]


def test_a_rule_that_counts_as_is_usual_cannot_be_missed() -> None:
    assert changes("counting elapsed") == ["counting elapsed -> "]
    assert changes("counting general_clauses_act") == []
    assert changes('counting local counting rule local cites act "s 1"') == []
    assert changes("counting local counting rule local like elapsed")[0] == "counting local -> "


def test_the_days_of_a_law_and_what_its_end_does_change() -> None:
    days = "from 2021-01-01 until 2021-12-31"
    norm = f"obligation o in force {days} pending end until t"
    assert changes(f"in force from 2020-01-01 {norm}") == [
        "2020-01-01 -> 2020-01-02",
        f"in force {days} pending end -> in force {days} pending continue",
        f"in force {days} pending end -> in force {days} pending convert",
        "2021-01-01 -> 2021-01-02",
        "2021-12-31 -> 2022-01-01",
        "until t -> ",
    ]
    day = "in force from 2021-01-01"
    assert changes(f"obligation o {day} annulled 2022-01-01")[0] == (
        f"{day} annulled 2022-01-01 -> {day}"
    )


def test_what_stands_with_its_law_is_never_pending() -> None:
    days = "from 2021-01-01 until 2021-12-31"
    assert not any("pending" in each for each in changes(f"obligation o in force {days} must a()"))
    assert any("pending" in each for each in changes(f"prohibition o in force {days} must not a()"))


def test_an_exception_goes_with_its_own_exceptions() -> None:
    text = "obligation o exception e to o when a exception f to e when b"
    file, _ = parse(Source(name="mutated", text=f"ruleset r {text}"))
    assert file is not None
    gone = next(each for each in mutants(file) if each.mutant.before.startswith("exception e"))
    assert show(gone.file) == "ruleset r\n\nobligation o\n"


def test_mutants_that_no_expectation_notices_are_named(tmp_path: Path) -> None:
    found = measure(tmp_path, NEVER)
    assert "24 hours -> 25 hours" in found.unnoticed
    assert "when o.urgent -> " in found.unnoticed
    noticed = measure(tmp_path, IN_TIME, NEVER, NO_DUTY)
    assert "24 hours -> 25 hours" not in noticed.unnoticed
    assert "when o.urgent -> " not in noticed.unnoticed
    (by,) = {f.noticed_by for f in noticed.mutation.fates if f.mutant.after == "25 hours"}
    assert by.endswith("tried.yaml:14: deliver(o1, p1)")


def test_what_is_no_other_ruleset_does_not_count(tmp_path: Path) -> None:
    found = measure(tmp_path, IN_TIME)
    befores = [each.mutant.before for each in found.mutation.fates]
    assert found.mutation.void == 1, "without `within` nothing says when the duty arises"
    assert "within 24 hours of o.received" not in befores
    rules = RULES.replace("  when     o.urgent", "  from o.received when o.urgent")
    said = measure(tmp_path, IN_TIME, rules=rules)
    befores = [each.mutant.before for each in said.mutation.fates]
    assert said.mutation.void == 1, "`from` says what is meant anyhow"
    assert "from o.received" not in befores
    assert "within 24 hours of o.received" in befores


def test_an_expectation_that_fails_notices_nothing(tmp_path: Path) -> None:
    wrong = IN_TIME.replace("complied", "breached")
    found = measure(tmp_path, wrong)
    assert found.trials[0].differences
    assert found.mutation.share[0] == 0
