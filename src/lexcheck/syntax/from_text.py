"""Text to abstract syntax.

A table-driven LALR(1) automaton, generated from the grammar, reads the text once; its callbacks
build the nodes from the bottom up, so there is no parse tree besides. Each token is recognised
by what the automaton can take at that place: `state` leads a statement and names a field.

Where the automaton is stuck, one diagnostic says why, the statement is given up, and reading goes
on at the next line that begins a statement: statements do not depend on each other, so the faults
of one cause no faults of the next. No tree comes out of a text with a fault.
"""

from __future__ import annotations

import re
from typing import cast

from lexcheck.base.diagnostics import Diagnostic, Label
from lexcheck.base.light import evolve
from lexcheck.base.text import Source, Span
from lexcheck.syntax.automaton import DEEPEST, Callback, Stuck, TooDeep, run
from lexcheck.syntax.blame import blame
from lexcheck.syntax.build_files import HeaderClause, callbacks
from lexcheck.syntax.model import File, Reading, Statement
from lexcheck.syntax.recovery import Beginnings, beginnings
from lexcheck.syntax.token_faults import CHECKED, fault_of
from lexcheck.syntax.tokens import LEADS, WHOLE_TEXT, Token

MOST_BYTES = 4_000_000
MOST_DIAGNOSTICS = 20

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_NOTHING = re.compile(r"(?:[\s\ufeff]++|#[^\n]*+)*+")
_COMMENT = re.compile(WHOLE_TEXT + "|(#[^\n]*)")


def parse(source: Source) -> tuple[File | None, list[Diagnostic]]:
    """The file, or None with what is wrong with it: the root causes, in order, at most twenty."""
    refused = refusal(source)
    if refused is not None:
        return None, [refused]
    reader = _Reader(source)
    file = reader.read("start", 1 if source.text.startswith("\ufeff") else 0)
    if reader.found:
        return None, _first(reader.found)
    assert isinstance(file, File)
    return evolve(file, comments=comments_of(source)), []


def part(
    source: Source, start: int, end: int
) -> tuple[tuple[Statement | Reading, ...], list[Diagnostic]] | None:
    """The statements and readings of a stretch that begins with one, and what is wrong with them.

    With a fault, only what stands behind the last one, none if nothing whole does. All spans are in
    a text that ends where the stretch does. None where more faults may come than are told.
    """
    reader = _Reader(Source(name=source.name, text=source.text[:end]))
    found = cast("tuple[Statement | Reading, ...]", reader.read("rest_of_file", start) or ())
    if len(reader.found) >= MOST_DIAGNOSTICS:
        return None
    if reader.started == "rest_of_reading" and not (found and isinstance(found[-1], Reading)):
        found = ()  # items of a reading are no statements of the file, though they look alike
    return found, _first(reader.found)


def comments_of(source: Source) -> tuple[tuple[int, str], ...]:
    """Every comment, and where it begins."""
    return tuple(
        (comment.start(), comment[1].rstrip())
        for comment in _COMMENT.finditer(source.text)
        if comment[1]
    )


def refusal(source: Source) -> Diagnostic | None:
    """Why a text is not read at all."""
    text = source.text
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MOST_BYTES:
        most = len(data[:MOST_BYTES].decode("utf-8", "ignore"))
        return Diagnostic(
            code="LX115",
            message=f"the file has {len(data):,} bytes: more than the {MOST_BYTES:,} that are read",
            span=Span(source, most, most + 1),
            hint="what begins here is too much: divide the file; a ruleset `uses` vocabularies",
        )
    binary = _NO_TEXT.search(text)
    if binary is not None:
        return Diagnostic(
            code="LX110",
            message=f"this is no text: the character U+{ord(binary.group()):04X} is in it",
            span=Span(source, binary.start(), binary.end()),
            hint="a ruleset is a plain text in UTF-8",
        )
    if _NOTHING.fullmatch(text):
        return Diagnostic(
            code="LX111",
            message="the file says nothing",
            span=Span(source, 0, 0),
            hint="a file begins with `ruleset` or `vocabulary`, and a name",
        )
    return None


