"""The canonical form of a text: the one that the formatter writes.

It is drawn from the tree alone, so a file need not name or type anything rightly to have one. What
comes out is read again before anybody gets it.
INVARIANT: the form has the same tree and the same comments, and is its own form.
"""

from __future__ import annotations

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import Source
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.model import File
from lexcheck.syntax.show import show


def canonical(source: Source) -> tuple[str | None, list[Diagnostic]]:
    """The form of a text, or None with what is wrong with it."""
    file, diagnostics = parse(source)
    if file is None:
        return None, diagnostics
    text = show(file)
    assert _says_the_same(text, file), f"the form of {source.name} would change what it says"
    return text, diagnostics


def _says_the_same(text: str, file: File) -> bool:
    again, _ = parse(Source(name=file.span.source.name, text=text))
    return again == file and _remarks(again) == _remarks(file) and show(again) == text


def _remarks(file: File) -> list[str]:
    """The comments, wherever they stand."""
    return sorted(comment for _, comment in file.comments)
