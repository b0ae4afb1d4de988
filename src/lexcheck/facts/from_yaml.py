"""From YAML text to a tree with the place of every key and value.

The text is read as a stream of libyaml's events and built up on a stack; no constructor runs, so
nothing is resolved, imported or expanded. What makes YAML dangerous or ambiguous is refused as it
passes by: anchors, aliases, tags, merge keys, several documents, repeated keys. Depth is checked at
each opening event: libyaml looks at most 1,024 characters ahead, so that 100,000 brackets are
refused after the fifty-first, before its own quadratic search for keys can hurt.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from lexcheck.base.diagnostics import Diagnostic, Label
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
    half_character,
    order_mark,
    quoted,
    repeated_key,
    too_deep,
)

#: libyaml's parser where PyYAML was built with it; the same events, ten times slower, without.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: libyaml's problems in plain words, with what to do, by how they begin.
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "a second `:` stands in this line",
        "put a text that holds `: ` in quotes, and each entry on a line of its own",
    ),
    (
        "could not find expected ':'",
        "this line is no entry: it has no `:`",
        "write `key: value`",
    ),
    (
        "did not find expected key",
        "this is no entry of the mapping around it",
        "check the indentation, and put quotes around a text that starts with a sign",
    ),
    (
        "did not find expected '-' indicator",
        "this is no item of the list around it",
        "check the indentation: each item starts with `- ` below the one before",
    ),
    ("did not find expected ',' or ']'", "this list has no `,` or `]` here", ""),
    ("did not find expected ',' or '}'", "this mapping has no `,` or `}` here", ""),
    ("found unexpected end of stream", "this text is not closed", "add the missing quote"),
    (
        "block sequence entries are not",
        "a list cannot start here",
        "start it on a new line",
    ),
    ("found unknown escape character", "this is no escape of YAML", "write `\\\\` for a backslash"),
    ("did not find expected <document start>", "something stands after the end of the case", ""),
    ("expected '<document start>'", "something stands after the end of the case", ""),
    ("found undefined tag handle", "a text cannot start with `!`", "put it in quotes"),
    (
        "did not find expected alphabetic",
        "a text cannot start with `&` or `*`",
        "put it in quotes",
    ),
)

#: What YAML 1.1 (5.1) does not allow in a stream.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a YAML text. None where it is broken; a text of no value is a null scalar."""
    builder = _Builder(source)
    try:
        if source.text.startswith("\ufeff"):
            raise order_mark(source)
        for event in yaml.parse(source.text, Loader=LOADER):
            builder.take(event)
    except Broken as broken:
        return None, [*builder.diagnostics, broken.diagnostic]
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        return None, [*builder.diagnostics, _syntax(source, error)]
    if builder.has_aliases:
        return None, builder.diagnostics  # what they stand for is not there to be judged
    return builder.root or Scalar("", False, (0, 0)), builder.diagnostics


