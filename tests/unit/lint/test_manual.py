"""Each check is its own manual: what stands under `Before` is remarked on, what is under `After`
is not."""

from __future__ import annotations

import pytest

from lexcheck.lint.from_norms import CHECKS, MANUAL
from tests.unit.lint.linting import codes, examples


@pytest.mark.parametrize("code", MANUAL)
def test_before_and_after(code: str) -> None:
    before, after = examples(MANUAL[code])
    assert before.strip()
    assert after.strip()
    assert code in codes(before)
    assert code not in codes(after)


@pytest.mark.parametrize("code", [each.CODE for each in CHECKS])
def test_nothing_else_is_wrong_with_the_examples(code: str) -> None:
    before, after = examples(MANUAL[code])
    assert set(codes(before)) == {code}
    assert codes(after) == []


@pytest.mark.parametrize("code", MANUAL)
def test_a_page_has_a_title_and_a_reason(code: str) -> None:
    title, blank, *rest = MANUAL[code].splitlines()
    assert title.startswith(f"{code}: ")
    assert blank == ""
    assert len(" ".join(rest).partition("Before:")[0].split()) > 25
