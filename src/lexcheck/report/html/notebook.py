"""A run as a notebook shows it: what it comes to, how many of each verdict, the worst findings."""

from __future__ import annotations

from lexcheck.base.time.instants import zone
from lexcheck.report import MissingExtra, wording
from lexcheck.report.answers import headline
from lexcheck.report.clauses import clauses
from lexcheck.report.html import fill
from lexcheck.verdicts.model import WEIGHT, Finding, Run, Verdict

#: A cell of a notebook is no report: more findings are only counted.
_MOST_SHOWN = 50


def shown(run: Run) -> str | None:
    """The cell; None where the template engine is not installed."""
    worst = sorted(run.findings, key=lambda finding: -WEIGHT[finding.verdict])
    try:
        return fill(
            "notebook.html.jinja",
            run=run,
            answer=headline(run.findings)[0],
            asked=list(wording.selectors(run)),
            counts=_counts(run),
            findings=[(finding, _said(finding, run)) for finding in worst[:_MOST_SHOWN]],
            left_out=max(0, len(worst) - _MOST_SHOWN),
        )
    except MissingExtra:
        return None


def _said(finding: Finding, run: Run) -> str:
    tz = zone(run.timezone)
    return wording.localised("; ".join(clauses(finding, tz)), tz)


def _counts(run: Run) -> list[tuple[Verdict, int]]:
    """How many instances have which verdict, the heaviest first."""
    found = dict.fromkeys(reversed(Verdict), 0)
    for finding in run.findings:
        found[finding.verdict] += 1
    return [(verdict, number) for verdict, number in found.items() if number]
