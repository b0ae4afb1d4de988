"""A case of ordinary size: two blocking orders, 1,434 listed items, about 4,000 acts.

The same seed makes the same case. What happens to an item is one of the stories below; on top come
acts that change nothing. `document` is the case as a document, `as_json` and `as_yaml` are its
bytes; its ruleset is `w1.lex`, which `write` puts beside it.
"""

from __future__ import annotations

import json
import random
import shutil
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

RULESET = Path(__file__).with_name("w1") / "w1.lex"
AS_OF = datetime(2021, 2, 28, 12, tzinfo=UTC)
ITEMS_PER_ORDER = 717
ORDERS = (
    ("order_1", "rule_9", datetime(2021, 1, 31, 8, tzinfo=UTC), 3),
    ("order_2", "section_69a", datetime(2021, 2, 4, 10, 30, tzinfo=UTC), 36),
)


class Step(NamedTuple):
    """An act, and when: between two shares of the time allowed, counted from the receipt.

    1 is the very deadline. `low` None: at the instant of the step before.
    """

    sort: str
    low: float | None = None
    high: float = 0


def same(sort: str) -> Step:
    return Step(sort)


#: How many in a thousand items have which story. Full, part, undone; abroad and dimmed (shown to
#: fewer people) count for nothing.
STORIES: tuple[tuple[int, tuple[Step, ...]], ...] = (
    (645, (Step("full", 0.02, 0.98),)),
    (90, (Step("part", 0.02, 0.98),)),
    (50, (Step("full", 1.02, 8),)),
    (10, (Step("part", 1.02, 8),)),
    (40, ()),
    (20, (Step("abroad", 0.02, 0.98),)),
    (20, (Step("dimmed", 0.02, 0.98),)),
    (20, (Step("full", 0.02, 0.3), Step("undone", 0.31, 0.6), Step("full", 0.61, 0.98))),
    (4, (Step("full", 0.02, 0.3), Step("undone", 0.31, 0.5), Step("part", 0.55, 0.98))),
    (12, (Step("full", 0.02, 0.3), Step("undone", 0.4, 15))),
    (8, (Step("full", 0.02, 0.3), Step("undone", 0.4, 8), Step("full", 8.5, 15))),
    (5, (Step("full", 1.1, 3), Step("undone", 3.1, 15))),
    (10, (Step("part", 0.02, 0.3), Step("full", 0.4, 1.5))),
    (20, (Step("full", -3, -0.1),)),
    (5, (Step("full", -3, -2), Step("undone", -1.5, -0.1))),
    (6, (Step("full", 0.02, 0.3), Step("undone", 0.4, 4), same("full"))),
    (3, (Step("full", 0.02, 0.3), Step("undone", 0.4, 4), same("part"))),
    (3, (Step("part", 0.02, 0.3), Step("undone", 0.4, 4), same("full"))),
    (5, (Step("full", 1, 1),)),
    (3, (Step("full", 0.02, 0.3), Step("undone", 1, 1))),
    (3, (Step("full", 0.02, 0.3), Step("undone", 1, 1), same("full"))),
    (5, (Step("full", 0.1, 2), same("full"), same("part"))),
    (
        3,
        (
            Step("full", 0.1, 0.9),
            Step("undone", 1.1, 2),
            Step("full", 2.1, 3),
            Step("undone", 3.1, 4),
            same("part"),
            Step("full", 4.1, 6),
            Step("undone", 6.1, 7),
            same("full"),
        ),
    ),
    (10, (Step("full", 400, 500),)),  # long after the as-of
)

#: What happens to so many in a thousand items besides, whatever their story.
NOISE = (
    (750, Step("told", 0.01, 3)),
    (250, Step("told", -3, 9)),
    (450, Step("dimmed", -2, 3)),
    (300, Step("abroad", -1, 3)),
    (10, Step("full", -3, -0.1)),
    (20, Step("undone", -3, -0.1)),
)

