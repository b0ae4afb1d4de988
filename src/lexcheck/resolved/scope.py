"""What can be named at one place of the text, and what that place asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from lexcheck.base.light import evolve, field, light
from lexcheck.base.text import Span
from lexcheck.facts.schema import SCALARS, Field, Type
from lexcheck.resolved.faults import Cause, Faults, declared, duplicate, wrong_type
from lexcheck.resolved.model import Names
from lexcheck.resolved.terms import Countings, FieldOf, ParameterValue, Term, Variable
from lexcheck.syntax.model import Expression, Word

BOOLEAN = SCALARS["boolean"]
DATE = SCALARS["date"]
DURATION = SCALARS["duration"]
MONEY = SCALARS["money"]
NUMBER = SCALARS["number"]
PERCENT = SCALARS["percent"]
TERRITORY = SCALARS["territory"]
TEXT = SCALARS["text"]
TIME = SCALARS["time"]

#: Which end of a day is meant where a day is written for a moment.
Edge = Literal["start", "end"]


@light
class Want:
    """What a place asks for. It decides what a constant or a day means, and checks nothing.

    `type` None is any. `edge` None: a day cannot stand for a moment here.
    """

    type: Type | None = None
    edge: Edge | None = None


ANYTHING = Want()


@light(kw_only=True)
class Scope:
    """The variables at a place, and all that the program declares.

    `read` gives the term of an expression (expressions.py). `standards`: a standard may stand here;
    one that names no anchor runs from `anchor`. A variable of type None is at fault already.
    `places` are where variables are bound, as far as it is known.
    `counting` is how periods are counted here, where it is not as the file has it (empty); None:
    what says so is at fault.
    """

    names: Names
    faults: Faults
    read: Callable[[Expression, Scope, Want], Term | None] = field(eq=False, repr=False)
    variables: Mapping[str, Type | None] = field(factory=dict)
    places: Mapping[str, Span] = field(factory=dict, eq=False, repr=False)
    standards: bool = False
    anchor: Term | None = None
    counting: Countings | None = ()

    def counting_at(self, span: Span) -> Countings | None:
        """How a period that stands here is counted; None where what says so is at fault."""
        return self.names.counting_at(span) if self.counting == () else self.counting

    def term(self, node: Expression, want: Want = ANYTHING) -> Term | None:
        """The term of an expression, of whatever type; None where a fault was reported."""
        return self.read(node, self, want)

    def typed(
        self,
        node: Expression,
        wanted: Type,
        edge: Edge | None = None,
        asked: tuple[str, object] | None = None,
    ) -> Term | None:
        """The term of an expression that has to be of this type, or may be absent.

        `asked`: the name and the declaration of what asks for the type, where one does.
        """
        term = self.read(node, self, Want(wanted, edge))
        if term is None or fits(term.type, wanted):
            return term
        causes = (self.declared(term), declared(*asked) if asked else None)
        wrong_type(self.faults, term, wanted, [cause for cause in causes if cause is not None])
        return None

    def field_of(self, of: Type, name: str) -> Field | None:
        """The declaration of a field; None for those that every act has."""
        record = self.names.schema.record.get(of.name)
        if record is not None:
            return record.by_name.get(name)
        action = self.names.schema.action.get(of.name)
        fields = () if action is None else (*action.parameters, *action.fields)
        return next((field for field in fields if field.name == name), None)

    def declared(self, term: Term) -> Cause | None:
        """The declaration that gives a term its type, where it has one of its own."""
        match term:
            case FieldOf(of=of, field=name):
                return declared(name, self.field_of(of.type, name))
            case ParameterValue(name=name):
                return declared(name, self.names.parameters[name])
            case Variable(name=name):
                return declared(name, self.places.get(name))
            case _:
                return None

    def bind(self, word: Word, of: Type | None) -> Scope:
        """The scope with one variable more; a fault if there is one of that name already."""
        if word.text in self.variables:
            duplicate(self.faults, word.text, word.span, self.places.get(word.text))
        return evolve(
            self,
            variables={**self.variables, word.text: of},
            places={**self.places, word.text: word.span},
        )


def fits(found: Type, wanted: Type) -> bool:
    """One type, leaving aside whether a value may be absent."""
    return (
        found.kind is wanted.kind and found.name == wanted.name and found.is_list == wanted.is_list
    )
