"""Which norms have no plan, whatever the tables hold: known before a row is read."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from lexcheck.base.light import evolve
from lexcheck.base.time.instants import LATEST
from lexcheck.bulk.duck import fields_of
from lexcheck.bulk.from_norms import plans
from lexcheck.bulk.model import Acts, ByCase, Members, Records, Relation
from lexcheck.bulk.profile import FieldProfile, Profile
from lexcheck.facts.schema import Kind, Schema
from lexcheck.norms.model import Ruleset


def unplanned(
    ruleset: Ruleset,
    law_as_of: date | None = None,
    listed: Container[str] | None = None,
    open_: frozenset[Relation] = frozenset(),
) -> Iterator[ByCase]:
    """The norms of which all instances are judged case by case, with what of them has no plan.

    `listed`: the types of whose records there are tables, None for all. Without one, a norm may be
    refused, and is not named here. `open_`: what may be missing.
    """
    profile = evolve(every_column(ruleset.schema), open=open_)
    if listed is not None:
        there = {
            each
            for each in profile.relations
            if not isinstance(each, Records) or each.type in listed
        }
        profile = evolve(profile, relations=frozenset(there))
    for plan in plans(ruleset, profile, LATEST, law_as_of):
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
