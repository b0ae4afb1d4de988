"""Which answers settle an open verdict, and which way: the smallest sets of them.

A set of answers settles a verdict if every completion that gives none of the questions in it
another answer comes to that verdict, and some completion gives all of them. A completion in which a
question did not come up is one for each of its answers.

Sets that differ in the answer to one question are told as one, with all these answers. A set is
left out if whoever gives its answers gives those of another that settles the same verdict, too:
that a time had run out a week before the day on which it must have, say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from lexcheck.evaluate.frames import Outcome
from lexcheck.evaluate.world import Asked, Path, World
from lexcheck.verdicts.model import Settlement, Verdict

#: A completion: its verdict, and what it answered to each question that came up.
Way = tuple[Verdict, dict[str, str]]

Pairs = tuple[tuple[str, str], ...]

#: Questions, each with the answers that will do.
Answers = tuple[tuple[str, tuple[str, ...]], ...]

#: With more completions times questions than these, only what was asked is told.
_MOST_IMPLIED = 100_000

#: More answers than these together are no help to anybody; more sets are not gone through.
MOST_TOGETHER = 3
_MOST_SETS = 20_000
MOST_TOLD = 4
_MOST_COMPARED = 200


def ways(paths: Sequence[Path[Outcome]]) -> list[Way]:
    """Each completion with its answers, those that follow from the others included."""
    found: list[Way] = []
    first: dict[str, tuple[Asked, World]] = {}
    for path in paths:
        given = {}
        for asked in path.world.asked:
            text = asked.question()
            given[text] = asked.answers[asked.given]
            first.setdefault(text, (asked, path.world))
        found.append((path.result.verdict, given))
    if len(paths) * len(first) > _MOST_IMPLIED:
        return found
    for path, (_, given) in zip(paths, found, strict=True):
        for text, (asked, world) in first.items():
            if text not in given:
                implied = path.world.implied(asked, world)
                if implied is not None:
                    given[text] = asked.answers[0 if implied else 1]
    return found


def settlements(ways: Sequence[Way]) -> tuple[tuple[Settlement, ...], bool]:
    """For each verdict, in order of weight, the smallest sets that settle it, a few of them; and
    whether every set of so few answers was gone through.
    """
    pairs = tuple(dict.fromkeys(pair for _, answers in ways for pair in answers.items()))
    found: dict[Verdict, list[Pairs]] = {}
    complete = True
    for number, chosen in enumerate(_sets(pairs)):
        if number >= _MOST_SETS:
            complete = False
            break
        verdict = settled(ways, chosen)
        if verdict is None:
            continue
        told = found.setdefault(verdict, [])
        if not told or len(told[0]) == len(chosen):  # the smaller ones come first
            told.append(chosen)
    smallest = (
        Settlement(verdict=verdict, answers=chosen)
        for verdict in Verdict
        for chosen in _least(ways, _merged(found.get(verdict, ())))[:MOST_TOLD]
    )
    return tuple(smallest), complete


def _merged(sets: Sequence[Pairs]) -> list[Answers]:
    """Sets that differ in the answer to one question as one, with all these answers."""
    found: list[dict[str, tuple[str, ...]]] = [
        {question: (answer,) for question, answer in chosen} for chosen in sets
    ]
    for question in dict.fromkeys(q for chosen in sets for q, _ in chosen):
        together: dict[object, dict[str, tuple[str, ...]]] = {}
        for chosen in found:
            others = frozenset(item for item in chosen.items() if item[0] != question)
            kept = together.setdefault((others, question in chosen), chosen)
            if question in chosen:
                kept[question] = tuple(dict.fromkeys((*kept[question], *chosen[question])))
        found = list(together.values())
    return [tuple(chosen.items()) for chosen in found[:_MOST_COMPARED]]


def _least(ways: Sequence[Way], sets: Sequence[Answers]) -> list[Answers]:
    """The sets that no other says already. Of two that say the same, the first stays."""
    givers = [{n for n, (_, given) in enumerate(ways) if _gives(given, each)} for each in sets]
    fits = [{n for n, (_, given) in enumerate(ways) if _fits(given, each)} for each in sets]
    return [
        one
        for i, one in enumerate(sets)
        if not any(
            fits[i] <= givers[j] and (j < i or not fits[j] <= givers[i])
            for j in range(len(sets))
            if j != i
        )
    ]


def _gives(given: dict[str, str], answers: Answers) -> bool:
    return all(given.get(question) in wanted for question, wanted in answers)


def _fits(given: dict[str, str], answers: Answers) -> bool:
    return all(given.get(question, wanted[0]) in wanted for question, wanted in answers)


def settled(ways: Sequence[Way], chosen: Pairs) -> Verdict | None:
    """The one verdict that is left after these answers; None where more are, or none is."""
    left = {verdict for verdict, answers in ways if _agrees(answers, chosen)}
    met = any(all(answers.get(q) == a for q, a in chosen) for _, answers in ways)
    return left.pop() if len(left) == 1 and met else None


def _agrees(answers: dict[str, str], chosen: Pairs) -> bool:
    return all(answers.get(question, answer) == answer for question, answer in chosen)


def _sets(pairs: Pairs) -> Iterator[Pairs]:
    """Sets of answers to different questions, the smaller first."""
    for size in range(1, MOST_TOGETHER + 1):
        for chosen in combinations(pairs, size):
            if len({question for question, _ in chosen}) == size:
                yield chosen
