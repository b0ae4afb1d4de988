"""Terms in plain language. Every kind of term has its phrase: mypy names one that has none.

Names of the ruleset stand in quotation marks, as they are there but for their underscores;
variables and ids stand as they are. A condition within a condition is set in parentheses.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import Instant
from lexcheck.facts.case import Grade, Money
from lexcheck.facts.schema import Kind, Type
from lexcheck.report import wording
from lexcheck.resolved import terms as t

_SCALARS = {
    Kind.TIME: "a moment",
    Kind.DATE: "a day",
    Kind.DURATION: "a length of time",
    Kind.TEXT: "a text",
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "yes or no",
    Kind.MONEY: "an amount of money",
    Kind.PERCENT: "a percentage",
    Kind.TERRITORY: "a territory",
}

_ORDERED = {"<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least"}
_IN_TIME = {
    "<": "is before", "<=": "is at or before", ">": "is after", ">=": "is at or after",
}  # fmt: skip


def quoted(name: str) -> str:
    return f"“{name.replace('_', ' ')}”"


def listed(parts: Sequence[str], word: str = "and") -> str:
    """`a, b and c`"""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def type_words(of: Type) -> str:
    named = f"one of {quoted(of.name)}" if of.kind is Kind.ENUM else quoted(of.name)
    said = _SCALARS.get(of.kind, named)
    said = f"a list, each {said}" if of.is_list else said
    return f"{said}, if any" if of.optional else said


def counted(countings: t.Countings) -> str:
    """By which rule, where one is named: ` by the counting rule “general clauses act”`."""
    if countings == t.PLAIN:
        return ""
    named = [
        quoted(each.name)
        + (f" ({each.citation})" if each.citation else "")
        + (f" with calendar {quoted(each.calendar.name)}" if each.calendar else "")
        for each in countings
    ]
    dispute = " (which of them holds is in dispute)" if len(named) > 1 else ""
    return f", by the counting rule {listed(named, 'or')}{dispute}"


@light
class Phrases:
    """Phrases for the terms of one ruleset; `tz` is the zone of its moments."""

    tz: ZoneInfo

    def of(self, term: t.Term) -> str:
        match term:
            case t.Variable():
                return "the moment of the breach" if term.name == "breach" else term.name
            case t.Constant():
                return self._constant(term)
            case t.ParameterValue():
                return f"the parameter {quoted(term.name)}"
            case t.FieldOf():
                return self._field(term)
            case t.Apply():
                return self._applied(term)
            case t.Plus() | t.Minus() if self._moves(term):
                way = "after" if isinstance(term, t.Plus) else "before"
                said = f"{self.inner(term.right)} {way} {self.inner(term.left)}"
                return f"{said}{counted(term.counting)}" if isinstance(term, t.Plus) else said
            case t.Plus():
                sum_ = f"{self.inner(term.left)} plus {self.inner(term.right)}"
                return f"{sum_}{counted(term.counting)}"
            case t.Minus():
                return f"{self.inner(term.left)} less {self.inner(term.right)}"
            case t.Times():
                return f"{self.inner(term.left)} times {self.inner(term.right)}"
            case t.PeriodOf() | t.Standard() | t.OrElse() | t.EarlierLater() | t.MovedUp():
                return self._moment(term)
            case t.Not() | t.All() | t.Any():
                return self._combined(term)
            case t.Compared() | t.OneOfTerms() | t.InList() | t.Present() | t.StateHolds():
                return self._condition(term)
            case t.Happened() | t.Quantified() | t.CountOf() | t.SumOf() | t.Chosen():
                return self._events(term)
            case _:
                assert_never(term)

    @staticmethod
    def _moves(term: t.Plus | t.Minus) -> bool:
        """Is this a length before or after a moment?"""
        timely = term.left.type.kind in (Kind.TIME, Kind.DATE)
        return timely and term.right.type.kind is Kind.DURATION

    def inner(self, term: t.Term) -> str:
        """A phrase as part of another."""
        said = self.of(term)
        simple = t.Variable | t.Constant | t.ParameterValue | t.FieldOf | t.Apply
        return said if isinstance(term, simple) else f"({said})"

    # ── Values ─────────────────────────────────────────────────────────────────────────────────

    def _constant(self, term: t.Constant) -> str:
        value = term.value
        match value:
            case bool():
                return "yes" if value else "no"
            case int():
                return wording.moment(Instant(value), self.tz)
            case Decimal():
                number = f"{value.normalize():f}"
                return f"{number} %" if term.type.kind is Kind.PERCENT else number
            case Money() | Duration():
                return str(value)
            case str():
                return value if term.type.kind is Kind.TERRITORY else quoted(value)
            case _:
                assert_never(value)

    def _field(self, term: t.FieldOf) -> str:
        of = self.inner(term.of)
        if term.of.type.kind is Kind.ACT:
            special = {
                "at": f"the moment of {of}",
                "by": f"who did {of}",
                "territory": f"where {of} was done",
            }
            if term.field in special:
                return special[term.field]
        if term.type.kind is Kind.BOOLEAN:
            return f"{quoted(term.field)} is true of {of}"
        return f"the {quoted(term.field)} of {of}"

    def _applied(self, term: t.Apply) -> str:
        of = listed([self.inner(argument) for argument in term.arguments])
        at = "" if term.at is None else f" at {self.inner(term.at)}"
        if term.type.kind is Kind.BOOLEAN:
            return f"{of} is {quoted(term.name)}{at}" if of else f"{quoted(term.name)} is so{at}"
        return f"the {quoted(term.name)} of {of}{at}" if of else f"the {quoted(term.name)}{at}"

    def _moment(self, term: t.PeriodOf | t.Standard | t.OrElse | t.EarlierLater | t.MovedUp) -> str:
        match term:
            case t.PeriodOf():
                period, anchor = self.inner(term.period), self.inner(term.anchor)
                said = f"{_edge(term)} of {period} counted from {anchor}{counted(term.counting)}"
                return f"{said}{self._clock(term.clock)}"
            case t.Standard():
                anchor = self.inner(term.anchor)
                said = f"“{term.words}”, counted from {anchor}{counted(term.counting)}"
                said += self._clock(term.clock)
                if term.taken_as is None:
                    return f"{said} (the law gives no number: how long that is, needs judgement)"
                return f"{said} (taken to be {self.of(term.taken_as)}; if unset, needs judgement)"
            case t.OrElse():
                return f"{self.inner(term.first)} or, if there is none, {self.inner(term.second)}"
            case t.EarlierLater():
                return f"the {term.which} of {self.inner(term.left)} and {self.inner(term.right)}"
            case t.MovedUp():
                to = wording.moment(term.to, self.tz)
                return f"{self.inner(term.of)} (but not before {to}, when a later law took it over)"
            case _:
                assert_never(term)

    def _clock(self, clock: t.Clock | None) -> str:
        """What the clock of a period does besides running."""
        if clock is None:
            return ""
        parts = []
        if clock.paused is not None:
            parts.append(f"time in which {self.of(clock.paused)} is not counted")
        if clock.restarts is not None:
            again = "the clock stands still, and then the whole time runs anew"
            parts.append(f"while {self.of(clock.restarts)}, {again}")
        for extension in clock.extensions:
            more = f"{self.inner(extension.length)} more"
            if extension.condition is not None:
                more += f" where at the deadline {self.of(extension.condition)}"
            parts.append(more)
        return f" ({'; '.join(parts)})"

    # ── Conditions ─────────────────────────────────────────────────────────────────────────────

    def _combined(self, term: t.Not | t.All | t.Any) -> str:
        match term:
            case t.Not():
                if isinstance(term.of, t.Happened):
                    return f"there was no {self.occurrence(term.of.occurrence)}"
                if isinstance(term.of, t.Quantified) and term.of.quantifier == "some":
                    bound = self.binder(term.of.binder, "no")
                    return f"there is {bound} for which {self.of(term.of.has)}"
                if isinstance(term.of, t.FieldOf) and term.of.type.kind is Kind.BOOLEAN:
                    return f"{quoted(term.of.field)} is false of {self.inner(term.of.of)}"
                if isinstance(term.of, t.StateHolds):
                    return self._holds(term.of, "does not hold")
                return f"it is not so that {self.inner(term.of)}"
            case t.All():
                return " and ".join(self._part(each) for each in term.operands)
            case t.Any():
                return " or ".join(self._part(each) for each in term.operands)
            case _:
                assert_never(term)

    def _part(self, term: t.Term) -> str:
        said = self.of(term)
        return f"({said})" if isinstance(term, t.All | t.Any | t.Quantified) else said

    def _condition(
        self, term: t.Compared | t.OneOfTerms | t.InList | t.Present | t.StateHolds
    ) -> str:
        match term:
            case t.Compared(
                operator="=" | "!=" as operator,
                left=t.FieldOf() as asked,
                right=t.Constant(value=bool() as value),
            ):
                so = "true" if (operator == "=") is value else "false"
                return f"{quoted(asked.field)} is {so} of {self.inner(asked.of)}"
            case t.Compared():
                timely = term.left.type.kind in (Kind.TIME, Kind.DATE)
                words = _IN_TIME if timely else _ORDERED
                word = words.get(term.operator, "is" if term.operator == "=" else "is not")
                return f"{self.inner(term.left)} {word} {self.inner(term.right)}"
            case t.OneOfTerms():
                among = listed([self.inner(each) for each in term.among], "or")
                return f"{self.inner(term.member)} is {among}"
            case t.InList():
                return f"{self.inner(term.member)} is among {self.inner(term.items)}"
            case t.Present():
                return f"{self.inner(term.of)} is given"
            case t.StateHolds():
                return self._holds(term, "holds")
            case _:
                assert_never(term)

    def _holds(self, term: t.StateHolds, verb: str) -> str:
        at = "" if term.at is None else f" at {self.inner(term.at)}"
        part = ", at least in part," if term.at_least is Grade.PARTIAL else ""
        return f"{self.state(term.state, term.arguments)}{part} {verb}{at}"

    def state(self, name: str, arguments: Sequence[t.Term]) -> str:
        of = listed([self.inner(argument) for argument in arguments])
        return f"the state {quoted(name)}{f' of {of}' if of else ''}"

    # ── Events ─────────────────────────────────────────────────────────────────────────────────

    def _events(self, term: t.Happened | t.Quantified | t.CountOf | t.SumOf | t.Chosen) -> str:
        match term:
            case t.Happened():
                return f"there was an {self.occurrence(term.occurrence)}"
            case t.Quantified():
                word = "there is" if term.quantifier == "some" else "for every"
                link = " for which " if term.quantifier == "some" else ", "
                return (
                    f"{word} {self.binder(term.binder, term.quantifier)}{link}{self.of(term.has)}"
                )
            case t.CountOf():
                return f"the number of {self._counted(term.binder, term.where)}"
            case t.SumOf():
                return (
                    f"the sum of {self.of(term.of)} over {self._counted(term.binder, term.where)}"
                )
            case t.Chosen():
                return f"the {term.which} {self.occurrence(term.occurrence)}"
            case _:
                assert_never(term)

    def _counted(self, binder: t.Binder, where: t.Term | None) -> str:
        said = self.binder(binder, "all")
        return said if where is None else f"{said} for which {self.of(where)}"

    def binder(self, binder: t.Binder, word: str = "each") -> str:
        """`each “Item” i among the “items” of o`, `some act “issue” on o, called e`"""
        match binder:
            case t.RecordBinder():
                among = "" if binder.within is None else f" among {self.inner(binder.within)}"
                return f"{word} {quoted(binder.type.name)} {binder.name}{among}"
            case t.ActBinder():
                return f"{word} {self.occurrence(binder.occurrence)}, called {binder.name}"
            case _:
                assert_never(binder)

    def occurrence(self, occurrence: t.Occurrence) -> str:
        """`act “issue” on o in IN by p, before t`"""
        of = listed([self.inner(argument) for argument in occurrence.arguments])
        said = f"act {quoted(occurrence.action)}{f' on {of}' if of else ''}"
        if occurrence.territory is not None:
            said += f" covering {self.inner(occurrence.territory)}"
        if occurrence.by is not None:
            said += f" by {self.inner(occurrence.by)}"
        bounds = [self._bound(bound) for bound in occurrence.bounds]
        return f"{said}, {' and '.join(bounds)}" if bounds else said

    def _bound(self, bound: t.Bound) -> str:
        of = f"{self.inner(bound.of)}{counted(bound.counting)}"
        length = "" if bound.duration is None else self.inner(bound.duration)
        match bound.kind:
            case "before":
                return f"before {of}"
            case "after":
                return f"after {of}"
            case "since":
                return f"at or after {of}"
            case "up_to":
                return f"at or before {of}"
            case "at_most_before":
                return f"within {length} before {of}"
            case "at_most_after":
                return f"within {length} after {of}"
            case _:
                assert_never(bound.kind)


def _edge(term: t.PeriodOf) -> str:
    """The moment of a period that is meant: of days, an opening is the start of the last one."""
    if not term.opening:
        return "the end"
    length = term.period.value if isinstance(term.period, t.Constant) else None
    if not isinstance(length, Duration):
        return "the end (where it is in days, the beginning of the last day)"
    return "the beginning of the last day" if length.civil else "the end"
