"""Acts that happened: their patterns and bounds, and what is bound, counted or chosen of them."""

from __future__ import annotations

from typing import assert_never

from lexcheck.base.light import evolve
from lexcheck.base.text import Span
from lexcheck.facts.schema import PARTY, Kind, Type
from lexcheck.resolved.conditions import arguments, member_type
from lexcheck.resolved.counting import counting_for
from lexcheck.resolved.faults import quoted, unknown, with_article, wrong_type
from lexcheck.resolved.model import Signature
from lexcheck.resolved.scope import BOOLEAN, DURATION, NUMBER, TERRITORY, TIME, Edge, Scope
from lexcheck.resolved.terms import (
    PLAIN,
    ActBinder,
    Binder,
    Bound,
    Chosen,
    CountOf,
    Happened,
    Not,
    Occurrence,
    Quantified,
    RecordBinder,
    SumOf,
    Term,
)
from lexcheck.syntax import model as syntax

_EDGES: dict[str, Edge] = {"before": "start", "since": "start", "after": "end", "up_to": "end"}


def act_signature(call: syntax.Call, scope: Scope) -> Signature | None:
    """The action of a pattern."""
    word = call.name
    signature = scope.names.signatures.get(word.text)
    if signature is None:
        actions = scope.names.schema.action
        unknown(scope.faults, "LX204", "action", word.text, word.span, actions)
        return None
    if signature.sort != "action":
        hint = "an act is needed here"
        if signature.sort == "state":
            hint = f"a state does not happen, it holds: `{call.span.text} at t`"
        scope.faults.add(
            "LX213",
            f"`{word.text}` is a {signature.sort}, and no act",
            word.span,
            hint=hint,
            cause=(signature.span, f"`{word.text}` is declared here"),
        )
        return None
    return signature


def territory(node: syntax.Expression, of: Signature, span: Span, scope: Scope) -> Term | None:
    """Where an act is done."""
    found = scope.typed(node, TERRITORY)
    if found is not None and not of.territorial:
        scope.faults.add(
            "LX223",
            f"acts `{of.name}` have no territory",
            span,
            hint=f"declare it as `action {of.name}(…) in territory`",
            cause=(of.span, f"`{of.name}` is declared here"),
        )
        return None
    return found


def party(node: syntax.Expression, scope: Scope) -> Term | None:
    """Who does an act."""
    if not scope.names.schema.has_parties:
        scope.faults.add(
            "LX202",
            "`by` needs a record `Party`, and no vocabulary has one",
            node.span,
            hint="declare `record Party`",
        )
        return None
    return scope.typed(node, Type(Kind.RECORD, PARTY))


def occurrence(event: syntax.Event, scope: Scope) -> Occurrence | None:
    signature = act_signature(event.call, scope)
    if signature is None:
        return None
    before = scope.faults.met
    terms = arguments(event.call, signature, scope)
    where: Term | None = None
    by: Term | None = None
    bounds: list[Bound] = []
    seen: dict[str, syntax.Window] = {}
    for window in event.windows:
        first = seen.setdefault(window.kind, window)
        if first is not window:
            _said_twice(window, first, scope)
        elif window.kind == "in":
            where = territory(window.of, signature, window.of.span, scope)
        elif window.kind == "by":
            by = party(window.of, scope)
        else:
            bounds.extend(_bound(window, scope))
    complete = len(bounds) == len(set(seen) - {"in", "by"})
    if terms is None or not complete or scope.faults.met > before:
        return None
    if ("in" in seen) != (where is not None) or ("by" in seen) != (by is not None):
        return None
    return Occurrence(
        action=signature.name,
        arguments=terms,
        territory=where,
        by=by,
        bounds=tuple(bounds),
        span=event.span,
    )


def _said_twice(window: syntax.Window, first: syntax.Window, scope: Scope) -> None:
    word = window.kind.replace("at_most_", "at most … ").replace("_", " ")
    scope.faults.add(
        "LX224",
        f"`{word}` is said twice of one act",
        window.span,
        hint="keep one of the two",
        cause=(first.span, "it was said here"),
    )


def _bound(window: syntax.Window, scope: Scope) -> list[Bound]:
    """The bound of a window; none where it is at fault."""
    assert window.kind != "in"
    assert window.kind != "by"
    length: Term | None = None
    if window.duration is not None:
        length = scope.typed(window.duration, DURATION)
    of = scope.typed(window.of, TIME, _EDGES.get(window.kind))
    if of is None or (length is None) != (window.duration is None):
        return []
    counting = PLAIN if length is None else counting_for(length, scope)
    if counting is None:
        return []
    return [Bound(kind=window.kind, of=of, duration=length, counting=counting)]


