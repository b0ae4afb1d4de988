"""The end of a period that starts at a moment, known or doubtful, in one completion.

A known anchor is counted from as the rule says. A doubtful one is asked about, piece by piece, as
far as its end hangs on it; where that does not help, the end lies between the earliest and the
latest that it may be. Rules in dispute are asked about too, where they do not end at one instant.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from lexcheck.base.light import evolve, light
from lexcheck.base.time.counting import Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import DAY, EARLIEST, LATEST, Instant, local_day
from lexcheck.base.time.periods import NEVER as NO_INSTANT
from lexcheck.base.time.periods import Due, count
from lexcheck.base.time.pieces import Piece, pieces, reach
from lexcheck.base.time.reckoning import Reckoning
from lexcheck.base.time.stops import Pauses
from lexcheck.evaluate.lengths import ends_of
from lexcheck.evaluate.stops import (
    Pause,
    as_days,
    hulls,
    is_known,
    known,
    later_by,
    over_stops,
    span_of,
)
from lexcheck.evaluate.values import ABSENT, NEVER, Doubt, LengthTerm, Time, TimeTerm
from lexcheck.evaluate.world import World
from lexcheck.resolved.terms import PLAIN, Countings
from lexcheck.verdicts.model import Reason

#: An anchor in doubt over more days than this is not split into them.
MOST_DAYS = 400


@light
class Run:
    """What a period's clock did: how long it was extended, and when it stood still, in order."""

    extensions: tuple[Duration, ...] = ()
    pauses: tuple[Pause, ...] = ()


STEADY = Run()


def period_end(
    world: World,
    tz: ZoneInfo,
    anchor: Time,
    length: object,
    opening: bool,
    text: str,
    counting: Countings = PLAIN,
    run: Run = STEADY,
) -> Time:
    """The last instant of the period, or, for the opening of a window, the first of its last day.

    A length that is absent where the law needs one (a silent order) is unknown: any length.
    """
    if isinstance(anchor, int) and anchor >= NEVER:
        return NEVER
    if counting is PLAIN and run is STEADY and isinstance(length, Duration) and not length.civil:
        return later_by(anchor, length.micros)  # what nearly all deadlines are, at once
    if length is ABSENT:
        length = world.length(Doubt((text,), Reason.MISSING_FACT, f"the time in `{text}`"))
    rule = counting[0]
    if len(counting) > 1:
        rule = counting[_which(world, tz, anchor, length, opening, counting, run)]
    return Period(world, tz, length, opening, rule, run).end(anchor)


def dispute(counting: Countings) -> tuple[object, ...]:
    """Under which key a world remembers which of the rules in dispute it has."""
    return ("counting", tuple(rule.name for rule in counting))


def _which(
    world: World,
    tz: ZoneInfo,
    anchor: Time,
    length: object,
    opening: bool,
    counting: Countings,
    run: Run,
) -> int:
    """Which of the rules in dispute holds in this completion; the first where all end alike."""
    key = dispute(counting)
    known = world.memo.get(key)
    if isinstance(known, int):
        return known
    if isinstance(anchor, int) and isinstance(length, Duration) and is_known(run.pauses):
        found = [Period(world, tz, length, opening, rule, run).due(anchor) for rule in counting]
        if None not in found and len({(d.earliest, d.latest) for d in found if d}) == 1:
            return 0
    names = tuple(f"`{rule.name}`" for rule in counting)
    doubt = Doubt(key, Reason.NEEDS_JUDGEMENT, "the counting rule")
    question = f"by which rule is time counted: {' or '.join(names)}?"
    given = world.memo[key] = world.ask((doubt,), lambda: question, names)
    assert isinstance(given, int)
    return given


