"""What a timeline shows of each instance: when its duty arose and was due, and what was done.

Instances of one group that fared alike share a lane. Bars say what recorded acts brought about, and
end in what the finding says of the horizon; where the evidence leaves it open, so does the bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from lexcheck.base.light import light
from lexcheck.facts.case import Grade
from lexcheck.report import tallies
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import WEIGHT, Deed, Finding, Gap, InstanceId, Verdict, When

#: How far a thing is done: nothing, in part, in full, or left open by the evidence.
Filled = Literal["none", "part", "full", "open"]

_FILLED: dict[Grade, Filled] = {Grade.NONE: "none", Grade.PARTIAL: "part", Grade.FULL: "full"}


@light
class Bar:
    """A stretch `[start, end)` in which so much was done."""

    start: int
    end: int
    filled: Filled


@light(kw_only=True)
class Lane:
    """Instances that fared alike. `findings` in the order of the report, one at least."""

    findings: tuple[Finding, ...]
    deeds: tuple[Deed, ...]
    bars: tuple[Bar, ...]
    prohibited: bool

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return () if self.first.verdict is Verdict.UNDETERMINED else self.first.gaps


@light(kw_only=True)
class Timeline:
    """The lanes of a group, the worst first, and how many of them are left out."""

    name: str
    lanes: tuple[Lane, ...]
    left_out: int


def timelines(
    judged: Judged, group_of: Mapping[str, tallies.Group], most_lanes: int
) -> Iterator[Timeline]:
    """A timeline for each group in which there is anything to draw."""
    deeds = judged.deeds()
    prohibitions = {norm.name for norm in judged.ruleset.norms if norm.kind == "prohibition"}
    found: dict[str, dict[object, list[Finding]]] = {}
    for finding in judged.run.findings:
        if finding.verdict is Verdict.NOT_APPLICABLE or not _drawn(finding, deeds):
            continue
        group = found.setdefault(group_of[finding.id].name, {})
        group.setdefault(_likeness(finding, deeds.get(finding.id, ())), []).append(finding)
    for name, alike in found.items():
        lanes = [
            _lane(findings, deeds.get(findings[0].id, ()), prohibitions)
            for findings in alike.values()
        ]
        lanes.sort(key=lambda lane: -WEIGHT[lane.first.verdict])
        shown = tuple(lanes[:most_lanes])
        yield Timeline(name=name, lanes=shown, left_out=len(lanes) - len(shown))


def _drawn(finding: Finding, deeds: Mapping[InstanceId, Sequence[Deed]]) -> bool:
    return any(
        when is not None and (when.earliest, when.latest) != (None, None)
        for when in (finding.trigger, finding.deadline)
    ) or bool(deeds.get(finding.id))


def _likeness(finding: Finding, deeds: Sequence[Deed]) -> object:
    """What two instances must have in common to share a lane."""
    return (
        *(_ends(when) for when in (finding.trigger, finding.opening, finding.deadline)),
        _ends(finding.horizon),
        finding.verdict,
        finding.reasons,
        finding.grade,
        tuple((deed.actions, deed.grades, _ends(deed.at), deed.certain) for deed in deeds),
        tuple((_ends(gap.start), _ends(gap.end)) for gap in finding.gaps),
    )


def _ends(when: When | None) -> tuple[int | None, int | None] | None:
    return None if when is None else (when.earliest, when.latest)


def _lane(findings: list[Finding], deeds: tuple[Deed, ...], prohibitions: set[str]) -> Lane:
    first = findings[0]
    prohibited = first.norm in prohibitions
    return Lane(
        findings=tuple(findings),
        deeds=deeds,
        bars=() if prohibited else tuple(_bars(first, deeds)),
        prohibited=prohibited,
    )


def _bars(finding: Finding, deeds: Sequence[Deed]) -> Iterator[Bar]:
    """The grade through time, from the first act to the horizon."""
    horizon = finding.horizon.latest if finding.horizon else None
    placed = [
        (deed.at.earliest, deed.at.latest, deed)
        for deed in deeds
        if deed.at.earliest is not None and deed.at.latest is not None
    ]
    if horizon is None or len(placed) < len(deeds):
        return
    placed = [each for each in placed if each[0] <= horizon]
    standing: Filled = "none"
    since = 0
    for place, (earliest, latest, deed) in enumerate(placed):
        if standing != "none" and since < earliest:
            yield Bar(since, earliest, standing)
        reached = max(since, latest)
        if max(since, earliest) < min(latest, horizon):
            yield Bar(max(since, earliest), min(latest, horizon), "open")
        overlapping = place > 0 and earliest < since
        standing = "open" if overlapping else _after(standing, deed)
        since = reached
    if placed and since < horizon:
        low, high = finding.grade
        last = _FILLED[low] if low is high else "open"
        if last != "none":
            yield Bar(since, horizon, last)


def _after(standing: Filled, deed: Deed) -> Filled:
    """How far it is done once an act has been done at a known place among the others."""
    if not deed.certain or len(deed.grades) > 1 or standing == "open":
        ends = deed.certain and deed.grades == (Grade.NONE,)
        return "none" if ends else "open"
    (grade,) = deed.grades
    if grade is Grade.PARTIAL and standing == "full":
        return "full"
    return _FILLED[grade]
