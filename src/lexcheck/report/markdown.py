"""A report as Markdown (CommonMark with GitHub's tables): for issues, wikis, minutes.

Every sign that Markdown gives a meaning is escaped in what comes from files.
Source: CommonMark 0.31, section 2.4 (backslash escapes); GitHub Flavored Markdown, tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lexcheck.base.time.instants import zone
from lexcheck.norms.model import Norm
from lexcheck.report import Options, places, tallies, wording
from lexcheck.report.answers import headline, next_due
from lexcheck.report.clauses import clauses
from lexcheck.report.columns import alike, labels
from lexcheck.report.drawing import GLYPHS
from lexcheck.report.layout import clean
from lexcheck.report.measures import exposures, figure_words
from lexcheck.report.model import NOTICE, Judged, Report
from lexcheck.report.side_by_side import side_by_side
from lexcheck.verdicts.model import WEIGHT, Finding, Verdict

#: More findings of one norm than these are only counted, the lightest first; `--all` lists all.
_MOST_ROWS = 200

# Signs that mean something anywhere; at the start of a line; and what would become a link.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~&$@#])")
_STARTS = re.compile(r"^(\s*\d*)([-+=.)])")
_LINKS = re.compile(r"(?<=http)(:)|(?<=https)(:)|(?<=ftp)(:)|(?<=www)(\.)", re.IGNORECASE)


def render(report: Report, options: Options) -> bytes:
    lines = list(_lines(report, everything=options.everything))
    return ("\n".join(lines) + "\n").encode()


def plain(text: str) -> str:
    """A text that Markdown takes as it is."""
    escaped = _SIGNS.sub(r"\\\1", clean(text).strip())
    return _LINKS.sub(lambda found: f"\\{found[0]}", _STARTS.sub(r"\1\\\2", escaped))


def code(text: str) -> str:
    """A text in a code span, whatever backticks it holds; in a table a bar would end the cell."""
    body = clean(text).replace("|", "¦")
    ticks = max((len(run) for run in re.findall("`+", body)), default=0) + 1
    pad = " " if body.startswith("`") or body.endswith("`") else ""
    return f"{'`' * ticks}{pad}{body}{pad}{'`' * ticks}"


def verdict_word(verdict: Verdict) -> str:
    return f"{GLYPHS[verdict]} {wording.words(verdict)}"


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def head(cells: Sequence[str]) -> Iterator[str]:
    yield row(cells)
    yield row(["---"] * len(cells))


def _lines(report: Report, *, everything: bool) -> Iterator[str]:
    for runs in side_by_side(report.runs):
        yield from _case(runs, everything=everything)
    if not report.runs:
        yield from ("# Nothing was judged", "")
    for each in report.refused:
        for fault in each.diagnostics:
            yield f"* Not judged: {plain(each.path)}: {plain(fault.message)} ({fault.code})"
    for path in report.passed_over:
        yield f"* Passed over, no case: {plain(path)}"
    if report.refused or report.passed_over:
        yield ""
    yield from ("## Made from", "")
    for given in report.inputs:
        yield f"* {given.role} {plain(given.path)}, SHA-256 {code(given.sha256)}"
    yield from ("", f"lexcheck {report.version}. {NOTICE}")


def _case(runs: Sequence[Judged], *, everything: bool) -> Iterator[str]:
    first = runs[0]
    yield f"# {plain(first.case.title or first.run.case)}"
    yield ""
    title = f"{first.ruleset.name}: {first.ruleset.title}".removesuffix(": ")
    about = f"{title} ({wording.versions(first.ruleset)}). Case {first.run.case}."
    yield from (plain(about), "")
    for label, judged in zip(labels(runs), runs, strict=True):
        name = f"**{label}** " if label else ""
        asked = "; ".join(f"{word} {text}" for word, text in wording.selectors(judged.run))
        yield f"* {name}**{plain(headline(judged.run.findings)[0])}** {plain(asked)}."
        yield f"  Due next: {plain(next_due(judged.run))}."
    yield ""
    yield from _counts(runs)
    yield from _measured(runs)
    yield from _findings(runs, everything=everything)


def _counts(runs: Sequence[Judged]) -> Iterator[str]:
    group_of = tallies.groups(runs)
    counted = [tallies.tally(judged, group_of) for judged in runs]
    groups = dict.fromkeys(group for tally in counted for group in tally)
    if not groups:
        return
    yield from ("## How many, per norm", "")
    yield from head(["Duty", *(label or "Verdicts" for label in labels(runs))])
    for group in groups:
        cells = [
            ", ".join(
                f"{wording.count(number)} {verdict_word(verdict)}"
                for verdict, number in tally.get(group, {}).items()
            )
            for tally in counted
        ]
        yield row([code(group.name), *(cell or "–" for cell in cells)])
    yield ""


def _measured(runs: Sequence[Judged]) -> Iterator[str]:
    found: dict[str, list[tuple[str, str]]] = {}
    for label, judged in zip(labels(runs), runs, strict=True):
        for each in judged.run.assessments:
            found.setdefault(each.id, []).append((label, figure_words(each)))
    said = [
        f"* {code(id_)}: {_of(names)}{plain(text)}"
        for id_, each in found.items()
        for text, names in alike(each)
    ]
    together = alike((label, text) for label, text in exposures(runs))
    said += [f"* {_of(names)}{plain(text)}" for text, names in together]
    notes = dict.fromkeys(note for judged in runs for note in judged.run.notes)
    said += [f"* Note: {plain(note)}." for note in notes]
    if said:
        yield from (*said, "")


def _of(names: Sequence[str]) -> str:
    return f"**{' '.join(names)}** " if any(names) else ""


def _findings(runs: Sequence[Judged], *, everything: bool) -> Iterator[str]:
    by_norm: dict[str, list[tuple[str, Judged, Finding]]] = {}
    for label, judged in zip(labels(runs), runs, strict=True):
        for finding in judged.run.findings:
            by_norm.setdefault(finding.norm, []).append((label, judged, finding))
    worst = {name: max(WEIGHT[f.verdict] for _, _, f in each) for name, each in by_norm.items()}
    for name in sorted(by_norm, key=lambda name: -worst[name]):
        found = sorted(by_norm[name], key=lambda each: -WEIGHT[each[2].verdict])
        yield from (f"## {code(name)}", "")
        norms = dict.fromkeys(
            norm for _, judged, finding in found for norm in _judging(finding, judged)
        )
        for norm in norms:
            cited = [*map(plain, wording.cited(norm.citations)), code(places.place(norm.span))]
            if len(norms) > 1:
                cited.insert(0, f"version {plain(str(norm.in_force))}")
            if norm.text:
                yield from (plain(norm.text), "")
            yield from (" · ".join(cited), "")
        yield from head(["Instance", "Verdict", "Why", "Where"])
        shown = found if everything else found[:_MOST_ROWS]
        for label, judged, finding in shown:
            yield _row(label, judged, finding)
        yield ""
        if len(found) > len(shown):
            yield from (f"{len(found) - len(shown):,} more are not listed.", "")


def _judging(finding: Finding, judged: Judged) -> list[Norm]:
    """The versions of its norm that judge it, or may; the first in force come first."""
    named = (finding.version, *finding.other_versions)
    versions = judged.ruleset.versions[finding.norm]
    return [norm for norm in versions if str(norm.in_force) in named] or [versions[0]]


def _row(label: str, judged: Judged, finding: Finding) -> str:
    tz = zone(judged.run.timezone)
    told = list(clauses(finding, tz))
    if len(judged.ruleset.versions[finding.norm]) > 1:
        told.insert(0, f"version {' or '.join((finding.version, *finding.other_versions))}")
    why = wording.localised("; ".join(told), tz)
    span = places.case_span(finding)
    reasons = ", ".join(wording.words(reason) for reason in finding.reasons)
    said = verdict_word(finding.verdict) + (f" ({reasons})" if reasons else "")
    where = "" if span is None else code(places.place(span))
    return row([code(finding.id), f"{_of([label])}{said}", plain(why), where])
