"""The abstract syntax of a ruleset: what the author wrote, before any name is looked up.

One class for each production of `grammar/lexcheck.lark`. Those of expressions and
clauses have files of their own, and are named here too.
"""

from __future__ import annotations

from typing import Literal

from lexcheck.base.light import field, light
from lexcheck.syntax.clauses import (
    ActPattern,
    Because,
    Citation,
    Cites,
    Clause,
    Counting,
    DutyOf,
    Exposure,
    ExtendedBy,
    ForEach,
    FromClause,
    ImposedBy,
    InForce,
    Liable,
    Measure,
    Moment,
    Must,
    NotBefore,
    OnBreachOf,
    OrEarlier,
    Overrides,
    PausedWhile,
    PresumedAbsent,
    Repairs,
    RestartsAfter,
    SubjectTo,
    TimeIsOfTheEssence,
    Unless,
    UntilClause,
    When,
    Within,
)
from lexcheck.syntax.expressions import (
    ActBinder,
    Arithmetic,
    Binder,
    Boolean,
    Call,
    CallAt,
    Chosen,
    Compared,
    Count,
    DateLiteral,
    DurationLiteral,
    EarlierLater,
    Event,
    Expression,
    Happened,
    Junction,
    Member,
    Membership,
    Money,
    Name,
    Node,
    Not,
    Number,
    Otherwise,
    Percent,
    PeriodOf,
    Presence,
    Quantified,
    RecordBinder,
    SetLiteral,
    Standard,
    Star,
    Text,
    TimestampLiteral,
    Total,
    Window,
    Word,
    Worldwide,
)

__all__ = [
    "ActBinder",
    "ActPattern",
    "ActionDeclaration",
    "Amendment",
    "Arithmetic",
    "AssessmentStatement",
    "Because",
    "Binder",
    "Boolean",
    "CalendarDeclaration",
    "Call",
    "CallAt",
    "Chosen",
    "Citation",
    "Cites",
    "Clause",
    "Compared",
    "Count",
    "Counting",
    "CountingRule",
    "CountsAs",
    "DateLiteral",
    "Define",
    "DurationLiteral",
    "DutyOf",
    "EarlierLater",
    "Ends",
    "EnumDeclaration",
    "Event",
    "ExceptionStatement",
    "Exposure",
    "Expression",
    "ExtendedBy",
    "Field",
    "File",
    "ForEach",
    "FromClause",
    "Happened",
    "Header",
    "ImposedBy",
    "InForce",
    "Item",
    "Junction",
    "Liable",
    "Measure",
    "Member",
    "Membership",
    "Moment",
    "Money",
    "Must",
    "Name",
    "Node",
    "NormStatement",
    "Not",
    "NotBefore",
    "Number",
    "OnBreachOf",
    "OrEarlier",
    "Otherwise",
    "Overrides",
    "ParameterDeclaration",
    "PausedWhile",
    "Percent",
    "PeriodOf",
    "Presence",
    "PresumedAbsent",
    "Property",
    "Quantified",
    "Reading",
    "RecordBinder",
    "RecordDeclaration",
    "Repairs",
    "RestartsAfter",
    "SanctionStatement",
    "SetLiteral",
    "Setting",
    "SourceDeclaration",
    "Standard",
    "Star",
    "StateDeclaration",
    "Statement",
    "SubjectTo",
    "Text",
    "TimeIsOfTheEssence",
    "TimestampLiteral",
    "Total",
    "TypeName",
    "Unless",
    "UntilClause",
    "When",
    "Window",
    "Within",
    "Word",
    "Worldwide",
]


# ── Sources and vocabulary ─────────────────────────────────────────────────────────────────────


@light(kw_only=True)
class SourceDeclaration(Node):
    name: Word
    title: str


@light(kw_only=True)
class TypeName(Node):
    """`time`, `Order`, `list of Item`, `time?`"""

    name: Word
    is_list: bool = False
    optional: bool = False


@light(kw_only=True)
class Field(Node):
    name: Word
    type: TypeName


@light(kw_only=True)
class EnumDeclaration(Node):
    name: Word
    constants: tuple[Word, ...]
    text: str = ""


@light(kw_only=True)
class RecordDeclaration(Node):
    name: Word
    fields: tuple[Field, ...]
    text: str = ""


@light(kw_only=True)
class ActionDeclaration(Node):
    """`parameters` are what the act is done to; `fields` are its further facts."""

    name: Word
    parameters: tuple[Field, ...]
    territorial: bool = False
    fields: tuple[Field, ...] = ()
    text: str = ""


