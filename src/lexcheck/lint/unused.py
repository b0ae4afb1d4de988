"""LX906: something is declared that nothing uses

A define, a parameter or a source of a ruleset that no other statement names. Either it is left
over, or the norm that should use it says something else. (A vocabulary declares for others, and is
not looked at.) A define and a source can be taken away safely; a parameter may be set from outside.

Before:

    define hurried(o: Order) = o.provision = emergency

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      must     answer(o)
      within   10 days of o.received

After:

    define hurried(o: Order) = o.provision = emergency

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      when     not hurried(o)
      must     answer(o)
      within   10 days of o.received
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.lint.model import Fix, Remark, Subject, remark
from lexcheck.syntax import model as m
from lexcheck.syntax.places import walk

CODE = "LX906"


def check(subject: Subject) -> Iterator[Remark]:
    for statement in subject.file.statements:
        match statement:
            case m.Define():
                what, used = "define", _names(subject.file, statement)
            case m.SourceDeclaration():
                what, used = "source", _cited(subject.file)
            case m.ParameterDeclaration():
                what, used = "parameter", _names(subject.file, statement)
            case _:
                continue
        if statement.name.text in used:
            continue
        safe = not isinstance(statement, m.ParameterDeclaration)
        yield remark(
            CODE,
            f"nothing uses {what} `{statement.name.text}`",
            statement.name.span,
            "take it away, or use it",
            fix=Fix(span=statement.span, text="") if safe else None,
        )


def _names(file: m.File, apart_from: m.Statement) -> set[str]:
    """All that is named in a file outside one statement."""
    found: set[str] = set()
    for part in (*file.statements, *file.readings):
        if part is not apart_from:
            for _, node in walk(part):
                if isinstance(node, m.Name):
                    found.add(node.name)
                elif isinstance(node, m.Call):
                    found.add(node.name.text)
    return found


def _cited(file: m.File) -> set[str]:
    return {node.source.text for _, node in walk(file) if isinstance(node, m.Citation)}
