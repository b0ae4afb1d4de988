"""`lexcheck test`: what it tries, says, writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.running import Runs
from tests.unit.testing.trying import CASE, IN_TIME, NEVER, NO_DUTY, RULES

GOOD = CASE + IN_TIME + NEVER + NO_DUTY
WRONG = CASE + IN_TIME.replace("complied, deadline: 2024-03-02T09:00", "pending") + NEVER


@pytest.fixture
def tried(desk: Path) -> Path:
    """The folder `tried`, with a ruleset and a case that expects three things."""
    folder = desk / "tried"
    folder.mkdir()
    (folder / "tried.lex").write_text(RULES, "utf-8")
    (folder / "tried.yaml").write_text(GOOD, "utf-8")
    return folder


def test_expectations_that_hold(lexcheck: Runs, tried: Path) -> None:
    ran = lexcheck("test", "tried")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "tried/tried.yaml  ...\n\n3 of 3 expectations hold, in 1 case\n"


def test_one_that_fails_is_told(lexcheck: Runs, tried: Path) -> None:
    (tried / "tried.yaml").write_text(WRONG, "utf-8")
    ran = lexcheck("test", "tried")
    assert ran.code == 1
    assert "tried/tried.yaml  F.\n" in ran.out
    assert "failed tried/tried.yaml:14: deliver(o1, p1)\n  because: x\n" in ran.out
    assert "  verdict: expected pending, found complied\n" in ran.out


@pytest.mark.parametrize(
    "expected",
    ["deadline: soon", "deadline: end of 2024-02-31", "count: many", "count: 1..few"],
)
def test_what_cannot_be_compared_is_a_failure(lexcheck: Runs, tried: Path, expected: str) -> None:
    wrong = IN_TIME.replace("deadline: 2024-03-02T09:00", expected)
    (tried / "tried.yaml").write_text(CASE + wrong, "utf-8")
    ran = lexcheck("test", "tried")
    assert ran.code == 1
    word, text = expected.split(": ")
    assert f"  {word}: `{text}` cannot be read as what is compared here\n" in ran.out


@pytest.mark.parametrize(
    ("chosen", "number"),
    [
        ("deliver", 3),
        ("p1", 1),
        ("not p1", 2),
        ("p1 or p3", 2),
        ("o1 and not (p1 or p3)", 1),
        ("O1 and P2", 1),
    ],
)
def test_selection(lexcheck: Runs, tried: Path, chosen: str, number: int) -> None:
    assert f"{number} of {number} expectations" in lexcheck("test", "tried", "-k", chosen).out


@pytest.mark.parametrize("chosen", ["p1 and", "(p1", "p1)", "or p1"])
def test_a_selection_that_cannot_be_read(lexcheck: Runs, tried: Path, chosen: str) -> None:
    assert lexcheck("test", "tried", "-k", chosen).code == 2


def test_update_shows_and_writes_what_was_found(lexcheck: Runs, tried: Path) -> None:
    path = tried / "tried.yaml"
    path.write_text(WRONG, "utf-8")
    ran = lexcheck("test", "tried", "--update")
    assert ran.code == 1
    assert "-  - deliver(o1, p1): {verdict: pending}\n" in ran.out
    assert "+  - deliver(o1, p1): {verdict: complied}\n" in ran.out
    assert ran.out.endswith("tried/tried.yaml: 1 expectation changed; read each `because` again\n")
    assert path.read_text("utf-8") == WRONG.replace("pending", "complied")
    assert lexcheck("test", "tried", "--update").code == 0


@pytest.mark.parametrize(
    ("word", "wrong"),
    [
        ("possible", "[pending, breached]"),
        ("deadline", "2024-03-05"),
        ("took", "1 day"),
        ("deciding_act", "none"),
        ("grade", "none"),
        ("questions", "3"),
        ("exceptions", "[handed]"),
        ("breach_at", "2024-03-01"),
        ("count", "2..3"),
    ],
)
def test_what_update_writes_holds(lexcheck: Runs, tried: Path, word: str, wrong: str) -> None:
    text = f"{CASE}  - deliver(o1, p1): {{{word}: {wrong}}}\n    because: x\n"
    (tried / "tried.yaml").write_text(text, "utf-8")
    assert lexcheck("test", "tried", "--update").code == 1
    assert lexcheck("test", "tried").code == 0


def test_what_is_found_is_said_as_it_was_expected(lexcheck: Runs, tried: Path) -> None:
    """A day where a day was written; what is possible, and why, where a verdict is open."""
    rules = tried / "tried.lex"
    rules.write_text(RULES.replace("24 hours of o.received", "1 day of o.received"), "utf-8")
    text = f"{CASE}  - deliver(o1, p1): {{deadline: 2024-03-09}}\n    because: x\n"
    (tried / "tried.yaml").write_text(text, "utf-8")
    assert "  deadline: expected 2024-03-09, found 2024-03-02\n" in lexcheck("test", "tried").out
    text = text.replace("2024-03-09", '"2024-03-09T10:00"')
    (tried / "tried.yaml").write_text(text, "utf-8")
    assert ", found end of 2024-03-02\n" in lexcheck("test", "tried").out
    rules.write_text(RULES.replace("24 hours of", 'standard "soon" of'), "utf-8")
    text = f"{CASE}  - deliver(o1, p2): breached\n    because: x\n"
    (tried / "tried.yaml").write_text(text, "utf-8")
    found = "found undetermined (pending or breached: needs_judgement)\n"
    assert f"  verdict: expected breached, {found}" in lexcheck("test", "tried").out


def test_what_cannot_be_updated_is_said(lexcheck: Runs, tried: Path) -> None:
    text = f"{CASE}  - delver(o1, p1): complied\n    because: x\n"
    (tried / "tried.yaml").write_text(text, "utf-8")
    ran = lexcheck("test", "tried", "--update")
    assert ran.code == 1
    assert "LX494" in ran.err
    assert "did you mean `deliver(o1, p1)`?" in ran.out
    assert (tried / "tried.yaml").read_text("utf-8") == text


def test_coverage_as_a_table_and_as_marked_source(lexcheck: Runs, tried: Path) -> None:
    ran = lexcheck("test", "tried", "--html", "coverage.html")
    assert ran.code == 0
    assert "tried.desk (tried/tried.lex): 7 of 12 points decisive, 58.3 %\n" in ran.out
    assert "  deliver                  5/7  not_applicable complied breached\n" in ran.out
    line = RULES[: RULES.index("until    o.dropped")].count("\n") + 1
    assert f"    tried/tried.lex:{line}:3: deliver: until o.dropped\n" in ran.out
    page = (tried.parent / "coverage.html").read_text("utf-8")
    assert '<mark class="no" title="nowhere decisive">until    o.dropped</mark>' in page
    assert '<mark class="yes" title="tried/tried.yaml: deliver(o2, p3)">when     o.urgent' in page
    marked = page.partition("<pre>")[2].partition("</pre>")[0]
    assert len(marked.strip().splitlines()) == RULES.count("\n")
    assert (
        f'<li>line <a href="#tried.desk-{line}">{line}</a>: deliver: until o.dropped</li>' in page
    )


def test_a_minimum_that_is_not_reached(lexcheck: Runs, tried: Path) -> None:
    assert lexcheck("test", "tried", "--min-coverage", "58").code == 0
    assert lexcheck("test", "tried", "--min-coverage", "59").code == 1
    assert lexcheck("test", "tried", "--min-noticed", "0").code == 0
    assert lexcheck("test", "tried", "--min-noticed", "100").code == 1


def test_json(lexcheck: Runs, tried: Path) -> None:
    ran = lexcheck("test", "tried", "--coverage", "--mutate", "--format", "json")
    document = json.loads(ran.out)
    assert document["schema"] == "lexcheck.test/1"
    assert [each["holds"] for each in document["trials"]] == [True] * 3
    (covered,) = document["coverage"]
    assert (covered["decisive"], covered["points"]) == (7, 12)
    (mutated,) = document["mutation"]
    assert mutated["mutants"] - mutated["noticed"] == len(mutated["unnoticed"])


def test_nothing_to_try_and_what_cannot_be_tried(lexcheck: Runs, tried: Path) -> None:
    assert lexcheck("test", "tried", "-k", "nobody").code == 5
    assert lexcheck("test", "absent.yaml").code == 2
    (tried / "tried.yaml").write_text(GOOD.replace("urgent", "urgnt"), "utf-8")
    assert lexcheck("test", "tried").code == 4
    (tried / "tried.yaml").write_text(GOOD, "utf-8")
    (tried / "tried.lex").write_text(RULES.replace("o.urgent", "o.urgnt"), "utf-8")
    ran = lexcheck("test", "tried")
    assert ran.code == 3
    assert "refused: tried/tried.yaml" in ran.out