@light(kw_only=True)
class StateDeclaration(Node):
    name: Word
    parameters: tuple[Field, ...]
    text: str = ""


@light(kw_only=True)
class Define(Node):
    """`define late(o: Order) at t = …`; `moment` is the name of the moment, if there is one."""

    name: Word
    parameters: tuple[Field, ...]
    body: Expression
    moment: Word | None = None


@light(kw_only=True)
class ParameterDeclaration(Node):
    name: Word
    type: TypeName
    value: Expression | None = None
    text: str = ""


# ── Calendars and rules for counting time ──────────────────────────────────────────────────────


@light(kw_only=True)
class Item(Node):
    """One value of a property: a name, a text, a number, a length, a day or, with `last`, the
    stretch from that day to another; and what is said of it.
    """

    value: Name | Text | Number | DurationLiteral | DateLiteral
    last: DateLiteral | None = None
    text: str = ""


@light(kw_only=True)
class Property(Node):
    """`weekend: saturday, sunday`"""

    name: Word
    items: tuple[Item, ...]


@light(kw_only=True)
class CalendarDeclaration(Node):
    name: Word
    text: str = ""
    properties: tuple[Cites | Property, ...] = ()


@light(kw_only=True)
class CountingRule(Node):
    """`like` names the rule that this one is like, but for its properties."""

    name: Word
    text: str = ""
    like: Word | None = None
    properties: tuple[Cites | Property, ...] = ()


# ── Statements ─────────────────────────────────────────────────────────────────────────────────


@light(kw_only=True)
class CountsAs(Node):
    """`withhold(i) in IN counts as partly blocked(i)`"""

    act: ActPattern
    target: Call
    partly: bool = False
    clauses: tuple[Clause, ...] = ()


@light(kw_only=True)
class Ends(Node):
    act: ActPattern
    target: Call
    clauses: tuple[Clause, ...] = ()


@light(kw_only=True)
class NormStatement(Node):
    kind: Literal["obligation", "prohibition"]
    name: Word
    text: str = ""
    clauses: tuple[Clause, ...] = ()


@light(kw_only=True)
class ExceptionStatement(Node):
    """An exception, or a permission, `to` a norm or to another exception."""

    kind: Literal["exception", "permission"]
    name: Word
    to: Word
    text: str = ""
    clauses: tuple[Clause, ...] = ()


@light(kw_only=True)
class SanctionStatement(Node):
    name: Word
    norm: Word
    text: str = ""
    clauses: tuple[Clause, ...] = ()


@light(kw_only=True)
class AssessmentStatement(Node):
    name: Word
    binders: tuple[Binder, ...] = ()
    text: str = ""
    clauses: tuple[Clause, ...] = ()


@light(kw_only=True)
class Amendment(Node):
    """`comply: within …` in a reading: clauses that replace those of the norm, or add to them."""

    norm: Word
    clauses: tuple[Clause, ...]


@light(kw_only=True)
class Setting(Node):
    """`parameter x = 24 hours` in a reading."""

    name: Word
    value: Expression


@light(kw_only=True)
class Reading(Node):
    name: Word
    text: str = ""
    items: tuple[
        Cites | Because | CountsAs | Ends | ExceptionStatement | Amendment | Setting, ...
    ] = ()


Statement = (
    SourceDeclaration
    | EnumDeclaration
    | RecordDeclaration
    | ActionDeclaration
    | StateDeclaration
    | Define
    | ParameterDeclaration
    | CalendarDeclaration
    | CountingRule
    | CountsAs
    | Ends
    | NormStatement
    | ExceptionStatement
    | SanctionStatement
    | AssessmentStatement
)


@light(kw_only=True)
class Header(Node):
    """Each part may be missing, or, wrongly, there twice: the clauses are as written."""

    kind: Literal["ruleset", "vocabulary"]
    name: Word
    title: Word | None = None
    jurisdiction: Word | None = None
    timezone: Word | None = None
    uses: tuple[Word, ...] = ()
    in_force: InForce | None = None
    reviewed: DateLiteral | None = None
    counting: Counting | None = None


@light(kw_only=True)
class File(Node):
    """A whole file. Comments are kept apart, for the formatter: (offset, text with its `#`)."""

    header: Header
    statements: tuple[Statement, ...]
    readings: tuple[Reading, ...] = ()
    comments: tuple[tuple[int, str], ...] = field(default=(), eq=False, repr=False)
