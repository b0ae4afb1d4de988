"""A ruleset and its cases in a folder, tried, with what is measured of them."""

from __future__ import annotations

from pathlib import Path

import attrs

from lexcheck.pipeline.files import find_files
from lexcheck.pipeline.trials import Trials, judge, ruleset_files
from lexcheck.testing.coverage import coverage
from lexcheck.testing.model import Coverage, Hearing, Mutation, Trial
from lexcheck.testing.mutation import mutation

RULES = """\
ruleset tried.desk
  timezone "Europe/Berlin"

source code "Code of the Desk"

record Parcel

record Order
  received: time
  urgent:   boolean
  parcels:  list of Parcel
  dropped:  time?

action ship(p: Parcel)
action hand_over(p: Parcel)
action lose(p: Parcel)

state gone(p: Parcel)

ship(p)      counts as gone(p)
hand_over(p) counts as partly gone(p)
lose(p)      ends gone(p)

obligation deliver
  cites    code "s 1"
  for each o: Order, p: Parcel in o.parcels
  when     o.urgent
  must     gone(p)
  within   24 hours of o.received
  until    o.dropped

exception handed to deliver
  when    hand_over(p) happened
  because "the customer has it"

reading slow
  deliver: within 48 hours of o.received
"""

CASE = """\
case: tried
ruleset: tried.desk
timezone: Europe/Berlin
built_from: log
as_of: 2024-03-10
records:
  Parcel: {p1: , p2: , p3: }
  Order:
    o1: {received: 2024-03-01T09:00, urgent: true, parcels: [p1, p2]}
    o2: {received: 2024-03-01T09:00, urgent: false, parcels: [p3]}
acts:
  - {ship: p1, at: 2024-03-01T12:00}
expect:
"""

IN_TIME = "  - deliver(o1, p1): {verdict: complied, deadline: 2024-03-02T09:00}\n    because: x\n"
NEVER = "  - deliver(o1, p2): breached\n    because: x\n"
NO_DUTY = "  - deliver(o2, p3): not_applicable\n    because: x\n"


@attrs.frozen
class Measured:
    trials: tuple[Trial, ...]
    hearings: tuple[Hearing, ...]
    coverage: Coverage
    mutation: Mutation

    @property
    def missing(self) -> list[str]:
        return [point.label for point in self.coverage.missing]

    @property
    def unnoticed(self) -> list[str]:
        return [f"{each.before} -> {each.after}" for each in self.mutation.survivors]


def measure(folder: Path, *expected: str, case: str = CASE, rules: str = RULES) -> Measured:
    """Of a case with these expectations."""
    (folder / "tried.lex").write_text(rules, "utf-8")
    (folder / "tried.yaml").write_text(case + "".join(expected), "utf-8")
    known = Trials()
    found = [known.of(path) for path in find_files(str(folder))]
    hearings = [hearing for tried in found for hearing in tried.hearings]
    (file,) = ruleset_files(hearings)
    return Measured(
        trials=tuple(trial for tried in found for trial in tried.trials),
        hearings=tuple(hearings),
        coverage=coverage(hearings, file, judge),
        mutation=mutation(hearings, file, judge),
    )
