"""The versions of a norm as one plan: what differs is told apart by the one that governs.

Each version is lowered by itself, over the same joins. The one in force at the trigger governs, and
of every moment and condition in which they differ the plan has that version's. Where nobody can say
which it is, since the trigger is in doubt, so is the instance.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lexcheck.base.light import evolve, fields_of
from lexcheck.bulk.model import (
    FALSE,
    NULL,
    DoubtedTrigger,
    Expr,
    Law,
    Literal_,
    NormPlan,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.values import NotLowered, Value, times, unless
from lexcheck.norms.model import Norm

#: In these they may differ. `joined` grows from one to the next.
_TOLD_APART = frozenset({
    "laws", "law", "joined", "applies", "excused", "doubt", "trigger", "opening", "deadline", "end",
    "bearer", "counterparty", "doubted", "disputed",
})  # fmt: skip

#: A plan that lacks one of these is judged in another way.
_MOMENTS = ("trigger", "opening", "deadline")


def law_of(norm: Norm) -> Law:
    return Law(version=str(norm.in_force), citation="; ".join(map(str, norm.citations)))


def refuse_unlike(versions: Sequence[Norm]) -> None:
    """Raises NotLowered for versions that no common trigger tells apart."""
    for one, other in pairwise([norm for norm in versions if not norm.void]):
        if one.trigger is None or one.trigger != other.trigger:
            raise NotLowered("versions that do not arise alike", other.span)
    for norm in versions[1:]:
        if norm.binders != versions[0].binders:
            raise NotLowered("versions for each of other things", norm.span)


def merged(
    versions: Sequence[Norm],
    plans: Sequence[NormPlan],
    governs: Sequence[Expr],
    trigger: Value | None,
) -> NormPlan:
    """One plan of those of the versions. `governs`: of each, whether it was in force at the
    `trigger`, which those that are not void have in common. Raises NotLowered.
    """
    for plan, norm in zip(plans, versions, strict=True):
        if not _alike(plan, plans[0]):
            raise NotLowered("versions that ask for other things", norm.span)
    unsure: Expr = FALSE
    if trigger is not None and trigger.inexact != FALSE:
        unsure = any_of(*(call("is null", each) for each in governs))
    choice = _Choice(versions, governs, trigger)
    applies = [all_of(held, plan.applies) for held, plan in zip(governs, plans, strict=True)]
    return evolve(
        plans[-1],
        laws=tuple(map(law_of, versions)),
        law=unless(unsure, choice.place()),
        applies=unless(unsure, any_of(*applies)),
        excused=choice.of([plan.excused for plan in plans]),
        doubt=choice.of([plan.doubt for plan in plans]),
        trigger=choice.moment([plan.trigger for plan in plans]),
        opening=choice.moment([plan.opening for plan in plans]),
        deadline=choice.moment([plan.deadline for plan in plans]),
        end=choice.moment([plan.end for plan in plans]),
        bearer=choice.of([plan.bearer for plan in plans]),
        counterparty=choice.of([plan.counterparty for plan in plans]),
        doubted=_doubted([plan.doubted for plan in plans], choice, unsure),
        disputed=None,  # which of them governs, and by which rule it counts, is for a case
    )


def _alike(plan: NormPlan, other: NormPlan) -> bool:
    names = [each.name for each in fields_of(NormPlan) if each.name not in _TOLD_APART]
    return all(getattr(plan, name) == getattr(other, name) for name in names) and all(
        (getattr(plan, name) is None) == (getattr(other, name) is None) for name in _MOMENTS
    )


class _Choice:
    """Chooses the piece of the version that governs. Where none does, it is that of the first; of
    the first that is not void, where nothing was set off.
    """

    def __init__(
        self, versions: Sequence[Norm], governs: Sequence[Expr], trigger: Value | None
    ) -> None:
        self.governs = governs
        living = [place for place, norm in enumerate(versions) if not norm.void]
        self.first = living[0] if living else 0
        self.absent = FALSE if trigger is None else _absent(trigger)

    def of(self, pieces: Sequence[Expr]) -> Expr:
        found = pieces[0]
        if all(piece == found for piece in pieces):
            return found
        if self.first and self.absent != FALSE:
            found = call("if", self.absent, pieces[self.first], found)
        for held, piece in reversed(list(zip(self.governs, pieces, strict=True))):
            found = found if held == FALSE else call("if", held, piece, found)
        return found

    def place(self) -> Expr:
        """The place of that version."""
        return self.of([Literal_(place) for place in range(len(self.governs))])

    def moment(self, moments: Sequence[Expr | None]) -> Expr | None:
        """A moment, null where the version has none; None where all have none."""
        if all(each is None for each in moments):
            return None
        return self.of([NULL if each is None else each for each in moments])


def _doubted(
    each: Sequence[DoubtedTrigger | None], choice: _Choice, unsure: Expr
) -> DoubtedTrigger | None:
    """The trigger, in a doubt that leaves none about which version governs."""
    found = [doubted for doubted in each if doubted is not None]
    if len(found) < len(each):
        return None
    return evolve(
        found[0],
        length=choice.of([doubted.length for doubted in found]),
        else_sure=all_of(negated(unsure), choice.of([doubted.else_sure for doubted in found])),
        start=None,
        until=None,
    )


def _absent(trigger: Value) -> Expr:
    return call("is null", trigger.expr) if trigger.may_be_absent else FALSE


def was_set_off(trigger: Value) -> list[Expr]:
    """Was the duty set off at all?"""
    if not trigger.may_be_absent:
        return []
    return [unless(trigger.doubt, negated(call("is null", trigger.expr)))]


def within(trigger: Value, start: int | None, until: int | None) -> list[Expr]:
    """Was it within these bounds, None being no bound?"""
    found = []
    if start is not None:
        found.append(times("<=", Value(Literal_(start)), trigger))
    if until is not None:
        found.append(times("<=", trigger, Value(Literal_(until))))
    return found
