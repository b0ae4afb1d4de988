"""How the verdicts of a case changed: the same case, judged as of one moment after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import Instant, day_end, local_day, show_instant, zone
from lexcheck.norms.model import Ruleset
from lexcheck.report import Options, tallies, wording
from lexcheck.report.colophon import colophon, document
from lexcheck.report.layout import BOLD, OF_VERDICT, beside, clean, fill, finished, painted
from lexcheck.report.model import Input
from lexcheck.verdicts.model import Finding, InstanceId, Reason, Run, Verdict

SCHEMA = "lexcheck.timeline/1"

_MOST_NAMED = 4


@light(kw_only=True)
class Course:
    """Runs of one case in order of their as-of, one at least; `version` is that of the program."""

    version: str
    inputs: tuple[Input, ...]
    ruleset: Ruleset
    title: str
    runs: tuple[Run, ...]

    @property
    def tz(self) -> ZoneInfo:
        return zone(self.runs[0].timezone)


@light
class Stage:
    """A stretch in which an instance had one verdict: the moments `[first, last]`, by number."""

    first: int
    last: int
    possible: tuple[Verdict, ...]
    reason: Reason | None

    @property
    def words(self) -> str:
        """`breached (reversed)`, `pending or breached`"""
        said = " or ".join(map(wording.words, self.possible))
        definite = len(self.possible) == 1 and self.reason is not None
        return f"{said} ({wording.words(self.reason)})" if definite and self.reason else said


@light
class Story:
    """Instances of one norm that went through the same stages."""

    norm: str
    instances: tuple[str, ...]
    stages: tuple[Stage, ...]

    @property
    def name(self) -> str:
        return wording.some(self.instances, 1)


def stories(course: Course) -> list[Story]:
    """In the order of the last run. An instance that is not there yet is not applicable."""
    found: dict[InstanceId, list[tuple[tuple[Verdict, ...], Reason | None]]] = {}
    norms = {finding.id: finding.norm for run in course.runs for finding in run.findings}
    absent = ((Verdict.NOT_APPLICABLE,), None)
    for place, run in enumerate(course.runs):
        for finding in run.findings:
            told = found.setdefault(finding.id, [])
            told += [absent] * (place - len(told))
            told.append(_told(finding))
    alike: dict[tuple[str, tuple[Stage, ...]], list[str]] = {}
    for id_ in sorted(found, key=_order(course)):
        told = found[id_] + [absent] * (len(course.runs) - len(found[id_]))
        alike.setdefault((norms[id_], _stages(told)), []).append(id_)
    return [Story(norm, tuple(ids), stages) for (norm, stages), ids in alike.items()]


def _order(course: Course) -> Callable[[InstanceId], tuple[int, str]]:
    last = {finding.id: n for n, finding in enumerate(course.runs[-1].findings)}
    return lambda id_: (last.get(id_, len(last)), id_)


def _told(finding: Finding) -> tuple[tuple[Verdict, ...], Reason | None]:
    return finding.possible, finding.reason if len(finding.possible) == 1 else None


def _stages(told: Sequence[tuple[tuple[Verdict, ...], Reason | None]]) -> tuple[Stage, ...]:
    found: list[Stage] = []
    for place, (possible, reason) in enumerate(told):
        if found and (found[-1].possible, found[-1].reason) == (possible, reason):
            found[-1] = Stage(found[-1].first, place, possible, reason)
        else:
            found.append(Stage(place, place, possible, reason))
    return tuple(found)


# ── As text ────────────────────────────────────────────────────────────────────────────────────


def as_text(course: Course, options: Options) -> bytes:
    return finished(_lines(course, options.width), colour=options.colour).encode()


def _lines(course: Course, room: int) -> Iterator[str]:
    tz, last = course.tz, course.runs[-1]
    yield from fill(painted(clean(course.title), BOLD), room, rest="  ")
    asked = [f"{name} {text}" for name, text in wording.selectors(last)]
    said = [last.ruleset, f"case {last.case}", *asked]
    yield from fill(clean(" · ".join(said)), room, rest="  ")
    yield ""
    yield painted("How many things have which verdict", BOLD)
    before = ""
    for run in course.runs:
        counts = ", ".join(_counts(run))
        if counts != before:
            yield from beside(day(run.as_of, tz), counts or "nothing", room, 18)
        before = counts
    norm = ""
    for story in stories(course):
        if story.norm != norm:
            norm = story.norm
            yield ""
            yield painted(clean(norm), BOLD)
        yield from fill(clean(wording.some(story.instances, _MOST_NAMED)), room, "  ", "    ")
        for stage in story.stages:
            since = day(course.runs[stage.first].as_of, tz)
            colour = OF_VERDICT[stage.possible[0] if len(stage.possible) == 1 else _OPEN]
            yield from beside(f"    {since}", painted(stage.words, colour), room, 20)
    yield ""
    yield from colophon(course.version, [course.ruleset], course.inputs, room)


_OPEN = Verdict.UNDETERMINED


def _counts(run: Run) -> Iterator[str]:
    for verdict in reversed(Verdict):
        counts = [finding.count for finding in run.findings if finding.verdict is verdict]
        if counts:
            number = wording.count(tallies.total(counts))
            yield painted(f"{number} {wording.words(verdict)}", OF_VERDICT[verdict])


def day(instant: int, tz: ZoneInfo) -> str:
    """The day, if its end is meant; else the moment."""
    found = local_day(Instant(instant), tz)
    return str(found) if instant == day_end(found, tz) else wording.moment(instant, tz)


# ── As JSON ────────────────────────────────────────────────────────────────────────────────────


def as_json(course: Course, options: Options) -> bytes:  # noqa: ARG001 - for machines
    tz, last = course.tz, course.runs[-1]
    body = {
        "case": last.case,
        "ruleset": last.ruleset,
        "ruleset_version": wording.versions(course.ruleset),
        **{name: text for name, text in wording.selectors(last) if name != "as of"},
        "moments": [show_instant(Instant(run.as_of), tz) for run in course.runs],
        "stories": [
            {
                "norm": story.norm,
                "instances": story.instances,
                "stages": [
                    {
                        "since": show_instant(Instant(course.runs[stage.first].as_of), tz),
                        "until": show_instant(Instant(course.runs[stage.last].as_of), tz),
                        "possible": stage.possible,
                        "reason": stage.reason,
                    }
                    for stage in story.stages
                ],
            }
            for story in stories(course)
        ],
    }
    return document(SCHEMA, course.version, course.inputs, body)
