"""Which fields of norms and terms this room knows of.

INVARIANT: a field that is not listed here, and is used, is never passed over: the norm is judged
case by case, and whatever the field speaks of is among the facts that its instances need.
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.base.light import fields_of, is_model
from lexcheck.base.time.counting import Counting
from lexcheck.norms.model import Citation, CountsAs, InForce, Norm, NormException, OnBreach, Target
from lexcheck.resolved import terms as t

#: By class; of terms, `type` and `span` besides.
FIELDS: dict[type, frozenset[str]] = {
    Norm: frozenset({
        "name", "kind", "text", "in_force", "citations", "binders", "when", "trigger", "bearer",
        "counterparty", "target", "or_earlier", "opening", "deadline", "until", "exceptions",
        "essence", "on_breach", "repairs", "overridden_by", "because", "governs", "void", "span",
    }),
    NormException: frozenset({
        "name", "kind", "text", "condition", "asked", "presumed_absent", "because", "citations",
        "exceptions", "span",
    }),
    CountsAs: frozenset({
        "action", "variables", "territory", "by", "effect", "target", "is_state", "arguments",
        "when", "because", "citations", "span",
    }),
    Target: frozenset({"is_state", "name", "arguments", "territory", "by", "span"}),
    OnBreach: frozenset({"norm", "variables"}),
    t.Occurrence: frozenset({"action", "arguments", "territory", "by", "bounds", "span"}),
    t.Bound: frozenset({"kind", "of", "duration"}),
    t.RecordBinder: frozenset({"name", "type", "within", "span"}),
    t.ActBinder: frozenset({"name", "type", "occurrence", "span"}),
    t.Variable: frozenset({"name"}),
    t.Constant: frozenset({"value"}),
    t.ParameterValue: frozenset({"name"}),
    t.FieldOf: frozenset({"of", "field"}),
    t.Apply: frozenset({"name", "parameters", "arguments", "moment", "at", "body"}),
    t.Plus: frozenset({"left", "right", "counting"}),
    t.Minus: frozenset({"left", "right"}),
    t.Times: frozenset({"left", "right"}),
    t.PeriodOf: frozenset({"period", "anchor", "opening", "counting", "clock"}),
    t.Standard: frozenset({"words", "taken_as", "anchor", "counting"}),
    t.Clock: frozenset({"paused", "restarts", "extensions"}),
    t.Extension: frozenset({"length", "condition", "span"}),
    t.OrElse: frozenset({"first", "second"}),
    t.EarlierLater: frozenset({"which", "left", "right"}),
    t.MovedUp: frozenset({"of", "to"}),
    t.Not: frozenset({"of"}),
    t.All: frozenset({"operands"}),
    t.Any: frozenset({"operands"}),
    t.Compared: frozenset({"operator", "left", "right"}),
    t.OneOfTerms: frozenset({"member", "among"}),
    t.InList: frozenset({"member", "items"}),
    t.Present: frozenset({"of"}),
    t.StateHolds: frozenset({"state", "arguments", "at", "at_least"}),
    t.Happened: frozenset({"occurrence"}),
    t.Quantified: frozenset({"quantifier", "binder", "has"}),
    t.CountOf: frozenset({"binder", "where"}),
    t.SumOf: frozenset({"of", "binder", "where"}),
    t.Chosen: frozenset({"which", "occurrence"}),
}  # fmt: skip

#: Where the models of norms and terms stand, those not heard of here among them.
_MODELS = (Norm.__module__, t.__name__)

_OF_EVERY_TERM = frozenset({"type", "span"})


def strange(model: object) -> Iterator[tuple[str, object]]:
    """The fields of a model that are used and not known here."""
    known = FIELDS.get(type(model), frozenset()) | _OF_EVERY_TERM
    for field in fields_of(type(model)):  # type: ignore[arg-type]
        if field.name not in known:
            value = getattr(model, field.name)
            if value != field.default and value not in (None, (), False, ""):
                yield field.name, value


def first_strange(model: object) -> str:
    """The name of the first field that is not known, anywhere inside a model; empty for none."""
    for name, _ in strange(model):
        return name
    for value in inside(model):
        found = first_strange(value)
        if found:
            return found
    return ""


def tells_acts_apart(model: object) -> bool:
    """Does anything in a norm or statement count acts, add them up, or bind them one by one?"""
    if isinstance(model, t.CountOf | t.SumOf | t.ActBinder):
        return True
    return any(map(tells_acts_apart, inside(model)))


def rules_in(model: object) -> dict[str, Counting]:
    """The rules by which anything in a model counts, by name."""
    found: dict[str, Counting] = {}
    own = getattr(model, "counting", None)
    for rule in own if isinstance(own, tuple) else ():
        found[name_of(rule)] = rule
    for each in inside(model):
        found |= rules_in(each)
    return found


def name_of(rule: Counting) -> str:
    """A name that tells a rule from others: a clause may give one rule several calendars."""
    calendar = "" if rule.calendar is None else f" by {rule.calendar.name}"
    return f"{rule.name}{calendar}"


def inside(model: object) -> Iterator[object]:
    """The models of norms and terms that a model holds."""
    for field in fields_of(type(model)):  # type: ignore[arg-type]
        if field.name not in ("span", "citations", "in_force"):
            yield from models(getattr(model, field.name))


def models(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for each in value:
            yield from models(each)
    elif type(value).__module__ in _MODELS and is_model(type(value)):
        if not isinstance(value, Citation | InForce):
            yield value
