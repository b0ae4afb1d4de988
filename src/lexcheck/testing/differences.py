"""Is a run what the author of a case expected? Each word of an expectation has its comparison.

Bounds are written `least..most`, either of them left out for no bound. Texts that cannot be read as
an expectation are a failure of the expectation, and say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from lexcheck.base.diagnostics import did_you_mean
from lexcheck.base.light import evolve
from lexcheck.base.time.instants import (
    EARLIEST,
    LATEST,
    Instant,
    Interval,
    day_end,
    read_moment,
    show_instant,
    show_length,
    to_datetime,
    zone,
)
from lexcheck.facts.case import Expectation
from lexcheck.testing.model import Difference
from lexcheck.verdicts.model import (
    AssessmentFinding,
    Bounds,
    Finding,
    Length,
    Run,
    SanctionFinding,
    Verdict,
    When,
)
from lexcheck.verdicts.naming import chosen, parts

Found = Finding | AssessmentFinding | SanctionFinding

_PERCENT = re.compile(r"(\d+(?:\.(\d+))?)\s*%")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FRACTION = re.compile(r"(\d+)(?:/(\d+))?")


def differences(run: Run, expectation: Expectation) -> Iterator[Difference]:
    """What is not as expected, word by word; nothing where all is."""
    found = subject(run, expectation.instance)
    if found is None:
        known = [*(f.id for f in run.findings), *(a.id for a in run.assessments)]
        hint = did_you_mean(expectation.instance, known)
        yield Difference(f"the run says nothing of `{expectation.instance}`{hint and f': {hint}'}")
        return
    tz = zone(run.timezone)
    for word, expected in expectation.expected:
        try:
            known_words, actual = _compared(found, word, expected, tz)
        except ValueError:  # of a moment, or of a number
            yield Difference(f"{word}: `{expected}` cannot be read as what is compared here")
            continue
        if word not in known_words:
            hint = did_you_mean(word, known_words)
            yield Difference(f"nothing compares `{word}`{hint and f': {hint}'}")
        elif actual is not None:
            why = _why_open(found) if word == "verdict" else ""
            yield Difference(f"{word}: expected {expected}, found {actual}{why}", word, actual)


def _why_open(found: Found) -> str:
    """What is possible, and why it is open, of a verdict that is."""
    if not isinstance(found, Finding) or found.verdict is not Verdict.UNDETERMINED:
        return ""
    reasons = ", ".join(str(reason) for reason in found.reasons)
    return f" ({' or '.join(found.possible)}: {reasons})"


def _compared(
    found: Found, word: str, expected: str, tz: ZoneInfo
) -> tuple[Iterable[str], str | None]:
    """The words that can be compared, and what was found where it does not fit."""
    if isinstance(found, Finding):
        known = (*_FINDING, *_TIMES)
        if word in _TIMES:
            return known, _time(_TIMES[word](found), expected, tz)
        return known, _FINDING[word](found, expected) if word in _FINDING else None
    if isinstance(found, AssessmentFinding):
        return _ASSESSMENT, _ASSESSMENT[word](found, expected) if word in _ASSESSMENT else None
    return _SANCTION, _SANCTION[word](found, expected) if word in _SANCTION else None


def subject(run: Run, instance: str) -> Found | None:
    """What a run says of an instance, an assessment, or a sanction with an instance's arguments."""
    found = {finding.id: finding for finding in run.findings}
    named = chosen(instance, list(found))
    if named is not None:
        return found[named]
    assessed = {assessment.id: assessment for assessment in run.assessments}
    measured = chosen(instance, list(assessed))
    if measured is not None:
        return assessed[measured]
    wanted = parts(instance)
    for sanction in run.sanctions:
        of = parts(sanction.instance)
        if wanted and of and (sanction.name, of[1]) == wanted:
            return sanction
    return None


# ── Comparisons: None where it fits, else what was found instead ──────────────────────────────


def _is(actual: object, expected: str) -> str | None:
    text = str(actual)
    return None if text == expected else text


def _are(actual: tuple[object, ...], expected: str) -> str | None:
    """The same members, in any order."""
    texts = sorted(str(each) for each in actual)
    wanted = sorted(part.strip() for part in expected.split(",") if part.strip() != "none")
    return None if texts == wanted else ", ".join(texts) or "none"


def _range(expected: str) -> tuple[str, str]:
    least, dots, most = expected.partition("..")
    return (least.strip(), most.strip() if dots else least.strip())


def _within(actual: tuple[int, int | None], expected: str) -> str | None:
    least, most = _range(expected.replace(",", ""))
    wanted = (int(least or 0), int(most) if most else None)
    return None if actual == wanted else f"{actual[0]}..{'' if actual[1] is None else actual[1]}"


def _figure(actual: Bounds | None, expected: str) -> str | None:
    """Fractions are compared exactly, percentages to the digits that are given."""
    if actual is None:
        return _is("none", expected)
    least, most = _range(expected)
    fits = _number_fits(actual.least, least) and _number_fits(actual.most, most)
    return None if fits else f"{actual.least}..{actual.most}"


def _number_fits(actual: tuple[int, int] | None, expected: str) -> bool:
    if actual is None or not expected:
        return actual is None and not expected
    number = Fraction(*actual)
    if percent := _PERCENT.fullmatch(expected):
        step = Decimal(1).scaleb(-len(percent[2] or ""))
        exact = Decimal(number.numerator) * 100 / Decimal(number.denominator)
        return exact.quantize(step, ROUND_HALF_UP) == Decimal(percent[1])
    fraction = _FRACTION.fullmatch(expected)
    return fraction is not None and number == Fraction(int(fraction[1]), int(fraction[2] or 1))