def happened(node: syntax.Happened, scope: Scope) -> Term | None:
    found = occurrence(node.event, scope)
    if found is None:
        return None
    term = Happened(type=BOOLEAN, span=node.span, occurrence=found)
    return Not(type=BOOLEAN, span=node.span, of=term) if node.negated else term


def chosen(node: syntax.Chosen, scope: Scope) -> Term | None:
    found = occurrence(node.event, scope)
    if found is None:
        return None
    of = Type(Kind.ACT, found.action, optional=True)
    return Chosen(type=of, span=node.span, which=node.which, occurrence=found)


# ── Binders ────────────────────────────────────────────────────────────────────────────────────


def bind(node: syntax.Binder, scope: Scope) -> tuple[Binder | None, Scope]:
    """The binder, and the scope in which its variable stands; None where a fault was reported."""
    match node:
        case syntax.ActBinder():
            found = occurrence(node.event, scope)
            signature = scope.names.signatures.get(node.event.call.name.text)
            is_act = signature is not None and signature.sort == "action"
            of = Type(Kind.ACT, node.event.call.name.text) if is_act else None
            inner = scope.bind(node.name, of)
            if found is None or of is None:
                return None, inner
            return ActBinder(name=node.name.text, type=of, occurrence=found, span=node.span), inner
        case syntax.RecordBinder():
            return _bind_record(node, scope)
        case _:
            assert_never(node)


def _bind_record(node: syntax.RecordBinder, scope: Scope) -> tuple[Binder | None, Scope]:
    said = None if node.type is None else _record_type(node.type, scope)
    if node.within is None:
        inner = scope.bind(node.name, said)
        if said is None:
            return None, inner
        return RecordBinder(name=node.name.text, type=said, span=node.span), inner
    items = scope.term(node.within)
    of = said
    if items is not None and not items.type.is_list:
        scope.faults.add(
            "LX206",
            f"{quoted(items.span)} is {with_article(items.type)}, where a list is needed",
            items.span,
        )
        items = None
    elif items is not None:
        of = member_type(items.type)
        if said is not None and said != of:
            wrong_type(scope.faults, items, evolve(said, is_list=True))
            items = None
    inner = scope.bind(node.name, of)
    if items is None or of is None or (node.type is not None and said is None):
        return None, inner
    return RecordBinder(name=node.name.text, type=of, within=items, span=node.span), inner


def _record_type(word: syntax.Word, scope: Scope) -> Type | None:
    names = scope.names
    found = names.types.get(word.text)
    if found is not None and found.kind is Kind.RECORD:
        return found
    signature = names.signatures.get(word.text)
    if signature is not None and signature.sort == "action":
        scope.faults.add(
            "LX202",
            f"`{word.text}` is an action, and lacks its arguments",
            word.span,
            hint=f"write `{word.text}({', '.join(name for name, _ in signature.parameters)})`",
        )
        return None
    if found is not None:
        scope.faults.add(
            "LX202", f"`{word.text}` is no record: its values cannot be gone through", word.span
        )
        return None
    if word.text in names.types:
        return None
    unknown(scope.faults, "LX202", "record", word.text, word.span, names.schema.record)
    return None


# ── What is said of many ───────────────────────────────────────────────────────────────────────


def quantified(node: syntax.Quantified, scope: Scope) -> Term | None:
    binder, inner = bind(node.binder, scope)
    has = inner.typed(node.has, BOOLEAN)
    if binder is None or has is None:
        return None
    return Quantified(
        type=BOOLEAN, span=node.span, quantifier=node.quantifier, binder=binder, has=has
    )


def count(node: syntax.Count, scope: Scope) -> Term | None:
    binder, inner = bind(node.binder, scope)
    where = None if node.where is None else inner.typed(node.where, BOOLEAN)
    if binder is None or (where is None) != (node.where is None):
        return None
    return CountOf(type=NUMBER, span=node.span, binder=binder, where=where)


def total(node: syntax.Total, scope: Scope) -> Term | None:
    binder, inner = bind(node.binder, scope)
    where = None if node.where is None else inner.typed(node.where, BOOLEAN)
    of = inner.term(node.of)
    if of is not None and (of.type.is_list or of.type.kind not in (Kind.NUMBER, Kind.MONEY)):
        scope.faults.add(
            "LX206",
            f"{quoted(of.span)} is {with_article(of.type)}, and only numbers and money have a sum",
            of.span,
        )
        return None
    if binder is None or of is None or (where is None) != (node.where is None):
        return None
    plain = evolve(of.type, optional=False)
    return SumOf(type=plain, span=node.span, of=of, binder=binder, where=where)
