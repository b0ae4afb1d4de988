"""The points of a file, each with the file as it would be without it.

A norm, a sanction or an assessment is not taken away: what is judged would be gone with it. Nor are
remarks (citations and reasons), which decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

import attrs

from lexcheck.base.light import light
from lexcheck.syntax import model as m
from lexcheck.syntax.places import Place, replaced
from lexcheck.testing.model import Kind, Point

Owner = (
    m.NormStatement
    | m.ExceptionStatement
    | m.CountsAs
    | m.Ends
    | m.SanctionStatement
    | m.AssessmentStatement
    | m.Amendment
    | m.Setting
)


@light(kw_only=True, eq=False)
class Candidate:
    """A point; the statement that it belongs to; and the file without it, None if that is none."""

    point: Point
    owner: Owner
    without: m.File | None


def candidates(file: m.File) -> Iterator[Candidate]:
    """In the order of the file."""
    for number, statement in enumerate(file.statements):
        place: Place = (("statements", number),)
        match statement:
            case (
                m.NormStatement()
                | m.ExceptionStatement()
                | m.CountsAs()
                | m.Ends()
                | m.SanctionStatement()
                | m.AssessmentStatement()
            ):
                yield from _of(file, statement, place, "")
            case (
                m.SourceDeclaration()
                | m.EnumDeclaration()
                | m.RecordDeclaration()
                | m.ActionDeclaration()
                | m.StateDeclaration()
                | m.Define()
                | m.ParameterDeclaration()
                | m.CalendarDeclaration()
                | m.CountingRule()
            ):
                pass
            case _:
                assert_never(statement)
    for at, reading in enumerate(file.readings):
        for number, item in enumerate(reading.items):
            if not isinstance(item, m.Cites | m.Because):
                place = (("readings", at), ("items", number))
                yield from _of(file, item, place, reading.name.text)


def _of(file: m.File, owner: Owner, place: Place, reading: str) -> Iterator[Candidate]:
    """The points of one statement: itself, then its clauses."""
    kind, name, without = _kind(owner), name_of(owner), None
    match owner:
        case m.NormStatement() | m.SanctionStatement() | m.AssessmentStatement():
            pass
        case m.ExceptionStatement():
            without = without_exception(file, owner.name.text)
        case m.CountsAs() | m.Ends() | m.Setting():
            without = replaced(file, place, None)
        case m.Amendment():
            pass  # its clauses are points
        case _:
            assert_never(owner)
    if not isinstance(owner, m.Amendment):
        label = _heading(owner)
        point = Point(kind=kind, owner=name, label=label, span=owner.span, reading=reading)
        yield Candidate(point=point, owner=owner, without=without)
    clauses: Sequence[m.Clause] = () if isinstance(owner, m.Setting) else owner.clauses
    for number, clause in enumerate(clauses):
        if decides(clause):
            yield Candidate(
                point=Point(
                    kind="clause",
                    owner=name,
                    label=one_line(clause),
                    span=clause.span,
                    reading=reading,
                ),
                owner=owner,
                without=replaced(file, (*place, ("clauses", number)), None),
            )


def decides(clause: m.Clause) -> bool:
    """Does a clause say what is judged, rather than why, or where it comes from?"""
    match clause:
        case m.Cites() | m.Because():
            return False
        case (
            m.ForEach()
            | m.When()
            | m.FromClause()
            | m.DutyOf()
            | m.Must()
            | m.OrEarlier()
            | m.NotBefore()
            | m.Within()
            | m.Counting()
            | m.PausedWhile()
            | m.RestartsAfter()
            | m.ExtendedBy()
            | m.UntilClause()
            | m.Unless()
            | m.Moment()
            | m.PresumedAbsent()
            | m.TimeIsOfTheEssence()
            | m.OnBreachOf()
            | m.Repairs()
            | m.Overrides()
            | m.SubjectTo()
            | m.InForce()
            | m.Liable()
            | m.Exposure()
            | m.ImposedBy()
            | m.Measure()
        ):
            return True
        case _:
            assert_never(clause)


def without_exception(file: m.File, name: str) -> m.File:
    """The file without an exception, and without what are exceptions to it, and so on."""
    gone = {name}

    def stays(node: m.Node) -> bool:
        return not (isinstance(node, m.ExceptionStatement) and node.name.text in gone)

    statements = [*file.statements, *(item for each in file.readings for item in each.items)]
    exceptions = [each for each in statements if isinstance(each, m.ExceptionStatement)]
    while more := {e.name.text for e in exceptions if e.to.text in gone} - gone:
        gone |= more
    return attrs.evolve(
        file,
        statements=tuple(filter(stays, file.statements)),
        readings=tuple(
            attrs.evolve(reading, items=tuple(filter(stays, reading.items)))
            for reading in file.readings
        ),
    )


def name_of(owner: Owner) -> str:
    match owner:
        case m.CountsAs() | m.Ends():
            return "what counts as what"
        case m.Amendment():
            return owner.norm.text
        case _:
            return owner.name.text


def _kind(owner: Owner) -> Kind:
    match owner:
        case m.NormStatement() | m.ExceptionStatement():
            return owner.kind
        case m.CountsAs() | m.Ends():
            return "counts as"
        case m.SanctionStatement():
            return "sanction"
        case m.AssessmentStatement():
            return "assessment"
        case m.Amendment() | m.Setting():
            return "clause"
        case _:
            assert_never(owner)


def _heading(owner: Owner) -> str:
    """The first words of a statement: up to its clauses."""
    if isinstance(owner, m.CountsAs | m.Ends):
        word = "counts as" if isinstance(owner, m.CountsAs) else "ends"
        partly = "partly " if isinstance(owner, m.CountsAs) and owner.partly else ""
        return f"{one_line(owner.act)} {word} {partly}{one_line(owner.target)}"
    if isinstance(owner, m.Setting):
        return one_line(owner)
    return f"{_kind(owner)} {name_of(owner)}"


def one_line(node: m.Node, room: int = 70) -> str:
    """The text of a node as the author wrote it, on one line, cut to so many characters."""
    text = " ".join(node.span.text.split())
    return text if len(text) <= room else f"{text[: room - 1]}…"
