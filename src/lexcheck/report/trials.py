"""What came of trying cases, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from lexcheck.base.light import light
from lexcheck.report.layout import BOLD, DIM, GREEN, RED, YELLOW, clean, finished, pad, painted
from lexcheck.syntax.model import File
from lexcheck.testing.model import Coverage, Mutation, Point, Trial

Json = dict[str, object]


@light(kw_only=True)
class Tested:
    """What a test run came to. Coverage and mutation are empty where nobody asked for them."""

    cases: tuple[tuple[str, tuple[Trial, ...]], ...]
    coverage: tuple[Coverage, ...] = ()
    mutation: tuple[Mutation, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def trials(self) -> tuple[Trial, ...]:
        return tuple(trial for _, trials in self.cases for trial in trials)

    @property
    def failed(self) -> tuple[Trial, ...]:
        return tuple(trial for trial in self.trials if trial.differences)


def percentage(share: tuple[int, int]) -> str:
    """Rounded down, so that 100 % means all."""
    part, whole = share
    tenths = 1000 * part // whole if whole else 1000
    return f"{tenths // 10}.{tenths % 10} %"


# ── For people ─────────────────────────────────────────────────────────────────────────────────


def text(tested: Tested, *, colour: bool) -> bytes:
    lines = [*_cases(tested), *_failures(tested.failed)]
    for coverage in tested.coverage:
        lines += ["", *_coverage(coverage)]
    for mutation in tested.mutation:
        lines += ["", *_mutation(mutation)]
    lines += ["", _summary(tested)]
    return finished(lines, colour=colour).encode()


def _cases(tested: Tested) -> Iterator[str]:
    column = max((len(name) for name, _ in tested.cases), default=0)
    for name, trials in tested.cases:
        dots = "".join(painted("F", RED) if t.differences else "." for t in trials)
        yield f"{pad(clean(name), column)}  {dots or painted('expects nothing', DIM)}"


def _failures(failed: Iterable[Trial]) -> Iterator[str]:
    for trial in failed:
        yield ""
        yield f"{painted('failed', RED)} {painted(clean(trial.id), BOLD)}"
        if trial.expectation.because:
            yield f"  because: {clean(trial.expectation.because)}"
        for each in trial.differences:
            yield f"  {clean(each.text)}"


def _coverage(coverage: Coverage) -> Iterator[str]:
    part, whole = coverage.share
    share = painted(percentage(coverage.share), GREEN if part == whole else YELLOW)
    yield f"{painted(_title(coverage.file), BOLD)}: {part} of {whole} points decisive, {share}"
    shown = {each.norm: " ".join(each.verdicts) for each in coverage.shown}
    owners = dict.fromkeys(each.point.owner for each in coverage.points)
    column = max((len(name) for name in owners), default=0)
    for owner in owners:
        points = [each for each in coverage.points if each.point.owner == owner]
        decided = f"{sum(bool(each.where) for each in points)}/{len(points)}"
        yield f"  {pad(owner, column)}  {decided:>7}  {shown.get(owner, '')}".rstrip()
    if coverage.missing:
        yield "  nowhere decisive:"
        for point in coverage.missing:
            yield f"    {point.span.place}: {pointed(point)}"


def pointed(point: Point) -> str:
    """A point in a line, with its norm and its reading."""
    reading = f" (reading {point.reading})" if point.reading else ""
    owner = f"{point.owner}: " if point.kind == "clause" else ""
    return clean(f"{owner}{point.label}{reading}")


def _mutation(mutation: Mutation) -> Iterator[str]:
    part, whole = mutation.share
    share = painted(percentage(mutation.share), GREEN if part == whole else YELLOW)
    yield f"{painted(_title(mutation.file), BOLD)}: {part} of {whole} mutants noticed, {share}"
    if mutation.survivors:
        yield "  unnoticed:"
        for mutant in mutation.survivors:
            after = f"`{mutant.after}`" if mutant.after else "nothing"
            told = f"{mutant.owner}: `{mutant.before}` -> {after}"
            yield f"    {mutant.span.place}: {clean(told)}"


def _title(file: File) -> str:
    return f"{file.header.name.text} ({file.span.source.name})"


def _summary(tested: Tested) -> str:
    number, failed = len(tested.trials), len(tested.failed)
    cases = f"{len(tested.cases)} case{'' if len(tested.cases) == 1 else 's'}"
    told = f"{number - failed} of {number} expectations hold, in {cases}"
    if tested.refused:
        told += f"; refused: {', '.join(map(clean, tested.refused))}"
    good = not failed and not tested.refused
    return painted(told, GREEN if good else RED)


def written(path: str, changed: int) -> str:
    """What is said of a case into which was written what was found."""
    were = "1 expectation" if changed == 1 else f"{changed} expectations"
    return f"{clean(path)}: {were} changed; read each `because` again"


# ── As JSON ────────────────────────────────────────────────────────────────────────────────────


def as_json(tested: Tested) -> bytes:
    document = {
        "schema": "lexcheck.test/1",
        "trials": [_plain_trial(trial) for trial in tested.trials],
        "refused": list(tested.refused),
        "coverage": [_plain_coverage(each) for each in tested.coverage],
        "mutation": [_plain_mutation(each) for each in tested.mutation],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _plain_trial(trial: Trial) -> Json:
    expectation = trial.expectation
    return {
        "file": expectation.span.source.name,
        "line": expectation.span.line,
        "instance": expectation.instance,
        "for": [list(each) for each in expectation.selectors],
        "because": expectation.because,
        "holds": not trial.differences,
        "differences": [each.text for each in trial.differences],
    }


def _plain_coverage(coverage: Coverage) -> Json:
    part, whole = coverage.share
    return {
        "ruleset": coverage.file.header.name.text,
        "file": coverage.file.span.source.name,
        "decisive": part,
        "points": whole,
        "at": [
            {
                "line": each.point.span.line,
                "kind": each.point.kind,
                "owner": each.point.owner,
                "reading": each.point.reading,
                "text": each.point.label,
                "decisive_in": each.where or None,
            }
            for each in coverage.points
        ],
        "verdicts": {each.norm: list(each.verdicts) for each in coverage.shown},
    }


def _plain_mutation(mutation: Mutation) -> Json:
    part, whole = mutation.share
    return {
        "ruleset": mutation.file.header.name.text,
        "file": mutation.file.span.source.name,
        "noticed": part,
        "mutants": whole,
        "void": mutation.void,
        "unnoticed": [
            {
                "line": each.span.line,
                "owner": each.owner,
                "before": each.before,
                "after": each.after or None,
            }
            for each in mutation.survivors
        ],
    }
