"""Two runs compared, as text and as JSON."""

from __future__ import annotations

import json

import attrs
import pytest

from lexcheck.report import Options
from lexcheck.report.contrast import Contrast, as_json, as_text, spread
from lexcheck.report.layout import width
from lexcheck.report.model import NOTICE, Input
from lexcheck.verdicts.model import Cause, Difference, Length
from tests.unit.report.making import judged
from tests.unit.samples import CASE

HOUR = 3_600_000_000


def contrast() -> Contrast:
    left, right = judged(), judged(reading="strict")
    cause = Cause(kind="rule", text="parameter allowed", left=left.ruleset.norms[0].span)
    pairs = zip(left.run.findings, right.run.findings, strict=True)
    return Contrast(
        version="0.0.0",
        inputs=(Input(path="case.yaml", sha256="0" * 64, role="case"),),
        left=left,
        right=right,
        differences=tuple(
            Difference(
                instance=a.id,
                left=a,
                right=b,
                causes=((cause,),),
            )
            for a, b in pairs
            if a.verdict != b.verdict
        ),
    )


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_the_text_fits_and_says_what_differs(columns: int) -> None:
    text = as_text(contrast(), Options(width=columns)).decode()
    assert all(width(line) <= columns for line in text.splitlines())
    said = " ".join(text.split())
    assert "1 of 3 verdicts differs." in said
    assert "deliver(o1, p1) complied → complied late because of parameter allowed [A " in said
    assert "complied late 1 (11.11 %) 2 (22.22 %)" in said or columns < 80
    assert said.endswith(NOTICE)
    assert "0" * 64 in said.replace(" ", "") or columns < 80
    assert "\n\n\n" not in text


def test_what_was_done_before_the_trigger_is_said_to_be_before_it() -> None:
    one = contrast()
    early = attrs.evolve(one.left.run.findings[0], took=Length(-304 * HOUR, -3 * HOUR))
    run = attrs.evolve(one.left.run, findings=(early, *one.left.run.findings[1:]))
    text = as_text(attrs.evolve(one, left=attrs.evolve(one.left, run=run)), Options()).decode()
    assert "12 d 16 h before – 3 h before" in text
    assert " -" not in text


def test_of_two_incidents_what_is_in_one_alone_is_counted() -> None:
    left = judged()
    other = CASE.replace("case: three-parcels", "case: other").replace("o1", "o2")
    right = judged(case=other)
    found = [
        Difference(instance=f.id, left=f if one is left else None,
                   right=f if one is right else None, causes=())
        for one in (left, right)
        for f in one.run.findings
    ]  # fmt: skip
    made = attrs.evolve(contrast(), left=left, right=right, differences=tuple(found))
    text = " ".join(as_text(made, Options()).decode().split())
    assert "In A alone: 3 instances, deliver(o1, p1), deliver(o1, p2), deliver(o1, p3)" in text
    assert "In B alone: 3 instances, deliver(o2, p1), deliver(o2, p2), deliver(o2, p3)" in text


def test_causes_that_do_it_together_are_told_set_by_set() -> None:
    one = contrast()
    rule, fact = (Cause(kind="fact", text=text) for text in ("act a1", "act a2"))
    (first,) = one.differences
    made = attrs.evolve(
        one, differences=(attrs.evolve(first, causes=((rule, fact), (fact, rule))),)
    )
    text = " ".join(as_text(made, Options()).decode().split())
    assert "because of act a1 and act a2 together or as well because of act a2 and act a1" in text
    unknown = attrs.evolve(one, differences=(attrs.evolve(first, causes=()),))
    text = " ".join(as_text(unknown, Options()).decode().split())
    assert "by several of the differences together; which, was not found within the bound" in text


def test_times_stand_side_by_side() -> None:
    text = " ".join(as_text(contrast(), Options()).decode().split())
    assert "took, quickest 3 h 3 h" in text
    assert "late by, slowest 1 d 3 h 2 d 2 h" in text


def test_the_json_has_the_same() -> None:
    found = json.loads(as_json(contrast(), Options()))
    assert found["schema"] == "lexcheck.contrast/1"
    (difference,) = found["differences"]
    assert difference["left"]["verdict"] == "complied"
    assert difference["causes"][0][0]["text"] == "parameter allowed"
    assert found["runs"]["left"]["norms"]["deliver"]["took"]["quickest"]["least"] == 3 * HOUR
    assert found["verdicts"] == 3


@pytest.mark.parametrize(
    ("lengths", "wanted"),
    [
        ([], None),
        ([None], None),
        ([(1, 1)], ((1, 1), (1, 1), (1, 1))),
        ([(1, 1), (5, 5), (9, 9)], ((1, 1), (5, 5), (9, 9))),
        ([(1, 4), (2, 3)], ((1, 3), (1, 4), (2, 4))),
        ([(1, None), (2, 3)], ((1, 3), (1, None), (2, None))),
        ([(0, None), None], ((0, None), (0, None), (0, None))),
    ],
)
def test_order_statistics_have_bounds(
    lengths: list[tuple[int, int | None] | None],
    wanted: tuple[tuple[int, int | None], ...] | None,
) -> None:
    found = spread([None if each is None else Length(*each) for each in lengths])
    if wanted is None:
        assert found is None
    else:
        assert found is not None
        assert (found.quickest, found.median, found.slowest) == tuple(Length(*w) for w in wanted)
