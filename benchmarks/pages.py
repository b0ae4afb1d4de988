"""A report of 10,000 findings: those of the ordinary case, over and over, under other names."""

from __future__ import annotations

import gc
import time
from itertools import count, cycle, islice

import attrs

from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline import runs
from lexcheck.report import Options, render
from lexcheck.report.model import Judged, Report
from lexcheck.verdicts.model import InstanceId

FINDINGS = 10_000


def report(ruleset: Ruleset, case: Case) -> Report:
    meant, run = runs.judge(ruleset, case, runs.Selectors())
    acts = runs.deeds(meant, case, run)
    numbered = zip(count(), cycle(run.findings))
    named = [(InstanceId(f"{f.id} {n}"), f) for n, f in islice(numbered, FINDINGS)]
    findings = tuple(attrs.evolve(finding, id=name) for name, finding in named)
    deeds = {name: acts.get(finding.id, ()) for name, finding in named}
    many = Judged(
        run=attrs.evolve(run, findings=findings), ruleset=meant, case=case, deeds=lambda: deeds
    )
    return Report(version="0", inputs=(), runs=(many,))


def measure(made: Report, turns: int = 3) -> tuple[float, int]:
    """The least CPU seconds, and the bytes."""
    best, size = float("inf"), 0
    for _ in range(turns):
        gc.collect()
        start = time.process_time()
        size = len(render(made, "html", Options()))
        best = min(best, time.process_time() - start)
    return best, size
