"""Exceptions to exceptions, presumptions, and norms that give way."""

from __future__ import annotations

import pytest

from tests.judging import at, judge
from tests.unit.evaluate.asking import VOCABULARY, case, found

DUTY = "obligation n for each o: Order must on(o) within 5 hours of o.received\n"
CHAIN = (
    f"{DUTY}exception e to n when o.kind = red\nexception f to e when o.flag\n"
    "exception g to f when o.n > 2\n"
)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ({"kind": "green", "flag": True, "n": 5}, ("breached",)),
        ({"kind": "red", "flag": False, "n": 5}, ("excused",)),
        ({"kind": "red", "flag": True, "n": 1}, ("breached",)),
        ({"kind": "red", "flag": True, "n": 5}, ("excused",)),
        ({"kind": "red", "flag": "unknown", "n": 1}, ("breached", "excused")),
        ({"kind": "red", "flag": "unknown", "n": 5}, ("excused",)),
        ({"kind": "unknown", "flag": True, "n": 1}, ("breached",)),
    ],
)
def test_an_exception_to_an_exception_restores_the_duty(
    order: dict[str, object], told: tuple[str, ...]
) -> None:
    assert found(CHAIN, case(order)) == {"n(o)": told}


def test_what_overrides_an_exception_defeats_it() -> None:
    rules = (
        f"{DUTY}exception e to n when o.kind = red\n"
        "exception f to n when o.flag and o.n > 2 overrides e\n"
    )
    assert found(rules, case({"kind": "red", "flag": False, "n": 5})) == {"n(o)": ("excused",)}
    # f holds by itself, so the duty is excused by it where it defeats e.
    assert found(rules, case({"kind": "red", "flag": True, "n": 5})) == {"n(o)": ("excused",)}


@pytest.mark.parametrize(
    ("flag", "verdict", "presumed"),
    [("unknown", "excused", True), ("false", "excused", True), ("true", "breached", False)],
)
def test_an_unknown_exception_to_an_exception_may_be_presumed_absent(
    flag: str, verdict: str, presumed: bool
) -> None:
    rules = f"{VOCABULARY}{DUTY}exception e to n when o.kind = red\n"
    rules += "exception f to e when o.flag presumed absent\n"
    document = case({"kind": "red", "flag": flag})
    (finding,) = judge(rules, document, 100).findings
    assert finding.verdict == verdict
    if flag == "unknown":
        assert any("`f` is presumed absent" in text for text in finding.assumptions)


@pytest.mark.parametrize(
    ("flag", "verdict"), [("unknown", "breached"), ("false", "breached"), ("true", "excused")]
)
def test_an_unknown_exception_may_be_presumed_absent(flag: str, verdict: str) -> None:
    rules = f"{VOCABULARY}{DUTY}  unless o.flag presumed absent"
    (finding,) = judge(rules, case({"flag": flag}), 100).findings
    assert finding.verdict == verdict
    listed = any("presumed absent" in text for text in finding.assumptions)
    assert listed == (verdict == "breached")


# ── Norms ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "told"), [("red", ("breached", "excused")), ("green", ("not_applicable", "breached"))]
)
def test_a_norm_gives_way_to_what_overrides_it(kind: str, told: tuple[str, str]) -> None:
    rules = (
        "obligation strong for each o: Order when o.kind = red must do(o) within 5 hours of "
        "o.received\n"
        "prohibition weak for each o: Order must not do(o) from o.received subject to strong"
    )
    acts = [{"do": "o", "at": at(1), "in": "IN"}] if kind == "green" else []
    verdicts = found(rules, case({"kind": kind}, acts))
    assert verdicts == {"strong(o)": (told[0],), "weak(o)": (told[1],)}


def test_a_norm_on_another_target_overrides_nothing() -> None:
    other = "obligation m for each o: Order must lift(o) within 5 hours of o.received overrides n"
    assert found(DUTY + other, case()) == {"n(o)": ("breached",), "m(o)": ("breached",)}


@pytest.mark.parametrize(
    ("weight", "told"),
    [(1, ("breached",)), (5, ("pending",)), ("unknown", ("breached", "pending"))],
)
def test_a_permission_allows_the_acts_for_which_it_holds(
    weight: object, told: tuple[str, ...]
) -> None:
    rules = (
        "prohibition n for each o: Order must not alpha(o) from o.received\n"
        "permission p to n when (last alpha(o)).weight > 2 at the act"
    )
    acts = [{"alpha": "o", "at": at(1), "weight": weight}]
    assert found(rules, case(acts=acts)) == {"n(o)": told}
