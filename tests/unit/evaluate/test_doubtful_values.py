"""What conditions on doubtful values come to: true, false, or no more open than need be."""

from __future__ import annotations

import pytest

from tests.judging import at, between, judge, verdicts
from tests.unit.evaluate.asking import FALSE, OPEN, TRUE, VOCABULARY, asked, case, found

NUMBERS = {"n": "unknown", "m": "unknown"}
TEXTS = {"name": "unknown", "other": "unknown"}


@pytest.mark.parametrize(
    ("condition", "order", "told"),
    [
        # territories
        ("o.place = IN", {"place": "IN"}, TRUE),
        ("o.place = IN", {"place": "US"}, FALSE),
        ("o.place in {IN, US}", {"place": "US"}, TRUE),
        ("o.place = IN", {"place": "unknown"}, OPEN),
        ("o.place = IN and o.place = US", {"place": "unknown"}, FALSE),
        ("o.place = IN", {"place": {"one of": ["US", "FR"]}}, FALSE),
        # products and sums
        ("o.paid < o.rate * o.cash", {"rate": "unknown", "cash": "9 EUR", "paid": "5 EUR"}, OPEN),
        ("o.n * o.m > 3", {"n": "2..3", "m": "2..3"}, TRUE),
        ("o.n * o.m > 5", {"n": "2..3", "m": "2..3"}, OPEN),
        ("o.n * o.m > 9", {"n": "2..3", "m": "2..3"}, FALSE),
        ("o.n + o.m > 3", {"n": "2..3", "m": "2..3"}, TRUE),
        ("o.n - o.m > 1", {"n": "2..3", "m": "2..3"}, FALSE),
        # numbers that hang together
        ("o.n > o.m and o.n < 5 and o.m > 7", NUMBERS, FALSE),
        ("o.n > o.m and o.m > o.n", NUMBERS, FALSE),
        ("o.n < 5 or o.n > 4", NUMBERS, TRUE),
        ("o.n in {1, 2}", {"n": "1..2"}, OPEN),
        ("o.n in {1, 2}", {"n": {"one of": ["1", "2"]}}, TRUE),
        # texts, parties and days
        ('o.name = o.other and o.name = "x"', TEXTS, OPEN),
        ('o.name = "x" and o.name = o.other', TEXTS, OPEN),
        ('o.name = "x" and o.other = "y" and o.name = o.other', TEXTS, FALSE),
        ('o.name = "x" and o.name = "y"', TEXTS, FALSE),
        ("o.who = o.whom", {"who": "unknown", "whom": "unknown"}, OPEN),
        ("o.day < 2021-01-01", {"day": "unknown"}, OPEN),
        ("o.day < 2021-01-01 and o.day > 2020-01-01", {"day": "unknown"}, OPEN),
        ("o.day < 2021-01-01 and o.day > 2022-01-01", {"day": "unknown"}, FALSE),
        ("o.day = 2021-03-02", {"day": "unknown"}, OPEN),
        ("o.day in {2021-03-02, 2021-03-03}", {"day": "unknown"}, OPEN),
        ("o.day in {2021-03-02, 2021-03-03}", {"day": "2021-03-03"}, TRUE),
        ("o.day in {2021-03-02, 2021-03-03}", {"day": "2021-03-04"}, FALSE),
        ("o.day in {2021-03-02} and o.day > 2021-03-05", {"day": "unknown"}, FALSE),
        # products of what is not known
        ("o.n * o.n < 0", {"n": "unknown"}, FALSE),
        ("o.n * o.n > 3", {"n": "2.."}, TRUE),
        ("o.n * o.n < 5", {"n": "-2..1"}, TRUE),
        ("o.n * o.n > 0", {"n": "-2..1"}, OPEN),
        ("o.n * o.m > 5", {"n": "2..", "m": "3..4"}, TRUE),
        ("o.n * o.m > 0", {"n": "2..", "m": "0..4"}, OPEN),
        ("o.n * o.m < 0", {"n": "2..", "m": "0..4"}, FALSE),
        # lengths
        ("o.allowed = 1 hours", {"allowed": "60 minutes"}, TRUE),
        ("o.allowed != 1 hours", {"allowed": "60 minutes"}, FALSE),
        ("o.allowed < 5 hours", {"allowed": "unknown"}, OPEN),
        ("o.allowed < 5 hours and o.allowed > 7 hours", {"allowed": "unknown"}, FALSE),
        ("o.allowed < 0 hours", {"allowed": "unknown"}, FALSE),
        # moments
        ("o.due = o.end", {"due": between(1, 3), "end": between(3, 4)}, OPEN),
        ("o.due > o.end", {"due": between(1, 3), "end": between(3, 4)}, FALSE),
        ("o.due <= o.end", {"due": between(1, 3), "end": between(3, 4)}, TRUE),
        ("o.due < o.end and o.end < o.due", {"due": between(1, 9), "end": between(1, 9)}, FALSE),
        ("o.due + 2 hours <= o.end", {"due": between(1, 3), "end": between(4, 6)}, OPEN),
        ("o.due is present", {"due": "unknown"}, OPEN),
        ("o.due < o.end", {"due": "none", "end": at(1)}, FALSE),
        ("not (o.due < o.end)", {"due": "none", "end": at(1)}, TRUE),
        # choices
        ("o.kind = red or o.kind = green", {"kind": "unknown"}, TRUE),
        ("o.kind != red", {"kind": "unknown"}, OPEN),
        ("o.flag", {"flag": "unknown"}, OPEN),
        ("o.flag or not o.flag", {"flag": "unknown"}, TRUE),
        ("o.flag", {}, OPEN),
    ],
)
def test_condition(condition: str, order: dict[str, object], told: tuple[str, ...]) -> None:
    assert asked(condition, case(order)) == told


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("i in o.items", OPEN),
        ("i not in o.items", OPEN),
        ("i in o.items or i not in o.items", TRUE),
    ],
)
def test_an_unknown_list_may_have_any_member(condition: str, told: tuple[str, ...]) -> None:
    document = case({"items": "unknown"}, records={"Item": {"i": {"special": True}}})
    assert asked(condition, document, ", i: Item") == told


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("some i in o.items has i in o.items", OPEN),
        ("some i in o.items has i not in o.items", FALSE),
        ("every i in o.items has i in o.items", TRUE),
        ("every i in o.items has i.special", OPEN),
    ],
)
def test_an_unknown_list_may_be_empty(condition: str, told: tuple[str, ...]) -> None:
    document = case({"items": "unknown"}, records={"Item": {"i": {"special": True}}})
    assert asked(condition, document) == told


