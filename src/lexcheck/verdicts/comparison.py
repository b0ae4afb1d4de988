"""Two runs compared: on which instances they differ, and in what.

Whatever the runs are of (one case on two days, under two laws, readings or rulesets, or two cases),
an instance is the same where its norm and bindings are. Nothing here knows why two runs were made;
a reader of the differences sees it from what differs besides the verdict: another version of the
norm, another deadline, another exception.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lexcheck.base.light import light
from lexcheck.verdicts.model import Finding, InstanceId, Run

#: What is compared in two findings, by name, in the order in which a reader wants to know. Facts
#: and horizons are left out: under another as-of they nearly always differ, and say nothing.
ASPECTS: Mapping[str, Callable[[Finding], object]] = {
    "verdict": lambda f: f.verdict,
    "possible": lambda f: f.possible,
    "reasons": lambda f: f.reasons,
    "version": lambda f: (f.version, *f.other_versions),
    "law": lambda f: f.law,
    "trigger": lambda f: f.trigger,
    "opening": lambda f: f.opening,
    "deadline": lambda f: f.deadline,
    "exceptions": lambda f: tuple((e.name, e.outcome) for e in f.exceptions),
    "grade": lambda f: f.grade,
    "deciding_acts": lambda f: f.deciding_acts,
    "prohibited_acts": lambda f: f.prohibited_acts,
    "gaps": lambda f: f.gaps,
    "lateness": lambda f: f.lateness,
    "bearer": lambda f: f.bearer,
    "count": lambda f: f.count,
}


@light(kw_only=True)
class Difference:
    """An instance on which two runs differ; a side is None where its run has no such instance.

    `aspects` are names of `ASPECTS`, in that order; none where one side is missing.
    """

    id: InstanceId
    norm: str
    before: Finding | None
    after: Finding | None
    aspects: tuple[str, ...]

    @property
    def flipped(self) -> bool:
        """Is the verdict another, or may it be another than it might have been?"""
        return not self.aspects or "verdict" in self.aspects or "possible" in self.aspects


@light(kw_only=True)
class Comparison:
    """`alike` is how many instances both runs have without any difference."""

    before: Run
    after: Run
    differences: tuple[Difference, ...]
    alike: int


def compare(before: Run, after: Run) -> Comparison:
    """The differences, in the order of the first run, then what only the second has."""
    others = {finding.id: finding for finding in after.findings}
    found: list[Difference] = []
    alike = 0
    for finding in before.findings:
        other = others.pop(finding.id, None)
        aspects = () if other is None else _differing(finding, other)
        if other is not None and not aspects:
            alike += 1
            continue
        found.append(
            Difference(
                id=finding.id, norm=finding.norm, before=finding, after=other, aspects=aspects
            )
        )
    found += [
        Difference(id=other.id, norm=other.norm, before=None, after=other, aspects=())
        for other in others.values()
    ]
    return Comparison(before=before, after=after, differences=tuple(found), alike=alike)


def _differing(one: Finding, other: Finding) -> tuple[str, ...]:
    return tuple(name for name, told in ASPECTS.items() if told(one) != told(other))
