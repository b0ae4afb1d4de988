"""The source of rulesets with each point marked: decisive in some case, or in none. HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from lexcheck.report.trials import percentage, pointed
from lexcheck.testing.model import Coverage, Decided

_STYLE = """\
body { font: 15px/1.5 system-ui, sans-serif; color: #1b1b1b }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
pre { font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap }
pre a { color: #6b6b6b; text-decoration: none; user-select: none }
mark { color: inherit; border-bottom: 2px solid }
mark.yes { background: #e4f5e6; border-color: #1a7f37 }
mark.no { background: #ffe9e6; border-color: #b42318; font-weight: 600 }
table { border-collapse: collapse } td, th { text-align: left; padding: .15rem 1rem .15rem 0 }
td.n { text-align: right }
@media (prefers-color-scheme: dark) {
  body { background: #16181b; color: #e6e6e6 }
  mark.yes { background: #12301b } mark.no { background: #48180f } pre a { color: #9a9a9a }
}
"""


def marked(coverages: Sequence[Coverage]) -> bytes:
    """One page, which needs nothing besides itself; where a point was decisive is its title."""
    lines = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>Coverage of rulesets</title>",
        f"<style>\n{_STYLE}</style></head><body>",
        "<h1>Coverage of rulesets</h1>",
        "<p>A clause is decisive if some case would be judged otherwise without it.",
        '<mark class="yes">Decisive</mark>, <mark class="no">nowhere decisive</mark>.</p>',
    ]
    for coverage in coverages:
        lines += _file(coverage)
    return ("\n".join([*lines, "</body></html>"]) + "\n").encode()


def _file(coverage: Coverage) -> Iterator[str]:
    part, whole = coverage.share
    name = escape(coverage.file.header.name.text)
    yield f"<h2>{name}: {part} of {whole}, {percentage(coverage.share)}</h2>"
    yield "<table><tr><th>norm</th><th>verdicts that cases show</th></tr>"
    for shown in coverage.shown:
        verdicts = ", ".join(shown.verdicts) or "none"
        yield f"<tr><td>{escape(shown.norm)}</td><td>{escape(verdicts)}</td></tr>"
    yield "</table>"
    yield from _missing(coverage, name)
    yield f"<h3>{escape(coverage.file.span.source.name)}</h3>"
    yield "<pre>"
    for number, line in enumerate(_marked(coverage).removesuffix("\n").split("\n"), start=1):
        yield f'<a id="{name}-{number}" href="#{name}-{number}">{number:>4}</a>  {line}'
    yield "</pre>"


def _missing(coverage: Coverage, name: str) -> Iterator[str]:
    """Links to the points that no case turns on."""
    if coverage.missing:
        yield "<p>Nowhere decisive:</p><ul>"
        for point in coverage.missing:
            line = point.span.line
            said = escape(pointed(point))
            yield f'<li>line <a href="#{name}-{line}">{line}</a>: {said}</li>'
        yield "</ul>"


def _marked(coverage: Coverage) -> str:
    """The text with its marks: those of statements on their first words, those of clauses whole.

    A mark that goes over a line is closed at its end and opened again, so that each line stands
    for itself.
    """
    text = coverage.file.span.source.text
    ends = {each.point.span.start: each for each in coverage.points}
    starts = sorted(ends)
    out, at = [], 0
    for place, start in enumerate(starts):
        each = ends[start]
        after = starts[place + 1] if place + 1 < len(starts) else len(text)
        end = min(each.point.span.end, after)
        covered = text[start:end].rstrip()
        out += [escape(text[at:start]), _mark(each, covered)]
        at = start + len(covered)
    return "".join([*out, escape(text[at:])])


def _mark(decided: Decided, text: str) -> str:
    kind = "yes" if decided.where else "no"
    title = escape(decided.where or "nowhere decisive", quote=True)
    opened = f'<mark class="{kind}" title="{title}">'
    lines = []
    for line in text.split("\n"):
        words = line.lstrip()
        indent = line[: len(line) - len(words)]
        lines.append(f"{indent}{opened}{escape(words)}</mark>" if words else line)
    return "\n".join(lines)
