"""One finding as a page tells it: the sentence, the derivation, the facts, what would settle it."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.report import wording
from lexcheck.report.clauses import GRADES, clauses
from lexcheck.report.explanation import exception_words
from lexcheck.verdicts.model import Finding, Question, UsedFact, Verdict


@light(kw_only=True)
class Told:
    """Facts of one act, or one field, that come from the same place."""

    text: str
    place: str
    said: str


@light(kw_only=True)
class Asked:
    question: str
    reason: str
    answers: tuple[str, ...]


@light(kw_only=True)
class Panel:
    """`labels` are the runs that it stands for."""

    labels: tuple[str, ...]
    verdict: Verdict
    possible: tuple[Verdict, ...]
    reasons: str
    things: str
    sentence: str
    derivation: tuple[str, ...]
    assumptions: tuple[str, ...]
    facts: tuple[Told, ...]
    questions: tuple[Asked, ...]
    remedy: str


def panel(labels: tuple[str, ...], finding: Finding, tz: ZoneInfo) -> Panel:
    said = "; ".join(clauses(finding, tz, brief=True))
    return Panel(
        labels=labels,
        verdict=finding.verdict,
        possible=finding.possible if finding.verdict is Verdict.UNDETERMINED else (),
        reasons=", ".join(wording.words(reason) for reason in finding.reasons),
        things="" if finding.count == (1, 1) else f"{wording.count(finding.count)} things",
        sentence=wording.localised(f"{said[:1].upper()}{said[1:]}." if said else "", tz),
        derivation=tuple(wording.localised(line, tz) for line in _derivation(finding, tz)),
        assumptions=tuple(
            wording.localised(each, tz) for each in wording.assumptions(finding.assumptions)
        ),
        facts=_facts(finding.facts),
        questions=tuple(_asked(each, tz) for each in finding.questions),
        remedy=wording.localised(finding.remedy, tz),
    )


def _derivation(finding: Finding, tz: ZoneInfo) -> Iterator[str]:
    if finding.bearer:
        owed = f" to {finding.counterparty}" if finding.counterparty else ""
        yield f"duty of {finding.bearer}{owed}"
    if finding.other_versions:
        yield f"by its version {' or '.join((finding.version, *finding.other_versions))}"
    for label, when in (
        ("trigger", finding.trigger),
        ("performs from", finding.opening),
    ):
        if when is not None:
            yield f"{label}: {wording.when(when, tz)}"
    yield from finding.steps
    if finding.deadline is not None and not finding.steps:
        yield f"due: {wording.when(finding.deadline, tz)}"
    if finding.horizon is not None:
        yield f"judged at {wording.when(finding.horizon, tz)}"
    if finding.deciding_acts:
        yield f"decided by {' or '.join(finding.deciding_acts)}"
    if finding.took is not None:
        yield wording.took(finding.took)
    for gap in finding.gaps:
        yield f"gap from {wording.when(gap.start, tz)} to {wording.when(gap.end, tz)}"
    if finding.breach_at is not None:
        yield f"moment of the breach: {wording.when(finding.breach_at, tz)}"
    low, high = finding.grade
    done = GRADES[low] if low is high else f"{GRADES[low]} to {GRADES[high]}"
    yield f"done at that moment: {done}"
    for exception in finding.exceptions:
        yield exception_words(exception)


def _facts(facts: tuple[UsedFact, ...]) -> tuple[Told, ...]:
    """Facts in order of use; those of one act, from the same people, together."""
    together: dict[tuple[object, ...], list[UsedFact]] = {}
    for fact in facts:
        head, _, _ = fact.fact.partition(": ")
        key = (head, fact.sources, fact.asserts, fact.denies, fact.because)
        together.setdefault(key, []).append(fact)
    return tuple(_told(tuple(each)) for each in together.values())


def _told(facts: tuple[UsedFact, ...]) -> Told:
    first = facts[0]
    head, _, _ = first.fact.partition(": ")
    # An act's own line comes last, when all of it has been read; it says what was done.
    values = dict.fromkeys(
        wording.value(fact) for fact in sorted(facts, key=lambda f: f.fact != head)
    )
    lines = [_place(fact.span) for fact in facts if fact.span is not None]
    return Told(
        text=f"{head}: {', '.join(values)}",
        place=lines[-1] if lines else "",
        said=_said(first),
    )


def _said(fact: UsedFact) -> str:
    parts = [
        f"{word} {', '.join(who)}"
        for word, who in (
            ("source", fact.sources),
            ("asserted by", fact.asserts),
            ("denied by", fact.denies),
        )
        if who
    ]
    if fact.because:
        parts.append(f"because {fact.because}")
    return "; ".join(parts)


def _place(span: Span) -> str:
    return f"{span.source.name}:{span.line}"


def _asked(question: Question, tz: ZoneInfo) -> Asked:
    return Asked(
        question=wording.localised(question.question, tz),
        reason=wording.words(question.reason),
        answers=tuple(wording.localised(each, tz) for each in wording.answers(question)),
    )
