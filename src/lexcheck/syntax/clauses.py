"""The abstract syntax of clauses."""

from __future__ import annotations

from typing import Literal

from lexcheck.base.light import light
from lexcheck.syntax.expressions import (
    Binder,
    Call,
    DateLiteral,
    Expression,
    Name,
    Node,
    Number,
    Percent,
    Word,
)


@light(kw_only=True)
class ActPattern(Node):
    """`withhold(i) in IN by p`"""

    call: Call
    territory: Expression | None = None
    by: Expression | None = None


@light(kw_only=True)
class Citation(Node):
    source: Word
    locator: str
    unverified: bool = False


@light(kw_only=True)
class Cites(Node):
    citations: tuple[Citation, ...]


@light(kw_only=True)
class ForEach(Node):
    binders: tuple[Binder, ...]


@light(kw_only=True)
class When(Node):
    condition: Expression


@light(kw_only=True)
class FromClause(Node):
    moment: Expression


@light(kw_only=True)
class DutyOf(Node):
    bearer: Expression
    counterparty: Expression | None = None


@light(kw_only=True)
class Must(Node):
    """`must acknowledge(o)`, `must not block(i) in IN`, `must blocked(i)`"""

    target: ActPattern
    negated: bool = False


@light(kw_only=True)
class OrEarlier(Node):
    pass


@light(kw_only=True)
class NotBefore(Node):
    """`not before 10` takes the unit and the anchor of `within`."""

    opening: Expression


@light(kw_only=True)
class Within(Node):
    """`within 36 hours of o.received`; `not later than 2021-03-01` has `absolute` set."""

    deadline: Expression
    absolute: bool = False


@light(kw_only=True)
class Counting(Node):
    """`counting elapsed or regulation_1182_71 by brussels`: more than one rule is a dispute."""

    rules: tuple[Word, ...]
    calendar: Word | None = None


@light(kw_only=True)
class PausedWhile(Node):
    condition: Expression


@light(kw_only=True)
class RestartsAfter(Node):
    condition: Expression


@light(kw_only=True)
class ExtendedBy(Node):
    """`extended by 2 months if told(o)`; without a condition, by whatever the length is."""

    length: Expression
    condition: Expression | None = None


@light(kw_only=True)
class UntilClause(Node):
    moment: Expression


@light(kw_only=True)
class Moment(Node):
    """When an exception is asked."""

    at: Literal["trigger", "deadline", "throughout", "any_time", "act"]


@light(kw_only=True)
class PresumedAbsent(Node):
    pass


@light(kw_only=True)
class Because(Node):
    text: str


@light(kw_only=True)
class Unless(Node):
    condition: Expression
    moment: Moment | None = None
    presumed: PresumedAbsent | None = None
    because: Because | None = None


@light(kw_only=True)
class TimeIsOfTheEssence(Node):
    pass


@light(kw_only=True)
class OnBreachOf(Node):
    """`on breach of comply(o, i)`: binds the variables of the instance that was breached."""

    norm: Word
    arguments: tuple[Expression, ...]


@light(kw_only=True)
class Repairs(Node):
    norm: Word


@light(kw_only=True)
class Overrides(Node):
    names: tuple[Word, ...]


@light(kw_only=True)
class SubjectTo(Node):
    names: tuple[Word, ...]


@light(kw_only=True)
class InForce(Node):
    """Both days included; None in `until` is for good.

    `pending` says what becomes of what is pending at the end; `annulled` is the day from which on
    it counts as never having been in force.
    """

    start: DateLiteral
    until: DateLiteral | None = None
    pending: Word | None = None
    annulled: DateLiteral | None = None


@light(kw_only=True)
class Liable(Node):
    party: Expression


@light(kw_only=True)
class Exposure(Node):
    text: str


@light(kw_only=True)
class ImposedBy(Node):
    act: ActPattern


@light(kw_only=True)
class Measure(Node):
    """`share of comply(o, *) in {complied} at least 95%`

    `among` holds verdict names, or, with `graded` set, one grade: `graded at least partial`.
    `bound` is None where only the figure is asked for; a name is that of a parameter.
    """

    measured: Literal["share", "count"]
    norm: Word
    arguments: tuple[Expression, ...]
    among: tuple[Word, ...]
    graded: bool = False
    bound: Literal["at_least", "at_most"] | None = None
    threshold: Number | Percent | Name | None = None


Clause = (
    Cites
    | ForEach
    | When
    | FromClause
    | DutyOf
    | Must
    | OrEarlier
    | NotBefore
    | Within
    | Counting
    | PausedWhile
    | RestartsAfter
    | ExtendedBy
    | UntilClause
    | Unless
    | Moment
    | PresumedAbsent
    | TimeIsOfTheEssence
    | OnBreachOf
    | Repairs
    | Overrides
    | SubjectTo
    | InForce
    | Because
    | Liable
    | Exposure
    | ImposedBy
    | Measure
)
