"""When a norm binds: its trigger, its opening, its deadline, its end, and the days it is in force.

The trigger is what `from` says, else the anchor of the deadline, else what is usual for the norm:
the time of the last act that it binds, or, under a reading, the trigger it has without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lexcheck.base.light import evolve, light
from lexcheck.base.time.periods import Duration
from lexcheck.norms.clauses import Clauses, word_of
from lexcheck.norms.clocks import clock_of, clocked, periods_in
from lexcheck.norms.model import InForce, Pending
from lexcheck.resolved.counting import counting_for
from lexcheck.resolved.faults import Faults, quoted, unknown, wrong_type
from lexcheck.resolved.scope import DURATION, TIME, Scope, Want, fits
from lexcheck.resolved.terms import (
    Clock,
    Constant,
    EarlierLater,
    OrElse,
    PeriodOf,
    Plus,
    Standard,
    Term,
)
from lexcheck.syntax import model as syntax


@light(kw_only=True)
class Window:
    """As in `Norm`; a part is None where the norm does not say it, or it is at fault."""

    trigger: Term | None
    opening: Term | None
    deadline: Term | None
    until: Term | None


def window_of(
    clauses: Clauses, scope: Scope, usual: Term | None, anchor: Term | None, *, amended: bool
) -> Window:
    """The window of a norm whose trigger is `usual` where no clause says another.

    A standard that names no anchor runs from the trigger, or from `anchor` where there is none.
    `amended`: the norm has a trigger without the reading that amends it, and that is `usual`.
    """
    start = clauses.one(syntax.FromClause)
    arises = None if start is None else scope.typed(start.moment, TIME, "start")
    trigger = usual if start is None else arises
    within = clauses.one(syntax.Within)
    deadline: Term | None = None
    if within is not None and not (start is not None and arises is None):
        if start is not None:
            anchor = arises
        elif usual is None or not amended:
            anchor = _written_anchor(within.deadline, scope) or anchor
        deadline = _deadline(within, anchor, scope)
        if deadline is not None and start is None and not amended:
            trigger = first_anchor(deadline) or usual
    opening = _opening(clauses, deadline, scope)
    clock = clock_of(clauses, scope)
    if clock is not None and (deadline is not None or within is None):
        deadline = _clocked(clauses, clock, deadline, scope.faults)
    end = clauses.one(syntax.UntilClause)
    return Window(
        trigger=trigger,
        opening=opening,
        deadline=deadline,
        until=None if end is None else scope.typed(end.moment, TIME, "end"),
    )


# ── The deadline ───────────────────────────────────────────────────────────────────────────────


def _deadline(within: syntax.Within, anchor: Term | None, scope: Scope) -> Term | None:
    inner = evolve(scope, standards=True, anchor=anchor)
    return inner.typed(within.deadline, TIME, "end" if within.absolute else None)


def _written_anchor(node: syntax.Expression, scope: Scope) -> Term | None:
    """The first anchor in the text of a deadline, for a standard in it that names none."""
    bare, anchors = False, []
    for each in _periods(node):
        if each.anchor is None:
            bare = True
        else:
            anchors.append(each.anchor)
    return scope.typed(anchors[0], TIME, "start") if bare and anchors else None


def _periods(node: syntax.Expression) -> Iterator[syntax.PeriodOf | syntax.Standard]:
    """The periods of which a deadline is made, from left to right."""
    match node:
        case syntax.PeriodOf() | syntax.Standard():
            yield node
        case syntax.EarlierLater() | syntax.Arithmetic():
            yield from _periods(node.left)
            yield from _periods(node.right)
        case syntax.Otherwise():
            yield from _periods(node.first)
            yield from _periods(node.second)
        case _:
            pass


def first_anchor(term: Term) -> Term | None:
    """The moment from which a deadline runs; of several anchors, the first that is not absent.

    Of `the earlier of` two periods it is the earlier anchor: a duty is never due before it arises.
    """
    match term:
        case PeriodOf() | Standard():
            return term.anchor
        case EarlierLater():
            left, right = first_anchor(term.left), first_anchor(term.right)
            if left is None or right is None or left.span.text == right.span.text:
                return left or right
            if term.which == "earlier":
                return evolve(term, left=left, right=right)
            return _first_there(left, right, term)
        case OrElse():
            return _first_there(first_anchor(term.first), first_anchor(term.second), term)
        case Plus(left=left):
            return first_anchor(left) or left
        case _:
            return None


def _first_there(first: Term | None, second: Term | None, deadline: Term) -> Term | None:
    if first is None or second is None or not first.type.optional:
        return first or second
    return OrElse(type=second.type, span=deadline.span, first=first, second=second)


def _clocked(clauses: Clauses, clock: Clock, deadline: Term | None, faults: Faults) -> Term | None:
    """The deadline with its clock; a fault where nothing of it is counted."""
    if deadline is not None and periods_in(deadline):
        return clocked(deadline, clock)
    for kind in (syntax.PausedWhile, syntax.RestartsAfter, syntax.ExtendedBy):
        for clause in clauses.every(kind):
            assert isinstance(clause, syntax.Node)
            faults.add(
                "LX316",
                f"`{word_of(kind)}` is of a period, and this norm counts none",
                clause.span,
                hint="say `within … of …`: a fixed day is not counted from anything",
                cause=None if deadline is None else (deadline.span, "this is its deadline"),
                about=_nothing_said(clauses) if deadline is None else (),
            )
    return deadline


def _nothing_said(clauses: Clauses) -> tuple[str, ...]:
    """That nothing says by when is the one mistake, where it is told of what must be done, too."""
    must = clauses.one(syntax.Must)
    return () if must is None else (f"no deadline beside {must.target.span.place}",)


# ── The opening ────────────────────────────────────────────────────────────────────────────────


def _opening(clauses: Clauses, deadline: Term | None, scope: Scope) -> Term | None:
    """The first instant at which an act performs."""
    clause = clauses.one(syntax.NotBefore)
    if clause is None:
        return None
    node = clause.opening
    if isinstance(node, syntax.Number):
        return _opening_in_unit(node, clauses, deadline, scope)
    found = scope.term(node, Want(TIME, "start"))
    if found is None:
        return None
    if fits(found.type, DURATION):
        anchor = None if deadline is None else first_anchor(deadline)
        if anchor is None:
            _no_anchor(node, clauses, deadline, scope)
            return None
        counting = counting_for(found, scope)
        if counting is None:
            return None
        return PeriodOf(
            type=TIME,
            span=node.span,
            period=found,
            anchor=anchor,
            opening=True,
            counting=counting,
        )
    if not fits(found.type, TIME):
        wrong_type(scope.faults, found, TIME)
        return None
    return evolve(found, opening=True) if isinstance(found, PeriodOf) else found


def _opening_in_unit(
    node: syntax.Number, clauses: Clauses, deadline: Term | None, scope: Scope
) -> Term | None:
    """`not before 10, within 14 days of …`: ten of the same unit, from the same anchor."""
    if not (
        isinstance(deadline, PeriodOf)
        and isinstance(deadline.period, Constant)
        and isinstance(deadline.period.value, Duration)
    ):
        _no_anchor(node, clauses, deadline, scope)
        return None
    whole = deadline.period.value
    length = Duration(node.value, whole.unit, whole.working)
    unit = f"{'working ' if whole.working else ''}{whole.unit}s"
    if length.amount >= whole.amount or (length.civil and length.amount % 1 != 0):
        scope.faults.add(
            "LX317",
            f"`not before {node.span.text}` leaves no time within {quoted(deadline.span)}",
            node.span,
            hint=f"say a whole number of {unit}, less than {whole.amount}",
        )
        return None
    period = Constant(type=DURATION, span=node.span, value=length)
    return PeriodOf(
        type=deadline.type,
        span=node.span,
        period=period,
        anchor=deadline.anchor,
        opening=True,
        counting=deadline.counting,
    )


def _no_anchor(
    node: syntax.Expression, clauses: Clauses, deadline: Term | None, scope: Scope
) -> None:
    # A deadline at fault has been reported, and is the cause.
    if deadline is None and clauses.one(syntax.Within) is not None:
        return
    scope.faults.add(
        "LX313",
        f"nothing says from when {quoted(node.span)} is counted, or in which unit",
        node.span,
        hint="write the unit and the anchor, as in `not before 10 days of o.received`",
    )


# ── In force ───────────────────────────────────────────────────────────────────────────────────


def in_force_of(clauses: Clauses, whole: InForce, faults: Faults) -> InForce:
    """The days on which a norm is in force: its own, as far as its file is in force too."""
    clause = clauses.one(syntax.InForce)
    if clause is None:
        return whole
    own = days_of(clause, faults)
    starts = [day for day in (own.start, whole.start) if day is not None]
    ends = [day for day in (own.until, whole.until) if day is not None]
    annulments = [day for day in (own.annulled, whole.annulled) if day is not None]
    found = InForce(
        start=max(starts, default=None),
        until=min(ends, default=None),
        pending=whole.pending if clause.pending is None else own.pending,
        annulled=min(annulments, default=None),
        span=clause.span,
    )
    if not (overlap(own, whole) or _reversed(own)):
        faults.add(
            "LX319",
            f"{quoted(clause.span)} is outside the days of its ruleset",
            clause.span,
            hint=f"the ruleset is in force {whole}, so that this norm would never be",
        )
    if clause.pending is not None and found.until is None:
        faults.add(
            "LX361",
            f"`pending {clause.pending.text}` says what happens at an end, and there is none",
            clause.pending.span,
            hint="write `in force from … until …` before it",
        )
    return found


def days_of(clause: syntax.InForce | None, faults: Faults) -> InForce:
    """The days that a clause says, of a norm or of a header."""
    if clause is None:
        return InForce()
    start = day_of(clause.start, faults)
    until = None if clause.until is None else day_of(clause.until, faults)
    annulled = None if clause.annulled is None else day_of(clause.annulled, faults)
    pending = _pending(clause.pending, faults)
    found = InForce(start=start, until=until, pending=pending, annulled=annulled, span=clause.span)
    if _reversed(found):
        faults.add(
            "LX319",
            f"{quoted(clause.span)} ends before it starts",
            clause.span,
            hint="write the earlier day first",
        )
    return found


def _pending(word: syntax.Word | None, faults: Faults) -> Pending:
    if word is None:
        return Pending.CONTINUE
    known = [each.value for each in Pending]
    if word.text not in known:
        unknown(faults, "LX360", "way to treat what is pending", word.text, word.span, known)
        return Pending.CONTINUE
    return Pending(word.text)


def _reversed(days: InForce) -> bool:
    return days.start is not None and days.until is not None and days.until < days.start


def day_of(node: syntax.DateLiteral, faults: Faults) -> date | None:
    if node.value is None:
        faults.add("LX219", f"there is no day {quoted(node.span)}", node.span)
    return node.value


def overlap(one: InForce, other: InForce) -> bool:
    """Is there a day on which both are in force?"""
    return not _ended(one, other) and not _ended(other, one)


def follows(days: InForce, ended: date) -> bool:
    """Do these days start on the day after?"""
    return days.start is not None and days.start - ended == timedelta(days=1)


def _ended(one: InForce, other: InForce) -> bool:
    """Has the one ended when the other starts?"""
    return one.until is not None and other.start is not None and one.until < other.start
