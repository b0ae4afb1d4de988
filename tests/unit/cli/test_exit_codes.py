"""Each exit code has one meaning, and is shown here by a real run."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from lexcheck.cli.exits import PRECEDENCE, Exit, gravest
from lexcheck.pipeline import runs
from tests.unit.cli.running import Runs
from tests.unit.samples import CASE, RULESET

NOTHING_TO_JUDGE = """\
case: empty
uses: desk
ruleset: test.desk
timezone: Europe/Berlin
built_from: log
as_of: 2024-03-05
"""


def broken_ruleset(folder: Path) -> None:
    (folder / "broken.lex").write_text(RULESET.replace("o.seller", "o.selller"), "utf-8")


def broken_case(folder: Path) -> None:
    text = CASE.replace("three-parcels", "broken").replace("received:", "recieved:")
    (folder / "broken.yaml").write_text(text, "utf-8")


def test_0_done(lexcheck: Runs) -> None:
    ran = lexcheck("evaluate", "case.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "Not compliant" in ran.out


def test_0_even_where_there_is_a_breach_unless_asked(lexcheck: Runs) -> None:
    assert lexcheck("evaluate", "case.yaml", "--format", "json").code == 0


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [("breached", 1), ("complied-late", 1), ("COMPLIED", 1), ("not_applicable", 1)],
)
def test_1_a_verdict_at_or_above(lexcheck: Runs, fail_on: str, code: int) -> None:
    ran = lexcheck("evaluate", "case.yaml", "--fail-on", fail_on)
    assert ran.code == code
    assert "Not compliant" in ran.out, "the report is there all the same"


def test_1_not_for_a_lighter_verdict(lexcheck: Runs, desk: Path) -> None:
    text = CASE.replace("[p1, p2, p3]", "[p1, p2]")
    (desk / "late.yaml").write_text(text, "utf-8")
    assert lexcheck("evaluate", "late.yaml", "--fail-on", "breached").code == 0
    assert lexcheck("evaluate", "late.yaml", "--fail-on", "complied_late").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("evaluate",),
        ("evalute", "case.yaml"),
        ("evaluate", "case.yaml", "--formt", "json"),
        ("evaluate", "case.yaml", "--format", "yaml"),
        ("evaluate", "case.yaml", "--as-of", "yesterday"),
        ("evaluate", "case.yaml", "--fail-on", "breach"),
        ("evaluate", "case.yaml", "--set", "allowed"),
        ("evaluate", "case.yaml", "--set", "allowed=soon"),
        ("evaluate", "case.yaml", "--set", "alowed=3 hours"),
        ("evaluate", "case.yaml", "--reading", "strct"),
        ("evaluate", "case.yaml", "--viewpoint", "joe"),
        ("evaluate", "absent.yaml"),
        ("evaluate", "case.yaml", "--output", "absent/report.txt"),
        ("check", "absent.lex"),
        ("explain", "case.yaml", "deliver(o1, p9)"),
        ("explain", "absent.yaml", "deliver(o1, p1)"),
        ("schema",),
        ("schema", "desk", "--report"),
        ("completion", "csh"),
    ],
)
def test_2_usage_or_unreadable(lexcheck: Runs, arguments: tuple[str, ...]) -> None:
    ran = lexcheck(*arguments)
    assert ran.code == 2
    assert ran.err


def test_3_ruleset_refused(lexcheck: Runs, desk: Path) -> None:
    broken_ruleset(desk)
    for arguments in (
        ("evaluate", "case.yaml", "--ruleset", "broken.lex"),
        ("evaluate", "case.yaml", "--ruleset", "no.such_ruleset"),
        ("explain", "case.yaml", "deliver(o1, p1)", "--ruleset", "broken.lex"),
        ("check", "broken.lex"),
        ("schema", "no.such_vocabulary"),
    ):
        ran = lexcheck(*arguments)
        assert ran.code == 3, arguments
        assert "error[LX2" in ran.out + ran.err


def test_3_ruleset_of_the_case_refused(lexcheck: Runs, desk: Path) -> None:
    (desk / "shop.lex").write_text(RULESET.replace("o.seller", "o.selller"), "utf-8")
    assert lexcheck("evaluate", "case.yaml").code == 3


def test_4_case_refused_and_the_others_judged(lexcheck: Runs, desk: Path) -> None:
    broken_case(desk)
    ran = lexcheck("evaluate", "broken.yaml", "case.yaml")
    assert ran.code == 4
    assert "broken.yaml" in ran.err
    assert "did you mean `received`?" in ran.err
    assert "1 case judged; 1 refused: broken.yaml." in ran.out
    assert lexcheck("check", "broken.yaml").code == 4


def test_5_nothing_judged(lexcheck: Runs, desk: Path) -> None:
    (desk / "folder").mkdir()
    (desk / "empty.yaml").write_text(NOTHING_TO_JUDGE, "utf-8")
    for path, code in (("folder", "LX493"), ("empty.yaml", "LX590")):
        ran = lexcheck("evaluate", path)
        assert ran.code == 5
        assert "Nothing was judged" in ran.out
        assert f"warning[{code}]" in ran.err
    ran = lexcheck("check", "folder")
    assert ran.code == 5
    assert "nothing was checked" in ran.out


def test_70_our_fault(lexcheck: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a fault put here by a test")

    monkeypatch.setattr(runs, "judge", fails)
    ran = lexcheck("evaluate", "case.yaml")
    assert ran.code == 70
    assert "fault of lexcheck" in ran.err
    assert "Please report it" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("LEXCHECK_TRACEBACK", "1")
    assert "Traceback" in lexcheck("evaluate", "case.yaml").err


def test_several_apply_at_once(lexcheck: Runs, desk: Path) -> None:
    """A refused case weighs more than a breach; an unreadable file more than a refused case."""
    broken_case(desk)
    asked = ("evaluate", "case.yaml", "--fail-on", "breached")
    assert lexcheck(*asked).code == 1
    assert lexcheck(*asked, "broken.yaml").code == 4
    assert lexcheck(*asked, "broken.yaml", "absent.yaml").code == 2


@pytest.mark.parametrize("codes", list(itertools.combinations(Exit, 2)))
def test_the_order_is_that_of_the_help(codes: tuple[Exit, Exit]) -> None:
    order = [70, 2, 3, 4, 5, 1, 0]
    assert [int(code) for code in PRECEDENCE] == order
    assert gravest(codes) == min(codes, key=order.index)
    assert gravest(()) is Exit.DONE
