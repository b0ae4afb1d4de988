"""The ruleset on section 69A, lowered."""

from datetime import date

import pytest

from lexcheck.norms.model import Asked, Effect, Norm, Ruleset
from lexcheck.resolved import terms
from lexcheck.resolved.terms import Term
from tests.unit.norms.section_69a import RULESET, VOCABULARY
from tests.unit.resolved.programs import lowered


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return lowered(RULESET, VOCABULARY)


@pytest.fixture
def comply(ruleset: Ruleset) -> Norm:
    (found,) = ruleset.versions["comply"]
    return found


def written(term: Term | None) -> str:
    assert term is not None
    return term.span.text


def test_the_header(ruleset: Ruleset) -> None:
    assert (ruleset.name, ruleset.jurisdiction, ruleset.timezone) == (
        "in.it_act.s69a",
        "IN",
        "Asia/Kolkata",
    )
    assert (ruleset.vocabularies, ruleset.reviewed) == (("moderation",), date(2026, 11, 22))
    assert str(ruleset.in_force) == "from 2009-10-27"
    assert [source.name for source in ruleset.sources] == ["u0.lex", "r.lex"]


def test_a_state_duty(comply: Norm) -> None:
    assert comply.variables == ("o", "i")
    assert comply.target.is_state
    assert comply.target.name == "blocked"
    assert written(comply.trigger) == "o.received"
    assert written(comply.deadline) == "o.comply_within of o.received"
    assert isinstance(comply.deadline, terms.PeriodOf)
    # A silent order leaves the deadline absent.
    assert comply.deadline.type.optional
    assert written(comply.until) == "o.revoked"
    assert (written(comply.bearer), written(comply.counterparty)) == ("o.addressee", "o.authority")
    assert isinstance(comply.when, terms.Apply)
    assert [str(citation) for citation in comply.citations] == [
        "Information Technology Act, 2000, s 69A(1)",
        "Blocking Rules, 2009 (G.S.R. 781(E)), r 9",
    ]
    # It is in force when its ruleset is.
    assert str(comply.in_force) == "from 2009-10-27"


def test_an_unless_clause(comply: Norm) -> None:
    (unless,) = comply.exceptions
    assert (unless.name, unless.kind, unless.asked) == ("unless", "unless", Asked.THROUGHOUT)
    assert isinstance(unless.condition, terms.StateHolds)


def test_act_duties(ruleset: Ruleset) -> None:
    acknowledge, confirm = ruleset.norms[1:]
    assert not acknowledge.target.is_state
    assert acknowledge.citations[0].unverified
    assert written(confirm.trigger) == "o.issued"


def test_what_counts_as_what(ruleset: Ruleset) -> None:
    assert [(each.action, each.effect, each.target) for each in ruleset.counts_as] == [
        ("suspend", Effect.FULL, "blocked"),
        ("block", Effect.FULL, "blocked"),
        ("withhold", Effect.PARTIAL, "blocked"),
        ("restore", Effect.END, "blocked"),
        ("grant_stay", Effect.FULL, "stayed"),
        ("lift_stay", Effect.END, "stayed"),
    ]
    withhold = ruleset.counts_as[2]
    assert isinstance(withhold.territory, terms.Constant)
    assert withhold.territory.value == "IN"
    assert withhold.because == "still visible outside India"


def test_what_follows_from_verdicts(ruleset: Ruleset) -> None:
    (sanction,) = ruleset.sanctions
    assert (sanction.norm, written(sanction.liable)) == ("comply", "o.addressee")
    (assessment,) = ruleset.assessments
    assert assessment.among == {"complied", "complied_late"}
    assert (assessment.measured, assessment.bound) == ("share", "at_least")
    assert written(assessment.threshold) == "95%"
    order, every = assessment.arguments
    assert isinstance(order, terms.Variable)
    assert every is None


def test_the_reading_of_the_government(ruleset: Ruleset, comply: Norm) -> None:
    under = ruleset.reading["government"].ruleset
    (found,) = under.versions["comply"]
    assert found.essence
    assert isinstance(found.deadline, terms.Standard)
    # The standard runs from the trigger that the norm has without the reading.
    assert found.deadline.words == "immediately"
    assert found.deadline.anchor == found.trigger == comply.trigger
    assert under.counts_as == ruleset.counts_as
    assert under.norms[1:] == ruleset.norms[1:]


def test_the_reading_of_the_platform(ruleset: Ruleset, comply: Norm) -> None:
    under = ruleset.reading["platform"].ruleset
    withheld = [each for each in under.counts_as if each.action == "withhold"]
    # The statement of the reading takes the place of its like: "partly" no longer stands.
    assert [each.effect for each in withheld] == [Effect.FULL]
    assert len(under.counts_as) == len(ruleset.counts_as)
    (found,) = under.versions["comply"]
    assert [each.name for each in found.exceptions] == ["unless", "press"]
    assert found.deadline == comply.deadline
