"""Wrong files, each under a name: the examples of the manual, and those of the unit tests; calls
and tables, from the manual, too.

What is said of each stands in `expected/*.txt`, exactly as it is printed. The unit tests argue the
code, place and message of each; the manual says why. `LEXCHECK_ACCEPT=1` writes these files again,
for a difference to be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs

from lexcheck.base.diagnostics import Diagnostic, Refused
from lexcheck.pipeline import cases
from lexcheck.pipeline.library import Library
from lexcheck.report.manual import PAGES, Example, pages
from tests.diagnostics.written import write
from tests.unit.norms.bad_norms import BAD as BAD_NORMS
from tests.unit.resolved.bad_names import BAD as BAD_NAMES
from tests.unit.resolved.programs import HEAD
from tests.unit.syntax.test_diagnostics import BAD as BAD_SYNTAX

EXPECTED = Path(__file__).parent / "expected"

#: An output that is longer than this tells of a file that is nested deep on purpose.
MOST_CHARACTERS = 4_000


@attrs.frozen
class Wrong:
    """A wrong file; `code` is that which it is there for."""

    group: str
    name: str
    code: str
    file: str
    text: str
    beside: tuple[tuple[str, str], ...] = ()


def called() -> Iterator[tuple[str, str, Example]]:
    """The calls, and the tables, of the manual: the group, the code and the example."""
    for code, page in pages().items():
        if page.before.name in ("", "dataset.yaml"):
            yield "tables" if page.before.name else "calls", code, page.before


def corpus() -> Iterator[Wrong]:
    for code, page in pages().items():
        if page.before.name in ("", "dataset.yaml"):
            continue  # a call, or tables: see `called`
        yield of_page(code, page.before)
    for code, (text, _, _) in BAD_SYNTAX.items():
        # A zero byte is no text at all, in a file.
        if len(text) < MOST_CHARACTERS and code != "LX110":
            yield Wrong("syntax", code, code, "example.lex", text)
    for group, examples in (("names", BAD_NAMES), ("norms", BAD_NORMS)):
        seen: Counter[str] = Counter()
        for part in re.split(r"^## ", examples, flags=re.MULTILINE)[1:]:
            head, _, body = part.partition("\n")
            if head.startswith("LX303"):
                continue
            whole = body if body.startswith(("ruleset", "vocabulary")) else HEAD + body
            text = whole.replace("uses moderation", "uses words")
            code = head.split()[0]
            seen[code] += 1
            yield Wrong(group, f"{code}-{seen[code]}", code, "example.lex", text)


def of_page(code: str, example: Example) -> Wrong:
    return Wrong("manual", code, code, example.name, example.text, example.beside)


def said(wrong: Wrong, folder: Path) -> list[Diagnostic]:
    """What is said of a file that stands in a folder, beside the words that it uses."""
    (folder / "words.lex").write_text((PAGES / "words.lex").read_text("utf-8"), "utf-8")
    for name, text in wrong.beside:
        write(folder / name, text)
    write(folder / wrong.file, wrong.text)
    try:
        return list(cases.check(Library(), wrong.file))
    except Refused as refused:
        return list(refused.diagnostics)
    finally:
        for name in (wrong.file, *(name for name, _ in wrong.beside)):
            (folder / name).unlink()


def expected(group: str) -> dict[str, str]:
    """What is expected to be printed of each file of a group."""
    path = EXPECTED / f"{group}.txt"
    if not path.exists():
        return {}
    parts = re.split(r"^=== (.*)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))
