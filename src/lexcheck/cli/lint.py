"""`lexcheck lint`: what is doubtful in rulesets that are not wrong."""

from __future__ import annotations

import sys

import attrs
import click

from lexcheck import __version__
from lexcheck.base.diagnostics import Diagnostic, Refused, has_errors
from lexcheck.base.text import Source
from lexcheck.cli import progress, streams
from lexcheck.cli.exits import EXPLAINED, Exit, gravest
from lexcheck.lint.from_norms import CHECKS, fixed, remarks
from lexcheck.lint.model import Fix, Remark, Subject
from lexcheck.pipeline import files
from lexcheck.pipeline.library import Library, is_ruleset
from lexcheck.pipeline.names import is_used
from lexcheck.pipeline.refusals import RulesetRefused, Unreadable
from lexcheck.report import diagnostics as shown
from lexcheck.report.patch import patch
from lexcheck.syntax.canonical import canonical


@attrs.define
class _Linting:
    """One call of the command: what came of it so far."""

    ignored: tuple[str, ...]
    linted: list[tuple[str, str]] = attrs.field(factory=list)
    remarks: list[Remark] = attrs.field(factory=list)
    codes: set[Exit] = attrs.field(factory=set)

    def refuse(self, diagnostics: list[Diagnostic], code: Exit) -> None:
        self.codes.add(code)
        streams.complain(diagnostics)


@click.command(
    "lint",
    epilog=EXPLAINED,
    help="Remark on rulesets: a norm that nobody can breach, an exception that always holds, a hole"
    " between two versions, and the like. PATHS are .lex files, or folders of them."
    " `# lint: LX904 why` suppresses a remark; `lexcheck explain LX904` is its manual.",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--ignore", "ignored", multiple=True, metavar="CODE", help="Repeatable.")
@click.option("--format", "format_", type=click.Choice(shown.FORMATS), default="text")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(
    paths: tuple[str, ...],
    fix: bool,
    diff: bool,
    ignored: tuple[str, ...],
    format_: str,
    quiet: bool,
) -> int:
    _known(ignored)
    linting = _Linting(ignored)
    todo: dict[str, None] = {}
    for given in paths:
        try:
            todo.update(dict.fromkeys(files.find_files(given, {files.RULESET_SUFFIX})))
        except Unreadable as fault:
            linting.refuse([fault.diagnostic], Exit.USAGE)
    for path in progress.over(list(todo), "linting", quiet=quiet):
        try:
            _lint(linting, path, fix=fix, diff=diff)
        except Unreadable as fault:
            linting.refuse([fault.diagnostic], Exit.USAGE)
        except Refused as refused:
            linting.refuse(list(refused.diagnostics), Exit.RULESET)
    if linting.remarks:
        linting.codes.add(Exit.FOUND)
    if not linting.linted and not linting.codes:
        linting.codes.add(Exit.NOTHING)
    _print(linting, format_)
    return gravest(linting.codes)


def _known(ignored: tuple[str, ...]) -> None:
    known = {each.CODE for each in CHECKS}
    for code in ignored:
        if code not in known:
            raise click.UsageError(f"`{code}` is no check; known: {', '.join(sorted(known))}")


def _lint(linting: _Linting, path: str, *, fix: bool, diff: bool) -> None:
    """Lint one file. Raises Unreadable, RulesetRefused."""
    library = Library()
    compiled = library.compile(library.unit(files.place(path)))
    if has_errors(compiled.diagnostics) or not compiled.files:
        raise RulesetRefused(compiled.diagnostics)
    if not is_ruleset(compiled) or compiled.ruleset is None:
        linting.linted.append((path, "vocabulary"))
        return
    for_others = is_used(files.place(path), compiled.ruleset.name)
    subject = Subject(file=compiled.files[-1], ruleset=compiled.ruleset, for_others=for_others)
    found = remarks(subject, linting.ignored)
    fixes = [each.fix for each in found if each.fix is not None]
    if fixes and (fix or diff):
        _mend(path, subject.file.span.source, fixes, write=fix and not diff)
        if fix and not diff:
            _lint(linting, path, fix=True, diff=False)
            return
    linting.linted.append((path, "ruleset"))
    linting.remarks += found


def _mend(path: str, source: Source, fixes: list[Fix], *, write: bool) -> None:
    """Make the fixes in a file, in its form again if it was before; or show what they would do."""
    text = fixed(source.text, fixes)
    if canonical(source)[0] == source.text:
        text = canonical(Source(name=path, text=text))[0] or text
    if write:
        files.write_whole(path, text.encode())
        streams.say(f"{path}: {len(fixes)} mended")
    else:
        colour = streams.coloured(sys.stdout)
        streams.emit(patch(path, source.text, text, colour=colour).encode())


def _print(linting: _Linting, format_: str) -> None:
    found = [each.diagnostic for each in linting.remarks]
    if format_ == "json":
        streams.emit(shown.checked(linting.linted, found))
        return
    if format_ != "text":
        streams.emit(shown.for_machines(found, format_, __version__))
        return
    text = shown.text(found, colour=streams.coloured(sys.stdout), width=streams.columns())
    number, safe = len(found), sum(each.fix is not None for each in linting.remarks)
    summary = f"{len(linting.linted)} file{'' if len(linting.linted) == 1 else 's'} linted: "
    summary += f"{number} remark{'' if number == 1 else 's'}"
    if safe:
        summary += f", {safe} of which --fix mends"
    streams.emit(("\n".join([text, summary] if text else [summary]) + "\n").encode())
