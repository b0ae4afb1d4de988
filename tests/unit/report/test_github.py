"""Annotations, read as GitHub's runner reads workflow commands."""

from __future__ import annotations

import re

import pytest

from lexcheck.report import Options, render
from lexcheck.report.model import NOTICE, Judged
from tests.unit.report.hostile import ATTACK, hostile_report
from tests.unit.report.making import full, judged, report, with_findings

COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<given>.*?)::(?P<text>.*)")

Annotation = tuple[str, dict[str, str], str]


def read(data: bytes) -> list[Annotation]:
    """Source: the runner's ActionCommand: properties split at commas, then unescaped."""
    found = []
    for line in data.decode().splitlines():
        command = COMMAND.fullmatch(line)
        assert command is not None, line
        pairs = (each.partition("=") for each in command["given"].split(","))
        given = {name: _unescaped(value) for name, _, value in pairs}
        found.append((command["level"], given, _unescaped(command["text"])))
    return found


def _unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(code, sign)
    return text.replace("%25", "%")


def rendered(*runs: Judged) -> list[Annotation]:
    return read(render(report(*runs), "github", Options()))


def test_breaches_are_errors_at_their_lines() -> None:
    late, breached, refused, *_ = rendered(judged())
    assert late[0] == "warning"
    assert late[1] == {
        "file": "case",
        "line": "21",
        "col": late[1]["col"],
        "title": "deliver(o1, p2): complied late",
    }
    assert breached[0] == "error"
    norm = judged().ruleset.norms[0].span
    assert breached[2].endswith(
        f"[Code of the Desk, s 1; s 2 (unverified); {norm.source.name}:{norm.line}]"
    )
    assert refused[:2] == (
        "error",
        {"file": "bad.yaml", "line": "2", "col": "1", "title": "LX421"},
    )


def test_what_is_open_is_a_warning() -> None:
    level, given, text = rendered(with_findings(full()))[0]
    assert (level, given["line"]) == ("warning", "2")
    assert "to settle: was it shipped" in text


def test_the_last_lines_tell_what_it_was_made_from() -> None:
    *_, answer, notice = rendered(judged())
    assert answer[2].startswith("Not compliant: 1 breached")
    assert "as of end of 2024-03-05; reading as written" in answer[2]
    assert notice[2].startswith(NOTICE)
    assert "0" * 64 in notice[2]


@pytest.mark.parametrize("place", ["id", "remedy"])
def test_a_hostile_case_gives_no_commands(place: str) -> None:
    found = read(render(hostile_report(), "github", Options()))
    assert sum(level != "notice" for level, _, _ in found) == 1
    assert place + ATTACK in found[0][2]
    assert found[0][1]["title"].startswith("id" + ATTACK)
