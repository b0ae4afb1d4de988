"""Are we compliant, where not, and what is due next: a run in three lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import zone
from lexcheck.report import wording
from lexcheck.report.columns import alike, labels, prefix
from lexcheck.report.layout import GREEN, RED, YELLOW, clean, fill, painted
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import Finding, Run, Verdict

_MOST_NAMED = 3

#: What is less than full compliance, but no breach.
_SHORT = (Verdict.PARTIAL, Verdict.PARTIAL_LATE, Verdict.COMPLIED_LATE, Verdict.REPAIRED)


def answers(runs: Sequence[Judged], room: int) -> Iterator[str]:
    """The answer of each run. Where runs stand side by side, the table below says where not."""
    names = labels(runs)
    for name, judged in zip(names, runs, strict=True):
        verdict, colour = headline(judged.run.findings)
        yield from fill(prefix([name]) + painted(verdict, colour), room, rest="  ")
    if len(runs) == 1:
        yield from _where_not(runs[0].run, room)
    due = [(name, next_due(judged.run)) for name, judged in zip(names, runs, strict=True)]
    for text, saying in alike(due):
        named = prefix(saying) if len(saying) < len(runs) else ""
        yield from fill(named + clean(f"Due next: {text}"), room, rest="  ")


def headline(findings: tuple[Finding, ...]) -> tuple[str, str]:
    """The answer in a sentence. Instances are counted here, not the things they stand for."""
    numbers = dict.fromkeys(Verdict, 0)
    for finding in findings:
        numbers[finding.verdict] += 1
    breached, open_ = numbers[Verdict.BREACHED], numbers[Verdict.UNDETERMINED]
    short = sum(numbers[verdict] for verdict in _SHORT)
    counted = f"of {_instances(len(findings))}"
    # An instance may stand for no thing at all: then there is nobody whom it wrongs.
    certain = any(f.verdict is Verdict.BREACHED and f.count[0] > 0 for f in findings)
    if not findings:
        return "Nothing was judged: no norm has an instance in this case.", YELLOW
    if breached and (certain or not open_):
        parts = [f"{breached:,} breached", f"{short:,} late or in part", f"{open_:,} undetermined"]
        said = ", ".join(part for part in parts if not part.startswith("0 "))
        if not certain:
            return f"Not compliant, if there are any such things: {said} {counted}.", RED
        return f"Not compliant: {said} {counted}.", RED
    if open_:
        also = f", {breached:,} breached if there are any such things" if breached else ""
        return f"Not established: {open_:,} undetermined{also} {counted}.", YELLOW
    if short:
        return f"Compliant late or in part: {short:,} {counted}; none breached.", YELLOW
    if numbers[Verdict.PENDING]:
        return f"Nothing breached so far: {numbers[Verdict.PENDING]:,} pending {counted}.", YELLOW
    if numbers[Verdict.COMPLIED]:
        return f"Compliant: {numbers[Verdict.COMPLIED]:,} complied {counted}.", GREEN
    return f"No duty applies: {_instances(len(findings))} excused or not applicable.", GREEN


def _instances(number: int) -> str:
    return f"{number:,} instance{'' if number == 1 else 's'}"


def _where_not(run: Run, room: int) -> Iterator[str]:
    for verdict in (Verdict.BREACHED, Verdict.UNDETERMINED):
        ids = [finding.id for finding in run.findings if finding.verdict is verdict]
        if ids:
            named = ", ".join(ids[:_MOST_NAMED])
            more = len(ids) - _MOST_NAMED
            named += f", and {more:,} more" if more > 0 else ""
            yield from fill(
                clean(f"{wording.words(verdict).capitalize()}: {named}"), room, "", "  "
            )


def next_due(run: Run) -> str:
    """The nearest deadline that lies ahead, and what has to be done by then."""
    tz: ZoneInfo = zone(run.timezone)
    ahead: dict[int, list[str]] = {}
    for finding in run.findings:
        if finding.verdict not in (Verdict.PENDING, Verdict.UNDETERMINED):
            continue
        due = finding.deadline.earliest if finding.deadline else None
        if due is not None and due > run.as_of and wording.moment(due, tz) != wording.NEVER:
            ahead.setdefault(due, []).append(finding.id)
    if not ahead:
        return "nothing with a known deadline"
    due = min(ahead)
    ids = ahead[due]
    named = ids[0] if len(ids) == 1 else f"{ids[0]} and {len(ids) - 1:,} more"
    return f"{wording.moment(due, tz)} (in {wording.ahead(due - run.as_of)}): {named}"
