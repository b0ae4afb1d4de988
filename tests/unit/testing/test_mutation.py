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
