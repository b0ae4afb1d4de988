"""Completions: the ways of filling in what the evidence leaves open, one `World` each.

The rest of this room is written as if all were known. Where a doubtful value matters, it asks its
world, and the world answers one way; `explore` runs the same question again until every answer that
can differ has been given. Two completions that no question tells apart are never both run, so a
definite case runs once, and doubt costs only where it is asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from lexcheck.base.light import light
from lexcheck.evaluate.choices import Choices, stranger
from lexcheck.evaluate.differences import FAR, Differences, parts
from lexcheck.evaluate.evidence import Evidence, Traced
from lexcheck.evaluate.numbers import Numbers
from lexcheck.evaluate.values import (
    ABSENT,
    NEVER,
    Choice,
    Doubt,
    Held,
    LengthTerm,
    NumberRange,
    Open,
    OpenList,
    Options,
    Time,
    TimeRange,
    TimeTerm,
)
from lexcheck.facts.schema import Kind
from lexcheck.verdicts.model import Reason

Result = TypeVar("Result")


class Impossible(Exception):
    """This completion contradicts what was observed: it is none."""


class TooMany(Exception):
    """More completions than the budget allows. Caught by whoever explores."""


@light(eq=False)
class Asked:
    """A question of this completion: its doubts, its possible answers, and the one given.

    `compared`: the moments, of which it asks whether the first is at or before the second.
    """

    doubts: tuple[Doubt, ...]
    question: Callable[[], str]
    answers: tuple[str, ...]
    given: int
    compared: tuple[Time, Time] | None = None


class World:
    """One completion of the evidence, as far as it has been asked about."""

    __slots__ = (
        "_choices", "_differences", "_numbers", "asked", "doubt_of", "evidence", "memo", "presumed",
        "script", "sorts", "used",
    )  # fmt: skip

    def __init__(self, evidence: Evidence, script: tuple[int, ...] = ()) -> None:
        self.evidence = evidence
        self.script = script
        self.asked: list[Asked] = []
        self.used: list[Traced] = []
        # The exceptions that were presumed absent on the way, by norm and name.
        self.presumed: list[tuple[str, str]] = []
        self.memo: dict[object, object] = {}
        # By number of the doubtful moment, the first being the epoch; and those that are days (as
        # ordinals) or lengths, which are kept as moments too.
        self.doubt_of: list[Doubt | None] = [None]
        self.sorts: dict[int, Kind] = {}
        self._choices: Choices | None = None
        self._differences: Differences | None = None
        self._numbers: Numbers | None = None

    @property
    def is_fresh(self) -> bool:
        """Has it come upon no doubt so far? Then it is as good as a new one, but for `used`."""
        # INVARIANT: whatever else a world keeps, it keeps of doubtful values alone.
        return not (
            self.asked
            or self.memo
            or self.presumed
            or self._choices
            or self._numbers
            or len(self.doubt_of) > 1
        )

    # Most worlds have no doubtful value of a kind: its keeper is made when it is first asked for.

    @property
    def choices(self) -> Choices:
        if self._choices is None:
            self._choices = Choices(self)
        return self._choices

    @property
    def differences(self) -> Differences:
        if self._differences is None:
            self._differences = Differences()
        return self._differences

    @property
    def numbers(self) -> Numbers:
        if self._numbers is None:
            self._numbers = Numbers(self)
        return self._numbers

    def settled(self, value: object) -> object:
        """The one value that a doubtful text, constant or record has in this completion."""
        return self.choices.settled(value) if isinstance(value, Choice) else value

    def is_among(self, value: object, wanted: frozenset[object]) -> bool:
        """Is this text, constant or record one of those?"""
        if isinstance(value, Choice):
            return self.choices.is_among(value, wanted)
        return value in wanted

    def same(self, left: object, right: object) -> bool:
        """Are two texts, constants, records or territories the same?"""
        return left == right or self.choices.same(left, right)

    # ── Questions ──────────────────────────────────────────────────────────────────────────────

    def ask(
        self,
        doubts: tuple[Doubt, ...],
        question: Callable[[], str],
        answers: tuple[str, ...],
        compared: tuple[Time, Time] | None = None,
    ) -> int:
        """The index of this completion's answer. Every answer offered must be possible."""
        place = len(self.asked)
        given = self.script[place] if place < len(self.script) else 0
        self.asked.append(Asked(doubts, question, answers, given, compared))
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
        return value  # of a doubtful list, each member is a question of its own

    def holds(self, doubt: Doubt | None) -> bool:
        """Is a member whose place on a list is in doubt, or not, on it?"""
        if doubt is None:
            return True
        listed, _, member = doubt.fact.rpartition(": ")
        return self.is_so(doubt, f"is {member} among {listed}?")

    def _option(self, value: Options, name: str) -> object:
        if all(isinstance(option, str) for option in value.values):
            return self.choices.among(value.doubt, tuple(dict.fromkeys(value.values)))
        key = ("option", *value.doubt.key)
        place = self.memo.get(key)
        if not isinstance(place, int):
            texts = tuple(_option_text(option) for option in value.values)
            place = self.ask((value.doubt,), lambda: f"what is {value.doubt.told}?", texts)
            self.memo[key] = place
        return self.realise(value.values[place], name)

    def _open(self, value: Open, name: str) -> object:
        doubt, type_ = value.doubt, value.type
        if value.may_be_absent and not self.is_so(doubt, f"is there any {doubt.told}?", "present"):
            return ABSENT
        if type_.is_list:
            return OpenList(doubt, type_)
        match type_.kind:
            case Kind.TIME | Kind.DATE:
                after = None if value.after is None else value.after + 1
                moment = self.realise(TimeRange(doubt, after, None), name)
                if type_.kind is Kind.DATE and isinstance(moment, TimeTerm):
                    self.sorts[moment.variable] = Kind.DATE
                return moment
            case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
                return self.numbers.term(NumberRange(doubt, None, None))
            case Kind.DURATION:
                return self.length(doubt)
            case Kind.BOOLEAN:
                left = tuple(option for option in (True, False) if option not in value.excluded)
                return left[0] if len(left) == 1 else self.is_so(doubt, f"is {doubt.told} true?")
            case Kind.ENUM:
                options: tuple[object, ...] = self.evidence.schema.enum[type_.name].constants
            case Kind.RECORD:
                known = tuple(record.id for record in self.evidence.of_type.get(type_.name, ()))
                options = (*known, stranger(type_, doubt))
            case _:
                return self.choices.anything(doubt, type_, value.excluded)
        left_over = tuple(option for option in options if option not in value.excluded)
        return self.choices.among(doubt, left_over)

    def length(self, doubt: Doubt, least: int = 0, most: int | None = None) -> LengthTerm:
        """A doubtful duration: any elapsed length from the least (nothing) to the most."""
        key = ("length", *doubt.key)
        found = self.memo.get(key)
        if not isinstance(found, LengthTerm):
            found = self.memo[key] = LengthTerm(self.moment(doubt, least, most), doubt)
            self.sorts[found.term.variable] = Kind.DURATION
        return found

    # ── Doubtful times ─────────────────────────────────────────────────────────────────────────

    def moment(self, doubt: Doubt, earliest: int | None, latest: int | None) -> TimeTerm:
        """A new doubtful moment in `[earliest, latest]`."""
        self.doubt_of.append(doubt)
        return TimeTerm(self.differences.new(earliest, latest), 0)

    def after(self, anchor: TimeTerm, length: LengthTerm) -> TimeTerm:
        """The moment a doubtful length after a doubtful anchor: between its least and its most.

        The same two give the same moment, whatever known length is added to either.
        """
        i, j = anchor.variable, length.term.variable
        key = ("after", i, j)
        found = self.memo.get(key)
        if not isinstance(found, TimeTerm):
            found = self.memo[key] = self.moment(length.doubt, None, None)
            least, most = self.differences.span(j)
            self.differences.require(i, found.variable, -(least or 0))
            if most is not None:
                self.differences.require(found.variable, i, most)
        return TimeTerm(found.variable, found.offset + anchor.offset + length.term.offset)

    def le(self, left: Time, right: Time) -> bool:
        """Is the one moment at or before the other?"""
        if isinstance(left, int) and isinstance(right, int):
            return left <= right
        i, a = parts(left)
        j, b = parts(right)
        if i == j:
            return a <= b
        told = self.differences.at_most(i, j, b - a)
        if told is not None:
            return told
        doubts = tuple(d for d in (self.doubt_of[i], self.doubt_of[j]) if d is not None)
        compared = (left, right)
        if self.ask(doubts, lambda: self._compared(left, right), ("yes", "no"), compared) == 0:
            self.differences.require(i, j, b - a)
            return True
        self.differences.require(j, i, a - b - 1)
        return False

    def lt(self, left: Time, right: Time) -> bool:
        """Is the one moment before the other?"""
        if isinstance(left, int) and isinstance(right, int):
            return left < right
        return not self.le(right, left)

    def earlier(self, left: Time, right: Time) -> Time:
        return left if self.le(left, right) else right

    def later(self, left: Time, right: Time) -> Time:
        return right if self.le(left, right) else left

    def require_le(self, left: Time, right: Time) -> None:
        """This completion has `left <= right`. Raises Impossible where none has."""
        i, a = parts(left)
        j, b = parts(right)
        told = a <= b if i == j else self.differences.at_most(i, j, b - a)
        if told is False:
            raise Impossible
        if told is None:
            self.differences.require(i, j, b - a)

    def span_of(self, time: Time) -> tuple[int | None, int | None]:
        """The earliest and latest that a moment may be in this completion."""
        if isinstance(time, int):
            return (time, time)
        low, high = self.differences.span(time.variable)
        return (
            None if low is None else low + time.offset,
            None if high is None else high + time.offset,
        )

    def length_between(self, start: Time, end: Time) -> tuple[int | None, int | None]:
        """The least and most microseconds from one moment to the other."""
        i, a = parts(start)
        j, b = parts(end)
        if i == j:
            return b - a, b - a
        bounds = self.differences.bounds
        least, most = b - a - bounds[i][j], bounds[j][i] + b - a
        far = FAR // 2
        return (None if abs(least) >= far else least, None if abs(most) >= far else most)

    def implied(self, asked: Asked, of: World) -> bool | None:
        """The answer that this completion gives to a comparison of another, though not asked."""
        if asked.compared is None:
            return None
        found = []
        for side in asked.compared:
            number, offset = parts(side)
            if number:
                key = getattr(of.doubt_of[number], "key", None)
                same = [n for n, d in enumerate(self.doubt_of) if d is not None and d.key == key]
                if len(same) != 1 or of.sorts.get(number) != self.sorts.get(same[0]):
                    return None
                number = same[0]
            found.append((number, offset))
        (i, a), (j, b) = found
        return None if i == j else self.differences.at_most(i, j, b - a)

    def _compared(self, left: Time, right: Time) -> str:
        sorts = [self.sorts.get(parts(side)[0]) for side in (left, right)]
        sort = sorts[0] or sorts[1]
        if sort is None:
            # What is known is told beside the fact as it is recorded: nobody reckons then.
            if isinstance(left, int) and isinstance(right, TimeTerm) and left < NEVER:
                left, right = left - right.offset, TimeTerm(right.variable, 0)
            elif isinstance(right, int) and isinstance(left, TimeTerm) and right < NEVER:
                left, right = TimeTerm(left.variable, 0), right - left.offset
        names = [self.name_of(side, sort) for side in (left, right)]
        lengths = sort is Kind.DURATION and all(self._is_length(side) for side in (left, right))
        return f"is {names[0]} {'at most' if lengths else 'at or before'} {names[1]}?"

    def _is_length(self, time: Time) -> bool:
        """Is this, which is kept as a moment, a length that is counted from nothing?"""
        number, offset = parts(time)
        kept = not number or self.sorts.get(number) is Kind.DURATION
        return kept and abs(offset) < LONG

    def name_of(self, time: Time, sort: Kind | None = None) -> str:
        """A moment in words; `{123}` is an instant and `{~123}` a length, to be written out."""
        if isinstance(time, int):
            if sort is Kind.DATE:
                return date.fromordinal(time).isoformat()
            if sort is Kind.DURATION and abs(time) < LONG:
                return f"{{~{time}}}"
            return "never" if time >= NEVER else f"{{{time}}}"
        doubt = self.doubt_of[time.variable]
        fact = doubt.told if doubt is not None else "it"
        if not time.offset:
            return fact
        if self.sorts.get(time.variable) is Kind.DURATION and abs(time.offset) > LONG:
            return f"the end of {fact} from {{{time.offset}}}"
        word = "plus" if time.offset > 0 else "less"
        return f"{fact} {word} {{~{abs(time.offset)}}}"


