"""Who is meant, and which things are the same, where that is in doubt: never the first there is."""

from __future__ import annotations

import pytest

from lexcheck.evaluate.explain import explain
from lexcheck.verdicts.model import Outcome
from tests.judging import Document, at, case_of, hour, judge, ruleset_of
from tests.unit.evaluate.asking import FALSE, OPEN, TRUE, VOCABULARY, asked, case, found

PARTIES: Document = {"Party": {"p": {}, "q": {}}}
DUTY = "obligation n for each o: Order duty of o.who must on(o) within 5 hours of o.received\n"


@pytest.mark.parametrize(
    ("who", "named"),
    [("p", "p"), ({"one of": ["p", "q"]}, "p or q"), ("unknown", "p or q or ?Party (o.who)")],
)
def test_the_bearer_and_the_liable_are_all_who_may_be_meant(who: object, named: str) -> None:
    rules = VOCABULARY + DUTY + 'sanction s on breach of n liable o.who exposure "a fine"'
    run = judge(rules, case({"who": who}, records=PARTIES), 100)
    assert [finding.bearer for finding in run.findings] == [named]
    assert [sanction.liable for sanction in run.sanctions] == [named]


@pytest.mark.parametrize("who", ["unknown", {"one of": ["p", "q"]}])
def test_a_field_of_somebody_unknown_names_nobody_alone(who: object) -> None:
    rules = (
        VOCABULARY.replace("record Party\n", "record Party\n  boss: Party\n")
        + DUTY.replace("o.who", "o.who.boss")
        + 'sanction s on breach of n liable o.who.boss exposure "a fine"'
    )
    parties = {"Party": {"p": {"boss": "q"}, "q": {"boss": "p"}}}
    run = judge(rules, case({"who": who}, records=parties), 100)
    for named in (run.findings[0].bearer, run.sanctions[0].liable):
        assert {"p", "q"} <= set(named.split(" or "))


@pytest.mark.parametrize(
    ("mine", "outcome", "counted"),
    [
        ("o", Outcome.MET, (0, 0)),
        ("p", Outcome.NOT_MET, (1, 1)),
        ({"one of": ["o", "p"]}, Outcome.UNDETERMINED, (0, 1)),
    ],
)
def test_an_assessment_of_what_may_be_meant_has_bounds(
    mine: object, outcome: Outcome, counted: tuple[int, int]
) -> None:
    rules = (
        VOCABULARY.replace("record Party\n", "record Party\n  mine: Order\n")
        + "obligation n for each o: Order must do(o) within 5 hours of o.received\n"
        "assessment few for x: Party\n  count of n(x.mine) in {breached} at most 0"
    )
    orders = {name: {"received": at(0)} for name in ("o", "p")}
    records = {"Order": orders, "Party": {"x": {"mine": mine}}}
    acts = [{"do": "o", "at": at(1), "in": "IN"}]
    (assessment,) = judge(rules, case(records=records, acts=acts), 100).assessments
    assert (assessment.outcome, assessment.counted) == (outcome, counted)


@pytest.mark.parametrize(
    ("name", "other", "told"), [("?a", "?b", FALSE), ("?a", "?a", TRUE), ("?a", "unknown", OPEN)]
)
def test_a_text_may_begin_as_the_name_of_a_stranger_does(
    name: str, other: str, told: tuple[str, ...]
) -> None:
    assert asked("o.name = o.other", case({"name": name, "other": other})) == told


def test_an_id_with_a_point_in_it_is_no_field() -> None:
    """Whether there is an item `o.flag`, and whether `o` has a flag, are two questions."""
    condition = "o.flag and (some i: Item has i.special)"
    other = "(not o.flag) and (some i: Item has i.special)"
    items = {"Item": {"o.flag": {"special": True, "denies": ["p"]}}}
    for one in (condition, other):
        assert asked(one, case({"flag": "unknown"}, records=items)) == OPEN


@pytest.mark.parametrize(
    ("known_by", "told"), [(2, "complied"), (1.99, "breached"), (30, "complied")]
)
def test_a_source_is_known_from_the_moment_it_is_published(known_by: float, told: str) -> None:
    document = case(acts=[{"do": "o", "at": at(1), "in": "IN", "sources": ["news"]}])
    document["sources"] = {"news": {"published": at(2)}}
    run = judge(VOCABULARY + DUTY, document, 100, known_by=hour(known_by))
    assert [str(finding.verdict) for finding in run.findings] == [told]


# ── Acts on days, numbers and moments ──────────────────────────────────────────────────────────

ODD = (
    "action file(day: date)\naction rate(n: number)\naction wait(d: duration)\n"
    "obligation n for each o: Order when {} must on(o) within 5 hours of o.received"
)


