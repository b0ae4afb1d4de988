"""What each word of a text is, for an editor to colour it: as the parser reads it."""

from __future__ import annotations

import re
from contextlib import suppress

from lexcheck.base.text import Source
from lexcheck.editor.symbols import Index
from lexcheck.syntax.automaton import Stuck, TooDeep, run
from lexcheck.syntax.tables import KEYWORDS, PHRASES
from lexcheck.syntax.tokens import WHOLE_TEXT, Token

#: The names of the protocol for what a word can be; their order is the legend.
COLOURS = (
    "keyword", "string", "number", "comment", "type", "function", "property", "variable",
    "namespace",
)  # fmt: skip

_OF_KIND = {"STRING": "string"} | dict.fromkeys(
    ("NUMBER", "PERCENT", "DATE", "TIMESTAMP", "UNIT", "CURRENCY"), "number"
)
_OF_SPACE = {
    "word": "type",
    "calendar": "type",
    "counting rule": "type",
    "norm": "function",
    "report": "function",
    "reading": "namespace",
    "source": "namespace",
    "field": "property",
    "variable": "variable",
}
_KEYWORDS = {*KEYWORDS.values(), *(kind for named in PHRASES.values() for kind, _ in named)}
_COMMENT = re.compile(WHOLE_TEXT + "|(#[^\n]*)")


def coloured(source: Source, index: Index | None) -> list[tuple[int, int, str]]:
    """The stretches to colour, in order: none goes over the end of a line.

    `index` None: nothing is known of the names. A text with a fault is coloured up to it.
    """
    found: list[tuple[int, int, str]] = []
    spaces = {
        (each.span.start, each.span.end): each.symbol.space
        for each in (() if index is None else index.occurrences)
        if each.span.source.name == source.name
    }

    def seen(token: Token, _before: Token | None) -> None:
        colour = "keyword" if token.kind in _KEYWORDS else _OF_KIND.get(token.kind, "")
        colour = colour or _OF_SPACE.get(spaces.get((token.start, token.end), ""), "")
        if colour:
            found.extend(_by_lines(source, token.start, token.end, colour))

    with suppress(Stuck, TooDeep):
        run(source, "start", {}, seen)
    comments = [each.span(1) for each in _COMMENT.finditer(source.text) if each[1]]
    return sorted([*found, *((start, end, "comment") for start, end in comments)])


def _by_lines(source: Source, start: int, end: int, colour: str) -> list[tuple[int, int, str]]:
    """A phrase may go on on the next line; a colour may not."""
    found, at = [], start
    for piece in source.text[start:end].split("\n"):
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found.append((at + lead, at + len(piece.rstrip()), colour))
        at += len(piece) + 1
    return found
