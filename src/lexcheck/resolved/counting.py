"""Counting rules as they are declared, and what a `counting` clause makes of them.

A rule starts from the one it is `like`, else from the built-in `civil`, and says what it does
otherwise. A clause chooses rules by name, and gives them a calendar; more rules than one are a
dispute about the law, in which each is followed to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any, get_args

from lexcheck.base.light import evolve
from lexcheck.base.time import counting as of_time
from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import BUILT_IN, CIVIL, Counting
from lexcheck.base.time.durations import Duration
from lexcheck.resolved.faults import Faults, quoted, unknown
from lexcheck.resolved.model import LawSource, Names
from lexcheck.resolved.order import cycles, in_order
from lexcheck.resolved.properties import Properties, a_word, cited, properties, the_value, wrong
from lexcheck.resolved.scope import Scope
from lexcheck.resolved.terms import (
    PLAIN,
    Constant,
    Countings,
    Minus,
    OrElse,
    ParameterValue,
    Plus,
    Term,
    Times,
)
from lexcheck.syntax import model as syntax

#: The properties that take one of a few words, with the words.
WORDS: Mapping[str, tuple[str, ...]] = {
    "first_day": get_args(of_time.FirstDay),
    "ends": get_args(of_time.Ends),
    "days": get_args(of_time.DayLength),
    "hours": get_args(of_time.Hours),
    "roll": get_args(of_time.Roll),
    "roll_hours": get_args(of_time.RollHours),
    "overflow": get_args(of_time.Overflow),
}
LABELS = (*WORDS, "cut_off", "deemed", "least_open_days")


def rules_of(
    statements: Iterable[syntax.CountingRule],
    sources: Mapping[str, LawSource],
    faults: Faults,
) -> dict[str, Counting | None]:
    """Every rule by its name, the built-in ones among them; None for one that is at fault."""
    own: dict[str, syntax.CountingRule] = {}
    for statement in statements:
        own.setdefault(statement.name.text, statement)
    found: dict[str, Counting | None] = {**BUILT_IN, **dict.fromkeys(own)}
    needs = {
        name: [statement.like.text] if statement.like is not None else []
        for name, statement in own.items()
    }
    for cycle in cycles({name: [n for n in need if n in own] for name, need in needs.items()}):
        faults.add(
            "LX359",
            "each of these counting rules is like the next: "
            + " -> ".join(f"`{name}`" for name in cycle),
            own[cycle[0]].name.span,
            hint="one of them must say by itself how it counts",
        )
    for name in in_order({name: [n for n in need if n in own] for name, need in needs.items()}):
        found[name] = _rule(own[name], found, sources, faults)
    return found


def _rule(
    statement: syntax.CountingRule,
    known: Mapping[str, Counting | None],
    sources: Mapping[str, LawSource],
    faults: Faults,
) -> Counting | None:
    met = faults.met
    base: Counting | None = CIVIL
    if statement.like is not None:
        word = statement.like
        base = known.get(word.text)
        if word.text not in known:
            unknown(faults, "LX315", "counting rule", word.text, word.span, known)
    said = properties(statement.properties, LABELS, "a counting rule", faults)
    changes = dict(_changes(said, faults))
    if base is None or faults.met > met:
        return None
    citation, unverified = cited(statement.properties, sources)
    rule = evolve(
        base,
        name=statement.name.text,
        title=statement.text,
        citation=citation,
        verified="M+" if unverified else "",
        **changes,
    )
    for fault in rule.by(_ANY).faults():
        faults.add(
            "LX359",
            f"counting rule `{rule.name}` contradicts itself: {fault}",
            statement.name.span,
            hint="change one of the two properties",
        )
    return None if faults.met > met else rule


#: A rule is looked at for contradictions as if it had a calendar: it is given one where it is used.
_ANY = Calendar(
    name="", title="", weekend=frozenset(), closed=(), opened=(),
    first=date(2000, 1, 1), last=date(2000, 1, 1),
)  # fmt: skip


def _changes(said: Properties, faults: Faults) -> Iterator[tuple[str, Any]]:
    """The fields that properties set, by name."""
    for label, allowed in WORDS.items():
        if word := a_word(said.get(label), allowed, faults):
            yield label, word
    if "cut_off" in said:
        moment = _time_of_day(said["cut_off"], faults)
        if moment is not None:
            yield "cut_off", moment
    if "deemed" in said:
        needed = "a length of time, as `2 days` or `1 working day`"
        node = the_value(said["deemed"], syntax.DurationLiteral, needed, faults)
        length = None if node is None else length_of(node, faults)
        if length is not None:
            yield "deemed", length
    if "least_open_days" in said:
        needed = "a whole number, as `2`"
        number = the_value(said["least_open_days"], syntax.Number, needed, faults)
        if number is not None and number.value % 1 == 0:
            yield "least_open_days", int(number.value)
        elif number is not None:
            wrong(said["least_open_days"].items[0], "least_open_days", needed, faults)


def _time_of_day(of: syntax.Property, faults: Faults) -> time | None:
    needed = 'a time of day, as `"17:00"`'
    node = the_value(of, syntax.Text, needed, faults)
    if node is None:
        return None
    if _TIME_OF_DAY.fullmatch(node.value):
        return time.fromisoformat(node.value)
    wrong(of.items[0], "cut_off", needed, faults)
    return None


_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def length_of(node: syntax.DurationLiteral, faults: Faults) -> Duration | None:
    """The length that a literal says; None where there is none such."""
    length = Duration(node.value, node.unit, node.working)
    if length.working and length.unit != "day":
        faults.add(
            "LX222",
            f"there are no working {length.unit}s",
            node.span,
            hint=f"write `working days`, or `{length.unit}s`",
        )
        return None
    if length.civil and length.amount % 1 != 0:
        faults.add(
            "LX222",
            f"{quoted(node.span)} is no whole number of {node.unit}s",
            node.span,
            hint="days, weeks, months and years are counted whole; hours may be broken",
        )
        return None
    return length


# ── What a clause chooses ──────────────────────────────────────────────────────────────────────


def counting_of(
    clause: syntax.Counting, names: Names, faults: Faults, usual: Countings | None = PLAIN
) -> Countings | None:
    """The rules that a clause chooses, with its calendar, else with that which is usual; None where
    the clause, or what it names, is at fault.
    """
    met = faults.met
    calendar = _calendar(clause, names, faults, usual)
    named = clause.calendar is not None
    found: list[Counting] = []
    for word in clause.rules:
        if word.text not in names.rules:
            unknown(faults, "LX315", "counting rule", word.text, word.span, names.rules)
            continue
        rule = names.rules[word.text]
        if rule is None or (named and calendar is None):
            continue
        if calendar is not None:
            rule = rule.by(calendar)
        elif rule.needs_calendar:
            faults.add(
                "LX351",
                f"`{word.text}` asks which days are open, and no calendar says so",
                word.span,
                hint=f"name one, as in `counting {word.text} by …`",
            )
        found.append(rule)
    if faults.met > met or len(found) < len(clause.rules):
        return None
    return tuple(dict.fromkeys(found))


def _calendar(
    clause: syntax.Counting, names: Names, faults: Faults, usual: Countings | None
) -> Calendar | None:
    word = clause.calendar
    if word is None:
        return next((rule.calendar for rule in usual or () if rule.calendar is not None), None)
    if word.text not in names.calendars:
        unknown(faults, "LX350", "calendar", word.text, word.span, names.calendars)
    return names.calendars.get(word.text)


# ── What a period is counted by ──────────────────────────────────────────────────────────────


def counting_for(period: Term, scope: Scope) -> Countings | None:
    """The rules that count a period where it stands; None where working days lack a calendar, or
    what says how to count is at fault.
    """
    counting = scope.counting_at(period.span)
    if counting is None or all(rule.calendar is not None for rule in counting):
        return counting
    working = next((each for each in _lengths(period, scope) if _is_working(each)), None)
    if working is None:
        return counting
    scope.faults.add(
        "LX309",
        f"no calendar says on which days {quoted(working.span)} fall",
        working.span if working.span.source is period.span.source else period.span,
        hint="declare a `calendar`, and name it: `counting … by …` in the norm or in the header",
    )
    return None


def _lengths(term: Term, scope: Scope) -> Iterator[Constant]:
    """The constants of which a length is made."""
    match term:
        case Constant():
            yield term
        case ParameterValue(name=name):
            value = scope.names.parameters[name].value
            if isinstance(value, Constant):
                yield value
        case OrElse():
            yield from _lengths(term.first, scope)
            yield from _lengths(term.second, scope)
        case Plus() | Minus() | Times():
            yield from _lengths(term.left, scope)
            yield from _lengths(term.right, scope)
        case _:
            pass


def _is_working(term: Constant) -> bool:
    return isinstance(term.value, Duration) and term.value.working
