"""Expressions and binders as nodes: one function for each production that has a class."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date as Day
from decimal import Decimal

from lexcheck.base.light import evolve
from lexcheck.base.text import Span
from lexcheck.syntax import model as m
from lexcheck.syntax.tokens import Token, unquoted

Made = m.Expression


def word(span: Span, token: Token) -> m.Word:
    """A token as a word; `span` is of any text of the same source."""
    text = unquoted(token.text) if token.kind == "STRING" else token.text
    return m.Word(span=Span(span.source, token.start, token.end), text=text)


def words(span: Span, first: Token, rest: Iterable[Token] | None) -> tuple[m.Word, ...]:
    return tuple(word(span, token) for token in (first, *(rest or ())))


def date_of(span: Span, token: Token) -> m.DateLiteral:
    """A date that is a part of something else."""
    return date(Span(span.source, token.start, token.end), token)


# ── What stands for itself ─────────────────────────────────────────────────────────────────────


def name(span: Span, token: Token) -> m.Name:
    return m.Name(span=span, name=token.text)


def text(span: Span, token: Token) -> m.Text:
    return m.Text(span=span, value=unquoted(token.text))


def number(span: Span, token: Token) -> m.Number:
    return m.Number(span=span, value=Decimal(token.text))


def percent(span: Span, token: Token) -> m.Percent:
    return m.Percent(span=span, value=Decimal(token.text[:-1]))


def money(span: Span, amount: Token, currency: Token) -> m.Money:
    return m.Money(span=span, value=Decimal(amount.text), currency=currency.text)


def duration(span: Span, amount: Token, *rest: Token) -> m.DurationLiteral:
    return m.DurationLiteral(
        span=span,
        value=Decimal(amount.text),
        unit=rest[-1].text.removesuffix("s"),
        working=len(rest) == 2,
    )


def date(span: Span, token: Token) -> m.DateLiteral:
    """The value is None where there is no such day; reading the file refuses it."""
    try:
        value = Day.fromisoformat(token.text)
    except ValueError:
        return m.DateLiteral(span=span, value=None)
    return m.DateLiteral(span=span, value=value)


def timestamp(span: Span, token: Token) -> m.TimestampLiteral:
    return m.TimestampLiteral(span=span, value=token.text)


def true(span: Span, _true: Token) -> m.Boolean:
    return m.Boolean(span=span, value=True)


def false(span: Span, _false: Token) -> m.Boolean:
    return m.Boolean(span=span, value=False)


def worldwide(span: Span, _worldwide: Token) -> m.Worldwide:
    return m.Worldwide(span=span)


def any_argument(span: Span, _star: Token) -> m.Star:
    return m.Star(span=span)


# ── Parts, calls and events ────────────────────────────────────────────────────────────────────


def group(span: Span, _open: Token, inner: Made, _close: Token) -> Made:
    """Parentheses make no node: what is inside takes their span."""
    return evolve(inner, span=span)


def member_of(span: Span, of: Made, _dot: Token, field: Token) -> m.Member:
    return m.Member(span=span, of=of, field=word(span, field))


def arguments(_span: Span, first: Made, rest: list[Made] | None = None) -> tuple[Made, ...]:
    return (first, *(rest or ()))


def call(
    span: Span, named: Token, _open: Token, given: tuple[Made, ...] | None, _close: Token
) -> m.Call:
    return m.Call(span=span, name=word(span, named), arguments=given or ())


def call_at(span: Span, called: m.Call, _at: Token, at: Made) -> m.CallAt:
    return m.CallAt(span=span, call=called, at=at)


def partly_at(
    span: Span, _partly: Token, called: m.Call, _at: Token | None, at: Made | None
) -> m.CallAt:
    return m.CallAt(span=span, call=called, at=at, partly=True)


def window_in(span: Span, _in: Token, of: Made) -> m.Window:
    return m.Window(span=span, kind="in", of=of)


def window_by(span: Span, _by: Token, of: Made) -> m.Window:
    return m.Window(span=span, kind="by", of=of)


def window_before(span: Span, _before: Token, of: Made) -> m.Window:
    return m.Window(span=span, kind="before", of=of)


def window_after(span: Span, _after: Token, of: Made) -> m.Window:
    return m.Window(span=span, kind="after", of=of)


def window_since(span: Span, _since: Token, of: Made) -> m.Window:
    return m.Window(span=span, kind="since", of=of)


def window_up_to(span: Span, _up_to: Token, of: Made) -> m.Window:
    return m.Window(span=span, kind="up_to", of=of)


def window_at_most(span: Span, _at_most: Token, length: Made, side: Token, of: Made) -> m.Window:
    if side.kind == "BEFORE":
        return m.Window(span=span, kind="at_most_before", of=of, duration=length)
    return m.Window(span=span, kind="at_most_after", of=of, duration=length)


def event(span: Span, called: m.Call, windows: list[m.Window] | None = None) -> m.Event:
    return m.Event(span=span, call=called, windows=tuple(windows or ()))


def happened(
    span: Span, called: m.Call, _happened: Token, windows: list[m.Window] | None = None
) -> m.Happened:
    return m.Happened(span=span, event=event(span, called, windows))


def not_happened(span: Span, _no: Token, what: m.Happened) -> m.Happened:
    return m.Happened(span=span, event=what.event, negated=True)


def first(span: Span, _first: Token, what: m.Event) -> m.Chosen:
    return m.Chosen(span=span, which="first", event=what)


def last(span: Span, _last: Token, what: m.Event) -> m.Chosen:
    return m.Chosen(span=span, which="last", event=what)


# ── Binders ────────────────────────────────────────────────────────────────────────────────────


def record_binder(
    span: Span, label: Token, _colon: Token, type_: Token, _in: Token | None, within: Made | None
) -> m.RecordBinder:
    return m.RecordBinder(span=span, name=word(span, label), type=word(span, type_), within=within)


def act_binder(span: Span, label: Token, _colon: Token, what: m.Event) -> m.ActBinder:
    return m.ActBinder(span=span, name=word(span, label), event=what)


def some(span: Span, _some: Token, binder: m.Binder, _has: Token, has: Made) -> m.Quantified:
    return m.Quantified(span=span, quantifier="some", binder=binder, has=has)


def every(span: Span, _every: Token, binder: m.Binder, _has: Token, has: Made) -> m.Quantified:
    return m.Quantified(span=span, quantifier="every", binder=binder, has=has)


def some_in(
    span: Span, some_: Token, named: Token, _in: Token, within: Made, has_: Token, has: Made
) -> m.Quantified:
    return some(span, some_, _bare_binder(span, named, within), has_, has)


def every_in(
    span: Span, every_: Token, named: Token, _in: Token, within: Made, has_: Token, has: Made
) -> m.Quantified:
    return every(span, every_, _bare_binder(span, named, within), has_, has)


def _bare_binder(span: Span, named: Token, within: Made) -> m.RecordBinder:
    """`i in o.items`, without a type."""
    variable = word(span, named)
    return m.RecordBinder(
        span=variable.span.to(within.span), name=variable, type=None, within=within
    )


def count(
    span: Span, _count: Token, binder: m.Binder, _where: Token | None, where: Made | None
) -> m.Count:
    return m.Count(span=span, binder=binder, where=where)


def total(
    span: Span,
    _sum: Token,
    of: Made,
    _for: Token,
    binder: m.Binder,
    _where: Token | None,
    where: Made | None,
) -> m.Total:
    return m.Total(span=span, of=of, binder=binder, where=where)


# ── Operators ──────────────────────────────────────────────────────────────────────────────────


def conjunction(span: Span, left: Made, rest: list[Made]) -> m.Junction:
    return m.Junction(span=span, operator="and", operands=(left, *rest))


def disjunction(span: Span, left: Made, rest: list[Made]) -> m.Junction:
    return m.Junction(span=span, operator="or", operands=(left, *rest))


def negated(span: Span, _not: Token, of: Made) -> m.Not:
    return m.Not(span=span, of=of)


def compared(span: Span, left: Made, operator: Token, right: Made) -> m.Compared:
    return m.Compared(span=span, operator=operator.text, left=left, right=right)  # type: ignore[arg-type]  # the grammar has these five alone


def equal(span: Span, left: Made, _equal: Token, right: Made) -> m.Compared:
    return m.Compared(span=span, operator="=", left=left, right=right)


def set_(span: Span, _open: Token, first_: Made, *rest: Token | list[Made]) -> m.SetLiteral:
    others = rest[0] if isinstance(rest[0], list) else ()
    return m.SetLiteral(span=span, members=(first_, *others))


def member(span: Span, left: Made, _in: Token, of: Made) -> m.Membership:
    return m.Membership(span=span, member=left, of=of)


def not_member(span: Span, left: Made, _not_in: Token, of: Made) -> m.Membership:
    return m.Membership(span=span, member=left, of=of, negated=True)


def present(span: Span, of: Made, _is: Token) -> m.Presence:
    return m.Presence(span=span, of=of)


def not_present(span: Span, of: Made, _is: Token) -> m.Presence:
    return m.Presence(span=span, of=of, absent=True)


def plus(span: Span, left: Made, _plus: Token, right: Made) -> m.Arithmetic:
    return m.Arithmetic(span=span, operator="+", left=left, right=right)


def minus(span: Span, left: Made, _minus: Token, right: Made) -> m.Arithmetic:
    return m.Arithmetic(span=span, operator="-", left=left, right=right)


def times(span: Span, left: Made, _times: Token, right: Made) -> m.Arithmetic:
    return m.Arithmetic(span=span, operator="*", left=left, right=right)


def period_of(span: Span, period: Made, _of: Token, anchor: Made) -> m.PeriodOf:
    return m.PeriodOf(span=span, period=period, anchor=anchor)


def standard(
    span: Span,
    _standard: Token,
    words: Token,
    _taken: Token | None,
    taken_as: Made | None,
    _of: Token | None,
    anchor: Made | None,
) -> m.Standard:
    return m.Standard(span=span, words=unquoted(words.text), taken_as=taken_as, anchor=anchor)


def otherwise(span: Span, preferred: Made, _otherwise: Token, second: Made) -> m.Otherwise:
    return m.Otherwise(span=span, first=preferred, second=second)


def earlier(span: Span, _the: Token, left: Made, _and: Token, right: Made) -> m.EarlierLater:
    return m.EarlierLater(span=span, which="earlier", left=left, right=right)


def later(span: Span, _the: Token, left: Made, _and: Token, right: Made) -> m.EarlierLater:
    return m.EarlierLater(span=span, which="later", left=left, right=right)


CALLBACKS: dict[str, Callable[..., object]] = {
    function.__name__.removesuffix("_"): function
    for function in (
        name, text, number, percent, money, duration, date, timestamp, true, false, worldwide,
        any_argument, group, member_of, arguments, call, call_at, partly_at,
        window_in, window_by, window_before, window_after, window_since, window_up_to,
        window_at_most, event, happened, not_happened, first, last,
        record_binder, act_binder, some, every, some_in, every_in, count, total,
        conjunction, disjunction, negated, compared, equal, set_, member, not_member, present,
        not_present, plus, minus, times, period_of, standard, otherwise, earlier, later,
    )
}  # fmt: skip
