"""Small random cases in the words of any ruleset, with doubt: for rulesets that nobody wrote for a
test.

What the ruleset speaks of is drawn more often than what it does not, and its moments lie a few of
its own lengths apart, so that they meet.
"""

from __future__ import annotations

import re
from datetime import date
from random import Random
from typing import Any

import attrs

from lexcheck.base.time.instants import DAY, HOUR, MINUTE, day_end, day_start, zone
from lexcheck.facts.schema import PARTY, Field, Kind, Type
from lexcheck.norms.model import Ruleset
from tests.judging import Document, stamp

#: How many of a hundred facts are in doubt, case by case.
DOUBTS = (0, 0, 4, 10)

#: How far one moment lies from another.
_APART = (
    0, 1, -1, MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 12 * HOUR, 24 * HOUR, 36 * HOUR, 48 * HOUR,
    72 * HOUR, 7 * DAY, 15 * DAY, 30 * DAY, 90 * DAY,
)  # fmt: skip
_LENGTHS = ("none", "none", "24 hours", "36 hours", "90 minutes", "3 days", "2 working days")
_TERRITORIES = ("worldwide", "IN", "AU", "GB", "IE", "DE", "US", "EU")
_DAYS = (date(2021, 1, 25), date(2024, 3, 29), date(2026, 8, 14))
_MANY = {"Party": 3, "Order": 2, "Complaint": 2}


@attrs.frozen
class Drawn:
    """A document, and as of when it is judged."""

    document: Document
    as_of: int


def drawn(ruleset: Ruleset, seed: int) -> Drawn:
    """The case of a number; the same for the same."""
    return _Clerk(ruleset, Random(f"{ruleset.name} {seed}")).case()


class _Clerk:
    def __init__(self, ruleset: Ruleset, random: Random) -> None:
        self.random, self.schema = random, ruleset.schema
        self.words = frozenset(re.findall(r"\w+", ruleset.norms[0].span.source.text))
        self.zero = self._zero(ruleset)
        self.doubts = random.choice(DOUBTS)
        self.known: list[int] = [self.zero]
        self.ids: dict[str, list[str]] = {}

    def _zero(self, ruleset: Ruleset) -> int:
        """A moment at which the law was in force, or a version of a norm began or ended."""
        tz = zone(ruleset.timezone)
        ends = [norm.in_force.until for norm in ruleset.norms if norm.in_force.until]
        starts = [norm.in_force.start for norm in ruleset.norms if norm.in_force.start]
        edges = [day_start(day, tz) for day in starts] + [day_end(day, tz) for day in ends]
        own = ruleset.in_force
        usual = [
            day_start(day, tz) + 10 * HOUR
            for day in _DAYS
            if (own.start is None or own.start <= day) and (own.until is None or day <= own.until)
        ]
        if not usual and own.start is not None:
            usual = [day_start(own.start, tz)]
        return self.random.choice(edges if edges and self.random.random() < 0.4 else usual)

    def case(self) -> Drawn:
        schema, random = self.schema, self.random
        for type_ in schema.record:
            self.ids[type_] = [f"{type_.lower()}{n}" for n in range(1, _MANY.get(type_, 3) + 1)]
        records = {
            type_: {id_: self._record(declared.fields) for id_ in self.ids[type_]}
            for type_, declared in schema.record.items()
        }
        acts = [self._act(number) for number in range(random.randint(3, 14))]
        document = {
            "case": "drawn", "built_from": "log", "timezone": "UTC",
            "records": records, "acts": acts,
        }  # fmt: skip
        as_of = random.choice([max(self.known), self._moment(), max(self.known) + 100 * DAY])
        return Drawn(document, as_of)

    def _record(self, fields: tuple[Field, ...]) -> Document:
        return {field.name: self._value(field.type) for field in fields}

    def _act(self, number: int) -> Document:
        random, schema = self.random, self.schema
        spoken = [name for name in schema.action if name in self.words]
        name = random.choice(spoken if random.random() < 0.9 else list(schema.action))
        action = schema.action[name]
        things = {p.name: random.choice(self.ids[p.type.name]) for p in action.parameters}
        act: Document = {name: things, "id": f"a{number}", "at": self._time()}
        act |= {field.name: self._value(field.type) for field in action.fields}
        if schema.has_parties:
            act["by"] = self._value(Type(Kind.RECORD, PARTY))
        if action.territorial:
            act["in"] = self._unless_doubted(random.choice(_TERRITORIES))
        return {key: value for key, value in act.items() if value != "none"}

    # ── Values ─────────────────────────────────────────────────────────────────────────────────

    def _doubted(self) -> bool:
        return self.random.randrange(100) < self.doubts

    def _unless_doubted(self, value: Any) -> Any:
        return "unknown" if self._doubted() else value

    def _value(self, type_: Type) -> Any:
        random = self.random
        if type_.is_list:
            return [id_ for id_ in self.ids[type_.name] if random.random() < 0.6]
        if type_.optional and random.random() < 0.4:
            return self._unless_doubted("none")
        match type_.kind:
            case Kind.TIME:
                return self._time()
            case Kind.RECORD:
                return self._unless_doubted(random.choice(self.ids[type_.name]))
            case Kind.ENUM:
                every = self.schema.enum[type_.name].constants
                spoken = [word for word in every if word in self.words]
                some = spoken if spoken and random.random() < 0.9 else every
                return self._unless_doubted(random.choice(some))
            case Kind.BOOLEAN:
                return self._unless_doubted(random.random() < 0.7)
            case Kind.DURATION:
                return self._unless_doubted(random.choice(_LENGTHS))
            case Kind.TERRITORY:
                return self._unless_doubted(random.choice(_TERRITORIES))
            case Kind.NUMBER:
                return self._unless_doubted(random.randint(0, 5))
            case _:
                return self._unless_doubted(random.choice(["x", "y"]))

    def _moment(self) -> int:
        """A moment near one that is there already."""
        apart = self.random.choice(_APART) * self.random.choice((1, 1, 1, -1))
        found = self.random.choice(self.known) + apart
        if abs(found - self.zero) < 200 * DAY:
            self.known.append(found)
        return found

    def _time(self) -> Any:
        moment = self._moment()
        if not self._doubted():
            return stamp(moment)
        other = moment + self.random.choice(_APART)
        forms = (
            "unknown",
            {"after": stamp(min(moment, other)), "before": stamp(max(moment, other))},
        )
        return self.random.choice((*forms, forms[1], forms[1]))
