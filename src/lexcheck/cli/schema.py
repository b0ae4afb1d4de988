"""`lexcheck schema`: what a case file, or a report, may look like, as JSON Schema."""

from __future__ import annotations

import json

import click

from lexcheck.base.diagnostics import Refused
from lexcheck.cli import options, streams
from lexcheck.cli.exits import EXPLAINED, Exit
from lexcheck.facts.json_schema import json_schema
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import Unreadable
from lexcheck.report.schema import report_schema


@click.command(
    "schema",
    epilog=EXPLAINED,
    help="Print the JSON Schema of case files in the words of VOCABULARY (a name, or a .lex file;"
    " a ruleset will do), or that of JSON reports.",
)
@click.argument("vocabulary", required=False, shell_complete=options.installed_names)
@click.option("--report", is_flag=True, help="The schema of reports instead.")
def command(vocabulary: str | None, report: bool) -> int:
    if report == (vocabulary is not None):
        raise click.UsageError("Name a vocabulary, or give --report, and not both.")
    if vocabulary is None:
        streams.emit(report_schema())
        return Exit.DONE
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
