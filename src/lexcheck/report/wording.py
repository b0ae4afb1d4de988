"""Times, lengths, counts and shares in words, for people. Times are local to a run's zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    MINUTE,
    SECOND,
    Instant,
    day_end,
    day_start,
    from_datetime,
    local_day,
    show_length,
    to_datetime,
    zone,
)
from lexcheck.norms.model import Citation, Ruleset
from lexcheck.verdicts.model import (
    AssessmentFinding,
    ExceptionFinding,
    Length,
    Question,
    Run,
    UsedFact,
    Verdict,
    When,
)

NEVER = "never"

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?[+-]\d\d:\d\d(?::\d\d)?")


def words(name: str) -> str:
    """A constant of the model as words: `not_performed` is "not performed"."""
    return name.replace("_", " ")


def some(ids: Sequence[str], most: int) -> str:
    """The first of them by name, and how many more there are: `a, b and 3 more`."""
    more = f" and {len(ids) - most:,} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more


# ── Times ──────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=65_536)
def moment(instant: int, tz: ZoneInfo) -> str:
    """`2021-02-10 18:00`, `end of 2021-02-10`; seconds and less only where there are any.

    The instants beside a minute, at which verdicts change: `just after 2021-02-10 18:00`.
    """
    if instant > LATEST:
        return NEVER
    if instant < EARLIEST:
        return "the beginning of time"
    local = to_datetime(Instant(instant), tz)
    if instant == day_end(local.date(), tz):
        return f"end of {local.date()}"
    for step, side in ((1, "just after"), (-1, "just before")):
        if (instant - step) % MINUTE == 0:
            return f"{side} {moment(instant - step, tz)}"
    text = local.strftime("%Y-%m-%d %H:%M")
    if local.second or local.microsecond:
        text += local.strftime(":%S")
    if local.microsecond:
        text += f".{local.microsecond:06d}"
    before = to_datetime(Instant(instant - HOUR), tz)
    after = to_datetime(Instant(instant + HOUR), tz)
    if before.utcoffset() != after.utcoffset():
        # Near a change of the clocks a wall time may be there twice.
        text += f" (UTC{local.strftime('%z')})"
    return text


@lru_cache(maxsize=65_536)
def when(time: When, tz: ZoneInfo) -> str:
    """A time that may be imprecise: `on 2021-02-10`, `between … and …`, `by …`, `unknown`."""
    low, high = time.earliest, time.latest
    if low is None and high is None:
        return "unknown"
    if low is None:
        return f"at the latest {moment(high or 0, tz)}"
    if high is None:
        return f"at the earliest {moment(low, tz)}"
    if low == high:
        return moment(low, tz)
    if low >= EARLIEST and high <= LATEST:
        first, last = local_day(Instant(low), tz), local_day(Instant(high), tz)
        if low == day_start(first, tz) and high == day_end(last, tz):
            return f"on {first}" if first == last else f"from {first} to {last}"
    return f"between {moment(low, tz)} and {moment(high, tz)}"


def length(span: Length) -> str:
    """`2 days 3 hours`, `1 day to 2 days`, `more than 3 hours`."""
    # A microsecond past a whole minute is past it, and that is all that anybody reads.
    over = span.least > 1 and (span.least - 1) % MINUTE == 0
    low = f"over {_length(span.least - 1)}" if over else _length(span.least)
    if span.most is None:
        return "any length" if span.least == 0 else f"{low} or more"
    if span.least == span.most:
        return low
    # Days that end a microsecond before the next begins make lengths that nobody can read.
    under = (span.most + 1) % SECOND == 0
    high = f"under {_length(span.most + 1)}" if under else _length(span.most)
    if span.least > 1:
        return f"{low} to {high}"
    return high if under else f"up to {high}"


def took(span: Length) -> str:
    """From the trigger to the deciding act: `took 2 days`, `done 5 hours before the trigger`."""
    if span.least >= 0:
        return f"took {length(span)} from the trigger"
    if span.most is not None and span.most <= 0:
        return f"done {length(Length(-span.most, -span.least))} before the trigger"
    before = length(Length(-span.least, -span.least))
    after = "any time" if span.most is None else length(Length(span.most, span.most))
    return f"done between {before} before the trigger and {after} after"


def shift(micros: int) -> str:
    """How far an act is moved, where less than a minute is of no account: `just over 2 hours`."""
    for step, side in ((1, "just over"), (-1, "just under")):
        if micros - step > 0 and (micros - step) % MINUTE == 0:
            return f"{side} {_length(micros - step)}"
    return "a moment" if micros == 1 else _length(micros)


def _length(micros: int) -> str:
    return "no time" if micros == 0 else show_length(micros)


def ahead(micros: int) -> str:
    """How far a moment lies ahead, to two units: for orientation, beside the moment itself."""
    for unit, smaller in ((DAY, HOUR), (HOUR, MINUTE), (MINUTE, SECOND)):
        if micros >= unit:
            return show_length(micros // smaller * smaller)
    return show_length(micros)


def offset(instant: int, tz: ZoneInfo) -> str:
    """`UTC+05:30`"""
    delta = to_datetime(Instant(instant), tz).utcoffset() or timedelta()
    minutes = round(delta.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@lru_cache(maxsize=4_096)
def localised(text: str, tz: ZoneInfo) -> str:
    """A text with the timestamps in it as `moment` has them."""

    def shown(found: re.Match[str]) -> str:
        return moment(from_datetime(datetime.fromisoformat(found[0])), tz)

    return _STAMP.sub(shown, text)


# ── Numbers ────────────────────────────────────────────────────────────────────────────────────


def count(bounds: tuple[int, int | None]) -> str:
    """`1,398`, `0 to 37`, `501 or more`"""
    low, high = bounds
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def percent(numerator: int, denominator: int) -> str:
    """`97.42 %`, rounded half up; but what is not all is never shown as 100 %, nor some as 0."""
    hundredths = (20_000 * numerator + denominator) // (2 * denominator)
    if hundredths == 10_000 and numerator < denominator:
        hundredths = 9_999
    if hundredths == 0 and numerator > 0:
        hundredths = 1
    return f"{hundredths // 100}.{hundredths % 100:02d} %"


def figure(found: AssessmentFinding) -> str:
    """`1,398 of 1,435 = 97.42 %`, `between 34.91 % and 99.93 %: 501 to 1,434 of 1,435`"""
    if found.figure is None:
        return "no figure: nothing to count"
    if found.measured == "count":
        return f"{count(found.counted)} of {count(found.total)}"
    of = f"{count(found.counted)} of {count(found.total)}"
    low, high = found.figure.least, found.figure.most
    if found.figure.exact:
        return f"{of} = {percent(*low)}"
    if high is None:
        return f"at least {percent(*low)}: {of}"
    return f"between {percent(*low)} and {percent(*high)}: {of}"


def cited(citations: Iterable[Citation]) -> list[str]:
    """Each source once, with all that is cited of it: `Blocking Rules, 2009, r 9; r 13(2)`."""
    found: dict[str, list[str]] = {}
    for each in citations:
        mark = " (unverified)" if each.unverified else ""
        found.setdefault(each.title, []).append(f"{each.locator}{mark}")
    return [f"{title}, {'; '.join(locators)}" for title, locators in found.items()]


def exception(found: ExceptionFinding) -> str:
    """`exception press`, `its “unless”`, `its “unless 2”`"""
    own = f"its “{words(found.name)}”"
    return own if found.kind == "unless" else f"{found.kind} {found.name}"


# ── Facts ──────────────────────────────────────────────────────────────────────────────────────

_PROVENANCE = re.compile(r",? (?:because|asserts|denies|sources): ")
_LAST = re.compile("[.:] ?")
_NAMED = re.compile(r"([^`]*)`([^`]*)`(.*)", re.DOTALL)


def value(fact: UsedFact) -> str:
    """The value of a fact, as it was given, without its name, or who says so and why: a report
    tells those beside it. `2021-01-31` of `received: {value: 2021-01-31, because: "…"}`.
    """
    said = bool(fact.because or fact.sources or fact.asserts or fact.denies)
    return _value(fact.value, fact.fact, said)


@lru_cache(maxsize=65_536)
def _value(given: str, name: str, said: bool) -> str:
    text = " ".join(given.split()).removeprefix(f"{_LAST.split(name)[-1]}: ")
    if not said:
        return text
    bare, *rest = _PROVENANCE.split(text, maxsplit=1)
    if bare.startswith("{value: "):
        return bare.removeprefix("{value: ").removesuffix("}" if not rest else "")
    if rest and bare.startswith("{"):
        return bare.removeprefix("{") if bare.startswith("{one of") else f"{bare}}}"
    return bare or text


def assumptions(texts: Iterable[str]) -> list[str]:
    """Those that differ in nothing but the thing they are of, as one."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for text in texts:
        named = _NAMED.fullmatch(text)
        key, name = ((named[1], named[3]), f"`{named[2]}`") if named else ((text, ""), "")
        found.setdefault(key, {})[name] = None
    return [f"{before}{', '.join(names)}{after}" for (before, after), names in found.items()]


