"""A report as text for people: first what it comes to, then each finding, the worst first.

The first screen answers three questions: is it compliant, where not, and what is due next. Runs of
one case under one ruleset (readings, viewpoints, moments) stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.report import Options, layout
from lexcheck.report.answers import headline
from lexcheck.report.colophon import colophon
from lexcheck.report.columns import alike, labels, prefix
from lexcheck.report.details import details
from lexcheck.report.layout import BOLD, clean, fill, painted
from lexcheck.report.measures import meanings
from lexcheck.report.model import Judged, Report
from lexcheck.report.overview import overview
from lexcheck.report.side_by_side import side_by_side


def render(report: Report, options: Options) -> bytes:
    blocks = side_by_side(report.runs)
    lines = list(_contents(blocks, options.width)) if len(blocks) > 1 else []
    for runs in blocks:
        lines += overview(runs, options.width)
        lines += details(runs, options.width, everything=options.everything)
        lines += meanings(runs, options.width)
        lines.append("")
    lines += _closing(report, options.width)
    return layout.finished(lines, colour=options.colour).encode()


def _contents(blocks: list[list[Judged]], room: int) -> Iterator[str]:
    """What each case comes to, where there are several."""
    rulesets = {runs[0].run.ruleset for runs in blocks}
    for runs in blocks:
        run = runs[0].run
        name = f"{run.case}, {run.ruleset}" if len(rulesets) > 1 else run.case
        answers = [
            (label, headline(judged.run.findings))
            for label, judged in zip(labels(runs), runs, strict=True)
        ]
        for (verdict, colour), names in alike(answers):
            said = f"{clean(name)}: {prefix(names)}{painted(verdict, colour)}"
            yield from fill(said, room, rest="  ")
    yield ""


def _closing(report: Report, width: int) -> Iterator[str]:
    if not any(judged.run.findings for judged in report.runs):
        yield painted("Nothing was judged.", BOLD)
    cases = len({judged.case.source.name for judged in report.runs})
    refused = [each.path for each in report.refused if each.what != "selector"]
    if refused or report.passed_over or cases > 1:
        parts = [f"{cases} case{'' if cases == 1 else 's'} judged"]
        if refused:
            parts.append(f"{len(refused)} refused: {', '.join(dict.fromkeys(refused))}")
        if report.passed_over:
            parts.append(f"passed over, no cases: {', '.join(report.passed_over)}")
        yield from fill(clean("; ".join(parts) + "."), width)
    rulesets = [judged.ruleset for judged in report.runs]
    yield from colophon(report.version, rulesets, report.inputs, width)
