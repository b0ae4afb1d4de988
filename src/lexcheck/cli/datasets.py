"""Tables, where `lexcheck evaluate` was given a manifest or a folder that holds one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from lexcheck import __version__
from lexcheck.base.diagnostics import Refused
from lexcheck.cli import progress, streams
from lexcheck.cli.exits import Exit
from lexcheck.pipeline import datasets, manifests, runs
from lexcheck.pipeline.files import Place, write_whole
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import RulesetRefused, SelectorRefused, Unreadable
from lexcheck.report import dataset as report
from lexcheck.verdicts.model import WEIGHT, Verdict


def judge(
    where: Place,
    rulesets: Sequence[str],
    asked: runs.Selectors,
    options: manifests.Options,
    *,
    format_: str,
    output: str | None,
    fail_on: Verdict | None,
    quiet: bool,
) -> Exit:
    """Judge one dataset, and show what it comes to."""
    library = Library()
    try:
        judged_by = []
        for named in dict.fromkeys(rulesets):
            library.ruleset(named)
            judged_by.append(library.compiled(named))
        opened = datasets.open_dataset(library, where, judged_by)
        warnings = [*opened.warnings, *datasets.slow_norms(opened, asked)]
        streams.complain(warnings, quiet=quiet)
        with progress.steps(quiet=quiet) as told:
            summary = datasets.judge(opened, asked, options, progress=told).summary
        if format_ == "json":
            shown = report.as_json(summary, __version__)
        else:
            colour = output is None and streams.coloured(sys.stdout)
            to_terminal = output is None and streams.is_terminal(sys.stdout)
            width = streams.columns() if to_terminal else 80
            shown = report.text(summary, colour=colour, width=width)
        if output is None:
            streams.emit(shown)
        else:
            write_whole(output, shown, keeping=library.inputs)
    except Unreadable as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    except Refused as fault:
        streams.complain(fault.diagnostics)
        return _code(fault)
    except manifests.NoEngine as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    if not summary.instances:
        return Exit.NOTHING
    if fail_on is not None:
        weights = [WEIGHT[Verdict(v)] for norm in summary.norms for v, _, _ in norm.counts]
        if max(weights) >= WEIGHT[fail_on]:
            return Exit.FOUND
    return Exit.DONE


def _code(fault: Refused) -> Exit:
    if isinstance(fault, RulesetRefused):
        return Exit.RULESET
    return Exit.USAGE if isinstance(fault, SelectorRefused) else Exit.CASE


Told = Callable[[str, int, int], None]
