"""Completions: the ways of filling in what the evidence leaves open, one `World` each.

The rest of this room is written as if all were known. Where a doubtful value matters, it asks its
world, and the world answers one way; `explore` runs the same question again until every answer that
can differ has been given. Two completions that no question tells apart are never both run, so a
definite case runs once, and doubt costs only where it is asked about.

Times are kept as differences: for every pair of doubtful moments, the most by which one may exceed
the other (a difference bound matrix; Dill 1989, "Timing assumptions and verification of
finite-state concurrent systems"). Over whole microseconds that is exact: an answer is offered only
if some choice of all moments together bears it out.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

import attrs

from lexcheck.evaluate.evidence import Evidence
from lexcheck.evaluate.numbers import Numbers
from lexcheck.evaluate.values import (
    ABSENT,
    NEVER,
    Choice,
    Doubt,
    DoubtfulList,
    Held,
    LengthTerm,
    NumberRange,
    Open,
    Options,
    Time,
    TimeRange,
    TimeTerm,
)
from lexcheck.facts.schema import Kind, Type

#: No doubtful moment lies beyond; far enough from NEVER that no period reaches it.
FAR = 1 << 60

Result = TypeVar("Result")


class Impossible(Exception):
    """This completion contradicts what was observed: it is none."""


class TooMany(Exception):
    """More completions than the budget allows. Caught by whoever explores."""


@attrs.define(eq=False)
class Asked:
    """A question of this completion: its doubts, its possible answers, and the one given."""

    doubts: tuple[Doubt, ...]
    question: Callable[[], str]
    answers: tuple[str, ...]
    given: int


class World:
    """One completion of the evidence, as far as it has been asked about."""

    __slots__ = (
        "answers", "asked", "bounds", "candidates", "doubt_of", "evidence", "memo", "numbers",
        "script", "used",
    )  # fmt: skip

    def __init__(self, evidence: Evidence, script: tuple[int, ...] = ()) -> None:
        self.evidence = evidence
        self.script = script
        self.asked: list[Asked] = []
        self.used: list[Held] = []
        self.memo: dict[object, object] = {}
        self.candidates: dict[tuple[object, ...], tuple[object, ...]] = {}
        # bounds[i][j]: the most that moment i may exceed moment j; moment 0 is the epoch.
        self.bounds: list[list[int]] = [[0]]
        self.doubt_of: list[Doubt | None] = [None]
        self.numbers = Numbers(self)

    # ── Questions ──────────────────────────────────────────────────────────────────────────────

    def ask(
        self, doubts: tuple[Doubt, ...], question: Callable[[], str], answers: tuple[str, ...]
    ) -> int:
        """The index of this completion's answer. Every answer offered must be possible."""
        place = len(self.asked)
        given = self.script[place] if place < len(self.script) else 0
        self.asked.append(Asked(doubts, question, answers, given))
        return given

    def is_so(self, doubt: Doubt, question: str, key: object = None) -> bool:
        """Whether a doubtful thing is so, the same all through this completion."""
        memo_key = doubt.key if key is None else (doubt.key, key)
        found = self.memo.get(memo_key)
        if found is None:
            found = self.ask((doubt,), lambda: question, ("yes", "no")) == 0
            self.memo[memo_key] = found
        return bool(found)

    # ── Values ─────────────────────────────────────────────────────────────────────────────────

    def read(self, held: Held) -> object:
        """The value of a field in this completion."""
        self.used.append(held)
        return self.realise(held.value, held.name) if held.doubtful else held.value

    def realise(self, value: object, name: str) -> object:
        """What a doubtful value is in this completion; the same whenever it is asked."""
        if isinstance(value, TimeRange):
            key = ("time", *value.doubt.key)
            if key not in self.memo:
                self.memo[key] = self.moment(value.doubt, value.earliest, value.latest)
            return self.memo[key]
        if isinstance(value, NumberRange):
            return self.numbers.term(value)
        if isinstance(value, Options):
            return self._option(value, name)
        if isinstance(value, Open):
            return self._open(value, name)
        if isinstance(value, DoubtfulList):
            return tuple(
                member
                for member, doubt in value.members
                if doubt is None or self.is_so(doubt, f"is {doubt.fact} so?")
            )
        return value

    def _option(self, value: Options, name: str) -> object:
        if all(isinstance(option, str) for option in value.values):
            return self._choice(value.doubt, value.values)
        key = ("option", *value.doubt.key)
        place = self.memo.get(key)
        if not isinstance(place, int):
            texts = tuple(_option_text(option) for option in value.values)
            place = self.ask((value.doubt,), lambda: f"what is {name}?", texts)
            self.memo[key] = place
        return self.realise(value.values[place], name)

    def _choice(self, doubt: Doubt, options: tuple[object, ...]) -> Choice:
        found = self.memo.get(("choice", *doubt.key))
        if isinstance(found, Choice):
            return found
        choice = Choice(("choice", *doubt.key))
        self.candidates[choice.key] = options
        self.memo[choice.key] = choice
        self.memo[("doubt", choice.key)] = doubt
        return choice

    def _open(self, value: Open, name: str) -> object:
        doubt, type_ = value.doubt, value.type
        if value.may_be_absent and not self.is_so(doubt, f"is there any {name}?", "present"):
            return ABSENT
        if type_.is_list:
            return (stranger(type_, doubt),)
        if type_.kind is Kind.TIME:
            after = None if value.after is None else value.after + 1
            return self.realise(TimeRange(doubt, after, None), name)
        if type_.kind in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT):
            return self.numbers.term(NumberRange(doubt, None, None))
        if type_.kind is Kind.DURATION:
            return LengthTerm(("length", *doubt.key), doubt)
        if type_.kind is Kind.BOOLEAN:
            options: tuple[object, ...] = (True, False)
            left = tuple(option for option in options if option not in value.excluded)
            return left[0] if len(left) == 1 else self.is_so(doubt, f"is {name} so?")
        if type_.kind is Kind.TERRITORY:
            return Choice(("territory", *doubt.key))
        return self._choice(doubt, self._domain(type_, value))

    def _domain(self, type_: Type, value: Open) -> tuple[object, ...]:
        """All that an unknown constant, record or text may be; a stranger is none of the known."""
        evidence = self.evidence
        options: tuple[object, ...]
        if type_.kind is Kind.ENUM:
            options = evidence.schema.enum[type_.name].constants
        elif type_.kind is Kind.RECORD:
            known = tuple(record.id for record in evidence.of_type.get(type_.name, ()))
            options = (*known, stranger(type_, value.doubt))
        else:
            options = (OTHER_TEXT, stranger(type_, value.doubt))
        return tuple(option for option in options if option not in value.excluded)

    # ── Doubtful texts, constants and records ──────────────────────────────────────────────────

    def is_among(self, value: object, wanted: frozenset[object]) -> bool:
        """Is this text, constant or record one of those?"""
        if not isinstance(value, Choice):
            return value in wanted
        candidates = self.candidates[value.key]
        if OTHER_TEXT in candidates:
            return self._text_is_among(value, wanted)
        inside = tuple(option for option in candidates if option in wanted)
        if not inside:
            return False
        if len(inside) == len(candidates):
            return True
        outside = tuple(option for option in candidates if option not in wanted)
        doubt = self._doubt(value)
        shown = " or ".join(str(option) for option in inside)
        yes = self.ask((doubt,), lambda: f"is {doubt.fact} {shown}?", ("yes", "no")) == 0
        self.candidates[value.key] = inside if yes else outside
        return yes

    def _text_is_among(self, value: Choice, wanted: frozenset[object]) -> bool:
        """A text of which nothing is known may be any text: it is asked about one by one."""
        doubt = self._doubt(value)
        for text in sorted(str(option) for option in wanted):
            if self.is_so(doubt, f"is {doubt.fact} `{text}`?", ("text", text)):
                self.candidates[value.key] = (text,)
                return True
        return False

    def settled(self, value: object) -> object:
        """The one value that a doubtful text, constant or record has in this completion."""
        if not isinstance(value, Choice):
            return value
        candidates = self.candidates[value.key]
        if OTHER_TEXT in candidates:
            candidates = candidates[1:]
        if len(candidates) > 1:
            doubt = self._doubt(value)
            texts = tuple(str(option) for option in candidates)
            given = self.ask((doubt,), lambda: f"what is {doubt.fact}?", texts)
            candidates = (candidates[given],)
        self.candidates[value.key] = candidates
        return candidates[0]

    def same(self, left: object, right: object) -> bool:
        """Are two texts, constants or records the same?"""
        if isinstance(left, Choice):
            if isinstance(right, Choice):
                return left.key == right.key or self.same(left, self.settled(right))
            return self.is_among(left, frozenset({right}))
        if isinstance(right, Choice):
            return self.is_among(right, frozenset({left}))
        return left == right

    def _doubt(self, choice: Choice) -> Doubt:
        found = self.memo[("doubt", choice.key)]
        assert isinstance(found, Doubt)
        return found

    # ── Doubtful times ─────────────────────────────────────────────────────────────────────────

    def moment(self, doubt: Doubt, earliest: int | None, latest: int | None) -> TimeTerm:
        """A new doubtful moment in `[earliest, latest]`."""
        low = -FAR if earliest is None else earliest
        high = FAR if latest is None else latest
        bounds = self.bounds
        from_epoch = bounds[0]
        new = [high + most for most in from_epoch]
        for row in bounds:
            row.append(row[0] - low)
        new.append(0)
        bounds.append(new)
        self.doubt_of.append(doubt)
        return TimeTerm(len(bounds) - 1, 0)

    def after(self, doubt: Doubt, anchor: Time, least: int, most: int | None) -> TimeTerm:
        """A new doubtful moment, from `least` to `most` microseconds later than the anchor."""
        new = self.moment(doubt, None, None)
        self._tighten(*_parts(anchor), new.variable, 0, -least)
        if most is not None:
            self._tighten(new.variable, 0, *_parts(anchor), most)
        return new

    def le(self, left: Time, right: Time) -> bool:
        """Is the one moment at or before the other?"""
        if isinstance(left, int) and isinstance(right, int):
            return left <= right
        i, a = _parts(left)
        j, b = _parts(right)
        if i == j:
            return a <= b
        most = b - a
        if self.bounds[i][j] <= most:
            return True
        if -self.bounds[j][i] > most:
            return False
        doubts = tuple(d for d in (self.doubt_of[i], self.doubt_of[j]) if d is not None)
        yes = self.ask(doubts, lambda: self._compared(left, right), ("yes", "no")) == 0
        if yes:
            self._tighten(i, 0, j, 0, most)
        else:
            self._tighten(j, 0, i, 0, -most - 1)
        return yes

    def lt(self, left: Time, right: Time) -> bool:
        """Is the one moment before the other?"""
        return not self.le(right, left)

    def earlier(self, left: Time, right: Time) -> Time:
        return left if self.le(left, right) else right

    def later(self, left: Time, right: Time) -> Time:
        return right if self.le(left, right) else left

    def require_le(self, left: Time, right: Time, slack: int = 0) -> None:
        """This completion has `left <= right + slack`. Raises Impossible where none has."""
        if isinstance(left, int) and isinstance(right, int):
            if left > right + slack:
                raise Impossible
            return
        i, a = _parts(left)
        j, b = _parts(right)
        most = b - a + slack
        if -self.bounds[j][i] > most:
            raise Impossible
        if self.bounds[i][j] > most:
            self._tighten(i, 0, j, 0, most)

    def _tighten(self, i: int, a: int, j: int, b: int, most: int) -> None:
        """Moment `i + a` exceeds `j + b` by no more than `most`, with all that follows."""
        bounds = self.bounds
        limit = most + b - a
        if bounds[i][j] <= limit:
            return
        column = [row[i] for row in bounds]
        tail = bounds[j]
        for k, row in enumerate(bounds):
            reach = column[k] + limit
            for m, most_more in enumerate(tail):
                if reach + most_more < row[m]:
                    row[m] = reach + most_more

    def span_of(self, time: Time) -> tuple[int | None, int | None]:
        """The earliest and latest that a moment may be in this completion."""
        if isinstance(time, int):
            return (time, time)
        low = -self.bounds[0][time.variable]
        high = self.bounds[time.variable][0]
        return (
            None if low <= -FAR else low + time.offset,
            None if high >= FAR else high + time.offset,
        )

    def length_between(self, start: Time, end: Time) -> tuple[int | None, int | None]:
        """The least and most microseconds from one moment to the other."""
        i, a = _parts(start)
        j, b = _parts(end)
        least, most = -self.bounds[i][j] + b - a, self.bounds[j][i] + b - a
        return (None if abs(least) >= FAR // 2 else least, None if abs(most) >= FAR // 2 else most)

    def _compared(self, left: Time, right: Time) -> str:
        return f"is {self.name_of(left)} at or before {self.name_of(right)}?"

    def name_of(self, time: Time) -> str:
        """A moment in words, for a question: `{123}` stands for an instant, printed by a report."""
        if isinstance(time, int):
            return "never" if time >= NEVER else f"{{{time}}}"
        doubt = self.doubt_of[time.variable]
        fact = doubt.fact if doubt is not None else "it"
        return fact if not time.offset else f"{fact} plus {{~{time.offset}}}"


#: Among the candidates of a text: it may be any text.
OTHER_TEXT = "\0any text"


def stranger(type_: Type, doubt: Doubt) -> str:
    """The id of something that the case does not name: the unknown value of one doubt."""
    return f"?{type_.name} ({doubt.fact})"


def is_stranger(record: str) -> bool:
    return record.startswith("?")


def _parts(time: Time) -> tuple[int, int]:
    return (0, time) if isinstance(time, int) else (time.variable, time.offset)


def _option_text(option: object) -> str:
    if isinstance(option, TimeRange):
        low = "" if option.earliest is None else f"{{{option.earliest}}}"
        high = "" if option.latest is None else f"{{{option.latest}}}"
        return f"between {low} and {high}"
    if isinstance(option, NumberRange | Open):
        return "unknown"
    if isinstance(option, int) and not isinstance(option, bool):
        return f"{{{option}}}"
    if isinstance(option, tuple):
        return ", ".join(str(part) for part in option)
    return "none" if option is ABSENT else str(option)


# ── Exploring ──────────────────────────────────────────────────────────────────────────────────


@attrs.frozen(eq=False)
class Path(Generic[Result]):
    """What one completion came to, and what was asked on the way."""

    world: World
    result: Result


#: Completions of one instance: this many always, and up to the second number where no more than
#: `EXACT` facts are in doubt. Past that the verdict is left open as wide as its kind allows.
BUDGET = 4_000
EXACT_BUDGET = 100_000
EXACT = 6


def explore(evidence: Evidence, run: Callable[[World], Result]) -> list[Path[Result]]:
    """The outcome of every completion that some question tells apart, in a fixed order.

    Depth first: each run follows a script of answers, then takes the first answer to each further
    question; the last question with an answer left gives the next script. Completions that
    contradict an observation are left out: the list may be empty. Raises TooMany.
    """
    paths: list[Path[Result]] = []
    script: tuple[int, ...] = ()
    seen: set[tuple[object, ...]] = set()
    tried = 0
    while True:
        world = World(evidence, script)
        tried += 1
        with suppress(Impossible):
            paths.append(Path(world, run(world)))
        asked = world.asked
        if tried >= BUDGET:
            seen |= {doubt.key for question in asked for doubt in question.doubts}
            if len(seen) > EXACT or tried >= EXACT_BUDGET:
                raise TooMany
        place = len(asked) - 1
        while place >= 0 and asked[place].given + 1 == len(asked[place].answers):
            place -= 1
        if place < 0:
            return paths
        script = (*(question.given for question in asked[:place]), asked[place].given + 1)
