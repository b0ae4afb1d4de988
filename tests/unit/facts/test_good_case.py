"""What a sound case is read into, from YAML and from JSON."""

from datetime import datetime
from decimal import Decimal

import pytest

from lexcheck.base.time.instants import Instant, Interval, from_datetime
from lexcheck.base.time.periods import Duration
from lexcheck.facts.case import (
    NOWHERE,
    Case,
    Count,
    Grade,
    Member,
    Money,
    OneOf,
    Provenance,
    Range,
    RecordKind,
    Special,
    Value,
)
from lexcheck.facts.from_tree import Header, read_header
from lexcheck.facts.tree import Scalar
from tests.unit.facts.moderation import GOOD
from tests.unit.facts.reading import as_json, good, yaml_tree


def at(text: str) -> Instant:
    """An instant, from a text with its offset."""
    return from_datetime(datetime.fromisoformat(text))


def between(first: str, last: str) -> Interval:
    return Interval(at(f"{first}T00:00:00+05:30"), at(f"{last}T23:59:59.999999+05:30"))


DAY = between("2021-01-31", "2021-01-31")


@pytest.fixture(scope="module")
def case() -> Case:
    return good(GOOD)


def value(case: Case, record: str, field: str) -> Value:
    (claim,) = case.record[record].by_name[field].claims
    return claim.value


def test_yaml_and_json_give_equal_cases(case: Case) -> None:
    assert good(as_json(GOOD), "case.json") == case


def test_the_head_of_a_case(case: Case) -> None:
    assert (case.name, case.title) == ("twitter-2021", "Two orders, and what came of them")
    assert (case.vocabulary, case.rulesets) == (("moderation",), ("in.it_act.s69a",))
    assert (case.timezone, case.kind) == ("Asia/Kolkata", RecordKind.REPORTS)
    assert case.as_of == between("2021-02-12", "2021-02-12")
    assert [(r.key, r.title, r.url) for r in case.references] == [
        ("S1", "An article", "https://example.org/1"),
        ("S2", "", ""),
        ("S3", "", ""),
    ]
    exact = at("2021-02-12T10:00:00+05:30")
    assert case.references[1].published == Interval(exact, exact)
    assert case.references[2].published is None


def test_the_header_is_read_before_the_schema_is_known() -> None:
    header = read_header(yaml_tree("uses: [a, b]\nruleset: c\nrecords: 7\n"))
    assert [name.text for name in header.uses] == ["a", "b"]
    assert [name.text for name in header.rulesets] == ["c"]
    assert read_header(yaml_tree("[a]")) == Header()
    assert read_header(yaml_tree("uses: {a: b}\nruleset:\n")) == Header()
    assert read_header(Scalar("a", False, (0, 1))) == Header()


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("addressee", "twitter"),
        ("issued", between("2021-01-31", "2021-01-31")),
        ("received", between("2021-01-31", "2021-02-10")),
        ("comply_within", Special.UNKNOWN),
        ("revoked", Special.ABSENT),
        ("provision", OneOf(("section_69a", "rule_9"))),
        ("public", True),
        ("fine", Money(Decimal("5000.50"), "INR")),
        ("share", Decimal(95)),
        ("signatures", Range(Decimal(3), Decimal(5))),
        ("dated", "2021-01-31"),
        ("applies_in", ("IN", "NO")),
        ("subject", "NO"),
        ("parent", Special.ABSENT),
    ],
)
def test_a_value_of_each_type(case: Case, field: str, expected: object) -> None:
    found = value(case, "order_1", field)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("comply_within", "36 hours", Duration(Decimal(36), "hour")),
        ("comply_within", "1 hour", Duration(Decimal(1), "hour")),
        ("comply_within", "1.5 hours", Duration(Decimal("1.5"), "hour")),
        ("comply_within", "7 working days", Duration(Decimal(7), "day", working=True)),
        ("signatures", "5", Decimal(5)),
        ("signatures", "-1.5e3", Decimal(-1500)),
        ("signatures", "500..", Range(Decimal(500), None)),
        ("signatures", "..9", Range(None, Decimal(9))),
        ("signatures", "4..4", Decimal(4)),
        ("share", "99.5 %", Decimal("99.5")),
        ("public", '"false"', False),
        ("applies_in", "EU", ("EU",)),
        ("applies_in", '{value: [IN, US]}', ("IN", "US")),
        ("provision", '"one of [section_69a,rule_9]"', OneOf(("section_69a", "rule_9"))),
        ("received", "{value: {after: 2021-01-31}}", Interval(DAY.earliest, None)),
        ("received", "{before: 2021-01-31, after: unknown}", Interval(None, DAY.latest)),
        ("received", "2021-02", between("2021-02-01", "2021-02-28")),
        ("received", '{unknown: true}', Special.UNKNOWN),
        ("items", "unknown", Special.UNKNOWN),
        ("items", "[]", ()),
        ("reasons", "none", Special.ABSENT),
        ("subject", '""', ""),
        ("subject", "12", "12"),
    ],
)  # fmt: skip
def test_the_texts_of_values(type_: str, text: str, expected: object) -> None:
    read = good(
        "case: x\nbuilt_from: log\ntimezone: Asia/Kolkata\n"
        f"records: {{Order: {{o: {{{type_}: {text}}}}}}}\n"
    )
    found = value(read, "o", type_)
    assert found == expected
    assert type(found) is type(expected)


