"""LAW: what is said to settle a verdict settles it, no part of it does, and no smaller set does.

Ways are drawn at random, as tables of answers; what settles is found by going through all of them.
"""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate.settling import Way, settled, settlements
from lexcheck.verdicts.model import Verdict
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
        assert leaves(found, each.answers) == {each.verdict}
        for size in range(1, len(each.answers)):
            for part in combinations(each.answers, size):
                assert settled(found, part) is not each.verdict
    said = {each.verdict: len(each.answers) for each in told}
    pairs = {pair for _, given_answers in found for pair in given_answers.items()}
    for size in (1, 2, 3):
        for chosen in combinations(sorted(pairs), size):
            verdict = settled(found, chosen)
            if verdict is not None and len({q for q, _ in chosen}) == size:
                assert said[verdict] <= size
