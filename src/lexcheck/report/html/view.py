"""What a page shows, ready for the template: texts, counts, and drawings.

Runs of one case stand side by side; an instance has one entry, with a panel for each run, or one
for several that find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from lexcheck.base.light import light
from lexcheck.base.time.instants import zone
from lexcheck.norms.model import Norm
from lexcheck.report import tallies, wording
from lexcheck.report.answers import headline, next_due
from lexcheck.report.columns import alike, labels
from lexcheck.report.html.panels import Panel, panel
from lexcheck.report.html.pictures import Picture, pictures
from lexcheck.report.layout import GREEN, RED
from lexcheck.report.measures import exposures, figure_words
from lexcheck.report.model import Input, Judged, Refusal, Report
from lexcheck.report.side_by_side import side_by_side
from lexcheck.verdicts.model import WEIGHT, Finding, Verdict

_MOST_NAMED = 6


@light(kw_only=True)
class Answer:
    """What a run comes to. `tone`: good, bad or open."""

    label: str
    sentence: str
    tone: str
    selectors: tuple[tuple[str, str], ...]
    named: tuple[tuple[Verdict, tuple[tuple[str, str], ...], int], ...]
    due: str


@light(kw_only=True)
class Count:
    verdict: Verdict
    number: str
    share: float | None


@light(kw_only=True)
class Row:
    """A group with how many things there are of each verdict; a cell for each run."""

    name: str
    cells: tuple[tuple[str, tuple[Count, ...]], ...]


@light(kw_only=True)
class Entry:
    anchor: str
    id: str
    verdicts: tuple[Verdict, ...]
    parties: tuple[str, ...]
    panels: tuple[Panel, ...]


@light(kw_only=True)
class Version:
    """A version of a norm. `days`: when it is in force; empty where there is no other. `rule` is
    its text in the ruleset.
    """

    days: str
    text: str
    citations: tuple[str, ...]
    place: str
    rule: str
    because: str


@light(kw_only=True)
class Provision:
    """A norm with its findings, in the versions by which any of them was, or may be, judged."""

    anchor: str
    name: str
    versions: tuple[Version, ...]
    entries: tuple[Entry, ...]


@light(kw_only=True)
class Block:
    """A case under a ruleset, with its runs."""

    title: str
    case: str
    ruleset: str
    versions: str
    labels: tuple[str, ...]
    answers: tuple[Answer, ...]
    rows: tuple[Row, ...]
    figures: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]
    exposures: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]
    provisions: tuple[Provision, ...]


@light(kw_only=True)
class Page:
    version: str
    blocks: tuple[Block, ...]
    inputs: tuple[Input, ...]
    refused: tuple[Refusal, ...]
    passed_over: tuple[str, ...]
    verdicts: tuple[tuple[Verdict, int], ...]
    norms: tuple[str, ...]
    parties: tuple[str, ...]
    entries: int


def page(report: Report) -> Page:
    blocks: list[Block] = []
    number = 0
    for runs in side_by_side(report.runs):
        blocks.append(_block(runs, number))
        number += sum(len(each.entries) for each in blocks[-1].provisions)
    entries = [e for block in blocks for each in block.provisions for e in each.entries]
    found = dict.fromkeys(reversed(Verdict), 0)
    for entry in entries:
        for verdict in entry.verdicts:
            found[verdict] += 1
    return Page(
        version=report.version,
        blocks=tuple(blocks),
        inputs=report.inputs,
        refused=report.refused,
        passed_over=report.passed_over,
        verdicts=tuple((verdict, times) for verdict, times in found.items() if times),
        norms=tuple(dict.fromkeys(each.name for block in blocks for each in block.provisions)),
        parties=tuple(sorted({party for entry in entries for party in entry.parties})),
        entries=len(entries),
    )


def _block(runs: Sequence[Judged], start: int) -> Block:
    first = runs[0]
    group_of = tallies.groups(runs)
    provisions = tuple(_provisions(runs, start))
    anchors = {e.id: e.anchor for each in provisions for e in each.entries}
    names = labels(runs)
    return Block(
        title=first.case.title or first.run.case,
        case=f"{first.run.case} ({first.case.source.name})",
        ruleset=f"{first.ruleset.name}: {first.ruleset.title}".removesuffix(": "),
        versions=wording.versions(first.ruleset),
        labels=tuple(names),
        answers=tuple(_answer(name, each, anchors) for name, each in zip(names, runs, strict=True)),
        rows=tuple(_rows(runs, group_of)),
        figures=tuple(_figures(runs)),
        exposures=tuple(exposures(runs)),
        notes=tuple(dict.fromkeys(note for judged in runs for note in judged.run.notes)),
        pictures=tuple(pictures(runs, group_of, anchors)),
        provisions=provisions,
    )


def _answer(label: str, judged: Judged, anchors: dict[str, str]) -> Answer:
    sentence, colour = headline(judged.run.findings)
    named = []
    for verdict in (Verdict.BREACHED, Verdict.UNDETERMINED):
        ids = [finding.id for finding in judged.run.findings if finding.verdict is verdict]
        links = tuple((one, anchors[one]) for one in ids[:_MOST_NAMED])
        if ids:
            named.append((verdict, links, max(0, len(ids) - _MOST_NAMED)))
    return Answer(
        label=label,
        sentence=sentence,
        tone={RED: "bad", GREEN: "good"}.get(colour, "open"),
        selectors=tuple(wording.selectors(judged.run)),
        named=tuple(named),
        due=next_due(judged.run),
    )


def _rows(runs: Sequence[Judged], group_of: dict[str, tallies.Group]) -> Iterator[Row]:
    counted = [tallies.tally(judged, group_of) for judged in runs]
    for group in dict.fromkeys(group for tally in counted for group in tally):
        cells = []
        for judged, tally in zip(runs, counted, strict=True):
            counts = tally.get(group, {})
            whole = tallies.whole(counts, judged, group) if counts else (0, 0)
            cells.append((wording.count(whole) if counts else "–", tuple(_counts(counts))))
        yield Row(name=group.name, cells=tuple(cells))


def _counts(counts: dict[Verdict, tallies.Bounds]) -> Iterator[Count]:
    """With shares where all numbers are exact: no picture is drawn of what nobody knows."""
    exact = all(low == high for low, high in counts.values())
    whole = sum(low for low, _ in counts.values())
    for verdict, bounds in counts.items():
        share = round(100 * bounds[0] / whole, 2) if exact and whole else None
        yield Count(verdict=verdict, number=wording.count(bounds), share=share)


def _figures(runs: Sequence[Judged]) -> Iterator[tuple[str, tuple[tuple[str, str], ...], str]]:
    found: dict[str, list[tuple[str, str]]] = {}
    texts: dict[str, str] = {}
    for name, judged in zip(labels(runs), runs, strict=True):
        for each in judged.run.assessments:
            found.setdefault(each.id, []).append((name, figure_words(each)))
            texts[each.id] = each.text
    for id_, said in found.items():
        together = tuple((" ".join(names), text) for text, names in alike(said))
        yield id_, together, texts[id_]


# ── Findings ───────────────────────────────────────────────────────────────────────────────────


def _provisions(runs: Sequence[Judged], start: int) -> Iterator[Provision]:
    """The norms, the one with the worst finding first, each with its entries, the worst first."""
    by_norm: dict[str, dict[str, list[tuple[str, Judged, Finding]]]] = {}
    for name, judged in zip(labels(runs), runs, strict=True):
        for finding in judged.run.findings:
            entries = by_norm.setdefault(finding.norm, {})
            entries.setdefault(finding.id, []).append((name, judged, finding))
    number = start
    for name in sorted(by_norm, key=lambda name: -_worst(by_norm[name].values())):
        ordered = sorted(by_norm[name].items(), key=lambda item: -_worst([item[1]]))
        made = []
        for id_, found in ordered:
            number += 1
            made.append(_entry(f"f{number}", id_, found))
        yield Provision(
            anchor=f"n{made[0].anchor}",
            name=name,
            versions=_versions(runs, name, [f for _, each in ordered for _, _, f in each]),
            entries=tuple(made),
        )


def _worst(entries: Iterable[Sequence[tuple[str, Judged, Finding]]]) -> int:
    return max(WEIGHT[finding.verdict] for entry in entries for _, _, finding in entry)


def _versions(
    runs: Sequence[Judged], name: str, findings: Sequence[Finding]
) -> tuple[Version, ...]:
    judged_by = {days for f in findings for days in (f.version, *f.other_versions)}
    found: dict[tuple[str, str], Norm] = {}
    for judged in runs:
        all_ = judged.ruleset.versions.get(name, ())
        for norm in [n for n in all_ if str(n.in_force) in judged_by] or all_[-1:]:
            found.setdefault((norm.span.place, str(norm.in_force)), norm)
    return tuple(_version(norm, alone=len(found) == 1) for norm in found.values())


def _version(norm: Norm, *, alone: bool) -> Version:
    return Version(
        days="" if alone else f"in force {norm.in_force}",
        text=norm.text,
        citations=tuple(wording.cited(norm.citations)),
        place=f"{norm.span.source.name}:{norm.span.line}",
        rule=norm.span.text,
        because=norm.because,
    )


def _entry(anchor: str, id_: str, found: Sequence[tuple[str, Judged, Finding]]) -> Entry:
    parties = {party for _, _, f in found for party in (f.bearer, f.counterparty) if party}
    panels: list[tuple[list[str], Finding, ZoneInfo]] = []
    for name, judged, finding in found:
        same = next((each for each in panels if each[1] == finding), None)
        if same is None:
            panels.append(([name], finding, zone(judged.run.timezone)))
        else:
            same[0].append(name)
    return Entry(
        anchor=anchor,
        id=id_,
        verdicts=tuple(dict.fromkeys(finding.verdict for _, _, finding in found)),
        parties=tuple(sorted(parties)),
        panels=tuple(panel(tuple(names), finding, tz) for names, finding, tz in panels),
    )
