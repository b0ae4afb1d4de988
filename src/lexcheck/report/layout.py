"""Lines of a terminal: their width, how they are broken, and colour.

Colour is marked in the text by private signs that take no room, and is put in, or left out, at the
very end; so a plain text and a coloured one have the same words in the same places. What comes from
files cannot hold such signs: `clean` replaces them, with all that could steer a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from lexcheck.verdicts.model import Verdict

_START, _END = "\x01", "\x02"

#: Signs of the colours, and what a terminal understands by them (ECMA-48, SGR).
_COLOURS = {"b": "1", "d": "2", "r": "1;31", "g": "32", "y": "33", "m": "35", "c": "36"}

BOLD, DIM = "b", "d"
RED, GREEN, YELLOW, MAGENTA, CYAN = "r", "g", "y", "m", "c"

OF_VERDICT = {
    Verdict.NOT_APPLICABLE: DIM,
    Verdict.EXCUSED: CYAN,
    Verdict.COMPLIED: GREEN,
    Verdict.PENDING: CYAN,
    Verdict.COMPLIED_LATE: YELLOW,
    Verdict.PARTIAL: YELLOW,
    Verdict.PARTIAL_LATE: YELLOW,
    Verdict.REPAIRED: YELLOW,
    Verdict.UNDETERMINED: MAGENTA,
    Verdict.BREACHED: RED,
}

_NO_COLUMN = frozenset({"Mn", "Me", "Cf"})

#: The most characters that stand in one column: letters with their combining marks.
_MOST_SIGNS = 8

_MARKS = re.compile(f"{_START}(.)|{_END}")

# Control characters, and those that turn the direction of what follows (as in "trojan source").
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def clean(text: str) -> str:
    """A text that stays on its line and steers no terminal."""
    return _UNSAFE.sub(lambda found: " " if found[0] in "\n\t\r" else "�", text)


def painted(text: str, colour: str) -> str:
    return f"{_START}{colour}{text}{_END}"


def finished(lines: Iterable[str], *, colour: bool) -> str:
    """The lines as one text, the marks of colour turned into codes or left out."""

    def code(found: re.Match[str]) -> str:
        if not colour:
            return ""
        return f"\x1b[{_COLOURS[found[1]]}m" if found[1] else "\x1b[0m"

    return "".join(f"{_MARKS.sub(code, line).rstrip()}\n" for line in lines)


def width(text: str) -> int:
    """How many columns a text takes."""
    bare = _MARKS.sub("", text)
    return len(bare) if bare.isascii() else sum(map(_columns, bare))


def _columns(character: str) -> int:
    # Marks above and below, joiners, and the vowels and finals of old Hangul take no column; the
    # combining class would not do, being 0 for most vowel signs of India.
    if unicodedata.category(character) in _NO_COLUMN or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fill(text: str, room: int, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of at most `room` columns, the first and the others with their indents.

    A word that is longer than a line is cut.
    """
    lines, line, empty = [], first, True
    for word in text.split(" "):
        remaining = word
        while remaining:
            gap = "" if empty else " "
            fits = len(remaining) <= _MOST_SIGNS * room  # measuring a longer one would be in vain
            if fits and width(line) + len(gap) + width(remaining) <= room:
                line, empty, remaining = line + gap + remaining, False, ""
            elif not empty:
                lines.append(line)
                line, empty = rest, True
            else:
                piece, remaining = _cut(remaining, max(1, room - width(line)))
                lines.append(line + piece)
                line = rest
    if not empty or not lines:
        lines.append(line)
    return lines


def beside(head: str, text: str, room: int, column: int) -> list[str]:
    """A text to the right of its head, which takes `column` columns, or lines of its own."""
    indent, rest = " " * (column + 2), " " * (column + 4)
    if width(head) <= column:
        return fill(text, room, pad(head, column) + "  ", rest)
    return [*fill(head, room, rest="  "), *fill(text, room, indent, rest)]


def _cut(word: str, room: int) -> tuple[str, str]:
    """As much of a word as fits, one character at least, and what is left."""
    end = taken = 0
    while end < len(word):
        mark = _MARKS.match(word, end)
        needed = 0 if mark else _columns(word[end])
        if taken + needed > room and taken > 0:
            break
        taken += needed
        end = mark.end() if mark else end + 1
    return word[:end], word[end:]


def pad(text: str, room: int) -> str:
    return text + " " * max(0, room - width(text))


def pad_left(text: str, room: int) -> str:
    return " " * max(0, room - width(text)) + text
