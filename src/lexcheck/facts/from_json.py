"""From JSON text to a tree with the place of every key and value.

The standard library's reader is fast but forgets places. This one descends recursively, to a
bounded depth; one regular expression takes a whole `"key": scalar,` at a time, which is nearly all
that a case consists of. What it does not match (an opening bracket, an escape, a fault) goes the
slow way, token by token, where the message about a fault is found.
"""

from __future__ import annotations

import json
import re

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import Source, Span
from lexcheck.facts.tree import (
    MAX_DEPTH,
    Broken,
    Mapping,
    Node,
    Place,
    Scalar,
    Sequence,
    control_character,
    cut_short,
    order_mark,
    quoted,
    repeated_key,
    too_deep,
)

_WS = r"[ \t\n\r]*+"
_PLAIN = r'"[^"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]*+"'
_BARE = r"(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null)"
_ENTRY = re.compile(rf"{_WS}({_PLAIN}){_WS}:{_WS}({_PLAIN}|{_BARE}){_WS}([,}}])")
_ITEM = re.compile(rf"{_WS}({_PLAIN}|{_BARE}){_WS}([,\]])")
_NESTED = re.compile(rf"{_WS}({_PLAIN}){_WS}:{_WS}([\[{{])")
_OPENING = re.compile(rf"{_WS}([\[{{])")
_SEPARATOR = re.compile(rf"{_WS}([,\]}}])")
_SKIP = re.compile(_WS)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_SCALAR = re.compile(_BARE)
_WORD = re.compile(r"[\w.+-]+")


