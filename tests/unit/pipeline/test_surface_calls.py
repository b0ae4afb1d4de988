"""What `import lexcheck` offers does the right thing with texts, paths, days and datetimes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

import lexcheck
from lexcheck.base.time.instants import from_datetime
from tests.unit.samples import CASE, RULESET, VOCABULARY, WHOLE, write

IST = timezone(timedelta(hours=5, minutes=30))


@pytest.fixture(scope="module")
def ruleset() -> lexcheck.Ruleset:
    return lexcheck.load_ruleset(WHOLE)


@pytest.fixture(scope="module")
def case(ruleset: lexcheck.Ruleset) -> lexcheck.Case:
    return lexcheck.load_case(CASE, ruleset=ruleset)


def verdicts(run: lexcheck.Run) -> list[str]:
    return [finding.verdict.value for finding in run.findings]


def test_from_files(tmp_path: Path) -> None:
    path = write(tmp_path)
    case = lexcheck.load_case(path)
    ruleset = lexcheck.load_ruleset(case.rulesets[0], beside=path)
    assert verdicts(lexcheck.evaluate(ruleset, case)) == ["complied", "complied_late", "breached"]
    assert lexcheck.load_ruleset(tmp_path / "shop.lex").name == "test.desk"
    assert lexcheck.load_ruleset(str(tmp_path / "shop.lex")).name == "test.desk"
    assert lexcheck.load_case(str(path)).name == case.name


@pytest.mark.parametrize(
    "as_of",
    [
        "2024-03-02",
        date(2024, 3, 2),
        "2024-03-02T23:59:59.999999+01:00",
        datetime(2024, 3, 2, 23, 59, 59, 999_999),  # noqa: DTZ001 - naive, so in the case's zone
        datetime(2024, 3, 2, 22, 59, 59, 999_999, UTC),
        datetime(2024, 3, 3, 4, 29, 59, 999_999, IST),
    ],
)
def test_a_moment_in_every_form(
    ruleset: lexcheck.Ruleset, case: lexcheck.Case, as_of: str | date
) -> None:
    end = from_datetime(datetime(2024, 3, 2, 22, 59, 59, 999_999, UTC))
    assert lexcheck.evaluate(ruleset, case, as_of=as_of).as_of == end
    assert lexcheck.evaluate(ruleset, case, as_of="2024-03-05", known_by=as_of).known_by == end


def test_readings_parameters_viewpoints(ruleset: lexcheck.Ruleset, case: lexcheck.Case) -> None:
    late = ["complied_late", "complied_late", "breached"]
    strict = lexcheck.evaluate(ruleset, case, reading="strict")
    assert (strict.reading, verdicts(strict)) == ("strict", late)
    assert lexcheck.evaluate(ruleset, case, reading="base").reading == ""
    set_ = lexcheck.evaluate(ruleset, case, parameters={"allowed": "3 days"})
    assert (set_.parameters, verdicts(set_)[1]) == ((("allowed", "3 days"),), "complied")
    both = lexcheck.evaluate(ruleset, case, reading="strict", parameters={"allowed": "3 days"})
    assert verdicts(both) == verdicts(set_), "what the user sets wins over the reading"
    assert lexcheck.evaluate(ruleset, case, viewpoint="jo").viewpoint == "jo"


@pytest.mark.parametrize(
    ("asked", "code", "hint"),
    [
        ({"reading": "strct"}, "LX591", "`strict`"),
        ({"viewpoint": "joe"}, "LX501", "`jo`"),
        ({"parameters": {"alowed": "1 hours"}}, "LX231", "`allowed`"),
        ({"as_of": "soon"}, "LX592", "2021-02-12"),
        ({"as_of": "2024-03-31T02:30"}, "LX592", "2021-02-12"),
    ],
)
def test_what_there_is_not_is_refused_with_a_hint(
    ruleset: lexcheck.Ruleset, case: lexcheck.Case, asked: dict[str, str], code: str, hint: str
) -> None:
    for call in (
        lambda: lexcheck.evaluate(ruleset, case, **asked),  # type: ignore[arg-type]
        lambda: lexcheck.explain(ruleset, case, "deliver(o1, p1)", **asked),  # type: ignore[arg-type]
    ):
        with pytest.raises(lexcheck.Refused) as refused:
            call()
        assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]
        assert hint in refused.value.diagnostics[0].hint


def test_explain(ruleset: lexcheck.Ruleset, case: lexcheck.Case) -> None:
    found = lexcheck.explain(ruleset, case, "deliver( o1,p2 )", as_of="2024-03-02T10:00")
    assert found.finding.verdict is lexcheck.Verdict.BREACHED
    assert found.finding.reason is lexcheck.Reason.NOT_PERFORMED
    assert found.finding.grade == (lexcheck.Grade.NONE, lexcheck.Grade.NONE)
    with pytest.raises(lexcheck.Refused, match="LX594"):
        lexcheck.explain(ruleset, case, "deliver(o1, p9)")


def test_text_and_path_are_told_apart(ruleset: lexcheck.Ruleset) -> None:
    assert lexcheck.load_case('{"case": "x", "built_from": "log"}', ruleset=ruleset).name == "x"
    with pytest.raises(lexcheck.Unreadable, match="does not exist"):
        lexcheck.load_case("absent.yaml")
    with pytest.raises(lexcheck.Unreadable, match="does not exist"):
        lexcheck.load_ruleset("absent.lex")
    with pytest.raises(lexcheck.Refused, match="LX290"):
        lexcheck.load_ruleset("absent")


def test_a_text_with_an_error_is_refused_with_its_line(ruleset: lexcheck.Ruleset) -> None:
    with pytest.raises(lexcheck.Refused) as refused:
        lexcheck.load_ruleset(WHOLE.replace("o.seller", "o.selller"))
    spans = [diagnostic.span for diagnostic in refused.value.diagnostics]
    assert all(span.source.name == "ruleset" for span in spans)
    with pytest.raises(lexcheck.Refused):
        lexcheck.load_case(CASE.replace("received", "recieved"), ruleset=ruleset)


def test_a_file_by_any_name_is_what_its_extension_says(tmp_path: Path) -> None:
    write(tmp_path)
    odd = tmp_path / "rules.txt"
    odd.write_text(RULESET.replace("test.desk", "test.odd"), "utf-8")
    assert lexcheck.load_ruleset(odd).name == "test.odd"
    json_in_yaml = tmp_path / "flow.yaml"
    json_in_yaml.write_text('{"case": "flow", "built_from": "log", "uses": "desk"}', "utf-8")
    assert lexcheck.load_case(json_in_yaml).name == "flow"
    yaml_in_json = tmp_path / "block.json"
    yaml_in_json.write_text("case: block\n", "utf-8")
    with pytest.raises(lexcheck.Refused):
        lexcheck.load_case(yaml_in_json)


def test_check_says_all_and_never_raises_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert lexcheck.check(path) == ()
    path.write_text(CASE.replace("received", "recieved").replace("ship: p1", "shp: p1"), "utf-8")
    assert len(lexcheck.check(path)) == 2
    (tmp_path / "shop.lex").write_text(RULESET.replace("o.seller", "o.selller"), "utf-8")
    assert lexcheck.check(path)
    with pytest.raises(lexcheck.Unreadable):
        lexcheck.check(tmp_path / "absent.yaml")


def test_two_rulesets_of_one_case_may_share_names(tmp_path: Path) -> None:
    """Parameters, defines and norms of one ruleset are nothing to the other."""
    path = write(tmp_path)
    (tmp_path / "other.lex").write_text(RULESET.replace("test.desk", "test.other"), "utf-8")
    path.write_text(CASE.replace("ruleset: test.desk", "ruleset: [test.desk, test.other]"), "utf-8")
    assert lexcheck.load_case(path).rulesets == ("test.desk", "test.other")


def test_words_of_the_case_come_from_what_its_ruleset_uses(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(CASE.replace("uses: desk\n", ""), "utf-8")
    assert lexcheck.load_case(path).vocabulary == ()
    assert VOCABULARY in {
        source.text for source in lexcheck.load_ruleset(tmp_path / "shop.lex").sources
    }
