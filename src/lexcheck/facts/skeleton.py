"""A case to start from: a record of each type that a ruleset speaks of, nothing known of it yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lexcheck.facts.schema import Action, Field, Kind, Record, Schema, Type


def skeleton(name: str, ruleset: str, timezone: str, schema: Schema, types: Iterable[str]) -> str:
    """A case file in YAML with a record of each of the types, and of all that these name.

    What every record has is `unknown`; what may be absent is left out, and told in a comment.
    """
    lines = [
        f"case: {name}",
        f'title: "{name}"',
        f"ruleset: {ruleset}",
        f"timezone: {timezone}",
        "built_from: log # complete unless it says otherwise; `reports` are not",
        "",
        "records:",
    ]
    for record in _reached(schema, types):
        lines += _record(record, schema)
    lines += ["", *_acts(schema.actions), "acts: []", ""]
    lines += [
        "# What a run must find, and why:",
        "# expect:",
        "#   - norm(id): complied",
        '#     because: "…"',
    ]
    return "\n".join(lines) + "\n"


def _reached(schema: Schema, types: Iterable[str]) -> list[Record]:
    """The records of these types and of those that their fields name, as the schema orders them."""
    waiting, found = list(types), set()
    while waiting:
        name = waiting.pop()
        record = schema.record.get(name)
        if record is None or name in found:
            continue
        found.add(name)
        waiting += [f.type.name for f in record.fields if f.type.kind is Kind.RECORD]
    return [record for record in schema.records if record.name in found]


def _record(record: Record, schema: Schema) -> Iterator[str]:
    yield f"  {record.name}:"
    own = [field for field in record.fields if not field.type.optional]
    if not own:
        yield f"    {_id(record.name)}: {{}}"
    else:
        yield f"    {_id(record.name)}:"
    for field in own:
        yield f"      {field.name}: {_value(field.type)} # {_told(field, schema)}"
    for field in record.fields:
        if field.type.optional:
            yield f"      # {field.name}: … # {_told(field, schema)}"


def _value(of: Type) -> str:
    if of.kind is not Kind.RECORD:
        return "unknown"
    return f"[{_id(of.name)}]" if of.is_list else _id(of.name)


def _told(field: Field, schema: Schema) -> str:
    """The type of a field, with the constants of an enum."""
    if field.type.kind is Kind.ENUM:
        return ", ".join(schema.enum[field.type.name].constants)
    return f"{field.type}"


def _acts(actions: Iterable[Action]) -> Iterator[str]:
    yield "# What was done, and when:"
    for action in actions:
        done_to = [_id(parameter.type.name) for parameter in action.parameters]
        to = done_to[0] if len(done_to) == 1 else f"[{', '.join(done_to)}]"
        where = ", in: worldwide" if action.territorial else ""
        fields = "".join(f", {f.name}: …" for f in action.fields if not f.type.optional)
        yield f"#   - {{{action.name}: {to}{where}{fields}, at: 2024-01-31T10:00}}"


def _id(type_name: str) -> str:
    return f"{type_name.lower()}_1"
