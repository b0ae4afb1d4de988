"""The rulesets that are installed: as text, and as JSON (`schema/rulesets-1.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.light import light
from lexcheck.norms.citations import provisions
from lexcheck.norms.model import Ruleset
from lexcheck.report import Options, wording
from lexcheck.report.diagnostics import as_json as diagnostics_json
from lexcheck.report.fragments import Json
from lexcheck.report.layout import BOLD, RED, clean, fill, finished, painted

SCHEMA = "lexcheck.rulesets/1"


@light(kw_only=True)
class Entry:
    """An installed ruleset. `ruleset` None: it is refused, and `diagnostics` say why."""

    name: str
    path: str
    ruleset: Ruleset | None
    diagnostics: tuple[Diagnostic, ...] = ()


@light(kw_only=True)
class Catalogue:
    """In the order of names; `version` is that of the program."""

    version: str
    entries: tuple[Entry, ...]


def as_text(catalogue: Catalogue, options: Options) -> bytes:
    lines: list[str] = []
    for entry in catalogue.entries:
        lines += _entry(entry, options.width)
    number = len(catalogue.entries)
    lines.append(f"{number} ruleset{'' if number == 1 else 's'}; name one with --ruleset NAME")
    return finished(lines, colour=options.colour).encode()


def _entry(entry: Entry, room: int) -> Iterator[str]:
    yield painted(clean(entry.name), BOLD)
    ruleset = entry.ruleset
    if ruleset is None:
        yield from fill(clean(f"refused: `lexcheck check {entry.path}` says why"), room, "  ")
        return
    if ruleset.title:
        yield from fill(clean(ruleset.title), room, "  ", "  ")
    reviewed = "never" if ruleset.reviewed is None else ruleset.reviewed.isoformat()
    said = [
        ruleset.jurisdiction or "no jurisdiction",
        f"in force {ruleset.in_force}",
        f"reviewed {reviewed}",
    ]
    yield from fill(clean(" · ".join(said)), room, "  ", "    ")
    cited = provisions(ruleset)
    unverified = sum(not verified for verified in cited.values())
    number = len(ruleset.versions)
    told = f"{number:,} norm{'' if number == 1 else 's'}; "
    if cited:
        share = painted(wording.percent(unverified, len(cited)), RED if unverified else BOLD)
        told += f"{unverified:,} of {len(cited):,} provisions unverified = {share}"
    else:
        told += "cites nothing"
    yield from fill(told, room, "  ", "    ")


def as_json(catalogue: Catalogue, options: Options) -> bytes:  # noqa: ARG001 - for machines
    document = {
        "schema": SCHEMA,
        "lexcheck": catalogue.version,
        "rulesets": [_json(entry) for entry in catalogue.entries],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _json(entry: Entry) -> Json:
    head: Json = {
        "name": entry.name,
        "path": entry.path,
        "refused": entry.ruleset is None,
        "diagnostics": diagnostics_json(entry.diagnostics),
    }
    ruleset = entry.ruleset
    if ruleset is None:
        return head
    days, cited = ruleset.in_force, provisions(ruleset)
    return {
        **head,
        "title": ruleset.title,
        "jurisdiction": ruleset.jurisdiction or None,
        "timezone": ruleset.timezone,
        "in_force": {
            "from": None if days.start is None else days.start.isoformat(),
            "until": None if days.until is None else days.until.isoformat(),
        },
        "reviewed": None if ruleset.reviewed is None else ruleset.reviewed.isoformat(),
        "vocabularies": ruleset.vocabularies,
        "norms": len(ruleset.versions),
        "readings": list(ruleset.reading),
        "provisions": {
            "cited": len(cited),
            "unverified": sum(not verified for verified in cited.values()),
        },
    }


RENDERERS = {"text": as_text, "json": as_json}
