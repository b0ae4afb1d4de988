"""The first screen of a text report: what the runs of one case come to, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lexcheck.base.time.instants import zone
from lexcheck.norms.model import Ruleset
from lexcheck.report import measures, tallies, wording
from lexcheck.report.answers import answers
from lexcheck.report.columns import INNER, labels, table
from lexcheck.report.layout import BOLD, OF_VERDICT, beside, clean, fill, pad, painted, width
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import Run, Verdict

_LABEL = 5

#: Names take as many columns as the longest of them, within these bounds.
_NAMES = (20, 42)


def overview(runs: Sequence[Judged], room: int) -> Iterator[str]:
    first = runs[0]
    title = _titled(first.ruleset.name, first.ruleset.title)
    for line in fill(clean(title), room, rest="  "):
        yield painted(line, BOLD)
    case = _titled(f"case {first.run.case}", first.case.title)
    yield from fill(clean(f"{case} ({first.case.source.name})"), room, rest="  ")
    for name, judged in zip(labels(runs), runs, strict=True):
        label = pad(painted(name or "run", BOLD), _LABEL)
        yield from fill(run_line(judged.run), room, label, " " * _LABEL)
    yield ""
    yield from answers(runs, room)
    yield ""
    assessed = [each.id for judged in runs for each in judged.run.assessments]
    yield from measures.figures(runs, room, _column(assessed, room))
    yield ""
    group_of = tallies.groups(runs)
    names = [group.name for group in group_of.values()]
    yield from _counts(runs, group_of, room, _column(names, room))
    yield from measures.sanctions(runs, room)
    for told in dict.fromkeys(told for judged in runs for told in _calendars(judged.ruleset)):
        yield from fill(clean(told), room, rest="  ")
    for note in dict.fromkeys(note for judged in runs for note in judged.run.notes):
        yield from fill(clean(f"Note: {note}."), room, rest="  ")


def _calendars(ruleset: Ruleset) -> Iterator[str]:
    """The calendars by which time was counted, and the data that they rest on."""
    for used in ruleset.calendars:
        calendar = used.calendar
        covered = f"covers {calendar.first} to {calendar.last}"
        data = [calendar.version] if calendar.version else []
        said = "; ".join([covered, *data, *(str(each) for each in used.citations)])
        yield f"Calendar {_titled(calendar.name, calendar.title)} ({said})."


def _titled(name: str, title: str) -> str:
    return f"{name}: {title}" if title else name


def run_line(run: Run) -> str:
    """What a run was asked for, in a line."""
    tz = zone(run.timezone)
    parts = [
        f"as of {wording.moment(run.as_of, tz)}",
        wording.reading(run),
        "all sides" if run.viewpoint == "all" else f"viewpoint {run.viewpoint}",
    ]
    if run.law_as_of is not None:
        parts.append(f"law as of {run.law_as_of}")
    if run.known_by is not None:
        parts.append(f"as known by {wording.moment(run.known_by, tz)}")
    parts.append(run.timezone)
    return clean(" · ".join(parts))


def _column(names: Sequence[str], room: int) -> int:
    longest = max((width(clean(name)) for name in names), default=0)
    return min(max(longest, _NAMES[0]), _NAMES[1], room // 2)


def _counts(
    runs: Sequence[Judged], group_of: dict[str, tallies.Group], room: int, column: int
) -> Iterator[str]:
    """How many things have which verdict, per group."""
    counted = [tallies.tally(judged, group_of) for judged in runs]
    groups = dict.fromkeys(group for tally in counted for group in tally)
    rows: list[tuple[str, list[str]]] = []
    for group in groups:
        counts = [tally.get(group, {}) for tally in counted]
        wholes = [
            wording.count(tallies.whole(each, judged, group)) if each else "–"
            for each, judged in zip(counts, runs, strict=True)
        ]
        if len(runs) == 1:
            yield from _inline(group.name, wholes[0], counts[0], room, column)
        else:
            rows += _rows(group.name, wholes, counts)
    if rows:
        yield from table(labels(runs), rows, room)


def _inline(
    name: str, whole: str, counts: dict[Verdict, tallies.Bounds], room: int, column: int
) -> Iterator[str]:
    parts = [
        painted(f"{wording.count(number)} {wording.words(verdict)}", OF_VERDICT[verdict])
        for verdict, number in counts.items()
    ]
    said = f"{whole}: {', '.join(parts)}" if len(parts) > 1 else parts[0]
    yield from beside(clean(name), said, room, column)


def _rows(
    name: str, wholes: list[str], counts: list[dict[Verdict, tallies.Bounds]]
) -> Iterator[tuple[str, list[str]]]:
    """The group, then a row for each verdict in it; a single row if all have one verdict."""
    verdicts = [verdict for verdict in reversed(Verdict) if any(verdict in each for each in counts)]
    if len(verdicts) == 1:
        word = painted(wording.words(verdicts[0]), OF_VERDICT[verdicts[0]])
        yield f"{clean(name)} {word}", wholes
        return
    yield clean(name), wholes
    for verdict in verdicts:
        label = INNER + painted(wording.words(verdict), OF_VERDICT[verdict])
        yield label, [wording.count(each[verdict]) if verdict in each else "–" for each in counts]