#: An offset beyond this, on a doubtful length, is the instant that it is counted from.
LONG = 5 * 366 * 86_400_000_000


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


@light(eq=False)
class Path(Generic[Result]):
    """What one completion came to, and what was asked on the way."""

    world: World
    result: Result


#: Questions asked over all completions of one instance: this many always, and up to the second
#: number where the record is complete and no more than `EXACT` facts are in doubt. Past that the
#: verdict is left open as wide as its kind allows.
BUDGET = 8_000
EXACT_BUDGET = 1_000_000
EXACT = 6


def explore(
    evidence: Evidence, run: Callable[[World], Result], *, budget: int = EXACT_BUDGET
) -> list[Path[Result]]:
    """The outcome of every completion that some question tells apart, in a fixed order.

    Depth first: each run follows a script of answers, then takes the first answer to each further
    question; the last question with an answer left gives the next script. Completions that
    contradict an observation are left out: the list may be empty. Raises TooMany; with a smaller
    `budget` than the usual, the sooner.
    """
    paths: list[Path[Result]] = []
    script: tuple[int, ...] = ()
    seen: dict[tuple[object, ...], Reason] = {}
    questions = 0
    while True:
        world = World(evidence, script)
        try:  # noqa: SIM105 - a context manager would cost as much as the loop
            paths.append(Path(world, run(world)))
        except Impossible:
            pass
        asked = world.asked
        if not asked:
            return paths
        questions += len(asked)
        if questions >= BUDGET or questions >= budget:
            seen.update({d.key: d.reason for question in asked for d in question.doubts})
            few = len(seen) <= EXACT and Reason.NOT_COVERED not in seen.values()
            if not few or questions >= budget:
                raise TooMany
        place = len(asked) - 1
        while place >= 0 and asked[place].given + 1 == len(asked[place].answers):
            place -= 1
        if place < 0:
            return paths
        script = (*(question.given for question in asked[:place]), asked[place].given + 1)
