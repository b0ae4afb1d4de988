"""Which name stands where, and what it means: every occurrence of every name of a ruleset.

Names of one space mean one thing in all files. Variables belong to the statement that binds them;
an exception, a sanction and an amendment speak of those of their norm. Fields belong to the type of
what stands before the dot, which the terms of the ruleset tell; of a ruleset with a fault, nothing
is known of its fields.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal

import attrs

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.facts.schema import Type
from lexcheck.norms.model import Ruleset
from lexcheck.resolved import terms as t
from lexcheck.syntax import model as m
from lexcheck.syntax.places import nodes

Space = Literal[
    "word", "norm", "source", "reading", "report", "field", "variable", "calendar", "counting rule"
]

#: Spaces in which no two things have one name.
SHARED: Collection[Space] = ("word", "calendar", "counting rule")


@light(kw_only=True)
class Symbol:
    """What a name means. `of` is the type of a field, or the statement that binds a variable."""

    space: Space
    name: str
    of: str = ""


@light(kw_only=True)
class Occurrence:
    symbol: Symbol
    span: Span
    declares: bool = False


class Index:
    """All occurrences in some files."""

    def __init__(self, files: Sequence[m.File], ruleset: Ruleset | None) -> None:
        self.files = files
        self.types = {} if ruleset is None else _types(ruleset)
        self.norms = {
            statement.name.text: statement
            for file in files
            for statement in file.statements
            if isinstance(statement, m.NormStatement)
        }
        self.exceptions = {
            statement.name.text: statement.to.text
            for file in files
            for statement in nodes(file)
            if isinstance(statement, m.ExceptionStatement)
        }
        self.occurrences = tuple(
            each
            for file in files
            for each in sorted(self._file(file), key=lambda found: found.span.start)
        )

    def at(self, source: object, offset: int) -> Occurrence | None:
        """The occurrence at an offset of a source, or just before it."""
        for each in self.occurrences:
            if each.span.source is source and each.span.start <= offset <= each.span.end:
                return each
        return None

    def of(self, symbol: Symbol) -> list[Occurrence]:
        return [each for each in self.occurrences if each.symbol == symbol]

    def declared(self, space: Space) -> list[Occurrence]:
        return [each for each in self.occurrences if each.declares and each.symbol.space == space]

    # ── Statements ─────────────────────────────────────────────────────────────────────────────

    def _file(self, file: m.File) -> Iterator[Occurrence]:
        for node in nodes(file.header):
            yield from _named(node)
        for statement in file.statements:
            yield from self._statement(statement)
        for reading in file.readings:
            yield _declares("reading", reading.name)
            for item in reading.items:
                yield from self._statement(item)

    def _statement(
        self, statement: m.Statement | m.Amendment | m.Setting | m.Cites | m.Because
    ) -> Iterator[Occurrence]:
        scope = self._scope(statement)
        bound = set(_bound(statement)) | set(self._bound_by(scope))
        yield from _heads(statement)
        for node in nodes(statement):
            yield from self._node(node, statement, scope, bound)

    def _scope(self, statement: m.Node) -> str:
        """The statement whose variables this one speaks of."""
        name = ""
        match statement:
            case m.NormStatement():
                return f"norm {statement.name.text}"
            case m.ExceptionStatement():
                name = statement.to.text
                seen: set[str] = set()
                while name in self.exceptions and name not in seen:
                    seen.add(name)
                    name = self.exceptions[name]
            case m.SanctionStatement() | m.Amendment():
                name = statement.norm.text
            case _:
                pass
        return f"norm {name}" if name in self.norms else str(statement.span.start)

    def _bound_by(self, scope: str) -> Iterator[str]:
        norm = self.norms.get(scope.removeprefix("norm "))
        if norm is not None:
            yield from _bound(norm)

    def _node(
        self, node: m.Node, statement: m.Node, scope: str, bound: set[str]
    ) -> Iterator[Occurrence]:
        match node:
            case m.Name() if isinstance(statement, m.CalendarDeclaration | m.CountingRule):
                pass  # a value of a property: `saturday`, `end_of_day`
            case m.Name():
                space: Space = "variable" if node.name in bound else "word"
                of = scope if space == "variable" else ""
                symbol = Symbol(space=space, name=node.name, of=of)
                yield Occurrence(symbol=symbol, span=node.span)
            case m.RecordBinder() | m.ActBinder():
                yield _declares("variable", node.name, scope)
                if isinstance(node, m.RecordBinder) and node.type is not None:
                    yield _uses("word", node.type)
            case m.Field() if isinstance(statement, m.Define):
                yield _declares("variable", node.name, scope)
            case m.Member():
                of = self.types.get(_place(node.of.span), "")
                if of:
                    yield _uses("field", node.field, of)
            case _:
                yield from _named(node)


def _heads(statement: m.Node) -> Iterator[Occurrence]:
    """What a statement declares."""
    match statement:
        case m.SourceDeclaration():
            yield _declares("source", statement.name)
        case m.NormStatement() | m.ExceptionStatement():
            yield _declares("norm", statement.name)
        case m.SanctionStatement() | m.AssessmentStatement():
            yield _declares("report", statement.name)
        case m.EnumDeclaration():
            yield _declares("word", statement.name)
            for constant in statement.constants:
                yield _declares("word", constant)
        case m.RecordDeclaration():
            yield _declares("word", statement.name)
            for field in statement.fields:
                yield _declares("field", field.name, statement.name.text)
        case m.ActionDeclaration():
            yield _declares("word", statement.name)
            for field in (*statement.parameters, *statement.fields):
                yield _declares("field", field.name, statement.name.text)
        case m.StateDeclaration() | m.Define() | m.ParameterDeclaration():
            yield _declares("word", statement.name)
        case m.CalendarDeclaration():
            yield _declares("calendar", statement.name)
        case m.CountingRule():
            yield _declares("counting rule", statement.name)
            if statement.like is not None:
                yield _uses("counting rule", statement.like)
        case _:
            pass


def _named(node: m.Node) -> Iterator[Occurrence]:
    """The names that a node uses, but for variables and fields."""
    match node:
        case m.TypeName() | m.Call() | m.Setting():
            yield _uses("word", node.name)
        case m.Citation():
            yield _uses("source", node.source)
        case m.ExceptionStatement():
            yield _uses("norm", node.to)
        case m.SanctionStatement() | m.OnBreachOf() | m.Repairs() | m.Measure() | m.Amendment():
            yield _uses("norm", node.norm)
        case m.Counting():
            for word in node.rules:
                yield _uses("counting rule", word)
            if node.calendar is not None:
                yield _uses("calendar", node.calendar)
        case m.Overrides() | m.SubjectTo():
            for word in node.names:
                yield _uses("norm", word)
        case _:
            pass


def _bound(statement: m.Node) -> Iterator[str]:
    """The variables that a statement binds."""
    if isinstance(statement, m.Define):
        yield from (field.name.text for field in statement.parameters)
        if statement.moment is not None:
            yield statement.moment.text
    if isinstance(statement, m.CountsAs | m.Ends):
        yield from (a.name for a in statement.act.call.arguments if isinstance(a, m.Name))
    for node in nodes(statement):
        if isinstance(node, m.RecordBinder | m.ActBinder):
            yield node.name.text
        elif isinstance(node, m.OnBreachOf):
            yield from (a.name for a in node.arguments if isinstance(a, m.Name))


def _declares(space: Space, word: m.Word, of: str = "") -> Occurrence:
    symbol = Symbol(space=space, name=word.text, of=of)
    return Occurrence(symbol=symbol, span=word.span, declares=True)


def _uses(space: Space, word: m.Word, of: str = "") -> Occurrence:
    return Occurrence(symbol=Symbol(space=space, name=word.text, of=of), span=word.span)


# ── Types ──────────────────────────────────────────────────────────────────────────────────────

_Place = tuple[str, int, int]


def _place(span: Span) -> _Place:
    return span.source.name, span.start, span.end


def _types(ruleset: Ruleset) -> dict[_Place, str]:
    """The name of the type of every term, by where it is written."""
    found: dict[_Place, str] = {}
    waiting: list[object] = [ruleset]
    seen: set[int] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
            continue
        names = _fields(type(part))
        # Under a reading, most norms are those of the ruleset.
        if not names or id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, t.Node):
            found[_place(part.span)] = part.type.name
        waiting += [getattr(part, name) for name in names]
    return found


#: Of each class that was met. A type and a place hold no term.
_FIELDS: dict[type, tuple[str, ...]] = {Type: (), Span: ()}


def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a model; none of what is no model."""
    known = _FIELDS.get(kind)
    if known is None:
        fields = attrs.fields(kind) if attrs.has(kind) else ()
        known = _FIELDS[kind] = tuple(each.name for each in fields)
    return known