def _first(found: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics to show: in order, each once, and not too many."""
    unique = {(d.code, d.position): d for d in found}
    ordered = sorted(unique.values(), key=lambda d: d.position)
    shown = ordered[:MOST_DIAGNOSTICS]
    if len(shown) == MOST_DIAGNOSTICS:
        more = f"there may be more: only the first {MOST_DIAGNOSTICS} are shown"
        hint = f"{shown[-1].hint}; {more}" if shown[-1].hint else more
        shown[-1] = evolve(shown[-1], hint=hint)
    return shown


class _Reader:
    """One reading of a text, with what was found wrong so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.repeated: list[tuple[HeaderClause, HeaderClause]] = []
        self.callbacks: dict[str, Callback] = callbacks(self.repeated)
        self.misread: list[Diagnostic] = []  # of `found`: keywords that were taken for names
        self.lines: Beginnings | None = None
        self.started = ""

    def seen(self, token: Token, before: Token | None) -> None:
        if token.kind not in CHECKED:
            return
        fault = fault_of(self.source, token, before)
        if fault is not None:
            self.found.append(fault)
            if token.kind in ("NAME", "LABEL"):
                self.misread.append(fault)

    def read(self, start: str, at: int) -> object:
        """What stands from `at` on, a file or a part of it; with faults, what the last stretch was.

        None where its end was not reached; `started` says as what the last stretch was read.
        """
        value: object = None
        while True:
            self.started = start
            try:
                value = run(self.source, start, self.callbacks, self.seen, at)
            except (Stuck, TooDeep) as stop:
                resume = self._resume(stop, at)
                if resume is None or len(self.found) >= MOST_DIAGNOSTICS:
                    break
                start, at = resume
            else:
                break
        self.found += [_twice(*pair) for pair in self.repeated]
        return value

    def _resume(self, stop: Stuck | TooDeep, at: int) -> tuple[str, int] | None:
        """Note the fault, and say from where to read on, and what."""
        if self.lines is None:
            self.lines = beginnings(self.source)
        if isinstance(stop, TooDeep):
            self.found.append(_too_deep(stop.span))
            onward = self.lines.after(stop.span.end)
        else:
            fault = blame(self.source, stop, at)
            self._note(fault, stop)
            if fault.code == "LX106" or (fault.code == "LX107" and stop.token.text in LEADS):
                return ("rest_of_file", stop.token.start)  # the statement itself may be sound
            onward = self._onward(self.lines, fault, stop.token.start, at)
            if stop.start == "start" and stop.before is None:  # the header: read on below it
                onward = self.lines.after(stop.token.start)
        if onward is None:
            return None
        mixed = any(known.code == "LX106" for known in self.found)
        return (self.lines.start_symbol(onward, mixed=mixed), onward)

    def _onward(self, lines: Beginnings, fault: Diagnostic, where: int, at: int) -> int | None:
        """Where the next statement begins; `where` reading was stuck, having begun at `at`."""
        begin = lines.of(where)
        if begin > at and (begin == where or _blamed(fault) < begin):
            return begin  # the fault is that of the statement before
        return lines.after(where)

    def _note(self, fault: Diagnostic, stop: Stuck) -> None:
        """Add a fault, unless it follows from a keyword read as a name in the same statement."""
        lines = self.lines
        assert lines is not None
        begin = lines.of((stop.before or stop.token).start)
        misread = [known for known in self.misread if begin <= _blamed(known) <= stop.token.start]
        if misread and fault.code == "LX103" and _blamed(misread[-1]) == _blamed(fault):
            self.found.remove(misread[-1])  # a keyword in the wrong place, such as `where`
        elif misread:
            return
        if fault.code == "LX106" and any(known.code == "LX106" for known in self.found):
            return
        self.found.append(fault)


def _blamed(diagnostic: Diagnostic) -> int:
    return diagnostic.span.start


def _too_deep(span: Span) -> Diagnostic:
    return Diagnostic(
        code="LX114",
        message=f"this is nested more than {DEEPEST} deep",
        span=span,
        hint="give a part of it a name, with `define`",
    )


def _twice(first: HeaderClause, again: HeaderClause) -> Diagnostic:
    keyword = again.keyword.replace("_", " ")
    return Diagnostic(
        code="LX113",
        message=f"`{keyword}` is there twice",
        span=again.span,
        labels=(Label(span=first.span, message="the first"),),
        hint="keep one" if keyword != "uses" else "list them after one `uses`: `uses a, b`",
    )
