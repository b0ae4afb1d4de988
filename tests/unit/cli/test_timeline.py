"""`lexcheck timeline`: its formats, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.running import Runs


def test_its_formats(desk: Path, lexcheck: Runs) -> None:
    assert "    2024-03-02        breached (not performed)" in lexcheck("timeline", "case.yaml").out
    found = json.loads(lexcheck("timeline", "case.yaml", "--by", "fact", "--format", "json").out)
    assert len(found["moments"]) == 5
    ran = lexcheck("timeline", "case.yaml", "--format", "svg", "--output", "picture.svg")
    assert (ran.code, ran.out) == (0, "")
    assert (desk / "picture.svg").read_text("utf-8").startswith("<svg ")


def test_a_norm_alone(lexcheck: Runs) -> None:
    assert lexcheck("timeline", "case.yaml", "--norm", "deliver").code == 0
    ran = lexcheck("timeline", "case.yaml", "--norm", "delivr")
    assert ran.code == 2
    assert "LX598" in ran.err
    assert "`deliver`" in ran.err


def test_what_it_refuses(lexcheck: Runs) -> None:
    assert lexcheck("timeline", "absent.yaml").code == 2
    assert lexcheck("timeline", "case.yaml", "--viewpoint", "nobody").code == 2
    assert lexcheck("timeline", "case.yaml", "--ruleset", "no.such").code == 3
