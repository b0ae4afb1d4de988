"""Whose word is taken, and what was known: how a viewpoint takes what somebody says."""

from __future__ import annotations

from enum import Enum

from lexcheck.base.light import light
from lexcheck.base.time.instants import Interval
from lexcheck.facts.case import NOWHERE, Provenance


class Word(Enum):
    """Whether a viewpoint takes somebody's word."""

    TAKEN = "taken"
    REJECTED = "rejected"
    LEFT_OPEN = "open"


@light(kw_only=True)
class Stance:
    """Whose word is taken, and what was known. `known_by` is an instant, None for all."""

    viewpoint: str = "all"
    is_source: bool = False
    known_by: int | None = None
    published: dict[str, Interval | None]

    def knows(self, provenance: Provenance) -> bool:
        """Was it published by then? A day counts as known on that day."""
        if self.known_by is None or not provenance.sources:
            return True
        for source in provenance.sources:
            published = self.published.get(source)
            if published is None or published.earliest is None:
                return True
            if published.earliest <= self.known_by:
                return True
        return False

    def word(self, provenance: Provenance) -> Word:
        if provenance is NOWHERE:
            return Word.TAKEN
        if self.viewpoint == "all":
            return Word.LEFT_OPEN if provenance.denies else Word.TAKEN
        if self.is_source:
            taken = not provenance.sources or self.viewpoint in provenance.sources
            return Word.TAKEN if taken else Word.LEFT_OPEN
        if self.viewpoint in provenance.denies:
            return Word.REJECTED
        if self.viewpoint in provenance.asserts:
            return Word.TAKEN
        return Word.LEFT_OPEN if provenance.asserts or provenance.denies else Word.TAKEN
