"""Two runs of one case side by side: which verdicts differ, and in what else the findings do.

A difference is told by what stands beside the verdict: another version of the norm, another
deadline, another exception. `schema/comparison-1.json` says what stands where in JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import zone
from lexcheck.report import Options, fragments, wording
from lexcheck.report.colophon import colophon, document
from lexcheck.report.fragments import Json, Pieces
from lexcheck.report.json import selectors
from lexcheck.report.layout import BOLD, OF_VERDICT, clean, fill, finished, painted
from lexcheck.report.model import Input, Judged
from lexcheck.report.overview import run_line
from lexcheck.verdicts.comparison import Comparison, Difference, compare
from lexcheck.verdicts.model import Finding, Gap, When

SCHEMA = "lexcheck.comparison/1"

#: What the heading of a difference says already.
_HEADED = ("verdict", "possible", "reasons")

_NAMES = {"deadline": "due", "law": "the law", "grade": "done"}


@light
class Pair:
    """Two runs to compare, with what each was made from."""

    before: Judged
    after: Judged

    @cached_property
    def comparison(self) -> Comparison:
        return compare(self.before.run, self.after.run)


@light(kw_only=True)
class Compared:
    """`version` is that of the program."""

    version: str
    inputs: tuple[Input, ...]
    pairs: tuple[Pair, ...]


# ── Text ───────────────────────────────────────────────────────────────────────────────────────


def as_text(compared: Compared, options: Options) -> bytes:
    lines: list[str] = []
    for pair in compared.pairs:
        lines += [*_pair(pair, options.width), ""]
    rulesets = [judged.ruleset for pair in compared.pairs for judged in (pair.before, pair.after)]
    lines += colophon(compared.version, rulesets, compared.inputs, options.width)
    return finished(lines, colour=options.colour).encode()


def _pair(pair: Pair, room: int) -> Iterator[str]:
    case, ruleset = pair.before.case, pair.before.ruleset
    yield from fill(painted(clean(f"{ruleset.name}, case {case.name}"), BOLD), room)
    for name, judged in (("A", pair.before), ("B", pair.after)):
        yield from fill(run_line(judged.run), room, f"{painted(name, BOLD)}  ", "   ")
    yield ""
    found = pair.comparison
    flipped = sum(each.flipped for each in found.differences)
    total = len(found.differences) + found.alike
    said = f"{flipped:,} of {total:,} verdicts differ"
    other = len(found.differences) - flipped
    yield from fill(said + (f"; {other:,} findings differ otherwise." if other else "."), room)
    notes = {note: None for each in (found.before, found.after) for note in each.notes}
    for note in notes:
        yield from fill(clean(f"Note: {note}."), room, rest="  ")
    for each in sorted(found.differences, key=lambda difference: not difference.flipped):
        yield ""
        yield from _difference(each, zone(found.after.timezone), room)


def _difference(found: Difference, tz: ZoneInfo, room: int) -> Iterator[str]:
    before, after = (_headline(side) for side in (found.before, found.after))
    said = f"{before} -> {after}" if found.flipped or before != after else before
    yield from fill(f"{painted(clean(found.id), BOLD)}: {said}", room, rest="    ")
    if found.before is None or found.after is None:
        return
    for aspect in found.aspects:
        if aspect in _HEADED:
            continue
        old, new = (_shown(aspect, side, tz) for side in (found.before, found.after))
        name = _NAMES.get(aspect, wording.words(aspect))
        yield from fill(clean(f"{name}: {old} -> {new}"), room, "    ", "      ")


def _headline(finding: Finding | None) -> str:
    if finding is None:
        return "no such instance"
    verdict = painted(wording.words(finding.verdict), OF_VERDICT[finding.verdict])
    open_ = finding.possible if len(finding.possible) > 1 else finding.reasons
    told = (" or " if len(finding.possible) > 1 else ", ").join(map(wording.words, open_))
    return f"{verdict} ({told})" if told else verdict


def _shown(aspect: str, finding: Finding, tz: ZoneInfo) -> str:
    """One aspect of a finding in words; `none` where it says nothing."""
    value: object = getattr(finding, aspect)
    match aspect:
        case "version":
            return " or ".join((finding.version, *finding.other_versions))
        case "grade":
            return " to ".join(dict.fromkeys(map(str, finding.grade)))
        case "exceptions":
            return ", ".join(f"{e.name} {e.outcome}" for e in finding.exceptions) or "none"
        case "count":
            return wording.count(finding.count)
        case "lateness" if finding.lateness is not None:
            return wording.length(finding.lateness)
    if isinstance(value, When):
        return wording.when(value, tz)
    if isinstance(value, tuple):
        return "; ".join(_gap(each, tz) if isinstance(each, Gap) else each for each in value) or (
            "none"
        )
    return str(value or "none")


def _gap(gap: Gap, tz: ZoneInfo) -> str:
    return f"{wording.when(gap.start, tz)} to {wording.when(gap.end, tz)}"


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────


def as_json(compared: Compared, options: Options) -> bytes:  # noqa: ARG001 - for machines
    body = {
        "comparisons": [_json(pair) for pair in compared.pairs],
    }
    return document(SCHEMA, compared.version, compared.inputs, body)


def _json(pair: Pair) -> Json:
    pieces = {"before": Pieces(pair.before.ruleset), "after": Pieces(pair.after.ruleset)}
    found = pair.comparison
    return {
        "before": json.loads(selectors(pair.before, pieces["before"])),
        "after": json.loads(selectors(pair.after, pieces["after"])),
        "notes": {"before": found.before.notes, "after": found.after.notes},
        "counts": {
            "alike": found.alike,
            "flipped": sum(each.flipped for each in found.differences),
            "differing": len(found.differences),
        },
        "differences": [
            {
                "id": each.id,
                "norm": each.norm,
                "flipped": each.flipped,
                "aspects": each.aspects,
                "before": _side(each.before, each, pieces["before"]),
                "after": _side(each.after, each, pieces["after"]),
            }
            for each in found.differences
        ],
    }


def _side(finding: Finding | None, difference: Difference, pieces: Pieces) -> Json | None:
    """The verdict of a finding with all in which it differs, as a report has it."""
    if finding is None:
        return None
    whole: Json = json.loads(fragments.finding(finding, pieces))
    told = dict.fromkeys(("verdict", "possible", "reasons", "version", *difference.aspects))
    return {aspect: whole[aspect] for aspect in told}


RENDERERS = {"text": as_text, "json": as_json}
