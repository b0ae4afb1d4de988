"""The page of each diagnostic: what it means, an example that gets it, and the same put right.

Pages stand in `pages/*.md`, a hundred codes a file. An example is a ruleset, a case or a call. One
that has no header of its own stands below the usual one, so that it shows what matters and is a
whole file all the same; `#! whole` above it says that it is one already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import dedent

from lexcheck.base.light import light

PAGES = Path(__file__).parent / "pages"

#: What stands above an example, by the kind of its file.
RULESET = 'ruleset r timezone "Asia/Kolkata" uses words in force from 2000-01-01\n'
CASE = "case: example\nuses: words\ntimezone: Asia/Kolkata\nbuilt_from: log\n"

_WHOLE = "#! whole\n"
_PAGE = re.compile(r"^## (LX\d{3}) (.*)\n", re.MULTILINE)
_CASE_ENTRY = re.compile(r"^(\?|[a-z_]+:)")


@light(kw_only=True)
class Example:
    """A text under the name of the file it would stand in; of a call, the command line."""

    name: str
    text: str


@light(kw_only=True)
class Page:
    """`before` gets the diagnostic and `after` does not; None where no file can show it."""

    code: str
    title: str
    text: str
    before: Example | None = None
    after: Example | None = None


@cache
def pages() -> Mapping[str, Page]:
    """All pages, by their codes, in order."""
    found: dict[str, Page] = {}
    for path in sorted(PAGES.glob("*.md")):
        parts = _PAGE.split(path.read_text("utf-8"))[1:]
        for code, title, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            found[code] = _page(code, title, body)
    return dict(sorted(found.items()))


def _page(code: str, title: str, body: str) -> Page:
    text, _, rest = body.partition("\nBefore:\n")
    before, _, after = rest.partition("\nAfter:\n")
    return Page(
        code=code,
        title=title,
        text=text.strip(),
        before=_example(before),
        after=_example(after),
    )


def _example(block: str) -> Example | None:
    text = dedent(block).strip("\n")
    if not text:
        return None
    text += "\n"
    if text.startswith("$ "):
        return Example(name="", text=text)
    whole = text.startswith(_WHOLE)
    text = text.removeprefix(_WHOLE)
    if _CASE_ENTRY.match(text):
        return Example(name="example.yaml", text=text if whole else CASE + text)
    return Example(name="example.lex", text=text if whole else RULESET + text)


def shown(page: Page) -> str:
    """A page for people, as Markdown."""
    parts = [f"# {page.code}: {page.title}", page.text]
    for label, example in (("Before", page.before), ("After", page.after)):
        if example is not None:
            language = {"example.lex": "lex", "example.yaml": "yaml"}.get(example.name, "console")
            parts.append(f"{label}:\n\n```{language}\n{example.text}```")
    return "\n\n".join(parts) + "\n"
