"""The abstract syntax of expressions.

Every node has the span of its text; spans take no part in equality, so that two texts of one
meaning have equal trees.
"""

from __future__ import annotations

from datetime import date as Day
from decimal import Decimal
from typing import Literal

from lexcheck.base.light import field, light
from lexcheck.base.text import Span


@light(kw_only=True)
class Node:
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Word(Node):
    """A name or a quoted text where the author wrote it; `text` without the quotes."""

    text: str


# ── Expressions ────────────────────────────────────────────────────────────────────────────────


@light(kw_only=True)
class Name(Node):
    """A variable, a constant of an enum, a parameter, or a territory: resolving tells."""

    name: str


@light(kw_only=True)
class Text(Node):
    value: str


@light(kw_only=True)
class Number(Node):
    value: Decimal


@light(kw_only=True)
class Percent(Node):
    """`95%` has the value 95."""

    value: Decimal


@light(kw_only=True)
class Money(Node):
    value: Decimal
    currency: str


@light(kw_only=True)
class DurationLiteral(Node):
    """`36 hours`; the unit is singular (`hour`), `working` is true for `7 working days`."""

    value: Decimal
    unit: str
    working: bool = False


@light(kw_only=True)
class DateLiteral(Node):
    """`2021-01-31`; None in `value` where no such day exists (the text is in the span)."""

    value: Day | None


@light(kw_only=True)
class TimestampLiteral(Node):
    """`2021-01-31T10:00+05:30`, as written; resolving reads it, in the ruleset's zone if naive."""

    value: str


@light(kw_only=True)
class Boolean(Node):
    value: bool


@light(kw_only=True)
class Worldwide(Node):
    pass


@light(kw_only=True)
class Member(Node):
    """`o.received`"""

    of: Expression
    field: Word


@light(kw_only=True)
class Call(Node):
    """`blocked(i)`: a define, a state or an act pattern; resolving tells."""

    name: Word
    arguments: tuple[Expression, ...]


@light(kw_only=True)
class CallAt(Node):
    """`blocked(i) at t`, `partly blocked(i) at t`: a moment or `partly` is said."""

    call: Call
    at: Expression | None = None
    partly: bool = False


@light(kw_only=True)
class Not(Node):
    of: Expression


@light(kw_only=True)
class Junction(Node):
    """`a and b and c`, or the same with `or`; two operands at least."""

    operator: Literal["and", "or"]
    operands: tuple[Expression, ...]


@light(kw_only=True)
class Compared(Node):
    operator: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression


@light(kw_only=True)
class SetLiteral(Node):
    members: tuple[Expression, ...]


@light(kw_only=True)
class Membership(Node):
    """`x in {a, b}`, `i in o.items`, `x not in {a}`"""

    member: Expression
    of: Expression
    negated: bool = False


@light(kw_only=True)
class Presence(Node):
    """`o.revoked is present` / `is absent`"""

    of: Expression
    absent: bool = False


@light(kw_only=True)
class Window(Node):
    """One bound on an event: `in IN`, `by p`, `before t`, `after t`, `since t`, `up to t`,
    `at most D before t` (kind `at_most_before`, `duration` set), `at most D after t`.
    """

    kind: Literal[
        "in", "by", "before", "after", "since", "up_to", "at_most_before", "at_most_after"
    ]
    of: Expression
    duration: Expression | None = None


@light(kw_only=True)
class Event(Node):
    """An act pattern with its windows."""

    call: Call
    windows: tuple[Window, ...] = ()


@light(kw_only=True)
class Happened(Node):
    """`a(x) happened before t`; `no a(x) happened` with `negated`."""

    event: Event
    negated: bool = False


@light(kw_only=True)
class RecordBinder(Node):
    """`o: Order`, `i: Item in o.items`; `i in o.items` has no type."""

    name: Word
    type: Word | None
    within: Expression | None = None


@light(kw_only=True)
class ActBinder(Node):
    """`e: block(i) before t`"""

    name: Word
    event: Event


Binder = RecordBinder | ActBinder


@light(kw_only=True)
class Quantified(Node):
    """`some i in o.items has c`, `every i in o.items has c`"""

    quantifier: Literal["some", "every"]
    binder: Binder
    has: Expression


@light(kw_only=True)
class Count(Node):
    """`count of e: a(x) before t where c`"""

    binder: Binder
    where: Expression | None = None


@light(kw_only=True)
class Total(Node):
    """`sum of e.amount for e: a(x) where c`"""

    of: Expression
    binder: Binder
    where: Expression | None = None


@light(kw_only=True)
class Chosen(Node):
    """`first a(x)`, `last a(x) before t`: the act, absent if there is none."""

    which: Literal["first", "last"]
    event: Event


@light(kw_only=True)
class Arithmetic(Node):
    operator: Literal["+", "-", "*"]
    left: Expression
    right: Expression


@light(kw_only=True)
class PeriodOf(Node):
    """`36 hours of o.received`"""

    period: Expression
    anchor: Expression


@light(kw_only=True)
class Standard(Node):
    """`standard "without undue delay" taken as D of o.received`; both parts may be missing."""

    words: str
    taken_as: Expression | None = None
    anchor: Expression | None = None


@light(kw_only=True)
class Otherwise(Node):
    """`a otherwise b`: a if it is present, else b."""

    first: Expression
    second: Expression


@light(kw_only=True)
class EarlierLater(Node):
    which: Literal["earlier", "later"]
    left: Expression
    right: Expression


@light(kw_only=True)
class Star(Node):
    """`*` in the arguments of a share: any."""


Expression = (
    Name
    | Text
    | Number
    | Percent
    | Money
    | DurationLiteral
    | DateLiteral
    | TimestampLiteral
    | Boolean
    | Worldwide
    | Member
    | Call
    | CallAt
    | Not
    | Junction
    | Compared
    | SetLiteral
    | Membership
    | Presence
    | Happened
    | Quantified
    | Count
    | Total
    | Chosen
    | Arithmetic
    | PeriodOf
    | Standard
    | Otherwise
    | EarlierLater
    | Star
)