def read(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a JSON text. None where the text is broken; the first fault ends the reading."""
    reader = _Reader(source)
    try:
        return reader.document(), reader.diagnostics
    except Broken as broken:
        return None, [*reader.diagnostics, broken.diagnostic]


class _Reader:
    """One reading of one text. `pos` is the offset of the next character."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.pos = 0
        self.diagnostics: list[Diagnostic] = []
        self.open: list[int] = []  # where the containers around `pos` start

    def document(self) -> Node:
        if self.text.startswith("\ufeff"):
            raise order_mark(self.source)
        root = self.value(None)
        self.skip()
        if self.pos < len(self.text):
            raise self.broken("LX407", "something stands after the end of the document")
        return root

    # ── Containers ─────────────────────────────────────────────────────────────────────────────

    def container(self, start: int, key: Place | None) -> Node:
        """The mapping or sequence whose bracket is at `start`."""
        if len(self.open) >= MAX_DEPTH:
            raise too_deep(self.source, start)
        self.open.append(start)
        self.pos = start + 1
        node: Node
        if self.text[start] == "{":
            entries = self.entries()
            node = Mapping(entries, (start, self.pos), key)
        else:
            items = self.items()
            node = Sequence(items, (start, self.pos), key)
        self.open.pop()
        return node

    def entries(self) -> dict[str, Node]:
        """The entries of a mapping, to its end."""
        entries: dict[str, Node] = {}
        match, text, pos = _ENTRY.match, self.text, self.pos
        while True:
            found = match(text, pos)
            if found is None:
                self.pos = pos
                if self.slow_entry(entries):
                    return entries
                pos = self.pos
                continue
            raw_key, raw, end = found.groups()
            key = raw_key[1:-1]
            if raw[0] == '"':
                node = Scalar(raw[1:-1], True, found.span(2), found.span(1))
            else:
                node = Scalar(raw, False, found.span(2), found.span(1))
            if key in entries:
                self.repeated(key, entries, node)
            else:
                entries[key] = node
            pos = found.end()
            if end == "}":
                self.pos = pos
                return entries

    def slow_entry(self, entries: dict[str, Node]) -> bool:
        """One entry, token by token, or the end of the mapping. True if it ends here."""
        nested = _NESTED.match(self.text, self.pos)
        if nested is not None:
            key = nested[1][1:-1]
            node = self.container(nested.start(2), nested.span(1))
        else:
            self.skip()
            if self.next_is("}"):
                self.end("}")
                return True
            start = self.pos
            if not self.next_is('"'):
                raise self.unexpected("a key in double quotes should stand here")
            key = self.string()
            place = (start, self.pos)
            self.skip()
            if not self.next_is(":"):
                raise self.unexpected(f"`:` should follow the key {quoted(key)}")
            self.pos += 1
            node = self.value(place)
        if key in entries:
            self.repeated(key, entries, node)
        else:
            entries[key] = node
        return self.separator("}")

    def items(self) -> list[Node]:
        """The items of a sequence, to its end."""
        items: list[Node] = []
        match, text, pos = _ITEM.match, self.text, self.pos
        while True:
            found = match(text, pos)
            if found is None:
                self.pos = pos
                if self.slow_item(items):
                    return items
                pos = self.pos
                continue
            raw, end = found.groups()
            if raw[0] == '"':
                items.append(Scalar(raw[1:-1], True, found.span(1)))
            else:
                items.append(Scalar(raw, False, found.span(1)))
            pos = found.end()
            if end == "]":
                self.pos = pos
                return items

    def slow_item(self, items: list[Node]) -> bool:
        """One item, token by token, or the end of the sequence. True if it ends here."""
        nested = _OPENING.match(self.text, self.pos)
        if nested is not None:
            items.append(self.container(nested.start(1), None))
        else:
            self.skip()
            if self.next_is("]"):
                self.end("]")
                return True
            items.append(self.value(None))
        return self.separator("]")

    def separator(self, closer: str) -> bool:
        """After a value: a comma, or the end of the container, which gives True."""
        found = _SEPARATOR.match(self.text, self.pos)
        if found is None or found[1] not in (",", closer):
            self.skip()
            raise self.unexpected(f"`,` or `{closer}` should stand here")
        self.pos = found.end()
        return found[1] == closer

    def end(self, closer: str) -> None:
        """A closing bracket where a value might stand: not after a comma."""
        at = self.pos - 1
        while self.text[at] in " \t\n\r":
            at -= 1
        if self.text[at] == ",":
            message = f"a comma stands before `{closer}`"
            raise self.broken("LX407", message, "take the comma out", at)
        self.pos += 1

    # ── Values ─────────────────────────────────────────────────────────────────────────────────

    def value(self, key: Place | None) -> Node:
        """The value that starts here."""
        self.skip()
        start = self.pos
        if self.next_is("{") or self.next_is("["):
            return self.container(start, key)
        if self.next_is('"'):
            text = self.string()
            return Scalar(text, True, (start, self.pos), key)
        word = _WORD.match(self.text, start)
        bare = _SCALAR.match(self.text, start)
        if word is None or bare is None or bare.end() != word.end():
            raise self.no_value(start, word[0] if word else "")
        self.pos = bare.end()
        return Scalar(bare[0], False, bare.span(), key)

    def string(self) -> str:
        """The string that starts here, its escapes resolved."""
        start = self.pos
        found = _STRING.match(self.text, start)
        if found is None:
            raise self.broken_string(start)
        self.pos = found.end()
        text: str = json.loads(found[0])
        if fault := control_character(self.source, found.span(), text):
            self.diagnostics.append(fault)
        return text

    # ── Tokens and faults ──────────────────────────────────────────────────────────────────────

    def skip(self) -> None:
        found = _SKIP.match(self.text, self.pos)
        if found:
            self.pos = found.end()

    def next_is(self, character: str) -> bool:
        return self.text.startswith(character, self.pos)

    def repeated(self, key: str, entries: dict[str, Node], second: Node) -> None:
        self.diagnostics.append(repeated_key(self.source, key, entries, second))

    def broken(self, code: str, message: str, hint: str = "", at: int | None = None) -> Broken:
        start = self.pos if at is None else at
        span = Span(self.source, start, start + 1)
        return Broken(Diagnostic(code=code, message=message, span=span, hint=hint))

    def unexpected(self, message: str) -> Broken:
        if self.pos >= len(self.text):
            return self.truncated()
        return self.broken("LX407", message, _habit(self.text, self.pos))

    def truncated(self) -> Broken:
        """The text ends while something is open: shown where that was opened."""
        return Broken(cut_short(self.source, self.open[-1] if self.open else None))

    def broken_string(self, start: int) -> Broken:
        good = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+')
        found = good.match(self.text, start)
        self.pos = found.end() if found else start
        if self.pos >= len(self.text):
            return self.truncated()
        if self.next_is("\\"):
            return self.broken("LX407", "this is no escape of JSON", "write `\\\\` for a backslash")
        if self.next_is("\n") or self.next_is("\r"):
            return self.broken("LX407", "this text is not closed on its line", 'add `"`', start)
        return self.broken("LX407", "a text holds a control character as it is", "leave it out")

    def no_value(self, start: int, word: str) -> Broken:
        if start >= len(self.text):
            return self.truncated()
        if word.lstrip("+-").lower() in {"nan", "infinity", "inf"}:
            return Broken(
                Diagnostic(
                    code="LX415",
                    message=f"`{word}` is no number",
                    span=Span(self.source, start, start + len(word)),
                    hint='for what nobody knows, write `"unknown"`',
                )
            )
        if self.open and start + len(word) >= len(self.text.rstrip()):
            return self.truncated()
        message = "a value should stand here"
        if word.lower() in {"true", "false", "null"}:
            return self.broken("LX407", message, f"write `{word.lower()}`")
        if self.text[start].isdigit() or self.text[start] in "+-.":
            hint = "a number has no leading zero, no `+`, and a digit on each side of its point"
            return self.broken("LX407", message, hint)
        return self.unexpected(message)


def _habit(text: str, at: int) -> str:
    """What the author may have meant, where JSON is mistaken for something looser."""
    if text[at] == "'":
        return 'JSON quotes with `"`'
    if text.startswith(("//", "/*", "#"), at):
        return "JSON has no comments; YAML has"
    if text[at].isalpha() or text[at] == "_":
        return "texts stand in double quotes"
    return ""
