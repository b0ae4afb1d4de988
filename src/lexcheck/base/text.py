"""Source texts, and the stretches of them that nodes, facts and diagnostics point at.

What is asked for in a call is a text, too: `in_call("--viewpoint", "joe")`.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from functools import cached_property

from lexcheck.base.light import field, light

#: The name of the source of what is asked for, on a command line or from Python.
CALL = "<call>"

_SAYS_SOMETHING = re.compile(r"^(?!---)[^\s#].*", re.MULTILINE)


@light(kw_only=True, eq=False)
class Source:
    """A text that was read: its name as the user gave it, and its characters.

    `name` is a path as given on the command line, or any label for a text from memory. It is
    what diagnostics and reports print, so nothing about the machine leaks into them.
    """

    name: str
    text: str

    @property
    def is_call(self) -> bool:
        """Whether this is what was asked for, and no file."""
        return self.name == CALL

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of each line; line 1 is at index 0."""
        return (0, *map(re.Match.end, re.finditer("\n", self.text)))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hex."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def line_of(self, offset: int) -> int:
        """1-based line of an offset."""
        return bisect_right(self.line_starts, offset)

    def column_of(self, offset: int) -> int:
        """1-based column of an offset, in characters."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a 1-based line, without its end; empty past the last line."""
        if not 1 <= line <= len(self.line_starts):
            return ""
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end].rstrip("\r")


@light
class Span:
    """A stretch `[start, end)` of a source, in characters. Spans are compared by place."""

    source: Source = field(eq=lambda source: source.name)
    start: int
    end: int

    # Written out, since nothing is compared as often.
    def __eq__(self, other: object) -> bool:
        return (
            other.__class__ is Span
            and self.start == other.start
            and self.end == other.end
            and self.source.name == other.source.name
        )

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    @property
    def line(self) -> int:
        return self.source.line_of(self.start)

    @property
    def column(self) -> int:
        return self.source.column_of(self.start)

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def place(self) -> str:
        """`file:line:column`, as editors open it."""
        return f"{self.source.name}:{self.line}:{self.column}"

    def encloses(self, other: Span) -> bool:
        """Is the other a part of this, or the same?"""
        same = self.source.name == other.source.name
        return same and self.start <= other.start and other.end <= self.end

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of the other, of the same source."""
        return Span(self.source, self.start, max(self.end, other.end))


def in_call(option: str, value: str) -> Span:
    """The place of a value in the call that asks for it, `--viewpoint joe` or `--set grace=2`.

    `option` is empty for what has no name in a call: a file, an instance.
    """
    before = f"{option} " if option else ""
    return Span(Source(name=CALL, text=before + value), len(before), len(before) + len(value))


def head_of(source: Source) -> Span:
    """The first line that says something, where a file is meant as a whole."""
    found = _SAYS_SOMETHING.search(source.text)
    return Span(source, *found.span()) if found else Span(source, 0, 0)
