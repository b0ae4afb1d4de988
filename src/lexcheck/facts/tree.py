"""The tree that a case file is read into, from YAML and JSON alike: texts, with their places.

Scalars are never interpreted here: `NO`, `2021-02-10` and `0x10` stay what was written. Offsets
are characters of the source; a quoted scalar's place includes its quotes.
"""

from __future__ import annotations

from lexcheck.base.diagnostics import Diagnostic, Label
from lexcheck.base.text import Source, Span

#: How many mappings and sequences may stand inside each other. A case needs seven.
MAX_DEPTH = 50

Place = tuple[int, int]

#: What YAML (core schema) and JSON take for no value at all, when it is not quoted.
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


# Plain classes, since readers fill the nodes as they go, and a large case has 30,000 of them.


class Scalar:
    """A text. `key` is the place of the key that it is the value of, None elsewhere."""

    __slots__ = ("at", "key", "quoted", "text")

    def __init__(self, text: str, quoted: bool, at: Place, key: Place | None = None) -> None:
        self.text, self.quoted, self.at, self.key = text, quoted, at, key

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.text in _NULLS


class Sequence:
    __slots__ = ("at", "items", "key")

    def __init__(self, items: list[Node], at: Place, key: Place | None = None) -> None:
        self.items, self.at, self.key = items, at, key


class Mapping:
    """Entries in file order; each value knows the place of its key."""

    __slots__ = ("at", "entries", "key")

    def __init__(self, entries: dict[str, Node], at: Place, key: Place | None = None) -> None:
        self.entries, self.at, self.key = entries, at, key


Node = Mapping | Sequence | Scalar


def span(node: Node, source: Source) -> Span:
    """The node itself, without its key."""
    return Span(source, node.at[0], node.at[1])


def entry_span(node: Node, source: Source) -> Span:
    """The node together with its key, where it has one."""
    return Span(source, (node.key or node.at)[0], node.at[1])


def key_span(node: Node, source: Source) -> Span:
    """The key of the node; the node itself where it has none."""
    start, end = node.key or node.at
    return Span(source, start, end)


def described(node: Node) -> str:
    """What a node is, in a message: `a list`, `a mapping`, `nothing`, `the text `x``."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return "nothing" if node.is_null else quoted(node.text)


def quoted(text: str) -> str:
    """The author's text in backticks, on one line, cut where it is long, nothing hidden in it."""
    line = "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}"
        for character in " ".join(text[:1_000].split())
    )
    return f"`{line}`" if len(line) <= 60 else f"`{line[:57]}…`"


# ── Faults that both formats share ─────────────────────────────────────────────────────────────


class Broken(Exception):
    """Raised inside a reader where it cannot go on; `read` turns it into its diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


def too_deep(source: Source, at: int) -> Broken:
    return Broken(
        Diagnostic(
            code="LX409",
            message=f"more than {MAX_DEPTH} lists and mappings stand inside each other",
            span=Span(source, at, at + 1),
            hint="a case file needs seven; is this one?",
        )
    )


def control_character(source: Source, place: Place, text: str) -> Diagnostic | None:
    """Escapes can write what no text should hold: terminal codes, and halves of characters."""
    for character in text:
        if "\ud800" <= character <= "\udfff":
            return half_character(source, place, character)
        if (character < " " and character not in "\n\t") or "\x7f" <= character <= "\x9f":
            return _no_character(source, place, f"a control character, `\\u{ord(character):04x}`")
    return None


def half_character(source: Source, place: Place, character: str) -> Diagnostic:
    return _no_character(source, place, f"half of a surrogate pair, `\\u{ord(character):04x}`")


def _no_character(source: Source, place: Place, what: str) -> Diagnostic:
    return Diagnostic(
        code="LX416",
        message=f"this text holds {what}",
        span=Span(source, *place),
        hint="leave it out",
    )


def order_mark(source: Source) -> Broken:
    return Broken(
        Diagnostic(
            code="LX403",
            message="the text starts with a byte order mark",
            span=Span(source, 0, 1),
            hint="save it as UTF-8 without one",
        )
    )


def cut_short(source: Source, opened: int | None) -> Diagnostic:
    """The text ends while something that starts at `opened` is not finished."""
    end = max(1, len(source.text.rstrip()))
    labels: tuple[Label, ...] = ()
    if opened is not None:
        labels = (Label(span=Span(source, opened, opened + 1), message="this is not finished"),)
    return Diagnostic(
        code="LX408",
        message="the file ends in the middle",
        span=Span(source, end - 1, end),
        hint="is it complete?",
        labels=labels,
    )


def repeated_key(source: Source, key: str, entries: dict[str, Node], second: Node) -> Diagnostic:
    """Two entries with one key: which of them holds would be anybody's guess.

    Where a mapping has several such, the name of another is missing: that is one mistake.
    """
    label = Label(span=key_span(entries[key], source), message="first here")
    return Diagnostic(
        code="LX410",
        message=f"the key {quoted(key)} stands twice in one mapping",
        span=key_span(second, source),
        hint="put both into one entry, or rename one; does another entry begin above?",
        labels=(label,),
        about=(f"keys beside that at {key_span(next(iter(entries.values())), source).place}",),
    )
