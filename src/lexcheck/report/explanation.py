"""An explanation: the finding, then the derivation, for each way that the verdict may fall."""

from __future__ import annotations

import json
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import zone
from lexcheck.facts.case import Case
from lexcheck.norms.model import Citation, Ruleset
from lexcheck.report import Options, fragments, wording
from lexcheck.report.layout import BOLD, OF_VERDICT, clean, fill, finished, painted
from lexcheck.report.model import NOTICE
from lexcheck.verdicts.model import (
    ExceptionFinding,
    Explanation,
    Finding,
    Question,
    Step,
    UsedFact,
)

SCHEMA = "lexcheck.explanation/1"


@light(kw_only=True)
class Explained:
    """An explanation with what it was made from; `asked` are the selectors given, by name."""

    version: str
    explanation: Explanation
    ruleset: Ruleset
    case: Case
    asked: tuple[tuple[str, str], ...] = ()


def as_text(explained: Explained, options: Options) -> bytes:
    lines = _lines(explained, options.width)
    return finished(lines, colour=options.colour).encode()


def _lines(explained: Explained, room: int) -> Iterator[str]:
    tz = zone(explained.ruleset.timezone)
    finding = explained.explanation.finding
    verdict = painted(wording.words(finding.verdict), OF_VERDICT[finding.verdict])
    reasons = ", ".join(wording.words(reason) for reason in finding.reasons)
    said = f"{painted(clean(finding.id), BOLD)}: {verdict}{f' ({reasons})' if reasons else ''}"
    yield from fill(said, room, rest="  ")
    asked = [f"{wording.words(name)} {text}" for name, text in explained.asked]
    named = f"{explained.ruleset.name}, case {explained.case.name}"
    yield from fill(clean(" · ".join([named, *asked])), room, "  ", "    ")
    for citation in wording.cited(_cited(explained)):
        yield from fill(clean(citation), room, "  ", "    ")
    for note in explained.explanation.notes:
        yield from fill(clean(f"Note: {note}."), room, "  ", "    ")
    ways = explained.explanation.ways
    for verdict_of_way, answers, steps in ways:
        yield ""
        if len(ways) > 1:
            word = painted(wording.words(verdict_of_way), OF_VERDICT[verdict_of_way])
            yield from fill(f"It is {word} if:" if answers else f"It is {word}:", room)
            for answer in answers:
                yield from fill(clean(wording.localised(answer, tz)), room, "  - ", "    ")
        yield from _derivation(steps, room, tz)
    yield from _facts(finding, room)
    yield from _rest(finding, room, tz)
    yield ""
    yield NOTICE


def _cited(explained: Explained) -> tuple[Citation, ...]:
    finding = explained.explanation.finding
    versions = explained.ruleset.versions.get(finding.norm, ())
    return next((norm.citations for norm in versions if str(norm.in_force) == finding.version), ())


def _derivation(steps: tuple[Step, ...], room: int, tz: ZoneInfo) -> Iterator[str]:
    """The steps, indented by their depth, each with the line that it reads."""
    for step in steps:
        indent = "  " * (step.depth + 1)
        place = "" if step.span is None else f" [{step.span.source.name}:{step.span.line}]"
        yield from fill(
            clean(wording.localised(step.text, tz) + place), room, indent, indent + "    "
        )


def _facts(finding: Finding, room: int) -> Iterator[str]:
    if not finding.facts:
        return
    yield ""
    yield painted("Facts used", BOLD)
    for fact in finding.facts:
        place = "" if fact.span is None else f" [{fact.span.source.name}:{fact.span.line}]"
        said = [f"{fact.fact}: {fact.value}"]
        said += [f"{word} {', '.join(who)}" for word, who in _provenance(fact) if who]
        if fact.because:
            said.append(f"because {fact.because}")
        yield from fill(clean("; ".join(said) + place), room, "  ", "      ")


def _provenance(fact: UsedFact) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("source", fact.sources),
        ("asserted by", fact.asserts),
        ("denied by", fact.denies),
    )


def _rest(finding: Finding, room: int, tz: ZoneInfo) -> Iterator[str]:
    parts = (
        ("Exceptions considered", [_exception(each) for each in finding.exceptions]),
        ("Taken for granted", list(finding.assumptions)),
        ("What would settle it", [question for q in finding.questions for question in _asked(q)]),
        ("What would have complied", [finding.remedy] if finding.remedy else []),
    )
    for title, texts in parts:
        if texts:
            yield ""
            yield painted(title, BOLD)
            for text in texts:
                yield from fill(clean(wording.localised(text, tz)), room, "  ", "      ")


def _exception(found: ExceptionFinding) -> str:
    outcome = {"held": "holds", "failed": "does not hold", "open": "is open"}[found.outcome]
    said = f"{wording.exception(found)} {outcome}"
    said += " (presumed absent)" if found.presumed else ""
    said += f": because {found.because}" if found.because else ""
    cited = "; ".join(str(citation) for citation in found.citations)
    return f"{said} [{cited}]" if cited else said


def _asked(question: Question) -> Iterator[str]:
    answers = [
        f"{answer}: {' or '.join(wording.words(verdict) for verdict in verdicts)}"
        for answer, verdicts in question.answers
    ]
    yield f"{question.question} ({wording.words(question.reason)}) {'; '.join(answers)}"


def as_json(explained: Explained, options: Options) -> bytes:  # noqa: ARG001 - for machines
    explanation = explained.explanation
    found = explanation.finding
    pieces = fragments.Pieces(explained.ruleset)
    finding = fragments.finding(found, pieces)
    facts = ", ".join(f'"{key}": {fact}' for key, fact in pieces.facts.items())
    head = {
        "schema": SCHEMA,
        "lexcheck": explained.version,
        "notice": NOTICE,
        "case": {"name": explained.case.name, "file": explained.case.source.name},
        "ruleset": {"name": explained.ruleset.name, "title": explained.ruleset.title},
        "timezone": explained.ruleset.timezone,
        "asked": dict(explained.asked),
        "notes": explanation.notes,
        "norm": pieces.norms.get(found.norm, {}).get(found.version),
        "ways": [
            {"verdict": verdict, "answers": answers, "steps": [_step(step) for step in steps]}
            for verdict, answers, steps in explanation.ways
        ],
    }
    pieces_of = f'{{"finding": {finding}, "facts": {{{facts}}}}}'
    document = json.loads(fragments.joined(fragments.encode(head), pieces_of))
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _step(step: Step) -> fragments.Json:
    return {"depth": step.depth, "text": step.text, **fragments.place(step.span)}


RENDERERS = {"text": as_text, "json": as_json}
