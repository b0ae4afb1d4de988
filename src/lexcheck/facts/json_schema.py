"""The JSON Schema (draft 2020-12) of the cases that a vocabulary allows.

It is for editors, and for those who make cases by program: it knows every key, constant and form,
but not what only a reading of the whole file tells: that a record exists, that a range is in
order. Whatever `conform` accepts, it accepts.
"""

from __future__ import annotations

from lexcheck.facts.acts import AT, BY_ANYONE, BY_PARTY, TERRITORY
from lexcheck.facts.case import RecordKind
from lexcheck.facts.evidence import GRADES
from lexcheck.facts.expectations import SELECTORS
from lexcheck.facts.schema import Action, Field, Record, Schema
from lexcheck.facts.value_schemas import (
    COUNT,
    MOMENT,
    PROVENANCE,
    TEXT,
    TEXTS,
    Definitions,
    Json,
    anyof,
    array,
    const,
    described,
    one_of_pattern,
    strict,
)

_NOTHING: Json = {"type": "null"}


def json_schema(schema: Schema, name: str) -> dict[str, object]:
    """The schema of a case file, YAML or JSON, that uses the vocabulary of that name."""
    definitions = Definitions(schema)
    properties: Json = {
        "case": TEXT,
        "title": TEXT,
        "uses": TEXTS,
        "ruleset": TEXTS,
        "timezone": {"type": "string"},
        "as_of": MOMENT,
        "built_from": {"enum": [kind.value for kind in RecordKind]},
        "sources": _named(_source()),
        "records": _records(definitions),
        "acts": _listed(_acts(definitions)),
        "observations": _listed(_observations(definitions)),
        "coverage": _listed(_coverage(schema)),
        "groups": _named(_group()),
        "expect": _listed(_expectation()),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A case in the words of the vocabulary {name}",
        **strict(properties, ("case", "built_from")),
        "$defs": definitions.made,
    }


def _named(made: Json) -> Json:
    """A mapping from names, which the author chooses, to such things; or nothing."""
    return {"type": ["object", "null"], "additionalProperties": anyof(made, _NOTHING)}


def _listed(made: Json) -> Json:
    return {"type": ["array", "null"], "items": made}


# ── Records and acts ───────────────────────────────────────────────────────────────────────────


def _records(definitions: Definitions) -> Json:
    properties: Json = {
        record.name: described(_named(_record(definitions, record)), record.text)
        for record in definitions.schema.records
    }
    return strict(properties) | {"type": ["object", "null"]}


def _record(definitions: Definitions, record: Record) -> Json:
    properties: Json = {field.name: definitions.field(field) for field in record.fields}
    return strict(properties | {"count": COUNT} | PROVENANCE)


def _acts(definitions: Definitions) -> Json:
    """One alternative for each action, and one for acts of which it is not known which."""
    actions = definitions.schema.actions
    uncertain = _act(definitions, actions)
    names = tuple(action.name for action in actions)
    uncertain |= {"patternProperties": {one_of_pattern(names): {}}, "minProperties": 2}
    return anyof(*(_certain(definitions, action) for action in actions), uncertain)


def _certain(definitions: Definitions, action: Action) -> Json:
    made = _act(definitions, (action,))
    properties = made["properties"]
    assert isinstance(properties, dict)
    each = [definitions.field(parameter) for parameter in action.parameters]
    properties[action.name] = _arguments(action.parameters, each)
    made["required"] = [action.name, "at"]
    return described(made, action.text)


def _act(definitions: Definitions, actions: tuple[Action, ...]) -> Json:
    """What acts of these actions may hold, the action itself apart."""
    by = BY_PARTY if definitions.schema.has_parties else BY_ANYONE
    own = {field.name: definitions.field(field) for action in actions for field in action.fields}
    properties: Json = {"id": TEXT, "at": definitions.field(AT), "by": definitions.field(by)}
    if any(action.territorial for action in actions):
        properties["in"] = definitions.field(TERRITORY)
    return strict(properties | own | PROVENANCE, ("at",))


def _arguments(parameters: tuple[Field, ...], each: list[Json]) -> Json:
    """One argument as it is, several as a list, or a mapping by name."""
    names = tuple(parameter.name for parameter in parameters)
    by_name = strict(dict(zip(names, each, strict=True)), names)
    if not parameters:
        return anyof(_NOTHING, by_name, {"type": "array", "maxItems": 0})
    count = len(parameters)
    by_place: Json = {
        "type": "array",
        "prefixItems": each,
        "minItems": count,
        "maxItems": count,
    }
    return anyof(*each[: 1 if count == 1 else 0], by_place, by_name)


# ── Evidence ───────────────────────────────────────────────────────────────────────────────────


def _source() -> Json:
    return strict({"title": TEXT, "published": MOMENT, "url": TEXT})


def _observations(definitions: Definitions) -> Json:
    grade: Json = {"enum": list(GRADES)}
    options = []
    for state in definitions.schema.states:
        each = [definitions.definite(parameter) for parameter in state.parameters]
        arguments = _arguments(state.parameters, each)
        properties: Json = {state.name: arguments, "grade": grade, "at": MOMENT}
        made = strict(properties | PROVENANCE, (state.name, "grade", "at"))
        options.append(described(made, state.text))
    return anyof(*options) if options else {"not": {}}


def _coverage(schema: Schema) -> Json:
    actions: Json = {"enum": [action.name for action in schema.actions]}
    fields: Json = {
        "enum": [
            f"{record.name}.{field.name}" for record in schema.records for field in record.fields
        ]
    }
    properties: Json = {
        "complete": anyof(const("all"), actions, array(actions)),
        "fields": anyof(fields, array(fields)),
        "for": TEXTS,
        "by": TEXT,
        "from": MOMENT,
        "until": MOMENT,
    }
    needed: list[Json] = [{"required": ["complete"]}, {"required": ["fields"]}]
    return strict(properties | PROVENANCE, anyOf=needed)


def _group() -> Json:
    return strict({"items": TEXTS, "total": COUNT} | PROVENANCE, ("items",))


def _expectation() -> Json:
    found: Json = anyof(TEXT, {"type": "object", "additionalProperties": TEXTS, "minProperties": 1})
    return strict(
        {"for": strict(dict.fromkeys(SELECTORS, TEXTS)), "because": TEXT},
        ("because",),
        patternProperties={r"^[a-z_][a-z0-9_.]*(\(.*\))?$": found},
        minProperties=2,
        **{
            "if": {"required": ["for"]},
            "then": {"minProperties": 3, "maxProperties": 3},
            "else": {"maxProperties": 2},
        },
    )
