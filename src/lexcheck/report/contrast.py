"""Two runs compared: how many of each verdict, how quickly, which verdicts differ, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median_low
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import DAY, HOUR, MINUTE, SECOND, zone
from lexcheck.report import Options, fragments, measures, places, tallies, wording
from lexcheck.report.answers import headline
from lexcheck.report.colophon import colophon, document
from lexcheck.report.columns import labels, table
from lexcheck.report.layout import BOLD, OF_VERDICT, clean, fill, finished, painted
from lexcheck.report.model import Input, Judged
from lexcheck.verdicts.model import Cause, Difference, Finding, Length, Verdict

SCHEMA = "lexcheck.contrast/1"

#: More instances with the same difference are only counted.
_MOST_NAMED = 8


_ASKED = {
    "as of": "the moment that it is judged as of",
    "known by": "what was known by then",
    "viewpoint": "whose word is taken",
    "law as of": "the day whose law is applied",
}


@light(kw_only=True)
class Contrast:
    """Two runs, and on what they differ; `version` is that of the program."""

    version: str
    inputs: tuple[Input, ...]
    left: Judged
    right: Judged
    differences: tuple[Difference, ...]

    @property
    def runs(self) -> tuple[Judged, Judged]:
        return self.left, self.right


# ── Figures ────────────────────────────────────────────────────────────────────────────────────


@light(kw_only=True)
class Spread:
    """How long a thing took, over `number` instances of which that is known; each in bounds."""

    number: int
    quickest: Length
    median: Length
    slowest: Length


def spread(lengths: Sequence[Length | None]) -> Spread | None:
    """Bounds of the order statistics: those of the bounds, since order keeps bounds.

    Of an even number the median is anything between the middle two, and is given as such.
    """
    known = [length for length in lengths if length is not None]
    if not known:
        return None
    least = sorted(length.least for length in known)
    most = [length.most for length in known]
    finite = [each for each in most if each is not None]
    # What has no upper bound comes last.
    ordered: list[int | None] = [*sorted(finite), *[None] * (len(most) - len(finite))]
    return Spread(
        number=len(known),
        quickest=Length(least[0], ordered[0]),
        median=Length(median_low(least), ordered[len(ordered) // 2]),
        slowest=Length(least[-1], ordered[-1]),
    )


def by_norm(judged: Judged) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in judged.run.findings:
        found.setdefault(finding.norm, []).append(finding)
    return found


# ── As text ────────────────────────────────────────────────────────────────────────────────────


def as_text(contrast: Contrast, options: Options) -> bytes:
    lines = _lines(contrast, options.width)
    return finished(lines, colour=options.colour).encode()


def _lines(contrast: Contrast, room: int) -> Iterator[str]:
    for label, judged in zip(labels(contrast.runs), contrast.runs, strict=True):
        run = judged.run
        asked = [f"{name} {text}" for name, text in wording.selectors(run)]
        said = " · ".join([f"case {run.case}", run.ruleset, *asked])
        yield from fill(f"{painted(label, BOLD)}  {clean(said)}", room, rest="   ")
        verdict, colour = headline(run.findings)
        yield from fill(painted(verdict, colour), room, "   ", "   ")
    yield ""
    number, of = len(contrast.differences), len(_ids(contrast))
    verb = "differs" if number == 1 else "differ"
    yield from fill(painted(f"{number:,} of {of:,} verdicts {verb}.", BOLD), room)
    yield ""
    yield from _side_by_side(contrast, room)
    figures = list(measures.figures(contrast.runs, room, 20))
    yield from ["", *figures] if figures else []
    yield from _differing(contrast, room)
    yield ""
    rulesets = [judged.ruleset for judged in contrast.runs]
    yield from colophon(contrast.version, rulesets, contrast.inputs, room)


def _ids(contrast: Contrast) -> set[str]:
    return {finding.id for judged in contrast.runs for finding in judged.run.findings}


def _side_by_side(contrast: Contrast, room: int) -> Iterator[str]:
    """For each norm: how many things of each verdict, and how quickly, with a column a run."""
    found = [by_norm(judged) for judged in contrast.runs]
    rows: list[tuple[str, list[str]]] = []
    for norm in dict.fromkeys(name for each in found for name in each):
        both = [each.get(norm, []) for each in found]
        rows.append((clean(norm), [_number(findings) for findings in both]))
        for verdict in reversed(Verdict):
            cells = [_share(findings, verdict) for findings in both]
            if any(cell != "–" for cell in cells):
                rows.append((f"  {painted(wording.words(verdict), OF_VERDICT[verdict])}", cells))
        for word in ("took", "late by"):
            rows += _times(word, both)
    if rows:
        yield from table(labels(contrast.runs), rows, room)


def _number(findings: Sequence[Finding]) -> str:
    return wording.count(tallies.total(f.count for f in findings)) if findings else "–"


def _share(findings: Sequence[Finding], verdict: Verdict) -> str:
    """How many things of a norm have a verdict, and what share of it that is, where both are known.

    Of a share that is open the bounds of both numbers stand in the table.
    """
    counts = [finding.count for finding in findings if finding.verdict is verdict]
    if not counts:
        return "–"
    own, every = tallies.total(counts), tallies.total(f.count for f in findings)
    known = own[0] == own[1] and every[0] == every[1] and every[0] > 0
    return wording.count(own) + (f" ({wording.percent(own[0], every[0])})" if known else "")


def _times(word: str, both: Sequence[Sequence[Finding]]) -> Iterator[tuple[str, list[str]]]:
    """The quickest, the median and the slowest; nothing where neither run knows of any."""
    spreads = [spread([_length(finding, word) for finding in findings]) for findings in both]
    if not any(spreads):
        return
    for name in ("quickest", "median", "slowest"):
        cells = ["–" if s is None else _coarse(getattr(s, name)) for s in spreads]
        yield f"  {word}, {name}", cells


def _length(finding: Finding, word: str) -> Length | None:
    return finding.took if word == "took" else finding.lateness


def _coarse(length: Length) -> str:
    """`1 d 13 h`, `5 d – 11 d`, `2 h before – 3 h`: to two units, since each finding tells it
    to the last. What was done before the trigger took less than nothing: so long before it.
    """
    low = _short(length.least)
    if length.most is None:
        return f"{low} or more"
    high = _short(length.most)
    return low if low == high else f"{low} – {high}"


def _short(micros: int) -> str:
    if micros < 0:
        return f"{_short(-micros)} before"
    for unit, smaller, name, less in (
        (DAY, HOUR, "d", "h"), (HOUR, MINUTE, "h", "min"), (MINUTE, SECOND, "min", "s")
    ):  # fmt: skip
        # Days that end a microsecond before the next begins would read as 23 hours.
        rounded = (micros + smaller // 2) // smaller * smaller
        if rounded >= unit:
            whole, rest = divmod(rounded, unit)
            return f"{whole} {name}" + (f" {rest // smaller} {less}" if rest else "")
    return f"{(micros + SECOND // 2) // SECOND} s"


def _differing(contrast: Contrast, room: int) -> Iterator[str]:
    if not contrast.differences:
        return
    yield ""
    yield from fill(painted("What differs, and what made the difference", BOLD), room)
    apart = contrast.left.run.case != contrast.right.run.case
    alone: dict[str, list[str]] = {}
    together: dict[tuple[str, str, tuple[tuple[Cause, ...], ...], str], list[str]] = {}
    for each in contrast.differences:
        if apart and (each.left is None or each.right is None):
            label = labels(contrast.runs)[each.left is None]
            alone.setdefault(label, []).append(each.instance)
            continue
        sides = [_said(each.left), _said(each.right)]
        detail = "; ".join(details(each, contrast))
        together.setdefault((sides[0], sides[1], each.causes, detail), []).append(each.instance)
    for label, ids in alone.items():
        number = f"{len(ids):,} instance{'' if len(ids) == 1 else 's'}"
        yield from fill(
            f"In {label} alone: {number}, {clean(wording.some(ids, _MOST_NAMED))}",
            room,
            "  ",
            "    ",
        )
    for (before, after, causes, detail), ids in together.items():
        yield from fill(clean(wording.some(ids, _MOST_NAMED)), room, "  ", "    ")
        yield from fill(f"{before} → {after}", room, "    ", "      ")
        for text in _because(causes):
            yield from fill(clean(text), room, "    ", "      ")
        if detail:
            yield from fill(clean(detail), room, "    ", "      ")


def _said(finding: Finding | None) -> str:
    if finding is None:
        return "not there"
    said = painted(places.said(finding), OF_VERDICT[finding.verdict])
    if finding.verdict is Verdict.UNDETERMINED:
        said += f": {' or '.join(wording.words(verdict) for verdict in finding.possible)}"
    return said


def _because(causes: Sequence[Sequence[Cause]]) -> Iterator[str]:
    """Each set that makes the difference, in a line; what is named in one is needed in it."""
    if not causes:
        yield "by several of the differences together; which, was not found within the bound"
    for place, together in enumerate(causes):
        word = "because of" if place == 0 else "or as well because of"
        several = " together" if len(together) > 1 else ""
        yield f"{word} {' and '.join(map(_cause, together))}{several}"


def _cause(cause: Cause) -> str:
    text = _ASKED.get(cause.text, cause.text) if cause.kind == "asked" else cause.text
    where = [
        f"{label} {places.place(span)}"
        for label, span in (("A", cause.left), ("B", cause.right))
        if span is not None
    ]
    return f"{text} [{', '.join(where)}]" if where else text


def details(difference: Difference, contrast: Contrast) -> Iterator[str]:
    """What one side looks at and the other does not, where the moment or the viewpoint differs."""
    left, right = difference.left, difference.right
    if (
        left is None
        or right is None
        or not any(cause.kind == "asked" for together in difference.causes for cause in together)
    ):
        return
    tz: ZoneInfo = zone(contrast.left.run.timezone)
    ends = sorted((contrast.left.run.as_of, contrast.right.run.as_of))
    due = right.deadline.latest if right.deadline and right.deadline.exact else None
    if due is not None and ends[0] < due <= ends[1]:
        yield f"the deadline, {wording.moment(due, tz)}, lies between"
    mine, other = ({f.fact.partition(":")[0] for f in each.facts} for each in (left, right))
    for label, facts in (("A", mine - other), ("B", other - mine)):
        if facts:
            yield f"{label} alone looks at {', '.join(sorted(facts)[:_MOST_NAMED])}"


# ── As JSON ────────────────────────────────────────────────────────────────────────────────────


def as_json(contrast: Contrast, options: Options) -> bytes:  # noqa: ARG001 - for machines
    body = {
        "runs": {
            name: _run(judged)
            for name, judged in zip(("left", "right"), contrast.runs, strict=True)
        },
        "verdicts": len(_ids(contrast)),
        "differences": [_difference(each, contrast) for each in contrast.differences],
    }
    return document(SCHEMA, contrast.version, contrast.inputs, body)


def _run(judged: Judged) -> fragments.Json:
    return {
        "case": judged.run.case,
        "ruleset": judged.run.ruleset,
        "ruleset_version": wording.versions(judged.ruleset),
        **dict(wording.selectors(judged.run)),
        "norms": {name: _norm(findings) for name, findings in by_norm(judged).items()},
        "assessments": [fragments.assessment(each) for each in judged.run.assessments],
    }


def _norm(findings: Sequence[Finding]) -> fragments.Json:
    return {
        "instances": len(findings),
        "things": fragments.count(tallies.total(finding.count for finding in findings)),
        "verdicts": {
            verdict: fragments.count(
                tallies.total(f.count for f in findings if f.verdict == verdict)
            )
            for verdict in fragments.verdict_counts(findings)
        },
        "took": _spread(spread([finding.took for finding in findings])),
        "late": _spread(spread([finding.lateness for finding in findings])),
    }


def _spread(found: Spread | None) -> fragments.Json | None:
    """In microseconds."""
    if found is None:
        return None
    return {
        "instances": found.number,
        **{
            name: {"least": length.least, "most": length.most}
            for name, length in (
                ("quickest", found.quickest), ("median", found.median), ("slowest", found.slowest)
            )
        },
    }  # fmt: skip


def _difference(each: Difference, contrast: Contrast) -> fragments.Json:
    return {
        "instance": each.instance,
        "left": _verdict(each.left),
        "right": _verdict(each.right),
        "causes": [
            [
                {
                    "kind": cause.kind,
                    "text": cause.text,
                    "left": fragments.place(cause.left),
                    "right": fragments.place(cause.right),
                }
                for cause in together
            ]
            for together in each.causes
        ],
        "details": list(details(each, contrast)),
    }


def _verdict(finding: Finding | None) -> fragments.Json | None:
    if finding is None:
        return None
    return {
        "verdict": finding.verdict,
        "possible": finding.possible,
        "reasons": finding.reasons,
    }


RENDERERS = {"text": as_text, "json": as_json}
