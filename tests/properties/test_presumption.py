"""LAW: what is presumed absent applies only where the evidence shows it, and else not at all.

So a norm with such an exception is judged as one without it, or as one that lacks the presumption,
whichever the evidence shows; and where it is not shown, the finding lists it.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.verdicts.model import Verdict
from tests.properties.judged import Judged, difference, judged_by
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import Doubted, doubted
from tests.properties.strategies.doubt import doubtful
from tests.properties.strategies.rulesets import Rules, rulesets

PRESUMED = " presumed absent"


@st.composite
def presuming(draw: st.DrawFn) -> Rules:
    """Rules with one clause that is presumed absent, on the norm `duty` itself."""
    return draw(rulesets(presumptions=True).filter(lambda rules: _clause(rules.text) is not None))


def _clause(text: str) -> str | None:
    """The only line that is presumed absent, if it is an `unless` clause."""
    lines = [line for line in text.splitlines() if line.endswith(PRESUMED)]
    return lines[0] if len(lines) == 1 and lines[0].startswith("  unless") else None


cases: st.SearchStrategy[Doubted] = presuming().flatmap(
    lambda rules: doubted(rules, most=10**9, doubts=4, exact=False)
)


def judged(case: Doubted, rules: str) -> Judged:
    return judged_by(rules, doubtful(case.document), case.as_of)


@examples(80)
@given(cases)
def test_a_presumption_decides_only_where_nothing_is_shown(case: Doubted) -> None:
    text = case.rules.text
    clause = _clause(text)
    assert clause is not None
    presumed = judged(case, text)
    without = judged(case, text.replace(f"{clause}\n", ""))
    plain = judged(case, text.replace(PRESUMED, ""))
    for instance, finding in presumed.findings.items():
        told = presumed.possible(instance)
        assert told in (without.possible(instance), plain.possible(instance)), difference(
            instance, told, plain.possible(instance) | without.possible(instance)
        )
        if told != plain.possible(instance):
            listed = [each for each in finding.exceptions if each.presumed]
            assert listed, instance
            assert any("presumed absent" in text for text in finding.assumptions), instance
            assert Verdict.EXCUSED in plain.possible(instance) | without.possible(instance)
