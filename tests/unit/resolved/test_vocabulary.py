"""The schema of vocabularies alone, which case files are read by."""

from lexcheck.resolved.from_syntax import vocabulary_schema
from tests.unit.resolved.programs import VOCABULARY, parsed


def test_the_schema_has_all_that_is_declared() -> None:
    schema, diagnostics = vocabulary_schema((parsed(VOCABULARY),))
    assert not diagnostics
    assert [enum.name for enum in schema.enums] == ["Provision", "Standing", "Holder"]
    assert [record.name for record in schema.records] == ["Party", "Item", "Order"]
    assert schema.has_parties
    assert str(schema.record["Order"].by_name["items"].type) == "list of Item"
    assert str(schema.record["Order"].by_name["revoked"].type) == "time?"
    assert schema.action["block"].territorial
    assert [field.name for field in schema.action["pay"].fields] == ["amount"]
    assert [str(field.type) for field in schema.state["blocked"].parameters] == ["Item"]


def test_what_is_at_fault_is_left_out() -> None:
    text = "vocabulary v\nrecord A\n  x: Nothing\n  y: number\nrecord A\n"
    schema, diagnostics = vocabulary_schema((parsed(text),))
    assert [each.code for each in diagnostics] == ["LX202", "LX215"]
    (record,) = schema.records
    assert [field.name for field in record.fields] == ["y"]


def test_a_field_may_be_of_a_type_declared_later_or_elsewhere() -> None:
    first = "vocabulary one\nrecord A\n  kind: Kind\n"
    second = "vocabulary two\nenum Kind = x, y\n"
    _, diagnostics = vocabulary_schema((parsed(first), parsed(second)))
    assert not diagnostics
