"""The page: whole in one file, the same bytes anywhere, and no case writes code into it."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest

import lexcheck
from lexcheck.report import Options, render
from lexcheck.report.drawing import GLYPHS
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.verdicts.model import Verdict
from tests.unit.report.hostile import ATTACK, hostile_report
from tests.unit.report.making import finding, full, judged, report, with_findings

ROOT = Path(__file__).parents[3]
CASE = "cases/start/log.yaml"


class Elements(HTMLParser):
    """The elements of a page, its texts, and every attribute."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def page(*runs: Judged) -> str:
    return render(report(*runs), "html", Options()).decode()


def test_it_opens_with_the_answer() -> None:
    text = Elements(page(judged()).partition("<main>")[2]).text
    answer = text.index("Not compliant: 1 breached, 1 late or in part of 3 instances.")
    how_many, timelines, findings = (
        text.index(heading) for heading in ("How many, per norm", "Timelines", "Findings")
    )
    assert answer < how_many < timelines < findings
    assert "9: 7 ✕ breached 1 ✓⁺ complied late 1 ✓ complied" in text


def test_it_tells_what_it_was_made_from() -> None:
    text = Elements(page(judged())).text
    assert "0" * 64 in text
    assert "as of end of 2024-03-05" in text
    assert "reading as written" in text
    assert "viewpoint all sides" in text
    assert "in force always" in text
    assert NOTICE in text
    assert "lexcheck 0.0.0" in text
    assert "bad.yaml: no entry `recieved` [LX421]" in text


def test_a_finding_tells_all() -> None:
    text = Elements(page(with_findings(full()))).text
    for said in (
        "? undetermined (disputed, missing fact) · 3 or more things",
        "Complied late or breached; due between 2024-03-02 09:00 and 2024-03-02 10:00",
        "was it shipped by 2024-03-02 09:00? (disputed)",
        "yes: complied late",
        "no: breached",
        "ship it",
        "the log is complete",
        "source diary; asserted by jo; denied by ed; because who knows",
        "case.yaml:2",
        "duty of jo to ed",
        "exception storm is open (presumed absent): because nobody can ship",
        "Code of the Desk, s 1; s 2 (unverified)",
    ):
        assert said in text, said


def test_runs_stand_side_by_side_and_alike_ones_are_told_once() -> None:
    text = page(judged(), judged(reading="strict"), judged())
    shown = Elements(text).text
    assert "A C ✓ complied" in shown
    assert "B ✓⁺ complied late" in shown


def test_nothing_to_show_is_said() -> None:
    assert "Nothing was judged" in Elements(page()).text


# ── In one file ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("runs", [(), (judged(),), (with_findings(full()),)])
def test_it_needs_nothing_from_elsewhere(runs: tuple[Judged, ...]) -> None:
    text = page(*runs)
    elements = Elements(text)
    assert not {"link", "img", "iframe", "object", "embed"} & set(elements.names)
    for name, value in elements.attributes:
        if name in ("src", "href", "xlink:href", "action"):
            assert value.startswith("#"), (name, value)
    assert not re.search(r"url\((?!#)|@import", text)


def test_no_script_runs_but_its_own() -> None:
    text = page(judged())
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text
    assert not [name for name, _ in Elements(text).attributes if name.startswith("on")]


def test_links_lead_somewhere_and_names_are_given_once() -> None:
    found = Elements(page(judged(), judged(reading="strict"))).attributes
    ids = [value for name, value in found if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value[1:] for name, value in found if name == "href"} <= set(ids)


# ── What files hold is text ────────────────────────────────────────────────────────────────────


def test_markup_in_a_case_is_text() -> None:
    text = render(hostile_report(), "html", Options()).decode()
    elements = Elements(text)
    assert elements.names.count("script") == 1
    assert elements.names.count("style") == 1
    assert "img" not in elements.names
    assert not [name for name, _ in elements.attributes if name.startswith("on")]
    shown = elements.text + " ".join(value for _, value in elements.attributes)
    for place in (
        "title", "case", "ruleset", "viewpoint", "reading", "parameter", "setting", "note", "norm",
        "normative", "id", "bearer", "counterparty", "step", "act", "prohibited", "exception",
        "because", "assumption", "fact", "value", "source", "asserts", "denies", "why", "question",
        "answer", "remedy", "liable", "exposure", "assessed", "threshold", "path", "passed", "deed",
        "action",
    ):  # fmt: skip
        assert place + ATTACK in shown, place


def test_texts_turn_no_direction() -> None:
    text = page(with_findings(finding("p\u202e1", Verdict.BREACHED)))
    assert "\u202e" not in text


# ── The same bytes ─────────────────────────────────────────────────────────────────────────────


def test_the_same_findings_are_the_same_bytes() -> None:
    one = report(judged(), judged(reading="strict"))
    shown = Options(colour=True, everything=True, width=40)
    assert render(one, "html", Options()) == render(one, "html", shown)


# ── Round about ────────────────────────────────────────────────────────────────────────────────


def test_every_verdict_has_a_sign() -> None:
    assert set(GLYPHS) == set(Verdict)


def test_without_the_extra_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['jinja2'] = None; from lexcheck.cli import run;"
        f" sys.exit(run(['evaluate', {CASE!r}, '--format', 'html']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "pip install 'lexcheck[html]'" in ran.stderr
    assert ran.stdout == ""


def test_a_notebook_shows_a_run() -> None:
    run = with_findings(full(), *(finding(f"q{n}", Verdict.COMPLIED) for n in range(60))).run
    cell = run._repr_html_()
    assert cell is not None
    text = Elements(cell).text
    assert text.startswith("Not established: 1 undetermined of 61 instances.")
    assert "deliver(o1, p1) ? undetermined disputed, missing fact" in text
    assert "and 11 more" in text
    (hostile,) = hostile_report().runs
    cell = hostile.run._repr_html_()
    assert cell is not None
    assert {"script", "img", "style"}.isdisjoint(Elements(cell).names)


def test_a_report_of_no_run_needs_no_case() -> None:
    made = render(Report(version="0", inputs=(), runs=()), "html", Options()).decode()
    assert "Nothing was judged" in made


def test_a_norm_is_shown_in_the_versions_that_judged() -> None:
    ruleset = lexcheck.load_ruleset("in.it_rules")
    versions = next(each for each in ruleset.versions.values() if len(each) > 2)
    findings = tuple(
        attrs.evolve(finding(f"i{n}", Verdict.BREACHED), norm=norm.name, version=str(norm.in_force))
        for n, norm in enumerate(versions[:2])
    )
    one = with_findings(*findings)
    text = page(Judged(run=one.run, ruleset=ruleset, case=one.case))
    assert text.count("<summary>As encoded</summary>") == 2
    for norm, shown in zip(versions, (True, True, False), strict=False):
        place = f"{norm.span.source.name}:{norm.span.line}"
        assert (f"in force {norm.in_force} · " in text and place in text) is shown
