"""The plan of a norm: where its instances are found, and what must be known to judge them.

Expressions are trees over columns; `sql` alone writes them out. A condition has three values:
true, false, and null, which is *in doubt*. A moment is whole microseconds since 1970 in UTC.

Source: three-valued conditions after Kleene's strong logic, which is what SQL computes: it never
calls true or false what some completion makes otherwise (Imieliński and Lipski 1984).
"""

from __future__ import annotations

from typing import Literal

from lexcheck.base.light import field, light
from lexcheck.base.text import Span

# ── Expressions ────────────────────────────────────────────────────────────────────────────────

#: What a call computes; `sql.expressions` has a template for each.
Op = Literal[
    "and", "or", "not", "=", "!=", "<", "<=", ">", ">=", "+", "-", "in", "is null", "if",
    "coalesce", "least", "greatest", "covers", "due earliest", "due latest", "opens", "said",
    "text",
]  # fmt: skip


@light
class Column:
    """A column of a relation of the plan, by the relation's alias."""

    relation: str
    name: str


@light
class Literal_:  # noqa: N801 - `Literal` is typing's
    """A text, whole number, truth value, or null."""

    value: str | int | bool | None


@light
class Call:
    op: Op
    args: tuple[Expr, ...]


@light
class Nested:
    """Something asked of the rows that fit: `joined` with `where` true.

    exists: is there one; true, false, or null where one only may fit. count, sum: of `value` (for
    a count, of the rows); null where a row only may fit, and the sum of nothing is 0. first, last:
    the `value` of the row that comes first by `by`, ascending.
    """

    asked: Literal["exists", "count", "sum", "first"]
    joined: tuple[Joined, ...]
    where: Expr
    value: Expr | None = None
    by: tuple[Expr, ...] = ()


Expr = Column | Literal_ | Call | Nested

TRUE, FALSE, NULL = Literal_(True), Literal_(False), Literal_(None)


def call(op: Op, *args: Expr) -> Expr:
    return Call(op, args)


def all_of(*conditions: Expr) -> Expr:
    """Their conjunction, with what is plainly true left out."""
    kept = tuple(dict.fromkeys(c for c in conditions if c != TRUE))
    if FALSE in kept:
        return FALSE
    return TRUE if not kept else kept[0] if len(kept) == 1 else Call("and", kept)


def any_of(*conditions: Expr) -> Expr:
    """Their disjunction, with what is plainly false left out."""
    kept = tuple(dict.fromkeys(c for c in conditions if c != FALSE))
    if TRUE in kept:
        return TRUE
    return FALSE if not kept else kept[0] if len(kept) == 1 else Call("or", kept)


def negated(condition: Expr) -> Expr:
    if condition in (TRUE, FALSE):
        return FALSE if condition == TRUE else TRUE
    return Call("not", (condition,))


# ── Relations ──────────────────────────────────────────────────────────────────────────────────


@light
class Records:
    """The records of a type: `id`, and their fields."""

    type: str


@light
class Members:
    """The members of the lists of one field: `of` (a record's id) and `member`."""

    record: str
    field: str


@light
class Acts:
    """The acts of one action: `id`, `at`, `arg_1` and so on, and their fields."""

    action: str


Relation = Records | Members | Acts


@light
class Judgements:
    """The instances of another norm, by `key_1` and so on, with what comes of them apart from any
    repair: whether it `applies` to anything and is not excused, whether it is `breached`, or
    `complied` with, and when it was breached, `breach_at`. All of it null where that is in doubt.
    """

    norm: str


@light(kw_only=True)
class Joined:
    """A relation under an alias. `on` true: every row. `optional`: kept where nothing fits."""

    alias: str
    relation: Relation | Judgements
    on: Expr = TRUE
    optional: bool = False


# ── Plans ──────────────────────────────────────────────────────────────────────────────────────


