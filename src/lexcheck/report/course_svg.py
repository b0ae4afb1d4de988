"""The course of verdicts as a picture that stands by itself, in light and in dark.

A block is a stretch in which a verdict stood. Its words, or signs where there is no room, say which
verdicts are possible; the bands at its foot repeat them in colour, one above the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lexcheck.report import Options, wording
from lexcheck.report.colophon import named
from lexcheck.report.course import Course, Stage, Story, day, stories
from lexcheck.report.drawing import GLYPHS
from lexcheck.report.layout import clean, width
from lexcheck.report.model import NOTICE
from lexcheck.verdicts.model import Verdict

_WIDE, _NAMES, _EDGE = 900, 250, 12
_HIGH, _BLOCK, _STRIP = 33, 28, 9
_HEAD = 62

#: The width of a sign of the small text, in pixels; generous, since fonts differ.
_SIGN = 6.3

#: More stories than these are only counted.
_MOST_STORIES = 40

_STYLE = """\
text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--ink)}
.title{font-size:15px;font-weight:600}.soft{fill:var(--soft);font-size:11px}
svg{--paper:#fffdf9;--ink:#1c1b1a;--soft:#5d5953;--rule:#d9d4ca;--wash:#f0ebe2}
.paper{fill:var(--paper)}.block{fill:var(--wash)}.rule{stroke:var(--rule)}
.breached{fill:#a8201a}.undetermined{fill:#6a3d9a}.late{fill:#c98a1b}.complied{fill:#1d6b3a}
.pending{fill:#2f7fb3}.none{fill:#a39d92}
@media (prefers-color-scheme:dark){svg{--paper:#171615;--ink:#eceae6;--soft:#a9a49b;--rule:#3a3733;\
--wash:#2a2725}.breached{fill:#ff8d84}.undetermined{fill:#cdb0f5}.late{fill:#f0bd62}\
.complied{fill:#86d49d}.pending{fill:#8fc6ee}.none{fill:#8a857c}}"""

_CLASS = {
    Verdict.BREACHED: "breached",
    Verdict.UNDETERMINED: "undetermined",
    Verdict.COMPLIED_LATE: "late",
    Verdict.PARTIAL: "late",
    Verdict.PARTIAL_LATE: "late",
    Verdict.REPAIRED: "late",
    Verdict.COMPLIED: "complied",
    Verdict.PENDING: "pending",
    Verdict.EXCUSED: "pending",
    Verdict.NOT_APPLICABLE: "none",
}


def as_svg(course: Course, options: Options) -> bytes:  # noqa: ARG001 - a picture has its width
    return "".join(f"{line}\n" for line in _lines(course)).encode()


def _lines(course: Course) -> Iterator[str]:
    told = stories(course)
    shown, left_out = told[:_MOST_STORIES], max(0, len(told) - _MOST_STORIES)
    height = _HEAD + _HIGH * len(shown) + 54
    last = course.runs[-1]
    title = escape(clean(course.title))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {height}"'
        f' width="{_WIDE}" height="{height}" role="img" aria-labelledby="title desc">'
    )
    yield f'<title id="title">{title}</title>'
    yield f'<desc id="desc">{escape(clean(_description(course, shown)))}</desc>'
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{_WIDE}" height="{height}"/>'
    yield f'<text class="title" x="{_EDGE}" y="22">{escape(_cut(clean(course.title), 120))}</text>'
    asked = ", ".join(f"{n} {t}" for n, t in wording.selectors(last) if n != "as of")
    yield f'<text class="soft" x="{_EDGE}" y="40">{escape(_cut(clean(asked), 150))}</text>'
    yield from _axis(course, height)
    for number, story in enumerate(shown):
        yield from _story(story, course, _HEAD + _HIGH * number)
    foot = height - 36
    more = f"{left_out:,} more are not drawn. " if left_out else ""
    yield f'<text class="soft" x="{_EDGE}" y="{foot}">{escape(more + _legend(shown))}</text>'
    made = f"lexcheck {course.version}, {last.ruleset}, case {last.case}. {NOTICE}"
    yield f'<text class="soft" x="{_EDGE}" y="{foot + 18}">{escape(clean(made))}</text>'
    yield "</svg>"


def _left(place: int, course: Course) -> float:
    """The left edge of a moment: each has as much room as any other."""
    room = _WIDE - _NAMES - _EDGE
    return round(_NAMES + room * place / len(course.runs), 1)


def _axis(course: Course, height: int) -> Iterator[str]:
    number = len(course.runs)
    step = max(1, -(-number // 8))
    for place in range(0, number, step):
        x = _left(place, course)
        label = day(course.runs[place].as_of, course.tz)
        yield f'<line class="rule" x1="{x}" x2="{x}" y1="{_HEAD - 6}" y2="{height - 52}"/>'
        yield f'<text class="soft" x="{x + 2}" y="{_HEAD - 8}">{label}</text>'


def _story(story: Story, course: Course, top: int) -> Iterator[str]:
    name = escape(_cut(clean(story.name), int((_NAMES - _EDGE) / _SIGN)))
    full = escape(clean(", ".join(story.instances[:20])))
    yield f'<text x="{_EDGE}" y="{top + 16}">{name}<title>{full}</title></text>'
    for stage in story.stages:
        yield from _block(stage, course, top)


def _block(stage: Stage, course: Course, top: int) -> Iterator[str]:
    left, right = _left(stage.first, course), _left(stage.last + 1, course) - 1.5
    wide = round(right - left, 1)
    since = day(course.runs[stage.first].as_of, course.tz)
    yield f"<g><title>{escape(f'from {since}: {stage.words}')}</title>"
    yield f'<rect class="block" x="{left}" y="{top}" width="{wide}" height="{_BLOCK}"/>'
    band = _STRIP / len(stage.possible)
    for place, verdict in enumerate(stage.possible):
        foot = round(top + _BLOCK - _STRIP + band * place, 2)
        yield (
            f'<rect class="{_CLASS[verdict]}" x="{left}" y="{foot}" width="{wide}"'
            f' height="{round(band, 2)}"/>'
        )
    signs = " ".join(GLYPHS[verdict] for verdict in stage.possible)
    for words in (f"{signs} {stage.words}", signs):
        if width(words) * _SIGN <= wide - 4:
            yield f'<text x="{left + 3}" y="{top + 14}">{escape(words)}</text>'
            break
    yield "</g>"


def _legend(shown: list[Story]) -> str:
    found = {verdict for story in shown for stage in story.stages for verdict in stage.possible}
    signs = [f"{GLYPHS[v]} {wording.words(v)}" for v in reversed(Verdict) if v in found]
    return " · ".join([*signs, "several signs: the evidence leaves it open"])


def _description(course: Course, shown: list[Story]) -> str:
    """The picture for who cannot see it."""
    told = []
    for story in shown:
        stages = [
            f"{day(course.runs[stage.first].as_of, course.tz)} {stage.words}"
            for stage in story.stages
        ]
        told.append(f"{story.name}: {', then '.join(stages)}")
    asked = ", ".join(f"{name} {text}" for name, text in wording.selectors(course.runs[-1]))
    made_from = [f"{each.path} sha256 {each.sha256}" for each in course.inputs]
    by = ", ".join([*named([course.ruleset]), asked])
    return ". ".join([*told, f"Made by {by}, from {', '.join(made_from)}"])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
