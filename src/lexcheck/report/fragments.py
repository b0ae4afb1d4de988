"""Models to JSON text, piece by piece.

Pieces are written directly, not by way of objects: a case of ordinary size rests on ten thousand
facts, and building and encoding as many small objects took longer than judging the case. What many
findings share is written once: times and lengths are kept, norms, exceptions and facts go into
tables of the run, which the findings refer to.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from lexcheck.base.text import Source, Span
from lexcheck.base.time.instants import EARLIEST, LATEST, Instant, show_instant, show_length, zone
from lexcheck.facts.case import Grade
from lexcheck.norms.model import CalendarUsed, Citation, Ruleset
from lexcheck.verdicts.model import (
    AssessmentFinding,
    Bounds,
    ExceptionFinding,
    Finding,
    Gap,
    Length,
    Question,
    SanctionFinding,
    UsedFact,
    When,
)

Json = dict[str, object]

_UTC = ZoneInfo("UTC")

encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

#: A text as JSON; the fast half of `encode`.
text = json.encoder.encode_basestring

_GRADES = {grade: text(str(grade)) for grade in Grade}


def joined(*objects: str) -> str:
    """One object with the entries of several, none of them empty."""
    return "{" + ", ".join(each[1:-1] for each in objects) + "}"


def listed(pieces: Iterable[str]) -> str:
    return f"[{', '.join(pieces)}]"


# ── Small things ───────────────────────────────────────────────────────────────────────────────


def place(span: Span | None) -> Json:
    """Lines and columns from 1, columns in characters."""
    if span is None:
        return {"file": None, "line": None, "column": None}
    return {"file": span.source.name, "line": span.line, "column": span.column}


def citations(cited: Iterable[Citation]) -> list[Json]:
    return [
        {
            "source": each.source,
            "title": each.title,
            "locator": each.locator,
            "verified": not each.unverified,
        }
        for each in cited
    ]


def calendars(used: Iterable[CalendarUsed]) -> list[Json]:
    return [
        {
            "name": each.calendar.name,
            "title": each.calendar.title,
            "first": str(each.calendar.first),
            "last": str(each.calendar.last),
            "data": each.calendar.version,
            "citations": citations(each.citations),
        }
        for each in used
    ]


def count(bounds: tuple[int, int | None]) -> Json:
    return {"least": bounds[0], "most": bounds[1]}


class Pieces:
    """The pieces that the findings of a run share, each written once.

    Keys of `facts` are `f1`, `f2`, … in order of use.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self.zone = zone(ruleset.timezone)
        self.facts: dict[str, str] = {}
        self.norms: dict[str, dict[str, Json]] = {}
        self._exceptions: dict[tuple[str, str], Json] = {}
        self._keys: dict[int, str] = {}
        self._instants: dict[int, str] = {}
        self._whens: dict[tuple[int | None, int | None], str] = {}
        self._lengths: dict[int, str] = {}
        self._texts: dict[tuple[str, ...], str] = {}
        self._provenances: dict[tuple[object, ...], str] = {}
        self._sources: dict[int, tuple[str, tuple[int, ...]]] = {}
        for norm in ruleset.norms:
            version = str(norm.in_force)
            exceptions: Json = {}
            self._exceptions[norm.name, version] = exceptions
            self.norms.setdefault(norm.name, {})[version] = {
                "kind": norm.kind,
                "text": norm.text,
                **place(norm.span),
                "rule": norm.span.text,
                "because": norm.because,
                "citations": citations(norm.citations),
                "exceptions": exceptions,
            }

    # ── Times ──────────────────────────────────────────────────────────────────────────────────

    def instant(self, instant: int | None) -> str:
        """In UTC and local; a word, as `never`, for what lies beyond the calendar."""
        if instant is None:
            return "null"
        found = self._instants.get(instant)
        if found is None:
            utc = show_instant(Instant(instant), _UTC)
            if EARLIEST <= instant <= LATEST:
                local = show_instant(Instant(instant), self.zone)
                found = f'{{"utc": "{utc.removesuffix("+00:00")}Z", "local": "{local}"}}'
            else:
                found = text(utc)
            self._instants[instant] = found
        return found

    def when(self, time: When | None) -> str:
        if time is None:
            return "null"
        key = (time.earliest, time.latest)
        found = self._whens.get(key)
        if found is None:
            exact = "true" if time.exact else "false"
            low, high = self.instant(time.earliest), self.instant(time.latest)
            found = f'{{"exact": {exact}, "earliest": {low}, "latest": {high}}}'
            self._whens[key] = found
        return found

    def gap(self, gap: Gap) -> str:
        return f'{{"start": {self.when(gap.start)}, "end": {self.when(gap.end)}}}'

    def length(self, length: Length | None) -> str:
        if length is None:
            return "null"
        return f'{{"least": {self._length(length.least)}, "most": {self._length(length.most)}}}'

    def _length(self, micros: int | None) -> str:
        if micros is None:
            return "null"
        found = self._lengths.get(micros)
        if found is None:
            found = f'{{"microseconds": {micros}, "words": "{show_length(micros)}"}}'
            self._lengths[micros] = found
        return found

    # ── Texts, facts and exceptions ────────────────────────────────────────────────────────────

    def texts(self, texts: tuple[str, ...]) -> str:
        found = self._texts.get(texts)
        if found is None:
            found = self._texts[texts] = listed(map(text, texts))
        return found

    def fact(self, fact: UsedFact) -> str:
        """The key of a fact in the table. The run keeps its facts, so identity tells them apart."""
        key = self._keys.get(id(fact))
        if key is None:
            key = self._keys[id(fact)] = f"f{len(self.facts) + 1}"
            self.facts[key] = self._fact(fact)
        return key

    def _fact(self, fact: UsedFact) -> str:
        where = '"file": null, "line": null, "column": null'
        if (span := fact.span) is not None:
            file, starts = self._sources.get(id(span.source)) or self._lines_of(span.source)
            line = bisect_right(starts, span.start)
            where = f'{file}, "line": {line}, "column": {span.start - starts[line - 1] + 1}'
        key = (fact.sources, fact.asserts, fact.denies, fact.because)
        provenance = self._provenances.get(key)
        if provenance is None:
            provenance = self._provenances[key] = (
                f'"sources": {self.texts(fact.sources)}, "asserts": {self.texts(fact.asserts)}, '
                f'"denies": {self.texts(fact.denies)}, "because": {text(fact.because)}'
            )
        return f'{{"fact": {text(fact.fact)}, "value": {text(fact.value)}, {where}, {provenance}}}'

    def _lines_of(self, source: Source) -> tuple[str, tuple[int, ...]]:
        """A source as the places in it begin, and where its lines start."""
        found = self._sources[id(source)] = (f'"file": {text(source.name)}', source.line_starts)
        return found

    def questions(self, asked: tuple[Question, ...]) -> str:
        return encode([question(each) for each in asked]) if asked else "[]"

    def exception(self, finding: Finding, found: ExceptionFinding) -> str:
        known = self._exceptions.setdefault((finding.norm, finding.version), {})
        if found.name not in known:
            known[found.name] = {
                "kind": found.kind,
                "text": found.text,
                "because": found.because,
                **place(found.span),
                "citations": citations(found.citations),
            }
        presumed = "true" if found.presumed else "false"
        return (
            f'{{"name": {text(found.name)}, "outcome": "{found.outcome}", "presumed": {presumed}}}'
        )


