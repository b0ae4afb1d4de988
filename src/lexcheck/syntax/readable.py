"""A text with faults as far as it can be read, for those who answer while it is being typed.

Reading stops at a fault, and goes on where the next statement seems to begin. What lies between is
a gap. With blanks in the place of its gaps, the rest of a text can be read, and all of it is still
where it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lexcheck.base.light import light
from lexcheck.base.text import Source
from lexcheck.syntax.automaton import Seen, Stuck, TooDeep, run
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.recovery import beginnings

_NO_BREAK = re.compile(r"[^\n]")


@light(kw_only=True)
class Gap:
    """What cannot be read: from `start`, where reading stopped, to `end`; `line` ends that line.

    `statement` is where the statement begins that it is in, `last` the line of the last word that
    was read, `above` the one above that.
    """

    statement: int
    above: int
    last: int
    start: int
    line: int
    end: int


def gaps(source: Source, seen: Seen) -> Iterator[Gap]:
    """All gaps, in order; `seen` is told of each token that is read."""
    text = source.text
    lines, start, at = beginnings(source), "start", 0
    while True:
        try:
            run(source, start, {}, seen, at)
        except (Stuck, TooDeep) as stop:
            where = stop.token.start if isinstance(stop, Stuck) else stop.span.end
            last = stop.before.start if isinstance(stop, Stuck) and stop.before else at
            onward = where if at < where == lines.of(where) else lines.after(where)
            line = text.find("\n", where)
            begin = text.rfind("\n", 0, last) + 1
            yield Gap(
                statement=max(at, lines.of(last)),
                above=max(at, text.rfind("\n", 0, max(begin - 1, 0)) + 1),
                last=max(at, begin),
                start=where,
                line=len(text) if line < 0 else line,
                end=len(text) if onward is None else onward,
            )
            if onward is None:
                return
            start, at = lines.start_symbol(onward, mixed=False), onward
        else:
            return


#: What of a gap is blanked, less or more: the word too much; the line that has no end, where the
#: next has made that plain, or the one after it (behind a dot, `within` is a field); and so on.
_BLANKED: tuple[Callable[[Gap], tuple[int, int]], ...] = (
    lambda gap: (gap.start, gap.line),
    lambda gap: (gap.last, gap.start),
    lambda gap: (gap.above, gap.last),
    lambda gap: (gap.start, gap.end),
    lambda gap: (gap.last, gap.end),
    lambda gap: (gap.statement, gap.end),
)


def readable(source: Source) -> Iterator[str]:
    """The text with blanks in the place of what cannot be read, in every way that helps."""
    found = list(gaps(source, lambda _token, _before: None))
    for blanked in _BLANKED:
        text = source.text
        for start, end in map(blanked, found):
            text = text[:start] + _NO_BREAK.sub(" ", text[start:end]) + text[end:]
        if parse(Source(name=source.name, text=text))[0] is not None:
            yield text
