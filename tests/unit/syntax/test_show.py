"""Showing: the canonical form, line by line, and where comments go."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexcheck.base.text import Source
from lexcheck.syntax import model as m
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.show import show, show_expression

SECTION_69A = Path(__file__).with_name("section_69a.lex").read_text("utf-8")


def read(text: str) -> m.File:
    file, diagnostics = parse(Source(name="good.lex", text=text))
    assert diagnostics == []
    assert file is not None
    return file


def test_the_canonical_form_of_a_file() -> None:
    messy = """
    vocabulary   courts  uses people,places title "Courts"
    source a "A" source act "The Act"   enum outcome = granted,refused
    record Motion "A motion." filed:time decided:time?  relief : list of text
    action grant(m:Motion) in territory by:Person  action deny(m:Motion)
    state open(m:Motion)
    file(m) counts as open(m) grant(m) in IN ends open(m) because "decided"
    prohibition delay within 1 working days of m.filed for each m:Motion must not deny(m)
      unless (m.late or not(m.urgent)) throughout because "r 2" time is of the essence
    reading strict parameter limit=2 hours delay:or earlier,until m.decided
    """
    assert (
        show(read(messy))
        == """\
vocabulary courts
  title "Courts"
  uses  people, places

source a   "A"
source act "The Act"

enum outcome = granted, refused

record Motion "A motion."
  filed:   time
  decided: time?
  relief:  list of text

action grant(m: Motion) in territory
  by: Person

action deny(m: Motion)

state open(m: Motion)

file(m)        counts as open(m)
grant(m) in IN ends open(m) because "decided"

prohibition delay
  within   1 working day of m.filed
  for each m: Motion
  must     not deny(m)
  unless   m.late or not m.urgent throughout because "r 2"
  time is of the essence

reading strict
  parameter limit = 2 hours
  delay: or earlier, until m.decided
"""
    )


def test_the_example_of_the_language_keeps_its_form() -> None:
    shown = show(read(SECTION_69A))
    kept = set(SECTION_69A.splitlines()) & set(shown.splitlines())
    changed = [line for line in SECTION_69A.splitlines() if line not in kept]
    assert len(changed) <= 11, changed  # two that are too long, and columns that were wider
    assert show(read(shown)) == shown


def test_what_is_too_long_is_broken_where_it_has_parts() -> None:
    name = "a_condition_with_a_name_that_is_rather_long"
    text = f'ruleset r obligation o when {name} and {name} and {name} cites {name} "1", {name} "2"'
    assert (
        show(read(text))
        == f"""\
ruleset r

obligation o
  when  {name}
        and {name}
        and {name}
  cites {name} "1",
        {name} "2"
"""
    )


COMMENTED = """\
# the whole file
ruleset r # its name
  title "R" # shown
  # reviewed by hand
  reviewed 2021-01-01

# two sources
source a "A" # first
# between
source b "B"

obligation o # the norm
  # who
  duty of a # a party
    # in the middle
    to b # and another
  must f(x) # the act

reading s
  # what it says
  o: or earlier # changed
# the end
"""


def test_comments_stay_where_they_were() -> None:
    assert (
        show(read(COMMENTED))
        == """\
# the whole file
ruleset r       # its name
  title    "R"  # shown
  # reviewed by hand
  reviewed 2021-01-01

# two sources
source a "A"  # first
# between
source b "B"

obligation o      # the norm
  # who
  # and another
  duty of a to b  # a party
  # in the middle
  must    f(x)    # the act

reading s
  # what it says
  o: or earlier  # changed

# the end
"""
    )


def test_comments_are_kept_and_settle() -> None:
    once = show(read(COMMENTED))
    assert show(read(once)) == once
    for text in (COMMENTED, once):
        comments = sorted(comment for _, comment in read(text).comments)
        assert comments == sorted(comment for _, comment in read(COMMENTED).comments)


@pytest.mark.parametrize(
    "text",
    [
        "(a or b) and not (c and d)",
        "(first f(x) before a) + 2 days",
        "first f(x) before a + 2 days",
        "(f(x) at t).name",
        "f(x) at t.name",
        "(count of o: Order) in {a, b}",
        "count of o: Order in b",
        "count of e: f(x) in (first g() before t) by p where a = b",
        "the earlier of the later of a and b and c",
        "(2 hours of a) of b",
        "standard \"prompt\" taken as 3 days of a otherwise b",
        "(standard \"prompt\") of a",
        "a in (force)",
        "(sum) of a",
        "no f(x) happened at most 7 days before t by p",
        "1 hour + 1.5 hours + 2 working days",
        "some i: Item in o.items has every e: f(i) since t has e.at < t",
        "2021-01-31T10:00Z < 2021-01-31",
        "partly blocked(i) at t",
        "5% * 100 EUR",
    ],
)  # fmt: skip
def test_an_expression_keeps_the_parentheses_it_needs(text: str) -> None:
    (define,) = read(f"ruleset r define d() = {text}").statements
    assert isinstance(define, m.Define)
    assert show_expression(define.body) == text
