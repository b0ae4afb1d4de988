"""Terms: expressions whose names are bound and whose types are known.

A term has no meaning of its own here; `evaluate.terms` gives each class its meaning, a few lines
each. `Term.type` is what it yields; a term of an optional type may yield nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from lexcheck.base.light import field, light
from lexcheck.base.text import Span
from lexcheck.base.time.counting import CIVIL, Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import Instant
from lexcheck.facts.case import Grade, Money
from lexcheck.facts.schema import Type


@light(kw_only=True)
class Node:
    """Every term has its type, and the text it was written as (which takes no part in equality)."""

    type: Type
    span: Span = field(eq=False, repr=False)


#: The rules by which a period is counted. More than one: the law is in dispute, and each is
#: followed; the rule that holds is the same for all periods of a completion.
Countings = tuple[Counting, ...]
PLAIN: Countings = (CIVIL,)


# ── Values ─────────────────────────────────────────────────────────────────────────────────────


@light(kw_only=True)
class Variable(Node):
    """A binder's record or act, a define's parameter, or a moment."""

    name: str


@light(kw_only=True)
class Constant(Node):
    """Text, enum constant, number, percent (95 for 95%), boolean, money, duration, territory code,
    or an instant (type time). A day written where a moment is meant has become the instant of its
    start or its end, whichever the place asks for.
    """

    value: str | bool | Decimal | Money | Duration | Instant


@light(kw_only=True)
class ParameterValue(Node):
    name: str


@light(kw_only=True)
class FieldOf(Node):
    """A field of a record or an act; of an act also `at`, `by`, `territory` and its parameters."""

    of: Term
    field: str


@light(kw_only=True)
class Apply(Node):
    """A define applied: `body` with `parameters` bound to the arguments, and `moment` to `at`.

    `at` None: the moment at which the whole is asked. Defines are acyclic, so this is finite.
    """

    name: str
    parameters: tuple[str, ...]
    arguments: tuple[Term, ...]
    moment: str | None
    at: Term | None
    body: Term


@light(kw_only=True)
class Plus(Node):
    """number + number, money + money, duration + duration (of one unit), time + duration, which
    `counting` counts.
    """

    left: Term
    right: Term
    counting: Countings = PLAIN


@light(kw_only=True)
class Minus(Node):
    """The same kinds as `Plus`; a time less an elapsed duration; never less a civil one."""

    left: Term
    right: Term


@light(kw_only=True)
class Times(Node):
    """number * number, number * money, percent * number or money (5% of it), and the like."""

    left: Term
    right: Term


@light(kw_only=True)
class PeriodOf(Node):
    """The last instant of the period that runs from the anchor; with `opening`, for a civil period,
    the first instant of its last day ("not less than 10 days after").
    """

    period: Term
    anchor: Term
    opening: bool = False
    counting: Countings = PLAIN
    clock: Clock | None = None


@light(kw_only=True)
class Standard(Node):
    """The end of a period that the law names in words. `taken_as` None, or a parameter that is not
    set: its length is open, any length from nothing up, and a verdict needs judgement.
    """

    words: str
    taken_as: Term | None
    anchor: Term
    counting: Countings = PLAIN
    clock: Clock | None = None


@light(kw_only=True)
class Extension:
    """More time: `length`, where the condition holds at the deadline as it is without; always,
    where there is no condition. A length that is absent adds nothing.
    """

    length: Term
    condition: Term | None
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Clock:
    """What a period's clock does besides running.

    Time in which `paused` holds is not counted. Where `restarts` holds, begun before the deadline,
    the clock stands still, and then the whole period runs anew. `extensions` in their order.
    """

    paused: Term | None = None
    restarts: Term | None = None
    extensions: tuple[Extension, ...] = ()


@light(kw_only=True)
class OrElse(Node):
    """`first` where it is present, else `second`."""

    first: Term
    second: Term


@light(kw_only=True)
class EarlierLater(Node):
    """The earlier or the later of two moments; where one is absent, the other."""

    which: Literal["earlier", "later"]
    left: Term
    right: Term


# ── Conditions (type boolean) ──────────────────────────────────────────────────────────────────


@light(kw_only=True)
class MovedUp(Node):
    """The later of `of` and `to`, the anchor of a duty that a later law took over.

    Where `of` is absent, so is this: what has not happened sets nothing running.
    """

    of: Term
    to: Instant


@light(kw_only=True)
class Not(Node):
    of: Term


@light(kw_only=True)
class All(Node):
    """`and`: from left to right; stops at the first that is false."""

    operands: tuple[Term, ...]


@light(kw_only=True)
class Any(Node):
    """`or`: from left to right; stops at the first that is true."""

    operands: tuple[Term, ...]


@light(kw_only=True)
class Compared(Node):
    """Order on numbers, money of one currency, percents, durations of one unit, times, dates;
    equality on all types. Anything compared with an absent value is false, `!=` included.
    """

    operator: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Term
    right: Term


@light(kw_only=True)
class OneOfTerms(Node):
    """`x in {a, b}`"""

    member: Term
    among: tuple[Term, ...]


@light(kw_only=True)
class InList(Node):
    """`i in o.items`"""

    member: Term
    items: Term


@light(kw_only=True)
class Present(Node):
    of: Term


@light(kw_only=True)
class StateHolds(Node):
    """The state holds at `at` with at least this grade; `at` None: at the moment of asking."""

    state: str
    arguments: tuple[Term, ...]
    at: Term | None
    at_least: Grade


# ── Events ─────────────────────────────────────────────────────────────────────────────────────


@light(kw_only=True)
class Bound:
    """One bound on the time of an act.

    before: at < t · after: at > t · since: at >= t · up_to: at <= t ·
    at_most_before: t less `duration` <= at <= t · at_most_after: t <= at <= `duration` of t.
    Where no bound has an upper end, the moment of asking is one (included).
    """

    kind: Literal["before", "after", "since", "up_to", "at_most_before", "at_most_after"]
    of: Term
    duration: Term | None = None
    counting: Countings = PLAIN


@light(kw_only=True)
class Occurrence:
    """Acts of one action, with these arguments, that cover a territory, by a party, in bounds."""

    action: str
    arguments: tuple[Term, ...]
    territory: Term | None = None
    by: Term | None = None
    bounds: tuple[Bound, ...] = ()
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class RecordBinder:
    """Each record of a type, or each member of a list."""

    name: str
    type: Type
    within: Term | None = None
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class ActBinder:
    """Each recorded act of an occurrence. In `for each` its bounds may not use later variables."""

    name: str
    type: Type
    occurrence: Occurrence
    span: Span = field(eq=False, repr=False)


Binder = RecordBinder | ActBinder


@light(kw_only=True)
class Happened(Node):
    occurrence: Occurrence


@light(kw_only=True)
class Quantified(Node):
    """`some` is false of nothing, `every` is true of nothing."""

    quantifier: Literal["some", "every"]
    binder: Binder
    has: Term


@light(kw_only=True)
class CountOf(Node):
    binder: Binder
    where: Term | None


@light(kw_only=True)
class SumOf(Node):
    """The sum of nothing is 0 (money: of the term's currency as far as it is known)."""

    of: Term
    binder: Binder
    where: Term | None


@light(kw_only=True)
class Chosen(Node):
    """The first or last act of an occurrence; absent if there is none."""

    which: Literal["first", "last"]
    occurrence: Occurrence


Term = (
    Variable
    | Constant
    | ParameterValue
    | FieldOf
    | Apply
    | Plus
    | Minus
    | Times
    | PeriodOf
    | Standard
    | OrElse
    | EarlierLater
    | MovedUp
    | Not
    | All
    | Any
    | Compared
    | OneOfTerms
    | InList
    | Present
    | StateHolds
    | Happened
    | Quantified
    | CountOf
    | SumOf
    | Chosen
)
