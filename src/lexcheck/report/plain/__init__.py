"""A ruleset in plain language, as Markdown and as HTML, to be checked against the statute."""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.base.light import light
from lexcheck.norms.model import Ruleset
from lexcheck.report import places
from lexcheck.report.markdown import code, plain
from lexcheck.report.model import NOTICE, Input
from lexcheck.report.plain.norms import Statement
from lexcheck.report.plain.rulesets import told

#: The formats by name.
FORMATS = ("markdown", "html")


@light(kw_only=True)
class Rendering:
    """A ruleset with what it was read from; `version` is that of the program."""

    version: str
    ruleset: Ruleset
    inputs: tuple[Input, ...]


def render(rendering: Rendering, format: str) -> bytes:  # noqa: A002 - the user's word
    """The ruleset in a format of `FORMATS`, in UTF-8, ending with a new line."""
    if format == "html":
        return as_html(rendering)
    return ("\n".join(_markdown(rendering)) + "\n").encode()


def as_html(rendering: Rendering) -> bytes:
    from lexcheck.report.html import fill

    return fill(
        "ruleset.html.jinja",
        told=told(rendering.ruleset),
        place=places.place,
        inputs=rendering.inputs,
        version=rendering.version,
    ).encode()


def _markdown(rendering: Rendering) -> Iterator[str]:
    of = told(rendering.ruleset)
    yield from (f"# {plain(of.title or of.name)}", "")
    yield from (f"Ruleset {code(of.name)}. {plain(' '.join(of.about))}", "")
    for chapter in of.chapters:
        yield from (f"## {plain(chapter.title)}", "")
        for statement in chapter.statements:
            yield from _statement(statement)
    yield from ("## Made from", "")
    for given in rendering.inputs:
        yield f"* {given.role} {plain(given.path)}, SHA-256 {code(given.sha256)}"
    yield from ("", f"lexcheck {rendering.version}. {NOTICE}")


def _statement(statement: Statement) -> Iterator[str]:
    yield from (f"### {plain(statement.name)}", "")
    for depth, text in statement.sentences:
        yield f"{'  ' * depth}* {plain(text)}"
    where = [*map(plain, statement.citations)]
    if statement.span is not None:
        where.append(code(places.place(statement.span)))
    if where:
        yield from ("", f"Source: {' · '.join(where)}")
    yield ""
