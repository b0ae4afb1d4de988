"""`lexcheck deadlines`: what is due and when."""

from __future__ import annotations

import sys

import click

from lexcheck import __version__
from lexcheck.cli import one_case, options, streams
from lexcheck.cli.exits import EXPLAINED
from lexcheck.pipeline import runs
from lexcheck.pipeline.library import Library
from lexcheck.report import Options, deadlines
from lexcheck.report.calendar_file import NotInstalled, as_calendar
from lexcheck.report.model import Judged

_FORMATS = {"text": deadlines.as_text, "json": deadlines.as_json, "ics": as_calendar}


@click.command(
    "deadlines",
    epilog=EXPLAINED,
    help="List what is due in CASE and when, what is still open first, each with how its deadline"
    " was computed.\n\nAs `ics` it is a calendar file (package `icalendar`): a later one, imported"
    " again, updates what an earlier one put into a calendar.",
)
@click.argument("case")
@options.ruleset
@click.option("--as-of", callback=options.moments, metavar="MOMENT", help=options.AS_OF_HELP)
@options.known_by
@options.law_as_of
@click.option("--viewpoint", default="all", metavar="PARTY|SOURCE", help=options.VIEWPOINT_HELP)
@click.option("--reading", default=runs.BASE, metavar="NAME", help=options.READING_HELP)
@options.setting
@click.option("--open", "only_open", is_flag=True, help="Leave out what is closed.")
@click.option("--format", "format_", type=click.Choice(list(_FORMATS)), default="text")
@click.option("--output", metavar="FILE", help="Write the list there, once it is whole.")
def command(
    case: str,
    rulesets: tuple[str, ...],
    as_of: str | None,
    known_by: str | None,
    law_as_of: str | None,
    viewpoint: str,
    reading: str,
    parameters: dict[str, str],
    only_open: bool,
    format_: str,
    output: str | None,
) -> int:
    asked = runs.selectors(as_of, known_by, viewpoint, reading, parameters, law_as_of)
    library = Library()
    shown = Options(colour=output is None and streams.coloured(sys.stdout))

    def make() -> bytes:
        due = _due(library, case, rulesets, asked, everything=not only_open)
        try:
            return _FORMATS[format_](due, shown)
        except NotInstalled as missing:
            raise click.ClickException(str(missing)) from missing

    return one_case.answer(make, output, library)


def _due(
    library: Library,
    path: str,
    rulesets: tuple[str, ...],
    asked: runs.Selectors,
    *,
    everything: bool,
) -> deadlines.Due:
    loaded = one_case.loaded(library, path, rulesets)
    agendas = []
    for ruleset in loaded.rulesets:
        meant, run = runs.judge(ruleset, loaded.case, asked)
        judged = Judged(run=run, ruleset=meant, case=loaded.case)
        agendas.append(deadlines.Agenda(judged, everything))
    return deadlines.Due(
        version=__version__, inputs=one_case.inputs(library), agendas=tuple(agendas)
    )
