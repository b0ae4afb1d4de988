"""What cases show of a ruleset.

A point is decisive in a case if, but for it, the case would be judged otherwise: the file is
compiled without it, the case is judged again, and the findings are compared. Where the ruleset
would be none without the point (an act duty without its deadline), or the same, it is decisive
wherever what it belongs to applies to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lexcheck.syntax import model as m
from lexcheck.testing.differences import differences, subject
from lexcheck.testing.model import Coverage, Decided, Hearing, Judge, Rules, Shown
from lexcheck.testing.points import Candidate, candidates
from lexcheck.testing.variants import AS_WRITTEN, Narrow, Variant
from lexcheck.verdicts.model import Finding, Outcome, Run, Verdict

#: What a run says, by what it says it of.
Substance = dict[str, tuple[object, ...]]


def coverage(hearings: Sequence[Hearing], file: m.File, judge: Judge) -> Coverage:
    """What hearings of rulesets that are made of a file, among others, show of that file."""
    heard = in_order(each for each in hearings if any(file is other for other in each.rules.files))
    return Coverage(
        file=file,
        points=tuple(
            Decided(point=each.point, where=_where(each, heard, file, judge))
            for each in candidates(file)
        ),
        shown=tuple(_shown(file, heard)),
    )


def in_order(hearings: Iterable[Hearing]) -> list[Hearing]:
    """The small cases first, since any will do."""
    return sorted(hearings, key=lambda h: (len(h.case.source.text), h.case.source.name, h.asked))


def reading_of(hearing: Hearing) -> str:
    return dict(hearing.asked).get("reading", AS_WRITTEN)


def _where(candidate: Candidate, hearings: list[Hearing], file: m.File, judge: Judge) -> str:
    """The first case and instance for which a point is decisive; empty for none."""
    without = Variant(file, candidate.without)
    for hearing in hearings:
        if candidate.point.reading in ("", reading_of(hearing)):
            found = _differs(candidate, hearing, without, judge)
            if found:
                return f"{hearing.case.source.name}: {found}"
    return ""


def _differs(candidate: Candidate, hearing: Hearing, without: Variant, judge: Judge) -> str:
    """An instance that would be judged otherwise, if any."""
    narrow = without.narrow(hearing.rules, reading_of(hearing))
    if narrow is None:
        return next(_applied(candidate, hearing.run, hearing.rules), "")
    theirs = substance(judge(narrow.ruleset, hearing.case, hearing.asked), narrow)
    ours = substance(hearing.run, narrow)
    return next((key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)), "")


def substance(run: Run, narrow: Narrow) -> Substance:
    """What a run says of the instances of these norms, and of what is drawn from them."""
    found: Substance = {}
    for f in run.findings:
        if f.norm in narrow.norms:
            found[f.id] = (
                f.verdict, f.possible, f.reasons, f.grade, f.bearer, f.counterparty, f.trigger,
                f.opening, f.deadline, f.horizon, f.deciding_acts, f.gaps, f.lateness,
                f.breach_at, f.prohibited_acts, f.count,
            )  # fmt: skip
    for s in run.sanctions:
        if s.instance.partition("(")[0] in narrow.norms:
            found[f"{s.name} on {s.instance}"] = (s.liable, s.exposure, s.certain, s.imposed)
    for a in run.assessments:
        if a.name in narrow.assessed:
            found[a.id] = (a.outcome, a.figure, a.counted, a.not_counted, a.total, a.threshold)
    return found


def _applied(candidate: Candidate, run: Run, rules: Rules) -> Iterator[str]:
    """The instances to which what a point belongs to applies."""
    owner = candidate.owner
    match owner:
        case m.NormStatement():
            versions = {str(n.in_force) for n in rules.ruleset.norms if n.span == owner.span}
            for finding in _arisen(run, owner.name.text):
                if finding.version in versions:
                    yield finding.id
        case m.Amendment():
            for finding in _arisen(run, owner.norm.text):
                yield finding.id
        case m.ExceptionStatement():
            for finding in run.findings:
                for each in finding.exceptions:
                    if each.name == owner.name.text and each.outcome != "failed":
                        yield finding.id
        case m.SanctionStatement():
            for sanction in run.sanctions:
                if sanction.name == owner.name.text:
                    yield f"{sanction.name} on {sanction.instance}"
        case m.AssessmentStatement():
            for each_ in run.assessments:
                if each_.name == owner.name.text and each_.outcome is not Outcome.NOT_APPLICABLE:
                    yield each_.id
        case m.CountsAs() | m.Ends() | m.Setting():
            pass  # the ruleset does without it


def _arisen(run: Run, norm: str) -> Iterator[Finding]:
    for finding in run.findings:
        if finding.norm == norm and finding.possible != (Verdict.NOT_APPLICABLE,):
            yield finding


def _shown(file: m.File, hearings: Sequence[Hearing]) -> Iterator[Shown]:
    """The verdicts of each norm that some case expects, as it should."""
    found: dict[str, set[Verdict]] = {
        each.name.text: set() for each in file.statements if isinstance(each, m.NormStatement)
    }
    for hearing in hearings:
        for expectation in hearing.expectations:
            about = subject(hearing.run, expectation.instance)
            if isinstance(about, Finding) and about.norm in found:
                if not any(differences(hearing.run, expectation)):
                    found[about.norm].add(about.verdict)
    for norm, verdicts in found.items():
        yield Shown(norm=norm, verdicts=tuple(v for v in Verdict if v in verdicts))
