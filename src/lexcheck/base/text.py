"""Source texts, and the stretches of them that nodes, facts and diagnostics point at."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from functools import cached_property

from lexcheck.base.light import field, light


@light(kw_only=True, eq=False)
class Source:
    """A text that was read: its name as the user gave it, and its characters.

    `name` is a path as given on the command line, or any label for a text from memory. It is
    what diagnostics and reports print, so nothing about the machine leaks into them.
    """

    name: str
    text: str

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

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of the other, of the same source."""
        return Span(self.source, self.start, max(self.end, other.end))
