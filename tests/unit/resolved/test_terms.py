"""What names, calls and constants become."""

from lexcheck.facts.case import Grade
from lexcheck.resolved import terms
from tests.unit.resolved.programs import HEAD, lowered, norm
from tests.unit.resolved.test_moments import body


def test_a_constant_of_several_enums_is_of_the_type_beside_it() -> None:
    for expression in ("o.addressee.standing = other", "other = o.addressee.standing"):
        found = body(expression)
        assert isinstance(found, terms.Compared)
        assert found.left.type == found.right.type
        assert str(found.left.type) == "Standing"
    found = body("i.holder in {other, activist}")
    assert isinstance(found, terms.OneOfTerms)
    assert {str(each.type) for each in found.among} == {"Holder"}


def test_a_variable_comes_before_a_constant() -> None:
    found = body("some other: Item in o.items has other = i")
    assert isinstance(found, terms.Quantified)
    assert isinstance(found.has, terms.Compared)
    assert isinstance(found.has.left, terms.Variable)


def test_states_hold_in_full_unless_partly_is_said() -> None:
    found = body("blocked(i) or partly blocked(i) at o.issued")
    assert isinstance(found, terms.Any)
    full, partly = found.operands
    assert isinstance(full, terms.StateHolds)
    assert isinstance(partly, terms.StateHolds)
    assert (full.at_least, full.at) == (Grade.FULL, None)
    assert partly.at_least is Grade.PARTIAL
    assert isinstance(partly.at, terms.FieldOf)


def test_a_define_carries_its_body_and_its_moment() -> None:
    text = """define open_at(o: Order) at t = o.issued < t and not settled(o)
    obligation a
      for each o: Order
      when open_at(o) at o.received
      must answer(o)
      until o.revoked
    """
    (found,) = lowered(HEAD + text).norms
    assert isinstance(found.when, terms.Apply)
    assert (found.when.name, found.when.parameters, found.when.moment) == ("open_at", ("o",), "t")
    assert isinstance(found.when.at, terms.FieldOf)
    assert isinstance(found.when.body, terms.All)


def test_defines_may_stand_in_any_order() -> None:
    text = "define b(o: Order) = a(o)\ndefine a(o: Order) = o.fee\n"
    lowered(HEAD + text + "define c(o: Order) = b(o) > 3 INR")


def test_fields_of_acts() -> None:
    found = body(
        "some e: block(i) in IN by o.addressee since o.issued has "
        "(e.at < o.received and e.by = o.addressee and e.territory = worldwide and e.i = i)"
    )
    assert isinstance(found, terms.Quantified)
    assert isinstance(found.binder, terms.ActBinder)
    occurrence = found.binder.occurrence
    assert isinstance(occurrence.territory, terms.Constant)
    assert occurrence.territory.value == "IN"
    assert [bound.kind for bound in occurrence.bounds] == ["since"]


def test_sums_counts_and_choices() -> None:
    found = body(
        "sum of e.amount for e: pay(o) < 2 * o.fee + 5% * o.fee and "
        "count of e: stay(o) where e.at < o.received >= 3 and "
        "(last stay(o) before o.received).at > o.issued and first stay(o) is absent"
    )
    assert isinstance(found, terms.All)
    assert [type(each) for each in found.operands] == [
        terms.Compared,
        terms.Compared,
        terms.Compared,
        terms.Not,
    ]
    last = found.operands[2]
    assert isinstance(last, terms.Compared)
    assert last.left.type.optional


def test_what_is_reckoned_from_something_absent_may_be_absent() -> None:
    found = norm(
        """obligation a
        for each o: Order
        must answer(o)
        within the earlier of o.comply_within of o.received and 3 days of o.issued"""
    )
    assert isinstance(found.deadline, terms.EarlierLater)
    assert found.deadline.left.type.optional
    assert not found.deadline.type.optional


def test_territories() -> None:
    found = body("some e: block(i) has e.territory in {IN, EU, worldwide}")
    assert isinstance(found, terms.Quantified)
    assert isinstance(found.has, terms.OneOfTerms)
    assert {str(each.type) for each in found.has.among} == {"territory"}


def test_what_the_parser_lets_through_is_not_too_deep() -> None:
    for text in ("not " * 190 + "true", "1" + " + 1" * 190 + " > 3"):
        lowered(f"{HEAD}obligation a for each o: Order when {text} must answer(o) until o.revoked")