@light(eq=False)
class Period:
    """A period as it is counted in one completion, whatever its anchor."""

    world: World
    tz: ZoneInfo
    length: object
    opening: bool
    rule: Counting
    run: Run

    def end(self, anchor: Time) -> Time:
        """The end of the period from an anchor."""
        if isinstance(self.length, LengthTerm):
            return self._of_any_length(anchor, self.length)
        by = self.shift
        if by is not None and not self.run.pauses:
            return later_by(anchor, by)
        if isinstance(anchor, int) and not EARLIEST <= anchor <= LATEST:
            assert isinstance(self.length, Duration)
            return anchor + ends_of(self.world, self.length)[0]  # no calendar goes there
        if isinstance(anchor, int) and is_known(self.run.pauses):
            due = self.due(anchor)
            if due is not None:
                return self._told(due, anchor)
        if self._uncountable:
            told = f"{self.length} (no calendar says which days these are)"
            doubt = Doubt(("working days", self.length), Reason.NEEDS_JUDGEMENT, told)
            return self._of_any_length(anchor, self.world.length(doubt))
        if by is not None:
            found = over_stops(self.world, anchor, by, self.run.pauses)
            if found is not None:
                return found
        return self._doubtful(anchor)

    @property
    def shift(self) -> int | None:
        """The microseconds that every such period lasts while its clock runs; None if not."""
        rule, lengths = self.rule, (self.length, *self.run.extensions)
        if not rule.steady:
            return None
        whole = 0
        for length in lengths:
            assert isinstance(length, Duration)
            if length.civil:
                return None
            whole += length.micros
        return whole

    @property
    def _uncountable(self) -> bool:
        """Working days that a record asks for, and no calendar."""
        lengths = (self.length, *self.run.extensions)
        working = any(isinstance(length, Duration) and length.working for length in lengths)
        return working and self.rule.calendar is None

    def due(self, anchor: int) -> Due | None:
        """The due instant from a known anchor, with the steps to it; None if it cannot be counted.

        The pauses are known too.
        """
        if self._uncountable:
            return None
        assert isinstance(self.length, Duration)
        return count(
            Instant(anchor), self.length, self.tz, self.rule,
            extensions=self.run.extensions, pauses=known(self.run.pauses), opening=self.opening,
        )  # fmt: skip

    def _told(self, due: Due, start: int) -> Time:
        """An instant; where the rule or the calendar leaves it open, a moment in doubt."""
        if due.earliest == due.latest:
            return NEVER if due.earliest >= NO_INSTANT else due.earliest
        latest = None if due.latest >= NO_INSTANT else due.latest
        told = f"the end of {self.length} from {{{start}}} ({due.open_because})"
        doubt = Doubt((due.open_because,), Reason(due.why), told)
        return self._moment(("due", start), doubt, due.earliest, latest)

    def _moment(
        self, key: tuple[object, ...], doubt: Doubt, earliest: int | None, latest: int | None
    ) -> TimeTerm:
        """A moment in doubt; the same for the same key."""
        whole = (*key, self.length, self.opening, self.rule.name, self.run)
        found = self.world.memo.get(whole)
        if not isinstance(found, TimeTerm):
            found = self.world.memo[whole] = self.world.moment(doubt, earliest, latest)
        return found

    def _of_any_length(self, anchor: Time, length: LengthTerm) -> Time:
        """The end of a period of a length that is not known: so long after the anchor, where the
        clock did nothing but run; else that long at the least.
        """
        if isinstance(anchor, int):
            end = TimeTerm(length.term.variable, length.term.offset + anchor)
        else:
            end = self.world.after(anchor, length)
        if self.run == STEADY:
            return end
        found = self._moment(("length", anchor, length.doubt.key), length.doubt, None, None)
        self.world.require_le(end, found)
        return found

    # ── Doubtful anchors ───────────────────────────────────────────────────────────────────────

    def _doubtful(self, anchor: Time) -> Time:
        pauses = self.run.pauses
        if not is_known(pauses) and self._by_day:
            pauses = as_days(self.world, self.tz, pauses) or pauses
        if not is_known(pauses):
            return self._between(anchor)
        same = evolve(self, run=Run(self.run.extensions, pauses))
        return same.end(anchor) if isinstance(anchor, int) else same.in_pieces(anchor)

    @property
    def _by_day(self) -> bool:
        """Does no more matter of a pause than on which days it falls?"""
        lengths = (self.length, *self.run.extensions)
        civil = all(isinstance(length, Duration) and length.civil for length in lengths)
        return civil and self.rule.days == "civil" and self.rule.deemed is None

    def in_pieces(self, anchor: TimeTerm) -> Time:
        """The end from an anchor in doubt, asked about as far as the end hangs on it."""
        world = self.world
        low, high = span_of(world, anchor)
        if low is None or high is None or high - low > MOST_DAYS * DAY:
            return self._between(anchor)
        assert isinstance(self.length, Duration)
        found = _in_pieces(
            Instant(low), Instant(high), self.length, self.tz, self.rule,
            self.run.extensions, known(self.run.pauses), self.opening,
        )  # fmt: skip
        piece = found[0]
        if len(found) > 1:
            doubt = world.doubt_of[anchor.variable]
            assert doubt is not None
            word, texts = _when(found, self.tz)
            piece = found[world.ask((doubt,), lambda: f"{word} is {doubt.told}?", texts)]
            world.require_le(piece.first, anchor)
            world.require_le(anchor, piece.last)
        if piece.kind == "shift":
            return later_by(anchor, piece.by)
        if piece.kind == "constant":
            return self._told(piece.due, piece.first)
        return self._between(anchor)

    def _between(self, anchor: Time) -> Time:
        """A moment between the earliest and the latest that the end may be."""
        world, pauses = self.world, self.run.pauses
        low, high = span_of(world, anchor)
        earliest: int | None = None
        latest: int | None = None
        if low is not None and high is not None:
            least, most = hulls(world, pauses)
            earliest = self._bound(low, least, late=False)
            latest = self._bound(high, most, late=True)
            latest = None if latest >= NO_INSTANT else latest
        found = self._moment(("between", anchor), self._doubt(anchor), earliest, latest)
        assert isinstance(self.length, Duration)
        shortest, longest = reach(
            self.length, self.rule, self.run.extensions, _ANY_PAUSE if pauses else (), self.opening
        )
        world.require_le(later_by(anchor, shortest), found)
        if longest is not None:
            world.require_le(found, later_by(anchor, longest))
        return found

    def _bound(self, anchor: int, pauses: tuple[Pause, ...], *, late: bool) -> int:
        """Before, or after, every end from a later, or earlier, anchor with longer, or shorter,
        pauses.
        """
        assert isinstance(self.length, Duration)
        counted = Reckoning(self.tz, self.rule, known(pauses), late, coarse=True)
        return counted.end(Instant(anchor), self.length, self.run.extensions, self.opening)

    def _doubt(self, anchor: Time) -> Doubt:
        """The doubt of the end: that of the anchor, else that of the first pause in doubt."""
        edges = (anchor, *(edge for pause in self.run.pauses for edge in pause))
        for edge in edges:
            if isinstance(edge, TimeTerm):
                doubt = self.world.doubt_of[edge.variable]
                assert doubt is not None
                told = f"the end of the period from {doubt.told}"
                return Doubt(doubt.key, doubt.reason, told, doubt.span)
        raise AssertionError("nothing of this period is in doubt")


