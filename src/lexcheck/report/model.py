"""What a report is made of: the runs, what they were made from, and what could not be judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.light import field, light
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from lexcheck.verdicts.model import Deed, InstanceId, Run

NOTICE = "This report is an aid, not legal advice."

#: The acts on what each instance is about; found only for a report that draws them.
Deeds = Callable[[], Mapping[InstanceId, tuple[Deed, ...]]]


def _no_deeds() -> Mapping[InstanceId, tuple[Deed, ...]]:
    return {}


@light(kw_only=True)
class Input:
    """A file that was read: its path as given, and the SHA-256 of its bytes in hex."""

    path: str
    sha256: str
    role: Literal["ruleset", "vocabulary", "case"]


@light(kw_only=True)
class Judged:
    """A run with what it was made from; `ruleset` as it stands under the reading of the run."""

    run: Run
    ruleset: Ruleset
    case: Case
    deeds: Deeds = field(default=_no_deeds, eq=False, repr=False)


@light(kw_only=True)
class Refusal:
    """A file that was not judged, or a run that could not be made of it (`selector`), and why."""

    path: str
    what: Literal["ruleset", "case", "file", "selector"]
    diagnostics: tuple[Diagnostic, ...]


@light(kw_only=True)
class Report:
    """`version` is that of the program. `passed_over` are files of a folder that are no cases."""

    version: str
    inputs: tuple[Input, ...]
    runs: tuple[Judged, ...]
    refused: tuple[Refusal, ...] = ()
    passed_over: tuple[str, ...] = ()
