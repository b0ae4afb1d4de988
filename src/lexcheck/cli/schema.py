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
from lexcheck.pipeline.refusals import RulesetRefused, Unreadable
from lexcheck.report.schema import VERSIONS, schema_of


def _flag(name: str, said: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """An option for one of the documents that are written."""
    assert name in VERSIONS
    return click.option(f"--{name}", "written", flag_value=name, help=said)


@click.command(
    "schema",
    epilog=EXPLAINED,
    help="Print the JSON Schema of case files in the words of VOCABULARY (a name, or a .lex file;"
    " a ruleset will do), or that of what is written as JSON.\n\n"
    "With --dataset, write a first manifest for tables: Parquet, CSV, JSON Lines, DuckDB FILES.",
)
@click.argument("vocabulary", required=False, shell_complete=options.installed_names)
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option("--dataset", is_flag=True, help="A manifest (dataset.yaml) for FILES.")
@click.option("--output", metavar="FILE", help="Write it there, with --dataset.")
@_flag("report", "The schema of reports instead.")
@_flag("deadlines", "That of lists of deadlines.")
@_flag("comparison", "That of comparisons under the law of two days.")
@_flag("contrast", "That of all other comparisons.")
@_flag("timeline", "That of timelines.")
@_flag("explanation", "That of explanations.")
@_flag("rulesets", "That of the list of rulesets.")
def command(
    vocabulary: str | None,
    files: tuple[str, ...],
    dataset: bool,
    output: str | None,
    written: str | None,
) -> int:
    if dataset:
        if vocabulary is None or not files or written is not None:
            raise click.UsageError("Name a vocabulary or ruleset, then the files: both are needed.")
        return _draft(vocabulary, files, output)
    if files or output is not None:
        raise click.UsageError("Files, and --output, are for --dataset.")
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


def _draft(words: str, paths: tuple[str, ...], output: str | None) -> Exit:
    """Write a first manifest."""
    # Here, since the schemas do without them.
    from lexcheck.pipeline import drafts, manifests
    from lexcheck.pipeline.files import write_whole

    library = Library()
    try:
        made = drafts.draft(library, words, paths, output).encode()
        if output is None:
            streams.emit(made)
        else:
            write_whole(output, made, keeping=(*library.inputs, *paths))
    except Unreadable as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    except RulesetRefused as fault:
        streams.complain(fault.diagnostics)
        return Exit.RULESET
    except Refused as fault:
        streams.complain(fault.diagnostics)
        return Exit.CASE
    except manifests.NoEngine as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    return Exit.DONE
