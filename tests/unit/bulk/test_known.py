"""What is new in norms and terms is never passed over by the plans, nor by what instances need."""

from __future__ import annotations

from typing import get_args

import pytest

from lexcheck.base.light import fields_of
from lexcheck.bulk.known import FIELDS, first_strange
from lexcheck.norms.model import Norm
from lexcheck.resolved import terms as t
from tests.cases.test_w1_examples import RULES
from tests.judging import ruleset_of

#: Fields that are new since this room was last looked at: they are judged case by case.
CASE_BY_CASE: dict[type, set[str]] = {
    Norm: {"converted", "converted_from"},
    t.Standard: {"clock"},
    t.Bound: {"counting"},
}


@pytest.mark.parametrize("model", FIELDS, ids=lambda model: model.__name__)
def test_every_field_is_known_or_judged_case_by_case(model: type) -> None:
    fields = {field.name for field in fields_of(model)} - {"type", "span"}
    known = FIELDS[model] - {"type", "span"}
    assert fields - known == CASE_BY_CASE.get(model, set())
    assert known <= fields


def test_every_term_is_known() -> None:
    assert set(get_args(t.Term)) <= set(FIELDS)


def test_a_field_that_is_not_known_is_found_wherever_it_stands() -> None:
    (norm,) = ruleset_of(RULES).norms
    assert first_strange(norm) == ""
    known = FIELDS[t.PeriodOf]
    FIELDS[t.PeriodOf] = known - {"anchor"}
    try:
        assert first_strange(norm) == "anchor"
    finally:
        FIELDS[t.PeriodOf] = known
    assert isinstance(norm, Norm)
