"""`lexcheck compare`: one case judged twice, and which verdicts differ."""

from __future__ import annotations

import sys

import click

from lexcheck import __version__
from lexcheck.base.light import evolve
from lexcheck.cli import one_case, options, streams
from lexcheck.cli.exits import EXPLAINED
from lexcheck.pipeline import runs
from lexcheck.pipeline.library import Library
from lexcheck.report import Options
from lexcheck.report.comparison import RENDERERS, Compared, Pair
from lexcheck.report.model import Judged


@click.command(
    "compare",
    epilog=EXPLAINED,
    help="Judge CASE under the law of one day and of another, and show which verdicts differ and in"
    " what else: the version of the norm, the deadline, what was held against it.",
)
@click.argument("case")
@click.option(
    "--law-as-of",
    "laws",
    nargs=2,
    required=True,
    callback=options.day,
    metavar="DAY DAY",
    help="The two days whose law is applied to everything, whenever it arose.",
)
@options.ruleset
@click.option("--as-of", callback=options.moments, metavar="MOMENT", help=options.AS_OF_HELP)
@options.known_by
@click.option("--viewpoint", default="all", metavar="PARTY|SOURCE", help=options.VIEWPOINT_HELP)
@click.option("--reading", default=runs.BASE, metavar="NAME", help=options.READING_HELP)
@options.setting
@click.option("--format", "format_", type=click.Choice(list(RENDERERS)), default="text")
def command(
    case: str,
    laws: tuple[str, str],
    rulesets: tuple[str, ...],
    as_of: str | None,
    known_by: str | None,
    viewpoint: str,
    reading: str,
    parameters: dict[str, str],
    format_: str,
) -> int:
    asked = runs.selectors(as_of, known_by, viewpoint, reading, parameters)
    both = tuple(evolve(asked, law_as_of=law) for law in laws)
    shown = Options(colour=streams.coloured(sys.stdout))
    return one_case.answer(lambda: RENDERERS[format_](_compared(case, rulesets, both), shown))


def _compared(path: str, rulesets: tuple[str, ...], both: tuple[runs.Selectors, ...]) -> Compared:
    loaded = one_case.loaded(Library(), path, rulesets)
    pairs = []
    for ruleset in loaded.rulesets:
        judged = []
        for asked in both:
            meant, run = runs.judge(ruleset, loaded.case, asked)
            judged.append(Judged(run=run, ruleset=meant, case=loaded.case))
        pairs.append(Pair(*judged))
    return Compared(version=__version__, pairs=tuple(pairs))
