"""The invariants notice a ruleset that is broken."""

import attrs
import pytest

from lexcheck.norms.invariants import check
from lexcheck.norms.model import Norm, OnBreach
from tests.unit.resolved.programs import ANSWER, HEAD, lowered


def broken(norm: Norm, part: str) -> Norm:
    match part:
        case "a variable that nothing binds":
            return attrs.evolve(norm, binders=())
        case "a condition that is none":
            return attrs.evolve(norm, when=norm.deadline)
        case "a deadline that is no moment":
            return attrs.evolve(norm, deadline=norm.when)
        case "an act without an end":
            return attrs.evolve(norm, deadline=None)
        case "a circle of priorities":
            return attrs.evolve(norm, overridden_by=(norm.name,))
        case "a circle of breaches":
            on_breach = OnBreach(norm=norm.name, variables=("o",))
            return attrs.evolve(norm, binders=(), on_breach=on_breach)
        case _:
            return attrs.evolve(norm, repairs="another")


@pytest.mark.parametrize(
    "part",
    [
        "a variable that nothing binds",
        "a condition that is none",
        "a deadline that is no moment",
        "an act without an end",
        "a circle of priorities",
        "a circle of breaches",
        "a repair of nothing",
    ],
)
def test_what_is_broken_is_noticed(part: str) -> None:
    ruleset = lowered(HEAD + ANSWER + "  when stayed(o)\n")
    (norm,) = ruleset.norms
    with pytest.raises(AssertionError):
        check(attrs.evolve(ruleset, norms=(broken(norm, part),)))
