"""How a deadline came about: anchor, rule, steps and due instant, as lines of text.

Instants are left as `{microseconds}`, to be written out in local time; `{=microseconds}` also in
UTC.
"""

from __future__ import annotations

from lexcheck.base.time import steps as say
from lexcheck.base.time.counting import Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import EARLIEST, LATEST
from lexcheck.evaluate.clocks import Reckoned
from lexcheck.evaluate.periods import STEADY, Period, dispute
from lexcheck.evaluate.stops import is_known
from lexcheck.evaluate.terms import NOW, Env, Terms
from lexcheck.evaluate.values import ABSENT, NEVER, LengthTerm, Time, TimeTerm
from lexcheck.evaluate.world import World
from lexcheck.resolved import terms as t


def steps_of(terms: Terms, term: t.Term, world: World, env: Env) -> list[str]:
    """The lines for one term of type time."""
    match term:
        case t.PeriodOf():
            length = terms.of(term.period)(world, env)
            said: tuple[str, ...] = ()
            if length is ABSENT or isinstance(length, LengthTerm):
                text = term.period.span.text
                said = (f"the time allowed, `{text}`, is not in evidence: any length",)
            return _period(terms, term, length, said, world, env)
        case t.Standard(words=words, taken_as=taken_as):
            given = ABSENT if taken_as is None else terms.of(taken_as)(world, env)
            told = f"the law says “{words}” and no number: it needs judgement"
            if isinstance(given, Duration) and taken_as is not None:
                told = f"“{words}” is taken as {given} ({taken_as.span.text})"
            return _period(terms, term, given, (told,), world, env)
        case t.EarlierLater(which=which, left=left, right=right):
            return [
                *steps_of(terms, left, world, env),
                *steps_of(terms, right, world, env),
                f"the {which} of the two counts",
                *_due(terms, term, world, env),
            ]
        case _:
            return _due(terms, term, world, env)


def _period(
    terms: Terms,
    term: t.PeriodOf | t.Standard,
    length: object,
    said: tuple[str, ...],
    world: World,
    env: Env,
) -> list[str]:
    """The lines for a period: from when, what its clock did, how it is counted, when it ends."""
    start = terms.of(term.anchor)(world, env)
    lines = [*_anchor(terms, term.anchor, world, env), *said]
    run = STEADY
    if term.clock is not None and isinstance(start, int | TimeTerm):
        found = terms.clocks.reckoned(world, env, term, start, length)
        lines += _clock(terms, found, world, env)
        start, run = found.start, found.run
    opening = isinstance(term, t.PeriodOf) and term.opening
    if isinstance(length, Duration) and isinstance(start, int | TimeTerm):
        ends: list[str] = []
        for rule in term.counting:
            period = Period(world, terms.zone, length, opening, rule, run)
            lines += _counted(period, start)
            if len(term.counting) > 1:
                ends.append(shown(period.end(start), world, both=True))
                lines.append(f"by `{rule.name}`: {ends[-1]}")
        if ends and term.clock is None and dispute(term.counting) not in world.memo:
            return [*lines, f"due: {' or '.join(dict.fromkeys(ends))}"]
    return [*lines, *_due(terms, term, world, env)]


def _anchor(terms: Terms, anchor: t.Term, world: World, env: Env) -> list[str]:
    if isinstance(anchor, t.MovedUp):
        before, now = (shown(terms.of(term)(world, env), world) for term in (anchor.of, anchor))
        lines = [f"`{anchor.span.text}`: {before}"]
        return [*lines, f"counted from {now}: no period runs before its law is in force"]
    return [f"counted from `{anchor.span.text}`: {shown(terms.of(anchor)(world, env), world)}"]


def _counted(period: Period, start: Time) -> list[str]:
    """The rule, and the steps by it where all is known."""
    length, rule = period.length, period.rule
    assert isinstance(length, Duration)
    unverified = " (unverified)" if rule.verified == "M+" else ""
    lines = [f"{length}, counted by {say.rule(rule)}{unverified}"]
    if _is_plain(length, rule):
        lines = [f"{length}, counted as elapsed time"]
    known = isinstance(start, int) and EARLIEST <= start <= LATEST
    if known and isinstance(start, int) and is_known(period.run.pauses):
        due = period.due(start)
        if due is None:
            return [*lines, "no calendar says which days are working days: it needs judgement"]
        lines += due.steps
    return lines


def _is_plain(length: Duration, rule: Counting) -> bool:
    """Are these hours that no rule does anything to but count them?"""
    moved = rule.deemed or rule.cut_off or rule.hours != "elapsed" or rule.roll_hours != "none"
    return not length.civil and not moved


def _clock(terms: Terms, found: Reckoned, world: World, env: Env) -> list[str]:
    """What the clock did, as far as the count does not say it."""
    lines = []
    for begin, end in found.restarted:
        until = "and still does" if end is None else f"until {shown(end, world)}"
        lines.append(f"stood still from {shown(begin, world)} {until}, to run anew from then")
    if not is_known(found.run.pauses):
        for begin, end in found.run.pauses:
            until = "and still does" if end is None else f"until {shown(end, world)}"
            lines.append(f"the clock stood still from {shown(begin, world)} {until}")
    for extension, at, granted in found.asked:
        length = terms.of(extension.length)(world, {**env, NOW: at})
        by = length if isinstance(length, Duration) else f"`{extension.length.span.text}`"
        condition = extension.condition
        why = "" if condition is None else f": `{' '.join(condition.span.text.split())}`"
        word = "" if granted else "not "
        lines.append(f"{word}extended by {by}{why}, asked at {shown(at, world)}")
    return lines


def _due(terms: Terms, term: t.Term, world: World, env: Env) -> list[str]:
    word = "opens" if isinstance(term, t.PeriodOf) and term.opening else "due"
    return [f"{word}: {shown(terms.of(term)(world, env), world, both=True)}"]


def shown(value: object, world: World, *, both: bool = False) -> str:
    """A moment of a completion, as far as it is known; `both`: in local time and in UTC."""
    if value is ABSENT:
        return "none"
    if isinstance(value, int):
        return "never" if value >= NEVER else _instant(value, both)
    assert isinstance(value, TimeTerm)
    return shown_range(*world.span_of(value), both=both)


def shown_range(low: int | None, high: int | None, *, both: bool = False) -> str:
    """A moment that lies between two instants; None is open."""
    if low is None and high is None:
        return "unknown"
    if low is None:
        return f"at or before {_instant(high, both)}"
    if high is None:
        return f"at or after {_instant(low, both)}"
    if low == high:
        return _instant(low, both)
    return f"between {_instant(low, both)} and {_instant(high, both)}"


def _instant(instant: int | None, both: bool) -> str:
    return f"{{={instant}}}" if both else f"{{{instant}}}"