def test_omitted_fields_are_not_filled_in(case: Case) -> None:
    assert "issued" not in case.record["order_2"].by_name
    assert case.record["acc_b"].fields == ()


def test_rival_claims_stand_side_by_side(case: Case) -> None:
    one, other = case.record["order_2"].by_name["addressee"].claims
    assert (one.value, other.value) == ("twitter", "government")
    assert one.provenance == Provenance(asserts=("government",), because="says so")
    assert other.provenance == Provenance(asserts=("twitter",))
    assert other.span.text == "{value: government, asserts: twitter}"


def test_a_member_of_a_list_has_its_own_doubt(case: Case) -> None:
    members = value(case, "order_1", "items")
    assert isinstance(members, tuple)
    sure, denied = members
    assert isinstance(sure, Member)
    assert (sure.value, sure.provenance) == ("acc_a", NOWHERE)
    assert isinstance(denied, Member)
    assert (denied.value, denied.provenance) == ("acc_b", Provenance(denies=("twitter",)))
    assert denied.span.text == "{value: acc_b, denies: [twitter]}"


def test_counts(case: Case) -> None:
    counts = {str(record.id): record.count for record in case.records}
    assert counts["acc_a"] == Count(257, 257)
    assert counts["acc_b"] == Count(1, 1)
    assert counts["acc_c"] == Count(500, None)
    assert counts["acc_d"] == Count(0, None)


def test_acts(case: Case) -> None:
    first = case.acts[0]
    assert (first.id, first.actions) == ("a1", ("block",))
    assert [fact.name for fact in first.arguments] == ["i"]
    assert [fact.name for fact in first.fields] == ["at", "by", "territory", "reason"]
    assert first.by_name["territory"].claims[0].value == ("IN",)
    assert first.provenance == Provenance(
        sources=("S2", "S3"), asserts=("twitter",), because="the letter says so"
    )
    assert [act.id for act in case.acts[1:]] == [f"act#{number}" for number in range(2, 9)]
    assert case.acts[2].actions == ("suspend", "block")
    assert case.acts[2].arguments[0].claims[0].provenance == Provenance(sources=("S1",))
    assert [fact.name for fact in case.acts[4].arguments] == ["o", "to"]
    assert len(case.acts[5].arguments[0].claims[0].value) == 2  # type: ignore[arg-type]
    assert case.acts[6].arguments == ()


def test_observations_coverage_groups(case: Case) -> None:
    first, second = case.observations
    assert (first.state, first.arguments) == ("blocked", ("acc_a",))
    assert (first.least, first.most) == (Grade.FULL, Grade.FULL)
    assert (second.arguments, second.at) == (("order_2", "government"), Interval(None, None))
    assert (second.least, second.most) == (Grade.NONE, Grade.PARTIAL)
    some, every, fields = case.coverage
    assert (some.actions, some.things, some.by) == (("block", "suspend"), ("acc_a",), "twitter")
    assert (some.start, some.until) == (
        between("2021-01-31", "2021-01-31"),
        between("2021-02-12", "2021-02-12"),
    )
    assert (every.actions, every.things, every.by, every.start) == (None, None, None, None)
    assert (fields.actions, fields.fields) == ((), ("Order.revoked",))
    (group,) = case.groups
    assert (group.name, group.total) == ("all", Count(1435, 1435))
    assert group.items == ("acc_a", "acc_b", "acc_c")


def test_expectations(case: Case) -> None:
    first, second, third = case.expectations
    assert (first.instance, first.expected) == (
        "comply(order_1, acc_a)",
        (("verdict", "breached"),),
    )
    assert second.expected == (("verdict", "undetermined"), ("possible", "complied, breached"))
    assert second.selectors == (
        ("as_of", "2021-02-10"),
        ("viewpoint", "twitter"),
        ("reading", "platform"),
        ("set", "x=24 hours"),
        ("set", "y=1"),
    )
    assert third.expected == (("share", "0.97..1"),)


def test_every_fact_points_at_its_text(case: Case) -> None:
    fact = case.record["order_1"].by_name["issued"]
    assert fact.span.text == "issued: 2021-01-31"
    assert fact.span.place == "case.yaml:19:7"
    assert case.record["acc_b"].span.text == "acc_b:"
    assert case.acts[1].span.text.startswith("{suspend:")


def test_names_of_parties_are_free_where_the_case_lists_none() -> None:
    read = good(
        "case: x\nbuilt_from: log\ntimezone: UTC\nrecords: {Item: {a: {}}}\n"
        "acts: [{block: a, at: 2021-02-01, by: whoever, denies: somebody else}]\n"
    )
    assert read.acts[0].by_name["by"].claims[0].value == "whoever"


def test_rivals_of_one_provenance_may_agree() -> None:
    good(
        "case: x\nbuilt_from: log\ntimezone: UTC\nrecords:\n  Order:\n    o:\n"
        "      issued: [{value: 2021-02}, {value: 2021-02-03}, {value: unknown}]\n"
        "      signatures: [{value: 3..5}, {value: 5}, {value: 4..}]\n"
        "      subject: [{value: a}, {value: a}, {one of: [a, b]}]\n"
    )
