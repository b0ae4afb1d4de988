"""Tables judged in parts, by Spark: its session, and what is refused of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline.manifests import NoEngine, Options
from lexcheck.pipeline.refusals import RulesetRefused, Unreadable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from lexcheck.bulk.duck import Loader, Opener
    from lexcheck.bulk.spread.placing import TooWide


@contextmanager
def on_spark(
    ruleset: Ruleset, options: Options, spark: object, latest: bool
) -> Iterator[Callable[..., Loader]]:
    """What makes a loader of a dataset that is judged by Spark: by a session that is given, else by
    one of its own. Raises NoEngine; RulesetRefused for norms that cannot be judged in parts.
    """
    if find_spec("pyspark") is None:
        hint = "install it with `pip install lexcheck[spark]`"
        raise NoEngine("Spark is not installed", hint, "spark")
    from lexcheck.bulk.spread.driver import Spread, Spreading
    from lexcheck.bulk.spread.spark import NoSpark, Spark, session

    with ExitStack() as stack:
        if spark is None:
            try:
                spark = stack.enter_context(session(options.master))
            except NoSpark as fault:
                hint = "Spark needs Java 17 or later, and a master that answers"
                raise NoEngine(f"Spark does not start: {fault}", hint, "spark") from fault
        spreading = Spreading(
            cluster=Spark(cast("SparkSession", spark)),
            ruleset=ruleset,
            memory=options.memory,
            latest=latest,
        )
        try:
            with refused_by_name(ruleset):
                yield lambda *args, opener, **others: Spread(
                    *args, spreading=spreading, opener=partial(_texts, opener), **others
                )
        except NoSpark as fault:
            hint = "what Spark has logged may tell more; `--memory` bounds what a task takes"
            raise NoEngine(f"Spark gave up: {fault}", hint, "spark") from fault


@contextmanager
def refused_by_name(ruleset: Ruleset) -> Iterator[None]:
    """Raises RulesetRefused for the norms that cannot be judged in parts."""
    from lexcheck.bulk.spread.driver import CannotSplit

    try:
        yield
    except CannotSplit as fault:
        raise RulesetRefused([_too_wide(ruleset, each) for each in fault.norms]) from fault


def _texts(opener: Opener, path: str, encoding: str) -> Iterator[tuple[str, Iterator[str]]]:
    """The texts in a file, opened by a task: what cannot be read is a fault, which a task tells."""
    from lexcheck.bulk.duck import Fault

    try:
        yield from opener(path, encoding)
    except Unreadable as unreadable:
        raise Fault("LX608", str(unreadable)) from unreadable


def _too_wide(ruleset: Ruleset, refused: TooWide) -> Diagnostic:
    size = f"{refused.bytes / (1 << 20):,.0f} MB"
    return Diagnostic(
        code="LX640",
        message=f"`{refused.norm}` cannot be judged in parts: it looks at {refused.what} at once",
        hint=f"that is {size} for every part; judge it on one machine: --engine duckdb",
        span=ruleset.versions[refused.norm][0].span,
    )
