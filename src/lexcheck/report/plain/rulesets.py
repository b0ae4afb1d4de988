"""A whole ruleset in sentences, chapter by chapter: words, defined terms, norms, readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lexcheck.base.light import fields_of, is_model, light
from lexcheck.base.text import Source, Span
from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import Counting
from lexcheck.base.time.instants import zone
from lexcheck.facts.schema import Field, Kind, Schema
from lexcheck.norms.model import CalendarUsed, Reading, Ruleset
from lexcheck.report import wording
from lexcheck.report.plain import norms
from lexcheck.report.plain.norms import Statement, sentence
from lexcheck.report.plain.terms import Phrases, listed, quoted, type_words
from lexcheck.resolved.terms import Apply


@light(kw_only=True)
class Chapter:
    title: str
    statements: tuple[Statement, ...]


@light(kw_only=True)
class Told:
    """A ruleset as it is told; `about` are sentences on the whole."""

    name: str
    title: str
    about: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def told(ruleset: Ruleset) -> Told:
    chapters = [*_chapters(ruleset), *(_reading(each, ruleset) for each in ruleset.readings)]
    return Told(
        name=ruleset.name,
        title=ruleset.title,
        about=tuple(map(sentence, _about(ruleset))),
        chapters=tuple(chapter for chapter in chapters if chapter.statements),
    )


def _about(ruleset: Ruleset) -> Iterator[str]:
    where = f"of {ruleset.jurisdiction}, " if ruleset.jurisdiction else ""
    yield f"{where}{wording.versions(ruleset)}; days are those of {ruleset.timezone}"
    if ruleset.vocabularies:
        yield f"it uses the words of {listed(ruleset.vocabularies)}"


def _chapters(ruleset: Ruleset) -> Iterator[Chapter]:
    p = Phrases(zone(ruleset.timezone))
    duties = [norms.norm(each, p) for each in ruleset.norms if each.kind == "obligation"]
    bans = [norms.norm(each, p) for each in ruleset.norms if each.kind == "prohibition"]
    for title, statements in (
        ("Obligations", duties),
        ("Prohibitions", bans),
        ("What counts as what", [norms.counts_as(each, p) for each in ruleset.counts_as]),
        ("Defined terms", list(_defines(ruleset, p))),
        ("How time is counted", [*_countings(ruleset), *map(_calendar, ruleset.calendars)]),
        ("Parameters", [norms.parameter(each, p) for each in ruleset.parameters]),
        ("Sanctions", [norms.sanction(each, p) for each in ruleset.sanctions]),
        ("Assessments", [norms.assessment(each, p) for each in ruleset.assessments]),
        ("What cases may speak of", list(_words(ruleset.schema))),
    ):
        yield Chapter(title=title, statements=tuple(statements))


# ── Defined terms ──────────────────────────────────────────────────────────────────────────────


def _defines(ruleset: Ruleset, phrases: Phrases) -> Iterator[Statement]:
    """Each term that is used, once, in the order of the file."""
    used: dict[str, Apply] = {}
    for model in (
        *ruleset.norms, *ruleset.counts_as, *ruleset.sanctions, *ruleset.assessments,
    ):  # fmt: skip
        for found in _applied(model):
            used.setdefault(found.name, found)
    for name, apply in sorted(used.items(), key=lambda item: item[1].body.span.start):
        of = listed(apply.parameters)
        moment = "" if apply.moment is None else f" at the moment {apply.moment}"
        means = "means that" if apply.type.kind is Kind.BOOLEAN else "means"
        text = f"{quoted(name)}{f' of {of}' if of else ''}{moment} {means} {phrases.of(apply.body)}"
        yield Statement(name=name, sentences=((0, sentence(text)),), span=apply.body.span)


def _applied(model: object) -> Iterator[Apply]:
    """The defines that are applied anywhere in a model."""
    return (each for each in _within(model) if isinstance(each, Apply))


def _within(model: object) -> Iterator[object]:
    """A model and all that is in it."""
    yield model
    if isinstance(model, tuple):
        for each in model:
            yield from _within(each)
    elif is_model(type(model)) and not isinstance(model, Span | Source):
        for field in fields_of(type(model)):  # type: ignore[arg-type] # `has` said so
            yield from _within(getattr(model, field.name))


# ── Counting ───────────────────────────────────────────────────────────────────────────────────


def _countings(ruleset: Ruleset) -> Iterator[Statement]:
    """The named rules by which periods are counted, each with all that it says."""
    found = [each for each in _within(ruleset.norms) if isinstance(each, Counting)]
    for counting in dict.fromkeys(found):
        said = [counting.title] if counting.title else []
        for each in fields_of(Counting):
            value = getattr(counting, each.name)
            if each.name not in _HEAD and value not in (None, 0):
                shown = value.name if isinstance(value, Calendar) else value
                said.append(f"{wording.words(each.name)}: {wording.words(str(shown))}")
        cited = counting.citation + (f" ({counting.verified})" if counting.verified else "")
        yield Statement(
            name=f"counting rule {counting.name}",
            sentences=tuple((0, sentence(each)) for each in said),
            citations=(cited,) if cited else (),
        )


_HEAD = frozenset({"name", "title", "citation", "verified"})
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _calendar(used: CalendarUsed) -> Statement:
    calendar = used.calendar
    said = [calendar.title] if calendar.title else []
    weekend = [_DAYS[each] for each in sorted(calendar.weekend)]
    said.append(f"closed each {listed(weekend)}" if weekend else "no day of the week is closed")
    number = len(calendar.closed)
    said.append(f"{number:,} further day{'' if number == 1 else 's'} closed, by name or date")
    said.append(f"it covers {calendar.first} to {calendar.last}; past that nothing is certain")
    if calendar.version:
        said.append(f"its holidays come from {calendar.version}")
    return Statement(
        name=f"calendar {calendar.name}",
        sentences=tuple((0, sentence(each)) for each in said),
        citations=tuple(wording.cited(used.citations)),
        span=used.span,
    )


# ── Words ──────────────────────────────────────────────────────────────────────────────────────


def _words(schema: Schema) -> Iterator[Statement]:
    for enum in schema.enums:
        among = listed([quoted(constant) for constant in enum.constants], "or")
        yield _word(enum.name, [f"{quoted(enum.name)} is one of {among}", enum.text], enum.span)
    for record in schema.records:
        has = _fields(record.fields) or "nothing but its name"
        article = "an" if record.name[0] in "AEIOUaeiou" else "a"
        holds = f"{article} {quoted(record.name)} has {has}"
        yield _word(record.name, [holds, record.text], record.span)
    for action in schema.actions:
        on = _fields(action.parameters)
        said = [f"an act {quoted(action.name)} is done{f' to {on}' if on else ''}"]
        if action.territorial:
            said.append("it covers a territory")
        if action.fields:
            said.append(f"of it is recorded besides: {_fields(action.fields)}")
        yield _word(action.name, [*said, action.text], action.span)
    for state in schema.states:
        of = _fields(state.parameters)
        said = [f"{quoted(state.name)} is a state{f' of {of}' if of else ''}", state.text]
        yield _word(state.name, said, state.span)


def _fields(fields: Sequence[Field]) -> str:
    return listed([f"{quoted(field.name)} ({type_words(field.type)})" for field in fields])


def _word(name: str, said: Sequence[str], span: Span | None) -> Statement:
    return Statement(
        name=name, sentences=tuple((0, sentence(each)) for each in said if each), span=span
    )


# ── Readings ───────────────────────────────────────────────────────────────────────────────────


def _reading(reading: Reading, base: Ruleset) -> Chapter:
    """What is otherwise under a reading: what it adds or changes, told anew, and what it drops."""
    head = [reading.text, f"because {reading.because}" if reading.because else ""]
    statements = [
        Statement(
            name=f"reading {reading.name}",
            sentences=tuple((0, sentence(each)) for each in head if each),
            citations=tuple(wording.cited(reading.citations)),
            span=reading.span,
        )
    ]
    before = {(s.name, s.sentences) for chapter in _chapters(base) for s in chapter.statements}
    after = [s for chapter in _chapters(reading.ruleset) for s in chapter.statements]
    statements += [s for s in after if (s.name, s.sentences) not in before]
    kept = {s.name for s in after}
    dropped = sorted({name for name, _ in before} - kept)
    statements += [
        Statement(name=name, sentences=((0, "Does not apply under this reading."),))
        for name in dropped
    ]
    return Chapter(title=f"Under the reading “{reading.name}”", statements=tuple(statements))
