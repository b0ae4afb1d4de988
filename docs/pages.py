"""Pages of the manual that are made from the project itself, so that none can be out of date.

A hook of mkdocs: `on_files` adds them to the files of the site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lexcheck.bulk import outputs
from lexcheck.cli import root
from lexcheck.pipeline import surface
from lexcheck.report.schema import VERSIONS, schema_of

ROOT = Path(__file__).parent.parent
REFUSED = re.compile(r"^```lex refused (LX\d+)$", re.MULTILINE)
NAMES = re.compile(r"^ruleset\s+([\w.]+)", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for name, make in PAGES.items():
        files.append(File.generated(config, name, content=make()))
    return files


def _language() -> str:
    """The manual of the language; a fence that is refused says with what in its title."""
    text = (ROOT / "grammar/language.md").read_text("utf-8")
    return re.sub(
        r"^```lex refused (LX\d+)$", r'```lex title="refused: \1"', text, flags=re.MULTILINE
    )


def _grammar() -> str:
    """The grammar, a section of its own for each of its own."""
    text = (ROOT / "grammar/lexcheck.lark").read_text("utf-8")
    head, *sections = re.split(r"^// ── (.+?) ─+\n", text, flags=re.MULTILINE)
    parts = ["# Grammar\n\nThe file from which the parser is made, in the notation of Lark.\n"]
    parts.append(f"\n```text\n{head.strip()}\n```\n")
    for title, productions in zip(sections[::2], sections[1::2], strict=True):
        parts.append(f"\n## {title}\n\n```text\n{productions.strip()}\n```\n")
    return "".join(parts)


def _commands() -> str:
    context = root.make_context("lexcheck", [], resilient_parsing=True, max_content_width=80)
    parts = ["# Commands\n\n```text\n", root.get_help(context), "\n```\n"]
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        assert command is not None
        own = command.make_context(name, [], context, resilient_parsing=True)
        parts += [f"\n## {name}\n\n```text\n", command.get_help(own), "\n```\n"]
    return "".join(parts)


def _rulesets() -> str:
    rows = [
        "# Rulesets\n\nWhat ships. Each file tells in its head how far it was checked.\n",
        "\n| name | title | in force | reviewed | norms |\n|---|---|---|---|---|\n",
    ]
    for path in sorted((ROOT / "rulesets").rglob("*.lex")):
        if found := NAMES.search(path.read_text("utf-8")):
            ruleset = surface.load_ruleset(found[1])
            norms = len({norm.name for norm in ruleset.norms})
            rows.append(
                f"| `{ruleset.name}` | {ruleset.title} | {_whole(ruleset.in_force)} "
                f"| {_whole(ruleset.reviewed)} "
                f"| {norms} |\n"
            )
    return "".join(rows)


def _whole(days: object) -> str:
    """Not broken at the hyphens of a date."""
    return f'<span class="whole">{days}</span>'


def _report() -> str:
    path = ROOT / "src/lexcheck/report/schema/report-1.json"
    schema = json.loads(path.read_text("utf-8"))
    parts = [f"# Report schema\n\n{schema['title']}. {schema['description']}\n\n"]
    parts += ["`lexcheck schema --report` prints it whole.\n"]
    parts += _object("report", schema)
    for name, found in schema["$defs"].items():
        parts += _object(name, found)
    for other in VERSIONS:
        if other != "report":
            parts += _other(other)
    return "".join(parts)


def _other(name: str) -> Iterator[str]:
    """A schema whose parts are those of reports."""
    schema = json.loads(schema_of(name))
    yield f"\n## {schema['title']}\n\n{schema['description']}\n"
    yield f"\n`lexcheck schema --{name}` prints it whole.\n"
    yield from list(_object(name, schema))[1:]
    for field, found in _parts(schema["properties"]):
        yield from _object(f"{name}: {field}", found)


def _parts(properties: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects within, each by the field that holds it."""
    for field, found in properties.items():
        for inner in _objects(found):
            yield field, inner
            yield from _parts(inner["properties"])


def _objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "properties" in schema:
        yield schema
    for inner in (
        schema.get("items"),
        schema.get("additionalProperties"),
        *schema.get("anyOf", ()),
    ):
        if isinstance(inner, dict):
            yield from _objects(inner)


def _object(name: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"\n## {name}\n\n{schema.get('description', '')}\n"
    if "enum" in schema:
        yield "\nOne of: " + ", ".join(f"`{value}`" for value in schema["enum"]) + "\n"
    if properties := schema.get("properties"):
        yield "\n| field | type | meaning |\n|---|---|---|\n"
        for field, found in properties.items():
            optional = "" if field in schema.get("required", ()) else " (optional)"
            yield f"| `{field}`{optional} | {_type(found)} | {found.get('description', '')} |\n"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name})"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    found = schema.get("type", "anything")
    return found if isinstance(found, str) else " or ".join(found)


TABLES = """\
# Tables of findings

`lexcheck evaluate DATASET --findings OUT` writes these tables: a folder of them (`findings/<norm>`,
`assessments`, `rejects`, `totals`), as Parquet or as `--findings-format` says; all of them into one
file, where `OUT` ends in `.duckdb`; the findings alone, where it ends in `.parquet`, `.csv` or
`.arrow`. Columns keep their names, types and order from one version to the next; new ones
come last. Rows have no order.
"""


def _tables() -> str:
    """The tables that a run over a dataset writes."""
    parts = [TABLES]
    for name, columns in outputs.COLUMNS.items():
        parts.append(f"\n## {name}\n\n| column | type | meaning |\n|---|---|---|\n")
        for column in columns:
            meaning = column.meaning.replace("`|`", "a vertical bar")
            parts.append(f"| `{column.name}` | {column.type} | {meaning} |\n")
    return "".join(parts)


def _decisions() -> str:
    rows = [
        "# Decisions of meaning\n\nWhy the language means what it means, one note a choice.\n\n"
    ]
    for path in sorted((ROOT / "docs/decisions").glob("0*.md")):
        title = path.read_text("utf-8").splitlines()[0].lstrip("# ")
        rows.append(f"* [{title}]({path.name})\n")
    return "".join(rows)


def _copy(name: str) -> Callable[[], str]:
    return lambda: (ROOT / name).read_text("utf-8")


PAGES: dict[str, Callable[[], str]] = {
    "reference/language.md": _language,
    "reference/grammar.md": _grammar,
    "reference/commands.md": _commands,
    "reference/rulesets.md": _rulesets,
    "reference/report.md": _report,
    "reference/tables.md": _tables,
    "decisions/index.md": _decisions,
    "contributing.md": _copy("CONTRIBUTING.md"),
    "changelog.md": _copy("CHANGELOG.md"),
}
