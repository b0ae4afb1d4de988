"""The cases of a ruleset judged in a process of its own: `python -m lexcheck.editor.judging`.

It is asked on stdin and answers on stdout, in JSON. The request names the ruleset's file, the
folders in which cases may lie, and the texts that are not saved. The answer has, of each case that
names the ruleset, the verdicts of each version of each norm, and where the case speaks of it.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from lexcheck.base.diagnostics import Refused
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline.cases import load_case
from lexcheck.pipeline.files import find_files, glance
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.names import header_name
from lexcheck.pipeline.refusals import NotACase
from lexcheck.pipeline.trials import Trials, judge

#: A workspace may hold a platform's whole log: no more of its cases are judged.
MOST_CASES = 200


class Request(TypedDict):
    """`ruleset` and the keys of `texts` are resolved paths."""

    ruleset: str
    folders: list[str]
    texts: dict[str, str]


class Shown(TypedDict):
    """What a case shows of one version of a norm, by its place among them.

    `line` counts from 0; `failed` is how many expectations do not hold.
    """

    norm: str
    version: int
    verdicts: dict[str, int]
    line: int
    failed: int


class Judged(TypedDict):
    """A case; `shown` None: it cannot be judged."""

    case: str
    shown: list[Shown] | None


def answer(request: Request) -> Iterator[Judged]:
    trials = Trials(Library({Path(path): text for path, text in request["texts"].items()}))
    ruleset = Path(request["ruleset"])
    for path in _candidates(ruleset, request["folders"]):
        try:
            yield from _judged(trials, ruleset, path)
        except NotACase:
            continue
        except Refused:
            yield Judged(case=path, shown=None)


def _candidates(ruleset: Path, folders: list[str]) -> list[str]:
    """The files that name the ruleset, as far as a glance can tell; first those that are near."""
    names = [ruleset.name.encode(), header_name(glance(ruleset)).encode()]
    found = dict.fromkeys(file for folder in folders for file in find_files(folder))
    named = [file for file in found if any(name and name in glance(Path(file)) for name in names)]
    return named[:MOST_CASES]


def _judged(trials: Trials, path: Path, case: str) -> Iterator[Judged]:
    loaded = load_case(trials.library, case, in_folder=True)
    rulesets = [each for each in loaded.rulesets if _is_at(path, each, trials.library)]
    if not rulesets:
        return  # nor is it judged: it may name a ruleset of the same name that lies elsewhere
    tried = trials.tried(loaded)
    failed = Counter(
        trial.expectation.instance.partition("(")[0] for trial in tried.trials if trial.differences
    )
    for ruleset in rulesets:
        yield Judged(case=case, shown=list(_shown(ruleset, tried.case, failed)))


def _is_at(path: Path, ruleset: Ruleset, library: Library) -> bool:
    return library.path_of(ruleset.sources[-1].name).resolve() == path


def _shown(ruleset: Ruleset, case: Case, failed: Counter[str]) -> Iterator[Shown]:
    places = {
        (norm.name, str(norm.in_force)): number
        for found in ruleset.versions.values()
        for number, norm in enumerate(found)
    }
    counts: dict[tuple[str, int], Counter[str]] = {}
    for finding in judge(ruleset, case, ()).findings:
        key = (finding.norm, places[finding.norm, finding.version])
        counts.setdefault(key, Counter())[str(finding.verdict)] += 1
    lines: dict[str, int] = {}
    for each in case.expectations:
        lines.setdefault(each.instance.partition("(")[0], each.span.line - 1)
    for (norm, version), verdicts in counts.items():
        yield Shown(
            norm=norm,
            version=version,
            verdicts=dict(verdicts),
            line=lines.get(norm, 0),
            failed=failed[norm],
        )


def main() -> None:
    """INVARIANT: reads no clock and writes no file; whoever asked may end it at any time."""
    if hasattr(os, "nice"):
        os.nice(10)  # what the author types comes first
    request: Request = json.load(sys.stdin)
    json.dump(list(answer(request)), sys.stdout)


if __name__ == "__main__":
    main()
