"""A case: what somebody recorded, with all its doubt, as it was given.

Nothing here is judged, filled in or dropped; `evaluate.evidence` says what of it is taken.
Every fact keeps its span in the case file.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NewType

from lexcheck.base.light import field, light
from lexcheck.base.text import Source, Span
from lexcheck.base.time.instants import Interval
from lexcheck.base.time.periods import Duration

RecordId = NewType("RecordId", str)
ActId = NewType("ActId", str)


class Grade(IntEnum):
    """How far a state holds, or an act duty is performed."""

    NONE = 0
    PARTIAL = 1
    FULL = 2

    def __str__(self) -> str:
        return self.name.lower()


@light
class Money:
    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@light
class Range:
    """A number in `[least, most]`; None is an open end. `text` is as given."""

    least: Decimal | None
    most: Decimal | None
    text: str = field(default="", eq=False)


@light
class Count:
    """How many things an item stands for, or a group holds: `257`, `500..`, `3..9`, `unknown`.

    Both bounds are included; None in `most` is no bound. `unknown` is 0 or more.
    """

    least: int
    most: int | None
    text: str = field(default="", eq=False)

    @property
    def exact(self) -> bool:
        return self.least == self.most


ONE = Count(1, 1, "1")


# ── Values as they are given ───────────────────────────────────────────────────────────────────


class Special(StrEnum):
    UNKNOWN = "unknown"  # there is a value, or may be one; nobody said which
    ABSENT = "none"  # there is no value, by nature; only an optional field has it


#: A known value: text and enum constants, record ids, booleans, numbers, percents, money,
#: durations, moments, days (ISO texts), territories (one act may name several), lists.
Scalar = str | bool | Decimal | Money | Duration | Interval | Range | tuple[str, ...]


@light
class OneOf:
    """`one of [suspend, withhold]`: one of these is the value; at least two, none repeated."""

    options: tuple[Scalar, ...]


@light(kw_only=True)
class Provenance:
    """Where a fact comes from. All empty: common ground, said by nobody in particular.

    `sources` are keys of the case's sources; `asserts` and `denies` name parties (record ids of
    `Party`, or any name); `because` is the author's own remark, printed with the fact.
    """

    sources: tuple[str, ...] = ()
    asserts: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    because: str = ""


NOWHERE = Provenance()


@light(kw_only=True)
class Member:
    """A member of a list, which may be doubtful by itself: `{value: x, denies: [platform]}`."""

    value: str
    provenance: Provenance = NOWHERE
    span: Span = field(eq=False, repr=False)


Value = Scalar | Special | OneOf | tuple[Member, ...]


# Of these three a case has tens of thousands: they are made by position, which takes half the time.


@light
class Claim:
    """One value that is claimed for a field. Rival claims stand side by side in a `Fact`."""

    value: Value
    span: Span = field(eq=False, repr=False)
    provenance: Provenance = NOWHERE


@light
class Fact:
    """A field of a record or act with the claims made for it, one at least, in file order."""

    name: str
    claims: tuple[Claim, ...]
    span: Span = field(eq=False, repr=False)


# ── What a case holds ──────────────────────────────────────────────────────────────────────────


@light(kw_only=True)
class Reference:
    """A source of the case: an article, a log, an order's text.

    `published` is when the world could know it; None is before everything.
    """

    key: str
    title: str = ""
    published: Interval | None = None
    url: str = ""
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class RecordFact:
    """A record. `count` is 1 but for cohorts. Fields that the file omits are not in `fields`."""

    id: RecordId
    type: str
    fields: tuple[Fact, ...] = ()
    count: Count = ONE
    provenance: Provenance = NOWHERE
    span: Span = field(eq=False, repr=False)

    @cached_property
    def by_name(self) -> Mapping[str, Fact]:
        return {fact.name: fact for fact in self.fields}


@light
class ActFact:
    """A dated act. `actions` has more than one name where it is not known which was done.

    `arguments` are the action's parameters by position (several actions then share their
    parameter types). Among `fields`: `at` always; `by`, `territory` and the action's own where
    given.
    """

    id: ActId
    actions: tuple[str, ...]
    arguments: tuple[Fact, ...]
    fields: tuple[Fact, ...]
    span: Span = field(eq=False, repr=False)
    provenance: Provenance = NOWHERE

    @property
    def by_name(self) -> Mapping[str, Fact]:
        return {fact.name: fact for fact in self.fields}


@light(kw_only=True)
class Observation:
    """A state as it was seen at a moment: its grade in `[least, most]`. Evidence, not an act."""

    id: str
    state: str
    arguments: tuple[str, ...]
    least: Grade
    most: Grade
    at: Interval
    provenance: Provenance = NOWHERE
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Coverage:
    """For what the record is complete: these actions, on these things, in this stretch of time.

    `actions` None is every action, `things` None everything, `by` None whoever acts. A thing is a
    record id that an act's arguments name. `start` and `until` are included; None is open.
    `fields` are fields of records, `Order.revoked`, for which an omission means absence.
    """

    actions: tuple[str, ...] | None = None
    fields: tuple[str, ...] = ()
    things: tuple[str, ...] | None = None
    by: str | None = None
    start: Interval | None = None
    until: Interval | None = None
    provenance: Provenance = NOWHERE
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Group:
    """Records that together stand for `total` things."""

    name: str
    items: tuple[RecordId, ...]
    total: Count
    provenance: Provenance = NOWHERE
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Expectation:
    """What the author of a case says a run must find, and why. Checked by tests, not by verdicts.

    `instance` is `norm(id, id)` or an assessment `name(id)`; `selectors` say for which runs:
    `as_of`, `law_as_of`, `viewpoint`, `known_by`, `reading`, `set`, each a text. `expected` maps a
    word of the finding (`verdict`, `possible`, `reason`, `deadline`, `share`, …) to its text, and
    `places` says where in the file each of these texts stands.
    """

    instance: str
    selectors: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]
    places: tuple[Span, ...] = field(default=(), eq=False, repr=False)
    because: str
    span: Span = field(eq=False, repr=False)


class RecordKind(StrEnum):
    """What the case was built from, which says what an omission means.

    A `log` is complete unless it says otherwise; `reports` are complete only where they say so.
    """

    LOG = "log"
    REPORTS = "reports"


@light(kw_only=True)
class Case:
    """A case file. Orders within the tuples are the file's and carry no meaning."""

    name: str
    title: str = ""
    vocabulary: tuple[str, ...] = ()
    rulesets: tuple[str, ...] = ()
    timezone: str | None = None
    as_of: Interval | None = None
    kind: RecordKind = RecordKind.LOG
    references: tuple[Reference, ...] = ()
    records: tuple[RecordFact, ...] = ()
    acts: tuple[ActFact, ...] = ()
    observations: tuple[Observation, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    groups: tuple[Group, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    source: Source = field(eq=False, repr=False)

    @cached_property
    def record(self) -> Mapping[str, RecordFact]:
        return {record.id: record for record in self.records}