# ── Findings ───────────────────────────────────────────────────────────────────────────────────


def finding(found: Finding, pieces: Pieces, *, in_full: bool = False) -> str:
    """A finding; its facts are keys of the table, or, `in_full`, the facts themselves."""
    when, texts = pieces.when, pieces.texts
    bindings = ", ".join([f"{text(name)}: {text(value)}" for name, value in found.bindings])
    deciding, reason = found.deciding_act, found.reasons[0] if found.reasons else None
    low, high = found.count
    keys = list(map(pieces.fact, found.facts))
    facts = [pieces.facts[key] for key in keys] if in_full else [f'"{key}"' for key in keys]
    return (
        f'{{"id": {text(found.id)}, "norm": {text(found.norm)}, '
        f'"version": {text(found.version)}, "bindings": {{{bindings}}}, '
        f'"count": {{"least": {low}, "most": {"null" if high is None else high}}}, '
        f'"verdict": "{found.verdict}", "possible": {texts(found.possible)}, '
        f'"reason": {"null" if reason is None else text(reason)}, '
        f'"reasons": {texts(found.reasons)}, '
        f'"grade": {{"least": {_GRADES[found.grade[0]]}, "most": {_GRADES[found.grade[1]]}}}, '
        f'"bearer": {text(found.bearer)}, "counterparty": {text(found.counterparty)}, '
        f'"trigger": {when(found.trigger)}, "opening": {when(found.opening)}, '
        f'"deadline": {when(found.deadline)}, "steps": {texts(found.steps)}, '
        f'"horizon": {when(found.horizon)}, '
        f'"deciding_act": {"null" if deciding is None else text(deciding)}, '
        f'"deciding_acts": {texts(found.deciding_acts)}, '
        f'"gaps": {listed(map(pieces.gap, found.gaps))}, '
        f'"lateness": {pieces.length(found.lateness)}, "took": {pieces.length(found.took)}, '
        f'"breach_at": {when(found.breach_at)}, '
        f'"prohibited_acts": {texts(found.prohibited_acts)}, '
        f'"exceptions": {listed([pieces.exception(found, each) for each in found.exceptions])}, '
        f'"assumptions": {texts(found.assumptions)}, '
        f'"facts": {listed(facts)}, '
        f'"questions": {pieces.questions(found.questions)}, '
        f'"other_versions": {texts(found.other_versions)}, "law": {texts(found.law)}, '
        f'"remedy": {text(found.remedy)}}}'
    )


