"""Which norms have no plan, whatever the tables hold: known before a row is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lexcheck.base.time.instants import LATEST
from lexcheck.bulk.duck import fields_of
from lexcheck.bulk.from_norms import plans
from lexcheck.bulk.model import Acts, ByCase, Members, Records, Relation
from lexcheck.bulk.profile import FieldProfile, Profile
from lexcheck.facts.schema import Kind, Schema
from lexcheck.norms.model import Ruleset


def unplanned(ruleset: Ruleset, law_as_of: date | None = None) -> Iterator[ByCase]:
    """The norms of which all instances are judged case by case, with what of them has no plan."""
    for plan in plans(ruleset, every_column(ruleset.schema), LATEST, law_as_of):
        if isinstance(plan, ByCase):
            yield plan


def every_column(schema: Schema, *, doubt: bool = False) -> Profile:
    """A profile of tables that have every column; with `doubt` in each of them, or in none."""
    lists = [
        Members(record.name, each.name)
        for record in schema.records
        for each in record.fields
        if each.type.is_list
    ]
    every: list[Relation] = [*map(Records, schema.record), *lists, *map(Acts, schema.action)]
    fields = {
        (relation, each.name): FieldProfile(
            unknown=doubt, imprecise=doubt and each.type.kind in (Kind.TIME, Kind.TERRITORY)
        )
        for relation in every
        for each in fields_of(relation, schema)
    }
    return Profile(fields=fields, relations=frozenset(every))
