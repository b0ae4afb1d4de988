"""Faults of names and types: each has its code, place and message, and no fault follows from it."""

import re
from pathlib import Path

import pytest

from tests.unit.norms.bad_norms import BAD as BAD_NORMS
from tests.unit.resolved.bad_names import BAD
from tests.unit.resolved.programs import HEAD, VOCABULARY, faults, outcome

ROOMS = Path(__file__).parents[3] / "src/lexcheck"
CODE = re.compile(r'"(LX[23]\d\d)"')

#: Codes whose example needs another vocabulary, or many lines, or none: they have their own tests.
ELSEWHERE = {"LX232", "LX233", "LX304", "LX305"}


def examples(text: str) -> list[tuple[str, str]]:
    """The first line and the text of each example."""
    parts = [part.partition("\n") for part in text.split("## ")[1:]]
    return [(first, body) for first, _, body in parts]


def shown(body: str) -> list[str]:
    text = body if body.startswith(("ruleset", "vocabulary")) else HEAD + body
    return [" ".join(fault) for fault in faults(text)]


@pytest.mark.parametrize(("expected", "body"), examples(BAD))
def test_the_fault_and_nothing_else(expected: str, body: str) -> None:
    assert shown(body) == [expected]


def test_every_code_has_an_example() -> None:
    used = {
        code
        for room in ("resolved", "norms")
        for path in (ROOMS / room).glob("*.py")
        for code in CODE.findall(path.read_text("utf-8"))
    }
    have = {first[:5] for first, _ in examples(BAD) + examples(BAD_NORMS)}
    assert used == have | ELSEWHERE


def test_hints_say_what_to_do() -> None:
    text = HEAD + "define d(o: Order) = o.provison = rule_9 and stayyed(o)\n"
    _, diagnostics = outcome(text)
    assert [diagnostic.hint for diagnostic in diagnostics] == [
        "did you mean `provision`?",
        "did you mean `stayed`?",
    ]


def test_a_second_place_shows_the_cause() -> None:
    _, (diagnostic,) = outcome(HEAD + "parameter a: number = 1\ndefine a(o: Order) = true\n")
    (label,) = diagnostic.labels
    assert (label.span.line, label.message) == (2, "`a` was declared here")


def test_what_is_at_fault_once_is_silent_afterwards() -> None:
    """A define, a type and a binder at fault do not spread."""
    text = """
    define wrong(o: Order) = o.recieved < o.issued
    define right(o: Order) = wrong(o) or not wrong(o)
    record Notice
      of: Ordre
    define noticed(n: Notice) = n.of.provision = rule_9 and n.of = other
    obligation answer_it
      for each n: Notise
      when noticed(n)
      must answer(n.of)
      within 2 hours of n.of.issued
    exception none to answer_it
      when n.of.issued < 2021-01-01
    """
    assert [fault[2] for fault in faults(HEAD + text)] == [
        "`o` is an `Order`, and has no field `recieved`",
        "no type is called `Ordre`",
        "no record is called `Notise`",
    ]


def test_a_long_chain_of_defines_is_refused_once() -> None:
    lines = [f"define d{at}(o: Order) = d{at + 1}(o)" for at in range(150)]
    text = HEAD + "\n".join([*lines, "define d150(o: Order) = true"])
    assert faults(text) == [
        ("LX233", "52:8", "`d50` is nested more than 100 deep, with the defines it calls")
    ]


def test_a_vocabulary_has_no_norms() -> None:
    other = 'vocabulary other\nsource act "An act"\nsanction fine on breach of a\n'
    text = """ruleset r timezone "Asia/Kolkata" uses moderation, other
    obligation a
      for each o: Order
      must answer(o)
      from o.received
      until o.revoked
    """
    assert faults(text, VOCABULARY, other) == [
        ("LX304", "u1.lex:3:10", "`fine` cannot stand in a vocabulary")
    ]


def test_rulesets_that_are_used_share_the_zone() -> None:
    other = 'ruleset other timezone "Europe/Paris"\n'
    assert faults('ruleset r timezone "Asia/Kolkata" uses other', other) == [
        ("LX305", "1:20", "`other` counts its days in `Europe/Paris`, not `Asia/Kolkata`")
    ]
