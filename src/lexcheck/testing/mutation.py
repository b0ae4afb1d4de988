"""Which mutants of a file the cases notice: those by which an expectation fails that held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lexcheck.facts.case import Expectation
from lexcheck.syntax.model import File
from lexcheck.testing.coverage import in_order, reading_of
from lexcheck.testing.differences import differences
from lexcheck.testing.model import Fate, Hearing, Judge, Mutation
from lexcheck.testing.mutants import Mutated, mutants
from lexcheck.testing.variants import Narrow, Variant

Watched = Callable[[Sequence[Mutated]], Iterator[Mutated]]


def mutation(
    hearings: Sequence[Hearing], file: File, judge: Judge, over: Watched | None = None
) -> Mutation:
    """Judge every mutant of a file until an expectation notices. `over` may show how far it is."""
    heard = in_order(each for each in hearings if any(file is f for f in each.rules.files))
    fates: list[Fate] = []
    void = 0
    all_of_them = list(mutants(file))
    for mutated in all_of_them if over is None else over(all_of_them):
        variant = Variant(file, mutated.file)
        if not any(_is_another(variant, hearing) for hearing in heard):
            void += 1
        else:
            fates.append(Fate(mutant=mutated.mutant, noticed_by=_noticed(variant, heard, judge)))
    return Mutation(file=file, fates=tuple(fates), void=void)


def _is_another(variant: Variant, hearing: Hearing) -> bool:
    """Is it a ruleset, and another one? (Taking away what is meant anyhow changes nothing.)"""
    made = variant.of(hearing.rules)
    return made is not None and made != hearing.rules.ruleset


def _noticed(variant: Variant, hearings: Sequence[Hearing], judge: Judge) -> str:
    for hearing in hearings:
        narrow = variant.narrow(hearing.rules, reading_of(hearing))
        if narrow is None:
            continue
        watching = [each for each in hearing.expectations if _speaks_of(each, narrow)]
        watching = [each for each in watching if not any(differences(hearing.run, each))]
        if not watching:
            continue
        run = judge(narrow.ruleset, hearing.case, hearing.asked)
        for each in watching:
            if any(differences(run, each)):
                return f"{each.span.source.name}:{each.span.line}: {each.instance}"
    return ""


def _speaks_of(expectation: Expectation, narrow: Narrow) -> bool:
    name = expectation.instance.partition("(")[0].strip()
    sanctions = {each.name for each in narrow.ruleset.sanctions}
    return name in narrow.norms | narrow.assessed | sanctions
