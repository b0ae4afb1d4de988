"""What files declare, gathered under its names: the schema, parameters, sources, signatures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never
from zoneinfo import ZoneInfo

from lexcheck.base.light import evolve, field, light
from lexcheck.base.text import Span
from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import BUILT_IN, Counting
from lexcheck.facts.schema import (
    PARTY,
    SCALARS,
    Action,
    Enum,
    Field,
    Kind,
    Record,
    Schema,
    State,
    Type,
)
from lexcheck.resolved.calendars import calendar_of
from lexcheck.resolved.counting import rules_of
from lexcheck.resolved.faults import Faults, duplicate, unknown
from lexcheck.resolved.model import LawSource, Names, Parameter, Signature, Sort
from lexcheck.resolved.scope import TERRITORY, TIME
from lexcheck.syntax import model as syntax

RESERVED_FIELDS = frozenset(
    ("count", "sources", "asserts", "denies", "because", "at", "by", "in", "id", "territory")
)

Fields = tuple[tuple[syntax.Field, Type | None], ...]


@light
class Gathering:
    """The tables of names as they fill, statement after statement."""

    faults: Faults
    types: dict[str, Type | None] = field(factory=lambda: dict(SCALARS))
    places: dict[str, Span] = field(factory=dict)
    enums: list[Enum] = field(factory=list)
    records: list[Record] = field(factory=list)
    actions: list[Action] = field(factory=list)
    states: list[State] = field(factory=list)
    signatures: dict[str, Signature] = field(factory=dict)
    members: dict[str, dict[str, Type | None]] = field(factory=dict)
    constants: dict[str, tuple[str, ...]] = field(factory=dict)
    parameters: dict[str, Parameter] = field(factory=dict)
    sources: dict[str, LawSource] = field(factory=dict)
    calendars: dict[str, Calendar | None] = field(factory=dict)
    rules: dict[str, Counting | None] = field(factory=dict)

    def names(self, zone: ZoneInfo | None) -> Names:
        return Names(
            schema=self.schema,
            types=self.types,
            signatures=self.signatures,
            members=self.members,
            constants=self.constants,
            parameters=self.parameters,
            defines={},
            sources=self.sources,
            zone=zone,
            calendars=self.calendars,
            rules=self.rules,
        )

    @property
    def schema(self) -> Schema:
        return Schema(
            enums=tuple(self.enums),
            records=tuple(self.records),
            actions=tuple(self.actions),
            states=tuple(self.states),
        )

    def declare(self, word: syntax.Word) -> bool:
        """Take a name; false, and a fault, if it is taken."""
        first = self.places.setdefault(word.text, word.span)
        if first is word.span and word.text not in SCALARS:
            return True
        duplicate(self.faults, word.text, word.span, None if first is word.span else first)
        return False


def gather(files: Iterable[syntax.File], faults: Faults) -> Gathering:
    """All that files declare. Types first, so that the order of statements carries no meaning."""
    found = Gathering(faults)
    statements = [statement for file in files for statement in file.statements]
    for statement in statements:
        if isinstance(statement, syntax.EnumDeclaration):
            _enum(statement, found)
        elif isinstance(statement, syntax.RecordDeclaration):
            if found.declare(statement.name):
                name = statement.name.text
                found.types[name] = Type(Kind.RECORD, name)
    for statement in statements:
        _declare(statement, found)
    _rules(statements, found)
    _refuse_hidden(found)
    return found


def _refuse_hidden(found: Gathering) -> None:
    """A parameter would hide a constant of its name."""
    for parameter in found.parameters.values():
        for name in found.constants.get(parameter.name, ()):
            enum = next(each for each in found.enums if each.name == name)
            duplicate(found.faults, parameter.name, parameter.span, enum.span)


def _declare(statement: syntax.Statement, found: Gathering) -> None:
    match statement:
        case syntax.RecordDeclaration():
            _record(statement, found)
        case syntax.ActionDeclaration():
            _action(statement, found)
        case syntax.StateDeclaration():
            _state(statement, found)
        case syntax.Define():
            _define(statement, found)
        case syntax.ParameterDeclaration():
            _parameter(statement, found)
        case syntax.SourceDeclaration():
            _source(statement, found)
        case syntax.CalendarDeclaration():
            if found.declare(statement.name):
                calendar = calendar_of(statement, found.faults)
                found.calendars[statement.name.text] = calendar
        case (
            syntax.EnumDeclaration()
            | syntax.CountingRule()
            | syntax.CountsAs()
            | syntax.Ends()
            | syntax.NormStatement()
            | syntax.ExceptionStatement()
            | syntax.SanctionStatement()
            | syntax.AssessmentStatement()
        ):
            pass
        case _:
            assert_never(statement)


#: What a list may be of: things that a case file tells apart by how they are written.
_LISTED = (Kind.RECORD, Kind.ENUM, Kind.TEXT, Kind.DATE)


def type_of(node: syntax.TypeName, found: Gathering) -> Type | None:
    word = node.name
    if word.text not in found.types:
        known = {name: found.places.get(name) for name in found.types}
        unknown(found.faults, "LX202", "type", word.text, word.span, known)
        return None
    of = found.types[word.text]
    if of is None or not (node.is_list or node.optional):
        return of
    if node.is_list and of.kind not in _LISTED:
        found.faults.add(
            "LX234",
            f"`{word.text}` cannot be the type of a list's members",
            word.span,
            hint="a list is of records, constants of an enum, texts or days",
        )
        return None
    return evolve(of, is_list=node.is_list, optional=node.optional)


def _fields(fields: Iterable[syntax.Field], found: Gathering, taken: dict[str, Span]) -> Fields:
    """Fields with their types; `taken` are the names used so far in the same declaration."""
    typed: list[tuple[syntax.Field, Type | None]] = []
    for each in fields:
        word = each.name
        first = taken.setdefault(word.text, word.span)
        if first is not word.span:
            owner = next(iter(taken.values()))
            duplicate(found.faults, word.text, word.span, first, (f"fields at {owner.place}",))
            continue
        if word.text in RESERVED_FIELDS:
            found.faults.add(
                "LX216",
                f"`{word.text}` is a word of case files, and cannot name a field",
                word.span,
                hint="give it another name",
            )
        typed.append((each, type_of(each.type, found)))
    return tuple(typed)


def _known(fields: Fields) -> tuple[Field, ...]:
    return tuple(
        Field(name=each.name.text, type=of, span=each.span) for each, of in fields if of is not None
    )


def _by_name(fields: Fields) -> dict[str, Type | None]:
    return {field.name.text: of for field, of in fields}


def _enum(statement: syntax.EnumDeclaration, found: Gathering) -> None:
    if not found.declare(statement.name):
        return
    name = statement.name.text
    found.types[name] = Type(Kind.ENUM, name)
    constants: dict[str, Span] = {}
    for word in statement.constants:
        first = constants.setdefault(word.text, word.span)
        if first is not word.span:
            duplicate(found.faults, word.text, word.span, first)
    for constant in constants:
        found.constants[constant] = (*found.constants.get(constant, ()), name)
    found.enums.append(
        Enum(name=name, constants=tuple(constants), text=statement.text, span=statement.span)
    )


def _record(statement: syntax.RecordDeclaration, found: Gathering) -> None:
    name = statement.name.text
    if found.places[name] is not statement.name.span:
        return
    fields = _fields(statement.fields, found, {})
    found.members[name] = _by_name(fields)
    found.records.append(
        Record(name=name, fields=_known(fields), text=statement.text, span=statement.span)
    )


def _action(statement: syntax.ActionDeclaration, found: Gathering) -> None:
    if not found.declare(statement.name):
        return
    name = statement.name.text
    taken: dict[str, Span] = {}
    parameters = _fields(statement.parameters, found, taken)
    fields = _fields(statement.fields, found, taken)
    members: dict[str, Type | None] = {"at": TIME}
    party = found.types.get(PARTY)
    if party is not None and party.kind is Kind.RECORD:
        members["by"] = party
    if statement.territorial:
        members["territory"] = TERRITORY
    found.members[name] = {**members, **_by_name(parameters), **_by_name(fields)}
    _sign(statement, "action", parameters, found, territorial=statement.territorial)
    found.actions.append(
        Action(
            name=name,
            parameters=_known(parameters),
            territorial=statement.territorial,
            fields=_known(fields),
            text=statement.text,
            span=statement.span,
        )
    )


def _state(statement: syntax.StateDeclaration, found: Gathering) -> None:
    if not found.declare(statement.name):
        return
    parameters = _fields(statement.parameters, found, {})
    _sign(statement, "state", parameters, found)
    found.states.append(
        State(
            name=statement.name.text,
            parameters=_known(parameters),
            text=statement.text,
            span=statement.span,
        )
    )


def _define(statement: syntax.Define, found: Gathering) -> None:
    if found.declare(statement.name):
        parameters = tuple((field, type_of(field.type, found)) for field in statement.parameters)
        _sign(statement, "define", parameters, found)


def _sign(
    statement: syntax.ActionDeclaration | syntax.StateDeclaration | syntax.Define,
    sort: Sort,
    parameters: Fields,
    found: Gathering,
    *,
    territorial: bool = False,
) -> None:
    found.signatures[statement.name.text] = Signature(
        name=statement.name.text,
        sort=sort,
        parameters=tuple((field.name.text, of) for field, of in parameters),
        territorial=territorial,
        span=statement.name.span,
        places=tuple(field.name.span for field, _ in parameters),
    )


def _parameter(statement: syntax.ParameterDeclaration, found: Gathering) -> None:
    """The parameter without its value, which may name what is declared later."""
    if not found.declare(statement.name):
        return
    of = type_of(statement.type, found)
    if of is not None and (of.is_list or of.kind is Kind.RECORD):
        found.faults.add(
            "LX230",
            f"`{statement.name.text}` cannot be a `{of}`: a parameter is a single value",
            statement.type.span,
            hint="a parameter is a text, number, duration, … or a constant of an enum",
        )
        of = None
    found.parameters[statement.name.text] = Parameter(
        name=statement.name.text, type=of, text=statement.text, span=statement.span
    )


def _rules(statements: Iterable[syntax.Statement], found: Gathering) -> None:
    """The counting rules: they cite sources, and are like one another."""
    own = []
    for statement in statements:
        if isinstance(statement, syntax.CountingRule):
            word = statement.name
            if word.text in BUILT_IN:
                found.faults.add(
                    "LX215",
                    f"`{word.text}` is a built-in counting rule",
                    word.span,
                    hint="give yours another name, and say what it is `like`",
                )
            elif found.declare(word):
                own.append(statement)
    found.rules.update(rules_of(own, found.sources, found.faults))


def _source(statement: syntax.SourceDeclaration, found: Gathering) -> None:
    word = statement.name
    source = LawSource(name=word.text, title=statement.title, span=word.span)
    first = found.sources.setdefault(word.text, source)
    # Two files may name the same source alike.
    if first is not source and first.title != source.title:
        duplicate(found.faults, word.text, word.span, first.span)
