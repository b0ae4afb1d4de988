"""`lexcheck explain`: how one verdict came about, or what a diagnostic means."""

from __future__ import annotations

import re
import sys

import click

from lexcheck import __version__
from lexcheck.base.diagnostics import Diagnostic, did_you_mean
from lexcheck.base.text import in_call
from lexcheck.cli import one_case, options, streams
from lexcheck.cli.exits import EXPLAINED, Exit
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline import manifests, runs
from lexcheck.pipeline.cases import Loaded
from lexcheck.pipeline.files import Place
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import SelectorRefused
from lexcheck.report import Options
from lexcheck.report.explanation import RENDERERS, Explained

_CODE = re.compile(r"LX\d+")


@click.command(
    "explain",
    epilog=EXPLAINED,
    help="Show how the verdict on INSTANCE, as in `comply(order_1, acc_a)`, came about: each step"
    " with the line of the rule or of CASE that it reads.\n\n"
    "With the code of a diagnostic alone, LX204, show what it means, with an example.",
)
@click.argument("case", metavar="CASE|CODE")
@click.argument("instance", required=False)
@options.ruleset
@click.option("--as-of", callback=options.moments, metavar="MOMENT", help=options.AS_OF_HELP)
@options.known_by
@options.law_as_of
@click.option("--viewpoint", default="all", metavar="PARTY|SOURCE", help=options.VIEWPOINT_HELP)
@click.option("--reading", default=runs.BASE, metavar="NAME", help=options.READING_HELP)
@options.setting
@click.option("--format", "format_", type=click.Choice(list(RENDERERS)), default="text")
def command(
    case: str,
    instance: str | None,
    rulesets: tuple[str, ...],
    as_of: str | None,
    known_by: str | None,
    law_as_of: str | None,
    viewpoint: str,
    reading: str,
    parameters: dict[str, str],
    format_: str,
) -> int:
    if instance is None:
        return _page(case)
    asked = runs.selectors(as_of, known_by, viewpoint, reading, parameters, law_as_of)
    shown = Options(colour=streams.coloured(sys.stdout))
    return one_case.answer(
        lambda: RENDERERS[format_](_explain(case, instance, rulesets, asked), shown)
    )


def _page(code: str) -> int:
    """Show the page of a diagnostic. Raises UsageError where there is none."""
    # Here, since explaining a verdict does without them.
    from lexcheck.lint.from_norms import MANUAL
    from lexcheck.report.manual import pages, shown

    code = code.upper()
    if code in MANUAL:
        streams.emit(f"# {MANUAL[code]}".encode())
        return Exit.DONE
    known = pages()
    if code not in known:
        hint = did_you_mean(code, [*known, *MANUAL])
        if not _CODE.fullmatch(code):
            hint = "name an instance of the case, as in `comply(order_1, acc_a)`"
        raise click.UsageError(f"there is no page on `{code}`; {hint}")
    streams.emit(shown(known[code]).encode())
    return Exit.DONE


def _explain(
    path: str, instance: str, rulesets: tuple[str, ...], asked: runs.Selectors
) -> Explained:
    manifest = manifests.manifest_of(path)
    if manifest is not None:
        return _explain_table(manifest, instance, rulesets, asked)
    library = Library()
    loaded = one_case.loaded(library, path, rulesets)
    ruleset = _the_one(loaded, instance)
    explanation = runs.explain(ruleset, loaded.case, instance, asked)
    said = {
        "as_of": asked.as_of,
        "known_by": asked.known_by,
        "law_as_of": asked.law_as_of,
        "viewpoint": asked.viewpoint,
        "reading": asked.reading,
        **dict(asked.parameters),
    }
    return Explained(
        version=__version__,
        inputs=one_case.inputs(library),
        explanation=explanation,
        ruleset=runs.under(ruleset, asked),
        case=loaded.case,
        asked=tuple((name, str(text)) for name, text in said.items() if text is not None),
    )


def _explain_table(
    where: Place, instance: str, rulesets: tuple[str, ...], asked: runs.Selectors
) -> Explained:
    """An instance of a dataset, by the facts that it needs."""
    from lexcheck.pipeline import datasets

    library = Library()
    for named in rulesets:
        library.ruleset(named)
    judged_by = [library.compiled(named) for named in rulesets]
    opened = datasets.open_dataset(library, where, judged_by)
    streams.complain(opened.warnings)
    explanation, meant, case = datasets.explain(opened, instance, asked, manifests.Options())
    said = {"as_of": asked.as_of, "reading": asked.reading, **dict(asked.parameters)}
    return Explained(
        version=__version__,
        inputs=one_case.inputs(library),
        explanation=explanation,
        ruleset=meant,
        case=case,
        asked=tuple((name, str(text)) for name, text in said.items() if text is not None),
    )


def _the_one(loaded: Loaded, instance: str) -> Ruleset:
    """The ruleset, or of several the one that has the norm of the instance."""
    norm = instance.partition("(")[0].strip()
    having = [ruleset for ruleset in loaded.rulesets if norm in ruleset.versions]
    if len(having) > 1:
        names = ", ".join(f"`{ruleset.name}`" for ruleset in having)
        message = f"`{norm}` is a norm of {names}"
        raise SelectorRefused(
            [
                Diagnostic(
                    code="LX595",
                    message=message,
                    span=in_call("", instance),
                    hint="choose with --ruleset",
                )
            ]
        )
    return (having or list(loaded.rulesets))[0]
