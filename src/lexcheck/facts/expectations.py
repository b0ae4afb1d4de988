"""What the author of a case expects a run to find: tests of the rules, told in the case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lexcheck.facts.case import Expectation
from lexcheck.facts.causes import means
from lexcheck.facts.scope import NO_ID, Scope, about_id
from lexcheck.facts.tree import Mapping, Node, Scalar, key_span, quoted, span

EXPECTATION_KEYS = ("for", "because")
SELECTORS = ("as_of", "law_as_of", "viewpoint", "known_by", "reading", "set")

_INSTANCE = re.compile(r"[a-z_][a-z0-9_.]*(\((.*)\))?", re.DOTALL)


def read_expectations(scope: Scope, node: Node | None) -> Iterator[Expectation]:
    for item in scope.sequence(node, "a list of expectations") if node else ():
        if not isinstance(item, Mapping):
            scope.expected(item, "an expectation, as a mapping,")
        elif (found := _expectation(scope, item)) is not None:
            yield found


def _expectation(scope: Scope, node: Mapping) -> Expectation | None:
    keys = [key for key in node.entries if key not in EXPECTATION_KEYS]
    misspelt = _misspelt(scope, node, keys) if len(keys) > 1 else []
    because = ""
    if "because" in node.entries:
        because = scope.text(node.entries["because"], "a reason") or ""
    elif "because" not in misspelt:
        scope.complain(
            "LX446",
            span(node, scope.source),
            "this expectation does not say why",
            "add `because: …`: the law, or the count, that makes it so",
        )
    selectors = tuple(_selectors(scope, node.entries.get("for")))
    if misspelt:
        return None
    if len(keys) != 1:
        what = "names no instance" if not keys else f"has a second instance, {quoted(keys[1])}"
        place = key_span(node.entries[keys[1]], scope.source) if keys else node
        hint = "write `- comply(order_1, acc_a): breached`"
        if keys and ")" not in keys[0]:
            hint = "inside `{…}` a comma ends an entry: put the instance in quotes"
        scope.complain("LX450", place, f"this expectation {what}", hint)
        return None
    _check_instance(scope, keys[0], node.entries[keys[0]])
    expected = tuple(_expected(scope, node.entries[keys[0]]))
    return Expectation(
        instance=keys[0],
        selectors=selectors,
        expected=tuple((word, text) for word, text, _ in expected),
        places=tuple(span(inner, scope.source) for _, _, inner in expected),
        because=because,
        span=span(node, scope.source),
    )


def _misspelt(scope: Scope, node: Mapping, keys: list[str]) -> list[str]:
    """The words that were meant by keys which are no instances; each is complained of."""
    meant = []
    for key in keys:
        word = next((each for each in EXPECTATION_KEYS if means(key, each)), None)
        if word is not None:
            place = key_span(node.entries[key], scope.source)
            message = f"an expectation has no entry {quoted(key)}"
            scope.complain("LX421", place, message, f"did you mean `{word}`?")
            meant.append(word)
    return meant


def _selectors(scope: Scope, node: Node | None) -> Iterator[tuple[str, str]]:
    given = scope.mapping(node, "a mapping of what the run was asked for") if node else None
    if given is None:
        return
    scope.unknown_keys(given, SELECTORS, "`for`")
    for key, inner in given.entries.items():
        if key in SELECTORS:
            for item in scope.texts(inner, "a text"):
                yield key, item.text


def _expected(scope: Scope, node: Node) -> Iterator[tuple[str, str, Node]]:
    """The words of a finding with their texts; a list becomes one text, `a, b`."""
    if isinstance(node, Mapping) and node.entries:
        for key, inner in node.entries.items():
            if isinstance(inner, Scalar) and inner.is_null:
                hint = "a text with a comma or a colon in it stands in quotes"
                scope.complain("LX420", inner, f"nothing stands under {quoted(key)}", hint)
                return
            if texts := scope.texts(inner, "a text"):
                yield key, ", ".join(item.text for item in texts), inner
    elif isinstance(node, Scalar) and not node.is_null:
        yield "verdict", node.text, node
    else:
        scope.expected(node, "a verdict, or a mapping of what is found,")


def _check_instance(scope: Scope, instance: str, node: Node) -> None:
    """The form of `norm(id, id)`, and that its ids exist. Which norms there are, others know."""
    place = key_span(node, scope.source)
    found = _INSTANCE.fullmatch(instance)
    if found is None:
        hint = "write `comply(order_1, acc_a)`"
        scope.complain("LX454", place, f"{quoted(instance)} is no instance", hint)
        return
    known = scope.places
    arguments = [part.strip() for part in (found[2] or "").split(",") if part.strip()]
    unknown = [part for part in arguments if part not in known and part != "*"]
    if unknown and not any("," in id_ for id_ in known):
        message = f"the case has no {quoted(unknown[0])}"
        hint = scope.near(unknown[0], known)
        lacking = NO_ID if any(each.about == NO_ID for each in scope.diagnostics) else ()
        scope.complain("LX428", place, message, hint, about=(*about_id(unknown[0]), *lacking))
