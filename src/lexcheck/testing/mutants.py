"""The mutants of a file: each small change that an author might have made by mistake.

Deadlines and thresholds move by one, in their own unit; exceptions and conditions go; full and
partial, `and` and `or`, the earlier and the later change places; days are counted otherwise, and
what is pending when a law ends fares otherwise. A mutant need not be a ruleset: whoever compiles it
finds out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, assert_never

import attrs

from lexcheck.base.light import light
from lexcheck.syntax import model as m
from lexcheck.syntax.places import Place, replaced, walk
from lexcheck.syntax.show_clauses import said
from lexcheck.syntax.show_expressions import show_act, show_call
from lexcheck.testing.expression_mutants import of_expression, of_part
from lexcheck.testing.model import Mutant
from lexcheck.testing.points import Owner, name_of, one_line, without_exception
from lexcheck.testing.time_mutants import (
    counts_as_usual,
    of_counting,
    of_days,
    of_property,
    of_rule,
)

_SWAPPED: dict[str, Literal["trigger", "deadline", "throughout", "any_time"]] = {
    "trigger": "deadline",
    "deadline": "trigger",
    "throughout": "any_time",
    "any_time": "throughout",
}


@light(kw_only=True, eq=False)
class Mutated:
    """A mutant, with the file that it is."""

    mutant: Mutant
    file: m.File
    reading: str


#: Where clauses stand. Those in another clause (`at the deadline` in `unless`) change with it.
_CLAUSES = ("clauses", "in_force", "counting")


def mutants(file: m.File) -> Iterator[Mutated]:
    """In the order of the file: those of its header and statements, then those of its readings."""
    header = file.header
    if header.in_force is not None:
        place: Place = (("header", None), ("in_force", None))
        yield from _all_of(file, header.in_force, place, header.name.text, "")
    if header.counting is not None and not counts_as_usual(file):
        place = (("header", None), ("counting", None))
        yield from _all_of(file, header.counting, place, header.name.text, "")
    for number, statement in enumerate(file.statements):
        yield from _of(file, statement, (("statements", number),), "")
    for at, reading in enumerate(file.readings):
        for number, item in enumerate(reading.items):
            if not isinstance(item, m.Cites | m.Because):
                place = (("readings", at), ("items", number))
                yield from _of(file, item, place, reading.name.text)


def _of(file: m.File, owner: m.Statement | Owner, place: Place, reading: str) -> Iterator[Mutated]:
    match owner:
        case m.Define() | m.ParameterDeclaration() | m.CalendarDeclaration() | m.CountingRule():
            named = owner.name.text
        case (
            m.SourceDeclaration()
            | m.EnumDeclaration()
            | m.RecordDeclaration()
            | m.ActionDeclaration()
            | m.StateDeclaration()
        ):
            return  # what there is to speak of: nothing in it is right or wrong
        case (
            m.NormStatement()
            | m.ExceptionStatement()
            | m.CountsAs()
            | m.Ends()
            | m.SanctionStatement()
            | m.AssessmentStatement()
            | m.Amendment()
            | m.Setting()
        ):
            named = name_of(owner)
        case _:
            assert_never(owner)
    yield from _all_of(file, owner, place, named, reading)


def _all_of(
    file: m.File, owner: m.Node, place: Place, named: str, reading: str
) -> Iterator[Mutated]:
    for inner, node in walk(owner):
        if any(name == "items" for name, _ in inner):
            continue  # a property is changed as a whole
        whole = (*place, *inner)
        for other, after in _changes(node, whole, owner):
            if isinstance(node, m.ExceptionStatement):
                changed = without_exception(file, node.name.text)
            else:
                changed = replaced(file, whole, other)
            mutant = Mutant(owner=named, span=node.span, before=one_line(node), after=after)
            yield Mutated(mutant=mutant, file=changed, reading=reading)


def _changes(node: m.Node, place: Place, owner: m.Node) -> Iterator[tuple[m.Node | None, str]]:
    """What may stand in the place of a node, and its text; None for nothing."""
    if isinstance(node, m.CountsAs):
        yield attrs.evolve(node, partly=not node.partly), _fully(node)
        yield None, ""
    elif isinstance(node, m.Ends | m.ExceptionStatement | m.Setting):
        yield None, ""
    elif isinstance(node, m.Clause):
        if place[-1][0] in _CLAUSES:
            for other in _of_clause(node, owner):
                yield other, "" if other is None else _said(other)
    elif isinstance(node, m.Expression):
        yield from of_expression(node)
    elif isinstance(node, m.ActPattern):
        yield from of_part(node)
    elif isinstance(node, m.Event):
        for event, after in of_part(node):
            yield event, _happened(node, after)
    elif isinstance(node, m.Property):
        yield from of_property(node)
    elif isinstance(node, m.CountingRule):
        yield from of_rule(node)


def _happened(node: m.Event, after: str) -> str:
    """The text of another event with `happened`, where the author's has it."""
    call = show_call(node.call)
    rest = node.span.text[node.call.span.end - node.span.start :].split()
    return f"{call} happened{after.removeprefix(call)}" if rest[:1] == ["happened"] else after


def _fully(node: m.CountsAs) -> str:
    """The words that a statement would have with the other grade."""
    partly = "" if node.partly else "partly "
    return f"{show_act(node.act)} counts as {partly}{show_call(node.target)}"


def _of_clause(clause: m.Clause, owner: m.Node) -> Iterator[m.Clause | None]:
    match clause:
        case m.Cites() | m.Because() | m.ForEach() | m.OnBreachOf():
            pass
        case m.DutyOf() | m.Must() | m.Liable() | m.Exposure():
            pass  # without them there is nothing to judge; what is in them changes by itself
        case (
            m.When()
            | m.FromClause()
            | m.OrEarlier()
            | m.NotBefore()
            | m.Within()
            | m.UntilClause()
            | m.PresumedAbsent()
            | m.TimeIsOfTheEssence()
            | m.Repairs()
            | m.Overrides()
            | m.SubjectTo()
            | m.PausedWhile()
            | m.RestartsAfter()
            | m.ExtendedBy()
            | m.ImposedBy()
        ):
            yield None
        case m.Unless():
            yield None
            if clause.moment is not None and clause.moment.at in _SWAPPED:
                yield attrs.evolve(clause, moment=_swapped(clause.moment))
            if clause.presumed is not None:
                yield attrs.evolve(clause, presumed=None)
        case m.Counting():
            yield from of_counting(clause)
        case m.InForce():
            yield from of_days(clause, owner)
        case m.Moment():
            if clause.at in _SWAPPED:
                yield _swapped(clause)
        case m.Measure():
            yield from _of_measure(clause)
        case _:
            assert_never(clause)


def _of_measure(clause: m.Measure) -> Iterator[m.Measure]:
    if clause.bound is not None:
        yield attrs.evolve(clause, bound="at_most" if clause.bound == "at_least" else "at_least")
    if clause.graded:
        (word,) = clause.among
        grade = "full" if word.text == "partial" else "partial"
        yield attrs.evolve(clause, among=(attrs.evolve(word, text=grade),))
    elif len(clause.among) > 1:
        for number in range(len(clause.among)):
            kept = (*clause.among[:number], *clause.among[number + 1 :])
            yield attrs.evolve(clause, among=kept)


def _swapped(moment: m.Moment) -> m.Moment:
    return attrs.evolve(moment, at=_SWAPPED[moment.at])


def _said(clause: m.Clause) -> str:
    keyword, pieces = said(clause)
    return f"{keyword} {' '.join(pieces)}".strip()
