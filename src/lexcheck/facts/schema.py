"""The schema: which records, actions and states a case may speak of, and their types.

It comes from vocabularies, but knows nothing of their syntax. Source: the signature of a
many-sorted event calculus (Kowalski and Sergot 1986, "A logic-based calculus of events"): records
are its objects, actions its events, states its fluents.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from lexcheck.base.light import field, light
from lexcheck.base.text import Span


class Kind(StrEnum):
    """What sort of value a type has. A list type has the kind of its members."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    TIME = "time"
    DATE = "date"
    TERRITORY = "territory"
    ENUM = "enum"
    RECORD = "record"
    ACT = "act"


@light
class Type:
    """A type. `name` is that of the enum, record or action, or the word for a scalar kind."""

    kind: Kind
    name: str
    is_list: bool = False
    optional: bool = False

    def __str__(self) -> str:
        return f"{'list of ' if self.is_list else ''}{self.name}{'?' if self.optional else ''}"


#: The scalar types by the word that names them.
SCALARS = {
    kind.value: Type(kind, kind.value)
    for kind in Kind
    if kind not in (Kind.ENUM, Kind.RECORD, Kind.ACT)
}

#: A record of this name is the type of `by`: who did an act.
PARTY = "Party"


@light(kw_only=True)
class Field:
    name: str
    type: Type
    span: Span | None = field(default=None, eq=False, repr=False)


@light(kw_only=True)
class Enum:
    name: str
    constants: tuple[str, ...]
    text: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)


@light(kw_only=True)
class Record:
    name: str
    fields: tuple[Field, ...] = ()
    text: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}


@light(kw_only=True)
class Action:
    """`parameters` are what it is done to, in order; `fields` its further facts.

    Every act has `at` (time) besides, and `by` where the schema has a record `Party`; a
    territorial one has `territory`, which a non-territorial one lacks: it holds everywhere.
    """

    name: str
    parameters: tuple[Field, ...] = ()
    territorial: bool = False
    fields: tuple[Field, ...] = ()
    text: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)


@light(kw_only=True)
class State:
    name: str
    parameters: tuple[Field, ...] = ()
    text: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)


@light(kw_only=True)
class Schema:
    """All that a case may speak of. Names are unique across the four sorts."""

    enums: tuple[Enum, ...] = ()
    records: tuple[Record, ...] = ()
    actions: tuple[Action, ...] = ()
    states: tuple[State, ...] = ()

    @cached_property
    def enum(self) -> Mapping[str, Enum]:
        return {enum.name: enum for enum in self.enums}

    @cached_property
    def record(self) -> Mapping[str, Record]:
        return {record.name: record for record in self.records}

    @cached_property
    def action(self) -> Mapping[str, Action]:
        return {action.name: action for action in self.actions}

    @cached_property
    def state(self) -> Mapping[str, State]:
        return {state.name: state for state in self.states}

    @property
    def has_parties(self) -> bool:
        return PARTY in self.record
