"""Every report, in every format, says what it was made from, what was asked, and what it is not."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import lexcheck
from lexcheck.cli import run, timeline
from lexcheck.report import FORMATS, comparison, contrast, explanation
from lexcheck.report.model import NOTICE
from lexcheck.report.plain import FORMATS as RENDERED

ROOT = Path(__file__).parents[3]
CASE = "cases/us.dmca_512/late.yaml"
RULESET = "rulesets/us/dmca_512.lex"
INSTANCE = "put_back(notice_1, video_a)"
ASKED = ("--as-of", "2026-08-20", "--viewpoint", "host", "--reading", "weekdays_only")
BOTH = (*ASKED, "--reading", "base")
LAWS = (*ASKED, "--law-as-of", "2026-01-01", "2026-08-01")

JUDGED = [
    *(("evaluate", CASE, *ASKED, "--format", name) for name in FORMATS),
    *(("explain", CASE, INSTANCE, *ASKED, "--format", name) for name in explanation.RENDERERS),
    *(("timeline", CASE, *ASKED, "--format", name) for name in timeline.RENDERERS),
    *(("compare", CASE, *BOTH, "--format", name) for name in contrast.RENDERERS),
    *(("compare", CASE, *LAWS, "--format", name) for name in comparison.RENDERERS),
    *(("deadlines", CASE, *ASKED, "--format", name) for name in ("text", "json", "ics")),
]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def told(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    """What is printed, with neither the breaks of lines nor the escapes of its format."""
    run(arguments)
    text = capfdbinary.readouterr().out.decode()
    if arguments[-1] == "ics":
        text = re.sub(r"\r\n ", "", text).replace("\\,", ",").replace("\\;", ";")
    if arguments[-1] == "github":
        text = text.replace("%3A", ":").replace("%2C", ",")
    return " ".join(re.sub(r"\\n|\\(?=[\W_])|&#\d+;", " " if "\\n" in text else "", text).split())


def sha256(path: str) -> str:
    return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "command",
    JUDGED,
    ids=[f"{c[0]} {c[-1]}" + (" laws" if "--law-as-of" in c else "") for c in JUDGED],
)
def test_it_says_what_it_was_made_from(
    command: tuple[str, ...], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = told(capfdbinary, *command)
    meant = lexcheck.load_ruleset("us.dmca_512")
    (calendar,) = {used.calendar for used in meant.calendars}
    wanted = {
        "the notice": NOTICE,
        "the program's version": lexcheck.__version__,
        "the case's SHA-256": sha256(CASE),
        "the ruleset's SHA-256": sha256(RULESET),
        "the ruleset": "us.dmca_512",
        "its version": str(meant.in_force),
        "the calendar": calendar.name,
        "the calendar's version": calendar.version,
        "as of": "2026-08-20",
        "viewpoint": "host",
        "reading": "weekdays_only",
        "zone": "America/New_York",
    }
    missing = [name for name, part in wanted.items() if part not in text]
    assert not missing, text


@pytest.mark.parametrize("name", RENDERED)
def test_a_ruleset_in_sentences_says_so_too(
    name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = told(capfdbinary, "render", "us.dmca_512", "--format", name)
    for part in (NOTICE, lexcheck.__version__, sha256(RULESET), "us.dmca_512", "1998-10-28"):
        assert part in text


def test_the_vocabulary_is_an_input_too(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run(("evaluate", CASE, "--format", "json"))
    found = json.loads(capfdbinary.readouterr().out)
    assert {each["role"] for each in found["inputs"]} == {"case", "ruleset", "vocabulary"}
