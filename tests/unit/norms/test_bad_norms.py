"""Faults of norms: each has its code, place and message, and no fault follows from it."""

import pytest

from tests.unit.norms.bad_norms import BAD
from tests.unit.resolved.programs import ANSWER, HEAD, lowered, outcome
from tests.unit.resolved.test_bad_names import examples, shown


@pytest.mark.parametrize(("expected", "body"), examples(BAD))
def test_the_fault_and_nothing_else(expected: str, body: str) -> None:
    assert shown(body) == [expected]


def test_a_clash_names_both_places_and_the_way_out() -> None:
    text = """obligation keep
  for each i: Item
  must blocked(i)
prohibition never
  for each i: Item
  must not blocked(i)
"""
    _, (diagnostic,) = outcome(HEAD + text)
    assert diagnostic.hint == "add `overrides keep` or `subject to keep` to `never`"
    assert [label.span.line for label in diagnostic.labels] == [4]


@pytest.mark.parametrize(
    ("counted", "ban"),
    [
        ("suspend(i) counts as blocked(i)", "must not suspend(i) overrides keep"),
        ("suspend(i) counts as blocked(i)", "must not suspend(i) subject to keep"),
        ("block(i) in IN counts as blocked(i)", "must not block(i) in FR"),
        ("block(i) in IN counts as blocked(i)", "must not block(i) in EU"),
        ("suspend(i) counts as blocked(i)", "must not suspend(i) in force from 2022-01-01"),
        ("restore(i) ends blocked(i)", "must not restore(i)"),
    ],
)
def test_no_clash(counted: str, ban: str) -> None:
    lowered(
        f"""{HEAD}{counted}
        obligation keep
          for each i: Item
          must blocked(i)
          in force from 2021-01-01 until 2021-12-31
        prohibition never
          for each i: Item
          {ban}
        """
    )


def test_versions_on_disjoint_days_stand_together_by_their_start() -> None:
    newer = ANSWER + "  in force from 2022-01-01\n"
    older = ANSWER.replace("2 hours", "3 hours") + "  in force from 2020-01-01 until 2021-12-31\n"
    between = ANSWER.replace("answer_it", "other")
    norms = lowered(HEAD + newer + between + older).norms
    assert [(norm.name, str(norm.in_force)) for norm in norms] == [
        ("answer_it", "from 2020-01-01 until 2021-12-31"),
        ("answer_it", "from 2022-01-01"),
        ("other", "from 2000-01-01"),
    ]
