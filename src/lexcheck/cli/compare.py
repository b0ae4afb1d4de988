"""`lexcheck compare`: judged twice, which verdicts differ, and what made the difference."""

from __future__ import annotations

import sys
from typing import TypeVar

import click

from lexcheck import __version__
from lexcheck.base.light import evolve
from lexcheck.cli import one_case, options, streams
from lexcheck.cli.exits import EXPLAINED
from lexcheck.pipeline import runs
from lexcheck.pipeline.library import Library
from lexcheck.report import Options, contrast
from lexcheck.report.comparison import RENDERERS, Compared, Pair
from lexcheck.report.model import Judged

_Given = TypeVar("_Given")


@click.command(
    "compare",
    epilog=EXPLAINED,
    help="Compare CASE with OTHER, or with itself under other options: an option that is given"
    " twice is for the first run, then for the second. What the runs differ in is tried, thing by"
    " thing, to find what made the difference.\n\nWith --law-as-of, CASE is judged under the law of"
    " one day and of another, and what differs in each finding is shown: the version of the norm,"
    " the deadline, what was held against it.",
)
@click.argument("case")
@click.argument("other", required=False)
@click.option(
    "--law-as-of",
    "laws",
    nargs=2,
    callback=options.day,
    metavar="DAY DAY",
    help="The two days whose law is applied to everything, whenever it arose.",
)
@options.ruleset
@click.option(
    "--as-of", "as_ofs", multiple=True, callback=options.moments, metavar="MOMENT",
    help=options.AS_OF_HELP,
)  # fmt: skip
@click.option(
    "--known-by", "known_bys", multiple=True, callback=options.moments, metavar="MOMENT",
    help="Take only sources that were published by then. A day means its end.",
)  # fmt: skip
@click.option(
    "--viewpoint", "viewpoints", multiple=True, metavar="PARTY|SOURCE", help=options.VIEWPOINT_HELP
)
@click.option("--reading", "readings", multiple=True, metavar="NAME", help=options.READING_HELP)
@options.setting
@click.option("--format", "format_", type=click.Choice(list(RENDERERS)), default="text")
def command(
    case: str,
    other: str | None,
    laws: tuple[str, str] | None,
    rulesets: tuple[str, ...],
    as_ofs: tuple[str, ...],
    known_bys: tuple[str, ...],
    viewpoints: tuple[str, ...],
    readings: tuple[str, ...],
    parameters: dict[str, str],
    format_: str,
) -> int:
    width = streams.columns() if streams.is_terminal(sys.stdout) else 80
    shown = Options(colour=streams.coloured(sys.stdout), width=width)
    given = (
        _two("--as-of", as_ofs),
        _two("--known-by", known_bys),
        _two("--viewpoint", viewpoints),
        _two("--reading", readings),
    )
    both = [
        runs.selectors(as_of, known_by, viewpoint or "all", reading or runs.BASE, parameters)
        for as_of, known_by, viewpoint, reading in zip(*given, strict=True)
    ]
    if laws:
        if other is not None or both[0] != both[1]:
            raise click.UsageError("--law-as-of compares two laws of one case, and nothing besides")
        asked = tuple(evolve(both[0], law_as_of=law) for law in laws)
        return one_case.answer(lambda: RENDERERS[format_](_compared(case, rulesets, asked), shown))
    sides = list(zip((case, other or case), _two("--ruleset", rulesets), both, strict=True))
    if sides[0] == sides[1]:
        raise click.UsageError("there is one run: name OTHER, or give an option twice")
    return one_case.answer(lambda: contrast.RENDERERS[format_](_contrasted(sides), shown))


def _compared(path: str, rulesets: tuple[str, ...], both: tuple[runs.Selectors, ...]) -> Compared:
    library = Library()
    loaded = one_case.loaded(library, path, rulesets)
    pairs = []
    for ruleset in loaded.rulesets:
        judged = []
        for asked in both:
            meant, run = runs.judge(ruleset, loaded.case, asked)
            judged.append(Judged(run=run, ruleset=meant, case=loaded.case))
        pairs.append(Pair(*judged))
    return Compared(version=__version__, inputs=one_case.inputs(library), pairs=tuple(pairs))


def _contrasted(sides: list[tuple[str, str | None, runs.Selectors]]) -> contrast.Contrast:
    library = Library()
    left, right = (_judged(library, *side) for side in sides)
    return contrast.Contrast(
        version=__version__,
        inputs=one_case.inputs(library),
        left=left,
        right=right,
        differences=runs.compare(
            (left.ruleset, left.case, left.run), (right.ruleset, right.case, right.run)
        ),
    )


def _judged(library: Library, path: str, named: str | None, asked: runs.Selectors) -> Judged:
    loaded = one_case.loaded(library, path, () if named is None else (named,))
    meant, run = runs.judge(loaded.rulesets[0], loaded.case, asked)
    return Judged(run=run, ruleset=meant, case=loaded.case)


def _two(option: str, given: tuple[_Given, ...]) -> tuple[_Given | None, _Given | None]:
    """What an option says for either run."""
    if len(given) > 2:
        raise click.UsageError(f"{option} is given {len(given)} times, and there are two runs")
    if not given:
        return (None, None)
    return (given[0], given[-1])
