"""What a run over a dataset comes to: figures small enough to read."""

from __future__ import annotations

from datetime import date

from lexcheck.base.light import light


@light(kw_only=True)
class TableRead:
    """A table as it was read: its rows, those left out not among them."""

    name: str
    holds: str
    rows: int


@light(kw_only=True)
class NormTally:
    """How many instances of a norm have which verdict: (verdict, reason or empty, number), by
    verdict and reason. `cases`: how many were judged case by case; `why`: why all of them were,
    empty where it was for doubt alone.
    """

    norm: str
    counts: tuple[tuple[str, str, int], ...]
    cases: int
    why: str

    @property
    def instances(self) -> int:
        return sum(number for _, _, number in self.counts)


@light(kw_only=True)
class PartyTally:
    """The verdicts of the duties that a party bears, by norm: (verdict, number)."""

    norm: str
    party: str
    counts: tuple[tuple[str, int], ...]


@light(kw_only=True)
class AssessmentTally:
    """How many bindings of an assessment have which outcome.

    `figure`: of a single binding, the least and the most; None where there is none.
    """

    name: str
    outcomes: tuple[tuple[str, int], ...]
    figure: tuple[float, float] | None


@light(kw_only=True)
class Summary:
    """A run over a dataset. `as_of` is an instant; `law_as_of` the day whose law was applied to all
    instances, None for the law in force when each arose. `folder`: where the findings were
    written, or empty. `notes`: what a reader must know of the run as a whole.
    """

    dataset: str
    title: str
    ruleset: str
    ruleset_title: str
    timezone: str
    as_of: int
    law_as_of: date | None
    reading: str
    tables: tuple[TableRead, ...]
    rejected: int
    norms: tuple[NormTally, ...]
    parties: tuple[PartyTally, ...]
    assessments: tuple[AssessmentTally, ...]
    notes: tuple[str, ...]
    folder: str

    @property
    def instances(self) -> int:
        return sum(norm.instances for norm in self.norms)
