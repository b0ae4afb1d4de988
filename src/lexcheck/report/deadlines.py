"""What is due and when, what is still open first, each deadline with how it was computed.

As text, and as JSON: `schema/deadlines-1.json` says what stands where.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import zone
from lexcheck.norms.model import Citation
from lexcheck.report import Options, fragments, wording
from lexcheck.report.colophon import colophon, document
from lexcheck.report.fragments import Json, Pieces
from lexcheck.report.json import selectors
from lexcheck.report.layout import (
    BOLD,
    CYAN,
    DIM,
    MAGENTA,
    OF_VERDICT,
    RED,
    clean,
    fill,
    finished,
    painted,
)
from lexcheck.report.model import Input, Judged
from lexcheck.report.overview import run_line
from lexcheck.verdicts.deadlines import Deadline, Standing, deadlines
from lexcheck.verdicts.model import Finding, Run

SCHEMA = "lexcheck.deadlines/1"

_COLOURS = {
    Standing.OVERDUE: RED,
    Standing.DUE: CYAN,
    Standing.OPEN: MAGENTA,
    Standing.CLOSED: DIM,
}


@light
class Agenda:
    """The deadlines of a run; with `all` false, without those that are closed."""

    judged: Judged
    all: bool = True

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        found = deadlines(self.judged.run, self.judged.ruleset)
        return tuple(each for each in found if self.all or each.standing is not Standing.CLOSED)

    def cited(self, finding: Finding) -> tuple[Citation, ...]:
        return self._norm(finding)[1]

    def text(self, finding: Finding) -> str:
        return self._norm(finding)[0]

    def _norm(self, finding: Finding) -> tuple[str, tuple[Citation, ...]]:
        versions = self.judged.ruleset.versions.get(finding.norm, ())
        judging = [norm for norm in versions if str(norm.in_force) == finding.version]
        return next(((norm.text, norm.citations) for norm in judging), ("", ()))


@light(kw_only=True)
class Due:
    """What the deadlines of a case are made of; `version` is that of the program."""

    version: str
    inputs: tuple[Input, ...]
    agendas: tuple[Agenda, ...]


def uid(run: Run, finding: Finding) -> UUID:
    """What names a duty in every list of this case, whenever it is made.

    Its deadline, its verdict, and what the run was asked for may change; the duty is the same.
    """
    return uuid5(NAMESPACE_URL, f"lexcheck:{run.ruleset}/{run.case}/{finding.id}")


# ── Text ───────────────────────────────────────────────────────────────────────────────────────


def as_text(due: Due, options: Options) -> bytes:
    lines: list[str] = []
    for agenda in due.agendas:
        lines += [*_agenda(agenda, options.width), ""]
    rulesets = [agenda.judged.ruleset for agenda in due.agendas]
    lines += colophon(due.version, rulesets, due.inputs, options.width)
    return finished(lines, colour=options.colour).encode()


def _agenda(agenda: Agenda, room: int) -> Iterator[str]:
    run = agenda.judged.run
    yield from fill(painted(clean(f"{run.ruleset}, case {run.case}"), BOLD), room)
    yield from fill(run_line(run), room, "  ", "  ")
    for note in run.notes:
        yield from fill(clean(f"Note: {note}."), room, rest="  ")
    if not agenda.deadlines:
        yield "Nothing has a deadline." if agenda.all else "Nothing is due."
    for standing, found in groupby(agenda.deadlines, key=lambda each: each.standing):
        listed = list(found)
        yield ""
        yield painted(f"{standing.capitalize()}: {len(listed):,}", _COLOURS[standing])
        for each in listed:
            yield from _deadline(agenda, each, zone(run.timezone), room)


def _deadline(agenda: Agenda, each: Deadline, tz: ZoneInfo, room: int) -> Iterator[str]:
    finding = each.finding
    verdict = painted(wording.words(finding.verdict), OF_VERDICT[finding.verdict])
    named = painted(clean(finding.id), BOLD)
    yield from fill(f"{wording.when(each.due, tz)} · {named}: {verdict}", room, "  ", "      ")
    for text in derivation(finding, tz):
        yield from fill(clean(text), room, "      ", "        ")
    about = [*wording.cited(agenda.cited(finding))]
    if finding.bearer:
        about.insert(0, f"duty of {finding.bearer}")
    if about:
        yield from fill(clean(" · ".join(about)), room, "      ", "        ")


def derivation(finding: Finding, tz: ZoneInfo) -> list[str]:
    """How the deadline came about, what the law did to it, and what would settle an open verdict;
    in local times, a line each.
    """
    told = [*finding.law, *finding.steps]
    told += [f"to settle: {question.question}" for question in finding.questions[:1]]
    return [" ".join(wording.localised(text, tz).split()) for text in told]


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────


def as_json(due: Due, options: Options) -> bytes:  # noqa: ARG001 - for machines
    body = {
        "runs": [_run(agenda) for agenda in due.agendas],
    }
    return document(SCHEMA, due.version, due.inputs, body)


def _run(agenda: Agenda) -> Json:
    run = agenda.judged.run
    pieces = Pieces(agenda.judged.ruleset)
    return {
        "run": json.loads(selectors(agenda.judged, pieces)),
        "notes": run.notes,
        "deadlines": [_json(agenda, each, pieces) for each in agenda.deadlines],
    }


#: What a deadline has of its finding, as a report has it.
OF_FINDING = (
    "norm", "version", "other_versions", "bindings", "bearer", "counterparty", "verdict",
    "possible", "reasons", "trigger", "opening", "steps", "law",
)  # fmt: skip


def _json(agenda: Agenda, each: Deadline, pieces: Pieces) -> Json:
    whole: Json = json.loads(fragments.finding(each.finding, pieces))
    return {
        "uid": str(uid(agenda.judged.run, each.finding)),
        "id": each.finding.id,
        "text": agenda.text(each.finding),
        "standing": each.standing,
        "due": json.loads(pieces.when(each.due)),
        **{name: whole[name] for name in OF_FINDING},
        "citations": fragments.citations(agenda.cited(each.finding)),
    }
