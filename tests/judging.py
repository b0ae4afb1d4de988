"""How tests judge: a ruleset as text and a case as data in, findings out, by the real front end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from lexcheck.base.text import Source
from lexcheck.base.time.instants import HOUR
from lexcheck.evaluate.from_norms import evaluate
from lexcheck.facts import from_json
from lexcheck.facts.case import Case
from lexcheck.facts.from_tree import conform
from lexcheck.facts.schema import Schema
from lexcheck.norms.from_resolved import lower
from lexcheck.norms.model import Ruleset
from lexcheck.resolved.from_syntax import resolve
from lexcheck.syntax.from_text import parse
from lexcheck.verdicts.model import Finding, Run, Verdict

#: A case as a JSON file holds it.
Document = dict[str, Any]

#: Hour 0 of every test: a Monday at noon, in a zone without clock changes.
ZERO = 1_614_600_000_000_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=4_096)
def ruleset_of(text: str) -> Ruleset:
    """The ruleset of a text that has no fault."""
    file, faults = parse(Source(name="test.lex", text=text))
    assert file is not None, _told(faults, text)
    program, unresolved = resolve(file, ())
    assert program is not None, _told(unresolved, text)
    ruleset, unlowered = lower(program)
    assert ruleset is not None, _told([*unresolved, *unlowered], text)
    return ruleset


def case_of(document: Document, schema: Schema) -> Case:
    """The case of a document that has no fault, by way of its JSON text."""
    source = Source(name="case.json", text=json.dumps(document))
    tree, faults = from_json.read(source)
    assert tree is not None, _told(faults, source.text)
    case, faults = conform(tree, schema, source)
    assert case is not None, _told(faults, source.text)
    return case


def judge(rules: str, document: Document, as_of: int, **options: Any) -> Run:
    """A run as of an hour."""
    ruleset = ruleset_of(rules)
    return evaluate(ruleset, case_of(document, ruleset.schema), as_of=hour(as_of), **options)


def verdicts(run: Run) -> dict[str, tuple[str, ...]]:
    """The possible verdicts of each instance."""
    return {finding.id: possible(finding) for finding in run.findings}


def possible(finding: Finding) -> tuple[str, ...]:
    assert (finding.verdict is Verdict.UNDETERMINED) == (len(finding.possible) != 1)
    return tuple(sorted(str(verdict) for verdict in finding.possible))


def hour(number: float) -> int:
    """The instant of an hour of the tests."""
    return ZERO + round(number * HOUR)


def stamp(instant: int) -> str:
    """An instant as a case file writes it."""
    return (_EPOCH + timedelta(microseconds=instant)).isoformat().replace("+00:00", "Z")


def at(number: float) -> str:
    """An hour of the tests as a case file writes it."""
    return stamp(hour(number))


def between(low: float, high: float) -> Mapping[str, str]:
    """A doubtful moment from one hour to another, both included."""
    return {"after": at(low), "before": at(high)}


def _told(faults: Any, text: str) -> str:
    found = [f"{fault.code} {fault.message}" for fault in faults]
    return "\n".join([*found, text])
