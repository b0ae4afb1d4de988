"""`lexcheck render`: where it writes, what it refuses, and with which exit code."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.running import Runs


def test_a_ruleset_by_its_path_or_its_name(lexcheck: Runs) -> None:
    ran = lexcheck("render", "shop.lex")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Orders at the desk\n")
    assert "### deliver" in ran.out
    assert "SHA-256" in ran.out
    assert lexcheck("render", "in.it_act.s69a").code == 0


def test_as_a_page_into_a_file(desk: Path, lexcheck: Runs) -> None:
    ran = lexcheck("render", "shop.lex", "--format", "html", "--output", "page.html")
    assert (ran.code, ran.out) == (0, "")
    assert (desk / "page.html").read_text("utf-8").startswith("<!doctype html>")


def test_what_it_refuses(lexcheck: Runs) -> None:
    assert lexcheck("render", "no.such.ruleset").code == 3
    assert lexcheck("render", "absent.lex").code == 2
    ran = lexcheck("render", "shop.lex", "--output", "shop.lex")
    assert ran.code == 2
    assert "is read by this very run" in ran.err
