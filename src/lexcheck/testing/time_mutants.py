"""What may stand in the place of what says how time is counted, and when a law holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs

from lexcheck.base.time.counting import BUILT_IN, CIVIL
from lexcheck.norms.model import Pending
from lexcheck.resolved.counting import WORDS
from lexcheck.syntax import model as m
from lexcheck.syntax.show import show_property
from lexcheck.testing.expression_mutants import Changed, of_expression

_TIME_OF_DAY = re.compile(r"(\d\d):(\d\d)")


def of_rule(rule: m.CountingRule) -> Iterator[Changed]:
    """A counting rule that is like no other is like `civil`."""
    if rule.like is not None:
        yield attrs.evolve(rule, like=None), f"counting rule {rule.name.text}"


def of_property(told: m.Property) -> Iterator[Changed]:
    """A property with another value, with one less, and without any. Void ones are among them.

    What a calendar covers stays: it says which days were looked up, and nothing of the law. A day
    less leaves a verdict at its edge open, and makes none wrong; and most such days no period of
    the law can end on, so that no case could notice.
    """
    if told.name.text == "covers":
        return
    items = told.items
    for number, item in enumerate(items):
        for other in _others(told.name.text, item):
            yield _with(told, (*items[:number], other, *items[number + 1 :]))
        if len(items) > 1:
            yield _with(told, (*items[:number], *items[number + 1 :]))
    if told.name.text == "weekend" and len(items) == 1:
        yield _with(told, (_word(items[0], "none"),))
    yield None, ""


def _with(told: m.Property, items: tuple[m.Item, ...]) -> Changed:
    other = attrs.evolve(told, items=items)
    label, pieces = show_property(other)
    return other, f"{label} {' '.join(pieces)}"


def _others(label: str, item: m.Item) -> Iterator[m.Item]:
    value = item.value
    if label in WORDS and isinstance(value, m.Name):
        yield from (_word(item, word) for word in WORDS[label] if word != value.name)
    elif label == "cut_off" and isinstance(value, m.Text):
        if found := _TIME_OF_DAY.fullmatch(value.value):
            minutes = int(found[1]) * 60 + int(found[2]) + 1
            later = f"{minutes // 60 % 24:02}:{minutes % 60:02}"
            yield attrs.evolve(item, value=attrs.evolve(value, value=later))
    elif isinstance(value, m.Number | m.DurationLiteral):
        for other, _ in of_expression(value):
            if isinstance(other, m.Number | m.DurationLiteral):
                yield attrs.evolve(item, value=other)


def _word(item: m.Item, word: str) -> m.Item:
    return attrs.evolve(item, value=m.Name(name=word, span=item.value.span))


def of_counting(clause: m.Counting) -> Iterator[m.Counting | None]:
    """What is usual instead; one rule less of those in dispute; the calendar that is usual."""
    yield None
    if len(clause.rules) > 1:
        for number in range(len(clause.rules)):
            kept = (*clause.rules[:number], *clause.rules[number + 1 :])
            yield attrs.evolve(clause, rules=kept)
    if clause.calendar is not None:
        yield attrs.evolve(clause, calendar=None)


def counts_as_usual(file: m.File) -> bool:
    """Does a header name none but rules by which all is counted as if it named none?

    Then they are there for their citation. To take one away leaves every moment as it is, so that
    no case could notice: it makes no mutant.
    """
    said = file.header.counting
    own = {each.name.text: each for each in file.statements if isinstance(each, m.CountingRule)}
    return said is None or (
        said.calendar is None and all(_is_civil(word.text, own) for word in said.rules)
    )


def _is_civil(name: str, own: Mapping[str, m.CountingRule]) -> bool:
    if name in own:
        told = (*own[name].properties, own[name].like)
        return all(each is None or isinstance(each, m.Cites) for each in told)
    rule = BUILT_IN.get(name)
    if rule is None:
        return False
    return (
        attrs.evolve(
            rule,
            name=CIVIL.name,
            title=CIVIL.title,
            citation=CIVIL.citation,
            verified=CIVIL.verified,
        )
        == CIVIL
    )


def of_days(clause: m.InForce, owner: m.Node) -> Iterator[m.InForce]:
    """What is pending at the end fares otherwise; what was annulled stands. (Its days move as all
    days do.)
    """
    if clause.until is not None and not _stands_with_its_law(owner):
        meant = Pending.CONTINUE if clause.pending is None else clause.pending.text
        for word in Pending:
            if word != meant:
                yield attrs.evolve(clause, pending=m.Word(text=str(word), span=clause.span))
    if clause.annulled is not None:
        yield attrs.evolve(clause, annulled=None)


def _stands_with_its_law(owner: m.Node) -> bool:
    """Does a duty have neither a beginning nor an end of its own?

    Then a state is owed while its law stands, and by that alone: it is never pending, and ends with
    its law whatever `pending` says.
    """
    own = m.FromClause | m.Within | m.UntilClause | m.OnBreachOf
    return (
        isinstance(owner, m.NormStatement)
        and owner.kind == "obligation"
        and not any(isinstance(each, own) for each in owner.clauses)
    )
