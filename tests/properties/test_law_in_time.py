"""LAW: what a change of law does is what the same law says in other words.

`pending end` is an `until` with the last instant of the version; what is converted is judged as the
new law judges what arises with it; another day's law is that law alone, for all time; and versions
that say the same are one norm.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate.from_norms import evaluate
from lexcheck.verdicts.model import Finding, Verdict
from tests.judging import Document, at, between, case_of, hour, ruleset_of, stamp
from tests.properties.numbers_of_examples import examples
from tests.unit.evaluate.asking import VOCABULARY, case

#: The law changes at hour 12, with the second of March.
OLD, NEW = "in force from 2021-01-01 until 2021-03-01", "in force from 2021-03-02"
CHANGE = 12

TARGETS = {"act": "beta(o)", "state": "on(o)"}

hours = st.integers(-6, 40)
lengths = st.integers(0, 20)
targets = st.sampled_from(sorted(TARGETS))


def found(rules: str, document: Document, as_of: int, law: date | None = None) -> Finding:
    ruleset = ruleset_of(VOCABULARY + rules)
    case = case_of(document, ruleset.schema)
    (finding,) = evaluate(ruleset, case, as_of=hour(as_of), law_as_of=law).findings
    return finding


def told(finding: Finding) -> tuple[object, ...]:
    """What a verdict comes to, whatever the version is called."""
    return (
        finding.verdict,
        finding.possible,
        finding.reasons,
        finding.grade,
        finding.deadline,
        finding.horizon,
        finding.gaps,
        finding.deciding_acts,
        finding.exceptions,
    )


def duty(target: str, length: int, days: str = "", more: str = "") -> str:
    return (
        f"obligation n for each o: Order must {TARGETS[target]} within {length} hours of o.received"
        f"\n  {more} {days}\n"
    )


@st.composite
def documents(draw: st.DrawFn, received: st.SearchStrategy[int] = hours) -> Document:
    """One order, and a few acts about it."""
    names = st.sampled_from(["do", "undo", "beta"])
    acts: list[Document] = []
    for _ in range(draw(st.integers(0, 3))):
        name = draw(names)
        where = {"in": "IN"} if name == "do" else {}
        acts.append({name: "o", **where, "at": at(draw(hours))})
    return case({"received": at(draw(received))}, acts)


@examples(80)
@given(documents(), targets, lengths, hours, st.none() | hours)
def test_an_end_of_the_norm_that_ends_its_duties_is_an_until(
    document: Document, target: str, length: int, as_of: int, revoked: int | None
) -> None:
    if revoked is not None:
        document["records"]["Order"]["o"]["end"] = at(revoked)
    last = "2021-03-01T23:59:59.999999Z"
    ending = duty(target, length, f"{OLD} pending end", "until o.end")
    written = duty(target, length, OLD, f"until the earlier of o.end and {last}")
    assert told(found(ending, document, as_of)) == told(found(written, document, as_of))


@examples(80)
@given(documents(), targets, lengths, lengths, hours)
def test_what_is_converted_is_judged_as_what_arises_with_the_new_law(
    document: Document, target: str, old: int, new: int, as_of: int
) -> None:
    """What was pending at the change has the deadline of an order received at the change."""
    rules = duty(target, old, f"{OLD} pending convert") + duty(target, new, NEW)
    judged = found(rules, document, as_of)
    before = found(duty(target, old, OLD), document, min(as_of, CHANGE))
    received = document["records"]["Order"]["o"]["received"]
    pending = received < at(CHANGE) and _pending_at_change(target, old, document)
    if as_of < CHANGE or (received < at(CHANGE) and not pending):
        assert told(judged) == told(found(duty(target, old, OLD), document, as_of))
        return
    if received >= at(CHANGE):
        assert told(judged) == told(found(duty(target, new, NEW), document, as_of))
        return
    assert before.verdict in (Verdict.PENDING, Verdict.COMPLIED)
    from_now = f"obligation n for each o: Order must {TARGETS[target]} from o.received\n"
    from_now += f"  not later than {at(CHANGE + new)} in force from 2021-01-01\n"
    assert told(judged) == told(found(from_now, document, as_of))


def _pending_at_change(target: str, length: int, document: Document) -> bool:
    """By the old law alone, at its last instant: the deadline is ahead, and not all is done."""
    rules = duty(target, length, "in force from 2021-01-01")
    ruleset = ruleset_of(VOCABULARY + rules)
    (finding,) = evaluate(
        ruleset, case_of(document, ruleset.schema), as_of=hour(CHANGE) - 1
    ).findings
    return finding.verdict is Verdict.PENDING


@examples(60)
@given(documents(), targets, lengths, lengths, hours, st.booleans())
def test_the_law_of_a_day_is_that_version_for_all_time(
    document: Document, target: str, old: int, new: int, as_of: int, later: bool
) -> None:
    rules = duty(target, old, f"{OLD} pending convert") + duty(target, new, NEW)
    day = date(2021, 3, 2) if later else date(2021, 3, 1)
    alone = duty(target, new if later else old, "in force from 2000-01-01")
    judged = found(rules, document, as_of, day)
    assert told(judged) == told(found(alone, document, as_of))
    assert judged.law == () or judged.verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize("pending", ["continue", "end", "convert"])
@examples(40)
@given(
    document=documents(), target=targets, old=lengths, new=lengths, as_of=hours,
    first=hours, width=st.integers(1, 30),
)  # fmt: skip
def test_in_doubt_the_change_splits_what_may_be(
    pending: str,
    document: Document,
    target: str,
    old: int,
    new: int,
    as_of: int,
    first: int,
    width: int,
) -> None:
    """Sound and exact: what is carried are the verdicts of the moments there may be.

    Nothing happens but at full hours, so that an instant at, before and after each is every one.
    """
    rules = duty(target, old, f"{OLD} pending {pending}") + duty(target, new, NEW)
    order = document["records"]["Order"]["o"]
    order["received"] = between(first, first + width)
    judged = found(rules, document, as_of)
    low, high = hour(first), hour(first + width)
    verdicts = set()
    for number in range(first, first + width + 1):
        for instant in (hour(number) - 1, hour(number), hour(number) + 1):
            if low <= instant <= high:
                order["received"] = stamp(instant)
                verdicts.add(found(rules, document, as_of).verdict)
    assert set(judged.possible) == verdicts


@pytest.mark.parametrize("pending", ["continue", "convert"])
@examples(40)
@given(document=documents(), target=targets, as_of=hours)
def test_versions_that_give_no_time_are_one_norm(
    pending: str, document: Document, target: str, as_of: int
) -> None:
    """A change that changes nothing: with no time to comply, nothing is ever pending."""
    rules = duty(target, 0, f"{OLD} pending {pending}") + duty(target, 0, NEW)
    alone = duty(target, 0, "in force from 2021-01-01")
    assert told(found(rules, document, as_of)) == told(found(alone, document, as_of))


@examples(60)
@given(documents(), targets, lengths, hours, st.booleans())
def test_an_annulled_norm_judges_until_it_is_annulled_and_never_was_after(
    document: Document, target: str, length: int, as_of: int, annulled: bool
) -> None:
    """Annulled on the second of March: whoever judges on the first does not know."""
    day = date(2021, 3, 2) if annulled else date(2021, 3, 1)
    rules = duty(target, length, "in force from 2021-01-01 annulled 2021-03-02")
    judged = found(rules, document, as_of, day)
    if annulled:
        assert judged.verdict is Verdict.NOT_APPLICABLE
    else:
        alone = duty(target, length, "in force from 2021-01-01")
        assert told(judged) == told(found(alone, document, as_of, day))
