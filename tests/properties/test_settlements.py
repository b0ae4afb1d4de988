"""LAW: what is said to settle a verdict settles it, no part of it does, no smaller set does, and
what is left unsaid says no more.

Ways are drawn at random, as tables of answers; what settles is found by going through all of them.
"""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate.settling import MOST_TOLD, Way, settled, settlements
from lexcheck.verdicts.model import Settlement, Verdict
from tests.properties.numbers_of_examples import examples

VERDICTS = (Verdict.COMPLIED, Verdict.BREACHED, Verdict.PENDING)

answers = st.dictionaries(st.sampled_from("pqr"), st.sampled_from(("yes", "no")), max_size=3)
ways = st.lists(st.tuples(st.sampled_from(VERDICTS), answers), min_size=1, max_size=6)


def leaves(found: list[Way], chosen: tuple[tuple[str, str], ...]) -> set[Verdict]:
    """By the definition: the verdicts of the ways that contradict none of the answers."""
    return {
        verdict
        for verdict, given_answers in found
        if not any(given_answers.get(q) not in (None, a) for q, a in chosen)
    }


@examples(200)
@given(ways)
def test_what_settles_settles_and_no_part_of_it_does(found: list[Way]) -> None:
    told, complete = settlements(found)
    assert complete
    for each in told:
        for chosen in single(each):
            assert leaves(found, chosen) == {each.verdict}
            for size in range(1, len(chosen)):
                for part in combinations(chosen, size):
                    assert settled(found, part) is not each.verdict
    said = {each.verdict: len(each.answers) for each in told}
    pairs = {pair for _, given_answers in found for pair in given_answers.items()}
    for size in (1, 2, 3):
        for chosen in combinations(sorted(pairs), size):
            verdict = settled(found, chosen)
            if verdict is not None and len({q for q, _ in chosen}) == size:
                assert said[verdict] <= size
                if said[verdict] == size:
                    assert is_told(found, chosen, [t for t in told if t.verdict is verdict])


def single(told: Settlement) -> list[tuple[tuple[str, str], ...]]:
    """Each choice of one answer to each question."""
    return list(product(*([(q, a) for a in given] for q, given in told.answers)))


def is_told(found: list[Way], chosen: tuple[tuple[str, str], ...], told: list[Settlement]) -> bool:
    """Is a set among those told, or are its answers never given without those of one that is? (Or
    are there too many to tell?)
    """
    if len(told) == MOST_TOLD or any({*chosen} == {*each} for t in told for each in single(t)):
        return True
    ways_left = [
        given_answers
        for _, given_answers in found
        if all(given_answers.get(q) in (None, a) for q, a in chosen)
    ]
    return any(
        all(way.get(q) in wanted for way in ways_left for q, wanted in t.answers) for t in told
    )
