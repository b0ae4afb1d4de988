"""The versions of a norm as one plan: what differs is told apart by the one that governs.

Each version is lowered by itself, over the same joins. The one in force at the trigger governs, and
of every moment and condition in which they differ the plan has that version's. Where nobody can say
which it is, since the trigger is in doubt, so is the instance.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lexcheck.base.light import evolve
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
from lexcheck.bulk.values import NotLowered, Value, unless
from lexcheck.norms.model import Norm

#: In these they may not differ.
_ALIKE = ("kind", "is_state", "or_earlier", "essence", "about", "bearing")

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
        unlike = any(getattr(plan, name) != getattr(plans[0], name) for name in _ALIKE)
        lacking = any(
            (getattr(plan, name) is None) != (getattr(plans[0], name) is None) for name in _MOMENTS
        )
        if unlike or lacking:
            raise NotLowered("versions that ask for other things", norm.span)
    unsure: Expr = FALSE
    if trigger is not None and trigger.inexact != FALSE:
        unsure = any_of(*(call("is null", each) for each in governs))
    choice = _Choice(governs)
    applies = [all_of(held, plan.applies) for held, plan in zip(governs, plans, strict=True)]
    moments = {name: choice.moment(plans, name) for name in (*_MOMENTS, "end")}
    return evolve(
        plans[-1],
        laws=tuple(map(law_of, versions)),
        law=unless(unsure, _place(choice, versions, trigger)),
        applies=unless(unsure, any_of(*applies)),
        excused=choice.of([plan.excused for plan in plans]),
        doubt=choice.of([plan.doubt for plan in plans]),
        bearer=choice.of([plan.bearer for plan in plans]),
        counterparty=choice.of([plan.counterparty for plan in plans]),
        doubted=_doubted([plan.doubted for plan in plans], choice, unsure),
        **moments,
    )


class _Choice:
    """Chooses the piece of the version that governs; that of the first where none does."""

    def __init__(self, governs: Sequence[Expr]) -> None:
        self.governs = governs

    def of(self, pieces: Sequence[Expr]) -> Expr:
        found = pieces[0]
        if all(piece == found for piece in pieces):
            return found
        for held, piece in reversed(list(zip(self.governs, pieces, strict=True))):
            found = found if held == FALSE else call("if", held, piece, found)
        return found

    def moment(self, plans: Sequence[NormPlan], name: str) -> Expr | None:
        """A moment; none of one version is null."""
        found: list[Expr | None] = [getattr(plan, name) for plan in plans]
        if all(each is None for each in found):
            return None
        return self.of([NULL if each is None else each for each in found])


def _place(choice: _Choice, versions: Sequence[Norm], trigger: Value | None) -> Expr:
    """The place of the version that governs. What has not been set off is told by the first that
    is not void; what was set off under none of them, by the first.
    """
    place = choice.of([Literal_(place) for place in range(len(versions))])
    living = [place for place, norm in enumerate(versions) if not norm.void]
    if trigger is None or not trigger.may_be_absent or not living or not living[0]:
        return place
    return call("if", call("is null", trigger.expr), Literal_(living[0]), place)


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
