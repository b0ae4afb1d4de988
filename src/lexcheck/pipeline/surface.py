"""What `import lexcheck` offers to call. Each call stands by itself, and raises what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from os import PathLike, fspath
from typing import TYPE_CHECKING

from lexcheck.base.diagnostics import Diagnostic, Refused
from lexcheck.base.text import Source
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline import cases, runs
from lexcheck.pipeline.files import Text, load, place
from lexcheck.pipeline.library import Library
from lexcheck.verdicts.model import Explanation, Run

if TYPE_CHECKING:
    from lexcheck.bulk.outputs import DatasetRun


def load_ruleset(
    ruleset: str | PathLike[str], *, beside: str | PathLike[str] | None = None
) -> Ruleset:
    """A ruleset: of a path (`rules/my.lex`), of an installed name, or of its text.

    A `str` is a text where it has more than one line; `beside` is a file (a case, say) beside which
    a name is looked for first. Raises Refused with every diagnostic, and Unreadable.

        >>> load_ruleset("in.it_act.s69a").timezone
        'Asia/Kolkata'
    """
    given = fspath(ruleset)
    if isinstance(ruleset, str) and "\n" in given:
        return Library().ruleset_of_text(given, "ruleset")
    if not isinstance(ruleset, str):
        return Library().ruleset_at(place(given))
    return Library().ruleset(given, None if beside is None else place(beside))


def load_case(case: str | PathLike[str], *, ruleset: Ruleset | None = None) -> Case:
    """A case: of a path (YAML or JSON), or of its text.

    A `str` is a text where it has more than one line, or starts with `{`. The extension says which
    format it is, else the first character. It is read in the words of what it names after `uses`
    and `ruleset`, which is looked for beside it and among the installed; or, if given, in those of
    a ruleset. Raises Refused with every diagnostic, and Unreadable.

        >>> load_case("cases/start/log.yaml").name
        'first-log'
    """
    given = fspath(case)
    in_memory = isinstance(case, str) and ("\n" in given or given.lstrip().startswith("{"))
    where = None if in_memory else place(given)
    text = Text(source=Source(name="case", text=given)) if where is None else load(where)
    if ruleset is not None:
        return cases.case_in_words_of(ruleset.schema, text, where)
    return cases.read_case(Library(), text, where).case


def check(path: str | PathLike[str]) -> tuple[Diagnostic, ...]:
    """Everything wrong with a ruleset, vocabulary or case file, in order; empty if nothing is.

    Raises Unreadable, never Refused.

        >>> [diagnostic.message for diagnostic in check("cases/start/blocking.lex")]
        []
    """
    try:
        return cases.check(Library(), fspath(path))
    except Refused as refused:
        return refused.diagnostics


def evaluate(
    ruleset: Ruleset,
    case: Case,
    *,
    as_of: str | date | None = None,
    known_by: str | date | None = None,
    law_as_of: str | date | None = None,
    viewpoint: str = "all",
    reading: str = runs.BASE,
    parameters: Mapping[str, str] | None = None,
) -> Run:
    """Judge a case under a ruleset.

    `as_of`: nothing after it is seen; a day, a month, or a datetime, naive ones in the zone of the
    case. A day means its end. Default: the case's own as-of, else its latest fact. `known_by`: only
    sources published by then. `law_as_of`: judge all under the law of that day; default: each duty
    under the law in force when it arose. `viewpoint`: whose word is taken, a party's, a source's,
    or `all`. `reading`: a reading of the ruleset, or `base`, the ruleset as it is written.
    `parameters`: values by name, `{"time_to_comply": "24 hours"}`. Raises Refused for what there is
    not.

        >>> ruleset = load_ruleset("cases/start/blocking.lex")
        >>> run = evaluate(ruleset, load_case("cases/start/log.yaml"), as_of="2021-01-31")
        >>> run.findings[1].id, run.findings[1].verdict
        ('comply(order_7, page_b)', <Verdict.PENDING: 'pending'>)
    """
    asked = runs.selectors(as_of, known_by, viewpoint, reading, parameters, law_as_of)
    return runs.judge(ruleset, case, asked)[1]


def evaluate_dataset(
    dataset: str | PathLike[str] | Mapping[str, object],
    tables: object = None,
    *,
    ruleset: Ruleset | None = None,
    as_of: str | date | None = None,
    law_as_of: str | date | None = None,
    reading: str = runs.BASE,
    parameters: Mapping[str, str] | None = None,
    findings: str | PathLike[str] | None = None,
    max_rejects: int = 0,
    memory: str = "",
    threads: int = 0,
    spark: object = None,
) -> DatasetRun:
    """Judge tables.

    `dataset`: the path of a manifest, or what one says, as a mapping; files that it names lie
    beside it, or here. `tables`: tables that stand for files, by the name that the manifest gives
    them (or by its `table:`): Arrow tables, pandas or Polars frames, DuckDB relations, whatever has
    an Arrow stream; or a DuckDB connection that has them all. `ruleset`: instead of the one that is
    named. `as_of`, `law_as_of`, `reading`, `parameters`: as of `evaluate`. `findings`: a folder or
    file to write the findings to (its suffix says how), instead of holding them in memory.
    `max_rejects`: so many rows that cannot be used are left out. `memory`, `threads`: as much as
    this, `4GB`; the rest goes to disk. `spark`: a SparkSession that judges them in
    parts. Raises Refused, Unreadable; ImportError without `lexcheck[bulk]`.

        >>> run = evaluate_dataset("datasets/start/dataset.yaml")
        >>> sorted(run.findings["verdict"].to_pylist())
        ['breached', 'complied', 'complied_late', 'undetermined']
    """
    # Not above: whoever judges one case needs none of it.
    from lexcheck.pipeline import datasets, manifests

    if isinstance(dataset, Mapping):
        written = json.dumps(dict(dataset), default=str, ensure_ascii=False)
        text, where = Text(source=Source(name="dataset", text=written)), place("dataset")
    else:
        found = manifests.manifest_of(fspath(dataset))
        where = place(fspath(dataset)) if found is None else found
        text = load(where)
    opened = datasets.opened(Library(), text, where, ruleset, tables)
    asked = runs.selectors(as_of, None, "all", reading, parameters, law_as_of)
    options = manifests.Options(
        findings="" if findings is None else fspath(findings),
        max_rejects=max_rejects,
        memory=memory,
        threads=threads,
    )
    return datasets.judge(opened, asked, options, frames=tables, spark=spark, keep=findings is None)


def explain(
    ruleset: Ruleset,
    case: Case,
    instance: str,
    *,
    as_of: str | date | None = None,
    known_by: str | date | None = None,
    law_as_of: str | date | None = None,
    viewpoint: str = "all",
    reading: str = runs.BASE,
    parameters: Mapping[str, str] | None = None,
) -> Explanation:
    """Why one instance has its verdict, step by step; the options are those of `evaluate`.

    Where the verdict is open there is one derivation for each way that it may fall.

        >>> ruleset = load_ruleset("cases/start/blocking.lex")
        >>> case = load_case("cases/start/log.yaml")
        >>> explain(ruleset, case, "comply(order_7, page_c)").finding.reason
        <Reason.REVERSED: 'reversed'>
    """
    asked = runs.selectors(as_of, known_by, viewpoint, reading, parameters, law_as_of)
    return runs.explain(ruleset, case, instance, asked)
