"""A program to a ruleset: every norm, with all that bears on it.

First the variables of every norm are bound, each after the norm whose breach triggers it. Then each
statement is lowered by itself, in the scope of the norm it speaks of; exceptions are attached to
what they are exceptions to; priorities between norms become `overridden_by`. The checks that need
the whole come last. A reading starts from these parts and makes anew only the norms that it
touches, then passes the same checks. A fault never ends the search for others.

LX306 clause said twice · 307 norm without `must` · 308 `must` and `must not` mixed up · 310 clause
not of prohibitions · 311 act without a deadline · 312 clause not of states · 313 `not before`
without unit or anchor · 314 standard without an anchor · 316 clock of a norm that counts nothing ·
317 window that closes before it opens · 318 repair of what it does not follow · 319 days that end
before they start · 320 `at the act` of an obligation · 321 circle of exceptions or priorities · 322
priority between what never meets · 323 act or define that is to be started or ended · 324
assessment without a measure · 325 threshold of the wrong kind · 326 circle of breaches · 327
versions that overlap · 328 versions with different variables · 329 clash without a priority · 330
amendment of variables · 331 obligation that nothing says when it arises · 332 circle of breaches
and priorities · 333 circle of what counts as a state · 360 no way to treat what is pending · 361
`pending` without an end · 362 `pending convert` without a version to convert to
(LX301 to 305 are found while names are resolved; so is what is wrong with the counting of time:
309 working days without a calendar · 315 unknown counting rule · 350 unknown calendar · 351 rule
without the calendar it needs · 352 unknown property · 353 property said twice · 354 value that a
property cannot have · 355 calendar without `covers` or `weekend` · 356 day that the calendar does
not cover · 357 day both closed and open · 358 holidays that cannot be had · 359 rule that
contradicts itself.)
"""

from __future__ import annotations

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.light import evolve
from lexcheck.base.territory import is_territory
from lexcheck.norms.calendars import calendars_of
from lexcheck.norms.checks import check_circles, check_clashes, check_priorities, check_versions
from lexcheck.norms.model import Parameter, Ruleset
from lexcheck.norms.parts import Parts, parts_of
from lexcheck.norms.readings import readings_of
from lexcheck.norms.window import day_of, days_of
from lexcheck.resolved.expressions import scope_of
from lexcheck.resolved.faults import Faults
from lexcheck.resolved.model import Program


def lower(program: Program) -> tuple[Ruleset | None, list[Diagnostic]]:
    """The ruleset of a program; None where resolving it, or this, found an error."""
    faults = Faults()
    parts = parts_of(program.files, scope_of(program.names, faults))
    check_versions(parts.versions, parts.versions, faults)
    check_priorities(parts.priorities, faults)
    check_circles(parts.finished, parts.counts_as, faults)
    clashes = check_clashes(parts.finished, parts.counts_as, faults)
    ruleset = _ruleset(program, parts, faults)
    nodes = [node for file in program.files for node in file.readings]
    readings = readings_of(nodes, ruleset, parts, clashes)
    if faults.errors or not program.sound:
        return None, faults.sorted()
    return evolve(ruleset, readings=readings), faults.sorted()


def _ruleset(program: Program, parts: Parts, faults: Faults) -> Ruleset:
    """The ruleset without its readings."""
    header = program.file.header
    place = header.jurisdiction
    if place is not None and not is_territory(place.text):
        faults.add(
            "LX201",
            f"no territory is called `{place.text}`",
            place.span,
            hint="use the two letters of ISO 3166, as `IN`, or `EU`",
        )
    norms = tuple(norm for found in parts.finished.values() for norm in found)
    return Ruleset(
        name=header.name.text,
        title="" if header.title is None else header.title.text,
        jurisdiction="" if place is None else place.text,
        timezone="" if header.timezone is None else header.timezone.text,
        in_force=days_of(header.in_force, faults),
        reviewed=None if header.reviewed is None else day_of(header.reviewed, faults),
        schema=program.names.schema,
        vocabularies=tuple(
            file.header.name.text for file in program.files if file.header.kind == "vocabulary"
        ),
        parameters=tuple(
            Parameter(
                name=each.name, type=each.type, value=each.value, text=each.text, span=each.span
            )
            for each in program.names.parameters.values()
            if each.type is not None
        ),
        counts_as=parts.counts_as,
        norms=norms,
        sanctions=parts.sanctions,
        assessments=parts.assessments,
        calendars=calendars_of(parts.counting, parts.calendars_of(parts.finished), parts.scope),
        sources=tuple(file.span.source for file in program.files),
    )
