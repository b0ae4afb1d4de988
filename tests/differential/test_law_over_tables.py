"""LAW: versions, clocks, rules in dispute and states mean over tables what they mean in a case.

Each example is a table of many orders, so that few examples try many of them.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate.from_norms import evaluate
from tests.differential.spreading import judge_in_parts
from tests.differential.tables import Trial, differences, judge_tables
from tests.judging import Document, at, case_of, hour, ruleset_of
from tests.properties.numbers_of_examples import examples

WORDS = """
ruleset law
  timezone "Europe/Dublin"

calendar closed
  weekend:  saturday, sunday
  covers:   2021-01-01 to 2021-03-31
  closed:   2021-03-03 "a holiday"

enum Kind = urgent, plain
record Party
record Order
  kind: Kind
  owner: Party
  received: time
  asked: time?
  allowed: duration?
  other: duration?
action told(o: Order)
action hinted(o: Order)
action untold(o: Order)
action halt(o: Order)
action ease(o: Order)
action resume(o: Order)
action cover(o: Order) in territory
state known(o: Order)
state stayed(o: Order)

told(o) counts as known(o)
hinted(o) counts as partly known(o)
untold(o) ends known(o)
halt(o) counts as stayed(o)
ease(o) counts as partly stayed(o) when no told(o) happened
resume(o) ends stayed(o)
cover(o) in EU counts as known(o)
cover(o) counts as partly known(o)

