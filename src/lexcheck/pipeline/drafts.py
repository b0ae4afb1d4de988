"""A first manifest for the files that somebody has."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import in_call
from lexcheck.bulk.from_tree import format_of
from lexcheck.facts.schema import Schema
from lexcheck.pipeline.datasets import need_engine, texts
from lexcheck.pipeline.files import find_files, place
from lexcheck.pipeline.library import Library, accepted, is_ruleset
from lexcheck.pipeline.refusals import CaseRefused, Unreadable

_TABLES = frozenset({
    ".parquet", ".csv", ".tsv", ".jsonl", ".ndjson", ".duckdb", ".db", ".zip", ".gz",
})  # fmt: skip


def draft(library: Library, words: str, paths: Sequence[str], output: str | None) -> str:
    """The text of a manifest for these files, to lie where `output` does, else here.

    Raises Unreadable, RulesetRefused, CaseRefused for a file that is no table, NoEngine.
    """
    need_engine()
    from lexcheck.bulk import seen
    from lexcheck.bulk.draft import drafts
    from lexcheck.bulk.show_draft import manifest

    schema, ruleset, timezone = _words(library, words, output)
    folder = Path(output).parent if output else Path()
    files = [file for path in paths for file in find_files(path, _TABLES)]
    for file in files:
        if not place(file).path.is_file():
            raise Unreadable(file, "does not exist")
    listed = [(file, _from(file, folder), format_of((file,))) for file in dict.fromkeys(files)]
    try:
        tables = seen.look(listed, lambda path: texts(path, "utf-8"))
    except seen.NotSeen as fault:
        said = Diagnostic(code="LX608", message=str(fault), span=in_call("", paths[0]))
        raise CaseRefused([said]) from fault
    except UnicodeDecodeError as fault:
        raise Unreadable(paths[0], "is not written in UTF-8") from fault
    name = Path(paths[0]).resolve()
    stem = (name if name.is_dir() else name.parent).name or "dataset"
    return manifest(drafts(tables, schema), schema, name=stem, ruleset=ruleset, timezone=timezone)


def _words(library: Library, words: str, output: str | None) -> tuple[Schema, str, str]:
    """The schema; the ruleset as the manifest would name it, empty for a vocabulary; its zone."""
    compiled = library.compiled(words)
    if not is_ruleset(compiled):
        return library.schema(words)[0], "", ""
    ruleset = accepted(compiled)
    where = ruleset.name
    if words.endswith(".lex"):
        where = _from(words, Path(output).parent if output else Path())
    return ruleset.schema, where, ruleset.timezone


def _from(path: str, folder: Path) -> str:
    """A path as a file in this folder would give it."""
    if Path(path).is_absolute():
        return path
    return Path(os.path.relpath(path, folder)).as_posix()
