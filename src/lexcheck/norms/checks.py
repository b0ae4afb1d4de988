"""What must hold among norms: versions, priorities, no circle, no clash that nothing settles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from lexcheck.base.light import fields_of, is_model
from lexcheck.base.territory import GROUPS, WORLDWIDE
from lexcheck.norms.duties import Draft
from lexcheck.norms.model import Asked, CountsAs, Effect, Norm, Pending, Target
from lexcheck.norms.parts import Priority, Version
from lexcheck.norms.window import follows, overlap
from lexcheck.resolved.faults import Faults
from lexcheck.resolved.order import cycles
from lexcheck.resolved.terms import Constant, StateHolds, Term

#: A state or an action: whether it is a state, and its name.
Aim = tuple[bool, str]

#: A clash: the obligation, the prohibition.
Clash = tuple[str, str]


def check_versions(
    versions: Mapping[str, tuple[Version, ...]], names: Iterable[str], faults: Faults
) -> None:
    """Versions of one norm bind the same variables, and no day sees two of them in force.

    Unless one of the two was annulled: it holds until then, and the other, again, from then on.
    """
    for name in names:
        found = versions[name]
        first = found[0].draft
        for version in found[1:]:
            _alike(first.statement.kind, found[0], version, faults)
        norms = [version.norm for version in found if version.norm is not None]
        for at, norm in enumerate(norms):
            for other in norms[:at]:
                one_annulled = (norm.in_force.annulled is None) != (other.in_force.annulled is None)
                if overlap(norm.in_force, other.in_force) and not one_annulled:
                    faults.add(
                        "LX327",
                        f"two versions of `{name}` are in force at once",
                        norm.span,
                        hint="end the older on the day before, `in force … until …`, or rename one",
                        cause=(other.span, f"the other version is in force {other.in_force}"),
                        about=(f"versions of {name}",),
                    )
            if len(norms) == len(found):  # else the version to convert to may be one at fault
                _converted(norm, norms, faults)


def _converted(norm: Norm, versions: Iterable[Norm], faults: Faults) -> None:
    """What is pending can be converted only to a version that takes over at once."""
    ended = norm.in_force.until
    if norm.in_force.pending is not Pending.CONVERT or ended is None:
        return
    if not any(follows(other.in_force, ended) for other in versions):
        faults.add(
            "LX362",
            f"no version of `{norm.name}` comes into force on the day after {ended}",
            norm.span,
            hint="`pending convert` needs one to convert to; else say `end` or `continue`",
        )


def _alike(kind: str, first: Version, other: Version, faults: Faults) -> None:
    same_kind = other.draft.statement.kind == kind
    same_names = other.draft.variables == first.draft.variables
    if same_kind and same_names and _bound_alike(first.draft, other.draft):
        return
    if first.norm is None or other.norm is None:  # at fault, perhaps by just these variables
        return
    name = first.draft.name
    faults.add(
        "LX328",
        f"the versions of `{name}` differ in "
        + (
            "kind: one is an obligation, one a prohibition"
            if not same_kind
            else "their variables"
            if not same_names
            else "what they bind their variables to"
        ),
        other.draft.statement.name.span,
        hint="bind the same names with the same types, or give one of them another name",
        cause=(first.draft.statement.name.span, "the first version is here"),
    )


def _bound_alike(one: Draft, other: Draft) -> bool:
    """Do both have the same instances? Which of them judges one is for its trigger to say."""
    return one.binders == other.binders and one.on_breach == other.on_breach


def check_priorities(priorities: Iterable[Priority], faults: Faults) -> None:
    """No norm overrides itself, by however many steps."""
    words = {(each.winner, each.loser): each.word for each in priorities}
    losers: dict[str, list[str]] = {}
    for winner, loser in words:
        losers.setdefault(winner, []).append(loser)
    for cycle in cycles(losers):
        faults.add(
            "LX321",
            "these norms override each other in a circle: "
            + " -> ".join(f"`{name}`" for name in cycle),
            words[cycle[0], cycle[1]].span,
            hint="leave out one of the priorities",
            cause=(words[cycle[-2], cycle[-1]].span, "the circle closes here"),
        )


# ── Circles ────────────────────────────────────────────────────────────────────────────────────


def check_circles(
    norms: Mapping[str, tuple[Norm, ...]], counts_as: Iterable[CountsAs], faults: Faults
) -> None:
    """No verdict hangs on itself, by breach and by priority in turn; and no state counts by itself.

    Circles of one kind alone are found where breaches and priorities are read.
    """
    breached: dict[str, set[str]] = {}
    winners: dict[str, set[str]] = {}
    for name, found in norms.items():
        for norm in found:
            if norm.on_breach is not None:
                breached.setdefault(name, set()).add(norm.on_breach.norm)
            if norm.overridden_by:
                winners.setdefault(name, set()).update(norm.overridden_by)
    hanging = [name for name in norms if name in breached or name in winners]
    nothing: set[str] = set()
    needs = {n: sorted(breached.get(n, nothing) | winners.get(n, nothing)) for n in hanging}
    for cycle in cycles(needs):
        steps = list(pairwise(cycle))
        if any(all(b in of.get(a, ()) for a, b in steps) for of in (breached, winners)):
            continue
        faults.add(
            "LX332",
            "these norms hang on each other in a circle: " + _arrows(cycle),
            norms[cycle[0]][0].span,
            hint="a norm cannot override the one from whose breach it arises",
        )
    _check_states(counts_as, faults)


def _check_states(counts_as: Iterable[CountsAs], faults: Faults) -> None:
    needs: dict[str, dict[str, CountsAs]] = {}
    for each in counts_as:
        for state in states_in(each.when):
            needs.setdefault(each.target, {}).setdefault(state, each)
    for cycle in cycles(needs):
        faults.add(
            "LX333",
            "what counts as a state hangs on that state in a circle: " + _arrows(cycle),
            needs[cycle[-2]][cycle[-1]].span,
            hint="ask in `when` for an act that happened, not for a state that hangs on it",
        )


def _arrows(names: Iterable[str]) -> str:
    return " -> ".join(f"`{name}`" for name in names)


def states_in(part: object) -> Iterator[str]:
    """The states of which a term asks, by way of defines too."""
    if isinstance(part, StateHolds):
        yield part.state
    if isinstance(part, tuple):
        for each in part:
            yield from states_in(each)
        return
    kind = type(part)
    if is_model(kind):
        for each in fields_of(kind):
            if each.name not in ("span", "type", "value"):
                yield from states_in(getattr(part, each.name))


# ── Clashes ────────────────────────────────────────────────────────────────────────────────────


def check_clashes(
    norms: Mapping[str, tuple[Norm, ...]],
    counts_as: Iterable[CountsAs],
    faults: Faults,
    *,
    known: frozenset[Clash] = frozenset(),
    under: str = "",
) -> frozenset[Clash]:
    """The clashes; a fault for each that is not known. `under`: the reading that makes them.

    An obligation and a prohibition clash if some act or state can be asked for by the one and
    forbidden by the other on one day, and neither overrides the other. What `when` says is not
    compared: that the two never meet is for a priority or an exception to say.
    """
    linked = _links(counts_as)
    forbidden: dict[Aim, list[Norm]] = {}
    for each in _of_kind(norms, "prohibition"):
        # One that says itself which acts it allows has settled what it forbids.
        if not any(exception.asked is Asked.ACT for exception in each.exceptions):
            forbidden.setdefault((each.target.is_state, each.target.name), []).append(each)
    found: dict[Clash, None] = {}
    if not forbidden:
        return frozenset()
    for duty in _of_kind(norms, "obligation"):
        aim = (duty.target.is_state, duty.target.name)
        for ban in forbidden.get(aim, ()):
            if _coincide(duty.target, ban.target):
                _settle(duty, ban, found, known, under, faults)
        for other, act_of_duty, where in linked.get(aim, ()):
            for ban in forbidden.get(other, ()):
                act = duty.target if act_of_duty else ban.target
                if not _apart(act.territory, where):
                    _settle(duty, ban, found, known, under, faults)
    return frozenset(found)


def _of_kind(norms: Mapping[str, tuple[Norm, ...]], kind: str) -> Iterator[Norm]:
    return (norm for found in norms.values() for norm in found if norm.kind == kind)


def _links(counts_as: Iterable[CountsAs]) -> dict[Aim, list[tuple[Aim, bool, Term | None]]]:
    """What each act or state coincides with, as an act counts as it: (the other, whether the one
    looked up is the act, where).
    """
    linked: dict[Aim, list[tuple[Aim, bool, Term | None]]] = {}
    for each in counts_as:
        if each.effect is not Effect.END:
            act, started = (False, each.action), (each.is_state, each.target)
            linked.setdefault(act, []).append((started, True, each.territory))
            linked.setdefault(started, []).append((act, False, each.territory))
    return linked


def _coincide(one: Target, other: Target) -> bool:
    if _apart(one.territory, other.territory):
        return False
    return not any(
        isinstance(left, Constant) and isinstance(right, Constant) and left != right
        for left, right in zip(one.arguments, other.arguments, strict=True)
    )


def _apart(one: Term | None, other: Term | None) -> bool:
    """Are these two territories that never overlap?"""
    if not (isinstance(one, Constant) and isinstance(other, Constant)):
        return False
    first, second = str(one.value), str(other.value)
    if WORLDWIDE in (first, second):
        return False
    return _ever(first).isdisjoint(_ever(second))


def _ever(code: str) -> frozenset[str]:
    """The countries that ever belonged to a territory."""
    return frozenset(GROUPS[code]) if code in GROUPS else frozenset({code})


def _settle(
    duty: Norm,
    ban: Norm,
    found: dict[Clash, None],
    known: frozenset[Clash],
    under: str,
    faults: Faults,
) -> None:
    """Take note of a clash that no priority settles, and report it the first time."""
    clash = (duty.name, ban.name)
    if (
        clash in found
        or ban.name in duty.overridden_by
        or duty.name in ban.overridden_by
        or not overlap(duty.in_force, ban.in_force)
    ):
        return
    found[clash] = None
    if clash in known:
        return
    later, earlier = (duty, ban) if duty.span.start > ban.span.start else (ban, duty)
    reading = f" under reading `{under}`" if under else ""
    faults.add(
        "LX329",
        f"`{duty.name}` asks for what `{ban.name}` forbids{reading}, and nothing says which wins",
        later.target.span,
        hint=f"add `overrides {earlier.name}` or `subject to {earlier.name}` to `{later.name}`",
        cause=(earlier.target.span, f"`{earlier.name}` is here"),
    )
