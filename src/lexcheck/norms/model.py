"""Norms and all that bears on them, with defaults filled in, exceptions attached, clashes settled.

Source: obligations of achievement and maintenance, deadlines and reparation chains after
Governatori and others, "Norm compliance in business process modeling" (2010); counts-as after
Searle's constitutive rules as formalised by Jones and Sergot (1996); exceptions as defeaters with
superiority after Nute's defeasible logic.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from lexcheck.base.light import field, light
from lexcheck.base.text import Source, Span
from lexcheck.base.time.calendars import Calendar
from lexcheck.facts.schema import Schema, Type
from lexcheck.resolved.terms import Binder, Constant, ParameterValue, Term


@light(kw_only=True)
class Citation:
    """Where a norm comes from. `unverified`: nobody has checked it against the text of the law."""

    source: str
    title: str
    locator: str
    unverified: bool = False

    def __str__(self) -> str:
        return f"{self.title}, {self.locator}{' (unverified)' if self.unverified else ''}"


class Pending(StrEnum):
    """What becomes of an instance that is pending when its version of a norm ends.

    CONTINUE: it is judged under that version as if it had not ended. END: the duty ends with it.
    CONVERT: it is judged under the next version, as if it had arisen when that came into force.
    Source: survival of what has accrued, General Clauses Act 1897 (India) s 6(c), Interpretation
    Act 1978 (UK) s 16(1); the two others are what a transitional provision may say instead.
    """

    CONTINUE = "continue"
    END = "end"
    CONVERT = "convert"


@light(kw_only=True)
class InForce:
    """Civil days in the ruleset's zone, both included; None is open.

    `annulled`: whoever judges on that day or later takes it as never having been in force. It and
    `pending` are no part of the text, which tells one version of a norm from another.
    Source: abrogation (ex nunc) and annulment (ex tunc) in Governatori and Rotolo, "Changing legal
    systems: legal abrogations and annulments in defeasible logic" (2010).
    """

    start: date | None = None
    until: date | None = None
    pending: Pending = Pending.CONTINUE
    annulled: date | None = None
    span: Span | None = field(default=None, eq=False, repr=False)

    def holds_on(self, day: date) -> bool:
        """Is this one of the days? (Whatever was annulled.)"""
        return (self.start is None or self.start <= day) and (
            self.until is None or day <= self.until
        )

    def __str__(self) -> str:
        if self.start is None and self.until is None:
            return "always"
        since = f"from {self.start}" if self.start else ""
        until = f"until {self.until}" if self.until else ""
        return " ".join(part for part in (since, until) if part)


ALWAYS = InForce()


class Effect(StrEnum):
    FULL = "full"
    PARTIAL = "partial"
    END = "end"


@light(kw_only=True)
class CountsAs:
    """Acts of `action`, their arguments bound to `variables`, start, partly start or end a state,
    or perform an act duty (`is_state` false; never with Effect.END).

    `arguments` are terms over `variables`. `territory`: the act must cover it. `when` is asked at
    the act's own time.
    """

    action: str
    variables: tuple[tuple[str, Type], ...]
    territory: Term | None = None
    by: Term | None = None
    effect: Effect
    target: str
    is_state: bool
    arguments: tuple[Term, ...]
    when: Term | None = None
    because: str = ""
    citations: tuple[Citation, ...] = ()
    span: Span = field(eq=False, repr=False)


class Asked(StrEnum):
    """The moment at which an exception is asked.

    TRIGGER: at the trigger. DEADLINE: at the deadline. THROUGHOUT: at every moment from the trigger
    to the horizon. ANY_TIME: at some moment of that stretch. ACT: at each prohibited act, which it
    then allows (prohibitions only).
    """

    TRIGGER = "at the trigger"
    DEADLINE = "at the deadline"
    THROUGHOUT = "throughout"
    ANY_TIME = "at any time"
    ACT = "at the act"


@light(kw_only=True)
class NormException:
    """What takes an instance out of a norm: an `exception`, a `permission`, or an `unless` clause.

    It holds where its condition does and none of its own `exceptions` holds. `presumed_absent`: if
    the evidence leaves it open, it does not apply, and the verdict lists the presumption.
    An `unless` clause has the name `unless`, or `unless_2` and so on.
    """

    name: str
    kind: Literal["exception", "permission", "unless"]
    text: str = ""
    condition: Term | None = None
    asked: Asked = Asked.TRIGGER
    presumed_absent: bool = False
    because: str = ""
    citations: tuple[Citation, ...] = ()
    exceptions: tuple[NormException, ...] = ()
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Target:
    """What must, or must not, be: a state held, or an act done."""

    is_state: bool
    name: str
    arguments: tuple[Term, ...]
    territory: Term | None = None
    by: Term | None = None
    span: Span = field(eq=False, repr=False)


#: In the terms of a norm with `on_breach`, the variable for the moment of that breach.
BREACH = "breach"


@light(kw_only=True)
class OnBreach:
    """The norm whose breach triggers this one: the instance whose variables have these values.

    `variables` are the other norm's variables in order; this norm binds them under these names. Its
    terms may also use `breach`, the moment of that breach.
    """

    norm: str
    variables: tuple[str, ...]


@light(kw_only=True)
class Norm:
    """One version of a norm.

    `trigger` is when the duty arises: the `from` clause, else the anchor of the deadline, else the
    time of the last act that is bound, else (with `on_breach`) the moment of the breach (None), or
    always (None). `deadline` is None for a state duty that holds from its trigger on, and for one
    that only an `until` bounds. For a prohibition `[trigger, until or deadline]` is its window.
    `opening` is the first instant at which an act performs. `overridden_by` names norms: where one
    of them applies to the same target, this one gives way.

    Four fields say how the version stands on the day of a judgement (`validity` sets them).
    `governs`: the days whose triggers it judges, where they are not those of `in_force`. `void`:
    why it judges none. `converted`: what judges instead what is pending at its end; in that norm,
    `converted_from` are the days of the version that ended.
    """

    name: str
    kind: Literal["obligation", "prohibition"]
    text: str = ""
    in_force: InForce = ALWAYS
    citations: tuple[Citation, ...] = ()
    binders: tuple[Binder, ...] = ()
    when: Term | None = None
    trigger: Term | None = None
    bearer: Term | None = None
    counterparty: Term | None = None
    target: Target
    or_earlier: bool = False
    opening: Term | None = None
    deadline: Term | None = None
    until: Term | None = None
    exceptions: tuple[NormException, ...] = ()
    essence: bool = False
    on_breach: OnBreach | None = None
    repairs: str | None = None
    overridden_by: tuple[str, ...] = ()
    because: str = ""
    governs: InForce | None = None
    void: str = ""
    converted: Norm | None = None
    converted_from: InForce | None = None
    span: Span = field(eq=False, repr=False)

    @property
    def days(self) -> InForce:
        """The days whose triggers this version judges, unless it is void."""
        return self.in_force if self.governs is None else self.governs

    @property
    def stands(self) -> bool:
        """Does it ask for something on all days of its version, whatever happens, and on no other?

        Such are prohibitions without a trigger, and states to be kept without trigger or deadline.
        """
        if self.trigger is not None or self.on_breach is not None:
            return False
        return self.kind == "prohibition" or (self.target.is_state and self.deadline is None)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names that an instance binds, in order: what `comply(order_1, acc_a)` lists."""
        if self.on_breach is not None:
            return self.on_breach.variables + tuple(b.name for b in self.binders)
        return tuple(binder.name for binder in self.binders)


