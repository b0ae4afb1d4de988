"""Days, moments, lengths of time, and what is reckoned with them and with other values."""

from __future__ import annotations

from typing import assert_never

from lexcheck.base.light import evolve
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import TimeError, day_end, day_start, read_moment
from lexcheck.facts.case import Money
from lexcheck.facts.schema import Kind, Type
from lexcheck.resolved.counting import counting_for, length_of
from lexcheck.resolved.faults import Faults, quoted, with_article
from lexcheck.resolved.scope import DATE, DURATION, TIME, Scope, Want
from lexcheck.resolved.terms import (
    PLAIN,
    Constant,
    EarlierLater,
    Minus,
    OrElse,
    PeriodOf,
    Plus,
    Standard,
    Term,
    Times,
)
from lexcheck.syntax import model as syntax


def date(node: syntax.DateLiteral, scope: Scope, want: Want) -> Term | None:
    """A day; where a moment is meant, the first or last instant of that day."""
    day = node.value
    if day is None or not 2 <= day.year <= 9998:
        scope.faults.add(
            "LX219",
            f"there is no day {quoted(node.span)}",
            node.span,
            hint="write a day that there is",
        )
        return None
    if want.type is None or want.type.kind is not Kind.TIME:
        return Constant(type=DATE, span=node.span, value=day.isoformat())
    if want.edge is None:
        scope.faults.add(
            "LX220",
            f"{quoted(node.span)} is a whole day, and a moment is needed here",
            node.span,
            hint=f"say the time of day, as in `{day}T09:00`",
        )
        return None
    if scope.names.zone is None:
        return None
    instant = (day_start if want.edge == "start" else day_end)(day, scope.names.zone)
    return Constant(type=TIME, span=node.span, value=instant)


def timestamp(node: syntax.TimestampLiteral, scope: Scope) -> Term | None:
    try:
        moment = read_moment(node.value, scope.names.zone)
    except TimeError as error:
        # Without a zone a naive text cannot be read: that the zone is missing is reported.
        if scope.names.zone is None:
            return None
        scope.faults.add("LX219", str(error), node.span)
        return None
    if moment.earliest is None or not moment.exact:
        scope.faults.add(
            "LX219",
            f"{quoted(node.span)} happened twice: the clock was set back over it",
            node.span,
            hint="write the offset from UTC that is meant, as in `+01:00`",
        )
        return None
    return Constant(type=TIME, span=node.span, value=moment.earliest)


def duration(node: syntax.DurationLiteral, scope: Scope) -> Term | None:
    length = length_of(node, scope.faults)
    return None if length is None else Constant(type=DURATION, span=node.span, value=length)


def period_of(node: syntax.PeriodOf, scope: Scope) -> Term | None:
    period = scope.typed(node.period, DURATION)
    # A civil period starts on the day of its anchor, so that either end of that day serves.
    civil = (
        isinstance(period, Constant) and isinstance(period.value, Duration) and period.value.civil
    )
    anchor = scope.typed(node.anchor, TIME, "start" if civil else None)
    if period is None or anchor is None:
        return None
    counting = counting_for(period, scope)
    if counting is None:
        return None
    of = _optional(TIME, period, anchor)
    return PeriodOf(type=of, span=node.span, period=period, anchor=anchor, counting=counting)


def standard(node: syntax.Standard, scope: Scope) -> Term | None:
    if not scope.standards:
        scope.faults.add(
            "LX226",
            "words for a time that only a judge can measure are for `within` alone",
            node.span,
            hint=f"write `within {node.span.text}` in a norm, and a number of days here",
        )
        return None
    taken_as = scope.typed(node.taken_as, DURATION) if node.taken_as is not None else None
    anchor = scope.anchor if node.anchor is None else scope.typed(node.anchor, TIME)
    if node.anchor is None and anchor is None:
        scope.faults.add(
            "LX314",
            f"nothing says from when the time of {quoted(node.span)} is counted",
            node.span,
            hint=f"name the moment, as in `{node.span.text} of o.received`, or say `from …`",
        )
        return None
    if anchor is None or (taken_as is None) != (node.taken_as is None):
        return None
    counting = scope.counting_at(node.span) if taken_as is None else counting_for(taken_as, scope)
    if counting is None:
        return None
    of = _optional(TIME, anchor)
    return Standard(
        type=of,
        span=node.span,
        words=node.words,
        taken_as=taken_as,
        anchor=anchor,
        counting=counting,
    )


def earlier_later(node: syntax.EarlierLater, scope: Scope, want: Want) -> Term | None:
    left = scope.typed(node.left, TIME, want.edge)
    right = scope.typed(node.right, TIME, want.edge)
    if left is None or right is None:
        return None
    of = evolve(TIME, optional=left.type.optional and right.type.optional)
    return EarlierLater(type=of, span=node.span, which=node.which, left=left, right=right)


def otherwise(node: syntax.Otherwise, scope: Scope, want: Want) -> Term | None:
    first = scope.term(node.first, want)
    if first is None:
        scope.term(node.second, want)
        return None
    second = scope.typed(node.second, first.type, want.edge)
    if second is None:
        return None
    of = evolve(first.type, optional=second.type.optional)
    return OrElse(type=of, span=node.span, first=first, second=second)


