"""How verdicts changed with time, as text, as JSON and as a picture."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import attrs
import pytest

import lexcheck
from lexcheck.pipeline.courses import course as judged_course
from lexcheck.pipeline.runs import Selectors
from lexcheck.report import Options
from lexcheck.report.course import Course, as_json, as_text, stories
from lexcheck.report.course_svg import as_svg
from lexcheck.report.layout import width
from lexcheck.report.model import NOTICE, Input
from lexcheck.verdicts.model import Verdict
from tests.unit.report.browser import Opened, needs_chromium
from tests.unit.report.hostile import attacked
from tests.unit.samples import CASE, WHOLE


def course(case: str = CASE, by: str = "day", as_of: str | None = None) -> Course:
    ruleset = lexcheck.load_ruleset(WHOLE)
    loaded = lexcheck.load_case(case, ruleset=ruleset)
    meant, runs = judged_course(ruleset, loaded, Selectors(as_of=as_of), by)  # type: ignore[arg-type]
    return Course(
        version="0.0.0",
        inputs=(Input(path="case.yaml", sha256="0" * 64, role="case"),),
        ruleset=meant,
        title=loaded.title,
        runs=runs,
    )


def told(of: Course) -> dict[str, list[tuple[int, str]]]:
    return {
        story.name: [(stage.first, stage.words) for stage in story.stages] for story in stories(of)
    }


def test_day_by_day() -> None:
    """Due on 2 March at 9:00; the days are the 1st to the 5th."""
    of = course()
    assert len(of.runs) == 5
    assert told(of) == {
        "deliver(o1, p1)": [(0, "complied")],
        "deliver(o1, p2)": [(0, "pending"), (1, "breached (not performed)"), (2, "complied late")],
        "deliver(o1, p3)": [(0, "pending"), (1, "breached (not performed)")],
    }


def test_fact_by_fact() -> None:
    """Receipt, shipping, deadline, late shipping, as-of."""
    of = course(by="fact")
    assert len(of.runs) == 5
    stages = told(of)["deliver(o1, p1)"]
    assert stages == [(0, "pending"), (1, "complied")]
    assert told(of)["deliver(o1, p3)"] == [(0, "pending"), (2, "breached (not performed)")]


def test_each_stage_is_what_a_run_of_that_day_says() -> None:
    of = course()
    ruleset = lexcheck.load_ruleset(WHOLE)
    loaded = lexcheck.load_case(CASE, ruleset=ruleset)
    for number, run in enumerate(of.runs):
        alone = lexcheck.evaluate(ruleset, loaded, as_of=f"2024-03-0{number + 1}")
        assert [f.verdict for f in run.findings] == [f.verdict for f in alone.findings]


def test_it_ends_at_the_as_of() -> None:
    assert len(course(as_of="2024-03-02").runs) == 2
    assert len(course(as_of="2024-03-02T10:00").runs) == 2


def test_those_with_one_course_share_it() -> None:
    of = course(CASE.replace("p3: {count: 7}", "p3: {count: 7}\n    p4: {}").replace(
        "p2, p3]", "p2, p3, p4]"))  # fmt: skip
    assert "deliver(o1, p3) and 1 more" in told(of)


def test_too_many_moments_are_refused() -> None:
    with pytest.raises(lexcheck.Refused, match="LX597"):
        course(CASE.replace("received: 2024", "received: 1924"))


@pytest.mark.parametrize("columns", [80, 40])
def test_the_text_fits(columns: int) -> None:
    text = as_text(course(), Options(width=columns)).decode()
    assert all(width(line) <= columns for line in text.splitlines())
    assert "    2024-03-02        breached (not performed)" in text or columns < 80
    assert text.endswith(f"{NOTICE}\n")


def test_the_json_tells_stages() -> None:
    found = json.loads(as_json(course(), Options()))
    assert found["moments"][0] == "2024-03-01T23:59:59.999999+01:00"
    first = found["stories"][0]
    assert first["instances"] == ["deliver(o1, p1)"]
    assert first["stages"][0]["possible"] == ["complied"]
    assert found["inputs"][0]["sha256"] == "0" * 64


def test_the_picture_is_well_formed_and_tells_itself() -> None:
    root = ElementTree.fromstring(as_svg(course(), Options()).decode())
    texts = [
        node.text or "" for node in root.iter() if node.tag.endswith(("text", "title", "desc"))
    ]
    assert any("breached (not performed)" in text for text in texts)
    assert any("deliver(o1, p2): 2024-03-01 pending, then 2024-03-02 breached" in t for t in texts)
    assert any(NOTICE in text for text in texts)
    blocks = [node for node in root.iter() if node.get("class") == "block"]
    assert len(blocks) == 6
    for node in root.iter():
        for name in ("x", "width"):
            value = node.get(name)
            assert value is None or 0 <= float(value) <= 900


def test_a_hostile_title_is_text() -> None:
    made = as_svg(attrs.evolve(course(), title=attacked("title")), Options()).decode()
    root = ElementTree.fromstring(made)
    assert not [node for node in root.iter() if node.tag.endswith(("script", "img"))]
    assert root.findtext("{http://www.w3.org/2000/svg}title") == attacked("title")
    assert "url(" not in made
    assert not re.search(r"href|@import", made.replace(attacked("title"), ""))


@needs_chromium
def test_the_picture_is_drawn_without_complaint(opened: Opened) -> None:
    page = b"<!doctype html><title>x</title>" + as_svg(course(), Options())
    with opened(page) as shown:
        assert shown.locator("svg text").count() > 5


def test_open_verdicts_have_a_band_each() -> None:
    unsure = CASE.replace("at: 2024-03-03T12:00", "at: {after: 2024-03-02, before: 2024-03-03}")
    of = course(unsure)
    (stage,) = [s for story in stories(of) for s in story.stages if len(s.possible) > 1][:1]
    assert Verdict.COMPLIED_LATE in stage.possible
    made = as_svg(of, Options()).decode()
    assert made.count('class="late"') >= 1
