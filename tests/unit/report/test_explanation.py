"""An explanation: the verdict, the derivation with its lines, and all that bears on it."""

from __future__ import annotations

import json
from typing import Literal

import attrs
import pytest

import lexcheck
from lexcheck.base.time.instants import HOUR
from lexcheck.facts.case import ActId
from lexcheck.report import Options, wording
from lexcheck.report.explanation import RENDERERS, Explained
from lexcheck.report.layout import width
from lexcheck.report.model import Input
from lexcheck.verdicts.model import Change, Edit, Explanation, Search, Settlement, Step, Verdict
from tests.unit.report.making import BERLIN, at, full, judged


def explained(instance: str) -> Explained:
    one = judged()
    return Explained(
        version="0.0.0",
        inputs=(Input(path="case.yaml", sha256="0" * 64, role="case"),),
        explanation=lexcheck.explain(one.ruleset, one.case, instance),
        ruleset=one.ruleset,
        case=one.case,
        asked=(("as_of", "2024-03-05"),),
    )


def doubtful() -> Explained:
    """Two ways that the verdict may fall, made by hand."""
    one = judged()
    norm = one.ruleset.norms[0]
    steps = (Step(depth=0, text="deliver(o1, p1)", span=norm.span), Step(depth=1, text="why"))
    ways = tuple(
        (verdict, (f"was it shipped? {answer}",), steps)
        for verdict, answer in ((Verdict.COMPLIED_LATE, "yes"), (Verdict.BREACHED, "no"))
    )
    return Explained(
        version="0.0.0",
        inputs=(Input(path="case.yaml", sha256="0" * 64, role="case"),),
        explanation=Explanation(finding=full(), as_of=at("2024-03-05"), ways=ways),
        ruleset=one.ruleset,
        case=one.case,
    )


def shown(one: Explained) -> str:
    return RENDERERS["text"](one, Options()).decode()


def test_a_definite_verdict_has_one_derivation() -> None:
    text = shown(explained("deliver(o1, p2)"))
    assert text.startswith("deliver(o1, p2): complied late\n")
    assert "It is" not in text
    assert "test.desk, case three-parcels · as of end of 2024-03-05" in text
    assert "due: 2024-03-02 09:00" in text


def test_an_open_verdict_has_one_for_each_way() -> None:
    text = shown(doubtful())
    assert "It is complied late if:\n  - was it shipped? yes\n" in text
    assert "It is breached if:\n  - was it shipped? no\n" in text
    for title in (
        "Facts used",
        "Exceptions considered",
        "Taken for granted",
        "What would settle it",
        "What would have complied",
    ):
        assert f"\n{title}\n" in text
    assert (
        "source diary; asserted by jo; denied by ed; because who knows [case.yaml:2]"
        in " ".join(text.split())
    )


def test_it_fits_the_terminal() -> None:
    for one in (explained("deliver(o1, p3)"), doubtful()):
        assert max(map(width, shown(one).splitlines())) <= 80


def test_as_json() -> None:
    found = json.loads(RENDERERS["json"](doubtful(), Options()))
    assert [way["verdict"] for way in found["ways"]] == ["complied_late", "breached"]
    assert found["ways"][0]["steps"][0]["line"] == judged().ruleset.norms[0].span.line
    assert found["finding"]["facts"] == ["f1", "f2"]
    assert found["norm"]["exceptions"].keys() == {"storm"}


def changed(*edits: Edit) -> Explained:
    one = explained("deliver(o1, p3)")
    change = Change(edits=edits, verdict=Verdict.COMPLIED)
    return found(one, Search(change=change, most=3, complete=True))


def found(one: Explained, search: Search) -> Explained:
    return attrs.evolve(one, explanation=attrs.evolve(one.explanation, search=search))


def edit(kind: Literal["move", "leave out", "add"], hours: int = 0) -> Edit:
    return Edit(
        kind=kind,
        act=ActId("a1"),
        actions=("ship",),
        at=at("2024-03-02T09:00"),
        shift=hours * HOUR,
        added=None,
    )


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            (edit("move", -3),),
            "if ship (a1) had been done at 2024-03-02 09:00, 3 hours earlier: complied",
        ),
        (
            (edit("move", 50),),
            "if ship (a1) had been done at 2024-03-02 09:00, 2 days 2 hours later: complied",
        ),
        ((edit("leave out"),), "if ship (a1) had not been done: complied"),
        ((edit("add"),), "if there had been one act more, ship, at 2024-03-02 09:00: complied"),
        (
            (edit("leave out"), edit("add")),
            (
                "if ship (a1) had not been done and there had been one act more, ship, at"
                " 2024-03-02 09:00: complied"
            ),
        ),
    ],
)
def test_a_change_is_said_in_a_sentence(edits: tuple[Edit, ...], said: str) -> None:
    assert f"What would have complied {said}" in " ".join(shown(changed(*edits)).split())


def test_a_change_as_json() -> None:
    found = json.loads(RENDERERS["json"](changed(edit("move", -3), edit("leave out")), Options()))
    moved, left_out = found["change"]["edits"]
    assert (moved["at"], moved["shift_microseconds"]) == ("2024-03-02T09:00:00+01:00", -3 * HOUR)
    assert (left_out["kind"], left_out["at"]) == ("leave out", None)
    assert found["change"]["verdict"] == "complied"


def test_where_no_small_change_would_have_it_says_so() -> None:
    one = explained("deliver(o1, p3)")
    remedy = wording.localised(one.explanation.finding.remedy, BERLIN)
    least = "no change of at most 3 acts is sure to have, all else as it is recorded"
    for complete, said in ((True, least), (False, f"{least}, as far as was tried")):
        text = " ".join(shown(found(one, Search(change=None, most=3, complete=complete))).split())
        assert f"What would have complied {remedy}; but {said} Made by" in text


def test_it_says_whether_a_change_is_the_smallest() -> None:
    one = changed(edit("leave out"))
    search = one.explanation.search
    assert search is not None
    assert "no smaller change would have" in shown(one)
    assert json.loads(RENDERERS["json"](one, Options()))["change"]["smallest"] is True
    unsure = found(one, attrs.evolve(search, complete=False))
    assert "a smaller change may have, too" in shown(unsure)
    assert json.loads(RENDERERS["json"](unsure, Options()))["change"]["smallest"] is False


def test_what_settles_it_is_said_each_way() -> None:
    one = explained("deliver(o1, p3)")
    given = (("lost?", ("yes",)), ("when?", ("before",)))
    settles = Settlement(verdict=Verdict.BREACHED, answers=given)
    settled = attrs.evolve(one, explanation=attrs.evolve(one.explanation, settlements=(settles,)))
    assert "breached: “lost?” yes, and “when?” before" in shown(settled)
    made = json.loads(RENDERERS["json"](settled, Options()))
    assert made["settlements"][0]["answers"][0] == {"question": "lost?", "any_of": ["yes"]}
