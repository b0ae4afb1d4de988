"""Findings to bytes: one format a file. The same findings give the same bytes."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from lexcheck.base.light import light
from lexcheck.report.model import Report

#: The formats by name, each with the module that renders it.
FORMATS = {
    "text": "lexcheck.report.text",
    "json": "lexcheck.report.json",
    "jsonl": "lexcheck.report.jsonl",
    "html": "lexcheck.report.html",
    "markdown": "lexcheck.report.markdown",
    "csv": "lexcheck.report.csv",
    "sarif": "lexcheck.report.sarif",
    "junit": "lexcheck.report.junit",
    "github": "lexcheck.report.github",
}


class MissingExtra(Exception):
    """A format needs a library that is not installed; `extra` is what brings it."""

    def __init__(self, extra: str, library: str) -> None:
        super().__init__(
            f"this needs the library `{library}`: install lexcheck with its extra,"
            f" pip install 'lexcheck[{extra}]'"
        )


@light(kw_only=True)
class Options:
    """How to show a report; formats for machines look at none of it.

    `everything`: also what a long list would sum up. `width` is in columns of a terminal.
    """

    colour: bool = False
    everything: bool = False
    width: int = 80


class Renders(Protocol):
    def __call__(self, report: Report, options: Options) -> bytes: ...


def render(report: Report, format: str, options: Options) -> bytes:  # noqa: A002 - the user's word
    """The report in a format of `FORMATS`, in UTF-8, ending with a new line."""
    module = import_module(FORMATS[format])
    renders: Renders = module.render
    return renders(report, options)
