"""Every example of grammar/language.md is accepted, or refused where it is there to be refused."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

import lexcheck

ROOT = Path(__file__).parents[3]
MANUAL = ROOT / "grammar/language.md"

FENCE = re.compile(r"^```(lex|yaml)(?: refused (LX\d+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADER = re.compile(r"(?:ruleset|vocabulary)\s+([\w.]+)")
SECTION = re.compile(r"^(\w+):.*\n(?:[ #-].*\n|\n)*", re.MULTILINE)

#: What stands above a fragment of a ruleset.
ABOVE = 'ruleset language.fragment\n  timezone "Asia/Kolkata"\n  uses language.example\n\n'
#: What a fragment of a case takes from the first whole one, where it does not say it itself.
TAKEN = ("case", "ruleset", "timezone", "as_of", "built_from", "sources", "records")


@attrs.frozen
class Example:
    """A fence: its language, the line on which it starts, and the code that must refuse it."""

    language: str
    line: int
    text: str
    refused: str

    @property
    def name(self) -> str | None:
        """What its header calls it; None of a fragment."""
        header = HEADER.match(self.text)
        return header[1] if header and self.language == "lex" else None


def examples() -> list[Example]:
    manual = MANUAL.read_text("utf-8")
    return [
        Example(found[1], manual.count("\n", 0, found.start()) + 2, found[3], found[2] or "")
        for found in FENCE.finditer(manual)
    ]


EXAMPLES = examples()


def sections(text: str) -> dict[str, str]:
    """The entries at the top of a case, each with its key."""
    return {found[1]: found[0] for found in SECTION.finditer(text)}


def whole(example: Example) -> str:
    """The text of a file that holds the example."""
    if example.language == "lex":
        return example.text if example.name else ABOVE + example.text
    own = sections(example.text)
    first = sections(next(e.text for e in EXAMPLES if e.language == "yaml"))
    return "".join([first[key] for key in TAKEN if key not in own] + list(own.values()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the whole files of the manual, for its fragments to use."""
    made = tmp_path_factory.mktemp("manual")
    for example in EXAMPLES:
        if example.name:
            (made / f"{example.name}.lex").write_text(example.text, "utf-8")
    return made


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{each.language}-line-{each.line}" for each in EXAMPLES]
)
def test_example(example: Example, folder: Path) -> None:
    if example.name:
        path = folder / f"{example.name}.lex"
    else:
        path = folder / f"fragment_{example.line}.{example.language}"
        path.write_text(whole(example), "utf-8")
    found = lexcheck.check(path)
    told = "\n".join(f"{each.code} {each.message} ({each.hint})" for each in found)
    if example.refused:
        assert [each.code for each in found] == [example.refused], told
    else:
        assert not found, told
    if not example.name:
        path.unlink()


def test_the_first_case_is_judged_as_it_expects(folder: Path) -> None:
    first = next(e.text for e in EXAMPLES if e.language == "yaml")
    path = folder / "case.yaml"
    path.write_text(first, "utf-8")
    case = lexcheck.load_case(path)
    run = lexcheck.evaluate(lexcheck.load_ruleset("language.example", beside=path), case)
    path.unlink()
    verdicts = {str(finding.id): str(finding.verdict) for finding in run.findings}
    expected = {each.instance: dict(each.expected)["verdict"] for each in case.expectations}
    assert expected
    assert {name: verdicts.get(name) for name in expected} == expected


def test_the_manual_is_whole() -> None:
    """No fence is overlooked, and no keyword of the language goes without an example."""
    manual = MANUAL.read_text("utf-8")
    assert manual.count("```") == 2 * len(EXAMPLES)
    shown = "\n".join(example.text for example in EXAMPLES if example.language == "lex")
    grammar = (ROOT / "grammar/lexcheck.lark").read_text("utf-8")
    keywords = re.findall(r'^[A-Z_]+: "([a-z]+)"$', grammar, re.MULTILINE)
    phrases = re.findall(r"^[A-Z_]+\.\d: /([a-z]+(?:\\s\+[a-z]+)+)\\b/$", grammar, re.MULTILINE)
    words = keywords + [phrase.replace("\\s+", " ") for phrase in phrases]
    missing = [
        word for word in words if not re.search(rf"\b{word.replace(' ', chr(92) + 's+')}\b", shown)
    ]
    assert len(words) > 60
    assert not missing
