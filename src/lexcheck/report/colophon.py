"""What every report ends with: by what it can be made again, and what it is not.

The program's version, those of the rulesets and their calendars, each file with its SHA-256, and
the line that it is no legal advice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from lexcheck.norms.model import Ruleset
from lexcheck.report import wording
from lexcheck.report.layout import clean, fill
from lexcheck.report.model import NOTICE, Input


def colophon(
    version: str, rulesets: Iterable[Ruleset], inputs: Iterable[Input], room: int
) -> Iterator[str]:
    """As lines of a text."""
    said = "; ".join([f"Made by lexcheck {version}", *named(rulesets)])
    yield from fill(clean(f"{said}."), room, rest="  ")
    for given in inputs:
        yield from fill(clean(f"{given.role} {given.path}"), room, rest="  ")
        yield from fill(f"sha256 {given.sha256}", room, "  ", "  ")
    yield NOTICE


def document(
    schema: str, version: str, inputs: Iterable[Input], body: Mapping[str, object]
) -> bytes:
    """As the head of a document in JSON, before what it tells."""
    head = {"schema": schema, "lexcheck": version, "notice": NOTICE, "inputs": listed(inputs)}
    return (json.dumps({**head, **body}, ensure_ascii=False, indent=2) + "\n").encode()


def named(rulesets: Iterable[Ruleset]) -> list[str]:
    """Each once, with its version and those of its calendars."""
    return list(dict.fromkeys(f"{each.name} ({wording.versions(each)})" for each in rulesets))


def listed(inputs: Iterable[Input]) -> list[dict[str, str]]:
    """The files, as a list in JSON."""
    return [{"path": each.path, "sha256": each.sha256, "role": each.role} for each in inputs]
