"""A draft as the text of a manifest. What its reader has to decide says TODO, and why."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from lexcheck.base.territory import GROUPS, ISO_3166_1, WORLDWIDE
from lexcheck.bulk.dataset import TODO
from lexcheck.bulk.draft import Draft, Wanted, fits
from lexcheck.bulk.likeness import LIKE, likeness, parts
from lexcheck.bulk.seen import GLANCE, SeenColumn
from lexcheck.facts.schema import Kind, Schema, Type

_PLAIN = re.compile(r"[A-Za-z][\w./-]*")
_NO_TEXT = {"null", "true", "false", "yes", "no", "on", "off"}
_TRUTHS = {
    "true": "true", "yes": "true", "y": "true", "t": "true", "1": "true",
    "false": "false", "no": "false", "n": "false", "f": "false", "0": "false",
}  # fmt: skip
_UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_BARE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TEXT = Type(Kind.TEXT, "text")
_SHOWN = 8
_LINE = 100

_HEAD = f"""\
# A first manifest, from the names of the columns and the first {GLANCE:,} rows of each file. What
# could not be told from them says TODO; what was guessed says so. Look at every line.
"""


def manifest(
    drafts: Sequence[Draft], schema: Schema, *, name: str, ruleset: str, timezone: str
) -> str:
    """The text of a `dataset.yaml`. `ruleset`, `timezone`: empty where they are not known."""
    return _HEAD + "".join(f"{line}\n" for line in _lines(drafts, schema, name, ruleset, timezone))


def _lines(
    drafts: Sequence[Draft], schema: Schema, name: str, ruleset: str, timezone: str
) -> Iterator[str]:
    yield f"dataset: {scalar(name)}"
    yield from _entry(
        "ruleset", scalar(ruleset) if ruleset else TODO, "" if ruleset else "which one?"
    )
    hint = f"; that of the ruleset is {timezone}" if timezone else ", as Europe/Brussels"
    yield from _entry("timezone", TODO, f"the zone of times that name none{hint}")
    yield from _entry("# as_of", "2021-02-05", "until when the record goes; else its latest fact")
    yield from _entry(
        "# built_from", "reports", "if it is not complete; what a log does not show did not happen"
    )  # fmt: skip
    yield from _unlisted(drafts, schema)
    yield "tables:"
    names = _table_names(drafts)
    for draft, table in zip(drafts, names, strict=True):
        yield f"  {table}:"
        for line in _table(draft, schema):
            yield f"    {line}"
    yield from _missing(drafts, schema)


def scalar(text: str) -> str:
    """A text as YAML has it, in quotes where it might be taken for something else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


def _entry(key: str, value: str, why: str = "") -> Iterator[str]:
    """A line, with a comment beside it, or above where there is no room."""
    line = f"{key}: {value}"
    if not why:
        yield line
    elif len(line) + len(why) + 4 + 8 <= _LINE:
        yield f"{line}  # {why}"
    else:
        yield from _wrapped(why)
        yield line


def _table_names(drafts: Sequence[Draft]) -> list[str]:
    found: list[str] = []
    for draft in drafts:
        name, number = draft.seen.name, 2
        while name in found:
            name, number = f"{draft.seen.name}_{number}", number + 1
        found.append(name)
    return found


# ── What no table holds ────────────────────────────────────────────────────────────────────────


def _unlisted(drafts: Sequence[Draft], schema: Schema) -> Iterator[str]:
    held = {draft.type for draft in drafts if draft.holds == "records"}
    missing = [name for name in schema.record if name not in held]
    if missing:
        value = f"[{', '.join(missing)}]"
        yield from _entry(
            "unlisted", value, "guessed: no table of these, so whatever is named is there"
        )


def _missing(drafts: Sequence[Draft], schema: Schema) -> Iterator[str]:
    """The actions that no table was found for, and how one is read."""
    held = {draft.type for draft in drafts if draft.holds == "act"}
    held |= {name for draft in drafts for _, name in draft.words if name is not None}
    missing = [action for action in schema.actions if action.name not in held]
    if not missing:
        return
    said = (
        f"{TODO}: no table was found for acts of the following. Without one they did not happen."
        " They may stand in one of the files above: name it once more, in a table such as the one"
        " below."
    )
    yield from (f"  {line}" for line in _wrapped(said))
    for action in missing:
        listed = ", ".join(f"{p.name}: {p.type}" for p in action.parameters)
        yield f"  #   {action.name}({listed})"
    first = missing[0]
    yield f"  # {first.name}:"
    yield f"  #   file: {TODO}"
    yield f"  #   act: {first.name}"
    yield f"  #   arguments: [{', '.join(TODO for _ in first.parameters)}]"
    yield f"  #   fields: {{at: {TODO}}}"


