"""Obligations and prohibitions: one statement lowered, with its trigger and its deadline.

A draft comes first: the variables of the instance are bound, so that exceptions, sanctions and
other norms can speak of them. The norm itself is made of the draft, and made again of the amended
draft under a reading.
"""

from __future__ import annotations

from lexcheck.base.light import evolve, light
from lexcheck.base.text import Span
from lexcheck.facts.schema import Type
from lexcheck.norms.clauses import (
    Clauses,
    because,
    citations,
    condition,
    plural,
    someone,
    sort_clauses,
    target,
    word_of,
)
from lexcheck.norms.exceptions import unless_clauses
from lexcheck.norms.model import BREACH, InForce, Norm, OnBreach, Target
from lexcheck.norms.window import Window, in_force_of, window_of
from lexcheck.resolved.counting import counting_of
from lexcheck.resolved.events import bind
from lexcheck.resolved.faults import Faults, quoted, unknown
from lexcheck.resolved.scope import TIME, Scope
from lexcheck.resolved.terms import ActBinder, Binder, Countings, FieldOf, Term, Variable
from lexcheck.syntax import model as syntax


@light(kw_only=True)
class Draft:
    """One version of a norm with its variables bound.

    `variables` are the instance's, in order; a type of None is at fault already. `in_force` is
    where the whole file is. `sound` is false where binding, or the norm, met a fault.
    """

    statement: syntax.NormStatement
    clauses: Clauses
    scope: Scope
    variables: tuple[tuple[str, Type | None], ...]
    binders: tuple[Binder, ...]
    on_breach: OnBreach | None
    in_force: InForce
    sound: bool

    @property
    def name(self) -> str:
        return self.statement.name.text

    @property
    def span(self) -> Span:
        return self.statement.name.span


def draft_of(
    statement: syntax.NormStatement,
    in_force: InForce,
    scope: Scope,
    drafts: dict[str, tuple[Draft, ...]],
) -> Draft:
    """The draft of a statement; `drafts` has that of the norm whose breach triggers it."""
    met = scope.faults.met
    clauses = sort_clauses(statement.clauses, scope.faults)
    inner, on_breach = _breached(clauses, scope, drafts)
    binders: list[Binder] = []
    for_each = clauses.one(syntax.ForEach)
    for node in () if for_each is None else for_each.binders:
        binder, inner = bind(node, inner)
        _refuse_breach(node.name, scope.faults)
        if binder is not None:
            binders.append(binder)
    return Draft(
        statement=statement,
        clauses=clauses,
        scope=inner,
        variables=tuple((name, of) for name, of in inner.variables.items() if name != BREACH),
        binders=tuple(binders),
        on_breach=on_breach,
        in_force=in_force,
        sound=scope.faults.met == met,
    )


def _breached(
    clauses: Clauses, scope: Scope, drafts: dict[str, tuple[Draft, ...]]
) -> tuple[Scope, OnBreach | None]:
    """The scope with the variables of the instance whose breach triggers this norm."""
    clause = clauses.one(syntax.OnBreachOf)
    if clause is None:
        return scope, None
    word = clause.norm
    if word.text not in drafts:
        unknown(scope.faults, "LX228", "norm", word.text, word.span, drafts)
        return _silenced(clause, scope), None
    if not drafts[word.text]:  # a circle, which is reported
        return _silenced(clause, scope), None
    breached = drafts[word.text][0]
    if len(clause.arguments) != len(breached.variables):
        listed = ", ".join(name for name, _ in breached.variables)
        scope.faults.add(
            "LX207",
            f"`{word.text}` binds {plural(breached.variables)}, not {len(clause.arguments)}",
            clause.span,
            hint=f"write `on breach of {word.text}({listed})`",
            cause=(breached.statement.name.span, f"`{word.text}` is declared here"),
        )
        return _silenced(clause, scope), None
    names: list[str] = []
    for node, (_, of) in zip(clause.arguments, breached.variables, strict=True):
        if not isinstance(node, syntax.Name):
            scope.faults.add(
                "LX227",
                f"{quoted(node.span)} is no fresh name",
                node.span,
                hint=f"name here the variables of `{word.text}`; say in `when` what must hold",
            )
            continue
        fresh = syntax.Word(span=node.span, text=node.name)
        _refuse_breach(fresh, scope.faults)
        scope = scope.bind(fresh, of)
        names.append(node.name)
    scope = evolve(scope, variables={**scope.variables, BREACH: TIME})
    return scope, OnBreach(norm=word.text, variables=tuple(names))


