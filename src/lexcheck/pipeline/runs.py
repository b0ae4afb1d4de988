"""From a ruleset and a case to a run, with what was asked for said in texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from lexcheck.base.diagnostics import Diagnostic, Label, did_you_mean, has_errors
from lexcheck.base.light import light
from lexcheck.base.text import Span, head_of, in_call
from lexcheck.base.time.instants import Instant, TimeError, local_day, read_moment, zone
from lexcheck.evaluate import from_norms, law
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from lexcheck.norms.settings import with_parameters
from lexcheck.norms.validity import judged_on
from lexcheck.pipeline.refusals import CaseRefused, SelectorRefused
from lexcheck.verdicts.model import Deed, Difference, Explanation, InstanceId, Run

#: A day means its end. (A datetime is a date, to Python.)
Moment = str | date

#: The reading under which a ruleset stands as it is written.
BASE = "base"

#: Comparing an unknown instance with more than these would take longer than the judgement.
_MOST_COMPARED = 5_000


@light(kw_only=True)
class Selectors:
    """What a run is asked for, in texts. `as_of` None: the case's own, else its latest fact.

    `law_as_of`: the day whose law is applied; None: the law in force when each duty arose.
    """

    as_of: Moment | None = None
    known_by: Moment | None = None
    law_as_of: Moment | None = None
    viewpoint: str = from_norms.ALL
    reading: str = BASE
    parameters: tuple[tuple[str, str], ...] = ()


def judge(
    ruleset: Ruleset, case: Case, asked: Selectors, only: Collection[str] | None = None
) -> tuple[Ruleset, Run]:
    """The run, and the ruleset as read for it. `only`: as in `evaluate`. Raises SelectorRefused,
    CaseRefused.
    """
    meant = under(ruleset, asked)
    try:
        run = from_norms.evaluate(
            meant,
            case,
            as_of=_instant("--as-of", asked.as_of, ruleset, case),
            known_by=_instant("--known-by", asked.known_by, ruleset, case),
            law_as_of=day_of_law(asked, case),
            viewpoint=asked.viewpoint,
            reading="" if asked.reading == BASE else asked.reading,
            parameters=asked.parameters,
            only=only,
        )
    except from_norms.NotJudgeable as fault:
        raise _refused(fault, asked, case) from fault
    return meant, run


def deeds(ruleset: Ruleset, case: Case, run: Run) -> Mapping[InstanceId, tuple[Deed, ...]]:
    """The acts on what each instance of a run is about; `ruleset` as read for it."""
    # Imported here, as below.
    from lexcheck.evaluate import deeds as acts

    return acts.deeds(ruleset, case, run)


#: A run with the ruleset, as read for it, and the case that it was made from.
Made = tuple[Ruleset, Case, Run]


def compare(left: Made, right: Made) -> tuple[Difference, ...]:
    """On what two runs differ, and what made the difference."""
    from lexcheck.evaluate import comparing

    sides = [
        comparing.Side(ruleset=ruleset, case=case, run=run) for ruleset, case, run in (left, right)
    ]
    return comparing.differences(*sides)


def explain(ruleset: Ruleset, case: Case, instance: str, asked: Selectors) -> Explanation:
    """Why an instance, `comply(order_1, acc_a)`, has its verdict. Raises as `judge` does."""
    # Imported here, since judging does without it, and has to start fast.
    from lexcheck.evaluate import explain as derivations

    try:
        return derivations.explain(
            under(ruleset, asked),
            case,
            instance,
            as_of=_instant("--as-of", asked.as_of, ruleset, case),
            known_by=_instant("--known-by", asked.known_by, ruleset, case),
            law_as_of=day_of_law(asked, case),
            viewpoint=asked.viewpoint,
        )
    except from_norms.NotJudgeable as fault:
        raise _refused(fault, asked, case) from fault
    except derivations.NoSuchInstance as fault:
        known = fault.known[:_MOST_COMPARED]
        hint = did_you_mean(instance, known) or "`lexcheck evaluate` lists them"
        message = f"there is no instance `{instance}`"
        span = in_call("", instance)
        raise SelectorRefused([_complaint("LX594", message, hint, span, case)]) from fault


def under(ruleset: Ruleset, asked: Selectors) -> Ruleset:
    """The ruleset as it stands under a reading, with parameters set. Raises SelectorRefused."""
    ruleset, complaints = with_parameters(ruleset, dict(asked.parameters))
    as_written = asked.reading in ("", BASE)
    if not as_written and asked.reading not in ruleset.reading:
        hint = did_you_mean(asked.reading, (BASE, *ruleset.reading))
        message = f"`{asked.reading}` is no reading of {ruleset.name}"
        span = in_call("--reading", asked.reading)
        complaints.append(Diagnostic(code="LX591", message=message, hint=hint, span=span))
    if has_errors(complaints):
        raise SelectorRefused(complaints)
    return ruleset if as_written else ruleset.reading[asked.reading].ruleset


def selectors(
    as_of: Moment | None,
    known_by: Moment | None,
    viewpoint: str,
    reading: str,
    parameters: Mapping[str, str] | None,
    law_as_of: Moment | None = None,
) -> Selectors:
    return Selectors(
        as_of=as_of,
        known_by=known_by,
        law_as_of=law_as_of,
        viewpoint=viewpoint,
        reading=reading or BASE,
        parameters=tuple((parameters or {}).items()),
    )


def _instant(option: str, moment: Moment | None, ruleset: Ruleset, case: Case) -> int | None:
    """The last instant of a moment, in the zone of the case, else of the ruleset."""
    if moment is None:
        return None
    text = moment if isinstance(moment, str) else moment.isoformat()
    try:
        return read_moment(text, zone(case.timezone or ruleset.timezone)).latest
    except TimeError as error:
        hint = "write a day, `2021-02-12`, or a time, `2021-02-12T18:00+05:30`"
        span = in_call(option, text)
        raise SelectorRefused([_complaint("LX592", str(error), hint, span, case)]) from error


def day_of_law(asked: Selectors, case: Case | None = None) -> date | None:
    """A civil day: laws come into force with one. `case` is the one asked of, if it is one. Raises
    SelectorRefused.
    """
    moment = asked.law_as_of
    if moment is None:
        return None
    if isinstance(moment, str):
        try:
            return date.fromisoformat(moment)
        except ValueError as error:
            hint = "write a day, as `2026-02-20`"
            message = f"`{moment}` is no day of the law"
            span = in_call("--law-as-of", moment)
            raise SelectorRefused([_complaint("LX596", message, hint, span, case)]) from error
    return moment.date() if isinstance(moment, datetime) else moment


def notes_on_law(ruleset: Ruleset, as_of: int, law_as_of: date | None) -> Iterator[str]:
    """What a reader must know of the law that was applied to tables; a run says it of itself."""
    day = local_day(Instant(as_of), zone(ruleset.timezone))
    return law.notes(judged_on(ruleset, day, law_as_of), day, law_as_of)


def _refused(
    fault: from_norms.NotJudgeable, asked: Selectors, case: Case
) -> SelectorRefused | CaseRefused:
    if fault.code == "LX502":
        span = head_of(case.source)
        said = Diagnostic(code=fault.code, message=fault.message, hint=fault.hint, span=span)
        return CaseRefused([said])
    span = in_call("--viewpoint", asked.viewpoint)
    return SelectorRefused([_complaint(fault.code, fault.message, fault.hint, span, case)])


def _complaint(code: str, message: str, hint: str, span: Span, case: Case | None) -> Diagnostic:
    """What a call is told of what it asks for: of several cases, it says of which."""
    labels = () if case is None else (of_case(case),)
    return Diagnostic(code=code, message=message, hint=hint, span=span, labels=labels)


def of_case(case: Case) -> Label:
    return Label(span=head_of(case.source), message="asked of this case")
