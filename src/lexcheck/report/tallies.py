"""How many things have which verdict, per norm and the first thing that its instances bind.

An instance may stand for many things: what is counted here are things, with bounds where nobody
knows how many there are. Where an assessment has counted the same instances, its total is known to
hold, and narrows the bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lexcheck.base.light import light
from lexcheck.norms.model import Assessment
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import WEIGHT, Finding, Reason, Verdict
from lexcheck.verdicts.naming import quoted

#: A norm whose instances bind more first things than these is shown as one group.
_MOST_GROUPS = 8

Bounds = tuple[int, int | None]

#: What instances are told apart by in a summary.
Kind = tuple[Verdict, Reason | None]


@light
class Group:
    """Instances that are counted together: `comply(order_1, *)`."""

    norm: str
    name: str


def groups(runs: Iterable[Judged]) -> dict[str, Group]:
    """The group of each instance of any of the runs, by its id; in the order of the findings."""
    firsts: dict[str, dict[str, None]] = {}
    numbers: dict[str, dict[str, None]] = {}
    findings = [finding for judged in runs for finding in judged.run.findings]
    for finding in findings:
        firsts.setdefault(finding.norm, {})[_first(finding)] = None
        numbers.setdefault(finding.norm, {})[finding.id] = None
    return {
        finding.id: Group(finding.norm, finding.id)
        if len(numbers[finding.norm]) == 1
        else _group(finding, len(firsts[finding.norm]))
        for finding in findings
    }


def _first(finding: Finding) -> str:
    return finding.bindings[0][1] if finding.bindings else ""


def _group(finding: Finding, firsts: int) -> Group:
    rest = ["*"] * len(finding.bindings)
    if len(rest) > 1 and firsts <= _MOST_GROUPS:
        rest[0] = quoted(_first(finding))
    return Group(finding.norm, f"{finding.norm}({', '.join(rest)})")


def tally(judged: Judged, group_of: dict[str, Group]) -> dict[Group, dict[Verdict, Bounds]]:
    """The number of things of each verdict, of the heaviest first, per group."""
    found: dict[Group, dict[Verdict, Bounds]] = {}
    for finding in judged.run.findings:
        counts = found.setdefault(group_of[finding.id], {})
        counts[finding.verdict] = add(counts.get(finding.verdict, (0, 0)), finding.count)
    totals = _totals(judged)
    return {
        group: _narrowed(
            dict(sorted(counts.items(), key=lambda item: -WEIGHT[item[0]])), totals.get(group.name)
        )
        for group, counts in found.items()
    }


def _totals(judged: Judged) -> dict[str, Bounds]:
    """What assessments know of how many things there are in a group, by the name of the group."""
    assessments = {each.name: each for each in judged.ruleset.assessments}
    found: dict[str, Bounds] = {}
    for each in judged.run.assessments:
        pattern = _pattern(assessments[each.name], [value for _, value in each.bindings])
        if pattern is not None:
            low, high = found.get(pattern, (0, None))
            found[pattern] = (max(low, each.total[0]), _least(high, each.total[1]))
    return found


def _pattern(assessment: Assessment, bound: list[str]) -> str | None:
    """The group whose instances an assessment counts, all of them; None if it is no such group."""
    given = [argument for argument in assessment.arguments if argument is not None]
    if len(given) > 1 or len(bound) != len(given):
        return None
    if given and assessment.arguments[0] is None:
        return None
    rest = ["*"] * (len(assessment.arguments) - len(given))
    return f"{assessment.norm}({', '.join([*map(quoted, bound), *rest])})"


def _narrowed(counts: dict[Verdict, Bounds], whole: Bounds | None) -> dict[Verdict, Bounds]:
    """The counts of a group whose total is known: what the others leave."""
    if whole is None or Verdict.NOT_APPLICABLE in counts:
        return counts  # an assessment counts no thing to which the norm does not apply
    return {
        verdict: _left(own, total(n for v, n in counts.items() if v is not verdict), whole)
        for verdict, own in counts.items()
    }


def _left(own: Bounds, others: Bounds, whole: Bounds) -> Bounds:
    low = own[0] if others[1] is None else max(own[0], whole[0] - others[1])
    high = None if whole[1] is None else max(0, whole[1] - others[0])
    return (low, _least(own[1], high))


def _least(left: int | None, right: int | None) -> int | None:
    if left is None or right is None:
        return right if left is None else left
    return min(left, right)


def whole(counts: dict[Verdict, Bounds], judged: Judged, group: Group) -> Bounds:
    """How many things a group holds in all."""
    summed = total(counts.values())
    known = None if Verdict.NOT_APPLICABLE in counts else _totals(judged).get(group.name)
    if known is None:
        return summed
    return (max(summed[0], known[0]), _least(summed[1], known[1]))


def add(left: Bounds, right: Bounds) -> Bounds:
    most = None if left[1] is None or right[1] is None else left[1] + right[1]
    return (left[0] + right[0], most)


def total(counts: Iterable[Bounds]) -> Bounds:
    found: Bounds = (0, 0)
    for each in counts:
        found = add(found, each)
    return found


def kind(finding: Finding) -> Kind:
    return finding.verdict, finding.reason


def worst(findings: Sequence[Finding]) -> int:
    return max((WEIGHT[finding.verdict] for finding in findings), default=-1)
