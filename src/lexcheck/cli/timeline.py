"""`lexcheck timeline`: how the verdicts of a case changed, day by day or fact by fact."""

from __future__ import annotations

import sys
from typing import Literal

import click

from lexcheck import __version__
from lexcheck.base.diagnostics import Diagnostic, did_you_mean
from lexcheck.base.text import in_call
from lexcheck.cli import one_case, options, streams
from lexcheck.cli.exits import EXPLAINED
from lexcheck.pipeline import courses, runs
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import SelectorRefused
from lexcheck.report import Options
from lexcheck.report.course import Course, as_json, as_text
from lexcheck.report.course_svg import as_svg

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
    shown = Options(colour=output is None and streams.coloured(sys.stdout))

    def make() -> bytes:
        return RENDERERS[format_](_course(library, case, rulesets, asked, by, norms), shown)

    return one_case.answer(make, output, library)


def _course(
    library: Library,
    path: str,
    rulesets: tuple[str, ...],
    asked: runs.Selectors,
    by: Literal["day", "fact"],
    norms: tuple[str, ...],
) -> Course:
    loaded = one_case.loaded(library, path, rulesets)
    ruleset = loaded.rulesets[0]
    for name in norms:
        if name not in ruleset.versions:
            hint = did_you_mean(name, ruleset.versions) or ""
            message = f"`{name}` is no norm of {ruleset.name}"
            span = in_call("--norm", name)
            raise SelectorRefused([Diagnostic(code="LX598", message=message, hint=hint, span=span)])
    meant, made = courses.course(ruleset, loaded.case, asked, by, norms)
    return Course(
        version=__version__,
        inputs=one_case.inputs(library),
        ruleset=meant,
        title=loaded.case.title or loaded.case.name,
        runs=made,
    )
