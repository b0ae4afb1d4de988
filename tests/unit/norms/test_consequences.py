"""Sanctions and assessments."""

from decimal import Decimal

from lexcheck.norms.consequences import VERDICTS
from lexcheck.resolved.terms import Constant
from lexcheck.verdicts.model import Verdict
from tests.unit.resolved.programs import ANSWER, HEAD, lowered


def test_an_assessment_may_count_every_verdict() -> None:
    assert set(VERDICTS) == {verdict.value for verdict in Verdict}


def test_a_measure_may_ask_for_a_grade_or_for_the_figure_alone() -> None:
    text = """assessment graded_one for o: Order
      share of answer_it(o) graded at least partial at most 50.5%
    assessment every_one
      count of answer_it(*) in {complied}
    """
    graded, counted = lowered(HEAD + ANSWER + text).assessments
    assert (graded.graded, graded.among) == ("partial", frozenset())
    assert isinstance(graded.threshold, Constant)
    assert (graded.bound, graded.threshold.value) == ("at_most", Decimal("50.5"))
    assert (counted.measured, counted.bound, counted.threshold) == ("count", None, None)
    assert counted.arguments == (None,)


def test_a_sanction_names_the_act_that_imposes_it() -> None:
    text = """sanction fine on breach of answer_it
      liable o.addressee
      imposed by pay(o) by o.authority
    """
    (sanction,) = lowered(HEAD + ANSWER + text).sanctions
    assert sanction.imposed_by is not None
    assert (sanction.imposed_by.name, sanction.imposed_by.is_state) == ("pay", False)
    assert sanction.imposed_by.by is not None
