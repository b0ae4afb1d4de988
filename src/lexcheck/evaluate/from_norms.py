"""A ruleset and a case in, a run out.

The evidence is taken from the case as one viewpoint has it; the docket lists the instances of each
norm; each is judged in every completion that a question tells apart (`world.explore`), by the same
plain evaluator (`judge`), and what the completions say together is its finding (`findings`).
Assessments and sanctions are drawn from the findings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from lexcheck.base.diagnostics import did_you_mean
from lexcheck.base.time.instants import Instant, Interval, local_day, zone
from lexcheck.evaluate import law
from lexcheck.evaluate.assess import Assessor
from lexcheck.evaluate.docket import Docket, Instance
from lexcheck.evaluate.evidence import Evidence
from lexcheck.evaluate.findings import Findings
from lexcheck.evaluate.stance import Stance
from lexcheck.evaluate.terms import Terms
from lexcheck.facts.case import Case, Claim, Fact
from lexcheck.facts.schema import PARTY
from lexcheck.norms.model import Ruleset
from lexcheck.norms.validity import judged_on
from lexcheck.verdicts.model import Finding, InstanceId, Run, Verdict

ALL = "all"


class NotJudgeable(Exception):
    """The call asks for what the case cannot give. `hint` says what to do."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def evaluate(
    ruleset: Ruleset,
    case: Case,
    *,
    as_of: int | None = None,
    known_by: int | None = None,
    viewpoint: str = ALL,
    reading: str = "",
    parameters: tuple[tuple[str, str], ...] = (),
    law_as_of: date | None = None,
    only: Collection[str] | None = None,
) -> Run:
    """Judge a case.

    `as_of` and `known_by` are instants; without `as_of` the case's own is taken (the end of it, if
    it is a day), else its latest fact. `law_as_of`: the day whose law judges all instances; None:
    the law in force at each trigger. `ruleset` is already that of the reading; `reading` and
    `parameters` are recorded. `only`: the norms to judge, if not all of them; nothing is then drawn
    from their findings, no assessment and no sanction. Raises NotJudgeable for an unknown
    viewpoint, or where there is neither an as-of nor a fact with a time.
    """
    docket, moment = open_docket(ruleset, case, as_of, known_by, viewpoint, law_as_of)
    findings = Findings(docket)
    judged: dict[str, list[tuple[Instance, Finding]]] = {}
    for name in ruleset.versions:
        if only is None or name in only:
            judged[name] = [(each, findings.of(each)) for each in docket.instances(name)]
    assessor = Assessor(docket, judged) if only is None else None
    return Run(
        case=case.name,
        ruleset=ruleset.name,
        timezone=ruleset.timezone,
        as_of=moment,
        known_by=known_by,
        law_as_of=law_as_of,
        viewpoint=viewpoint,
        reading=reading,
        parameters=parameters,
        findings=tuple(finding for found in judged.values() for _, finding in found),
        assessments=tuple(assessor.assessments()) if assessor else (),
        sanctions=tuple(assessor.sanctions()) if assessor else (),
        notes=(*_notes(docket), *law.notes(docket.terms.ruleset, docket.day, law_as_of)),
    )


def verdicts(
    ruleset: Ruleset,
    case: Case,
    *,
    as_of: int | None = None,
    known_by: int | None = None,
    viewpoint: str = ALL,
) -> Iterator[tuple[InstanceId, frozenset[Verdict]]]:
    """The verdicts that each instance may have, and no more: one where it is definite.

    The same as the `possible` of the findings of `evaluate`, in their order. Raises NotJudgeable.
    """
    docket, _ = open_docket(ruleset, case, as_of, known_by, viewpoint)
    findings = Findings(docket)
    for name in ruleset.versions:
        for instance in docket.instances(name):
            yield instance.id, findings.verdicts(instance)


