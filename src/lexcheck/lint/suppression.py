"""LX900: a suppression without a reason, or of nothing

A remark is suppressed by a comment on its line, or on a line of its own above it; above the header
it holds for the whole file. It names the code and says why:

    # lint: LX904 of no law in particular

Without a reason nobody can tell later whether the reason still holds; and a suppression that
suppresses nothing hides the next remark.

Before:

    # lint: LX904
    obligation answer_it
      for each o: Order
      must     answer(o)
      within   10 days of o.received

After:

    # lint: LX904 the draft has no sections yet
    obligation answer_it
      for each o: Order
      must     answer(o)
      within   10 days of o.received
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.lint.model import Remark, remark
from lexcheck.syntax.model import File

CODE = "LX900"

_COMMENT = re.compile(r"#\s*lint:\s*(?P<codes>LX\d+(?:\s*,\s*LX\d+)*)(?P<reason>[^\n]*)")


@light(kw_only=True)
class Suppression:
    """`line` is the line that it is about; None is the whole file."""

    codes: tuple[str, ...]
    reason: str
    line: int | None
    span: Span


def settled(file: File, remarks: Iterable[Remark]) -> list[Remark]:
    """The remarks that nothing suppresses, and those on suppressions, in order."""
    suppressions = list(suppressions_of(file))
    used: set[Suppression] = set()
    kept: list[Remark] = []
    for each in remarks:
        by = [suppression for suppression in suppressions if _covers(suppression, each)]
        used.update(by)
        if not any(s.reason for s in by):
            kept.append(each)
    for suppression in suppressions:
        if not suppression.reason:
            hint = "say why after the code: `# lint: LX904 of no law in particular`"
            kept.append(remark(CODE, "this suppression gives no reason", suppression.span, hint))
        elif suppression not in used:
            kept.append(remark(CODE, "this suppresses nothing", suppression.span, "take it away"))
    return sorted(kept, key=lambda each: each.diagnostic.position)


def suppressions_of(file: File) -> Iterator[Suppression]:
    source = file.span.source
    header = file.header.span.start
    comments = dict(file.comments)
    own_lines = {
        source.line_of(start) for start in comments if not _before(source.text, start).strip()
    }
    for start, text in file.comments:
        found = _COMMENT.match(text)
        if found is None:
            continue
        line: int | None = source.line_of(start)
        if start < header:
            line = None
        elif line in own_lines:
            while line in own_lines:
                line += 1
        yield Suppression(
            codes=tuple(code.strip() for code in found["codes"].split(",")),
            reason=found["reason"].strip(" :,-"),
            line=line,
            span=Span(source, start, start + len(text)),
        )


def _before(text: str, start: int) -> str:
    """What stands on the line before an offset."""
    return text[text.rfind("\n", 0, start) + 1 : start]


def _covers(suppression: Suppression, remarked: Remark) -> bool:
    code, span = remarked.diagnostic.code, remarked.diagnostic.span
    assert span is not None, "a remark is about a place in the file"
    return code in suppression.codes and suppression.line in (None, span.line)
