"""LAW: a viewpoint is a way of reading the case: what a party asserts is so, what it denies is not,
what others dispute is open; and what was published later is not known.

Each case is rewritten by hand as its viewpoint reads it, and judged from the viewpoint of all.
"""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.judging import Document, at, case_of, hour, judge, ruleset_of, verdicts
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import Doubted, doubted
from tests.properties.strategies.chooser import Chooser
from tests.properties.strategies.doubt import GONE, doubtful, filled
from tests.properties.strategies.rulesets import rulesets

cases: st.SearchStrategy[Doubted] = rulesets().flatmap(
    lambda rules: doubted(rules, most=10**9, doubts=1, exact=False)
)

PUBLISHED = {"early": 1, "late": 5}
SOURCES = {name: {"published": at(hours)} for name, hours in PUBLISHED.items()}

#: What a reader makes of a fact.
TAKEN, REJECTED, OPEN, UNHEARD = "taken", "rejected", "open", "unheard"


def said(choose: Chooser) -> Document:
    """Who says a thing, who denies it, and where it stands."""
    found: Document = {}
    for key, names in (("asserts", "pq"), ("denies", "pq")):
        chosen = choose.some(names, 0, 1)
        if chosen:
            found[key] = chosen
    if found.get("asserts") == found.get("denies"):
        found.pop("denies", None)
    if choose.chance(2):
        found["sources"] = choose.some(tuple(PUBLISHED), 1, 2)
    return found


def word(fact: Document, viewpoint: str, known_by: int | None) -> str:
    """What a viewpoint makes of a fact, of which this is said."""
    sources = fact.get("sources", [])
    if known_by is not None and sources and all(PUBLISHED[s] > known_by for s in sources):
        return UNHEARD
    if viewpoint in PUBLISHED:
        return TAKEN if not sources or viewpoint in sources else OPEN
    if viewpoint == "all":
        return OPEN if fact.get("denies") else TAKEN
    if viewpoint in fact.get("denies", []):
        return REJECTED
    if viewpoint in fact.get("asserts", []):
        return TAKEN
    return OPEN if fact.get("asserts") or fact.get("denies") else TAKEN


# ── Acts ───────────────────────────────────────────────────────────────────────────────────────

_SAID = ("asserts", "denies", "sources")


def read_act(act: Document, viewpoint: str, known_by: int | None) -> Any:
    """The act as the viewpoint has it: surely, perhaps, or not."""
    plain = {key: value for key, value in act.items() if key not in _SAID}
    match word(act, viewpoint, known_by):
        case "taken":
            return plain
        case "open":
            return {**plain, "denies": ["q"]}
        case _:
            return GONE


@examples(80)
@given(cases, st.sampled_from(["all", "p", "q", "early", "late"]), st.data())
def test_acts_are_taken_by_whose_word_they_stand_on(
    case: Doubted, viewpoint: str, data: st.DataObject
) -> None:
    choose = Chooser(data.draw)
    known_by = choose.one((None, 0, 2, 9))
    document = doubtful(case.document) | {"sources": SOURCES}
    plain = [
        {key: value for key, value in act.items() if key not in _SAID} for act in document["acts"]
    ]
    assume("asserts" not in str((document["records"], plain)))
    assume("denies" not in str(document["records"]))
    acts = [act | said(choose) for act in plain]
    given_ = document | {"acts": [*acts, {"lift": "o1", "at": at(99), "asserts": ["p", "q"]}]}
    rewritten = filled([read_act(act, viewpoint, known_by) for act in acts], {})
    rules = case.rules.text
    options: Document = {"viewpoint": viewpoint}
    if known_by is not None:
        options["known_by"] = hour(known_by)
    told = verdicts(judge(rules, given_, case.as_of, **options))
    assert told == verdicts(judge(rules, document | {"acts": rewritten}, case.as_of))


# ── Fields ─────────────────────────────────────────────────────────────────────────────────────


def read_claims(claims: list[Document], viewpoint: str, known_by: int | None) -> Any:
    """The field as the viewpoint has it."""
    heard = [(c["value"], word(c, viewpoint, known_by)) for c in claims]
    taken = [value for value, found in heard if found == TAKEN]
    if len(taken) == 1:
        return taken[0]
    if taken:
        return taken[0] if taken[0] == taken[1] else {"one of": taken}
    rejected = [value for value, found in heard if found == REJECTED]
    left = [kind for kind in ("red", "green", "blue") if kind not in rejected]
    return left[0] if len(left) == 1 else {"one of": left}


RULES = """\
ruleset kinds
  timezone "UTC"
enum Kind = red, green, blue
record Order
  received: time
  kind: Kind
action do(o: Order)
obligation r for each o: Order when o.kind = red must do(o) within 1 hours of o.received
obligation g for each o: Order when o.kind = green must do(o) within 1 hours of o.received
obligation b for each o: Order when o.kind in {green, blue} must do(o) within 1 hours of o.received
"""


@examples(80)
@given(st.sampled_from(["all", "p", "q", "early", "late"]), st.data())
def test_claims_are_taken_by_whose_word_they_stand_on(viewpoint: str, data: st.DataObject) -> None:
    choose = Chooser(data.draw)
    known_by = choose.one((None, 0, 2, 9))
    # Two claims of one provenance would contradict each other, so the second has another source.
    claims = [{"value": choose.one(("red", "green")), **said(choose)}]
    if choose.chance(2):
        claims.append({"value": choose.one(("green", "blue")), **said(choose)})
    document: Document = {
        "case": "claims",
        "built_from": "log",
        "sources": SOURCES,
        "records": {"Order": {"o": {"received": at(0), "kind": claims}}},
        "acts": [{"do": "o", "at": at(99), "asserts": ["p", "q"]}],
    }
    options: Document = {"viewpoint": viewpoint}
    if known_by is not None:
        options["known_by"] = hour(known_by)
    if not _is_accepted(document):
        return
    told = verdicts(judge(RULES, document, 9, **options))
    order = {"received": at(0), "kind": read_claims(claims, viewpoint, known_by)}
    plain = {**document, "records": {"Order": {"o": order}}}
    assert told == verdicts(judge(RULES, plain, 9))


def _is_accepted(document: Document) -> bool:
    """One voice that says two things is refused before it is judged."""
    try:
        case_of(document, ruleset_of(RULES).schema)
    except AssertionError:
        return False
    return True