def answers(question: Question) -> list[str]:
    """What each answer leaves, those together that leave the same; where all do, that it does not
    settle it alone.
    """
    left: dict[tuple[Verdict, ...], list[str]] = {}
    for answer, verdicts in question.answers:
        left.setdefault(verdicts, []).append(answer)
    if len(left) == 1 and len(question.answers) > 1:
        return ["not by itself: only together with other answers"]
    return [
        f"{' or '.join(folded(texts))}: {' or '.join(map(words, verdicts))}"
        for verdicts, texts in left.items()
    ]


def folded(answers: Iterable[str]) -> list[str]:
    """Answers to one question, in order of time where they are days or stretches of time, of which
    neighbours are told as one: `2021-01-31`, `2021-02-01 to 2021-02-03` as `2021-01-31 to
    2021-02-03`.
    """
    texts = list(answers)
    stretches = [_stretch(text) for text in texts]
    found: list[tuple[int, str, str]] = []
    for stretch in sorted(each for each in stretches if each is not None):
        first, last, start, end = stretch
        if found and found[-1][0] + 1 == first:
            start = found.pop()[1]
        found.append((last, start, end))
    told = [start if start == end else f"{start} to {end}" for _, start, end in found]
    return [*told, *(text for text, each in zip(texts, stretches, strict=True) if each is None)]


