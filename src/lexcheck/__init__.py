"""A checker for legal compliance: rules and facts in, verdicts with reasons out.

    >>> import lexcheck
    >>> ruleset = lexcheck.load_ruleset("cases/start/blocking.lex")
    >>> case = lexcheck.load_case("cases/start/log.yaml")
    >>> run = lexcheck.evaluate(ruleset, case, as_of="2021-02-01")
    >>> [(finding.id, str(finding.verdict)) for finding in run.findings][:2]
    [('comply(order_7, page_a)', 'complied'), ('comply(order_7, page_b)', 'complied_late')]

What is not listed in `__all__` may change without notice. A verdict is an aid, not legal advice.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lexcheck.base.diagnostics import Diagnostic, Refused
    from lexcheck.bulk.outputs import DatasetRun
    from lexcheck.facts.case import Case, Grade
    from lexcheck.norms.model import Ruleset
    from lexcheck.pipeline.refusals import Unreadable
    from lexcheck.pipeline.surface import (
        check,
        evaluate,
        evaluate_dataset,
        explain,
        load_case,
        load_ruleset,
    )
    from lexcheck.verdicts.model import Explanation, Finding, Reason, Run, Verdict

__version__ = "0.1.0"

#: Where each name is defined. It is imported when it is first asked for, so that what needs only a
#: version number does not pay for a parser.
_HOMES = {
    "load_ruleset": "lexcheck.pipeline.surface",
    "load_case": "lexcheck.pipeline.surface",
    "check": "lexcheck.pipeline.surface",
    "evaluate": "lexcheck.pipeline.surface",
    "evaluate_dataset": "lexcheck.pipeline.surface",
    "explain": "lexcheck.pipeline.surface",
    "Ruleset": "lexcheck.norms.model",
    "Case": "lexcheck.facts.case",
    "Run": "lexcheck.verdicts.model",
    "DatasetRun": "lexcheck.bulk.outputs",
    "Finding": "lexcheck.verdicts.model",
    "Verdict": "lexcheck.verdicts.model",
    "Reason": "lexcheck.verdicts.model",
    "Grade": "lexcheck.facts.case",
    "Explanation": "lexcheck.verdicts.model",
    "Diagnostic": "lexcheck.base.diagnostics",
    "Refused": "lexcheck.base.diagnostics",
    "Unreadable": "lexcheck.pipeline.refusals",
}

__all__ = [
    # what to call
    "load_ruleset",
    "load_case",
    "check",
    "evaluate",
    "evaluate_dataset",
    "explain",
    # what comes of it
    "Ruleset",
    "Case",
    "Run",
    "DatasetRun",
    "Finding",
    "Verdict",
    "Reason",
    "Grade",
    "Explanation",
    # what may be wrong
    "Diagnostic",
    "Refused",
    "Unreadable",
    "__version__",
]


if not TYPE_CHECKING:  # a type checker would take any name for one of these

    def __getattr__(name: str) -> object:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module `lexcheck` has no attribute `{name}`")
        found: object = getattr(import_module(home), name)
        globals()[name] = found
        return found


class _Package(ModuleType):
    """The package, in which `evaluate` is always the function.

    There is a room of that name, too: importing `lexcheck.evaluate.…` would put it in its place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted(__all__)
