"""`lexcheck fmt`: rulesets in their canonical form."""

from __future__ import annotations

import sys

import attrs
import click

from lexcheck.base.diagnostics import Diagnostic, has_errors
from lexcheck.base.text import Source
from lexcheck.cli import progress, streams
from lexcheck.cli.exits import EXPLAINED, Exit, gravest
from lexcheck.pipeline import files
from lexcheck.pipeline.refusals import Unreadable
from lexcheck.report.patch import patch
from lexcheck.syntax.canonical import canonical


@attrs.define
class _Formatting:
    """One call of the command: what is asked for, and what came of it so far."""

    check: bool
    diff: bool
    quiet: bool
    changed: list[str] = attrs.field(factory=list)
    kept: int = 0
    refused: int = 0
    codes: set[Exit] = attrs.field(factory=set)

    @property
    def only_looks(self) -> bool:
        return self.check or self.diff


@click.command(
    "fmt",
    epilog=EXPLAINED,
    help="Write rulesets and vocabularies in their canonical form: PATHS are .lex files, folders"
    " of them, or `-` for stdin, which is then written to stdout. Comments stay, and so does what"
    " is said, whether or not the file passes `lexcheck check`.",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="The same, and print what would change.")
@click.option("--stdin-name", default="stdin", metavar="NAME", help="What to call stdin (`-`).")
@click.option("--quiet", is_flag=True, help="Say nothing but what is wrong.")
def command(paths: tuple[str, ...], check: bool, diff: bool, stdin_name: str, quiet: bool) -> int:
    asked = _Formatting(check, diff, quiet)
    todo: dict[str, None] = {}
    for given in paths:
        try:
            todo.update(dict.fromkeys(files.find_files(given, {files.RULESET_SUFFIX})))
        except Unreadable as fault:
            _refuse(asked, [fault.diagnostic], Exit.USAGE)
    for path in progress.over(list(todo), "formatting", quiet=quiet):
        try:
            _format(asked, path, stdin_name)
        except Unreadable as fault:
            _refuse(asked, [fault.diagnostic], Exit.USAGE)
    if not todo and not asked.codes:
        asked.codes.add(Exit.NOTHING)
    if not quiet and "-" not in paths:
        streams.say(_summary(asked))
    return gravest(asked.codes)


def _format(asked: _Formatting, path: str, stdin_name: str) -> None:
    """Format one file, or stdin. Raises Unreadable."""
    piped = path == "-"
    if piped:
        text = files.load_stream(sys.stdin.buffer, stdin_name)
    else:
        text = files.load(files.place(path))
    source, diagnostics = text.source, list(text.diagnostics)
    form = None
    if source is not None:
        form, more = canonical(source)
        diagnostics += more
    if source is None or form is None:
        _refuse(asked, diagnostics, Exit.RULESET)
        return
    assert not has_errors(diagnostics), "a text with an error has no form"
    marked = bool(text.diagnostics)  # by a byte order mark, which the form does without
    if form == source.text and not marked:
        asked.kept += 1
    else:
        asked.changed.append(source.name)
        _change(asked, source, form, piped=piped)
    if piped and not asked.only_looks:
        streams.emit(form.encode())


def _change(asked: _Formatting, source: Source, form: str, *, piped: bool) -> None:
    if asked.diff:
        colour = streams.coloured(sys.stdout)
        streams.emit(patch(source.name, source.text, form, colour=colour).encode())
    if asked.only_looks:
        asked.codes.add(Exit.FOUND)
    elif not piped:
        files.write_whole(source.name, form.encode())
    if not (asked.diff or piped or asked.quiet):
        streams.emit(f"{'would format' if asked.check else 'formatted'} {source.name}\n".encode())


def _refuse(asked: _Formatting, diagnostics: list[Diagnostic], code: Exit) -> None:
    asked.codes.add(code)
    asked.refused += 1
    streams.complain(diagnostics)


def _summary(asked: _Formatting) -> str:
    if not asked.changed and not asked.kept and not asked.refused:
        return "nothing to format: no .lex file was found"
    verb = "to format" if asked.only_looks else "formatted"
    parts = [f"{len(asked.changed)} {verb}", f"{asked.kept} in form already"]
    if asked.refused:
        parts.append(f"{asked.refused} refused")
    return ", ".join(parts)
