"""What the checks tell apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexcheck.base.text import Source
from lexcheck.lint.from_norms import fixed, remarks
from lexcheck.lint.model import Subject
from lexcheck.pipeline.library import Library
from lexcheck.syntax.from_text import parse
from tests.unit.lint.linting import SOUND, codes, linted, subject

ROOT = Path(__file__).parents[3]


def condition(text: str) -> list[str]:
    return codes(f'exception e to answer_it\n  cites act "s 2"\n  when {text}')


@pytest.mark.parametrize(
    "text",
    [
        "o.provision in {ordinary, emergency}",
        "o.provision = ordinary or o.provision != ordinary",
        "o.urgent or not o.urgent",
        "o.received is present",
        "answer(o) happened or no answer(o) happened",
        "not (o.provision = ordinary and o.provision = emergency)",
        "o.received > 2020-01-01 or not o.received > 2020-01-01",
        "true",
    ],
)
def test_what_always_holds(text: str) -> None:
    assert condition(text) == ["LX903"]


@pytest.mark.parametrize(
    "text",
    [
        "o.provision not in {ordinary, emergency}",
        "o.urgent = true and o.urgent = false",
        "o.asked is present and o.asked is absent",
        "o.provision = ordinary and o.provision in {emergency}",
        "false",
    ],
)
def test_what_never_holds(text: str) -> None:
    assert condition(text) == ["LX903"]


@pytest.mark.parametrize(
    "text",
    [
        "o.provision = ordinary",
        "o.asked is present or o.revoked is present",
        "o.asked is present or o.asked is absent and o.urgent".replace(
            "o.asked is absent and o.urgent", "o.urgent"
        ),
        "o.received > 2020-01-01 or o.received > 2021-01-01",
        "o.asked > o.revoked or not o.revoked > o.asked",
        "o.asked = o.revoked or o.asked != o.revoked",
    ],
)
def test_what_may_hold_or_not(text: str) -> None:
    assert condition(text) == []


def test_defines_are_looked_into() -> None:
    text = """\
        define plain(x: Order) = x.provision = ordinary
        define hasty(x: Order) = not plain(x)
        exception e to answer_it
          cites act "s 2"
          when  {}
        """
    assert codes(text.format("plain(o) or hasty(o)")) == ["LX903"]
    assert codes(text.format("plain(o) and not hasty(o)")) == []


def test_an_exception_that_always_holds_may_have_exceptions() -> None:
    assert codes('exception e to answer_it cites act "s 2"') == ["LX903"]
    inner = '\nexception f to e\n  cites act "s 3"\n  when o.urgent'
    assert codes(f'exception e to answer_it cites act "s 2"{inner}') == []


def test_exceptions_of_a_reading_are_looked_at_once() -> None:
    text = "reading r\n  exception e to answer_it\n    when o.urgent and not o.urgent"
    assert codes(text) == ["LX903"]


def test_what_counts_under_a_reading_or_in_a_condition_reaches_a_norm() -> None:
    assert codes("suspend(i) counts as hidden(i)\n\n" + SOUND) == ["LX902"]
    reading = "reading r\n  answer_it: when every i in o.items has hidden(i)"
    assert codes("suspend(i) counts as hidden(i)\n\n" + SOUND + reading) == []
    other = "hidden_first"
    counts = "suspend(i) counts as hidden(i)\nsuspend(i) counts as blocked(i) when hidden(i)\n"
    keep = f'obligation {other} cites act "1" for each i: Item must blocked(i)\n'
    assert codes(counts + keep) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("10 days of o.received", "10 days of o.received", ["LX901"]),
        ("10 days of o.received", "11 days of o.received", []),
        ("10 days of o.received", "5 hours of o.received", []),  # no one unit
        ("36 hours of o.received", "90 minutes of o.received", ["LX901"]),
        ("10 days of o.received", "10 days of o.asked", []),
    ],
)
def test_an_end_before_the_deadline(first: str, second: str, expected: list[str]) -> None:
    norm = SOUND.replace("10 days of o.received", first).rstrip() + f"\n  until {second}\n"
    assert codes(norm) == expected


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("10 days of o.asked", ["LX905"]),
        ("the earlier of 10 days of o.received and 2 days of o.asked", []),
        ("the later of 2 days of o.asked and 10 days of o.asked", ["LX905"]),
        ("(10 days of o.asked) otherwise (20 days of o.received)", []),
        ("10 days of (o.asked otherwise o.received)", []),
        ("10 days of o.received", []),
    ],
)
def test_anchors_that_may_be_absent(anchor: str, expected: list[str]) -> None:
    assert codes(SOUND.replace("10 days of o.received", anchor)) == expected


VERSION = SOUND + "  in force from {} until {}\n"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((("2020-01-01", "2020-12-31"), ("2021-01-01", "2021-12-31")), []),
        ((("2020-01-01", "2020-12-30"), ("2021-01-01", "2021-12-31")), ["on 2020-12-31"]),
        # The newer law may stand above the older.
        (
            (("2022-01-01", "2022-12-31"), ("2020-01-01", "2020-12-31")),
            ["from 2021-01-01 until 2021-12-31"],
        ),
        (
            (
                ("2022-01-01", "2022-12-31"),
                ("2020-01-01", "2020-12-31"),
                ("2021-01-01", "2021-12-31"),
            ),
            [],
        ),
    ],
)
def test_holes_between_versions(days: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    found = linted("\n".join(VERSION.format(*each) for each in days))
    said = [each.diagnostic.message for each in found if each.diagnostic.code == "LX907"]
    assert said == [f"no version of `answer_it` is in force {each}" for each in expected]


def test_unused_things_are_taken_away_with_their_line() -> None:
    text = 'source other "Another act"\n\ndefine hasty(o: Order) = o.urgent\n\n' + SOUND
    found = linted(text)
    assert [each.diagnostic.code for each in found] == ["LX906", "LX906"]
    source = subject(text).file.span.source
    mended = fixed(source.text, [each.fix for each in found if each.fix is not None])
    assert "hasty" not in mended
    assert "Another act" not in mended
    file, _ = parse(Source(name="mended", text=mended))
    assert file is not None
    assert "obligation answer_it" in mended


def test_a_parameter_is_not_taken_away() -> None:
    (found,) = linted("parameter grace: duration\n\n" + SOUND)
    assert found.diagnostic.code == "LX906"
    assert found.fix is None


UNCITED = SOUND.replace('  cites    act "s 1"\n', "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# lint: LX904 why\n" + UNCITED, []),
        ("# lint: LX904 why\n# and another remark\n" + UNCITED, []),
        (UNCITED.replace("answer_it\n", "answer_it  # lint: LX904 why\n"), []),
        ("# lint: LX904, LX905 why\n" + UNCITED.replace("received", "asked"), ["LX905"]),
        ("# lint: LX904\n" + UNCITED, ["LX900", "LX904"]),
        ("# lint: LX905 why\n" + UNCITED, ["LX900", "LX904"]),
        (UNCITED.replace("received\n", "received  # lint: LX904 why\n"), ["LX904", "LX900"]),
    ],
)
def test_suppression(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_suppression_above_the_header_is_for_the_file(tmp_path: Path) -> None:
    words = subject(UNCITED).file.span.source.text
    for above, expected in (("# lint: LX904 why\n", []), ("# lint: LX904\n", ["LX900", "LX904"])):
        path = tmp_path / "linted.lex"
        path.write_text(above + words, "utf-8")
        compiled = Library().compiled(str(path))
        assert compiled.ruleset is not None
        found = remarks(Subject(file=compiled.files[-1], ruleset=compiled.ruleset))
        assert [each.diagnostic.code for each in found] == expected


def shipped() -> list[Path]:
    folders = ("rulesets", "cases/patterns", "tests/cases", "benchmarks")
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.lex"))]
    return [path for path in found if "\nruleset " in f"\n{path.read_text('utf-8')}"]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_what_ships_gives_no_remark(path: Path) -> None:
    compiled = Library().compiled(str(path))
    assert compiled.ruleset is not None
    found = remarks(Subject(file=compiled.files[-1], ruleset=compiled.ruleset))
    assert [f"{r.diagnostic.code} {r.diagnostic.message}" for r in found] == []
