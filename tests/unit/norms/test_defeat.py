"""Exceptions, their own exceptions, and who overrides whom."""

from lexcheck.norms.model import Asked, NormException
from tests.unit.resolved.programs import ANSWER, HEAD, lowered


def tree(exceptions: tuple[NormException, ...]) -> dict[str, object]:
    return {each.name: tree(each.exceptions) for each in exceptions}


def test_exceptions_to_exceptions_speak_of_the_variables_of_the_norm() -> None:
    text = """exception urgent to holiday
      when o.fee > 100 INR
    exception holiday to answer_it
      when o.provision = rule_9
      at the deadline
      presumed absent
    permission waived to answer_it
    """
    (found,) = lowered(HEAD + text + ANSWER + "  unless stayed(o)\n  unless settled(o)\n").norms
    assert tree(found.exceptions) == {
        "unless": {},
        "unless_2": {},
        "holiday": {"urgent": {}},
        "waived": {},
    }
    holiday, waived = found.exceptions[2:]
    assert (holiday.asked, holiday.presumed_absent) == (Asked.DEADLINE, True)
    assert (waived.kind, waived.condition) == ("permission", None)


def test_an_exception_that_overrides_another_defeats_it() -> None:
    text = """exception one to answer_it
      overrides two
    exception two to answer_it
    exception three to answer_it
      subject to one
    """
    (found,) = lowered(HEAD + ANSWER + text).norms
    assert tree(found.exceptions) == {"one": {}, "two": {"one": {}}, "three": {"one": {}}}


def test_priorities_between_norms() -> None:
    text = """prohibition one
      for each o: Order
      must not answer(o)
      overrides answer_it
    prohibition two
      for each o: Order
      must not answer(o)
      subject to answer_it
    """
    ruleset = lowered(HEAD + ANSWER + text)
    assert {norm.name: norm.overridden_by for norm in ruleset.norms} == {
        "answer_it": ("one",),
        "one": (),
        "two": ("answer_it",),
    }


def test_an_exception_holds_for_every_version() -> None:
    versions = (
        ANSWER
        + "  in force from 2020-01-01 until 2020-12-31\n"
        + ANSWER
        + "  in force from 2021-01-01\n"
    )
    ruleset = lowered(HEAD + versions + "exception one to answer_it\n  when stayed(o)\n")
    assert [tree(norm.exceptions) for norm in ruleset.norms] == [{"one": {}}, {"one": {}}]


def test_an_exception_of_a_prohibition_may_be_asked_at_the_act() -> None:
    text = """prohibition never
      for each i: Item
      must not restore(i)
    permission sometimes to never
      when i.reach < 10
      at the act
    """
    (found,) = lowered(HEAD + text).norms
    assert [each.asked for each in found.exceptions] == [Asked.ACT]