#: The kinds and territories of each sort of act, by weight.
KINDS = {
    "full": (
        (42, "block", "IN"),
        (28, "block", None),
        (18, "suspend", "IN"),
        (12, "suspend", None),
    ),
    "part": ((85, "withhold", "IN"), (15, "withhold", None)),
    "abroad": ((40, "withhold", "US"), (40, "withhold", "GB"), (20, "block", "US")),
    "undone": ((100, "restore", None),),
    "dimmed": ((100, "reduce_visibility", None),),
    "told": ((100, "notify", None),),
}

Act = dict[str, str]
Document = dict[str, object]


class _Acts:
    """The acts of a case in the making."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.made: list[tuple[datetime, str, str, str | None]] = []

    def follow(self, steps: tuple[Step, ...], item: str, received: datetime, hours: int) -> None:
        at = received
        for sort, low, high in steps:
            if low is not None:
                share = self.chance.uniform(low, high)
                at = received + timedelta(milliseconds=round(share * hours * 3_600_000))
            _, kind, territory = self.chance.choices(
                KINDS[sort], [weight for weight, _, _ in KINDS[sort]]
            )[0]
            self.made.append((at, item, kind, territory))

    def listed(self) -> list[Act]:
        """In order of time, with ids that say nothing of the order."""
        names = self.chance.sample(range(10**6), len(self.made))
        self.made.sort(key=lambda act: act[0])
        return [
            {kind: item, "id": f"a{name:06}", "at": written(at), "in": territory or "worldwide"}
            for name, (at, item, kind, territory) in zip(names, self.made, strict=True)
        ]


def document(seed: int = 2021, items_per_order: int = ITEMS_PER_ORDER) -> Document:
    """The case, in the words of a case file."""
    chance = random.Random(seed)
    numbers = chance.sample(range(10**9), len(ORDERS) * items_per_order)
    items = [f"item_{number:09}" for number in numbers]
    acts = _Acts(chance)
    shares = list(accumulate(share for share, _ in STORIES))
    orders: dict[str, object] = {}
    for place, (order, provision, received, hours) in enumerate(ORDERS):
        own = items[place * items_per_order : (place + 1) * items_per_order]
        orders[order] = {
            "provision": provision,
            "received": written(received),
            "comply_within": f"{hours} hours",
            "items": own,
        }
        for item in own:
            _, story = chance.choices(STORIES, cum_weights=shares)[0]
            acts.follow(story, item, received, hours)
            for share, step in NOISE:
                if chance.random() * 1000 < share:
                    acts.follow((step,), item, received, hours)
    return {
        "case": "ordinary_size",
        "ruleset": RULESET.name,
        "built_from": "log",
        "as_of": written(AS_OF),
        "records": {"Order": orders, "Item": {item: {} for item in items}},
        "acts": acts.listed(),
    }


def written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def as_json(case: Document) -> bytes:
    return json.dumps(case, indent=1).encode() + b"\n"


def as_yaml(case: Document) -> bytes:
    """As people write it: blocks, an act a line. JSON's quoted texts are YAML's, too."""
    records, acts = case["records"], case["acts"]
    assert isinstance(records, dict)
    assert isinstance(acts, list)
    lines = [f"{key}: {json.dumps(case[key])}" for key in case if key not in ("records", "acts")]
    lines += ["records:", "  Order:"]
    for order, fields in records["Order"].items():
        lines.append(f"    {order}:")
        lines += [f"      {name}: {json.dumps(fields[name])}" for name in fields if name != "items"]
        lines.append("      items:")
        lines += [f"        - {item}" for item in fields["items"]]
    lines.append("  Item:")
    lines += [f"    {item}: {{}}" for item in records["Item"]]
    lines.append("acts:")
    for act in acts:
        entries = ", ".join(f'{key}: "{value}"' for key, value in act.items())
        lines.append(f"  - {{{entries}}}")
    return "\n".join(lines).encode() + b"\n"


def write(folder: Path) -> tuple[Path, Path]:
    """Write the case as JSON and as YAML, with its ruleset beside; the two paths."""
    case = document()
    paths = folder / "case.json", folder / "case.yaml"
    for path, data in zip(paths, (as_json(case), as_yaml(case)), strict=True):
        path.write_bytes(data)
    shutil.copy(RULESET, folder / RULESET.name)
    return paths