def findings_on(
    ruleset: Ruleset,
    case: Case,
    wanted: Mapping[str, Collection[tuple[str, ...]]],
    *,
    as_of: int,
    law_as_of: date | None = None,
) -> Iterator[Finding]:
    """The findings on some instances alone: by norm, the values of their variables.

    What is no instance in this case has no finding. `law_as_of`: as of `evaluate`.
    """
    docket, _ = open_docket(ruleset, case, as_of, None, ALL, law_as_of)
    findings = Findings(docket)
    for name, keys in wanted.items():
        for instance in docket.instances(name):
            if tuple(value for _, value in instance.bindings) in keys:
                yield findings.of(instance)


def open_docket(
    ruleset: Ruleset,
    case: Case,
    as_of: int | None,
    known_by: int | None,
    viewpoint: str,
    law_as_of: date | None = None,
) -> tuple[Docket, int]:
    """The docket of a run, under the law of its day, and its as-of."""
    moment = _as_of(case) if as_of is None else as_of
    stance = _stance(case, viewpoint, known_by)
    evidence = Evidence(case, ruleset.schema, stance, moment)
    day = local_day(Instant(moment), zone(ruleset.timezone))
    return Docket(Terms(judged_on(ruleset, day, law_as_of), evidence), day), moment


def _stance(case: Case, viewpoint: str, known_by: int | None) -> Stance:
    sources = {reference.key for reference in case.references}
    if viewpoint != ALL and viewpoint not in sources:
        parties: set[str] = {record.id for record in case.records if record.type == PARTY}
        parties |= {name for names in _said_by(case) for name in names}
        if viewpoint not in parties:
            raise NotJudgeable(
                "LX501",
                f"`{viewpoint}` is no viewpoint of this case",
                did_you_mean(viewpoint, {ALL} | sources | parties),
            )
    return Stance(
        viewpoint=viewpoint,
        is_source=viewpoint in sources,
        known_by=known_by,
        published={reference.key: reference.published for reference in case.references},
    )


def _said_by(case: Case) -> Iterator[tuple[str, ...]]:
    """The names of all who assert or deny anything."""
    for record in case.records:
        yield record.provenance.asserts + record.provenance.denies
        for claim in _claims(record.fields):
            yield claim.provenance.asserts + claim.provenance.denies
    for act in case.acts:
        yield act.provenance.asserts + act.provenance.denies
        for claim in _claims((*act.fields, *act.arguments)):
            yield claim.provenance.asserts + claim.provenance.denies
    others = [o.provenance for o in case.observations] + [c.provenance for c in case.coverage]
    for provenance in others + [g.provenance for g in case.groups]:
        yield provenance.asserts + provenance.denies


def _claims(facts: tuple[Fact, ...]) -> Iterator[Claim]:
    for fact in facts:
        yield from fact.claims


def _as_of(case: Case) -> int:
    """The case's own as-of, at its end; else the end of its latest fact."""
    if case.as_of is not None and case.as_of.latest is not None:
        return case.as_of.latest
    facts = [fact for record in case.records for fact in record.fields]
    facts += [fact for act in case.acts for fact in act.fields]
    intervals = [
        claim.value for claim in _claims(tuple(facts)) if isinstance(claim.value, Interval)
    ]
    intervals += [observation.at for observation in case.observations]
    latest = [interval.latest for interval in intervals if interval.latest is not None]
    if not latest:
        raise NotJudgeable(
            "LX502",
            f"case `{case.name}` has no as-of, and no fact with a time",
            "say `as_of:` in the case, or the day to judge as of",
        )
    return max(latest)


def _notes(docket: Docket) -> Iterator[str]:
    """What a reader must know of the run as a whole."""
    evidence = docket.evidence
    if evidence.complete_until is not None and evidence.complete_until < evidence.as_of:
        yield "the log ends before the as-of: what it does not show since then is unknown"
    if evidence.complete_until is None:
        yield "the case is built from reports: what it does not mention may have happened"