@light(kw_only=True)
class Sanction:
    """What a breach of `norm` exposes whom to. Its terms are over the norm's variables."""

    name: str
    norm: str
    text: str = ""
    liable: Term | None = None
    exposure: str = ""
    imposed_by: Target | None = None
    citations: tuple[Citation, ...] = ()
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Assessment:
    """A count or share over the instances of `norm` whose arguments match, per binding.

    `arguments` has None for `*`. Instances with a verdict in `among` count, or, where `at_least` is
    set, those whose grade at the horizon is at least that. `threshold` is a percentage for shares,
    a number for counts, or a parameter of that type; None where only the figure is asked for.
    """

    name: str
    text: str = ""
    binders: tuple[Binder, ...] = ()
    measured: Literal["share", "count"]
    norm: str
    arguments: tuple[Term | None, ...]
    among: frozenset[str] = frozenset()
    graded: Literal["partial", "full"] | None = None
    bound: Literal["at_least", "at_most"] | None = None
    threshold: Constant | ParameterValue | None = None
    citations: tuple[Citation, ...] = ()
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Parameter:
    """`value` None: not set, so unknown; of an optional type, absent."""

    name: str
    type: Type
    value: Term | None = None
    text: str = ""
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class CalendarUsed:
    """A calendar by which some norm of the ruleset counts."""

    calendar: Calendar
    citations: tuple[Citation, ...] = ()
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Reading:
    """A named interpretation, and the whole ruleset as it stands under it."""

    name: str
    text: str = ""
    because: str = ""
    citations: tuple[Citation, ...] = ()
    ruleset: Ruleset
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Ruleset:
    """Versions of one norm stand next to each other in `norms`, in order of their start."""

    name: str
    title: str = ""
    jurisdiction: str = ""
    timezone: str
    in_force: InForce = ALWAYS
    reviewed: date | None = None
    schema: Schema
    vocabularies: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    counts_as: tuple[CountsAs, ...] = ()
    norms: tuple[Norm, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    calendars: tuple[CalendarUsed, ...] = ()
    readings: tuple[Reading, ...] = ()
    sources: tuple[Source, ...] = field(default=(), eq=False, repr=False)

    @cached_property
    def versions(self) -> Mapping[str, tuple[Norm, ...]]:
        """The versions of each norm by its name, in the order of the file."""
        found: dict[str, tuple[Norm, ...]] = {}
        for norm in self.norms:
            found[norm.name] = (*found.get(norm.name, ()), norm)
        return found

    @cached_property
    def reading(self) -> Mapping[str, Reading]:
        return {reading.name: reading for reading in self.readings}
