"""`lexcheck timeline`: how the verdicts of a case changed, day by day or fact by fact."""

from __future__ import annotations

import sys
from typing import Literal

import click

from lexcheck import __version__
from lexcheck.base.diagnostics import Diagnostic, Refused, did_you_mean
from lexcheck.cli import options, streams
from lexcheck.cli.exits import EXPLAINED, Exit
from lexcheck.pipeline import courses, files, runs
from lexcheck.pipeline.cases import load_case
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import (
    CaseRefused,
    RulesetRefused,
    SelectorRefused,
    Unreadable,
)
from lexcheck.report import Options
from lexcheck.report.course import Course, as_json, as_text
from lexcheck.report.course_svg import as_svg
from lexcheck.report.model import Input

RENDERERS = {"text": as_text, "json": as_json, "svg": as_svg}


@click.command(
    "timeline",
    epilog=EXPLAINED,
    help="Show how the verdicts of CASE changed: as of the end of each day from its first fact on,"
    " or as of each moment of a fact or deadline. It ends at the as-of.",
)
@click.argument("case")
@options.ruleset
@click.option("--as-of", callback=options.moments, metavar="MOMENT", help=options.AS_OF_HELP)
@options.known_by
@click.option("--viewpoint", default="all", metavar="PARTY|SOURCE", help=options.VIEWPOINT_HELP)
@click.option("--reading", default=runs.BASE, metavar="NAME", help=options.READING_HELP)
@options.setting
@click.option("--by", type=click.Choice(["day", "fact"]), default="day", show_default=True)
@click.option("--norm", "norms", multiple=True, metavar="NAME", help="Only these. Repeatable.")
@click.option("--format", "format_", type=click.Choice(list(RENDERERS)), default="text")
@click.option("--output", metavar="FILE", help="Write it there, once it is whole.")
def command(
    case: str,
    rulesets: tuple[str, ...],
    as_of: str | None,
    known_by: str | None,
    viewpoint: str,
    reading: str,
    parameters: dict[str, str],
    by: Literal["day", "fact"],
    norms: tuple[str, ...],
    format_: str,
    output: str | None,
) -> int:
    asked = runs.selectors(as_of, known_by, viewpoint, reading, parameters)
    library = Library()
    try:
        course = _course(library, case, rulesets, asked, by, norms)
        shown = Options(colour=output is None and streams.coloured(sys.stdout))
        data = RENDERERS[format_](course, shown)
        if output is None:
            streams.emit(data)
        else:
            files.write_whole(output, data, keeping=library.inputs)
    except Unreadable as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    except Refused as fault:
        streams.complain(fault.diagnostics)
        if isinstance(fault, RulesetRefused):
            return Exit.RULESET
        return Exit.CASE if isinstance(fault, CaseRefused) else Exit.USAGE
    return Exit.DONE


def _course(
    library: Library,
    path: str,
    rulesets: tuple[str, ...],
    asked: runs.Selectors,
    by: Literal["day", "fact"],
    norms: tuple[str, ...],
) -> Course:
    for named in rulesets:
        library.ruleset(named)
    loaded = load_case(library, path, [library.compiled(named) for named in rulesets])
    if not loaded.rulesets:
        raise CaseRefused([options.no_ruleset(path)])
    streams.complain(loaded.warnings)
    ruleset = loaded.rulesets[0]
    for name in norms:
        if name not in ruleset.versions:
            hint = did_you_mean(name, ruleset.versions) or ""
            message = f"`{name}` is no norm of {ruleset.name}"
            raise SelectorRefused([Diagnostic(code="LX596", message=message, hint=hint, file=path)])
    meant, made = courses.course(ruleset, loaded.case, asked, by, norms)
    inputs = sorted(library.inputs.values(), key=lambda each: (each.role, each.path))
    return Course(
        version=__version__,
        inputs=tuple(Input(path=i.path, sha256=i.sha256, role=i.role) for i in inputs),
        ruleset=meant,
        title=loaded.case.title or loaded.case.name,
        runs=made,
    )