def _refuse_breach(word: syntax.Word, faults: Faults) -> None:
    if word.text == BREACH:
        faults.add(
            "LX216",
            f"`{BREACH}` is the moment at which another norm is broken, and cannot name a variable",
            word.span,
            hint="give it another name",
        )


def _silenced(clause: syntax.OnBreachOf, scope: Scope) -> Scope:
    """The scope with the names of a faulty clause, so that their use is no further fault."""
    names = [node.name for node in clause.arguments if isinstance(node, syntax.Name)]
    return evolve(scope, variables={**scope.variables, **dict.fromkeys([*names, BREACH])})


def norm_of(draft: Draft, base: Norm | None = None) -> Norm | None:
    """The norm of a draft; None where a fault was met.

    `base` is the norm that a reading amends: its trigger stays, unless there is a `from` clause.
    """
    scope, clauses, statement = draft.scope, draft.clauses, draft.statement
    met = scope.faults.met
    scope = evolve(scope, counting=_counting(clauses, scope, statement))
    aim = _aim(draft)
    usual = base.trigger if base is not None else _last_act(draft)
    anchor = _breach(draft) if usual is None else usual
    window = window_of(clauses, scope, usual, anchor, amended=base is not None)
    bearer, counterparty = _parties(clauses, scope)
    when = condition(clauses, scope)
    cited = citations(clauses, scope)
    exceptions = unless_clauses(clauses, statement.kind, scope)
    in_force = in_force_of(clauses, draft.in_force, scope.faults)
    repairs = _repaired(clauses, scope.faults)
    arises = window.trigger or clauses.one(syntax.OnBreachOf) or in_force.start
    sound = draft.sound and scope.faults.met == met and not _lost(clauses, window, when, bearer)
    if arises is None and statement.kind == "obligation" and sound:
        scope.faults.add(
            "LX331",
            f"nothing says when `{draft.name}` arises",
            statement.name.span,
            hint="add `from …`, a deadline `within … of …`, or the day from which it is in force",
        )
    if aim is None or scope.faults.met > met or not sound:
        return None
    return Norm(
        name=draft.name,
        kind=statement.kind,
        text=statement.text,
        in_force=in_force,
        citations=cited,
        binders=draft.binders,
        when=when,
        trigger=window.trigger,
        bearer=bearer,
        counterparty=counterparty,
        target=aim,
        or_earlier=clauses.one(syntax.OrEarlier) is not None,
        opening=window.opening,
        deadline=window.deadline,
        until=window.until,
        exceptions=exceptions,
        essence=clauses.one(syntax.TimeIsOfTheEssence) is not None,
        on_breach=draft.on_breach,
        repairs=repairs,
        because=because(clauses),
        span=statement.span,
    )


def _lost(clauses: Clauses, window: Window, when: Term | None, bearer: Term | None) -> bool:
    """Does a clause that is there say nothing, since what it names is at fault elsewhere?"""
    said = (
        (syntax.Within, window.deadline),
        (syntax.FromClause, window.trigger),
        (syntax.NotBefore, window.opening),
        (syntax.UntilClause, window.until),
        (syntax.When, when),
        (syntax.DutyOf, bearer),
    )
    return any(clauses.one(kind) is not None and term is None for kind, term in said)


def _counting(clauses: Clauses, scope: Scope, statement: syntax.NormStatement) -> Countings | None:
    """How the norm counts: by its own clause, else as its file does."""
    usual = scope.names.counting_at(statement.span)
    clause = clauses.one(syntax.Counting)
    return usual if clause is None else counting_of(clause, scope.names, scope.faults, usual)


def _last_act(draft: Draft) -> Term | None:
    """The time of the last act that `for each` binds."""
    for binder in reversed(draft.binders):
        if isinstance(binder, ActBinder):
            act = Variable(type=binder.type, span=binder.span, name=binder.name)
            return FieldOf(type=TIME, span=binder.span, of=act, field="at")
    return None