def _grade(finding: Finding, expected: str) -> str | None:
    least, most = (str(grade) for grade in finding.grade)
    return None if (least, most) == _range(expected) else f"{least}..{most}"


def _time(actual: When | None, expected: str, tz: ZoneInfo) -> str | None:
    """`none`, `unknown`, a time, `end of` a day; or a day, into which the whole interval falls.

    What was found is said as the author said it: of one who wrote a day, the end of a day is it.
    """
    if actual is None:
        return _is("none", expected)
    if expected == "unknown":
        return None if actual == When(None, None) else _shown(actual, tz)
    least, most = _range(expected)
    low, high = (_moment(text, tz) if text else None for text in (least, most))
    fits = (
        (actual.earliest is None) == (low is None)
        and (actual.latest is None) == (high is None)
        and (low is None or _inside(actual.earliest, low.earliest, low.latest))
        and (high is None or _inside(actual.latest, high.earliest, high.latest))
    )
    if fits:
        return None
    in_days = all(_DAY.fullmatch(each) for each in (least, most))
    return _shown(actual, tz).replace("end of " if in_days else "", "")


def _moment(text: str, tz: ZoneInfo) -> Interval:
    """As in a case file; and `end of 2021-01-31`, the last instant of a day, as reports say it."""
    day = text.removeprefix("end of ")
    found = read_moment(day, tz)
    return found if day == text else evolve(found, earliest=found.latest)


def _inside(instant: int | None, low: int | None, high: int | None) -> bool:
    return instant is not None and low is not None and high is not None and low <= instant <= high


def _shown(when: When, tz: ZoneInfo) -> str:
    ends = ["" if end is None else _instant(end, tz) for end in (when.earliest, when.latest)]
    return ends[0] if ends[0] == ends[1] else "..".join(ends)


def _instant(end: int, tz: ZoneInfo) -> str:
    day = to_datetime(Instant(end), tz).date() if EARLIEST <= end <= LATEST else None
    if day is not None and end == day_end(day, tz):
        return f"end of {day}"
    return show_instant(Instant(end), tz)


def _length(actual: Length | None, expected: str) -> str | None:
    if actual is None:
        return _is("none", expected)
    ends = (show_length(actual.least), "" if actual.most is None else show_length(actual.most))
    return None if ends == _range(expected) else "..".join(ends)


def _yes(actual: bool, expected: str) -> str | None:
    return _is("yes" if actual else "no", {"true": "yes", "false": "no"}.get(expected, expected))


_TIMES: dict[str, Callable[[Finding], When | None]] = {
    "trigger": lambda f: f.trigger,
    "opening": lambda f: f.opening,
    "deadline": lambda f: f.deadline,
    "horizon": lambda f: f.horizon,
    "breach_at": lambda f: f.breach_at,
}
Compare = Callable[[Finding, str], str | None]
_FINDING: dict[str, Compare] = {
    "verdict": lambda f, text: _is(f.verdict, text),
    "possible": lambda f, text: _are(f.possible, text),
    "reason": lambda f, text: _is(f.reason or "none", text),
    "reasons": lambda f, text: _are(f.reasons, text),
    "grade": _grade,
    "bearer": lambda f, text: _is(f.bearer, text),
    "counterparty": lambda f, text: _is(f.counterparty, text),
    "version": lambda f, text: _is(f.version, text),
    "deciding_act": lambda f, text: _is(f.deciding_act or "none", text),
    "deciding_acts": lambda f, text: _are(f.deciding_acts, text),
    "prohibited_acts": lambda f, text: _are(f.prohibited_acts, text),
    "gaps": lambda f, text: _is(len(f.gaps), text),
    "lateness": lambda f, text: _length(f.lateness, text),
    "took": lambda f, text: _length(f.took, text),
    "count": lambda f, text: _within(f.count, text),
    "exceptions": lambda f, text: _are(
        tuple(each.name for each in f.exceptions if each.outcome == "held"), text
    ),
    "presumed": lambda f, text: _are(
        tuple(each.name for each in f.exceptions if each.presumed), text
    ),
    "assumptions": lambda f, text: _is(len(f.assumptions), text),
    "questions": lambda f, text: _is(len(f.questions), text),
    "law": lambda f, text: _is(len(f.law), text),
}
CompareAssessment = Callable[[AssessmentFinding, str], str | None]
_ASSESSMENT: dict[str, CompareAssessment] = {
    "outcome": lambda a, text: _is(a.outcome, text),
    "verdict": lambda a, text: _is(a.outcome, text),
    "share": lambda a, text: _figure(a.figure, text),
    "count": lambda a, text: _figure(a.figure, text),
    "counted": lambda a, text: _within(a.counted, text),
    "not_counted": lambda a, text: _within(a.not_counted, text),
    "total": lambda a, text: _within(a.total, text),
}
CompareSanction = Callable[[SanctionFinding, str], str | None]
_SANCTION: dict[str, CompareSanction] = {
    "liable": lambda s, text: _is(s.liable, text),
    "exposure": lambda s, text: _is(s.exposure, text),
    "certain": lambda s, text: _yes(s.certain, text),
    "imposed": lambda s, text: _is(s.imposed, text),
}
