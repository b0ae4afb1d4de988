"""LX906: something is declared that nothing uses

A define, a parameter or a source of a ruleset that no other statement names. Either it is left
over, or the norm that should use it says something else. (A vocabulary, and a ruleset that another
file of the folder uses, declare for others, and are not looked at.) A define and a source can be
taken away safely; a parameter may be set from outside.

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
from lexcheck.syntax.places import nodes

CODE = "LX906"


def check(subject: Subject) -> Iterator[Remark]:
    if subject.for_others:
        return
    named, cited = _used(subject.file)
    for statement in subject.file.statements:
        match statement:
            case m.Define():
                # What a define says of itself is a circle, and refused.
                what, used = "define", named
            case m.SourceDeclaration():
                what, used = "source", cited
            case m.ParameterDeclaration():
                what, used = "parameter", named
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


def _used(file: m.File) -> tuple[set[str], set[str]]:
    """All that is named or called in a file, and the sources that are cited."""
    parts = [_of(each) for each in (file.header, *file.statements, *file.readings)]
    return set().union(*(named for named, _ in parts)), set().union(*(cited for _, cited in parts))


#: By the class and the text of a part of a file. Most are after a change what they were before.
_KNOWN: dict[tuple[type, str], tuple[set[str], set[str]]] = {}
_MOST_KNOWN = 10_000


def _of(part: m.Node) -> tuple[set[str], set[str]]:
    """The same of a part."""
    key = (type(part), part.span.text)
    if key not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        named: set[str] = set()
        cited: set[str] = set()
        for node in nodes(part):
            if isinstance(node, m.Name):
                named.add(node.name)
            elif isinstance(node, m.Call):
                named.add(node.name.text)
            elif isinstance(node, m.Citation):
                cited.add(node.source.text)
        _KNOWN[key] = (named, cited)
    return _KNOWN[key]
