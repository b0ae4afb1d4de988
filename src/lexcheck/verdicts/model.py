"""Verdicts, findings, and what a run over one case says.

Times in findings are intervals: `Span of time` `[earliest, latest]`, both included, equal where the
time is exact; None is an open end. Nothing here knows a format.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Literal, NewType

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.facts.case import ActFact, ActId, Grade
from lexcheck.norms.model import Citation

InstanceId = NewType("InstanceId", str)


class Verdict(StrEnum):
    """In the order of weight that `--fail-on` uses, lightest first."""

    NOT_APPLICABLE = "not_applicable"
    EXCUSED = "excused"
    COMPLIED = "complied"
    PENDING = "pending"
    COMPLIED_LATE = "complied_late"
    PARTIAL = "partial"
    PARTIAL_LATE = "partial_late"
    REPAIRED = "repaired"
    UNDETERMINED = "undetermined"
    BREACHED = "breached"


#: Every verdict's place in that order.
WEIGHT = {verdict: place for place, verdict in enumerate(Verdict)}


class Reason(StrEnum):
    """Why a duty is breached, or why a verdict is open. The second kind in order of precedence."""

    NOT_PERFORMED = "not_performed"
    REVERSED = "reversed"
    LAPSED = "lapsed"
    PREMATURE = "premature"
    PROHIBITED_ACT = "prohibited_act"

    CONFLICTING_FACTS = "conflicting_facts"
    DISPUTED = "disputed"
    MISSING_FACT = "missing_fact"
    NOT_COVERED = "not_covered"
    NEEDS_JUDGEMENT = "needs_judgement"
    IMPRECISE_TIME = "imprecise_time"


@light
class When:
    """A time in a finding: in `[earliest, latest]`; None is an open end."""

    earliest: int | None
    latest: int | None

    @property
    def exact(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest


@light
class Length:
    """A length of time in microseconds, in `[least, most]`; None is no bound."""

    least: int
    most: int | None


@light
class Gap:
    """A stretch `[start, end)` after the deadline in which less was done than at the horizon."""

    start: When
    end: When


@light
class UsedFact:
    """A fact that the verdict rests on, with where it stands and who says so.

    `fact` names it: `order_1.received`, `act a7`, `act a7: territory`, `coverage of restore`.
    """

    fact: str
    value: str
    span: Span | None
    sources: tuple[str, ...] = ()
    asserts: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    because: str = ""


@light(kw_only=True)
class ExceptionFinding:
    """An exception that was considered. `open`: the evidence leaves it open."""

    name: str
    kind: Literal["exception", "permission", "unless", "override"]
    outcome: Literal["held", "failed", "open"]
    presumed: bool
    text: str
    because: str
    citations: tuple[Citation, ...]
    span: Span


@light(kw_only=True)
class Question:
    """What would settle an open verdict: a question of fact, and what each answer leaves."""

    question: str
    reason: Reason
    answers: tuple[tuple[str, tuple[Verdict, ...]], ...]
    span: Span | None


@light(kw_only=True)
class Finding:
    """The verdict on one instance of one norm, with what it rests on.

    `version` is the one that judges it, by its days; `other_versions` are those that may be it too,
    where that is open.
    `possible` holds the verdict alone where it is definite. `reasons` are all that apply, the first
    is the reason; for a definite breach of open kind there may be two. `grade` is that at the
    horizon (or now, while pending), as the least and the most it may be. `deciding_act` is the act
    that gave that grade; with doubt, every act that may be it is in `deciding_acts`. `lateness` is
    from the deadline to the end of the last gap, `took` from the trigger to the deciding act.
    Texts are fit for print: their times are local. `law` says what became of the instance as the
    law changed, where it did. `count` is how many things the instance stands for: (least, most or
    None).
    """

    id: InstanceId
    norm: str
    version: str
    bindings: tuple[tuple[str, str], ...]
    verdict: Verdict
    possible: tuple[Verdict, ...]
    reasons: tuple[Reason, ...] = ()
    grade: tuple[Grade, Grade] = (Grade.NONE, Grade.NONE)
    bearer: str = ""
    counterparty: str = ""
    trigger: When | None = None
    opening: When | None = None
    deadline: When | None = None
    steps: tuple[str, ...] = ()
    horizon: When | None = None
    deciding_acts: tuple[ActId, ...] = ()
    gaps: tuple[Gap, ...] = ()
    lateness: Length | None = None
    took: Length | None = None
    breach_at: When | None = None
    prohibited_acts: tuple[ActId, ...] = ()
    exceptions: tuple[ExceptionFinding, ...] = ()
    assumptions: tuple[str, ...] = ()
    facts: tuple[UsedFact, ...] = ()
    questions: tuple[Question, ...] = ()
    other_versions: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    remedy: str = ""
    count: tuple[int, int | None] = (1, 1)

    @property
    def reason(self) -> Reason | None:
        return self.reasons[0] if self.reasons else None

    @property
    def deciding_act(self) -> ActId | None:
        """The deciding act of a definite verdict; None where there is none, or more than one."""
        if self.verdict is Verdict.UNDETERMINED or len(self.deciding_acts) != 1:
            return None
        return self.deciding_acts[0]


@light(kw_only=True)
class Deed:
    """A recorded act on what an instance is about.

    `grades` are those that it may start, ascending; NONE: it ends the state. `at` may be imprecise.
    `certain`: whatever is open, it was done, and counts so.
    """

    act: ActId
    actions: tuple[str, ...]
    grades: tuple[Grade, ...]
    at: When
    certain: bool
    span: Span | None


@light
class Bounds:
    """A figure in `[least, most]`, both reachable. Shares are exact fractions as (numerator,
    denominator); counts have the denominator 1. `most` None is no bound.
    """

    least: tuple[int, int]
    most: tuple[int, int] | None

    @property
    def exact(self) -> bool:
        return self.least == self.most


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    MEASURED = "measured"  # no threshold: only the figure was asked for


@light(kw_only=True)
class AssessmentFinding:
    """A share or count. An empty set is not applicable, never 100 %.

    `counted` and `total` are bounds on how many things count, and on how many there is a duty;
    `not_counted` on those that do not. They are not independent of one another.
    """

    id: str
    name: str
    bindings: tuple[tuple[str, str], ...]
    text: str
    measured: Literal["share", "count"]
    outcome: Outcome
    figure: Bounds | None
    counted: tuple[int, int | None]
    not_counted: tuple[int, int | None]
    total: tuple[int, int | None]
    threshold: str
    citations: tuple[Citation, ...] = ()
    span: Span


@light(kw_only=True)
class SanctionFinding:
    """What a breach exposes whom to. Reported, never a verdict.

    `certain`: the instance is breached; else it only may be. `imposed`: whether the evidence shows
    it imposed; `unknown` where the record is not complete for that.
    """

    name: str
    instance: InstanceId
    liable: str
    exposure: str
    certain: bool
    imposed: Literal["yes", "no", "unknown", "not stated"]
    citations: tuple[Citation, ...] = ()
    span: Span


@light(kw_only=True)
class Run:
    """One case judged once: one as-of, one viewpoint, one reading.

    `as_of` is the instant T. `law_as_of`: the day whose law is applied to all; None: the law that
    was in force at each trigger. `parameters` are those set, by name and text. `notes` say what a
    reader must know of the run as a whole. Findings are in order of norm (as in the ruleset) and
    bindings.
    """

    case: str
    ruleset: str
    timezone: str
    as_of: int
    known_by: int | None
    law_as_of: date | None = None
    viewpoint: str
    reading: str
    parameters: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    assessments: tuple[AssessmentFinding, ...] = ()
    sanctions: tuple[SanctionFinding, ...] = ()
    notes: tuple[str, ...] = ()

    def _repr_html_(self) -> str | None:
        """What a notebook shows; None where the extra `html` is not installed.

        How a run looks is for `report` to say, which is above this room, and is looked up by name
        only when a notebook asks.
        """
        shown: str | None = import_module("lexcheck.report.html.notebook").shown(self)
        return shown


@light(kw_only=True)
class Cause:
    """In what two runs differ: a statement of the rules, a fact, or what was asked for.

    `left` and `right` are where it stands on either side; None where it is not there.
    """

    kind: Literal["rule", "fact", "asked"]
    text: str
    left: Span | None = None
    right: Span | None = None


@light(kw_only=True)
class Difference:
    """An instance on which two runs differ; None where a run does not have it.

    Each of `causes` is a set that makes the difference by itself, and no part of which does; there
    may be others. None of them: finding one would have taken too many runs.
    """

    instance: InstanceId
    left: Finding | None
    right: Finding | None
    causes: tuple[tuple[Cause, ...], ...]


@light(kw_only=True)
class Step:
    """One line of a derivation. `depth` 0 is the verdict; deeper lines are what it rests on.

    `span` is the line of the ruleset or of the case that the step reads.
    """

    depth: int
    text: str
    span: Span | None = None


@light(kw_only=True)
class Edit:
    """A change of one act: done at another moment, left out, or added.

    `at` is the moment that it is moved to, or added at; `shift` by how many microseconds it is
    moved, earlier if negative. `added` is the act itself, with an id of its own.
    """

    kind: Literal["move", "leave out", "add"]
    act: ActId
    actions: tuple[str, ...]
    at: int
    shift: int
    added: ActFact | None


@light(kw_only=True)
class Change:
    """A smallest change of recorded acts, and the verdict that it promises."""

    edits: tuple[Edit, ...]
    verdict: Verdict


@light(kw_only=True)
class Search:
    """What came of looking for the smallest change: None where there is none of so many acts.

    `complete`: every smaller one, or every one of at most `most` acts, was shown to do nothing.
    """

    change: Change | None
    most: int
    complete: bool


@light(kw_only=True)
class Settlement:
    """Answers, to as few questions as can be, after which one verdict alone is left; to each
    question any of those named.
    """

    verdict: Verdict
    answers: tuple[tuple[str, tuple[str, ...]], ...]


@light(kw_only=True)
class Explanation:
    """Why one instance has its verdict, step by step; where it is open, one run per way it may be.

    Each way is a completion that leads to that verdict: its answers to the open questions, and the
    derivation under them. `notes` as in a run, on the law that was applied. `search` is what would
    have turned a definite breach; `settlements` what would settle an open verdict, each in another
    way; `unsettled` are the verdicts that no three answers settle it as, if all sets of so few were
    `gone_through`.
    """

    finding: Finding
    as_of: int
    notes: tuple[str, ...] = ()
    ways: tuple[tuple[Verdict, tuple[str, ...], tuple[Step, ...]], ...]
    search: Search | None = None
    settlements: tuple[Settlement, ...] = ()
    unsettled: tuple[Verdict, ...] = ()
    gone_through: bool = True
