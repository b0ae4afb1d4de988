"""`lexcheck new`: what it writes passes as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.running import Runs

ROOT = Path(__file__).parents[3]


def test_a_new_ruleset_passes(lexcheck: Runs, desk: Path) -> None:
    ran = lexcheck("new", "ruleset", "in.my_act", "--timezone", "Asia/Kolkata")
    assert (ran.code, ran.out) == (0, "my_act.lex\n")
    assert lexcheck("check", "my_act.lex").out.endswith("0 errors, 0 warnings\n")
    assert lexcheck("fmt", "--check", "my_act.lex").code == 0
    assert lexcheck("lint", "my_act.lex").code == 0


@pytest.mark.parametrize(
    "ruleset", ["in.it_act.s69a", "test.desk", "my_act.lex", "patterns.prohibitions"]
)
def test_a_new_case_passes_and_can_be_judged(lexcheck: Runs, desk: Path, ruleset: str) -> None:
    for name in ("words", "duties", "prohibitions"):
        text = (ROOT / f"cases/patterns/{name}.lex").read_text("utf-8")
        (desk / f"{name}.lex").write_text(text, "utf-8")
    lexcheck("new", "ruleset", "in.my_act")
    ran = lexcheck("new", "case", "my-case", "--ruleset", ruleset)
    assert (ran.code, ran.out) == (0, "my-case.yaml\n")
    assert lexcheck("check", "my-case.yaml").out.endswith("0 errors, 0 warnings\n")
    assert lexcheck("evaluate", "my-case.yaml", "--as-of", "2024-03-01").code == 0


def test_a_new_case_names_every_field(lexcheck: Runs, desk: Path) -> None:
    lexcheck("new", "case", "my-case", "--ruleset", "in.it_act.s69a")
    text = (desk / "my-case.yaml").read_text("utf-8")
    for part in ("provision: unknown # section_69a, rule_9", "items: [item_1] # list of Item"):
        assert part in text
    assert "# revoked: … # time?" in text
    assert "#   - {block: item_1, in: worldwide, at: 2024-01-31T10:00}" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("ruleset", "my act"), 2),
        (("case", "my-case"), 2),
        (("ruleset", "r", "--ruleset", "test.desk"), 2),
        (("case", "my-case", "--ruleset", "test.dsk"), 3),
        (("case", "my-case", "--ruleset", "absent.lex"), 2),
        (("ruleset", "r", "--timezone", "Europe/Berln"), 3),
        (("ruleset", "r", "--output", "shop.lex"), 2),
        (("ruleset", "r", "--output", "absent/r.lex"), 2),
    ],
)
def test_what_cannot_be_written(
    lexcheck: Runs, desk: Path, arguments: tuple[str, ...], code: int
) -> None:
    before = (desk / "shop.lex").read_text("utf-8")
    ran = lexcheck("new", *arguments)
    assert ran.code == code
    assert ran.err
    assert (desk / "shop.lex").read_text("utf-8") == before
