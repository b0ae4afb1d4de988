"""Readings, and values set from outside."""

import pytest

from lexcheck.norms.model import Ruleset
from lexcheck.norms.settings import with_parameters
from lexcheck.resolved import terms
from tests.unit.resolved.programs import ANSWER, HEAD, faults, lowered

PARAMETERS = """
parameter length: duration = 24 hours
parameter fee: money
parameter part: percent
parameter number_of: number
parameter open: boolean
parameter basis: Provision
parameter words: text
parameter moment: time
parameter day: date
parameter place: territory
parameter late: duration?
"""


def values(ruleset: Ruleset) -> dict[str, str]:
    """The parameters that have a value, as texts."""
    found = {}
    for parameter in ruleset.parameters:
        if parameter.value is not None:
            assert isinstance(parameter.value, terms.Constant)
            found[parameter.name] = str(parameter.value.value)
    return found


def test_an_amendment_replaces_what_it_says_and_adds_exceptions() -> None:
    reading = """reading strict "A strict view"
      because "the text says so"
      answer_it: within 1 hours of o.issued
      answer_it: when stayed(o)
      answer_it: unless settled(o)
    """
    ruleset = lowered(HEAD + ANSWER + "  unless stayed(o)\n" + reading)
    (norm,) = ruleset.norms
    strict = ruleset.reading["strict"]
    assert strict.because == "the text says so"
    (amended,) = strict.ruleset.norms
    assert [each.name for each in amended.exceptions] == ["unless", "unless_2"]
    assert amended.deadline is not None
    assert amended.deadline.span.text == "1 hours of o.issued"
    assert amended.when is not None
    # The duty still arises when it did.
    assert amended.trigger == norm.trigger
    assert norm.when is None


def test_only_a_from_clause_moves_the_trigger() -> None:
    ruleset = lowered(HEAD + ANSWER + "reading x\n  answer_it: from o.issued\n")
    (amended,) = ruleset.reading["x"].ruleset.norms
    assert amended.trigger is not None
    assert amended.trigger.span.text == "o.issued"


def test_a_reading_amends_every_version() -> None:
    versions = (
        ANSWER
        + "  in force from 2020-01-01 until 2020-12-31\n"
        + ANSWER
        + "  in force from 2021-01-01\n"
    )
    ruleset = lowered(HEAD + versions + "reading x\n  answer_it: time is of the essence\n")
    assert [norm.essence for norm in ruleset.reading["x"].ruleset.norms] == [True, True]


def test_an_exception_of_a_reading_may_defeat_one_of_the_ruleset() -> None:
    text = """exception holiday to answer_it
      when stayed(o)
    reading x
      exception urgent to holiday
        when settled(o)
    reading y
      permission urgent to answer_it
        overrides holiday
    """
    ruleset = lowered(HEAD + ANSWER + text)

    def names(at: str) -> list[tuple[str, list[str]]]:
        (norm,) = ruleset.reading[at].ruleset.norms
        return [(e.name, [each.name for each in e.exceptions]) for e in norm.exceptions]

    assert names("x") == [("holiday", ["urgent"])]
    assert names("y") == [("holiday", ["urgent"]), ("urgent", [])]
    (norm,) = ruleset.norms
    assert [each.exceptions for each in norm.exceptions] == [()]


def test_a_reading_may_settle_who_wins_differently() -> None:
    text = """prohibition never
      for each o: Order
      must not answer(o)
      overrides answer_it
    reading x
      answer_it: overrides never
    """
    # Both would win: the reading adds its priority, and that of the other norm still stands.
    assert [fault[0] for fault in faults(HEAD + ANSWER + text)] == ["LX321"]
    ruleset = lowered(HEAD + ANSWER + text.replace("overrides never", "subject to never"))
    assert ruleset.reading["x"].ruleset.versions["answer_it"][0].overridden_by == ("never",)


def test_a_reading_sets_parameters() -> None:
    reading = "reading x\n  parameter length = 12 hours\n  parameter basis = rule_9\n"
    ruleset = lowered(HEAD + PARAMETERS + reading)
    assert values(ruleset) == {"length": "24 hours"}
    assert values(ruleset.reading["x"].ruleset) == {"length": "12 hours", "basis": "rule_9"}


def test_settings_win_over_the_ruleset_and_its_readings() -> None:
    ruleset = lowered(HEAD + PARAMETERS + "reading x\n  parameter length = 12 hours\n")
    changed, diagnostics = with_parameters(ruleset, {"length": "2 days"})
    assert not diagnostics
    assert values(changed) == values(changed.reading["x"].ruleset) == {"length": "2 days"}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("length", "24 hours", "24 hours"),
        ("length", "1.5 hours", "1.5 hours"),
        ("length", "1 week", "1 week"),
        ("fee", "500 INR", "500 INR"),
        ("part", "12.5%", "12.5"),
        ("number_of", "3", "3"),
        ("open", "true", "True"),
        ("basis", "section_79", "section_79"),
        ("words", "as it is", "as it is"),
        ("moment", "1970-01-01T00:00:01Z", "1000000"),
        ("moment", "1970-01-01T05:30:01", "1000000"),
        ("day", "2021-02-10", "2021-02-10"),
        ("place", "EU", "EU"),
    ],
)
def test_a_setting_is_read_by_its_type(name: str, text: str, expected: str) -> None:
    changed, diagnostics = with_parameters(lowered(HEAD + PARAMETERS), {name: text})
    assert not diagnostics
    assert values(changed)[name] == expected


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("length", "24", "`24` is not a duration, as parameter `length` is"),
        ("length", "1.5 days", "`1.5 days` is not a duration, as parameter `length` is"),
        ("length", "none", "`none` is not a duration, as parameter `length` is"),
        ("fee", "500", "`500` is not a money, as parameter `fee` is"),
        ("basis", "rule_8", "`rule_8` is not a `Provision`, as parameter `basis` is"),
        ("moment", "2021-02-10", "`2021-02-10` is not a time, as parameter `moment` is"),
        ("day", "2021-02-30", "`2021-02-30` is not a date, as parameter `day` is"),
        ("place", "XX", "`XX` is not a territory, as parameter `place` is"),
    ],
)
def test_a_setting_of_the_wrong_type(name: str, text: str, message: str) -> None:
    ruleset = lowered(HEAD + PARAMETERS)
    changed, (diagnostic,) = with_parameters(ruleset, {name: text})
    assert (diagnostic.code, diagnostic.message) == ("LX232", message)
    assert diagnostic.hint
    assert values(changed) == values(ruleset)


def test_none_makes_an_optional_parameter_absent() -> None:
    ruleset = lowered(HEAD + PARAMETERS + "reading x\n  parameter late = 3 hours\n")
    changed, diagnostics = with_parameters(ruleset, {"late": "none"})
    assert not diagnostics
    assert "late" not in values(changed.reading["x"].ruleset)


def test_a_setting_of_what_is_no_parameter() -> None:
    _, (diagnostic,) = with_parameters(lowered(HEAD + PARAMETERS), {"lenght": "3 hours"})
    assert (diagnostic.code, diagnostic.hint) == ("LX231", "did you mean `length`?")
