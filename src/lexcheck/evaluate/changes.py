"""The smallest change of what is recorded under which a breach would have been none.

A change is made of edits (`edits`). It is smaller the fewer acts it touches; then, since a moment
is one fact and an act several, and an act that nobody recorded is nobody's fact, by kind: a move
before an act left out before one added; then by how far acts are moved, the farthest first; then by
how late an added act would still have done. Decision note 60 says why.

Every set of edits is gone through in this order, up to `MOST_ACTS` acts, and no moment is guessed
at. An act whose moment is open in a stretch is a doubtful fact, and a doubtful case is what this
room is for: if no completion of it complies, no moment in the stretch does. So the least stretch
around the recorded moments in which some completion complies is found by halving, and the change
lies at an end of it. For the last act whose moment is open the completions tell more: those that
comply, less those that do not, are the very moments at which the verdict is definite whatever else
is in doubt. What is promised is judged once more, with every moment exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby

from lexcheck.evaluate.docket import Docket, Instance
from lexcheck.evaluate.edits import MOST_ACTS, Box, Question, Slot, applied, at, slots
from lexcheck.evaluate.frames import Outcome
from lexcheck.evaluate.from_norms import NotJudgeable, open_docket
from lexcheck.evaluate.values import TimeTerm
from lexcheck.evaluate.world import Impossible, Path, TooMany, explore
from lexcheck.norms.model import Norm
from lexcheck.verdicts.model import Change, Edit, Search, Verdict

#: What a search may cost: changed cases that are judged, and questions asked over their
#: completions, of one case and of all.
_MOST_JUDGED = 1_000
_MOST_ASKED_OF_ONE = 2_000
_MOST_ASKED = 20_000

_RANK = {"move": 0, "leave out": 1, "add": 2}

#: Edits, each with the moment that it is done at, or the stretch that holds it.
Placed = dict[Slot, Box]


def smallest(asked: Question) -> Search | None:
    """None where the breach is open; else the change, and whether nothing smaller was passed by."""
    if asked.finding.possible != (Verdict.BREACHED,):
        return None
    return _Search(asked).made()


class _Spent(Exception):
    """The bound is reached."""


class _Search:
    def __init__(self, asked: Question) -> None:
        self.asked = asked
        self.norm = _norm(asked)
        self.goal = _goal(self.norm)
        self.judged = self.questions = 0
        # Was a set of edits passed by, though it could not be shown to do nothing?
        self.unsure = False

    def made(self) -> Search:
        try:
            found = self._found()
        except _Spent:
            return Search(change=None, most=MOST_ACTS, complete=False)
        return Search(change=found, most=MOST_ACTS, complete=not self.unsure)

    def _found(self) -> Change | None:
        edits = list(slots(self.asked, self.norm))
        for size in range(1, MOST_ACTS + 1):
            sets = [s for s in combinations(edits, size) if _go_together(s)]
            for _, level in groupby(sorted(sets, key=_kinds), key=_kinds):
                placed = [found for each in level if (found := self._nearest(each))]
                for each in sorted(placed, key=_size):
                    if (verdict := self._promised(each)) is not None:
                        return Change(edits=tuple(_edit(s, b) for s, b in each.items()),
                                      verdict=verdict)  # fmt: skip
                    self.unsure = True
        return None

    def _promised(self, placed: Placed) -> Verdict | None:
        """The verdict of the changed case, if it is definite, and one that was looked for."""
        verdicts = self._verdicts(placed)
        return verdicts.pop() if len(verdicts) == 1 and verdicts <= self._wanted(placed) else None

    def _verdicts(self, placed: Mapping[Slot, Box]) -> set[Verdict]:
        """Of all completions. An instance that is no more is not applicable."""
        docket, paths = self._paths(placed)
        return {path.result.verdict for path in paths} if docket else {Verdict.NOT_APPLICABLE}

    def _wanted(self, placed: Mapping[Slot, Box]) -> frozenset[Verdict]:
        """Of a prohibition of the very act that makes the instance, also that it was not done."""
        bound = {value for _, value in self.asked.finding.bindings}
        undone = any(slot.kind == "leave out" and slot.act.id in bound for slot in placed)
        return self.goal | {Verdict.NOT_APPLICABLE} if undone else self.goal

    # ── Judging ────────────────────────────────────────────────────────────────────────────────

    def _paths(self, placed: Mapping[Slot, Box]) -> tuple[Docket | None, list[Path[Outcome]]]:
        """The completions of the changed case; no docket where the instance is no more.

        Raises TooMany, NotJudgeable, _Spent.
        """
        self.judged += 1
        if self.judged > _MOST_JUDGED or self.questions > _MOST_ASKED:
            raise _Spent
        asked = self.asked
        changed = applied(asked.case, placed)
        docket, _ = open_docket(
            asked.ruleset, changed, asked.as_of, asked.known_by, asked.viewpoint, asked.law_as_of
        )
        named = (i for i in docket.instances(asked.finding.norm) if i.id == asked.finding.id)
        instance: Instance | None = next(named, None)
        if instance is None:
            return None, []
        found = instance
        paths = explore(
            docket.evidence,
            lambda world: docket.outcome(world, found),
            budget=_MOST_ASKED_OF_ONE,
        )
        self.questions += sum(len(path.world.asked) for path in paths)
        return docket, paths

    def _may(self, placed: Mapping[Slot, Box]) -> bool:
        """May it comply, at some moment in each box? Where too much is open, it may."""
        try:
            return bool(self._verdicts(placed) & self._wanted(placed))
        except (TooMany, NotJudgeable):
            self.unsure = True
            return False

    # ── Placing ────────────────────────────────────────────────────────────────────────────────

    def _nearest(self, edits: Sequence[Slot]) -> Placed | None:
        """The edits at the moments that make the smallest change of them; None if none complies."""
        whole: Placed = {slot: slot.reach for slot in edits}
        if not self._may(whole):
            return None
        moves = [slot for slot in edits if slot.kind == "move"]
        added = [slot for slot in edits if slot.kind == "add"]
        found = list(self._placed(whole, [moves, added] if moves else [added]))
        if not found:
            # Some completion complies, but at no moment do all of them.
            self.unsure = self.unsure or len(moves) + len(added) > 1
            return None
        return min(found, key=_size)

    def _placed(self, placed: Placed, stages: Sequence[Sequence[Slot]]) -> Iterator[Placed]:
        """All placements in these boxes that are the nearest; of moves, then of what is added."""
        stages = [stage for stage in stages if stage]
        if not stages:
            yield placed
            return
        stage, *later = stages
        if len(stage) == 1 and not later:
            moment = self._moment(placed, stage[0])
            if moment is not None:
                yield {**placed, stage[0]: (moment, moment)}
            return
        near = self._near(placed, stage)
        for slot in stage:
            end = slot.far(near[slot])
            fixed = {**near, slot: (end, end)}
            if self._may(fixed):
                yield from self._placed(fixed, [[s for s in stage if s is not slot], *later])

    def _near(self, placed: Placed, stage: Sequence[Slot]) -> Placed:
        """These boxes, those of the stage as narrow around where the acts were as may comply."""

        def boxes(shift: int) -> Placed:
            return {**placed, **{slot: _common(placed[slot], slot.within(shift)) for slot in stage}}

        low, high = 1, max(abs(slot.far(placed[slot]) - slot.start) for slot in stage)
        while low < high:
            middle = (low + high) // 2
            if self._may(boxes(middle)):
                high = middle
            else:
                low = middle + 1
        return boxes(high)

    def _moment(self, placed: Placed, slot: Slot) -> int | None:
        """The nearest moment in its box at which the verdict is definite."""
        try:
            docket, paths = self._paths(placed)
        except (TooMany, NotJudgeable):
            self.unsure = True
            return None
        if docket is None:
            return None
        act = next(a for a in docket.evidence.acts if a.id == slot.act.id)
        good: list[Box] = []
        bad: list[Box] = []
        for path in paths:
            try:
                time = path.world.read(act.at)
            except Impossible:
                continue
            assert isinstance(time, int | TimeTerm)
            low, high = path.world.span_of(time)
            assert low is not None
            assert high is not None
            (good if path.result.verdict in self.goal else bad).append((low, high))
        found = [slot.near(part) for stretch in good for part in _less(stretch, bad)]
        return min(found, key=lambda moment: abs(moment - slot.start), default=None)


def _less(stretch: Box, others: Sequence[Box]) -> Iterator[Box]:
    """What is left of a stretch without others."""
    low, high = stretch
    for first, last in sorted(others):
        if first > high:
            break
        if first > low:
            yield low, first - 1
        low = max(low, last + 1)
    if low <= high:
        yield low, high


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), min(one[1], other[1])


# ── The order of changes ───────────────────────────────────────────────────────────────────────


def _goal(norm: Norm) -> frozenset[Verdict]:
    """A prohibition that is still running, and unbroken, is not complied with yet."""
    kept = {Verdict.COMPLIED}
    return frozenset(kept | {Verdict.PENDING} if norm.kind == "prohibition" else kept)


def _go_together(edits: Sequence[Slot]) -> bool:
    """Are they of different acts, and is none the second of an added act without the first?"""
    acts = {slot.act.id for slot in edits}
    return len(acts) == len(edits) and all(s.after is None or s.after in acts for s in edits)


def _kinds(edits: Sequence[Slot]) -> int:
    return sum(_RANK[slot.kind] for slot in edits)


def _size(placed: Placed) -> tuple[list[int], list[int], list[str], list[Box]]:
    """How large a change is among those of as many acts and kinds; the ids break ties."""
    shifts = {
        kind: sorted((abs(box[0] - s.start) for s, box in placed.items() if s.kind == kind),
                     reverse=True)
        for kind in _RANK
    }  # fmt: skip
    return shifts["move"], shifts["add"], [slot.act.id for slot in placed], [*placed.values()]


def _edit(slot: Slot, box: Box) -> Edit:
    moment = 0 if slot.kind == "leave out" else box[0]
    return Edit(
        kind=slot.kind,
        act=slot.act.id,
        actions=slot.act.actions,
        at=moment,
        shift=moment - slot.start if slot.kind == "move" else 0,
        added=at(slot.act, box) if slot.kind == "add" else None,
    )


def _norm(asked: Question) -> Norm:
    versions = asked.ruleset.versions[asked.finding.norm]
    return next((n for n in versions if str(n.in_force) == asked.finding.version), versions[0])
