"""The report for people: what it comes to first, 80 columns, colour that carries nothing alone."""

from __future__ import annotations

import re
from typing import Literal

import attrs
import pytest

from lexcheck.report import Options, render
from lexcheck.report.layout import width
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.verdicts.model import Reason, Verdict, When
from tests.unit.report.making import at, finding, full, judged, report, when, with_findings
from tests.unit.samples import CASE

CODES = re.compile(r"\x1b\[[0-9;]*m")

RUNS = {
    "sample": (judged(),),
    "side by side": (judged(), judged(reading="strict"), judged(as_of="2024-03-01")),
    "many": tuple(judged(as_of=f"2024-03-{day:02}") for day in range(1, 15)),
    "doubt": (with_findings(full()),),
    "none": (),
}


def shown(*runs: Judged, everything: bool = False, columns: int = 80) -> str:
    return render(report(*runs), "text", Options(everything=everything, width=columns)).decode()


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("columns", [80, 60, 40])
def test_no_line_is_wider_than_the_terminal(name: str, columns: int) -> None:
    for line in shown(*RUNS[name], columns=columns).splitlines():
        assert width(line) <= columns, line


@pytest.mark.parametrize("name", RUNS)
def test_colour_adds_nothing_but_colour(name: str) -> None:
    plain = render(report(*RUNS[name]), "text", Options())
    coloured = render(report(*RUNS[name]), "text", Options(colour=True))
    assert b"\x1b" not in plain
    assert CODES.sub("", coloured.decode()) == plain.decode()


def test_the_first_screen_answers() -> None:
    first = shown(judged()).splitlines()[:14]
    assert "Not compliant: 1 breached, 1 late or in part of 3 instances." in first
    assert "Breached: deliver(o1, p3)" in first
    assert "Due next: nothing with a known deadline" in first
    assert any("not met (at least 50 %): 2 of 9 = 22.22 %; 7 not" in line for line in first)
    assert any("9: 7 breached, 1 complied late, 1 complied" in line for line in first)


WIDE = (
    CASE.replace("p1", "साक्ष्य१")
    .replace("p2", "削除命令第二号")
    .replace("Three parcels", "三つの小包 " * 9)
)


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_the_first_screen_answers_in_other_scripts(columns: int) -> None:
    text = shown(judged(case=WIDE), columns=columns)
    assert all(width(line) <= columns for line in text.splitlines())
    first = "\n".join(text.splitlines()[:24])
    assert "Not compliant: 1 breached, 1 late or in part of 3" in " ".join(first.split())
    assert "Breached: deliver(o1, p3)" in first
    flat = "".join(text.split())
    assert "compliedlate:deliver(o1,削除命令第二号)" in flat


def test_what_is_due_next_is_the_nearest_deadline_ahead() -> None:
    text = shown(judged(as_of="2024-03-01T10:00"))
    assert "Due next: 2024-03-02 09:00 (in 23 hours): deliver(o1, p1) and 2 more" in text


def test_findings_come_the_worst_first() -> None:
    text = shown(judged())
    heads = re.findall(r"^  (\w+(?: late)?)(?: \(.*\))?: deliver", text, re.MULTILINE)
    assert heads == ["breached", "complied late", "complied"]


def test_a_finding_says_why_when_and_what_decided() -> None:
    text = " ".join(shown(judged()).split())
    assert (
        "complied late: deliver(o1, p2) due 2024-03-02 09:00; late by 1 day 3 hours; gap from"
        " 2024-03-02 09:00 to 2024-03-03 12:00; decided by a2"
    ) in text
    assert "breached (not performed): deliver(o1, p3) [7 things]" in text


def test_an_open_finding_says_what_it_may_be_and_what_would_settle_it() -> None:
    text = " ".join(shown(with_findings(full())).split())
    assert "undetermined (disputed, missing fact): deliver(o1, p1) [3 or more things]" in text
    assert "complied late or breached; due between 2024-03-02 09:00 and 2024-03-02 10:00" in text
    assert "to settle: was it shipped by 2024-03-02 09:00?" in text


@pytest.mark.parametrize(
    ("kind", "outcome", "presumed", "said"),
    [
        ("exception", "held", False, "exception storm holds (because nobody can ship)"),
        ("exception", "open", False, "exception storm is open"),
        ("permission", "failed", True, "permission storm is presumed absent"),
        ("unless", "failed", True, "its “storm” is presumed absent"),
    ],
)
def test_exceptions_are_told_where_they_matter(
    kind: Literal["exception", "permission", "unless"],
    outcome: Literal["held", "failed", "open"],
    presumed: bool,
    said: str,
) -> None:
    one = full()
    exception = attrs.evolve(one.exceptions[0], kind=kind, outcome=outcome, presumed=presumed)
    text = shown(with_findings(attrs.evolve(one, exceptions=(exception,))))
    assert said in " ".join(text.split())


def test_runs_stand_side_by_side_and_what_they_share_is_said_once() -> None:
    text = shown(judged(), judged(reading="strict"))
    assert "A    as of end of 2024-03-05 · as written" in text
    assert "B    as of end of 2024-03-05 · reading strict" in text
    assert re.search(r"^  complied late +1 +2$", text, re.MULTILINE)
    assert re.search(r"^  complied +1 +–$", text, re.MULTILINE)
    assert text.count("exposure of jo") == 1
    assert "A B: exposure of jo" in text


def test_citations_say_what_nobody_has_checked() -> None:
    assert "Code of the Desk, s 1; s 2 (unverified) · ruleset:" in shown(judged())


