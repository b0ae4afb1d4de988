"""`lexcheck new`: a ruleset or a case to start from, which passes as it is."""

from __future__ import annotations

import re
from pathlib import Path

import click

from lexcheck.base.diagnostics import Refused
from lexcheck.cli import options, streams
from lexcheck.cli.exits import EXPLAINED, Exit
from lexcheck.facts.skeleton import skeleton
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline import files
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import Unreadable
from lexcheck.resolved.terms import RecordBinder

_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")

_RULESET = """\
# What the law is, how far it was checked, and what is left out and why.

ruleset {name}
  title    "{name}"
  timezone "{timezone}"
  in force from 2024-01-01

source act "An act"  # its full title

record Party

record Request
  addressee: Party
  received:  time
  withdrawn: time?

action answer(r: Request)

obligation respond "Whoever receives a request answers it within ten days."
  cites    act "s 1" unverified  # until somebody has read it
  for each r: Request
  duty of  r.addressee
  must     answer(r)
  within   10 days of r.received
  until    r.withdrawn
"""


@click.command(
    "new",
    epilog=EXPLAINED,
    help="Write a file to start from: `lexcheck new ruleset in.my_act`, or `lexcheck new case"
    " my-case --ruleset in.my_act`. It passes `check`, `fmt --check` and `lint` as it is.",
)
@click.argument("what", type=click.Choice(["ruleset", "case"]))
@click.argument("name")
@click.option(
    "--ruleset",
    "named",
    metavar="NAME|PATH",
    shell_complete=options.installed_names,
    help="By what the new case is to be judged.",
)
@click.option("--timezone", default="UTC", metavar="ZONE", help="Of the new ruleset.")
@click.option(
    "--output", metavar="FILE", help="Default: the name, or its last part, with .lex or .yaml."
)
def command(what: str, name: str, named: str | None, timezone: str, output: str | None) -> int:
    shape = _NAME if what == "ruleset" else _ID
    if not shape.fullmatch(name):
        example = "`in.my_act`" if what == "ruleset" else "`my-case`"
        hint = "; --output says into which file it goes" if "/" in name or "." in name else ""
        raise click.UsageError(f"`{name}` is no name of a {what}; {example} is one{hint}")
    if (what == "case") != (named is not None):
        raise click.UsageError(
            "A case needs --ruleset." if what == "case" else "No --ruleset here."
        )
    path = output or (f"{name.rpartition('.')[2]}.lex" if named is None else f"{name}.yaml")
    try:
        text = _new_ruleset(name, timezone) if named is None else _new_case(name, named)
        if Path(path).exists():
            raise Unreadable(path, "exists already", "choose another name with --output")
        files.write_whole(path, text.encode())
    except Unreadable as fault:
        streams.complain([fault.diagnostic])
        return Exit.USAGE
    except Refused as fault:
        streams.complain(fault.diagnostics)
        return Exit.RULESET
    streams.emit(f"{path}\n".encode())
    return Exit.DONE


def _new_ruleset(name: str, timezone: str) -> str:
    """Raises RulesetRefused, for a zone that there is not."""
    text = _RULESET.format(name=name, timezone=timezone)
    Library().ruleset_of_text(text, f"{name}.lex")
    return text


def _new_case(name: str, named: str) -> str:
    """Raises Unreadable, RulesetRefused."""
    library = Library()
    ruleset = library.ruleset(named, files.place("new.yaml"))
    return skeleton(name, named, ruleset.timezone, ruleset.schema, _bound(ruleset))


def _bound(ruleset: Ruleset) -> list[str]:
    """The types of the records that norms are about."""
    return [
        binder.type.name
        for norm in ruleset.norms
        for binder in norm.binders
        if isinstance(binder, RecordBinder)
    ]
