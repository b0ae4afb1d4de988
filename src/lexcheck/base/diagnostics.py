"""What lexcheck says of a wrong ruleset, case file or call: one object, however it is shown.

An *error* is the author's or ours; a breach of the law is never a diagnostic.
Codes: LX1xx syntax · 2xx names and types · 3xx norms · 4xx facts · 5xx calls · 6xx tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from lexcheck.base.light import evolve, light
from lexcheck.base.text import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@light(kw_only=True)
class Label:
    """A further stretch of text that a diagnostic points at, and why."""

    span: Span
    message: str


@light(kw_only=True)
class Diagnostic:
    """One fault. `message` is one line, lower case, the author's text in backticks.

    INVARIANT: it has a place, in a file or in the call.
    `hint` says what to do. `about`: what may be the one mistake behind faults in many places, such
    as a name that nothing declares; those that share one are told once (`told_once`).
    """

    code: str
    message: str
    span: Span
    hint: str = ""
    labels: tuple[Label, ...] = ()
    severity: Severity = Severity.ERROR
    about: tuple[str, ...] = ()

    @property
    def position(self) -> tuple[str, int, str]:
        """Diagnostics are shown in this order."""
        return (self.span.source.name, self.span.start, self.code)


class Refused(Exception):
    """Raised by `pipeline` alone, when a ruleset or a case cannot be used. Carries every reason."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda d: d.position))
        super().__init__("; ".join(f"{d.code} {d.message}" for d in self.diagnostics))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


#: Of so many further places the line is shown; the others are counted.
_MOST_PLACES = 2


def told_once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics in order, those about one thing as one: the first, with the other places."""
    together: dict[int, list[Diagnostic]] = {}
    holder: dict[str, int] = {}
    for number, each in enumerate(sorted(found, key=lambda d: d.position)):
        met = sorted({holder[key] for key in each.about if key in holder})
        held = together.setdefault(met[0] if met else number, [])
        for other in met[1:]:  # what seemed to be several things is one
            held += together.pop(other)
            holder.update((key, met[0]) for key, at in holder.items() if at == other)
        held.append(each)
        holder.update((key, met[0] if met else number) for key in each.about)
    return [_with_places(sorted(held, key=lambda d: d.position)) for held in together.values()]


def _with_places(found: list[Diagnostic]) -> Diagnostic:
    first, *others = found
    labels = list(first.labels)
    for number, each in enumerate(others[:_MOST_PLACES], start=1):
        here = "here, too" if each.message == first.message else f"here, too: {each.message}"
        left = len(others) - number
        if number == _MOST_PLACES and left:
            here += f"; and in {left} more place{'' if left == 1 else 's'}"
        labels.append(Label(span=each.span, message=here))
    return evolve(first, labels=tuple(labels)) if others else first


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that was meant, perhaps; else empty."""
    import difflib  # rarely needed

    near = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known name, or with all names if there are few, else empty."""
    names = sorted(set(known))
    near = nearest(word, names)
    if near:
        return f"did you mean `{near}`?"
    if 0 < len(names) <= 8:
        return "known here: " + ", ".join(f"`{name}`" for name in names)
    return ""


def excerpt(span: Span, message: str = "", width: int = 100) -> list[str]:
    """The source line of a span with a caret under it, as lines of text.

    A long line is cut around the span; tabs are kept so that the caret stays below its text. Of an
    empty file the first line is shown: nothing stands in it.
    """
    line, column = span.line, span.column
    text = span.source.line_text(line)
    cut = 0
    if len(text) > width:
        cut = max(0, min(column - 1 - width // 3, len(text) - width))
        text = text[cut : cut + width]
    before = text[: max(0, column - 1 - cut)]
    length = max(1, min(span.end - span.start, len(text) - len(before)))
    pad = "".join("\t" if character == "\t" else " " for character in before)
    gutter = str(line)
    blank = " " * len(gutter)
    return [
        f"{blank} |",
        f"{gutter} | {text}",
        f"{blank} | {pad}{'^' * length}{' ' + message if message else ''}",
    ]


def shown(diagnostic: Diagnostic) -> str:
    """A diagnostic as text, for people: place, code, message, excerpt, labels, hint."""
    d = diagnostic
    lines = [f"{d.span.place}: {d.severity}[{d.code}]: {d.message}", *excerpt(d.span)]
    for label in d.labels:
        lines.append(f"  {label.span.place}: {label.message}")
        lines += excerpt(label.span)
    if d.hint:
        lines.append(f"  hint: {d.hint}")
    return "\n".join(lines)
