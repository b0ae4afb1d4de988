"""The page of each diagnostic: what it means, an example that gets it, and the same put right.

Pages stand in `pages/*.md`, a hundred codes a file. An example is a ruleset, a case or a call. One
that has no header of its own stands below the usual one, so that it shows what matters and is a
whole file all the same; `#! whole` above it says that it is one already. `#! dataset` stands above
the tables of a dataset, and `#! name` above a file of that name; of several in one example, it is
the last that gets the diagnostic. `#! call` stands above a command line that has such files, and
`#! python` above a program. What no page can show stands in `⟨…⟩`: bytes, as `⟨0x07⟩`, or a text
many times, as `⟨60 times not ⟩`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import dedent, indent

from lexcheck.base.light import light

PAGES = Path(__file__).parent / "pages"

#: What stands above an example, by the kind of its file.
RULESET = 'ruleset r timezone "Asia/Kolkata" uses words in force from 2000-01-01\n'
CASE = "case: example\nuses: words\ntimezone: Asia/Kolkata\nbuilt_from: log\n"

DATASET = """\
dataset: example
ruleset: blocking.lex
timezone: Asia/Kolkata
as_of: 2021-02-05
unlisted: Item
tables:
"""

_SECTION = re.compile(r"^#! (.*)\n", re.MULTILINE)
_PAGE = re.compile(r"^## (LX\d{3}) (.*)\n", re.MULTILINE)
_CASE_ENTRY = re.compile(r"^(\?|[a-z_]+:)")


@light(kw_only=True)
class Example:
    """A text under the name of the file it would stand in; without one it is what is called: a
    command line, or a program.

    `beside` are other files that it takes, by name and text.
    """

    name: str
    text: str
    beside: tuple[tuple[str, str], ...] = ()


@light(kw_only=True)
class Page:
    """`before` gets the diagnostic and `after` does not."""

    code: str
    title: str
    text: str
    before: Example
    after: Example


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


def _example(block: str) -> Example:
    text = dedent(block).strip("\n")
    first, *rest = _SECTION.split(f"{text}\n")
    if not rest:
        return _alone(first)
    *beside, (name, last) = zip(rest[::2], rest[1::2], strict=True)
    texts = tuple(beside)
    match name:
        case "whole":
            return Example(name=_file(last), text=last, beside=texts)
        case "call" | "python":
            return Example(name="", text=last, beside=texts)
        case "dataset":
            return Example(name="dataset.yaml", text=DATASET + indent(last, "  "), beside=texts)
        case _:
            return Example(name=name, text=last, beside=texts)


def _alone(text: str) -> Example:
    if text.startswith("$ "):
        return Example(name="", text=text)
    name = _file(text)
    return Example(name=name, text=(CASE if name == "example.yaml" else RULESET) + text)


def _file(text: str) -> str:
    if text.startswith("dataset:"):
        return "dataset.yaml"
    return "example.yaml" if _CASE_ENTRY.match(text) else "example.lex"


_LANGUAGES = {".lex": "lex", ".yaml": "yaml", ".json": "json"}


def shown(page: Page) -> str:
    """A page for people, as Markdown."""
    parts = [f"# {page.code}: {page.title}", page.text]
    for label, example in (("Before", page.before), ("After", page.after)):
        parts.append(f"{label}:")
        parts += [f"`{name}`\n\n{_fence(name, text)}" for name, text in example.beside]
        named = f"`{example.name}`\n\n" if example.beside and example.name else ""
        parts.append(named + _fence(example.name, example.text))
    return "\n\n".join(parts) + "\n"


def _fence(name: str, text: str) -> str:
    called = "console" if text.startswith("$ ") else "python"
    language = _LANGUAGES.get(Path(name).suffix, "text") if name else called
    return f"```{language}\n{text}```"
