"""Rulesets: from files to norms, each file read once.

A ruleset is compiled together with the files that it uses, transitively, each after what it uses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from lexcheck.base.diagnostics import Diagnostic, Label, did_you_mean, has_errors, told_once
from lexcheck.base.light import evolve, light
from lexcheck.base.text import Source, Span, in_call
from lexcheck.facts.schema import Schema
from lexcheck.norms.from_resolved import lower
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline.files import (
    CASE_SUFFIXES,
    RULESET_SUFFIX,
    Place,
    Text,
    load,
    place,
    without_detours,
)
from lexcheck.pipeline.names import Names
from lexcheck.pipeline.refusals import RulesetRefused, Unreadable
from lexcheck.resolved.from_syntax import resolve, vocabulary_schema
from lexcheck.syntax.again import parse_again
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.model import (
    ActionDeclaration,
    EnumDeclaration,
    File,
    RecordDeclaration,
    StateDeclaration,
    Word,
)

Role = Literal["ruleset", "vocabulary", "case"]

_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")

_TYPES = (ActionDeclaration, EnumDeclaration, RecordDeclaration, StateDeclaration)


@light(kw_only=True)
class Input:
    """A file that was read, as it is shown; the SHA-256 of its bytes, in hex; what it was for."""

    path: str
    sha256: str
    role: Role


@light(kw_only=True)
class Compiled:
    """A ruleset file and all that it uses. `ruleset` None: a vocabulary, or one with an error.

    `files` end with the file itself; none where one of them is missing or cannot be parsed.
    """

    ruleset: Ruleset | None
    files: tuple[File, ...]
    diagnostics: tuple[Diagnostic, ...]


@light(kw_only=True)
class Installed:
    """A ruleset that is installed; None in `ruleset`: it has an error, which is told."""

    name: str
    path: str
    ruleset: Ruleset | None
    diagnostics: tuple[Diagnostic, ...]


@light(eq=False)
class Unit:
    """A parsed file, with where it lies; `where` None for a text from memory.

    `key` is the same for two units of one file, however its path was written; `stamp` as long as
    its text is.
    """

    where: Place | None
    key: object
    file: File | None
    diagnostics: tuple[Diagnostic, ...]
    stamp: object = None


class Library:
    """What was loaded so far. `inputs` are the files that were read, by the names they go by."""

    def __init__(self, unsaved: Mapping[Path, str] | None = None) -> None:
        """`unsaved`: texts that stand for those of the files at these (resolved) paths."""
        self._unsaved = {} if unsaved is None else unsaved
        self.inputs: dict[str, Input] = {}
        self._names = Names()
        self._units: dict[Path, Unit] = {}
        self._before: dict[Path, File] = {}  # the last that could be parsed, of what has changed
        self._compiled: dict[object, tuple[tuple[Unit, ...], Compiled]] = {}
        self._schemas: dict[tuple[int, ...], tuple[Schema, tuple[Diagnostic, ...]]] = {}

    # ── Rulesets ───────────────────────────────────────────────────────────────────────────────

    def ruleset(self, named: str, beside: Place | None = None) -> Ruleset:
        """The ruleset of a path (`*.lex`) or name. Raises Unreadable, RulesetRefused."""
        found = self.compiled(named, beside)
        return accepted(found)

    def ruleset_at(self, where: Place) -> Ruleset:
        """The ruleset of a file, whatever it is called. Raises Unreadable, RulesetRefused."""
        return accepted(self.compile(self.unit(where)))

    def compiled(self, named: str, beside: Place | None = None, at: Span | None = None) -> Compiled:
        """What a path or name leads to. Raises Unreadable, and RulesetRefused for no such name.

        `at`: where it is named, if a file names it.
        """
        if is_path(named):
            try:
                return self.compile(self.unit(relative(named, beside)))
            except Unreadable as fault:
                raise fault if at is None else fault.named(at) from fault
        where, complaint = self.locate(named, beside, at)
        if where is None:
            assert complaint is not None
            raise RulesetRefused([complaint])
        return self.compile(self.unit(where))

    def installed(self) -> list[Installed]:
        """The rulesets that are installed, by name; what is at fault with each besides."""
        found = []
        for name in sorted(self._names.known(None)):
            for where in self._names.find(name, None):
                compiled = self.compile(self.unit(where))
                if is_ruleset(compiled):
                    sound = not has_errors(compiled.diagnostics)
                    found.append(
                        Installed(
                            name=name,
                            path=where.name,
                            ruleset=compiled.ruleset if sound else None,
                            diagnostics=compiled.diagnostics,
                        )
                    )
        return found

    def is_name(self, text: str) -> bool:
        """Is this the name of something installed, or, being no file, like one?"""
        if is_path(text) or place(text).path.exists():
            return False
        known = self._names.known(None)
        dotted = _DOTTED.fullmatch(text) is not None
        return text in known or (dotted and place(text).path.suffix.lower() not in CASE_SUFFIXES)

    def shown(self, given: str) -> str:
        """The name under which what a user gives, a path or a name, is among the inputs."""
        where, _ = self.locate(given, None, None) if self.is_name(given) else (None, None)
        return given if where is None else where.name

    def ruleset_of_text(self, text: str, name: str) -> Ruleset:
        """The ruleset of a text from memory. Raises RulesetRefused."""
        source = Source(name=name, text=text)
        return accepted(self.compile(_parsed(None, Text(source=source), source)))

    def path_of(self, name: str) -> Path:
        """Where the file lies that goes by a name here; of one that was not read, the name."""
        places = (unit.where for unit in self._units.values() if unit.where is not None)
        return next((each.path for each in places if each.name == name), Path(name))

    def all(self) -> tuple[Compiled, ...]:
        """All that was compiled so far."""
        return tuple(compiled for _, compiled in self._compiled.values())

    def compile(self, unit: Unit) -> Compiled:
        """The same object again, as long as the unit and all that it uses are the same."""
        units, diagnostics = self._closure(unit)
        known = self._compiled.get(unit.key)
        if known is None or known[0] != units:
            known = self._compiled[unit.key] = (units, self._compile(units, diagnostics))
        return known[1]

    def _compile(self, units: tuple[Unit, ...], diagnostics: list[Diagnostic]) -> Compiled:
        files = tuple(unit.file for unit in units if unit.file is not None)
        if has_errors(diagnostics) or len(files) < len(units):
            return Compiled(ruleset=None, files=(), diagnostics=tuple(diagnostics))
        if files[-1].header.kind == "vocabulary":
            _, more = vocabulary_schema(files)
            once = told_once((*diagnostics, *more))
            return Compiled(ruleset=None, files=files, diagnostics=tuple(once))
        program, more = resolve(files[-1], files[:-1])
        diagnostics += more
        ruleset = None
        if program is not None:
            ruleset, more = lower(program)
            diagnostics += more
        return Compiled(ruleset=ruleset, files=files, diagnostics=tuple(told_once(diagnostics)))

    def unit(self, where: Place) -> Unit:
        key = where.path.resolve()
        if key not in self._units:
            text = self._text(where, key)
            stamp = self._stamp(where, key)
            unit = _parsed(where, text, key, stamp, self._before.get(key))
            self._units[key] = unit
            role: Role = "ruleset" if unit.file is None else unit.file.header.kind
            self.inputs[where.name] = Input(path=where.name, sha256=text.sha256, role=role)
        return self._units[key]

    def refresh(self) -> None:
        """Forget what is no longer true, now that texts may have changed; keep all else."""
        self._names = Names()
        for key, unit in list(self._units.items()):
            if unit.where is not None and self._stamp(unit.where, key) != unit.stamp:
                del self._units[key]
                if unit.file is not None:
                    self._before[key] = unit.file

    def _stamp(self, where: Place, key: Path) -> object:
        """What is the same as long as the text of a file is, as far as a glance can tell."""
        unsaved = self._unsaved.get(key)
        if unsaved is not None:
            return unsaved
        try:
            found = where.path.stat()
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size)

    def _text(self, where: Place, path: Path) -> Text:
        """The text of a file, as it is open in an editor, else as it lies there."""
        unsaved = self._unsaved.get(path)
        if unsaved is None:
            return load(where)
        return Text(source=Source(name=where.name, text=unsaved))

    def _closure(self, root: Unit) -> tuple[tuple[Unit, ...], list[Diagnostic]]:
        """The file and all that it uses, each after what it uses, with what is wrong with them."""
        done: dict[object, Unit] = {}
        diagnostics = list(root.diagnostics)
        trail = {root.key: (root, self._used(root, diagnostics))}
        while trail:
            unit, used = trail[next(reversed(trail))]
            step = next(used, None)
            if step is None:
                done[unit.key] = trail.pop(unit.key)[0]
                continue
            word, other = step
            if other.key in trail:
                diagnostics.append(_cycle(word, [each for each, _ in trail.values()], other))
            elif other.key not in done:
                diagnostics += other.diagnostics
                trail[other.key] = (other, self._used(other, diagnostics))
        return tuple(done.values()), diagnostics

    def _used(self, unit: Unit, diagnostics: list[Diagnostic]) -> Iterator[tuple[Word, Unit]]:
        """The files that a file names after `uses`; of what is not found, a diagnostic."""
        for word in () if unit.file is None else unit.file.header.uses:
            where, complaint = self.locate(word.text, unit.where, word.span)
            if where is not None:
                yield word, self.unit(where)
            if complaint is not None:
                diagnostics.append(complaint)

    def locate(
        self, name: str, beside: Place | None, named_at: Span | None
    ) -> tuple[Place | None, Diagnostic | None]:
        places = self._names.find(name, beside)
        named_at = named_at or in_call("", name)
        if len(places) == 1:
            return places[0], None
        if places:
            files = " and ".join(f"`{each.name}`" for each in places)
            message = f"`{name}` is the name of {files}"
            hint = "rename one, or give the path of a ruleset"
            return None, Diagnostic(code="LX291", message=message, span=named_at, hint=hint)
        return None, Diagnostic(
            code="LX290",
            message=f"no ruleset or vocabulary is called `{name}`",
            span=named_at,
            hint=self._where_else(name, beside),
        )

    def _where_else(self, name: str, beside: Place | None) -> str:
        """What to write for a name that was not found where it is looked for."""
        path = self._names.elsewhere(name, beside)
        if path is not None:
            return f"`{path}` is called so: give this path instead of the name"
        return (
            did_you_mean(name, self._names.known(beside))
            or "it is looked for beside the file that names it, and among the installed ones"
        )

    def words(self, found: Sequence[Compiled]) -> tuple[Schema, tuple[Diagnostic, ...]]:
        """All that the files declare together."""
        if len(found) == 1 and found[0].ruleset is not None:
            return found[0].ruleset.schema, ()
        files = {id(file): file for each in found for file in each.files}
        key = tuple(files)
        if key not in self._schemas:
            schema, complaints = vocabulary_schema(tuple(map(_declarations, files.values())))
            self._schemas[key] = (schema, tuple(complaints))
        return self._schemas[key]

    def schema(self, named: str) -> tuple[Schema, str]:
        """What a vocabulary or ruleset declares, and its name. Raises as `ruleset` does."""
        found = self.compiled(named)
        if has_errors(found.diagnostics) or not found.files:
            raise RulesetRefused(found.diagnostics)
        return self.words([found])[0], found.files[-1].header.name.text


def _parsed(
    where: Place | None, text: Text, key: object, stamp: object = None, before: File | None = None
) -> Unit:
    """`before`: what the text was before it changed."""
    diagnostics = list(text.diagnostics)
    file = None
    if text.source is not None:
        again = None if before is None else parse_again(text.source, before)
        file, more = parse(text.source) if again is None else again
        diagnostics += more
    return Unit(where, key, file, tuple(diagnostics), stamp)


def is_path(named: str) -> bool:
    """Is this the path of a ruleset, rather than its name?"""
    return named.endswith(RULESET_SUFFIX) or "/" in named or os.sep in named


def relative(path: str, beside: Place | None) -> Place:
    """A path that a file names is meant from where that file lies."""
    given = place(path)
    if beside is None or given.path.is_absolute():
        return given
    name = place(beside.name).path.parent / path
    return Place(path=beside.path.parent / path, name=without_detours(name.as_posix()))


def is_ruleset(found: Compiled) -> bool:
    return not found.files or found.files[-1].header.kind == "ruleset"


def accepted(found: Compiled) -> Ruleset:
    if found.ruleset is not None and not has_errors(found.diagnostics):
        return found.ruleset
    diagnostics = list(found.diagnostics)
    if found.files and not is_ruleset(found):
        _, more = resolve(found.files[-1], found.files[:-1])
        diagnostics += more
    raise RulesetRefused(diagnostics)


def _declarations(file: File) -> File:
    """A file with nothing but its types: rulesets that judge one case may share all other names."""
    kept = tuple(each for each in file.statements if isinstance(each, _TYPES))
    return evolve(file, statements=kept, readings=())


# ── Diagnostics ────────────────────────────────────────────────────────────────────────────────


def _cycle(word: Word, trail: list[Unit], back: Unit) -> Diagnostic:
    start = next(n for n, each in enumerate(trail) if each.key == back.key)
    files = [each.file for each in (*trail[start:], back) if each.file is not None]
    names = " -> ".join(f"`{file.header.name.text}`" for file in files)
    first = files[0].header.name.span
    return Diagnostic(
        code="LX292",
        message=f"these files use each other: {names}",
        span=word.span,
        hint="move what both need into a vocabulary of its own",
        labels=(Label(span=first, message="the circle starts here"),),
    )
