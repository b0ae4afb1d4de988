"""Random syntax trees: every tree that some text has, and no other.

What the grammar cannot say is not made: a `*` outside the arguments of a share, a set that is
not searched, a `because` right after an `unless` without one (it would be the `unless`'s).
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from lexcheck.base.text import Source, Span
from lexcheck.syntax import model as m
from lexcheck.syntax.tables import KEYWORDS

NOWHERE = Span(Source(name="random", text=""), 0, 0)

# Names that look like parts of phrases, of units and of currencies, among plain ones.
_TRICKY = [
    "force", "earlier", "any", "least", "most", "each", "count", "sum", "share", "the", "time",
    "list", "is", "up", "duty", "counts", "present", "hour", "days", "EUR", "IN", "T10", "_", "x1",
    "later", "on", "presumed",
]  # fmt: skip
_PLAIN = ["a", "b", "o", "order", "Item", "blocked", "rule_9", "a_very_long_name_of_something"]

identifiers = st.sampled_from(_PLAIN) | st.sampled_from(_TRICKY)
field_names = identifiers | st.sampled_from(sorted(KEYWORDS))
variables = identifiers | st.sampled_from(["state", "action", "source"])
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    ['"', "\\", '\\"', "# no comment", "so long a text " * 8]
)
numbers = st.decimals(0, 10_000, places=2) | st.integers(0, 400).map(Decimal)


def node(made: type[m.Node], /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(made, span=st.just(NOWHERE), **fields)


def several(of: st.SearchStrategy[Any], least: int = 0, most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


def maybe(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | of


words = node(m.Word, text=identifiers)
bound = node(m.Word, text=variables)
labels = node(m.Word, text=field_names)
quoted_words = node(m.Word, text=texts)
qualified = st.lists(field_names, min_size=1, max_size=3).map(".".join)
qualified_words = node(m.Word, text=qualified)
flags = st.booleans()

# ── Expressions ────────────────────────────────────────────────────────────────────────────────

dates = node(m.DateLiteral, value=st.dates(datetime.date(1000, 1, 1)))
timestamps = st.sampled_from(
    ["2021-01-31T10:00", "2021-01-31T10:00:05.5Z", "2021-01-31T10:00+05:30"]
)
lengths = node(
    m.DurationLiteral,
    value=numbers,
    unit=st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"]),
    working=flags,
)
leaves: st.SearchStrategy[Any] = st.one_of(
    node(m.Name, name=variables),
    node(m.Text, value=texts),
    node(m.Number, value=numbers),
    node(m.Percent, value=numbers),
    node(m.Money, value=numbers, currency=st.sampled_from(["EUR", "INR"])),
    lengths,
    dates,
    node(m.TimestampLiteral, value=timestamps),
    node(m.Boolean, value=flags),
    node(m.Worldwide),
)


def calls(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return node(m.Call, name=words, arguments=several(of, most=2))


def events(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    plain = st.sampled_from(["in", "by", "before", "after", "since", "up_to"])
    window = node(m.Window, kind=plain, of=of) | node(
        m.Window, kind=st.sampled_from(["at_most_before", "at_most_after"]), of=of, duration=of
    )
    return node(m.Event, call=calls(of), windows=several(window, most=2))


def binders(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return node(m.RecordBinder, name=bound, type=words, within=maybe(of)) | node(
        m.ActBinder, name=bound, event=events(of)
    )


def larger(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Expressions with these as parts."""
    bare = node(m.RecordBinder, name=bound, type=st.none(), within=of)
    sets = node(m.SetLiteral, members=several(of, least=1))
    called = calls(of)
    return st.one_of(
        node(m.Member, of=of, field=labels),
        called,
        node(m.CallAt, call=called, at=of, partly=flags),
        node(m.CallAt, call=called, partly=st.just(True)),
        node(m.Not, of=of),
        node(m.Junction, operator=st.sampled_from(["and", "or"]), operands=several(of, least=2)),
        node(
            m.Compared,
            operator=st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
            left=of,
            right=of,
        ),
        node(m.Membership, member=of, of=of | sets, negated=flags),
        node(m.Presence, of=of, absent=flags),
        node(m.Happened, event=events(of), negated=flags),
        node(
            m.Quantified,
            quantifier=st.sampled_from(["some", "every"]),
            binder=binders(of) | bare,
            has=of,
        ),
        node(m.Count, binder=binders(of), where=maybe(of)),
        node(m.Total, of=of, binder=binders(of), where=maybe(of)),
        node(m.Chosen, which=st.sampled_from(["first", "last"]), event=events(of)),
        node(m.Arithmetic, operator=st.sampled_from(["+", "-", "*"]), left=of, right=of),
        node(m.PeriodOf, period=of, anchor=of),
        node(m.Standard, words=texts, taken_as=maybe(of), anchor=maybe(of)),
        node(m.Otherwise, first=of, second=of),
        node(m.EarlierLater, which=st.sampled_from(["earlier", "later"]), left=of, right=of),
    )