"""

ACTS = ("told", "told", "hinted", "untold", "halt", "ease", "resume", "cover")

#: Hours after the first of the tests.
AS_OF = 24 * 4

LENGTHS = (
    "3 hours",
    "2 days",
    "o.allowed",
    "o.allowed otherwise 2 days",
    "o.allowed otherwise 5 hours",
    "o.other otherwise o.allowed otherwise 5 hours",
)
STATES = ("stayed(o)", "partly stayed(o)", "not stayed(o)", "stayed(o) at o.received")
ASKED = ("", " at the deadline", " presumed absent")


@st.composite
def duties(draw: st.DrawFn, name: str = "duty") -> str:
    clauses = ["for each o: Order", f"must {draw(st.sampled_from(('known(o)', 'told(o)')))}"]
    clauses.append(f"within {draw(st.sampled_from(LENGTHS))} of o.received")
    if draw(st.booleans()):
        asked = draw(st.sampled_from(ASKED))
        clauses.append(f"unless {draw(st.sampled_from(STATES))}{asked}")
    if draw(st.booleans()):
        clauses.append(f"when {draw(st.sampled_from(STATES))}")
    return f"obligation {name}\n" + "".join(f"  {clause}\n" for clause in clauses)


@st.composite
def documents(draw: st.DrawFn, *, exact: bool = False) -> Document:
    moments = st.integers(-60, 2 * AS_OF).map(lambda half: at(half / 2))
    days: st.SearchStrategy[object] = st.just({"after": at(20), "before": at(60)})
    days = moments if exact else days
    orders: Document = {}
    acts: list[Document] = []
    for number in range(8):
        order = f"o{number}"
        orders[order] = {
            "owner": "p0",
            "kind": draw(st.sampled_from(("urgent", "plain", "plain" if exact else "unknown"))),
            "asked": draw(st.one_of(st.just("none"), moments, days)),
            "received": draw(st.one_of(moments, moments, moments, days)),
            "allowed": draw(st.sampled_from(("5 hours", "2 days", "90 minutes", "none"))),
            "other": draw(st.sampled_from(("none", "none", "6 hours"))),
        }
        for _ in range(draw(st.integers(0, 4))):
            word = draw(st.sampled_from(ACTS))
            moment = draw(st.one_of(moments, moments, moments, moments, days))
            acts.append({"id": f"a{len(acts)}", word: order, "at": moment})
            if word == "cover":
                acts[-1]["in"] = draw(st.sampled_from(("EU", "DE", "US", "worldwide")))
    records = {"Party": {"p0": {}}, "Order": orders}
    return {"case": "law", "built_from": "log", "acts": acts, "records": records}


def check(text: str, document: Document, law: date | None = None) -> Trial:
    ruleset = ruleset_of(WORDS + text)
    case = case_of(document, ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(AS_OF), law_as_of=law)
    found = judge_tables(ruleset, case, hour(AS_OF), law)
    assert differences(found, run.findings) == []
    assert found.whole == frozenset(), "lowered"
    return found


@examples(12)
@given(duties(), documents())
def test_states_and_lengths_are_the_same_over_tables(text: str, document: Document) -> None:
    check(text, document)


#: Versions whose edges lie among the moments of the tests.
FORCE = (
    ("from 2020-01-01 until 2021-03-01", "from 2021-03-02"),
    ("from 2020-01-01 until 2021-03-01 pending end", "from 2021-03-03"),
    (
        "from 2020-01-01 until 2021-02-28",
        "from 2021-03-01 until 2021-03-02 pending end",
        "from 2021-03-04",
    ),
    ("from 2020-01-01 until 2021-03-01", "from 2021-03-02 annulled 2021-03-05"),
    ("from 2020-01-01 until 2021-03-01 annulled 2021-03-04", "from 2021-03-02"),
    ("from 2021-03-02 until 2021-03-03 pending end",),
)
TARGETS = ("known(o)", "told(o)")
FROM = ("", "from o.received", "from o.asked")
LAWS = (None, None, *(date(2021, 3, day) for day in (1, 2, 5)))


@st.composite
def versions(draw: st.DrawFn) -> str:
    """Versions that arise alike."""
    target, arises = draw(st.sampled_from(TARGETS)), draw(st.sampled_from(FROM))
    ends = draw(st.booleans())
    found = []
    for force in draw(st.sampled_from(FORCE)):
        clauses = [f"in force {force}", "for each o: Order", f"must {target}"]
        clauses += ["duty of o.owner"] if draw(st.booleans()) else []
        clauses += [arises] if arises else []
        clauses.append(f"within {draw(st.sampled_from(LENGTHS))} of o.received")
        clauses += [f"when {draw(st.sampled_from(STATES))}"] if draw(st.booleans()) else []
        clauses += [f"unless {draw(st.sampled_from(STATES))}"] if draw(st.booleans()) else []
        clauses += ["until o.asked"] if ends and draw(st.booleans()) else []
        clauses += ["counting elapsed or civil by closed"] if draw(st.integers(0, 3)) == 0 else []
        found.append("obligation duty\n" + "".join(f"  {clause}\n" for clause in clauses))
    return "".join(found)


@examples(12)
@given(versions(), documents(), st.sampled_from(LAWS))
def test_versions_are_told_apart_the_same_over_tables(
    text: str, document: Document, law: date | None
) -> None:
    check(text, document, law)


RULES = ("elapsed", "civil", "regulation_1182_71", "frcp_6a")
LASTING = ("stayed(o)", "partly stayed(o)", "stayed(o) and o.kind = urgent", "o.kind = urgent")
GRANTED = ("halt(o) happened", "stayed(o) or ease(o) happened", "o.kind = urgent")


@st.composite
def clocked(draw: st.DrawFn) -> str:
    """Periods whose clock may stop, run anew or for longer, and rules in dispute."""
    clauses = ["for each o: Order", f"must {draw(st.sampled_from(TARGETS))}"]
    lengths = list(LENGTHS[:4])
    match draw(st.sampled_from(("dispute", "pause", "restart", "extension", "both"))):
        case "dispute" | "both":
            one, other = draw(st.permutations(RULES))[:2]
            clauses.append(f"counting {one} or {other} by closed")
            if draw(st.booleans()):
                clauses.append("when o.asked > 20 hours of o.received")
        case "pause":
            clauses.append(f"paused while {draw(st.sampled_from(LASTING))}")
        case "restart":
            clauses.append(f"restarts after {draw(st.sampled_from(LASTING))}")
        case _:
            for _ in range(draw(st.integers(1, 2))):
                more = draw(st.sampled_from(("2 days", "3 hours", "1 week")))
                clauses.append(f"extended by {more} if {draw(st.sampled_from(GRANTED))}")
                lengths = lengths[:2]
    clauses.append(f"within {draw(st.sampled_from(lengths))} of o.received")
    if draw(st.booleans()):
        clauses.append("until o.asked")
    return "obligation duty\n" + "".join(f"  {clause}\n" for clause in clauses)


@examples(12)
@given(clocked(), documents())
def test_clocks_and_disputes_are_the_same_over_tables(text: str, document: Document) -> None:
    check(text, document)


@examples(8)
@given(st.sampled_from(TARGETS), st.permutations(RULES), documents(exact=True))
def test_a_deadline_in_dispute_is_judged_by_each_rule(
    target: str, rules: list[str], document: Document
) -> None:
    found = check(
        f"obligation duty\n  for each o: Order\n  must {target}\n  within 3 hours of o.received\n"
        f"  until o.asked\n  counting {rules[0]} or {rules[1]} by closed\n",
        document,
    )
    assert found.cases["duty"] == 0, "by SQL, all of it"


@examples(2)
@given(st.one_of(versions(), clocked(), duties()), documents(), st.sampled_from(LAWS))
def test_they_are_the_same_in_parts(text: str, document: Document, law: date | None) -> None:
    ruleset = ruleset_of(WORDS + text)
    case = case_of(document, ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(AS_OF), law_as_of=law)
    found = judge_in_parts(ruleset, case, hour(AS_OF), law_as_of=law)
    assert differences(found, run.findings) == []
