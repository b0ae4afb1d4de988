"""A text read again after a change: only the statements around the change, the rest as it was.

Between two statements the automaton stands always the same, and what it makes of one depends on no
more than its text and the first words of the next. So the statements that a change leaves alone
stay; of these, the neighbour on either side is read again with what lies between. Where there is a
fault, it is told as ever, and reading goes on behind it; no tree comes of it. The neighbour behind
the change, and without a fault the one before it, must come out as it was: else the caller reads
the whole.

INVARIANT: what comes of it is what `parse` makes of the whole text.
"""

from __future__ import annotations

from lexcheck.base.diagnostics import Diagnostic, Label
from lexcheck.base.light import evolve
from lexcheck.base.text import Source, Span
from lexcheck.syntax import model as m
from lexcheck.syntax.from_text import comments_of, part, refusal
from lexcheck.syntax.places import moved

_Piece = m.Statement | m.Reading


def parse_again(source: Source, known: m.File) -> tuple[m.File | None, list[Diagnostic]] | None:
    """What `parse` makes of a text, with the file of the text before; None: read the whole."""
    old, new = known.span.source.text, source.text
    pieces: tuple[_Piece, ...] = (*known.statements, *known.readings)
    before, after = _common(old, new)
    by = len(new) - len(old)
    # Read from the last statement that ends before the change up to the first that begins after it.
    first = sum(each.span.end < before for each in pieces) - 1
    last = len(pieces) - sum(each.span.start > len(old) - after for each in pieces)
    if first < 0 or refusal(source) is not None:
        return None
    kept = pieces[last + 1 :]
    end = kept[0].span.start + by if kept else len(new)
    read = part(source, pieces[first].span.start, end)
    if read is None:
        return None
    middle, faults = read
    if kept and not (middle and _stretch(middle[-1], 0) == _stretch(pieces[last], by)):
        return None
    if faults:
        return None, [_in(source, each) for each in faults]
    if not middle or _stretch(middle[0], 0) != _stretch(pieces[first], 0):
        return None
    again = (
        *(moved(each, source, 0) for each in pieces[:first]),
        *(moved(each, source, 0) for each in middle),
        *(moved(each, source, by) for each in kept),
    )
    statements = tuple(each for each in again if not isinstance(each, m.Reading))
    readings = tuple(each for each in again if isinstance(each, m.Reading))
    if again != (*statements, *readings):
        return None  # readings come last
    file = evolve(
        known,
        span=Span(source, known.span.start, again[-1].span.end),
        header=moved(known.header, source, 0),
        statements=statements,
        readings=readings,
        comments=comments_of(source),
    )
    return file, []


def _in(source: Source, fault: Diagnostic) -> Diagnostic:
    """A fault of a stretch, in the text that the stretch is of."""
    labels = tuple(Label(span=_at(source, e.span), message=e.message) for e in fault.labels)
    return evolve(fault, span=_at(source, fault.span), labels=labels)


def _at(source: Source, span: Span) -> Span:
    return Span(source, span.start, span.end)


def _common(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts begin with, and end with besides, alike."""
    most = min(len(old), len(new))
    before = _alike(old, new, most)
    return before, _alike(old[::-1], new[::-1], most - before)


def _alike(old: str, new: str, most: int) -> int:
    """How many of the first so many characters are alike, by halves: slices compare fast."""
    low, high = 0, most
    while low < high:
        half = (low + high + 1) // 2
        if old[low:half] == new[low:half]:
            low = half
        else:
            high = half - 1
    return low


def _stretch(piece: _Piece, by: int) -> tuple[type, int, int]:
    return type(piece), piece.span.start + by, piece.span.end + by
