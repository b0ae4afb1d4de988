"""One value from one text, by its type: `36 hours`, `500..`, `2021-02-10`, `IN`, `section_69a`.

A reader returns None after it has complained.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from lexcheck.base.territory import GROUPS, ISO_3166_1, WORLDWIDE, is_territory
from lexcheck.base.time.instants import Interval
from lexcheck.base.time.periods import UNITS, Duration
from lexcheck.facts import case
from lexcheck.facts.case import Money, OneOf, Range, Special
from lexcheck.facts.moments import read_time
from lexcheck.facts.schema import Kind, Type
from lexcheck.facts.scope import Scope
from lexcheck.facts.tree import Scalar, described, quoted

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_WHOLE = re.compile(r"[0-9]{1,15}")
_PERCENT = re.compile(r"([0-9]{1,30}(?:\.[0-9]{1,30})?) ?%")
_MONEY = re.compile(r"(-?[0-9]{1,30}(?:\.[0-9]{1,30})?) ([A-Z]{3})")
_DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) (working )?([a-z]+)")
_AMOUNT_AND_WORD = re.compile(r"[0-9.,]+ ?(.*)")
_ONE_OF = re.compile(r"one of \[(.*)\]", re.DOTALL)

_UNIT = {name: unit for unit in UNITS for name in (unit, unit + "s")}
_UTC = ZoneInfo("UTC")


def one_of_texts(text: str) -> list[str] | None:
    """The options of `one of [a, b]`; None for any other text."""
    found = _ONE_OF.fullmatch(text)
    return [option.strip() for option in found[1].split(",")] if found else None


def read_plain(scope: Scope, type_: Type, node: Scalar) -> case.Scalar | Special | OneOf | None:
    """A value that stands as one text, with its special words."""
    text = node.text
    if text == "unknown":
        return Special.UNKNOWN
    if text == "none":
        return absent(scope, type_, node)
    if text.startswith("one of "):
        options = one_of_texts(text)
        if options is not None:
            parts = [Scalar(option, False, node.at) for option in options]
            return read_one_of(scope, type_, node, parts)
    return read_scalar(scope, type_, node)


def absent(scope: Scope, type_: Type, node: Scalar) -> Special | None:
    if type_.optional:
        return Special.ABSENT
    scope.complain(
        "LX440",
        node,
        "`none` says that there is no value by nature, but this field always has one",
        "for a value that nobody knows, write `unknown`, or leave the field out",
    )
    return None


def read_one_of(scope: Scope, type_: Type, node: Scalar, parts: list[Scalar]) -> OneOf | None:
    """Several candidates, of which one is the value."""
    options = [read_scalar(scope, type_, part) for part in parts]
    found = [option for option in options if option is not None]
    if len(found) < len(options):
        return None
    if len(found) < 2:
        scope.complain("LX441", node, "`one of` needs two candidates at least", "write the one")
        return None
    if len(set(found)) < len(found):
        scope.complain("LX441", node, "`one of` names a candidate twice", "name it once")
        return None
    return OneOf(tuple(found))


def read_scalar(scope: Scope, type_: Type, node: Scalar) -> case.Scalar | None:
    """A definite value of the type (of its members, for a list)."""
    if node.is_null:
        scope.complain(
            "LX420",
            node,
            "nothing stands here",
            "for a value that nobody knows, write `unknown`, or leave the field out",
        )
        return None
    return _READERS[type_.kind](scope, type_, node)


def wrong(scope: Scope, node: Scalar, what: str, hint: str = "") -> None:
    scope.complain("LX433", node, f"{described(node)} is no {what}", hint)


# ── By kind ────────────────────────────────────────────────────────────────────────────────────


def _text(_scope: Scope, _type: Type, node: Scalar) -> str | None:
    return node.text


def _number(scope: Scope, _type: Type, node: Scalar) -> Decimal | Range | None:
    text = node.text
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    least, dots, most = text.partition("..")
    bounds = [part.strip() for part in (least, most)]
    if dots and any(bounds) and all(_PLAIN_NUMBER.fullmatch(part) for part in bounds if part):
        low, high = (Decimal(part) if part else None for part in bounds)
        if low is not None and high is not None and low > high:
            scope.backwards(node)
            return None
        return low if low is not None and low == high else Range(low, high, text)
    wrong(scope, node, "number", "write `5`, `5..10`, `500..` (at least) or `..9` (at most)")
    return None


def _boolean(scope: Scope, _type: Type, node: Scalar) -> bool | None:
    if node.text == "true":
        return True
    if node.text == "false":
        return False
    word = node.text.lower()
    hint = "write `true` or `false`"
    if word in {"yes", "y", "on", "true"}:
        hint = "write `true`"
    elif word in {"no", "n", "off", "false"}:
        hint = "write `false`"
    wrong(scope, node, "truth value", hint)
    return None


def _percent(scope: Scope, _type: Type, node: Scalar) -> Decimal | None:
    found = _PERCENT.fullmatch(node.text)
    if found:
        return Decimal(found[1])
    if _PLAIN_NUMBER.fullmatch(node.text):
        scope.complain("LX434", node, f"{quoted(node.text)} has no unit", f"write `{node.text}%`")
    else:
        wrong(scope, node, "percentage", "write `95%`")
    return None


def _money(scope: Scope, _type: Type, node: Scalar) -> Money | None:
    found = _MONEY.fullmatch(node.text)
    if found:
        return Money(Decimal(found[1]), found[2])
    if _PLAIN_NUMBER.fullmatch(node.text):
        scope.complain(
            "LX434", node, f"{quoted(node.text)} has no currency", f"write `{node.text} INR`"
        )
    else:
        wrong(scope, node, "amount of money", "write `5000 INR`: no separators, then the currency")
    return None


def _duration(scope: Scope, _type: Type, node: Scalar) -> Duration | None:
    found = _DURATION.fullmatch(node.text)
    if found is None or found[3] not in _UNIT:
        _no_duration(scope, node)
        return None
    amount, working, unit = Decimal(found[1]), bool(found[2]), _UNIT[found[3]]
    if working and unit != "day":
        scope.complain("LX434", node, f"there are no working {unit}s", "write `7 working days`")
        return None
    length = Duration(amount, unit, working)
    if length.civil and amount != int(amount):
        scope.complain(
            "LX434",
            node,
            f"a civil {unit} has no fractions",
            "write hours, or whole numbers of days",
        )
        return None
    return length


def _no_duration(scope: Scope, node: Scalar) -> None:
    example = "`36 hours`, `3 days` or `7 working days`"
    if _PLAIN_NUMBER.fullmatch(node.text):
        scope.complain(
            "LX434",
            node,
            f"{quoted(node.text)} has no unit",
            f"say the unit: write `{node.text} hours`, or `{node.text} days`",
        )
        return
    found = _AMOUNT_AND_WORD.fullmatch(node.text)
    if found and found[1]:
        word = found[1].removeprefix("working ")
        scope.complain(
            "LX434",
            node,
            f"{quoted(word)} is no unit of time",
            scope.near(word, _UNIT) or f"write {example}",
        )
        return
    wrong(scope, node, "length of time", f"write {example}")


def _time(scope: Scope, _type: Type, node: Scalar) -> Interval | None:
    return read_time(scope, node)


def _date(scope: Scope, _type: Type, node: Scalar) -> str | None:
    text = node.text
    try:
        # `fromisoformat` alone reads week dates and `20210131` too.
        if len(text) == 10 and text[4] == text[7] == "-":
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    hint = "write it as `2021-01-31`"
    if _NUMBER.fullmatch(text):
        scope.complain("LX435", node, f"the bare number {quoted(text)} is no day", hint)
    else:
        scope.complain("LX437", node, f"{quoted(text)} is no day", hint)
    return None


def _territory(scope: Scope, _type: Type, node: Scalar) -> tuple[str, ...] | None:
    code = read_territory(scope, node)
    return None if code is None else (code,)


def read_territory(scope: Scope, node: Scalar) -> str | None:
    if is_territory(node.text):
        return node.text
    hint = scope.near(node.text, {*GROUPS, WORLDWIDE})
    upper = node.text.upper()
    if upper in ISO_3166_1 or upper in GROUPS:
        hint = f"did you mean `{upper}`?"
    elif not hint.startswith("did you mean"):
        hint = "a two-letter code of ISO 3166-1 (`IN`), `EU`, or `worldwide`"
    scope.complain("LX448", node, f"{quoted(node.text)} is no territory", hint)
    return None


def _enum(scope: Scope, type_: Type, node: Scalar) -> str | None:
    constants = scope.constants.get(type_.name, frozenset())
    if node.text in constants:
        return node.text
    scope.complain(
        "LX427",
        node,
        f"{quoted(node.text)} is no constant of {type_.name}",
        scope.near(node.text, constants),
    )
    return None


def _record(scope: Scope, type_: Type, node: Scalar) -> str | None:
    if scope.ids.get(node.text) == type_.name:
        return node.text
    return scope.record(node, type_.name)


_READERS: dict[Kind, Callable[[Scope, Type, Scalar], case.Scalar | None]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.MONEY: _money,
    Kind.PERCENT: _percent,
    Kind.DURATION: _duration,
    Kind.TIME: _time,
    Kind.DATE: _date,
    Kind.TERRITORY: _territory,
    Kind.ENUM: _enum,
    Kind.RECORD: _record,
    Kind.ACT: _text,
}
