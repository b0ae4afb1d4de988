"""An explanation: the finding, then the derivation, for each way that the verdict may fall."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import assert_never
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import Instant, show_instant, zone
from lexcheck.facts.case import Case
from lexcheck.norms.model import Citation, Ruleset
from lexcheck.report import Options, fragments, wording
from lexcheck.report.colophon import colophon, listed
from lexcheck.report.layout import BOLD, OF_VERDICT, clean, fill, finished, painted
from lexcheck.report.model import NOTICE, Input
from lexcheck.verdicts.model import (
    Change,
    Edit,
    ExceptionFinding,
    Explanation,
    Finding,
    Question,
    Search,
    Settlement,
    Step,
    UsedFact,
)

SCHEMA = "lexcheck.explanation/1"


@light(kw_only=True)
class Explained:
    """An explanation with what it was made from; `asked` are the selectors given, by name."""

    version: str
    inputs: tuple[Input, ...]
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
    asked = [f"as of {wording.moment(explained.explanation.as_of, tz)}"]
    asked += [f"{wording.words(name)} {text}" for name, text in explained.asked if name != "as_of"]
    asked.append(f"times in {tz.key}")
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
    yield from _rest(explained, room, tz)
    yield ""
    yield from colophon(explained.version, [explained.ruleset], explained.inputs, room)


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
        said = [f"{fact.fact}: {wording.value(fact)}"]
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


def _rest(explained: Explained, room: int, tz: ZoneInfo) -> Iterator[str]:
    explanation = explained.explanation
    finding = explanation.finding
    complied = list(_complied(finding, explanation.search, tz))
    parts = (
        ("Exceptions considered", [exception_words(each) for each in finding.exceptions]),
        ("Taken for granted", wording.assumptions(finding.assumptions)),
        ("What would settle it", [question for q in finding.questions for question in _asked(q)]),
        ("What settles it which way", list(_settling(explanation))),
        ("What would have complied", complied),
    )
    for title, texts in parts:
        if texts:
            yield ""
            yield painted(title, BOLD)
            for text in texts:
                yield from fill(clean(wording.localised(text, tz)), room, "  ", "      ")


def _complied(finding: Finding, search: Search | None, tz: ZoneInfo) -> Iterator[str]:
    """What would have, and how far that is known to be the least."""
    if search is None:
        if finding.remedy:
            yield finding.remedy
        return
    if search.change is None:
        # What the law asks for is said, and why nothing less is named.
        least = (
            f"no change of at most {search.most} acts is sure to have, all else as it is recorded"
        )
        least += "" if search.complete else ", as far as was tried"
        yield f"{finding.remedy}; but {least}" if finding.remedy else least
        return
    yield change_words(search.change, tz)
    yield "no smaller change would have" if search.complete else "a smaller change may have, too"


def change_words(change: Change, tz: ZoneInfo) -> str:
    """`if block (a2) had been done at 2021-02-01 22:00, 1 hour 30 minutes earlier: complied`"""
    edits = " and ".join(_edit(edit, tz) for edit in change.edits)
    return f"if {edits}: {wording.words(change.verdict)}"


def _edit(edit: Edit, tz: ZoneInfo) -> str:
    actions = " or ".join(edit.actions)
    match edit.kind:
        case "leave out":
            return f"{actions} ({edit.act}) had not been done"
        case "move":
            by = wording.shift(abs(edit.shift))
            way = "earlier" if edit.shift < 0 else "later"
            at = wording.moment(edit.at, tz)
            return f"{actions} ({edit.act}) had been done at {at}, {by} {way}"
        case "add":
            return f"there had been one act more, {actions}, at {wording.moment(edit.at, tz)}"
        case _:
            assert_never(edit.kind)


def _settling(explanation: Explanation) -> Iterator[str]:
    yield from map(_settled, explanation.settlements)
    for verdict in explanation.unsettled:
        said = f"{wording.words(verdict)}: not settled by any three of these answers together"
        yield said if explanation.gone_through else f"{said}, as far as was tried"


def _settled(found: Settlement) -> str:
    answers = ", and ".join(
        f"“{question}” {' or '.join(wording.folded(given))}" for question, given in found.answers
    )
    return f"{wording.words(found.verdict)}: {answers}"


def exception_words(found: ExceptionFinding) -> str:
    outcome = {"held": "holds", "failed": "does not hold", "open": "is open"}[found.outcome]
    said = f"{wording.exception(found)} {outcome}"
    said += " (presumed absent)" if found.presumed else ""
    said += f": because {found.because}" if found.because else ""
    cited = "; ".join(str(citation) for citation in found.citations)
    return f"{said} [{cited}]" if cited else said


def _asked(question: Question) -> Iterator[str]:
    said = "; ".join(wording.answers(question))
    yield f"{question.question} ({wording.words(question.reason)}) {said}"


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
        "inputs": listed(explained.inputs),
        "case": {"name": explained.case.name, "file": explained.case.source.name},
        "ruleset": {"name": explained.ruleset.name, "title": explained.ruleset.title},
        "ruleset_version": wording.versions(explained.ruleset),
        "as_of": show_instant(Instant(explanation.as_of), zone(explained.ruleset.timezone)),
        "timezone": explained.ruleset.timezone,
        "asked": dict(explained.asked),
        "notes": explanation.notes,
        "norm": pieces.norms.get(found.norm, {}).get(found.version),
        "change": _change(explanation.search, zone(explained.ruleset.timezone)),
        "settlements": [
            {
                "verdict": found.verdict,
                "answers": [{"question": q, "any_of": given} for q, given in found.answers],
            }
            for found in explanation.settlements
        ],
        "unsettled": explanation.unsettled,
        "ways": [
            {"verdict": verdict, "answers": answers, "steps": [_step(step) for step in steps]}
            for verdict, answers, steps in explanation.ways
        ],
    }
    pieces_of = f'{{"finding": {finding}, "facts": {{{facts}}}}}'
    document = json.loads(fragments.joined(fragments.encode(head), pieces_of))
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _change(search: Search | None, tz: ZoneInfo) -> fragments.Json | None:
    if search is None or search.change is None:
        return None
    change = search.change
    return {
        "smallest": search.complete,
        "verdict": change.verdict,
        "text": change_words(change, tz),
        "edits": [
            {
                "kind": edit.kind,
                "act": edit.act,
                "actions": edit.actions,
                "at": None if edit.kind == "leave out" else show_instant(Instant(edit.at), tz),
                "shift_microseconds": edit.shift,
            }
            for edit in change.edits
        ],
    }


def _step(step: Step) -> fragments.Json:
    return {"depth": step.depth, "text": step.text, **fragments.place(step.span)}


RENDERERS = {"text": as_text, "json": as_json}
