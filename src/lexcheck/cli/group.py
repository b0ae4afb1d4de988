"""The commands by name. Each is imported when it is called, so that starting up stays light."""

from __future__ import annotations

from importlib import import_module

import click

from lexcheck import __version__
from lexcheck.cli.exits import EXPLAINED

#: The module of each command, and what `--help` says of it.
_COMMANDS = {
    "evaluate": ("lexcheck.cli.evaluate", "Judge cases, and say why."),
    "explain": ("lexcheck.cli.explain", "Show how one verdict came about, step by step."),
    "timeline": ("lexcheck.cli.timeline", "Show how the verdicts of a case changed with time."),
    "deadlines": ("lexcheck.cli.deadlines", "List what is due and when, what is open first."),
    "compare": ("lexcheck.cli.compare", "Judge twice, and show what differs, and why."),
    "rulesets": ("lexcheck.cli.rulesets", "List the rulesets that are installed."),
    "check": ("lexcheck.cli.check", "Find everything wrong with rulesets and case files."),
    "render": ("lexcheck.cli.render", "Tell a ruleset in plain language."),
    "new": ("lexcheck.cli.new", "Write a ruleset or a case to start from."),
    "fmt": ("lexcheck.cli.fmt", "Write rulesets in their canonical form."),
    "lint": ("lexcheck.cli.lint", "Remark on what rulesets say, beyond what is wrong."),
    "test": ("lexcheck.cli.test", "Try what cases expect; coverage and mutants of rulesets."),
    "lsp": ("lexcheck.cli.lsp", "Serve an editor, over stdin and stdout."),
    "schema": ("lexcheck.cli.schema", "Print the JSON Schema of case files, or of reports."),
    "completion": ("lexcheck.cli.completion", "Print the completion script of a shell."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from lexcheck.base.diagnostics import did_you_mean

            hint = did_you_mean(args[0], _COMMANDS)
            raise click.UsageError(f"There is no command `{args[0]}`; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(
    cls=_Commands,
    epilog=EXPLAINED,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, message="lexcheck %(version)s")
def root() -> None:
    """Check compliance with legal rules: rules and facts in, verdicts with reasons out.

    A verdict is an aid, not legal advice.
    """
