"""A program: every name that its files declare, and the files themselves, in order.

What is declared is resolved; the norms are still syntax, which `norms` reads with `Names`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from lexcheck.base.light import field, light
from lexcheck.base.text import Span
from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import Counting
from lexcheck.facts.schema import Schema, Type
from lexcheck.resolved.terms import PLAIN, Countings, Term
from lexcheck.syntax.model import File

Sort = Literal["action", "state", "define"]


@light(kw_only=True)
class Signature:
    """What can be called, with its parameters in order. A type of None is at fault already.

    `places` are where the parameters are declared.
    """

    name: str
    sort: Sort
    parameters: tuple[tuple[str, Type | None], ...]
    territorial: bool = False
    span: Span = field(eq=False, repr=False)
    places: tuple[Span, ...] = field(default=(), eq=False, repr=False)


@light(kw_only=True)
class Define:
    """A define whose body is resolved. `moment` is its name for the moment of asking, if any."""

    name: str
    moment: str | None
    body: Term


@light(kw_only=True)
class Parameter:
    """`type` None: at fault already. `value` None: not set."""

    name: str
    type: Type | None
    value: Term | None = None
    text: str = ""
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class LawSource:
    """A source of law that norms cite."""

    name: str
    title: str
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Names:
    """All that can be named anywhere in the program, by name.

    `members` are the fields of each record and action, those that every act has among them.
    `constants` gives the enums in which a constant stands. A define that is at fault has a
    signature, but is not in `defines`. `zone` None: none is known, and that is reported.
    `rules` are the counting rules, built-in ones among them; a calendar or a rule of None is at
    fault. `counting` has what the headers of files choose, by the name of the file's source.
    `norms` are read later; their names are known for hints.
    """

    schema: Schema
    types: Mapping[str, Type | None]
    signatures: Mapping[str, Signature]
    members: Mapping[str, Mapping[str, Type | None]]
    constants: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, Parameter]
    defines: Mapping[str, Define]
    sources: Mapping[str, LawSource]
    zone: ZoneInfo | None
    calendars: Mapping[str, Calendar | None] = field(factory=dict)
    rules: Mapping[str, Counting | None] = field(factory=dict)
    counting: Mapping[str, Countings | None] = field(factory=dict)
    norms: frozenset[str] = frozenset()

    def counting_at(self, span: Span) -> Countings | None:
        """How the file counts in which this stands; None where what it says is at fault."""
        return self.counting.get(span.source.name, PLAIN)


@light(kw_only=True)
class Program:
    """`files` are the used ones in the order of their dependence, then the file itself.

    `sound` is false where resolving found an error: norms are then still looked at, so that all
    that is wrong is said at once, but no ruleset comes of it.
    """

    files: tuple[File, ...]
    names: Names
    sound: bool = True

    @property
    def file(self) -> File:
        """The file that was asked for."""
        return self.files[-1]
