"""LX905: a deadline is counted from what may be absent

The vocabulary allows the field to be absent (`time?`), and of a thing that lacks it there is no
duty at all: the norm is not applicable, whatever was done or not. Where `from` names another moment
at which the duty arises, its deadline is unknown, and the verdict open. If one of these is meant,
the condition should say so; if not, another moment should stand in.

Before:

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      must     answer(o)
      within   10 days of o.asked

After:

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      when     o.asked is present
      must     answer(o)
      within   10 days of o.asked
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.facts.schema import Field
from lexcheck.lint.model import Remark, Subject, remark
from lexcheck.resolved import terms as t

CODE = "LX905"


def check(subject: Subject) -> Iterator[Remark]:
    for norm in subject.norms:
        if norm.deadline is None:
            continue
        present = set(_present(norm.when))
        for anchor, field in dict.fromkeys(_absent(norm.deadline, subject, present)):
            yield remark(
                CODE,
                f"`{norm.name}` is counted from `{anchor.span.text}`, which may be absent",
                anchor.span,
                f"add `when {anchor.span.text} is present` if there is no duty without it,"
                " or name another moment with `otherwise`",
                cause=None if field.span is None else (field.span, "declared here"),
            )


def _absent(
    term: t.Term, subject: Subject, present: set[t.Term]
) -> Iterator[tuple[t.FieldOf, Field]]:
    """The fields from which a deadline is counted, if it may be that none of them is there."""
    match term:
        case t.PeriodOf(anchor=t.FieldOf() as anchor) | t.Standard(anchor=t.FieldOf() as anchor):
            field = _declared(subject, anchor)
            if field is not None and field.type.optional and anchor not in present:
                yield anchor, field
        case t.EarlierLater(left=one, right=other) | t.OrElse(first=one, second=other):
            # The duty arises by any anchor that is there.
            left = tuple(_absent(one, subject, present))
            right = tuple(_absent(other, subject, present))
            if left and right:
                yield from left
                yield from right
        case _:
            pass


def _present(when: t.Term | None) -> Iterator[t.Term]:
    """What a condition says is there."""
    match when:
        case t.Present(of=of):
            yield of
        case t.All(operands=operands):
            for each in operands:
                yield from _present(each)
        case _:
            pass


def _declared(subject: Subject, anchor: t.FieldOf) -> Field | None:
    """The field as the vocabulary has it; None for the time of an act, which is always there."""
    schema, name = subject.ruleset.schema, anchor.of.type.name
    record, action = schema.record.get(name), schema.action.get(name)
    declared = () if record is None else record.fields
    if action is not None:
        declared = action.fields
    return next((field for field in declared if field.name == anchor.field), None)
