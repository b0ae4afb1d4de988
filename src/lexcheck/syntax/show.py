"""Abstract syntax to text: the one canonical form of a file.

Statements stand at the left edge with a blank line between them, but for those of one line and one
kind, which stand together; clauses are indented by two, with their values aligned. A line that is
longer than a hundred characters is broken where a list or a condition has its parts.

LAW: `parse(show(f)) == f`, and `show` of that is the same text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import assert_never

from lexcheck.base.light import light
from lexcheck.syntax import model as m
from lexcheck.syntax.binding import EXPRESSION
from lexcheck.syntax.show_clauses import WIDTH, broken, said, show_clauses, value_pieces
from lexcheck.syntax.show_expressions import (
    listed,
    operand,
    quoted,
    show_act,
    show_call,
    show_date,
    show_expression,
)

__all__ = ["show", "show_expression", "show_property"]


@light
class _Line:
    """A line, or a few that belong together, and where what it shows began in the text read."""

    offset: int
    text: str


_Lines = list[_Line]


def show(file: m.File) -> str:
    """The whole file. A comment goes above the line it stood above, or to the end of its line."""
    blocks = [_header(file.header), *_blocks(file.statements)]
    blocks += [_reading(reading) for reading in file.readings]
    above, beside, last = _comments(file, [line for block in blocks for line in block])
    paragraphs = []
    for block in blocks:
        column = max((len(_end(line)) for line in block if line.offset in beside), default=0)
        rows: list[str] = []
        for line in block:
            indent = " " * (len(line.text) - len(line.text.lstrip(" ")))
            rows += [indent + comment if comment else "" for comment in above.get(line.offset, ())]
            rows.append(line.text)
            for comment in beside.get(line.offset, ()):
                rows[-1] += " " * (column - len(_end(line))) + f"  {comment}"
        paragraphs.append("\n".join(rows))
    if last:
        paragraphs.append("\n".join(last).rstrip("\n"))
    return "\n\n".join(paragraphs) + "\n"


def _end(line: _Line) -> str:
    return line.text.rsplit("\n", 1)[-1]


_Comments = dict[int, list[str]]


def _comments(file: m.File, lines: _Lines) -> tuple[_Comments, _Comments, list[str]]:
    """The comments above each line, the one beside it, and those after the last line.

    An empty line below a comment is kept, above a statement.
    """
    above: _Comments = {}
    beside: _Comments = {}
    last: list[str] = []
    text = file.span.source.text
    offsets = sorted(line.offset for line in lines)
    indented = {line.offset for line in lines if line.text.startswith(" ")}
    for offset, comment in file.comments:
        place = bisect_right(offsets, offset)
        before = text[text.rfind("\n", 0, offset) + 1 : offset]
        if before.strip("\ufeff \t\r\f"):
            known = beside if offsets[place - 1] not in beside else above
            known.setdefault(offsets[place - 1], []).append(comment)
            continue
        group = last if place == len(offsets) else above.setdefault(offsets[place], [])
        group.append(comment)
        if _GAP.match(text, offset) and (place == len(offsets) or offsets[place] not in indented):
            group.append("")
    return above, beside, last


_GAP = re.compile(r"[^\n]*\n[ \t\r\f]*\n")


# ── The header ─────────────────────────────────────────────────────────────────────────────────


def _header(node: m.Header) -> _Lines:
    clauses: list[tuple[m.Node, str, list[str]]] = []
    if node.title is not None:
        clauses.append((node.title, "title", [quoted(node.title.text)]))
    if node.jurisdiction is not None:
        clauses.append((node.jurisdiction, "jurisdiction", [node.jurisdiction.text]))
    if node.timezone is not None:
        clauses.append((node.timezone, "timezone", [quoted(node.timezone.text)]))
    if node.uses:
        clauses.append((node.uses[0], "uses", listed(name.text for name in node.uses)))
    if node.in_force is not None:
        clauses.append((node.in_force, *said(node.in_force)))
    if node.reviewed is not None:
        clauses.append((node.reviewed, "reviewed", [show_date(node.reviewed)]))
    if node.counting is not None:
        clauses.append((node.counting, *said(node.counting)))
    width = max((len(keyword) for _, keyword, _ in clauses), default=0)
    return [
        _Line(node.span.start, f"{node.kind} {node.name.text}"),
        *(_Line(at.span.start, broken(word, said_, 2, width)) for at, word, said_ in clauses),
    ]


# ── Statements ─────────────────────────────────────────────────────────────────────────────────


_ALONE = m.NormStatement | m.ExceptionStatement | m.SanctionStatement | m.AssessmentStatement


def _blocks(statements: Sequence[m.Statement]) -> Iterator[_Lines]:
    """What stands between blank lines: a statement, or statements of one line and one kind."""
    block: list[m.Statement] = []
    for statement in statements:
        if block and not (_joins(block[-1]) and _joins(block[-1]) == _joins(statement)):
            yield _block(block)
            block = []
        block.append(statement)
    if block:
        yield _block(block)


def _joins(node: m.Statement) -> str:
    """A name for what may stand together; empty for a statement that stands alone."""
    if isinstance(node, _ALONE):
        return ""
    if len(_statement(node, 0)) > 1 or "\n" in _statement(node, 0)[0].text:
        return ""
    return "counts as" if isinstance(node, m.CountsAs | m.Ends) else type(node).__name__


def _block(nodes: Sequence[m.Statement]) -> _Lines:
    return [line for node in nodes for line in _statement(node, 0, _width(nodes))]


def _width(nodes: Sequence[m.Node]) -> int:
    """How wide the first column is of statements that stand together."""
    return max((len(_first_column(node)) for node in nodes), default=0)


def _first_column(node: m.Node) -> str:
    match node:
        case m.SourceDeclaration():
            return node.name.text
        case m.CountsAs() | m.Ends():
            return show_act(node.act)
        case _:
            return ""


def _statement(node: m.Statement | m.Amendment | m.Setting, indent: int, width: int = 0) -> _Lines:
    match node:
        case m.CountsAs() | m.Ends():
            return _counts(node, indent, width)
        case m.NormStatement():
            return _clausal(node, f"{node.kind} {node.name.text}", indent)
        case m.ExceptionStatement():
            return _clausal(node, f"{node.kind} {node.name.text} to {node.to.text}", indent)
        case m.SanctionStatement():
            words = f"sanction {node.name.text} on breach of {node.norm.text}"
            return _clausal(node, words, indent)
        case m.AssessmentStatement():
            binders = ", ".join(show_expression(binder) for binder in node.binders)
            words = f"assessment {node.name.text}{' for ' if binders else ''}{binders}"
            return _clausal(node, words, indent)
        case m.CalendarDeclaration():
            return _properties(node, f"calendar {node.name.text}")
        case m.CountingRule():
            return _properties(node, f"counting rule {node.name.text}")
        case m.Amendment():
            return [_Line(node.span.start, _amendment(node, indent))]
        case m.Setting():
            words = f"{' ' * indent}parameter {node.name.text} ="
            return [_Line(node.span.start, _defined(words, node.value, indent))]
        case _:
            return _declaration(node, width)


def _declaration(
    node: m.SourceDeclaration
    | m.EnumDeclaration
    | m.RecordDeclaration
    | m.ActionDeclaration
    | m.StateDeclaration
    | m.Define
    | m.ParameterDeclaration,
    width: int,
) -> _Lines:
    at, name = node.span.start, node.name.text
    match node:
        case m.SourceDeclaration():
            return [_Line(at, f"source {name:<{width}} {quoted(node.title)}")]
        case m.EnumDeclaration():
            return [_Line(at, _enum(node))]
        case m.RecordDeclaration():
            return [_Line(at, _head(f"record {name}", node.text, 0)), *_fields(node.fields)]
        case m.ActionDeclaration():
            territorial = " in territory" if node.territorial else ""
            words = f"action {name}({_parameters(node.parameters)}){territorial}"
            return [_Line(at, _head(words, node.text, 0)), *_fields(node.fields)]
        case m.StateDeclaration():
            words = f"state {name}({_parameters(node.parameters)})"
            return [_Line(at, _head(words, node.text, 0))]
        case m.Define():
            moment = "" if node.moment is None else f" at {node.moment.text}"
            words = f"define {name}({_parameters(node.parameters)}){moment} ="
            return [_Line(at, _defined(words, node.body, 0))]
        case m.ParameterDeclaration():
            words = f"parameter {name}: {_type(node.type)}"
            if node.value is not None:
                words = _defined(f"{words} =", node.value, 0)
            return [_Line(at, _head(words, node.text, 0))]
        case _:
            assert_never(node)


def _clausal(
    node: m.NormStatement | m.ExceptionStatement | m.SanctionStatement | m.AssessmentStatement,
    words: str,
    indent: int,
) -> _Lines:
    """A statement that is a head and its clauses."""
    return [
        _Line(node.span.start, _head(" " * indent + words, node.text, indent)),
        *_clauses(node.clauses, indent + 2),
    ]


def _properties(node: m.CalendarDeclaration | m.CountingRule, words: str) -> _Lines:
    """A statement that is a head and its properties."""
    head = _head(words, node.text, 0)
    if isinstance(node, m.CountingRule) and node.like is not None:
        head += f" like {node.like.text}"
    told = [show_property(each) for each in node.properties]
    width = max((len(label) for label, _ in told), default=0)
    lines = [broken(label, pieces, 2, width) for label, pieces in told]
    starts = [each.span.start for each in node.properties]
    return [
        _Line(node.span.start, head),
        *(_Line(start, line) for start, line in zip(starts, lines, strict=True)),
    ]


def show_property(node: m.Cites | m.Property) -> tuple[str, list[str]]:
    """A property as its label and the pieces of its value."""
    if isinstance(node, m.Cites):
        return said(node)
    return f"{node.name.text}:", listed(_item(item) for item in node.items)


def _item(node: m.Item) -> str:
    value = show_expression(node.value)
    if node.last is not None:
        value += f" to {show_date(node.last)}"
    return f"{value} {quoted(node.text)}" if node.text else value


def _clauses(clauses: Sequence[m.Clause], indent: int) -> _Lines:
    texts = show_clauses(clauses, indent)
    return [_Line(c.span.start, text) for c, text in zip(clauses, texts, strict=True)]


def _counts(node: m.CountsAs | m.Ends, indent: int, width: int) -> _Lines:
    """`withhold(i) in IN counts as partly blocked(i)`, with a short clause on the same line."""
    partly = isinstance(node, m.CountsAs) and node.partly
    word = "counts as" if isinstance(node, m.CountsAs) else "ends"
    target = f"{'partly ' if partly else ''}{show_call(node.target)}"
    line = f"{' ' * indent}{show_act(node.act):<{width}} {word} {target}"
    if len(node.clauses) == 1:
        keyword, pieces = said(node.clauses[0])
        joined = f"{line} {keyword} {' '.join(pieces)}"
        # Its width alone, not that of its neighbours, says where its clause goes.
        if len(joined) - max(0, width - len(show_act(node.act))) <= WIDTH:
            return [_Line(node.span.start, joined)]
    return [_Line(node.span.start, line), *_clauses(node.clauses, indent + 2)]


def _reading(node: m.Reading) -> _Lines:
    """A reading is one block: its own clauses, then its items."""
    own = [item for item in node.items if isinstance(item, m.Cites | m.Because)]
    others = [item for item in node.items if not isinstance(item, m.Cites | m.Because)]
    lines = [_Line(node.span.start, _head(f"reading {node.name.text}", node.text, 0))]
    lines += _clauses(own, 2)
    width = _width(others)
    for item in others:
        lines += _statement(item, 2, width)
    return lines


def _amendment(node: m.Amendment, indent: int) -> str:
    told = [said(clause) for clause in node.clauses]
    texts = [f"{keyword} {' '.join(pieces)}".strip() for keyword, pieces in told]
    line = f"{' ' * indent}{node.norm.text}: {', '.join(texts)}"
    if len(line) <= WIDTH:
        return line
    rows = [broken(word, said_, indent + 2, len(word)) for word, said_ in told]
    return f"{' ' * indent}{node.norm.text}:\n" + ",\n".join(rows)


# ── Parts of statements ────────────────────────────────────────────────────────────────────────


def _head(words: str, text: str, indent: int) -> str:
    """The first line of a statement, with its text, on a line of its own if it must be."""
    if not text:
        return words
    line = f"{words} {quoted(text)}"
    last = line.rsplit("\n", 1)[-1]
    return line if len(last) <= WIDTH else f"{words}\n{' ' * (indent + 2)}{quoted(text)}"


def _defined(words: str, value: m.Expression, indent: int) -> str:
    """`words` and a value, which goes to lines of its own if it must."""
    line = f"{words} {operand(value, EXPRESSION)}"
    if len(line) <= WIDTH:
        return line
    return f"{words}\n{broken('', value_pieces(value), indent + 4)}"


def _enum(node: m.EnumDeclaration) -> str:
    """An enum on one line, or with its constants on lines of their own."""
    words = f"enum {node.name.text}"
    constants = listed(constant.text for constant in node.constants)
    line = f"{words} {quoted(node.text)}" if node.text else words
    line += f" = {' '.join(constants)}"
    if len(line) <= WIDTH:
        return line
    return f"{_head(words, node.text, 0)}\n{broken('=', constants, 2)}"


def _fields(fields: Sequence[m.Field]) -> _Lines:
    width = max((len(field.name.text) for field in fields), default=0) + 1
    return [
        _Line(field.span.start, f"  {field.name.text + ':':<{width}} {_type(field.type)}")
        for field in fields
    ]


def _parameters(fields: Sequence[m.Field]) -> str:
    return ", ".join(f"{field.name.text}: {_type(field.type)}" for field in fields)


def _type(node: m.TypeName) -> str:
    many = "list of " if node.is_list else ""
    return f"{many}{node.name.text}{'?' if node.optional else ''}"
