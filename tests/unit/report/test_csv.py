"""CSV as a spreadsheet has it: as many cells as columns, times that sort, and nothing computed."""

from __future__ import annotations

import csv
import io

import pytest

from lexcheck.report import Options, render
from lexcheck.report.csv import COLUMNS, safe
from lexcheck.report.model import NOTICE, Judged
from tests.unit.report.hostile import hostile_report
from tests.unit.report.making import full, judged, report, with_findings


def rows(data: bytes) -> list[dict[str, str]]:
    found = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    head, *rest = found
    assert tuple(head) == COLUMNS
    return [dict(zip(head, cells, strict=True)) for cells in rest]


def rendered(*runs: Judged) -> list[dict[str, str]]:
    return rows(render(report(*runs), "csv", Options()))


def test_each_finding_is_a_line_that_stands_by_itself() -> None:
    late = rendered(judged(), judged(reading="strict"))[1]
    assert late["instance"] == "deliver(o1, p2)"
    assert (late["verdict"], late["reading"]) == ("complied_late", "base")
    assert late["deadline_earliest"] == late["deadline_latest"] == "2024-03-02T09:00:00+01:00"
    assert late["late_least_seconds"] == late["late_most_seconds"] == str(27 * 3600)
    assert late["deciding_acts"] == "a2"
    assert late["citations"] == "Code of the Desk, s 1; s 2 (unverified)"
    assert late["norm_place"].startswith("ruleset:")
    assert late["case_place"] == "case:21"
    assert late["notice"] == NOTICE
    assert late["ruleset_version"] == "in force always"


def test_doubt_has_bounds() -> None:
    (found,) = rendered(with_findings(full()))
    assert found["possible"] == "complied_late breached"
    assert (found["things_least"], found["things_most"]) == ("3", "")
    assert (found["grade_least"], found["grade_most"]) == ("none", "full")
    assert (found["trigger_earliest"], found["trigger_latest"]) == ("", "")
    assert (found["late_least_seconds"], found["late_most_seconds"]) == ("0.000001", "")
    assert found["to_settle"] == "was it shipped by 2024-03-02 09:00?"
    assert found["sources"] == "diary"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋"])
def test_no_cell_is_a_formula(sign: str) -> None:
    assert safe(f"{sign}1+1").startswith("'")
    assert safe("a=b") == "a=b"


def test_a_hostile_case_computes_nothing_and_adds_no_line() -> None:
    found = rows(render(hostile_report(), "csv", Options()))
    assert len(found) == 2
    for cell in (cell for row in found for cell in row.values()):
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
        assert not {"\n", "\r", "\t"} & set(cell)


def test_hashes_stand_with_their_files() -> None:
    one = judged()
    made = report(one)
    file = one.case.source.name
    from lexcheck.report.model import Input, Report

    hashed = Report(
        version="1",
        runs=made.runs,
        inputs=(
            Input(path=file, sha256="c" * 64, role="case"),
            Input(path=one.ruleset.sources[0].name, sha256="d" * 64, role="ruleset"),
        ),
    )
    first = rows(render(hashed, "csv", Options()))[0]
    assert (first["case_sha256"], first["ruleset_sha256"]) == ("c" * 64, "d" * 64)
