"""The dated acts of a case: one key names what was done, its value to what.

An act without an `id` is called by its place in the file: `act#4` is the fourth. Another order of
the file so renames acts, but changes no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.facts.case import ActFact, ActId, Fact
from lexcheck.facts.claims import CLAIM_KEYS, read_fact
from lexcheck.facts.records import new_id, unknown_field
from lexcheck.facts.schema import PARTY, SCALARS, Action, Field, Kind, Type
from lexcheck.facts.scope import NO_ID, PROVENANCE_KEYS, Scope
from lexcheck.facts.tree import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    entry_span,
    key_span,
    quoted,
)
from lexcheck.facts.values import one_of_texts

#: Words that every act may hold besides its action and that action's fields.
ACT_KEYS = ("id", "at", "by", "in", *PROVENANCE_KEYS)

_RESERVED = frozenset(ACT_KEYS)

AT = Field(name="at", type=SCALARS["time"])
BY_PARTY = Field(name="by", type=Type(Kind.RECORD, PARTY))
BY_ANYONE = Field(name="by", type=SCALARS["text"])
TERRITORY = Field(name="territory", type=SCALARS["territory"])


def index(scope: Scope, node: Node | None) -> None:
    """The ids of the acts, which expectations may name."""
    for position, item in enumerate(node.items if isinstance(node, Sequence) else ()):
        given = item.entries.get("id") if isinstance(item, Mapping) else None
        if given is None:
            new_id(scope, act_id(position), item.at)
        elif scope.text(given, "an id", NO_ID) is not None and isinstance(given, Scalar):
            new_id(scope, given.text, given.at)


def act_id(position: int) -> str:
    return f"act#{position + 1}"


def read_acts(scope: Scope, node: Node | None) -> Iterator[ActFact]:
    forms: dict[str, Form] = {}
    for position, item in enumerate(scope.sequence(node, "a list of acts") if node else ()):
        if not isinstance(item, Mapping):
            scope.expected(item, "an act, as a mapping,", "write `- block: acc_a`")
            scope.lost.update(_ids_in(item))
        elif (act := _act(scope, forms, item, position)) is not None:
            yield act


def _ids_in(node: Node) -> Iterator[str]:
    for item in node.items if isinstance(node, Sequence) else ():
        given = item.entries.get("id") if isinstance(item, Mapping) else None
        if isinstance(given, Scalar):
            yield given.text


@light(kw_only=True)
class Form:
    """What acts with one action key may hold: `block`, or `one of [suspend, withhold]`.

    `fields` are by the key that gives them, those of every act included.
    """

    actions: tuple[str, ...]
    parameters: tuple[Field, ...]
    fields: dict[str, Field]


def _act(scope: Scope, forms: dict[str, Form], node: Mapping, position: int) -> ActFact | None:
    entries = node.entries
    key = _action_key(scope, node)
    form = None
    if key is not None:
        form = forms.get(key) or _form(scope, key, entries[key])
    if key is None and _is_expected(scope, node):
        return None
    if "at" not in entries:
        scope.missing(node, "at", "this act", "if nobody knows when, write `at: unknown`")
    if key is None or form is None:
        _check_rest(scope, node)
        return None
    forms[key] = form
    arguments = read_arguments(scope, form.parameters, key, entries[key])
    fields = _fields(scope, node, key, form)
    provenance = scope.provenance(node)
    if arguments is None or "at" not in entries:
        return None
    given = entries.get("id")
    return ActFact(
        ActId(given.text if isinstance(given, Scalar) else act_id(position)),
        form.actions,
        arguments,
        fields,
        Span(scope.source, *node.at),
        provenance,
    )


# ── What was done ──────────────────────────────────────────────────────────────────────────────


def _action_key(scope: Scope, node: Mapping) -> str | None:
    """The entry that names the action; complains unless there is exactly one."""
    known = scope.schema.action
    found = [key for key in node.entries if key in known or key.startswith("one of ")]
    if len(found) > 1:
        # A field may bear the name of an action: then it is the field of the other.
        found = [key for key in found if not _is_field(scope, key, found)] or found
    if len(found) == 1:
        return found[0]
    if found:
        scope.complain(
            "LX450",
            key_span(node.entries[found[1]], scope.source),
            f"one act cannot be both {quoted(found[0])} and {quoted(found[1])}",
            "write two acts, or `one of [a, b]: …` where nobody knows which it was",
        )
        return None
    others = [key for key in node.entries if key not in _RESERVED]
    if not others:
        scope.complain("LX450", node, "this act does not say what was done", "write `block: acc_a`")
        return None
    if _expected(node) is not None:
        return None
    nearest = next((key for key in others if scope.near(key, known).startswith("did")), others[0])
    _no_action(scope, nearest, key_span(node.entries[nearest], scope.source))
    return None


def _is_expected(scope: Scope, node: Mapping) -> bool:
    """Is this no act, but what a run is expected to find? If so, that is complained of."""
    instance = _expected(node)
    if instance is None:
        return False
    message = f"{quoted(instance)} is no act, but an instance of a norm"
    hint = "what is expected of it stands under `expect:`; is that line missing?"
    place = key_span(node.entries[instance], scope.source)
    scope.complain("LX425", place, message, hint, about=("expected among acts",))
    return True


def _expected(node: Mapping) -> str | None:
    """The instance that a mapping has for a key: there is no `at`, and it is named as norms are."""
    if "at" in node.entries:
        return None
    return next((key for key in node.entries if "(" in key and key.endswith(")")), None)


def _no_action(scope: Scope, name: str, place: Span) -> None:
    known = scope.schema.action
    message = f"the vocabulary has no action {quoted(name)}"
    scope.complain("LX425", place, message, scope.near(name, known))


def _is_field(scope: Scope, key: str, others: list[str]) -> bool:
    known = scope.schema.action
    return any(
        other != key and other in known and key in {field.name for field in known[other].fields}
        for other in others
    )


def _form(scope: Scope, key: str, node: Node) -> Form | None:
    """The form of a key; None, with a complaint, where the key names no action."""
    actions = _actions(scope, key, key_span(node, scope.source))
    if not actions:
        return None
    fields = {field.name: field for action in actions for field in action.fields}
    if any(action.territorial for action in actions):
        fields["in"] = TERRITORY
    fields["at"] = AT
    fields["by"] = BY_ANYONE if scope.parties is None else BY_PARTY
    names = tuple(action.name for action in actions)
    return Form(actions=names, parameters=actions[0].parameters, fields=fields)


def _actions(scope: Scope, key: str, place: Span) -> tuple[Action, ...]:
    known = scope.schema.action
    if key in known:
        return (known[key],)
    names = one_of_texts(key)
    if names is None or len(set(names)) < max(2, len(names)):
        hint = "write `one of [a, b]: …`"
        scope.complain("LX441", place, f"{quoted(key)} does not name two actions", hint)
        return ()
    for name in names:
        if name not in known:
            _no_action(scope, name, place)
    if any(name not in known for name in names):
        return ()
    actions = tuple(known[name] for name in names)
    types = [tuple(parameter.type for parameter in action.parameters) for action in actions]
    if any(other != types[0] for other in types):
        message = f"the actions of {quoted(key)} are not done to the same things"
        scope.complain("LX449", place, message)
        return ()
    return actions


def _fields(scope: Scope, node: Mapping, action_key: str, form: Form) -> tuple[Fact, ...]:
    known = form.fields
    facts = []
    for key, inner in node.entries.items():
        field = known.get(key)
        if field is not None:
            fact = read_fact(scope, field, inner)
            if fact is not None:
                facts.append(fact)
        elif key == "in":
            hint = "the vocabulary gives it no territory: it holds everywhere"
            unknown_field(scope, key, inner, form.actions[0], (), hint)
        elif key != action_key and key not in _RESERVED:
            unknown_field(scope, key, inner, form.actions[0], (*ACT_KEYS, *known))
    return tuple(facts)


def _check_rest(scope: Scope, node: Mapping) -> None:
    """What can be checked of an act whose action is not known."""
    scope.provenance(node)
    for key, field in (("at", AT), ("by", BY_PARTY), ("in", TERRITORY)):
        if key in node.entries:
            wanted = BY_ANYONE if key == "by" and scope.parties is None else field
            read_fact(scope, wanted, node.entries[key])


# ── To what ────────────────────────────────────────────────────────────────────────────────────


def read_arguments(
    scope: Scope, parameters: tuple[Field, ...], name: str, node: Node
) -> tuple[Fact, ...] | None:
    """The arguments by position; None where one is missing, too many, or cannot be read."""
    if node.__class__ is Scalar and len(parameters) == 1 and not node.is_null:  # nearly all
        fact = read_fact(scope, parameters[0], node)
        return None if fact is None else (fact,)
    given = _given(parameters, node)
    if given is None:
        scope.complain(
            "LX449",
            entry_span(node, scope.source),
            f"{quoted(name)} takes {_signature(parameters)}",
            "write one argument as it is, several as a list, or as a mapping by name",
        )
        return None
    read = [read_fact(scope, field, inner) for field, inner in zip(parameters, given, strict=True)]
    facts = tuple(fact for fact in read if fact is not None)
    return facts if len(facts) == len(parameters) else None


def _given(parameters: tuple[Field, ...], node: Node) -> list[Node] | None:
    """One node for each parameter, or None where they do not fit."""
    if isinstance(node, Scalar):
        given: list[Node] = [] if node.is_null else [node]
        return given if len(given) == len(parameters) else None
    if isinstance(node, Sequence):
        if len(parameters) == 1 and parameters[0].type.is_list:
            return [node]
        return node.items if len(node.items) == len(parameters) else None
    names = [parameter.name for parameter in parameters]
    if len(names) == 1 and names[0] not in node.entries and node.entries.keys() & set(CLAIM_KEYS):
        return [node]
    if node.entries.keys() != set(names):
        return None
    return [node.entries[name] for name in names]


def _signature(parameters: tuple[Field, ...]) -> str:
    if not parameters:
        return "no argument"
    listed = ", ".join(f"{parameter.name} ({parameter.type})" for parameter in parameters)
    count = len(parameters)
    return f"{count} argument{'' if count == 1 else 's'}: {listed}"
