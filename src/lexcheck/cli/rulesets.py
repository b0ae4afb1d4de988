"""`lexcheck rulesets`: what is installed."""

from __future__ import annotations

import sys

import click

from lexcheck import __version__
from lexcheck.cli import streams
from lexcheck.cli.exits import EXPLAINED, Exit
from lexcheck.pipeline.library import Library
from lexcheck.report import Options
from lexcheck.report.catalogue import RENDERERS, Catalogue, Entry


@click.command(
    "rulesets",
    epilog=EXPLAINED,
    help="List the rulesets that are installed: name, title, jurisdiction, since when they are in"
    " force, when they were last compared with the law, and how many of the provisions they cite"
    " nobody has checked. Each may be named wherever a ruleset is asked for.",
)
@click.option("--format", "format_", type=click.Choice(list(RENDERERS)), default="text")
def command(format_: str) -> int:
    entries = [
        Entry(name=each.name, path=each.path, ruleset=each.ruleset, diagnostics=each.diagnostics)
        for each in Library().installed()
    ]
    catalogue = Catalogue(version=__version__, entries=tuple(entries))
    shown = Options(colour=streams.coloured(sys.stdout))
    streams.emit(RENDERERS[format_](catalogue, shown))
    broken = any(each.ruleset is None for each in entries)
    return Exit.RULESET if broken else Exit.DONE if entries else Exit.NOTHING
