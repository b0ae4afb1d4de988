"""`lexcheck test`: do cases come out as they expect, and what of the rulesets do they show?"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import attrs
import click

from lexcheck.base.diagnostics import Diagnostic, Refused
from lexcheck.base.text import Span
from lexcheck.cli import progress, streams
from lexcheck.cli.exits import EXPLAINED, Exit, gravest
from lexcheck.cli.selection import Chosen, chosen
from lexcheck.pipeline import files
from lexcheck.pipeline.refusals import CaseRefused, NotACase, RulesetRefused, Unreadable
from lexcheck.pipeline.trials import Trials, Tried, judge, ruleset_files
from lexcheck.report import github
from lexcheck.report import trials as report
from lexcheck.report.marked_source import marked
from lexcheck.report.patch import patch
from lexcheck.report.trials import Tested
from lexcheck.testing.accepted import accepted
from lexcheck.testing.coverage import coverage
from lexcheck.testing.model import Coverage, Difference, Hearing, Mutation, Trial
from lexcheck.testing.mutation import mutation

_Share = Coverage | Mutation
_Item = TypeVar("_Item")


@attrs.define
class _Session:
    """One call of the command: what came of it so far."""

    fits: Chosen
    quiet: bool
    tried: list[tuple[Tried, tuple[Trial, ...]]] = attrs.field(factory=list)
    refused: list[str] = attrs.field(factory=list)
    codes: set[Exit] = attrs.field(factory=set)

    @property
    def hearings(self) -> list[Hearing]:
        """Those that a chosen expectation asks for, with the chosen expectations alone."""
        found = []
        for tried, trials in self.tried:
            kept = {id(trial.expectation) for trial in trials}
            for hearing in tried.hearings:
                wanted = tuple(each for each in hearing.expectations if id(each) in kept)
                if wanted:
                    found.append(attrs.evolve(hearing, expectations=wanted))
        return found

    def refuse(self, path: str, fault: Refused | Unreadable) -> None:
        code = Exit.USAGE
        if isinstance(fault, Refused):
            code = Exit.RULESET if isinstance(fault, RulesetRefused) else code
            code = Exit.CASE if isinstance(fault, CaseRefused) else code
        self.codes.add(code)
        self.refused.append(path)
        found = (fault.diagnostic,) if isinstance(fault, Unreadable) else fault.diagnostics
        streams.complain(found)

    def over(self, items: Sequence[_Item], doing: str) -> Iterator[_Item]:
        return progress.over(items, doing, quiet=self.quiet)


@click.command(
    "test",
    epilog=EXPLAINED,
    help="Try what cases expect (`expect:`): PATHS are case files, or folders of them.\n\n"
    "A clause is decisive where a case would be judged otherwise without it (--coverage). A mutant"
    " is the ruleset with one small change; some expectation should notice it (--mutate).",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("-k", "fits", callback=chosen, metavar="EXPRESSION", help="Only these; as pytest.")
@click.option("--update", is_flag=True, help="Show what is found instead, and write it.")
@click.option("--coverage", "covers", is_flag=True, help="What the cases show, point by point.")
@click.option("--html", metavar="FILE", help="The same, as the marked source of the rulesets.")
@click.option("--min-coverage", type=click.FloatRange(0, 100), metavar="PERCENT")
@click.option("--mutate", is_flag=True, help="Name each mutant that no case notices.")
@click.option("--min-noticed", type=click.FloatRange(0, 100), metavar="PERCENT")
@click.option("--format", "format_", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(
    paths: tuple[str, ...],
    fits: Chosen,
    update: bool,
    covers: bool,
    html: str | None,
    min_coverage: float | None,
    mutate: bool,
    min_noticed: float | None,
    format_: str,
    quiet: bool,
) -> int:
    session = _Session(fits=fits, quiet=quiet)
    _try_all(session, paths)
    wants_coverage = covers or html is not None or min_coverage is not None
    wants_mutants = mutate or min_noticed is not None
    heard = session.hearings
    measured = ruleset_files(heard) if wants_coverage or wants_mutants else []
    tested = Tested(
        cases=tuple((tried.case.source.name, trials) for tried, trials in session.tried),
        coverage=tuple(
            coverage(heard, file, judge)
            for file in (session.over(measured, "covering") if wants_coverage else ())
        ),
        mutation=tuple(
            mutation(heard, file, judge, lambda them: session.over(them, "mutating"))
            for file in (measured if wants_mutants else ())
        ),
        refused=tuple(session.refused),
    )
    if not tested.trials:
        session.codes.add(Exit.NOTHING)
    short = _short(tested.coverage, min_coverage) or _short(tested.mutation, min_noticed)
    if tested.failed or short:
        session.codes.add(Exit.FOUND)
    if format_ == "json":
        streams.emit(report.as_json(tested))
    elif format_ == "github":
        streams.emit(github.failed(tested.failed))
    else:
        streams.emit(report.text(tested, colour=streams.coloured(sys.stdout)))
    _write(session, html, tested, update=update)
    return gravest(session.codes)


def _try_all(session: _Session, paths: Sequence[str]) -> None:
    trials = Trials()
    todo: dict[str, bool] = {}
    for given in paths:
        try:
            todo.update((path, files.is_folder(given)) for path in files.find_files(given))
        except Unreadable as fault:
            session.refuse(given, fault)
    for path in session.over(list(todo), "trying"):
        try:
            tried = trials.of(path, in_folder=todo[path])
        except NotACase:
            continue
        except (Refused, Unreadable) as fault:
            session.refuse(path, fault)
        else:
            kept = tuple(trial for trial in tried.trials if session.fits(trial.id))
            if kept or not tried.trials:
                session.tried.append((tried, kept))


def _short(measured: Sequence[_Share], least: float | None) -> bool:
    """Does any file stay below what is asked for?"""
    return least is not None and any(
        100 * each.share[0] < least * each.share[1] for each in measured
    )


def _write(session: _Session, html: str | None, tested: Tested, *, update: bool) -> None:
    try:
        if html is not None:
            files.write_whole(html, marked(tested.coverage))
        if update:
            _update(session)
    except Unreadable as fault:
        session.codes.add(Exit.USAGE)
        streams.complain([fault.diagnostic])


def _update(session: _Session) -> None:
    """Write what was found into the cases, after showing the difference."""
    for tried, trials in session.tried:
        failed = [(each.expectation, each.differences) for each in trials if each.differences]
        source = tried.case.source
        text, left = accepted(source, failed)
        if text != source.text:
            colour = streams.coloured(sys.stdout)
            streams.emit(patch(source.name, source.text, text, colour=colour).encode())
            files.write_whole(source.name, text.encode())
            streams.emit(f"\n{report.written(source.name, len(failed))}\n".encode())
        streams.complain(_not_updated(each, span) for span, each in left)


def _not_updated(difference: Difference, span: Span) -> Diagnostic:
    message = f"not updated: {difference.text}"
    return Diagnostic(code="LX494", message=message, hint="change the case by hand", span=span)
