"""Triggers, openings and deadlines."""

import pytest

from lexcheck.norms.model import BREACH
from lexcheck.resolved import terms
from tests.unit.resolved.programs import ANSWER, HEAD, VOCABULARY, lowered, norm

ANSWER_IT = "for each o: Order must answer(o)"


def trigger(clauses: str) -> str | None:
    found = norm(f"obligation a\n{clauses}").trigger
    return None if found is None else found.span.text


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (
            "for each o: Order must answer(o) within 2 hours of o.received from o.issued",
            "o.issued",
        ),
        ("for each o: Order must answer(o) within 2 hours of o.received", "o.received"),
        ("for each o: Order must answer(o) within o.received + 2 hours", "o.received"),
        (
            "for each o: Order must answer(o) within the later of 3 days of o.issued and o.revoked",
            "o.issued",
        ),
        (
            f"{ANSWER_IT} within the earlier of 3 days of o.issued and 2 days of o.received",
            "the earlier of 3 days of o.issued and 2 days of o.received",
        ),
        (
            f"{ANSWER_IT} within the earlier of 3 days of o.issued and 90 hours of o.issued",
            "o.issued",
        ),
        (
            f"{ANSWER_IT} within (3 days of o.issued) otherwise (2 days of o.received)",
            "o.issued",
        ),
        ("for each o: Order must answer(o) within o.revoked", None),
        ("for each o: Order must answer(o) until o.revoked", None),
    ],
)
def test_the_trigger(clauses: str, expected: str | None) -> None:
    assert trigger(clauses) == expected


def test_the_last_act_that_is_bound_triggers_where_nothing_else_does() -> None:
    found = norm(
        """obligation a
        for each o: Order, first_stay: stay(o), second: lift_stay(o) after first_stay.at
        must answer(o)
        until o.revoked"""
    )
    assert isinstance(found.trigger, terms.FieldOf)
    assert isinstance(found.trigger.of, terms.Variable)
    assert (found.trigger.of.name, found.trigger.field) == ("second", "at")
    assert found.variables == ("o", "first_stay", "second")


@pytest.mark.parametrize(
    ("opening", "period", "anchor"),
    [
        ("10", "10 days", "o.received"),
        ("10 days", "10 days", "o.received"),
        ("2 weeks", "2 weeks", "o.received"),
        ("10 days of o.issued", "10 days", "o.issued"),
    ],
)
def test_the_opening_takes_unit_and_anchor_of_the_deadline(
    opening: str, period: str, anchor: str
) -> None:
    found = norm(
        f"""obligation a
        for each o: Order
        must answer(o)
        not before {opening}, within 20 days of o.received""".replace(",", "\n")
    ).opening
    assert isinstance(found, terms.PeriodOf)
    assert found.opening
    assert isinstance(found.period, terms.Constant)
    assert str(found.period.value) == period
    assert found.anchor.span.text == anchor


def test_a_standard_without_an_anchor_runs_from_the_trigger() -> None:
    for clauses, anchor in (
        ('within standard "promptly" from o.issued', "o.issued"),
        ('within the earlier of standard "promptly" and 9 days of o.received', "o.received"),
        ('within standard "promptly" of o.signed_at', "o.signed_at"),
    ):
        text = f"obligation a\nfor each o: Order\nmust answer(o)\n{clauses}\n"
        vocabulary = VOCABULARY.replace("signed: date", "signed_at: time")
        (found,) = lowered(HEAD + text, vocabulary).norms
        deadline = found.deadline
        if isinstance(deadline, terms.EarlierLater):
            deadline = deadline.left
        assert isinstance(deadline, terms.Standard)
        assert deadline.anchor.span.text == anchor
        assert found.trigger == deadline.anchor


def test_a_standard_may_be_taken_as_a_parameter() -> None:
    text = """parameter prompt: duration
    obligation a
      for each o: Order
      must answer(o)
      within standard "promptly" taken as prompt of o.received
    """
    (found,) = lowered(HEAD + text).norms
    assert isinstance(found.deadline, terms.Standard)
    assert isinstance(found.deadline.taken_as, terms.ParameterValue)


def test_what_is_due_on_a_breach() -> None:
    text = """obligation a
      for each o: Order, i: Item in o.items
      must blocked(i)
      within 2 hours of o.received
    obligation b
      on breach of a(order, item)
      for each other: Item in order.items
      when item != other
      must blocked(other)
      repairs a
    """
    found = lowered(HEAD + text).versions["b"][0]
    assert found.variables == ("order", "item", "other")
    assert found.on_breach is not None
    assert (found.on_breach.norm, found.on_breach.variables) == ("a", ("order", "item"))
    assert (found.repairs, found.trigger) == ("a", None)


def test_what_is_due_on_a_breach_may_run_from_it() -> None:
    for deadline in ("3 days of breach", 'standard "promptly"'):
        text = f"""obligation b
          on breach of answer_it(o)
          must acknowledge(o)
          within {deadline}
        """
        found = lowered(HEAD + ANSWER + text).versions["b"][0]
        assert found.variables == ("o",)
        assert isinstance(found.deadline, terms.PeriodOf | terms.Standard)
        assert isinstance(found.deadline.anchor, terms.Variable)
        assert found.deadline.anchor.name == BREACH


def test_a_norm_may_follow_the_breach_of_a_later_one() -> None:
    text = """obligation b
      on breach of a(o)
      must answer(o)
      until o.revoked
    obligation a
      for each o: Order
      must acknowledge(o)
      until o.revoked
    """
    assert [norm.name for norm in lowered(HEAD + text).norms] == ["b", "a"]