#: A pause of which nothing is known.
_ANY_PAUSE = ((Instant(0), None),)


# INVARIANT: this depends on its arguments alone. The completions of a case ask for few stretches,
# and cutting one takes thousands of reckonings: it is done once.
@lru_cache(maxsize=1024)
def _in_pieces(
    low: Instant, high: Instant, length: Duration, tz: ZoneInfo, rule: Counting,
    extensions: tuple[Duration, ...], pauses: Pauses, opening: bool,
) -> tuple[Piece, ...]:  # fmt: skip
    """The pieces of a stretch, neighbours that end at one instant as one."""
    merged: list[Piece] = []
    for piece in pieces(
        low, high, length, tz, rule, extensions=extensions, pauses=pauses, opening=opening
    ):
        before = merged[-1] if merged else None
        if before and before.kind == piece.kind == "constant" and before.due == piece.due:
            merged[-1] = evolve(before, last=piece.last)
        else:
            merged.append(piece)
    return tuple(merged)


def _when(found: tuple[Piece, ...], tz: ZoneInfo) -> tuple[str, tuple[str, ...]]:
    """How to ask which piece an anchor is in, and the answers: days, if each piece is of days."""
    days = [(local_day(piece.first, tz), local_day(piece.last, tz)) for piece in found]
    if all(one[1] < other[0] for one, other in pairwise(days)):
        texts = [f"{first}" if first == last else f"{first} to {last}" for first, last in days]
        return "on which day", tuple(texts)
    return "when", tuple(f"{{{piece.first}}} to {{{piece.last}}}" for piece in found)
