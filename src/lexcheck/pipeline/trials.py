"""Cases as tests: each is judged as its expectations ask, and each expectation tried.

An expectation of a case with several rulesets holds if it does under one of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from lexcheck.base.light import light
from lexcheck.facts.case import Case, Expectation
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline import runs
from lexcheck.pipeline.cases import Loaded, load_case
from lexcheck.pipeline.library import Library
from lexcheck.syntax.model import File
from lexcheck.testing.differences import differences
from lexcheck.testing.model import Asked, Difference, Hearing, Rules, Trial
from lexcheck.verdicts.model import Run


@light(kw_only=True)
class Tried:
    """A case with its rulesets and hearings, and a trial for each expectation, in their order."""

    case: Case
    rulesets: tuple[Ruleset, ...]
    hearings: tuple[Hearing, ...]
    trials: tuple[Trial, ...]


class Trials:
    """Tries cases, each ruleset compiled once."""

    def __init__(self, library: Library | None = None) -> None:
        self.library = Library() if library is None else library
        self._rules: dict[str, Rules] = {}

    def of(self, path: str, *, in_folder: bool = False) -> Tried:
        """Try the case of a path. Raises as `load_case` and `runs.judge` do."""
        return self.tried(load_case(self.library, path, in_folder=in_folder))

    def tried(self, loaded: Loaded) -> Tried:
        """Try a case that was loaded from the library. Raises as `runs.judge` does."""
        hearings: dict[Asked, list[Hearing]] = {}
        for expectation in loaded.case.expectations:
            hearings.setdefault(expectation.selectors, [])
        for asked, found in hearings.items():
            wanted = [each for each in loaded.case.expectations if each.selectors == asked]
            found += [self._hear(loaded.case, each, asked, wanted) for each in loaded.rulesets]
        return Tried(
            case=loaded.case,
            rulesets=loaded.rulesets,
            hearings=tuple(each for found in hearings.values() for each in found),
            trials=tuple(
                _tried(loaded.case, each, hearings[each.selectors])
                for each in loaded.case.expectations
            ),
        )

    def _hear(
        self, case: Case, ruleset: Ruleset, asked: Asked, wanted: Iterable[Expectation]
    ) -> Hearing:
        return Hearing(
            case=case,
            rules=self._made_of(ruleset),
            asked=asked,
            expectations=tuple(wanted),
            run=judge(ruleset, case, asked),
        )

    def _made_of(self, ruleset: Ruleset) -> Rules:
        """The ruleset with its files, as the library has them."""
        key = ruleset.sources[-1].name
        if key not in self._rules:
            found = next(each for each in self.library.all() if each.ruleset is ruleset)
            self._rules[key] = Rules(ruleset=ruleset, files=found.files)
        return self._rules[key]


def judge(ruleset: Ruleset, case: Case, asked: Asked) -> Run:
    """Judge as an expectation asks. Raises SelectorRefused, CaseRefused."""
    said = dict(asked)
    settings = [text.partition("=") for word, text in asked if word == "set"]
    return runs.judge(
        ruleset,
        case,
        runs.selectors(
            said.get("as_of"),
            said.get("known_by"),
            said.get("viewpoint", "all"),
            said.get("reading", runs.BASE),
            {name.strip(): text.strip() for name, _, text in settings},
            said.get("law_as_of"),
        ),
    )[1]


def ruleset_files(hearings: Iterable[Hearing]) -> list[File]:
    """The files of norms that the hearings are about, each once; vocabularies have none."""
    found: dict[int, File] = {}
    for hearing in hearings:
        for file in hearing.rules.files:
            if file.header.kind == "ruleset":
                found[id(file)] = file
    return sorted(found.values(), key=lambda file: file.span.source.name)


def _tried(case: Case, expectation: Expectation, heard: list[Hearing]) -> Trial:
    found = [tuple(differences(each.run, expectation)) for each in heard]
    nothing = (Difference("the case names no ruleset to judge it by"),)
    fewest = min(found, key=len, default=nothing)
    return Trial(case=case, expectation=expectation, differences=fewest)
