"""Assessments and sanctions of runs side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lexcheck.report import wording
from lexcheck.report.columns import alike, labels, prefix
from lexcheck.report.layout import BOLD, DIM, GREEN, RED, YELLOW, beside, clean, fill, painted
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import AssessmentFinding, Outcome

_COLOURS = {Outcome.MET: GREEN, Outcome.NOT_MET: RED, Outcome.UNDETERMINED: YELLOW}

_IMPOSED = {
    "yes": "imposed",
    "no": "not imposed, as far as the record goes",
    "unknown": "imposed: not in evidence, nor that it was not",
    "not stated": "imposed: not in evidence",
}


def figures(runs: Sequence[Judged], room: int, column: int) -> Iterator[str]:
    """What each assessment comes to; its name takes `column` columns where it fits."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, judged in zip(labels(runs), runs, strict=True):
        for assessment in judged.run.assessments:
            found.setdefault(assessment.id, []).append((name, _figure(assessment)))
    for id_, said in found.items():
        for place, (text, names) in enumerate(alike(said)):
            head = clean(id_) if place == 0 else ""
            yield from beside(head, prefix(names) + text, room, column)


def _figure(found: AssessmentFinding) -> str:
    outcome = painted(wording.words(found.outcome), _COLOURS.get(found.outcome, DIM))
    return figure_words(found, outcome)


def figure_words(found: AssessmentFinding, outcome: str = "") -> str:
    """`not met (at least 50 %): 2 of 9 = 22.22 %; 7 not`"""
    outcome = outcome or wording.words(found.outcome)
    threshold = f" ({found.threshold})" if found.threshold else ""
    if found.outcome is Outcome.NOT_APPLICABLE:
        return f"{outcome}: there is nothing to count"
    known = found.counted[0] == found.counted[1] and found.total[0] == found.total[1]
    figure = wording.figure(found)
    figure += f"; {wording.count(found.not_counted)} not" if known else ""
    return figure if found.outcome is Outcome.MEASURED else f"{outcome}{threshold}: {figure}"


def meanings(runs: Sequence[Judged], room: int) -> Iterator[str]:
    """What was assessed, in the words of the ruleset."""
    found = {each.name: each for judged in runs for each in judged.run.assessments}
    if found:
        yield ""
        yield painted("Assessments", BOLD)
    for name, each in found.items():
        place = f"{each.span.source.name}:{each.span.line}"
        said = f"{name}: {each.text}" if each.text else f"{name}: a {each.measured}"
        parts = [said, *wording.cited(each.citations), place]
        yield from fill(clean(" · ".join(parts)), room, "  ", "    ")


def sanctions(runs: Sequence[Judged], room: int) -> Iterator[str]:
    """What breaches expose whom to; alike sanctions together."""
    said = [(name, clean(text)) for name, text in exposures(runs)]
    if said:
        yield ""
    for text, names in alike(said):
        yield from fill(prefix(names) + text, room, rest="  ")


def exposures(runs: Sequence[Judged]) -> Iterator[tuple[str, str]]:
    """The same, each with the name of its run."""
    for name, judged in zip(labels(runs), runs, strict=True):
        numbers: dict[tuple[str, str, str, bool, str], int] = {}
        for s in judged.run.sanctions:
            key = (s.instance.partition("(")[0], s.liable, s.exposure, s.certain, s.imposed)
            numbers[key] = numbers.get(key, 0) + 1
        for (norm, liable, exposure, certain, imposed), number in numbers.items():
            whom = f" of {liable}" if liable else ""
            breaches = f"{number:,} breach{'' if number == 1 else 'es'} of {norm}"
            what = f"for {breaches}" if certain else f"for {breaches} that there may be"
            yield name, f"exposure{whom}: {exposure} ({what}); {_IMPOSED[imposed]}"
