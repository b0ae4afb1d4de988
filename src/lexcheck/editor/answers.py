"""Answers to an editor, in offsets of a text: the server turns them into its protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.light import light
from lexcheck.base.text import Source, Span
from lexcheck.base.time.calendars import WEEKDAYS
from lexcheck.base.time.counting import BUILT_IN
from lexcheck.editor.symbols import SHARED, Occurrence, Symbol
from lexcheck.editor.workspace import Known
from lexcheck.lint.from_norms import fixed
from lexcheck.norms.model import Ruleset
from lexcheck.resolved.calendars import LABELS as CALENDAR_LABELS
from lexcheck.resolved.counting import LABELS as RULE_LABELS
from lexcheck.resolved.counting import WORDS
from lexcheck.syntax.following import following, keywords
from lexcheck.syntax.recovery import beginnings
from lexcheck.syntax.tables import KEYWORDS

_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_WORD = re.compile(r"\w+")

#: What stands before the name of a counting rule, before that of its calendar, and in a property.
_COUNTING = re.compile(r"(?:\bcounting(?:\s+\w+\s+or)*|\blike)\s+$")
_COUNTING_BY = re.compile(r"\bcounting(?:\s+\w+\s+or)*\s+\w+\s+by\s+$")
_PROPERTY = re.compile(r"\b(\w+)[ \t]*:[^:\n]*$")


@light(kw_only=True)
class Choice:
    """Something that may be written at a place; `kind` is a space of names, or `keyword`."""

    text: str
    kind: str
    told: str = ""


def occurrence(known: Known, offset: int) -> Occurrence | None:
    return known.index.at(known.source, offset)


def definition(known: Known, offset: int) -> Span | None:
    """Where the name at an offset is declared."""
    found = occurrence(known, offset)
    if found is None:
        return None
    return next((each.span for each in known.index.of(found.symbol) if each.declares), None)


def references(known: Known, offset: int) -> list[Span]:
    """All places of the name at an offset, where it is declared among them."""
    found = occurrence(known, offset)
    return [] if found is None else [each.span for each in known.index.of(found.symbol)]


def rename(known: Known, offset: int, name: str) -> list[tuple[Span, str]] | None:
    """The edits that give the name at an offset another; None where that cannot be."""
    found = occurrence(known, offset)
    if found is None or not name.isidentifier() or name in KEYWORDS:
        return None
    space = found.symbol.space
    for each in SHARED if space in SHARED else (space,):
        if known.index.of(Symbol(space=each, name=name, of=found.symbol.of)):
            return None  # two things would have one name
    if found.symbol.name in BUILT_IN and space == "counting rule":
        return None  # it is declared nowhere
    return [(span, name) for span in references(known, offset)]


def hover(known: Known, offset: int) -> tuple[str, Span] | None:
    """What is known of the name at an offset, as Markdown, and the stretch it is about."""
    found = occurrence(known, offset)
    if found is None:
        return None
    symbol, parts = found.symbol, []
    declared = definition(known, offset)
    if symbol.space in ("variable", "field"):
        of = known.index.types.get((found.span.source.name, found.span.start, found.span.end))
        if of:
            parts.append(f"`{symbol.name}`: {of}")
    if declared is not None:
        line = declared.source.line_text(declared.line).strip()
        parts.append(f"```lexcheck\n{line}\n```")
    if symbol.space == "counting rule" and symbol.name in BUILT_IN:
        rule = BUILT_IN[symbol.name]
        parts += [f"`{rule.name}`: {rule.title}", f"*{rule.citation}*"]
    if symbol.space == "norm" and known.ruleset is not None:
        parts += _norm(known.ruleset, symbol.name)
    return ("\n\n".join(parts), found.span) if parts else None


def _norm(ruleset: Ruleset, name: str) -> Iterator[str]:
    for norm in ruleset.versions.get(name, ())[:1]:
        if norm.text:
            yield norm.text
        yield from (f"*{citation}*" for citation in norm.citations)


def fixes(known: Known) -> Iterator[tuple[str, Diagnostic, Span, str]]:
    """What can be mended at once: a title, what it mends, and the text to put in a stretch."""
    source = known.source
    for each in known.here:
        meant = _MEANT.fullmatch(each.hint)
        if meant is not None and _WORD.fullmatch(each.span.text):
            yield f"write `{meant[1]}`", each, each.span, meant[1]
    for remark in known.remarks:
        if remark.fix is not None:
            whole = Span(source, 0, len(source.text))
            title = "take it away" if not remark.fix.text else "correct it"
            yield title, remark.diagnostic, whole, fixed(source.text, [remark.fix])


def completions(known: Known | None, source: Source, offset: int) -> list[Choice]:
    """What may be written at an offset: what the grammar takes there, and the names in scope.

    A word that is begun is not part of what comes before it.
    """
    text = source.text
    while offset > 0 and (text[offset - 1].isalnum() or text[offset - 1] == "_"):
        offset -= 1
    kinds = following(source, offset)
    found = [Choice(text=word, kind="keyword") for word in keywords(kinds)]
    if kinds & {"NAME", "LABEL"}:
        counted = _of_time(known, source, offset)
        if counted is not None:
            found += counted
        elif known is not None:
            found += _names(known, source, offset)
    return found


def _of_time(known: Known | None, source: Source, offset: int) -> list[Choice] | None:
    """What calendars and counting rules say, and where they are named; None anywhere else."""
    begin = _scope(source, offset)
    before = source.text[begin:offset]
    words = before.split()
    declared = [] if known is None else known.index.occurrences
    if _COUNTING.search(before):
        own = (each for each in declared if each.declares and each.symbol.space == "counting rule")
        given = [
            Choice(text=each.name, kind="counting rule", told=each.title)
            for each in BUILT_IN.values()
        ]
        return [*_choices(own), *given]
    if _COUNTING_BY.search(before):
        return _choices(
            each for each in declared if each.declares and each.symbol.space == "calendar"
        )
    labels = {"calendar": CALENDAR_LABELS, "counting": RULE_LABELS}.get(words[0] if words else "")
    if labels is None or len(words) < 2:
        return None
    label = _PROPERTY.search(before)
    if label is None:
        return [Choice(text=f"{each}:", kind="property") for each in labels]
    values = WORDS.get(label[1], tuple(map(str.lower, WEEKDAYS)) if label[1] == "weekend" else ())
    return [Choice(text=each, kind="keyword") for each in values]


def _names(known: Known, source: Source, offset: int) -> list[Choice]:
    """Names by what stands before: fields after a dot, sources after `cites`, norms after `to`."""
    before = source.text[:offset].rstrip()
    if before.endswith("."):
        of = _type_before(known, source, len(before) - 1)
        fields = known.index.declared("field")
        return _choices(each for each in fields if of in ("", each.symbol.of))
    word = before.split()[-1] if before.split() else ""
    if word in ("cites",):
        return _choices(iter(known.index.declared("source")))
    if word in ("to", "repairs", "overrides") or before.endswith(("breach of", "subject to")):
        return _choices(iter(known.index.declared("norm")))
    scope = _scope(source, offset)
    variables = (
        each
        for each in known.index.declared("variable")
        if each.span.start >= scope and each.span.start <= offset
    )
    return _choices(iter([*variables, *known.index.declared("word")]))


def _type_before(known: Known, source: Source, dot: int) -> str:
    """The type of what ends at a dot, by the variables that are known; empty if that is not."""
    start = dot
    while start > 0 and (source.text[start - 1].isalnum() or source.text[start - 1] == "_"):
        start -= 1
    name = source.text[start:dot]
    for (_, begin, end), of in known.index.types.items():
        if known.source.text[begin:end] == name:
            return of
    return ""


def _scope(source: Source, offset: int) -> int:
    """Where the statement of an offset seems to begin."""
    return beginnings(source).of(max(0, offset - 1))


def _choices(found: Iterator[Occurrence]) -> list[Choice]:
    names: Mapping[str, Occurrence] = {each.symbol.name: each for each in found}
    return [
        Choice(
            text=name,
            kind=each.symbol.space,
            told=each.span.source.line_text(each.span.line).strip(),
        )
        for name, each in names.items()
    ]