def _stretch(text: str) -> tuple[int, int, str, str] | None:
    """The first and the last of days, or of instants, as numbers and as they are written."""
    start, _, end = text.partition(" to ")
    end = end or start
    first: int
    last: int
    try:
        if _STAMP.fullmatch(start):
            first, last = (from_datetime(datetime.fromisoformat(each)) for each in (start, end))
        else:
            first, last = (date.fromisoformat(each).toordinal() for each in (start, end))
    except ValueError:
        return None
    return first, last, start, end


# ── Runs ───────────────────────────────────────────────────────────────────────────────────────


def reading(run: Run) -> str:
    name = f"reading {run.reading}" if run.reading else "as written"
    return name + "".join(f", {key} = {value}" for key, value in run.parameters)


def selectors(run: Run) -> Iterator[tuple[str, str]]:
    """What was asked for, each with its name."""
    tz = zone(run.timezone)
    yield "as of", moment(run.as_of, tz)
    yield "reading", reading(run).removeprefix("reading ")
    yield "viewpoint", "all sides" if run.viewpoint == "all" else run.viewpoint
    if run.law_as_of is not None:
        yield "law as of", run.law_as_of.isoformat()
    if run.known_by is not None:
        yield "as known by", moment(run.known_by, tz)
    yield "times in", run.timezone


def versions(ruleset: Ruleset) -> str:
    """`in force from 2009-10-27, reviewed 2026-11-22, calendar …`"""
    in_force = str(ruleset.in_force)
    parts = ["in force always" if in_force == "always" else f"in force {in_force}"]
    if ruleset.reviewed is not None:
        parts.append(f"reviewed {ruleset.reviewed}")
    for calendar in (used.calendar for used in ruleset.calendars):
        data = f", {calendar.version}" if calendar.version else ""
        parts.append(f"calendar {calendar.name} ({calendar.first} to {calendar.last}{data})")
    return ", ".join(parts)
