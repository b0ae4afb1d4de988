"""LAW: a case is the same however it was written: as JSON, as YAML, or written out anew from what
was read.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.text import Source
from lexcheck.base.time.instants import Instant, Interval, show_instant, zone
from lexcheck.base.time.periods import Duration
from lexcheck.facts import from_yaml
from lexcheck.facts.case import (
    NOWHERE,
    ActFact,
    Case,
    Claim,
    Count,
    Coverage,
    Fact,
    Grade,
    Group,
    Member,
    Money,
    Observation,
    OneOf,
    Provenance,
    Range,
    RecordFact,
    Reference,
    Special,
)
from lexcheck.facts.from_tree import conform
from lexcheck.facts.schema import Schema
from tests.judging import Document, case_of, ruleset_of
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import doubted
from tests.properties.strategies.doubt import doubtful
from tests.properties.strategies.partial_records import Patchy, patchy
from tests.properties.strategies.remarks import remarked
from tests.properties.strategies.rulesets import rulesets

cases: st.SearchStrategy[Patchy] = (
    rulesets()
    .flatmap(lambda rules: doubted(rules, most=10**9, doubts=6, exact=False))
    .flatmap(patchy)
)

UTC = zone("UTC")

# ── Writing a case out ─────────────────────────────────────────────────────────────────────────


def document_of(case: Case) -> Document:
    """A document that says what the case holds."""
    records: Document = {}
    for record in case.records:
        records.setdefault(record.type, {})[str(record.id)] = _record(record)
    found: Document = {
        "case": case.name,
        "built_from": str(case.kind),
        "records": records,
        "acts": [_act(act) for act in case.acts],
        "observations": [_observation(observation) for observation in case.observations],
        "coverage": [_coverage(coverage) for coverage in case.coverage],
        "groups": {group.name: _group(group) for group in case.groups},
        "sources": {reference.key: _reference(reference) for reference in case.references},
    }
    if case.timezone is not None:
        found["timezone"] = case.timezone
    if case.title:
        found["title"] = case.title
    return found


def _said(provenance: Provenance) -> Document:
    found: Document = {}
    for name in ("sources", "asserts", "denies"):
        if getattr(provenance, name):
            found[name] = list(getattr(provenance, name))
    return found | ({"because": provenance.because} if provenance.because else {})


def _record(record: RecordFact) -> Document:
    found = {fact.name: _fact(fact) for fact in record.fields}
    count: Document = {} if record.count.text == "1" else {"count": _count(record.count)}
    return found | count | _said(record.provenance)


def _count(count: Count) -> str:
    if count.least == 0 and count.most is None:
        return "unknown"
    if count.exact:
        return str(count.least)
    return f"{count.least}..{'' if count.most is None else count.most}"


def _act(act: ActFact) -> Document:
    action = act.actions[0] if len(act.actions) == 1 else f"one of [{', '.join(act.actions)}]"
    arguments = {fact.name: _fact(fact) for fact in act.arguments}
    fields = {("in" if f.name == "territory" else f.name): _fact(f) for f in act.fields}
    return {"id": str(act.id), action: arguments, **fields, **_said(act.provenance)}


def _fact(fact: Fact) -> Any:
    if len(fact.claims) == 1 and fact.claims[0].provenance is NOWHERE:
        return _value(fact.claims[0])
    return [_claim(claim) for claim in fact.claims]


def _claim(claim: Claim) -> Document:
    value = _value(claim)
    if isinstance(value, dict):
        return value | _said(claim.provenance)
    if value == "unknown":
        return {"unknown": True} | _said(claim.provenance)
    return {"value": value} | _said(claim.provenance)


def _value(claim: Claim) -> Any:
    value = claim.value
    if isinstance(value, Special):
        return str(value)
    if isinstance(value, OneOf):
        return {"one of": [_scalar(option) for option in value.options]}
    if isinstance(value, Interval) and not value.exact:
        return _between(value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], str):
            return list(value)
        return [{"value": m.value, **_said(m.provenance)} for m in value if isinstance(m, Member)]
    return _scalar(value)


def _between(interval: Interval) -> Any:
    if interval.earliest is None and interval.latest is None:
        return "unknown"
    ends = (("after", interval.earliest), ("before", interval.latest))
    return {word: _stamp(end) for word, end in ends if end is not None}


def _stamp(instant: int) -> str:
    return show_instant(Instant(instant), UTC)


def _scalar(value: object) -> Any:
    match value:
        case bool():
            return value
        case Decimal():
            return str(value)
        case Range(least=least, most=most):
            return f"{'' if least is None else least}..{'' if most is None else most}"
        case Money() | Duration():
            return str(value)
        case Interval(earliest=int() as earliest):
            return _stamp(earliest)
        case tuple():
            return value[0] if len(value) == 1 else list(value)
        case _:
            return str(value)


_GRADES = {
    (Grade.NONE, Grade.NONE): "none",
    (Grade.PARTIAL, Grade.PARTIAL): "partial",
    (Grade.FULL, Grade.FULL): "full",
    (Grade.PARTIAL, Grade.FULL): "at least partial",
    (Grade.NONE, Grade.PARTIAL): "at most partial",
    (Grade.NONE, Grade.FULL): "unknown",
}


def _observation(observation: Observation) -> Document:
    at = observation.at
    return {
        observation.state: list(observation.arguments),
        "grade": _GRADES[observation.least, observation.most],
        "at": _scalar(at) if at.exact else _between(at),
        **_said(observation.provenance),
    }


def _coverage(coverage: Coverage) -> Document:
    found: Document = {
        "complete": "all" if coverage.actions is None else list(coverage.actions),
        "fields": list(coverage.fields),
        **_said(coverage.provenance),
    }
    if coverage.things is not None:
        found["for"] = list(coverage.things)
    if coverage.by is not None:
        found["by"] = coverage.by
    for word, moment in (("from", coverage.start), ("until", coverage.until)):
        if moment is not None:
            found[word] = _scalar(moment) if moment.exact else _between(moment)
    return found


def _group(group: Group) -> Document:
    items = [str(item) for item in group.items]
    return {"items": items, "total": _count(group.total), **_said(group.provenance)}


def _reference(reference: Reference) -> Document:
    found: Document = {"title": reference.title} if reference.title else {}
    moment = reference.published
    if moment is not None:
        found["published"] = _scalar(moment) if moment.exact else _between(moment)
    return found | ({"url": reference.url} if reference.url else {})


# ── The laws ───────────────────────────────────────────────────────────────────────────────────


def from_yaml_text(text: str, schema: Schema) -> Case:
    source = Source(name="case.yaml", text=text)
    tree, faults = from_yaml.read(source)
    assert tree is not None, [fault.message for fault in faults]
    case, faults = conform(tree, schema, source)
    assert case is not None, [fault.message for fault in faults]
    return case


def percents_whole(document: Document) -> Document:
    """The document with percentages marked, which a written case cannot tell from numbers."""
    for order in document["records"].get("Order", {}).values():
        rate = order.get("rate")
        if isinstance(rate, str) and rate.replace(".", "").isdigit():
            order["rate"] = f"{rate}%"
        for claim in rate if isinstance(rate, list) else [rate]:
            if isinstance(claim, dict):
                _mark_percent(claim)
    return document


def _mark_percent(claim: Document) -> None:
    if "value" in claim:
        claim["value"] = f"{claim['value']}%"
    if "one of" in claim:
        claim["one of"] = [f"{option}%" for option in claim["one of"]]


@examples(120)
@given(cases, st.data())
def test_a_case_that_is_written_out_is_read_as_the_same(case: Patchy, data: st.DataObject) -> None:
    document = doubtful(data.draw(remarked(case)))
    schema = ruleset_of(case.doubted.rules.text).schema
    read = case_of(document, schema)
    assert case_of(percents_whole(document_of(read)), schema) == read


@examples(120)
@given(cases, st.data())
def test_a_case_is_the_same_in_json_and_in_yaml(case: Patchy, data: st.DataObject) -> None:
    document = doubtful(data.draw(remarked(case)))
    schema = ruleset_of(case.doubted.rules.text).schema
    read = case_of(document, schema)
    assert from_yaml_text(json.dumps(document), schema) == read
    assert from_yaml_text(yaml.safe_dump(document, sort_keys=False), schema) == read
    wide = yaml.safe_dump(document, sort_keys=False, default_flow_style=True, width=10_000)
    assert from_yaml_text(wide, schema) == read