# ── A table ────────────────────────────────────────────────────────────────────────────────────


def _table(draft: Draft, schema: Schema) -> Iterator[str]:
    seen = draft.seen
    if len(seen.files) == 1:
        yield f"file: {scalar(seen.files[0])}"
    else:
        yield f"files: [{', '.join(map(scalar, seen.files))}]"
    if seen.table:
        yield f"table: {scalar(seen.table)}"
    if seen.delimiter != ",":
        yield f"delimiter: {json.dumps(seen.delimiter)}"
    if draft.holds == "nothing":
        yield from _nothing(draft, schema)
        return
    if draft.holds == "members":
        yield f"list: {draft.type}"
        for key, wanted in zip(("of", "member"), draft.arguments, strict=True):
            yield from _entry(key, _name(wanted.column), "" if wanted.sure else _guess(wanted))
    elif draft.holds == "records":
        yield from _entry("record", draft.type, "" if draft.sure else "guessed")
        why = f"the column whose cells name each {draft.type}; {_unused(draft, _TEXT)}"
        yield from _entry("id", _name(draft.id), "" if draft.id else why)
    else:
        yield from _acts(draft, schema)
    if draft.fields:
        yield "fields:"
        for wanted in draft.fields:
            for line in _field(wanted, draft, schema):
                yield f"  {line}"
    if draft.unused:
        yield from _wrapped(f"not read: {_listed(draft.unused)}")


def _nothing(draft: Draft, schema: Schema) -> Iterator[str]:
    lists = [
        f"{record.name}.{field.name}"
        for record in schema.records
        for field in record.fields
        if field.type.is_list
    ]
    yield from _wrapped(f"the columns: {_listed(draft.unused)}")
    yield from _wrapped("what is a row? one of")
    yield from _wrapped(f"`record:` {_listed(list(schema.record))}")
    if lists:
        yield from _wrapped(f"`list:` {_listed(lists)}")
    yield from _wrapped(f"`act:` {_listed(list(schema.action))}")
    yield from _entry("record", TODO, "if no norm reads it, leave the table out")


def _acts(draft: Draft, schema: Schema) -> Iterator[str]:
    if draft.holds == "act":
        yield f"act: {draft.type}"
    else:
        assert draft.column is not None
        if any(meant is None for _, meant in draft.words):
            others = _listed(_others(draft, schema))
            yield from _wrapped(f"{TODO} is an action, or none, to leave such rows out; {others}")
        yield "acts:"
        yield f"  column: {scalar(draft.column.name)}"
        yield "  values:"
        for word, meant in draft.words:
            yield f"    {scalar(word)}: {meant or TODO}"
    if draft.id is not None:
        yield f"id: {scalar(draft.id.name)}"
    doubtful = [wanted for wanted in draft.arguments if wanted.column is None or not wanted.sure]
    why = ", ".join(f"{w.field.name}: {w.field.type}" for w in doubtful)
    some = "" if all(wanted.column for wanted in doubtful) else f"; {_unused(draft, _TEXT)}"
    columns = ", ".join(_name(wanted.column) for wanted in draft.arguments)
    yield from _entry(
        "arguments",
        f"[{columns}]",
        f"guessed, what it is done to ({why}){some}" if doubtful else "",
    )


def _others(draft: Draft, schema: Schema) -> list[str]:
    """The actions that no word of a log is known to mean."""
    meant = {name for _, name in draft.words}
    return [name for name in schema.action if name not in meant]


def _guess(wanted: Wanted) -> str:
    return f"guessed: the {wanted.field.type}" if wanted.column else f"the {wanted.field.type}"


def _name(column: SeenColumn | None) -> str:
    return TODO if column is None else scalar(column.name)


def _unused(draft: Draft, type_: Type) -> str:
    """The columns that might be meant, by their kind."""
    left = [c for c in draft.seen.columns if c.name in draft.unused and fits(c, type_)]
    left.sort(key=lambda column: not column.cells)
    names = [column.name for column in left]
    return f"not used yet: {_listed(names)}" if names else "no column is left for it"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


def _wrapped(said: str) -> Iterator[str]:
    for line in textwrap.wrap(said, _LINE - 10, break_long_words=False, break_on_hyphens=False):
        yield f"# {line}"


# ── A field ────────────────────────────────────────────────────────────────────────────────────


