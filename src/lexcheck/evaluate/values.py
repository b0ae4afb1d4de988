"""The values that evaluation works on: known ones, and the doubtful ones that stand for many.

A known value is a plain Python one: text, enum constants and record ids are `str`; numbers and
percents `Decimal`; instants `int`; lists and territories tuples; `ABSENT` is no value. A doubtful
value is one of the classes below; `world` alone decides what it stands for, completion by
completion.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.facts.case import NOWHERE, Provenance
from lexcheck.facts.schema import Type
from lexcheck.verdicts.model import Reason


class Absent(Enum):
    ABSENT = "none"


ABSENT: Final = Absent.ABSENT

#: Later and earlier than every instant that a completion may hold.
NEVER: Final = 1 << 62
ALWAYS: Final = -NEVER


@light(eq=False)
class Doubt:
    """Something that the evidence leaves open: a fact, and why it is open.

    Two doubts are the same if their keys are. `fact` names it as `UsedFact.fact` does.
    """

    key: tuple[object, ...]
    reason: Reason
    fact: str
    span: Span | None = None

    @property
    def told(self) -> str:
        """The fact within a question: `the time of act a7`."""
        owner, _, part = self.fact.partition(": ")
        if not part or not owner.startswith("act "):
            return self.fact
        # An act that the case gives no id is called `act#7`.
        act = owner.removeprefix("act ") if owner.startswith("act act#") else owner
        return f"the {'doer' if part == 'by' else part} of {act}"


@light(eq=False)
class TimeRange:
    """A moment somewhere in `[earliest, latest]`; None is open."""

    doubt: Doubt
    earliest: int | None
    latest: int | None


@light(eq=False)
class NumberRange:
    """A number (or an amount of money) in `[least, most]`; None is open."""

    doubt: Doubt
    least: Decimal | None
    most: Decimal | None
    currency: str | None = None


@light(eq=False)
class Options:
    """One of these values, each known or doubtful in its turn; `ABSENT` may be among them."""

    doubt: Doubt
    values: tuple[object, ...]


@light(eq=False)
class Open:
    """Any value of a type but those excluded; none at all, too, if `may_be_absent`.

    `after`: a moment that is absent or later than that (a complete record ends there).
    """

    doubt: Doubt
    type: Type
    may_be_absent: bool
    excluded: tuple[object, ...] = ()
    after: int | None = None


@light(eq=False)
class DoubtfulList:
    """A list some of whose members are in doubt: (member, its doubt or None)."""

    members: tuple[tuple[str, Doubt | None], ...]


#: The classes of doubtful values; a value of any other class is known.
DOUBTFUL = frozenset({TimeRange, NumberRange, Options, Open, DoubtfulList})


@light(eq=False)
class Held:
    """A field's value as the evidence has it, with where it comes from. What traces list.

    It is called `owner` and `part` together: `order_1` `.received`, `act a7` `: territory`. `text`
    is the value as given, where it is not simply the text at `span`.
    """

    owner: str
    part: str
    value: object
    text: str
    span: Span | None
    provenance: Provenance = NOWHERE
    doubtful: bool = False

    @property
    def name(self) -> str:
        return self.owner + self.part

    @property
    def shown(self) -> str:
        """The value as the case file has it."""
        return self.text or ("" if self.span is None else self.span.text)


# ── Values inside one completion ───────────────────────────────────────────────────────────────


@light
class TimeTerm:
    """A doubtful moment of a completion: its variable there, plus an offset in microseconds."""

    variable: int
    offset: int


Time = int | TimeTerm


def shifted(time: Time, by: int) -> Time:
    """The moment so many microseconds later."""
    return time + by if isinstance(time, int) else TimeTerm(time.variable, time.offset + by)


@light(eq=False)
class Choice:
    """A doubtful text, constant, record or territory; the world's `choices` keep what it may be."""

    key: tuple[object, ...]


@light(eq=False)
class LengthTerm:
    """A doubtful duration of a completion, as a moment so long after the epoch."""

    term: TimeTerm
    doubt: Doubt


@light(eq=False)
class OpenList:
    """A list of which nothing is known: anything may be on it, or nothing."""

    doubt: Doubt
    type: Type


@light(eq=False)
class NumberTerm:
    """A doubtful number: coefficients of variables, and a constant. `currency` for money."""

    coefficients: tuple[tuple[tuple[object, ...], Fraction], ...]
    constant: Fraction
    currency: str | None = None
