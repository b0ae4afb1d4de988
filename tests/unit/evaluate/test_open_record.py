"""What a record that is not complete leaves open."""

from __future__ import annotations

import pytest

from tests.judging import Document, at
from tests.unit.evaluate.asking import case, found


def reports(acts: list[Document], *coverage: Document) -> Document:
    return case({}, acts, coverage=list(coverage)) | {"built_from": "reports"}


@pytest.mark.parametrize("target", ["on(o)", "do(o)"])
@pytest.mark.parametrize("start", ["", "from o.received"])
def test_an_unrecorded_act_may_break_a_prohibition(target: str, start: str) -> None:
    rules = f"prohibition n for each o: Order must not {target} {start}"
    assert found(rules, reports([])) == {"n(o)": ("breached", "pending")}
    assert found(rules, reports([], {"complete": ["do"]})) == {"n(o)": ("pending",)}
    past = {"complete": ["do"], "from": at(200)}
    assert found(rules, reports([], past)) == {"n(o)": ("breached", "pending")}


@pytest.mark.parametrize(
    ("unless", "acts", "told"),
    [
        # a lift that nobody recorded, between two grants
        ("stay(o) throughout", [("grant", -5), ("grant", 40)], ("breached", "excused")),
        ("not stay(o) at any time", [("grant", -5), ("grant", 40)], ("breached", "excused")),
        ("stay(o) throughout", [("grant", -5), ("lift", 40)], ("breached",)),
        ("stay(o) throughout", [("grant", 40)], ("breached",)),
        ("stay(o) at any time", [("grant", -5)], ("excused",)),
    ],
)
def test_a_state_may_have_been_broken_off_unrecorded(
    unless: str, acts: list[tuple[str, int]], told: tuple[str, ...]
) -> None:
    rules = (
        f"obligation n for each o: Order must on(o) within 5 hours of o.received\n  unless {unless}"
    )
    written = [{name: "o", "at": at(hours)} for name, hours in acts]
    document = reports(
        written,
        {"complete": ["grant", "do", "undo"]},
        {"complete": ["lift"], "until": at(20)},
        {"complete": ["lift"], "from": at(30)},
    )
    assert found(rules, document) == {"n(o)": told}


@pytest.mark.parametrize(
    ("closed", "told"),
    [
        ((), ("breached", "complied", "complied_late")),
        (("until", 5), ("breached", "complied", "complied_late")),
        (("until", 10), ("breached", "complied_late")),
        (("until", 100), ("breached",)),
        (("from", 10), ("breached", "complied")),
        (("from", 0), ("breached", "complied")),
    ],
)
def test_what_the_record_covers_did_not_happen(
    closed: tuple[str, int] | tuple[()], told: tuple[str, ...]
) -> None:
    rules = "obligation n for each o: Order must on(o) within 10 hours of o.received"
    coverage: list[Document] = [{"complete": ["undo"]}]
    if closed:
        word, hours = closed
        coverage.append({"complete": ["do"], word: at(hours)})
    assert found(rules, reports([], *coverage)) == {"n(o)": told}


def test_coverage_of_one_thing_says_nothing_of_another() -> None:
    rules = "obligation n for each o: Order must on(o) within 10 hours of o.received"
    document = reports([], {"complete": ["undo"]}, {"complete": ["do"], "for": ["p"]})
    document["records"]["Order"]["p"] = {"received": at(0)}
    told = found(rules, document)
    assert told == {"n(o)": ("breached", "complied", "complied_late"), "n(p)": ("breached",)}


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("(count of e: alpha(o)) >= 2", ("breached", "not_applicable")),
        ("(count of e: alpha(o)) >= 1", ("breached",)),
        ("(count of e: alpha(o)) < 1", ("not_applicable",)),
        ("(sum of e.weight for e: alpha(o)) > 5", ("breached", "not_applicable")),
        ("(last alpha(o)).weight = 3", ("breached", "not_applicable")),
        ("some e: alpha(o) has e.weight > 5", ("breached", "not_applicable")),
        ("every e: alpha(o) has e.weight < 5", ("breached", "not_applicable")),
        ("every e: alpha(o) has e.weight > 5", ("not_applicable",)),
    ],
)
def test_an_unrecorded_act_may_be_counted(condition: str, told: tuple[str, ...]) -> None:
    rules = (
        f"obligation n for each o: Order when {condition}\n"
        "  must on(o) within 5 hours of o.received"
    )
    written: list[Document] = [{"alpha": "o", "at": at(-2), "weight": "3"}]
    document = reports(written, {"complete": ["do", "undo"]})
    assert found(rules, document) == {"n(o)": told}
