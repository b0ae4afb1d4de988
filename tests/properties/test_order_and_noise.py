"""LAW: the order of facts, duplicates, and facts that no norm mentions change nothing."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.verdicts.model import Finding, Run
from tests.judging import Document, at, judge
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import doubted
from tests.properties.strategies.doubt import doubtful
from tests.properties.strategies.partial_records import Patchy, patchy
from tests.properties.strategies.remarks import remarked
from tests.properties.strategies.rulesets import rulesets

cases: st.SearchStrategy[Patchy] = (
    rulesets(presumptions=True)
    .flatmap(lambda rules: doubted(rules, most=10**9, doubts=4, exact=False))
    .flatmap(patchy)
)

#: What a finding says but for places in files, which move with the facts.
SAID = (
    "id", "norm", "version", "bindings", "verdict", "possible", "reasons", "grade", "bearer",
    "counterparty", "trigger", "opening", "deadline", "steps", "horizon", "deciding_acts", "gaps",
    "lateness", "took", "breach_at", "prohibited_acts", "assumptions", "remedy", "count",
)  # fmt: skip


def said(finding: Finding) -> dict[str, Any]:
    found = {name: getattr(finding, name) for name in SAID}
    found["exceptions"] = [(e.name, e.outcome, e.presumed) for e in finding.exceptions]
    found["facts"] = {fact.fact for fact in finding.facts}
    found["questions"] = {q.question: (q.reason, dict(q.answers)) for q in finding.questions}
    return found


def told(run: Run) -> list[Any]:
    """All that a run says."""
    found: list[Any] = [said(finding) for finding in run.findings]
    found += [(a.id, a.outcome, a.figure, a.counted, a.total) for a in run.assessments]
    return [*found, run.notes]


def run_of(case: Patchy, document: Document) -> Run:
    return judge(case.doubted.rules.text, document, case.doubted.as_of)


def shuffled(tree: Any, random: Random) -> Any:
    """The same facts in another order, of entries and of lists."""
    if isinstance(tree, dict):
        entries = list(tree.items())
        random.shuffle(entries)
        return {key: shuffled(value, random) for key, value in entries}
    if isinstance(tree, list):
        return random.sample([shuffled(part, random) for part in tree], len(tree))
    return tree


@examples(100)
@given(cases, st.data(), st.randoms())
def test_the_order_of_facts_changes_nothing(
    case: Patchy, data: st.DataObject, random: Random
) -> None:
    document = doubtful(data.draw(remarked(case)))
    # Observations have no ids, so a question names them by their place.
    observations = document.pop("observations", [])[:1]
    other = shuffled(document, random)
    for each in (document, other):
        each["observations"] = observations
    assert told(run_of(case, document)) == told(run_of(case, other))


@examples(80)
@given(cases, st.data())
def test_facts_that_no_norm_mentions_change_nothing(case: Patchy, data: st.DataObject) -> None:
    document = doubtful(data.draw(remarked(case)))
    observations = document.get("observations", [])
    noise: Document = {
        "records": {**document["records"], "Noise": {"x": {"level": "unknown"}, "y": {"level": 3}}},
        "acts": [
            {"rumble": "x", "id": "0", "at": "unknown", "weight": "unknown", "by": "p"},
            *document["acts"],
            {"rumble": "y", "id": "zz", "at": at(4), "weight": 2, "by": "q", "denies": ["p"]},
            {"rumble": {"one of": ["x", "y"]}, "id": "b", "at": at(9), "by": "q"},
        ],
        "observations": [*observations, {"loud": "x", "at": at(3), "grade": "none"}],
        "groups": {**document.get("groups", {}), "noise": {"items": ["x", "y"], "total": 2}},
        "coverage": [*document["coverage"], {"complete": ["rumble"], "fields": ["Noise.level"]}],
        "sources": {**document["sources"], "unread": {"title": "nobody cites it"}},
        "title": "noisy",
    }
    assert told(run_of(case, document)) == told(run_of(case, {**document, **noise}))


@examples(80)
@given(cases, st.data())
def test_what_is_said_twice_changes_nothing(case: Patchy, data: st.DataObject) -> None:
    document = doubtful(data.draw(remarked(case)))
    twice = {
        **document,
        "coverage": [*document["coverage"], *document["coverage"]],
        "groups": {f"{name}{n}": g for name, g in document.get("groups", {}).items() for n in "12"},
        "records": _claimed_twice(document["records"]),
    }
    assert told(run_of(case, document)) == told(run_of(case, twice))


def _claimed_twice(records: Document) -> Document:
    """Each order's moment of receipt said by two sources."""
    found = {**records, "Order": {}}
    for name, order in records["Order"].items():
        value = order["received"]
        if isinstance(value, str) and value != "unknown":
            value = [{"value": value, "sources": [source]} for source in ("log", "article")]
        found["Order"][name] = {**order, "received": value}
    return found


@examples(60)
@given(cases, st.data())
def test_an_act_that_is_written_twice_without_an_id_is_one(
    case: Patchy, data: st.DataObject
) -> None:
    document = doubtful(data.draw(remarked(case)))
    acts = [{key: value for key, value in act.items() if key != "id"} for act in document["acts"]]
    one = {**document, "acts": _each_once(acts)}
    other = {**one, "acts": [*one["acts"], *acts]}
    assert told(run_of(case, one)) == told(run_of(case, other))


def _each_once(acts: list[Document]) -> list[Document]:
    return [act for place, act in enumerate(acts) if act not in acts[:place]]


@examples(40)
@given(cases)
def test_acts_with_ids_of_their_own_are_two(case: Patchy) -> None:
    """Where they are exact and nothing is counted, that is of no account for a verdict."""
    document = doubtful(case.document)
    rules = case.doubted.rules.text
    exact = [act for act in document["acts"] if isinstance(act["at"], str) and "denies" not in act]
    again = [
        {**act, "id": f"{act['id']}_again"}
        for act in exact
        if "unknown" not in str(act) and "one of" not in str(act) and "value" not in str(act)
    ]
    one = run_of(case, document)
    other = run_of(case, {**document, "acts": [*document["acts"], *again]})
    if not any(word in rules for word in ("count of e", "sum of e", "seen:")):
        assert [f.possible for f in one.findings] == [f.possible for f in other.findings]