expressions: st.SearchStrategy[Any] = st.recursive(leaves, larger, max_leaves=6)
acts = node(
    m.ActPattern, call=calls(expressions), territory=maybe(expressions), by=maybe(expressions)
)

# ── Clauses ────────────────────────────────────────────────────────────────────────────────────

citations = node(m.Citation, source=words, locator=texts, unverified=flags)
cites = node(m.Cites, citations=several(citations, least=1))
whens = node(m.When, condition=expressions)
becauses = node(m.Because, text=texts)
moments = node(
    m.Moment, at=st.sampled_from(["trigger", "deadline", "throughout", "any_time", "act"])
)
presumed = node(m.PresumedAbsent)
overrides = node(m.Overrides, names=several(words, least=1))
subjects = node(m.SubjectTo, names=several(words, least=1))
in_force = node(
    m.InForce, start=dates, until=maybe(dates), pending=maybe(words), annulled=maybe(dates)
)
# `counting a or earlier` is not two rules: it is one, before the clause `or earlier`.
countings = node(
    m.Counting,
    rules=several(words, least=1).filter(
        lambda rules: "earlier" not in {r.text for r in rules[1:]}
    ),
    calendar=maybe(words),
)
norm_clauses: st.SearchStrategy[Any] = st.one_of(
    cites,
    node(m.ForEach, binders=several(binders(expressions), least=1)),
    whens,
    node(m.FromClause, moment=expressions),
    node(m.DutyOf, bearer=expressions, counterparty=maybe(expressions)),
    node(m.Must, target=acts, negated=flags),
    node(m.OrEarlier),
    node(m.NotBefore, opening=expressions),
    node(m.Within, deadline=expressions, absolute=flags),
    countings,
    node(m.PausedWhile, condition=expressions),
    node(m.RestartsAfter, condition=expressions),
    node(m.ExtendedBy, length=expressions, condition=maybe(expressions)),
    node(m.UntilClause, moment=expressions),
    node(
        m.Unless,
        condition=expressions,
        moment=maybe(moments),
        presumed=maybe(presumed),
        because=maybe(becauses),
    ),
    node(m.TimeIsOfTheEssence),
    node(m.OnBreachOf, norm=words, arguments=several(expressions, most=2)),
    node(m.Repairs, norm=words),
    overrides,
    subjects,
    in_force,
    becauses,
)
exception_clauses = st.one_of(cites, whens, moments, presumed, becauses, overrides, subjects)
sanction_clauses = st.one_of(
    cites,
    node(m.Liable, party=expressions),
    node(m.Exposure, text=texts),
    node(m.ImposedBy, act=acts),
)


@st.composite
def measures(draw: st.DrawFn) -> m.Measure:
    graded = draw(flags)
    bounded = draw(flags)
    threshold = (
        node(m.Number, value=numbers)
        | node(m.Percent, value=numbers)
        | node(m.Name, name=variables)
    )
    return m.Measure(
        span=NOWHERE,
        measured=draw(st.sampled_from(["share", "count"])),
        norm=draw(words),
        arguments=draw(several(expressions | node(m.Star), least=1)),
        among=draw(several(words, least=1, most=1 if graded else 3)),
        graded=graded,
        bound=draw(st.sampled_from(["at_least", "at_most"])) if bounded else None,
        threshold=draw(threshold) if bounded else None,
    )


