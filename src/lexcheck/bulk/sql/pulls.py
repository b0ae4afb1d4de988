"""The facts that some instances need, fetched: `wanted` holds their keys."""

from __future__ import annotations

from lexcheck.bulk.needs import Need, Path
from lexcheck.bulk.profile import Profile
from lexcheck.bulk.sql.expressions import named, quoted


def pull(need: Need, profile: Profile, source: str, only: str = "") -> str:
    """All rows that the wanted instances need, of the view of a relation, or of a table of acts."""
    wheres = [only] if only else []
    wheres += [
        f"{quoted(column)} IN ({_values(path)})"
        for column, path in need.columns
        if not _may_be_lost(path, profile)
    ]
    if need.only is not None and not _may_be_lost(need.only, profile):
        wheres.append(f"member IN ({_values(need.only)})")
    where = f" WHERE {' AND '.join(wheres)}" if wheres else ""
    return f"SELECT * FROM {source}{where}"


def _may_be_lost(path: Path, profile: Profile) -> bool:
    """May a path lead to something unknown? It may then be anything."""
    return any(profile.of(relation, field).unknown for relation, field in path.steps)


def _values(path: Path) -> str:
    found = f"SELECT DISTINCT key_{path.place + 1} AS v FROM wanted"
    for relation, field in path.steps:
        key = "of" if field == "member" else "id"
        found = (
            f"SELECT DISTINCT r.{quoted(field)} AS v FROM {named(relation)} AS r"
            f" WHERE r.{key} IN ({found}) AND r.{quoted(field)} IS NOT NULL"
        )
    return found
