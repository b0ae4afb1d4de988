"""How a deadline came about: anchor, steps and due instant, as lines of text.

Instants are left as `{microseconds}`, to be written out in local time.
"""

from __future__ import annotations

from lexcheck.base.time.instants import EARLIEST, LATEST, Instant
from lexcheck.base.time.periods import Duration, count
from lexcheck.evaluate.terms import Env, Terms
from lexcheck.evaluate.values import ABSENT, NEVER, LengthTerm, TimeTerm
from lexcheck.evaluate.world import World
from lexcheck.resolved import terms as t


def steps_of(terms: Terms, term: t.Term, world: World, env: Env) -> list[str]:
    """The lines for one term of type time."""
    match term:
        case t.PeriodOf(period=period, anchor=anchor):
            return _period(terms, term, period, anchor, world, env)
        case t.Standard(words=words, taken_as=taken_as, anchor=anchor):
            said = f"the law says “{words}” and no number: it needs judgement"
            if taken_as is not None:
                given = terms.of(taken_as)(world, env)
                if isinstance(given, Duration):
                    said = f"“{words}” is taken as {given} ({taken_as.span.text})"
            return [*_anchor(terms, anchor, world, env), said, *_due(terms, term, world, env)]
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
    terms: Terms, term: t.PeriodOf, period: t.Term, anchor: t.Term, world: World, env: Env
) -> list[str]:
    lines = _anchor(terms, anchor, world, env)
    length = terms.of(period)(world, env)
    start = terms.of(anchor)(world, env)
    if length is ABSENT or isinstance(length, LengthTerm):
        lines.append(f"the time allowed, `{period.span.text}`, is not in evidence: any length")
    elif isinstance(length, Duration) and length.working:
        lines.append(f"{length}: no calendar says which days are worked, so the end is open")
    elif isinstance(length, Duration):
        if isinstance(start, int) and EARLIEST <= start <= LATEST:
            lines += count(Instant(start), length, terms.zone).steps[:-1]
        if not length.civil:
            lines.append(f"{length}, counted as elapsed time")
        elif term.opening:
            lines.append(f"the window opens with the last day of {length}")
        else:
            lines.append(f"{length}, to the end of the last day, which no closed day moves")
    return [*lines, *_due(terms, term, world, env)]


def _anchor(terms: Terms, anchor: t.Term, world: World, env: Env) -> list[str]:
    return [f"counted from `{anchor.span.text}`: {shown(terms.of(anchor)(world, env), world)}"]


def _due(terms: Terms, term: t.Term, world: World, env: Env) -> list[str]:
    word = "opens" if isinstance(term, t.PeriodOf) and term.opening else "due"
    return [f"{word}: {shown(terms.of(term)(world, env), world)}"]


def shown(value: object, world: World) -> str:
    """A moment of a completion, as far as it is known."""
    if value is ABSENT:
        return "none"
    if isinstance(value, int):
        return "never" if value >= NEVER else f"{{{value}}}"
    assert isinstance(value, TimeTerm)
    return shown_range(*world.span_of(value))


def shown_range(low: int | None, high: int | None) -> str:
    """A moment that lies between two instants; None is open."""
    if low is None and high is None:
        return "unknown"
    if low is None:
        return f"at or before {{{high}}}"
    if high is None:
        return f"at or after {{{low}}}"
    return f"{{{low}}}" if low == high else f"between {{{low}}} and {{{high}}}"
