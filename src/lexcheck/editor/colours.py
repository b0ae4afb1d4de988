"""What each word of a text is, for an editor to colour it: as the parser reads it."""

from __future__ import annotations

import re

from lexcheck.base.text import Source
from lexcheck.editor.symbols import Index
from lexcheck.editor.words import Kind, glanced
from lexcheck.syntax.readable import gaps
from lexcheck.syntax.tables import KEYWORDS, PHRASES
from lexcheck.syntax.tokens import WHOLE_TEXT, Token

#: Its start and end, and its colour.
Stretch = tuple[int, int, str]

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
_OF_GLANCE: dict[Kind | None, str] = {
    "text": "string",
    "date": "number",
    "number": "number",
    "unit": "number",
    "keyword": "keyword",
    "lead": "keyword",
    "operator word": "keyword",
    "constant": "keyword",
    "type": "type",
    "field": "property",
}
_KEYWORDS = {*KEYWORDS.values(), *(kind for named in PHRASES.values() for kind, _ in named)}
_COMMENT = re.compile(WHOLE_TEXT + "|(#[^\n]*)")


def coloured(source: Source, index: Index | None, before: Index | None = None) -> list[Stretch]:
    """The stretches to colour, in order: none goes over the end of a line.

    `index` None: the text has a fault. A name then is what one so spelt was in the text `before`;
    and what cannot be read, up to the next statement, is coloured at a glance.
    """
    found: list[Stretch] = []
    spaces: dict[tuple[int, int], str] = {
        (each.span.start, each.span.end): each.symbol.space
        for each in (() if index is None else index.occurrences)
        if each.span.source.name == source.name
    }
    spelt: dict[str, str] = {
        each.symbol.name: each.symbol.space
        for each in (() if before is None or index is not None else before.occurrences)
        if each.symbol.space != "field"
    }

    def seen(token: Token, prior: Token | None) -> None:
        colour = "keyword" if token.kind in _KEYWORDS else _OF_KIND.get(token.kind, "")
        if not colour:
            space = spaces.get((token.start, token.end)) or spelt.get(token.text, "")
            after_dot = index is None and prior is not None and prior.text == "."
            colour = "property" if after_dot else _OF_SPACE.get(space, "")
        if colour:
            found.extend(_by_lines(source, token.start, token.end, colour))

    for gap in gaps(source, seen):
        for at, text, kind in glanced(source.text[gap.start : gap.end]):
            colour = _OF_GLANCE.get(kind) or _OF_SPACE.get(spelt.get(text, ""), "")
            if colour:
                start = gap.start + at
                found.extend(_by_lines(source, start, start + len(text), colour))
    comments = [each.span(1) for each in _COMMENT.finditer(source.text) if each[1]]
    return sorted([*found, *((start, end, "comment") for start, end in comments)])


def _by_lines(source: Source, start: int, end: int, colour: str) -> list[Stretch]:
    """A phrase may go on on the next line; a colour may not."""
    found, at = [], start
    for piece in source.text[start:end].split("\n"):
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found.append((at + lead, at + len(piece.rstrip()), colour))
        at += len(piece) + 1
    return found