def test_a_long_list_in_doubt_has_all_its_members() -> None:
    rules = (
        "obligation n for each o: Order, i: Item in o.items\n"
        "  must on(o) within 5 hours of o.received"
    )
    items = {f"i{number}": {"special": True} for number in range(15)}
    listed = [{"value": name, "denies": ["p"]} for name in items]
    told = found(rules, case({"items": listed}, records={"Item": items}))
    assert told == {f"n(o, {name})": OPEN for name in items}


def test_the_members_of_an_unknown_list_may_bear_the_duty() -> None:
    rules = (
        "obligation n for each o: Order, i: Item in o.items\n"
        "  must on(o) within 5 hours of o.received"
    )
    told = found(rules, case({"items": "unknown"}, records={"Item": {"i": {"special": True}}}))
    assert told.pop("n(o, i)") == OPEN
    assert set(told.values()) == {OPEN}, "who else may be on the list may also not be"


@pytest.mark.parametrize(
    ("condition", "told"),
    [('o.name = "x"', FALSE), ('o.name != "x"', TRUE), ('o.name = "y"', OPEN)],
)
def test_who_denies_a_claim_takes_any_other_value_to_be_so(
    condition: str, told: tuple[str, ...]
) -> None:
    duty = (
        f"obligation n for each o: Order when {condition} must on(o) within 5 hours of o.received"
    )
    document = case({"name": {"value": "x", "denies": ["p"]}})
    assert verdicts(judge(VOCABULARY + duty, document, 100, viewpoint="p")) == {"n(o)": told}
    assert found(duty, document) == {"n(o)": OPEN}, "others leave it open"


# ── Acts ───────────────────────────────────────────────────────────────────────────────────────


def test_an_act_in_an_unknown_place_covers_a_member_with_its_group() -> None:
    document = case(acts=[{"do": "o", "at": at(-1)}])
    condition = "do(o) happened in EU and no do(o) happened in DE"
    assert asked(condition, document) == FALSE


@pytest.mark.parametrize("action", ["one of [alpha, beta]", "one of [beta, alpha]"])
@pytest.mark.parametrize("event", ["alpha(o) when e.weight > 3", "beta(o) when e.thing = o"])
def test_an_act_that_may_be_of_two_kinds_has_the_fields_of_either(action: str, event: str) -> None:
    binder, condition = event.split(" when ")
    document = case(acts=[{action: "o", "id": "a", "at": at(-1)}])
    assert asked(condition, document, f", e: {binder}") == OPEN


@pytest.mark.parametrize("which", ["first", "last"])
def test_of_two_acts_at_one_instant_the_order_of_the_file_chooses_none(which: str) -> None:
    acts = [{"alpha": "o", "at": at(-1), "weight": weight} for weight in (3, 1)]
    condition = f"({which} alpha(o)).weight > 2"
    told = {asked(condition, case(acts=order)) for order in (acts, acts[::-1])}
    assert len(told) == 1


def test_a_sum_over_two_currencies_is_not_known() -> None:
    paid = [
        {"grant": "o", "at": at(-2), "amount": "50 EUR"},
        {"grant": "o", "at": at(-1), "amount": "60 USD"},
    ]
    condition = "sum of e.amount for e: grant(o) < 100 EUR"
    assert asked(condition, case(acts=paid)) == OPEN
    assert asked(condition, case(acts=paid[:1])) == TRUE
