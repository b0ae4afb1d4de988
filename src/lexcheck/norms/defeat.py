"""Exceptions and permissions: to what they are attached, and which of them wins.

An exception is attached to what follows `to`. That E1 overrides E2 attaches E1 to E2 as well: where
E1 holds, E2 does not. So all of them form an acyclic graph below the norms, which becomes trees of
`NormException`; what has several parents stands under each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lexcheck.base.light import evolve, field, light
from lexcheck.base.text import Span
from lexcheck.norms.duties import Draft
from lexcheck.norms.exceptions import exception_of
from lexcheck.norms.model import NormException
from lexcheck.resolved.faults import Faults, duplicate, unknown
from lexcheck.resolved.order import cycles, in_order
from lexcheck.syntax import model as syntax

Drafts = Mapping[str, tuple[Draft, ...]]

#: What is defeated, what defeats it, and the word that says so.
Edge = tuple[str, str, syntax.Word]


@light(kw_only=True)
class Defeat:
    """All exceptions by name.

    `roots` gives the norm that each is an exception to in the end, `below` the exceptions attached
    to each norm or exception. An exception at fault is in `statements` alone.
    """

    statements: Mapping[str, syntax.ExceptionStatement] = field(factory=dict)
    found: Mapping[str, NormException] = field(factory=dict)
    roots: Mapping[str, str] = field(factory=dict)
    below: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def trees(self, norms: Iterable[str]) -> dict[str, tuple[NormException, ...]]:
        """The exceptions of these norms, each with its own below it."""
        wanted = set(norms)
        members = [name for name, root in self.roots.items() if root in wanted]
        built: dict[str, NormException] = {}
        for name in in_order({name: self.below.get(name, ()) for name in members}):
            exception = self.found.get(name)
            if exception is None:
                continue
            own = tuple(built[each] for each in self.below.get(name, ()) if each in built)
            built[name] = evolve(exception, exceptions=own) if own else exception
        return {
            norm: tuple(built[name] for name in self.below.get(norm, ()) if name in built)
            for norm in wanted
        }


def attach(
    statements: Iterable[syntax.ExceptionStatement],
    drafts: Drafts,
    base: Defeat,
    faults: Faults,
    taken: Mapping[str, Span],
) -> Defeat:
    """The exceptions of `base` and these. `taken` are names that other things have already."""
    new = _fresh(statements, base, faults, taken)
    named = {**base.statements, **new}
    below = {name: list(names) for name, names in base.below.items()}
    if _joined(_attachments(new, named, drafts, faults), below, faults):
        return base
    roots = dict(base.roots)
    for name in new:
        root = _root(name, named, drafts)
        if root is not None:
            roots[name] = root
    if _joined(_priorities(new, named, roots, faults), below, faults):
        return base
    found = dict(base.found)
    for name, statement in new.items():
        if name in roots:
            draft = drafts[roots[name]][0]
            exception = exception_of(statement, draft.statement.kind, draft.scope)
            if exception is not None:
                found[name] = exception
    return Defeat(
        statements=named,
        found=found,
        roots=roots,
        below={name: tuple(dict.fromkeys(names)) for name, names in below.items()},
    )


def _fresh(
    statements: Iterable[syntax.ExceptionStatement],
    base: Defeat,
    faults: Faults,
    taken: Mapping[str, Span],
) -> dict[str, syntax.ExceptionStatement]:
    """The statements by name; without those whose name is taken."""
    new: dict[str, syntax.ExceptionStatement] = {}
    for statement in statements:
        word = statement.name
        other = base.statements.get(word.text, new.get(word.text))
        first = taken.get(word.text) if other is None else other.name.span
        if first is not None:
            duplicate(faults, word.text, word.span, first)
        else:
            new[word.text] = statement
    return new


def _attachments(
    new: Mapping[str, syntax.ExceptionStatement],
    named: Mapping[str, syntax.ExceptionStatement],
    drafts: Drafts,
    faults: Faults,
) -> Iterator[Edge]:
    for name, statement in new.items():
        to = statement.to
        if to.text in drafts or to.text in named:
            yield to.text, name, to
        else:
            known = (*drafts, *named)
            unknown(faults, "LX228", "norm or exception", to.text, to.span, known)


def _root(name: str, named: Mapping[str, syntax.ExceptionStatement], drafts: Drafts) -> str | None:
    """The norm at the root of an exception to an exception; None below an unknown one."""
    while name not in drafts:
        if name not in named:
            return None
        name = named[name].to.text
    return name


def _priorities(
    new: Mapping[str, syntax.ExceptionStatement],
    named: Mapping[str, syntax.ExceptionStatement],
    roots: Mapping[str, str],
    faults: Faults,
) -> Iterator[Edge]:
    """(loser, winner) for each `overrides` and `subject to` among exceptions."""
    for name, statement in new.items():
        for clause in statement.clauses:
            if not isinstance(clause, syntax.Overrides | syntax.SubjectTo):
                continue
            for word in clause.names:
                if word.text not in named:
                    unknown(faults, "LX228", "exception", word.text, word.span, named)
                elif roots.get(word.text) != roots.get(name):
                    if word.text in roots and name in roots:
                        _unlike(name, word, named, faults)
                elif isinstance(clause, syntax.Overrides):
                    yield word.text, name, word
                else:
                    yield name, word.text, word


def _unlike(
    name: str,
    word: syntax.Word,
    named: Mapping[str, syntax.ExceptionStatement],
    faults: Faults,
) -> None:
    faults.add(
        "LX322",
        f"`{name}` and `{word.text}` are exceptions to different norms, and never meet",
        word.span,
        hint="leave it out, or say `overrides` of the norms",
        cause=(named[word.text].name.span, f"`{word.text}` is declared here"),
    )


def _joined(edges: Iterable[Edge], below: dict[str, list[str]], faults: Faults) -> bool:
    """Add edges to the graph. True if that closes a circle, which is reported at one of them."""
    joined = list(edges)
    for parent, child, _ in joined:
        below.setdefault(parent, []).append(child)
    found = cycles(below) if joined else []
    for cycle in found:
        members = set(cycle)
        word = next(word for one, other, word in joined if {one, other} <= members)
        faults.add(
            "LX321",
            "these exceptions defeat each other in a circle: "
            + " -> ".join(f"`{name}`" for name in reversed(cycle)),
            word.span,
            hint="let one of them stand by itself, or be an exception to the norm",
        )
    return bool(found)
