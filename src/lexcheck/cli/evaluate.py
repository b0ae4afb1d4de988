"""`lexcheck evaluate`: judge cases, side by side under every selection that is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from typing import Literal

import click

from lexcheck import __version__
from lexcheck.base.diagnostics import Diagnostic, Refused, Severity
from lexcheck.base.light import field, light
from lexcheck.base.text import head_of, in_call
from lexcheck.cli import one_case, options, progress, streams
from lexcheck.cli.exits import EXPLAINED, Exit, gravest
from lexcheck.facts.case import Case
from lexcheck.pipeline import files, manifests, runs
from lexcheck.pipeline.cases import Loaded, load_case, no_ruleset
from lexcheck.pipeline.library import Compiled, Library
from lexcheck.pipeline.refusals import (
    CaseRefused,
    NotACase,
    RulesetRefused,
    SelectorRefused,
    Unreadable,
)
from lexcheck.report import FORMATS, MissingExtra, Options, render
from lexcheck.report.model import Judged, Refusal, Report
from lexcheck.verdicts.model import WEIGHT, Verdict

_What = Literal["ruleset", "case", "file", "selector"]


@light
class _Session:
    """One call of the command: what came of it so far."""

    library: Library = field(factory=Library)
    runs: list[Judged] = field(factory=list)
    refused: dict[Refusal, None] = field(factory=dict)
    passed_over: list[str] = field(factory=list)
    said: dict[Diagnostic, None] = field(factory=dict)
    codes: set[Exit] = field(factory=set)

    def refuse(self, path: str, fault: Refused | Unreadable) -> None:
        """Note what could not be used, and which exit code that means."""
        what, code = _sort(fault)
        found = (fault.diagnostic,) if isinstance(fault, Unreadable) else fault.diagnostics
        self.codes.add(code)
        self.said.update(dict.fromkeys(found))
        self.refused[Refusal(path=path, what=what, diagnostics=found)] = None


def _sort(fault: Refused | Unreadable) -> tuple[_What, Exit]:
    match fault:
        case RulesetRefused():
            return "ruleset", Exit.RULESET
        case CaseRefused():
            return "case", Exit.CASE
        case SelectorRefused():
            return "selector", Exit.USAGE
        case _:
            return "file", Exit.USAGE


@click.command(
    "evaluate",
    epilog=EXPLAINED,
    help="Judge CASES: case files (YAML, JSON), or folders of them; or one dataset: its"
    " manifest, or a folder with a `dataset.yaml`.\n\n"
    "With several readings, viewpoints or moments, runs stand side by side. The report goes to"
    " stdout, everything else to stderr.",
)
@click.argument("cases", nargs=-1, required=True, metavar="CASES...")
@options.ruleset
@click.option(
    "--as-of",
    "as_ofs",
    multiple=True,
    callback=options.moments,
    metavar="MOMENT",
    help=f"{options.AS_OF_HELP} Repeatable.",
)
@options.known_by
@options.law_as_of
@click.option(
    "--viewpoint",
    "viewpoints",
    multiple=True,
    metavar="PARTY|SOURCE",
    help=f"{options.VIEWPOINT_HELP} Repeatable.",
)
@click.option(
    "--reading",
    "readings",
    multiple=True,
    metavar="NAME",
    help=f"{options.READING_HELP} Repeatable.",
)
@options.setting
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text")
@click.option("--output", metavar="FILE", help="Write the report there, once it is whole.")
@click.option(
    "--fail-on",
    callback=options.verdict,
    shell_complete=options.verdict_names,
    metavar="VERDICT",
    help=f"Exit with 1 for a verdict at or above this one: {', '.join(Verdict)}.",
)
@click.option("--all", "everything", is_flag=True, help="Sum up no long lists (text).")
@click.option("--quiet", is_flag=True, help="Show neither warnings nor progress, only errors.")
@options.tables
def command(
    cases: tuple[str, ...],
    rulesets: tuple[str, ...],
    as_ofs: tuple[str, ...],
    known_by: str | None,
    law_as_of: str | None,
    viewpoints: tuple[str, ...],
    readings: tuple[str, ...],
    parameters: dict[str, str],
    format_: str,
    output: str | None,
    fail_on: Verdict | None,
    everything: bool,
    quiet: bool,
    tables: manifests.Options,
) -> int:
    manifest = manifests.manifest_of(cases[0]) if len(cases) == 1 else None
    asked = [
        runs.selectors(as_of, known_by, viewpoint, reading, parameters, law_as_of)
        for reading, viewpoint, as_of in product(
            dict.fromkeys(readings or (runs.BASE,)),
            dict.fromkeys(viewpoints or ("all",)),
            dict.fromkeys(as_ofs or (None,)),
        )
    ]
    _ask_for_what_there_is(cases, manifest, asked, tables, format_)
    if manifest is not None:
        from lexcheck.cli.datasets import judge

        return judge(
            manifest, rulesets, asked[0], tables,
            format_=format_, output=output, fail_on=fail_on, quiet=quiet,
        )  # fmt: skip
    session = _Session()
    _judge_all(session, cases, rulesets, asked, quiet=quiet)
    if not any(judged.run.findings for judged in session.runs):
        session.codes.add(Exit.NOTHING)
    if fail_on is not None and _found(session.runs, fail_on):
        session.codes.add(Exit.FOUND)
    streams.complain(sorted(session.said, key=lambda d: d.position), quiet=quiet)
    _publish(session, format_, output, everything=everything)
    return gravest(session.codes)


def _ask_for_what_there_is(
    cases: Sequence[str],
    manifest: files.Place | None,
    asked: Sequence[runs.Selectors],
    tables: manifests.Options,
    format_: str,
) -> None:
    """What is for tables alone, or for cases alone, is refused of the other."""
    if manifest is None:
        if any(manifests.is_dataset(each) for each in cases):
            raise click.UsageError("One dataset is judged at a time, and no case beside it.")
        if tables != manifests.Options():
            raise click.UsageError(f"These are no tables: no {', '.join(tables.said)} here.")
    elif len(asked) > 1:
        raise click.UsageError("One dataset is judged at a time, under one reading and as-of.")
    elif format_ not in ("text", "json"):
        raise click.UsageError(
            f"Tables are told as text or json, and not as {format_}: `--findings OUT` writes each"
            " finding as a row (.parquet, .csv, .arrow, .duckdb)."
        )


def _judge_all(
    session: _Session,
    cases: Sequence[str],
    rulesets: Sequence[str],
    asked: Sequence[runs.Selectors],
    *,
    quiet: bool,
) -> None:
    judged_by = _compiled(session, rulesets)
    if rulesets and not judged_by:
        return
    paths = dict(_case_files(session, cases))
    for path in progress.over(list(paths), "judging", quiet=quiet):
        try:
            loaded = load_case(session.library, path, judged_by, in_folder=paths[path])
        except NotACase as other:
            session.passed_over.append(path)
            session.said.update(dict.fromkeys(other.diagnostics))
        except (Refused, Unreadable) as fault:
            session.refuse(path, fault)
        else:
            session.said.update(dict.fromkeys(loaded.warnings))
            _judge(session, path, loaded, asked)


def _judge(session: _Session, path: str, loaded: Loaded, asked: Sequence[runs.Selectors]) -> None:
    if not loaded.rulesets:
        session.refuse(path, CaseRefused([no_ruleset(loaded.case.source)]))
    for ruleset in loaded.rulesets:
        for each in asked:
            try:
                meant, run = runs.judge(ruleset, loaded.case, each)
            except Refused as fault:
                session.refuse(path, fault)
            else:
                acts = partial(runs.deeds, meant, loaded.case, run)
                judged = Judged(run=run, ruleset=meant, case=loaded.case, deeds=acts)
                session.runs.append(judged)
                if not run.findings:
                    warning = _nothing(loaded.case, run.ruleset)
                    session.said[warning] = None


def _compiled(session: _Session, rulesets: Sequence[str]) -> list[Compiled]:
    """The rulesets to judge by, instead of those that cases name."""
    found = []
    for named in dict.fromkeys(rulesets):
        try:
            session.library.ruleset(named)
            found.append(session.library.compiled(named))
        except (Refused, Unreadable) as fault:
            session.refuse(named, fault)
    return found


def _case_files(session: _Session, cases: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each file once, and whether it was found in a folder, rather than named."""
    for given in cases:
        try:
            found = files.find_files(given)
        except Unreadable as fault:
            session.refuse(given, fault)
            continue
        in_folder = files.is_folder(given)
        if not found:
            session.said[_empty(given)] = None
        for path in found:
            yield path, in_folder


