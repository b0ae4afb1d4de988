"""The findings of a text report, norm by norm, the worst first, in a line or two each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import zone
from lexcheck.facts.case import Grade
from lexcheck.norms.model import Norm
from lexcheck.report import tallies, wording
from lexcheck.report.columns import labels, prefix
from lexcheck.report.layout import BOLD, DIM, OF_VERDICT, clean, fill, painted
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import WEIGHT, Finding, Verdict

#: More findings of one norm with the same verdict and reason are summed up.
_MOST_ALIKE = 20
_EXAMPLES = 3
_MOST_ACTS = 4

_GRADES = {Grade.NONE: "nothing", Grade.PARTIAL: "in part", Grade.FULL: "in full"}


@light
class _Entry:
    """A finding as it is printed, in three parts, and the runs in which it is the same."""

    finding: Finding
    said: str
    named: str
    rest: str
    runs: list[str]


def details(runs: Sequence[Judged], room: int, *, everything: bool) -> Iterator[str]:
    entries = _entries(runs)
    norms = {
        (norm.name, str(norm.in_force)): norm for judged in runs for norm in judged.ruleset.norms
    }
    worst = {name: tallies.worst([e.finding for e in found]) for name, found in entries.items()}
    for name in sorted(entries, key=lambda name: -worst[name]):
        yield ""
        versions = dict.fromkeys(
            version
            for entry in entries[name]
            for version in (entry.finding.version, *entry.finding.other_versions)
        )
        used = [norms[name, version] for version in versions if (name, version) in norms]
        yield from _heading(name, used, room)
        for alike in _by_kind(entries[name]):
            if everything:
                for entry in alike:
                    yield from _lines([entry], room)
            elif len(alike) <= _MOST_ALIKE:
                for same in _same(alike):
                    yield from _lines(same, room)
            else:
                yield from _summed_up(alike, room)


def _entries(runs: Sequence[Judged]) -> dict[str, list[_Entry]]:
    """What is to be printed, by norm; the same text of several runs only once."""
    seen: dict[tuple[str, str, str], _Entry] = {}
    found: dict[str, list[_Entry]] = {}
    for name, judged in zip(labels(runs), runs, strict=True):
        tz = zone(judged.run.timezone)
        versions = judged.ruleset.versions
        for finding in judged.run.findings:
            clauses = list(_clauses(finding, tz))
            if len(versions.get(finding.norm, ())) > 1 and not _unruled(finding):
                named = " or ".join((finding.version, *finding.other_versions))
                clauses.insert(0, f"by its version {named}")
            said, rest = _said(finding), wording.localised("; ".join(clauses), tz)
            entry = seen.get((finding.id, said, rest))
            if entry is None:
                entry = _Entry(finding, said, _named(finding), rest, [])
                seen[finding.id, said, rest] = entry
                found.setdefault(finding.norm, []).append(entry)
            entry.runs.append(name)
    return found


def _by_kind(entries: list[_Entry]) -> list[list[_Entry]]:
    """Entries of one verdict, one reason and the same runs together, the worst first."""
    found: dict[tuple[tallies.Kind, tuple[str, ...]], list[_Entry]] = {}
    for entry in entries:
        found.setdefault((tallies.kind(entry.finding), tuple(entry.runs)), []).append(entry)
    ordered = sorted(found, key=lambda key: (-WEIGHT[key[0][0]], key[0][1] or ""))
    return [found[key] for key in ordered]


def _same(entries: list[_Entry]) -> list[list[_Entry]]:
    """Entries that differ in nothing but their instance, together."""
    found: dict[tuple[str, str, tuple[str, ...]], list[_Entry]] = {}
    for entry in entries:
        found.setdefault((entry.said, entry.rest, tuple(entry.runs)), []).append(entry)
    return list(found.values())


def _heading(name: str, versions: list[Norm], room: int) -> Iterator[str]:
    """The norm as its versions have it that judged something."""
    yield painted(clean(name), BOLD)
    for norm in versions:
        if norm.text:
            yield from fill(clean(norm.text), room, "  ", "  ")
        said = [*wording.cited(norm.citations), f"{norm.span.source.name}:{norm.span.line}"]
        if len(versions) > 1:
            said.insert(0, str(norm.in_force))
        yield from fill(clean(" · ".join(said)), room, "  ", "    ")


def _unruled(finding: Finding) -> bool:
    """Did no version of its norm judge it?"""
    return finding.verdict is Verdict.NOT_APPLICABLE and finding.trigger is None


def _lines(entries: list[_Entry], room: int) -> Iterator[str]:
    first = entries[0]
    named = ", ".join(entry.named for entry in entries)
    yield from fill(f"{prefix(first.runs)}{first.said}: {named}", room, "  ", "      ")
    if first.rest:
        yield from fill(clean(first.rest), room, "      ", "      ")


def _said(finding: Finding) -> str:
    verdict = painted(wording.words(finding.verdict), OF_VERDICT[finding.verdict])
    reasons = ", ".join(wording.words(reason) for reason in finding.reasons)
    return f"{verdict} ({reasons})" if reasons else verdict


def _named(finding: Finding) -> str:
    things = "" if finding.count == (1, 1) else f" [{wording.count(finding.count)} things]"
    return f"{clean(finding.id)}{things}"


def _clauses(finding: Finding, tz: ZoneInfo) -> Iterator[str]:
    """What a reader wants to know of a finding, the most pressing first."""
    if finding.verdict is Verdict.UNDETERMINED:
        yield " or ".join(wording.words(verdict) for verdict in finding.possible)
    yield from finding.law
    if finding.deadline is not None and finding.verdict is not Verdict.NOT_APPLICABLE:
        yield f"due {wording.when(finding.deadline, tz)}"
    if finding.lateness is not None and (finding.lateness.most is None or finding.lateness.most):
        yield f"late by {wording.length(finding.lateness)}"
    if finding.gaps and finding.verdict is not Verdict.UNDETERMINED:
        yield _gaps(finding, tz)
    if finding.grade != (Grade.NONE, Grade.NONE) and finding.verdict in (
        Verdict.PENDING,
        Verdict.UNDETERMINED,
    ):
        low, high = (_GRADES[grade] for grade in finding.grade)
        yield f"done so far: {low}" if low == high else f"done so far: {low} to {high}"
    if finding.deciding_acts:
        yield f"decided by {_acts(finding.deciding_acts)}"
    if finding.prohibited_acts:
        yield f"prohibited: {_acts(finding.prohibited_acts)}"
    for exception in finding.exceptions:
        label = wording.exception(exception)
        if exception.outcome == "held":
            because = f" (because {exception.because})" if exception.because else ""
            yield f"{label} holds{because}"
        elif exception.outcome == "open":
            yield f"{label} is open"
        elif exception.presumed:
            yield f"{label} is presumed absent"
    if finding.remedy:
        yield f"would have complied: {finding.remedy}"
    if finding.questions:
        more = len(finding.questions) - 1
        yield f"to settle: {finding.questions[0].question}" + (f" (+{more} more)" if more else "")


def _gaps(finding: Finding, tz: ZoneInfo) -> str:
    first = finding.gaps[0]
    start, end = wording.when(first.start, tz), wording.when(first.end, tz)
    exact = first.start.exact and first.end.exact
    said = f"gap from {start} to {end}" if exact else f"gap begins {start}, ends {end}"
    more = len(finding.gaps) - 1
    return f"{said} (+{more} more)" if more else said


def _acts(acts: Sequence[str]) -> str:
    shown = " or ".join(acts[:_MOST_ACTS])
    return shown if len(acts) <= _MOST_ACTS else f"{shown} or {len(acts) - _MOST_ACTS} others"


def _summed_up(alike: list[_Entry], room: int) -> Iterator[str]:
    """One entry for a long list; `--all` shows each."""
    first = alike[0]
    verdict, reason = tallies.kind(first.finding)
    ids = [entry.finding.id for entry in alike]
    things = tallies.total(entry.finding.count for entry in alike)
    said = painted(wording.words(verdict), OF_VERDICT[verdict])
    said += f" ({wording.words(reason)})" if reason else ""
    stand = "" if things == (len(ids), len(ids)) else f" [{wording.count(things)} things]"
    text = f"{prefix(first.runs)}{said}: {len(ids):,} instances{stand}"
    yield from fill(text, room, "  ", "      ")
    examples = ", ".join(ids[:_EXAMPLES])
    yield from fill(clean(f"such as {examples}"), room, "      ", "      ")
    if first.rest:
        yield from fill(clean(f"the first: {first.rest}"), room, "      ", "      ")
    yield painted("      (--all shows each)", DIM)
