"""Each fault of a case is reported once, at its place, with words that help."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from lexcheck.base.diagnostics import shown
from tests.unit.facts.bad_cases import BAD_CASES, Bad
from tests.unit.facts.bad_texts import BAD_BYTES, BAD_JSON, BAD_YAML
from tests.unit.facts.reading import read

ROOM = Path(__file__).parents[3] / "src/lexcheck"


def check(example: Bad, name: str) -> None:
    start, end = example.place
    case, diagnostics = read(example.unmarked, name)
    assert case is None
    assert [d.code for d in diagnostics] == [example.code], "\n".join(map(shown, diagnostics))
    found = diagnostics[0]
    assert (found.message, found.hint) == (example.message, example.hint)
    assert (found.span.start, found.span.end) == (start, end), shown(found)
    before = example.text[:start]
    line, column = before.count("\n") + 1, start - before.rfind("\n")
    assert found.span.place == f"{name}:{line}:{column}"


@pytest.mark.parametrize("example", BAD_CASES, ids=lambda example: example.name)
def test_a_bad_case_is_refused_for_its_one_fault(example: Bad) -> None:
    check(example, "case.yaml")


@pytest.mark.parametrize("example", BAD_YAML, ids=lambda example: example.name)
def test_bad_yaml_is_refused_in_plain_words(example: Bad) -> None:
    check(example, "case.yaml")


@pytest.mark.parametrize("example", BAD_JSON, ids=lambda example: example.name)
def test_bad_json_is_refused_in_plain_words(example: Bad) -> None:
    check(example, "case.json")


def test_every_code_of_the_room_has_an_example() -> None:
    files = [*(ROOM / "facts").glob("*.py"), ROOM / "base/decoding.py"]
    used = {code for file in files for code in re.findall(r"LX\d{3}", file.read_text("utf-8"))}
    shown_codes = {example.code for example in (*BAD_CASES, *BAD_YAML, *BAD_JSON)}
    shown_codes |= {code for code, _, _ in BAD_BYTES}
    assert used == shown_codes


def test_a_file_of_nothing_but_faults_is_refused_whole_and_soon() -> None:
    items = "".join(f"    acc_{number}: {{}}\n" for number in range(2_000))
    acts = "".join(
        f"  - {{blok: ac_{number}, at: 2021-02-01}}\n  - {{block: akk_{number}, at: 2021-02-01}}\n"
        for number in range(2_000)
    )
    start = time.process_time()
    _, diagnostics = read(
        f"case: x\nbuilt_from: log\ntimezone: UTC\nrecords:\n  Item:\n{items}acts:\n{acts}"
    )
    assert Counter(d.code for d in diagnostics) == {"LX425": 2_000, "LX428": 2_000}
    assert diagnostics[0].hint == "did you mean `block`?"
    assert time.process_time() - start < 20


def test_messages_are_plain() -> None:
    for example in (*BAD_CASES, *BAD_YAML, *BAD_JSON):
        assert not example.message.endswith("."), example
        assert not re.search(r"\b(None|dict|tuple|Mapping|Sequence|Scalar)\b", example.message)