def _field(wanted: Wanted, draft: Draft, schema: Schema) -> Iterator[str]:
    field, column = wanted.field, wanted.column
    if column is None:
        yield from _absent(wanted, draft)
        return
    options, why = _options(wanted, column, schema)
    if not wanted.sure:
        why = ["guessed", *why]
    if not options:
        yield from _entry(field.name, scalar(column.name), "; ".join(why))
        return
    listed = ", ".join(f"{key}: {value}" for key, value in options.items())
    value = f"{{column: {scalar(column.name)}, {listed}}}"
    yield from _entry(field.name, value, "; ".join(why))


def _absent(wanted: Wanted, draft: Draft) -> Iterator[str]:
    """A field without a column. One that is always there is unknown without it; one that may be
    absent would be taken for absent, so that it must be said.
    """
    name, type_ = wanted.field.name, wanted.field.type
    if name in ("by", "territory"):
        yield from _entry(f"# {name}", TODO, f"{type_}; without it, unknown")
    elif type_.optional:
        said = f"{type_}; without this line no row has one; {_unused(draft, type_)}"
        yield from _entry(name, TODO, said)
    elif type_.is_list:
        yield from _entry(f"# {name}", TODO, f"{type_}; unless another table holds it")
    elif name == "at":
        yield from _entry(name, TODO, f"when it was done; {_unused(draft, type_)}")
    else:
        yield from _entry(
            name, TODO, f"{type_}; unknown without this line; {_unused(draft, type_)}"
        )


def _options(
    wanted: Wanted, column: SeenColumn, schema: Schema
) -> tuple[Mapping[str, str], list[str]]:
    """What a manifest must say of a column besides its name, and why."""
    type_ = wanted.field.type
    if type_.is_list:
        return _separator(column)
    match type_.kind:
        case Kind.TIME if column.kind == "day" and not all(map(_BARE_DAY.fullmatch, column.cells)):
            return {"precision": "day"}, ["no time but midnight: taken for whole days"]
        case Kind.ENUM:
            return _constants(column, schema.enum[type_.name].constants)
        case Kind.DURATION if column.kind == "number":
            unit = next((u for u in _UNITS if u in parts(column.name)), "")
            return ({"unit": f"{unit}s"}, []) if unit else ({"unit": TODO}, ["hours, days, …"])
        case Kind.MONEY:
            return {"currency": TODO}, ["as EUR"]
        case Kind.BOOLEAN:
            return _truths(column)
        case Kind.TERRITORY:
            return _territory(column)
        case _:
            return {}, []


def _separator(column: SeenColumn) -> tuple[Mapping[str, str], list[str]]:
    if column.kind == "list":
        return {"separator": "json"}, []
    if column.cells and all(cell.startswith("[") for cell in column.cells):
        return {"separator": "json"}, []
    signs = {sign: sum(sign in cell for cell in column.cells) for sign in "|;,"}
    best = max(signs, key=lambda sign: signs[sign])
    if signs[best]:
        return {"separator": json.dumps(best)}, []
    return {"separator": TODO}, ["what stands between the members"]


def _constants(column: SeenColumn, constants: Sequence[str]) -> tuple[Mapping[str, str], list[str]]:
    meant = {}
    for word in column.words:
        if word not in constants:
            best = max(constants, key=lambda constant: likeness(constant, word))
            meant[word] = best if likeness(best, word) >= LIKE else TODO
    if not meant:
        return {}, []
    values = ", ".join(f"{scalar(word)}: {value}" for word, value in meant.items())
    return {"values": f"{{{values}}}"}, [f"one of {', '.join(constants)}"]


def _truths(column: SeenColumn) -> tuple[Mapping[str, str], list[str]]:
    if set(column.words) <= {"true", "false"}:
        return {}, []
    meant = ((word, _TRUTHS.get(word.lower(), TODO)) for word in column.words[:_SHOWN])
    return {"values": f"{{{', '.join(f'{scalar(w)}: {m}' for w, m in meant)}}}"}, ["true or false"]


def _territory(column: SeenColumn) -> tuple[Mapping[str, str], list[str]]:
    known = {*ISO_3166_1, *GROUPS, WORLDWIDE}
    strange = [word for word in column.words if word not in known]
    if strange and len(strange) <= _SHOWN:
        values = ", ".join(f"{scalar(word)}: {TODO}" for word in strange)
        return {"values": f"{{{values}}}"}, ["codes of ISO 3166, or worldwide"]
    return {"empty": "unknown"}, ["what an empty cell means: unknown, or a territory, as worldwide"]