class _Builder:
    """The nodes of the events so far. `key` is a key whose value is yet to come."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []
        self.open: list[Mapping | Sequence] = []
        self.key: Scalar | None = None
        self.anchors: dict[str, Place] = {}
        self.merges = False
        self.has_aliases = False

    def take(self, event: Any) -> None:
        kind = event.__class__
        at = (event.start_mark.index, event.end_mark.index)
        if kind is yaml.ScalarEvent:
            self.scalar(event, at)
        elif kind is yaml.MappingStartEvent:
            self.container(event, Mapping({}, at))
        elif kind is yaml.SequenceStartEvent:
            self.container(event, Sequence([], at))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            top = self.open.pop()
            top.at = (top.at[0], at[1] if at[0] != at[1] else _block_end(top))
        elif kind is yaml.AliasEvent:
            self.alias(event, at)
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            raise self.second_document(at)

    def scalar(self, event: Any, at: Place) -> None:
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, at)
        style = event.style
        node = Scalar(event.value, bool(style), at)
        if style == '"' and (fault := control_character(self.source, at, event.value)):
            self.diagnostics.append(fault)
        top = self.open[-1] if self.open else None
        if self.key is None and isinstance(top, Mapping):
            if _is_refused(node):
                self.wrong_key(node)
            self.key = node
        else:
            self.add(node)

    def container(self, event: Any, node: Mapping | Sequence) -> None:
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, node.at)
        if len(self.open) >= MAX_DEPTH:
            raise too_deep(self.source, node.at[0])
        if self.key is None and self.open and isinstance(self.open[-1], Mapping):
            raise Broken(
                Diagnostic(
                    code="LX417",
                    message="a list or mapping cannot be a key",
                    span=Span(self.source, node.at[0], node.at[0] + 1),
                    hint="a key is a text; put quotes around one that starts with a bracket",
                )
            )
        self.add(node)
        self.open.append(node)

    def add(self, node: Node) -> None:
        """Puts a value into what is open. Of two values under one key the first is kept."""
        if not self.open:
            self.root = node
            return
        top = self.open[-1]
        if isinstance(top, Sequence):
            top.items.append(node)
            return
        key = self.key
        assert key is not None, "a value in a mapping follows its key"
        self.key = None
        if _is_refused(key):
            return
        node.key = key.at
        first = top.entries.setdefault(key.text, node)
        if first is not node:
            self.diagnostics.append(repeated_key(self.source, key.text, top.entries, node))

    # ── What is refused ────────────────────────────────────────────────────────────────────────

    def complain(
        self, code: str, place: Place, message: str, hint: str, labels: tuple[Label, ...] = ()
    ) -> None:
        span = Span(self.source, *place)
        self.diagnostics.append(
            Diagnostic(code=code, message=message, span=span, hint=hint, labels=labels)
        )

    def refuse_properties(self, event: Any, at: Place) -> None:
        if event.anchor is not None:
            self.anchors.setdefault(event.anchor, at)
            message = f"the anchor `&{event.anchor}` is not allowed here"
            hint = f"write the value out wherever `*{event.anchor}` stands for it"
            self.complain("LX411", at, message, hint)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "leave it out: the vocabulary knows the types"
            self.complain("LX412", at, f"the tag {quoted(tag)} is not allowed here", hint)

    def alias(self, event: Any, at: Place) -> None:
        if event.anchor not in self.anchors:  # else the anchor is what was told
            message = f"the alias `*{event.anchor}` is not allowed here"
            self.complain("LX411", at, message, "write the value out")
        self.has_aliases = True
        node = Scalar(f"*{event.anchor}", False, at)
        if self.key is None and self.open and isinstance(self.open[-1], Mapping):
            self.key = node
        else:
            self.add(node)

    def wrong_key(self, node: Scalar) -> None:
        if node.text == "<<" and self.merges:
            return  # told once: they come in numbers
        if node.text == "<<":
            self.merges = True
            hint = "write the entries out, here"
            self.complain("LX413", node.at, "the merge key `<<` is not allowed here", hint)
        else:
            place = (node.at[0], max(node.at[1], node.at[0] + 1))
            self.complain("LX417", place, "a key is missing here", "write `key: value`")

    def second_document(self, at: Place) -> Broken:
        assert self.root is not None
        first = Span(self.source, self.root.at[0], self.root.at[0] + 1)
        return Broken(
            Diagnostic(
                code="LX414",
                message="a second document starts here",
                span=Span(self.source, *at),
                hint="a file holds one case: put each in a file of its own",
                labels=(Label(span=first, message="the first starts here"),),
            )
        )


def _is_refused(key: Scalar) -> bool:
    return key.is_null or (key.text == "<<" and not key.quoted)


def _block_end(top: Mapping | Sequence) -> int:
    """Where its last value ends. libyaml notices only at the next token, comments later."""
    last = top.items[-1:] if isinstance(top, Sequence) else list(top.entries.values())[-1:]
    return last[0].at[1] if last else top.at[1]


def _syntax(source: Source, error: Exception) -> Diagnostic:
    """libyaml's complaint in plain words."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return _marked(source, error, error.problem or "", error.problem_mark.index)
    bad = _UNPRINTABLE.search(source.text)
    at = bad.start() if bad else 0
    if bad and "\ud800" <= bad[0] <= "\udfff":  # a text from memory may hold halves
        return half_character(source, (at, at + 1), bad[0])
    return Diagnostic(
        code="LX406",
        message=f"the character `\\u{ord(bad[0]):04x}` is not allowed" if bad else "no YAML",
        span=Span(source, at, at + 1),
        hint="leave it out, or write it as an escape in double quotes",
    )


def _marked(source: Source, error: yaml.MarkedYAMLError, problem: str, at: int) -> Diagnostic:
    start = error.context_mark.index if error.context_mark is not None else None
    if problem.startswith("could not find expected ':'") and start is not None:
        at, start = start, None  # libyaml notices only where the next line starts
    if at >= len(source.text.rstrip()):
        return cut_short(source, start)
    message, hint = _plain(problem, source.text[at : at + 1])
    if source.text.startswith("one of ", max(0, at - 7)):
        hint = "inside `{…}`, write `{one of: [a, b]}`, or put it in quotes"
    labels: tuple[Label, ...] = ()
    if start is not None and start != at:
        labels = (Label(span=Span(source, start, start + 1), message="it belongs to this"),)
    return Diagnostic(
        code="LX406", message=message, span=Span(source, at, at + 1), hint=hint, labels=labels
    )


def _plain(problem: str, character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab stands where only spaces may", "indent with spaces"
    if "cannot start any token" in problem:
        return f"a text cannot start with `{character}`", "put it in quotes"
    for start, message, hint in _PROBLEMS:
        if problem.startswith(start):
            return message, hint
    return f"this is no YAML: {problem}", ""
