"""LAW: on definite facts the evaluator says what section 3 of the language says, read naively."""

from __future__ import annotations

import attrs
from hypothesis import given

from lexcheck.verdicts.model import Finding, Verdict
from tests.differential.duties import Trial, trials
from tests.differential.naive import NEVER, Judged, judge
from tests.judging import hour
from tests.judging import judge as run
from tests.properties.numbers_of_examples import examples

_LATE = {Verdict.COMPLIED_LATE, Verdict.PARTIAL_LATE}


def told(finding: Finding) -> Judged:
    """A finding, as far as the naive judge speaks of it."""
    gaps = tuple((gap.start.earliest or 0, gap.end.earliest or 0) for gap in finding.gaps)
    return Judged(
        str(finding.verdict),
        None if finding.reason is None else str(finding.reason),
        gaps,
        finding.deciding_act,
        finding.prohibited_acts,
    )


@examples(400)
@given(trials())
def test_the_evaluator_agrees_with_the_naive_judge(trial: Trial) -> None:
    findings = run(trial.rules, trial.document, trial.as_of).findings
    (finding,) = [found for found in findings if found.id == "duty(o, i)"]
    wanted = judge(trial.duty, trial.acts, hour(trial.as_of))
    assert told(finding) == attrs.evolve(wanted, listed=tuple(sorted(wanted.listed)))
    assert finding.questions == ()
    assert finding.possible == (finding.verdict,)


@examples(400)
@given(trials(excused=True))
def test_what_excuses_is_asked_when_it_says(trial: Trial) -> None:
    findings = run(trial.rules, trial.document, trial.as_of).findings
    (finding,) = [found for found in findings if found.id == "duty(o, i)"]
    wanted = judge(trial.duty, trial.acts, hour(trial.as_of))
    assert told(finding) == attrs.evolve(wanted, listed=tuple(sorted(wanted.listed)))


@examples(150)
@given(trials())
def test_a_deadline_is_where_a_clock_that_is_watched_comes_to_it(trial: Trial) -> None:
    findings = run(trial.rules, trial.document, trial.as_of).findings
    (finding,) = [found for found in findings if found.id == "duty(o, i)"]
    wanted = trial.duty.deadline
    if finding.verdict is Verdict.NOT_APPLICABLE or wanted is None or trial.duty.end is not None:
        return
    found = finding.deadline
    assert (NEVER if found is None else found.earliest) == wanted
    assert found is None or found.exact


@examples(80)
@given(trials())
def test_a_late_duty_is_late_from_its_deadline_to_the_end_of_its_last_gap(trial: Trial) -> None:
    findings = run(trial.rules, trial.document, trial.as_of).findings
    for finding in findings:
        assert bool(finding.gaps) >= (finding.verdict in _LATE)
        if finding.verdict in _LATE:
            assert finding.deadline is not None
            assert finding.lateness is not None
            due, ends = finding.deadline.earliest, finding.gaps[-1].end.earliest
            assert due is not None
            assert ends is not None
            assert finding.lateness.least == finding.lateness.most == ends - due > 0
