"""The options that say what a run is asked for, shared by the commands that judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from lexcheck.base.diagnostics import did_you_mean
from lexcheck.base.time.instants import TimeError, read_moment
from lexcheck.pipeline.manifests import Engine, Form, Options
from lexcheck.pipeline.names import Names
from lexcheck.verdicts.model import Verdict

if TYPE_CHECKING:
    pass

Texts = tuple[str, ...]


def moments(_: click.Context, param: click.Parameter, given: str | Texts | None) -> object:
    """Refuses what is no moment at all. Its zone is that of the case, so it is read later."""
    for text in (given,) if isinstance(given, str) else given or ():
        try:
            read_moment(text, ZoneInfo("UTC"))
        except TimeError as error:
            hint = "write a day, 2021-02-12 (its end is meant), or a time, 2021-02-12T18:00+05:30"
            raise click.BadParameter(f"{error}; {hint}", param=param) from error
    return given


def day(_: click.Context, param: click.Parameter, given: str | Texts | None) -> object:
    """Refuses what is no civil day: laws come into force with one."""
    for text in (given,) if isinstance(given, str) else given or ():
        try:
            date.fromisoformat(text)
        except ValueError as error:
            raise click.BadParameter(
                f"`{text}` is no day; write it as 2026-02-20", param=param
            ) from error
    return given


def verdict(_: click.Context, param: click.Parameter, given: str | None) -> Verdict | None:
    if given is None:
        return None
    word = given.lower().replace("-", "_")
    names = [each.value for each in Verdict]
    if word not in names:
        hint = did_you_mean(word, names) or f"known: {', '.join(names)}"
        raise click.BadParameter(f"`{given}` is no verdict; {hint}", param=param)
    return Verdict(word)


def settings(_: click.Context, param: click.Parameter, given: Texts) -> dict[str, str]:
    """`name=value`, each name once."""
    found: dict[str, str] = {}
    for setting in given:
        name, _equals, text = (part.strip() for part in setting.partition("="))
        if not name or not text:
            hint = "write name=value, as in --set 'x=24 hours'"
            raise click.BadParameter(f"`{setting}` sets nothing; {hint}", param=param)
        if name in found:
            raise click.BadParameter(f"`{name}` is set twice", param=param)
        found[name] = text
    return found


def verdict_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [each.value for each in Verdict if each.value.startswith(incomplete)]


def installed_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in sorted(Names().known(None)) if name.startswith(incomplete)]


ruleset = click.option(
    "--ruleset",
    "rulesets",
    multiple=True,
    metavar="NAME|PATH",
    shell_complete=installed_names,
    help="Judge by this ruleset, installed or a .lex file, instead of the case's own. Repeatable.",
)
known_by = click.option(
    "--known-by",
    callback=moments,
    metavar="MOMENT",
    help="Take only sources that were published by then. A day means its end.",
)
law_as_of = click.option(
    "--law-as-of",
    callback=day,
    metavar="DAY",
    help="Judge everything under the law as of this day, whenever it arose. Default: each duty"
    " under the law in force when it arose.",
)
setting = click.option(
    "--set",
    "parameters",
    multiple=True,
    callback=settings,
    metavar="NAME=VALUE",
    help="Give a parameter of the ruleset a value, as in --set 'x=24 hours'. Repeatable.",
)


def tables(command: Callable[..., int]) -> Callable[..., int]:
    """The options that concern datasets alone, gathered into one argument, `tables`."""

    @wraps(command)
    def gathered(
        findings: str | None,
        findings_format: Form | None,
        max_rejects: int,
        memory: str,
        threads: int,
        engine: Engine,
        master: str,
        **others: object,
    ) -> int:
        asked = Options(
            findings=findings or "",
            form=findings_format,
            max_rejects=max_rejects,
            memory=memory,
            threads=threads,
            engine=engine,
            master=master,
        )
        return command(tables=asked, **others)

    for option in reversed(_TABLES):
        gathered = option(gathered)
    return gathered


_TABLES = (
    click.option(
        "--findings",
        metavar="OUT",
        help="Tables: write the findings there, once they are whole: a folder of tables, or one"
        " file (.parquet, .csv, .arrow) of findings alone, or of all tables (.duckdb).",
    ),
    click.option(
        "--findings-format",
        type=click.Choice(["parquet", "csv", "arrow", "duckdb"]),
        help="Tables: what is written; as the suffix of OUT says, else Parquet.",
    ),
    click.option(
        "--max-rejects",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="Tables: go on without as many rows that cannot be used (none).",
    ),
    click.option(
        "--memory",
        default="",
        metavar="SIZE",
        help="Tables: as much memory as this, as in 4GB; the rest goes to disk.",
    ),
    click.option(
        "--threads", type=click.IntRange(min=0), default=0, metavar="N", help="Tables: so many."
    ),
    click.option(
        "--engine",
        type=click.Choice(["duckdb", "spark"]),
        default="duckdb",
        help="Tables: judged on this machine, or in parts, by Spark.",
    ),
    click.option(
        "--master",
        default="",
        metavar="URL",
        help="Tables: Spark's master, as in spark://host:7077 (local[*]: this machine).",
    ),
)

AS_OF_HELP = (
    "Nothing after it is seen. A day means its end, in the zone of the case, else of the ruleset."
    " Default: what the case says, else its latest fact."
)
VIEWPOINT_HELP = "Whose word is taken: a party's, a source's, or `all` (the default)."
READING_HELP = "A reading of the ruleset; `base` is the ruleset as it is written (the default)."
