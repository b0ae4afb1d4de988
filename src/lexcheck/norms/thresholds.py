"""The threshold of an assessment: what its figure is held against."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lexcheck.base.light import light
from lexcheck.norms.model import Assessment, Ruleset
from lexcheck.resolved.terms import Constant, Term


@light(kw_only=True)
class Threshold:
    """Somewhere from `least` to `most`, both included: of a share a fraction (0.95 for 95%), of a
    count a number. `most` None: however high.

    `words` tell it: `at least 95 %`; `at least enough = 95 %`; `at least enough, which is not set`.
    """

    least: Fraction
    most: Fraction | None
    words: str


def threshold_of(assessment: Assessment, ruleset: Ruleset) -> Threshold | None:
    """The threshold as the ruleset sets it; None where only the figure is asked for.

    Where an optional parameter stands there that is not set, there is none (yet): nothing is met or
    missed. Another that is not set is unknown: it may be any share, or any number.
    """
    term = assessment.threshold
    if term is None or assessment.bound is None:
        return None
    named = ""
    constant: Term | None = term
    if not isinstance(term, Constant):
        named = term.name
        parameter = next(each for each in ruleset.parameters if each.name == named)
        if parameter.value is None and parameter.type.optional:
            return None
        constant = parameter.value
    share = assessment.measured == "share"
    bound = assessment.bound.replace("_", " ")
    if constant is None:
        most = Fraction(1) if share else None
        return Threshold(least=Fraction(0), most=most, words=f"{bound} {named}, which is not set")
    assert isinstance(constant, Constant), "the value of a parameter is a constant"
    assert isinstance(constant.value, Decimal), "a threshold is a number"
    limit = Fraction(constant.value) / (100 if share else 1)
    said = f"{constant.value:f}{' %' if share else ''}"
    return Threshold(
        least=limit, most=limit, words=f"{bound} {f'{named} = ' if named else ''}{said}"
    )
