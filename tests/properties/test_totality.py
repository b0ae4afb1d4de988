"""LAW: a ruleset that the front end accepts gives findings on every case that it accepts: each
instance once, each with a possible verdict, definite where there is but one; and each can be
explained.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate.explain import explain
from lexcheck.evaluate.from_norms import evaluate
from lexcheck.facts.case import Case
from lexcheck.norms.invariants import check
from lexcheck.norms.model import Ruleset
from lexcheck.verdicts.model import Finding, Reason, Run, Verdict
from tests.judging import Document, case_of, hour, ruleset_of
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import doubted
from tests.properties.strategies.doubt import GONE, doubtful
from tests.properties.strategies.partial_records import Patchy, patchy
from tests.properties.strategies.remarks import remarked
from tests.properties.strategies.rulesets import rulesets

cases: st.SearchStrategy[Patchy] = (
    rulesets(presumptions=True)
    .flatmap(lambda rules: doubted(rules, most=10**9, doubts=6, exact=False))
    .flatmap(patchy)
)

#: Why a duty is breached; why a verdict is open.
BREACHES = set(list(Reason)[:5])
DOUBTS = set(list(Reason)[5:])


def poorer(data: st.DataObject, document: Document) -> Document:
    """The case with some fields left out or unknown altogether, wherever that may be said."""
    records = {**document["records"]}
    for type_ in ("Order", "Item"):
        records[type_] = {
            name: {key: _poorer(data, key, value) for key, value in record.items()}
            for name, record in records[type_].items()
        }
    for record in records["Order"].values():
        for key in [key for key, value in record.items() if value is GONE]:
            del record[key]
    for record in records["Item"].values():
        for key in [key for key, value in record.items() if value is GONE]:
            del record[key]
    return {**document, "records": records}


def _poorer(data: st.DataObject, key: str, value: object) -> object:
    if key == "count":
        return value
    form = data.draw(st.integers(0, 11))
    return value if form < 10 else GONE if form == 10 else "unknown"


def judged(ruleset: Ruleset, case: Case, as_of: int, viewpoint: str, known_by: int | None) -> Run:
    """The run, and whether it says what every run must."""
    run = evaluate(ruleset, case, as_of=as_of, viewpoint=viewpoint, known_by=known_by)
    ids = [finding.id for finding in run.findings]
    assert len(ids) == len(set(ids))
    for finding in run.findings:
        well_formed(finding)
    return run


def well_formed(finding: Finding) -> None:
    assert finding.possible
    assert len(set(finding.possible)) == len(finding.possible)
    assert Verdict.UNDETERMINED not in finding.possible
    if len(finding.possible) == 1:
        assert finding.verdict is finding.possible[0]
        assert finding.questions == ()
        assert set(finding.reasons) <= BREACHES
        assert bool(finding.reasons) == (finding.verdict in (Verdict.BREACHED, Verdict.REPAIRED))
    else:
        assert finding.verdict is Verdict.UNDETERMINED
        assert finding.reasons
        assert set(finding.reasons) <= DOUBTS
        for question in finding.questions:
            assert question.answers
            assert {v for _, verdicts in question.answers for v in verdicts} <= {*finding.possible}
    assert finding.grade[0] <= finding.grade[1]
    for when in (finding.trigger, finding.deadline, finding.horizon, finding.breach_at):
        if when is not None and when.earliest is not None and when.latest is not None:
            assert when.earliest <= when.latest
    if finding.lateness is not None:
        assert finding.lateness.least >= 0
        assert finding.lateness.most is None or finding.lateness.least <= finding.lateness.most


@examples(150)
@given(cases, st.sampled_from(["all", "p", "q", "log"]), st.booleans(), st.data())
def test_every_case_has_its_findings(
    case: Patchy, viewpoint: str, early: bool, data: st.DataObject
) -> None:
    document = poorer(data, doubtful(data.draw(remarked(case))))
    ruleset = ruleset_of(case.doubted.rules.text)
    check(ruleset)
    as_of = hour(case.doubted.as_of)
    known_by = as_of - hour(8) + hour(0) if early else None
    read = case_of(document, ruleset.schema)
    run = judged(ruleset, read, as_of, viewpoint, known_by)
    orders = set(document["records"]["Order"])
    bound = {dict(f.bindings)["o"] for f in run.findings if f.norm == "duty"}
    plain = "o.items" not in case.doubted.rules.vocabulary.binders
    if plain and not early:
        assert bound == orders, "each order, and no other, has its instances"
    assert {a.name for a in run.assessments} == {"enough", "few", "done"}


@examples(60)
@given(cases, st.data())
def test_every_finding_can_be_explained(case: Patchy, data: st.DataObject) -> None:
    document = doubtful(data.draw(remarked(case)))
    ruleset = ruleset_of(case.doubted.rules.text)
    read = case_of(document, ruleset.schema)
    as_of = hour(case.doubted.as_of)
    for finding in evaluate(ruleset, read, as_of=as_of).findings:
        explanation = explain(ruleset, read, finding.id, as_of=as_of)
        assert explanation.finding.possible == finding.possible
        ways = [verdict for verdict, _, _ in explanation.ways]
        assert set(ways) <= set(finding.possible)
        assert len(set(ways)) == len(ways)
        for _, _, steps in explanation.ways:
            assert steps
            assert steps[0].depth == 0