def _breach(draft: Draft) -> Term | None:
    """The moment of the breach that triggers the norm."""
    clause = draft.clauses.one(syntax.OnBreachOf)
    return None if clause is None else Variable(type=TIME, span=clause.span, name=BREACH)


def _parties(clauses: Clauses, scope: Scope) -> tuple[Term | None, Term | None]:
    """Whose duty it is, and to whom."""
    clause = clauses.one(syntax.DutyOf)
    if clause is None:
        return None, None
    bearer = someone(clause.bearer, scope)
    return bearer, None if clause.counterparty is None else someone(clause.counterparty, scope)


def _repaired(clauses: Clauses, faults: Faults) -> str | None:
    """The norm whose breach this one repairs: the one whose breach triggers it."""
    clause = clauses.one(syntax.Repairs)
    if clause is None:
        return None
    breach = clauses.one(syntax.OnBreachOf)
    if breach is None or breach.norm.text != clause.norm.text:
        faults.add(
            "LX318",
            f"only what is due on breach of `{clause.norm.text}` can repair it",
            clause.span,
            hint=f"write `on breach of {clause.norm.text}(…)`",
            cause=None if breach is None else (breach.norm.span, "this is the norm it follows"),
        )
    return clause.norm.text


# ── What must, or must not, be ─────────────────────────────────────────────────────────────────


def _aim(draft: Draft) -> Target | None:
    """The target, and whether the other clauses suit it."""
    statement, clauses, faults = draft.statement, draft.clauses, draft.scope.faults
    must = clauses.one(syntax.Must)
    if must is None:
        word = "must" if statement.kind == "obligation" else "must not"
        faults.add(
            "LX307",
            f"{statement.kind} `{draft.name}` does not say what it asks for",
            statement.name.span,
            hint=f"add `{word} …`, with an act or a state",
        )
        return None
    aim = target(must.target, draft.scope)
    if must.negated != (statement.kind == "prohibition"):
        other = "prohibition" if must.negated else "obligation"
        word, right = ("must not", "must") if must.negated else ("must", "must not")
        faults.add(
            "LX308",
            f"`{word}` belongs to {other}s, and `{draft.name}` is none",
            must.span,
            hint=f"write `{other} {draft.name}`, or `{right} {must.target.span.text}`",
            cause=(statement.name.span, f"`{draft.name}` is declared here"),
        )
        return None
    if statement.kind == "prohibition":
        _only_of_obligations(clauses, faults)
    elif aim is not None:
        _suits(draft, aim, faults)
    return aim


def _only_of_obligations(clauses: Clauses, faults: Faults) -> None:
    for kind in (syntax.OrEarlier, syntax.NotBefore, syntax.TimeIsOfTheEssence, syntax.Repairs):
        clause = clauses.one(kind)
        if clause is not None:
            assert isinstance(clause, syntax.Node)
            faults.add(
                "LX310",
                f"`{word_of(kind)}` says nothing of a prohibition",
                clause.span,
                hint="leave it out: a prohibition is broken by any prohibited moment in its window",
            )


def _suits(draft: Draft, aim: Target, faults: Faults) -> None:
    """An act is done once, by some end; a state is brought about and kept."""
    clauses, name = draft.clauses, draft.name
    if not aim.is_state:
        if clauses.one(syntax.Within) is None and clauses.one(syntax.UntilClause) is None:
            faults.add(
                "LX311",
                f"nothing says by when `{aim.name}` must be done",
                aim.span,
                hint="add `within …`, `not later than …` or `until …`",
                cause=(draft.statement.name.span, f"`{name}` is declared here"),
                about=(f"no deadline beside {aim.span.place}",),
            )
        return
    earlier, opening = clauses.one(syntax.OrEarlier), clauses.one(syntax.NotBefore)
    if earlier is not None:
        faults.add(
            "LX312",
            f"`or earlier` is for acts, and `{aim.name}` is a state",
            earlier.span,
            hint="leave it out: a state that holds already does hold",
        )
    if opening is not None:
        faults.add(
            "LX312",
            f"`not before` is for acts, and `{aim.name}` is a state",
            opening.span,
            hint=f"write a prohibition, with `must not {aim.span.text}` and `until …`",
        )
