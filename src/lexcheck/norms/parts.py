"""The parts of a ruleset before and after they are put together. A reading swaps some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lexcheck.base.light import evolve, light
from lexcheck.base.text import Span
from lexcheck.norms.calendars import names_in
from lexcheck.norms.consequences import assessment_of, sanction_of
from lexcheck.norms.constitution import counts_as
from lexcheck.norms.defeat import Defeat, attach
from lexcheck.norms.duties import Draft, draft_of, norm_of
from lexcheck.norms.model import Assessment, CountsAs, InForce, Norm, Sanction
from lexcheck.norms.window import days_of
from lexcheck.resolved.faults import Faults, duplicate, unknown
from lexcheck.resolved.order import cycles, in_order
from lexcheck.resolved.scope import Scope
from lexcheck.syntax import model as syntax


@light(kw_only=True)
class Version:
    """One version of a norm: its draft, and itself without what others say of it.

    `norm` None: at fault.
    """

    draft: Draft
    norm: Norm | None

    @property
    def span(self) -> Span:
        return self.draft.span


@light(kw_only=True)
class Priority:
    """Where both apply, `loser` gives way to `winner`. `word` is where a statement says so."""

    winner: str
    loser: str
    word: syntax.Word


@light(kw_only=True)
class Parts:
    """`finished` are the norms with all that bears on them, by name, in the order of the files;
    `calendars`, by which each of them counts, as far as that was asked.

    `counting` declares calendars and counting rules.
    `taken` says where each name was declared that a further exception may not have.
    """

    scope: Scope
    counting: tuple[syntax.CalendarDeclaration | syntax.CountingRule, ...]
    taken: Mapping[str, Span]
    versions: Mapping[str, tuple[Version, ...]]
    defeat: Defeat
    priorities: tuple[Priority, ...]
    counts_as: tuple[CountsAs, ...]
    sanctions: tuple[Sanction, ...]
    assessments: tuple[Assessment, ...]
    finished: Mapping[str, tuple[Norm, ...]]
    calendars: dict[str, set[str]]

    def calendars_of(self, norms: Mapping[str, tuple[Norm, ...]]) -> frozenset[str]:
        """By which these norms count, most of which are among the finished ones."""
        found: set[str] = set()
        most = len(self.scope.names.calendars)
        for name, versions in norms.items():
            if len(found) == most:
                break
            if versions is not self.finished.get(name):
                found |= names_in(versions, most)
                continue
            if name not in self.calendars:
                self.calendars[name] = names_in(versions, most)
            found |= self.calendars[name]
        return frozenset(found)

    @property
    def drafts(self) -> dict[str, tuple[Draft, ...]]:
        return drafts_of(self.versions)


def drafts_of(versions: Mapping[str, tuple[Version, ...]]) -> dict[str, tuple[Draft, ...]]:
    return {name: tuple(each.draft for each in found) for name, found in versions.items()}


def parts_of(files: Iterable[syntax.File], scope: Scope) -> Parts:
    """All statements of the files lowered, and put together; readings aside."""
    files = tuple(files)
    statements = [statement for file in files for statement in file.statements]
    taken = _taken(statements, scope.faults)
    drafts = _drafts(files, scope)
    versions = {
        name: tuple(Version(draft=draft, norm=norm_of(draft)) for draft in found)
        for name, found in drafts.items()
    }
    drafts = {
        name: tuple(evolve(each.draft, sound=each.norm is not None) for each in found)
        for name, found in versions.items()
    }
    exceptions = [each for each in statements if isinstance(each, syntax.ExceptionStatement)]
    defeat = attach(exceptions, drafts, Defeat(), scope.faults, taken)
    priorities = priorities_of(versions, defeat, scope.faults)
    sanctions = [
        sanction_of(each, drafts, scope)
        for each in statements
        if isinstance(each, syntax.SanctionStatement)
    ]
    assessments = [
        assessment_of(each, drafts, scope)
        for each in statements
        if isinstance(each, syntax.AssessmentStatement)
    ]
    counted = [
        counts_as(each, scope)
        for each in statements
        if isinstance(each, syntax.CountsAs | syntax.Ends)
    ]
    return Parts(
        scope=scope,
        counting=tuple(
            each
            for each in statements
            if isinstance(each, syntax.CalendarDeclaration | syntax.CountingRule)
        ),
        taken=taken,
        versions=versions,
        defeat=defeat,
        priorities=priorities,
        counts_as=tuple(each for each in counted if each is not None),
        sanctions=tuple(each for each in sanctions if each is not None),
        assessments=tuple(each for each in assessments if each is not None),
        finished=finished(versions, defeat, priorities, versions),
        calendars={},
    )


def _taken(statements: Iterable[syntax.Statement], faults: Faults) -> dict[str, Span]:
    """Where each norm, exception, sanction and assessment is declared.

    They share one space of names, but for the versions of a norm. Exceptions with one name are
    told where they are attached.
    """
    found: dict[str, syntax.Statement] = {}
    for statement in statements:
        if isinstance(
            statement,
            syntax.NormStatement | syntax.SanctionStatement | syntax.AssessmentStatement,
        ):
            first = found.setdefault(statement.name.text, statement)
            both_norms = isinstance(first, syntax.NormStatement) and isinstance(
                statement, syntax.NormStatement
            )
            if first is not statement and not both_norms:
                assert not isinstance(first, syntax.CountsAs | syntax.Ends)
                duplicate(faults, statement.name.text, statement.name.span, first.name.span)
    spans: dict[str, Span] = {}
    for name, first in found.items():
        assert not isinstance(first, syntax.CountsAs | syntax.Ends)
        spans[name] = first.name.span
    return spans


def _drafts(files: Iterable[syntax.File], scope: Scope) -> dict[str, tuple[Draft, ...]]:
    """The drafts of all norms, each after the norm whose breach triggers it."""
    statements: dict[str, list[tuple[syntax.NormStatement, InForce]]] = {}
    needs: dict[str, list[str]] = {}
    words: dict[tuple[str, str], syntax.Word] = {}
    for file in files:
        whole = days_of(file.header.in_force, scope.faults)
        for statement in file.statements:
            if isinstance(statement, syntax.NormStatement):
                name = statement.name.text
                statements.setdefault(name, []).append((statement, whole))
                needs.setdefault(name, [])
                for clause in statement.clauses:
                    if isinstance(clause, syntax.OnBreachOf):
                        needs[name].append(clause.norm.text)
                        words[name, clause.norm.text] = clause.norm
    known = {name: [need for need in found if need in needs] for name, found in needs.items()}
    for cycle in cycles(known):
        scope.faults.add(
            "LX326",
            "each of these norms waits for the breach of the next: "
            + " -> ".join(f"`{name}`" for name in cycle),
            words[cycle[0], cycle[1]].span,
            hint="one of them must arise without the breach of another",
        )
    # What waits in a circle is drafted last: the names it binds are unknown, and that is reported.
    order = dict.fromkeys((*in_order(known), *statements))
    drafts: dict[str, tuple[Draft, ...]] = dict.fromkeys(statements, ())
    for name in order:
        drafts[name] = tuple(
            draft_of(statement, whole, scope, drafts) for statement, whole in statements[name]
        )
    return drafts


def priorities_of(
    versions: Mapping[str, tuple[Version, ...]], defeat: Defeat, faults: Faults
) -> tuple[Priority, ...]:
    """All that `overrides` and `subject to` say among norms, each once."""
    found: dict[tuple[str, str], Priority] = {}
    for name, each, word in _preferred(versions):
        if word.text in defeat.statements:
            faults.add(
                "LX322",
                f"`{word.text}` is an exception, and `{name}` a norm: they do not compete",
                word.span,
                hint=f"write `exception … to {word.text}` to defeat it",
                cause=(defeat.statements[word.text].name.span, "it is declared here"),
            )
        elif word.text not in versions:
            unknown(faults, "LX228", "norm", word.text, word.span, versions)
        else:
            winner, loser = (name, word.text) if each is syntax.Overrides else (word.text, name)
            found.setdefault((winner, loser), Priority(winner=winner, loser=loser, word=word))
    return tuple(found.values())


def _preferred(
    versions: Mapping[str, tuple[Version, ...]],
) -> Iterator[tuple[str, type, syntax.Word]]:
    for name, found in versions.items():
        for version in found:
            clauses = version.draft.clauses
            said: tuple[syntax.Overrides | syntax.SubjectTo, ...] = (
                *clauses.every(syntax.Overrides),
                *clauses.every(syntax.SubjectTo),
            )
            for clause in said:
                for word in clause.names:
                    yield name, type(clause), word


def finished(
    versions: Mapping[str, tuple[Version, ...]],
    defeat: Defeat,
    priorities: Iterable[Priority],
    names: Iterable[str],
) -> dict[str, tuple[Norm, ...]]:
    """These norms with their exceptions and with what overrides them, versions by their start."""
    trees = defeat.trees(names)
    winners: dict[str, list[str]] = {}
    for priority in priorities:
        winners.setdefault(priority.loser, []).append(priority.winner)
    done: dict[str, tuple[Norm, ...]] = {}
    for name in names:
        norms = [version.norm for version in versions[name] if version.norm is not None]
        if trees[name] or name in winners:
            norms = [
                evolve(
                    norm,
                    exceptions=norm.exceptions + trees[name],
                    overridden_by=tuple(winners.get(name, ())),
                )
                for norm in norms
            ]
        norms.sort(key=lambda norm: "" if norm.in_force.start is None else str(norm.in_force.start))
        done[name] = tuple(norms)
    return done
