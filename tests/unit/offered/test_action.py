"""The action, from a checkout of this repository to what a pull request shows: every step of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lexcheck.base.text import Source
from lexcheck.syntax.canonical import canonical
from tests.unit.offered.test_hooks import EXPECTING
from tests.unit.offered.workflow import Annotation, checkout, environment, run, shown
from tests.unit.samples import RULESET, VOCABULARY

pytestmark = pytest.mark.slow

STEPS = ["actions/setup-python@v5", "Install lexcheck", "Check, lint and test", "Judge"]

#: What the runner knows of an annotation. Source: GitHub, "Workflow commands for GitHub Actions".
PROPERTIES = {"file", "line", "endLine", "col", "endColumn", "title"}


def in_form(text: str) -> str:
    form, _ = canonical(Source(name="sample.lex", text=text))
    assert form is not None
    return form


RIGHT = in_form(RULESET)


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (Path(__file__).parents[3] / ".git").exists():
        pytest.skip("no checkout of git")
    return checkout(tmp_path_factory.mktemp("_actions"))


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("python"))


def repository(folder: Path, ruleset: str = RIGHT, case: str = EXPECTING) -> Path:
    """A repository of rulesets with one case, checked out."""
    root = folder / "work"
    (root / "rulesets").mkdir(parents=True)
    (root / "cases").mkdir()
    (root / "rulesets/desk.lex").write_text(in_form(VOCABULARY), "utf-8")
    (root / "rulesets/shop.lex").write_text(ruleset, "utf-8")
    named = case.replace("ruleset: test.desk", "ruleset: ../rulesets/shop.lex")
    (root / "cases/a.yaml").write_text(named.replace("uses: desk\n", ""), "utf-8")
    return root


def beside(root: Path, output: str) -> list[Annotation]:
    """The annotations, each of which has a place that there is, but for the sum of them all."""
    found = [each for each in shown(output) if each.level != "notice"]
    for each in shown(output):
        assert set(each.properties) <= PROPERTIES
        assert each.message
    for each in found:
        lines = (root / each.properties["file"]).read_text("utf-8").splitlines()
        assert 1 <= int(each.properties["line"]) <= len(lines)
    return found


def test_what_is_right_passes_all_steps(action: Path, python: Path, tmp_path: Path) -> None:
    root = repository(tmp_path)
    steps = run(action, root, {"sarif": "out.sarif", "min-coverage": "1"}, python)
    assert [(each.name, each.code) for each in steps] == [(name, 0) for name in STEPS], steps
    assert not [each for each in beside(root, steps[2].output) if each.level == "error"]
    sent = json.loads((root / "out.sarif").read_text("utf-8"))
    assert sent["version"] == "2.1.0"
    assert Path(python / "lexcheck").read_text("utf-8").startswith(f"#!{python}")


def test_a_misspelt_name_fails_the_job_beside_its_line(
    action: Path, python: Path, tmp_path: Path
) -> None:
    root = repository(tmp_path, ruleset=RIGHT.replace("o.seller\n  must", "o.selller\n  must"))
    steps = run(action, root, {}, python)
    # Nobody asked to have the cases judged.
    assert [each.code for each in steps] == [0, 0, 1, None], steps
    found = [each for each in beside(root, steps[2].output) if each.level == "error"]
    line = RIGHT[: RIGHT.index("duty of")].count("\n") + 1
    assert {
        (each.properties["file"], int(each.properties["line"]), each.properties["title"])
        for each in found
    } >= {("rulesets/shop.lex", line, "LX203")}
    assert any("did you mean `seller`?" in each.message for each in found)


def test_an_expectation_that_fails_is_shown_in_its_case(
    action: Path, python: Path, tmp_path: Path
) -> None:
    case = EXPECTING.replace("verdict: complied", "verdict: breached")
    root = repository(tmp_path, case=case)
    steps = run(action, root, {"fail-on": "breached"}, python)
    # What failed before does not keep the cases from being judged; p3 was never shipped.
    assert [each.code for each in steps][:3] == [0, 0, 1], steps
    assert steps[3].code == 1
    for step, told in ((steps[2], "found complied"), (steps[3], "deliver(o1, p3)")):
        found = [each for each in beside(root, step.output) if each.level == "error"]
        assert {each.properties["file"] for each in found} == {"cases/a.yaml"}
        assert any(told in each.message for each in found), found


def test_no_cases_are_asked_for(action: Path, python: Path, tmp_path: Path) -> None:
    root = repository(tmp_path, case="case: [")
    steps = run(action, root, {"cases": "", "sarif": "out.sarif"}, python)
    assert [each.code for each in steps] == [0, 0, 0, None], steps
    assert not (root / "out.sarif").exists()