def _found(judged: Sequence[Judged], fail_on: Verdict) -> bool:
    return any(
        WEIGHT[finding.verdict] >= WEIGHT[fail_on]
        for each in judged
        for finding in each.run.findings
    )


def _publish(session: _Session, format_: str, output: str | None, *, everything: bool) -> None:
    report = Report(
        version=__version__,
        inputs=one_case.inputs(session.library),
        runs=tuple(session.runs),
        refused=tuple(session.refused),
        passed_over=tuple(session.passed_over),
    )
    colour = output is None and streams.coloured(sys.stdout)
    to_terminal = output is None and streams.is_terminal(sys.stdout)
    width = streams.columns() if to_terminal else 80
    shown = Options(colour=colour, everything=everything, width=width)
    try:
        data = render(report, format_, shown)
    except MissingExtra as missing:
        raise click.ClickException(f"--format {format_}: {missing}") from missing
    if output is None:
        streams.emit(data)
        return
    try:
        files.write_whole(output, data, keeping=session.library.inputs)
    except Unreadable as fault:
        session.codes.add(Exit.USAGE)
        streams.complain([fault.diagnostic])


# ── Diagnostics ────────────────────────────────────────────────────────────────────────────────


def _empty(folder: str) -> Diagnostic:
    return Diagnostic(
        code="LX493",
        message=f"there is no case file in `{folder}`",
        severity=Severity.WARNING,
        hint="case files end in .yaml, .yml or .json",
        span=in_call("", folder),
    )


def _nothing(case: Case, ruleset: str) -> Diagnostic:
    return Diagnostic(
        code="LX590",
        message=f"{ruleset} judges nothing in this case: no norm has an instance",
        severity=Severity.WARNING,
        hint="does the case hold the records that the norms speak of?",
        span=head_of(case.source),
    )
