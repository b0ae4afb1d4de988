"""The nearest change that would have complied, for a breach."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import Instant, show_instant
from lexcheck.evaluate.derivation import shown
from lexcheck.evaluate.judge import Outcome
from lexcheck.evaluate.world import World
from lexcheck.norms.model import Norm
from lexcheck.verdicts.model import Reason


def remedy(norm: Norm, outcome: Outcome, world: World, tz: ZoneInfo) -> str:
    """One sentence; the smallest change of the facts that ends the breach, in full and in time."""
    target = norm.target.span.text
    by = ""
    if outcome.deadline is not None:
        by = f" at or before {_local(shown(outcome.deadline, world), tz)}"
    match outcome.reason:
        case Reason.NOT_PERFORMED:
            verb = "had been brought about" if norm.target.is_state else "had been done"
            return f"it would have complied if `{target}` {verb} in full{by}"
        case Reason.REVERSED:
            return f"it would have complied if what ended `{target}` had not happened{by and ''}"
        case Reason.LAPSED:
            return (
                f"it would have complied if `{target}` had held without a break from the deadline"
            )
        case Reason.PREMATURE:
            opens = "" if outcome.opening is None else _local(shown(outcome.opening, world), tz)
            return (
                f"it would have complied if `{target}` had been done again at or after {opens}{by}"
            )
        case Reason.PROHIBITED_ACT:
            acts = ", ".join(act.id for act in outcome.prohibited)
            return f"it would have complied without {acts or 'the prohibited act'}"
        case _:
            return ""


def _local(text: str, tz: ZoneInfo) -> str:
    return re.sub(r"\{(-?\d+)\}", lambda found: show_instant(Instant(int(found[1])), tz), text)
