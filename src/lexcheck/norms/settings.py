"""Values that a user sets for parameters, read by the type of each.

They win over what a ruleset says and over what its readings set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never
from zoneinfo import ZoneInfo

from lexcheck.base.diagnostics import Diagnostic, did_you_mean
from lexcheck.base.light import evolve
from lexcheck.base.territory import is_territory
from lexcheck.base.text import Span, in_call
from lexcheck.base.time.instants import Instant, TimeError, read_moment, zone
from lexcheck.base.time.periods import UNITS, Duration
from lexcheck.facts.case import Money
from lexcheck.facts.schema import Kind, Type
from lexcheck.norms.model import Parameter, Ruleset
from lexcheck.resolved.faults import Faults, unknown, with_article
from lexcheck.resolved.terms import Constant

#: What a user writes for a value that is absent by nature.
ABSENT = "none"

_NUMBER = re.compile(r"\d+(\.\d+)?")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_MONEY = re.compile(r"(\d+(?:\.\d+)?)\s+([A-Z]{3})")
_DURATION = re.compile(rf"(\d+(?:\.\d+)?)\s+(working\s+(?=day))?({'|'.join(UNITS)})s?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_EXAMPLES: dict[Kind, str] = {
    Kind.NUMBER: "write a number, as `3`",
    Kind.BOOLEAN: "write `true` or `false`",
    Kind.MONEY: "write an amount and a currency, as `500 INR`",
    Kind.PERCENT: "write a percentage, as `95%`",
    Kind.DURATION: "write a number and a unit, as `24 hours`; days and longer are whole",
    Kind.TIME: "write a day and a time, as `2021-02-10T09:00+05:30`",
    Kind.DATE: "write a day, as `2021-02-10`",
    Kind.TERRITORY: "write two letters of ISO 3166, as `IN`, or `EU`, or `worldwide`",
}


def with_parameters(
    ruleset: Ruleset, settings: Mapping[str, str]
) -> tuple[Ruleset, list[Diagnostic]]:
    """The ruleset, and each of its readings, with parameters of these values.

    A setting at fault is left out. `none` makes an optional parameter absent. A moment without an
    offset is read in the zone of the ruleset.
    """
    faults = Faults()
    declared = {parameter.name: parameter for parameter in ruleset.parameters}
    values: dict[str, Constant | None] = {}
    for name, text in settings.items():
        span = _span(name, text)
        if name not in declared:
            unknown(faults, "LX231", "parameter", name, span, declared)
            continue
        of = declared[name].type
        if of.optional and text.strip() == ABSENT:
            values[name] = None
            continue
        value = _value(text.strip(), of, ruleset)
        if value is None:
            _unread(text, declared[name], span, ruleset, faults)
        else:
            values[name] = Constant(type=of, span=span, value=value)
    readings = tuple(
        evolve(reading, ruleset=_set(reading.ruleset, values)) for reading in ruleset.readings
    )
    return evolve(_set(ruleset, values), readings=readings), faults.sorted()


def _span(name: str, text: str) -> Span:
    """The value in the text of a setting, as a user gives it."""
    whole = in_call("--set", f"{name}={text}")
    return evolve(whole, start=whole.end - len(text))


def _set(ruleset: Ruleset, values: Mapping[str, Constant | None]) -> Ruleset:
    return evolve(
        ruleset,
        parameters=tuple(
            evolve(each, value=values[each.name]) if each.name in values else each
            for each in ruleset.parameters
        ),
    )


def _unread(text: str, parameter: Parameter, span: Span, ruleset: Ruleset, faults: Faults) -> None:
    of = parameter.type
    hint = _EXAMPLES.get(of.kind, "")
    if of.kind is Kind.ENUM:
        hint = did_you_mean(text.strip(), ruleset.schema.enum[of.name].constants)
    faults.add(
        "LX232",
        f"`{text}` is not {with_article(of)}, as parameter `{parameter.name}` is",
        span,
        hint=hint,
        cause=(parameter.span, f"`{parameter.name}` is declared here"),
    )


def _value(
    text: str, of: Type, ruleset: Ruleset
) -> str | bool | Decimal | Money | Duration | Instant | None:
    """The value of a text; None if the text has no value of this type."""
    match of.kind:
        case Kind.TEXT:
            return text
        case Kind.ENUM:
            return text if text in ruleset.schema.enum[of.name].constants else None
        case Kind.TERRITORY:
            return text if is_territory(text) else None
        case Kind.BOOLEAN:
            return {"true": True, "false": False}.get(text)
        case Kind.NUMBER:
            return Decimal(text) if _NUMBER.fullmatch(text) else None
        case Kind.PERCENT:
            found = _PERCENT.fullmatch(text)
            return Decimal(found[1]) if found else None
        case Kind.MONEY:
            found = _MONEY.fullmatch(text)
            return Money(Decimal(found[1]), found[2]) if found else None
        case Kind.DURATION:
            return _duration(text)
        case Kind.TIME | Kind.DATE:
            return _moment(text, of.kind, zone(ruleset.timezone))
        case Kind.RECORD | Kind.ACT:
            return None  # no parameter has such a type
        case _:
            assert_never(of.kind)


def _duration(text: str) -> Duration | None:
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    length = Duration(Decimal(found[1]), found[3], found[2] is not None)
    return None if length.civil and length.amount % 1 != 0 else length


def _moment(text: str, kind: Kind, tz: ZoneInfo) -> str | Instant | None:
    """A day as its ISO text, or a moment that is known exactly."""
    is_day = _DAY.fullmatch(text) is not None
    if is_day != (kind is Kind.DATE):
        return None
    try:
        moment = read_moment(text, tz)
    except TimeError:
        return None
    if is_day:
        return text
    return moment.earliest if moment.exact else None