@light(kw_only=True)
class Bearing:
    """Acts that bear on the target: those of `relation` (alias `a`) for which `where` holds.

    `grade` is 2 for a full start, 1 for a partial one, 0 for an end. `about`: the things, in the
    order of the target's. `unsure`: other facts on which `where` hangs may be in doubt.
    """

    relation: Acts
    grade: Literal[0, 1, 2]
    about: tuple[Expr, ...]
    where: Expr
    unsure: bool = False


@light(kw_only=True)
class DoubtedTrigger:
    """A trigger that may be in doubt, on which nothing else hangs but a deadline `length` later.

    `earliest`, `latest`: null where it is not known. `else_sure`: all else of the instance is
    known, and the duty arises if the trigger lets it. `start` and `until`: the norm is in force.
    """

    earliest: Expr
    latest: Expr
    length: Expr
    else_sure: Expr
    start: int | None
    until: int | None


@light(kw_only=True)
class DisputedDeadline:
    """A deadline that is what the plan says or, as another rule of counting has it, `other`.

    `else_sure`: the duty arises, and all else of the instance is known.
    """

    other: Expr
    else_sure: Expr


@light(kw_only=True)
class Law:
    """A version of a norm, by its days in force, and where it comes from."""

    version: str
    citation: str


@light(kw_only=True)
class OpenDeadline:
    """A deadline that may be any moment from `earliest` on, since the law gives no number.

    `earliest`: null where that is not known. `else_sure`: the duty arises, and all else of the
    instance is known.
    """

    earliest: Expr
    else_sure: Expr


@light(kw_only=True)
class NormPlan:
    """How one norm is judged by SQL.

    `joined` finds the instances, whose ids are `keys`; `candidate` is what must be true of a row to
    be one. `applies`: the duty arises. `excused`: an exception takes it out. `allowed`: what a
    prohibition forbids is allowed all the same. Any of them null, or a moment in doubt, leaves the
    instance to the case evaluator. `deadline` None: none but the end. `trigger` None: in force from
    the beginning of time. `least`: acts before it perform nothing. `about` are the things of the
    target. `repaired`: a breach may be repaired by another norm. It is left to the case evaluator,
    unless none of `repaired_by` may be complied with (all are, where there is none of these plans).
    `law`: the place among `laws` of the one that governs the instance; None: there is but one.
    `rests_on`: the norms whose judgements are asked for.
    """

    norm: str
    laws: tuple[Law, ...]
    law: Expr | None = None
    kind: Literal["obligation", "prohibition"]
    joined: tuple[Joined, ...]
    keys: tuple[Expr, ...]
    candidate: Expr
    applies: Expr
    excused: Expr
    allowed: Expr
    doubt: Expr
    trigger: Expr | None
    opening: Expr | None
    deadline: Expr | None
    end: Expr | None
    is_state: bool
    or_earlier: bool
    essence: bool
    about: tuple[Expr, ...]
    bearing: tuple[Bearing, ...]
    bearer: Expr
    counterparty: Expr
    repaired: bool = False
    repaired_by: tuple[NormPlan, ...] = ()
    rests_on: tuple[NormPlan, ...] = ()
    doubted: DoubtedTrigger | None = None
    open_deadline: OpenDeadline | None = None
    disputed: DisputedDeadline | None = None

    @property
    def has_bearer(self) -> bool:
        return self.bearer != Literal_("")

    @property
    def has_counterparty(self) -> bool:
        return self.counterparty != Literal_("")


@light(kw_only=True)
class ByCase:
    """A norm that is judged case by case, and why: what of it has no plan, and where it stands.

    `joined` finds what may be its instances; the case evaluator says which of them are.
    """

    norm: str
    why: str
    span: Span | None = field(default=None, eq=False, repr=False)
    joined: tuple[Joined, ...]
    keys: tuple[Expr, ...]
    candidate: Expr


@light(kw_only=True)
class Unheld:
    """A norm that has no instance, since no table holds what it is about: `why` says what."""

    norm: str
    why: str


@light(kw_only=True)
class Unfound:
    """A norm that cannot be judged over these tables, since nothing in them leads to all that may
    be its instances: those of `type`.
    """

    norm: str
    type: str


Plan = NormPlan | ByCase | Unheld | Unfound
