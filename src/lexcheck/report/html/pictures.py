"""The timelines of a page. Those that runs share are drawn once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lexcheck.base.light import light
from lexcheck.base.time.instants import zone
from lexcheck.report import drawing, tallies, wording
from lexcheck.report.columns import labels
from lexcheck.report.lanes import Lane, Timeline, timelines
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import Verdict

#: More lanes than these in one timeline, and more timelines in one run, are only counted.
_MOST_LANES = 24
_MOST_TIMELINES = 40


@light(kw_only=True)
class Strip:
    """A lane. `svg` is drawn, and safe to put into a page as it is."""

    verdict: Verdict
    reasons: str
    name: str
    anchor: str
    more: int
    words: str
    svg: str


@light(kw_only=True)
class Picture:
    """A timeline, and the runs that it is of. `left_out` lanes are not drawn."""

    labels: tuple[str, ...]
    name: str
    as_of: str
    axis: str
    strips: tuple[Strip, ...]
    left_out: int


def pictures(
    runs: Sequence[Judged], group_of: Mapping[str, tallies.Group], anchors: Mapping[str, str]
) -> Iterator[Picture]:
    found: dict[str, list[tuple[list[str], Picture]]] = {}
    for label, judged in zip(labels(runs), runs, strict=True):
        drawn = islice(timelines(judged, group_of, _MOST_LANES), _MOST_TIMELINES)
        for timeline in drawn:
            made = _picture(timeline, judged, anchors)
            alike = found.setdefault(timeline.name, [])
            same = next((names for names, picture in alike if picture == made), None)
            if same is None:
                alike.append(([label], made))
            else:
                same.append(label)
    for alike in found.values():
        for names, picture in alike:
            yield Picture(
                labels=tuple(names),
                name=picture.name,
                as_of=picture.as_of,
                axis=picture.axis,
                strips=picture.strips,
                left_out=picture.left_out,
            )


def _picture(timeline: Timeline, judged: Judged, anchors: Mapping[str, str]) -> Picture:
    tz = zone(judged.run.timezone)
    on = drawing.scale(timeline.lanes, judged.run.as_of, tz)
    return Picture(
        labels=(),
        name=timeline.name,
        as_of=wording.moment(judged.run.as_of, tz),
        axis=drawing.axis(on),
        strips=tuple(_strip(lane, on, judged, anchors) for lane in timeline.lanes),
        left_out=timeline.left_out,
    )


def _strip(lane: Lane, on: drawing.Scale, judged: Judged, anchors: Mapping[str, str]) -> Strip:
    first = lane.first
    return Strip(
        verdict=first.verdict,
        reasons=", ".join(wording.words(reason) for reason in first.reasons),
        name=first.id,
        anchor=anchors[first.id],
        more=len(lane.findings) - 1,
        words=drawing.words(lane, on.tz),
        svg=drawing.track(lane, on, judged.run.as_of),
    )