@pytest.mark.parametrize(
    ("condition", "act", "told"),
    [
        ("file(o.day) happened", {"file": "2021-03-02"}, TRUE),
        ("file(o.day) happened", {"file": "2021-03-03"}, FALSE),
        ("file(o.day) happened", {"file": "unknown"}, OPEN),
        ("file(o.day) happened", {"file": "one of [2021-03-02, 2021-03-03]"}, OPEN),
        ("file(2021-03-09) happened", {"file": "one of [2021-03-02, 2021-03-03]"}, FALSE),
        ("rate(o.n) happened", {"rate": "3"}, TRUE),
        ("rate(o.n) happened", {"rate": "2..4"}, OPEN),
        ("rate(o.n) happened", {"rate": "4..5"}, FALSE),
        ("wait(o.allowed) happened", {"wait": "60 minutes"}, TRUE),
        ("wait(o.allowed) happened", {"wait": "2 hours"}, FALSE),
        ("wait(o.allowed) happened", {"wait": "unknown"}, OPEN),
    ],
)
def test_what_an_act_is_about_is_compared_as_what_it_is(
    condition: str, act: Document, told: tuple[str, ...]
) -> None:
    order = {"day": "2021-03-02", "n": "3", "allowed": "1 hours"}
    document = case(order, [{**act, "at": at(-1)}])
    assert set(found(ODD.format(condition), document).values()) == {told}


@pytest.mark.parametrize(
    ("days", "day", "told"),
    [
        (["2021-03-02"], "2021-03-02", TRUE),
        (["2021-03-02"], "unknown", OPEN),
        (["2021-03-02", {"value": "2021-03-03", "denies": ["p"]}], "2021-03-03", OPEN),
        (["2021-03-02"], {"one of": ["2021-03-04", "2021-03-03"]}, FALSE),
        ("unknown", "unknown", OPEN),
    ],
)
def test_a_day_may_be_on_a_list(days: object, day: object, told: tuple[str, ...]) -> None:
    vocabulary = VOCABULARY.replace("  day: date\n", "  day: date\n  days: list of date\n")
    duty = "obligation n for each o: Order when o.day in o.days\n  must on(o) within 5 hours of "
    (finding,) = judge(
        f"{vocabulary}{duty}o.received", case({"day": day, "days": days}), 100
    ).findings
    assert tuple(sorted(map(str, finding.possible))) == told


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("IN", TRUE),
        ("US", FALSE),
        ("worldwide", TRUE),
        ("EU", FALSE),
        (["US", "IN"], TRUE),
        ("unknown", OPEN),
    ],
)
def test_what_happened_elsewhere_did_not_happen_here(place: object, told: tuple[str, ...]) -> None:
    done = {"do": "o", "at": at(-1), "in": place}
    undone = {"undo": "o", "at": at(-0.5)}
    assert asked("do(o) happened in IN", case(acts=[done, undone])) == told


@pytest.mark.parametrize(("as_of", "told"), [(2, "pending"), (3, "excused"), (9, "excused")])
def test_what_ends_before_its_deadline_is_pending_until_it_ends(as_of: int, told: str) -> None:
    rules = "obligation n for each o: Order must on(o) within 5 hours of o.received until o.end"
    assert found(rules, case({"end": at(3)}), as_of) == {"n(o)": (told,)}


# ── What a world that gives other answers finds impossible ─────────────────────────────────────


def test_an_act_that_counts_while_a_state_holds_is_judged_by_what_was_seen() -> None:
    """The stay may begin at any moment up to hour 5, and was seen not to hold at hour 3."""
    rules = (
        "action mark(o: Order)\nstate marked(o: Order)\nmark(o) counts as marked(o) when stay(o)\n"
        "obligation n for each o: Order must marked(o) within 9 hours of o.received"
    )
    acts: list[Document] = [
        {"grant": "o", "at": {"after": at(0), "before": at(5)}},
        {"mark": "o", "at": at(2)},
    ]
    seen = [{"stay": "o", "grade": "none", "at": at(3)}]
    document = case(acts=acts, observations=seen)
    assert found(rules, document) == {"n(o)": ("breached",)}
    ruleset = ruleset_of(VOCABULARY + rules)
    told = explain(ruleset, case_of(document, ruleset.schema), "n(o)", as_of=hour(100))
    assert [verdict for verdict, _, _ in told.ways] == ["breached"]


def test_the_version_that_decides_is_the_one_that_overrides() -> None:
    rules = (
        "prohibition ban for each o: Order from o.received must not alpha(o) overrides n\n"
        "  in force from 2020-01-01 until 2021-02-01\n"
        "prohibition ban for each o: Order from o.received must not do(o) overrides n\n"
        "  in force from 2021-02-02\n"
        "obligation n for each o: Order must do(o) within 5 hours of o.received"
    )
    assert found(rules, case())["n(o)"] == ("excused",)
    assert found(rules, case({"received": "2021-01-05T00:00:00Z"}))["n(o)"] == ("breached",)
