"""Markdown, as a Markdown reader has it: tables that are tables, and texts that are only texts."""

from __future__ import annotations

from html.parser import HTMLParser

import attrs
import pytest
from markdown_it import MarkdownIt

import lexcheck
from lexcheck.report import Options, render
from lexcheck.report.markdown import code, plain
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.verdicts.model import Verdict
from tests.unit.report.hostile import ATTACK, hostile_report
from tests.unit.report.making import finding, full, judged, report, with_findings


class Read(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.cells: list[str] = []
        self.text = ""
        self.feed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))
        self.cells = [cell.strip() for cell in self.cells]

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.names.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.cells:
            self.cells[-1] += data


def rendered(*runs: Judged, everything: bool = False) -> str:
    return render(report(*runs), "markdown", Options(everything=everything)).decode()


def test_the_answer_comes_first_and_the_notice_last() -> None:
    text = rendered(judged())
    lines = [line for line in text.splitlines() if line]
    assert lines[0] == "# Three parcels"
    assert lines[2].startswith("* **Not compliant: 1 breached, 1 late or in part of 3 instances.**")
    assert lines[-1].endswith(NOTICE)
    assert "`" + "0" * 64 + "`" in text


def test_findings_are_rows_of_a_table() -> None:
    found = Read(rendered(judged()))
    row = found.cells.index("deliver(o1, p3)")
    assert found.cells[row + 1] == "✕ breached (not performed)"
    assert found.cells[row + 2].startswith("due 2024-03-02 09:00; would have complied")
    assert found.cells[row + 3].startswith("case:")


def test_runs_are_columns() -> None:
    found = Read(rendered(judged(), judged(reading="strict")))
    assert found.cells[:3] == ["Duty", "A", "B"]
    assert "A ✓ complied" in found.cells
    assert "B ✓⁺ complied late" in found.cells


@pytest.mark.parametrize(
    "text",
    [
        ATTACK, "# no heading", "1. no list", "- no list", "+ no list", "* no list", "> no quote",
        "a | b", "[no](http://link)", "![no](image)", "<b>no</b>", "&lt;", "a_b_c", "``code``",
        "~~no~~", "http://example.org", "\\", "=== no heading", "12) no list", "    no code",
    ],
)  # fmt: skip
def test_texts_stay_texts(text: str) -> None:
    for made in (plain(text), f"# {plain(text)}", f"* {plain(text)}"):
        found = Read(made)
        assert found.text.strip() == text.strip()
        assert set(found.names) <= {"p", "h1", "ul", "li"}
    found = Read(f"| a | b |\n| --- | --- |\n| {plain(text)} | {code(text)} |")
    assert found.cells[2] == text.strip()
    assert found.cells[3] == text.strip().replace("|", "¦")


def test_a_hostile_case_makes_no_markup() -> None:
    made = render(hostile_report(), "markdown", Options()).decode()
    names = set(Read(made).names)
    assert names <= {
        "h1", "h2", "p", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip


def test_long_lists_are_cut_and_all_lists_all() -> None:
    many = with_findings(
        *(finding(f"p{n}", Verdict.COMPLIED) for n in range(300)), finding("x", Verdict.BREACHED)
    )
    text = rendered(many)
    assert "101 more are not listed" in text
    assert text.index("deliver(o1, x)") < text.index("deliver(o1, p0)")
    assert "deliver(o1, p299)" not in text
    assert "deliver(o1, p299)" in rendered(many, everything=True)


def test_a_norm_is_shown_in_every_version_that_judged() -> None:
    ruleset = lexcheck.load_ruleset("in.it_rules")
    versions = next(each for each in ruleset.versions.values() if len(each) > 2)
    findings = tuple(
        attrs.evolve(finding(f"i{n}", Verdict.BREACHED), norm=norm.name, version=str(norm.in_force))
        for n, norm in enumerate(versions[:2])
    )
    one = with_findings(*findings)
    text = rendered(Judged(run=one.run, ruleset=ruleset, case=one.case))
    for norm, shown in zip(versions, (True, True, False), strict=False):
        place = f"{norm.span.source.name}:{norm.span.line}"
        assert (f"version {norm.in_force} · " in text and place in text) is shown
        assert (f"| version {norm.in_force}" in text) is shown


def test_doubt_is_told() -> None:
    text = Read(rendered(with_findings(full()))).text
    assert "? undetermined (disputed, missing fact)" in text
    assert "to settle: was it shipped by 2024-03-02 09:00?" in text
    assert "3 or more ? undetermined" in text


def test_nothing_and_what_was_refused() -> None:
    text = render(Report(version="0", inputs=(), runs=()), "markdown", Options()).decode()
    assert text.startswith("# Nothing was judged")
    assert "Not judged: bad.yaml: no entry" in Read(rendered()).text
