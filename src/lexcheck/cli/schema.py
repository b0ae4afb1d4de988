"""`lexcheck schema`: what a case file, or a report, may look like, as JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable

import click

from lexcheck.base.diagnostics import Refused
from lexcheck.cli import options, streams
from lexcheck.cli.exits import EXPLAINED, Exit
from lexcheck.facts.json_schema import json_schema
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import Unreadable
from lexcheck.report.schema import VERSIONS, schema_of


def _flag(name: str, said: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """An option for one of the documents that are written."""
    assert name in VERSIONS
    return click.option(f"--{name}", "written", flag_value=name, help=said)


@click.command(
    "schema",
    epilog=EXPLAINED,
    help="Print the JSON Schema of case files in the words of VOCABULARY (a name, or a .lex file;"
    " a ruleset will do), or that of what is written as JSON.",
)
@click.argument("vocabulary", required=False, shell_complete=options.installed_names)
@_flag("report", "The schema of reports instead.")
@_flag("deadlines", "That of lists of deadlines.")
@_flag("comparison", "That of comparisons under the law of two days.")
@_flag("contrast", "That of all other comparisons.")
@_flag("timeline", "That of timelines.")
@_flag("explanation", "That of explanations.")
@_flag("rulesets", "That of the list of rulesets.")
def command(vocabulary: str | None, written: str | None) -> int:
    if (written is None) == (vocabulary is None):
        raise click.UsageError("Name a vocabulary, or give --report, and not both.")
    if written is not None:
        streams.emit(schema_of(written))
        return Exit.DONE
    assert vocabulary is not None
    try:
        schema, name = Library().schema(vocabulary)
    except Unreadable as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    except Refused as fault:
        streams.complain(fault.diagnostics)
        return Exit.RULESET
    made = json.dumps(json_schema(schema, name), ensure_ascii=False, indent=2)
    streams.emit(f"{made}\n".encode())
    return Exit.DONE
