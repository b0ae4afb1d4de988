"""JSON Schemas of single values: the forms that `values` and `claims` read, type by type."""

from __future__ import annotations

import re

from lexcheck.base.territory import GROUPS, ISO_3166_1, WORLDWIDE
from lexcheck.base.time.periods import CIVIL_UNITS, ELAPSED_UNITS
from lexcheck.facts.schema import Field, Kind, Schema, Type

Json = dict[str, object]

_AMOUNT = r"[0-9]{1,30}(\.[0-9]{1,30})?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)? ?([Zz]|[+-][0-9]{2}:?[0-9]{2})?"
_MOMENT = rf"^({_DAY}|[0-9]{{4}}-[0-9]{{2}}|{_DAY}[Tt ]{_CLOCK})$"
_ELAPSED = rf"[0-9]{{1,9}}(\.[0-9]{{1,9}})? ({'|'.join(ELAPSED_UNITS)})s?"
_CIVIL = rf"[0-9]{{1,9}}(\.0{{1,9}})? (working days?|({'|'.join(CIVIL_UNITS)})s?)"
_RANGE = rf"^(-?{_AMOUNT}|-?{_AMOUNT} ?\.\.( ?-?{_AMOUNT})?|\.\. ?-?{_AMOUNT})$"


def anyof(*options: Json) -> Json:
    return {"anyOf": list(options)}


def const(word: str) -> Json:
    return {"const": word}


def pattern(text: str) -> Json:
    return {"type": "string", "pattern": text}


def array(items: Json, **more: object) -> Json:
    return {"type": "array", "items": items, **more}


def strict(properties: Json, required: tuple[str, ...] = (), **more: object) -> Json:
    """An object with these entries and no others."""
    made: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        made["required"] = list(required)
    return made | more


def one_of_pattern(names: tuple[str, ...] = ()) -> str:
    """`one of [a, b]`, of these names (none: of anything)."""
    each = f"({'|'.join(map(re.escape, names))})" if names else r"[^,\]]+"
    return rf"^one of \[ *{each}( *, *{each})+ *\]$"


def described(made: Json, text: str) -> Json:
    return {"description": text, **made} if text else made


#: YAML leaves it to the reader whether `5` is a text, and so does a case file.
TEXT: Json = {"type": ["string", "number", "boolean"]}
TEXTS: Json = anyof(TEXT, array(TEXT))

PROVENANCE: Json = {"sources": TEXTS, "asserts": TEXTS, "denies": TEXTS, "because": TEXT}

_END: Json = anyof(pattern(_MOMENT), const("unknown"))
_ENDS: Json = {"after": _END, "before": _END}

#: A moment where no claim stands: `as_of`, `published`, the time of an observation.
MOMENT: Json = anyof(_END, strict(_ENDS, minProperties=1))

COUNT: Json = anyof(
    {"type": "integer", "minimum": 1},
    pattern(r"^([0-9]{1,15}( ?\.\.( ?[0-9]{1,15})?)?|\.\. ?[0-9]{1,15})$"),
    const("unknown"),
)

_SCALARS: dict[Kind, Json] = {
    Kind.TEXT: TEXT,
    Kind.NUMBER: anyof({"type": "number"}, pattern(_RANGE)),
    Kind.BOOLEAN: {"enum": [True, False, "true", "false"]},
    Kind.MONEY: pattern(rf"^-?{_AMOUNT} [A-Z]{{3}}$"),
    Kind.PERCENT: pattern(rf"^{_AMOUNT} ?%$"),
    Kind.DURATION: pattern(rf"^({_ELAPSED}|{_CIVIL})$"),
    Kind.TIME: pattern(_MOMENT),
    Kind.DATE: pattern(rf"^{_DAY}$"),
    Kind.TERRITORY: {"enum": [WORLDWIDE, *sorted(GROUPS), *sorted(ISO_3166_1)]},
    Kind.RECORD: TEXT,
    Kind.ACT: TEXT,
}


class Definitions:
    """The `$defs` of one schema, made as they are asked for."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.made: Json = {}

    def field(self, field: Field) -> Json:
        """All that may stand for a field: a value, a claim, or a list of rival claims."""
        type_ = field.type
        name = (
            f"{'list_of_' if type_.is_list else ''}{type_.name}"
            f"{'_optional' if type_.optional else ''}"
        )
        if name not in self.made:
            self.made[name] = {}  # its place in the order; filled in below
            self.made[name] = self._list(type_) if type_.is_list else self._single(type_)
        return {"$ref": f"#/$defs/{name}"}

    def definite(self, field: Field) -> Json:
        """A value of which there is no doubt, and that has no provenance of its own."""
        scalar = self._scalar(field.type)
        return anyof(scalar, strict({"value": scalar}, ("value",)))

    def _single(self, type_: Type) -> Json:
        scalar = self._scalar(type_)
        enum = self.schema.enum.get(type_.name) if type_.kind is Kind.ENUM else None
        options = pattern(one_of_pattern(enum.constants if enum else ()))
        value: Json = anyof(scalar, self._special(type_), options)
        forms: Json = {
            "value": value,
            "one of": array(scalar, minItems=2, uniqueItems=True),
            "unknown": {"enum": [True, "true"]},
        }
        choices: list[Json] = [{"required": [form]} for form in forms]
        if type_.kind is Kind.TERRITORY:
            value = anyof(value, array(scalar, minItems=1))
            forms["value"] = value
        if type_.kind is Kind.TIME:
            forms["value"] = anyof(value, strict(_ENDS, minProperties=1))
            forms |= _ENDS
            choices.append(anyof({"required": ["after"]}, {"required": ["before"]}))
        claim = strict(forms | PROVENANCE, oneOf=choices)
        return anyof(value, claim, array(claim, minItems=1))

    def _list(self, type_: Type) -> Json:
        scalar = self._scalar(type_)
        member = anyof(scalar, strict({"value": scalar} | PROVENANCE, ("value",)))
        value = anyof(array(member), self._special(type_))
        forms: Json = {"value": value, "unknown": {"enum": [True, "true"]}}
        choices = [{"required": [form]} for form in forms]
        rival = strict({"value": array(member)} | PROVENANCE, ("value",))
        claim = strict(forms | PROVENANCE, oneOf=choices)
        return anyof(value, claim, array(rival, minItems=1))

    def _scalar(self, type_: Type) -> Json:
        if type_.kind is not Kind.ENUM:
            return _SCALARS[type_.kind]
        enum = self.schema.enum.get(type_.name)
        return described({"enum": list(enum.constants)}, enum.text) if enum else TEXT

    def _special(self, type_: Type) -> Json:
        return {"enum": ["unknown", "none"] if type_.optional else ["unknown"]}
