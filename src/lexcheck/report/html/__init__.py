"""A report as one HTML page that needs nothing beside it.

The template is `page.html.jinja`; `view` says what goes into it. All that comes from files is
escaped by the template engine, and control characters are replaced; the page allows no script but
its own, by its hash, and no address at all.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from lexcheck.report import MissingExtra, Options, drawing, wording
from lexcheck.report.html.view import page
from lexcheck.report.layout import clean
from lexcheck.report.model import NOTICE, Report
from lexcheck.verdicts.model import Verdict

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def render(report: Report, options: Options) -> bytes:  # noqa: ARG001 - a page has all, any width
    return fill("page.html.jinja", page=page(report)).encode()


def fill(template: str, **given: object) -> str:
    """A template of this folder, filled."""
    script = shipped("page.js")
    digest = hashlib.sha256(script.encode()).digest()
    made = environment().get_template(template)
    text = made.render(
        style=shipped("page.css"),
        script=script,
        script_hash=base64.b64encode(digest).decode(),
        tags=tags(),
        symbols=drawing.SYMBOLS,
        legend=drawing.LEGEND,
        notice=NOTICE,
        **given,
    )
    return f"{text.rstrip()}\n"


@cache
def environment() -> Environment:
    try:
        import jinja2
    except ImportError as error:
        raise MissingExtra("html", "jinja2") from error
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(shipped),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )


@cache
def tags() -> dict[Verdict, Markup]:
    """Each verdict as a sign and a word."""
    from markupsafe import Markup

    return {
        verdict: Markup('<b class="v {}"><i aria-hidden="true">{}</i> {}</b>').format(
            verdict.value, drawing.GLYPHS[verdict], wording.words(verdict)
        )
        for verdict in Verdict
    }


@cache
def shipped(name: str) -> str:
    """A file that stands beside this one."""
    return resources.files(__name__).joinpath(name).read_text("utf-8")
