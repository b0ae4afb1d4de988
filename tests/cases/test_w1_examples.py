"""The examples of `w1/examples.md`: each row one order, one item and a few acts, with the whole
finding it must lead to.

Read here without the rest of the tests' machinery: the table says what must come out, so nothing
but the table is trusted.
"""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

from lexcheck.base.time.instants import HOUR
from lexcheck.verdicts.model import Finding, When
from tests.judging import Document, at, hour, judge

HERE = Path(__file__).parent / "w1"
RULES = (HERE / "w1.lex").read_text("utf-8")

KINDS = {
    "B": "block",
    "S": "suspend",
    "W": "withhold",
    "R": "restore",
    "V": "reduce_visibility",
}
LATE = ("complied_late", "partial_late")
AS_OF = 100


@attrs.frozen
class Example:
    """One row of the table; times in hours, None where the cell is empty."""

    acts: str
    order: str
    verdict: str
    reason: str | None
    deciding_act: str | None
    gap_start: int | None
    lateness: int | None


def read_examples() -> list[Example]:
    rows = re.findall(r"^\|(.*)\|$", (HERE / "examples.md").read_text("utf-8"), re.MULTILINE)
    found = []
    for row in rows[2:]:
        acts, order, verdict, reason, act, start, lateness = (c.strip() for c in row.split("|"))
        found.append(
            Example(
                acts,
                order,
                verdict,
                reason or None,
                act or None,
                int(start) if start else None,
                int(lateness) if lateness else None,
            )
        )
    return found


def document(example: Example) -> Document:
    order = {
        "provision": "section_69a",
        "received": at(0),
        "comply_within": "10 hours",
        "items": ["i"],
    }
    if example.order:
        name, value = example.order.split()
        order[name] = value if value in ("unknown", "section_79") else at(int(value))
    acts = [
        {
            KINDS[text[0].upper()]: "i",
            "id": f"a{number}",
            "at": at(int(text[1:])),
            "in": "IN" if text[0].isupper() else "US",
        }
        for number, text in enumerate(example.acts.split(), 1)
    ]
    return {
        "case": "example",
        "built_from": "log",
        "records": {"Order": {"o": order}, "Item": {"i": {}}},
        "acts": acts,
    }


def found_in(finding: Finding) -> Example:
    """The finding as a row of the table would say it."""
    gaps = finding.gaps
    late = finding.verdict in LATE
    lateness = finding.lateness if finding.verdict != "undetermined" else None
    assert late or lateness is None
    assert lateness is None or lateness.least == lateness.most
    return Example(
        "",
        "",
        str(finding.verdict),
        finding.reason and str(finding.reason),
        finding.deciding_act,
        in_hours(gaps[0].start) if late else None,
        None if lateness is None else lateness.least // HOUR,
    )


def in_hours(when: When) -> int:
    assert when.exact
    assert when.earliest is not None
    whole, rest = divmod(when.earliest - hour(0), HOUR)
    assert rest == 0
    return whole


EXAMPLES = read_examples()


def test_no_row_is_lost() -> None:
    assert len(EXAMPLES) == 48


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.acts}|{e.order}".replace(" ", "_"))
def test_example(example: Example) -> None:
    (finding,) = judge(RULES, document(example), AS_OF).findings
    assert found_in(finding) == attrs.evolve(example, acts="", order="")
    if finding.verdict != "undetermined":
        assert finding.possible == (finding.verdict,)
        assert finding.questions == ()


def deadline_of(example: Example) -> int | None:
    """The deadline in hours; None where there is no duty, or nobody knows when it arose."""
    name, _, value = example.order.partition(" ")
    if example.verdict in ("not_applicable", "undetermined"):
        return None
    return (int(value) if name == "received" else 0) + 10


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.acts}|{e.order}".replace(" ", "_"))
def test_the_deadline_is_ten_hours_after_receipt(example: Example) -> None:
    (finding,) = judge(RULES, document(example), AS_OF).findings
    wanted = deadline_of(example)
    if wanted is not None:
        assert finding.deadline is not None
        assert in_hours(finding.deadline) == wanted


@pytest.mark.parametrize(
    ("acts", "gaps"),
    [
        ("B5", ()),
        ("B11", ((10, 11),)),
        ("B5 R20 W30 B40", ((20, 40),)),
        ("B5 R20 B30 R40 W40 B50", ((20, 30), (40, 50))),
        ("B5 R20 B20 R30 B40 R50 B50", ((30, 40),)),
        ("W20 B30 R40 B60", ((10, 30), (40, 60))),
        ("W5 R20 B30 R40 W40", ((20, 30),)),
    ],
)
def test_every_gap_is_reported(acts: str, gaps: tuple[tuple[int, int], ...]) -> None:
    example = Example(acts, "", "", None, None, None, None)
    (finding,) = judge(RULES, document(example), AS_OF).findings
    assert tuple((in_hours(gap.start), in_hours(gap.end)) for gap in finding.gaps) == gaps
