"""Clauses as nodes: one function for each production that has a class."""

from __future__ import annotations

from collections.abc import Callable

from lexcheck.base.text import Span
from lexcheck.syntax import model as m
from lexcheck.syntax.build_expressions import (
    Made,
    arguments,
    date_of,
    name,
    number,
    percent,
    word,
    words,
)
from lexcheck.syntax.tokens import Token, unquoted

# ── Of norms ───────────────────────────────────────────────────────────────────────────────────


def act_pattern(
    span: Span,
    called: m.Call,
    _in: Token | None,
    territory: Made | None,
    _by: Token | None,
    by: Made | None,
) -> m.ActPattern:
    return m.ActPattern(span=span, call=called, territory=territory, by=by)


def cites_clause(
    span: Span, _cites: Token, first: m.Citation, rest: list[m.Citation] | None = None
) -> m.Cites:
    return m.Cites(span=span, citations=(first, *(rest or ())))


def citation(
    span: Span, name: Token, locator: Token, unverified: Token | None = None
) -> m.Citation:
    return m.Citation(
        span=span,
        source=word(span, name),
        locator=unquoted(locator.text),
        unverified=unverified is not None,
    )


def for_each_clause(
    span: Span, _for_each: Token, first: m.Binder, rest: list[m.Binder] | None = None
) -> m.ForEach:
    return m.ForEach(span=span, binders=(first, *(rest or ())))


def when_clause(span: Span, _when: Token, condition: Made) -> m.When:
    return m.When(span=span, condition=condition)


def from_clause(span: Span, _from: Token, moment: Made) -> m.FromClause:
    return m.FromClause(span=span, moment=moment)


def duty_clause(
    span: Span, _duty_of: Token, bearer: Made, _to: Token | None, counterparty: Made | None
) -> m.DutyOf:
    return m.DutyOf(span=span, bearer=bearer, counterparty=counterparty)


def must_clause(span: Span, _must: Token, *rest: Token | m.ActPattern) -> m.Must:
    target = rest[-1]
    assert isinstance(target, m.ActPattern)
    return m.Must(span=span, target=target, negated=len(rest) == 2)


def or_earlier_clause(span: Span, _or_earlier: Token) -> m.OrEarlier:
    return m.OrEarlier(span=span)


def not_before_clause(span: Span, _not_before: Token, opening: Made) -> m.NotBefore:
    return m.NotBefore(span=span, opening=opening)


def within_clause(span: Span, _within: Token, deadline: Made) -> m.Within:
    return m.Within(span=span, deadline=deadline)


def not_later_clause(span: Span, _not_later: Token, deadline: Made) -> m.Within:
    return m.Within(span=span, deadline=deadline, absolute=True)


def counting_clause(
    span: Span, _counting: Token, first: Token, *rest: list[Token] | Token | None
) -> m.Counting:
    """After the first rule may come others; then `by` and a calendar, or None for both."""
    *others, _by, calendar = rest
    named = others[0] if others and isinstance(others[0], list) else None
    assert calendar is None or isinstance(calendar, Token)
    return m.Counting(
        span=span,
        rules=words(span, first, named),
        calendar=None if calendar is None else word(span, calendar),
    )


def paused_clause(span: Span, _paused: Token, condition: Made) -> m.PausedWhile:
    return m.PausedWhile(span=span, condition=condition)


def restarts_clause(span: Span, _restarts: Token, condition: Made) -> m.RestartsAfter:
    return m.RestartsAfter(span=span, condition=condition)


def extended_clause(
    span: Span, _extended: Token, length: Made, _if: Token | None, condition: Made | None
) -> m.ExtendedBy:
    return m.ExtendedBy(span=span, length=length, condition=condition)


def until_clause(span: Span, _until: Token, moment: Made) -> m.UntilClause:
    return m.UntilClause(span=span, moment=moment)


def unless_clause(
    span: Span, _unless: Token, condition: Made, *rest: m.Moment | m.PresumedAbsent | m.Because
) -> m.Unless:
    def one(kind: type[m.Node]) -> object:
        return next((part for part in rest if isinstance(part, kind)), None)

    return m.Unless(
        span=span,
        condition=condition,
        moment=one(m.Moment),  # type: ignore[arg-type]  # of that class or None
        presumed=one(m.PresumedAbsent),  # type: ignore[arg-type]
        because=one(m.Because),  # type: ignore[arg-type]
    )


def moment_clause(span: Span, asked: Token) -> m.Moment:
    match asked.kind:
        case "AT_THE_TRIGGER":
            return m.Moment(span=span, at="trigger")
        case "AT_THE_DEADLINE":
            return m.Moment(span=span, at="deadline")
        case "THROUGHOUT":
            return m.Moment(span=span, at="throughout")
        case "AT_ANY_TIME":
            return m.Moment(span=span, at="any_time")
        case _:
            return m.Moment(span=span, at="act")


