"""Wrong inputs that no page can show: bytes, files too large, what machines lack.

Each builds what it takes in an empty folder, which is the current one, and gives what is said.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import patch

import lexcheck
from lexcheck.base.decoding import MAX_BYTES
from lexcheck.base.diagnostics import Diagnostic
from lexcheck.bulk.spread.driver import NotSeen
from lexcheck.pipeline import cases, datasets, spreading
from lexcheck.pipeline.files import place
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.manifests import NoEngine
from lexcheck.pipeline.runs import Selectors
from lexcheck.syntax.from_text import MOST_BYTES
from tests.differential.spreading import judge_in_parts
from tests.unit.samples import write

ROOT = Path(__file__).parents[2]

Said = list[Diagnostic]


def checked(name: str, data: bytes) -> Said:
    Path(name).write_bytes(data)
    return list(cases.check(Library(), name))


def _no_text_in_a_ruleset() -> Said:
    return checked("example.lex", b'ruleset r\n  title "a \x07 bell"\n')


def _a_ruleset_that_is_too_large() -> Said:
    return checked("example.lex", b"#" * (MOST_BYTES + 1))


def _defines_too_deep() -> Said:
    lines = [f"define d{at}() = d{at + 1}()" for at in range(150)]
    head = 'ruleset r timezone "Asia/Kolkata" in force from 2000-01-01'
    return checked("example.lex", "\n".join([head, *lines, "define d150() = true\n"]).encode())


def _nothing() -> Said:
    return checked("case.yaml", b"\n")


def _no_text() -> Said:
    return checked("case.yaml", b"case: a\ntitle: b\0c\n")


def _an_order_mark() -> Said:
    write(Path())
    return checked("case.yaml", b"\xef\xbb\xbf" + Path("case.yaml").read_bytes())


def _no_utf_8() -> Said:
    return checked("case.yaml", "case: a\ntitle: café\n".encode("latin-1"))


def _a_case_that_is_too_large() -> Said:
    """A file with a hole in it: its size is looked at before it is read."""
    with Path("case.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    return list(cases.check(Library(), "case.yaml"))


def _no_day_of_the_law() -> Said:
    write(Path())
    ruleset = lexcheck.load_ruleset("shop.lex")
    lexcheck.evaluate(ruleset, lexcheck.load_case("case.yaml"), law_as_of="last week")
    return []


def _no_engine() -> Said:
    """As where nothing that judges tables is installed."""
    with patch.dict(sys.modules, {"duckdb": None}):
        datasets.need_engine()
    return []


def _too_wide_for_spark() -> Said:
    """A part may hold no row that all of them need, where one has room for `whole` rows."""
    shutil.copy(ROOT / "cases/start/blocking.lex", ".")
    shutil.copy(ROOT / "cases/start/log.yaml", ".")
    text = Path("blocking.lex").read_text("utf-8").replace(
        "  until    o.revoked\n",
        "  until    o.revoked\n  unless   some x: Order has x.received < o.received\n",
    )  # fmt: skip
    Path("blocking.lex").write_text(text, "utf-8")
    ruleset = lexcheck.load_ruleset("blocking.lex")
    case = lexcheck.load_case("log.yaml", ruleset=ruleset)
    assert case.as_of is not None
    assert case.as_of.latest is not None
    with spreading.refused_by_name(ruleset):
        judge_in_parts(ruleset, case, case.as_of.latest, whole=1)
    return []


def _findings_that_are_not_here() -> Said:
    """That it is noticed, `tests/unit/bulk/test_spread.py` shows."""
    for path in (*(ROOT / "datasets/start").iterdir(), ROOT / "cases/start/blocking.lex"):
        shutil.copy(path, ".")
    manifest = Path("dataset.yaml")
    text = manifest.read_text("utf-8").replace("../../cases/start/", "")
    manifest.write_text(text, "utf-8")
    opened = datasets.open_dataset(Library(), place("dataset.yaml"), [])
    return [datasets.complaint_of(NotSeen("comply", 12, 0), opened)]


def _without_a_plan() -> Said:
    for path in (*(ROOT / "datasets/start").iterdir(), ROOT / "cases/start/blocking.lex"):
        shutil.copy(path, ".")
    manifest = Path("dataset.yaml")
    manifest.write_text(manifest.read_text("utf-8").replace("../../cases/start/", ""), "utf-8")
    text = Path("blocking.lex").read_text("utf-8").replace(
        "  until    o.revoked\n",
        "  until    o.revoked\n  unless   (first block(i)).at < o.received\n",
    )  # fmt: skip
    Path("blocking.lex").write_text(text, "utf-8")
    opened = datasets.open_dataset(Library(), place("dataset.yaml"), [])
    return datasets.slow_norms(opened, Selectors())


BUILT: Mapping[str, Callable[[], Said]] = {
    "LX110": _no_text_in_a_ruleset,
    "LX115": _a_ruleset_that_is_too_large,
    "LX233": _defines_too_deep,
    "LX401": _nothing,
    "LX402": _no_text,
    "LX403": _an_order_mark,
    "LX404": _no_utf_8,
    "LX405": _a_case_that_is_too_large,
    "LX596": _no_day_of_the_law,
    "LX600": _no_engine,
    "LX640": _too_wide_for_spark,
    "LX641": _findings_that_are_not_here,
    "LX642": _without_a_plan,
}


def built(code: str) -> Said:
    """What is said of an example, in the current folder."""
    try:
        return BUILT[code]()
    except lexcheck.Refused as refused:
        return list(refused.diagnostics)
    except NoEngine as none:
        return [none.diagnostic]
