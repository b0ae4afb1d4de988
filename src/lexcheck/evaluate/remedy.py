"""The nearest change that would have complied, for a breach."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import Instant, show_instant
from lexcheck.evaluate.derivation import shown
from lexcheck.evaluate.frames import Outcome
from lexcheck.evaluate.world import World
from lexcheck.norms.model import Norm
from lexcheck.verdicts.model import Reason


def remedy(norm: Norm, outcome: Outcome, world: World, tz: ZoneInfo) -> str:
    """What completes “it would have complied …”: the smallest change of the facts that ends it."""
    target = norm.target.span.text
    by = ""
    if isinstance(outcome.deadline, int):
        by = f" at or before {_local(shown(outcome.deadline, world), tz)}"
    elif outcome.deadline is not None:
        by = " by its deadline"
    match outcome.reason:
        case Reason.NOT_PERFORMED:
            verb = "had been brought about" if norm.target.is_state else "had been done"
            return f"if `{target}` {verb} in full{by}"
        case Reason.REVERSED:
            return f"if what ended `{target}` had not happened"
        case Reason.LAPSED:
            return f"if `{target}` had held without a break from the deadline"
        case Reason.PREMATURE:
            opens = "" if outcome.opening is None else _local(shown(outcome.opening, world), tz)
            return f"if `{target}` had been done again at or after {opens}{by}"
        case Reason.PROHIBITED_ACT:
            acts = " and ".join(act.id for act in outcome.prohibited)
            return f"if {acts or 'the prohibited act'} had not been done"
        case _:
            return ""


def _local(text: str, tz: ZoneInfo) -> str:
    return re.sub(r"\{(-?\d+)\}", lambda found: show_instant(Instant(int(found[1])), tz), text)