# ── Arithmetic ─────────────────────────────────────────────────────────────────────────────────

_ADDED = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.DURATION)
_MULTIPLIED = {
    (Kind.NUMBER, Kind.NUMBER): Kind.NUMBER,
    (Kind.NUMBER, Kind.MONEY): Kind.MONEY,
    (Kind.NUMBER, Kind.DURATION): Kind.DURATION,
    (Kind.PERCENT, Kind.NUMBER): Kind.NUMBER,
    (Kind.PERCENT, Kind.MONEY): Kind.MONEY,
    (Kind.NUMBER, Kind.PERCENT): Kind.PERCENT,
}


def arithmetic(node: syntax.Arithmetic, scope: Scope) -> Term | None:
    left, right = scope.term(node.left), scope.term(node.right)
    if left is None or right is None:
        return None
    of = _reckoned(node.operator, left.type, right.type)
    if of is None:
        verb = {"+": "added to", "-": "taken from", "*": "multiplied with"}[node.operator]
        first, second = (right, left) if node.operator != "*" else (left, right)
        scope.faults.add(
            "LX221",
            f"{with_article(first.type)} cannot be {verb} {with_article(second.type)}",
            node.span,
            hint=_hint(node.operator, left.type, right.type),
        )
        return None
    if not _reckonable(node.operator, left, right, scope.faults):
        return None
    of = _optional(of, left, right)
    match node.operator:
        case "+":
            counting = counting_for(right, scope) if of.kind is Kind.TIME else PLAIN
            if counting is None:
                return None
            return Plus(type=of, span=node.span, left=left, right=right, counting=counting)
        case "-":
            return Minus(type=of, span=node.span, left=left, right=right)
        case "*":
            return Times(type=of, span=node.span, left=left, right=right)
        case _:
            assert_never(node.operator)


def _reckoned(operator: str, left: Type, right: Type) -> Type | None:
    """The type of the outcome; None if these types do not go together."""
    if left.is_list or right.is_list:
        return None
    if operator == "*":
        pair = (left.kind, right.kind)
        kind = _MULTIPLIED.get(pair) or _MULTIPLIED.get((right.kind, left.kind))
        return None if kind is None else Type(kind, kind.value)
    if left.kind is Kind.TIME and right.kind is Kind.DURATION:
        return TIME
    if left.kind is right.kind and left.kind in _ADDED:
        return Type(left.kind, left.kind.value)
    return None


def _hint(operator: str, left: Type, right: Type) -> str:
    kinds = {left.kind, right.kind}
    if kinds == {Kind.NUMBER, Kind.DURATION} or kinds == {Kind.NUMBER, Kind.TIME}:
        return "say the unit of the number, as in `36 hours`"
    if kinds == {Kind.DATE, Kind.DURATION}:
        return "a date is a whole day: declare it as a `time` to reckon with it"
    if kinds == {Kind.TIME}:
        return "compare moments, as in `a < b`, or count from one: `36 hours of a`"
    if operator == "+" and right.kind is Kind.TIME:
        return "write the moment first, as in `a + 36 hours`"
    return ""


def _reckonable(operator: str, left: Term, right: Term, faults: Faults) -> bool:
    """Are the constants among the operands of one unit or currency?"""
    if operator == "*":
        return True
    if not one_currency(left, right, faults):
        return False
    if left.type.kind is Kind.TIME:
        length = _length(right)
        if operator == "-" and length is not None and length.civil:
            faults.add(
                "LX222",
                f"{quoted(right.span)} cannot be taken from a moment: no law says how to count "
                "them backwards",
                right.span,
                hint="count forwards from the earlier moment, or use hours",
            )
            return False
        return True
    first, second = _length(left), _length(right)
    if first is not None and second is not None and _unit(first) != _unit(second):
        faults.add(
            "LX222",
            f"{quoted(left.span)} and {quoted(right.span)} are lengths of different units",
            right.span,
            hint="write both in one unit",
        )
        return False
    return True


def _unit(length: Duration) -> tuple[str, bool]:
    """Working days are a unit of their own."""
    return (length.unit, length.working)


def _length(term: Term) -> Duration | None:
    """The length that a constant says."""
    if isinstance(term, Constant) and isinstance(term.value, Duration):
        return term.value
    return None


def one_currency(left: Term, right: Term, faults: Faults) -> bool:
    """Report two sums of money whose currencies are known and differ."""
    first, second = _currency(left), _currency(right)
    if first is None or second is None or first == second:
        return True
    faults.add(
        "LX210",
        f"{quoted(left.span)} is in {first}, and {quoted(right.span)} in {second}",
        right.span,
        hint="write both in one currency",
    )
    return False


def _currency(term: Term) -> str | None:
    match term:
        case Constant(value=Money(currency=currency)):
            return currency
        case Plus() | Minus() | Times() if term.type.kind is Kind.MONEY:
            return _currency(term.left) or _currency(term.right)
        case _:
            return None


def _optional(of: Type, *operands: Term) -> Type:
    """What is reckoned from something absent is absent."""
    if any(operand.type.optional for operand in operands):
        return evolve(of, optional=True)
    return of