def sayable(clauses: tuple[m.Clause, ...]) -> bool:
    """Is no `because` right after an `unless` that would take it for its own?"""
    return not any(
        isinstance(before, m.Unless) and before.because is None and isinstance(after, m.Because)
        for before, after in pairwise(clauses)
    )


# ── Statements ─────────────────────────────────────────────────────────────────────────────────

types = node(
    m.TypeName, name=words | node(m.Word, text=st.just("territory")), optional=flags
) | node(m.TypeName, name=words, is_list=flags, optional=flags)
fields = several(node(m.Field, name=labels, type=types))
counts = node(
    m.CountsAs,
    act=acts,
    target=calls(expressions),
    partly=flags,
    clauses=several(st.one_of(whens, becauses, cites)),
)
ends = node(
    m.Ends,
    act=acts,
    target=calls(expressions),
    clauses=several(st.one_of(whens, becauses, cites)),
)
exceptions = node(
    m.ExceptionStatement,
    kind=st.sampled_from(["exception", "permission"]),
    name=words,
    to=words,
    text=texts,
    clauses=several(exception_clauses),
)
norms = node(
    m.NormStatement,
    kind=st.sampled_from(["obligation", "prohibition"]),
    name=words,
    text=texts,
    clauses=several(norm_clauses, least=1, most=8).filter(sayable),
)
items = node(
    m.Item,
    value=st.one_of(
        node(m.Name, name=identifiers | st.just("in")),
        node(m.Text, value=texts),
        node(m.Number, value=numbers),
        lengths,
        dates,
    ),
    text=texts,
) | node(m.Item, value=dates, last=dates, text=texts)
properties = several(cites | node(m.Property, name=labels, items=several(items, least=1)))
declarations: st.SearchStrategy[Any] = st.one_of(
    node(m.SourceDeclaration, name=words, title=texts),
    node(m.EnumDeclaration, name=words, constants=several(words, least=1, most=20), text=texts),
    node(m.RecordDeclaration, name=words, fields=fields, text=texts),
    node(
        m.ActionDeclaration,
        name=words,
        parameters=fields,
        territorial=flags,
        fields=fields,
        text=texts,
    ),
    node(m.StateDeclaration, name=words, parameters=fields, text=texts),
    node(m.Define, name=words, parameters=fields, body=expressions, moment=maybe(words)),
    node(m.ParameterDeclaration, name=words, type=types, value=maybe(expressions), text=texts),
    node(m.CalendarDeclaration, name=words, text=texts, properties=properties),
    node(m.CountingRule, name=words, text=texts, like=maybe(words), properties=properties),
)
effects: st.SearchStrategy[Any] = st.one_of(
    counts,
    ends,
    exceptions,
    node(
        m.SanctionStatement,
        name=words,
        norm=words,
        text=texts,
        clauses=several(sanction_clauses),
    ),
    node(
        m.AssessmentStatement,
        name=words,
        binders=several(binders(expressions)),
        text=texts,
        clauses=several(measures() | cites, least=1),
    ),
)
statements = norms | declarations | effects

# ── Files ──────────────────────────────────────────────────────────────────────────────────────

_items = st.one_of(
    counts,
    ends,
    exceptions,
    node(m.Amendment, norm=words, clauses=several(norm_clauses, least=1)),
    node(m.Setting, name=words, value=expressions),
)
readings = node(
    m.Reading,
    name=words,
    text=texts,
    items=st.builds(
        lambda own, others: own + others, several(cites | becauses, most=2), several(_items)
    ),
)
headers = node(
    m.Header,
    kind=st.sampled_from(["ruleset", "vocabulary"]),
    name=qualified_words,
    title=maybe(quoted_words),
    jurisdiction=maybe(words),
    timezone=maybe(quoted_words),
    uses=several(qualified_words),
    in_force=maybe(in_force),
    reviewed=maybe(dates),
    counting=maybe(countings),
)
files: st.SearchStrategy[m.File] = node(
    m.File,
    header=headers,
    statements=several(statements, least=1, most=5),
    readings=several(readings, most=2),
)