def question(asked: Question) -> Json:
    return {
        "question": asked.question,
        "reason": asked.reason,
        **place(asked.span),
        "answers": [{"answer": answer, "possible": verdicts} for answer, verdicts in asked.answers],
    }


def assessment(found: AssessmentFinding) -> Json:
    return {
        "id": found.id,
        "name": found.name,
        "bindings": dict(found.bindings),
        "text": found.text,
        "measured": found.measured,
        "outcome": found.outcome,
        "threshold": found.threshold,
        "figure": _bounds(found.figure),
        "counted": count(found.counted),
        "not_counted": count(found.not_counted),
        "total": count(found.total),
        "citations": citations(found.citations),
        **place(found.span),
    }


def _bounds(bounds: Bounds | None) -> Json | None:
    if bounds is None:
        return None
    return {
        "exact": bounds.exact,
        "least": _fraction(bounds.least),
        "most": None if bounds.most is None else _fraction(bounds.most),
    }


def _fraction(number: tuple[int, int]) -> Json:
    numerator, denominator = number
    return {
        "numerator": numerator,
        "denominator": denominator,
        "decimal": numerator / denominator,
    }


def sanction(found: SanctionFinding) -> Json:
    return {
        "name": found.name,
        "instance": found.instance,
        "liable": found.liable,
        "exposure": found.exposure,
        "certain": found.certain,
        "imposed": found.imposed,
        "citations": citations(found.citations),
        **place(found.span),
    }


def verdict_counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many instances have which verdict; verdicts that none has are left out."""
    found: dict[str, int] = {}
    for each in findings:
        found[each.verdict] = found.get(each.verdict, 0) + 1
    return dict(sorted(found.items()))
