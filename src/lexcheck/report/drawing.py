"""Timelines as SVG. Places are percentages, so that a drawing takes the width that it is given.

Shapes carry the meaning, colours repeat it: see `SYMBOLS` and `LEGEND`. What comes from files is
escaped here; all else is numbers and our own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    Instant,
    day_start,
    from_datetime,
    local_day,
)
from lexcheck.facts.case import Grade
from lexcheck.report import wording
from lexcheck.report.clauses import GRADES
from lexcheck.report.lanes import Lane
from lexcheck.report.layout import clean
from lexcheck.verdicts.model import Deed, Verdict, When

#: The height of a lane, and of an axis, in pixels.
TRACK, AXIS = 34, 18

SYMBOLS = """\
<defs>
<g id="m-full"><circle r="4.5"/></g>
<g id="m-part"><circle r="4.5" class="hollow"/><path d="M0-4.5a4.5 4.5 0 0 0 0 9z"/></g>
<g id="m-ends"><path d="M-4-4 4 4M4-4-4 4" class="stroke"/></g>
<g id="m-open"><path d="M0-5 5 0 0 5-5 0z" class="hollow"/></g>
<g id="m-due"><path d="M-5 0h10l-5 6z"/></g>
<g id="m-from"><path d="M0-4v8M0 0h6M3.5-2.5 6 0 3.5 2.5" class="stroke"/></g>
<pattern id="p-open" width="6" height="6" patternUnits="userSpaceOnUse">\
<path d="M-1 7 7-1" class="hatch"/></pattern>
<pattern id="p-gap" width="5" height="5" patternUnits="userSpaceOnUse">\
<path d="M1 0v5" class="slash"/></pattern>
</defs>"""

#: What each sign means, with a drawing of it.
LEGEND = (
    ('<use href="#m-from" x="8" y="10"/>', "the duty arises"),
    ('<path class="due" d="M12 0v20"/><use class="due" href="#m-due" x="12" y="0"/>', "due"),
    ('<rect class="due-band" x="1" y="0" width="22" height="20"/>', "due at some time in here"),
    ('<use class="act" href="#m-full" x="12" y="10"/>', "an act that does it in full"),
    ('<use class="act" href="#m-part" x="12" y="10"/>', "in part"),
    ('<use class="act" href="#m-open" x="12" y="10"/>', "how far is open"),
    ('<use class="act" href="#m-ends" x="12" y="10"/>', "an act that undoes it"),
    ('<path class="whisker" d="M2 6v8M2 10h20M22 6v8"/>', "at some time in here"),
    ('<rect class="bar full" x="1" y="5" width="22" height="10"/>', "done in full"),
    ('<rect class="bar part" x="1" y="10" width="22" height="5"/>', "done in part"),
    ('<rect class="bar open" x="1" y="5" width="22" height="10"/>', "how far is open"),
    ('<rect class="gap" x="1" y="7" width="22" height="6"/>', "a gap after the deadline"),
    ('<path class="as-of" d="M12 0v20"/>', "as of"),
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_TICKS = 6


@light
class Scale:
    """The stretch of time that a drawing shows, `[start, end]`, and the zone of its labels."""

    start: int
    end: int
    tz: ZoneInfo

    def place(self, instant: int) -> float:
        """From 0 to 100; what lies outside is at the edge."""
        inside = min(max(instant, self.start), self.end)
        return 100 * (inside - self.start) / (self.end - self.start)

    def at(self, instant: int) -> str:
        return f"{self.place(instant):.2f}%"

    def span(self, start: int, end: int) -> str:
        left = self.place(start)
        return f'x="{left:.2f}%" width="{self.place(end) - left:.2f}%"'


def scale(lanes: Iterable[Lane], as_of: int, tz: ZoneInfo) -> Scale:
    """From the first trigger to the as-of or the last deadline; acts far before are at the edge."""
    firsts, lasts, acts = [as_of], [as_of], []
    for lane in lanes:
        firsts += _known(lane.first.trigger)
        lasts += _known(lane.first.deadline)
        acts += [instant for deed in lane.deeds for instant in _known(deed.at)]
    start, end = min(firsts), max(lasts)
    if start == end:  # no duty has a trigger: the acts give the scale
        start = min([start - DAY, *acts])
    room = end - start
    start = min([start, *(act for act in acts if act >= start - room // 2)])
    return Scale(start - (end - start) // 25, end + (end - start) // 25, tz)


def _known(when: When | None) -> list[int]:
    if when is None:
        return []
    return [each for each in (when.earliest, when.latest) if each and EARLIEST < each < LATEST]


# ── The axis ───────────────────────────────────────────────────────────────────────────────────


def axis(on: Scale) -> str:
    """The labels of a scale; every other one may be left out where there is little room."""
    parts = []
    for number, (instant, label) in enumerate(_ticks(on)):
        place = on.place(instant)
        anchor = "start" if place < 8 else "end" if place > 92 else "middle"
        minor = ' class="minor"' if number % 2 else ""
        parts.append(f'<text x="{place:.2f}%" y="12" text-anchor="{anchor}"{minor}>{label}</text>')
    return "".join(parts)


def _ticks(on: Scale) -> list[tuple[int, str]]:
    room = on.end - on.start
    if room <= 3 * DAY:
        step = next(h for h in (1, 3, 6, 12, 24) if room // (h * HOUR) < _MOST_TICKS)
        return list(_hours(on, step))
    days = room // DAY
    step = next((d for d in (1, 2, 5, 7, 14, 30) if days // d < _MOST_TICKS), 0)
    return list(_days(on, step)) if step else list(_months(on, days))


def _hours(on: Scale, step: int) -> Iterator[tuple[int, str]]:
    """Hours as the clocks of the zone show them; the first, and each midnight, with its day."""
    day = local_day(Instant(on.start), on.tz)
    dated = False
    while day_start(day, on.tz) <= on.end:
        for hour in range(0, 24, step):
            local = datetime(day.year, day.month, day.day, hour, tzinfo=on.tz)
            instant = from_datetime(local)
            if on.start <= instant <= on.end:
                clock = f"{local:%H:%M}" if hour else ""
                yield instant, clock if clock and dated else f"{_day(day)} {clock}".strip()
                dated = True
        day += timedelta(days=1)


def _days(on: Scale, step: int) -> Iterator[tuple[int, str]]:
    day = local_day(Instant(on.start), on.tz) + timedelta(days=1)
    year = None
    while (instant := day_start(day, on.tz)) <= on.end:
        label = _day(day) if day.year == year else f"{_day(day)} {day.year}"
        yield instant, label
        year, day = day.year, day + timedelta(days=step)


def _months(on: Scale, days: int) -> Iterator[tuple[int, str]]:
    step = next((m for m in (1, 3, 6, 12, 24, 60) if days // (30 * m) < _MOST_TICKS), 120)
    first = local_day(Instant(on.start), on.tz)
    month = (first.year * 12 + first.month - 1) // step * step + step
    while month < 9999 * 12:
        day = date(month // 12, month % 12 + 1, 1)
        instant = day_start(day, on.tz)
        if instant > on.end:
            return
        yield instant, f"{_MONTHS[day.month - 1]} {day.year}"
        month += step


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


# ── A lane ─────────────────────────────────────────────────────────────────────────────────────


def track(lane: Lane, on: Scale, as_of: int) -> str:
    """The drawing of a lane."""
    return "".join(_track(lane, on, as_of))


def _track(lane: Lane, on: Scale, as_of: int) -> Iterator[str]:
    found = lane.first
    yield from _due(found.deadline, on)
    trigger = _known(found.trigger)
    if trigger and found.horizon and found.horizon.latest is not None:
        start, end = on.at(trigger[0]), on.at(found.horizon.latest)
        yield f'<line class="base" x1="{start}" x2="{end}" y1="21" y2="21"/>'
    for bar in lane.bars:
        top, high = (18, 6) if bar.filled == "part" else (15, 12)
        where = on.span(bar.start, bar.end)
        yield f'<rect class="bar {bar.filled}" {where} y="{top}" height="{high}"/>'
    for gap in lane.gaps:
        ends = (*_known(gap.start)[:1], *_known(gap.end)[-1:])
        if len(ends) == 2:
            yield f'<rect class="gap" {on.span(*ends)} y="28" height="5"/>'
    if trigger:
        yield f'<use class="from" href="#m-from" x="{on.at(trigger[0])}" y="21"/>'
    for place, deed in _spread(lane.deeds, on):
        yield from _act(deed, on, place)
    yield f'<line class="as-of" x1="{on.at(as_of)}" x2="{on.at(as_of)}" y1="0" y2="{TRACK}"/>'


def _due(deadline: When | None, on: Scale) -> Iterator[str]:
    if deadline is None or (deadline.earliest, deadline.latest) == (None, None):
        return
    low = on.start if deadline.earliest is None else deadline.earliest
    high = on.end if deadline.latest is None else deadline.latest
    if low >= LATEST:
        return
    if low == high:
        at = on.at(low)
        yield f'<line class="due" x1="{at}" x2="{at}" y1="0" y2="{TRACK}"/>'
        yield f'<use class="due" href="#m-due" x="{at}" y="0"/>'
    else:
        yield f'<rect class="due-band" {on.span(low, high)} y="0" height="{TRACK}"/>'


def _spread(deeds: Sequence[Deed], on: Scale) -> Iterator[tuple[float, Deed]]:
    """Where the sign of each act stands: in the middle of the times it may be, but none on another.

    Acts that may all be anywhere in one stretch share it out, in their order.
    """
    ends = [_ends(deed, on) for deed in deeds]
    stretches = [(round(on.place(low), 1), round(on.place(high), 1)) for low, high in ends]
    for number, (deed, (low, high)) in enumerate(zip(deeds, stretches, strict=True)):
        before = stretches[:number].count((low, high)) + 1
        yield low + (high - low) * before / (stretches.count((low, high)) + 1), deed


def _ends(deed: Deed, on: Scale) -> tuple[int, int]:
    low = on.start if deed.at.earliest is None else deed.at.earliest
    return low, on.end if deed.at.latest is None else deed.at.latest


def _act(deed: Deed, on: Scale, place: float) -> Iterator[str]:
    low, high = _ends(deed, on)
    said = escape(act_words(deed, on.tz))
    yield f"<g><title>{said}</title>"
    if low != high:
        left, right = on.at(low), on.at(high)
        yield f'<line class="whisker" x1="{left}" x2="{right}" y1="8" y2="8"/>'
        for end in (left, right):
            yield f'<line class="whisker" x1="{end}" x2="{end}" y1="5" y2="11"/>'
    yield f'<use class="act" href="#m-{_sign(deed)}" x="{place:.2f}%" y="8"/></g>'


def _sign(deed: Deed) -> str:
    if len(deed.grades) > 1 or not deed.certain:
        return "open"
    return {Grade.NONE: "ends", Grade.PARTIAL: "part", Grade.FULL: "full"}[deed.grades[0]]


# ── In words ───────────────────────────────────────────────────────────────────────────────────


def words(lane: Lane, tz: ZoneInfo) -> str:
    """A lane for who cannot see it."""
    found = lane.first
    said = [wording.words(found.verdict)]
    if found.trigger is not None:
        said.append(f"arises {wording.when(found.trigger, tz)}")
    if found.deadline is not None:
        said.append(f"due {wording.when(found.deadline, tz)}")
    said += [act_words(deed, tz) for deed in lane.deeds] or ["no recorded act"]
    said += [
        f"gap from {wording.when(gap.start, tz)} to {wording.when(gap.end, tz)}"
        for gap in lane.gaps
    ]
    return clean("; ".join(said))


def act_words(deed: Deed, tz: ZoneInfo) -> str:
    """`block (a3), 2021-01-31 18:00: in full`"""
    effect = "undoes it" if deed.grades == (Grade.NONE,) else " or ".join(_effects(deed.grades))
    open_ = "" if deed.certain else ", if it is one"
    name = " or ".join(deed.actions)
    return clean(f"{name} ({deed.act}), {wording.when(deed.at, tz)}: {effect}{open_}")


def _effects(grades: Sequence[Grade]) -> list[str]:
    return ["undoes it" if grade is Grade.NONE else GRADES[grade] for grade in grades]


#: For each verdict a sign, so that colour never stands alone.
GLYPHS = {
    Verdict.NOT_APPLICABLE: "–",
    Verdict.EXCUSED: "○",
    Verdict.COMPLIED: "✓",
    Verdict.PENDING: "…",
    Verdict.COMPLIED_LATE: "✓⁺",
    Verdict.PARTIAL: "◐",
    Verdict.PARTIAL_LATE: "◐⁺",
    Verdict.REPAIRED: "↺",
    Verdict.UNDETERMINED: "?",
    Verdict.BREACHED: "✕",
}
