"""Norms and what bears on them, in sentences.

What is told are the norms as they are judged, with their defaults filled in: that is what a lawyer
has to check against the statute. `SAID` lists the fields of each model that have their sentence
here; a test holds it against the models, so that a new clause is not passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.norms.model import (
    Asked,
    Assessment,
    Citation,
    CountsAs,
    Effect,
    InForce,
    Norm,
    NormException,
    Parameter,
    Pending,
    Sanction,
    Target,
)
from lexcheck.report import wording
from lexcheck.report.plain.terms import Phrases, listed, quoted, type_words
from lexcheck.resolved.terms import Clock, Extension, PeriodOf, Standard, Term

#: A sentence and how deep it stands: what is deeper belongs to what is above.
Sentences = Iterator[tuple[int, str]]

SAID: dict[type, str] = {
    Norm: "name kind text in_force citations binders when trigger bearer counterparty target"
    " or_earlier opening deadline until exceptions essence on_breach repairs overridden_by because"
    " governs void converted converted_from span",
    InForce: "start until pending annulled span",
    Clock: "paused restarts extensions",
    Extension: "length condition span",
    PeriodOf: "type span period anchor opening counting clock",
    Standard: "type span words taken_as anchor counting clock",
    NormException: "name kind text condition asked presumed_absent because citations exceptions"
    " span",
    CountsAs: "action variables territory by effect target is_state arguments when because"
    " citations span",
    Target: "is_state name arguments territory by span",
    Sanction: "name norm text liable exposure imposed_by citations span",
    Assessment: "name text binders measured norm arguments among graded bound threshold citations"
    " span",
    Parameter: "name type value text span",
}


@light(kw_only=True)
class Statement:
    """A statement of the ruleset: its sentences, where it comes from, and where it stands."""

    name: str
    sentences: tuple[tuple[int, str], ...]
    citations: tuple[str, ...] = ()
    span: Span | None = None


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    said = text.strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '?', '!')) else '.'}"


def _made(
    name: str, sentences: Sentences, citations: tuple[Citation, ...], span: Span | None
) -> Statement:
    return Statement(
        name=name,
        sentences=tuple((depth, sentence(text)) for depth, text in sentences if text.strip()),
        citations=tuple(wording.cited(citations)),
        span=span,
    )


# ── Norms ──────────────────────────────────────────────────────────────────────────────────────


def norm(of: Norm, phrases: Phrases) -> Statement:
    return _made(of.name, _norm(of, phrases), of.citations, of.span)


def _norm(of: Norm, phrases: Phrases) -> Sentences:
    yield 0, of.text
    yield from _in_force(of)
    yield 0, _each(of, phrases)
    if of.when is not None:
        yield 0, f"it applies only if {phrases.of(of.when)}"
    if of.bearer is not None:
        owed = "" if of.counterparty is None else f", owed to {phrases.of(of.counterparty)}"
        yield 0, f"it is a duty of {phrases.of(of.bearer)}{owed}"
    if of.trigger is not None:
        yield 0, f"it arises at {phrases.of(of.trigger)}"
    elif of.on_breach is None:
        yield 0, "it does not wait for anything: it applies for as long as it is in force"
    yield from _must(of, phrases)
    if of.essence:
        yield 0, "time is of the essence: once it was not done for a while, it is breached for good"
    for exception in of.exceptions:
        yield from _exception(exception, of.name, phrases, 0)
    for other in of.overridden_by:
        yield 0, f"it gives way to {quoted(other)} where that applies to the same thing"
    if of.repairs is not None:
        yield (
            0,
            f"to comply with it repairs the breach of {quoted(of.repairs)}, which stays on record",
        )
    if of.because:
        yield 0, f"so it is encoded because {of.because}"


_PENDING = {
    Pending.CONTINUE: "what is pending when it ends is judged by it all the same",
    Pending.END: "what is pending when it ends, ends with it",
    Pending.CONVERT: "what is pending when it ends is judged by its next version",
}


def _in_force(of: Norm) -> Sentences:
    if str(of.in_force) != "always":
        yield 0, f"it is in force {of.in_force}"
    if of.in_force.until is not None:
        yield 1, _PENDING[of.in_force.pending]
    if of.in_force.annulled is not None:
        annulled = of.in_force.annulled
        yield 1, f"it was annulled: from {annulled} on it is taken as never having been in force"
    if of.governs is not None:
        yield 1, f"it judges what arose {of.governs}"
    if of.void:
        yield 1, f"it judges nothing: {of.void}"
    if of.converted is not None:
        yield 1, "what is pending at its end is judged as if it had arisen under the next version"
    if of.converted_from is not None:
        yield 1, f"it takes over what was pending under the version in force {of.converted_from}"


def _each(of: Norm, phrases: Phrases) -> str:
    each = [phrases.binder(binder) for binder in of.binders]
    if of.on_breach is not None:
        named = listed(of.on_breach.variables)
        breach = f"each breach of {quoted(of.on_breach.norm)}{f' for {named}' if named else ''}"
        each.insert(0, breach)
    return f"there is one such {of.kind} for {listed(each)}" if each else ""


def _must(of: Norm, phrases: Phrases) -> Sentences:
    what = target(of.target, phrases)
    must = "must" if of.kind == "obligation" else "must not"
    deadline = None if of.deadline is None else phrases.of(of.deadline)
    until = None if of.until is None else phrases.of(of.until)
    if of.kind == "prohibition":
        end = [f"until {each}" for each in (deadline, until) if each is not None]
        first = ", whichever is first" if len(end) > 1 else ""
        stretch = f" from then on, {listed(end, 'or')}{first}" if end else " from then on"
        verb = "hold" if of.target.is_state else "be done"
        yield 0, f"{what} {must} {verb}{stretch}"
    elif of.target.is_state:
        by = "at once" if deadline is None else _by(of.deadline, deadline)
        keep = "as long as this is in force" if of.stands else "for good"
        if until is not None:
            keep = f"until {until}{_if_ever(of.until)}"
        yield 0, f"{what} {must} hold {by}, and from then on {keep}"
    else:
        by = "" if deadline is None else f" {_by(of.deadline, deadline)}"
        end_ = "" if until is None else f"; the duty ends at {until}{_if_ever(of.until)}"
        yield 0, f"{what} {must} be done{by}{end_}"
    if of.opening is not None:
        yield 0, f"what is done before {phrases.of(of.opening)} does not perform it"
    if of.or_earlier:
        yield 0, "what was done before the duty arose counts as well"


def _by(term: Term | None, said: str) -> str:
    """`by the end of 2 days`, `“promptly”`: words without a number are no moment."""
    return said if isinstance(term, Standard) else f"by {said}"


def _if_ever(term: Term | None) -> str:
    """What is counted comes; what is recorded may not."""
    return "" if isinstance(term, PeriodOf) else ", if that comes"


def target(of: Target, phrases: Phrases) -> str:
    if of.is_state:
        said = phrases.state(of.name, of.arguments)
    else:
        on = listed([phrases.inner(argument) for argument in of.arguments])
        said = f"the act {quoted(of.name)}{f' on {on}' if on else ''}"
    if of.territory is not None:
        said += f" covering {phrases.inner(of.territory)}"
    return said if of.by is None else f"{said} by {phrases.inner(of.by)}"


_ASKED = {
    Asked.TRIGGER: "this is asked as of when the duty arises",
    Asked.DEADLINE: "this is asked as of the deadline",
    Asked.THROUGHOUT: "this must be so throughout, from when the duty arises",
    Asked.ANY_TIME: "it is enough that this is so at some moment since the duty arose",
    Asked.ACT: "this is asked as of each act, which it then allows",
}


def _exception(of: NormException, norm_name: str, phrases: Phrases, depth: int) -> Sentences:
    condition = "always" if of.condition is None else f"if {phrases.of(of.condition)}"
    match of.kind:
        case "exception":
            head = f"exception {quoted(of.name)}: {quoted(norm_name)} does not apply {condition}"
        case "permission":
            head = f"permission {quoted(of.name)}: it is permitted {condition}"
        case "unless":
            head = f"it does not apply {condition}"
        case _:
            assert_never(of.kind)
    yield depth, head
    if of.text:
        yield depth + 1, of.text
    if of.condition is not None:
        yield depth + 1, _ASKED[of.asked]
    if of.presumed_absent:
        yield depth + 1, "whoever relies on it has to show it: if it is open, it does not apply"
    if of.because:
        yield depth + 1, f"because {of.because}"
    for cited in wording.cited(of.citations):
        yield depth + 1, f"source: {cited}"
    for inner in of.exceptions:
        yield from _exception(inner, of.name, phrases, depth + 1)


# ── What bears on norms ────────────────────────────────────────────────────────────────────────


def counts_as(of: CountsAs, phrases: Phrases) -> Statement:
    return _made(quoted(of.action), _counts_as(of, phrases), of.citations, of.span)


def _counts_as(of: CountsAs, phrases: Phrases) -> Sentences:
    named = listed([name for name, _ in of.variables])
    act = f"an act {quoted(of.action)}{f' on {named}' if named else ''}"
    if of.territory is not None:
        act += f" covering {phrases.inner(of.territory)}"
    if of.by is not None:
        act += f" by {phrases.inner(of.by)}"
    if of.is_state:
        what = phrases.state(of.target, of.arguments)
        verb = {
            Effect.FULL: "brings about",
            Effect.PARTIAL: "brings about in part",
            Effect.END: "ends",
        }[of.effect]
    else:
        on = listed([phrases.inner(argument) for argument in of.arguments])
        what = f"the act {quoted(of.target)}{f' on {on}' if on else ''}"
        verb = "performs" if of.effect is Effect.FULL else "performs in part"
    yield 0, f"{act} {verb} {what}"
    if of.when is not None:
        yield 0, f"that is so only if, at the time of the act, {phrases.of(of.when)}"
    if of.because:
        yield 0, f"because {of.because}"


def sanction(of: Sanction, phrases: Phrases) -> Statement:
    return _made(of.name, _sanction(of, phrases), of.citations, of.span)


def _sanction(of: Sanction, phrases: Phrases) -> Sentences:
    whom = "whoever is liable" if of.liable is None else phrases.of(of.liable)
    yield 0, f"a breach of {quoted(of.norm)} exposes {whom} to: {of.exposure or 'not stated'}"
    if of.imposed_by is not None:
        yield 0, f"it is imposed by {target(of.imposed_by, phrases)}"
    yield 0, of.text


def assessment(of: Assessment, phrases: Phrases) -> Statement:
    return _made(of.name, _assessment(of, phrases), of.citations, of.span)


def _assessment(of: Assessment, phrases: Phrases) -> Sentences:
    yield 0, of.text
    each = [phrases.binder(binder) for binder in of.binders]
    over = f"for {listed(each)}: " if each else ""
    given = ["any" if a is None else phrases.of(a) for a in of.arguments]
    of_what = f"instances of {quoted(of.norm)} ({', '.join(given)})" if given else quoted(of.norm)
    if of.graded is not None:
        which = f"done at least {'in part' if of.graded == 'partial' else 'in full'}"
    else:
        which = f"whose verdict is {listed([wording.words(v) for v in sorted(of.among)], 'or')}"
    yield 0, f"{over}the {of.measured} of {of_what} {which}"
    if of.bound is not None and of.threshold is not None:
        yield 0, f"it must be {wording.words(of.bound)} {phrases.of(of.threshold)}"


def parameter(of: Parameter, phrases: Phrases) -> Statement:
    return _made(of.name, _parameter(of, phrases), (), of.span)


def _parameter(of: Parameter, phrases: Phrases) -> Sentences:
    value = "not set" if of.value is None else f"set to {phrases.of(of.value)}"
    yield 0, f"{type_words(of.type)}; {value}"
    yield 0, of.text
