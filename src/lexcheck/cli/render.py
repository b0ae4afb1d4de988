"""`lexcheck render`: a ruleset in plain language."""

from __future__ import annotations

import click

from lexcheck import __version__
from lexcheck.base.diagnostics import Refused
from lexcheck.cli import one_case, options, streams
from lexcheck.cli.exits import EXPLAINED, Exit
from lexcheck.pipeline import files
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import Unreadable
from lexcheck.report import MissingExtra
from lexcheck.report.plain import FORMATS, Rendering
from lexcheck.report.plain import render as rendered


@click.command(
    "render",
    epilog=EXPLAINED,
    help="Tell RULESET (a name, or a .lex file) in sentences, with its citations and readings, so"
    " that it can be checked against the statute without reading the language.",
)
@click.argument("ruleset", shell_complete=options.installed_names)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="markdown")
@click.option("--output", metavar="FILE", help="Write it there, once it is whole.")
def command(ruleset: str, format_: str, output: str | None) -> int:
    library = Library()
    try:
        found = library.ruleset(ruleset)
        rendering = Rendering(
            version=__version__,
            ruleset=found,
            inputs=one_case.inputs(library),
        )
        data = rendered(rendering, format_)
        if output is None:
            streams.emit(data)
        else:
            files.write_whole(output, data, keeping=library.inputs)
    except MissingExtra as missing:
        raise click.ClickException(f"--format {format_}: {missing}") from missing
    except Unreadable as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    except Refused as fault:
        streams.complain(fault.diagnostics)
        return Exit.RULESET
    return Exit.DONE