def presumed_clause(span: Span, _presumed: Token) -> m.PresumedAbsent:
    return m.PresumedAbsent(span=span)


def essence_clause(span: Span, _essence: Token) -> m.TimeIsOfTheEssence:
    return m.TimeIsOfTheEssence(span=span)


def on_breach_clause(
    span: Span,
    _on_breach: Token,
    norm: Token,
    _open: Token,
    given: tuple[Made, ...] | None,
    _close: Token,
) -> m.OnBreachOf:
    return m.OnBreachOf(span=span, norm=word(span, norm), arguments=given or ())


def repairs_clause(span: Span, _repairs: Token, norm: Token) -> m.Repairs:
    return m.Repairs(span=span, norm=word(span, norm))


def overrides_clause(
    span: Span, _overrides: Token, first: Token, rest: list[Token] | None = None
) -> m.Overrides:
    return m.Overrides(span=span, names=words(span, first, rest))


def subject_clause(
    span: Span, _subject: Token, first: Token, rest: list[Token] | None = None
) -> m.SubjectTo:
    return m.SubjectTo(span=span, names=words(span, first, rest))


def because_clause(span: Span, _because: Token, reason: Token) -> m.Because:
    return m.Because(span=span, text=unquoted(reason.text))


def in_force_clause(
    span: Span,
    _in_force: Token,
    _from: Token,
    start: Token,
    _until: Token | None,
    end: Token | None,
    _pending: Token | None,
    pending: Token | None,
    _annulled: Token | None,
    annulled: Token | None,
) -> m.InForce:
    return m.InForce(
        span=span,
        start=date_of(span, start),
        until=None if end is None else date_of(span, end),
        pending=None if pending is None else word(span, pending),
        annulled=None if annulled is None else date_of(span, annulled),
    )


# ── Of sanctions and assessments ──────────────────────────────────────────────────────────────


def liable_clause(span: Span, _liable: Token, party: Made) -> m.Liable:
    return m.Liable(span=span, party=party)


def exposure_clause(span: Span, _exposure: Token, exposed: Token) -> m.Exposure:
    return m.Exposure(span=span, text=unquoted(exposed.text))


def imposed_clause(span: Span, _imposed_by: Token, act: m.ActPattern) -> m.ImposedBy:
    return m.ImposedBy(span=span, act=act)


def measure(
    span: Span,
    measured_: Token,
    norm: Token,
    _open: Token,
    given: tuple[Made, ...],
    _close: Token,
    among: tuple[bool, tuple[m.Word, ...]],
    bound: tuple[Token, m.Number | m.Percent | m.Name] | None,
) -> m.Measure:
    graded, names = among
    return m.Measure(
        span=span,
        measured="share" if measured_.kind == "SHARE_OF" else "count",
        norm=word(span, norm),
        arguments=given,
        among=names,
        graded=graded,
        bound=None if bound is None else "at_least" if bound[0].kind == "AT_LEAST" else "at_most",
        threshold=None if bound is None else bound[1],
    )


def measured(_span: Span, token: Token) -> Token:
    return token


def among_verdicts(
    span: Span, _in: Token, _open: Token, first: Token, *rest: Token | list[Token]
) -> tuple[bool, tuple[m.Word, ...]]:
    others = rest[0] if isinstance(rest[0], list) else []
    return (False, words(span, first, others))


def among_grades(span: Span, _graded: Token, grade: Token) -> tuple[bool, tuple[m.Word, ...]]:
    return (True, (word(span, grade),))


def threshold(
    span: Span, bound: Token, value: Token
) -> tuple[Token, m.Number | m.Percent | m.Name]:
    of = Span(span.source, value.start, value.end)
    if value.kind == "NAME":
        return (bound, name(of, value))
    return (bound, percent(of, value) if value.kind == "PERCENT" else number(of, value))


CALLBACKS: dict[str, Callable[..., object]] = {
    function.__name__: function
    for function in (
        act_pattern, cites_clause, citation, for_each_clause, when_clause, from_clause,
        duty_clause, must_clause, or_earlier_clause, not_before_clause, within_clause,
        not_later_clause, counting_clause, paused_clause, restarts_clause, extended_clause,
        until_clause, unless_clause,
        moment_clause, presumed_clause, essence_clause, on_breach_clause,
        repairs_clause, overrides_clause, subject_clause, because_clause,
        in_force_clause, liable_clause, exposure_clause, imposed_clause, measure,
        measured, among_verdicts, among_grades, threshold,
    )
} | {"star_arguments": arguments}  # fmt: skip