def test_exposure_is_no_penalty() -> None:
    text = " ".join(shown(judged()).split())
    assert "a fine of up to 50 EUR (for 1 breach of deliver); imposed: not in evidence" in text


def test_the_last_line_is_what_a_report_is_not() -> None:
    for runs in RUNS.values():
        assert shown(*runs).splitlines()[-1] == NOTICE == "This report is an aid, not legal advice."


def test_a_report_on_nothing_says_so() -> None:
    assert shown().startswith("Nothing was judged.")
    assert "1 refused: bad.yaml; passed over, no cases: notes.yaml" in " ".join(shown().split())


# ── Long lists ─────────────────────────────────────────────────────────────────────────────────


def many(number: int) -> Judged:
    return with_findings(*(finding(f"p{n}", Verdict.COMPLIED) for n in range(number)))


def test_twenty_alike_are_listed_and_more_are_summed_up() -> None:
    assert "deliver(o1, p19)" in shown(many(20))
    text = shown(many(21))
    assert "complied: 21 instances" in text
    assert "such as deliver(o1, p0), deliver(o1, p1), deliver(o1, p2)" in text
    assert "(--all shows each)" in text
    assert "deliver(o1, p20)" not in text


def test_what_is_summed_up_keeps_its_runs() -> None:
    one, other = many(30), many(30)
    later = attrs.evolve(
        other.run,
        findings=tuple(attrs.evolve(f, deadline=when("2024-03-02")) for f in other.run.findings),
    )
    text = shown(one, Judged(run=later, ruleset=other.ruleset, case=other.case))
    assert "A: complied: 30 instances" in text
    assert "B: complied: 30 instances" in text


def test_all_shows_each() -> None:
    text = shown(many(1_000), everything=True)
    assert all(f"deliver(o1, p{n})" in text for n in range(1_000))
    assert "--all" not in text


# ── Counts ─────────────────────────────────────────────────────────────────────────────────────


def test_counts_are_of_things_with_bounds() -> None:
    one = attrs.evolve(finding("p1", Verdict.BREACHED), count=(257, 257))
    two = attrs.evolve(finding("p2", Verdict.BREACHED), count=(0, 37))
    three = attrs.evolve(finding("p3", Verdict.COMPLIED), count=(500, None))
    text = shown(with_findings(one, two, three))
    assert "757 or more: 257 to 294 breached, 500 or more" in text


def test_what_stands_for_nothing_wrongs_nobody() -> None:
    """A breach of an instance that may be empty is no established breach."""
    empty = attrs.evolve(finding("p1", Verdict.BREACHED), count=(0, 37))
    open_ = attrs.evolve(finding("p2", Verdict.UNDETERMINED), reasons=(Reason.MISSING_FACT,))
    assert "Not compliant, if there are any such things" in shown(with_findings(empty))
    assert "Not established: 1 undetermined, 1 breached if there are any" in " ".join(
        shown(with_findings(empty, open_)).split()
    )


@pytest.mark.parametrize(
    ("verdicts", "answer"),
    [
        ((), "Nothing was judged"),
        ((Verdict.COMPLIED,), "Compliant: 1 complied of 1 instance."),
        ((Verdict.COMPLIED, Verdict.PENDING), "Nothing breached so far: 1 pending of 2 instances."),
        ((Verdict.COMPLIED, Verdict.PARTIAL), "Compliant late or in part: 1 of 2 instances"),
        ((Verdict.REPAIRED,), "Compliant late or in part"),
        ((Verdict.UNDETERMINED, Verdict.PARTIAL), "Not established: 1 undetermined of 2"),
        ((Verdict.BREACHED, Verdict.UNDETERMINED), "Not compliant: 1 breached, 1 undetermined"),
        ((Verdict.EXCUSED, Verdict.NOT_APPLICABLE), "No duty applies: 2 instances"),
    ],
)
def test_the_answer_is_the_gravest_thing_to_say(verdicts: tuple[Verdict, ...], answer: str) -> None:
    findings = [finding(f"p{n}", verdict) for n, verdict in enumerate(verdicts)]
    assert answer in " ".join(shown(with_findings(*findings)).split())


def test_several_cases_come_with_a_list_of_what_they_come_to() -> None:
    one = judged()
    other = attrs.evolve(one.case, source=attrs.evolve(one.case.source, name="other.yaml"))
    run = attrs.evolve(one.run, case="four", findings=())
    text = shown(one, Judged(run=run, ruleset=one.ruleset, case=other))
    assert text.splitlines()[:2] == [
        "three-parcels: Not compliant: 1 breached, 1 late or in part of 3 instances.",
        "four: Nothing was judged: no norm has an instance in this case.",
    ]


def test_texts_of_files_steer_no_terminal() -> None:
    one = judged()
    evil = attrs.evolve(one.case, title="red \x1b[31m and \u202e turned\nround")
    text = shown(Judged(run=one.run, ruleset=one.ruleset, case=evil))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_ids_without_a_space_are_cut_to_the_terminal() -> None:
    long = finding("p" * 300, Verdict.COMPLIED)
    assert max(map(len, shown(with_findings(long)).splitlines())) <= 80


def test_a_deadline_beyond_the_calendar_is_not_due_next() -> None:
    never = When(1 << 62, 1 << 62)
    one = attrs.evolve(finding("p1", Verdict.PENDING), deadline=never)
    assert "Due next: nothing with a known deadline" in shown(with_findings(one))
    assert "due never" in shown(with_findings(one))


def test_a_report_of_no_run_needs_no_case() -> None:
    empty = Report(version="0", inputs=(), runs=())
    assert render(empty, "text", Options()).decode().startswith("Nothing was judged.")
    assert at("2024-03-01") < at("2024-03-02")
