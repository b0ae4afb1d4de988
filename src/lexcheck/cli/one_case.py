"""What commands about one case have in common: loading it, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from lexcheck.base.diagnostics import Refused
from lexcheck.cli import streams
from lexcheck.cli.exits import Exit
from lexcheck.pipeline import files
from lexcheck.pipeline.cases import Loaded, load_case, no_ruleset
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.manifests import NoEngine
from lexcheck.pipeline.refusals import CaseRefused, RulesetRefused, Unreadable
from lexcheck.report.model import Input


def answer(
    make: Callable[[], bytes], output: str | None = None, library: Library | None = None
) -> int:
    """Emit what is made, or complain of what cannot be used; the exit code.

    `output`: the file to write to instead, which may be none that `library` has read.
    """
    try:
        made = make()
        if output is not None:
            files.write_whole(output, made, keeping=() if library is None else library.inputs)
            return Exit.DONE
    except Unreadable as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    except Refused as fault:
        streams.complain(fault.diagnostics)
        return code_of(fault)
    except NoEngine as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    streams.emit(made)
    return Exit.DONE


def code_of(fault: Refused) -> Exit:
    if isinstance(fault, RulesetRefused):
        return Exit.RULESET
    return Exit.CASE if isinstance(fault, CaseRefused) else Exit.USAGE


def inputs(library: Library) -> tuple[Input, ...]:
    """What was read, in the order in which reports list it."""
    found = sorted(library.inputs.values(), key=lambda each: (each.role, each.path))
    return tuple(Input(path=each.path, sha256=each.sha256, role=each.role) for each in found)


def loaded(library: Library, path: str, rulesets: tuple[str, ...]) -> Loaded:
    """A case with the rulesets to judge it by, one at least. Raises Refused, Unreadable."""
    for named in rulesets:
        library.ruleset(named)
    found = load_case(library, path, [library.compiled(named) for named in rulesets])
    streams.complain(found.warnings)
    if not found.rulesets:
        raise CaseRefused([no_ruleset(found.case.source)])
    return found
