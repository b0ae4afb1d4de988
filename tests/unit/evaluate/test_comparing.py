"""What made the difference between two runs is what makes it when nothing else is changed."""

from __future__ import annotations

from functools import cache

import pytest

import lexcheck
from lexcheck.evaluate.comparing import Side, differences
from lexcheck.pipeline.runs import Selectors, judge
from lexcheck.verdicts.model import Difference
from tests.unit.samples import CASE, WHOLE

#: Loses what was shipped, after the deadline.
LOST = CASE.replace("acts:\n", "acts:\n  - {id: a3, lose: p1, at: 2024-03-04T12:00}\n")


@cache
def side(
    text: str = WHOLE,
    case: str = CASE,
    reading: str = "base",
    as_of: str | None = None,
    viewpoint: str = "all",
) -> Side:
    ruleset = lexcheck.load_ruleset(text)
    loaded = lexcheck.load_case(case, ruleset=ruleset)
    asked = Selectors(reading=reading, as_of=as_of, viewpoint=viewpoint)
    meant, run = judge(ruleset, loaded, asked)
    return Side(ruleset=meant, case=loaded, run=run)


def told(found: tuple[Difference, ...]) -> dict[str, tuple[str, str, list[list[str]]]]:
    """Either verdict, and each set that makes the difference."""
    return {
        each.instance: (
            each.left.verdict.value if each.left else "",
            each.right.verdict.value if each.right else "",
            [[cause.text for cause in together] for together in each.causes],
        )
        for each in found
    }


def test_a_run_does_not_differ_from_itself() -> None:
    assert differences(side(), side()) == ()


def test_a_reading_that_sets_a_parameter() -> None:
    assert told(differences(side(), side(reading="strict"))) == {
        "deliver(o1, p1)": ("complied", "complied_late", [["parameter allowed"]])
    }


def test_a_later_day() -> None:
    found = told(differences(side(as_of="2024-03-01"), side(as_of="2024-03-02")))
    assert found["deliver(o1, p3)"] == ("pending", "breached", [["as of"]])


@pytest.mark.parametrize(
    ("was", "becomes", "case", "cause"),
    [
        ("within   allowed of", "within   1 hours of", CASE, "norm deliver (deadline)"),
        ("\nlose(p) ends shipped(p)", "", LOST, "lose(p) ends shipped(p)"),
    ],
)
def test_another_version_of_the_ruleset(was: str, becomes: str, case: str, cause: str) -> None:
    found = told(differences(side(case=case), side(text=WHOLE.replace(was, becomes), case=case)))
    assert [causes for _, _, causes in found.values()] == [[[cause]]] * len(found)


def test_another_version_of_the_case() -> None:
    found = told(differences(side(), side(case=LOST)))
    assert found == {"deliver(o1, p1)": ("complied", "breached", [["act a3"]])}


def test_of_two_changes_each_has_its_own_effect() -> None:
    changed = CASE.replace("ship: p1, at: 2024-03-01T12", "ship: p1, at: 2024-03-04T12")
    changed = changed.replace("ship: p2, at: 2024-03-03T12", "ship: p2, at: 2024-03-01T12")
    found = told(differences(side(), side(case=changed)))
    assert found == {
        "deliver(o1, p1)": ("complied", "complied_late", [["act a1"]]),
        "deliver(o1, p2)": ("complied_late", "complied", [["act a2"]]),
    }


def test_what_only_makes_a_difference_together_is_said_so() -> None:
    """Shipped again after it was lost: without either act it is another verdict."""
    again = LOST.replace("acts:\n", "acts:\n  - {id: a4, ship: p1, at: 2024-03-04T18:00}\n")
    found = told(differences(side(), side(case=again)))
    assert found == {"deliver(o1, p1)": ("complied", "complied_late", [["act a4", "act a3"]])}


def test_what_is_on_one_side_alone() -> None:
    more = CASE.replace("p3: {count: 7}", "p3: {count: 7}\n    p4: {}").replace(
        "p2, p3]", "p2, p3, p4]"
    )
    (found,) = differences(side(), side(case=more))
    assert (found.instance, found.left) == ("deliver(o1, p4)", None)
    assert told((found,))[found.instance][2] == [["record o1"]]


def test_a_cause_keeps_its_places() -> None:
    (found,) = differences(side(), side(case=LOST))
    ((cause,),) = found.causes
    assert cause.left is None
    assert cause.right is not None
    assert cause.right.line == 20


def test_a_mixture_that_cannot_be_judged_is_no_cause() -> None:
    """A party that only the other case knows."""
    other = CASE.replace("jo: {}", "jo: {}\n    ed: {}").replace("asserts: [jo]", "asserts: [ed]")
    for each in differences(side(viewpoint="jo"), side(case=other, viewpoint="ed")):
        assert ["viewpoint"] not in told((each,))[each.instance][2]


def test_of_two_that_would_do_beside_a_third_both_sets_are_named() -> None:
    """Lost on the 4th by two acts, each of which would do: shipped again after that, it is late.

    What was shipped again counts only beside a loss; and either loss will do.
    """
    twice = LOST.replace("acts:\n", "acts:\n  - {id: a5, lose: p1, at: 2024-03-04T13:00}\n")
    again = twice.replace("acts:\n", "acts:\n  - {id: a4, ship: p1, at: 2024-03-04T18:00}\n")
    (found,) = differences(side(), side(case=again))
    sets = {frozenset(cause.text for cause in together) for together in found.causes}
    assert sets == {frozenset({"act a4", "act a3"}), frozenset({"act a4", "act a5"})}


def test_a_mixture_that_cannot_be_judged_does_not_stand_for_an_instance_that_is_not_there() -> None:
    other = CASE.replace("jo: {}", "jo: {}\n    ed: {}").replace("p2, p3]", "p2]")
    found = told(differences(side(viewpoint="jo"), side(case=other, viewpoint="ed")))
    assert found["deliver(o1, p3)"][1] == ""
    for _, _, causes in found.values():
        assert ["viewpoint"] not in causes
