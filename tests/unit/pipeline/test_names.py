"""Where names lead: beside the file, above it as far as `rulesets`, then among the installed."""

from __future__ import annotations

from pathlib import Path

import pytest

import lexcheck
from lexcheck.pipeline.files import place
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.names import Names
from lexcheck.pipeline.refusals import RulesetRefused
from tests.unit.samples import CASE, RULESET, VOCABULARY, write


def lex(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def codes(refused: pytest.ExceptionInfo[lexcheck.Refused]) -> list[str]:
    return [diagnostic.code for diagnostic in refused.value.diagnostics]


def test_the_installed_are_found_wherever_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert {"in.it_act.s69a", "moderation"} <= Names().known(None)
    assert lexcheck.load_ruleset("in.it_act.s69a").name == "in.it_act.s69a"


def test_the_installed_are_shown_without_the_place_where_they_lie() -> None:
    ruleset = lexcheck.load_ruleset("in.it_act.s69a")
    assert all(source.name.startswith("rulesets/") for source in ruleset.sources)


def test_what_is_beside_comes_before_what_is_installed(tmp_path: Path) -> None:
    lex(tmp_path / "mine.lex", VOCABULARY.replace("vocabulary desk", "vocabulary moderation"))
    (found,) = Names().find("moderation", place(tmp_path / "case.yaml"))
    assert found.path == tmp_path / "mine.lex"


def test_folders_above_are_searched_as_far_as_rulesets(tmp_path: Path) -> None:
    lex(tmp_path / "outside.lex", VOCABULARY.replace("desk", "outside"))
    lex(tmp_path / "rulesets" / "desk.lex", VOCABULARY)
    lex(tmp_path / "rulesets" / "de" / "law" / "shop.lex", RULESET)
    ruleset = lexcheck.load_ruleset(tmp_path / "rulesets" / "de" / "law" / "shop.lex")
    assert ruleset.vocabularies == ("desk",)
    beside = place(tmp_path / "rulesets" / "de" / "law" / "shop.lex")
    assert not Names().find("outside", beside)


def test_names_are_shown_as_the_user_gave_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lex(tmp_path / "rulesets" / "desk.lex", VOCABULARY)
    lex(tmp_path / "rulesets" / "de" / "shop.lex", RULESET)
    monkeypatch.chdir(tmp_path / "rulesets" / "de")
    shown = [source.name for source in lexcheck.load_ruleset("shop.lex").sources]
    assert shown == ["../desk.lex", "shop.lex"]
    monkeypatch.chdir(tmp_path)
    shown = [source.name for source in lexcheck.load_ruleset("rulesets/de/shop.lex").sources]
    assert shown == ["rulesets/desk.lex", "rulesets/de/shop.lex"]


def test_a_name_that_nobody_has_is_met_with_the_nearest(tmp_path: Path) -> None:
    lex(tmp_path / "desk.lex", VOCABULARY)
    lex(tmp_path / "shop.lex", RULESET.replace("uses         desk", "uses         desc"))
    with pytest.raises(RulesetRefused) as refused:
        lexcheck.load_ruleset(tmp_path / "shop.lex")
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "LX290"
    assert diagnostic.hint == "did you mean `desk`?"
    assert diagnostic.span.text == "desc"


def test_a_name_that_lies_elsewhere_is_met_with_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As most people lay them out: rulesets beside the folder of the cases."""
    write(tmp_path)
    lex(tmp_path / "rulesets/eu/court.lex", VOCABULARY.replace("vocabulary desk", "vocabulary eu"))
    library = Library()
    for name, path in (("test.desk", "../shop.lex"), ("eu", "../rulesets/eu/court.lex")):
        found, told = library.locate(name, place(str(tmp_path / "cases/case.yaml")), None)
        assert found is None
        assert told is not None
        assert told.hint == f"`{path}` is called so: give this path instead of the name"
    monkeypatch.chdir(tmp_path)
    _, told = library.locate("test.desk", None, None)
    assert told is not None
    assert told.hint.startswith("`shop.lex` is called so")


def test_a_name_that_two_files_have_is_ambiguous(tmp_path: Path) -> None:
    write(tmp_path)
    lex(tmp_path / "other.lex", VOCABULARY)
    with pytest.raises(RulesetRefused) as refused:
        lexcheck.load_ruleset(tmp_path / "shop.lex")
    assert codes(refused) == ["LX291"]


def test_files_that_use_each_other_are_a_circle(tmp_path: Path) -> None:
    lex(tmp_path / "a.lex", "vocabulary a\n  uses b\nrecord A\n")
    lex(tmp_path / "b.lex", "vocabulary b\n  uses c\nrecord B\n")
    lex(tmp_path / "c.lex", "vocabulary c\n  uses b\nrecord C\n")
    (diagnostic,) = lexcheck.check(tmp_path / "a.lex")
    assert diagnostic.code == "LX292"
    assert diagnostic.message == "these files use each other: `b` -> `c` -> `b`"
    assert diagnostic.labels


def test_a_long_chain_of_uses_is_no_problem(tmp_path: Path) -> None:
    last = 300
    for number in range(last):
        lex(tmp_path / f"v{number}.lex", f"vocabulary v{number}\n  uses v{number + 1}\n")
    lex(tmp_path / f"v{last}.lex", f"vocabulary v{last}\nrecord R\n")
    assert lexcheck.check(tmp_path / "v0.lex") == ()


def test_a_diamond_of_uses_is_read_once(tmp_path: Path) -> None:
    lex(tmp_path / "base.lex", "vocabulary base\nrecord R\n")
    lex(tmp_path / "left.lex", "vocabulary left\n  uses base\nrecord L\n")
    lex(tmp_path / "right.lex", "vocabulary right\n  uses base\nrecord M\n")
    lex(tmp_path / "top.lex", "vocabulary top\n  uses left, right\nrecord T\n")
    assert lexcheck.check(tmp_path / "top.lex") == ()
    compiled = Library().compiled(str(tmp_path / "top.lex"))
    assert [file.header.name.text for file in compiled.files] == ["base", "left", "right", "top"]


def test_comments_may_stand_before_the_header(tmp_path: Path) -> None:
    lex(tmp_path / "desk.lex", f"\n# about\n\n  # the desk\n{VOCABULARY}")
    lex(tmp_path / "none.lex", "# vocabulary none\n")
    known = Names().known(place(tmp_path / "case.yaml"))
    assert "desk" in known
    assert "none" not in known


def test_a_case_may_name_the_path_of_a_ruleset(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    write(tmp_path / "law")
    text = CASE.replace("ruleset: test.desk", "ruleset: law/shop.lex").replace("uses: desk\n", "")
    lex(tmp_path / "case.yaml", text)
    assert lexcheck.load_case(tmp_path / "case.yaml").name == "three-parcels"
