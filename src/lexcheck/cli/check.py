"""`lexcheck check`: everything wrong with rulesets and case files."""

from __future__ import annotations

import sys

import click

from lexcheck import __version__
from lexcheck.base.diagnostics import Diagnostic, Refused, Severity, has_errors
from lexcheck.base.light import field, light
from lexcheck.cli import progress, streams
from lexcheck.cli.exits import EXPLAINED, Exit, gravest
from lexcheck.pipeline import cases, files
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import NotACase, RulesetRefused, Unreadable
from lexcheck.report import diagnostics as shown

_SUFFIXES = files.CASE_SUFFIXES | {files.RULESET_SUFFIX}


@light
class _Findings:
    library: Library = field(factory=Library)
    files: list[tuple[str, str]] = field(factory=list)
    said: dict[Diagnostic, None] = field(factory=dict)
    unreadable: list[Diagnostic] = field(factory=list)
    codes: set[Exit] = field(factory=set)


@click.command(
    "check",
    epilog=EXPLAINED,
    help="Find everything wrong with rulesets (.lex) and case files: PATHS are files, or folders"
    " of them, or names of what is installed. What is found is the result, and goes to stdout.",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--format", "format_", type=click.Choice(shown.FORMATS), default="text")
@click.option("--quiet", is_flag=True, help="Show no warnings, only errors (text).")
def command(paths: tuple[str, ...], format_: str, quiet: bool) -> int:
    found = _Findings()
    todo: dict[str, bool] = {}
    for given in paths:
        try:
            listed = files.find_files(given, _SUFFIXES)
        except Unreadable as fault:
            _unreadable(found, fault)
        else:
            todo.update((path, files.is_folder(given)) for path in listed)
    for path in progress.over(list(todo), "checking", quiet=quiet):
        _check(found, path, in_folder=todo[path])
    if not found.files:
        found.codes.add(Exit.NOTHING)
    ordered = sorted(found.said, key=lambda d: d.position)
    if format_ == "json":
        streams.emit(shown.checked(found.files, [*found.unreadable, *ordered]))
    elif format_ == "text":
        _print(found, ordered, quiet=quiet)
    else:
        streams.emit(shown.for_machines([*found.unreadable, *ordered], format_, __version__))
    return gravest(found.codes)


def _check(found: _Findings, path: str, *, in_folder: bool) -> None:
    """Check one file, and note what it was and which exit code that means."""
    is_ruleset = path.endswith(files.RULESET_SUFFIX) or found.library.is_name(path)
    role, code = ("ruleset", Exit.RULESET) if is_ruleset else ("case", Exit.CASE)
    try:
        diagnostics = cases.check(found.library, path, in_folder=in_folder)
    except Unreadable as fault:
        _unreadable(found, fault)
        return
    except NotACase as other:
        role, diagnostics = "other", other.diagnostics
    except RulesetRefused as refused:
        code, diagnostics = Exit.RULESET, refused.diagnostics
    except Refused as refused:
        diagnostics = refused.diagnostics
    read = found.library.inputs.get(found.library.shown(path))
    found.files.append((path, read.role if read and role != "other" else role))
    found.said.update(dict.fromkeys(diagnostics))
    if has_errors(diagnostics):
        found.codes.add(code)


def _unreadable(found: _Findings, fault: Unreadable) -> None:
    found.codes.add(Exit.USAGE)
    found.unreadable.append(fault.diagnostic)
    streams.complain([fault.diagnostic])


def _print(found: _Findings, ordered: list[Diagnostic], *, quiet: bool) -> None:
    errors = sum(each.severity is Severity.ERROR for each in ordered)
    warnings = len(ordered) - errors
    chosen = [each for each in ordered if not quiet or each.severity is Severity.ERROR]
    width = streams.columns()
    text = shown.text(chosen, colour=streams.coloured(sys.stdout), width=width)
    number = len(found.files)
    summary = (
        f"{number} file{'' if number == 1 else 's'} checked: "
        f"{errors} error{'' if errors == 1 else 's'}, "
        f"{warnings} warning{'' if warnings == 1 else 's'}"
    )
    if not found.files:
        summary = "nothing was checked: no ruleset and no case file was found"
    streams.emit(("\n".join([text, summary] if text else [summary]) + "\n").encode())
